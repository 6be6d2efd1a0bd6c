"""What the shelves of the store share: one database, and that a change is never left half-way."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import Update

from bot.storage.database import Database
from bot.storage.rows import Values

# SQLite takes 32,766 variables in a statement (its manual, "Limits"), older builds 999.
BATCH = 300

T = TypeVar("T")
Arguments = ParamSpec("Arguments")


def whole(
    change: Callable[Arguments, Coroutine[Any, Any, T]],
) -> Callable[Arguments, Coroutine[Any, Any, T]]:
    """Makes a change whole: once begun it is finished, and only then is its caller cancelled.

    Whoever is told to stop just as a message was sent must still note its receipt. And SQLite keeps
    its lock for as long as a statement that was left half-way lies about.
    """

    @wraps(change)
    async def finished(*args: Arguments.args, **kwargs: Arguments.kwargs) -> T:
        task = asyncio.ensure_future(change(*args, **kwargs))
        cancelled: asyncio.CancelledError | None = None
        while not task.done():
            try:
                await asyncio.wait([task])
            except asyncio.CancelledError as error:
                cancelled = error
        if cancelled is not None and not task.cancelled():
            raise cancelled from task.exception()
        return task.result()

    return finished


class Shelf:
    """One part of `Storage`: the statements about one group of nouns."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @whole
    async def _step(
        self, step: Update, values: Values | None = None, *, durable: bool = False
    ) -> bool:
        """Changes what one statement says; whether there was anything to change."""
        async with self._database.writing(durable=durable) as connection:
            stepped = await connection.execute(step, values)
            return stepped.rowcount > 0


def batches(items: Sequence[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    """The items in runs of a size that a statement can take."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
