"""OPML as readers really write it, as attackers write it, and as we write it ourselves."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bot.errors import Refusal
from bot.feeds.opml import (
    DEEPEST,
    LONGEST_TITLE,
    MAX_OPML_BYTES,
    MAX_OUTLINES,
    Outline,
    read_opml,
    write_opml,
)
from bot.fronts.words import LANGUAGES, words_for

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FEED = "https://harbour.example/feed.xml"
MB = 1024 * 1024


def opml(content: str, *, prolog: str = '<?xml version="1.0"?>') -> bytes:
    return (
        f'{prolog}<opml version="1.0"><head><title>My feeds</title></head>'
        f"<body>{content}</body></opml>"
    ).encode()


def refused(body: bytes) -> str:
    """The name of the refusal that a file gets; empty where it gets none."""
    try:
        read_opml(body)
    except Refusal as refusal:
        return refusal.name
    return ""


def test_a_feed_is_read_with_its_title_its_site_and_its_folders() -> None:
    body = opml(
        '<outline text="News"><outline text="Coast" title="Along the coast">'
        f'<outline type="rss" text="Harbour" title="The Harbour Post" xmlUrl="{FEED}"'
        ' htmlUrl="https://harbour.example/"/></outline></outline>'
    )

    found = read_opml(body)

    assert found == (
        Outline(
            url=FEED,
            title="The Harbour Post",
            site_url="https://harbour.example/",
            folder=("News", "Along the coast"),
        ),
    )


@pytest.mark.parametrize(
    "outline",
    [
        f'<outline text="Harbour" xmlUrl="{FEED}"/>',  # OPML 1 as many write it: no type
        f'<outline text="Harbour" XMLURL="{FEED}"/>',
        f'<OUTLINE TEXT="Harbour" xmlurl=" {FEED} "></OUTLINE>',
        f'<outline type="RSS" text="Harbour" url="{FEED}"/>',
        f'<outline title="Harbour" type="atom" xmlUrl="{FEED}" version="ATOM1"/>',
        f"<outline text=Harbour xmlUrl='{FEED}'/>",
        f'<outline text="Harbour" xmlUrl="{FEED}" unheard:of="1"/>',
        f'<outline text="Harbour"\n  xmlUrl="{FEED}"><!-- a note --></outline> & more',
    ],
)
def test_whatever_the_spelling_a_feed_is_found(outline: str) -> None:
    found = read_opml(opml(outline))

    assert found == (Outline(url=FEED, title="Harbour"),)


@pytest.mark.parametrize(
    "outline",
    [
        '<outline text="A bookmark" type="link" url="https://harbour.example/"/>',
        '<outline text="Another list" type="include" url="https://harbour.example/a.opml"/>',
        '<outline text="An empty folder"/>',
        '<outline text="One" type="podcast-episode" url="https://harbour.example/1.mp3"/>',
        f'<outline isComment="true" text="Old"><outline xmlUrl="{FEED}"/></outline>',
        f'<feed xmlUrl="{FEED}"/>',
    ],
)
def test_what_is_no_feed_is_passed_over(outline: str) -> None:
    assert refused(opml(outline)) == "opml-empty"


def test_a_feed_named_twice_is_taken_once_where_it_stands_first() -> None:
    twice = f'<outline text="{{}}"><outline text="Harbour" xmlUrl="{FEED}"/></outline>'

    found = read_opml(opml(twice.format("News") + twice.format("All")))

    assert found == (Outline(url=FEED, title="Harbour", folder=("News",)),)


def test_feeds_below_a_feed_stay_in_its_folder() -> None:
    body = opml(
        f'<outline text="News"><outline text="Harbour" xmlUrl="{FEED}">'
        f'<outline text="Quay" xmlUrl="{FEED}?quay"/></outline></outline>'
    )

    found = read_opml(body)

    assert [outline.folder for outline in found] == [("News",), ("News",)]


def test_a_title_that_only_repeats_the_address_is_none() -> None:
    found = read_opml(opml(f'<outline text="{FEED}" xmlUrl="{FEED}"/>'))

    assert found[0].title == ""


def test_a_site_that_is_no_web_address_is_left_out() -> None:
    found = read_opml(opml(f'<outline xmlUrl="{FEED}" htmlUrl="javascript:alert(1)"/>'))

    assert found[0].site_url is None


def test_entities_of_html_and_bare_ampersands_become_what_was_meant() -> None:
    found = read_opml(opml(f'<outline text="Caf&eacute; & Quay&nbsp;7" xmlUrl="{FEED}?a=1&b=2"/>'))

    assert found == (Outline(url=f"{FEED}?a=1&b=2", title="Café & Quay 7"),)


@pytest.mark.parametrize(
    ("declared", "written"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("utf-8", "cp1252"),  # a lie
        ("iso-8859-1", "utf-8"),  # another
        ("iso-8859-1", "iso-8859-1"),
        ("utf-16", "utf-16"),
        ("utf-16", "utf-8"),
        ("no-such-charset", "utf-8"),
    ],
)
def test_the_encoding_is_what_the_bytes_are(declared: str, written: str) -> None:
    text = opml(
        f'<outline text="Hafenpost für Möwen" xmlUrl="{FEED}"/>',
        prolog=f'<?xml version="1.0" encoding="{declared}"?>\n',
    ).decode()

    found = read_opml(text.encode(written))

    assert found[0].title == "Hafenpost für Möwen"


def test_what_follows_the_list_and_what_is_missing_at_its_end_does_no_harm() -> None:
    body = opml(f'<outline text="Harbour" xmlUrl="{FEED}"/>')

    cut, followed = body[: body.index(b"</body>")], body + b"<script>counted()</script>"

    assert read_opml(cut) == read_opml(followed) == (Outline(url=FEED, title="Harbour"),)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"", "opml-unreadable"),
        (b"\x00" * 1_000, "opml-unreadable"),
        (b"%PDF-1.7", "opml-unreadable"),
        (b"PK\x03\x04 and more", "opml-unreadable"),
        (b"https://harbour.example/feed.xml", "opml-unreadable"),
        (b'{"feeds": []}', "opml-unreadable"),
        (b"<!doctype html><html><body>Export</body></html>", "opml-unreadable"),
        (b"<opml", "opml-empty"),
        (b'<rss version="2.0"><channel></channel></rss>', "opml-is-a-feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "opml-is-a-feed"),
        (b'<opml version="2.0"><head/><body/></opml>', "opml-empty"),
        (opml(f'<outline xmlUrl="{FEED}"/>') + b" " * MAX_OPML_BYTES, "opml-too-large"),
    ],
)
def test_what_is_no_list_of_feeds_is_refused_with_a_reason(body: bytes, name: str) -> None:
    assert refused(body) == name


def test_more_feeds_than_anybody_reads_are_refused() -> None:
    outlines = "".join(f'<outline xmlUrl="{FEED}?{number}"/>' for number in range(MAX_OUTLINES + 1))

    assert refused(opml(outlines)) == "opml-too-many"


def test_as_many_feeds_as_are_allowed_are_read() -> None:
    outlines = "".join(f'<outline xmlUrl="{FEED}?{number}"/>' for number in range(MAX_OUTLINES))

    assert len(read_opml(opml(outlines))) == MAX_OUTLINES


def test_folders_deeper_than_anybody_nests_end_in_the_last_that_counts() -> None:
    deep = "".join(f'<outline text="{number}">' for number in range(50))

    found = read_opml(opml(f'{deep}<outline xmlUrl="{FEED}"/>{"</outline>" * 50}'))

    assert found[0].folder == tuple(str(number) for number in range(DEEPEST))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name", ["opml-too-large", "opml-too-many", "opml-empty", "opml-unreadable", "opml-is-a-feed"]
)
def test_every_refusal_is_told_in_every_language(name: str, language: str) -> None:
    assert words_for(language)(name, most=2)


def hostile_doctype(declared: str) -> bytes:
    return opml(
        f'<outline text="&a;" xmlUrl="{FEED}"/>',
        prolog=f'<?xml version="1.0"?><!DOCTYPE opml [{declared}]>',
    )


LAUGHS = '<!ENTITY l0 "ha">' + "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)
)


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY a SYSTEM "http://127.0.0.1/secret">',
        '<!ENTITY % remote SYSTEM "http://127.0.0.1/a.dtd"> %remote;',
        f'{LAUGHS}<!ENTITY a "&l9;">',
        f'<!ENTITY a "{"x" * 100_000}">',
        '<!ENTITY a "ours">',
    ],
    ids=["a file", "an address", "a parameter", "a billion laughs", "a long one", "a plain one"],
)
def test_nothing_that_a_doctype_declares_is_read(declared: str) -> None:
    found = read_opml(hostile_doctype(declared))

    assert found == (Outline(url=FEED, title="&a;"),)


def test_entities_between_outlines_are_no_outlines() -> None:
    found = read_opml(opml(f'&unheard;<outline text="Harbour" xmlUrl="{FEED}"/>'))

    assert found == (Outline(url=FEED, title="Harbour"),)


HOSTILE = {
    "nested": b'<opml version="2.0"><body>' + b'<outline text="a">' * 9_000,
    "nested with a feed": opml("<outline text='a'>" * 9_000 + f'<outline xmlUrl="{FEED}"/>'),
    "tags": b"<opml><body>" + b"<outline/>" * (MB // 10),
    "attributes": b"<opml><body><outline " + b" ".join(b'a%d="1"' % n for n in range(90_000)),
    "the same attribute": b"<opml><body><outline " + b'xmlUrl="a" ' * (MB // 11),
    "unclosed quotation": b'<opml><body><outline text="' + b"a" * MB,
    "ampersands": b"<opml><body>" + b"&" * MB,
    "less-than signs": b"<opml><body>" + b"<" * MB,
    "comments": b"<opml><body>" + b"<!--" * (MB // 4),
    "declarations": b"<!DOCTYPE opml [" + b'<!ENTITY a "b">' * (MB // 15),
    "spaces": b"<opml><body><outline xmlUrl=" + b" " * MB + b"'a'/>",
    "prefixes": b"<opml><body>" + b" ".join(b"<p%d:a/>" % n for n in range(19_000)),
    "a long address": opml(f'<outline xmlUrl="https://a.example/{"a" * MB}"/>'),
    "a long title": opml(f'<outline text="{"a " * (MB // 2)}" xmlUrl="{FEED}"/>'),
    "nothing but quotes": b"<opml " + b"\"'" * (MB // 2),
}


@pytest.mark.timeout(10)
@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_list_is_answered_soon_and_within_bounds(body: bytes) -> None:
    try:
        found = read_opml(body)
    except Refusal:
        return

    assert all(len(outline.url) <= 8_000 for outline in found)
    assert all(len(outline.title) <= LONGEST_TITLE for outline in found)


@given(st.binary(max_size=300))
def test_no_bytes_do_anything_but_name_feeds_or_be_refused(body: bytes) -> None:
    assert refused(body) in {"", "opml-empty", "opml-unreadable", "opml-is-a-feed"}
    assert refused(b"<opml>" + body) in {"", "opml-empty", "opml-unreadable"}


def as_read(text: str) -> str:
    """Text as `read_opml` gives it: on one line."""
    return " ".join(text.split())


NAMES = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20)
    .map(lambda text: as_read(re.sub("[\ufffe\uffff]", "", text)))
    .filter(lambda text: len(text) <= LONGEST_TITLE)
)
ADDRESSES = st.builds(
    "https://{}.example/{}".format, st.from_regex(r"[a-z]{1,9}", fullmatch=True), NAMES
).map(str.strip)
OUTLINES = st.builds(
    Outline,
    url=ADDRESSES,
    title=NAMES,
    site_url=st.none() | ADDRESSES,
    folder=st.lists(NAMES.filter(bool), max_size=DEEPEST).map(tuple),
).filter(lambda outline: outline.title != outline.url)


@given(st.lists(OUTLINES, min_size=1, max_size=6, unique_by=lambda outline: outline.url), NAMES)
def test_what_is_written_is_read_back_as_it_was(outlines: list[Outline], title: str) -> None:
    written = write_opml(outlines, title=title, now=NOW)

    assert read_opml(written) == tuple(outlines)


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_any_text_makes_a_list_that_strict_xml_reads(url: str, title: str, folder: str) -> None:
    outline = Outline(url=f"https://a.example/{url}", title=title, folder=(folder,))

    written = write_opml([outline], title=title, now=NOW)

    assert len(read_opml(written)) == 1
    assert etree.fromstring(written).get("version") == "2.0"


def test_a_list_that_is_written_is_valid_opml_2() -> None:
    outlines = [
        Outline(url=FEED, title="Harbour", site_url="https://harbour.example/", folder=("News",)),
        Outline(url=f"{FEED}?a=1&b=2"),
    ]

    root = etree.fromstring(write_opml(outlines, title="Feeds of Harbourtown", now=NOW))

    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert [child.tag for child in root] == ["head", "body"]
    assert root.findtext("head/title") == "Feeds of Harbourtown"
    assert root.findtext("head/dateCreated") == "Mon, 23 Nov 2026 12:00:00 +0000"
    named = list(root.iter("outline"))
    assert all(outline.get("text") for outline in named)
    assert [outline.get("type") for outline in named if outline.get("xmlUrl")] == ["rss", "rss"]


def test_a_list_of_nothing_is_written_too() -> None:
    written = write_opml([], title="Feeds", now=NOW)

    assert refused(written) == "opml-empty"
