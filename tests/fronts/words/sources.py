"""What is said where: names of messages, read from the source itself."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[3] / "bot"
ROOMS = ("fronts", "cli", "newsroom", "filters", "feeds", "storage")
# What takes the name of a message first: words("…"), turn.words("…"), Refusal("…"), told("…").
SAYING = {"words", "_words", "Refusal", "told"}


@dataclass(frozen=True, slots=True)
class Saying:
    """A call that names a message.

    Attributes:
        line: Where it stands.
        name: Of the message; "source-{}" where a part of it is known only later.
        facts: What it is given; None where that is known only later.
    """

    line: int
    name: str
    facts: frozenset[str] | None


def files() -> list[Path]:
    """Whatever may say something."""
    return sorted(path for room in ROOMS for path in (HOUSE / room).rglob("*.py"))


def sayings(path: Path) -> list[Saying]:
    """Whatever a file says by name."""
    tree = ast.parse(path.read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    return [
        Saying(call.lineno, name, _facts(call))
        for call in calls
        if _callee(call) in SAYING
        for name in _names(call.args[0])
    ]


def mentioned(path: Path) -> set[str]:
    """Whatever a file has between quotation marks: tables and choices name messages, too."""
    tree = ast.parse(path.read_text())
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str)}


def _callee(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call():  # words_of(interaction)("…")
            return "words" if _callee(call.func).startswith("words_") else ""
    return ""


def _names(argument: ast.expr) -> Iterator[str]:
    match argument:
        case ast.Constant(value=str(name)):
            yield name
        case ast.JoinedStr(values=parts):
            yield "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in parts)
        case ast.IfExp(body=one, orelse=other):
            yield from _names(one)
            yield from _names(other)


def _facts(call: ast.Call) -> frozenset[str] | None:
    given = [keyword.arg for keyword in call.keywords]
    return None if None in given else frozenset(filter(None, given))
