"""The house stands as it is drawn: who may know whom, read from the source itself."""

import ast
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[1] / "bot"

GROUND = {"news", "errors", "terms"}
ROOMS = {"feeds", "articles", "stories", "filters", "writing"}
DOORS = {"web", "files", "sandbox", "storage", "engine", "llm"}

# Who may import what of the house, besides itself.
MAY_IMPORT: Mapping[str, set[str]] = {
    "": set(),
    "news": set(),
    "errors": set(),
    "terms": set(),
    "meters": {"", "news"},
    "settings": {"", "errors"},
    "logs": {"settings"},
    **dict.fromkeys(ROOMS, GROUND),
    **dict.fromkeys(DOORS, GROUND),
    "sample": {"news", "errors"},
    "newsroom": GROUND | ROOMS | DOORS | {"meters"},
    "worker": {"errors", "engine", "newsroom"},
    # `evaluation` for its report, `newsroom` for what moderators ask of it.
    "fronts": {"", "news", "errors", "evaluation", "newsroom"},
    "health": {"errors"},
    "watch": {"errors", "health", "meters", "storage", "worker"},
    "evaluation": {"news", "errors", "articles", "writing", "llm", "newsroom"},
    "author": GROUND | {"stories", "writing", "llm", "storage", "meters", "settings", "newsroom"},
    "app": GROUND | ROOMS | DOORS | {"meters", "settings", "newsroom", "author", "worker"},
    "cli": GROUND
    | DOORS
    | ROOMS
    | {
        "",
        "settings",
        "logs",
        "meters",
        "health",
        "watch",
        "author",
        "app",
        "newsroom",
        "evaluation",
        "fronts",
        "sample",
    },
    "__main__": {"cli"},
}

IO = {"aiohttp", "asyncio", "asyncpg", "http.client", "os", "pathlib", "shutil", "socket",
      "sqlalchemy", "sqlite3", "subprocess", "tempfile", "urllib.request"}  # fmt: skip
CLOCK_AND_DICE = {"time", "random", "secrets", "uuid"}
MUST_NOT_IMPORT: Mapping[str, set[str]] = {
    **dict.fromkeys(ROOMS | GROUND, IO | CLOCK_AND_DICE | {"openai", "discord"}),
    "newsroom": {"aiohttp", "asyncpg", "discord", "openai", "sqlalchemy"},
    "worker": {"aiohttp", "asyncpg", "discord", "openai", "sqlalchemy"},
    "watch": {"aiohttp", "asyncpg", "discord", "openai", "sqlalchemy"},
    "evaluation": CLOCK_AND_DICE | {"aiohttp", "asyncpg", "discord", "openai", "sqlalchemy"},
    "fronts": {"aiohttp", "asyncpg", "openai", "sqlalchemy"},
}
# discord.py raises aiohttp's errors and lets its requests be watched in aiohttp's words.
DISCORDS_WORDS = ("aiohttp.ClientError", "aiohttp.ClientConnectorError", "aiohttp.Trace")
# Calls that bring in the clock or the dice by the back door.
CLOCK_CALLS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}
DICE_CALLS = {
    "random.random",
    "random.uniform",
    "random.choice",
    "random.randint",
    "random.shuffle",
}


def room(module: str) -> str:
    """The room of a dotted module name: `bot.feeds.dates` is in `feeds`, `bot` itself in ``."""
    return module.split(".")[1] if "." in module else ""


def imports(module: str, source: str) -> Iterator[str]:
    """Every module that a source imports, dotted, wherever in it the import stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: a relative import hides where it leads"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def violations(sources: Mapping[str, str]) -> list[str]:
    """What breaks the drawing, as "module -> what it must not know"."""
    return [
        f"{module} -> {imported}"
        for module, source in sources.items()
        for imported in [*imports(module, source), *back_doors(source)]
        if is_forbidden(module, imported)
    ]


def is_forbidden(module: str, imported: str) -> bool:
    here = room(module)
    if imported == "bot" or imported.startswith("bot."):
        there = room(imported)
        known = there if there in MAY_IMPORT else ""  # `from bot import __version__`
        return known != here and known not in MAY_IMPORT[here]
    if imported == "random.Random":  # its type, for dice that come in through the door
        return False
    if module.startswith("bot.fronts.discord.") and is_discords_word(imported):
        return False
    refused = MUST_NOT_IMPORT.get(here, set())
    return any(imported == name or imported.startswith(f"{name}.") for name in refused)


def is_discords_word(imported: str) -> bool:
    """Whether an import from aiohttp only names what discord.py hands out."""
    return imported.startswith(DISCORDS_WORDS)


def back_doors(source: str) -> Iterator[str]:
    """The clock, read by a call; as if it were an import of `time`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in CLOCK_CALLS:
            yield "time"


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    """Every module of the house by its dotted name."""
    found = {}
    for path in HOUSE.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        dotted = ".".join(path.relative_to(HOUSE.parent).with_suffix("").parts)
        found[dotted.removesuffix(".__init__")] = path.read_text(encoding="utf-8")
    return found


def test_every_part_of_the_house_is_on_the_drawing(sources: dict[str, str]) -> None:
    rooms = {room(module) for module in sources}

    assert rooms == set(MAY_IMPORT)


def test_nobody_knows_what_is_not_theirs_to_know(sources: dict[str, str]) -> None:
    assert violations(sources) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("bot.feeds.planted", "from bot.articles import reading"),
        ("bot.feeds.planted", "def later():\n    import aiohttp"),
        ("bot.articles.planted", "import urllib.request"),
        ("bot.stories.planted", "from time import time"),
        ("bot.stories.planted", "from random import shuffle"),
        ("bot.writing.planted", "from datetime import datetime\nnow = datetime.now()"),
        ("bot.storage.planted", "from bot.feeds.identity import Fingerprint"),
        ("bot.web.planted", "from bot.articles import robots"),
        ("bot.newsroom.planted", "from sqlalchemy import select"),
        ("bot.newsroom.planted", "from bot.settings import Settings"),
        ("bot.fronts.planted", "from bot.storage import Storage"),
        ("bot.news", "import bot.errors"),
        ("bot.worker", "from bot.cli import main"),
    ],
)
def test_a_planted_forbidden_import_is_found(module: str, source: str) -> None:
    assert violations({module: source})


def test_there_is_no_circle(sources: dict[str, str]) -> None:
    graph = {
        module: {
            target
            for imported in imports(module, source)
            for target in (imported, imported.rpartition(".")[0])
            if target in sources and target not in {module, "bot"}
        }
        for module, source in sources.items()
    }
    # A package lists what its modules offer; that they are in it is no arrow.
    for module, targets in graph.items():
        targets -= {target for target in targets if module.startswith(f"{target}.")}

    assert list(TopologicalSorter(graph).static_order())
