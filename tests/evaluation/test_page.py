"""The report as a page: the writers side by side, what proves them, what was taken out and why."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from bot.evaluation.report import Report
from bot.evaluation.samples import Sample, Skipped, sample_of
from bot.fronts import evaluation_page
from bot.fronts.evaluation_json import report_object
from bot.fronts.json_cards import written
from tests.evaluation.asking import report_of, writing
from tests.evaluation.scripts import INVENTED, faithful, inventing, library, only_inventing
from tests.fronts.desk import HOSTILE
from tests.model.script import Prompt, Reply
from tests.model.server import ScriptedModel

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Seen(HTMLParser):
    """The tags of a page, and the text outside of its style sheet."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.attributes: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] != ["style"]:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def render(report: Report) -> str:
    return evaluation_page.render(report, now=NOW)


async def test_each_writer_stands_beside_the_others(server: ScriptedModel) -> None:
    server.always(faithful)

    async with writing(server, name="scribe-1") as writer:
        seen = Seen(render(await report_of([library()], writer)))

    for name in ("scribe-1", "extractive", "lead-3"):
        assert name in seen.text
    assert seen.tags.count("article") == 3
    assert "First answers without fault" in seen.text


async def test_what_was_taken_out_stands_there_with_its_reason(server: ScriptedModel) -> None:
    server.always(inventing)

    async with writing(server) as writer:
        page = render(await report_of([library()], writer))

    assert f"<s>{INVENTED}</s>" in page
    assert re.search(r"7,700[^<]*</small>", page)


async def test_why_another_writer_stood_in_is_told(server: ScriptedModel) -> None:
    server.always(only_inventing)

    async with writing(server) as writer:
        seen = Seen(render(await report_of([library()], writer)))

    assert "Stood in for: too little of what the model said could be proved" in seen.text


async def test_a_point_in_other_words_shows_the_sentence_that_proves_it(
    server: ScriptedModel,
) -> None:
    def shortened(prompt: Prompt) -> Reply:
        reply = faithful(prompt)
        return Reply(text=reply.text.replace(", fourteen months after the flood", "", 1))

    server.always(shortened)

    async with writing(server) as writer:
        page = render(await report_of([library()], writer))

    quoted = "<mark>The public library in Alderhaven reopens on 4 May, fourteen months after"
    assert re.search(rf"<blockquote[^>]*>{quoted}", page)


async def test_two_compared_writers_have_a_table_of_their_own(server: ScriptedModel) -> None:
    server.always(faithful)

    async with writing(server, name="A x") as a, writing(server, name="B y") as b:
        seen = Seen(render(await report_of([library()], a, b, compared=True)))

    assert "B against A" in seen.text
    assert "no telling" in seen.text


@pytest.mark.parametrize("hostile", HOSTILE)
async def test_nothing_from_outside_becomes_markup(hostile: str) -> None:
    """Titles, traps, names, texts and reasons are all untrusted."""
    record = {"title": hostile, "text": f"It sails.\n{hostile}", "trap": hostile, "lang": hostile}
    found = sample_of({**record, "facts": [hostile]}, f"{hostile}.json")
    assert isinstance(found, Sample)
    report = await report_of([found])
    skipped = Report(
        writers=report.writers,
        results=report.results,
        figures=report.figures,
        skipped=(Skipped(hostile, hostile),),
    )

    page = render(skipped)
    seen = Seen(page)

    page.encode("utf-8")
    assert not {"script", "img", "iframe"} & set(seen.tags)
    assert not [name for name in seen.attributes if name.startswith("on")]
    assert "\x1b" not in page
    assert "\u202e" not in page


async def test_the_report_is_json_too(server: ScriptedModel) -> None:
    server.always(inventing)

    async with writing(server) as writer:
        found = report_object(await report_of([library()], writer))

    assert written(found)
    assert found["articles"] == 1
