"""Answers: what a model said in each of them, and what the checks and the judge took out."""

from collections.abc import Iterator, Sequence

from bot.evaluation.statements import POINT, Statement, checked
from bot.llm import Told
from bot.news import Article, Purpose, Summary
from bot.writing.judging import after_judging
from bot.writing.reply import ReplyError, read_reply

ANSWER = "answer"  # the part that is wrong where a whole answer could not be read
_REFUSED = "the judge calls it unproved"

Answers = Sequence[tuple[Purpose, Told]]


def first_said(answers: Answers, article: Article) -> tuple[Statement, ...]:
    """What the first answer said, before anything was taken out."""
    return _read(answers[0][1].text, article)[1] if answers else ()


def taken_out(answers: Answers, article: Article) -> Iterator[Statement]:
    """What was taken out of all answers, with the reasons."""
    summary: Summary | None = None
    for purpose, told in answers:
        if purpose is Purpose.JUDGE:
            yield from _refused(summary, told.text)
        else:
            summary, statements = _read(told.text, article)
            yield from (each for each in statements if each.faults)


def _read(answer: str, article: Article) -> tuple[Summary | None, tuple[Statement, ...]]:
    try:
        proved, statements = checked(read_reply(answer), article)
    except ReplyError as error:
        return None, (Statement(ANSWER, "", (str(error),)),)
    return proved.summary, statements


def _refused(summary: Summary | None, answer: str) -> Iterator[Statement]:
    """The points that a judge took away from a summary."""
    try:
        left = after_judging(summary, answer).points if summary else ()
    except ReplyError as error:
        yield Statement(ANSWER, "", (str(error),))
        return
    for number, point in enumerate(summary.points if summary else (), 1):
        if point not in left:
            yield Statement(f"{POINT} {number}", point.text, (_REFUSED,))
