"""The sample's feeds are well-formed, and our own reader finds in them what was put in."""

import json

import pytest
from lxml import etree

from bot.feeds.reading import read_feed
from bot.sample.edition import Edition
from bot.sample.feeds import write_feed
from bot.sample.outlets import FeedFormat
from tests.sample.editions import editions

EDITIONS = [pytest.param(edition, id=edition.outlet.key) for edition in editions()]


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_feed_is_strictly_well_formed(edition: Edition) -> None:
    feed = write_feed(edition)

    if edition.outlet.feed_format is FeedFormat.JSON:
        assert json.loads(feed)["version"] == "https://jsonfeed.org/version/1.1"
    else:
        etree.fromstring(feed, etree.XMLParser(recover=False, resolve_entities=False))


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_feed_reader_finds_every_piece(edition: Edition) -> None:
    document = read_feed(write_feed(edition), url=edition.feed_url)

    assert (document.title, document.language) == (edition.outlet.name, edition.outlet.language)
    assert document.repaired == ""
    assert [
        (entry.guid, entry.link, entry.title, entry.published_at) for entry in document.entries
    ] == [(piece.guid, piece.url, piece.title, piece.published_at) for piece in edition.pieces]


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_feed_carries_summaries_and_whole_texts_only_where_the_outlet_gives_them(
    edition: Edition,
) -> None:
    document = read_feed(write_feed(edition), url=edition.feed_url)

    for entry, piece in zip(document.entries, edition.pieces, strict=True):
        assert piece.summary in entry.summary
        if edition.outlet.full_feed:
            assert entry.content.count("<p>") == len(piece.paragraphs) + 1


def test_the_feeds_are_of_many_kinds() -> None:
    formats = {read_feed(write_feed(e), url=e.feed_url).format for e in editions()}

    assert formats == {"rss 2.0", "rss 1.0", "atom 1.0", "json feed 1.1"}
