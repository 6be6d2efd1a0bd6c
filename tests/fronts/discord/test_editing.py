"""A posted card is shown anew in its place, whatever Discord answers: over real sockets."""

from dataclasses import replace

import pytest

from bot.errors import CardError, ChannelError, DelayError
from bot.fronts.discord.delivery import DiscordPublisher
from bot.news import (
    ChannelId,
    DeliveryId,
    EntryId,
    Manner,
    MessageId,
    OwedEdit,
    RoleId,
    Threads,
)
from tests.discord.clients import Plain
from tests.discord.faults import Fault
from tests.discord.permissions import Permission
from tests.fronts.desk import HOSTILE, card_of, hostile_card, modelled_card
from tests.fronts.discord.board import MESSAGE, Board
from tests.fronts.discord.test_escaping import MARKUP

TITLE = "Last ferry to Skerry leaves before winter"
BETTER = "Skerry loses its ferry until spring"


async def test_a_better_card_stands_where_the_first_one_stood(board: Board) -> None:
    first, second = await board.post(card_of()), await board.post(card_of())

    await board.edit(first)

    assert board.shown() == [(first, BETTER), (second, TITLE)]
    [body] = board.edits()
    assert set(body) == {"embeds", "components", "allowed_mentions"}
    assert body["allowed_mentions"] == {"parse": []}


async def test_an_edit_that_is_repeated_changes_nothing_more(board: Board) -> None:
    message = await board.post(card_of())

    await board.edit(message)
    once = dict(board.messages()[0].payload)
    await board.edit(message)

    assert board.messages()[0].payload == once
    assert board.shown() == [(message, BETTER)]


async def test_an_edit_leaves_the_call_of_a_role_as_it_is_and_calls_nobody(board: Board) -> None:
    role = RoleId(board.discord.add_role(board.guild, "Ferry riders"))
    card = replace(card_of(), manner=Manner(mention=role))
    message = await board.post(card)

    await board.edit(message, replace(modelled_card(), manner=Manner(mention=role)))

    [shown] = board.messages()
    assert shown.mentions == {role}
    assert shown.payload["content"] == f"<@&{role}>"
    assert board.shown() == [(message, BETTER)]
    [body] = board.edits()
    assert "content" not in body
    assert body["allowed_mentions"] == {"parse": []}


async def test_an_edit_shows_the_card_as_its_channel_wants_it_by_now(board: Board) -> None:
    message = await board.post(card_of())
    manner = Manner(name="Ferries", image=False, threads=Threads.NEVER)

    await board.edit(message, replace(modelled_card(), manner=manner))

    [shown] = board.messages()
    [embed] = shown.payload["embeds"]
    assert embed["author"] == {"name": "Ferries · The Harbour Post"}
    assert "image" not in embed
    assert "nd:ask" not in str(shown.payload["components"])


async def test_what_the_better_card_lacks_goes(board: Board) -> None:
    message = await board.post(card_of())
    card = modelled_card(dek="", points=())

    await board.edit(message, replace(card, article=replace(card.article, image=None), related=()))

    [embed] = board.messages()[0].payload["embeds"]
    assert not {"image", "description"} & embed.keys()


async def test_a_message_that_was_deleted_is_given_up_at_once(board: Board) -> None:
    message = await board.post(card_of())
    board.discord.delete_message(board.channel, message)

    with pytest.raises(CardError, match="no longer there"):
        await board.edit(message)

    assert len(board.edits()) == 1


async def test_a_message_of_somebody_else_is_left_alone(board: Board) -> None:
    said = MessageId(board.discord.say(board.channel, "Nora", "Is the ferry gone?"))

    with pytest.raises(CardError, match="somebody else's"):
        await board.edit(said)

    assert board.messages()[0].payload == {"content": "Is the ferry gone?"}


async def test_an_archived_thread_keeps_its_cards_as_they_are_and_takes_new_ones(
    board: Board,
) -> None:
    async with Plain.open(board.discord) as plain:
        start = {"name": "Ferries", "type": 11}
        opened = await plain.send("POST", f"/channels/{board.channel}/threads", start)
        thread = ChannelId(int(opened.body["id"]))
        message = await board.post(card_of(), channel=thread)
        await plain.send("PATCH", f"/channels/{thread}", {"archived": True})

        with pytest.raises(CardError, match="archived thread"):
            await board.edit(message, channel=thread)
        await board.post(card_of(), channel=thread)

    titles = [one.payload["embeds"][0]["title"] for one in board.discord.messages(thread)]
    assert titles == [TITLE, TITLE]


async def test_a_channel_that_cannot_be_seen_is_closed(board: Board) -> None:
    message = await board.post(card_of())
    board.discord.deny(board.channel, Permission.VIEW_CHANNEL)

    with pytest.raises(ChannelError, match="View Channel"):
        await board.edit(message)


async def test_a_channel_that_was_deleted_is_closed(board: Board) -> None:
    message = await board.post(card_of())
    board.discord.delete_channel(board.channel)

    with pytest.raises(ChannelError, match="no longer exists"):
        await board.edit(message)


async def test_a_guild_without_the_bot_is_closed(board: Board) -> None:
    message = await board.post(card_of())
    board.discord.remove_bot(board.guild)

    with pytest.raises(ChannelError):
        await board.edit(message)


async def test_a_short_wait_is_waited_for(board: Board) -> None:
    message = await board.post(card_of())
    board.discord.fault("PATCH", MESSAGE, Fault.LIMIT_ROUTE, delay=0.3)

    await board.edit(message)

    assert board.shown() == [(message, BETTER)]


async def test_a_long_wait_is_put_off_for_as_long_as_discord_asks(board: Board) -> None:
    message = await board.post(card_of())
    board.discord.fault("PATCH", MESSAGE, Fault.LIMIT_ROUTE, delay=1_200.0)

    with pytest.raises(DelayError) as caught:
        await board.edit(message)

    assert caught.value.retry_after is not None
    assert 1_199 < caught.value.retry_after <= 1_200
    assert board.shown() == [(message, TITLE)]


@pytest.mark.parametrize(
    ("fault", "title"),
    [
        (Fault.ERROR_503, TITLE),
        (Fault.HTML_503, TITLE),
        (Fault.HTML_429, TITLE),
        (Fault.CUT, TITLE),
        (Fault.LOST, BETTER),
        (Fault.LATE, BETTER),
    ],
)
async def test_an_edit_without_an_answer_is_made_again(
    board: Board, fault: Fault, title: str
) -> None:
    message = await board.post(card_of())
    board.discord.fault("PATCH", MESSAGE, fault, delay=4.0 if fault is Fault.LATE else 1.0)

    with pytest.raises(DelayError):
        await board.edit(message)
    after = board.shown()
    await board.edit(message)

    assert after == [(message, title)]
    assert board.shown() == [(message, BETTER)]


async def test_what_discord_refuses_is_shown_without_its_links(board: Board) -> None:
    message = await board.post(card_of())
    board.discord.fault("PATCH", MESSAGE, Fault.REFUSED)

    await board.edit(message)

    [embed] = board.messages()[0].payload["embeds"]
    assert embed["title"] == BETTER
    assert not {"url", "image"} & embed.keys()


async def test_what_discord_refuses_again_is_given_up(board: Board) -> None:
    message = await board.post(card_of())
    board.discord.fault("PATCH", MESSAGE, Fault.REFUSED, times=2)

    with pytest.raises(CardError, match="refuses the card"):
        await board.edit(message)

    assert board.shown() == [(message, TITLE)]


async def test_off_the_air_nothing_is_asked(publisher: DiscordPublisher) -> None:
    owed = OwedEdit(
        id=DeliveryId(1), channel_id=ChannelId(1), entry_id=EntryId(1), message_id=MessageId(12345)
    )

    with pytest.raises(DelayError) as caught:
        await publisher.edit(owed, modelled_card(), news="")

    assert not caught.value.had_effect


async def test_hostile_cards_are_taken_in_an_edit(board: Board) -> None:
    message = await board.post(card_of())

    for words in (*HOSTILE, *MARKUP[:5]):
        await board.edit(message, hostile_card(words))

    assert len(board.messages()) == 1
