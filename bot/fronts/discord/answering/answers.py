"""Questions and answers as Discord messages, from "looking into it" to the checked sentences.

A question has one first message, which is edited as its answer grows, and further ones where the
answer is long. None of them mentions anybody or opens a preview, and all of them say nothing but
what is escaped. While an answer is owed, the first carries the question's id behind a button, by
which it is found again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import blake2b
from typing import Any

from bot.fronts import tellings
from bot.fronts.answers import credit, numbered
from bot.fronts.discord.answering.packing import CONTENT_LIMIT, Piece, packed
from bot.fronts.discord.cards import NONCE_BYTES, jump
from bot.fronts.discord.escaping import (
    escaped,
    fitted,
    followable,
    link_to,
    linked,
    sentences,
    size,
)
from bot.fronts.discord.readers.buttons import ACTION_ROW, BUTTON, SECONDARY, custom_id
from bot.fronts.discord.threads import NAME_LIMIT, name_after
from bot.fronts.discord.updates import SUPPRESS_EMBEDS
from bot.fronts.outside import SENTENCE_LIMIT, line
from bot.fronts.quoting import deep_link
from bot.fronts.words import Words
from bot.news import Answer, Citation, Question, Statement

# Characters, so that a sentence with all its links is shorter than a message.
STATEMENT_LIMIT = 1_000
ADDRESS_LIMIT = 300
MOST_LINKS = 3
QUOTED_LIMIT = 300  # of a question, and of a passage that is offered instead of an answer
ASKER_LIMIT = 80  # a name at Discord has 32, escapes double it
OUTLET_LIMIT = 60
MOST_NEAR = 5
MOST_SOURCES = 12

ITEM = "- "
SMALL = "-# "  # Discord's subtext, where a line begins with it
CUT = " …"

CANCEL = "nd:cancel"
ASK_AGAIN = "nd:again"

Body = dict[str, Any]


def nonce(question: Question, words: str = "") -> str:
    """What marks every attempt at a message: at most 25 characters, always the same.

    The moment is in it because ids begin anew with a new database, within Discord's memory.

    Args:
        question: Whose answer it is.
        words: Of a further message; the first one has many, and is one.
    """
    marked = f"{question.id} {question.asked_at.isoformat()} {words}"
    return "nq" + blake2b(marked.encode(), digest_size=NONCE_BYTES).hexdigest()


def new(body: Body, question: Question, *, first: bool) -> Body:
    """The JSON body of create-message, from that of edit-message."""
    mark = nonce(question, "" if first else body["content"])
    reference = {"message_reference": _asking(question)} if first and is_reply(question) else {}
    return {**body, **reference, "nonce": mark, "enforce_nonce": True}


def is_reply(question: Question) -> bool:
    """Whether the message that asks stands where it is answered."""
    return question.message_id is not None and question.starts is None


def is_first(message: Mapping[str, Any], question: Question, *, author: int) -> bool:
    """Whether a message of a place's history is the first of a question's answer."""
    match message:
        case {"author": {"id": str(who)}} if who == str(author):
            pass
        case _:
            return False
    match message:
        case {"message_reference": {"message_id": str(asking)}} if is_reply(question):
            return asking == str(question.message_id)
        case {"components": list(rows)}:
            ids = {custom_id(each, question.id) for each in (CANCEL, ASK_AGAIN)}
            return any(_has_button(row, ids) for row in rows)
    return False


def thread_name(words: Words, question: Question, message: object) -> str:
    """What a thread is called: the title of the card that it hangs from, or what is asked."""
    asked = line(question.text, NAME_LIMIT) or words("answer-somebody")
    return name_after(message, asked)


def waiting(words: Words, question: Question, before: int) -> Body:
    """So many questions come first."""
    told = words("answer-waits", before=before) if before else words("answer-looking")
    return _body([*_question(words, question), Piece(told, "\n")], _cancel(words, question))


def looking(words: Words, question: Question) -> Body:
    """It is being answered, and there is no text yet."""
    return waiting(words, question, 0)


def draft(words: Words, question: Question, text: str) -> Body:
    """Text that is not checked, as much from the beginning as has room."""
    mark = Piece(words("answer-unchecked"), f"\n{SMALL}", SMALL)
    rows = [_row(visible) for row in text.splitlines() if (visible := line(row, len(row)))]
    room = CONTENT_LIMIT - size(mark.joined + mark.words) - size(CUT)
    begun = packed([*_question(words, question), *rows], limit=room)
    shown = [Piece(begun[0] + (CUT if len(begun) > 1 else ""))] if begun else []
    return _body([*shown, mark], _cancel(words, question))


def closed(words: Words, question: Question, reason: str) -> Body:
    """There will be no answer, and why."""
    told = sentences(reason, SENTENCE_LIMIT) or CUT
    return _body([*_question(words, question), Piece(told, "\n")], [])


def final(
    words: Words, question: Question, answer: Answer, *, plain: bool = False
) -> tuple[Body, ...]:
    """The checked answer, as one message or more.

    Args:
        words: In the language of those who read it.
        question: What was asked.
        answer: What the coverage says to it.
        plain: Without addresses, for Discord refuses some whose rules it does not tell.
    """
    layout = _Layout(words, question, _trimmed(answer), plain)
    contents = packed([*_question(words, question), *layout.pieces()])
    again = _button(words("button-again"), ASK_AGAIN, question) if answer.again_at else []
    first, *others = contents
    return (_shown(first, again), *(_shown(content, []) for content in others))


class _Layout:
    """An answer to be laid out, with what its links depend on."""

    def __init__(self, words: Words, question: Question, answer: Answer, plain: bool) -> None:  # noqa: FBT001 - private, and told from `final`
        self._words, self._question, self._answer, self._plain = words, question, answer, plain
        self._numbers = numbered(answer)

    def pieces(self) -> Iterator[Piece]:
        if self._answer.answered:
            yield from self._statements()
            yield from self._sources()
        else:
            yield Piece(self._words("answer-refused"), "\n")
            yield from self._near()
        if made := self._made():
            yield Piece(made, f"\n{SMALL}", SMALL)

    def _statements(self) -> Iterator[Piece]:
        was_item = True  # the first begins a line
        for statement in self._answer.statements:
            is_item = statement.text.startswith(ITEM)
            words = sentences(statement.text.removeprefix(ITEM), STATEMENT_LIMIT)
            links = [self._number(citation) for citation in statement.citations]
            told = (ITEM if is_item else "") + " ".join([words, *links])
            yield Piece(told, "\n" if is_item or was_item else " ")
            was_item = is_item

    def _number(self, citation: Citation) -> str:
        label, address = f"[{self._numbers[citation]}]", self._address(citation)
        return link_to(label, address) if address else escaped(label)

    def _sources(self) -> Iterator[Piece]:
        """Each article with the numbers of its sentences; small."""
        sources: dict[str, list[int]] = {}
        named: dict[str, Citation] = {}
        for citation, number in self._numbers.items():
            named.setdefault(citation.url, citation)
            sources.setdefault(citation.url, []).append(number)
        joined = f"\n{SMALL}"
        for url, numbers in list(sources.items())[:MOST_SOURCES]:
            marks = escaped("".join(f"[{number}]" for number in numbers))
            yield Piece(f"{marks} {self._outlet(named[url])}", joined, SMALL)
            joined = tellings.SEPARATOR

    def _near(self) -> Iterator[Piece]:
        for place, citation in enumerate(self._answer.near[:MOST_NEAR]):
            heading = f"{self._words('answer-nearest')}\n" if place == 0 else ""
            quote = sentences(citation.quote, QUOTED_LIMIT)
            source = self._outlet(citation, at_quote=True)
            yield Piece(f"{heading}{ITEM}“{quote}” {source}", "\n")

    def _made(self) -> str:
        """How it was made, and when asking again may help."""
        again_at = self._answer.again_at
        when = f"<t:{int(again_at.timestamp())}:R>" if again_at else ""
        again = self._words("answer-again-at", when=when) if when else ""
        return "; ".join(filter(None, (escaped(credit(self._words, self._answer)), again)))

    def _outlet(self, citation: Citation, *, at_quote: bool = False) -> str:
        name = line(citation.outlet, OUTLET_LIMIT) or line(citation.title, OUTLET_LIMIT)
        cited = citation if at_quote else replace(citation, quote="")
        return linked(name or self._words("answer-article"), self._address(cited))

    def _address(self, citation: Citation) -> str | None:
        """Of the cited words in their article; else of a card of the same guild that tells it."""
        if self._plain:
            return None
        if followable(citation.url):
            address = deep_link(citation, limit=ADDRESS_LIMIT)
            if address is not None:
                return address
        posted, here = citation.posted, self._question.guild_id
        return jump(posted) if posted and here and posted.guild_id == here else None


def _question(words: Words, question: Question) -> list[Piece]:
    """What was asked and by whom, unless the message replies to it."""
    if is_reply(question):
        return []
    name = fitted(question.name, ASKER_LIMIT) or words("answer-somebody")
    asked = sentences(question.text, QUOTED_LIMIT)
    return [Piece(f"> {words('answer-asks', name=name, question=asked)}")]


def _row(text: str) -> Piece:
    """A row of a draft; one that is longer than a message is cut."""
    item = ITEM if text.startswith(ITEM) else ""
    return Piece(item + sentences(text.removeprefix(ITEM), STATEMENT_LIMIT), "\n")


def _trimmed(answer: Answer) -> Answer:
    """The answer with no more links behind a sentence than are shown."""
    statements = (Statement(each.text, each.citations[:MOST_LINKS]) for each in answer.statements)
    return replace(answer, statements=tuple(statements))


def _asking(question: Question) -> dict[str, Any]:
    return {"message_id": str(question.message_id), "fail_if_not_exists": False}


def _body(pieces: list[Piece], components: list[Body]) -> Body:
    [content] = packed(pieces)
    return _shown(content, components)


def _shown(content: str, components: list[Body]) -> Body:
    return {
        "content": content,
        "components": components,
        "allowed_mentions": {"parse": [], "replied_user": False},
        "flags": SUPPRESS_EMBEDS,
    }


def _cancel(words: Words, question: Question) -> list[Body]:
    return _button(words("button-cancel"), CANCEL, question)


def _button(label: str, does: str, question: Question) -> list[Body]:
    mark = custom_id(does, question.id)
    button = {"type": BUTTON, "style": SECONDARY, "label": label, "custom_id": mark}
    return [{"type": ACTION_ROW, "components": [button]}]


def _has_button(row: object, ids: set[str]) -> bool:
    match row:
        case {"components": list(buttons)}:
            return any(isinstance(one, dict) and one.get("custom_id") in ids for one in buttons)
    return False
