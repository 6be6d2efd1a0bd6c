"""Cards on this machine: printed, kept on a page, written as lines, and replaced."""

import io
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from bot.fronts.local import (
    ON_PAGE,
    SCREEN,
    LocalPublisher,
    PageFile,
    Show,
    as_json,
    into,
    on_screen,
)
from bot.news import (
    Card,
    Delivery,
    DeliveryId,
    DeliveryState,
    EntryId,
    MessageId,
    OwedEdit,
)
from tests.fronts.desk import NOW, card_of, modelled_card

Act = Callable[[int, Card], Awaitable[object]]


def publishing(show: Show) -> tuple[Act, Act]:
    """How a card is shown for the delivery of a number, and how it is edited."""
    front = LocalPublisher(show, lambda: NOW)

    async def publish(number: int, card: Card) -> None:
        delivery = Delivery(
            id=DeliveryId(number),
            channel_id=SCREEN,
            entry_id=EntryId(number),
            state=DeliveryState.SENDING,
        )
        receipt = await front.publish(delivery, card)
        assert receipt.message_id == number

    async def edit(number: int, card: Card) -> None:
        owed = OwedEdit(
            id=DeliveryId(number),
            channel_id=SCREEN,
            entry_id=EntryId(number),
            message_id=MessageId(number),
        )
        await front.edit(owed, card, news="")

    return publish, edit


def titled(title: str) -> Card:
    card = card_of()
    return replace(card, entry_id=title, article=replace(card.article, title=title))


@pytest.fixture
def page_file(tmp_path: Path) -> PageFile:
    return PageFile(tmp_path / "cards.html", lambda: NOW)


@pytest.mark.parametrize("tty", [True, False])
async def test_a_card_that_changes_is_one_quiet_line_on_a_terminal(*, tty: bool) -> None:
    written = io.StringIO()
    console = Console(file=written, width=100, force_terminal=tty, color_system=None)
    publish, edit = publishing(on_screen(console, lambda: NOW))
    await publish(1, card_of())
    before = written.getvalue()

    await edit(1, modelled_card())

    assert written.getvalue().removeprefix(before).split("\n") == [
        "Updated: Last ferry to Skerry leaves before winter · Summary by small-model, 1,422 tokens",
        "",
        "",
    ]


async def test_a_card_that_changes_keeps_its_place_on_the_page(page_file: PageFile) -> None:
    publish, edit = publishing(on_screen(Console(file=io.StringIO()), lambda: NOW, page_file))
    for number, title in enumerate(("First", "Second", "Third")):
        await publish(number, titled(title))
    await page_file.write()

    await edit(1, modelled_card())
    await edit(1, modelled_card())
    await page_file.write()

    assert list(page_file.cards) == [0, 1, 2]
    shown = page_file.path.read_text("utf-8")
    assert shown.count("Skerry loses its ferry until spring") == 1
    assert "Second" not in shown


async def test_a_card_that_has_left_the_page_does_not_come_back(page_file: PageFile) -> None:
    publish, edit = publishing(on_screen(Console(file=io.StringIO()), lambda: NOW, page_file))
    for number in range(ON_PAGE + 1):
        await publish(number, titled(str(number)))

    await edit(0, modelled_card())

    assert list(page_file.cards) == list(range(1, ON_PAGE + 1))


async def test_a_card_that_changes_is_written_once_more_as_json() -> None:
    stream = io.StringIO()
    publish, edit = publishing(as_json(stream))

    await publish(1, card_of())
    await edit(1, modelled_card())

    first, second = map(json.loads, stream.getvalue().splitlines())
    assert [line["updated"] for line in (first, second)] == [False, True]
    assert [line["writer"] for line in (first, second)] == ["extractive", "small-model"]
    assert [first[key] for key in ("feed_url", "entry_id")] == [
        second[key] for key in ("feed_url", "entry_id")
    ]


async def test_cards_that_are_kept_are_replaced_in_place() -> None:
    cards: list[Card] = []
    publish, edit = publishing(into(cards))
    await publish(1, titled("First"))
    await publish(2, titled("Second"))

    await edit(1, modelled_card())
    await edit(3, titled("Of an earlier run"))

    assert cards == [modelled_card(), titled("Second")]
