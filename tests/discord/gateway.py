"""The gateway: sessions over WebSocket, with heartbeats, sequence numbers, resuming and shards."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from enum import IntEnum
from typing import Any, Final

from aiohttp import WSMsgType, web

from tests.discord.line import Line
from tests.discord.sessions import Identified, Op, Resumed, Session
from tests.discord.shapes import member, oneself, whole_guild
from tests.discord.state import PRIVILEGED, Event, Intent, State
from tests.discord.world import Guild

HEARTBEAT: Final = 41.25  # seconds, as Discord asks for
_PATIENCE: Final = 1.5  # heartbeat intervals without a heartbeat, until a line counts as dead
_NO_INTENT: Final = 1 << 26  # the first bit that has no meaning


class Close(IntEnum):
    """Why the gateway closes a line."""

    UNKNOWN_OPCODE = 4001
    DECODE_ERROR = 4002
    NOT_AUTHENTICATED = 4003
    AUTHENTICATION_FAILED = 4004
    ALREADY_AUTHENTICATED = 4005
    SESSION_TIMED_OUT = 4009
    INVALID_SHARD = 4010
    INVALID_INTENTS = 4013
    DISALLOWED_INTENTS = 4014


# What a frame has to have in it.
_NEEDS: Final[Mapping[Op, set[str]]] = {
    Op.IDENTIFY: {"token", "intents"},
    Op.RESUME: {"token", "session_id", "seq"},
    Op.REQUEST_GUILD_MEMBERS: {"guild_id"},
}


class NonsenseError(Exception):
    """A frame that cannot be understood; the line is closed with this code."""

    def __init__(self, code: Close) -> None:
        super().__init__(code.name)
        self.code = code


class Gateway:
    """The server's side of all lines, and what a test may see of them.

    Args:
        state: What READY and GUILD_CREATE tell of.
        token: The bot's token at this moment; None when it was revoked.
        url: The gateway's own address, for resuming.
        heartbeat: Seconds between two heartbeats.
        privileged: The privileged intents that are switched on for the bot.
    """

    def __init__(
        self,
        state: State,
        *,
        token: Callable[[], str | None],
        url: Callable[[], str],
        heartbeat: float = HEARTBEAT,
        privileged: Intent = Intent.NONE,
    ) -> None:
        self.identifies: list[Identified] = []
        self.resumes: list[Resumed] = []
        self.heartbeats: list[float] = []  # monotonic
        self.sessions: dict[str, Session] = {}  # those that can be resumed
        self.lines: set[Line] = set()  # the open sockets
        self._state, self._token, self._url = state, token, url
        self._heartbeat = heartbeat
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
        last = time.monotonic()
        while True:
            left = last + self._heartbeat * _PATIENCE - time.monotonic()
            try:
                frame = await line.socket.receive(timeout=max(left, 0.001))
            except TimeoutError:
                return line.close(Close.SESSION_TIMED_OUT)
            if frame.type is not WSMsgType.TEXT:
                return None  # it has ended
            try:
                op, data = _read(frame.data)
            except NonsenseError as nonsense:
                return line.close(nonsense.code)
            if op == Op.HEARTBEAT:
                last = time.monotonic()
            self._hear(line, op, data)

    def _hear(self, line: Line, op: Op, data: Any) -> None:  # noqa: ANN401 - JSON
        known = next(self._sessions_on(line), None)
        if op == Op.HEARTBEAT:
            self.heartbeats.append(time.monotonic())
            line.send({"op": Op.HEARTBEAT_ACK, "d": None})
        elif op in {Op.IDENTIFY, Op.RESUME} and known is not None:
            line.close(Close.ALREADY_AUTHENTICATED)
        elif op in {Op.IDENTIFY, Op.RESUME} and data["token"] != self._token():
            line.close(Close.AUTHENTICATION_FAILED)
        elif op == Op.IDENTIFY:
            self._identify(line, data)
        elif op == Op.RESUME:
            self._resume(line, data["session_id"], data["seq"])
        elif known is None:
            line.close(Close.NOT_AUTHENTICATED)
        elif op == Op.REQUEST_GUILD_MEMBERS:
            self._list_members(known, data)

    def _identify(self, line: Line, asked: dict[str, Any]) -> None:
        number, count = asked.get("shard", (0, 1))
        intents = asked["intents"]
        if not 0 <= number < count:
            line.close(Close.INVALID_SHARD)
        elif not isinstance(intents, int) or not 0 <= intents < _NO_INTENT:
            line.close(Close.INVALID_INTENTS)
        elif intents & self._forbidden:
            line.close(Close.DISALLOWED_INTENTS)
        else:
            session = Session((number, count), Intent(intents), line=line)
            self.sessions[session.id] = session
            seen = Identified(time.monotonic(), session.id, session.shard, session.intents)
            self.identifies.append(seen)
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

    def _resume(self, line: Line, session_id: str, sequence: int) -> None:
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
        guild = self._state.guilds.get(int(asked["guild_id"]))
        if guild is not None:
            chosen = [str(one) for one in asked.get("user_ids", guild.members)]
            session.tell("GUILD_MEMBERS_CHUNK", _chunk(guild, chosen, asked.get("nonce")))

    def _sessions_on(self, line: Line) -> Iterator[Session]:
        return (session for session in self.sessions.values() if session.line is line)


def _read(text: str) -> tuple[Op, Any]:
    """What a frame says."""
    try:
        said = json.loads(text)
        number, data = said["op"], said["d"]
    except (ValueError, KeyError, TypeError) as error:
        raise NonsenseError(Close.DECODE_ERROR) from error
    try:
        op = Op(number)
    except ValueError as error:
        raise NonsenseError(Close.UNKNOWN_OPCODE) from error
    if op in _NEEDS and not (isinstance(data, dict) and _NEEDS[op] <= data.keys()):
        raise NonsenseError(Close.DECODE_ERROR)
    return op, data


def _chunk(guild: Guild, chosen: list[str], nonce: str | None) -> dict[str, Any]:
    found = [one for one in guild.members.values() if str(one.user.id) in chosen]
    return {
        "guild_id": str(guild.id),
        "members": [member(one) for one in found],
        "chunk_index": 0,
        "chunk_count": 1,
        "not_found": [one for one in chosen if int(one) not in guild.members],
        **({"nonce": nonce} if nonce else {}),
    }
