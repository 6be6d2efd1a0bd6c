"""A thread under a card hears of what is new in its story: once, whatever Discord answers."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from bot.errors import DelayError
from bot.news import Card, ChannelId, MessageId
from tests.discord.clients import Plain
from tests.discord.faults import Fault
from tests.discord.hands import USUAL
from tests.discord.permissions import Permission
from tests.discord.rest import Request
from tests.fronts.desk import HOSTILE, card_of, modelled_card
from tests.fronts.discord.board import MESSAGES, Board
from tests.fronts.discord.markdown import read
from tests.fronts.discord.test_escaping import MARKUP

BETTER = "Skerry loses its ferry until spring"
NEWS = "The ferry sails again from Monday."
LINE = f"Update: {NEWS}"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
SILENT = 1 << 2 | 1 << 12  # no preview of a link, no notification


@dataclass(frozen=True, slots=True)
class Talk:
    """A card with a thread, which has the id of the card's message."""

    board: Board
    message: MessageId

    @property
    def thread(self) -> ChannelId:
        return ChannelId(self.message)

    async def edit(
        self, news: str = NEWS, *, card: Card | None = None, called_at: datetime | None = None
    ) -> None:
        await self.board.edit(self.message, card, news=news, called_at=called_at)

    def said(self) -> list[str]:
        """What stands in the thread, oldest first."""
        return [str(one.payload["content"]) for one in self.board.discord.messages(self.thread)]

    def asked(self, method: str) -> list[Request]:
        """The requests of a method that were about the thread's messages."""
        path = MESSAGES.format(channel_id=self.thread)
        asked = self.board.discord.requests
        return [one for one in asked if one.method == method and one.path.startswith(path)]


@pytest.fixture
async def talk(board: Board) -> Talk:
    message = await board.post(card_of())
    async with Plain.open(board.discord) as plain:
        start = f"/channels/{board.channel}/messages/{message}/threads"
        opened = await plain.send("POST", start, {"name": "About the ferry"})
    assert opened.status == 201
    return Talk(board, message)


async def test_a_thread_is_told_in_one_line_that_calls_and_wakes_nobody(talk: Talk) -> None:
    await talk.edit()

    assert talk.said() == [LINE]
    assert talk.board.shown() == [(talk.message, BETTER)]
    [asked] = talk.asked("POST")
    assert asked.body["allowed_mentions"] == {"parse": []}
    assert asked.body["flags"] == SILENT
    assert asked.body["enforce_nonce"]
    assert len(asked.body["nonce"]) <= 25


async def test_a_message_without_a_thread_is_only_edited(board: Board) -> None:
    message = await board.post(card_of())

    await board.edit(message, news=NEWS)

    assert [one.method for one in board.discord.requests if "messages" in one.path] == [
        "POST",
        "PATCH",
    ]


@pytest.mark.parametrize("news", ["", " \n ", "\u200b\u2060\ufeff", "\x1b[31m\x1b[0m"])
async def test_no_news_is_no_line(talk: Talk, news: str) -> None:
    await talk.edit(news)

    assert talk.said() == []
    assert talk.board.shown() == [(talk.message, BETTER)]


async def test_a_repetition_within_the_nonce_window_posts_nothing_more(talk: Talk) -> None:
    await talk.edit()
    await talk.edit()

    assert talk.said() == [LINE]
    assert talk.asked("GET") == []


async def test_each_version_of_a_story_has_its_own_line(talk: Talk) -> None:
    await talk.edit(card=card_of(version=2))
    await talk.edit(card=card_of(version=3))

    assert talk.said() == [LINE, LINE]


@pytest.mark.parametrize("fault", [Fault.LOST, Fault.ERROR_AFTER, Fault.CUT, Fault.ERROR_503])
async def test_a_line_without_an_answer_is_posted_once(talk: Talk, fault: Fault) -> None:
    talk.board.discord.fault("POST", MESSAGES, fault)

    with suppress(DelayError):  # some of these discord.py itself tries again
        await talk.edit()
    await talk.edit()

    assert talk.said() == [LINE]


async def test_past_the_nonce_window_the_history_is_read_first(talk: Talk) -> None:
    await talk.edit()
    talk.board.discord.nonce_window = -1.0

    await talk.edit(called_at=LONG_AGO)

    assert talk.said() == [LINE]
    assert len(talk.asked("GET")) == 1


async def test_past_the_window_a_line_that_is_not_there_is_posted(talk: Talk) -> None:
    talk.board.discord.say(talk.thread, "Nora", LINE)

    await talk.edit(called_at=LONG_AGO)

    assert talk.said() == [LINE, LINE]


async def test_a_long_talk_is_read_to_its_end(talk: Talk) -> None:
    for number in range(230):
        talk.board.discord.say(talk.thread, "Nora", f"{number}")
    await talk.edit()
    talk.board.discord.nonce_window = -1.0

    await talk.edit(called_at=LONG_AGO)

    assert talk.said().count(LINE) == 1
    assert len(talk.asked("GET")) == 3


async def test_an_archived_thread_wakes_up(talk: Talk) -> None:
    talk.board.discord.close_thread(talk.thread, archived=True)

    await talk.edit()

    async with Plain.open(talk.board.discord) as plain:
        found = await plain.send("GET", f"/channels/{talk.thread}")
    assert talk.said() == [LINE]
    assert not found.body["thread_metadata"]["archived"]


@pytest.mark.parametrize("archived", [False, True])
@pytest.mark.parametrize("called_at", [None, LONG_AGO])
async def test_a_locked_thread_hears_nothing_and_the_card_is_edited(
    talk: Talk, called_at: datetime | None, *, archived: bool
) -> None:
    talk.board.discord.close_thread(talk.thread, archived=archived, locked=True)

    await talk.edit(called_at=called_at)

    assert talk.said() == []
    assert talk.board.shown() == [(talk.message, BETTER)]


@pytest.mark.parametrize("called_at", [None, LONG_AGO])
async def test_a_deleted_thread_is_no_trouble(talk: Talk, called_at: datetime | None) -> None:
    talk.board.discord.delete_channel(talk.thread)

    await talk.edit(called_at=called_at)

    assert talk.board.shown() == [(talk.message, BETTER)]


async def test_without_the_right_to_write_in_threads_the_card_is_edited(talk: Talk) -> None:
    rights = USUAL & ~Permission.SEND_MESSAGES_IN_THREADS
    talk.board.discord.set_bot_permissions(talk.board.guild, rights)

    await talk.edit()

    assert talk.said() == []
    assert talk.board.shown() == [(talk.message, BETTER)]


async def test_a_line_that_discord_refuses_is_given_up(talk: Talk) -> None:
    talk.board.discord.fault("POST", MESSAGES, Fault.REFUSED)

    await talk.edit()

    assert talk.said() == []
    assert talk.board.shown() == [(talk.message, BETTER)]


async def test_a_wait_that_discord_asks_for_is_told_on(talk: Talk) -> None:
    talk.board.discord.fault("POST", MESSAGES, Fault.LIMIT_ROUTE, delay=1_200.0)

    with pytest.raises(DelayError) as caught:
        await talk.edit()

    assert caught.value.retry_after is not None
    assert talk.said() == []


async def test_a_card_that_cannot_be_edited_tells_its_thread_nothing(talk: Talk) -> None:
    talk.board.discord.fault("PATCH", "*", Fault.ERROR_503)

    with pytest.raises(DelayError):
        await talk.edit()

    assert talk.said() == []


@pytest.mark.parametrize("words", [*HOSTILE, *MARKUP])
async def test_nothing_in_the_news_is_obeyed(talk: Talk, words: str) -> None:
    await talk.edit(f"{words} end", card=modelled_card())

    [said] = talk.board.discord.messages(talk.thread)
    content = str(said.payload["content"])
    assert {piece.kind for piece in read(content)} <= {"text"}
    assert content.startswith("Update: ")
    assert len(content) <= 2_000
    assert not said.mentions
    assert not said.mentions_everyone
