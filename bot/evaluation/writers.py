"""Writers: whoever makes a summary of an article, and what can be said of the one they made."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.errors import ModelError
from bot.evaluation.answers import Answers, first_said, taken_out
from bot.evaluation.statements import Share, Statement, checked_again, verbatim
from bot.llm import Asked, Call, Told
from bot.news import Article, Assignment, Evidence, Point, Purpose, Summary
from bot.newsroom.drafting import Drafting
from bot.writing.combined import alone
from bot.writing.extractive import write_extractive
from bot.writing.lines import one_line

EXTRACTIVE = "extractive"
LEAD = "lead-3"
_LEAD_SENTENCES = 3
TOO_LITTLE = "too little of what the model said could be proved"

Clock = Callable[[], float]
AskModel = Callable[[Purpose, Asked, Callable[[Call], None]], Awaitable[Told]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a writer made of one article.

    Attributes:
        summary: The one that readers are shown.
        shown: Its lines, checked once more.
        quotes: How many of its quotations are exact.
        said: What the writer's first answer said, before anything was taken out.
        dropped: What was taken out of all answers: by the checks, or by the judge.
        calls: To a model, those that failed too.
        seconds: From the article to the summary.
        tries: How often a model was asked to write.
        trouble: Why the extractive writer stands in; empty where it does not.
    """

    summary: Summary
    shown: tuple[Statement, ...]
    quotes: Share
    said: tuple[Statement, ...]
    dropped: tuple[Statement, ...] = ()
    calls: tuple[Call, ...] = ()
    seconds: float = 0.0
    tries: int = 0
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who summarises.

    Attributes:
        name: Shown above what they wrote.
        about: More on them in words, such as the version of a prompt.
        write: Makes a summary of an article. Never raises for a model's sake.
    """

    name: str
    about: str
    write: Callable[[Article], Awaitable[Written]] = field(repr=False)


def extractive_writer(clock: Clock) -> Writer:
    """The writer without a model."""
    return _plain_writer(
        EXTRACTIVE, "sentences of the article, chosen by code", write_extractive, clock
    )


def lead_writer(clock: Clock) -> Writer:
    """The title and the first three sentences: what every writer has to beat."""
    return _plain_writer(LEAD, "the title and the first three sentences", _lead, clock)


def _plain_writer(
    name: str, about: str, summarise: Callable[[Article], Summary], clock: Clock
) -> Writer:
    async def write(article: Article) -> Written:
        began = clock()
        summary = await asyncio.to_thread(summarise, article)
        seconds = clock() - began
        return await asyncio.to_thread(_plainly_written, summary, article, seconds)

    return Writer(name, about, write)


def _plainly_written(summary: Summary, article: Article, seconds: float) -> Written:
    shown = checked_again(summary, article)
    return Written(
        summary=summary,
        shown=shown,
        said=shown,
        quotes=verbatim(summary, article),
        seconds=seconds,
    )


def _lead(article: Article) -> Summary:
    slices = (
        Evidence(article.text[span.start : span.end], span.start, span.end)
        for span in article.sentences[:_LEAD_SENTENCES]
    )
    points = tuple(Point(one_line(each.quote), (each,)) for each in slices)
    return Summary(headline=article.title, points=points, language=article.language, writer=LEAD)


def model_writer(
    name: str, drafting: Drafting, assignment: Assignment, ask: AskModel, clock: Clock
) -> Writer:
    """A model, as the newsroom asks it.

    Args:
        name: Shown above what it wrote.
        drafting: How it is asked.
        assignment: What for.
        ask: Asks it, and tells of each call.
        clock: In seconds.
    """

    async def write(article: Article) -> Written:
        answers: list[tuple[Purpose, Told]] = []
        calls: list[Call] = []
        tries = 0

        async def listen(purpose: Purpose, asked: Asked) -> Told:
            nonlocal tries
            tries += purpose is not Purpose.JUDGE
            told = await ask(purpose, asked, calls.append)
            answers.append((purpose, told))
            return told

        began = clock()
        try:
            story = alone(article)
            drafted, trouble = (await drafting.draft(story, assignment, listen)).summary, ""
        except ModelError as error:
            drafted, trouble = None, str(error)
        heard = _Heard(tuple(answers), tuple(calls), tries, clock() - began, trouble)
        return await asyncio.to_thread(_written, article, drafted, heard)

    return Writer(name, drafting.prompts.summary.version, write)


@dataclass(frozen=True, slots=True)
class _Heard:
    """What came back when a model was asked about one article."""

    answers: Answers
    calls: tuple[Call, ...]
    tries: int
    seconds: float
    trouble: str


def _written(article: Article, drafted: Summary | None, heard: _Heard) -> Written:
    """The draft, or else the extractive writer's summary, with all there is to know of it."""
    summary = drafted or write_extractive(article)
    return Written(
        summary=summary,
        shown=checked_again(summary, article),
        quotes=verbatim(summary, article),
        said=first_said(heard.answers, article),
        dropped=tuple(taken_out(heard.answers, article)),
        calls=heard.calls,
        seconds=heard.seconds,
        tries=heard.tries,
        trouble="" if drafted else heard.trouble or TOO_LITTLE,
    )
