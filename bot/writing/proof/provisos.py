"""Provisos: what the sentences say may be, is alleged or planned, and a claim says is so.

A word that the sentences have under a proviso alone ("may sink", "plans to build", "former mayor")
must not stand beside the same words in a claim without any. English only, and only against the
sentences that a claim names: against guessed ones it is wrong as often as right.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.writing.proof.wording import Wording, beside, governed, without_marker, words

_AHEAD = r"""['’]ll\b | \b(?:will|would|shall|should|going\ to)\b
    | \b(?:is|are|was|were|be)\s(?:\w{1,12}\s)?to\b"""


def _to(verbs: str) -> frozenset[str]:
    """Verbs as markers of what follows their "to"."""
    return frozenset(f"{verb} to" for verb in words(verbs))


@dataclass(frozen=True, slots=True)
class _Proviso:
    """A way to say less than that something is so.

    Attributes:
        markers: What governs the next word of meaning.
        excuse: What keeps the proviso in a claim; the markers themselves always do.
    """

    markers: frozenset[str]
    excuse: re.Pattern[str]


_PROVISOS = (
    _Proviso(  # what is possible
        words("may might could perhaps possibly maybe")
        | _to("appears appeared seems seemed likely"),
        re.compile(
            r"""\b(?:can|allow\w*|permit\w*|able|if|unless|whether|possib\w*|potential\w*|risk\w*
            |threat\w*|chance\w*|likel\w*|unlikel\w*|fear\w*|warn\w*|concern\w*|would|should|expect\w*
            |suggest\w*|appear\w*|seem\w*|probab\w*|consider\w*|suspect\w*|believ\w*|predict\w*
            |option\w*|decid\w*|decision|question|hop\w*|plan\w*|think\w*|thought|not|no)\b""",
            re.VERBOSE,
        ),
    ),
    _Proviso(  # what somebody is said to have done
        words(
            "allegedly alleged allege alleges alleging reportedly supposedly suspected suspects"
            " accused accuse accuses accusing charged"
        ),
        re.compile(
            r"""\b(?:alleg\w*|accus\w*|charg\w*|suspect\w*|claim\w*|say|says|said|according
            |prosecut\w*|report\w*|indict\w*|suspicion|suppos\w*|believ\w*|tri(?:al|ed)|sue[ds]?|suing
            |lawsuit|court|blam\w*|over|den(?:y|ie[ds])|not|no|if|whether)\b""",
            re.VERBOSE,
        ),
    ),
    _Proviso(  # what somebody means to do
        _to(
            "plan plans planned planning want wants wanted wanting hope hopes hoped hoping aim aims"
            " aimed aiming intend intends intended seek seeks sought seeking try tries tried trying"
            " attempt attempts attempted attempting threaten threatens threatened threatening"
            " propose proposes proposed vow vows vowed pledge pledges pledged promise promises"
            " promised offer offers offered wish wishes wished"
        )
        | words("considering considers mulls mulling"),
        re.compile(
            rf"""{_AHEAD} | \b(?:plan\w*|want\w*|hop\w*|aim\w*|intend\w*|intent\w*|seek\w*|sought
            |tr(?:y|ying|ied|ies)|attempt\w*|threat\w*|propos\w*|vow\w*|pledg\w*|promis\w*|offer\w*
            |wish\w*|consider\w*|mull\w*|may|might|could|can|if|demand\w*|ask\w*|call\w*|urg\w*|bid\w*
            |push\w*|effort\w*|goal\w*|desire\w*|look\w*|due|not|no|fail\w*
            |prepar\w*|eye\w*|in\ order)\b""",
            re.VERBOSE,
        ),
    ),
    _Proviso(  # who somebody was, or nearly is
        words("deputy vice former acting assistant attempted would-be suspected alleged ex future"),
        re.compile(
            r"""\b(?:deputy|vice|former\w*|once|acting|assistant|attempt\w*|would-be|ex|then|interim
            |suspect\w*|alleg\w*|accus\w*|future|who\ was|had\ been|until|tri(?:ed|es)|aide)\b""",
            re.VERBOSE,
        ),
    ),
)  # fmt: skip


def lost_provisos(claim: Wording, sentences: Sequence[Wording]) -> Iterator[str]:
    """What a claim says outright and its sentences do not, one complaint for each.

    Args:
        claim: What is said.
        sentences: Those that it names.
    """
    said = claim.text.casefold()
    for proviso in _PROVISOS:
        if proviso.excuse.search(said) or governed(claim, proviso.markers):
            continue
        for word in without_marker(claim, sentences, sentences, proviso.markers):
            if any(beside(claim, word) & beside(sentence, word) for sentence in sentences):
                yield f"says “{word}” outright, the sentences do not"
