"""Page and feed to an article: which text, which title, and why."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.articles.assembling import assemble
from bot.news import (
    Amendment,
    Basis,
    Dating,
    Entry,
    EntryId,
    Feed,
    FeedId,
    FiledEntry,
    Media,
    Reading,
)
from tests.articles import fiction

_NOW = datetime(2025, 3, 4, 12, tzinfo=UTC)
_FEED = Feed(
    id=FeedId(1), url="https://harbourpost.example/feed", title="Harbour Feed", next_poll_at=_NOW
)
_ENTRY = Entry(link=fiction.URL, title=fiction.TITLE, summary=f"<p>{fiction.DEK}</p>")
_READING = Reading(title=fiction.TITLE, site=fiction.SITE, paragraphs=fiction.BODY, language="en")


def _filed(entry: Entry = _ENTRY, dating: Dating = Dating.STATED) -> FiledEntry:
    return FiledEntry(
        id=EntryId(1), feed_id=FeedId(1), entry=entry, published_at=_NOW, dating=dating, shown=True
    )


def test_the_text_of_the_page_is_the_full_text() -> None:
    article = assemble(_filed(), _READING, feed=_FEED)

    assert article.basis is Basis.FULL_TEXT
    assert article.note == ""
    assert [article.text[p.start : p.end] for p in article.paragraphs] == list(fiction.BODY)


def test_sentences_lie_inside_their_paragraphs() -> None:
    article = assemble(_filed(), _READING, feed=_FEED)

    inside = [
        any(p.start <= s.start < s.end <= p.end for p in article.paragraphs)
        for s in article.sentences
    ]
    assert len(inside) > len(fiction.BODY)
    assert all(inside)
    assert article.text[article.sentences[0].start :].startswith("The harbour bridge was closed")


def test_the_feeds_text_is_used_where_the_page_gives_less() -> None:
    whole = "".join(f"<p>{line}</p>" for line in fiction.BODY)
    stub = replace(_READING, paragraphs=(fiction.BODY[0],))

    article = assemble(_filed(replace(_ENTRY, content=whole)), stub, feed=_FEED)

    assert article.basis is Basis.FEED_TEXT
    assert article.note == "the page gives less than the feed"
    assert article.text.split("\n\n") == list(fiction.BODY)


def test_a_wall_never_becomes_the_article() -> None:
    wall = replace(_READING, title="We value your privacy", wall="consent wall")

    article = assemble(_filed(), wall, feed=_FEED)

    assert (article.basis, article.note) == (Basis.FEED_TEXT, "consent wall")
    assert article.title == fiction.TITLE
    assert article.text == fiction.DEK


def test_an_entry_with_nothing_but_a_title_says_why() -> None:
    bare = replace(_ENTRY, summary="")

    article = assemble(_filed(bare), None, feed=_FEED, problem="timed out after 20 s")

    assert (article.basis, article.text) == (Basis.HEADLINE_ONLY, "")
    assert article.note == "page could not be read: timed out after 20 s"
    assert article.paragraphs == article.sentences == ()


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("", fiction.TITLE),
        ("Harbour Bridge Closed After…", fiction.TITLE),
        ("Bridge shut", "Bridge shut"),
        (f"{fiction.TITLE} - {fiction.SITE}", fiction.TITLE),
        ("Bridges &amp; tunnels", "Bridges & tunnels"),
    ],
)
def test_the_feeds_title_counts_unless_it_is_missing_or_cut_short(given: str, shown: str) -> None:
    article = assemble(_filed(replace(_ENTRY, title=given)), _READING, feed=_FEED)

    assert article.title == shown


def test_the_pages_date_replaces_only_an_assumed_one() -> None:
    earlier = datetime(2025, 3, 3, 18, tzinfo=UTC)
    dated = replace(_READING, published_at=earlier)

    stated = assemble(_filed(), dated, feed=_FEED)
    assumed = assemble(_filed(dating=Dating.ASSUMED), dated, feed=_FEED)
    future = replace(dated, published_at=datetime(2031, 1, 1, tzinfo=UTC))

    assert stated.published_at == _NOW
    assert (assumed.published_at, assumed.dating) == (earlier, Dating.STATED)
    assert assemble(_filed(dating=Dating.ASSUMED), future, feed=_FEED).published_at == _NOW


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        ("https://harbourpost.example/b", "https://harbourpost.example/b"),
        ("https://elsewhere.example.net/b", fiction.URL),
        (None, fiction.URL),
    ],
)
def test_a_canonical_address_must_be_on_the_same_site(canonical: str | None, expected: str) -> None:
    article = assemble(_filed(), replace(_READING, canonical_url=canonical), feed=_FEED)

    assert article.canonical_url == expected


def test_what_the_page_lacks_comes_from_entry_and_feed() -> None:
    picture = Media(url="/bridge.jpg", type="image/jpeg")
    entry = replace(
        _ENTRY, author="desk@post.example (Ida Lindqvist)", language="en-GB", enclosures=(picture,)
    )

    article = assemble(_filed(entry), None, feed=_FEED)

    assert article.source == "Harbour Feed"
    assert article.language == "en"
    assert article.byline == "Ida Lindqvist"
    assert article.image == "https://www.harbourpost.example/bridge.jpg"


def test_an_article_carries_what_its_outlet_says_of_its_own_mistake() -> None:
    words = "Correction: The bridge has nine piers, not eight."
    corrected = replace(_READING, paragraphs=(*fiction.BODY, words))

    article = assemble(_filed(), corrected, feed=_FEED)

    assert article.notice is not None
    assert (article.notice.amendment, article.notice.words) == (Amendment.CORRECTED, words)
    assert assemble(_filed(), _READING, feed=_FEED).notice is None
