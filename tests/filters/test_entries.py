"""What filters see of an entry and its article."""

from datetime import UTC, datetime

from bot.filters.entries import filterable_of
from bot.news import Article, Entry


def test_an_entry_and_its_article_are_seen_together() -> None:
    entry = Entry(
        link="https://feeds.outlet.example/1",
        title="Storm",
        author="desk",
        categories=("Weather",),
        language="en",
    )
    article = Article(
        url="https://outlet.example/storm",
        canonical_url="https://www.outlet.example/storm",
        title="Storm closes the harbour",
        byline="Ida Brandt",
        published_at=datetime(2026, 3, 1, tzinfo=UTC),
        source="Outlet",
        text="The harbour is closed.",
    )

    seen = filterable_of(entry, article)

    assert seen.title == "Storm\nStorm closes the harbour"
    assert seen.body == "The harbour is closed."
    assert seen.authors == ("Ida Brandt", "desk")
    assert seen.domains == ("www.outlet.example", "outlet.example", "feeds.outlet.example")
    assert (seen.language, seen.topics) == ("en", None)


def test_an_address_that_is_none_has_no_domain() -> None:
    article = Article(
        url="https://[broken", canonical_url="", title="", published_at=datetime.now(UTC), source=""
    )

    assert filterable_of(Entry(), article).domains == ()
