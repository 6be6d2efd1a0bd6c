"""The writer as it is built from settings: prompts from files, mistakes in words."""

from pathlib import Path

import pytest

from bot.author import drafting, house_assignment, read_prompt_files
from bot.errors import AdminError
from bot.news import Assignment, Style
from bot.settings import Settings


def settings(**changed: object) -> Settings:
    return Settings().model_copy(update=changed)


def own_prompts(folder: Path, **changed: str) -> Path:
    """A folder with the bot's own prompts, some of them changed."""
    for name, text in (read_prompt_files() | changed).items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def test_the_bots_own_prompts_can_be_used() -> None:
    prompts = drafting(settings()).prompts

    assert prompts.summary.version.startswith("summary-")


def test_a_folder_of_ones_own_is_used_and_has_a_version_of_its_own(tmp_path: Path) -> None:
    wordy = read_prompt_files()["summary"].replace("short card", "very short card")

    own = drafting(settings(prompts=own_prompts(tmp_path, summary=wordy))).prompts

    assert "very short card" in own.summary.system
    assert own.summary.version != drafting(settings()).prompts.summary.version


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("summary", "# System\nWrite.\n\n# User\n{{article}}", "prompt summary: "),
        ("retry", "", "prompt retry: "),
        ("judge", "# System\n{{verdict}}\n\n# User\n{{mark}}{{points}}{{mark}}", "{{verdict}}"),
    ],
)
def test_a_prompt_that_cannot_be_used_is_named(
    name: str, text: str, words: str, tmp_path: Path
) -> None:
    folder = own_prompts(tmp_path, **{name: text})

    with pytest.raises(AdminError) as error:
        drafting(settings(prompts=folder))

    assert words in str(error.value)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(AdminError, match=r"NEWSDESK_PROMPTS: .*nowhere is no folder"):
        drafting(settings(prompts=tmp_path / "nowhere"))


def test_a_prompt_that_is_missing_is_named(tmp_path: Path) -> None:
    (own_prompts(tmp_path) / "judge.md").unlink()

    with pytest.raises(AdminError, match="judge"):
        drafting(settings(prompts=tmp_path))


def test_a_prompt_that_is_no_text_is_named(tmp_path: Path) -> None:
    (own_prompts(tmp_path) / "judge.md").write_bytes(b"# System\n\xff\xfe")

    with pytest.raises(AdminError, match=r"judge\.md: it is not UTF-8 text"):
        drafting(settings(prompts=tmp_path))


def test_the_house_asks_for_its_style_and_language() -> None:
    asked = house_assignment(settings(style="brief", language="German"))

    assert asked == Assignment(Style.BRIEF, "de")


def test_a_language_that_is_none_is_said() -> None:
    with pytest.raises(AdminError, match="NEWSDESK_LANGUAGE: elvish_of_old"):
        house_assignment(settings(language="elvish_of_old"))
