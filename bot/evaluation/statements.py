"""Statements: what a writer said, line by line, and what the checks have against each line."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bot.news import Article, Summary
from bot.writing.draft import Claim, Draft
from bot.writing.proof import Fault, Proved, prove
from bot.writing.proof.quotations import unquoted
from bot.writing.proof.wording import guess, read

HEADLINE = "headline"
DEK = "dek"
POINT = "point"


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of a summary.

    Attributes:
        part: "headline", "dek", "point 2".
        text: What it says.
        faults: Why the checks do not let it pass, in words; empty where they do.
    """

    part: str
    text: str
    faults: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The part without its number."""
        return self.part.split(" ", 1)[0]


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    good: int = 0
    all: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(self.good + other.good, self.all + other.all)

    @property
    def value(self) -> float | None:
        """From 0 to 1; None of nothing."""
        return self.good / self.all if self.all else None


def sound(statements: Iterable[Statement]) -> Share:
    """How many of the statements have no fault."""
    verdicts = [not each.faults for each in statements]
    return Share(sum(verdicts), len(verdicts))


def statements_of(draft: Draft, faults: Iterable[Fault]) -> tuple[Statement, ...]:
    """The lines of a draft, each with what is wrong with it."""
    wrong: dict[str, list[str]] = defaultdict(list)
    for fault in faults:
        wrong[fault.part].append(fault.words)
    lines = {HEADLINE: draft.headline, DEK: draft.dek}
    lines |= {f"{POINT} {i}": claim.text for i, claim in enumerate(draft.points, 1)}
    return tuple(
        Statement(part, text, tuple(wrong[part]))
        for part, text in lines.items()
        if text or part in wrong
    )


def checked(draft: Draft, article: Article) -> tuple[Proved, tuple[Statement, ...]]:
    """What the checks make of a draft."""
    proved = prove(draft, article)
    return proved, statements_of(draft, proved.faults)


def checked_again(summary: Summary, article: Article) -> tuple[Statement, ...]:
    """What is shown, checked as if a model had just written it.

    It goes by the summary alone: evidence that is no sentence of the article proves nothing.
    """
    numbers = {(span.start, span.end): n for n, span in enumerate(article.sentences, 1)}
    draft = Draft(
        headline=summary.headline,
        dek=summary.dek,
        points=tuple(
            Claim(point.text, tuple(numbers.get((e.start, e.end), 0) for e in point.evidence))
            for point in summary.points
        ),
        language=summary.language,
    )
    # An article without a title has a summary without a headline, which is no false one.
    return tuple(each for each in checked(draft, article)[1] if each.text)


def verbatim(summary: Summary, article: Article) -> Share:
    """How many quotations are exact: the evidence, and the lines with quotation marks in them."""
    evidence = [each for point in summary.points for each in point.evidence]
    exact = [each.quote == article.text[each.start : each.end] for each in evidence]
    language = article.language or guess(article.text)
    whole, nothing = read(f"{article.title}\n{article.text}", language), read("", language)
    lines = [summary.headline, summary.dek, *(point.text for point in summary.points)]
    # Marks come off what a text does not say; nothing at all says nothing.
    quoting = [line for line in lines if unquoted(line, nothing) != line]
    exact += [unquoted(line, whole) == line for line in quoting]
    return Share(sum(exact), len(exact))
