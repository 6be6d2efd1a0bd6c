"""Calls to Discord's REST interface: one after the other, each with an end."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import uuid4
from weakref import WeakValueDictionary

from discord.http import Route

from bot.errors import DelayError
from bot.fronts.discord.client import NewsClient
from bot.fronts.discord.troubles import FAILURES, translated
from bot.news import ChannelId, MessageId

# Discord knows a nonce again for "the past few minutes" (its "Create Message"). We count on less.
NONCE_WINDOW = timedelta(seconds=60)
# Messages that may stand in the history with an earlier time than our clock's when we called.
CLOCKS_DIFFER = timedelta(minutes=2)
# Seconds for one call, discord.py's own waits and repetitions included.
CALL = 60.0
# Calls under way at once: more would only wait their turn with their time running.
AT_ONCE = 100
# The history is read in pages of Discord's largest size, and so many of them at most.
PAGE = 100
PAGES = 20
LONGEST_ID = 20  # digits of a 64-bit number


class Line:
    """The line to Discord; whoever publishes or answers uses the same one.

    Args:
        call: Seconds that one call may take.

    Attributes:
        client: Who makes the calls; None while Newsdesk is off the air.
    """

    client: NewsClient | None

    def __init__(self, *, call: float) -> None:
        self.client = None
        self._call = call
        self._under_way = asyncio.Semaphore(AT_ONCE)
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @property
    def me(self) -> int:
        """The bot's own user; 0 off the air."""
        user = None if self.client is None else self.client.user
        return 0 if user is None else user.id

    async def ask(self, route: Route, **what: Any) -> Any:  # noqa: ANN401 - JSON
        """Make one call; on one route of one channel, one after the other.

        Several at once would outrun what discord.py knows of the route's limit.

        Args:
            route: What is asked for.
            **what: As `discord.http.HTTPClient.request` takes it: `json`, `params`.

        Returns:
            Discord's answer, as JSON.

        Raises:
            ChannelError: The channel cannot be written to.
            CardError: What was sent is refused.
            DelayError: It did not work, or may not have worked, this time.
            TokenError: Discord refuses the token.
        """
        bucket = f"{route.key} {route.major_parameters}"
        async with self._turns.setdefault(bucket, asyncio.Lock()), self._under_way:
            client = self.client
            if client is None:
                raise DelayError("Newsdesk is off the air", had_effect=False)
            try:
                async with asyncio.timeout(self._call):
                    return await client.http.request(route, **what)
            except FAILURES as error:
                raise translated(error, is_edit=route.method == "PATCH") from error

    async def history(self, channel_id: ChannelId, since: int) -> AsyncIterator[dict[str, Any]]:
        """The messages of a channel after an id, the oldest first.

        Raises:
            ChannelError: The channel cannot be read.
            DelayError: It cannot be read for now.
        """
        route = Route("GET", "/channels/{channel_id}/messages", channel_id=channel_id)
        for _ in range(PAGES):
            page = await self.ask(route, params={"after": since, "limit": PAGE})
            if not isinstance(page, list):
                raise DelayError("Discord's answer cannot be read")
            for message in sorted(page, key=id_of):
                yield message
            if len(page) < PAGE:
                return
            since = max(map(id_of, page))


def posting(channel_id: ChannelId) -> Route:
    """The route on which a message is posted."""
    return Route("POST", "/channels/{channel_id}/messages", channel_id=channel_id)


def at_message(method: str, channel_id: ChannelId, message_id: MessageId) -> Route:
    """The route of a message."""
    return Route(
        method,
        "/channels/{channel_id}/messages/{message_id}",
        channel_id=channel_id,
        message_id=message_id,
    )


def starting(channel_id: ChannelId, message_id: MessageId) -> Route:
    """The route on which a thread is started from a message.

    Fifty may be started in five minutes, but where discord.py is not to wait so long it refuses the
    second one itself: it looks at when the limit is renewed, not at what is left of it. So each
    call is a route of its own to it, by its metadata; Discord counts all the same.
    """
    return Route(
        "POST",
        "/channels/{channel_id}/messages/{message_id}/threads",
        metadata=uuid4().hex,
        channel_id=channel_id,
        message_id=message_id,
    )


def id_of(answer: object) -> int:
    """The id in Discord's answer.

    Raises:
        DelayError: It has none; what the call has done is not known.
    """
    match answer:
        case {"id": str(number)} if number.isdecimal() and len(number) <= LONGEST_ID:
            return int(number)
    raise DelayError("Discord's answer cannot be read")
