"""The page in a real browser: nothing overflows, nothing runs, everything can be read."""

import json
import re
import subprocess
from dataclasses import dataclass
from datetime import timedelta
from html import escape, unescape
from pathlib import Path

import pytest

from bot.fronts import page
from bot.fronts.answers import Thread
from bot.fronts.looks import picture
from bot.news import Amendment, Basis, Card, Kind, Notice
from tests.fronts.desk import (
    FERRY,
    HOSTILE,
    NOW,
    article_of,
    bare_card,
    card_of,
    hostile_card,
    modelled_card,
    telling,
)
from tests.fronts.discord.asking import ASKED, answer_of
from tests.fronts.looks.samples import MESSAGES, SCENE
from tests.fronts.photographs import BROWSERS, browser_path

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--enable-logging=stderr", "--dump-dom",
)  # fmt: skip
WIDTHS = (320, 375, 768, 1400, 1920)
SCHEMES = ("light", "dark")

# Looks into each frame from outside, so that the page itself stays as it is, policy and all.
PROBE = """
const brush = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
function channels(colour) {
  brush.clearRect(0, 0, 1, 1);
  brush.fillStyle = colour;
  brush.fillRect(0, 0, 1, 1);
  return [...brush.getImageData(0, 0, 1, 1).data];
}
function luminance(colour) {
  const [r, g, b] = channels(colour).slice(0, 3).map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function ground(element) {
  for (let e = element; e; e = e.parentElement) {
    const colour = e.ownerDocument.defaultView.getComputedStyle(e).backgroundColor;
    if (channels(colour)[3] > 0) return colour;
  }
}
function contrast(element) {
  const style = element.ownerDocument.defaultView.getComputedStyle(element);
  const [low, high] = [luminance(style.color), luminance(ground(element))].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}
function seen(frame) {
  const inside = frame.contentDocument;
  inside.querySelectorAll("details").forEach(d => d.open = true);
  const texts = [...inside.body.querySelectorAll("*")]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .filter(e => !e.closest(".spoiler, .disabled"));
  const least = texts.map(e => [contrast(e), e.tagName + "." + e.className])
    .sort((a, b) => a[0] - b[0])[0];
  return {
    width: frame.clientWidth, scheme: frame.style.colorScheme,
    overflow: inside.documentElement.scrollWidth - inside.documentElement.clientWidth,
    sheets: inside.styleSheets.length, scripts: inside.scripts.length, images: inside.images.length,
    ground: ground(inside.body), contrast: least[0], faintest: least[1],
  };
}
addEventListener("load", () => {
  report.textContent = JSON.stringify([...document.querySelectorAll("iframe")].map(seen));
});
"""


@dataclass(frozen=True, slots=True)
class Look:
    """What the browser found: a report for each width and scheme, and what it complained about."""

    frames: list[dict[str, object]]
    console: list[str]


def cards() -> list[Card]:
    """Ordinary and hostile cards, with whatever a card may say."""
    outlets = [
        card_of(article_of(FERRY, source=f"Outlet {number}"), entry_id=str(number))
        for number in range(14)
    ]
    walled = article_of(FERRY, basis=Basis.FEED_TEXT, note="the page asked for a log-in")
    old = article_of(FERRY, published_at=NOW - timedelta(days=3))
    modelled = [
        modelled_card(
            article_of(FERRY, source=f"The {kind.value.title()} Post"),
            kind=kind,
            note="written from the first part of the article",
        )
        for kind in Kind
    ]
    crowd = tuple(telling(number, f"The Outlet of Harbour {number}") for number in range(2, 14))
    back = Notice(Amendment.RETRACTED, "It mixed up two ferries.")
    return [
        card_of(also=crowd),
        card_of(article_of(FERRY, notice=back), also=(telling(2, "Courier", notice=back),)),
        *outlets,
        *modelled,
        *map(hostile_card, HOSTILE),
        card_of(walled),
        card_of(old),
        bare_card(),
    ]


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory) -> Look:
    """One start of a browser that sees the page in every width and scheme at once."""
    browser = browser_path()
    if browser is None:
        pytest.skip(f"no browser on PATH: none of {', '.join(BROWSERS)}")
    folder = tmp_path_factory.mktemp("browser")
    shown = cards()
    thread = Thread(shown[0].story_id, ((ASKED, answer_of()),))
    written = framed(
        page.render(shown, now=NOW, threads=[thread]), picture(MESSAGES, SCENE, channel="news")
    )
    (folder / "frames.html").write_text(written, encoding="utf-8")
    return opened(browser, folder)


def framed(*written: str) -> str:
    frames = "".join(
        f'<iframe style="width:{width}px;border:0;color-scheme:{scheme}" '
        f'srcdoc="{escape(each)}"></iframe>'
        for each in written
        for width in WIDTHS
        for scheme in SCHEMES
    )
    return (
        f"<!DOCTYPE html><meta charset=utf-8>{frames}<pre id=report></pre><script>{PROBE}</script>"
    )


def opened(browser: str, folder: Path) -> Look:
    done = subprocess.run(  # noqa: S603 - a browser from PATH, on our own file
        [browser, *FLAGS, f"--user-data-dir={folder / 'profile'}", f"file://{folder}/frames.html"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=True,
    )
    report = re.search(r'<pre id="report">(.*?)</pre>', done.stdout, re.DOTALL)
    assert report is not None, done.stderr
    return Look(
        json.loads(unescape(report[1])), re.findall(r"CONSOLE.*", done.stderr, re.MULTILINE)
    )


def test_nothing_is_wider_than_the_window(look: Look) -> None:
    assert {(frame["width"], frame["overflow"]) for frame in look.frames} == {
        (width, 0) for width in WIDTHS
    }


def test_the_browser_has_nothing_to_complain_about(look: Look) -> None:
    assert look.console == []


def test_the_style_sheet_works_under_the_policy_and_nothing_else_is_there(look: Look) -> None:
    found = {(frame["sheets"], frame["scripts"], frame["images"]) for frame in look.frames}

    assert found == {(1, 0, 0), (1, 0, 1)}  # the one picture was handed in


def test_light_and_dark_follow_the_reader(look: Look) -> None:
    grounds = {(frame["scheme"], frame["ground"]) for frame in look.frames}

    assert grounds == {("light", "rgb(255, 255, 255)"), ("dark", "rgb(49, 51, 56)")}


def test_every_text_has_the_contrast_that_wcag_asks_for(look: Look) -> None:
    faintest = min(look.frames, key=lambda frame: float(str(frame["contrast"])))

    assert float(str(faintest["contrast"])) >= 4.5, faintest
