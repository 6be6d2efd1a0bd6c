"""What a card costs in tokens: as we ask, with whole pages sent, and with one call for each guild.

    .venv/bin/python benchmarks/tokens.py

The whole bot reads the sample newsroom and asks a scripted model, whose answers are honest cards.
Tokens are counted by our own estimate, for all alike: trust the ratios.
"""

import asyncio
import gzip
import json
import logging
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Final

import aiohttp
import structlog
from lxml import etree, html

sys.path.insert(0, str(Path(__file__).parents[1]))  # for the scripted model of the tests

from bot.app import prepare, utc_now
from bot.news import Card
from bot.sample import SampleNewsroom
from bot.writing.numbering import BUDGET
from bot.writing.tokens import estimate_tokens
from tests.model.scribe import scribe
from tests.model.script import Prompt
from tests.model.server import ScriptedModel
from tests.newsroom.desk import WRITER, open_desk

REAL: Final = Path(__file__).resolve().parents[2] / "shared" / "articles"
REAL_PAGES: Final = 60
GUILDS: Final = 200
CACHED: Final = 0.1  # what providers ask for a token that they had in their cache
INVISIBLE: Final = ("script", "style", "noscript", "template", "head")


@dataclass(frozen=True, slots=True)
class Call:
    """One question and its answer, in tokens.

    Attributes:
        fixed: The system part, the same for every article: what a provider has in its cache.
        article: The numbered sentences, with the title, the marks and the last line.
        answer: The card.
        text: All the words that the article's page shows.
        page: The page as it is served.
    """

    fixed: int
    article: int
    answer: int
    text: int
    page: int


async def read_the_news(database: str) -> tuple[list[Card], list[Prompt], dict[str, str]]:
    """Every card of the sample newsroom, what was asked for them, and their pages by address."""
    async with (
        SampleNewsroom(now=utc_now(), all_at_once=True, first_port=0) as newsroom,
        ScriptedModel().always(scribe()) as model,
        open_desk(database, model=model, shows=1_000) as desk,
    ):
        for feed in newsroom.feeds:
            await desk.follow(feed)
        await desk.work()
        async with aiohttp.ClientSession() as session:
            pages = {card.article.url: await page_of(session, card) for card in desk.cards}
        return desk.cards, model.prompts, pages


async def page_of(session: aiohttp.ClientSession, card: Card) -> str:
    """An article's page, as a bot without an extractor would send it."""
    async with session.get(card.article.url) as response:
        return (await response.read()).decode(errors="replace")


def shown(page: str) -> str:
    """The words of a page, without its markup."""
    tree = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
    etree.strip_elements(tree, *INVISIBLE, with_tail=False)
    return " ".join(" ".join(map(str, tree.itertext())).split())


def calls(cards: Sequence[Card], prompts: Sequence[Prompt], pages: dict[str, str]) -> list[Call]:
    """The calls that brought a card."""
    by_title = {f"[title] {card.article.title}\n": card.article.url for card in cards}
    found = []
    for prompt in prompts:
        url = next(url for title, url in by_title.items() if title in prompt.user)
        found.append(
            Call(
                estimate_tokens(prompt.system),
                estimate_tokens(prompt.user),
                estimate_tokens(scribe()(prompt).text),
                estimate_tokens(shown(pages[url])),
                estimate_tokens(pages[url]),
            )
        )
    return found


def report(found: Sequence[Call]) -> None:
    """Print a row for each way to ask."""
    fixed, answer = fmean(call.fixed for call in found), fmean(call.answer for call in found)
    sent = {
        "numbered sentences, as we ask": fmean(call.article for call in found),
        "all the words of the page": fmean(call.text for call in found),
        "the page as it is served": fmean(call.page for call in found),
    }
    ours = fixed + min(sent.values()) + answer
    ours_paid = ours - fixed * (1 - CACHED)
    print(
        f"{'tokens a card':32}{'fixed':>7}{'article':>9}{'answer':>8}{'in all':>8}{'ratio':>7}"
        f"{'cached':>9}{'ratio':>7}"
    )
    for way, article in sent.items():
        total = fixed + article + answer
        paid = total - fixed * (1 - CACHED)
        print(
            f"{way:32}{fixed:7.0f}{article:9.0f}{answer:8.0f}{total:8.0f}{total / ours:7.2f}"
            f"{paid:9.0f}{paid / ours_paid:7.2f}"
        )
    print(f"\nfor {GUILDS} guilds that follow the same feeds")
    for way, count in (("one call for all, as we ask", 1), ("one call for each guild", GUILDS)):
        print(f"{way:56}{count * ours:8.0f}{count:7.2f}")
    print(f"\n{fixed / (ours - answer):.0%} of what is sent is fixed")


def report_real_pages() -> None:
    """Print what there would be to send of real pages, where they are there."""
    if not REAL.exists():
        print("\nreal pages: not measured, shared/articles is absent")
        return
    bodies = list(json.loads((REAL / "ground-truth.json").read_text()).items())[:REAL_PAGES]
    pages = [gzip.decompress((REAL / "html" / f"{n}.html.gz").read_bytes()) for n, _ in bodies]
    served = [page.decode(errors="replace") for page in pages]
    article = fmean(min(BUDGET, estimate_tokens(each["articleBody"])) for _, each in bodies)
    words = fmean(estimate_tokens(shown(page)) for page in served)
    whole = fmean(map(estimate_tokens, served))
    print(f"\n{len(served)} real pages, tokens of the article: {article:.0f}")
    print(f"of all the words of the page: {words:.0f}, {words / article:.1f} times as many")
    print(f"of the page as it is served: {whole:.0f}, {whole / article:.0f} times as many")


def main() -> None:
    """Read, ask, and count."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/news.db"
        asyncio.run(prepare(database))
        cards, prompts, pages = asyncio.run(read_the_news(database))
    written = sum(card.summary.writer == WRITER for card in cards)
    print(f"{len(cards)} cards, {written} of them by the model, {len(prompts)} calls\n")
    report(calls(cards, prompts, pages))
    report_real_pages()


if __name__ == "__main__":
    main()
