"""`newsdesk run`: the service without Discord, killed at any moment, and the sample newsroom."""

import asyncio
import random
import re
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from bot.fronts.local import SCREEN
from bot.news import Card
from bot.storage import open_storage
from tests.fiction import headline, lay_out
from tests.newsstand.stand import Newsstand
from tests.program import Program, wait_for

ARTICLES = 200
KILLS = 6


def on_page(home: Path) -> Counter[str]:
    """How often each headline stands as one on the page."""
    path = home / "page.html"
    page = path.read_text(encoding="utf-8") if path.exists() else ""
    return Counter(re.findall(r">([^<>]+)</a></h3>", page))


def sent(database_url: str) -> list[Card]:
    """The cards that storage knows as shown."""

    async def ask() -> list[Card]:
        async with open_storage(database_url) as storage:
            return [card for _, card in await storage.sent_cards(SCREEN, limit=10 * ARTICLES)]

    return asyncio.run(ask())


@pytest.mark.timeout(400)
def test_a_run_killed_at_random_moments_shows_every_card_exactly_once(
    database_url: str, tmp_path: Path, stand: Newsstand
) -> None:
    newsdesk = Program(
        tmp_path,
        {
            "DATABASE_URL": database_url,
            "NEWSDESK_FIRST_POLL_SHOWS": str(ARTICLES),
            "NEWSDESK_HEARTBEAT": "1",
        },
    )
    newsdesk.run("feeds", "add", lay_out(stand, ARTICLES), "--channel", "0")
    dice = random.Random(20261122)  # noqa: S311 - a repeatable choice of moments

    for _ in range(KILLS):
        shown = sum(on_page(tmp_path).values())
        running = newsdesk.start("run")
        wait_for(lambda: sum(on_page(tmp_path).values()) > shown, "another card")  # noqa: B023 - called here
        time.sleep(dice.uniform(0.0, 0.5))
        running.end(signal.SIGKILL)
    last = newsdesk.start("run")
    wait_for(lambda: len(on_page(tmp_path)) == ARTICLES, "the last card")
    last.end()

    assert set(on_page(tmp_path).values()) == {1}
    assert sorted(card.article.title for card in sent(database_url)) == sorted(
        headline(number) for number in range(ARTICLES)
    )


def test_cards_come_in_the_order_of_publication(
    database_url: str, tmp_path: Path, stand: Newsstand
) -> None:
    settings = {"DATABASE_URL": database_url, "NEWSDESK_FIRST_POLL_SHOWS": "20"}
    newsdesk = Program(tmp_path, settings)
    newsdesk.run("feeds", "add", lay_out(stand, 20))

    running = newsdesk.start("run")
    wait_for(lambda: len(on_page(tmp_path)) == 20, "twenty cards")
    answer = running.end()

    assert answer.code == 0
    headlines = [headline(number) for number in range(20)]
    assert [line for line in answer.out.splitlines() if line in headlines] == headlines


def test_sigterm_stops_cleanly_in_the_middle_of_the_work(tmp_path: Path, stand: Newsstand) -> None:
    newsdesk = Program(tmp_path, {"NEWSDESK_FIRST_POLL_SHOWS": "100"})
    newsdesk.run("feeds", "add", lay_out(stand, 100))
    running = newsdesk.start("run")
    wait_for(lambda: len(on_page(tmp_path)) > 3, "some cards")

    begun = time.monotonic()
    answer = running.end()

    assert time.monotonic() - begun < 10
    assert (answer.code, "Traceback" in answer.err) == (0, False)


def test_without_feeds_the_sample_newsroom_is_shown(tmp_path: Path) -> None:
    newsdesk = Program(tmp_path, {"NEWSDESK_ALLOW_PRIVATE_NETWORKS": "false"})
    page = tmp_path / "page.html"

    running = newsdesk.start("run")
    wait_for(lambda: page.exists() and page.read_text("utf-8").count("<article") >= 20, "the cards")
    answer = running.end(signal.SIGINT)

    assert answer.code == 0
    assert answer.out.startswith("No Discord token: ")
    assert "Related" in answer.out
    assert "Feed text only: consent wall" in answer.out
    assert not list(tmp_path.rglob("*.sqlite3-journal"))
