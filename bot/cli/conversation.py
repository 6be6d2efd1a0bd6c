"""The conversation that a preview of the sample newsroom shows under one of its cards."""

import sys
from collections.abc import Sequence

from rich.console import Console

from bot.app import Bot, utc_now
from bot.cli.base import CardFormat
from bot.errors import AdminError
from bot.fronts import answers, json_cards, page, terminal
from bot.fronts.answers import Thread
from bot.fronts.json_cards import written
from bot.fronts.local import SCREEN
from bot.news import Answer, Asker, Card, NewQuestion, Turn
from bot.newsroom.answering import Inquiry
from bot.sample.conversation import ABOUT, QUESTIONS

READER = Asker("")  # nobody's in particular


async def talk_about(bot: Bot, cards: Sequence[Card]) -> Thread:
    """Ask the sample's questions about the sample's story, one after the other."""
    card = next((each for each in cards if _is_told(each)), None)
    if card is None:
        raise AdminError("the sample newsroom lacks a story of its own")
    turns: list[tuple[str, Answer]] = []
    for text in QUESTIONS:
        question = NewQuestion(
            text=text, asker=READER, channel_id=SCREEN, parent_id=SCREEN, story_id=card.story_id
        )
        before = tuple(Turn(asked, _said(answer)) for asked, answer in turns)
        answer = await bot.answering.answer(Inquiry(question=question, turns=before))
        turns.append((text, answer))
    return Thread(card.story_id, tuple(turns))


def show_sample(
    format_: CardFormat, screen: Console, cards: Sequence[Card], thread: Thread | None
) -> None:
    """Show the cards in the order in which they came, with the conversation under its card."""
    now = utc_now().astimezone()
    if format_ is CardFormat.HTML:
        threads = [] if thread is None else [thread]
        sys.stdout.write(page.render(cards[::-1], now=now, threads=threads))
        return
    for card in cards:
        talk = thread if thread is not None and thread.story_id == card.story_id else None
        if format_ is CardFormat.JSON:
            _write(card, talk)
            continue
        screen.print(terminal.render(card, now=now), crop=False, soft_wrap=not screen.is_terminal)
        if talk is not None:
            drawn = answers.render_thread(talk, now=now)
            screen.print(drawn, crop=False, soft_wrap=not screen.is_terminal)


def _write(card: Card, thread: Thread | None) -> None:
    """A card as a line of JSON, and a line for each answer under it."""
    sys.stdout.write(json_cards.card_line(card) + "\n")
    for asked, answer in () if thread is None else thread.turns:
        sys.stdout.write(written(answers.answer_object(asked, answer)) + "\n")


def _is_told(card: Card) -> bool:
    return any(ABOUT in url for url in (card.article.url, *(each.url for each in card.also)))


def _said(answer: Answer) -> str:
    return " ".join(each.text for each in answer.statements)
