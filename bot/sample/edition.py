"""Editions: what one outlet shows at one moment, decided from its manuscripts alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sample.manuscript import Manuscript, PageKind
from bot.sample.outlets import Outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A manuscript that has been published: with an address, dates and its present text."""

    slug: str
    guid: str  # a tag: URI, the same on every run, whatever the port and the date
    url: str
    picture_url: str
    title: str
    byline: str | None
    section: str
    summary: str
    page: PageKind
    published_at: datetime
    updated_at: datetime
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """All that an outlet has published so far, newest first."""

    outlet: Outlet
    address: str  # of its site, without a closing slash
    pieces: tuple[Piece, ...]

    @property
    def feed_url(self) -> str:
        """Where the outlet's feed is."""
        return self.address + self.outlet.feed_path

    @property
    def modified_at(self) -> datetime:
        """When anything on the site last changed."""
        return max(piece.updated_at for piece in self.pieces)

    def piece_at(self, path: str) -> Piece | None:
        """The published piece whose page has this path."""
        url = self.address + path
        return next((piece for piece in self.pieces if piece.url == url), None)


def make_edition(
    outlet: Outlet,
    address: str,
    manuscripts: Iterable[Manuscript],
    opened_at: datetime,
    elapsed: timedelta,
) -> Edition:
    """What an outlet shows when its server has been open for a while.

    Args:
        outlet: Whose edition it is; the manuscripts of others are passed over.
        address: The site's scheme, host and port.
        manuscripts: What there is to publish.
        opened_at: The moment from which all offsets count.
        elapsed: The time since then; what is due later is not in the edition.
    """
    pieces = [
        _publish(manuscript, outlet, address, opened_at, elapsed)
        for manuscript in manuscripts
        if manuscript.outlet == outlet.key and manuscript.published <= elapsed
    ]
    pieces.sort(key=lambda piece: piece.published_at, reverse=True)
    return Edition(outlet=outlet, address=address, pieces=tuple(pieces))


def _publish(
    manuscript: Manuscript, outlet: Outlet, address: str, opened_at: datetime, elapsed: timedelta
) -> Piece:
    published_at = opened_at + manuscript.published
    shown = [p for p in manuscript.passages if p.since <= elapsed < p.until]
    added = [p.since for p in shown if p.since != timedelta.min]
    return Piece(
        slug=manuscript.slug,
        guid=f"tag:{outlet.domain},2026:{manuscript.slug}",
        url=address + outlet.article_path.format(slug=manuscript.slug),
        picture_url=f"{address}/pictures/{manuscript.slug}.png",
        title=manuscript.title,
        byline=manuscript.byline,
        section=manuscript.section,
        summary=manuscript.summary,
        page=manuscript.page,
        published_at=published_at,
        updated_at=opened_at + max(added) if added else published_at,
        paragraphs=tuple(passage.text for passage in shown),
    )
