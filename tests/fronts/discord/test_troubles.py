"""What Discord answers instead of an answer, and who must act on it."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import discord
import pytest
from aiohttp import ServerDisconnectedError

from bot.errors import AdminError, CardError, ChannelError, DelayError, NewsdeskError, TokenError
from bot.fronts.discord.delivery import is_same_card, receipt_of
from bot.fronts.discord.troubles import FixedError, gateway_trouble, translated

ME = 77
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CARD = {"title": "Ferry sails again", "url": "https://harbour.example/news/1"}


def answered(status: int, code: int = 0, words: str = "") -> discord.HTTPException:
    """What discord.py raises for an answer."""
    kinds = {403: discord.Forbidden, 404: discord.NotFound}
    kind = kinds.get(status, discord.DiscordServerError if status >= 500 else discord.HTTPException)
    response: Any = SimpleNamespace(status=status, reason="")
    return kind(response, {"code": code, "message": words} if code else words)


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (answered(401), TokenError),
        (answered(404, 10003), ChannelError),
        (answered(403, 50001), ChannelError),
        (answered(403, 50013), ChannelError),
        (answered(403, 99999), ChannelError),
        (answered(400, 50008), ChannelError),
        (answered(400, 50083), ChannelError),
        (answered(400, 50035), CardError),
        (answered(413), CardError),
        (answered(403, words="<html>denied</html>"), DelayError),
        (answered(404, words="<html>nothing</html>"), DelayError),
        (answered(429, words="<html>banned</html>"), DelayError),
        (answered(502), DelayError),
        (TimeoutError(), DelayError),
        (ServerDisconnectedError(), DelayError),
        (ConnectionResetError(), DelayError),
        (discord.RateLimited(90), DelayError),
    ],
)
def test_each_failure_has_somebody_who_must_act(
    error: Exception, meaning: type[NewsdeskError]
) -> None:
    assert type(translated(error)) is meaning


@pytest.mark.parametrize(
    ("error", "had_effect"),
    [
        (answered(500), True),
        (TimeoutError(), True),
        (ServerDisconnectedError(), True),
        (answered(429), False),
        (discord.RateLimited(90), False),
    ],
)
def test_what_may_have_had_its_effect_is_told_from_what_had_none(
    error: Exception,
    had_effect: bool,  # noqa: FBT001 - a table's column
) -> None:
    trouble = translated(error)

    assert isinstance(trouble, DelayError)
    assert trouble.had_effect is had_effect


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (answered(404, 10008), FixedError),
        (answered(403, 50005), FixedError),
        (answered(400, 50083), FixedError),
        (answered(404, 10003), ChannelError),
        (answered(403, 50001), ChannelError),
        (answered(400, 160005), ChannelError),
        (answered(400, 50035), CardError),
        (answered(401), TokenError),
        (answered(429, 30046, "Maximum number of edits to messages older than 1 hour"), DelayError),
        (TimeoutError(), DelayError),
    ],
)
def test_what_is_wrong_with_one_message_closes_no_channel(
    error: Exception, meaning: type[NewsdeskError]
) -> None:
    assert type(translated(error, is_edit=True)) is meaning


def test_the_wait_that_discord_asks_for_is_kept() -> None:
    trouble = translated(discord.RateLimited(90))

    assert isinstance(trouble, DelayError)
    assert trouble.retry_after == 90


def test_discords_words_are_cleaned_and_cut() -> None:
    trouble = translated(answered(400, 50035, "bad \x1b[31m\u202e" + "x" * 5_000))

    assert "\x1b" not in str(trouble)
    assert "\u202e" not in str(trouble)
    assert len(str(trouble)) < 300


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (discord.LoginFailure("bad"), TokenError),
        (answered(401), TokenError),
        (answered(503), AdminError),
        (ConnectionResetError(), AdminError),
    ],
)
def test_a_connection_that_ends_is_the_admins_matter(
    error: Exception, meaning: type[NewsdeskError]
) -> None:
    assert type(gateway_trouble(error)) is meaning


def test_a_gateway_that_is_not_found_tells_why() -> None:
    not_found = discord.GatewayNotFound()  # type: ignore[no-untyped-call] # discord.py leaves it bare
    not_found.__cause__ = answered(401)

    assert type(gateway_trouble(not_found)) is TokenError


def test_an_answer_is_proof_by_its_id() -> None:
    assert receipt_of({"id": "9007199254740993", "content": ""}, NOON).message_id == 2**53 + 1


@pytest.mark.parametrize(
    "answer",
    [
        None,
        "<html>",
        [],
        {},
        {"id": None},
        {"id": 5},
        {"id": "²"},
        {"id": "9" * 5_000},
        {"id": "-1"},
    ],
)
def test_an_answer_that_is_no_message_leaves_the_outcome_open(answer: object) -> None:
    with pytest.raises(DelayError) as caught:
        receipt_of(answer, NOON)

    assert caught.value.had_effect


def message(*embeds: dict[str, str], author: int = ME) -> dict[str, Any]:
    return {"id": "5", "author": {"id": str(author)}, "embeds": list(embeds)}


@pytest.mark.parametrize(
    ("found", "same"),
    [
        (message(CARD), True),
        (message({**CARD, "title": "Ferry sails again (corrected)"}), True),
        (message({"title": CARD["title"]}), True),
        (message({**CARD, "url": "https://harbour.example/news/2"}), False),
        (message({"title": "Another one"}), False),
        (message({}), False),
        (message(), False),
        (message(CARD, author=78), False),
        (None, False),
        ("<html>", False),
        ({}, False),
        ({"author": None, "embeds": [CARD]}, False),
        ({"author": {"id": "77"}, "embeds": None}, False),
        ({"author": {"id": "77"}, "embeds": [None, 5, [], {"url": 5, "title": None}]}, False),
    ],
)
def test_a_card_is_known_again_in_a_history(found: object, same: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_same_card(found, CARD, author=ME) is same
