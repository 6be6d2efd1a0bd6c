"""Builds the writer from settings: the prompts, the models, and the money for them."""

import contextlib
import random
import time
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import AdminError
from bot.llm import Model, ModelAccess, Prices, open_model
from bot.meters import Meters
from bot.news import Assignment, Style
from bot.newsroom.drafting import Drafting
from bot.newsroom.limits import Limit, Limits
from bot.newsroom.spending import Budgets, Spending
from bot.newsroom.writing import Author
from bot.settings import Settings
from bot.storage import Storage
from bot.stories.terms import TermCounts
from bot.writing.languages import tag_of
from bot.writing.templates import read_prompts

if TYPE_CHECKING:  # it needs NumPy, which is loaded only for those who want it
    from bot.newsroom.meaning import Meaning

SUFFIX = ".md"
LARGEST = 256 * 1024  # bytes; far above what a prompt may be, whose own limit says it better
# In a checkout the folder lies beside the package, in an installed one inside of it.
_PLACES = (Path(__file__).parent / "prompts", Path(__file__).parents[1] / "prompts")


def read_prompt_files(folder: Path | None = None) -> dict[str, str]:
    """What the files of a folder say, by their names without the ".md".

    Args:
        folder: The admin's own; None for the bot's.

    Raises:
        AdminError: The folder or a file cannot be read.
    """
    place = folder or next((place for place in _PLACES if place.is_dir()), _PLACES[-1])
    if not place.is_dir():
        raise AdminError(f"NEWSDESK_PROMPTS: {place} is no folder")
    return {path.stem: _text(path) for path in sorted(place.glob(f"*{SUFFIX}"))}


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST).decode()
    except OSError as error:
        raise AdminError(f"prompt {path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise AdminError(f"prompt {path}: it is not UTF-8 text") from error


def house_assignment(settings: Settings) -> Assignment:
    """What a writer is asked for where a feed says nothing else.

    Raises:
        AdminError: The language is none.
    """
    language = settings.language and tag_of(settings.language)
    if settings.language and language is None:
        raise AdminError(f"NEWSDESK_LANGUAGE: {settings.language} has no tag, such as de")
    return Assignment(Style(settings.style), language)


def drafting(settings: Settings) -> Drafting:
    """How a model is asked, with the prompts that the settings name.

    Raises:
        AdminError: A prompt is missing, or cannot be used.
    """
    return Drafting(
        prompts=read_prompts(read_prompt_files(settings.prompts)),
        dice=random.SystemRandom(),
        house_rules=settings.house_rules,
        article_tokens=settings.article_tokens,
        judged=settings.verify == "model",
    )


def prices(settings: Settings) -> dict[str, Prices]:
    """What the models cost."""
    return {name: Prices(**price.model_dump()) for name, price in settings.prices.items()}


def budgets(settings: Settings) -> Budgets:
    """What the models may cost."""
    return Budgets(
        day=settings.budget_day,
        month=settings.budget_month,
        guild_day=settings.guild_budget_day,
        guild_month=settings.guild_budget_month,
    )


def question_limits(settings: Settings, storage: Storage, clock: Callable[[], datetime]) -> Limits:
    """How much readers may ask a model: a person, a guild, and everybody."""
    return Limits(
        storage=storage,
        clock=clock,
        person=Limit(
            hour=settings.questions_person_hour,
            day=settings.questions_person_day,
            tokens=settings.questions_person_tokens,
        ),
        guild=Limit(
            hour=settings.questions_guild_hour,
            day=settings.questions_guild_day,
            tokens=settings.questions_guild_tokens,
        ),
        house=Limit(
            hour=settings.questions_hour,
            day=settings.questions_day,
            tokens=settings.questions_tokens,
        ),
    )


def model_access(settings: Settings, name: str, *, fallback: str | None = None) -> ModelAccess:
    """The way to a model at the configured endpoint."""
    key, url = settings.openai_api_key, settings.openai_base_url
    return ModelAccess(
        model=name,
        fallback=fallback,
        base_url=None if url is None else str(url),
        api_key="" if key is None else key.get_secret_value(),
        first_token=settings.model_first_word,
        deadline=settings.model_wait,
        at_once=settings.model_at_once,
    )


def open_model_at(access: ModelAccess) -> contextlib.AbstractAsyncContextManager[Model]:
    """A model that can be asked."""
    dice = random.Random()  # noqa: S311 - jitter, not secrets
    return open_model(access, clock=time.monotonic, random=dice)


@contextlib.asynccontextmanager
async def open_drafting(settings: Settings, name: str) -> AsyncIterator[tuple[Drafting, Model]]:
    """A model by its name, and how it is asked, without a newsroom around them.

    Raises:
        AdminError: A prompt or the key cannot be used.
    """
    async with open_model_at(model_access(settings, name)) as model:
        yield drafting(settings), model


@contextlib.asynccontextmanager
async def open_author(
    settings: Settings, storage: Storage, meters: Meters, clock: Callable[[], datetime]
) -> AsyncIterator[Author | None]:
    """The model that writes, and the one that judges; None where none is configured.

    Raises:
        AdminError: A prompt or the key cannot be used.
    """
    if settings.openai_model is None:
        yield None
        return
    writer = model_access(settings, settings.openai_model, fallback=settings.openai_fallback_model)
    async with contextlib.AsyncExitStack() as stack:
        model = judge = await stack.enter_async_context(open_model_at(writer))
        if settings.openai_judge_model is not None:
            access = model_access(settings, settings.openai_judge_model)
            judge = await stack.enter_async_context(open_model_at(access))
        spending = Spending(
            storage=storage,
            model=model,
            judge=judge,
            prices=prices(settings),
            budgets=budgets(settings),
            clock=clock,
            meters=meters,
        )
        yield Author(
            drafting=drafting(settings),
            spending=spending,
            patience=settings.model_wait,
            comeback=timedelta(seconds=settings.model_comeback),
        )


@contextlib.asynccontextmanager
async def open_meaning(
    settings: Settings,
    storage: Storage,
    counts: TermCounts,
    meters: Meters,
    clock: Callable[[], datetime],
) -> AsyncIterator["Meaning | None"]:
    """The model that says what articles mean; None where none is configured.

    Raises:
        AdminError: The key cannot be used.
    """
    if settings.openai_embedding_model is None:
        yield None
        return
    from bot.llm.embedding import open_embedding  # noqa: PLC0415 - NumPy, for those who want it
    from bot.newsroom.meaning import Meaning  # noqa: PLC0415 - the same

    access = model_access(settings, settings.openai_embedding_model)
    dice = random.Random()  # noqa: S311 - jitter and samples, not secrets
    async with open_embedding(access, clock=time.monotonic, random=dice) as embedding:
        yield Meaning(
            storage=storage,
            embedding=embedding,
            counts=counts,
            clock=clock,
            meters=meters,
            dice=dice,
            prices=prices(settings).get(embedding.name, Prices()),
            budgets=budgets(settings),
        )
