"""A scripted model: an OpenAI-compatible server on loopback that says what a test gives it to say.

Replies go in, prompts are kept. It has no mind and no rules of its own but one: it speaks the
dialect that it is given, and refuses or ignores the rest.
"""

import asyncio
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Self

from aiohttp import web

from tests.model.saying import chatty, raw, stream, whole
from tests.model.script import Prompt, Reply, Script, Skill, refusal

PATH: Final = "/v1/chat/completions"
VECTORS: Final = "/v1/embeddings"


class ScriptedModel:
    """The server, an async context manager. `url` is what OPENAI_BASE_URL wants.

    Args:
        schema: What it does when asked for a JSON schema.
        json_mode: What it does when asked for JSON.
        refuses: Other parts of a request that it does not know and refuses with 400.
    """

    def __init__(
        self,
        *,
        schema: Skill = Skill.HAS,
        json_mode: Skill = Skill.HAS,
        refuses: frozenset[str] = frozenset(),
    ) -> None:
        self.prompts: list[Prompt] = []
        self.embedded: list[Prompt] = []  # requests for vectors, apart from the others
        self.most_at_once = 0  # requests in progress
        self._inside = 0
        self._skills = {"json_schema": schema, "json_object": json_mode}
        self._refuses = refuses
        self._queue: deque[Reply] = deque()
        self._always: Script | None = None
        self._embeds: Script | None = None
        self.url = ""  # known once the server is open

    async def __aenter__(self) -> Self:
        server = web.Server(self._serve, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/v1"
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._runner.cleanup()

    # What it is to say.

    def then(self, *replies: Reply | str) -> Self:
        """Add replies to the queue; a string is an honest answer with this text."""
        self._queue.extend(Reply(text=each) if isinstance(each, str) else each for each in replies)
        return self

    def always(self, script: Reply | str | Script) -> Self:
        """What to say whenever the queue is empty; a function is given each prompt."""
        if isinstance(script, str):
            script = Reply(text=script)
        self._always = (
            (lambda _prompt, reply=script: reply) if isinstance(script, Reply) else script
        )
        return self

    def embeds(self, script: Reply | Script) -> Self:
        """What to answer when asked for vectors, each time; see `tests.model.embedder`."""
        self._embeds = (
            (lambda _prompt, reply=script: reply) if isinstance(script, Reply) else script
        )
        return self

    # How it says it.

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        self._inside += 1
        self.most_at_once = max(self.most_at_once, self._inside)
        try:
            return await self._answer(request)
        finally:
            self._inside -= 1

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.method != "POST" or request.path not in {PATH, VECTORS}:
            return web.json_response({"detail": "Not Found"}, status=404)
        headers = {name.lower(): text for name, text in request.headers.items()}
        prompt = Prompt(body=await request.json(), headers=headers, at=time.monotonic())
        if request.path == VECTORS:
            return await self._embed(request, prompt)
        self.prompts.append(prompt)
        reply = self._objection(prompt) or self._next(prompt)
        await asyncio.sleep(reply.wait)
        if reply.body is not None:
            return await raw(request, reply, reply.body)
        if self._skills.get(prompt.form) is Skill.IGNORES:
            reply = chatty(reply)
        if prompt.body.get("stream") and reply.streams:
            return await stream(request, prompt, reply)
        return await whole(request, prompt, reply)

    async def _embed(self, request: web.BaseRequest, prompt: Prompt) -> web.StreamResponse:
        self.embedded.append(prompt)
        no_model = refusal(404, "there is no embedding model here")
        reply = self._embeds(prompt) if self._embeds else no_model
        await asyncio.sleep(reply.wait)
        return await raw(request, reply, reply.body or b"")

    def _objection(self, prompt: Prompt) -> Reply | None:
        if self._skills.get(prompt.form) is Skill.REFUSES:
            words = f"'response_format' of type '{prompt.form}' is not supported with this model."
            return refusal(400, words)
        for name in sorted(self._refuses & prompt.body.keys()):
            if prompt.body[name] is not False:
                return refusal(
                    400, f"Unsupported parameter: '{name}'.", code="unsupported_parameter"
                )
        return None

    def _next(self, prompt: Prompt) -> Reply:
        if self._queue:
            return self._queue.popleft()
        if self._always is not None:
            return self._always(prompt)
        return refusal(418, "the script has no more replies")


@contextmanager
def model_in_thread(model: ScriptedModel | None = None) -> Iterator[ScriptedModel]:
    """A scripted model with a loop of its own, for tests of programs started as processes."""
    model = model or ScriptedModel()
    ready, closing = threading.Event(), asyncio.Event()

    async def keep_open() -> None:
        async with model:
            ready.set()
            await closing.wait()

    loop = asyncio.new_event_loop()
    keeper = threading.Thread(target=lambda: loop.run_until_complete(keep_open()))
    keeper.start()
    ready.wait(10)
    try:
        yield model
    finally:
        loop.call_soon_threadsafe(closing.set)
        keeper.join(10)
        loop.close()
