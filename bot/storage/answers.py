"""Answers, and the pages that questions bring along, as plain JSON structures.

They are nouns all the way down, so pydantic writes and reads them by their own types.
"""

from typing import Any

from pydantic import TypeAdapter

from bot.news import Answer, Article

_ANSWER: TypeAdapter[Answer | None] = TypeAdapter(Answer | None)
_PAGES: TypeAdapter[tuple[Article, ...]] = TypeAdapter(tuple[Article, ...])


def write_answer(answer: Answer | None) -> Any:  # noqa: ANN401 - JSON is what it is
    """An answer as JSON; null for none."""
    return _ANSWER.dump_python(answer, mode="json")


def read_answer(payload: object) -> Answer | None:
    """The answer that `write_answer` was given."""
    return _ANSWER.validate_python(payload)


def write_pages(pages: tuple[Article, ...]) -> Any:  # noqa: ANN401 - JSON is what it is
    """Articles that no table holds, as JSON."""
    return _PAGES.dump_python(pages, mode="json")


def read_pages(payload: object) -> tuple[Article, ...]:
    """The articles that `write_pages` was given."""
    return _PAGES.validate_python(payload)
