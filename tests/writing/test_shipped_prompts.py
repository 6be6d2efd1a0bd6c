"""The prompts that we ship keep what they ask for, and cost what was planned."""

import json
import re

import pytest
from jsonschema_rs import Draft202012Validator

from bot.news import Article, Kind, Style
from bot.writing.prompting import STYLES
from bot.writing.proof import prove
from bot.writing.reply import LONGEST_HEADLINE, read_reply
from bot.writing.shapes import CARD, VERDICTS, Schema
from bot.writing.templates import NEEDED
from bot.writing.tokens import estimate_tokens
from tests.writing.composing import ROOT, composed, shipped_prompts

PROMPTS = shipped_prompts()
FIXED = PROMPTS.summary.system.partition("{{")[0]
# Tokens by the estimate. OpenAI caches no prefix of less than 1,024 by its own count, which is
# 1,114 for our 1,273; above 1,500 the rules would cost more than most articles.
FEWEST_FIXED = 1_200
MOST_FIXED = 1_500
MOST_JUDGE = 500


def example() -> tuple[Article, str]:
    """The article and the card that the prompt shows to the model."""
    _, lines, rest = PROMPTS.summary.system.split("mark-example\n")
    title, body = lines.removeprefix("[title] ").strip().split("\n", 1)
    plain = re.sub(r"^\[\d+\] ", "", body, flags=re.MULTILINE)
    paragraphs = [paragraph.replace("\n", " ") for paragraph in plain.split("\n\n")]
    card = next(line for line in rest.splitlines() if line.startswith("{"))
    return composed(*paragraphs, title=title), card


def test_every_prompt_is_shipped_and_nothing_else() -> None:
    files = sorted(file.name for file in (ROOT / "prompts").iterdir())

    assert files == sorted(f"{name}.md" for name in NEEDED)


def test_the_example_is_numbered_as_articles_are() -> None:
    article, _ = example()

    assert len(article.sentences) == 7
    assert len(article.paragraphs) == 2


def test_the_example_is_read_as_it_stands() -> None:
    _, card = example()

    draft = read_reply(card)

    assert len(draft.points) == 4
    assert [claim.sentences for claim in draft.points] == [(1,), (2,), (3,), (3, 4)]
    assert draft.labels == ("public transport", "Wendmouth")
    assert (draft.kind, draft.language) == (Kind.NEWS, "en")
    assert 0 < len(draft.headline) <= LONGEST_HEADLINE
    assert draft.dek


def test_the_example_teaches_nothing_that_the_proof_refuses() -> None:
    article, card = example()

    proved = prove(read_reply(card), article)

    assert proved.faults == ()
    assert proved.summary is not None
    assert proved.summary.headline == read_reply(card).headline
    assert proved.summary.points[2].text.startswith('"We cannot wait for the first wheel to slip,"')


def test_the_example_keeps_to_the_standard_style() -> None:
    _, card = example()
    draft = read_reply(card)

    assert "4 points of at most 20 words" in STYLES[Style.STANDARD]
    assert all(len(claim.text.split()) <= 20 for claim in draft.points)
    assert len(draft.dek.split()) <= 25


def test_the_example_says_nothing_of_the_injection_in_its_article() -> None:
    article, card = example()

    assert "Skyline Taxi" in article.text
    assert "Skyline" not in card


def test_the_example_has_the_shape_that_we_ask_for() -> None:
    _, card = example()

    assert Draft202012Validator(CARD).is_valid(json.loads(card))


def test_the_prompt_names_every_field_and_every_kind() -> None:
    fields = [*CARD["properties"], *CARD["properties"]["points"]["items"]["properties"]]

    assert all(f"`{field}`" in FIXED for field in fields)
    assert all(f'"{kind.value}"' in FIXED for kind in Kind)
    assert all(f"`{field}`" in PROMPTS.judge.system for field in ("point", "missing", "proved"))


def test_the_fixed_part_is_long_enough_to_be_cached_and_no_longer() -> None:
    assert FEWEST_FIXED < estimate_tokens(FIXED) < MOST_FIXED


def test_the_judges_part_is_short() -> None:
    assert estimate_tokens(PROMPTS.judge.system) < MOST_JUDGE


@pytest.mark.parametrize("shape", [CARD, VERDICTS])
def test_a_shape_is_what_strict_servers_take(shape: Schema) -> None:
    objects = [shape, *(p["items"] for p in shape["properties"].values()
                        if p.get("items", {}).get("type") == "object")]  # fmt: skip

    assert len(objects) == 2
    assert all(each["required"] == list(each["properties"]) for each in objects)
    assert all(each["additionalProperties"] is False for each in objects)
