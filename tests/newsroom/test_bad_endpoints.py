"""The table: whatever an endpoint does, an entry becomes one card with nothing invented on it."""

import json
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
import pytest_asyncio

from bot.news import Card
from bot.newsroom.writing import AWAY, UNPROVED
from tests.fiction import MONDAY, lay_out
from tests.model.scribe import (
    EVERY,
    Change,
    adding,
    citing,
    having,
    honest_card,
    is_retry,
    lacking,
    saying,
    scribe,
)
from tests.model.script import Prompt, Reply, Script, Skill, refusal
from tests.model.server import ScriptedModel
from tests.newsroom.desk import WRITER, Desk, open_desk
from tests.newsstand.stand import Newsstand

# What is told so long after an event is another one, though the words are the same.
APART: Final = timedelta(days=8)
# Seconds that a card waits for what does not come.
IN_VAIN: Final = 1.0

MODEL: Final = WRITER
ARTICLE: Final = "extractive"

NUMBER: Final = "The depot will employ 7,341 people."
NAME: Final = "Minister Petra Lindqvist called it a disgrace."
QUOTE: Final = "“Nobody asked the fishermen,” she said."
# True, and proved by other sentences than the first and the second.
SCHOOLS: Final = "Councillor Tam Okoro said the plan left no money for the schools."
BUILDERS: Final = "Builders have until the end of March to hand in their offers."
GERMAN: Final = having(
    language="de",
    headline="Der Stadtrat stimmt für ein neues Depot",
    dek="Nach langer Debatte haben die Räte dem Umbau zugestimmt.",
    points=[
        {"sentences": [1], "text": "Der Stadtrat hat am Montag für den Umbau gestimmt."},
        {"sentences": [2], "text": "Die Arbeiten sollen im Frühling beginnen."},
    ],
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What an endpoint does, and the card that results.

    Attributes:
        says: To every prompt.
        first: Before that, to the first ones.
        knows: What the server does with a wish for JSON.
        by: Who has written the card.
        points: How many it has.
        note: What it says of how it was made.
        calls: How often the endpoint was asked; None where that depends on dice.
        wait: Seconds that the card waits for a model, half of them for the first word.
    """

    says: Script | Reply | str
    first: tuple[Reply, ...] = ()
    knows: dict[str, Any] = field(default_factory=dict)
    by: str = MODEL
    points: int = 3
    note: str = ""
    calls: int | None = 1
    wait: float = 20.0


def away(says: Script | Reply, *, calls: int | None = None, first: tuple[Reply, ...] = ()) -> Row:
    """A row in which the endpoint gives no answer."""
    return Row(says=says, first=first, by=ARTICLE, note=AWAY, calls=calls, wait=IN_VAIN)


def unproved(*changes: Change, says: Script | str | None = None, calls: int = 2) -> Row:
    """A row in which all that the endpoint answers is refused, the second try too."""
    return Row(says=says or scribe(*changes), by=ARTICLE, note=UNPROVED, calls=calls)


def refused(*forms: str) -> dict[str, Any]:
    return dict.fromkeys(forms, Skill.REFUSES)


def ignored(*forms: str) -> dict[str, Any]:
    return dict.fromkeys(forms, Skill.IGNORES)


def cut(prompt: Prompt, after: str) -> Reply:
    """An honest answer that was cut off a little after these words."""
    text = json.dumps(honest_card(prompt), ensure_ascii=False)
    return Reply(text=text[: text.index(after) + len(after) + 5], finish="length")


def sloppy(prompt: Prompt) -> Reply:
    """An honest answer as small models write it: in a fence, with commas too many."""
    text = json.dumps(honest_card(prompt), indent=1).replace("}\n ]", "},\n ]")
    return Reply(text=f"Here is the card!\n```json\n{text}\n```\nShall I write another one?")


def heeding(*changes: Change) -> Script:
    """A writer that does better when it is told what was wrong."""
    return lambda prompt: scribe()(prompt) if is_retry(prompt) else scribe(*changes)(prompt)


def told(status: int, after: str = "") -> Reply:
    return refusal(status, "not now", headers={"Retry-After": after} if after else None)


TABLE: Final = {
    # How it speaks.
    "streams": Row(says=scribe()),
    "answers whole": Row(says=scribe(streams=False)),
    "trickles, and ends in time": Row(says=scribe(trickle=0.003)),
    "counts no tokens": Row(says=scribe(usage=None)),
    "has a wrong content type": Row(says=scribe(headers={"Content-Type": "text/plain"})),
    "refuses schemas": Row(says=scribe(), knows=refused("schema"), calls=2),
    "refuses JSON in any form": Row(says=scribe(), knows=refused("schema", "json_mode"), calls=3),
    "ignores schemas": Row(says=scribe(), knows=ignored("schema"), calls=2),
    "ignores JSON in any form": Row(says=scribe(), knows=ignored("schema", "json_mode"), calls=3),
    # What does not come.
    "429 for ever": away(told(429)),
    "429 with Retry-After, once": Row(says=scribe(), first=(told(429, "1"),), calls=2),
    "429 without Retry-After, once": Row(says=scribe(), first=(told(429),), calls=2),
    "429 with an hour to wait": away(told(429, "3600"), calls=1),
    "500 for ever": away(told(500)),
    "500 twice": Row(says=scribe(), first=(told(500), told(503)), calls=3),
    "hangs before a word": away(Reply(wait=60)),
    "hangs after the headers": away(Reply(hang=60)),
    "trickles for ever": away(scribe(trickle=0.2), calls=1),
    "breaks off": away(scribe(breaks_off=True)),
    "a web page": away(Reply(body=b"<html>Welcome</html>"), calls=1),
    "empty words": away(Reply(text="")),
    "refuses to answer": away(Reply(refusal="I cannot help with that."), calls=1),
    # What is no card.
    "malformed, and mended": Row(says=sloppy, calls=3),
    "malformed beyond mending": unproved(says="{'headline' = Trams", calls=4),
    "prose": unproved(says="The council wants a new tram depot.", calls=4),
    "cut off in the last point": Row(says=lambda p: cut(p, "Mayor Ilse Varga"), points=2),
    "cut off at once": unproved(says=lambda p: cut(p, '"points": [{')),
    "an empty object": unproved(says="{}", calls=4),
    "no points": unproved(having(points=[])),
    "points without numbers": unproved(having(points=["The council voted.", "It cost a lot."])),
    "no headline": Row(says=scribe(lacking("headline")), calls=3),
    "wrong language": unproved(GERMAN),
    # What is not true.
    "cites a sentence that is not there": Row(says=scribe(citing(99)), points=2),
    "cites nothing but such": unproved(citing(99, 0, -1, of=EVERY)),
    "cites wrong sentences": unproved(saying(SCHOOLS, BUILDERS)),
    "invents a number": Row(says=scribe(adding(NUMBER)), points=2),
    "invents a name": Row(says=scribe(adding(NAME)), points=2),
    "invents a quote": Row(says=scribe(adding(QUOTE)), points=2),
    "invents numbers everywhere": unproved(adding(NUMBER, to=EVERY)),
    "invents names everywhere": unproved(adding(NAME, to=EVERY)),
    "invents quotes everywhere": unproved(adding(QUOTE, to=EVERY)),
    "invents, and heeds": Row(says=heeding(adding(NUMBER, to=EVERY)), calls=2),
    "invents a dek": Row(says=scribe(having(dek=NUMBER))),
    "invents a headline": Row(says=scribe(having(headline=NAME))),
    # What a card must not be.
    "asks in its headline": Row(says=scribe(having(headline="Will the tram depot be built?"))),
    "links and mentions": Row(
        says=scribe(adding("@everyone <@&123> https://evil.example/x", to=EVERY))
    ),
}  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def newsdesk(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Desk]:
    """One bot for all rows: to start one for each would take longer than all they do."""
    database = shutil.copy(sqlite_template, tmp_path_factory.mktemp("rows"))
    async with open_desk(f"sqlite:///{database}") as desk:
        yield desk


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("row", [pytest.param(row, id=name) for name, row in TABLE.items()])
async def test_whatever_an_endpoint_does_an_entry_becomes_one_card(
    row: Row, newsdesk: Desk
) -> None:
    patience = {"model_wait": row.wait, "model_first_word": row.wait / 2, "model_comeback": 0}
    shown_before = len(newsdesk.cards)
    async with (
        Newsstand() as stand,
        ScriptedModel(**row.knows).then(*row.first).always(row.says) as model,
        newsdesk.written_by(model, **patience) as desk,
    ):
        cards = await desk.show(lay_out(stand, 1, since=MONDAY - APART * shown_before))

    [card] = cards[shown_before:]
    assert (card.summary.writer, card.summary.note) == (row.by, row.note)
    assert len(card.summary.points) == row.points
    assert invented(card) == []
    assert row.calls in {None, len(model.prompts)}
    assert await owed_or_failed(desk) == (0, 0)


async def owed_or_failed(desk: Desk) -> tuple[int, int]:
    """Cards that are still owed, and cards that were given up."""
    counts = await desk.bot.storage.counts()
    return counts.owed, counts.failed


def invented(card: Card) -> list[str]:
    """The lines of a card that do not stand in its article, word for word."""
    article, summary = card.article, card.summary
    quotes = [each for point in summary.points for each in point.evidence]
    assert all(point.evidence for point in summary.points)
    assert all(each.quote == article.text[each.start : each.end] for each in quotes)
    lines = [summary.headline, summary.dek, *(point.text for point in summary.points)]
    return [line for line in lines if line not in f"{article.title}\n{article.text}"]
