"""`newsdesk check`: what works, what does not, and what to do about it."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from rich.console import Console
from rich.text import Text
from sqlalchemy.engine import make_url

from bot.app import open_archive, open_looking
from bot.articles.reading import read_page
from bot.author import drafting, model_access, open_model_at
from bot.cli.base import DONE, FAILED, access_to_discord, at_once, cli, console
from bot.errors import AdminError, ModelError, NewsdeskError, SourceError
from bot.fronts.discord.visit import visit
from bot.fronts.local import SCREEN
from bot.fronts.outside import line
from bot.fronts.wording import count
from bot.logs import set_up_logs
from bot.news import Feed, FeedState, Subscription
from bot.newsroom.looking import Looking
from bot.settings import Settings, load_settings

LONGEST = 300  # characters of a finding
MODEL_ANSWERS_IN = 20.0  # seconds
PROBE = "The ferry sails again."  # any text will do
FEEDS_AT_MOST = 100  # feeds that are asked; the others are told by their stored state


class Verdict(StrEnum):
    """How a finding ends."""

    WORKS = "ok"
    NOTE = "note"
    FAILS = "FAIL"


STYLES = {Verdict.WORKS: "green", Verdict.NOTE: "yellow", Verdict.FAILS: "bold red"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    verdict: Verdict
    subject: str
    words: str


@cli.command()
def check() -> None:
    """Say what works, what does not, and what to do; exit code 1 if something needed fails."""
    settings = load_settings()
    set_up_logs(settings)

    async def work() -> int:
        screen, code = console(), DONE
        async for finding in _findings(settings):
            _show(screen, finding)
            if finding.verdict is Verdict.FAILS:
                code = FAILED
        return code

    at_once(work())


def _show(screen: Console, finding: Finding) -> None:
    screen.print(
        Text.assemble(
            (f"{finding.verdict:<5}", STYLES[finding.verdict]),
            f"{finding.subject}: {line(finding.words, LONGEST)}",
        ),
        soft_wrap=True,
    )


async def _findings(settings: Settings) -> AsyncIterator[Finding]:
    yield Finding(Verdict.WORKS, "settings", "all known and valid")
    yield await _model(settings)
    if settings.openai_embedding_model is not None:
        yield await _embedding_model(settings, settings.openai_embedding_model)
    yield _page(settings.page)
    async with open_looking(settings) as looking:
        yield await _readers(looking)
        feeds: list[Feed] = []
        wishes: list[Subscription] = []
        try:
            async with open_archive(settings) as storage:
                feeds, totals = await storage.feeds(), await storage.counts()
                wishes = await storage.subscriptions()
        except NewsdeskError as error:
            yield Finding(Verdict.FAILS, "database", f"{error}; see DATABASE_URL")
        else:
            where = make_url(settings.database).render_as_string(hide_password=True)
            yield Finding(Verdict.WORKS, "database", f"{where}, {totals.articles} articles")
            if not feeds:
                yield Finding(
                    Verdict.NOTE, "feeds", "none yet: newsdesk feeds add URL --channel ID"
                )
        async for finding in _discord(settings, wishes):
            yield finding
        for finding in await asyncio.gather(
            *(_feed(looking, each) for each in feeds[:FEEDS_AT_MOST])
        ):
            yield finding


async def _discord(settings: Settings, wishes: Sequence[Subscription]) -> AsyncIterator[Finding]:
    access = access_to_discord(settings)
    if access is None:
        yield Finding(Verdict.NOTE, "discord", "no DISCORD_TOKEN: cards are shown on this machine")
        return
    closed = {wish.channel_id: wish.closed_for for wish in wishes if wish.channel_id != SCREEN}
    try:
        seen = await visit(access, sorted(closed))
    except AdminError as error:
        yield Finding(Verdict.FAILS, "discord", str(error))
        return
    words = f"connected as {seen.name}, in {count(seen.guilds, 'guild')}, no privileged intent"
    yield Finding(Verdict.WORKS, "discord", words)
    yield Finding(Verdict.NOTE, "invite", seen.invite)
    for channel_id, lack in seen.lacks.items():
        problem = lack or (closed[channel_id] and f"closed: {closed[channel_id]}")
        yield Finding(
            Verdict.FAILS if problem else Verdict.WORKS,
            f"channel {channel_id}",
            problem or "Newsdesk has every permission it needs",
        )


async def _model(settings: Settings) -> Finding:
    if settings.openai_model is None:
        if settings.openai_api_key is not None:
            return Finding(
                Verdict.FAILS, "model", "there is an OPENAI_API_KEY, but no OPENAI_MODEL"
            )
        return Finding(Verdict.NOTE, "model", "none: summaries are extracted from the articles")
    access = replace(
        model_access(settings, settings.openai_model, fallback=settings.openai_fallback_model),
        first_token=MODEL_ANSWERS_IN,
        deadline=MODEL_ANSWERS_IN,
    )
    try:
        asking = drafting(settings)
        async with open_model_at(access) as model:
            told = await model.probe()
    except (ModelError, AdminError) as error:
        return Finding(Verdict.FAILS, "model", str(error))
    return Finding(Verdict.WORKS, "model", f"{told}; {asking.prompts.summary.version}")


async def _embedding_model(settings: Settings, name: str) -> Finding:
    from bot.llm.embedding import open_embedding  # noqa: PLC0415 - NumPy, for those who want it

    access = replace(model_access(settings, name), deadline=MODEL_ANSWERS_IN)
    dice = random.Random()  # noqa: S311 - jitter, not secrets
    try:
        async with open_embedding(access, clock=time.monotonic, random=dice) as embedding:
            [vector] = await embedding.vectors([PROBE])
    except (ModelError, AdminError) as error:
        return Finding(Verdict.FAILS, "embedding model", str(error))
    return Finding(Verdict.WORKS, "embedding model", f"gives {len(vector)} numbers a text")


def _page(path: Path) -> Finding:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8"):
            pass
    except OSError as error:
        return Finding(Verdict.FAILS, "page", f"{path}: {error.strerror}; see NEWSDESK_PAGE")
    return Finding(Verdict.WORKS, "page", str(path))


async def _readers(looking: Looking) -> Finding:
    sample = b"<html><body><article><p>A page to read.</p></article></body></html>"
    try:
        await looking.sandbox.run(
            read_page, sample, url="https://example.org/", deadline=looking.page_deadline
        )
    except SourceError as error:
        remedy = "see NEWSDESK_READER_MEMORY_MB and NEWSDESK_READER_TIMEOUT"
        return Finding(Verdict.FAILS, "readers", f"{error.problem}; {remedy}")
    return Finding(Verdict.WORKS, "readers", "pages can be read")


async def _feed(looking: Looking, feed: Feed) -> Finding:
    subject = f"feed {feed.id} {line(feed.url, LONGEST)}"
    if feed.state is not FeedState.ACTIVE:
        return Finding(Verdict.FAILS, subject, f"{feed.state}: {feed.reason}")
    try:
        document = await looking.feed(feed.url)
    except SourceError as error:
        return Finding(Verdict.FAILS, subject, error.problem)
    words = f"{document.format}, {len(document.entries)} entries"
    return Finding(
        Verdict.WORKS, subject, f"{words}; {document.repaired}" if document.repaired else words
    )
