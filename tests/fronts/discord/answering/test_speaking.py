"""Answers reach their place once and whole, whatever breaks: real sockets, a simulated Discord."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from itertools import pairwise

import pytest

from bot.errors import ChannelError, DelayError
from bot.fronts.discord.answering.excuses import excuse
from bot.fronts.discord.delivery import DiscordPublisher
from bot.fronts.discord.troubles import translated
from bot.fronts.words import words_for
from bot.news import Answer, ChannelId, GuildId, MessageId, QuestionId, Statement
from tests.discord.clients import Plain
from tests.discord.faults import Fault
from tests.discord.hands import USUAL
from tests.discord.limits import ROUTES
from tests.discord.permissions import Permission
from tests.discord.server import SimulatedDiscord, simulated_discord
from tests.discord.world import ChannelType, Overwrite, OverwriteType, StoredMessage
from tests.fronts.desk import HOSTILE
from tests.fronts.discord.asking import LONG_AGO, SAYS, answer_of, citation_of, long_answer
from tests.fronts.discord.board import MESSAGE, MESSAGES
from tests.fronts.discord.stage import THREADS, TYPING, Stage, on_stage
from tests.fronts.discord.test_escaping import MARKUP
from tests.fronts.discord.test_troubles import answered

ENGLISH = words_for(None)

LOOKING = "> **Nora** asks: Why did the ferry stop?\nLooking into it …"
MARK = "-# being written, not checked yet"
QUICK = 0.05  # seconds from one edit to the next
A_WHILE = 0.3  # seconds in which whatever is not waiting would have happened


@pytest.fixture
async def discord() -> AsyncIterator[SimulatedDiscord]:
    """A Discord whose limits hold nobody up; a test that is about them asks for the real ones."""
    free = {f"{method} {path}": (1_000, 1.0) for method, path in
            [("POST", MESSAGES), ("PATCH", MESSAGE), ("DELETE", MESSAGE)]}  # fmt: skip
    async with simulated_discord(limits={**ROUTES, **free}) as discord:
        yield discord
        assert discord.problems == []


@pytest.fixture
async def stage(discord: SimulatedDiscord) -> AsyncIterator[Stage]:
    """A bot that edits as often as a test likes; one that is about that asks for the real pace."""
    async with on_stage(discord, pace=QUICK) as stage:
        yield stage


def buttons(message: StoredMessage) -> list[str]:
    """What the buttons under a message carry."""
    rows = message.payload.get("components") or ()
    return [button["custom_id"] for row in rows for button in row["components"]]


async def seen(stage: Stage, words: str) -> None:
    """Wait until a message says something."""
    await stage.discord.until(
        lambda: any(
            words in str(one.payload.get("content"))
            for channel in stage.discord._state.channels.values()
            for one in channel.messages.values()
        ),
        words,
    )


# One question, from beginning to end


async def test_an_answer_is_one_message_that_grows(stage: Stage) -> None:
    question = stage.question()

    async with stage.speaker.speaking(question, note=stage.note) as speech:
        first = stage.said(question)
        pressable = buttons(stage.messages(question)[0])
        speech.draft("The last ferry")
        await seen(stage, "The last ferry")
        growing = stage.said(question)
        await speech.conclude(answer_of())

    assert first == [LOOKING]
    assert pressable == ["nd:cancel:7"]
    assert growing == [f"> **Nora** asks: Why did the ferry stop?\nThe last ferry\n{MARK}"]
    [message] = stage.messages(question)
    assert SAYS in message.payload["content"]
    assert MARK not in message.payload["content"]
    assert buttons(message) == []
    assert stage.notes == [(message.id,)]
    [posted] = stage.asked("POST", MESSAGES)
    assert posted.body["enforce_nonce"]
    assert posted.body["flags"] == 1 << 2
    assert not message.mentions


async def test_a_message_that_asks_is_replied_to_and_nobody_is_called(stage: Stage) -> None:
    asking = stage.discord.say(stage.board.channel, "Nora", "<@1> Why did the ferry stop?")
    question = stage.question(message_id=MessageId(asking))

    await stage.answer(question, answer_of())

    [message] = stage.messages(question)
    assert message.reply_to is not None
    assert message.reply_to.id == asking
    assert message.payload["content"].startswith(SAYS)
    assert not message.mentions


async def test_a_question_that_was_deleted_is_answered_all_the_same(stage: Stage) -> None:
    question = stage.question(message_id=MessageId(1234567))

    await stage.answer(question, answer_of())

    assert len(stage.said(question)) == 1


@pytest.mark.parametrize("words", [*HOSTILE, "@everyone <@1> <@&2>", *MARKUP[-9:-4]])
async def test_hostile_words_are_shown_and_call_nobody(stage: Stage, words: str) -> None:
    question = stage.question(text=words, name=words)
    cited = citation_of(words, outlet=words, title=words, url=f"https://evil.example/{words}")

    async with stage.speaker.speaking(question, note=stage.note) as speech:
        speech.draft(f"{words} x")
        await stage.discord.until(lambda: stage.asked("PATCH", MESSAGE), "an edit")
        await speech.conclude(answer_of(Statement(f"{words} x", (cited,)), note=words))

    [message] = stage.messages(question)
    assert not message.mentions
    assert not message.mentions_everyone
    await stage.speaker.close(stage.noted(question), words)


async def test_a_refusal_is_an_answer(stage: Stage) -> None:
    question = stage.question()

    await stage.answer(question, Answer())

    [said] = stage.said(question)
    assert said.endswith("\nThe coverage does not say.")


async def test_after_the_models_failure_a_button_asks_again(stage: Stage) -> None:
    question = stage.question()

    await stage.answer(question, answer_of(again_at=LONG_AGO, note="the model did not answer"))

    [message] = stage.messages(question)
    assert buttons(message) == ["nd:again:7"]


async def test_the_bot_is_typing_until_the_answer_is_there(stage: Stage) -> None:
    question = stage.question()

    async with stage.speaker.speaking(question, note=stage.note) as speech:
        await stage.discord.until(lambda: stage.asked("POST", TYPING), "typing")
        await speech.conclude(answer_of())

    assert len(stage.asked("POST", TYPING)) == 1


async def test_that_typing_is_refused_stops_nothing(stage: Stage) -> None:
    question = stage.question()
    stage.discord.fault("POST", TYPING, Fault.REFUSED)

    async with stage.speaker.speaking(question, note=stage.note) as speech:
        await stage.discord.until(lambda: stage.asked("POST", TYPING), "typing")
        await speech.conclude(answer_of())

    assert SAYS in stage.said(question)[0]


# Waiting, closing, taking away


async def test_who_waits_is_told_and_then_answered_in_the_same_message(stage: Stage) -> None:
    question = stage.question()

    await stage.speaker.waiting(question, 2, note=stage.note)
    told = stage.said(question)
    await stage.speaker.waiting(stage.noted(question), 1, note=stage.note)
    moved = stage.said(question)
    await stage.answer(stage.noted(question), answer_of())

    assert told[0].endswith("\n2 questions are answered before this one.")
    assert moved[0].endswith("\nOne question is answered before this one.")
    [said] = stage.said(question)
    assert SAYS in said


async def test_what_is_closed_says_why(stage: Stage) -> None:
    question = stage.question()
    await stage.speaker.waiting(question, 2, note=stage.note)

    await stage.speaker.close(stage.noted(question), "Cancelled.")

    [message] = stage.messages(question)
    assert message.payload["content"].endswith("\nCancelled.")
    assert buttons(message) == []


async def test_what_nobody_has_heard_of_is_closed_with_a_message(stage: Stage) -> None:
    question = stage.question()

    await stage.speaker.close(question, "Newsdesk was away for too long.")

    assert stage.said(question)[0].endswith("\nNewsdesk was away for too long.")


async def test_a_first_message_of_which_nobody_knows_is_closed(stage: Stage) -> None:
    question = stage.question()
    await stage.speaker.waiting(question, 2, note=stage.note)

    await stage.speaker.close(question, "Cancelled.")

    [said] = stage.said(question)
    assert said.endswith("\nCancelled.")


async def test_what_is_closed_or_taken_away_may_be_gone(stage: Stage) -> None:
    question = stage.question()
    await stage.speaker.waiting(question, 2, note=stage.note)
    stage.discord.delete_message(question.channel_id, stage.notes[-1][0])

    await stage.speaker.close(stage.noted(question), "Cancelled.")
    await stage.speaker.withdraw(stage.noted(question))

    assert stage.said(question) == []


async def test_all_messages_of_an_answer_are_taken_away(stage: Stage) -> None:
    question = await stage.answer(stage.question(), long_answer())
    there = len(stage.said(question))

    await stage.speaker.withdraw(question)

    assert there > 1
    assert stage.said(question) == []


async def test_further_messages_that_nobody_noted_are_taken_away(stage: Stage) -> None:
    question = await stage.answer(stage.question(), long_answer())

    await stage.speaker.withdraw(replace(question, shown=question.shown[:1], called_at=LONG_AGO))

    assert stage.said(question) == []


async def test_a_first_message_that_nobody_noted_is_taken_away(stage: Stage) -> None:
    question = stage.question()
    await stage.speaker.waiting(question, 1, note=stage.note)

    await stage.speaker.withdraw(replace(question, called_at=LONG_AGO))

    assert stage.said(question) == []


async def test_what_stood_in_a_deleted_thread_is_gone(stage: Stage) -> None:
    question = await stage.answer(await stage.asked_at_card(), answer_of())
    stage.discord.delete_channel(question.channel_id)

    await stage.speaker.withdraw(question)
    await stage.speaker.close(question, "Cancelled.")


# Words that come in


async def test_the_first_words_show_at_once_and_the_next_in_their_time(
    discord: SimulatedDiscord,
) -> None:
    async with on_stage(discord) as stage:
        question = stage.question()
        async with stage.speaker.speaking(question, note=stage.note) as speech:
            begun = asyncio.get_running_loop().time()
            speech.draft("word 0")
            await seen(stage, "word 0")
            first = asyncio.get_running_loop().time() - begun
            for number in range(1, 31):
                speech.draft(f"word {number}")
                await asyncio.sleep(0.1)
            await speech.conclude(answer_of())

    edits = stage.asked("PATCH", MESSAGE)
    assert first < 1.0
    assert 4 <= len(edits) <= 5
    assert all(later.at - sooner.at >= 1.2 for sooner, later in pairwise(edits))
    assert SAYS in edits[-1].body["content"]
    shown = [edit.body["content"].split("\n")[1] for edit in edits[:-1]]
    assert shown[0] == "word 0"
    assert int(shown[1].removeprefix("word ")) >= 9


@pytest.mark.parametrize("fault", [Fault.LIMIT_ROUTE, Fault.LIMIT_SHARED])
async def test_limits_are_waited_out_and_the_newest_words_come_next(
    stage: Stage, fault: Fault
) -> None:
    question = stage.question()
    stage.discord.fault("PATCH", MESSAGE, fault, delay=0.8)

    async with stage.speaker.speaking(question, note=stage.note) as speech:
        for number in range(15):
            speech.draft(f"word {number}")
            await asyncio.sleep(0.1)
        await speech.conclude(answer_of())

    first, held, *_ = [each.body["content"].split("\n")[1] for each in
                       stage.asked("PATCH", MESSAGE) if each.status == 200]  # fmt: skip
    assert first == "word 0"
    assert int(held.removeprefix("word ")) >= 6
    assert SAYS in stage.said(question)[0]


async def test_discords_limits_are_enough_for_an_answer() -> None:
    async with simulated_discord() as discord, on_stage(discord) as stage:
        question = stage.question()
        async with stage.speaker.speaking(question, note=stage.note) as speech:
            for number in range(50):
                speech.draft(f"word {number}")
                await asyncio.sleep(0.1)
            await speech.conclude(long_answer())

        assert [each for each in discord.requests if each.status == 429] == []
        assert discord.problems == []
        assert "Sentence 11" in stage.said(question)[-1]


@pytest.mark.parametrize("fault", [Fault.CUT, Fault.LOST, Fault.HTML_503, Fault.HTML_429])
async def test_words_that_cannot_be_shown_now_are_passed_over(stage: Stage, fault: Fault) -> None:
    question = stage.question()
    stage.discord.fault("PATCH", MESSAGE, fault, delay=0.5)

    async with stage.speaker.speaking(question, note=stage.note) as speech:
        speech.draft("lost words")
        await stage.discord.until(lambda: stage.asked("PATCH", MESSAGE), "an edit")
        speech.draft("newer words")
        await seen(stage, "newer words")
        await speech.conclude(answer_of())

    assert SAYS in stage.said(question)[0]


async def test_an_edit_under_way_never_comes_after_the_answer(stage: Stage) -> None:
    question = stage.question()
    stage.discord.fault("PATCH", MESSAGE, Fault.SLOW, delay=0.7)

    async with stage.speaker.speaking(question, note=stage.note) as speech:
        speech.draft("slow words")
        await stage.discord.until(lambda: stage.asked("PATCH", MESSAGE), "an edit")
        await speech.conclude(answer_of())
        await asyncio.sleep(A_WHILE)

    [said] = stage.said(question)
    assert SAYS in said


async def test_an_edit_under_way_never_comes_after_the_last_words(stage: Stage) -> None:
    question = stage.question()
    stage.discord.fault("PATCH", MESSAGE, Fault.SLOW, delay=0.7)

    async with stage.speaker.speaking(question, note=stage.note) as speech:
        speech.draft("slow words")
        await stage.discord.until(lambda: stage.asked("PATCH", MESSAGE), "an edit")
    await stage.speaker.close(stage.noted(question), "Cancelled.")
    await asyncio.sleep(A_WHILE)

    assert stage.said(question)[0].endswith("\nCancelled.")


async def test_a_deleted_message_ends_the_drafts_and_the_answer(stage: Stage) -> None:
    question = stage.question()

    async with stage.speaker.speaking(question, note=stage.note) as speech:
        stage.discord.delete_message(question.channel_id, stage.notes[-1][0])
        speech.draft("some words")
        await stage.discord.until(lambda: stage.asked("PATCH", MESSAGE), "an edit")
        speech.draft("other words")
        with pytest.raises(ChannelError, match=r"^the message is no longer there$"):
            await speech.conclude(answer_of())

    assert len(stage.asked("PATCH", MESSAGE)) == 2
    assert stage.said(question) == []


# The last edit


@pytest.mark.parametrize(
    "fault", [Fault.CUT, Fault.LOST, Fault.ERROR_AFTER, Fault.HTML_503, Fault.LIMIT_ROUTE]
)
async def test_the_last_edit_lands(stage: Stage, fault: Fault) -> None:
    question = stage.question()

    async with stage.speaker.speaking(question, note=stage.note) as speech:
        stage.discord.fault("PATCH", MESSAGE, fault, delay=0.2)
        await speech.conclude(answer_of())

    [said] = stage.said(question)
    assert SAYS in said


async def test_a_limit_of_an_hour_is_not_waited_for(stage: Stage) -> None:
    question = stage.question()

    async with stage.speaker.speaking(question, note=stage.note) as speech:
        stage.discord.fault("PATCH", MESSAGE, Fault.LIMIT_ROUTE, delay=3_600.0)
        with pytest.raises(DelayError) as caught:
            await speech.conclude(answer_of())

    assert caught.value.retry_after is not None
    assert caught.value.retry_after > 3_000


async def test_what_discord_refuses_is_shown_without_its_links(stage: Stage) -> None:
    question = stage.question()

    async with stage.speaker.speaking(question, note=stage.note) as speech:
        stage.discord.fault("PATCH", MESSAGE, Fault.REFUSED)
        await speech.conclude(answer_of())

    [said] = stage.said(question)
    assert SAYS in said
    assert "https://" not in said


async def test_what_discord_refuses_again_is_said_in_a_few_words(stage: Stage) -> None:
    question = stage.question()

    async with stage.speaker.speaking(question, note=stage.note) as speech:
        stage.discord.fault("PATCH", MESSAGE, Fault.REFUSED, times=2)
        with pytest.raises(ChannelError, match=f"^{ENGLISH('excuse-otherwise')}$"):
            await speech.conclude(answer_of())


# Long answers


async def test_a_long_answer_goes_on_in_further_messages(stage: Stage) -> None:
    question = await stage.answer(stage.question(), long_answer())

    said = stage.said(question)
    text = "\n".join(said)
    assert len(said) > 1
    assert all(len(each) <= 2_000 for each in said)
    assert [text.index(f"Sentence {n} ") for n in range(12)] == sorted(
        text.index(f"Sentence {n} ") for n in range(12)
    )
    assert stage.notes[-1] == tuple(message.id for message in stage.messages(question))


async def test_another_answer_takes_the_place_of_a_longer_one(stage: Stage) -> None:
    question = await stage.answer(stage.question(), long_answer())
    first, *others = stage.notes[-1]

    await stage.answer(replace(question, answer=None, edition=2), answer_of())

    [message] = stage.messages(question)
    assert others
    assert message.id == first
    assert SAYS in message.payload["content"]
    assert stage.notes[-1] == (first,)


async def test_another_answer_takes_the_place_of_a_shorter_one(stage: Stage) -> None:
    question = await stage.answer(stage.question(), long_answer(8))
    before = stage.notes[-1]

    await stage.answer(replace(question, answer=None, edition=2), long_answer(12))

    assert stage.notes[-1][: len(before)] == before
    assert "Sentence 11 " in "".join(stage.said(question))
    assert sum("Sentence 3 " in each for each in stage.said(question)) == 1


@pytest.mark.parametrize("fault", [Fault.LOST, Fault.ERROR_AFTER, Fault.DOUBLED, Fault.CUT])
async def test_no_part_of_a_long_answer_is_doubled(stage: Stage, fault: Fault) -> None:
    question = stage.question()

    async with stage.speaker.speaking(question, note=stage.note) as speech:
        stage.discord.fault("POST", MESSAGES, fault)
        await speech.conclude(long_answer())

    said = stage.said(question)
    assert len(said) == len(set(said)) == len(stage.notes[-1])


# A restart in the middle


async def test_after_a_restart_the_same_message_is_answered(stage: Stage) -> None:
    question = stage.question()
    async with stage.speaker.speaking(question, note=stage.note) as speech:
        speech.draft("half an answ")
        await seen(stage, "half an answ")

    async with on_stage(stage.discord, stage.board, pace=QUICK) as later:
        await later.answer(stage.noted(question, called_at=LONG_AGO), answer_of())

    [message] = stage.messages(question)
    assert message.id == stage.notes[-1][0]
    assert SAYS in message.payload["content"]


@pytest.mark.parametrize("is_reply", [True, False])
async def test_after_a_restart_a_first_message_that_nobody_noted_is_found(
    stage: Stage, *, is_reply: bool
) -> None:
    asking = MessageId(stage.discord.say(stage.board.channel, "Nora", "Why?"))
    question = stage.question(message_id=asking if is_reply else None)
    await stage.speaker.waiting(question, 1, note=stage.note)
    stage.discord.nonce_window = -1.0

    async with on_stage(stage.discord, stage.board, pace=QUICK) as later:
        await later.answer(replace(question, called_at=LONG_AGO), answer_of())

    [message] = stage.messages(question)
    assert SAYS in message.payload["content"]
    assert later.notes == [(message.id,)]


async def test_within_the_nonces_window_nothing_has_to_be_looked_for(stage: Stage) -> None:
    question = stage.question()
    await stage.speaker.waiting(question, 1, note=stage.note)

    async with stage.speaker.speaking(question, note=stage.note):
        said = stage.said(question)

    assert said == [LOOKING]
    assert stage.asked("GET", MESSAGES) == []


async def test_after_a_restart_the_rest_of_a_long_answer_is_found_or_posted(stage: Stage) -> None:
    question = await stage.answer(stage.question(), long_answer(18))
    there = stage.said(question)
    *_, last = stage.messages(question)
    stage.discord.delete_message(question.channel_id, last.id)
    stage.discord.nonce_window = -1.0

    async with on_stage(stage.discord, stage.board, pace=QUICK) as later:
        lost = replace(question, shown=question.shown[:1], called_at=LONG_AGO)
        await later.answer(lost, long_answer(18))

    assert len(there) > 2
    assert stage.said(question) == there


@pytest.mark.parametrize("fault", [Fault.LOST, Fault.ERROR_AFTER, Fault.DOUBLED, Fault.CUT])
async def test_a_broken_answer_makes_no_second_message(stage: Stage, fault: Fault) -> None:
    question = await stage.asked_at_card()
    stage.discord.fault("POST", MESSAGES, fault, times=2)
    stage.discord.fault("POST", THREADS, fault, times=1)

    for _ in range(4):
        try:
            await stage.answer(question, answer_of())
            break
        except DelayError:
            continue

    [said] = stage.said(question)
    assert SAYS in said


async def test_a_dropped_gateway_holds_no_answer_up(stage: Stage) -> None:
    question = stage.question()
    await stage.discord.until(lambda: stage.board.publisher.connected, "the gateway")

    async with stage.speaker.speaking(question, note=stage.note) as speech:
        stage.discord.drop_gateway()
        speech.draft("words without a gateway")
        await seen(stage, "words without a gateway")
        await speech.conclude(answer_of())
    await stage.discord.until(lambda: stage.discord.gateway.resumes, "a resumed session")

    assert SAYS in stage.said(question)[0]


async def test_off_the_air_nothing_is_asked(publisher: DiscordPublisher, stage: Stage) -> None:
    before = len(stage.discord.requests)

    with pytest.raises(DelayError) as caught:
        await publisher.speaker.waiting(stage.question(), 1, note=stage.note)

    assert not caught.value.had_effect
    assert len(stage.discord.requests) == before
    assert publisher.speaker.audible(stage.question()) == {stage.board.channel}


# Threads


async def test_a_question_at_a_card_starts_its_thread(stage: Stage) -> None:
    question = await stage.asked_at_card()

    await stage.answer(question, answer_of())

    [started] = stage.asked("POST", THREADS)
    assert started.body == {
        "name": "Last ferry to Skerry leaves before winter",
        "auto_archive_duration": 1440,
    }
    [said] = stage.said(question)
    assert said.startswith("> **Nora** asks: Why did the ferry stop?\n")


async def test_the_next_question_finds_the_thread_there(stage: Stage) -> None:
    question = await stage.asked_at_card()
    await stage.answer(question, answer_of())
    other = replace(question, id=QuestionId(8), name="Otto")

    await stage.answer(other, answer_of())

    assert len(stage.asked("POST", THREADS)) == 1
    assert [said[:12] for said in stage.said(question)] == ["> **Nora** a", "> **Otto** a"]


async def test_each_card_of_a_channel_has_its_thread_at_once(stage: Stage) -> None:
    questions = [await stage.asked_at_card(id=QuestionId(number)) for number in range(3)]

    for question in questions:
        await stage.answer(question, answer_of())

    assert [len(stage.said(question)) for question in questions] == [1, 1, 1]


async def test_two_questions_that_start_a_thread_at_once_share_it(stage: Stage) -> None:
    question = await stage.asked_at_card()
    other = replace(question, id=QuestionId(8), name="Otto")

    await asyncio.gather(stage.answer(question, answer_of()), stage.answer(other, answer_of()))

    assert len(stage.said(question)) == 2


async def test_an_archived_thread_wakes_up_for_an_answer(stage: Stage) -> None:
    question = await stage.asked_at_card()

    async with stage.speaker.speaking(question, note=stage.note) as speech:
        stage.discord.close_thread(question.channel_id, archived=True)
        await speech.conclude(answer_of())
    first = stage.said(question)
    stage.discord.close_thread(question.channel_id, archived=True)
    await stage.speaker.withdraw(stage.noted(question))

    assert SAYS in first[0]
    assert stage.said(question) == []


@pytest.mark.parametrize(
    ("archived", "why"), [(False, "this thread is locked"), (True, "this thread is archived")]
)
async def test_a_locked_thread_is_told_of(stage: Stage, why: str, *, archived: bool) -> None:
    question = await stage.answer(await stage.asked_at_card(), answer_of())
    stage.discord.close_thread(question.channel_id, archived=archived, locked=True)

    with pytest.raises(ChannelError, match=f"^{why}$"):
        await stage.answer(replace(question, id=QuestionId(8), shown=()), answer_of())

    assert len(stage.said(question)) == 1


async def test_a_deleted_thread_is_told_of(stage: Stage) -> None:
    question = await stage.answer(await stage.asked_at_card(), answer_of())
    stage.discord.delete_channel(question.channel_id)

    with pytest.raises(ChannelError, match=r"^this thread or channel is no longer there$"):
        await stage.answer(replace(question, id=QuestionId(8), shown=()), answer_of())


async def test_a_deleted_card_is_told_of(stage: Stage) -> None:
    question = await stage.asked_at_card()
    assert question.starts is not None
    stage.discord.delete_message(stage.board.channel, question.starts)

    with pytest.raises(ChannelError, match=r"^the card is no longer there$"):
        await stage.answer(question, answer_of())


@pytest.mark.parametrize(
    ("lacking", "why"),
    [
        (Permission.CREATE_PUBLIC_THREADS, "Newsdesk may not start a thread here"),
        (Permission.SEND_MESSAGES_IN_THREADS, "Newsdesk may not write here"),
        (Permission.VIEW_CHANNEL, "Newsdesk may not start a thread here"),
    ],
)
async def test_a_missing_permission_is_told_of(stage: Stage, lacking: Permission, why: str) -> None:
    question = await stage.asked_at_card()
    stage.discord.set_bot_permissions(stage.board.guild, USUAL & ~lacking)

    with pytest.raises(ChannelError, match=f"^{why}$"):
        await stage.answer(question, answer_of())


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (160006, "this channel has reached Discord's limit of active threads"),
        (160007, "this channel has reached Discord's limit of active threads"),
        (50024, "no thread can be started here"),
        (50035, ENGLISH("excuse-otherwise")),
    ],
)
def test_why_there_is_no_thread_is_said_in_a_few_words(code: int, why: str) -> None:
    refused = translated(cause := answered(400, code, "Maximum number of threads reached"))
    refused.__cause__ = cause

    assert str(excuse(ENGLISH, refused, is_start=True)) == why


# Who hears it


async def test_two_guilds_are_answered_at_once_each_in_its_place(stage: Stage) -> None:
    there = stage.discord.add_guild("Pier sitters")
    channel = ChannelId(stage.discord.add_channel(there, "news"))
    here = stage.question()
    other = replace(here, id=QuestionId(8), guild_id=GuildId(there), channel_id=channel,
                    parent_id=channel, name="Otto")  # fmt: skip

    async def told(question_words: str, index: int) -> None:
        question = (here, other)[index]
        async with stage.speaker.speaking(question, note=stage.note) as speech:
            speech.draft(question_words)
            await seen(stage, question_words)
            await speech.conclude(answer_of(note=question_words))

    await asyncio.gather(told("for Nora", 0), told("for Otto", 1))

    [mine], [theirs] = stage.said(here), stage.said(other)
    assert mine.startswith("> **Nora**")
    assert mine.endswith("for Nora")
    assert theirs.startswith("> **Otto**")
    assert theirs.endswith("for Otto")


async def test_what_everyone_may_see_is_audible_and_nothing_else(stage: Stage) -> None:
    discord, guild = stage.discord, stage.board.guild
    open_, closed = (discord.add_channel(guild, name) for name in ("open", "closed"))
    far = discord.add_guild("Pier sitters")
    elsewhere = discord.add_channel(far, "open")
    _show_everyone(stage, guild, open_)
    _show_everyone(stage, far, elsewhere)
    discord.set_bot_permissions(guild, USUAL | Permission.CREATE_PRIVATE_THREADS)
    public, private = [await _thread(stage, open_, kind) for kind in (11, 12)]
    question = stage.question(channel_id=ChannelId(999), parent_id=stage.board.channel)

    def audible() -> Mapping[int, bool]:
        heard = stage.speaker.audible(question)
        return {each: each in heard for each in (open_, closed, elsewhere, public, private)}

    await discord.until(lambda: audible()[public], "the open channel and its thread")
    assert audible() == {
        open_: True,
        closed: False,
        elsewhere: False,
        public: True,
        private: False,
    }
    assert {999, stage.board.channel} <= stage.speaker.audible(question)


async def test_in_a_direct_message_nothing_but_itself_is_audible(stage: Stage) -> None:
    question = replace(stage.question(), guild_id=None)

    assert stage.speaker.audible(question) == {stage.board.channel}


async def _thread(stage: Stage, channel_id: int, kind: int) -> int:
    """A thread of a channel: public (11) or private (12)."""
    async with Plain.open(stage.discord) as plain:
        start = {"name": "Ferries", "type": kind}
        opened = await plain.send("POST", f"/channels/{channel_id}/threads", start)
    return int(opened.body["id"])


def _show_everyone(stage: Stage, guild: int, channel_id: int) -> None:
    """Everyone may see a channel, by an overwrite of the role that has the guild's id."""
    channel = stage.discord._state.channels[channel_id]
    assert channel.type == ChannelType.TEXT
    channel.overwrites[guild] = Overwrite(guild, OverwriteType.ROLE, allow=Permission.VIEW_CHANNEL)
    stage.discord._tell_channel("UPDATE", channel)
