"""The writer without a model: sentences of the articles are the card, and prove themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.news import Article, ArticleId, Basis, Evidence, Point, Span, Style, Summary
from bot.writing.combined import Combined, alone, attribute, part_at
from bot.writing.combining import is_retracted
from bot.writing.headlines import cut_title
from bot.writing.lines import one_line
from bot.writing.proof.wording import Wording, read
from bot.writing.ranking import SHARED_WORTH, WORTH, choose
from bot.writing.readable import Fitness, fitness
from bot.writing.retracting import retracted
from bot.writing.sameness import tells

# Key points on one card: so many, and one more for every fifteen sentences, up to a limit.
_POINTS = {Style.HEADLINE: 0, Style.BRIEF: 2, Style.STANDARD: 3, Style.DETAILED: 4}
_MOST_POINTS = {Style.HEADLINE: 0, Style.BRIEF: 2, Style.STANDARD: 5, Style.DETAILED: 6}
_SENTENCES_PER_POINT = 15
# Sentences of an article that are looked at: news says what matters long before, and a book must
# not stop us.
_SENTENCES = 200
# Sentences that prove one point, each of another article: a card names no more outlets beside it.
_MOST_EVIDENCE = 3


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence that is news.

    Attributes:
        span: Where it stands in the text.
        quote: As it stands there.
        fitness: How well it serves on a card.
        teller: Its article, of a story.
        earliness: From 1 at the start of its own article down to 0.
    """

    span: Span
    quote: str
    fitness: Fitness
    teller: ArticleId | None
    earliness: float


def write_extractive(told: Article | Combined, style: Style = Style.STANDARD) -> Summary:
    """What a card says of an article: its headline, its best sentence, its next best as points.

    In the standard style three to five points come from an article of six sentences or more, at
    most half as many as it has from a shorter one. None is one that cannot be read alone or that
    repeats another; the dek may be such a sentence where nothing else serves. Without a title the
    dek is the headline. Of a story's articles each is read from its own start, and where one says
    the same as a point of another, its sentence stands beside it. What its outlet has taken back
    has no points. In the style of headlines there is nothing but that.

    Args:
        told: Its sentences are used as they are split, the first 200 of each article.
        style: How many points there may be.

    Returns:
        The evidence of a story's summary names its articles.
    """
    story = told if isinstance(told, Combined) else alone(told)
    article = story.article
    if is_retracted(article):
        told_of = retracted(article)
        return replace(told_of, dek="") if style is Style.HEADLINE else told_of
    headline = cut_title(article.title)
    if style is Style.HEADLINE and headline:
        return Summary(headline=headline, language=article.language)
    fit = list(_fit_sentences(story))
    texts = [one_line(sentence.quote) for sentence in fit]
    good = [i for i, sentence in enumerate(fit) if sentence.fitness is Fitness.GOOD]
    same = _Sameness(fit, article.language)
    chosen = choose(
        texts,
        1 + _points(len(fit), style) if good else 1,
        among=good or range(len(fit)),
        said=headline,
        earliness=[sentence.earliness for sentence in fit],
        same=same.either,
        worth=SHARED_WORTH if story.outlets else WORTH,
    )
    dek = "".join(texts[i] for i in chosen[:1])
    summary = Summary(
        headline=headline or cut_title(dek),
        dek=dek if headline else "",
        points=tuple(Point(texts[i], _evidence(fit, i, same)) for i in sorted(chosen[1:])),
        language=article.language,
    )
    return attribute(summary, story)


def _points(sentences: int, style: Style) -> int:
    """How many points an article of so many sentences may have."""
    wanted = _POINTS[style] + sentences // _SENTENCES_PER_POINT
    return min(sentences // 2, wanted, _MOST_POINTS[style])


def _fit_sentences(story: Combined) -> Iterator[_Sentence]:
    """The sentences that are news, with their place among those of their own article."""
    article = story.article
    if article.basis is Basis.HEADLINE_ONLY:
        return
    for (teller, count), group in groupby(_numbered(story), key=lambda each: each[:2]):
        spans = [(number, span) for _, _, number, span in group if number < _SENTENCES]
        quotes = [article.text[span.start : span.end] for _, span in spans]
        values = [fitness(quote, article.language) for quote in quotes]
        news = min(count, _SENTENCES) - values.count(Fitness.NEVER)
        passed = 0
        for (number, span), quote, value in zip(spans, quotes, values, strict=True):
            if value is Fitness.NEVER:
                passed += 1
            else:
                yield _Sentence(span, quote, value, teller, 1 - (number - passed) / news)


def _numbered(story: Combined) -> Iterator[tuple[ArticleId | None, int, int, Span]]:
    """Each sentence with its article, how many that one has, and which of them it is, from 0."""
    sentences = story.article.sentences
    if not story.parts:
        yield from ((None, len(sentences), number, span) for number, span in enumerate(sentences))
        return
    for part, group in groupby(sentences, key=lambda span: part_at(story.parts, span.start)):
        stored = part.stored
        for number, span in enumerate(group, start=part.before):
            yield stored.id, len(stored.article.sentences), number, span


class _Sameness:
    """Which sentences of different articles tell the same; none do where there is one article."""

    def __init__(self, sentences: Sequence[_Sentence], language: str | None) -> None:
        self._tellers = [sentence.teller for sentence in sentences]
        several = len({*self._tellers}) > 1
        lines = (one_line(sentence.quote) for sentence in sentences if several)
        self._wordings: list[Wording] = [read(line, language) for line in lines]

    def tells(self, a: int, b: int) -> bool:
        """Whether one sentence bears out another one, of another article."""
        if self._tellers[a] == self._tellers[b]:
            return False
        return tells(self._wordings[a], self._wordings[b])

    def either(self, a: int, b: int) -> bool:
        """Whether one of two says nothing that the other does not."""
        return self.tells(a, b) or self.tells(b, a)


def _evidence(sentences: Sequence[_Sentence], at: int, same: _Sameness) -> tuple[Evidence, ...]:
    """A sentence itself, and the first of each other article that tells the same."""
    proofs = {sentences[at].teller: sentences[at]}
    for other, sentence in enumerate(sentences):
        if sentence.teller not in proofs and same.tells(other, at):
            proofs[sentence.teller] = sentence
        if len(proofs) == _MOST_EVIDENCE:
            break
    return tuple(Evidence(s.quote, s.span.start, s.span.end) for s in proofs.values())
