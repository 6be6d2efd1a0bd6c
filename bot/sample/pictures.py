"""Pictures: a landscape for each article, drawn row by row into a PNG without any library.

The hills and the sun are spans of circles, so a row is a few slices and a picture costs a few
milliseconds. The format is that of the PNG specification (W3C, third edition): signature, IHDR,
IDAT, IEND.
"""

import struct
import zlib
from colorsys import hsv_to_rgb
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from math import isqrt
from typing import Final

WIDTH: Final = 800
HEIGHT: Final = 420  # 1.9 : 1, the shape that link previews crop to

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_HEADER: Final = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)  # 8 bits each of R, G, B
_NO_FILTER: Final = b"\x00"  # opens every row


@dataclass(frozen=True, slots=True)
class _Disc:
    """A circle, in pixels from the upper left corner."""

    x: int
    y: int
    radius: int
    colour: bytes

    def paint(self, row: bytearray, y: int) -> None:
        square = self.radius**2 - (y - self.y) ** 2
        if square <= 0:
            return
        left = max(self.x - isqrt(square), 0)
        right = min(self.x + isqrt(square), WIDTH)
        row[3 * left : 3 * right] = self.colour * (right - left)


@cache
def picture(name: str, hue: float) -> bytes:
    """A PNG landscape, always the same for a name.

    Args:
        name: Decides where the sun and the hills stand.
        hue: The colour of all, 0 to 1 round the circle.
    """
    discs = _scene(name, hue)
    rows = bytearray()
    for y in range(HEIGHT):
        row = bytearray(_colour(hue, 0.42 - 0.3 * y / HEIGHT, 0.86 + 0.12 * y / HEIGHT) * WIDTH)
        for disc in discs:
            disc.paint(row, y)
        rows += _NO_FILTER + row
    body = _chunk(b"IDAT", zlib.compress(bytes(rows), 6))
    return _SIGNATURE + _chunk(b"IHDR", _HEADER) + body + _chunk(b"IEND", b"")


def _scene(name: str, hue: float) -> list[_Disc]:
    """A sun, and three ranges of hills that darken towards the viewer."""
    dice = [byte / 255 for byte in sha256(name.encode()).digest()]
    sun = _Disc(
        int(WIDTH * (0.15 + 0.7 * dice[0])),
        int(HEIGHT * (0.2 + 0.3 * dice[1])),
        int(HEIGHT * (0.09 + 0.08 * dice[2])),
        _colour(0.12, 0.25, 1.0),
    )
    hills = [
        _Disc(
            int(WIDTH * (hill / 3 + 0.5 * dice[3 + 4 * depth + hill] - 0.1)),
            int(HEIGHT * (1.9 + 0.14 * depth)),
            int(HEIGHT * (1.15 + 0.25 * dice[19 + 4 * depth + hill])),
            _colour(hue, 0.35 + 0.15 * depth, 0.75 - 0.2 * depth),
        )
        for depth in range(3)
        for hill in range(4)
    ]
    return [sun, *hills]


def _colour(hue: float, saturation: float, value: float) -> bytes:
    return bytes(round(255 * part) for part in hsv_to_rgb(hue, saturation, value))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
