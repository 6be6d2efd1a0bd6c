"""Polling: when to look at a feed again, decided from what is stored and what it answered.

A poll is a decision, one polite GET, and a decision about the answer. Here are the decisions: each
takes a feed and returns it as it is to be saved.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from itertools import pairwise
from random import Random
from statistics import median

from bot.feeds.dating import stated_date
from bot.feeds.freshness import FRESHEST, rest, wished_delay
from bot.feeds.sameness import body_hash
from bot.news import Feed, FeedDocument, FeedState, Page

# A feed is looked at this often in the usual time between two of its entries …
_LOOKS_PER_GAP = 4
# … and, where it has fallen silent, after this part of the silence.
_LOOKS_PER_SILENCE = 10
# How many of the newest dates show how often a feed publishes now.
_RECENT = 20
# An unchanged feed has been silent longer. This factor keeps the interval at a tenth of the
# silence: the sum of 1.1ⁿ intervals is ten times the last one.
_SLOWER = 1.1
# A feed without dates speeds up when it brings something new.
_FASTER = 0.5
# Feeds added together drift apart by a tenth of their interval at every poll.
_JITTER = 0.1
_FIRST_BACKOFF = timedelta(minutes=5)
_MOST_FAILURES = 11
# A permanent redirect is believed when it repeats: a captive portal or a slip seldom does.
_SIGHTINGS_OF_A_MOVE = 2

_REFUSALS: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: "the site asks for a log-in",
    HTTPStatus.PAYMENT_REQUIRED: "the site asks for money",
    HTTPStatus.FORBIDDEN: "the site refuses to show it to us",
    HTTPStatus.NOT_FOUND: "there is no feed at this address; it may have moved",
    HTTPStatus.GONE: "the publisher says that this feed is gone for good",
    HTTPStatus.TOO_MANY_REQUESTS: "the site asks us to come less often",
    HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS: "the site may not show it, for legal reasons",
    HTTPStatus.SERVICE_UNAVAILABLE: "the site is overloaded or being repaired",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The admin's limits to the time between two polls of one feed."""

    shortest: timedelta = timedelta(minutes=5)
    longest: timedelta = timedelta(hours=24)

    def hold(self, delay: timedelta) -> timedelta:
        """The delay, or the bound that it is beyond."""
        return max(self.shortest, min(delay, self.longest))


def is_due(feed: Feed, now: datetime) -> bool:
    """Whether the feed is polled at all, and it is time."""
    return feed.state is FeedState.ACTIVE and feed.next_poll_at <= now


def conditional_headers(feed: Feed) -> dict[str, str]:
    """Request headers by which a server can say "not modified": its own words, verbatim."""
    validators = {"If-None-Match": feed.etag, "If-Modified-Since": feed.last_modified}
    return {name: value for name, value in validators.items() if value}


def is_unchanged(feed: Feed, page: Page) -> bool:
    """Whether an answer brings nothing to read: "not modified", or the last body once more."""
    return page.status == HTTPStatus.NOT_MODIFIED or feed.body_hash == body_hash(page.body)


def after_unchanged(
    feed: Feed, page: Page, *, bounds: Bounds, now: datetime, random: Random
) -> Feed:
    """The feed after an answer that `is_unchanged`: all is well, and a little slower."""
    slower = bounds.hold(feed.interval * _SLOWER)
    wish = wished_delay(page.headers, now)
    return _answered(feed, page, interval=slower, wish=wish, bounds=bounds, now=now, random=random)


def after_document(
    feed: Feed,
    page: Page,
    document: FeedDocument,
    *,
    found_new: int,
    bounds: Bounds,
    now: datetime,
    random: Random,
) -> Feed:
    """The feed after a document that could be read.

    Args:
        feed: The feed as it was when it was polled.
        page: The answer.
        document: What was read from it.
        found_new: How many of its entries were new.
        bounds: The admin's limits.
        now: When the answer came.
        random: For the jitter.
    """
    dates = [date for entry in document.entries if (date := stated_date(entry, now))]
    changed = _SLOWER if found_new == 0 else _FASTER
    interval = bounds.hold(_pace(dates, now) or feed.interval * changed)
    wish = max(wished_delay(page.headers, now), min(document.ttl or timedelta(0), FRESHEST))
    described = replace(
        feed,
        title=document.title or feed.title,
        site_url=document.site_url or feed.site_url,
        language=document.language or feed.language,
        body_hash=body_hash(page.body),
    )
    return _answered(
        described, page, interval=interval, wish=wish, bounds=bounds, now=now, random=random
    )


def after_failure(
    feed: Feed,
    problem: str,
    *,
    status: int | None = None,
    retry_after: str | None = None,
    bounds: Bounds,
    now: datetime,
    random: Random,
) -> Feed:
    """The feed after an answer that could not be had, or not be read.

    The wait is 5 minutes, doubled at each failure, at least what `Retry-After` asks for, and at
    most a day. After eleven failures in a row the feed is paused; 410 ends it at once. Validators
    and the last body's hash stay, so that a broken document is never taken for one that was read.

    Args:
        feed: The feed as it was when it was polled.
        problem: What went wrong, to be read by a moderator; a status of 400 and above has words
            of its own.
        status: The answer's status, if there was one.
        retry_after: Its Retry-After header, as it came.
        bounds: The admin's limits.
        now: When it failed.
        random: For the jitter.
    """
    failures = feed.failures + 1
    state, reason = _verdict(failures, status, _in_words(problem, status))
    # The exponent stays small however long somebody retries a paused feed by hand.
    backoff = bounds.hold(_FIRST_BACKOFF * 2 ** min(failures - 1, _MOST_FAILURES))
    wait = _jittered(backoff, lowest=bounds.shortest, highest=bounds.longest, random=random)
    return replace(
        feed,
        state=state,
        reason=reason,
        failures=failures,
        next_poll_at=now + max(wait, rest(retry_after, now)),
    )


def resumed(feed: Feed, now: datetime) -> Feed:
    """A feed that somebody wants polled again: due at once, its failures forgiven."""
    return replace(feed, state=FeedState.ACTIVE, reason="", failures=0, next_poll_at=now)


def _verdict(failures: int, status: int | None, reason: str) -> tuple[FeedState, str]:
    """What becomes of a failing feed, and why."""
    if status == HTTPStatus.GONE:
        return FeedState.ENDED, reason
    if failures >= _MOST_FAILURES:
        return FeedState.PAUSED, f"paused after {failures} failures in a row; the last: {reason}"
    return FeedState.ACTIVE, reason


def _in_words(problem: str, status: int | None) -> str:
    if status is None or status < HTTPStatus.BAD_REQUEST:
        return problem
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        words = "the site has trouble of its own"
    else:
        words = "the site did not accept the request"
    return f"{_REFUSALS.get(status, words)} ({status})"


def _answered(
    feed: Feed,
    page: Page,
    *,
    interval: timedelta,
    wish: timedelta,
    bounds: Bounds,
    now: datetime,
    random: Random,
) -> Feed:
    """A feed that answered: in good health, with its new validators, address and next poll."""
    least = bounds.hold(wish)
    # A wish is good for one hour and no longer, so no jitter is added to an hour that was wished.
    most = bounds.longest if interval > least else max(least, min(FRESHEST, bounds.longest))
    wait = _jittered(max(interval, least), lowest=least, highest=most, random=random)
    return replace(
        _moved(feed, page),
        state=FeedState.ACTIVE,
        reason="",
        failures=0,
        etag=_validator(page, "etag", feed.etag),
        last_modified=_validator(page, "last-modified", feed.last_modified),
        interval=max(interval, least),
        last_polled_at=now,
        next_poll_at=now + wait,
    )


def _pace(dates: Iterable[datetime], now: datetime) -> timedelta | None:
    """How often to look at a feed that published at these moments; None if there are none."""
    moments = sorted(set(dates))[-_RECENT:]
    if not moments:
        return None
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(moments)]
    usual = timedelta(seconds=median(gaps)) if gaps else timedelta(0)
    return max(usual / _LOOKS_PER_GAP, (now - moments[-1]) / _LOOKS_PER_SILENCE)


def _jittered(
    delay: timedelta, *, lowest: timedelta, highest: timedelta, random: Random
) -> timedelta:
    """A delay spread by a tenth to both sides, as far as the limits leave room."""
    shortest = max(lowest, delay * (1 - _JITTER))
    room = max(min(highest, delay * (1 + _JITTER)) - shortest, timedelta(0))
    return shortest + room * random.random()


def _validator(page: Page, name: str, stored: str | None) -> str | None:
    """What to echo next time. "Not modified" keeps what it does not name anew."""
    sent = page.headers.get(name)
    if sent is None and page.status == HTTPStatus.NOT_MODIFIED:
        return stored
    # What no header and no database can hold is not kept.
    return sent if sent and sent.isprintable() else None


def _moved(feed: Feed, page: Page) -> Feed:
    """The feed with what this answer's redirects say about its address.

    A chain counts only if it was permanent to its end, and if it led there in a row.
    """
    target = page.permanent_url if page.permanent_url == page.final_url else None
    if target in {None, feed.url}:
        return replace(feed, moved_to=None, moved_seen=0)
    seen = feed.moved_seen + 1 if target == feed.moved_to else 1
    if seen < _SIGHTINGS_OF_A_MOVE:
        return replace(feed, moved_to=target, moved_seen=seen)
    return replace(feed, url=target, moved_to=None, moved_seen=0)
