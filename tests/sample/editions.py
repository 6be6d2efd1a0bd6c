"""Editions of the sample for tests, without a server."""

from datetime import UTC, datetime, timedelta

from bot.sample.edition import Edition, Piece, make_edition
from bot.sample.manuscript import PageKind, read_manuscripts
from bot.sample.outlets import OUTLETS

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
OPENING = timedelta()
A_MINUTE_LATER = timedelta(minutes=1)


def editions(elapsed: timedelta = A_MINUTE_LATER) -> list[Edition]:
    """Every outlet's edition, some time after all of them opened at `NOW`."""
    return [
        make_edition(outlet, f"http://127.0.0.1:{port}", read_manuscripts(), NOW, elapsed)
        for port, outlet in enumerate(OUTLETS, start=9001)
    ]


def articles() -> list[tuple[Edition, Piece]]:
    """Every piece that can be read in full on its page, with the edition around it."""
    return [
        (edition, piece)
        for edition in editions()
        for piece in edition.pieces
        if piece.page is PageKind.ARTICLE
    ]


def piece(slug: str, elapsed: timedelta = A_MINUTE_LATER) -> Piece | None:
    """One piece by its slug, if it is out."""
    pieces = [piece for edition in editions(elapsed) for piece in edition.pieces]
    return next((piece for piece in pieces if piece.slug == slug), None)
