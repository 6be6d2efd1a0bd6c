"""What of an entry and its article filters may look at."""

from urllib.parse import urlsplit

from bot.news import Article, Entry, Filterable


def filterable_of(
    entry: Entry, article: Article, *, topics: frozenset[str] | None = None
) -> Filterable:
    """An entry with the article that was read for it.

    Args:
        entry: As the feed gives it.
        article: What was read.
        topics: A model's labels; None while there are none.
    """
    authors = (article.byline, entry.author)
    links = (article.canonical_url, article.url, entry.link)
    return Filterable(
        title="\n".join(_distinct(entry.title, article.title)),
        body=article.text,
        authors=_distinct(*authors),
        categories=entry.categories,
        domains=_distinct(*map(_host, links)),
        language=article.language or entry.language,
        topics=topics,
    )


def _distinct(*texts: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in texts if each))


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
