"""Broken feeds are mended, recovered or handed on, and the document says so."""

import pytest

from bot.errors import HostileError, SourceError
from bot.feeds.reading import MENDED, RECOVERED, NeedsRecovery, read_feed, read_recovering

URL = "https://harbour.example/feed.xml"
RSS = "<rss version='2.0'><channel><item><title>{}</title></item></channel></rss>"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Tide & time", "Tide & time"),
        ("Ropes&nbsp;&eacute; &hellip;", "Ropes é …"),
        ("Fish &unknown; chips", "Fish &unknown; chips"),
        ("Bell\x07 and\x00 buoy", "Bell and buoy"),
        ("A null&#0; reference", "A null reference"),
        ("A pair &#xD83D;&#xDEA2; of halves", "A pair 🚢 of halves"),
        ("1 < 2 & 3", "1 < 2 & 3"),
    ],
)
def test_small_damage_is_mended(written: str, read_as: str) -> None:
    feed = read_feed(RSS.format(written).encode(), url=URL)

    assert (feed.entries[0].title, feed.repaired) == (read_as, MENDED)


def test_mending_leaves_cdata_alone() -> None:
    body = RSS.format("<![CDATA[https://a.example/?a=1&b=2]]></title><link>/?a=1&b=2</link><title>")

    feed = read_feed(body.encode(), url=URL)

    assert feed.entries[0].title == "https://a.example/?a=1&b=2"
    assert feed.entries[0].link == "https://harbour.example/?a=1&b=2"


def test_prefixes_that_nobody_declared_are_declared() -> None:
    body = RSS.format("Ropes</title><dc:creator>Ada</dc:creator><odd:x odd:y='1'/><title>")

    feed = read_feed(body.encode(), url=URL)

    assert (feed.entries[0].title, feed.entries[0].author) == ("Ropes", "Ada")


def test_prefixes_are_declared_behind_a_doctype_too() -> None:
    doctype = '<!DOCTYPE rss [<!ENTITY who "Ada">]>'
    body = doctype + RSS.format("Ropes</title><dc:creator>&who;</dc:creator><title>")

    assert read_feed(body.encode(), url=URL).entries[0].author == "Ada"


@pytest.mark.parametrize(
    "around",
    [
        "\n\n  {}",
        "Warning: mysqli_connect() failed<br />\n{}",
        "<br /><b>Notice</b>: undefined index\n{}",
        "{}<script>count()</script>",
        "{}\nServed in 0.3 s",
        "<?xml version='1.0' encoding='utf-8' standalone='maybe'?>{}",
        "<!-- cached --><?xml version='1.0'?>{}",
    ],
)
def test_what_stands_around_a_feed_is_ignored(around: str) -> None:
    body = around.format(RSS.format("Ropes"))

    assert read_feed(body.encode(), url=URL).entries[0].title == "Ropes"


def test_plain_entities_of_the_doctype_are_kept() -> None:
    doctype = '<!DOCTYPE rss [<!ENTITY paper "The Harbour Post"><!ENTITY nested "&paper;!">]>'
    body = doctype + RSS.format("&paper; and &nested;")

    feed = read_feed(body.encode(), url=URL)

    assert feed.entries[0].title == "The Harbour Post and &nested;"


def test_external_entities_are_never_fetched() -> None:
    doctype = '<!DOCTYPE rss [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
    body = doctype + RSS.format("Secret: &secret;")

    assert read_feed(body.encode(), url=URL).entries[0].title == "Secret: &secret;"


def test_entities_that_multiply_the_document_are_hostile() -> None:
    doctype = f'<!DOCTYPE rss [<!ENTITY a "{"x" * 900}">]>'

    with pytest.raises(HostileError, match="many times larger"):
        read_feed((doctype + RSS.format("&a;" * 20_000)).encode(), url=URL)


@pytest.mark.parametrize(
    "body",
    [
        RSS.format("Ropes").removesuffix("</channel></rss>"),
        RSS.format("Ropes</title><description><b>open<i></b></i></description><title>"),
        "<rss><channel>" + "<item/>" * 250_000 + "</channel></rss>",
        '{"version": "https://jsonfeed.org/version/1", "title": "' + "x" * 3_000_000 + '"}',
    ],
)
def test_the_very_broken_and_the_very_big_are_handed_on(body: str) -> None:
    with pytest.raises(NeedsRecovery):
        read_feed(body.encode(), url=URL)


def test_a_feed_cut_off_keeps_what_came() -> None:
    body = RSS.format("Ropes").replace("</channel></rss>", "<item><title>Knots and bo")

    feed = read_recovering(body.encode(), url=URL)

    assert [entry.title for entry in feed.entries] == ["Ropes", "Knots and bo"]
    assert feed.repaired == RECOVERED


def test_attributes_without_quotes_are_mended() -> None:
    body = "<rss version=2.0><channel><item><guid isPermaLink=false>7</guid></item></channel></rss>"

    feed = read_recovering(body.encode(), url=URL)

    assert (feed.entries[0].guid, feed.repaired) == ("7", MENDED)


def test_what_is_big_but_sound_is_read_without_repair() -> None:
    body = "<rss><channel>" + "<item><guid>7</guid></item>" * 60_000 + "</channel></rss>"

    feed = read_recovering(body.encode(), url=URL)

    assert (len(feed.entries), feed.repaired) == (1_000, "")


def test_a_feed_of_which_nothing_is_left_is_a_source_error() -> None:
    with pytest.raises(SourceError, match="too broken to read"):
        read_recovering(b"<rss <<<< >>>>", url=URL)


def test_recovered_markup_may_have_names_that_are_none() -> None:
    body = RSS.format("Ropes</title><description><p>a <:b/> <x:></p></description><title>")

    feed = read_recovering(body.encode(), url=URL)

    assert (feed.entries[0].title, feed.repaired) == ("Ropes", RECOVERED)
    assert "<p>" in feed.entries[0].summary
