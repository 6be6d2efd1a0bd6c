"""A channel is served oldest first, each card once, and one slow page holds nobody up for long."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.news import ArticleId, ChannelId, DeliveryId, DeliveryState, EntryId, OwedDelivery
from bot.newsroom.publishing import PATIENCE, UNDER_WAY, next_ready

NOW = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)


def owed(number: int, *, written: bool, waiting: timedelta = timedelta()) -> OwedDelivery:
    return OwedDelivery(
        id=DeliveryId(number),
        channel_id=ChannelId(5),
        entry_id=EntryId(number),
        state=DeliveryState.OWED,
        due_at=NOW,
        published_at=NOW,
        first_seen_at=NOW - waiting,
        article_id=ArticleId(number) if written else None,
        read=written,
        written=written,
    )


def test_the_oldest_goes_first() -> None:
    first, second = owed(1, written=True), owed(2, written=True)

    assert next_ready([first, second], now=NOW) == first


def test_a_newer_card_waits_for_an_older_one_that_is_being_read() -> None:
    assert next_ready([owed(1, written=False), owed(2, written=True)], now=NOW) is None


def test_patience_with_a_slow_page_ends() -> None:
    slow, ready = owed(1, written=False, waiting=PATIENCE), owed(2, written=True)

    assert next_ready([slow, ready], now=NOW) == ready


def test_a_call_that_is_under_way_is_left_to_whoever_made_it() -> None:
    sending = replace(owed(1, written=True), state=DeliveryState.SENDING)

    assert next_ready([sending, owed(2, written=True)], now=NOW) is None


def test_a_call_of_unknown_outcome_is_settled_before_anything_newer() -> None:
    sending = replace(owed(1, written=True), state=DeliveryState.SENDING, due_at=NOW - UNDER_WAY)

    assert next_ready([sending, owed(2, written=True)], now=NOW) == sending


def test_nothing_owed_is_nothing_ready() -> None:
    assert next_ready([], now=NOW) is None
