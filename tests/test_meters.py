"""Meters count in the field's words, and nothing from outside can make a new series."""

from collections.abc import Iterator, Mapping
from typing import cast

import pytest
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families

from bot.meters import Meters, PollOutcome
from bot.news import Basis, Counts, Purpose, Tokens


def figures(meters: Meters) -> Mapping[str, float]:
    """Every sample by its name and labels, as Prometheus reads them."""
    return {
        sample.name + "".join(f"[{value}]" for value in sample.labels.values()): sample.value
        for family in text_string_to_metric_families(meters.text().decode())
        for sample in family.samples
    }


def a_clock(*moments: float) -> Iterator[float]:
    yield from moments


def test_every_series_is_there_from_the_start_and_stands_at_zero() -> None:
    meters = Meters()

    shown = figures(meters)

    assert shown["newsdesk_polls_total[failed]"] == 0
    assert shown["newsdesk_deliveries_total[put_off]"] == 0
    assert shown["newsdesk_discord_rate_limited_total[global]"] == 0
    assert shown["newsdesk_step_seconds_count[write]"] == 0


def test_work_is_counted_by_its_outcome() -> None:
    meters = Meters()

    meters.polled("new")
    meters.polled("unchanged")
    meters.polled("unchanged")
    meters.read(Basis.FEED_TEXT)
    meters.written("article")
    meters.edited(failed=False)
    meters.delivered("sent")
    shown = figures(meters)

    assert shown["newsdesk_polls_total[new]"] == 1
    assert shown["newsdesk_polls_total[unchanged]"] == 2
    assert shown["newsdesk_articles_total[feed text]"] == 1
    assert shown["newsdesk_summaries_total[article]"] == 1
    assert shown["newsdesk_edits_total[edited]"] == 1
    assert shown["newsdesk_deliveries_total[sent]"] == 1


def test_what_a_model_does_is_counted_with_its_price() -> None:
    meters = Meters()

    meters.asked(Purpose.SUMMARY, Tokens(input=1_000, output=90, cached=800), failed=False)
    meters.asked(Purpose.RETRY, Tokens(), failed=True)
    meters.spent(0.25)
    meters.drafted(shown=3, dropped=2, refused=1)
    shown = figures(meters)

    assert shown["newsdesk_model_calls_total[answered][summary]"] == 1
    assert shown["newsdesk_model_calls_total[failed][retry]"] == 1
    assert shown["newsdesk_model_tokens_total[input]"] == 1_000
    assert shown["newsdesk_model_tokens_total[cached]"] == 800
    assert shown["newsdesk_model_cost_total"] == 0.25
    assert shown["newsdesk_model_points_total[dropped]"] == 2
    assert shown["newsdesk_model_points_total[refused]"] == 1


def test_a_step_is_timed_also_when_it_fails() -> None:
    clock = a_clock(10.0, 10.2, 20.0, 23.0)
    meters = Meters(monotonic=lambda: next(clock))

    with meters.step("read"):
        pass
    with pytest.raises(OSError, match="broken"), meters.step("read"):
        raise OSError("broken")
    shown = figures(meters)

    assert shown["newsdesk_step_seconds_count[read]"] == 2
    assert shown["newsdesk_step_seconds_sum[read]"] == pytest.approx(3.2)
    assert shown["newsdesk_step_seconds_bucket[0.25][read]"] == 1


def test_a_card_that_seems_older_than_its_entry_took_no_time() -> None:
    meters = Meters()

    meters.carded(2.5)
    meters.carded(-0.5)
    shown = figures(meters)

    assert shown["newsdesk_entry_to_card_seconds_count"] == 2
    assert shown["newsdesk_entry_to_card_seconds_sum"] == 2.5


@pytest.mark.parametrize(
    ("status", "label"),
    [
        (204, "204"),
        (429, "429"),
        (418, "4xx"),
        (503, "5xx"),
        (999, "5xx"),
        (-1, "1xx"),
        (None, "none"),
    ],
)
def test_an_odd_status_is_counted_with_its_class(status: int | None, label: str) -> None:
    meters = Meters()

    meters.answered(status)

    assert figures(meters)[f"newsdesk_discord_requests_total[{label}]"] == 1


@pytest.mark.parametrize(
    ("scope", "label"),
    [("user", "user"), ("wall", "wall"), ('x"\nevil', "other"), (None, "other")],
)
def test_a_scope_that_discord_does_not_know_makes_no_series(scope: str | None, label: str) -> None:
    meters = Meters()
    before = len(figures(meters))

    meters.rate_limited(scope)

    assert figures(meters)[f"newsdesk_discord_rate_limited_total[{label}]"] == 1
    assert len(figures(meters)) == before


def test_an_outcome_that_nobody_wrote_down_is_a_bug_and_loud() -> None:
    meters = Meters()

    with pytest.raises(KeyError):
        meters.polled(cast("PollOutcome", "perhaps"))


def test_what_storage_holds_is_shown_as_it_was_counted_last() -> None:
    meters = Meters()

    counts = Counts(
        feeds=7, active=4, paused=2, articles=30, stories=21, owed=3, sent=20, failed=1, joined=6
    )

    meters.counted(counts, 2)
    shown = figures(meters)

    assert [shown[f"newsdesk_feeds[{state}]"] for state in ("active", "paused", "ended")] == [
        4,
        2,
        1,
    ]
    assert shown["newsdesk_feeds_late"] == 2
    assert shown["newsdesk_stored_articles"] == 30
    assert shown["newsdesk_stored_deliveries[owed]"] == 3
    assert shown["newsdesk_stored_stories"] == 21
    assert shown["newsdesk_stored_deliveries[failed]"] == 1
    assert shown["newsdesk_stored_deliveries[joined]"] == 6


def test_figures_that_cannot_be_counted_are_no_numbers_rather_than_old_ones() -> None:
    meters = Meters()
    meters.counted(Counts(feeds=7, active=7, owed=3), late=0)

    meters.uncounted()

    assert figures(meters)["newsdesk_stored_deliveries[owed]"] != 3


def test_the_gateway_and_the_invalid_requests_are_shown_as_they_stand() -> None:
    meters = Meters()

    meters.gateway(on_air=True, connected=False)
    meters.invalid_requests(17)
    shown = figures(meters)

    assert (shown["newsdesk_on_air"], shown["newsdesk_gateway_connected"]) == (1, 0)
    assert shown["newsdesk_discord_invalid_requests"] == 17


def test_two_bots_in_one_process_count_apart_and_not_in_the_global_registry() -> None:
    ours, theirs = Meters(), Meters()

    ours.written("model")

    assert figures(theirs)["newsdesk_summaries_total[model]"] == 0
    assert not any(metric.name.startswith("newsdesk") for metric in REGISTRY.collect())


def test_the_moments_at_which_series_were_made_are_left_out() -> None:
    assert b"_created" not in Meters().text()
