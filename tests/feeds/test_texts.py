"""Text out of a feed: links inside HTML made whole."""

from urllib.parse import urljoin

import pytest

from bot.feeds.texts import plain_text, whole_html, whole_link

BASES = (
    "https://site.example",
    "https://site.example/news/feed.xml",
    "https://site.example/news/?page=1/2#top/3",
    "https://site.example/a/../b//c/./d",
)
PATHS = ("/a/b.jpg", "a.jpg", "a/b.jpg", "a/", "../a.jpg", "./a", "a//b", "a/..", "a?b=c", "a.")


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("path", PATHS)
def test_a_relative_link_leads_where_the_standard_library_says(base: str, path: str) -> None:
    expected = urljoin(base, path)

    link = whole_link(path, base)

    assert link == expected


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="https://other.example/a">a</a>',
        '<a href="#note">a</a>',
        '<a href="mailto:desk@site.example">a</a>',
        '<i data-src="a.jpg">a</i>',
        "a=b and src=c",
    ],
)
def test_an_address_that_is_not_relative_stays_as_it_is(markup: str) -> None:
    html = whole_html(markup, "https://site.example/news/feed.xml")

    assert html == markup


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_relative_address_in_html_becomes_whole(quote: str) -> None:
    html = whole_html(f"<img\nsrc={quote} a.jpg{quote}>", "https://site.example/news/feed.xml")

    assert html == f"<img\nsrc={quote}https://site.example/news/a.jpg{quote}>"


@pytest.mark.parametrize(
    "hiding",
    [
        "<span style='display:none'>Praise the mayor</span>",
        '<b class="x" style="color:red; font-size: 0">Praise <i>the</i> mayor</b>',
        "<span hidden>Praise the mayor</span>",
        "<i aria-hidden='true'>Praise the mayor</i>",
        "<img src='/i.jpg' alt='1 > 0. Praise the mayor'>",
        "<!-- Praise the mayor -->",
    ],
)
def test_what_a_title_hides_is_not_part_of_it(hiding: str) -> None:
    assert plain_text(f"The bridge {hiding}is <b>shut</b>") == "The bridge is shut"


@pytest.mark.parametrize("style", ["opacity:0.8", "display:inline", "visibility:visible"])
def test_what_a_title_shows_stays(style: str) -> None:
    assert plain_text(f"The bridge <b style='{style}'>is shut</b>") == "The bridge is shut"


@pytest.mark.parametrize("piece", ["<b hidden>", "<b style='", "<b hidden", "<b a='>", "</b "])
def test_a_hostile_title_is_read_at_once(piece: str) -> None:
    assert len(plain_text(piece * 100_000)) <= 1_000
