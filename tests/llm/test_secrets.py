"""The key: sent to the endpoint, and found nowhere else, whoever echoes it."""

import logging
import traceback

import pytest

from bot.errors import ModelError
from bot.llm import Call, ModelAccess
from bot.llm.troubles import plain
from tests.llm.asking import KEY, QUESTION, door
from tests.model.script import Reply, refusal
from tests.model.server import ScriptedModel

ECHO = f"Incorrect API key provided: {KEY}. You can find your key in your account."


@pytest.mark.parametrize(
    "reply",
    [
        refusal(401, ECHO),
        refusal(403, ECHO),
        refusal(500, ECHO),
        refusal(400, ECHO),
        refusal(403, f"key={KEY[:12]}****{KEY[-9:]} is not allowed"),
        Reply(status=403, body=ECHO.encode(), headers={"Content-Type": "text/plain"}),
        Reply(body=b'data: {"error": {"code": 403, "message": "%s"}}\n\n' % ECHO.encode()),
        Reply(status=302, body=b"", headers={"Location": f"/login?key={KEY}"}),
    ],
    ids=lambda reply: f"{reply.status} {(reply.body or b'')[:40]!r}",
)
async def test_a_key_that_is_echoed_is_in_no_error_and_no_log(
    server: ScriptedModel, reply: Reply, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.always(reply)
    calls: list[Call] = []

    async with door(server, api_key=KEY) as model:
        with pytest.raises(ModelError) as caught:
            await model.ask(QUESTION, note=calls.append)

    told = "".join(traceback.format_exception(caught.value)) + repr(calls) + caplog.text
    assert server.prompts[0].headers["authorization"] == f"Bearer {KEY}"
    assert not any(KEY[at : at + 8] in told for at in range(len(KEY) - 7))
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


def test_a_key_is_not_shown_with_the_access_that_holds_it() -> None:
    assert KEY not in repr(ModelAccess(model="small", api_key=KEY))


@pytest.mark.parametrize(
    ("said", "key", "shown"),
    [
        ("no sk-somebody-elses here", "", "no [key] here"),
        ("model 'ollama' is not loaded", "", "model 'ollama' is not loaded"),
        ("got 'hunter2' as key", "hunter2", "got '[key]' as key"),
        ("x marks the spot", "x", "x marks the spot"),
        ("two\nlines\x07", "", "two lines"),
    ],
)
def test_words_are_shown_without_keys(said: str, key: str, shown: str) -> None:
    assert plain(said, key) == shown


def test_a_long_message_is_looked_at_in_no_time() -> None:
    shown = plain("a" * 1_000_000, "a" * 200)

    assert shown == "[key]"
