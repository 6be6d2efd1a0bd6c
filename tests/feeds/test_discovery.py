"""From a page to its feeds: what pages say, what they hide, and what they only pretend."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.discovery import FoundFeed, feed_links, looks_like_feed, well_known_feeds

PAGE = "https://harbour.example/news/today.html"
RSS = "application/rss+xml"


def urls(body: str) -> list[str]:
    return [feed.url for feed in feed_links(body.encode(), url=PAGE)]


# What a page names


def test_links_in_the_head_are_found_with_title_and_type() -> None:
    body = b"""<!doctype html><HEAD><LINK REL="Alternate" TYPE='application/rss+xml; charset=utf-8'
        TITLE="Harbour &amp; Bay" HREF="/feed?a=1&amp;b=2"></HEAD>"""

    found = feed_links(body, url=PAGE)

    assert found == (FoundFeed("https://harbour.example/feed?a=1&b=2", "Harbour & Bay", RSS),)


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" type="application/atom+xml" href="x">',
        '<link rel="alternate" type="application/feed+json" href="x"/>',
        '<link rel="alternate" type="application/rdf+xml" href="x">',
        "<link type=application/rss+xml rel=alternate href=x>",
        '<link title="a > b" rel="home alternate" type="application/rss+xml" href="x">',
        '<link rel="feed" href="x">',
        '<link rel="alternate" href="http://harbour.example/feed.xml">',
        '<link rel="alternate" type="text/xml" href="/index.xml">',
        '<link rel="alternate" type="application/json" href="/feed.json">',
        '<link rel="alternate" type="application/rss+xml" href="feed:https://harbour.example/x">',
        '<link rel="alternate" type="application/rss+xml" href="feed://harbour.example/x">',
    ],
)
def test_every_way_to_name_a_feed_is_understood(link: str) -> None:
    assert len(urls(link)) == 1


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="stylesheet" type="text/css" href="/rss.css">',
        '<link rel="alternate" hreflang="de" href="https://harbour.example/de/">',
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/7">',
        '<link rel="alternate" type="application/json+oembed" href="/oembed?url=x">',
        '<link rel="alternate" type="application/rss+xml">',
        '<link rel="alternate" type="application/rss+xml" href="">',
        '<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">',
        '<link rel="alternate" type="application/rss+xml" href="file:///etc/passwd">',
        '<link rel="alternate" type="application/rss+xml" href="http://[broken/feed">',
        '<!-- <link rel="alternate" type="application/rss+xml" href="/feed"> -->',
        "<script>'<link rel=alternate type=application/rss+xml href=/feed>'</script>",
        '<a href="/about">About our feed</a>',
        '<a href="https://reader.example/subscribe/https://harbour.example/rss">Follow</a>',
        '<a href="mailto:feed@harbour.example">Write</a>',
    ],
)
def test_what_names_no_feed_is_left_alone(link: str) -> None:
    assert urls(link) == []


def test_relative_links_start_from_the_page_or_from_its_base() -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="feed">'

    assert (urls(link), urls(f'<base href="/blog/">{link}')) == (
        ["https://harbour.example/news/feed"],
        ["https://harbour.example/blog/feed"],
    )


def test_comments_come_after_the_news_and_plain_links_come_last() -> None:
    body = """
        <a href="/news.rss">RSS</a>
        <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
        <link rel="alternate" type="application/rss+xml" title="News" href="/feed">
        <link rel="alternate" type="application/rss+xml" title="News again" href="/feed#top">"""

    assert urls(body) == [
        "https://harbour.example/feed",
        "https://harbour.example/comments/feed",
        "https://harbour.example/news.rss",
    ]


@pytest.mark.parametrize(
    "href",
    ["/rss", "/feed/", "/feeds/world", "/rss.xml", "/index.rdf", "/?feed=rss2", "/a.atom", "/rss2"],
)
def test_a_plain_link_may_look_like_a_feed(href: str) -> None:
    assert len(urls(f"<a class=x href='{href}'>Follow</a>")) == 1


def test_a_page_of_a_thousand_feeds_gives_twenty() -> None:
    assert len(urls("".join(f"<a href=/{n}/feed>x</a>" for n in range(1000)))) == 20


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "noise",
    [
        "<a ",
        "<a href=/feed>",
        '<a href="',
        "<link a='\"",
        "<link" + " a" * 50,
        "<!--",
        "<script>",
        "<script></SCRIPT>",
        "<a     ",
        "<a =",
        "&#" + "1" * 5000,
        "\x00",
    ],
)
def test_megabytes_of_noise_are_read_in_one_go(noise: str) -> None:
    found = feed_links((noise * (2_000_000 // len(noise))).encode(), url=PAGE)

    assert len(found) <= 1


@pytest.mark.timeout(20)
def test_a_reference_of_endless_digits_is_no_title_and_no_crash() -> None:
    title = "&#" + "9" * 6000 + ";"

    found = urls(f'<link rel=alternate title="{title}" type="{RSS}" href=/feed>')

    assert found == ["https://harbour.example/feed"]


@given(st.text(alphabet="<>link a='\"/!-re base hf=[]:&#;").map(str.encode) | st.binary())
def test_no_page_is_too_broken_to_be_read(body: bytes) -> None:
    found = feed_links(body, url=PAGE)

    assert all(feed.url.startswith(("http://", "https://")) for feed in found)


# Where feeds usually are


def test_a_sites_root_is_tried_at_the_usual_places() -> None:
    places = well_known_feeds("https://harbour.example?from=chat#top")

    assert places[:3] == (
        "https://harbour.example/feed",
        "https://harbour.example/rss",
        "https://harbour.example/rss.xml",
    )


@pytest.mark.parametrize(
    ("url", "beside"),
    [
        ("https://harbour.example/sport/", "https://harbour.example/sport/feed"),
        ("https://harbour.example:8080/sport", "https://harbour.example:8080/sport/feed"),
        ("https://harbour.example/sport/today.html", "https://harbour.example/sport/feed"),
    ],
)
def test_a_section_is_tried_before_the_root_and_ten_are_enough(url: str, beside: str) -> None:
    places = well_known_feeds(url)

    assert (places[0], len(places), len(set(places))) == (beside, 10, 10)


# Whether it is one already


@pytest.mark.parametrize(
    "body",
    [
        b"<rss version='2.0'>",
        b"\xef\xbb\xbf<?xml version='1.0'?><!-- <html> -->\n<feed xmlns='x'>",
        b"<?xml version='1.0'?><!DOCTYPE rss PUBLIC 'x'><rss>",
        b"<rdf:RDF xmlns:rdf='x'>",
        b"<atom:feed xmlns:atom='x'>",
        b"Warning: cannot connect in feed.php <?xml version='1.0'?><rss ><item><![CDATA[<html>",
        b'{"title": "x", "version": "https:\\/\\/jsonfeed.org\\/version\\/1.1"}',
        "<?xml version='1.0' encoding='utf-16'?><rss version='2.0'>".encode("utf-16"),
    ],
)
def test_a_feed_is_known_by_its_root(body: bytes) -> None:
    assert looks_like_feed(body, "text/html")


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><p>Our &lt;rss&gt; feed</p><rss>",
        b"<?xml version='1.0'?><html xmlns='x'><feed>",
        b"<!-- <rss> --><body>",
        b'{"posts": []}',
        b"<svg xmlns='x'></svg>",
        b"",
        b"\x00\xff",
    ],
)
def test_a_page_is_no_feed(body: bytes) -> None:
    assert not looks_like_feed(body, "text/html")


def test_where_the_body_does_not_say_the_type_is_believed() -> None:
    body = b"<?xml version='1.0'?>" + b" " * 100_000 + b"<rss>"

    assert looks_like_feed(body, "Application/RSS+XML; charset=utf-8")
