"""How a scripted model's words go over the wire: whole, streamed, or anyhow."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from aiohttp import web

from tests.model.script import Prompt, Reply

PIECE: Final = 12  # characters of an answer in one event of a stream


def chatty(reply: Reply) -> Reply:
    """The same answer as a model gives it whom nothing holds to JSON."""
    text = f"Sure, here it is:\n```json\n{reply.text}\n```"
    return replace(reply, text=text)


async def raw(request: web.BaseRequest, reply: Reply, body: bytes) -> web.StreamResponse:
    """Bytes of any kind, under any status."""
    response = web.StreamResponse(status=reply.status, headers=reply.headers)
    await response.prepare(request)
    await response.write(body)
    return response


async def whole(request: web.BaseRequest, prompt: Prompt, reply: Reply) -> web.StreamResponse:
    """All at once, in pieces only as far as the connection is concerned."""
    await asyncio.sleep(reply.hang)
    message: dict[str, str] = {"role": "assistant", "content": reply.text}
    if reply.thoughts:
        message["reasoning_content"] = reply.thoughts
    if reply.refusal:
        message["refusal"] = reply.refusal
    choice: dict[str, object] = {"index": 0, "message": message, "finish_reason": reply.finish}
    answer = _envelope("chat.completion", prompt, [choice] if reply.choices else [])
    if reply.usage is not None:
        answer["usage"] = dict(reply.usage)
    body = json.dumps(answer).encode()
    response = web.StreamResponse(headers={"Content-Type": "application/json", **reply.headers})
    await response.prepare(request)
    await response.write(body[: len(body) // 2] if reply.breaks_off else body)
    return _hung_up(request) if reply.breaks_off else response


async def stream(request: web.BaseRequest, prompt: Prompt, reply: Reply) -> web.StreamResponse:
    """Word by word: a role, the words, the reason to stop, the usage, and [DONE]."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", **reply.headers})
    await response.prepare(request)
    await response.write(b": on my way\n\n")  # a comment, as gateways send to keep a line open
    await asyncio.sleep(reply.hang)
    events = list(_events(prompt, reply))
    for event in events[: len(events) // 2] if reply.breaks_off else events:
        await response.write(b"data: " + json.dumps(event).encode() + b"\n\n")
        await asyncio.sleep(reply.trickle)
    if reply.breaks_off:
        return _hung_up(request)
    await response.write(b"data: [DONE]\n\n")
    await asyncio.sleep(3_600 if reply.lingers else 0)
    return response


def _events(prompt: Prompt, reply: Reply) -> Iterator[dict[str, object]]:
    deltas: list[dict[str, str]] = [{"role": "assistant", "content": ""}]
    deltas += [{"reasoning_content": piece} for piece in _pieces(reply.thoughts)]
    deltas += [{"refusal": piece} for piece in _pieces(reply.refusal)]
    deltas += [{"content": piece} for piece in _pieces(reply.text)]
    steps: list[dict[str, object]] = [
        {"index": 0, "delta": delta, "finish_reason": None} for delta in deltas
    ]
    steps.append({"index": 0, "delta": {}, "finish_reason": reply.finish})
    for step in steps:
        yield _envelope("chat.completion.chunk", prompt, [step] if reply.choices else [])
    if reply.usage is not None and prompt.body.get("stream_options", {}).get("include_usage"):
        yield {**_envelope("chat.completion.chunk", prompt, []), "usage": dict(reply.usage)}


def _pieces(text: str) -> list[str]:
    return [text[at : at + PIECE] for at in range(0, len(text), PIECE)]


def _envelope(kind: str, prompt: Prompt, choices: list[dict[str, Any]]) -> dict[str, object]:
    return {
        "id": "chatcmpl-1",
        "object": kind,
        "created": 0,
        "model": prompt.model,
        "choices": choices,
    }


def _hung_up(request: web.BaseRequest) -> web.StreamResponse:
    transport = request.transport
    if transport is not None:
        transport.close()  # sends what is buffered first
    return web.Response()  # nobody is left to read it
