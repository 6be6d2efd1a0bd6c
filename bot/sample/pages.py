"""Pages: articles, front pages and dead ends as HTML, filled into the files of `templates/`.

Each outlet has a template of its own, so that six ways of marking up an article are met. What
stands in a template is noise: adverts, teasers, comments, banners. What is filled in is escaped.
"""

import json
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import Final

from bot.sample.edition import Edition, Piece
from bot.sample.manuscript import PageKind

_TEASERS: Final = 3  # in the block of further stories under an article


def article_page(edition: Edition, piece: Piece) -> str:
    """The page of a published piece: the article, a stub of it, or a wall in front of it."""
    name = "consent" if piece.page is PageKind.CONSENT else edition.outlet.key
    first, second = _halves(edition, piece)
    return _fill(
        name,
        edition,
        title=escape(piece.title),
        summary=escape(piece.summary),
        section=escape(piece.section),
        byline=escape(piece.byline or edition.outlet.name),
        url=escape(piece.url),
        picture=escape(piece.picture_url),
        published=piece.published_at.isoformat(timespec="seconds"),
        published_words=piece.published_at.strftime(edition.outlet.date_format),
        json_ld=_json_ld(edition, piece),
        first_half=first,
        second_half=second,
        teasers=_teasers([other for other in edition.pieces if other != piece][:_TEASERS]),
    )


def front_page(edition: Edition) -> str:
    """The outlet's front page, by which its feed can be found."""
    return _fill(
        "front",
        edition,
        motto=escape(edition.outlet.motto),
        feed=escape(edition.feed_url),
        feed_type=edition.outlet.feed_format,
        teasers=_teasers(edition.pieces),
    )


def missing_page(edition: Edition) -> str:
    """What stands at an address where nothing is."""
    return _fill("missing", edition)


def _fill(name: str, edition: Edition, **words: str) -> str:
    """A template with its words; those of the site come with every page."""
    outlet = edition.outlet
    return _template(name).substitute(
        words, site=escape(outlet.name), language=outlet.language, charset=outlet.charset
    )


@cache
def _template(name: str) -> Template:
    file = files("bot.sample") / "templates" / f"{name}.html"
    return Template(file.read_text(encoding="utf-8"))


def _halves(edition: Edition, piece: Piece) -> tuple[str, str]:
    """The text as markup in two parts, since an advert stands in the middle of every page."""
    marked = [edition.outlet.paragraph.format(escape(p, quote=False)) for p in piece.paragraphs]
    if piece.page is PageKind.STUB:
        return marked[0], _fill("subscribe", edition)
    middle = len(marked) // 2
    return "\n".join(marked[:middle]), "\n".join(marked[middle:])


def _teasers(pieces: list[Piece] | tuple[Piece, ...]) -> str:
    return "\n".join(
        f'<li><a href="{escape(piece.url)}">{escape(piece.title)}</a>'
        f" <span>{escape(piece.summary)}</span></li>"
        for piece in pieces
    )


def _json_ld(edition: Edition, piece: Piece) -> str:
    """The piece as schema.org describes a news article, safe inside a script element."""
    described = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": piece.title,
        "description": piece.summary,
        "datePublished": piece.published_at.isoformat(),
        "dateModified": piece.updated_at.isoformat(),
        "author": [{"@type": "Person", "name": piece.byline or edition.outlet.name}],
        "publisher": {"@type": "NewsMediaOrganization", "name": edition.outlet.name},
        "image": [piece.picture_url],
        "mainEntityOfPage": piece.url,
        "inLanguage": edition.outlet.language,
        "isAccessibleForFree": piece.page is not PageKind.STUB,
    }
    return json.dumps(described, ensure_ascii=False).replace("</", "<\\/")
