"""Photographs of HTML by the system's Chromium, for the documentation: each of one element.

The browser is spoken to over two pipes, in the words of its DevTools protocol, so that it opens no
port and is gone when we are. See https://chromedevtools.github.io/devtools-protocol/.

The picture of the README is taken so:

    newsdesk preview --format html > page.html
    python -m tests.fronts.photographs page.html docs/page.png
"""

import json
import os
import select
import shutil
import struct
import subprocess
import sys
import zlib
from base64 import b64decode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--hide-scrollbars", "--disable-lcd-text",
    "--font-render-hinting=none", "--force-color-profile=srgb", "--remote-debugging-pipe",
)  # fmt: skip
WIDTH = 720  # CSS pixels of a picture
SCALE = 2  # pixels of the file for each
TALLEST = 4_000  # CSS pixels
TOP = 900  # CSS pixels: the heading of a page and two or three cards
PATIENCE = 60  # seconds; pictures take one
COLOURS = 256  # of a picture, which has few: the rest are shades on the edges of letters
READY = "document.fonts.ready.then(() => Promise.all([...document.images].map(i => i.decode())))"
# What is a picture of flat colours needs no more than a palette, and is a third as large. The
# commonest colours are kept as they are; each of the others becomes the nearest of them.
REDUCE = """
fetch("data:image/png;base64,{picture}").then(r => r.blob()).then(async file => {{
  const image = await createImageBitmap(file);
  const brush = new OffscreenCanvas(image.width, image.height).getContext("2d");
  brush.drawImage(image, 0, 0);
  const pixels = new Uint32Array(brush.getImageData(0, 0, image.width, image.height).data.buffer);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) || 0) + 1);
  const all = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(each => each[0]);
  const kept = all.slice(0, {colours});
  const part = (pixel, place) => (pixel >>> place) & 255;
  const far = (a, b) => [0, 8, 16].reduce((sum, n) => sum + (part(a, n) - part(b, n)) ** 2, 0);
  const places = new Map(all.map(pixel => [pixel, kept.reduce(
    (best, each, n) => far(pixel, each) < far(pixel, kept[best]) ? n : best, 0)]));
  let indices = "";
  for (const pixel of pixels) indices += String.fromCharCode(places.get(pixel));
  const palette = kept.flatMap(pixel => [part(pixel, 0), part(pixel, 8), part(pixel, 16)]);
  return {{width: image.width, height: image.height, palette, indices: btoa(indices)}};
}})
"""
# The browser reads from 3 and writes to 4, whatever numbers our ends have; the first is the lower.
LAUNCH = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.dup2(int(sys.argv[2]), 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
CORNERS = """
(() => {{
  const box = document.querySelector({selector}).getBoundingClientRect();
  return [box.x, box.y, box.width, box.height];
}})()
"""


def browser_path() -> str | None:
    """The browser on this machine; None if there is none."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


class Camera:
    """A browser that takes photographs, one after the other."""

    def __init__(self, writer: int, reader: int) -> None:
        self._writer, self._reader = writer, reader
        self._last, self._rest, self._session = 0, b"", ""

    def photograph(
        self,
        html: str,
        path: Path,
        *,
        selector: str = ".channel",
        width: int = WIDTH,
        tallest: int = TALLEST,
        is_dark: bool = True,
    ) -> bytes:
        """A PNG of one element of a page.

        Args:
            html: A whole document; what it names elsewhere is not there.
            path: Where the picture is written.
            selector: Of the element; the first that fits.
            width: Of the window, in CSS pixels.
            tallest: Where the picture ends at the latest, in CSS pixels.
            is_dark: Whether the reader likes it dark.

        Returns:
            What was written.
        """
        with TemporaryDirectory() as folder:
            page = Path(folder) / "page.html"
            page.write_text(html, encoding="utf-8")
            self._dress(width, is_dark=is_dark)
            self._ask("Page.navigate", url=page.as_uri())
            self._wait_for("Page.loadEventFired")
            self._evaluate(READY)
            taken = self._shoot(selector, tallest)
            self._ask("Page.navigate", url="about:blank")  # whose policy forbids nothing
            self._wait_for("Page.loadEventFired")
            reduced = self._evaluate(REDUCE.format(picture=taken, colours=COLOURS))
        picture = png(**{**reduced, "indices": b64decode(reduced["indices"])})
        path.write_bytes(picture)
        return picture

    def _dress(self, width: int, *, is_dark: bool) -> None:
        scheme = {"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}
        self._ask("Emulation.setEmulatedMedia", features=[scheme])
        size = {"width": width, "height": 600, "deviceScaleFactor": SCALE, "mobile": False}
        self._ask("Emulation.setDeviceMetricsOverride", **size)

    def _shoot(self, selector: str, tallest: int) -> str:
        corners = self._evaluate(CORNERS.format(selector=json.dumps(selector)))
        x, y, width, height = corners
        clip = {"x": x, "y": y, "width": width, "height": min(height, tallest), "scale": 1}
        taken = self._ask("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)
        return str(taken["data"])

    def _evaluate(self, script: str) -> Any:  # noqa: ANN401 - whatever the script gives
        answer = self._ask(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def open(self) -> Self:
        """Open the one tab that pictures are taken in."""
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self._ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        self._ask("Page.enable")
        return self

    def _ask(self, method: str, **parameters: object) -> dict[str, Any]:
        self._last += 1
        session = {"sessionId": self._session} if self._session else {}
        asked = {"id": self._last, "method": method, "params": parameters, **session}
        os.write(self._writer, json.dumps(asked).encode() + b"\0")
        answer = next(each for each in self._heard() if each.get("id") == self._last)
        assert "error" not in answer, answer
        return dict(answer["result"])

    def _wait_for(self, event: str) -> None:
        next(each for each in self._heard() if each.get("method") == event)

    def _heard(self) -> Iterator[dict[str, Any]]:
        """What the browser says, as long as it lives."""
        while True:
            said, ends, rest = self._rest.partition(b"\0")
            if ends:
                self._rest = rest
                yield json.loads(said)
                continue
            is_there, _, _ = select.select([self._reader], [], [], PATIENCE)
            assert is_there, f"the browser has said nothing for {PATIENCE} s"
            more = os.read(self._reader, 1 << 16)
            assert more, "the browser is gone"
            self._rest += more


def png(width: int, height: int, palette: Sequence[int], indices: bytes) -> bytes:
    """A picture with a palette as a file: https://www.w3.org/TR/png-3/.

    Args:
        width: In pixels.
        height: The same.
        palette: Red, green and blue of each colour.
        indices: The place in the palette of each pixel, row by row.
    """
    rows = (indices[start : start + width] for start in range(0, len(indices), width))
    unfiltered = b"".join(b"\0" + row for row in rows)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", bytes(palette)),
            _chunk(b"IDAT", zlib.compress(unfiltered, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


@contextmanager
def camera(browser: str) -> Iterator[Camera]:
    """A browser for as long as it is needed.

    Args:
        browser: Its path.
    """
    to_browser, from_us = os.pipe()
    to_us, from_browser = os.pipe()
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        ends = (str(to_browser), str(from_browser))
        process = subprocess.Popen(  # noqa: S603 - a browser from PATH
            [sys.executable, "-c", LAUNCH, *ends, browser, *FLAGS, f"--user-data-dir={profile}"],
            pass_fds=(to_browser, from_browser),
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        try:
            yield Camera(from_us, to_us).open()
        finally:
            os.close(from_us)
            os.close(to_us)
            process.terminate()
            process.wait(timeout=20)


def main(page: Path, picture: Path) -> None:
    """Photograph the top of a page of cards."""
    browser = browser_path()
    assert browser, "no browser on PATH"
    with camera(browser) as lens:
        lens.photograph(page.read_text("utf-8"), picture, selector="body", tallest=TOP)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
