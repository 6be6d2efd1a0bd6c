"""When a feed is looked at again: after an answer, after a failure, and after a move."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.polling import (
    Bounds,
    after_document,
    after_failure,
    after_unchanged,
    conditional_headers,
    is_due,
    is_unchanged,
)
from bot.news import Entry, Feed, FeedDocument, FeedId, FeedState, Page

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
URL = "https://harbour.example/feed"
FEED = Feed(id=FeedId(1), url=URL, next_poll_at=NOW, etag='W/"one"', last_modified="yesterday")


def dice(seed: int = 7) -> Random:
    return Random(seed)  # noqa: S311 - jitter is no secret


def page(
    headers: Mapping[str, str] | None = None,
    *,
    status: int = 200,
    final_url: str = URL,
    permanent_url: str | None = None,
) -> Page:
    return Page(
        url=URL,
        final_url=final_url,
        status=status,
        headers=headers or {},
        body=b"<rss><item>Bridge shut</item></rss>",
        permanent_url=permanent_url,
    )


def document(*ages: timedelta, ttl: timedelta | None = None) -> FeedDocument:
    """A feed whose entries are so old."""
    entries = tuple(Entry(guid=str(age), published_at=NOW - age) for age in ages)
    return FeedDocument(format="rss 2.0", title="Harbour", entries=entries, ttl=ttl)


def read(answer: Page, found: FeedDocument, *, feed: Feed = FEED, new: int = 1) -> Feed:
    return after_document(
        feed, answer, found, found_new=new, bounds=Bounds(), now=NOW, random=dice()
    )


def unchanged(answer: Page, *, feed: Feed = FEED) -> Feed:
    return after_unchanged(feed, answer, bounds=Bounds(), now=NOW, random=dice())


def failed(feed: Feed = FEED, status: int | None = None, retry_after: str | None = None) -> Feed:
    return after_failure(
        feed,
        "timed out after 20 s",
        status=status,
        retry_after=retry_after,
        bounds=Bounds(),
        now=NOW,
        random=dice(),
    )


# What a poll asks


def test_validators_are_echoed_verbatim() -> None:
    headers = conditional_headers(FEED)

    assert headers == {"If-None-Match": 'W/"one"', "If-Modified-Since": "yesterday"}


def test_a_feed_without_validators_asks_plainly() -> None:
    headers = conditional_headers(replace(FEED, etag=None, last_modified=None))

    assert headers == {}


@pytest.mark.parametrize(
    ("state", "wait", "due"),
    [
        (FeedState.ACTIVE, timedelta(0), True),
        (FeedState.ACTIVE, MINUTE, False),
        (FeedState.PAUSED, -MINUTE, False),
        (FeedState.ENDED, -MINUTE, False),
    ],
)
def test_only_an_active_feed_falls_due(state: FeedState, wait: timedelta, due: bool) -> None:  # noqa: FBT001 - a table's column
    feed = replace(FEED, state=state, next_poll_at=NOW + wait)

    assert is_due(feed, NOW) is due


# What an answer leaves


def test_a_read_document_leaves_its_validators_its_hash_and_a_healthy_feed() -> None:
    ailing = replace(FEED, failures=3, reason="timed out", state=FeedState.PAUSED)

    feed = read(page({"etag": '"two"'}), document(HOUR), feed=ailing)

    assert (feed.etag, feed.last_modified) == ('"two"', None)
    assert (feed.failures, feed.reason, feed.state) == (0, "", FeedState.ACTIVE)
    assert (feed.title, feed.last_polled_at) == ("Harbour", NOW)
    assert is_unchanged(feed, page())


def test_a_304_keeps_the_validators_that_it_does_not_name() -> None:
    feed = unchanged(page({"etag": 'W/"two"'}, status=304))

    assert (feed.etag, feed.last_modified) == ('W/"two"', "yesterday")


@pytest.mark.parametrize("etag", ["", "\ud800", "a\r\nX: y", "\x00"])
def test_a_validator_that_cannot_be_sent_is_not_kept(etag: str) -> None:
    feed = read(page({"etag": etag}), document(HOUR))

    assert feed.etag is None


def test_a_304_is_unchanged_whatever_its_body() -> None:
    assert is_unchanged(FEED, page(status=304))


def test_a_first_body_is_not_unchanged() -> None:
    assert not is_unchanged(FEED, page())


# How often


@pytest.mark.parametrize(
    ("gap", "interval"),
    [
        (MINUTE, 5 * MINUTE),
        (HOUR, 15 * MINUTE),
        (DAY, 6 * HOUR),
        (30 * DAY, DAY),
    ],
)
def test_a_feed_is_looked_at_four_times_between_two_entries(
    gap: timedelta, interval: timedelta
) -> None:
    feed = read(page(), document(*(gap * n for n in range(10))))

    assert feed.interval == interval


def test_one_very_old_entry_does_not_slow_a_busy_feed() -> None:
    feed = read(page(), document(*(HOUR * n for n in range(5)), 5000 * DAY))

    assert feed.interval == 15 * MINUTE


def test_a_feed_that_fell_silent_is_looked_at_after_a_tenth_of_its_silence() -> None:
    feed = read(page(), document(*(10 * DAY / 24 + MINUTE * n for n in range(5))))

    assert feed.interval == HOUR


def test_dates_ahead_of_us_say_nothing_about_the_pace() -> None:
    feed = read(page(), document(HOUR, 2 * HOUR, -400 * DAY))

    assert feed.interval == 15 * MINUTE


def test_a_feed_without_dates_quickens_with_news_and_slows_without() -> None:
    busy = read(page(), document(), new=3)
    idle = read(page(), document(), new=0)

    assert (busy.interval, idle.interval) == (15 * MINUTE, 33 * MINUTE)


def test_an_unchanged_feed_slows_down_by_a_tenth_and_never_beyond_a_day() -> None:
    once = unchanged(page(status=304))
    asleep = unchanged(page(status=304), feed=replace(FEED, interval=DAY))

    assert (once.interval, asleep.interval) == (33 * MINUTE, DAY)


def test_feeds_of_one_interval_drift_apart() -> None:
    times = {
        after_unchanged(
            FEED, page(status=304), bounds=Bounds(), now=NOW, random=dice(seed)
        ).next_poll_at
        for seed in range(20)
    }

    assert len(times) == 20


# What publishers wish

BUSY = document(*(MINUTE * n for n in range(10)))


@pytest.mark.parametrize(
    ("headers", "ttl", "wait"),
    [
        ({"cache-control": "public, max-age=1200"}, None, 20 * MINUTE),
        ({"cache-control": "max-age=1200", "age": "600"}, None, 10 * MINUTE),
        ({"cache-control": 'Max-Age="1200"'}, None, 20 * MINUTE),
        ({"expires": "Sun, 22 Nov 2026 12:30:00 GMT"}, None, 30 * MINUTE),
        ({"retry-after": "1800"}, None, 30 * MINUTE),
        ({}, 40 * MINUTE, 40 * MINUTE),
    ],
)
def test_a_publishers_wish_delays_a_poll(
    headers: dict[str, str], ttl: timedelta | None, wait: timedelta
) -> None:
    feed = read(page(headers), replace(BUSY, ttl=ttl))

    assert wait <= feed.next_poll_at - NOW <= wait * 1.1


@pytest.mark.parametrize(
    ("headers", "ttl"),
    [
        ({"cache-control": "max-age=31536000"}, None),
        ({"cache-control": "max-age=" + "9" * 99}, DAY),
    ],
)
def test_no_wish_delays_news_beyond_an_hour(headers: dict[str, str], ttl: timedelta) -> None:
    feed = read(page(headers), replace(BUSY, ttl=ttl))

    assert feed.next_poll_at - NOW == HOUR


def test_a_wish_for_freshness_does_not_hurry_a_slow_feed() -> None:
    feed = read(page({"cache-control": "max-age=60"}), document(*(DAY * n for n in range(9))))

    assert feed.interval == 6 * HOUR


@pytest.mark.parametrize(
    "headers",
    [
        {"cache-control": "no-cache, max-age=3600"},
        {"cache-control": "no-store", "expires": "Sun, 22 Nov 2026 12:30:00 GMT"},
        {"cache-control": "max-age=0", "expires": "Sun, 22 Nov 2026 12:30:00 GMT"},
        {"cache-control": "max-age=-5"},
        {"cache-control": "max-age=;;=,,"},
        {"cache-control": "max-age=600", "age": "9" * 99},
        {"expires": "0"},
        {"expires": "9" * 99},
        {"expires": "Mon, 99 Foo 99999999999999999999 99:99:99 GMT"},
        {"expires": "Fri, 21 Nov 2025 12:00:00 -0000"},
        {"retry-after": "soon"},
        {"retry-after": "-7"},
        {"retry-after": "²"},
    ],
)
def test_a_header_that_wishes_for_nothing_or_makes_no_sense_delays_nothing(
    headers: dict[str, str],
) -> None:
    feed = read(page(headers), BUSY)

    assert 5 * MINUTE <= feed.next_poll_at - NOW <= 5.5 * MINUTE


# Moves


def test_a_permanent_move_is_adopted_when_it_repeats() -> None:
    moved = page(final_url="https://new.example/feed", permanent_url="https://new.example/feed")

    once = unchanged(moved)
    twice = unchanged(moved, feed=once)

    assert [(feed.url, feed.moved_seen) for feed in (once, twice)] == [
        (URL, 1),
        ("https://new.example/feed", 0),
    ]


def test_a_move_that_does_not_repeat_is_forgotten() -> None:
    moved = page(final_url="https://new.example/feed", permanent_url="https://new.example/feed")

    feed = unchanged(page(), feed=unchanged(moved))

    assert (feed.url, feed.moved_to, feed.moved_seen) == (URL, None, 0)


def test_a_move_to_another_place_each_time_is_never_adopted() -> None:
    feed = FEED
    for number in range(5):
        target = f"https://new.example/{number}"
        feed = unchanged(page(final_url=target, permanent_url=target), feed=feed)

    assert feed.url == URL


@pytest.mark.parametrize("permanent", [None, "https://new.example/halfway"])
def test_a_chain_with_a_temporary_hop_is_never_adopted(permanent: str | None) -> None:
    chain = page(final_url="https://new.example/feed", permanent_url=permanent)

    feed = unchanged(chain, feed=unchanged(chain, feed=unchanged(chain)))

    assert feed.url == URL


# Failures


def test_failures_back_off_from_five_minutes_by_doubling_up_to_a_day() -> None:
    waits = [failed(replace(FEED, failures=n)).next_poll_at - NOW for n in range(10)]

    ideal = [min(5 * MINUTE * 2**n, DAY) for n in range(10)]
    assert all(0.9 * i <= wait <= 1.1 * i for wait, i in zip(waits, ideal, strict=True))
    assert max(waits) <= DAY


def test_a_failure_keeps_validators_body_and_interval() -> None:
    feed = failed(status=500)

    assert replace(feed, reason="", failures=0, next_poll_at=NOW) == FEED


def test_eleven_failures_in_a_row_pause_a_feed_and_say_why() -> None:
    tenth = failed(replace(FEED, failures=9))
    eleventh = failed(tenth)

    assert (tenth.state, tenth.reason) == (FeedState.ACTIVE, "timed out after 20 s")
    assert (eleventh.state, eleventh.reason) == (
        FeedState.PAUSED,
        "paused after 11 failures in a row; the last: timed out after 20 s",
    )


def test_a_feed_that_is_gone_ends_at_once() -> None:
    feed = failed(status=410)

    assert (feed.state, feed.reason) == (
        FeedState.ENDED,
        "the publisher says that this feed is gone for good (410)",
    )


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (401, "the site asks for a log-in (401)"),
        (403, "the site refuses to show it to us (403)"),
        (404, "there is no feed at this address; it may have moved (404)"),
        (418, "the site did not accept the request (418)"),
        (429, "the site asks us to come less often (429)"),
        (502, "the site has trouble of its own (502)"),
        (200, "timed out after 20 s"),
        (None, "timed out after 20 s"),
    ],
)
def test_a_moderator_reads_what_a_status_means(status: int | None, reason: str) -> None:
    feed = failed(status=status)

    assert feed.reason == reason


@pytest.mark.parametrize(
    ("retry_after", "wait"),
    [
        ("7200", 2 * HOUR),
        ("Sun, 22 Nov 2026 15:00:00 GMT", 3 * HOUR),
        ("Sunday, 22-Nov-26 15:00:00 GMT", 3 * HOUR),
        ("Sun Nov 22 15:00:00 2026", 3 * HOUR),
        ("9" * 5000, DAY),
        ("Sun, 22 Nov 2099 15:00:00 GMT", DAY),
    ],
)
def test_retry_after_is_obeyed_up_to_a_day(retry_after: str, wait: timedelta) -> None:
    feed = failed(status=429, retry_after=retry_after)

    assert feed.next_poll_at - NOW == wait


def test_retry_after_never_brings_us_back_sooner_than_the_back_off() -> None:
    feed = failed(replace(FEED, failures=5), status=503, retry_after="1")

    assert feed.next_poll_at - NOW >= 0.9 * 160 * MINUTE


# Whatever the answer

BOUNDS = st.builds(
    lambda shortest, more: Bounds(shortest=shortest, longest=shortest + more),
    st.timedeltas(MINUTE / 60, DAY),
    st.timedeltas(timedelta(0), DAY),
)
HEADERS = st.dictionaries(
    st.sampled_from(["cache-control", "expires", "age", "date", "retry-after", "etag"]),
    st.text()
    | st.from_regex(r"max-age=-?[0-9]{1,40}", fullmatch=True)
    | st.from_regex(r"[A-Z][a-z]{2}, [0-9]{1,3} Nov [0-9]{1,9} [0-9:]{8} [+-]?[0-9]{4}"),
)
AGES = st.lists(st.timedeltas(-DAY * 9999, DAY * 9999), max_size=30)


@given(HEADERS, AGES, BOUNDS, st.timedeltas(), st.randoms())
def test_the_next_poll_lies_within_the_bounds(
    headers: dict[str, str], ages: list[timedelta], bounds: Bounds, ttl: timedelta, random: Random
) -> None:
    feed = after_document(
        FEED,
        page(headers),
        document(*ages, ttl=ttl),
        found_new=1,
        bounds=bounds,
        now=NOW,
        random=random,
    )
    later = after_unchanged(feed, page(headers), bounds=bounds, now=NOW, random=random)

    for each in (feed, later):
        assert bounds.shortest <= each.next_poll_at - NOW <= bounds.longest
        assert bounds.shortest <= each.interval <= bounds.longest


@given(st.text(), st.integers(0, 10**6), BOUNDS, st.randoms())
def test_a_failing_feed_is_tried_again_between_the_shortest_bound_and_a_day(
    retry_after: str, failures: int, bounds: Bounds, random: Random
) -> None:
    feed = after_failure(
        replace(FEED, failures=failures),
        "no answer",
        retry_after=retry_after,
        bounds=bounds,
        now=NOW,
        random=random,
    )

    assert bounds.shortest <= feed.next_poll_at - NOW <= max(bounds.longest, DAY)
