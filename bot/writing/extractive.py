"""The writer without a model: a card's lines are sentences of its article, and prove themselves."""

import re

from bot.news import Article, Basis, Evidence, Point, Span, Summary
from bot.writing.ranking import choose
from bot.writing.readable import Fitness, fitness

# Key points on one card: three, and one more for every fifteen sentences, up to five.
_POINTS = 3
_MOST_POINTS = 5
_SENTENCES_PER_POINT = 15
# Sentences that are looked at: news says what matters long before, and a book must not stop us.
_SENTENCES = 200
# Characters of a headline: Discord's own limit for the title of a card.
_HEADLINE = 256
# What a terminal or a page would obey instead of showing: controls, text turners, lone surrogates.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


def write_extractive(article: Article) -> Summary:
    """What a card says of an article: its headline, its best sentence, its next best as points.

    Three to five points come from an article of six sentences or more, at most half as many as it
    has from a shorter one, and never one that cannot be read alone or that repeats another. The
    dek may be such a sentence where nothing else serves. Without a title the dek is the headline.

    Args:
        article: Its sentences are used as they are split, the first 200 of them.
    """
    headline = _headline(article.title)
    fit = _fit_sentences(article)
    texts = [_line(_slice(article, span)) for span, _ in fit]
    good = [i for i, (_, value) in enumerate(fit) if value is Fitness.GOOD]
    count = 1 + _points(len(fit)) if good else 1
    chosen = choose(texts, count, among=good or range(len(fit)), said=headline)
    dek = "".join(texts[i] for i in chosen[:1])
    return Summary(
        headline=headline or _headline(dek),
        dek=dek if headline else "",
        points=tuple(_point(article, fit[i][0]) for i in sorted(chosen[1:])),
        language=article.language,
    )


def _points(sentences: int) -> int:
    """How many points an article of so many sentences may have."""
    return min(sentences // 2, _POINTS + sentences // _SENTENCES_PER_POINT, _MOST_POINTS)


def _fit_sentences(article: Article) -> list[tuple[Span, Fitness]]:
    """The article's sentences that are news, with how well each serves on a card."""
    if article.basis is Basis.HEADLINE_ONLY:
        return []
    spans = article.sentences[:_SENTENCES]
    judged = ((span, fitness(_slice(article, span), article.language)) for span in spans)
    return [(span, value) for span, value in judged if value is not Fitness.NEVER]


def _point(article: Article, span: Span) -> Point:
    quote = _slice(article, span)
    return Point(_line(quote), (Evidence(quote, span.start, span.end),))


def _slice(article: Article, span: Span) -> str:
    return article.text[span.start : span.end]


def _line(text: str) -> str:
    """The text on one line, without what cannot be seen."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def _headline(title: str) -> str:
    """The title on one line, cut at a word where it is longer than a card can show."""
    line = _line(title[: 4 * _HEADLINE])
    if len(line) <= _HEADLINE:
        return line
    return line[: _HEADLINE - 1].rsplit(" ", 1)[0] + "…"
