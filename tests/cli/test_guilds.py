"""`newsdesk guilds`: what communities have set, seen and changed at the machine."""

import json
from pathlib import Path

import pytest

from tests.program import Program


@pytest.fixture
def newsdesk(tmp_path: Path, database_url: str) -> Program:
    return Program(tmp_path, {"DATABASE_URL": database_url})


def test_a_guild_is_set_seen_and_left_to_the_house_again(newsdesk: Program) -> None:
    nothing = newsdesk.run("guilds", "list")
    style = ("--style", "brief", "--language", "German", "--manager", "8", "--manager", "9")
    newsdesk.run("guilds", "set", "7", *style, "--desk", "6", "--person-day", "3")
    [known] = json.loads(newsdesk.run("guilds", "list", "--format", "json").out)
    newsdesk.run("guilds", "set", "7", "--as-house", "style", "--as-house", "managers")
    [after] = json.loads(newsdesk.run("guilds", "list", "--format", "json").out)
    log = newsdesk.run("feeds", "log").out

    assert "No guild has set anything yet" in nothing.out
    assert (known["style"], known["language"], known["managers"]) == ("brief", "de", [8, 9])
    assert (known["desk"], known["person_day"], known["guild_day"]) == (6, 3, None)
    assert (after["style"], after["managers"], after["language"]) == (None, [], "de")
    assert "settings" in log


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (("--person-day", "999999"), "are allowed here"),
        (("--language", "elvish of old"), "is no language I know"),
        (("--style", "loud"), "Invalid value"),
    ],
)
def test_what_cannot_be_is_refused(newsdesk: Program, wish: tuple[str, str], told: str) -> None:
    answer = newsdesk.run("guilds", "set", "7", *wish)

    assert answer.code == 2
    assert told in answer.complaint
