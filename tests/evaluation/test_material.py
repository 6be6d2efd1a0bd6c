"""Material: files, folders and the set that comes with the bot."""

import json
from pathlib import Path

import pytest

from bot.errors import SourceError, UsageError
from bot.evaluation.material import LARGEST_LINE, MOST_SKIPPED, Found, gather_material
from bot.evaluation.samples import Sample, Skipped
from bot.news import Page, Reading


async def read_page(page: Page) -> Reading:
    """Extraction as far as these tests need it."""
    if b"<p>" not in page.body:
        raise SourceError(page.url, "is no page")
    return Reading(title="A page", paragraphs=("It sails.",))


async def gathered(place: Path | None, limit: int = 100) -> list[Found]:
    return await gather_material(place, read_page, limit)


def names(found: list[Found]) -> list[str]:
    return [each.name for each in found]


def write_lines(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n")
    return path


async def test_a_wrong_line_is_told_by_its_number_and_does_no_harm(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "a.jsonl", '{"text": "One."}', "{oops", "", '{"text": "Two."}')

    found = await gathered(file)

    assert names(found) == ["a.jsonl:1", "a.jsonl:2", "a.jsonl:4"]
    assert isinstance(found[1], Skipped)
    assert found[1].why.startswith("is no JSON: ")


async def test_a_folder_is_read_file_by_file_whatever_their_kinds(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"text": "One."}')
    (tmp_path / "b.json").write_text('[{"text": "Two."}, {"title": "no text"}]')
    write_lines(tmp_path / "c.jsonl", '{"text": "Three."}')
    (tmp_path / "d.txt").write_text("A title\nFour.")
    (tmp_path / "e.html").write_text("<p>Five.</p>")
    (tmp_path / "f.htm").write_text("nothing")
    (tmp_path / "g.pdf").write_text("not ours")

    found = await gathered(tmp_path)

    assert names(found) == [
        "a.json",
        "b.json:1",
        "b.json:2",
        "c.jsonl:1",
        "d.txt",
        "e.html",
        "f.htm",
    ]
    assert [each.name for each in found if isinstance(each, Skipped)] == ["b.json:2", "f.htm"]


async def test_a_file_of_an_unknown_kind_is_read_as_lines(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "articles.ndjson", '{"text": "One."}')

    assert names(await gathered(file)) == ["articles.ndjson:1"]


async def test_nothing_is_read_beyond_the_limit(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "a.jsonl", *['{"text": "One."}'] * 10)

    assert len(await gathered(file, limit=3)) == 3


async def test_a_file_that_is_wrong_all_through_is_given_up(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "a.jsonl", *["{oops"] * (MOST_SKIPPED + 10))

    assert len(await gathered(file)) == MOST_SKIPPED


async def test_a_line_without_end_is_skipped(tmp_path: Path) -> None:
    endless = json.dumps({"text": "x" * (3 * LARGEST_LINE)})
    file = write_lines(tmp_path / "a.jsonl", endless, '{"text": "Two."}')

    found = await gathered(file)

    assert isinstance(found[0], Skipped)
    assert isinstance(found[1], Sample)
    assert names(found) == ["a.jsonl:1", "a.jsonl:2"]


@pytest.mark.parametrize("body", [b"\xff\xfe{}", b"[" * 200_000, b'{"text": "\x00'])
async def test_bytes_that_are_no_json_are_skipped(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "a.json").write_bytes(body)
    (tmp_path / "b.jsonl").write_bytes(body)

    found = await gathered(tmp_path)

    assert [type(each) for each in found] == [Skipped, Skipped]


async def test_a_place_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        await gathered(tmp_path / "nowhere")


async def test_a_folder_without_articles_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no file"):
        await gathered(tmp_path)
