"""Pictures are true PNG files."""

import struct
import zlib

from bot.sample.pictures import HEIGHT, WIDTH, picture


def chunks(png: bytes) -> dict[bytes, bytes]:
    """A PNG's chunks by kind; their checksums must hold."""
    found, place = {}, 8
    while place < len(png):
        (length,) = struct.unpack_from(">I", png, place)
        kind, body = png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        (checksum,) = struct.unpack_from(">I", png, place + 8 + length)
        assert checksum == zlib.crc32(kind + body)
        found[kind] = body
        place += length + 12
    return found


def test_a_picture_has_the_chunks_and_the_pixels_of_its_size() -> None:
    png = picture("storm", 0.5)

    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    parts = chunks(png)
    assert list(parts) == [b"IHDR", b"IDAT", b"IEND"]
    assert struct.unpack(">IIBBBBB", parts[b"IHDR"]) == (WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    assert len(zlib.decompress(parts[b"IDAT"])) == HEIGHT * (1 + 3 * WIDTH)


def test_a_picture_belongs_to_its_name() -> None:
    assert picture("storm", 0.5) != picture("calm", 0.5)
    assert picture("storm", 0.5) != picture("storm", 0.6)
