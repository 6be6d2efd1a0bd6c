"""Checks: all that plain code has to say against a claim beside its sentences."""

from collections.abc import Iterator, Sequence

from bot.writing.lines import one_line
from bot.writing.proof.dates import wrong_dates
from bot.writing.proof.figures import wrong_figures
from bot.writing.proof.names import unknown_names
from bot.writing.proof.negation import reversals
from bot.writing.proof.opposites import contradictions
from bot.writing.proof.provisos import lost_provisos
from bot.writing.proof.quotations import misquotations
from bot.writing.proof.roles import made_up_causes, wrong_roles
from bot.writing.proof.support import unsupported
from bot.writing.proof.wording import Wording, join, read

# Characters of a claim: a longer one is no point, and would cost time.
LONGEST_CLAIM = 2_000
# Characters of a complaint: some of them are a model's, and go back to it or into the log.
_LONGEST_COMPLAINT = 120


def complaints(
    text: str,
    language: str | None,
    sentences: Sequence[Wording],
    whole: Wording,
    *,
    strict: bool,
) -> list[str]:
    """What every check has to say, each once and on one short line.

    Args:
        text: The claim, on one line.
        language: Of the claim. In another one than the article's, only numbers and dates count.
        sentences: Those that are to prove it.
        whole: The article, where names and quotations may stand as well.
        strict: Whether the sentences were named as its proof, and not only guessed. Then numbers
            must stand in them, and what they say with a proviso must not be told without.
    """
    if len(text) > LONGEST_CLAIM:
        return [f"is longer than {LONGEST_CLAIM:,} characters"]
    claim = read(text, language)
    if not claim.terms:
        return ["says nothing"]
    evidence = join(sentences)
    found = [
        *wrong_figures(claim, evidence, evidence if strict else whole),
        *wrong_dates(claim, evidence, whole, strict=strict),
    ]
    if claim.language == whole.language:
        found += _by_words(claim, sentences, evidence, whole)
    if claim.language == whole.language and claim.is_english:
        found += _in_english(claim, sentences, evidence, whole, strict=strict)
    return list(dict.fromkeys(_line(complaint) for complaint in found))


def _by_words(
    claim: Wording, sentences: Sequence[Wording], evidence: Wording, whole: Wording
) -> Iterator[str]:
    """The complaints of the checks that compare words, and so need one language."""
    yield from misquotations(claim, evidence, whole)
    yield from unknown_names(claim, whole)
    yield from unsupported(claim, evidence, whole)
    yield from reversals(claim, sentences)


def _in_english(
    claim: Wording,
    sentences: Sequence[Wording],
    evidence: Wording,
    whole: Wording,
    *,
    strict: bool,
) -> Iterator[str]:
    """The complaints of the checks that know English words alone."""
    yield from contradictions(claim, evidence)
    yield from wrong_roles(claim, evidence, whole)
    if strict:
        yield from lost_provisos(claim, sentences)
        yield from made_up_causes(claim, evidence)


def _line(complaint: str) -> str:
    line = one_line(complaint)
    return line if len(line) <= _LONGEST_COMPLAINT else line[: _LONGEST_COMPLAINT - 1] + "…"
