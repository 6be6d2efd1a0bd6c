"""A writer whose model is a scripted server, as `newsdesk eval` puts it together."""

import contextlib
import random
import time
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.evaluation.evaluating import evaluate
from bot.evaluation.report import Report, report_on
from bot.evaluation.samples import Sample
from bot.evaluation.writers import Writer, extractive_writer, lead_writer, model_writer
from bot.llm import Asked, Call, Prices, Told
from bot.news import Assignment, Purpose
from bot.newsroom.drafting import Drafting
from bot.writing.templates import read_prompts
from tests.llm.asking import door
from tests.model.server import ScriptedModel

if TYPE_CHECKING:
    from bot.evaluation.measures import Result

PROMPTS = Path(__file__).resolve().parents[2] / "prompts"
PRICES = {"small": Prices(input=2.0, cached=1.0, output=10.0)}


@contextlib.asynccontextmanager
async def writing(
    server: ScriptedModel, *, name: str = "small", judged: bool = False
) -> AsyncIterator[Writer]:
    """A writer that asks the server with our own prompts."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in PROMPTS.glob("*.md")}
    drafting = Drafting(
        prompts=read_prompts(texts),
        dice=random.Random(4),  # noqa: S311 - marks, not secrets
        judged=judged,
    )
    async with door(server) as model:

        async def ask(purpose: Purpose, asked: Asked, note: Callable[[Call], None]) -> Told:
            del purpose
            return await model.ask(asked, note=note)

        yield model_writer(name, drafting, Assignment(), ask, time.perf_counter)


async def report_of(samples: Sequence[Sample], *models: Writer, compared: bool = False) -> Report:
    """What those models come to beside the extractive writer and the lead."""
    writers = [*models, extractive_writer(time.perf_counter), lead_writer(time.perf_counter)]
    results: list[Result] = []
    await evaluate(samples, writers, at_once=2, keep=results.append)
    return report_on(
        writers,
        sorted(results, key=lambda result: result.sample.name),
        prices=PRICES,
        compared=compared,
        dice=random.Random(4),  # noqa: S311 - intervals, not secrets
    )
