"""Well-formed feeds of every format become entries."""

import pickle
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import SourceError
from bot.feeds.reading import MAX_FEED_BYTES, read_feed
from bot.news import Entry, FeedDocument, Media

URL = "https://harbour.example/news/feed.xml"
NOON = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)

RSS_2 = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
     xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
  <title>The Harbour Post</title>
  <atom:link rel="self" href="https://harbour.example/news/feed.xml"/>
  <link>https://harbour.example/</link>
  <language>en-GB</language>
  <ttl>90</ttl>
  <image><title>Logo</title><link>https://logo.example/</link></image>
  <item>
    <title>Ferry &amp;amp; crew return</title>
    <link> /news/ferry </link>
    <guid isPermaLink="false">post-17</guid>
    <pubDate>Thu, 05 Mar 2026 12:00:00 GMT</pubDate>
    <dc:creator>Ada Quill</dc:creator>
    <dc:creator>Bo Lund</dc:creator>
    <category>Harbour</category><category>Ferries</category><category>Harbour</category>
    <description>&lt;p&gt;Back &lt;a href="/crew"&gt;safely&lt;/a&gt;.&lt;/p&gt;</description>
    <content:encoded><![CDATA[<p>The whole story.</p>]]></content:encoded>
    <enclosure url="/talk.mp3" type="audio/mpeg" length="1234"/>
    <media:group>
      <media:content url="https://img.example/a.jpg" type="image/jpeg" width="640" height="480">
        <media:description>The ferry at dawn</media:description>
      </media:content>
      <media:thumbnail url="https://img.example/a-small.jpg"/>
    </media:group>
  </item>
</channel></rss>"""

ATOM_1 = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"
      xml:base="https://atom.example/blog/">
  <title type="html">Tides &amp;amp; Times</title>
  <link rel="self" href="feed.xml"/><link href="./"/>
  <entry>
    <id>tag:atom.example,2026:1</id>
    <title type="html">A &lt;em&gt;late&lt;/em&gt; tide</title>
    <link rel="enclosure" type="audio/mpeg" length="99" href="tide.mp3"/>
    <link rel="alternate" href="2026/tide"/>
    <author><name>Ada Quill</name><email>ada@atom.example</email></author>
    <updated>2026-03-05T13:00:00+01:00</updated>
    <category term="t" label="Tides"/>
    <summary>Water &lt; stone</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It <b>came</b>.</p></div>
    </content>
  </entry>
</feed>"""

JSON_1_1 = """{"version": "https://jsonfeed.org/version/1.1", "title": "Quay Notes",
 "language": "en",
 "home_page_url": "https://quay.example/", "items": [{"id": 12, "url": "/n/12", "title": "Ropes",
 "content_text": "One.\\n\\nTwo & three.", "date_published": "2026-03-05T12:00:00Z",
 "authors": [{"name": "Bo Lund"}], "tags": ["ropes"], "image": "https://quay.example/r.png",
 "attachments": [{"url": "https://quay.example/r.mp3", "mime_type": "audio/mpeg",
 "size_in_bytes": 5}]}]}"""


def read(document: str, url: str = URL) -> FeedDocument:
    return read_feed(document.encode(), url=url)


def item(content: str) -> Entry:
    head = (
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:media="http://search.yahoo.com/mrss/"'
        ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><item>'
    )
    return read(f"{head}{content}</item></channel></rss>").entries[0]


def atom_entry(content: str) -> Entry:
    head = '<feed xmlns="http://www.w3.org/2005/Atom"><entry>'
    return read(f"{head}{content}</entry></feed>").entries[0]


def test_rss_2_gives_all_that_news_needs() -> None:
    feed = read(RSS_2)

    assert feed == FeedDocument(
        format="rss 2.0",
        title="The Harbour Post",
        site_url="https://harbour.example/",
        language="en-GB",
        ttl=timedelta(minutes=90),
        entries=(
            Entry(
                guid="post-17",
                link="https://harbour.example/news/ferry",
                title="Ferry & crew return",
                author="Ada Quill, Bo Lund",
                published_at=NOON,
                summary='<p>Back <a href="https://harbour.example/crew">safely</a>.</p>',
                content="<p>The whole story.</p>",
                categories=("Harbour", "Ferries"),
                enclosures=(
                    Media(url="https://harbour.example/talk.mp3", type="audio/mpeg", length=1234),
                ),
                media=(
                    Media(
                        url="https://img.example/a.jpg",
                        type="image/jpeg",
                        width=640,
                        height=480,
                        caption="The ferry at dawn",
                    ),
                    Media(url="https://img.example/a-small.jpg", type="image"),
                ),
            ),
        ),
    )


def test_atom_1_gives_all_that_news_needs() -> None:
    feed = read(ATOM_1)

    assert feed == FeedDocument(
        format="atom 1.0",
        title="Tides & Times",
        site_url="https://atom.example/blog/",
        language="en",
        entries=(
            Entry(
                guid="tag:atom.example,2026:1",
                link="https://atom.example/blog/2026/tide",
                title="A late tide",
                author="Ada Quill",
                published_at=NOON,
                updated_at=NOON,
                summary="Water &lt; stone",
                content="<p>It <b>came</b>.</p>",
                categories=("Tides",),
                enclosures=(
                    Media(url="https://atom.example/blog/tide.mp3", type="audio/mpeg", length=99),
                ),
            ),
        ),
    )


def test_json_feed_gives_all_that_news_needs() -> None:
    feed = read(JSON_1_1, "https://quay.example/feed.json")

    assert feed == FeedDocument(
        format="json feed 1.1",
        title="Quay Notes",
        site_url="https://quay.example/",
        language="en",
        entries=(
            Entry(
                guid="12",
                link="https://quay.example/n/12",
                title="Ropes",
                author="Bo Lund",
                published_at=NOON,
                content="<p>One.</p><p>Two &amp; three.</p>",
                categories=("ropes",),
                enclosures=(Media(url="https://quay.example/r.mp3", type="audio/mpeg", length=5),),
                media=(Media(url="https://quay.example/r.png", type="image"),),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("namespace", "version"),
    [
        ("http://purl.org/rss/1.0/", "rss 1.0"),
        ("http://my.netscape.com/rdf/simple/0.9/", "rss 0.90"),
    ],
)
def test_rdf_items_stand_beside_their_channel(namespace: str, version: str) -> None:
    feed = read(
        f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{namespace}">'
        "<channel><title>Old Quay</title><link>https://old.example/</link></channel>"
        '<item rdf:about="https://old.example/1"><title>Ropes</title></item></rdf:RDF>'
    )

    assert (feed.format, feed.title) == (version, "Old Quay")
    assert [(e.guid, e.title) for e in feed.entries] == [("https://old.example/1", "Ropes")]


def test_atom_03_has_its_own_names_for_dates_and_modes() -> None:
    entry = read(
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>Ropes</title>'
        "<issued>2026-03-05T12:00:00Z</issued><modified>2026-03-05T12:00:00Z</modified>"
        '<content type="text/html" mode="base64">PGI+Um9wZTwvYj4=</content></entry></feed>'
    ).entries[0]

    assert (entry.published_at, entry.updated_at) == (NOON, NOON)
    assert entry.content == "<b>Rope</b>"


def test_any_namespace_of_the_root_is_the_formats_own() -> None:
    feed = read(
        '<rss xmlns="urn:of-our-own"><channel><TITLE>Odd</TITLE><item><title>x</title></item>'
        "</channel></rss>"
    )

    assert (feed.title, len(feed.entries)) == ("Odd", 1)


def test_elements_of_foreign_namespaces_are_not_mistaken_for_the_formats_own() -> None:
    entry = item('<x:title xmlns:x="urn:x">Wrong</x:title><title>Right</title>')

    assert entry.title == "Right"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Tide &amp; time", "Tide & time"),
        ("Tide &amp;amp; time", "Tide & time"),
        ("<![CDATA[Tide &amp; <b>time</b>]]>", "Tide & time"),
        ("Why Vec&lt;T&gt; sinks", "Why Vec<T> sinks"),
        ("  Tide\n\t and  time ", "Tide and time"),
        ("One&lt;br/&gt;two", "One two"),
        ("1 &lt; 2", "1 < 2"),
        ("don&#146;t", "don’t"),
    ],
)
def test_a_title_is_plain_text_in_one_line(written: str, read_as: str) -> None:
    assert item(f"<title>{written}</title>").title == read_as


@pytest.mark.parametrize(
    ("kind", "written", "read_as"),
    [
        ("text", "The &lt;blink&gt; tag", "The <blink> tag"),
        ("text", "Q&amp;amp;A", "Q&A"),
        ("html", "A &lt;i&gt;b&lt;/i&gt;", "A b"),
        ("xhtml", '<div xmlns="http://www.w3.org/1999/xhtml">A <i>b</i></div>', "A b"),
        ("", "Plain", "Plain"),
    ],
)
def test_an_atom_title_is_plain_text_whatever_its_kind(
    kind: str, written: str, read_as: str
) -> None:
    assert atom_entry(f'<title type="{kind}">{written}</title>').title == read_as


def test_a_media_description_is_a_caption_and_never_a_body() -> None:
    entry = item(
        '<media:content url="https://img.example/a.jpg"/>'
        "<media:description>Ropes on the quay</media:description>"
    )

    assert (entry.summary, entry.content) == ("", "")
    assert entry.media[0].caption == "Ropes on the quay"


def test_naked_markup_is_kept_as_html() -> None:
    entry = item("<description><p>A <b>rope</b> &amp; knot</p></description>")

    assert entry.summary == "<p>A <b>rope</b> &amp; knot</p>"


@pytest.mark.parametrize(
    ("guid", "link"),
    [
        ("<guid>https://harbour.example/1</guid>", "https://harbour.example/1"),
        ('<guid isPermaLink="false">https://harbour.example/1</guid>', None),
        ("<guid>post-1</guid>", None),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>https://[broken</link>", "https://[broken"),
        ("<link/><link href='/x'/>", "https://harbour.example/x"),
    ],
)
def test_a_link_is_an_address_or_nothing(guid: str, link: str | None) -> None:
    assert item(guid).link == link


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ada@harbour.example (Ada Quill)", "Ada Quill"),
        ("Ada Quill &lt;ada@harbour.example&gt;", "Ada Quill"),
        ("Ada Quill (ada@harbour.example)", "Ada Quill"),
        ("ada@harbour.example", None),
    ],
)
def test_an_author_is_a_name_without_an_address(written: str, name: str | None) -> None:
    assert item(f"<author>{written}</author>").author == name


def test_links_in_html_start_from_the_site_or_from_xml_base() -> None:
    feed = read(
        '<rss><channel><link>https://site.example/</link><item><description xml:base="/sub/">'
        '&lt;img src="a.png"&gt; &lt;a href="#top"&gt;x&lt;/a&gt; '
        '&lt;a href="mailto:a@b"&gt;y&lt;/a&gt;'
        "</description></item></channel></rss>"
    )

    assert feed.entries[0].summary == (
        '<img src="https://site.example/sub/a.png"> <a href="#top">x</a> <a href="mailto:a@b">y</a>'
    )


def test_a_feed_from_a_file_has_no_address_to_start_from_but_its_own_site() -> None:
    feed = read(
        "<rss><channel><link>https://site.example/</link><item><link>/1</link></item></channel></rss>",
        "saved.xml",
    )

    assert feed.entries[0].link == "https://site.example/1"


@pytest.mark.parametrize(
    ("wish", "ttl"),
    [
        ("<ttl>60</ttl>", timedelta(hours=1)),
        ("<ttl>soon</ttl>", None),
        ("<ttl>999999999999</ttl>", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", timedelta(hours=1)),
        (
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            timedelta(hours=6),
        ),
    ],
)
def test_the_publishers_wish_is_read_from_ttl_or_the_syndication_module(
    wish: str, ttl: timedelta | None
) -> None:
    head = '<rss xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>'

    assert read(f"{head}{wish}</channel></rss>").ttl == ttl


def test_entries_stay_in_the_feeds_order_and_are_bounded() -> None:
    items = "".join(f"<item><guid>{n}</guid></item>" for n in range(1_200))

    feed = read(f"<rss><channel>{items}</channel></rss>")

    assert [entry.guid for entry in feed.entries] == [str(n) for n in range(1_000)]


def test_a_feed_without_entries_is_a_feed() -> None:
    assert read("<rss version='2.0'><channel><title>New</title></channel></rss>").entries == ()


def test_a_document_travels_between_processes() -> None:
    feed = read(RSS_2)

    assert pickle.loads(pickle.dumps(feed)) == feed  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "an empty answer"),
        (b" \n ", "an empty answer"),
        (b"<!doctype html><title>x</title>", "an HTML page"),
        (b"<html><body>We moved to <rss feed>", "an HTML page"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\x1f\x8b\x08", "compressed data (gzip)"),
        (b"<opml version='2.0'/>", "an OPML list of feeds"),
        (b"<urlset/>", "a sitemap"),
        (b"<r:RDF xmlns:r='urn:r'><r:Person/></r:RDF>", "RDF about something else"),
        (b"<menu/>", "an XML document (<menu>)"),
        (b"Service unavailable", "plain text"),
        (b'{"error": "no such feed"}', "JSON, but not a JSON Feed"),
        (b"[]", "JSON, but not a JSON Feed"),
        (b"{", "broken JSON"),
        (b"x" * (MAX_FEED_BYTES + 1), "larger than 10 MB"),
    ],
)
def test_what_is_no_feed_is_named(body: bytes, what: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_feed(body, url=URL)

    assert what in caught.value.problem
