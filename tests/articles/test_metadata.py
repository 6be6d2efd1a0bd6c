"""What a page says of itself, from JSON-LD, OpenGraph, meta tags and the page."""

from datetime import UTC, datetime

import pytest
from trafilatura.utils import load_html

from bot.articles.metadata import Metadata, is_same_site, parse_date, read_metadata, web_address
from tests.articles import fiction


def _read(head: str, body: str = "<p>Text.</p>", url: str = fiction.URL) -> Metadata:
    tree = load_html(fiction.page(body, head).decode())
    assert tree is not None
    return read_metadata(tree, url)


def _linked_data(text: str) -> str:
    return f"<script type='application/ld+json'>{text}</script>"


@pytest.mark.parametrize(
    "head",
    [
        f"<title>{fiction.TITLE} | {fiction.SITE}</title>",
        f"<title>{fiction.TITLE} - harbourpost.example</title>",
        f"<title>{fiction.SITE} | {fiction.TITLE}</title>",
        f"<meta property='og:title' content='{fiction.TITLE} – The Harbour Post'>",
        "<title>x</title>" + _linked_data(f'{{"@type":"Article","headline":"{fiction.TITLE}"}}'),
    ],
)
def test_a_title_is_read_without_its_site(head: str) -> None:
    assert (
        _read(f"{head}<meta property='og:site_name' content='{fiction.SITE}'>").title
        == fiction.TITLE
    )


def test_the_headline_that_readers_see_is_the_title() -> None:
    found = _read(
        "<title>Harbour bridge closed over cracks</title>", "<h1>Harbour Bridge Closed</h1>"
    )

    assert found.title == "Harbour Bridge Closed"


def test_a_site_name_set_as_a_headline_is_no_title() -> None:
    found = _read(f"<title>{fiction.TITLE}</title>", "<h1>Post</h1>")

    assert found.title == fiction.TITLE


@pytest.mark.parametrize(
    "text",
    [
        '{"@type":"NewsArticle","author":{"name":"Ida Lindqvist"}}',
        '{"@graph":[{"@type":"Thing"},{"@type":["Report"],"author":[{"name":"Ida Lindqvist"}]}]}',
        '[{"@type":"Organization","name":"X"},{"@type":"BlogPosting","author":"Ida Lindqvist"}]',
        '<!-- {"@type":"https://schema.org/NewsArticle","author":"Ida Lindqvist",} -->',
        '{"@type":"NewsArticle","author":{"name":"Ida Lindqvist"},"text":"a "b" c"}',
        '{"@type":"NewsArticle",\n"description":"two\nlines","author":"Ida Lindqvist"}',
    ],
)
def test_json_ld_names_the_author_also_where_it_is_broken(text: str) -> None:
    found = _read(_linked_data(text))

    assert found.byline == "Ida Lindqvist"
    assert found.is_article


@pytest.mark.parametrize(
    "body",
    [
        "<a rel='author' href='/i'>Ida Lindqvist</a>",
        "<p class='byline'>By Ida Lindqvist</p>",
        "<span itemprop='author'>Ida Lindqvist</span>",
        "<div class='article__author-name'>Ida Lindqvist</div>",
        "<p>By Ida Lindqvist | 4 March 2025</p>",
        "<p>Von Ida Lindqvist</p>",
    ],
)
def test_the_page_shows_its_author(body: str) -> None:
    assert _read("<title>x</title>", body).byline == "Ida Lindqvist"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<meta property='article:published_time' content='2025-03-04T09:30:00+01:00'>", (8, 30)),
        ("<meta name='date' content='Tue, 04 Mar 2025 08:30:00 GMT'>", (8, 30)),
        (_linked_data('{"@type":"Article","datePublished":"2025-03-04T08:30:00.000Z"}'), (8, 30)),
        (_linked_data('{"@type":"Article","datePublished":"2025-03-04"}'), (0, 0)),
    ],
)
def test_a_stated_date_becomes_a_moment_in_utc(head: str, expected: tuple[int, int]) -> None:
    assert _read(head).published_at == datetime(2025, 3, 4, *expected, tzinfo=UTC)


def test_a_date_in_the_address_is_the_last_resort() -> None:
    found = _read("<title>x</title>", url="https://harbourpost.example/2025/03/04/bridge")

    assert found.published_at == datetime(2025, 3, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "1741077000", "0001-01-01", "2025-13-45", "9" * 60]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        ("/news/bridge", "https://www.harbourpost.example/news/bridge"),
        ("https://harbourpost.example/b#top", "https://harbourpost.example/b"),
        ("https://elsewhere.example.org/b", None),
        ("/", None),
        ("javascript:alert(1)", None),
    ],
)
def test_a_canonical_address_is_an_article_of_the_same_site(
    canonical: str, expected: str | None
) -> None:
    assert _read(f"<link rel='canonical' href='{canonical}'>").canonical_url == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.a.example", "https://a.example/x", True),
        ("https://news.a.co.uk", "https://a.co.uk", True),
        ("https://a.co.uk", "https://b.co.uk", False),
        ("https://127.0.0.1:1/a", "https://127.0.0.1:2/b", True),
        ("https://10.0.0.1/a", "https://11.0.0.1/b", False),
    ],
)
def test_a_site_is_known_by_the_host_that_is_bought(one: str, other: str, *, same: bool) -> None:
    assert is_same_site(one, other) is same


@pytest.mark.parametrize(
    "given", ["", "data:image/png;base64,x", "javascript:x", "http://[bad", "/a b"]
)
def test_what_no_browser_fetches_is_no_address(given: str) -> None:
    assert web_address(given, fiction.URL) is None


@pytest.mark.parametrize(
    ("tag", "expected"), [("en-GB", "en"), ("zh_TW", "zh"), ("", None), ("english", None)]
)
def test_a_language_is_its_primary_tag(tag: str, expected: str | None) -> None:
    tree = load_html(
        f"<html lang='{tag}'><head><title>x</title></head><body><p>T</p></body></html>"
    )
    assert tree is not None

    assert read_metadata(tree, fiction.URL).language == expected


def test_image_and_site_come_from_opengraph() -> None:
    found = _read(
        "<meta property='og:image' content='/b.jpg'><meta property='og:site_name' content='Post'>"
    )

    assert (found.image, found.site) == ("https://www.harbourpost.example/b.jpg", "Post")
