"""Proof: what a model says of an article, checked against the article's own sentences.

Plain code, no model: numbers, dates, quotations, names, opposites, denials, provisos, roles, and
whether the words stand in the sentences at all. It is a guard, not a detector: what it stops is
wrong nearly always, and what it lets pass may be wrong still (docs/decisions/proof.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.news import Article, Evidence, Point, Summary
from bot.writing.combined import Part
from bot.writing.draft import Claim, Draft
from bot.writing.headlines import cut_title, teases
from bot.writing.lines import material, one_line
from bot.writing.proof.checks import LONGEST_CLAIM, complaints
from bot.writing.proof.labels import proved_labels
from bot.writing.proof.numbers import quantities
from bot.writing.proof.quotations import unquoted
from bot.writing.proof.support import closest
from bot.writing.proof.voices import TOLD_TOO, Voice, voices_in
from bot.writing.proof.wording import content, guess, join, read

# Points without which a summary is not worth a card.
FEWEST_POINTS = 2
# Sentences that a point may name: one that leans on half the article is a summary, not a point.
_MOST_SENTENCES = 6
_NOBODY = "no outlet says all of it alone"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a part of a draft is not proved, in words for the log and for the model's retry."""

    part: str  # "headline", "dek", "point 2"
    words: str


@dataclass(frozen=True, slots=True)
class Proved:
    """What of a draft is proved, and what was wrong with the rest."""

    summary: Summary | None  # None where too little is left
    faults: tuple[Fault, ...]


def faults(
    claim: str, evidence: Sequence[str], *, language: str | None = None, context: str = ""
) -> list[str]:
    """Why a claim is not proved by sentences, a complaint each; empty where it is.

    Args:
        claim: One statement, up to 2,000 characters; a longer one is at fault for that.
        evidence: The sentences that are to prove it, in the order of the article.
        language: Of claim and sentences, as "en" or "pt-BR"; guessed where it is not known. Words
            are read by it, and the finer checks are for English.
        context: The whole article, where numbers may stand as well, and names and quotations.
            Without it the sentences alone must prove all.
    """
    language = language or guess(context or " ".join(evidence))
    sentences = [read(one_line(sentence), language) for sentence in evidence]
    whole = read(context, language) if context else join(sentences)
    return complaints(_line(claim), language, sentences, whole, strict=not context)


def prove(
    draft: Draft, article: Article, *, shown: str | None = None, parts: Sequence[Part] = ()
) -> Proved:
    """What of a draft is proved by its article.

    Headline and dek are checked against the sentences of the article that are closest to them: a
    headline that fails, asks or teases gives way to the article's own title, a dek to nothing.
    Points are checked against the sentences they name, which must have all their numbers, and are
    dropped where they fail. With fewer than two points left there is no summary. Quotation marks
    come off what nobody said word by word. Of the sentences that a point names only those stay that
    help to prove it, and of the labels those that one of these or the title has. Where several
    articles tell a story, one of them alone must prove each line (`voices.py`).

    Args:
        draft: As the model wrote it.
        article: Its sentences count from 1, as in the prompt.
        shown: What the model was shown, a line "[1] …" for each sentence up to some number: others
            do not count. All sentences where it is left out.
        parts: Which stretch of the text comes from which article; none for a single one.
    """
    draft, voices = _on_lines(draft), voices_in(article, shown, parts)
    language = _language(draft, voices)
    headline = _line_check("headline", draft.headline, language, voices)
    teasing = [Fault("headline", words) for words in teases(draft.headline)]
    dek = _line_check("dek", draft.dek, language, voices) if draft.dek else _Check()
    checks = [
        _point_check(f"point {number}", claim, language, voices)
        for number, claim in enumerate(draft.points, start=1)
    ]
    points = [
        _point(claim.text, check, article)
        for claim, check in zip(draft.points, checks, strict=True)
        if not check.faults
    ]
    cited = [voice.shown[n] for check in checks for voice, ns in check.proofs for n in ns]
    title = read(material(article.title[:LONGEST_CLAIM]), voices[0].language)
    summary = Summary(
        headline=cut_title(headline.shown(draft.headline) if not teasing else "")
        or cut_title(article.title),
        dek=dek.shown(draft.dek),
        points=tuple(points),
        labels=proved_labels(draft.labels, (title, *cited)),
        kind=draft.kind,
        language=draft.language or article.language,
    )
    return Proved(
        summary if summary.headline and len(summary.points) >= FEWEST_POINTS else None,
        (*headline.faults, *teasing, *dek.faults, *(f for check in checks for f in check.faults)),
    )


@dataclass(frozen=True, slots=True)
class _Check:
    """What came of a line: the voices that prove it, with the sentences; or what is wrong."""

    proofs: Sequence[tuple[Voice, Sequence[int]]] = ()
    faults: Sequence[Fault] = ()

    def shown(self, text: str) -> str:
        """The line as it may be shown; empty where it is not proved."""
        return one_line(unquoted(text, self.proofs[0][0].whole)) if self.proofs else ""


def _on_lines(draft: Draft) -> Draft:
    """A draft with each text on one line, without what cannot be seen."""
    return replace(
        draft,
        headline=_line(draft.headline),
        dek=_line(draft.dek),
        points=tuple(Claim(_line(claim.text), claim.sentences) for claim in draft.points),
        labels=tuple(filter(None, map(_line, draft.labels))),
    )


def _line(text: str) -> str:
    """A text on one line; of a far too long one as much as shows that it is too long."""
    return one_line(text[: 2 * LONGEST_CLAIM])


def _language(draft: Draft, voices: Sequence[Voice]) -> str:
    """The language of a draft: its own word for it, which must not lead past the checks."""
    text = " ".join([draft.headline, draft.dek, *(claim.text for claim in draft.points)])
    told = voices[0].whole
    if told.is_english and guess(text) == told.language:
        return told.language
    return draft.language or told.language


def _line_check(part: str, text: str, language: str, voices: Sequence[Voice]) -> _Check:
    """What comes of a headline or a dek: the first article to prove it will do."""
    if not text:
        return _Check(faults=[Fault(part, "is empty")])
    said = read(text[:LONGEST_CLAIM], language)
    # It sums a story up, and may do so in the words of all; but no number may change hands.
    counts = bool(quantities(said))
    wrong: list[list[str]] = []
    for voice in voices:
        near = closest(said, (voice.title, *voice.sentences))
        found = complaints(voice.unnamed(text), language, near, voice.whole, strict=False)
        if not found and counts and voice.is_mixed(said):
            found = [_NOBODY]
        if not found:
            return _Check(proofs=[(voice, ())])
        wrong.append(found)
    return _Check(faults=[Fault(part, words) for words in min(wrong, key=len)])


def _point_check(part: str, claim: Claim, language: str, voices: Sequence[Voice]) -> _Check:
    """What comes of a point: each article whose sentences it names is asked for itself."""
    numbers = set(claim.sentences)
    last = sum(len(voice.shown) for voice in voices)
    if any(not 0 < number <= last for number in numbers):
        words = f"names a sentence that is not there: the last is {last}"
        return _Check(faults=[Fault(part, words)])
    if not 0 < len(numbers) <= _MOST_SENTENCES:
        words = f"names {len(numbers)} sentences instead of 1 to {_MOST_SENTENCES}"
        return _Check(faults=[Fault(part, words)])
    named = [(voice, sorted(numbers & voice.shown.keys())) for voice in voices]
    asked = [(voice, ns) for voice, ns in named if ns]
    wrong = [_complaints(claim, language, voice, ns) for voice, ns in asked]
    proofs = [
        (voice, _helping(claim, language, voice, ns))
        for (voice, ns), found in zip(asked, wrong, strict=True)
        if not found
    ]
    if proofs:
        said = read(claim.text, language)
        first, *others = sorted(proofs, key=lambda proof: -proof[0].shared(said, proof[1]))
        told_too = [(voice, ns) for voice, ns in others if voice.shared(said, ns) >= TOLD_TOO]
        return _Check(proofs=[first, *told_too])
    alone = [_NOBODY] if len(asked) > 1 else []
    found = dict.fromkeys((*alone, *min(wrong, key=len)))
    return _Check(faults=[Fault(part, words) for words in found])


def _complaints(claim: Claim, language: str, voice: Voice, numbers: Sequence[int]) -> list[str]:
    named = [voice.shown[number] for number in numbers]
    text = voice.unnamed(claim.text)
    found = complaints(text, language, named, voice.whole, strict=True)
    return found or ([_NOBODY] if voice.is_mixed(read(text, language)) else [])


def _helping(claim: Claim, language: str, voice: Voice, numbers: Sequence[int]) -> Sequence[int]:
    """The sentences that a proved point names, without those that share no word with it.

    All stay where the rest would not prove it, and where languages differ and words tell nothing.
    """
    said = read(claim.text, language)
    wanted = set(content(said)) if said.language == voice.whole.language else set[str]()
    helping = [n for n in numbers if not wanted.isdisjoint(voice.shown[n].stems)]
    if not helping or _complaints(claim, language, voice, helping):
        return numbers
    return helping


def _point(text: str, check: _Check, article: Article) -> Point:
    spans = [article.sentences[n - 1] for _, numbers in check.proofs for n in numbers]
    evidence = (Evidence(article.text[s.start : s.end], s.start, s.end) for s in spans)
    return Point(check.shown(text), tuple(evidence))
