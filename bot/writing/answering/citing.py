"""A citation: the words of a passage that something leans on."""

from bot.news import Citation, Passage, Span


def cite(passage: Passage, span: Span) -> Citation:
    """The words of a passage that a statement leans on.

    Args:
        passage: Of a stored article.
        span: Offsets into that article's text.
    """
    article = passage.source.article
    return Citation(
        quote=article.text[span.start : span.end],
        start=span.start,
        end=span.end,
        url=article.canonical_url or article.url,
        outlet=article.source,
        title=article.title,
        published_at=article.published_at,
        article_id=passage.source.article_id,
        posted=passage.source.posted,
    )
