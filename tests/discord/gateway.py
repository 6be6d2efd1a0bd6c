"""The gateway: sessions over WebSocket, with heartbeats, sequence numbers, resuming and shards."""

import math
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, Final

from aiohttp import WSMsgType, web

from tests.discord import frames
from tests.discord.frames import Close, GoodbyeError, Op
from tests.discord.line import Line
from tests.discord.sessions import Identified, Resumed, Session
from tests.discord.shapes import member, oneself, whole_guild
from tests.discord.state import PRIVILEGED, Event, Intent, State
from tests.discord.world import Guild

HEARTBEAT: Final = 41.25  # seconds, as Discord asks for
IDENTIFY_SPACING: Final = 5.0  # seconds between two identifies of one bucket; documented
_PATIENCE: Final = 1.5  # heartbeat intervals without a heartbeat, until a line counts as dead
_NO_INTENT: Final = 1 << 26  # the first bit that has no meaning


class Gateway:
    """The server's side of all lines, and what a test may see of them.

    Args:
        state: What READY and GUILD_CREATE tell of.
        token: The bot's token at this moment; None when it was revoked.
        url: The gateway's own address, for resuming.
        heartbeat: Seconds between two heartbeats.
        identify_spacing: Seconds that have to lie between two identifies of one bucket.
        privileged: The privileged intents that are switched on for the bot.
    """

    def __init__(
        self,
        state: State,
        *,
        token: Callable[[], str | None],
        url: Callable[[], str],
        heartbeat: float = HEARTBEAT,
        identify_spacing: float = 0.0,
        privileged: Intent = Intent.NONE,
    ) -> None:
        self.identifies: list[Identified] = []
        self.hasty: list[float] = []  # identifies that came too soon, and were refused; monotonic
        self.resumes: list[Resumed] = []
        self.heartbeats: list[float] = []  # monotonic
        self.sessions: dict[str, Session] = {}  # those that can be resumed
        self.lines: set[Line] = set()  # the open sockets
        self._state, self._token, self._url = state, token, url
        self._heartbeat, self._spacing = heartbeat, identify_spacing
        self._identified: dict[int, float] = {}  # by bucket of shards; monotonic
        self._forbidden = PRIVILEGED & ~privileged

    # What a test does to it.

    def announce(self, event: Event) -> None:
        """Tell an event to whom it concerns."""
        for session in self.sessions.values():
            if session.concerns(event):
                reads = event.unread is None or session.intents & Intent.MESSAGE_CONTENT
                session.tell(event.name, event.data if reads else event.unread)

    def drop(self, code: int | None = None, *, resumable: bool = True) -> None:
        """End all lines, with a close code or, for None, without a word."""
        for line in list(self.lines):
            line.cut() if code is None else line.close(code)
        if not resumable:
            self.sessions.clear()

    def reconnect(self) -> None:
        """Ask everybody to come back on a new line."""
        self._send_all({"op": Op.RECONNECT, "d": None})

    def invalidate(self, *, resumable: bool = False) -> None:
        """End all sessions, or only interrupt them."""
        self._send_all({"op": Op.INVALID_SESSION, "d": resumable})
        if not resumable:
            self.sessions.clear()

    def _send_all(self, frame: dict[str, Any]) -> None:
        for line in list(self.lines):
            line.send(frame)

    # How a line is served.

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One line, from HELLO until it ends."""
        async with Line.open(request) as line:
            self.lines.add(line)
            try:
                await self._converse(line)
            finally:
                self.lines.discard(line)
                for session in self._sessions_on(line):
                    session.line = None
        return line.socket

    async def _converse(self, line: Line) -> None:
        hello = {"heartbeat_interval": round(self._heartbeat * 1000)}
        line.send({"op": Op.HELLO, "d": hello})
        last_beat = time.monotonic()
        heard: deque[float] = deque(maxlen=frames.MOST + 1)
        try:
            while (text := await self._listen(line, last_beat)) is not None:
                frames.count(heard)
                op, data = frames.read(text)
                if op == Op.HEARTBEAT:
                    last_beat = heard[-1]
                self._hear(line, op, data)
        except GoodbyeError as goodbye:
            line.close(goodbye.code)

    async def _listen(self, line: Line, last_beat: float) -> str | None:
        """The next frame, or None when the line has ended."""
        left = last_beat + self._heartbeat * _PATIENCE - time.monotonic()
        try:
            frame = await line.socket.receive(timeout=max(left, 0.001))
        except TimeoutError as error:
            raise GoodbyeError(Close.SESSION_TIMED_OUT) from error
        return frame.data if frame.type is WSMsgType.TEXT else None

    def _hear(self, line: Line, op: Op, data: Any) -> None:  # noqa: ANN401 - JSON
        known = next(self._sessions_on(line), None)
        if op == Op.HEARTBEAT:
            self.heartbeats.append(time.monotonic())
            line.send({"op": Op.HEARTBEAT_ACK, "d": None})
        elif op in {Op.IDENTIFY, Op.RESUME}:
            if known is not None:
                raise GoodbyeError(Close.ALREADY_AUTHENTICATED)
            if data["token"] != self._token():
                raise GoodbyeError(Close.AUTHENTICATION_FAILED)
            (self._identify if op == Op.IDENTIFY else self._resume)(line, data)
        elif known is None:
            raise GoodbyeError(Close.NOT_AUTHENTICATED)
        elif op == Op.REQUEST_GUILD_MEMBERS:
            self._list_members(known, data)

    def _identify(self, line: Line, asked: dict[str, Any]) -> None:
        shard, intents = _shard(asked), asked["intents"]
        if not isinstance(intents, int) or not 0 <= intents < _NO_INTENT:
            raise GoodbyeError(Close.INVALID_INTENTS)
        if intents & self._forbidden:
            raise GoodbyeError(Close.DISALLOWED_INTENTS)
        now, bucket = time.monotonic(), shard[0] % self._state.concurrency
        if now - self._identified.get(bucket, -math.inf) < self._spacing:
            self.hasty.append(now)
            line.send({"op": Op.INVALID_SESSION, "d": False})
            return
        self._identified[bucket] = now
        session = Session(shard, Intent(intents), line=line)
        self.sessions[session.id] = session
        self.identifies.append(Identified(now, session.id, session.shard, session.intents))
        self._welcome(session)

    def _welcome(self, session: Session) -> None:
        """READY names the guilds; then each follows whole, if it is up."""
        guilds = [guild for guild in self._state.joined() if session.serves(guild.id)]
        ready = {
            "v": 10,
            "user": oneself(self._state.bot),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self._url(),
            "shard": list(session.shard),
            "application": {"id": str(self._state.application_id), "flags": 0},
        }
        session.tell("READY", ready)
        if session.intents & Intent.GUILDS:
            for guild in guilds:
                if guild.available:
                    session.tell("GUILD_CREATE", whole_guild(guild, self._state.bot.id))

    def _resume(self, line: Line, asked: dict[str, Any]) -> None:
        session_id, sequence = asked["session_id"], asked["seq"]
        session = self.sessions.get(session_id)
        accepted = session is not None and 0 <= sequence <= len(session.events)
        self.resumes.append(Resumed(time.monotonic(), session_id, sequence, accepted))
        if session is None or not accepted:
            line.send({"op": Op.INVALID_SESSION, "d": False})
            return
        session.line = line
        session.replay(sequence)
        session.tell("RESUMED", {"_trace": []})

    def _list_members(self, session: Session, asked: dict[str, Any]) -> None:
        known = {str(one.id): one for one in self._state.joined()}
        guild = known.get(str(asked["guild_id"]))
        if guild is not None:
            session.tell("GUILD_MEMBERS_CHUNK", _chunk(guild, asked))

    def _sessions_on(self, line: Line) -> Iterator[Session]:
        return (session for session in self.sessions.values() if session.line is line)


def _shard(asked: dict[str, Any]) -> tuple[int, int]:
    """Which shard identifies, of how many; whoever says nothing is the only one."""
    match asked.get("shard") or [0, 1]:
        case [int(number), int(count)] if 0 <= number < count:
            return number, count
    raise GoodbyeError(Close.INVALID_SHARD)


def _chunk(guild: Guild, asked: dict[str, Any]) -> dict[str, Any]:
    """The members that are asked for by id, or all."""
    members = {str(one.user.id): one for one in guild.members.values()}
    ids = asked.get("user_ids")
    chosen = [str(one) for one in ids] if isinstance(ids, list) else list(members)
    return {
        "guild_id": str(guild.id),
        "members": [member(members[one]) for one in chosen if one in members],
        "chunk_index": 0,
        "chunk_count": 1,
        "not_found": [one for one in chosen if one not in members],
        **({"nonce": asked["nonce"]} if asked.get("nonce") else {}),
    }
