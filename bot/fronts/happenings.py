"""What became of an entry, said in words: Step -> line."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.fronts.outside import line
from bot.fronts.words import Words
from bot.news import Step

FACT_LIMIT = 200  # characters

# What a step may leave unsaid.
UNSAID: Mapping[str, str | int] = MappingProxyType(
    {
        "edited": 0,
        "basis": "",
        "note": "",
        "words": 0,
        "why": "",
        "kind": "",
        "rule": "",
        "reason": "",
        "topics": "",
        "writer": "",
        "title": "",
        "problem": "",
    }
)


def said(words: Words, step: Step, shown: Callable[[str], str] = str) -> str:
    """What happened, in a line.

    Args:
        words: The reader's language.
        step: What happened.
        shown: What is done to text from outside so that it can stand in its place.
    """
    facts = {name: _fact(value, shown) for name, value in step.facts.items()}
    return words(f"why-{step.what}", **{**UNSAID, **facts}).strip()


def _fact(value: str | int, shown: Callable[[str], str]) -> str | int:
    return shown(line(value, FACT_LIMIT)) if isinstance(value, str) else value
