"""What each site's robots.txt permits, remembered within bounds (RFC 9309)."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final
from weakref import WeakValueDictionary

from yarl import URL

from bot.errors import SourceError, Trouble
from bot.news import Page
from bot.web.guard import redacted

MAX_ROBOTS_BYTES: Final = 512 * 1024  # RFC 9309, 2.5: at least 500 KiB must be read
REMEMBERED_FOR: Final = 24 * 3600.0  # seconds; RFC 9309, 2.4: no longer than a day
RETRY_AFTER: Final = 600.0  # seconds until a server in trouble is asked again
MAX_REMEMBERED: Final = 32 * 1024 * 1024  # characters over all origins
NOTE_COST: Final = 500  # characters that a note weighs beside its text
TOO_MANY_REQUESTS: Final = 429
SERVER_ERROR: Final = 500
OK: Final = range(200, 300)

# (robots.txt, URL, user agent) -> whether the URL may be fetched
RobotsRule = Callable[[str, str, str], bool]


@dataclass(frozen=True, slots=True)
class _Note:
    """What an origin said: a text (empty allows everything), or a problem instead."""

    text: str
    problem: str
    until: float
    trouble: Trouble = Trouble.OTHER

    @property
    def weight(self) -> int:
        return len(self.text) + NOTE_COST


class Permission:
    """Asks for a robots.txt once a day, and answers from memory in between.

    Args:
        fetch: Gets a robots.txt, through the door's own guard and turns.
        rule: The reader of robots.txt; run in a thread, for half a megabyte takes a while.
        user_agent: Who asks.
        clock: A monotonic clock, in seconds.
    """

    def __init__(
        self,
        fetch: Callable[[URL], Awaitable[Page]],
        rule: RobotsRule,
        user_agent: str,
        clock: Callable[[], float],
    ) -> None:
        self._fetch = fetch
        self._rule = rule
        self._user_agent = user_agent
        self._clock = clock
        self._notes: OrderedDict[str, _Note] = OrderedDict()
        self._weight = 0
        # One asker at a time for each origin; a lock lives as long as somebody holds on to it.
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def given(self, url: URL) -> bool:
        """Whether a URL may be fetched.

        Raises:
            SourceError: That cannot be known for now.
        """
        origin = str(url.origin())
        lock = self._locks.setdefault(origin, asyncio.Lock())
        async with lock:
            note = self._remembered(origin) or await self._learn(url)
        if note.problem:
            raise SourceError(redacted(str(url)), note.problem, note.trouble)
        if not note.text:
            return True
        address = str(url.with_user(None))
        return await asyncio.to_thread(self._rule, note.text, address, self._user_agent)

    async def _learn(self, url: URL) -> _Note:
        try:
            page = await self._fetch(url.join(URL("/robots.txt")))
        except SourceError as error:
            note = self._trouble(error.problem, error.trouble)
        else:
            note = self._judge(page)
        self._remember(str(url.origin()), note)
        return note

    def _judge(self, page: Page) -> _Note:
        # RFC 9309 counts 429 among the answers that allow all; whoever sends it wants fewer
        # requests, not more, so it is taken for trouble, as Google does.
        if page.status >= SERVER_ERROR or page.status == TOO_MANY_REQUESTS:
            return self._trouble(f"the site's robots.txt answered {page.status}", Trouble.BUSY)
        if page.status not in OK:
            return self._note()
        return self._note(page.body.decode("utf-8-sig", "replace"))

    def _note(self, text: str = "") -> _Note:
        return _Note(text, "", self._clock() + REMEMBERED_FOR)

    def _trouble(self, problem: str, trouble: Trouble) -> _Note:
        return _Note("", problem, self._clock() + RETRY_AFTER, trouble)

    def _remembered(self, origin: str) -> _Note | None:
        note = self._notes.get(origin)
        if note is None or note.until <= self._clock():
            return None
        self._notes.move_to_end(origin)
        return note

    def _remember(self, origin: str, note: _Note) -> None:
        if old := self._notes.pop(origin, None):
            self._weight -= old.weight
        self._notes[origin] = note
        self._weight += note.weight
        while self._weight > MAX_REMEMBERED:
            _origin, oldest = self._notes.popitem(last=False)
            self._weight -= oldest.weight
