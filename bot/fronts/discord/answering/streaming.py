"""Words that are shown while they come: always the newest, and never more often than is polite."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.errors import CardError, ChannelError, DelayError

log = structlog.get_logger(__name__)


class Drafts:
    """The newest words of an answer; what nobody had time to show is forgotten.

    Args:
        pause: Waits until something may be shown again.
        show: Shows some words.
    """

    def __init__(
        self, pause: Callable[[], Awaitable[None]], show: Callable[[str], Awaitable[None]]
    ) -> None:
        self._pause = pause
        self._show = show
        self._newest = ""
        self._changed = asyncio.Event()
        self._showing = asyncio.Lock()
        self._ended = False

    def offer(self, text: str) -> None:
        """Have these words shown when there is time."""
        if text and text != self._newest:
            self._newest = text
            self._changed.set()

    async def show(self) -> None:
        """Show the newest words whenever there are some, until `end`."""
        while True:
            await self._changed.wait()
            await self._pause()
            async with self._showing:
                if self._ended or not await self._shown():
                    return

    async def end(self) -> None:
        """Show no more; what is being shown at this moment arrives first."""
        self._ended = True
        async with self._showing:
            self._changed.set()

    async def _shown(self) -> bool:
        """Show the words; whether it is worth going on."""
        self._changed.clear()
        try:
            await self._show(self._newest)
        except DelayError as error:
            log.info("words not shown", problem=str(error))
        except (CardError, ChannelError) as error:
            log.info("words cannot be shown", reason=str(error))
            return False
        return True
