"""Rate limits: what is counted, what is refused, and what the client has been told."""

from collections.abc import Callable

import pytest

from tests.discord.limits import Limits, Verdict

NOW = 1_795_300_000.0
POST = ("POST", "/channels/{channel_id}/messages")
EDIT = ("PATCH", "/channels/{channel_id}/messages/{message_id}")
CALLBACK = ("POST", "/interactions/{interaction_id}/{interaction_token}/callback")
FOLLOW_UP = ("POST", "/webhooks/{webhook_id}/{webhook_token}")
GUILD = ("GET", "/guilds/{guild_id}")


@pytest.fixture
def limits() -> Limits:
    return Limits()


def spend(limits: Limits, count: int, now: float = NOW, major: str = "1") -> list[Verdict]:
    return [limits.take(*POST, major, now) for _ in range(count)]


def spend_everywhere(limits: Limits, count: int, now: float = NOW) -> list[Verdict]:
    return [limits.take(*POST, str(channel), now) for channel in range(count)]


def test_a_channel_takes_five_messages_in_five_seconds(limits: Limits) -> None:
    verdicts = spend(limits, 6)

    assert [verdict.retry_after for verdict in verdicts] == [None] * 5 + [5.0]


def test_a_window_begins_with_its_first_request(limits: Limits) -> None:
    spend(limits, 1, NOW)
    spend(limits, 4, NOW + 4.0)

    late = spend(limits, 1, NOW + 4.5)[0]
    again = spend(limits, 5, NOW + 5.0)

    assert late.retry_after == 0.5
    assert [verdict.retry_after for verdict in again] == [None] * 5


def test_headers_count_down_and_name_the_moment_of_the_reset(limits: Limits) -> None:
    spend(limits, 1)

    second = limits.take(*POST, "1", NOW + 1.25)

    bucket = second.headers.pop("X-RateLimit-Bucket")
    assert len(bucket) == 32
    assert second.headers == {
        "X-RateLimit-Limit": "5",
        "X-RateLimit-Remaining": "3",
        "X-RateLimit-Reset": f"{NOW + 5:.3f}",
        "X-RateLimit-Reset-After": "3.750",
    }


def test_a_refusal_says_how_long_to_wait_and_why(limits: Limits) -> None:
    spend(limits, 5)

    refused = limits.take(*POST, "1", NOW + 0.7)

    assert refused.retry_after == pytest.approx(4.3, abs=0.0011)
    assert refused.headers["Retry-After"] == "5"
    assert refused.headers["X-RateLimit-Remaining"] == "0"
    assert refused.headers["X-RateLimit-Scope"] == "user"
    assert "X-RateLimit-Global" not in refused.headers
    assert refused.body() == {
        "message": "You are being rate limited.",
        "retry_after": refused.retry_after,
        "global": False,
    }


@pytest.mark.parametrize("elapsed", [0.0, 0.0004, 1.0 / 3, 4.9999])
def test_nobody_who_waits_as_told_comes_too_early(limits: Limits, elapsed: float) -> None:
    spend(limits, 4)
    last = limits.take(*POST, "1", NOW + elapsed)
    refused = limits.take(*POST, "1", NOW + elapsed)
    assert refused.retry_after is not None

    by_header = NOW + elapsed + float(last.headers["X-RateLimit-Reset-After"])

    assert limits.take(*POST, "1", by_header).retry_after is None
    assert NOW + elapsed + refused.retry_after >= NOW + 5
    assert float(last.headers["X-RateLimit-Reset"]) >= NOW + 5


def test_each_channel_and_each_route_has_a_window_of_its_own(limits: Limits) -> None:
    mine = spend(limits, 5)[0]

    elsewhere = limits.take(*POST, "2", NOW)
    edit = limits.take(*EDIT, "1", NOW)

    assert elsewhere.retry_after is None
    assert edit.retry_after is None
    buckets = [verdict.headers["X-RateLimit-Bucket"] for verdict in (mine, elsewhere, edit)]
    assert buckets[0] == buckets[1] != buckets[2]


def test_fifty_requests_a_second_over_everything(limits: Limits) -> None:
    passed = spend_everywhere(limits, 50)

    refused = limits.take(*POST, "999", NOW + 0.4)
    next_second = limits.take(*POST, "999", NOW + 1.0)

    assert all(verdict.retry_after is None for verdict in passed)
    assert refused.retry_after == pytest.approx(0.6, abs=0.0011)
    assert refused.is_global
    assert refused.body()["global"] is True
    assert refused.headers["X-RateLimit-Global"] == "true"
    assert refused.headers["X-RateLimit-Scope"] == "global"
    assert "X-RateLimit-Bucket" not in refused.headers
    assert next_second.retry_after is None


def test_a_request_that_is_refused_is_not_counted(limits: Limits) -> None:
    spend(limits, 5)
    for _ in range(100):
        assert not limits.take(*POST, "1", NOW).is_global  # by the channel's own limit

    others = spend_everywhere(Limits(global_per_second=1), 2)
    elsewhere = [limits.take(*EDIT, str(channel), NOW) for channel in range(45)]

    assert [verdict.is_global for verdict in others] == [False, True]
    assert all(verdict.retry_after is None for verdict in elsewhere)


@pytest.mark.parametrize("route", [CALLBACK, FOLLOW_UP], ids=["callback", "follow-up"])
def test_answers_to_people_are_outside_the_global_limit(
    limits: Limits, route: tuple[str, str]
) -> None:
    for token in range(100):
        assert limits.take(*route, f"token{token}", NOW).retry_after is None
    spend_everywhere(limits, 50)

    answer = limits.take(*route, "another", NOW)
    message = limits.take(*POST, "another", NOW)

    assert answer.retry_after is None
    assert message.is_global


def test_a_route_without_a_limit_answers_without_headers(limits: Limits) -> None:
    verdicts = [limits.take(*GUILD, "1", NOW) for _ in range(40)]

    assert all(verdict == Verdict() for verdict in verdicts)


def test_limits_can_be_laid_out_for_a_test() -> None:
    limits = Limits(routes={"GET /guilds/{guild_id}": (1, 60.0)})

    verdicts = [limits.take(*GUILD, "1", NOW) for _ in range(2)]

    assert [verdict.retry_after for verdict in verdicts] == [None, 60.0]


def test_a_limit_can_be_imposed_on_a_route(limits: Limits) -> None:
    refused = limits.impose(*GUILD, "1", NOW, scope="shared", seconds=2.0)

    assert refused.retry_after == 2.0
    assert refused.headers["X-RateLimit-Scope"] == "shared"
    assert refused.headers["X-RateLimit-Remaining"] == "0"
    assert not refused.is_global
    assert limits.take(*GUILD, "1", NOW + 1.0).retry_after == 1.0
    assert limits.take(*GUILD, "2", NOW + 1.0).retry_after is None
    assert limits.take(*GUILD, "1", NOW + 2.0).retry_after is None


def test_a_limit_can_be_imposed_on_everything(limits: Limits) -> None:
    refused = limits.impose(*POST, "1", NOW, scope="global", seconds=3.0)

    assert refused.is_global
    assert refused.retry_after == 3.0
    assert limits.take(*GUILD, "7", NOW + 2.0).is_global
    assert limits.take(*CALLBACK, "token", NOW + 2.0).retry_after is None
    assert limits.take(*GUILD, "7", NOW + 3.0).retry_after is None


def test_a_hold_is_known_from_the_last_answer_before_it(limits: Limits) -> None:
    spend(limits, 4)
    assert limits.holding(*POST, "1", NOW + 3) is None

    spend(limits, 1)

    hold = limits.holding(*POST, "1", NOW + 3)
    assert hold is not None
    assert (hold.since, hold.until) == (NOW, NOW + 5)
    assert limits.holds == [hold]
    assert limits.holding(*POST, "2", NOW + 3) is None
    assert limits.holding(*POST, "1", NOW + 5) is None


def test_a_request_that_crosses_the_answer_on_the_wire_breaks_no_hold(limits: Limits) -> None:
    spend(limits, 6)

    assert limits.holding(*POST, "1", NOW + 0.1) is None
    assert limits.holding(*POST, "1", NOW + 0.5) is not None


def test_a_hold_that_is_told_again_counts_from_the_first_time(limits: Limits) -> None:
    spend(limits, 5)
    limits.impose(*POST, "1", NOW + 1.0, scope="user", seconds=20.0)

    hold = limits.holding(*POST, "1", NOW + 1.1)

    assert hold is not None
    assert (hold.since, hold.until) == (NOW, NOW + 21)


def test_the_global_limit_holds_nobody_before_it_is_told(limits: Limits) -> None:
    spend_everywhere(limits, 50)
    untold = limits.holding(*GUILD, "1", NOW + 0.5)
    spend_everywhere(limits, 1, NOW + 0.1)

    told = limits.holding(*GUILD, "1", NOW + 0.5)

    assert untold is None
    assert told is not None
    assert told.key == "global"
    assert limits.holding(*CALLBACK, "token", NOW + 0.5) is None


@pytest.mark.parametrize(
    "pace",
    [lambda at: at / 50, lambda at: float(at // 50)],
    ids=["evenly", "in bursts"],
)
def test_fifty_a_second_can_be_used_to_the_full(
    limits: Limits, pace: Callable[[int], float]
) -> None:
    verdicts = [limits.take(*POST, str(at), NOW + pace(at)) for at in range(500)]

    assert all(verdict.retry_after is None for verdict in verdicts)
