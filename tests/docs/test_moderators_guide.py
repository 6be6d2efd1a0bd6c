"""The moderators' guide: its pictures show what the bot sends, its commands and rules exist.

NEWSDESK_TAKE_PICTURES=1 .venv/bin/python -m pytest tests/docs     # takes them anew
"""

import json
import os
import re
import struct
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from discord import app_commands

from bot.filters.rules import parse
from bot.fronts.discord.moderators.commands import desk_commands
from tests.docs.scenes import SCENES, html
from tests.fronts.photographs import Camera, browser_path, camera

if TYPE_CHECKING:
    from bot.newsroom.desk import Desk

DOCS = Path(__file__).resolve().parents[2] / "docs"
GUIDE = (DOCS / "moderators.md").read_text(encoding="utf-8")
PICTURES = DOCS / "moderators"
DIGESTS = PICTURES / "pictures.json"  # of what each picture was taken from
WIDTH = 720
CLOSE = 24  # pixels: another machine's fonts are a little larger or smaller

# "/feed add", and "/why" of "/why about:"; a pattern of a filter ends with a slash.
COMMAND = r"`/(?![^`]*/`)([a-z]+(?: [a-z]+(?![a-z:]))?)"

TAKES_PICTURES = bool(os.environ.get("NEWSDESK_TAKE_PICTURES"))
READERS_COMMANDS = {"ask", "privacy export", "privacy erase"}


def digest(name: str) -> str:
    return sha256(html(name).encode()).hexdigest()


def size(png: bytes) -> tuple[int, int]:
    """Width and height, as the header of a PNG has them."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.fixture(scope="module")
def lens() -> Iterator[Camera]:
    browser = browser_path()
    if browser is None:
        pytest.skip("no browser on this machine: apt install chromium")
    with camera(browser) as opened:
        yield opened


@pytest.mark.parametrize("name", SCENES)
def test_each_picture_can_be_taken_and_is_as_large_as_the_one_in_the_guide(
    name: str, lens: Camera, tmp_path: Path
) -> None:
    taken = lens.photograph(html(name), tmp_path / "taken.png", width=WIDTH)

    if TAKES_PICTURES:
        (PICTURES / f"{name}.png").write_bytes(taken)
        known = json.loads(DIGESTS.read_text()) if DIGESTS.exists() else {}
        DIGESTS.write_text(
            json.dumps({**known, name: digest(name)}, indent=1, sort_keys=True) + "\n"
        )
    (width, height), (as_wide, as_high) = size(taken), size((PICTURES / f"{name}.png").read_bytes())
    assert width == as_wide
    assert abs(height - as_high) <= CLOSE * (1 + as_high // 400)


@pytest.mark.parametrize("name", SCENES)
def test_no_picture_is_older_than_what_it_shows(name: str) -> None:
    digests = json.loads(DIGESTS.read_text())

    assert digests[name] == digest(name), "take the pictures anew, and look at them"


def test_every_picture_stands_in_the_guide_with_words_for_those_who_cannot_see_it() -> None:
    shown = re.findall(r"!\[([^\]]{20,})\]\(moderators/([a-z]+)\.png\)", GUIDE)

    assert {name for _, name in shown} == set(SCENES)
    assert {path.stem for path in PICTURES.glob("*.png")} == set(SCENES)


def test_every_command_in_the_guide_exists_and_each_that_exists_is_there() -> None:
    named = set(re.findall(COMMAND, GUIDE))

    known = set(commands()) | READERS_COMMANDS
    assert named <= known | {each.partition(" ")[0] for each in known}
    assert set(commands()) <= named


def test_every_rule_in_the_guide_can_be_read() -> None:
    rules = re.findall(r"^\| `([^`]+)` \|", GUIDE.partition("## All commands")[0], re.MULTILINE)

    assert len(rules) >= 10
    for rule in rules:
        parse(rule)


def commands() -> Iterator[str]:
    """The names of all that the desk can be asked by command, "feed add"."""
    for each in desk_commands(cast("Desk", None)):
        if isinstance(each, app_commands.Group):
            yield from (f"{each.name} {part.name}" for part in each.commands)
        elif isinstance(each, app_commands.Command):
            yield each.name


def test_options_named_in_the_guide_exist() -> None:
    options: dict[str, set[str]] = {}
    for each in desk_commands(cast("Desk", None)):
        parts: list[Any] = list(each.commands) if isinstance(each, app_commands.Group) else [each]
        for part in parts:
            if isinstance(part, app_commands.Command):
                options[part.qualified_name] = {one.display_name for one in part.parameters}

    for name, given in re.findall(rf"{COMMAND}((?: [a-z]+:)+)", GUIDE):
        assert set(given.replace(":", "").split()) <= options[name], name
