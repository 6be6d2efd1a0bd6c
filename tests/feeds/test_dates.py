"""Dates are read as outlets write them, and never invented."""

from datetime import UTC, datetime

import pytest

from bot.feeds.dates import parse_date

EVENING = datetime(2026, 3, 5, 19, 48, 21, tzinfo=UTC)
TO_THE_MINUTE = datetime(2026, 3, 5, 19, 48, tzinfo=UTC)
THE_DAY = datetime(2026, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Thu, 05 Mar 2026 19:48:21 GMT",
        "Thu, 5 Mar 2026 19:48:21 +0000",
        "Thu,05 Mar 2026 19:48:21 Z",
        "Thursday, 05-Mar-26 19:48:21 GMT",
        "05 March 2026 14:48:21 EST",
        "Thu, 05 Mar 2026 21:48:21 GMT+2",
        "Thu, 05 Mar 2026 20:48:21 (CET)",
        "Fri, 06 Mar 2026 01:18:21 +0530",
        "2026-03-05T19:48:21Z",
        "2026-03-05 19:48:21",
        "2026-03-05T20:48:21+01:00",
        "2026-03-05T20:48:21 +0100",
        "20260305T194821Z",
        "2026/03/05 19:48:21",
        "Thu Mar  5 19:48:21 2026",
        "Thu Mar 5 11:48:21 PST 2026",
        "March 5th, 2026 7:48:21 p.m.",
        "Do, 05 Mär 2026 19:48:21 GMT",
        "jeu., 05 mars 2026 20:48:21 +0100",
        "5 de marzo de 2026 19:48:21",
        "Чт, 05 мар 2026 22:48:21 +0300",
        "Πεμ, 05 Μαρ 2026 21:48:21 EET",
        "2026. március 5. 19:48:21",
        "2026년 3월 5일 19:48:21",
        "2026年3月5日 19:48:21",
        "1772740101",
        "1772740101000",
    ],
)
def test_a_moment_is_read_in_any_usual_form(text: str) -> None:
    assert parse_date(text) == EVENING


@pytest.mark.parametrize(
    "text",
    ["05.03.2026 19:48", "Mar 5, 2026 7:48 PM", "5. März 2026, 19:48 Uhr", "5 mars 2026 19h48"],
)
def test_a_clock_may_lack_its_seconds(text: str) -> None:
    assert parse_date(text) == TO_THE_MINUTE


@pytest.mark.parametrize(
    "text", ["2026-03-05", "05/03/2026", "5 Mar 2026", "2026-W10-4", "20260305"]
)
def test_a_date_may_lack_its_clock(text: str) -> None:
    assert parse_date(text) == THE_DAY


def test_a_month_above_twelve_is_an_american_day() -> None:
    assert parse_date("03/25/2026") == datetime(2026, 3, 25, tzinfo=UTC)


def test_midnight_may_be_called_twenty_four() -> None:
    assert parse_date("Wed, 04 Mar 2026 24:00:00 GMT") == THE_DAY


def test_a_leap_second_is_the_next_second() -> None:
    moment = parse_date("Sat, 31 Dec 2016 23:59:60 GMT")

    assert moment == datetime(2017, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "Thu, 32 Mar 2026 00:00:00 GMT",
        "2026-13-45",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "99999999999999999999",
        "5 Mar 2026 " * 20,
    ],
)
def test_what_is_no_believable_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "text", ["9" * 80, "Mon, " * 16, "1 " * 40, "a" * 80, "5 Mar 2026 " + "1:" * 34]
)
def test_what_only_looks_like_a_date_harms_nobody(text: str) -> None:
    moment = parse_date(text)

    assert moment is None or moment.tzinfo is UTC
