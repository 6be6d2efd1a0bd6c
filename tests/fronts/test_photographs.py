"""Pictures for the documentation: small, of one element, and always the same."""

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.fronts.looks import picture
from tests.fronts.looks.samples import MESSAGES, SCENE
from tests.fronts.photographs import BROWSERS, SCALE, WIDTH, Camera, browser_path, camera, png

LARGEST = 150_000  # bytes of a picture in the documentation
DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def lens() -> Iterator[Camera]:
    browser = browser_path()
    if browser is None:
        pytest.skip(f"no browser on PATH: none of {', '.join(BROWSERS)}")
    with camera(browser) as found:
        yield found


def size(photograph: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", photograph[16:24])
    return width, height


def test_a_photograph_is_cropped_to_its_element_and_small(lens: Camera, tmp_path: Path) -> None:
    html = picture(MESSAGES[:1], SCENE, channel="news")

    whole = lens.photograph(html, tmp_path / "whole.png")
    part = lens.photograph(html, tmp_path / "part.png", selector=".embed")

    assert size(whole)[0] == WIDTH * SCALE
    assert size(part)[0] < size(whole)[0]
    assert (tmp_path / "part.png").read_bytes() == part
    assert len(part) < len(whole) < LARGEST


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.png")), ids=lambda path: path.name)
def test_the_pictures_of_the_documentation_are_small(path: Path) -> None:
    photograph = path.read_bytes()

    assert size(photograph)[0] <= WIDTH * SCALE
    assert len(photograph) < LARGEST


def test_the_same_page_gives_the_same_photograph(lens: Camera, tmp_path: Path) -> None:
    html = picture([{"content": "**Hello** 👍"}], SCENE)

    first, again = (lens.photograph(html, tmp_path / "a.png") for _ in range(2))

    assert first == again


def test_the_reader_may_like_it_light(lens: Camera, tmp_path: Path) -> None:
    html = picture([{"content": "Hello"}], SCENE)

    dark, light = (
        lens.photograph(html, tmp_path / "a.png", is_dark=is_dark) for is_dark in (True, False)
    )

    assert dark != light
    assert palette(light)[:3] == b"\xff\xff\xff"


def palette(photograph: bytes) -> bytes:
    return photograph.partition(b"PLTE")[2]


def test_a_png_has_its_rows_and_its_colours() -> None:
    made = png(2, 1, [255, 0, 0, 0, 0, 255], b"\0\1")

    assert size(made) == (2, 1)
    assert palette(made)[:6] == b"\xff\0\0\0\0\xff"
