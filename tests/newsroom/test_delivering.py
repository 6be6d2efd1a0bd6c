"""A channel is served oldest first, each card once, and one slow page holds nobody up for long."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from bot.news import ChannelId, DeliveryId, DeliveryState, EntryId, OwedDelivery, StoryId
from bot.newsroom.delivering import PATIENCE, STALE, is_stale, next_ready
from bot.newsroom.jitter import JITTER
from bot.newsroom.retrying import retry_at

NOW = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
DICE = Random(3)  # noqa: S311 - jitter, not secrets


def owed(number: int, *, written: bool, waiting: timedelta = timedelta()) -> OwedDelivery:
    return OwedDelivery(
        id=DeliveryId(number),
        channel_id=ChannelId(5),
        entry_id=EntryId(number),
        state=DeliveryState.OWED,
        due_at=NOW,
        published_at=NOW,
        first_seen_at=NOW - waiting,
        story_id=StoryId(number) if written else None,
        read=written,
        written=written,
    )


def test_the_oldest_goes_first() -> None:
    first, second = owed(1, written=True), owed(2, written=True)

    assert next_ready([first, second], PATIENCE, now=NOW) == first


def test_a_newer_card_waits_for_an_older_one_that_is_being_read() -> None:
    assert next_ready([owed(1, written=False), owed(2, written=True)], PATIENCE, now=NOW) is None


def test_patience_with_a_slow_page_ends() -> None:
    slow, ready = owed(1, written=False, waiting=PATIENCE), owed(2, written=True)

    assert next_ready([slow, ready], PATIENCE, now=NOW) == ready


def test_what_was_put_off_holds_up_what_comes_after_it() -> None:
    put_off = replace(owed(1, written=True), due_at=NOW + timedelta(seconds=4))

    assert next_ready([put_off, owed(2, written=True)], PATIENCE, now=NOW) is None


def test_a_call_of_unknown_outcome_is_settled_before_anything_newer() -> None:
    sending = replace(owed(2, written=True), state=DeliveryState.SENDING)

    assert next_ready([sending, owed(1, written=True)], PATIENCE, now=NOW) == sending


def test_what_waited_for_days_is_no_news() -> None:
    late, later = owed(1, written=True, waiting=STALE), owed(1, written=True, waiting=STALE * 1.1)

    assert [is_stale(each, now=NOW) for each in (late, later)] == [False, True]


def test_what_may_be_there_already_is_never_given_up() -> None:
    sending = replace(owed(1, written=True, waiting=STALE * 2), state=DeliveryState.SENDING)

    assert not is_stale(sending, now=NOW)


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 2), (2, 4), (5, 32), (30, 600), (10**6, 600)]
)
def test_each_further_try_comes_later(attempts: int, seconds: float) -> None:
    wait = (retry_at(attempts, None, now=NOW, random=DICE) - NOW).total_seconds()

    assert seconds * (1 - JITTER) <= wait <= seconds * (1 + JITTER)


def test_no_try_comes_sooner_than_asked() -> None:
    assert retry_at(1, 90.5, now=NOW, random=DICE) == NOW + timedelta(seconds=90.5)


def test_nothing_owed_is_nothing_ready() -> None:
    assert next_ready([], PATIENCE, now=NOW) is None
