"""Lies beside the sentence that they name are stopped, and honest paraphrases are not."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.news import Article, Span
from bot.writing.draft import Claim, Draft
from bot.writing.proof import prove

TABLES = Path(__file__).parent / "claims"
# What else the article says: whoever is named in a lie is somebody whom it knows.
STORY = (
    "Mayor Ilse Varga opened the session of the Alderhaven council on Monday.",
    "Councillor Tam Okoro of the Reed Party and engineer Petra Lindqvist sat beside her.",
    "Brackwater, the town across the bay, had sent its own governor, Jonas Brandt.",
    "Skyline Ferries and the Harbour Union were heard, and so were fishermen from Corrie Sound.",
)


class Pair(NamedTuple):
    """A claim, and the sentence that is to prove it."""

    kind: str
    language: str
    sentence: str
    claim: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.claim}"


def table(name: str) -> Iterator[Pair]:
    """The pairs of a table: "== kind [language]", then a sentence and "> claim" in turn."""
    kind = sentence = ""
    language = "en"
    for line in (TABLES / name).read_text("utf-8").splitlines():
        if line.startswith("== "):
            kind, _, tag = line[3:].partition(" [")
            language = tag.rstrip("]") or "en"
        elif line.startswith("> "):
            yield Pair(kind, language, sentence, line[2:])
        elif not line.startswith("#"):
            sentence = line


STOPPED, PASSING, HONEST = map(list, map(table, ("stopped.txt", "passing.txt", "honest.txt")))


def wrong(pair: Pair) -> list[str]:
    """What is wrong with a claim as the only point of a draft."""
    sentences = (pair.sentence, *(STORY if pair.language == "en" else ()))
    text = " ".join(sentences)
    starts = [text.index(sentence) for sentence in sentences]
    article = Article(
        url="https://post.example/1",
        canonical_url="https://post.example/1",
        title="The harbour",
        published_at=datetime(2026, 11, 16, tzinfo=UTC),
        text=text,
        sentences=tuple(Span(at, at + len(s)) for at, s in zip(starts, sentences, strict=True)),
        language=pair.language,
    )
    draft = Draft("The harbour", "", (Claim(pair.claim, (1,)),), language=pair.language)
    return [fault.words for fault in prove(draft, article).faults if fault.part == "point 1"]


@pytest.mark.parametrize("pair", STOPPED, ids=str)
def test_a_lie_is_stopped(pair: Pair) -> None:
    assert wrong(pair)


@pytest.mark.parametrize("pair", PASSING, ids=str)
def test_a_lie_that_only_a_judge_can_see_passes_the_plain_checks(pair: Pair) -> None:
    assert not wrong(pair)


@pytest.mark.parametrize("pair", HONEST, ids=str)
def test_an_honest_claim_is_not_stopped(pair: Pair) -> None:
    assert not wrong(pair)


def test_every_sentence_proves_itself() -> None:
    pairs = (*STOPPED, *PASSING, *HONEST)

    stopped = [pair for pair in pairs if wrong(pair._replace(claim=pair.sentence))]

    assert not stopped


def test_the_tables_are_as_large_as_they_should_be() -> None:
    assert len(STOPPED) >= 100
    assert len(HONEST) >= 150
