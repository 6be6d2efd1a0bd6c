"""What is counted while the bot works, told in Prometheus's words; bookkeeping alone, no I/O.

Every label takes its values from a closed set that is written here, and every series exists from
the start: nothing that comes from outside can make a new one, and a rate has a zero to begin at.
"""

import math
import platform
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final, Literal, get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from bot import __version__
from bot.news import EXTRACTIVE, Answer, Basis, Counts, Purpose, Tokens

PollOutcome = Literal["new", "unchanged", "failed"]
DeliveryOutcome = Literal["sent", "failed", "put_off", "refused"]
Step = Literal["poll", "read", "write", "deliver", "answer"]
Reply = Literal["model", "article", "none"]  # whose words answer; the last: nobody's
Writer = Literal["model", "article", "stand_in"]  # the last: the article, until the model is back

# Whose limit a 429 tells of: the bot's own on one route or on all, one that it shares with others
# (Discord's X-RateLimit-Scope), or that of a wall before Discord.
SCOPES: Final = ("user", "global", "shared", "wall")
# What Discord's REST interface answers, by its documentation of response codes.
STATUSES: Final = ("200", "201", "204", "304", "400", "401", "403", "404", "405", "429", "502")
CLASSES: Final = ("1xx", "2xx", "3xx", "4xx", "5xx")  # for any other status
NO_ANSWER: Final = "none"
OTHER: Final = "other"

# A step is a matter of milliseconds or of somebody else's patience. The two bounds of 10 and 20 s
# are the limits that a page and a request have by default; what lies above 60 s was held up.
STEP_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 60)
# Whoever asks sits there and waits.
WAIT_BUCKETS: Final = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 300)
# Nobody in a channel sees half a second. A card waits up to 30 s for an older one; what takes
# minutes waited for a rate limit, and what takes an hour for somebody to act.
LAG_BUCKETS: Final = (0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 900, 3_600)

UNKNOWN: Final = math.nan


class Meters:
    """The counters of one process, in a registry of their own.

    Args:
        monotonic: A clock in seconds that only runs forward, to time steps by.
    """

    def __init__(self, *, monotonic: Callable[[], float] = time.perf_counter) -> None:
        self._monotonic = monotonic
        self._registry = CollectorRegistry()
        self._count_work()
        self._count_model()
        self._count_discord()
        self._measure()
        self._show_state()

    # --- What happens is noted where it happens ---

    def polled(self, outcome: PollOutcome) -> None:
        """A feed was polled: it brought something new, nothing new, or nothing at all."""
        self._polls[outcome].inc()

    def read(self, basis: Basis) -> None:
        """An entry was read into an article."""
        self._articles[basis.value].inc()

    def written(self, by: Writer) -> None:
        """A summary was written, and with it a card for every channel that waits."""
        self._summaries[by].inc()

    def asked(self, purpose: Purpose, usage: Tokens, *, failed: bool) -> None:
        """A call to a model has ended."""
        self._calls[purpose, failed].inc()
        self._tokens["input"].inc(usage.input)
        self._tokens["cached"].inc(usage.cached)
        self._tokens["output"].inc(usage.output)

    def spent(self, amount: float) -> None:
        """A question to a model was paid for, in the currency of the prices."""
        self._cost.inc(amount)

    def drafted(self, shown: int, dropped: int, refused: int) -> None:
        """A model's points were checked: so many are shown, were not proved, were judged wrong."""
        for fate, count in (("shown", shown), ("dropped", dropped), ("refused", refused)):
            self._points[fate].inc(count)

    def delivered(self, outcome: DeliveryOutcome) -> None:
        """A delivery was tried."""
        self._deliveries[outcome].inc()

    def edited(self, *, failed: bool) -> None:
        """A posted card was given a better summary, or could not be."""
        self._edits["failed" if failed else "edited"].inc()

    def carded(self, lag: float) -> None:
        """A card was accepted, `lag` seconds after its entry was first seen."""
        self._lag.observe(max(lag, 0.0))  # two machines may disagree about the time

    def replied(self, answer: Answer, wait: float) -> None:
        """A reader's question was answered, `wait` seconds after it was asked."""
        self._replies[_reply_label(answer)].inc()
        self._wait.observe(max(wait, 0.0))

    def answered(self, status: int | None) -> None:
        """Discord answered a request with a status, or not at all."""
        self._requests[_status_label(status)].inc()

    def rate_limited(self, scope: str | None) -> None:
        """Discord answered 429; `scope` says whose limit it was, whatever word that may be."""
        self._rate_limits[scope if scope in SCOPES else OTHER].inc()

    @contextmanager
    def step(self, step: Step) -> Iterator[None]:
        """Time a step, also one that fails."""
        began = self._monotonic()
        try:
            yield
        finally:
            self._steps[step].observe(self._monotonic() - began)

    # --- What stands is set when somebody looks ---

    def invalid_requests(self, count: int) -> None:
        """How many requests Discord has called invalid (401, 403, 429) in the last 10 minutes."""
        self._invalid.set(count)

    def gateway(self, *, on_air: bool, connected: bool) -> None:
        """Whether this is the worker that holds the gateway and posts, and whether it is heard."""
        self._on_air.set(on_air)
        self._connected.set(connected)

    def counted(self, counts: Counts, late: int) -> None:
        """What storage holds, and how many feeds should have been polled by now."""
        self._store(
            active=counts.active,
            paused=counts.paused,
            ended=counts.feeds - counts.active - counts.paused,
            late=late,
            articles=counts.articles,
            owed=counts.owed,
            sent=counts.sent,
            failed=counts.failed,
            joined=counts.joined,
            stories=counts.stories,
        )

    def uncounted(self) -> None:
        """Storage does not answer: its figures are not a number, rather than old ones."""
        self._store(**dict.fromkeys(self._stored, UNKNOWN))

    def text(self) -> bytes:
        """Everything, in Prometheus's text format 0.0.4."""
        return generate_latest(_Plain(self._registry))

    def _store(self, **figures: float) -> None:
        for name, figure in figures.items():
            self._stored[name].set(figure)

    # --- The series, each with the sentence that an admin reads ---

    def _count_work(self) -> None:
        self._polls = self._counters(
            "newsdesk_polls", "Polls of a feed.", "outcome", get_args(PollOutcome)
        )
        self._articles = self._counters(
            "newsdesk_articles", "Entries read into an article.", "basis", [*Basis]
        )
        self._summaries = self._counters(
            "newsdesk_summaries", "Summaries written.", "by", get_args(Writer)
        )
        self._deliveries = self._counters(
            "newsdesk_deliveries", "Deliveries tried.", "outcome", get_args(DeliveryOutcome)
        )

        self._replies = self._counters(
            "newsdesk_answers", "Readers' questions answered.", "by", get_args(Reply)
        )
        self._edits = self._counters(
            "newsdesk_edits",
            "Posted cards given a better summary.",
            "outcome",
            ["edited", "failed"],
        )

    def _count_model(self) -> None:
        calls = Counter(
            "newsdesk_model_calls", "Calls to models.", ["purpose", "outcome"],
            registry=self._registry,
        )  # fmt: skip
        self._calls = {
            (purpose, failed): calls.labels(purpose, "failed" if failed else "answered")
            for purpose in Purpose
            for failed in (False, True)
        }
        self._tokens = self._counters(
            "newsdesk_model_tokens",
            "Tokens that models counted; cached is a part of input.",
            "kind",
            ["input", "cached", "output"],
        )
        self._cost = Counter(
            "newsdesk_model_cost",
            "What models cost, in the currency of NEWSDESK_PRICES.",
            registry=self._registry,
        )
        self._points = self._counters(
            "newsdesk_model_points",
            "Points that models wrote.",
            "fate",
            ["shown", "dropped", "refused"],
        )

    def _count_discord(self) -> None:
        self._requests = self._counters(
            "newsdesk_discord_requests",
            "Requests to Discord by the status of the answer.",
            "status",
            [*STATUSES, *CLASSES, NO_ANSWER],
        )
        self._rate_limits = self._counters(
            "newsdesk_discord_rate_limited", "Answers 429.", "scope", [*SCOPES, OTHER]
        )
        self._invalid = self._gauge(
            "newsdesk_discord_invalid_requests",
            "Requests answered 401, 403 or 429 in the last 10 minutes.",
        )

    def _measure(self) -> None:
        steps = Histogram(
            "newsdesk_step_seconds",
            "Time that one step took.",
            ["step"],
            buckets=STEP_BUCKETS,
            registry=self._registry,
        )
        self._steps = {step: steps.labels(step) for step in get_args(Step)}
        self._lag = Histogram(
            "newsdesk_entry_to_card_seconds",
            "Time from an entry's first sight to the card's acceptance.",
            buckets=LAG_BUCKETS,
            registry=self._registry,
        )

        self._wait = Histogram(
            "newsdesk_question_to_answer_seconds",
            "Time from a reader's question to its checked answer.",
            buckets=WAIT_BUCKETS,
            registry=self._registry,
        )

    def _show_state(self) -> None:
        feeds = self._gauges("newsdesk_feeds", "Feeds.", "state", ["active", "paused", "ended"])
        deliveries = self._gauges(
            "newsdesk_stored_deliveries",
            "Deliveries.",
            "state",
            ["owed", "sent", "joined", "failed"],
        )
        self._stored = {
            **feeds,
            **deliveries,
            "late": self._gauge(
                "newsdesk_feeds_late", "Feeds that should have been polled by now."
            ),
            "articles": self._gauge("newsdesk_stored_articles", "Articles in the store."),
            "stories": self._gauge("newsdesk_stored_stories", "Stories that they tell."),
        }
        self.uncounted()
        self._on_air = self._gauge("newsdesk_on_air", "1 if this worker holds the gateway.")
        self._connected = self._gauge("newsdesk_gateway_connected", "1 if it is connected.")
        Info("newsdesk_build", "What runs here.", registry=self._registry).info(
            {"version": __version__, "python": platform.python_version()}
        )

    def _counters(
        self, name: str, words: str, label: str, values: Iterable[str]
    ) -> dict[str, Counter]:
        family = Counter(name, words, [label], registry=self._registry)
        return {value: family.labels(value) for value in values}

    def _gauges(self, name: str, words: str, label: str, values: Iterable[str]) -> dict[str, Gauge]:
        family = Gauge(name, words, [label], registry=self._registry)
        return {value: family.labels(value) for value in values}

    def _gauge(self, name: str, words: str) -> Gauge:
        return Gauge(name, words, registry=self._registry)


class _Plain(Collector):
    """A registry without the moments at which its series were made, which nobody asks for."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._registry = registry

    def collect(self) -> Iterator[Metric]:
        for metric in self._registry.collect():
            metric.samples = [each for each in metric.samples if not each.name.endswith("_created")]
            yield metric


def _reply_label(answer: Answer) -> Reply:
    if not answer.answered:
        return "none"
    return "article" if answer.writer == EXTRACTIVE else "model"


def _status_label(status: int | None) -> str:
    """The label for an answer: a documented status as it is, any other by its class."""
    if status is None:
        return NO_ANSWER
    if str(status) in STATUSES:
        return str(status)
    return CLASSES[min(max(status // 100, 1), 5) - 1]
