"""The writer without a model: a card's lines are sentences of its article, and prove themselves."""

from bot.news import Article, Basis, Evidence, Point, Span, Style, Summary
from bot.writing.headlines import cut_title
from bot.writing.lines import one_line
from bot.writing.ranking import choose
from bot.writing.readable import Fitness, fitness

# Key points on one card: so many, and one more for every fifteen sentences, up to a limit.
_POINTS = {Style.BRIEF: 2, Style.STANDARD: 3, Style.DETAILED: 4}
_MOST_POINTS = {Style.BRIEF: 2, Style.STANDARD: 5, Style.DETAILED: 6}
_SENTENCES_PER_POINT = 15
# Sentences that are looked at: news says what matters long before, and a book must not stop us.
_SENTENCES = 200


def write_extractive(article: Article, style: Style = Style.STANDARD) -> Summary:
    """What a card says of an article: its headline, its best sentence, its next best as points.

    In the standard style three to five points come from an article of six sentences or more, at
    most half as many as it has from a shorter one. None is one that cannot be read alone or that
    repeats another; the dek may be such a sentence where nothing else serves. Without a title the
    dek is the headline.

    Args:
        article: Its sentences are used as they are split, the first 200 of them.
        style: How many points there may be.
    """
    headline = cut_title(article.title)
    fit = _fit_sentences(article)
    texts = [one_line(_slice(article, span)) for span, _ in fit]
    good = [i for i, (_, value) in enumerate(fit) if value is Fitness.GOOD]
    count = 1 + _points(len(fit), style) if good else 1
    chosen = choose(texts, count, among=good or range(len(fit)), said=headline)
    dek = "".join(texts[i] for i in chosen[:1])
    return Summary(
        headline=headline or cut_title(dek),
        dek=dek if headline else "",
        points=tuple(_point(article, fit[i][0]) for i in sorted(chosen[1:])),
        language=article.language,
    )


def _points(sentences: int, style: Style) -> int:
    """How many points an article of so many sentences may have."""
    wanted = _POINTS[style] + sentences // _SENTENCES_PER_POINT
    return min(sentences // 2, wanted, _MOST_POINTS[style])


def _fit_sentences(article: Article) -> list[tuple[Span, Fitness]]:
    """The article's sentences that are news, with how well each serves on a card."""
    if article.basis is Basis.HEADLINE_ONLY:
        return []
    spans = article.sentences[:_SENTENCES]
    judged = ((span, fitness(_slice(article, span), article.language)) for span in spans)
    return [(span, value) for span, value in judged if value is not Fitness.NEVER]


def _point(article: Article, span: Span) -> Point:
    quote = _slice(article, span)
    return Point(one_line(quote), (Evidence(quote, span.start, span.end),))


def _slice(article: Article, span: Span) -> str:
    return article.text[span.start : span.end]
