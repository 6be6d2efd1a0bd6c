"""Proof: what a model says of an article, checked against the article's own sentences.

Plain code, no model: numbers, dates, quotations, names, opposites, denials, provisos, roles, and
whether the words stand in the sentences at all. It is a guard, not a detector: what it stops is
wrong nearly always, and what it lets pass may be wrong still (docs/decisions/proof.md).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.news import Article, Evidence, Point, Span, Summary
from bot.writing.draft import Claim, Draft
from bot.writing.headlines import cut_title, teases
from bot.writing.lines import material, one_line
from bot.writing.proof.checks import LONGEST_CLAIM, complaints
from bot.writing.proof.labels import proved_labels
from bot.writing.proof.quotations import unquoted
from bot.writing.proof.support import closest
from bot.writing.proof.wording import Wording, content, guess, join, read

# Points without which a summary is not worth a card.
FEWEST_POINTS = 2
# Sentences that a point may name: one that leans on half the article is a summary, not a point.
_MOST_SENTENCES = 6
# Sentences of an article that are looked at, and characters of each, as many as a prompt shows.
_SENTENCES = 1_000
_LONGEST_SENTENCE = 2_000
# What a sentence opens with in a prompt. Nothing else does: all that is foreign is on one line.
_NUMBERED = re.compile(r"^\[(\d{1,7})\] ", re.MULTILINE)


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


def prove(draft: Draft, article: Article, *, shown: str | None = None) -> Proved:
    """What of a draft is proved by its article.

    Headline and dek are checked against the sentences of the article that are closest to them: a
    headline that fails, asks or teases gives way to the article's own title, a dek to nothing.
    Points are checked against the sentences they name, which must have all their numbers, and are
    dropped where they fail. With fewer than two points left there is no summary. Quotation marks
    come off what nobody said word by word. Of the sentences that a point names only those stay that
    help to prove it, and of the labels those that one of these or the title has.

    Args:
        draft: As the model wrote it.
        article: Its sentences count from 1, as in the prompt.
        shown: What the model was shown, a line "[1] …" for each sentence up to some number: others
            do not count. All sentences where it is left out.
    """
    draft, told = _on_lines(draft), _Told.by(article, shown)
    language = _language(draft, told)
    wrong_headline = _line_faults("headline", draft.headline, language, told)
    wrong_headline += [Fault("headline", words) for words in teases(draft.headline)]
    wrong_dek = _line_faults("dek", draft.dek, language, told) if draft.dek else []
    wrong_points = [
        _point_faults(f"point {number}", claim, language, told)
        for number, claim in enumerate(draft.points, start=1)
    ]
    headline = one_line(unquoted(draft.headline, told.whole))
    proved = [
        (claim.text, _helping(claim, language, told))
        for claim, wrong in zip(draft.points, wrong_points, strict=True)
        if not wrong
    ]
    cited = sorted({number for _, numbers in proved for number in numbers})
    summary = Summary(
        headline=cut_title(article.title if wrong_headline else headline),
        dek="" if wrong_dek else one_line(unquoted(draft.dek, told.whole)),
        points=tuple(_point(text, numbers, told) for text, numbers in proved),
        labels=proved_labels(draft.labels, (told.title, *_named(cited, told))),
        kind=draft.kind,
        language=draft.language or article.language,
    )
    return Proved(
        summary if summary.headline and len(summary.points) >= FEWEST_POINTS else None,
        (*wrong_headline, *wrong_dek, *(fault for wrong in wrong_points for fault in wrong)),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """An article as the model was shown it, to be compared: as a whole, and by sentence."""

    article: Article
    title: Wording
    sentences: tuple[Wording, ...]
    whole: Wording

    @classmethod
    def by(cls, article: Article, shown: str | None) -> "_Told":
        language = article.language or guess(article.text)
        last = _SENTENCES
        if shown is not None:
            last = min(last, max(map(int, _NUMBERED.findall(shown)), default=0))
        title = read(material(article.title[:_LONGEST_SENTENCE]), language)
        spans = article.sentences[:last]
        sentences = tuple(read(_seen(article, span), language) for span in spans)
        return cls(article, title, sentences, join((title, *sentences)))


def _seen(article: Article, span: Span) -> str:
    """A sentence as a prompt shows it: what is hidden in it proves nothing."""
    return material(article.text[span.start : span.end][:_LONGEST_SENTENCE])


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


def _language(draft: Draft, told: _Told) -> str:
    """The language of a draft: its own word for it, which must not lead past the checks."""
    text = " ".join([draft.headline, draft.dek, *(claim.text for claim in draft.points)])
    if told.whole.is_english and guess(text) == told.whole.language:
        return told.whole.language
    return draft.language or told.whole.language


def _line_faults(part: str, text: str, language: str, told: _Told) -> list[Fault]:
    """What is wrong with a headline or a dek."""
    if not text:
        return [Fault(part, "is empty")]
    near = closest(read(text[:LONGEST_CLAIM], language), (told.title, *told.sentences))
    found = complaints(text, language, near, told.whole, strict=False)
    return [Fault(part, words) for words in found]


def _point_faults(part: str, claim: Claim, language: str, told: _Told) -> list[Fault]:
    """What is wrong with a point, or with the sentences that it names."""
    numbers = set(claim.sentences)
    last = len(told.sentences)
    if any(not 0 < number <= last for number in numbers):
        return [Fault(part, f"names a sentence that is not there: the last is {last}")]
    if not 0 < len(numbers) <= _MOST_SENTENCES:
        return [Fault(part, f"names {len(numbers)} sentences instead of 1 to {_MOST_SENTENCES}")]
    found = complaints(claim.text, language, _named(numbers, told), told.whole, strict=True)
    return [Fault(part, words) for words in found]


def _named(numbers: Iterable[int], told: _Told) -> list[Wording]:
    return [told.sentences[number - 1] for number in sorted(numbers)]


def _helping(claim: Claim, language: str, told: _Told) -> list[int]:
    """The sentences that a proved point names, without those that share no word with it.

    All stay where the rest would not prove it, and where languages differ and words tell nothing.
    """
    numbers = set(claim.sentences)
    said = read(claim.text, language)
    wanted = set(content(said)) if said.language == told.whole.language else set[str]()
    helping = {n for n in numbers if not wanted.isdisjoint(told.sentences[n - 1].stems)}
    named = _named(helping, told)
    if not helping or complaints(claim.text, language, named, told.whole, strict=True):
        return sorted(numbers)
    return sorted(helping)


def _point(text: str, numbers: Sequence[int], told: _Told) -> Point:
    spans = [told.article.sentences[number - 1] for number in numbers]
    whole = told.article.text
    evidence = (Evidence(whole[span.start : span.end], span.start, span.end) for span in spans)
    return Point(one_line(unquoted(text, told.whole)), tuple(evidence))
