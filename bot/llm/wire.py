"""The openai package and what is under it: one call goes out, and bytes or trouble come back.

The only module that imports them. It is loaded when a model is opened: it takes a second, which
those who have no model need not spend.
"""

import asyncio
import logging
import math
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any, Final

import httpx2
import openai

from bot.errors import AdminError
from bot.llm.asking import ModelAccess
from bot.llm.transcript import Exchange, Fetch, Fetched, Hear, Heard, Transcript
from bot.llm.troubles import Trouble, of_status, plain, said_by

OPENAI: Final = "https://api.openai.com/v1"
MEBIBYTE: Final = 1024 * 1024
# A streamed token takes 300 bytes, so this is room for 50,000 of them, thoughts included.
LARGEST_ANSWER: Final = 16 * MEBIBYTE
# Seconds from one time that a listener is told to the next: nobody reads faster.
HEARD_EVERY: Final = 0.05
LARGEST_ERROR: Final = 64 * 1024  # bytes; the rest of a refusal is not read
OK: Final = 200
# At their talkative levels these write down an answer's headers, in which a key may be echoed.
TALKATIVE: Final = ("openai", "httpx2", "httpcore2")


@asynccontextmanager
async def open_wire(access: ModelAccess) -> AsyncIterator[Exchange]:
    """A connection to the endpoint. Nothing is sent before the first call.

    Raises:
        AdminError: The key cannot be a key.
    """
    async with _client(access) as client:

        async def exchange(
            request: Mapping[str, Any], first_word: float, hear: Hear | None
        ) -> Heard:
            transcript = Transcript()
            read = _Reader(transcript, hear)
            trouble = await _listen(client, request, first_word, read)
            trouble = trouble or transcript.close()
            read.out()
            if trouble is None:
                return transcript, None
            return transcript, replace(trouble, said=plain(trouble.said, access.api_key))

        yield exchange


@asynccontextmanager
async def open_embedding_wire(access: ModelAccess) -> AsyncIterator[Fetch]:
    """The same for vectors, whose answers come whole. Words of the endpoint come as they are.

    Raises:
        AdminError: The key cannot be a key.
    """
    async with _client(access) as client:
        yield partial(_gather, client)


@cache
def _certificates() -> ssl.SSLContext:
    """Whom the system trusts; it takes 50 ms to load."""
    return ssl.create_default_context()


def _client(access: ModelAccess) -> openai.AsyncOpenAI:
    if not access.api_key.isascii() or not (access.api_key + "x").isprintable():
        raise AdminError("OPENAI_API_KEY holds characters that no key has, such as a line's end")
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.ERROR)
    transport = _Bounded(verify=_certificates(), trust_env=False)
    return openai.AsyncOpenAI(
        api_key=access.api_key or "none",  # the package insists on one; servers without do not mind
        base_url=access.base_url or OPENAI,
        max_retries=0,  # the door decides
        timeout=None,  # as to time, too
        # Neither a redirect nor a proxy of the environment gets to see the key and the prompts.
        http_client=httpx2.AsyncClient(
            transport=transport, follow_redirects=False, trust_env=False, timeout=None
        ),
        default_headers={"Accept-Encoding": "identity"},  # so that sizes are what they seem
    )


async def _listen(
    client: openai.AsyncOpenAI,
    request: Mapping[str, Any],
    first_word: float,
    read: "_Reader",
) -> Trouble | None:
    """Make a call. Errors become words, without what raised them: that may quote the key."""
    patience = first_word if request["stream"] else None
    try:
        async with (
            asyncio.timeout(patience) as until_first_word,
            client.chat.completions.with_streaming_response.create(**request) as answer,
        ):
            async for heard in answer.iter_bytes():
                read.transcript.feed(heard)
                read.on()
                if read.transcript.begun:
                    until_first_word.reschedule(None)
                if read.transcript.done:
                    break
    except TimeoutError:
        return Trouble(f"did not begin to answer within {first_word:g} s", down=True)
    except (openai.OpenAIError, httpx2.HTTPError) as error:
        return _trouble(error)
    return None


@dataclass(slots=True)
class _Reader:
    """Reads a transcript to whoever listens, as it grows."""

    transcript: Transcript
    hear: Hear | None
    told: str = ""
    told_at: float = -math.inf  # by the loop's clock
    fault: Exception | None = None

    def on(self) -> None:
        """Tell what has come since, but not every letter: all of it is put together each time."""
        now = asyncio.get_running_loop().time()
        if self.hear is not None and now - self.told_at >= HEARD_EVERY:
            self.told_at = now
            self._tell(self.hear)

    def out(self) -> None:
        """Tell the rest.

        Raises:
            RuntimeError: Whoever listens has failed: a fault of ours, not of the endpoint's.
        """
        if self.hear is not None and self.fault is None:
            self._tell(self.hear)
        if self.fault is not None:
            raise RuntimeError("whoever listens to the model has failed") from self.fault

    def _tell(self, hear: Hear) -> None:
        if self.fault is not None or (text := self.transcript.readable) == self.told:
            return
        self.told = text
        try:
            hear(text)
        except Exception as error:  # noqa: BLE001 - raised again where no timeout can take it for its own
            self.fault = error


async def _gather(client: openai.AsyncOpenAI, request: Mapping[str, Any]) -> Fetched:
    """Make a call for vectors. Read by us: the package would take whatever comes for vectors."""
    body = bytearray()
    try:
        async with client.embeddings.with_streaming_response.create(**request) as answer:
            async for heard in answer.iter_bytes():
                body += heard
    except (openai.OpenAIError, httpx2.HTTPError) as error:
        return b"", _trouble(error)
    return bytes(body), None


def _trouble(error: openai.OpenAIError | httpx2.HTTPError) -> Trouble:
    if isinstance(error, openai.APIStatusError):
        return _refusal(error)
    if isinstance(error, _TooMuchError):
        return Trouble(f"answered more than {LARGEST_ANSWER // MEBIBYTE} MB")
    return _broken(error)


def _refusal(error: openai.APIStatusError) -> Trouble:
    code = error.code if isinstance(error.code, str) else ""
    said, headers = said_by(error.body), error.response.headers
    return of_status(error.status_code, said=said, code=code, headers=headers)


def _broken(error: Exception) -> Trouble:
    cause = error.__cause__ if isinstance(error, openai.APIConnectionError) else error
    if isinstance(cause, httpx2.ConnectError):
        return Trouble("cannot be reached, see OPENAI_BASE_URL", again=True, down=True)
    kind = type(cause or error).__name__
    return Trouble(f"lost the connection ({kind})", again=True, down=True)


class _TooMuchError(httpx2.TransportError):
    """An answer that is larger than any honest one."""


class _Bounded(httpx2.AsyncHTTPTransport):
    """HTTP whose bodies end: an answer's with an error, that of a refusal in silence."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        response = await super().handle_async_request(request)
        if response.headers.get("content-encoding", "identity") != "identity":
            await response.aclose()
            raise httpx2.DecodingError("compressed though it was asked not to be")
        # UTF-8, whatever is said of it: a "charset" can name any of Python's codecs, and crash.
        response.headers["content-type"] = "application/json"
        assert isinstance(response.stream, httpx2.AsyncByteStream)  # noqa: S101 - for the types
        response.stream = _BoundedBody(response.stream, is_answer=response.status_code == OK)
        return response


class _BoundedBody(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream, *, is_answer: bool) -> None:
        self._stream = stream
        self._is_answer = is_answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = LARGEST_ANSWER if self._is_answer else LARGEST_ERROR
        async for chunk in self._stream:
            left -= len(chunk)
            if left < 0 and self._is_answer:
                raise _TooMuchError("too much")
            yield chunk
            if left < 0:
                return

    async def aclose(self) -> None:
        await self._stream.aclose()
