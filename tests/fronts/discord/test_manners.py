"""What a channel wants of its new cards, on Discord: a role called, a thread with each."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.errors import DelayError
from bot.fronts.discord.threads import TRIES, name_after
from bot.news import (
    Article,
    Card,
    DeliveryId,
    DeliveryState,
    EntryId,
    Manner,
    OwedDelivery,
    Receipt,
    RoleId,
    Summary,
    Threads,
)
from tests.discord.faults import Fault
from tests.discord.permissions import Permission
from tests.fronts.desk import article_of, card_of
from tests.fronts.discord.board import MESSAGES, NOON, Board

TITLE = "Last ferry to Skerry leaves before winter"
THREADS = f"{MESSAGES}/{{message_id}}/threads"
LONG_AGO = NOON - timedelta(hours=1)


def threaded(article: Article | None = None) -> Card:
    """A card that wants a thread."""
    return replace(card_of(article), manner=Manner(threads=Threads.ALWAYS))


def delivery(board: Board, *, attempts: int = 0, called_at: datetime | None = None) -> OwedDelivery:
    """The one delivery of a test, each time that it is tried."""
    return OwedDelivery(
        id=DeliveryId(1),
        channel_id=board.channel,
        entry_id=EntryId(1),
        state=DeliveryState.SENDING,
        attempts=attempts,
        called_at=called_at,
        due_at=NOON,
        published_at=NOON,
        first_seen_at=NOON,
    )


def threads_of(board: Board) -> list[tuple[int, str]]:
    """The threads of the channel: their ids and names."""
    state = board.discord._state
    return [
        (each.id, each.name)
        for each in state.channels.values()
        if getattr(each, "parent_id", None) == board.channel
    ]


def asked(board: Board) -> list[str]:
    """What was asked of the channel, in order."""
    told = {MESSAGES: "messages", THREADS: "threads"}
    return [
        f"{one.method} {told[one.template]}"
        for one in board.discord.requests
        if one.template in told
    ]


# --- A role that is called ---


async def test_a_new_card_calls_its_role(board: Board) -> None:
    role = RoleId(board.discord.add_role(board.guild, "Ferry riders"))

    await board.post(replace(card_of(), manner=Manner(mention=role)))

    [message] = board.messages()
    assert message.mentions == {role}
    assert not message.mentions_everyone


async def test_a_card_that_calls_a_role_is_found_again_in_the_history(board: Board) -> None:
    role = RoleId(board.discord.add_role(board.guild, "Ferry riders"))
    card = replace(card_of(), manner=Manner(mention=role))
    message = await board.post(card)

    receipt = await board.publisher.find(delivery(board, called_at=LONG_AGO), card, after=None)

    assert receipt == Receipt(message, NOON)


# --- A headline alone ---


async def test_the_thread_under_a_headline_is_not_told_of_another_outlets_headline(
    board: Board,
) -> None:
    card = replace(threaded(), summary=Summary(headline=TITLE))
    message = await board.post(card)

    await board.edit(message, replace(card, version=2), news="Skerry cut off until spring")
    await board.edit(message, replace(threaded(), version=3), news="Bread comes by helicopter.")

    told = [one.payload["content"] for one in board.discord.messages(message)]
    assert told == ["Update: Bread comes by helicopter."]


# --- A thread with each card ---


@pytest.mark.parametrize("wanted", [Threads.QUESTION, Threads.NEVER])
async def test_no_thread_is_started_where_none_is_wanted(board: Board, wanted: Threads) -> None:
    await board.post(replace(card_of(), manner=Manner(threads=wanted)))

    assert threads_of(board) == []


async def test_a_thread_is_started_with_each_card_and_called_by_its_headline(board: Board) -> None:
    title = "Ferry *stops* [for good] at Skerry_Pier"

    receipt = await board.publisher.publish(
        delivery(board), threaded(article_of(["It stops."], title=title))
    )

    assert threads_of(board) == [(receipt.message_id, title)]
    assert receipt.thread == ""


async def test_a_card_that_is_posted_again_has_one_thread(board: Board) -> None:
    first, second = [await board.publisher.publish(delivery(board), threaded()) for _ in range(2)]

    assert first == second == Receipt(first.message_id, NOON)
    assert len(threads_of(board)) == len(board.messages()) == 1


@pytest.mark.parametrize("fault", [Fault.LOST, Fault.CUT, Fault.HTML_503, Fault.LATE])
async def test_a_thread_whose_start_has_no_answer_is_seen_to_with_the_card(
    board: Board, fault: Fault
) -> None:
    board.discord.fault("POST", THREADS, fault, delay=4.0)

    with pytest.raises(DelayError) as caught:
        await board.publisher.publish(delivery(board), threaded())
    receipt = await board.publisher.publish(delivery(board, attempts=1), threaded())

    assert caught.value.had_effect  # the card is there: nobody may post it as if it were not
    assert threads_of(board) == [(receipt.message_id, TITLE)]
    assert len(board.messages()) == 1


async def test_a_card_found_in_the_history_gets_the_thread_that_it_lacks(board: Board) -> None:
    message = await board.post(card_of())

    receipt = await board.publisher.find(
        delivery(board, called_at=LONG_AGO), threaded(), after=None
    )

    assert receipt == Receipt(message, NOON)
    assert threads_of(board) == [(message, TITLE)]


async def test_without_the_permission_the_card_stands_alone_and_says_why(board: Board) -> None:
    board.discord.deny(board.channel, Permission.CREATE_PUBLIC_THREADS)

    receipt = await board.publisher.publish(delivery(board), threaded())

    assert receipt.thread == "Newsdesk may not start a thread here"
    assert board.shown() == [(receipt.message_id, TITLE)]
    assert threads_of(board) == []


async def test_a_name_that_discord_refuses_costs_the_thread_alone(board: Board) -> None:
    board.discord.fault("POST", THREADS, Fault.REFUSED)

    receipt = await board.publisher.publish(delivery(board), threaded())

    assert "Discord refuses" in receipt.thread
    assert board.shown() == [(receipt.message_id, TITLE)]


async def test_what_can_never_be_started_holds_no_card_up_for_ever(board: Board) -> None:
    board.discord.fault("POST", THREADS, Fault.HTML_503, times=10)

    for attempts in range(TRIES):
        with pytest.raises(DelayError):
            await board.publisher.publish(delivery(board, attempts=attempts), threaded())
    last = await board.publisher.publish(delivery(board, attempts=TRIES), threaded())

    assert last.thread
    assert len(board.messages()) == 1


async def test_the_thread_comes_after_the_card_and_before_its_proof(board: Board) -> None:
    await board.publisher.publish(delivery(board), threaded())

    assert asked(board) == ["POST messages", "POST threads"]


@pytest.mark.parametrize("text", ["x" * 500, "word " * 100, "😀" * 200])
def test_a_thread_has_a_name_that_discord_takes(text: str) -> None:
    for message in ({"embeds": [{"title": text}]}, None):
        assert 1 <= len(name_after(message, text).encode("utf-16-le")) // 2 <= 100
