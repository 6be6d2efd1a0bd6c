"""The sample's pages: noisy as real ones, and read without the noise."""

import re
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html

from bot.articles.reading import read_page
from bot.feeds.discovery import feed_links
from bot.sample.edition import Edition, Piece
from bot.sample.manuscript import PageKind
from bot.sample.pages import article_page, front_page, missing_page
from tests.sample.editions import articles, editions

ARTICLES = [pytest.param(edition, piece, id=piece.slug) for edition, piece in articles()]
ADVERT = "https://shop.example/"
NOISE = re.compile(r"oilskin|pocket radio|tide clock|mudlark|abacus|gummistiefel", re.IGNORECASE)


def every_page() -> list[tuple[str, str]]:
    """Each page of each site, with its address."""
    pages = []
    for edition in editions():
        pages.append((f"{edition.address}/", front_page(edition)))
        pages.append((f"{edition.address}/nowhere", missing_page(edition)))
        pages.extend((piece.url, article_page(edition, piece)) for piece in edition.pieces)
    return pages


def visible_text(page: str) -> str:
    """A page's text without its markup."""
    return "".join(str(text) for text in html.fromstring(page).itertext())


def addresses(page: str) -> set[str]:
    """Whatever a page makes a browser ask for, or lets its reader click."""
    found = set()
    for element in html.fromstring(page).iter():
        found |= {str(element.get(name, "")) for name in ("href", "src", "action")}
        if element.get("property") == "og:image":
            found.add(str(element.get("content")))
    return found


def the_only(kind: PageKind) -> tuple[Edition, Piece]:
    """The piece with such a page, and the edition around it."""
    return next((e, piece) for e in editions() for piece in e.pieces if piece.page is kind)


@pytest.mark.parametrize(("edition", "piece"), ARTICLES)
def test_a_page_is_read_exactly_as_its_manuscript_was_written(
    edition: Edition, piece: Piece
) -> None:
    charset = edition.outlet.charset
    body = article_page(edition, piece).encode(charset)

    reading = read_page(body, url=piece.url, content_type=f"text/html; charset={charset}")

    assert reading.paragraphs == piece.paragraphs
    assert (reading.title, reading.image, reading.wall) == (piece.title, piece.picture_url, "")


@pytest.mark.parametrize(("edition", "piece"), ARTICLES)
def test_a_page_carries_noise_that_its_article_does_not(edition: Edition, piece: Piece) -> None:
    page = article_page(edition, piece)

    assert ADVERT in page
    assert NOISE.search(page)
    assert re.search(r"comments|Kommentare", page, re.IGNORECASE)
    assert re.search(r"newsletter", page, re.IGNORECASE) or edition.outlet.key == "touchline"
    assert not NOISE.search(" ".join(piece.paragraphs))


@pytest.mark.parametrize(("edition", "piece"), ARTICLES)
def test_the_advert_stands_in_the_middle_of_the_text(edition: Edition, piece: Piece) -> None:
    page = visible_text(article_page(edition, piece))
    first, last = (page.index(piece.paragraphs[place][:60]) for place in (0, -1))

    advert = NOISE.search(page)

    assert advert is not None
    assert first < advert.start() < last


@pytest.mark.parametrize(("edition", "piece"), ARTICLES)
def test_a_page_teases_other_stories_and_not_itself(edition: Edition, piece: Piece) -> None:
    page = article_page(edition, piece)

    teased = [other for other in edition.pieces if f'<li><a href="{other.url}">' in page]

    assert teased
    assert piece not in teased


def test_pages_lead_nowhere_but_to_their_own_site_and_reserved_names() -> None:
    for url, page in every_page():
        hosts = {urlsplit(urljoin(url, address)).hostname for address in addresses(page)}

        assert hosts <= {"127.0.0.1", "shop.example"}, url


def test_what_is_filled_into_a_page_is_escaped() -> None:
    for edition in editions():
        hostile = replace(
            edition.pieces[-1],
            title='</script><b>1 < 2 & "3"',
            paragraphs=("<i>4</i>",) * 4,
        )

        page = article_page(edition, hostile)

        assert "<i>4" not in page
        assert "</script><b>" not in page


def test_the_subscribers_article_ends_after_one_paragraph() -> None:
    edition, stub = the_only(PageKind.STUB)

    page = visible_text(article_page(edition, stub))

    assert stub.paragraphs[0] in page
    assert stub.paragraphs[1] not in page
    assert "Subscribe to keep reading" in page


@pytest.mark.parametrize(
    ("kind", "wall"), [(PageKind.CONSENT, "consent wall"), (PageKind.MISSING, "page not found")]
)
def test_a_dead_end_is_recognised(kind: PageKind, wall: str) -> None:
    edition, piece = the_only(kind)
    page = missing_page(edition) if kind is PageKind.MISSING else article_page(edition, piece)

    reading = read_page(page.encode(), url=piece.url)

    assert reading.wall == wall


def test_a_front_page_leads_to_the_feed() -> None:
    for edition in editions():
        body = front_page(edition).encode(edition.outlet.charset)

        found = feed_links(body, url=f"{edition.address}/")

        assert [feed.url for feed in found] == [edition.feed_url]
