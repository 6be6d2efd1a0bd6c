"""The report in a real browser: nothing overflows, nothing runs, everything can be read."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.evaluation.samples import Sample, sample_of
from bot.fronts import evaluation_page
from tests.evaluation.asking import report_of, writing
from tests.evaluation.scripts import inventing, library, only_inventing
from tests.fronts.desk import HOSTILE
from tests.fronts.photographs import BROWSERS, browser_path
from tests.fronts.test_page_in_a_browser import SCHEMES, WIDTHS, Look, framed, opened
from tests.model.server import ScriptedModel

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


async def page() -> str:
    """Two models with all that can go wrong, over honest and hostile articles."""
    titled = (sample_of({"title": each, "text": f"It sails.\n{each}"}, each) for each in HOSTILE)
    samples = [library(), *(each for each in titled if isinstance(each, Sample))]
    async with (
        ScriptedModel().always(inventing) as one,
        ScriptedModel().always(only_inventing) as other,
        writing(one, name="A scribe-1") as a,
        writing(other, name="B scribe-" + "2" * 200) as b,
    ):
        report = await report_of(samples[:6], a, b, compared=True)
    return evaluation_page.render(report, now=NOW)


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory) -> Look:
    """One start of a browser that sees the report in every width and scheme at once."""
    browser = browser_path()
    if browser is None:
        pytest.skip(f"no browser on PATH: none of {', '.join(BROWSERS)}")
    folder = tmp_path_factory.mktemp("browser")
    written = asyncio.run(page())
    (folder / "frames.html").write_text(framed(written), encoding="utf-8")
    return opened(browser, folder)


def test_nothing_is_wider_than_the_window(look: Look) -> None:
    assert [(frame["width"], frame["overflow"]) for frame in look.frames] == [
        (width, 0) for width in WIDTHS for _ in SCHEMES
    ]


def test_the_browser_has_nothing_to_complain_about(look: Look) -> None:
    assert look.console == []


def test_the_style_sheet_works_and_nothing_else_is_there(look: Look) -> None:
    found = {(frame["sheets"], frame["scripts"], frame["images"]) for frame in look.frames}

    assert found == {(1, 0, 0)}


def test_every_text_has_the_contrast_that_wcag_asks_for(look: Look) -> None:
    faintest = min(look.frames, key=lambda frame: float(str(frame["contrast"])))

    assert float(str(faintest["contrast"])) >= 4.5, faintest
