"""Two bodies that differ only in when they were built are one; any news makes them two."""

import pytest

from bot.feeds.sameness import body_hash

RSS = b"""<?xml version="1.0"?><!-- generated at %(build)s -->
<rss version="2.0"><channel><title>%(title)s</title>
<lastBuildDate>%(build)s</lastBuildDate><pubDate type="x">%(build)s</pubDate>
<atom:updated>%(build)s</atom:updated><dc:date>%(build)s</dc:date>
<item><title>Bridge shut</title><pubDate>%(item)s</pubDate></item>
</channel></rss><!-- cached by the harbour -- served in %(build)s seconds -->"""
ATOM = b"""<feed><updated>%(build)s</updated><title>%(title)s</title>
<entry><title>Bridge shut</title><updated>%(item)s</updated></entry></feed>"""


@pytest.mark.parametrize("feed", [RSS, ATOM])
def test_a_body_built_anew_is_the_same(feed: bytes) -> None:
    before = feed % {b"build": b"8:00", b"item": b"7:00", b"title": b"Harbour"}
    after = feed % {b"build": b"9:00", b"item": b"7:00", b"title": b"Harbour"}

    assert body_hash(before) == body_hash(after)


@pytest.mark.parametrize("feed", [RSS, ATOM])
@pytest.mark.parametrize(("item", "title"), [(b"7:30", b"Harbour"), (b"7:00", b"The Harbour")])
def test_a_body_with_another_entry_date_or_title_is_another(
    feed: bytes, item: bytes, title: bytes
) -> None:
    before = feed % {b"build": b"8:00", b"item": b"7:00", b"title": b"Harbour"}
    after = feed % {b"build": b"8:00", b"item": item, b"title": title}

    assert body_hash(before) != body_hash(after)


def test_the_list_of_items_in_an_rdf_feed_is_no_item() -> None:
    feed = b"<rdf:RDF><channel><items/><dc:date>%b</dc:date></channel><item/></rdf:RDF>"

    assert body_hash(feed % b"8:00") == body_hash(feed % b"9:00")


def test_a_feed_without_entries_is_compared_less_its_dates_too() -> None:
    feed = b"<rss><channel><lastBuildDate>%b</lastBuildDate></channel></rss>"

    assert body_hash(feed % b"8:00") == body_hash(feed % b"9:00")


def test_a_json_feed_is_compared_as_it_stands() -> None:
    assert body_hash(b'{"items": [1]}') != body_hash(b'{"items": [2]}')


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "noise",
    [b"<", b"<!--", b"-->", b"<updated", b"<updated>", b"<updated ", b"<item", b"<item ", b"\x00"],
)
def test_ten_megabytes_of_noise_are_hashed_in_one_go(noise: bytes) -> None:
    digest = body_hash(noise * (10_000_000 // len(noise)))

    assert len(digest) == 64
