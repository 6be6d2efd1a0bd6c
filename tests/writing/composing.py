"""Articles for the writer's tests, put together from paragraphs as the reader of pages does it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from bot.articles.sentences import split_sentences
from bot.news import Article, Span
from bot.writing.templates import Prompts, read_prompts

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT / ".." / "shared"

NEWS = tuple(
    """\
The council of Tern Bay approved a flood barrier worth nine million on Monday. \
Mayor Ada Moss called it the end of eleven wet winters.
Engineers from the Heron Institute measured the tides for six years. \
"We will not wait for another flood," said Moss.
Fishermen fear that the barrier will keep herring boats out of the harbour.""".splitlines()
)


def dice(seed: int = 1) -> Random:
    """Dice that fall the same in every run."""
    return Random(seed)  # noqa: S311 - marks that a test can foresee


def composed(
    *paragraphs: str, title: str = "Tern Bay gets its barrier", language: str | None = "en"
) -> Article:
    """An article with these paragraphs, split into sentences."""
    spans = list(_laid_out(paragraphs))
    text = "\n\n".join(paragraphs)
    return Article(
        url="https://harbour.example/barrier",
        canonical_url="https://harbour.example/barrier",
        title=title,
        published_at=datetime(2026, 11, 20, tzinfo=UTC),
        text=text,
        paragraphs=tuple(spans),
        sentences=tuple(
            Span(paragraph.start + sentence.start, paragraph.start + sentence.end)
            for paragraph in spans
            for sentence in split_sentences(text[paragraph.start : paragraph.end], language)
        ),
        language=language,
    )


def shipped_prompts() -> Prompts:
    """The prompts as they are shipped."""
    return read_prompts({file.stem: file.read_text() for file in (ROOT / "prompts").glob("*.md")})


def _laid_out(paragraphs: tuple[str, ...]) -> Iterator[Span]:
    at = 0
    for paragraph in paragraphs:
        yield Span(at, at + len(paragraph))
        at += len(paragraph) + 2
