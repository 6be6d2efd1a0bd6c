"""One WebSocket of the gateway: frames go out in order, compressed as one stream where asked."""

import asyncio
import json
import zlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

from aiohttp import web

Frame = Mapping[str, Any]
_GOODBYE: Final = 1.0  # seconds that the other side has for its part of closing


class Line:
    """A socket with an outbox, so that those who announce need not wait for those who listen."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self.socket = socket
        self._request = request
        self._outbox: asyncio.Queue[Frame | int] = asyncio.Queue()
        asks_for_zlib = request.query.get("compress") == "zlib-stream"
        self._compressor = zlib.compressobj() if asks_for_zlib else None

    @classmethod
    @asynccontextmanager
    async def open(cls, request: web.Request) -> AsyncIterator["Line"]:
        """The line of a request, which writes while the context is open."""
        socket = web.WebSocketResponse(timeout=_GOODBYE, compress=False)
        await socket.prepare(request)
        line = cls(socket, request)
        writer = asyncio.create_task(line._write())
        try:
            yield line
            await asyncio.wait({writer}, timeout=0 if socket.closed else _GOODBYE)
        finally:
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)

    def send(self, frame: Frame) -> None:
        """Send a frame after those before it."""
        self._outbox.put_nowait(frame)

    def close(self, code: int) -> None:
        """Close with a code, once everything is sent."""
        self._outbox.put_nowait(code)

    def cut(self) -> None:
        """Break off in the middle of a word."""
        if self._request.transport is not None:
            self._request.transport.abort()

    async def _write(self) -> None:
        while not isinstance(frame := await self._outbox.get(), int):
            if self._compressor is None:
                await self.socket.send_json(frame)
            else:
                packed = self._compressor.compress(json.dumps(frame).encode())
                packed += self._compressor.flush(zlib.Z_SYNC_FLUSH)
                await self.socket.send_bytes(packed)
        await self.socket.close(code=frame)
