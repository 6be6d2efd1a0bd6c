"""Contenders: the two sides of a comparison, as they are named on the command line."""

from dataclasses import dataclass
from pathlib import Path

from bot.errors import UsageError


@dataclass(frozen=True, slots=True)
class Contender:
    """A model, and the prompts that it is given.

    Attributes:
        name: As it was typed.
        model: None for the configured one.
        prompts: A folder; None for the configured one.
    """

    name: str
    model: str | None
    prompts: Path | None


def contender(typed: str) -> Contender:
    """What somebody means who names a side: MODEL, FOLDER or MODEL@FOLDER.

    A folder that exists is a folder of prompts, also behind the last "@"; anything else is a
    model's name, which may have slashes and "@" of its own.

    Raises:
        UsageError: It is nothing, or was meant for a folder and there is none.
    """
    words = typed.strip()
    if _is_folder(words):
        return Contender(typed, None, Path(words))
    model, at, folder = words.rpartition("@")
    if at and _is_folder(folder):
        return Contender(typed, model or None, Path(folder))
    if not words or words.startswith((".", "/", "~")):
        raise UsageError(f"--compare {typed}: is neither a folder of prompts nor a model's name")
    return Contender(typed, words, None)


def _is_folder(words: str) -> bool:
    try:
        return bool(words) and Path(words).is_dir()
    except (OSError, ValueError):
        return False
