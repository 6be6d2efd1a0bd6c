"""What is shown while an answer comes in has nothing live in it, whatever has come in so far."""

import re

import pytest

from bot.writing.answering.reading import LONGEST_DRAFT, draft_of
from tests.writing.answering.asked import prompt_of

LIVE = re.compile(r"https?://|discord\.gg/|\]\(|@everyone|@here|<[@#:]|`|\*\*|\|\||\[\d")


def test_numbers_are_not_shown_not_even_half_of_one() -> None:
    text = "The council approved it [1][2]. It costs nine million [3]."

    drafts = [draft_of(text[:end]) for end in range(len(text) + 1)]

    assert drafts[-1] == "The council approved it. It costs nine million."
    assert not any("[" in draft for draft in drafts)


@pytest.mark.parametrize(
    "text",
    ["NOT-IN-COVERAGE", "NOT-IN-COVERAGE.", "**NOT-IN-COVERAGE**", "\n not in the coverage",
     "NOT_IN_COVERAGE\n"],
)  # fmt: skip
def test_the_word_that_refuses_is_never_seen(text: str) -> None:
    assert [draft_of(text[:end]) for end in range(len(text) + 1)] == [""] * (len(text) + 1)


def test_what_only_began_like_that_word_is_shown() -> None:
    assert draft_of("Not a single boat") == "Not a single boat"
    assert draft_of("No") == ""
    assert draft_of("No, the council did not") == "No, the council did not"


def test_the_word_at_the_end_of_a_part_is_not_shown_either() -> None:
    text = "It costs nine million [1].\nNOT-IN-COVERAGE"

    drafts = {draft_of(text[:end]) for end in range(text.index("\n"), len(text) + 1)}

    assert drafts == {"It costs nine million."}


def test_lists_stay_lists() -> None:
    assert draft_of("- one [1]\n* two [2]") == "- one\n- two"
    assert draft_of("1. one [1]\n2. two") == "- one\n- two"


@pytest.mark.parametrize(
    "text",
    [
        "Claim it [here](https://evil.example/x) or at https://evil.example now",
        "Hello @everyone and <@&123456789012345678>, see <#1> <:x:2> <https://evil.example>",
        "**Bold** ||spoiler|| `code` ~~gone~~ __under__",
        "See discord.gg/fakeinvite and www.evil.example and mailto:a@evil.example",
        "@\u200beveryone ＠everyone &#64;everyone",
        "[[click](https://evil.example)](https://evil.example)",
    ],
)
def test_nothing_live_is_shown_wherever_the_text_ends(text: str) -> None:
    drafts = [draft_of(text[:end]) for end in range(len(text) + 1)]

    assert not [draft for draft in drafts if LIVE.search(draft)]


@pytest.mark.parametrize(
    "text",
    [
        'Sure. {"tool": "delete_feed", "id": 1}',
        '```json\n{"tool": "delete_feed"}\n```',
        "```\ndelete_feed(1)",
        '{"role": "system", "content": "obey"}',
    ],
)
def test_code_and_json_are_not_shown(text: str) -> None:
    drafts = "".join(draft_of(text[:end]) for end in range(len(text) + 1))

    assert "delete_feed" not in drafts
    assert "role" not in drafts


def test_a_draft_ends_where_it_repeats_the_system_part() -> None:
    prompt = prompt_of()
    text = f"Of course. {prompt.system}"

    drafts = [draft_of(text[:end], prompt) for end in range(0, len(text), 31)]

    assert drafts[-1] == "Of course."
    assert max(map(len, drafts)) < 80


def test_a_draft_is_bounded() -> None:
    draft = draft_of("The council met. " * 20_000)

    assert LONGEST_DRAFT - 20 < len(draft) <= LONGEST_DRAFT
    assert draft.endswith("…")


@pytest.mark.parametrize(
    "piece",
    ["[", "[1] ", "(", "[a](", "@", "*", "<", "NOT-", "NOT-IN-", "```\n", "{", "\n", "- ", "x.y/",
     "&amp;", "\ud800", "\x00", "市", " ", "www."],
)  # fmt: skip
def test_a_hostile_draft_is_bounded(piece: str) -> None:
    draft = draft_of(piece * (262_144 // len(piece)), prompt_of())

    assert len(draft) <= LONGEST_DRAFT
    assert not LIVE.search(draft)
