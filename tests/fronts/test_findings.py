"""What was found, for a terminal, a pipe and a program."""

import io

import pytest
from rich.console import Console

from bot.fronts.findings import findings_object, footing, render
from bot.news import ArticleId, Excerpt, Findings, Found, Span, StoryId, Wanted
from tests.fronts.desk import FERRY, HOSTILE, NOW

WANTED = Wanted(words=(("ferry",), ("noon",)), typed=("ferry", "noon"))
SHOWN = Excerpt(FERRY[0], 0, (Span(9, 14),))


def found(words: str = "Last ferry") -> Found:
    return Found(
        story_id=StoryId(7),
        article_id=ArticleId(9),
        title=words,
        url="https://harbourpost.example/ferry",
        source="The Harbour Post",
        published_at=NOW,
        text=FERRY[0],
        outlets=3,
    )


def printed(one: Found, shown: Excerpt, *, tty: bool) -> str:
    stream = io.StringIO()
    console = Console(
        file=stream, width=200, force_terminal=tty, color_system="truecolor" if tty else None
    )
    console.print(render(Findings(found=(one,)), [shown], first=1, now=NOW), crop=False)
    return stream.getvalue()


def test_a_pipe_gets_plain_lines() -> None:
    assert printed(found(), SHOWN, tty=False).splitlines() == [
        "1. Last ferry",
        "The Harbour Post, and 2 more outlets, 22 Nov 2026, 17:05",
        "https://harbourpost.example/ferry",
        FERRY[0],
        "",
    ]


def test_a_terminal_gets_the_found_words_in_bold() -> None:
    assert "\x1b[1mferry\x1b[0m" in printed(found(), SHOWN, tty=True)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_text(words: str) -> None:
    written = printed(found(words), Excerpt(words, 0, (Span(0, 1),)), tty=True)

    assert not set("\x07\x08\x00\x9b\u202e\u200b\ufeff\u2028") & set(written)


def test_what_a_reader_should_know_is_told() -> None:
    few = Findings(total=30, least=1, capped=True, as_of=ArticleId(9))

    missing, cut, more = footing(few, WANTED, page=1, limit=10)

    assert missing == "no story has all of these words: ferry noon"
    assert "newest" in cut
    assert more.endswith("--page 2 --as-of 9")


def test_a_program_gets_marks_that_are_slices_of_the_snippet() -> None:
    told = findings_object(Findings(found=(found(),), total=1), [SHOWN], WANTED, page=1)

    assert told["found"][0]["marks"] == [[9, 14]]  # type: ignore[index,call-overload]  # JSON
