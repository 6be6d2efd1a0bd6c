"""Buttons under cards and answers, and the forms that they open."""

import re
from collections.abc import AsyncIterator

import pytest

from bot.errors import DelayError, UsageError
from bot.fronts.discord.readers.modals import REASON
from bot.fronts.words import words_for
from bot.news import MessageId, Opinion, QuestionId, StoryId
from tests.discord.permissions import Permission
from tests.discord.server import SimulatedDiscord, simulated_discord
from tests.discord.world import StoredMessage
from tests.fronts.discord.newsroom import RESTARTS, FakeNewsroom, Scene, on_air, scene

ENGLISH = words_for(None)

ASKED = {"question": "Why did the ferry stop?"}


@pytest.fixture
async def stage(discord: SimulatedDiscord) -> AsyncIterator[Scene]:
    async with scene(discord) as opened:
        yield opened


def buttons(*ids: str) -> dict[str, object]:
    row = [{"type": 2, "style": 2, "label": "Press", "custom_id": each} for each in ids]
    return {"content": "An answer.", "components": [{"type": 1, "components": row}]}


async def ask(
    stage: Scene, card: StoredMessage, *, by: str = "Nora", trouble: Exception | None = None
) -> str:
    """Ask about a card; the trouble, if there is any, begins when the form is open."""
    pressed = stage.discord.press(card, "nd:ask", by=by)
    await stage.modal(pressed)
    stage.newsroom.trouble = trouble
    return await stage.told(stage.discord.submit(pressed, ASKED))


async def test_ask_opens_a_form_and_hands_the_question_to_the_cards_thread(stage: Scene) -> None:
    card = await stage.card()

    told = await ask(stage, card)

    [question] = stage.newsroom.questions
    assert (question.text, question.name) == ("Why did the ferry stop?", "Nora")
    assert (question.channel_id, question.starts) == (card.id, card.id)
    assert (question.parent_id, question.guild_id) == (stage.channel, stage.guild)
    assert (question.story_id, question.message_id) == (StoryId(7), None)
    assert told == f"Your answer comes in https://discord.com/channels/{stage.guild}/{card.id}."


@pytest.mark.parametrize(
    ("before", "told"), [(1, "1 question comes before"), (2, "2 questions come before")]
)
async def test_whoever_asks_is_told_how_many_come_first(
    stage: Scene, before: int, told: str
) -> None:
    stage.newsroom.before = before

    assert told in await ask(stage, await stage.card())


async def test_a_card_in_a_thread_is_asked_about_in_that_thread(stage: Scene) -> None:
    thread = await stage.thread(await stage.card())
    card = await stage.card(channel=thread, story=9)

    await ask(stage, card)

    [question] = stage.newsroom.questions
    assert (question.channel_id, question.starts) == (thread, None)
    assert (question.parent_id, question.story_id) == (stage.channel, StoryId(9))


async def test_what_the_newsroom_objects_to_is_told_as_it_is(stage: Scene) -> None:
    trouble = UsageError("Five of your questions wait. Please wait, too.")
    card = await stage.card()

    assert (
        await ask(stage, card, trouble=trouble) == "Five of your questions wait. Please wait, too."
    )


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (DelayError("the database is away"), ENGLISH("trouble-away")),
        (ZeroDivisionError("a slip"), ENGLISH("trouble-fault")),
    ],
)
async def test_a_failure_is_told_without_its_insides(
    stage: Scene, trouble: Exception, words: str
) -> None:
    card = await stage.card()

    assert await ask(stage, card, trouble=trouble) == words


async def test_a_slow_newsroom_is_waited_for_after_a_first_sign(stage: Scene) -> None:
    card = await stage.card()
    stage.newsroom.slowness = 0.4
    pressed = stage.discord.press(card, "nd:sources", by="Nora")

    await stage.discord.until(lambda: pressed.callback)

    assert pressed.acknowledged_after is not None
    assert pressed.acknowledged_after < 0.4
    assert pressed.is_deferred
    await stage.told(pressed)


async def test_missing_permissions_are_told_before_anybody_types(stage: Scene) -> None:
    card = await stage.card()
    stage.discord.deny(
        stage.channel, Permission.CREATE_PUBLIC_THREADS | Permission.SEND_MESSAGES_IN_THREADS
    )

    told = await stage.told(stage.discord.press(card, "nd:ask", by="Nora"))

    lacks = "lacks Send Messages in Threads, Create Public Threads"
    assert told == f"Newsdesk cannot answer there: it {lacks}."
    assert stage.newsroom.questions == []


async def test_a_thread_that_stands_needs_no_right_to_start_one(stage: Scene) -> None:
    card = await stage.card()
    await stage.thread(card)
    stage.discord.deny(stage.channel, Permission.CREATE_PUBLIC_THREADS)

    await ask(stage, card)

    assert len(stage.newsroom.questions) == 1


async def test_a_permission_that_is_lost_while_one_types_is_told(stage: Scene) -> None:
    pressed = stage.discord.press(await stage.card(), "nd:ask", by="Nora")
    await stage.modal(pressed)
    stage.discord.deny(stage.channel, Permission.SEND_MESSAGES_IN_THREADS)

    told = await stage.told(stage.discord.submit(pressed, ASKED))

    assert "lacks Send Messages in Threads" in told
    assert stage.newsroom.questions == []


async def test_a_locked_thread_is_told_of(stage: Scene) -> None:
    card = await stage.card()
    thread = await stage.thread(card)
    stage.discord.close_thread(thread, locked=True)
    guild = stage.client.get_guild(stage.guild)
    assert guild
    await stage.discord.until(lambda: (found := guild.get_thread(thread)) and found.locked)

    assert await stage.told(stage.discord.press(card, "nd:ask", by="Nora")) == ENGLISH(
        "asking-thread-locked"
    )


async def test_two_guilds_are_kept_apart(stage: Scene) -> None:
    other = stage.discord.add_guild("Inland watchers")
    there = stage.discord.add_channel(other, "news")
    await stage.discord.until(lambda: stage.client.get_channel(there))
    cards = [await stage.card(), await stage.card(channel=there, story=8)]
    pressed = [stage.discord.press(card, "nd:ask", by="Nora") for card in cards]
    for each in pressed:
        await stage.modal(each)

    sent = [stage.discord.submit(each, ASKED) for each in reversed(pressed)]
    for each in sent:
        await stage.told(each)

    places = {(one.guild_id, one.channel_id, one.story_id) for one in stage.newsroom.questions}
    assert places == {(stage.guild, cards[0].id, 7), (other, cards[1].id, 8)}


async def test_buttons_and_open_forms_outlive_a_restart() -> None:
    room = FakeNewsroom()
    async with simulated_discord(limits=RESTARTS) as discord:
        async with scene(discord, room) as stage:
            card = await stage.card()
            pressed = discord.press(card, "nd:ask", by="Nora")
            await stage.modal(pressed)

        async with on_air(discord, room) as client:
            again = Scene(discord, room, client, stage.guild, stage.channel)
            await again.told(discord.submit(pressed, ASKED))
            await ask(again, card, by="Olaf")

    assert discord.problems == []
    assert [one.name for one in room.questions] == ["Nora", "Olaf"]
    assert {one.channel_id for one in room.questions} == {card.id}


async def test_sources_show_every_article_to_whoever_asks(stage: Scene) -> None:
    pressed = stage.discord.press(await stage.card(), "nd:sources", by="Nora")

    await stage.told(pressed)

    assert pressed.original
    [articles, points] = pressed.original.payload["embeds"]
    assert "**The Harbour Post** · Maria Okafor · <t:" in articles["description"]
    assert points["description"].startswith("**1.** ")


async def test_a_card_that_nobody_remembers_has_no_sources(stage: Scene) -> None:
    card = await stage.card()
    stage.newsroom.cards.clear()

    assert await stage.told(stage.discord.press(card, "nd:sources", by="Nora")) == ENGLISH(
        "card-forgotten"
    )


async def test_praise_is_kept_at_once(stage: Scene) -> None:
    card = await stage.card()
    pressed = stage.discord.press(card, "nd:good", by="Nora")

    told = await stage.told(pressed)

    assert told == ENGLISH("opinion-thanks")
    assert list(stage.newsroom.opinions.values()) == [(Opinion.GOOD, "")]


async def test_blame_counts_even_if_the_form_for_a_reason_is_closed(stage: Scene) -> None:
    card = await stage.card()
    pressed = stage.discord.press(card, "nd:bad", by="Nora")

    await stage.modal(pressed)

    await stage.discord.until(lambda: stage.newsroom.opinions)
    assert stage.newsroom.opinions == {
        (MessageId(card.id), f"who-{pressed.user.id}"): (Opinion.BAD, "")
    }


async def test_who_changes_their_mind_is_counted_once(stage: Scene) -> None:
    card = await stage.card()
    await stage.told(stage.discord.press(card, "nd:good", by="Nora"))
    pressed = stage.discord.press(card, "nd:bad", by="Nora")
    await stage.modal(pressed)

    told = await stage.told(stage.discord.submit(pressed, {REASON: "It is about Skerry."}))

    assert told == ENGLISH("opinion-noted")
    assert list(stage.newsroom.opinions.values()) == [(Opinion.BAD, "It is about Skerry.")]


async def test_a_question_is_cancelled_by_the_one_who_asked(stage: Scene) -> None:
    card = await stage.card()
    await ask(stage, card)
    answer = await stage.post(stage.channel, buttons("nd:cancel:1"))

    pressed = stage.discord.press(answer, "nd:cancel:1", by="Nora")
    told = await stage.told(pressed)

    assert told == ENGLISH("question-cancelled")
    assert stage.newsroom.cancelled == [(QuestionId(1), f"who-{pressed.user.id}", False)]


async def test_only_a_moderator_cancels_the_question_of_another(stage: Scene) -> None:
    await ask(stage, await stage.card())
    answer = await stage.post(stage.channel, buttons("nd:cancel:1"))
    role = stage.discord.add_role(
        stage.guild, "Moderators", permissions=int(Permission.MANAGE_MESSAGES)
    )
    stage.discord.add_member(stage.guild, "Mona", role_ids=[role])

    presses = [stage.discord.press(answer, "nd:cancel:1", by=who) for who in ("Olaf", "Mona")]
    told = [await stage.told(each) for each in presses]

    assert told == [ENGLISH("question-not-yours"), ENGLISH("question-cancelled")]
    assert [is_moderator for _, _, is_moderator in stage.newsroom.cancelled] == [False, True]


async def test_a_question_is_asked_again(stage: Scene) -> None:
    await ask(stage, await stage.card())
    answer = await stage.post(stage.channel, buttons("nd:again:1", "nd:again:5"))

    first = await stage.told(stage.discord.press(answer, "nd:again:1", by="Olaf"))
    second = await stage.told(stage.discord.press(answer, "nd:again:5", by="Olaf"))

    assert stage.newsroom.answered_again == [1, 5]
    assert [first, second] == [ENGLISH("question-once-more"), ENGLISH("question-busy")]


@pytest.mark.parametrize("custom_id", ["nd:forgotten", "nd:ask:x", "nd:", "other", "nd:read"])
async def test_a_button_that_is_not_known_any_more_says_so(stage: Scene, custom_id: str) -> None:
    message = await stage.post(stage.channel, buttons(custom_id))

    assert await stage.told(stage.discord.press(message, custom_id, by="Nora")) == ENGLISH(
        "trouble-button-unknown"
    )


async def test_an_erasure_is_confirmed_by_that_person_alone(stage: Scene) -> None:
    asked = stage.discord.command(stage.channel, "privacy erase", by="Nora")
    await stage.told(asked)
    forged = await stage.post(stage.channel, buttons(f"nd:erase:{asked.user.id}"))

    told = await stage.told(stage.discord.press(forged, f"nd:erase:{asked.user.id}", by="Olaf"))

    assert told == ENGLISH("privacy-not-yours")
    assert stage.newsroom.erased == []


async def test_a_confirmed_erasure_says_how_much_is_gone(stage: Scene) -> None:
    await ask(stage, await stage.card())
    asked = stage.discord.command(stage.channel, "privacy erase", by="Nora")
    await stage.told(asked)
    assert asked.original

    confirmed = stage.discord.press(asked.original, f"nd:erase:{asked.user.id}", by="Nora")
    shown = asked.original
    await stage.discord.until(lambda: shown.payload["content"].startswith("Erased"))

    assert re.match(r"Erased: 1 thing\b", shown.payload["content"])
    assert shown.payload["components"] == []
    assert confirmed.followups == []
    assert stage.newsroom.questions == []
