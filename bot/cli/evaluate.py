"""`newsdesk eval`: how well summaries are written, by this model or that, on the same articles."""

import asyncio
import contextlib
import random
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot.app import open_looking, utc_now
from bot.author import house_assignment, model_access, open_drafting, open_model_at, prices
from bot.cli.base import (
    DONE,
    FAILED,
    WRONG_INPUT,
    Format,
    FormatOption,
    cli,
    complain,
    console,
    unless,
    until_stopped,
)
from bot.errors import UsageError
from bot.evaluation.contenders import Contender, contender
from bot.evaluation.evaluating import evaluate
from bot.evaluation.material import gather_material
from bot.evaluation.measures import Result
from bot.evaluation.report import Report, report_on
from bot.evaluation.samples import Sample, Skipped
from bot.evaluation.writers import Writer, extractive_writer, lead_writer, model_writer
from bot.fronts import evaluation_page, evaluation_table
from bot.fronts.evaluation_json import report_object
from bot.fronts.json_cards import written
from bot.llm import Asked, Call, Told
from bot.logs import set_up_logs
from bot.news import Purpose
from bot.settings import Settings, load_settings

SEED = 4  # of the intervals: the same results always give the same ones
SKIPPED_TOLD = 10  # articles left out that are named
PIPE_WIDTH = 132  # columns of a table that goes into a file
NO_MODEL = "no model is set: OPENAI_MODEL names one, see .env.example"


@cli.command(name="eval")
def evaluation(
    place: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER_OR_FILE", help="Articles; by default our own small set."),
    ] = None,
    compare: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="A B", help="Two models or folders of prompts, or MODEL@FOLDER."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="Articles at most.")] = 100,
    at_once: Annotated[
        int | None, typer.Option(min=1, max=1_000, help="Articles at the same time.")
    ] = None,
    format_: FormatOption = Format.TEXT,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help="Write all of it as a page.")
    ] = None,
) -> None:
    """Measure what writers make of the same articles: a model, the extractive writer, a lead."""
    settings = load_settings()
    if at_once is not None:
        settings = settings.model_copy(update={"model_at_once": at_once})
    set_up_logs(settings)
    if report is not None and not report.parent.is_dir():
        raise UsageError(f"--report {report}: there is no folder {report.parent}")
    sides = _sides(compare, settings)

    async def work(stop: asyncio.Event) -> int:
        samples, skipped = await _material(place, settings, limit)
        writers, results, code = await _results(samples, sides, settings, stop)
        if not results:
            return complain("stopped before the first article was done", code)
        summed = report_on(
            writers,
            [results[each.name] for each in samples if each.name in results],
            prices=prices(settings),
            compared=compare is not None,
            dice=random.Random(SEED),  # noqa: S311 - intervals, not secrets
            skipped=skipped,
            missing=len(samples) - len(results),
        )
        _show(summed, format_, report)
        return code or _complain_of_models(summed, len(sides))

    until_stopped(work)


@dataclass(frozen=True, slots=True)
class _Side:
    """A model with its settings, under the name that it gets in the report."""

    name: str
    model: str
    settings: Settings


def _sides(compare: tuple[str, str] | None, settings: Settings) -> list[_Side]:
    """The models that write: two to compare, the configured one, or none.

    Raises:
        UsageError: A side has no model.
    """
    if compare is not None:
        return [
            _side(f"{letter} {typed}", contender(typed), settings)
            for letter, typed in zip("AB", compare, strict=True)
        ]
    if settings.openai_model is None:
        complain(NO_MODEL, DONE)
        return []
    return [_Side(settings.openai_model, settings.openai_model, settings)]


def _side(name: str, chosen: Contender, settings: Settings) -> _Side:
    model = chosen.model or settings.openai_model
    if model is None:
        raise UsageError(f"--compare {chosen.name}: {NO_MODEL}")
    prompts = chosen.prompts or settings.prompts
    return _Side(name, model, settings.model_copy(update={"prompts": prompts}))


async def _material(
    place: Path | None, settings: Settings, limit: int
) -> tuple[list[Sample], list[Skipped]]:
    """The articles to write about, and what is left out, which is said at once.

    Raises:
        UsageError: There is no article.
    """
    async with open_looking(settings) as looking:
        found = await gather_material(place, looking.reading, limit)
    skipped = [each for each in found if isinstance(each, Skipped)]
    for each in skipped[:SKIPPED_TOLD]:
        complain(f"left out: {each.name} {each.why}", WRONG_INPUT)
    if len(skipped) > SKIPPED_TOLD:
        complain(f"left out: {len(skipped) - SKIPPED_TOLD:,} more", WRONG_INPUT)
    if len(found) == len(skipped):
        raise UsageError(f"{place}: there is no article to write about")
    return [each for each in found if isinstance(each, Sample)], skipped


async def _results(
    samples: Sequence[Sample], sides: Sequence[_Side], settings: Settings, stop: asyncio.Event
) -> tuple[list[Writer], dict[str, Result], int]:
    """Who wrote, what they wrote by the samples' names, and the exit code so far."""
    results: dict[str, Result] = {}
    async with contextlib.AsyncExitStack() as stack:
        writers = [await stack.enter_async_context(_open(side)) for side in sides]
        writers += [extractive_writer(time.perf_counter), lead_writer(time.perf_counter)]
        with _progress(len(samples)) as advance:

            def keep(result: Result) -> None:
                results[result.sample.name] = result
                advance()

            async def work() -> int:
                await evaluate(samples, writers, at_once=settings.model_at_once, keep=keep)
                return DONE

            return writers, results, await unless(stop, work())


@contextlib.asynccontextmanager
async def _open(side: _Side) -> AsyncIterator[Writer]:
    """A model as a writer."""
    settings = side.settings
    judge = model_access(settings, settings.openai_judge_model or side.model)
    async with (
        open_drafting(settings, side.model) as (drafting, model),
        open_model_at(judge) as judging,
    ):

        async def ask(purpose: Purpose, asked: Asked, note: Callable[[Call], None]) -> Told:
            asks = judging if purpose is Purpose.JUDGE else model
            return await asks.ask(asked, note=note)

        assignment = house_assignment(settings)
        yield model_writer(side.name, drafting, assignment, ask, time.perf_counter)


@contextlib.contextmanager
def _progress(total: int) -> Iterator[Callable[[], object]]:
    """A bar on stderr, where that is a terminal."""
    columns = TextColumn("writing"), BarColumn(), MofNCompleteColumn(), TextColumn("articles")
    screen = Console(stderr=True)
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task("articles", total=total)
        yield lambda: bar.advance(task)


def _show(report: Report, format_: Format, file: Path | None) -> None:
    if file is not None:
        try:
            page = evaluation_page.render(report, now=utc_now().astimezone())
            file.write_text(page, encoding="utf-8", errors="replace")
        except OSError as error:
            raise UsageError(f"--report {file}: {error.strerror}") from error
    if format_ is Format.JSON:
        sys.stdout.write(written(report_object(report), indent=2) + "\n")
        return
    screen = console()
    width = screen.width if screen.is_terminal else max(screen.width, PIPE_WIDTH)
    screen.print(evaluation_table.render(report), width=width, crop=False)


def _complain_of_models(report: Report, models: int) -> int:
    """Say once for each model what went wrong; the exit code is 1 if nothing else ever happened."""
    failed = False
    for place, writer in enumerate(report.writers[:models]):
        troubles = [result.written[place].trouble for result in report.results]
        wrong = list(filter(None, troubles))
        if wrong:
            words = f"{writer.name}: stood in for {len(wrong)} of {len(troubles)} times"
            complain(f"{words}, the first time because: {wrong[0]}", FAILED)
        calls = [call for result in report.results for call in result.written[place].calls]
        failed |= all(call.trouble for call in calls)
    return FAILED if failed else DONE
