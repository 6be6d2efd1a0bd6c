"""A second look at a card: a judge model is shown each point beside its sentences.

It sees only what the plain checks have let through, and can only take points away.
"""

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Annotated, Final

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from bot.news import Point, Summary
from bot.writing.lines import material
from bot.writing.mending import Fields, find_object, items_in, keyed, numbers_in
from bot.writing.prompting import Prompt, new_mark
from bot.writing.reply import ReplyError
from bot.writing.shapes import VERDICTS
from bot.writing.templates import MARK, Template

_LONGEST = 2_000  # characters of one point, and of one sentence that proves it
_MOST_OUTPUT = 2_000  # tokens: five verdicts take 200; models that think need some for thinking
_YES: Final = (True, "true", "yes", "1", "proved", "supported")


def judge_for(summary: Summary, template: Template, *, dice: Random) -> Prompt:
    """Ask whether the points of a summary are proved by their sentences.

    Args:
        summary: Its points' evidence is slices of the article, and as untrusted as the points.
        template: The prompt "judge".
        dice: For the mark; those of the system, outside of tests.
    """
    numbered = enumerate(summary.points, start=1)
    points = "\n\n".join("\n".join(_lines(number, point)) for number, point in numbered)
    system, user = template.fill({MARK: new_mark(dice, points), "points": points})
    return Prompt(
        system=system,
        user=user,
        version=template.version,
        schema=VERDICTS,
        schema_name="verdicts",
        max_output=_MOST_OUTPUT,
    )


def _lines(number: int, point: Point) -> Iterator[str]:
    yield f"[point {number}] {material(point.text[:_LONGEST])}"
    for evidence in point.evidence:
        yield f"[its sentence] {material(evidence.quote[:_LONGEST])}"


def _verdicts(value: object) -> list[Fields]:
    return [keyed(item) for item in items_in(value) if isinstance(item, dict)]


def _number(value: object) -> int:
    """The number of a point in 2, "2" or "point 2"; 0, which is no point, for anything else."""
    return next(iter(numbers_in(value)), 0)


def _is_proved(value: object) -> bool:
    """Anything but a plain yes is a no; nothing at all is no verdict, and lets a point stand."""
    said = value.strip().casefold() if isinstance(value, str) else value
    return said is None or said in _YES


class _Verdict(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    point: Annotated[int, BeforeValidator(_number)] = Field(
        0, validation_alias=AliasChoices("point", "number", "id")
    )
    proved: Annotated[bool, BeforeValidator(_is_proved)] = Field(
        True, validation_alias=AliasChoices("proved", "supported", "verdict")
    )


class _Verdicts(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    verdicts: Annotated[list[_Verdict], BeforeValidator(_verdicts)]


def after_judging(summary: Summary, answer: str) -> Summary:
    """The summary without the points that the judge calls unproved.

    A point without a verdict stays, and a verdict on a point that does not exist is ignored.
    Whether enough points are left is for the caller to see.

    Args:
        summary: The one that was judged.
        answer: What the judge wrote.

    Raises:
        ReplyError: There are no verdicts in the answer; the summary stands as it is.
    """
    fields = find_object(answer, {"verdicts"})
    if fields is None:
        raise ReplyError("the judge's answer was no JSON object with verdicts")
    verdicts = _Verdicts.model_validate(fields).verdicts
    refused = {verdict.point for verdict in verdicts if not verdict.proved}
    points = enumerate(summary.points, 1)
    return replace(summary, points=tuple(p for number, p in points if number not in refused))
