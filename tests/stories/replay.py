"""Articles placed one after the other, with all of a week as candidates."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.news import (
    ArticleId,
    Candidate,
    Decisions,
    Gist,
    Placement,
    StoryId,
    Surroundings,
)
from bot.stories.placing import place
from bot.stories.terms import TermCounts
from bot.terms import terms

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
WEEK = timedelta(days=7)

# What else was in the papers, so that words have their weight.
NOISE = (
    "The library bought new books on stars and planets for the winter season.",
    "A violin was found in a train and given back to the player in the evening.",
    "The school kitchen cooks with beans, leeks and apples from the garden.",
    "Two painters showed pictures of clouds in the old station on Saturday.",
    "The bus to the airport leaves every hour from the bridge, the company said.",
    "A brass band from the hills won the singing prize with a waltz about goats.",
    "Police and firefighters trained for a week in a disused tunnel near the border.",
    "The mayor of the town opened a street market, and people said prices were fair.",
)


def counted(*texts: str) -> TermCounts:
    """What an archive of some everyday texts, and of these, knows of terms."""
    counts = TermCounts()
    for text in (*NOISE, *texts):
        counts.add(terms(text))
    return counts


def told(
    title: str,
    text: str = "",
    *,
    number: int = 0,
    story: int | None = None,
    after: timedelta = timedelta(),
    source: str = "Tern Courier",
) -> Candidate:
    """An article, published so long after noon."""
    return Candidate(
        article_id=ArticleId(number),
        title=title,
        text=text,
        url=f"https://courier.example/{number}",
        published_at=NOON + after,
        source=source,
        story_id=None if story is None else StoryId(story),
    )


def among(
    *candidates: Candidate,
    gists: Mapping[StoryId, Gist] | None = None,
    decisions: Decisions = Decisions(),  # noqa: B008 - frozen
) -> Surroundings:
    """Surroundings of these candidates."""
    return Surroundings(as_of=1, candidates=candidates, gists=gists or {}, decisions=decisions)


def replay(
    articles: Sequence[Candidate],
    decisions: Decisions = Decisions(),  # noqa: B008 - frozen
) -> tuple[list[int], list[Placement]]:
    """Where each article of a series ends, as the number of its story, and how it was placed.

    A story is called after the article that it began with: 1 for the first.
    """
    counts = counted()
    stored: list[Candidate] = []
    gists: dict[StoryId, Gist] = {}
    placements: list[Placement] = []
    for number, article in enumerate(articles, 1):
        near = [c for c in stored if abs(c.published_at - article.published_at) <= WEEK]
        placed = place(article, among(*near, gists=gists, decisions=decisions), counts)
        story_id = placed.story_id or StoryId(number)
        if placed.gist is not None:
            gists[story_id] = placed.gist
        stored = [
            replace(c, story_id=story_id) if c.story_id in placed.merges else c for c in stored
        ]
        stored.append(replace(article, article_id=ArticleId(number), story_id=story_id))
        counts.add(terms(f"{article.title} {article.text}"))
        placements.append(placed)
    return [c.story_id or 0 for c in stored], placements
