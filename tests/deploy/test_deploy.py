"""What an admin deploys is hardened, and names no setting and no metric that does not exist."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.meters import Meters
from bot.settings import PREFIX, SECRETS, Settings

PROJECT = Path(__file__).resolve().parents[2]
DEPLOY = PROJECT / "deploy"
UNIT = DEPLOY / "newsdesk.service"
GUIDE = PROJECT / "docs" / "admins.md"
FILES = sorted(path for path in DEPLOY.iterdir() if path.is_file())
COMPOSE = sorted(DEPLOY.glob("compose*.yaml"))
HOLDERS = [*FILES, GUIDE]  # files that name settings

SETTING = re.compile(rf"\b(?:{PREFIX}|DISCORD_|OPENAI_|DATABASE_)[A-Z_]+\b")
METRIC = re.compile(r"^\| `(newsdesk_[a-z_]+)`", re.MULTILINE)  # in the table
ANALYZE = shutil.which("systemd-analyze")
MOST_EXPOSED = 2.0  # on the scale of systemd-analyze, of 10

needs_systemd = pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed")


def named(path: Path) -> str:
    return path.name


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit as it is, but for a program that exists on this machine."""
    text = UNIT.read_text().replace("/opt/newsdesk/.venv/bin/newsdesk", sys.executable)
    copy = tmp_path / UNIT.name
    copy.write_text(text)
    return copy


@pytest.fixture(scope="module")
def stages() -> list[dict[str, list[str]]]:
    """The container file's stages: the arguments of each instruction."""
    text = re.sub(r"^#.*\n", "", (DEPLOY / "Containerfile").read_text(), flags=re.MULTILINE)
    found: list[dict[str, list[str]]] = []
    for line in filter(None, text.replace("\\\n", " ").splitlines()):
        word, _, rest = line.partition(" ")
        if word == "FROM":
            found.append({})
        found[-1].setdefault(word, []).append(rest.strip())
    return found


def analyze(*words: str) -> "subprocess.CompletedProcess[str]":
    assert ANALYZE is not None
    return subprocess.run(  # noqa: S603 - the system's own tool, on our own file
        [ANALYZE, *words], capture_output=True, text=True, timeout=60, check=False
    )


@needs_systemd
def test_the_unit_is_a_valid_unit(unit: Path) -> None:
    verdict = analyze("verify", str(unit))

    assert (verdict.returncode, verdict.stderr) == (0, "")


@needs_systemd
def test_the_unit_is_exposed_by_two_of_ten_at_most(unit: Path) -> None:
    verdict = analyze("security", "--offline=true", "--no-pager", str(unit))

    level = re.search(r"exposure level .*: ([\d.]+)", verdict.stdout)
    assert level is not None
    assert float(level[1]) <= MOST_EXPOSED


@pytest.mark.parametrize(
    "line",
    [
        "RestartPreventExitStatus=78",  # the token is refused
        "KillMode=mixed",  # readers must not be asked to stop before their pages are read
        "OOMPolicy=continue",  # a reader that is killed must not end the bot
        "StateDirectory=newsdesk",
        "LoadCredential=discord-token:/etc/newsdesk/discord-token",
    ],
)
def test_the_unit_says_what_the_bot_relies_on(line: str) -> None:
    assert line in UNIT.read_text().splitlines()


@pytest.mark.parametrize("path", HOLDERS, ids=named)
def test_every_setting_that_is_named_is_one(path: Path) -> None:
    known = {
        str(field.validation_alias or PREFIX + name.upper())
        for name, field in Settings.model_fields.items()
    }
    known |= {f"{name}_FILE" for name in SECRETS}

    assert set(SETTING.findall(path.read_text())) - known == set()


@pytest.mark.parametrize("path", FILES, ids=named)
def test_secrets_come_in_files_and_no_image_from_an_unusual_place(path: Path) -> None:
    text = path.read_text()
    images = re.findall(r"^(?:FROM|\s*image:) (\S+)", text, flags=re.MULTILINE)

    assert not re.search(rf"\b(?:{'|'.join(SECRETS)})\b", text)
    assert set(images) <= {"python:3.13-slim", "postgres:17", "newsdesk"}


def test_the_last_stage_runs_as_nobody_special_and_builds_nothing(
    stages: list[dict[str, list[str]]],
) -> None:
    last = stages[-1]

    assert len(stages) == 2
    assert last["USER"] == ["10001:10001"]
    assert not any("pip " in command or "apt" in command for command in last["RUN"])
    assert all(copied.startswith("--from=build") for copied in last["COPY"])


def test_every_library_is_installed_by_its_hash(stages: list[dict[str, list[str]]]) -> None:
    installs = [command for command in stages[0]["RUN"] if " install " in command]

    assert "--require-hashes --only-binary :all: -r requirements.lock" in installs[0]
    assert all("--no-deps --no-build-isolation ." in command for command in installs[1:])


def test_the_container_says_by_itself_whether_it_lives(stages: list[dict[str, list[str]]]) -> None:
    (check,) = stages[-1]["HEALTHCHECK"]

    assert "/healthz" in check
    assert "CMD [" in check
    assert stages[-1]["ENTRYPOINT"] == ['["newsdesk"]']


@pytest.mark.parametrize("path", COMPOSE, ids=named)
@pytest.mark.parametrize(
    "line", ["read_only: true", "- no-new-privileges:true", "cap_drop:", "mem_limit:", "- ALL"]
)
def test_every_container_is_fenced_in(path: Path, line: str) -> None:
    text = path.read_text()
    # The other services take theirs from a block of the first.
    fenced = len(re.findall(r"^ *(?:build|image: postgres)", text, flags=re.MULTILINE))

    assert text.count(line) == fenced


def test_the_guide_tells_of_every_metric_and_of_no_other() -> None:
    shown = re.findall(r"^# TYPE (\S+)", Meters().text().decode(), flags=re.MULTILINE)

    assert sorted(set(METRIC.findall(GUIDE.read_text()))) == sorted(shown)
