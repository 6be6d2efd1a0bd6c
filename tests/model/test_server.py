"""The scripted model itself, where other tests lean on it most."""

import json
import urllib.request

from tests.model.script import Prompt, Reply
from tests.model.server import ScriptedModel, model_in_thread


def ask(server: ScriptedModel, **wishes: object) -> bytes:
    body = {"model": "small", "messages": [{"role": "user", "content": "Hello?"}], **wishes}
    request = urllib.request.Request(  # noqa: S310 - our own server
        f"{server.url}/chat/completions", json.dumps(body).encode()
    )
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - our own server
        said: bytes = answer.read()
    return said


def test_a_model_in_a_thread_answers_a_program_without_asyncio() -> None:
    with model_in_thread() as server:
        server.then("Good evening.")
        answer = json.loads(ask(server))

    assert answer["choices"][0]["message"]["content"] == "Good evening."
    assert server.prompts[0].user == "Hello?"


def test_a_stream_gives_the_same_words_and_then_its_usage() -> None:
    with model_in_thread() as server:
        server.then("It is raining in the old harbour.")
        said = ask(server, stream=True, stream_options={"include_usage": True}).decode()

    *events, done, _end = [line for line in said.split("\n\n") if line.startswith("data:")] + [""]
    chunks = [json.loads(event.removeprefix("data:")) for event in events]
    words = [choice["delta"].get("content", "") for chunk in chunks for choice in chunk["choices"]]
    assert "".join(words) == "It is raining in the old harbour."
    assert chunks[-1]["usage"]["completion_tokens"] == 30
    assert done == "data: [DONE]"


def test_a_script_sees_the_prompt_that_it_answers() -> None:
    def echo(prompt: Prompt) -> Reply:
        return Reply(text=prompt.user.upper())

    with model_in_thread() as server:
        server.always(echo)
        answer = json.loads(ask(server))

    assert answer["choices"][0]["message"]["content"] == "HELLO?"
