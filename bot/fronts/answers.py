"""Answers for a terminal, a pipe or a program: each sentence with the words that prove it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.fronts import wording
from bot.fronts.drawing import READABLE, Barred, Fitted, is_plain, linked, whole
from bot.fronts.json_cards import Json
from bot.fronts.outside import HEADLINE_LIMIT, NAME_LIMIT, SENTENCE_LIMIT, line
from bot.fronts.quoting import deep_link
from bot.fronts.words import Words, words_for
from bot.news import EXTRACTIVE, Answer, Citation, Statement, StoryId

SCHEMA_VERSION = 1  # one more whenever a key goes, or means something else; not when one comes

ITEM = "- "  # what a line of a list begins with


@dataclass(frozen=True, slots=True)
class Thread:
    """The conversation under a card: what was asked, and what was answered."""

    story_id: StoryId
    turns: tuple[tuple[str, Answer], ...]


def numbered(answer: Answer) -> dict[Citation, int]:
    """The number of each sentence that is cited, in the order in which they are."""
    cited = (each for statement in answer.statements for each in statement.citations)
    return {each: number for number, each in enumerate(dict.fromkeys(cited), start=1)}


def credit(words: Words, answer: Answer) -> str:
    """How an answer was made, in a line; empty where there is nothing to say of it."""
    made = ""
    if answer.answered:
        writer = line(answer.writer, NAME_LIMIT)
        is_quoted = answer.writer == EXTRACTIVE
        made = words("answer-quoted") if is_quoted else words("answer-checked", writer=writer)
    return "; ".join(filter(None, (made, line(answer.note, NAME_LIMIT))))


def render(answer: Answer, *, now: datetime) -> RenderableType:
    """An answer with its sources; print it with `crop=False`.

    Args:
        answer: What to show.
        now: The present in the reader's own zone, in which times are told.
    """
    return Fitted(partial(_answer, answer, now))


def render_thread(thread: Thread, *, now: datetime) -> RenderableType:
    """Questions with their answers, as they stand in the thread under a card.

    Args:
        thread: The conversation.
        now: The present in the reader's own zone, in which times are told.
    """
    return Group(*(Fitted(partial(_turn, asked, answer, now)) for asked, answer in thread.turns))


def render_draft(text: str) -> RenderableType:
    """What a model has written so far."""
    return Group(Text(text), Text(words_for(None)("answer-unchecked"), "dim italic"))


def _turn(
    asked: str, answer: Answer, now: datetime, console: Console, options: ConsoleOptions
) -> RenderableType:
    question = Text(f"? {line(asked, SENTENCE_LIMIT)}", "bold")
    drawn = _answer(answer, now, console, options)
    if is_plain(console, options):
        return Group(question, drawn)
    width = min(options.max_width, READABLE) - 4
    return Padding(Barred(Group(question, Text(), drawn), "bright_black", width), (0, 0, 0, 2))


def _answer(
    answer: Answer, now: datetime, console: Console, options: ConsoleOptions
) -> RenderableType:
    words, plain = words_for(None), is_plain(console, options)
    numbers = numbered(answer)
    parts: list[RenderableType] = [_statements(answer.statements, numbers)]
    cited: Iterable[tuple[str, Citation]] = (
        (f"[{number}]", citation) for citation, number in numbers.items()
    )
    if not answer.answered:
        parts = [Text(words("answer-refused"))]
        cited = [("-", citation) for citation in answer.near]
        parts += [Text(words("answer-nearest"))] if answer.near else []
    for mark, citation in cited:
        parts += _source(mark, citation, now, plain=plain, quoted=not answer.answered)
    made = credit(words, answer)
    return Group(*parts, *([Text(made, "dim")] if made else []), Text())


def _statements(statements: Sequence[Statement], numbers: dict[Citation, int]) -> Text:
    drawn, was_item = Text(), False
    for statement in statements:
        words = line(statement.text, SENTENCE_LIMIT)
        is_item = words.startswith(ITEM)
        if drawn:
            drawn.append("\n" if is_item or was_item else " ")
        was_item = is_item
        drawn.append(words)
        for citation in statement.citations:
            drawn.append(" ")
            drawn.append_text(linked(f"[{numbers[citation]}]", deep_link(citation), "cyan"))
    return drawn


def _source(
    mark: str, citation: Citation, now: datetime, *, plain: bool, quoted: bool
) -> list[RenderableType]:
    """Where it stands; in a pipe with the whole address, on a terminal behind the words."""
    address = deep_link(citation)
    when = wording.date(citation.published_at.astimezone(now.tzinfo))
    title = line(citation.title, HEADLINE_LIMIT) or wording.UNTITLED
    told = f"{mark} {line(citation.outlet, NAME_LIMIT)}, {when}: {title}"
    parts: list[RenderableType] = []
    if quoted:
        parts.append(Text(f"{mark} “{line(citation.quote, SENTENCE_LIMIT)}”"))
        told = told.removeprefix(f"{mark} ")
    parts.append(Text(told) if plain else linked(told, address, "dim"))
    return [*parts, whole(address)] if plain and address else parts


def answer_object(question: str, answer: Answer) -> dict[str, Json]:
    """An answer as `docs/json-answers.md` describes it."""
    return {
        "schema": SCHEMA_VERSION,
        "question": question,
        "answered": answer.answered,
        "answer": [
            {"text": each.text, "citations": [_cited(one) for one in each.citations]}
            for each in answer.statements
        ],
        "near": [_cited(each) for each in answer.near],
        "model": None if answer.writer == EXTRACTIVE else answer.writer,
        "note": answer.note,
        "language": answer.language,
        "tokens": {
            "input": answer.tokens.input,
            "cached": answer.tokens.cached,
            "output": answer.tokens.output,
        },
        "passages": answer.passages,
    }


def _cited(citation: Citation) -> dict[str, Json]:
    return {
        "url": citation.url,
        "link": deep_link(citation),
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "outlet": citation.outlet,
        "title": citation.title,
        "published_at": citation.published_at.isoformat(timespec="seconds"),
        "article_id": citation.article_id,
    }
