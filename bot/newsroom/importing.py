"""Importing: the feeds that a list names are tried and followed; and exporting, the way back."""

import asyncio
import contextlib
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain, zip_longest

from bot.errors import NewsdeskError, Refusal, SourceError, Trouble
from bot.feeds.opml import MAX_OPML_BYTES, Outline, read_opml, write_opml
from bot.news import Following
from bot.newsroom.addresses import same, web_address
from bot.newsroom.looking import FoundFeed, Looking

LARGEST = MAX_OPML_BYTES  # bytes of a list; whoever brings more need not be read
MOST_TRIED = 200  # addresses; what is left is named, and can be imported with the next try
AT_ONCE = 8
# Seconds for the whole list: somebody waits, and Discord takes an answer for 15 minutes.
DEADLINE = 240.0
ONE_DEADLINE = 30.0  # seconds for one address, with its waits for turns at its host
NO_ADDRESS = "is no web address"
TELL_EVERY = 2.0  # seconds; a message is not edited more often

Outcome = FoundFeed | NewsdeskError
Tell = Callable[[int, int], Awaitable[None]]
Follow = Callable[["NewFeed"], Awaitable[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFeed:
    """A feed of the list that can be read, and is not followed yet."""

    url: str
    title: str  # what the list calls it, else what it calls itself
    folder: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenFeed:
    """An address of the list from which nothing can be read."""

    outline: Outline
    trouble: Trouble
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a list would bring, each part in the order of the list."""

    new: tuple[NewFeed, ...] = ()
    known: tuple[Outline, ...] = ()  # followed already, or named twice
    broken: tuple[BrokenFeed, ...] = ()
    untried: tuple[Outline, ...] = ()  # there were too many, or the time was up


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of a plan."""

    added: tuple[NewFeed, ...] = ()
    refused: tuple[tuple[NewFeed, NewsdeskError], ...] = ()  # with the reason


async def _silent(done: int, of: int) -> None:
    """Nobody wants to know how far it has come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Importing:
    """Outline -> Plan -> followed feeds."""

    looking: Looking
    clock: Callable[[], datetime]
    deadline: float = DEADLINE  # seconds, for trying a list

    async def plan(self, known: Collection[str], body: bytes, *, tell: Tell = _silent) -> Plan:
        """Try the feeds of a list that are not known yet.

        Args:
            known: The addresses that are followed already.
            body: The list, as the file came.
            tell: Told every two seconds how many addresses were tried, and of how many.

        Raises:
            Refusal: The file is no list of feeds.
        """
        outlines = await asyncio.to_thread(read_opml, body)
        followed = set(map(same, known))
        fresh = [each.url for each in outlines if same(each.url) not in followed]
        outcomes = await self._try_all(taking_turns(fresh)[:MOST_TRIED], tell)
        return sort_out(outlines, known, outcomes)

    async def carry_out(self, plan: Plan, follow: Follow) -> Imported:
        """Follow each new feed of a plan, as far as that is allowed.

        Args:
            plan: What was shown to whoever agreed.
            follow: Follows one feed; a Refusal or a SourceError concerns that feed alone.
        """
        added, refused = [], []
        for feed in plan.new:
            try:
                await follow(feed)
            except (Refusal, SourceError) as error:
                refused.append((feed, error))
            else:
                added.append(feed)
        return Imported(added=tuple(added), refused=tuple(refused))

    async def export(self, followings: Iterable[Following], *, title: str) -> bytes:
        """The feeds that a guild follows as OPML 2.0, each once, under the names that it gave them.

        Args:
            followings: Its subscriptions.
            title: What the list is called.
        """
        outlines = {each.feed.url: outline_of(each) for each in followings}
        write = partial(write_opml, outlines.values(), title=title, now=self.clock())
        return await asyncio.to_thread(write)

    async def _try_all(self, urls: Sequence[str], tell: Tell) -> dict[str, Outcome]:
        """What came of each address that was tried in time."""
        outcomes: dict[str, Outcome] = {}
        waiting = deque(urls)

        async def work() -> None:
            while waiting:
                url = waiting.popleft()
                outcomes[url] = await self._try(url)

        async with asyncio.TaskGroup() as reporting:
            reporter = reporting.create_task(_report(outcomes, len(urls), tell))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self.deadline), asyncio.TaskGroup() as working:
                    for _ in range(AT_ONCE):
                        working.create_task(work())
            reporter.cancel()
        return outcomes

    async def _try(self, url: str) -> Outcome:
        try:
            async with asyncio.timeout(ONE_DEADLINE):
                return await self.looking.find_feed(web_address(url))
        except NewsdeskError as error:
            return error
        except TimeoutError:
            return SourceError(url, f"took longer than {ONE_DEADLINE:g} s", Trouble.SLOW)


async def _report(outcomes: Mapping[str, Outcome], of: int, tell: Tell) -> None:
    """Tell how far it has come until cancelled; that it cannot be told stops nothing."""
    while True:
        await asyncio.sleep(TELL_EVERY)
        with contextlib.suppress(NewsdeskError):
            await tell(len(outcomes), of)


def sort_out(
    outlines: Sequence[Outline], known: Collection[str], outcomes: Mapping[str, Outcome]
) -> Plan:
    """What a list would bring.

    Args:
        outlines: The list.
        known: The addresses that are followed already.
        outcomes: What came of the addresses that were tried.
    """
    new: list[NewFeed] = []
    there, broken, untried = [], [], []
    followed = set(map(same, known))
    for outline in outlines:
        outcome = outcomes.get(outline.url)
        if same(outline.url) in followed:
            there.append(outline)
        elif outcome is None:
            untried.append(outline)
        elif not isinstance(outcome, FoundFeed):
            broken.append(_broken(outline, outcome))
        elif followed & (names := {same(outcome.url), same(outcome.final_url)}):
            there.append(outline)
        else:
            followed |= {same(outline.url), *names}
            new.append(_new(outline, outcome))
    return Plan(new=tuple(new), known=tuple(there), broken=tuple(broken), untried=tuple(untried))


def _new(outline: Outline, found: FoundFeed) -> NewFeed:
    title = outline.title or found.document.title
    return NewFeed(url=found.url, title=title, folder=outline.folder)


def _broken(outline: Outline, error: NewsdeskError) -> BrokenFeed:
    match error:
        case SourceError():
            return BrokenFeed(outline=outline, trouble=error.trouble, problem=error.problem)
        case Refusal():
            return BrokenFeed(outline=outline, trouble=Trouble.OTHER, problem=NO_ADDRESS)
    return BrokenFeed(outline=outline, trouble=Trouble.OTHER, problem=str(error))


def outline_of(following: Following) -> Outline:
    """A feed that somebody follows, as a list of feeds names it."""
    feed = following.feed
    title = following.subscription.manner.name or feed.title
    return Outline(url=feed.url, title=title, site_url=feed.site_url)


def taking_turns(urls: Iterable[str]) -> list[str]:
    """Addresses so ordered that each host is asked once before any is asked again.

    A host is asked once a second; fifty feeds of one in a row would hold up all that follow.
    """
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_host[same(url).partition("/")[0]].append(url)
    rounds = chain.from_iterable(zip_longest(*by_host.values()))
    return [url for url in rounds if url is not None]
