"""Prompt files are checked when they are read, and filled with exactly the words they name."""

import pytest

from bot.errors import AdminError
from bot.writing.templates import NEEDED, Template, read_prompts

SUMMARY = """\
# System

Write {{style}} cards. {{language}} {{house_rules}}

# User

{{mark}}
[title] {{title}}
{{article}}
{{mark}}

Go on.
"""
RETRY = "# User\n\n{{mark}}\n{{answer}}\n{{faults}}\n{{mark}}\n"
JUDGE = "# System\n\nJudge.\n\n# User\n\n{{mark}}\n{{points}}\n{{mark}}\n"
ANSWER = """\
# System

Answer. {{house_rules}}

# User

{{mark}}
{{passages}}
{{turns}}
{{question}}
{{mark}}
"""
STANDALONE = "# System\n\nAsk.\n\n# User\n\n{{mark}}\n{{turns}}\n{{question}}\n{{mark}}\n"
ALL = {
    "summary": SUMMARY,
    "retry": RETRY,
    "judge": JUDGE,
    "answer": ANSWER,
    "standalone": STANDALONE,
}
WORDS = {
    "style": "short",
    "language": "In German.",
    "house_rules": "None.",
    "mark": "mark-1",
    "title": "A title",
    "article": "[1] A sentence.",
}


def test_a_prompt_is_filled_with_its_words() -> None:
    template = Template.parse("summary", SUMMARY)

    system, user = template.fill(WORDS)

    assert system == "Write short cards. In German. None."
    assert user == "mark-1\n[title] A title\n[1] A sentence.\nmark-1\n\nGo on."


def test_what_is_filled_in_is_not_searched_for_words_again() -> None:
    template = Template.parse("summary", SUMMARY)

    system, user = template.fill({**WORDS, "article": "[1] {{house_rules}} {{mark}}"})

    assert "[1] {{house_rules}} {{mark}}" in user
    assert "{{" not in system


@pytest.mark.parametrize("word", sorted(WORDS))
def test_a_missing_word_is_refused_by_its_name(word: str) -> None:
    text = SUMMARY.replace(f"{{{{{word}}}}}", "")

    with pytest.raises(AdminError, match=rf"prompt summary: \{{\{{{word}\}}\}} is missing under"):
        Template.parse("summary", text)


@pytest.mark.parametrize("heading", ["System", "User"])
@pytest.mark.parametrize("word", ["tone", "Style", "", "answer"])
def test_an_unknown_word_is_refused_by_its_name(heading: str, word: str) -> None:
    text = SUMMARY.replace(f"# {heading}\n", f"# {heading}\n{{{{{word}}}}}\n")

    with pytest.raises(AdminError, match=rf'unknown word \{{\{{{word}\}}\}} under "# {heading}"'):
        Template.parse("summary", text)


@pytest.mark.parametrize("word", ["title", "article"])
def test_what_other_people_wrote_has_no_place_in_the_system_part(word: str) -> None:
    text = SUMMARY.replace("Write", f"Write about {{{{{word}}}}}")

    with pytest.raises(AdminError, match="unknown word"):
        Template.parse("summary", text)


@pytest.mark.parametrize("broken", ["{{style}", "{{style", "{{sty\nle}}", "{{ style } }"])
def test_braces_that_are_not_closed_are_refused(broken: str) -> None:
    text = SUMMARY.replace("Write", f"Write {broken}")

    with pytest.raises(AdminError, match=r'"\{\{" without a word'):
        Template.parse("summary", text)


def test_json_in_a_prompt_is_no_word() -> None:
    text = SUMMARY.replace("Write", '{"points": [{"is": {"a": 1}}]} Write')

    template = Template.parse("summary", text)

    assert template.fill(WORDS)[0].startswith('{"points": [{"is": {"a": 1}}]}')


@pytest.mark.parametrize("word", ["passages", "turns", "question"])
def test_a_question_and_its_passages_have_no_place_in_the_system_part(word: str) -> None:
    text = ANSWER.replace("Answer.", f"Answer {{{{{word}}}}}.")

    with pytest.raises(AdminError, match="unknown word"):
        Template.parse("answer", text)


@pytest.mark.parametrize(
    "user",
    [
        "{{title}}\n{{mark}}\n{{article}}\n{{mark}}",
        "{{mark}}\n{{title}}\n{{mark}}\n{{article}}",
        "{{mark}}\n{{title}}\n{{mark}}\n{{article}}\nread up to {{mark}}",
        "{{mark}} {{title}} {{article}} {{mark}}",
        "{{mark}}\n{{title}}\n{{article}}\n{{mark}}\n{{title}}",
    ],
)
def test_what_other_people_wrote_stands_between_two_lines_of_marks(user: str) -> None:
    text = SUMMARY[: SUMMARY.index("{{mark}}")] + user

    with pytest.raises(AdminError, match="has to stand between two lines"):
        Template.parse("summary", text)


def test_a_mark_that_is_opened_has_to_be_closed() -> None:
    text = SUMMARY + "\n{{mark}}\n"

    with pytest.raises(AdminError, match="closes nothing"):
        Template.parse("summary", text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Just some words.",
        SUMMARY.replace("# System", "System"),
        SUMMARY[SUMMARY.index("# User") :],
        SUMMARY[: SUMMARY.index("# User")],
        "Words before.\n" + SUMMARY,
        SUMMARY + "\n# User\n\nmore\n",
    ],
)
def test_a_prompt_without_its_two_parts_is_refused(text: str) -> None:
    with pytest.raises(AdminError, match='it has to consist of "# System" and "# User"'):
        Template.parse("summary", text)


def test_a_prompt_that_costs_more_than_the_articles_is_refused() -> None:
    with pytest.raises(AdminError, match="longer than 32,000 characters"):
        Template.parse("summary", SUMMARY + "\n" + "x" * 32_000)


@pytest.mark.parametrize(
    "same",
    [
        SUMMARY.replace("\n", "\r\n"),
        SUMMARY.replace("\n", "\r"),
        SUMMARY.replace("\n", " \t\n"),
        "\ufeff" + SUMMARY,
        "\n\n" + SUMMARY + "\n\n\n",
    ],
)
def test_the_version_stays_while_only_the_editor_changes(same: str) -> None:
    template = Template.parse("summary", same)

    assert template == Template.parse("summary", SUMMARY)


def test_the_version_is_the_name_and_a_hash_of_the_text() -> None:
    version = Template.parse("summary", SUMMARY).version

    name, _, digest = version.partition("-")
    assert name == "summary"
    assert len(digest) == 8
    assert int(digest, 16)


@pytest.mark.parametrize(("old", "new"), [("Write", "write"), ("Go on.", "Go on!"), (". ", ".  ")])
def test_the_version_changes_with_each_word_and_sign(old: str, new: str) -> None:
    template = Template.parse("summary", SUMMARY.replace(old, new))

    assert template.version != Template.parse("summary", SUMMARY).version


@pytest.mark.parametrize("words", [{**WORDS, "tone": "dry"}, {"style": "short"}, {}])
def test_words_that_do_not_fit_are_a_bug(words: dict[str, str]) -> None:
    template = Template.parse("summary", SUMMARY)

    with pytest.raises(ValueError, match="these words do not fit"):
        template.fill(words)


def test_all_prompts_are_read_and_files_of_other_names_ignored() -> None:
    prompts = read_prompts({**ALL, "readme": "not a prompt"})

    assert prompts.summary.name == "summary"
    assert prompts.retry.system == ""
    assert prompts.judge.version.startswith("judge-")


@pytest.mark.parametrize("name", sorted(NEEDED))
def test_a_missing_file_is_named(name: str) -> None:
    texts = {other: text for other, text in ALL.items() if other != name}

    with pytest.raises(AdminError, match=f"there is no {name}.md"):
        read_prompts(texts)


def test_all_missing_files_are_named_at_once() -> None:
    with pytest.raises(AdminError, match=r"no summary\.md and no retry\.md .* no standalone\.md"):
        read_prompts({})


@pytest.mark.parametrize("name", sorted(NEEDED))
def test_a_file_that_cannot_be_used_is_named(name: str) -> None:
    with pytest.raises(AdminError, match=f"prompt {name}: "):
        read_prompts({**ALL, name: "nothing of use"})
