"""A stand-in for an object that lives in the loop of another thread."""

import asyncio
from collections.abc import Callable
from typing import Any, Final

PATIENCE: Final = 10.0  # seconds; a hang bound


class FromOutside:
    """Has all that the other has; whatever is called, and is no coroutine, runs in its loop."""

    def __init__(self, other: object, loop: asyncio.AbstractEventLoop) -> None:
        object.__setattr__(self, "_other", other)
        object.__setattr__(self, "_loop", loop)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever it has
        found = getattr(self._other, name)
        return self._inside(found) if callable(found) else found

    def __setattr__(self, name: str, value: object) -> None:
        self._inside(setattr)(self._other, name, value)

    def _inside(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **words: Any) -> Any:  # noqa: ANN401 - passed on
            async def call() -> Any:  # noqa: ANN401 - passed on
                return method(*args, **words)

            return asyncio.run_coroutine_threadsafe(call(), self._loop).result(PATIENCE)

        return run
