"""Combining: the articles of a story become one text, as long as one article.

The earliest article is told from its top. Each further one adds how it opens, and above all what
nobody before it has said; what it has word for word from another one is left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.news import Amendment, Article, Basis, Span, StoredArticle
from bot.writing.combined import Combined, Part, attribute, near_sentences
from bot.writing.headlines import best_title
from bot.writing.numbering import BUDGET
from bot.writing.sharing import passages, within
from bot.writing.telling import Heard, in_one_language, tellers, trimmed, with_text

__all__ = ["Combined", "Part", "attribute", "combine", "is_worth_asking"]

# Sentences below which an article is its own summary: two points and a dek would say it all again.
_WORTH_ASKING = 4
_BETWEEN = "\n\n"  # two paragraphs


def combine(articles: Sequence[StoredArticle], *, budget: int = BUDGET) -> Combined:
    """What a story's articles tell, as one article.

    At most eight articles are told: the earliest, and of the newest those that say something of
    their own, each outlet's last word first. Retracted articles are left out, unless all are, and
    so are those in another language than the earliest. The title is the one that has most in common
    with all titles. A single article stays as it is.

    Args:
        articles: The earliest first; any number, but one at least.
        budget: Tokens that the text may come to, by the estimate.

    Raises:
        ValueError: There are no articles.
    """
    if not articles:
        raise ValueError("no articles, no story")
    standing = [each for each in articles if not is_retracted(each.article)]
    if not standing:  # the last one knows most of what was wrong
        return _titled(_whole(articles[-1]), articles)
    alike = in_one_language(standing)
    heard, passed_over = tellers(with_text(alike))
    if len(heard) < 2:  # noqa: PLR2004 - others only repeat it, or have no text
        return _titled(_whole(heard[0].stored if heard else alike[0]), alike)
    own = trimmed(heard)
    kept = within(own, budget)
    shortened = any(a.need < b.need for a, b in zip(kept, own, strict=True))
    cut = passed_over or shortened or any(map(_is_longer, kept))
    return _titled(_joined(kept, cut=cut), alike)


def is_worth_asking(combined: Combined) -> bool:
    """Whether a story has so much text that a summary says less than it, and is not taken back."""
    article = combined.article
    has_text = article.basis is not Basis.HEADLINE_ONLY
    return has_text and not is_retracted(article) and len(article.sentences) >= _WORTH_ASKING


def is_retracted(article: Article) -> bool:
    """Whether its outlet has taken an article back: it proves nothing any more."""
    return article.notice is not None and article.notice.amendment is Amendment.RETRACTED


def _whole(stored: StoredArticle) -> Combined:
    """One article as it is."""
    article = stored.article
    return Combined(article=article, parts=(Part(stored=stored, span=Span(0, len(article.text))),))


def _titled(combined: Combined, articles: Sequence[StoredArticle]) -> Combined:
    """The same under the title that stands best for those of all articles."""
    title = best_title([each.article.title for each in articles])
    if len(articles) == 1 or not title:
        return combined
    return replace(combined, article=replace(combined.article, title=title))


def _joined(kept: Sequence[Heard], *, cut: bool) -> Combined:
    """One text of all that is kept, each passage a paragraph of it."""
    laid_out = list(_laid_out(kept))
    parts = tuple(part for part, _ in laid_out)
    texts = (part.stored.article.text[part.origin :][: _length(part.span)] for part in parts)
    first = kept[0].stored.article
    fullest = min((each.stored.article for each in kept), key=_fullness)
    article = replace(
        first,
        language=next((a.stored.article.language for a in kept if a.stored.article.language), None),
        text=_BETWEEN.join(texts),
        paragraphs=tuple(part.span for part in parts),
        sentences=tuple(span for _, spans in laid_out for span in spans),
        basis=fullest.basis,
        note=fullest.note,
        notice=None,  # of one outlet alone, and no word on the story
    )
    return Combined(article=article, parts=parts, cut=cut)


def _laid_out(kept: Sequence[Heard]) -> Iterator[tuple[Part, list[Span]]]:
    """Each passage with its place in the text of all, and those of its sentences."""
    at = 0
    for heard in kept:
        for passage in passages(heard.sentences):
            origin, end = passage[0].span.start, passage[-1].span.end
            spans = [_moved(sentence.span, at - origin) for sentence in passage]
            part = Part(
                stored=heard.stored,
                span=Span(at, at + end - origin),
                origin=origin,
                before=passage[0].number,
            )
            yield part, spans
            at = part.span.end + len(_BETWEEN)


def _is_longer(heard: Heard) -> bool:
    """Whether an article goes on where nobody looks at it."""
    article = heard.stored.article
    return len(near_sentences(article)) < len(article.sentences)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _length(span: Span) -> int:
    return span.end - span.start


def _fullness(article: Article) -> int:
    return list(Basis).index(article.basis)
