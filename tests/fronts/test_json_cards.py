"""Cards, articles and feeds as JSON, and the schema that describes them."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.resources import files
from math import nan
from pathlib import Path
from typing import TypeAlias

import pytest

from bot.fronts.json_cards import (
    SCHEMA_VERSION,
    Json,
    article_object,
    card_line,
    card_object,
    entries_object,
    written,
)
from bot.news import Card, Entry, FeedDocument, Kind, Manner, Media, Reading, Related
from tests.fronts.desk import (
    FERRY,
    HOSTILE,
    NOW,
    article_of,
    bare_card,
    card_of,
    hostile_card,
    modelled_card,
)

Schema: TypeAlias = dict[str, "Json"]

SCHEMA: Schema = json.loads(files("bot.fronts").joinpath("card.schema.json").read_text("utf-8"))
TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
}


def breaches(value: Json, schema: Schema, place: str = "card") -> Iterator[str]:
    """Where a value breaks a schema, for the few words of JSON Schema that ours uses."""
    kinds = schema.get("type", [])
    wanted = [kinds] if isinstance(kinds, str) else kinds
    assert isinstance(wanted, list)
    if wanted and not any(is_a(value, str(kind)) for kind in wanted):
        yield f"{place} is no {kinds}"
        return
    allowed = schema.get("enum", [schema["const"]] if "const" in schema else [value])
    assert isinstance(allowed, list)
    if value not in allowed:
        yield f"{place} is none of {allowed}"
    if isinstance(value, (int, float)):
        low, high = schema.get("minimum", value), schema.get("maximum", value)
        assert isinstance(low, (int, float))
        assert isinstance(high, (int, float))
        if not low <= value <= high:
            yield f"{place} is out of bounds"
    yield from inner_breaches(value, schema, place)


def inner_breaches(value: Json, schema: Schema, place: str) -> Iterator[str]:
    parts, items = schema.get("properties", {}), schema.get("items", {})
    assert isinstance(parts, dict)
    assert isinstance(items, dict)
    if isinstance(value, dict):
        if list(value) != list(parts) or list(value) != schema["required"]:
            yield f"{place} has the keys {list(value)}"
        for key, part in parts.items():
            assert isinstance(part, dict)
            yield from breaches(value.get(key), part, f"{place}.{key}")
    if isinstance(value, list):
        for item in value:
            yield from breaches(item, items, f"{place}[]")


def is_a(value: Json, kind: str) -> bool:
    if kind == "null":
        return value is None
    return isinstance(value, TYPES[kind]) and isinstance(value, bool) == (kind == "boolean")


CARDS = [card_of(), modelled_card(), bare_card(), *map(hostile_card, HOSTILE)]


@pytest.mark.parametrize("card", CARDS)
def test_every_card_is_what_the_schema_describes(card: Card) -> None:
    assert list(breaches(json.loads(card_line(card)), SCHEMA)) == []


def test_the_check_itself_finds_what_is_wrong() -> None:
    wrong = {**card_object(card_of()), "schema": 2, "story_id": "7", "basis": "rumour"}

    assert list(breaches(wrong, SCHEMA)) == [
        "card.schema is none of [1]",
        "card.basis is none of ['full text', 'feed text', 'headline only']",
        "card.story_id is no integer",
    ]


def test_the_schema_carries_the_version_that_cards_do() -> None:
    assert SCHEMA["$id"] == f"urn:newsdesk:card:{SCHEMA_VERSION}"
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(card_line(card_of()))["schema"] == SCHEMA_VERSION


def test_a_card_says_everything_by_name() -> None:
    answer = card_object(card_of())

    assert {
        key: answer[key] for key in ("published_at", "basis", "writer", "tokens", "related")
    } == {
        "published_at": "2026-11-22T14:05:00+00:00",
        "basis": "full text",
        "writer": "extractive",
        "tokens": {"input": 0, "output": 0},
        "related": [
            {
                "title": "Skerry’s pier fails its inspection",
                "url": "https://harbourpost.example/pier",
                "score": 0.314,
                "why": "three days earlier; both name Ona Lind and Skerry",
                "story_id": None,
            }
        ],
    }


def test_a_card_by_a_model_says_how_it_was_made_and_that_it_replaces_another() -> None:
    card = modelled_card(kind=Kind.LISTING, note="written from the first part")

    line = json.loads(card_line(card, updated=True))

    keys = ("updated", "labels", "kind", "writer", "note", "prompt_version", "tokens")
    assert {key: line[key] for key in keys} == {
        "updated": True,
        "labels": ["ferries", "island life"],
        "kind": "listing",
        "writer": "small-model",
        "note": "written from the first part",
        "prompt_version": "summary-1a2b3c",
        "tokens": {"input": 1_240, "output": 182},
    }
    assert [point["evidence"][0]["quote"] for point in line["points"]] == list(FERRY[1:3])


@pytest.mark.parametrize("words", HOSTILE)
def test_a_line_is_one_line_that_utf_8_can_write_and_reads_back_the_same(words: str) -> None:
    line = card_line(hostile_card(words))

    assert len(line.splitlines()) == 1
    assert json.loads(line.encode().decode())["title"] == words.replace("\ud800", "\ufffd")


def test_a_line_shows_letters_and_spells_what_cannot_be_seen() -> None:
    line = card_line(card_of(article_of(FERRY, title="港 \u202eexe\u2066 \x9b \x1b[31m")))

    assert r'"title": "港 \u202eexe\u2066 \u009b \u001b[31m"' in line


def test_quotes_are_exact_slices_of_the_text_also_beyond_the_first_plane() -> None:
    article = article_of(["🚢 sails \ud800 at noon.", "Ona Lind’s 𝒑ier — “closed”."])

    points = json.loads(card_line(card_of(article)))["points"]

    text = article.text.replace("\ud800", "\ufffd")
    assert [
        text[proof["start"] : proof["end"]] for point in points for proof in point["evidence"]
    ] == [proof["quote"] for point in points for proof in point["evidence"]]
    assert points


def test_a_score_that_is_no_number_is_refused() -> None:
    card = card_of(related=(Related("t", "https://post.example/", nan, "why"),))

    with pytest.raises(ValueError, match="not JSON compliant"):
        card_line(card)


def test_an_article_is_its_paragraphs_and_the_text_that_would_be_stored() -> None:
    reading = Reading(title="Ferry", published_at=NOW, paragraphs=FERRY[:2], language="en")

    answer = article_object(reading)

    assert answer == {
        "schema": 1,
        "title": "Ferry",
        "byline": None,
        "date": "2026-11-22T17:05:00+00:00",
        "site": None,
        "image": None,
        "language": "en",
        "canonical_url": None,
        "paragraphs": list(FERRY[:2]),
        "text": f"{FERRY[0]}\n\n{FERRY[1]}",
        "wall": "",
    }


def test_a_feed_is_its_facts_and_its_entries_in_order() -> None:
    picture = Media(url="https://post.example/a.jpg", type="image/jpeg", width=640)
    entry = Entry(guid="1", title="Ferry", updated_at=NOW, categories=("sea",), media=(picture,))
    document = FeedDocument(
        format="atom 1.0", ttl=timedelta(hours=1), entries=(entry, Entry(guid="2"))
    )

    answer = json.loads(written(entries_object(document), indent=2))

    first, second = answer["entries"]
    assert (answer["ttl_seconds"], first["categories"], second["guid"]) == (3600, ["sea"], "2")
    assert datetime.fromisoformat(first["updated_at"]) == NOW
    assert first["media"][0] == {
        "url": "https://post.example/a.jpg",
        "type": "image/jpeg",
        "length": None,
        "width": 640,
        "height": None,
        "caption": "",
    }


def test_the_card_in_the_documentation_is_what_the_schema_describes() -> None:
    guide = Path(__file__).resolve().parents[2] / "docs" / "json-cards.md"
    example = guide.read_text("utf-8").split("```json\n")[1].split("```")[0]

    card = json.loads(example)

    assert list(breaches(card, SCHEMA)) == []
    proof = card["points"][0]["evidence"][0]
    assert proof["end"] - proof["start"] == len(proof["quote"])
    assert proof["start"] == len(f"{card['dek']}\n\n")


def test_a_card_whose_channel_wants_no_pictures_has_none() -> None:
    assert card_object(card_of())["image"] == "https://harbourpost.example/pier.jpg"
    assert card_object(card_of(manner=Manner(image=False)))["image"] is None
