"""What people say in channels and threads: which of it becomes a question."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.errors import AdminError, UsageError
from bot.fronts.discord.connection import Access, connected
from bot.fronts.discord.limits import Allowance
from bot.news import Asked, NewQuestion, StoryId
from tests.discord.permissions import Permission
from tests.discord.routes.messages import change, keep
from tests.discord.server import SimulatedDiscord, simulated_discord
from tests.discord.state import Event, Intent
from tests.fronts.discord.board import Unheard
from tests.fronts.discord.newsroom import FakeNewsroom, Scene, scene

HEARING = Intent.MESSAGE_CONTENT


@pytest.fixture
async def stage(discord: SimulatedDiscord) -> AsyncIterator[Scene]:
    async with scene(discord) as opened:
        yield opened


@pytest.fixture
async def ears() -> AsyncIterator[Scene]:
    """A bot that hears its threads."""
    async with (
        simulated_discord(privileged=HEARING) as discord,
        scene(discord, hears_threads=True) as opened,
    ):
        yield opened
        assert discord.problems == []


def mention(stage: Scene) -> str:
    return f"<@{stage.discord.bot_id}>"


async def heard(stage: Scene) -> list[str]:
    """The questions so far, when everything that was said before this has been heard."""
    stage.discord.say(stage.channel, "Last", f"{mention(stage)} anything else?")
    await stage.discord.until(
        lambda: any(one.text == "anything else?" for one in stage.newsroom.questions)
    )
    await asyncio.sleep(0.05)
    return [one.text for one in stage.newsroom.questions if one.text != "anything else?"]


def only(stage: Scene) -> NewQuestion:
    """The question that was asked besides the last one."""
    [question] = [one for one in stage.newsroom.questions if one.text != "anything else?"]
    return question


async def conversation(stage: Scene) -> int:
    """A thread in which Nora has asked the bot something."""
    thread = await stage.thread(await stage.card())
    stage.discord.say(thread, "Nora", f"{mention(stage)} who is Ona Lind?")
    await stage.discord.until(lambda: stage.newsroom.questions)
    stage.newsroom.questions[:] = [
        one for one in stage.newsroom.questions if one.text == "who is Ona Lind?"
    ]
    return thread


async def test_a_mention_in_a_channel_is_a_question_to_the_whole_archive(stage: Scene) -> None:
    said = stage.discord.say(stage.channel, "Nora", f"{mention(stage)} why no ferry?")

    assert await heard(stage) == ["why no ferry?"]
    question = only(stage)
    assert (question.channel_id, question.parent_id) == (stage.channel, stage.channel)
    assert (question.message_id, question.starts, question.story_id) == (said, None, None)
    assert (question.name, question.guild_id) == ("Nora", stage.guild)


async def test_a_mention_in_a_cards_thread_is_about_its_story(stage: Scene) -> None:
    thread = await stage.thread(await stage.card())

    stage.discord.say(thread, "Nora", f"why, {mention(stage)}?")

    assert await heard(stage) == ["why, ?"]
    question = only(stage)
    assert (question.channel_id, question.parent_id) == (thread, stage.channel)
    assert question.story_id == StoryId(7)


async def test_a_reply_to_a_card_is_about_its_story(stage: Scene) -> None:
    card = await stage.card(story=9)

    stage.discord.say(stage.channel, "Nora", f"{mention(stage)} since when?", reply_to=card.id)

    assert await heard(stage) == ["since when?"]
    assert only(stage).story_id == StoryId(9)


async def test_people_among_themselves_are_not_heard(stage: Scene) -> None:
    stage.discord.say(stage.channel, "Nora", "did you read that?")
    stage.discord.say(await stage.thread(await stage.card()), "Olaf", "no")

    assert await heard(stage) == []


@pytest.mark.parametrize("words", ["", " ", "\n"])
async def test_a_mention_without_words_is_no_question(stage: Scene, words: str) -> None:
    stage.discord.say(stage.channel, "Nora", mention(stage) + words)

    assert await heard(stage) == []


async def test_the_bot_does_not_hear_itself(stage: Scene) -> None:
    await stage.post(stage.channel, {"content": f"{mention(stage)} am I asked?"})

    assert await heard(stage) == []


async def test_other_bots_are_not_heard(stage: Scene) -> None:
    state = stage.discord._state
    channel = state.channels[stage.channel]
    guild = state.guilds[stage.guild]
    other = state.member(guild, "Weather").user
    other.bot = True
    keep(state, channel, other, {"content": f"{mention(stage)} will it rain?"})

    assert await heard(stage) == []


async def test_mentions_in_a_question_become_names(stage: Scene) -> None:
    olaf = stage.discord.add_member(stage.guild, "Olaf")
    role = stage.discord.add_role(stage.guild, "Pilots")
    said = f"{mention(stage)} what did <@{olaf}> tell <@&{role}> in <#{stage.channel}> <@12>?"

    stage.discord.say(stage.channel, "Nora", said)

    assert await heard(stage) == ["what did @Olaf tell @Pilots in #news @somebody?"]


async def test_emoji_and_commands_in_a_question_become_words(stage: Scene) -> None:
    said = f"{mention(stage)} what of <:ferry:123> <a:fire:45> </ask:99>?"

    stage.discord.say(stage.channel, "Nora", said)

    assert await heard(stage) == ["what of :ferry: :fire: /ask?"]


async def test_no_more_than_a_thousand_characters_are_kept(stage: Scene) -> None:
    stage.discord.say(stage.channel, "Nora", mention(stage) + "why " * 400)

    [text] = await heard(stage)
    assert 990 < len(text) <= 1_000


async def test_where_no_answer_can_stand_nothing_is_asked(stage: Scene) -> None:
    mute = stage.discord.add_channel(stage.guild, "mute")
    stage.discord.deny(mute, Permission.SEND_MESSAGES)
    await stage.discord.until(lambda: stage.client.get_channel(mute))

    stage.discord.say(mute, "Nora", f"{mention(stage)} why no ferry?")

    assert await heard(stage) == []


async def test_an_objection_is_told_once_to_a_flood(stage: Scene) -> None:
    stage.newsroom.trouble = UsageError("Please wait for an answer.")
    for _ in range(3):
        stage.discord.say(stage.channel, "Nora", f"{mention(stage)} why no ferry?")

    def replies() -> list[str]:
        said = stage.discord.messages(stage.channel)
        return [one.payload["content"] for one in said if one.author.bot]

    await stage.discord.until(replies)
    stage.newsroom.trouble = None
    await heard(stage)

    assert replies() == ["Please wait for an answer."]


class Uneven(FakeNewsroom):
    """Takes its time over the first of several questions."""

    async def ask(self, question: NewQuestion) -> Asked:
        await asyncio.sleep(0 if self.questions else 0.1)
        return await super().ask(question)


async def test_questions_of_a_channel_are_taken_up_in_their_order(
    discord: SimulatedDiscord,
) -> None:
    async with scene(discord, Uneven()) as stage:
        for number in range(20):
            discord.say(stage.channel, "Nora", f"{mention(stage)} {number}?")

        assert await heard(stage) == [f"{number}?" for number in range(20)]


async def test_an_edit_of_a_question_is_passed_on(stage: Scene) -> None:
    said = stage.discord.say(stage.channel, "Nora", f"{mention(stage)} why no fery?")
    state = stage.discord._state
    channel = state.channels[stage.channel]

    change(state, channel, channel.messages[said], {"content": f"{mention(stage)} why no ferry?"})
    await stage.discord.until(lambda: stage.newsroom.reworded)

    assert stage.newsroom.reworded == [(said, "why no ferry?")]


async def test_a_preview_of_a_link_is_no_edit(stage: Scene) -> None:
    said = stage.discord.say(stage.channel, "Nora", f"{mention(stage)} is https://a.example true?")
    state = stage.discord._state
    message = state.channels[stage.channel].messages[said]
    change(state, state.channels[stage.channel], message, {"embeds": [{"title": "A"}]})
    message.edited_at = None

    answer = await stage.post(stage.channel, {"content": "An answer."})
    change(state, state.channels[stage.channel], answer, {"content": "A better answer."})
    await heard(stage)

    assert [text for _, text in stage.newsroom.reworded] != ["A better answer."]


async def test_deleted_messages_are_passed_on(stage: Scene) -> None:
    first, second, third = (
        stage.discord.say(stage.channel, "Nora", f"{mention(stage)} {word}?")
        for word in ("who", "when", "why")
    )
    stage.discord.delete_message(stage.channel, first)
    bulk = {
        "ids": [str(second), str(third)],
        "channel_id": str(stage.channel),
        "guild_id": str(stage.guild),
    }
    event = Event("MESSAGE_DELETE_BULK", bulk, stage.guild, Intent.GUILD_MESSAGES)
    stage.discord._state.announce(event)

    await stage.discord.until(lambda: len(stage.newsroom.unsaid) == 3)

    assert stage.newsroom.unsaid == [first, second, third]


async def test_two_guilds_ask_at_once(stage: Scene) -> None:
    other = stage.discord.add_guild("Inland watchers")
    there = stage.discord.add_channel(other, "news")
    await stage.discord.until(lambda: stage.client.get_channel(there))

    stage.discord.say(there, "Olaf", f"{mention(stage)} and inland?")
    stage.discord.say(stage.channel, "Nora", f"{mention(stage)} and at sea?")

    assert sorted(await heard(stage)) == ["and at sea?", "and inland?"]
    places = {(one.guild_id, one.channel_id) for one in stage.newsroom.questions}
    assert places == {(stage.guild, stage.channel), (other, there)}


async def test_without_the_setting_no_privileged_intent_is_asked_for(stage: Scene) -> None:
    [identified] = stage.discord.gateway.identifies

    assert Intent(identified.intents) == Intent.GUILDS | Intent.GUILD_MESSAGES


async def test_with_the_setting_a_conversation_needs_no_mention(ears: Scene) -> None:
    thread = await conversation(ears)

    ears.discord.say(thread, "Olaf", "and her brother?")

    assert "and her brother?" in await heard(ears)
    assert {one.story_id for one in ears.newsroom.questions if one.channel_id == thread} == {7}


async def test_a_reply_to_the_bot_needs_no_ping_with_the_setting(ears: Scene) -> None:
    answer = await ears.post(ears.channel, {"content": "The pier failed."})

    ears.discord.say(ears.channel, "Nora", "says who?", reply_to=answer.id)

    assert await heard(ears) == ["says who?"]


async def test_a_thread_in_which_nobody_asked_is_left_alone(ears: Scene) -> None:
    thread = await ears.thread(await ears.card())

    ears.discord.say(thread, "Nora", "nice card")

    assert await heard(ears) == []


async def test_people_who_talk_to_each_other_in_a_conversation_are_left_alone(ears: Scene) -> None:
    thread = await conversation(ears)
    olaf = ears.discord.add_member(ears.guild, "Olaf")
    first = next(iter(ears.discord._state.channels[thread].messages))

    ears.discord.say(thread, "Nora", f"<@{olaf}> what do you think?")
    ears.discord.say(thread, "Olaf", "well, Nora", reply_to=first)
    ears.discord.say(thread, "Olaf", "@everyone look")

    assert await heard(ears) == ["who is Ona Lind?"]


async def test_a_refused_intent_tells_the_admin_what_to_switch_on(
    discord: SimulatedDiscord,
) -> None:
    access = Access(token=discord.token, api_url=discord.api_url, gateway_url=discord.gateway_url)
    newsroom = FakeNewsroom()

    async with connected(
        access, Unheard(), Allowance(50), hearing=newsroom, hears_threads=True
    ) as (_, staying):
        with pytest.raises(AdminError, match="switch on Message Content Intent"):
            await asyncio.wait_for(staying, 10)
