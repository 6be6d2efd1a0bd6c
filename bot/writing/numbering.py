"""An article as a model reads it: one numbered sentence a line, cut to a budget of tokens.

Where several outlets tell it, a line of its own names each before its sentences.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, groupby
from types import MappingProxyType
from typing import Final, NamedTuple

from bot.news import Article
from bot.writing.lines import material
from bot.writing.tokens import estimate_tokens

# Tokens; 95.5 % of articles fit uncut.
BUDGET: Final = 6_000
# Characters of the title, and of one sentence: of a text without full stops, all is one.
_LONGEST_TITLE = 300
LONGEST_SENTENCE: Final = 2_000
# Sentences that are looked at, as many as by the proof; an article has a tenth of it.
_SENTENCES = 1_000
# The share of the budget that a paragraph may leave unused by being too long for the rest of it.
_UNUSED = 0.5
_NOBODY: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Numbered:
    """The lines of an article.

    Attributes:
        title: On one line.
        text: "[1] …" and so on, a line for each sentence; a paragraph ends with an empty line. Of
            several outlets each has a line "[outlet] …" where its sentences begin.
        cut: Whether a part of the article was left out.
    """

    title: str
    text: str
    cut: bool


class _Sentence(NamedTuple):
    """A sentence as it is stored, with its number."""

    number: int
    text: str
    cut: bool
    heading: str  # the line before it, with its line end; mostly none

    @property
    def line(self) -> str:
        return f"{self.heading}[{self.number}] {material(self.text)}"

    @property
    def cost(self) -> int:
        """Tokens by the estimate, with what is not seen: a page that hides much cuts itself."""
        return estimate_tokens(f"{self.heading}[{self.number}] {self.text}\n")


def number_sentences(
    article: Article, budget: int = BUDGET, *, outlets: Mapping[int, str] = _NOBODY
) -> Numbered:
    """Write down an article's sentences with their numbers, as much as the budget allows.

    Whole paragraphs are taken from the top, where news says what matters, until one does not fit.
    Where that would leave half of the budget unused, as many of its sentences are taken as fit,
    and one at least.

    Args:
        article: Its sentences keep their numbers, from 1, whatever is left out.
        budget: In tokens, by the estimate, with the numbers counted; the title comes on top.
        outlets: Who tells the sentences from a place of the text on. Untrusted.
    """
    kept = list(_kept(article, budget, outlets))
    sentences = [sentence for paragraph in kept for sentence in paragraph]
    return Numbered(
        title=material(article.title[:_LONGEST_TITLE]),
        text="\n\n".join("\n".join(s.line for s in paragraph) for paragraph in kept),
        cut=len(sentences) < len(article.sentences) or any(s.cut for s in sentences),
    )


def _kept(article: Article, budget: int, outlets: Mapping[int, str]) -> Iterator[list[_Sentence]]:
    """The paragraphs that the budget allows, the last perhaps not to its end."""
    left = budget
    for paragraph in _paragraphs(article, outlets):
        sizes = list(accumulate(sentence.cost for sentence in paragraph))
        fitting = bisect_right(sizes, left)
        if fitting < len(paragraph):
            if left > _UNUSED * budget:
                yield paragraph[: max(1, fitting)]
            return
        yield paragraph
        left -= sizes[-1]


def _paragraphs(article: Article, outlets: Mapping[int, str]) -> Iterator[list[_Sentence]]:
    """The article's sentences with their numbers, by paragraph."""
    starts = [paragraph.start for paragraph in article.paragraphs]
    spans = enumerate(article.sentences[:_SENTENCES], start=1)
    for _, group in groupby(spans, key=lambda numbered: bisect_right(starts, numbered[1].start)):
        yield [
            _Sentence(
                number,
                article.text[span.start : min(span.end, span.start + LONGEST_SENTENCE)],
                span.end - span.start > LONGEST_SENTENCE,
                f"[outlet] {material(outlets[span.start])}\n" if span.start in outlets else "",
            )
            for number, span in group
        ]
