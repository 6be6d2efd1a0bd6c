"""What a cosine means is learnt from the archive; a model that knows nothing gets no say."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from itertools import pairwise

import pytest

from bot.news import ArticleId, Candidate, StoryId
from bot.stories.meaning import Calibration, calibrate, fuse, meant
from bot.stories.nearest import Vector
from bot.stories.terms import TermCounts
from bot.terms import terms
from tests.model.embedder import Embed, garbage, hashed, unit

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
SYLLABLES = ("bra", "ke", "lun", "mo", "ster", "va", "qui", "dor", "fen", "ish")


def word(dice: random.Random) -> str:
    return "".join(dice.choices(SYLLABLES, k=3))


@cache
def archive(stories: int = 60, outlets: int = 3) -> tuple[Candidate, ...]:
    """Stories in a made-up language, each told by some outlets in partly their own words."""
    dice = random.Random(5)  # noqa: S311 - a story
    common = [word(dice) for _ in range(40)]
    found: list[Candidate] = []
    for number in range(stories):
        telling = [word(dice) for _ in range(24)]
        for _ in range(outlets):
            said = dice.sample(telling, 16) + dice.choices(common, k=10) + [word(dice)] * 2
            dice.shuffle(said)
            found.append(candidate(len(found) + 1, number + 1, " ".join(said)))
    return tuple(found)


def candidate(number: int, story: int, text: str) -> Candidate:
    return Candidate(
        article_id=ArticleId(number),
        title=" ".join(text.split()[:4]),
        text=text,
        url=f"https://outlet.example/{number}",
        published_at=NOW + timedelta(hours=story * 5),
        story_id=StoryId(story),
    )


def counted(articles: Sequence[Candidate]) -> TermCounts:
    counts = TermCounts()
    for article in articles:
        counts.add(terms(f"{article.title} {article.text}"))
    return counts


def vectors(articles: Sequence[Candidate], embed: Embed) -> dict[ArticleId, Vector]:
    return {each.article_id: embed(f"{each.title} {each.text}") for each in articles}


def judged(embed: Embed, articles: Sequence[Candidate] | None = None) -> Calibration | None:
    articles = archive() if articles is None else articles
    dice = random.Random(2)  # noqa: S311 - an order
    return calibrate(articles, vectors(articles, embed), counted(articles), dice)


def likeness(embed: Embed, calibration: Calibration) -> tuple[list[float], list[float]]:
    """What two articles of one story, and of two, amount to."""
    made = vectors(archive(), embed)

    def fits(step: int) -> list[float]:
        numbers = range(1, len(made) - step, 3)
        return [calibration.fit(float(made[_id(n)] @ made[_id(n + step)])) for n in numbers]

    return fits(1), fits(3)


def _id(number: int) -> ArticleId:
    return ArticleId(number)


@pytest.mark.parametrize(
    "embed",
    [
        hashed,
        partial(hashed, squeeze=2.0),
        partial(hashed, noise=0.3),
        partial(hashed, dimensions=1_024, squeeze=5.0),
    ],
    ids=["plain", "all cosines high", "noisy", "all cosines above .96"],
)
def test_a_model_that_tells_events_apart_is_heard_whatever_its_cosines(embed: Embed) -> None:
    calibration = judged(embed)

    assert calibration is not None
    same, other = likeness(embed, calibration)
    assert sum(fit > 0.245 for fit in same) >= 0.8 * len(same)
    assert not any(fit > 0.13 for fit in other)


@pytest.mark.parametrize(
    "embed",
    [
        garbage,
        partial(hashed, noise=6.0),
        partial(hashed, dimensions=16),
        lambda _text: hashed("always the same"),
    ],
    ids=["garbage", "mostly noise", "tiny", "one vector for all"],
)
def test_a_model_that_tells_nothing_has_no_say(embed: Embed) -> None:
    assert judged(embed) is None


def test_copies_do_not_speak_for_a_model_that_knows_nothing_but_them() -> None:
    twins = [replace(each, article_id=ArticleId(each.article_id + 1_000)) for each in archive()]

    assert judged(garbage, [*archive(), *twins]) is None


@pytest.mark.parametrize("stories", [0, 1, 15])
def test_too_few_articles_tell_nothing(stories: int) -> None:
    few = [each for each in archive() if (each.story_id or 0) <= stories]

    assert judged(hashed, few) is None


def test_one_great_event_does_not_speak_for_a_model_alone() -> None:
    one_event = [replace(each, story_id=StoryId(1)) for each in archive(stories=1, outlets=200)]

    assert judged(hashed, one_event) is None


def test_an_article_without_a_vector_is_passed_over() -> None:
    made = vectors(archive()[:150], hashed)
    dice = random.Random(2)  # noqa: S311 - an order

    calibration = calibrate(archive(), made, counted(archive()), dice)

    assert calibration is not None


def test_more_alike_never_means_less() -> None:
    calibration = judged(hashed)

    assert calibration is not None
    assert all(low <= high for low, high in pairwise(calibration.cosines))
    assert all(low <= high for low, high in pairwise(calibration.fits))
    assert calibration.fit(-1.0) == 0.0
    assert calibration.fit(1.0) == calibration.fits[-1] < 1.0


def test_a_story_is_as_alike_as_the_middle_of_its_articles() -> None:
    calibration = Calibration((0.0, 1.0), (0.0, 1.0))
    ferry, mayor = hashed("the ferry sails"), hashed("the mayor votes")
    members: Mapping[StoryId, Sequence[Vector]] = {
        StoryId(1): [ferry],
        StoryId(2): [ferry, mayor],
        StoryId(3): [],
    }

    found = meant(ferry, members, calibration)

    assert found == {
        StoryId(1): pytest.approx(1.0),
        StoryId(2): pytest.approx(float(ferry @ unit(ferry + mayor))),
    }


def test_what_stands_high_in_both_lists_comes_first() -> None:
    by_words, by_vector = map(list, ([_id(1), _id(2), _id(3)], [_id(3), _id(4)]))

    assert fuse(by_words, by_vector) == [3, 1, 2, 4]
    assert fuse(by_words, by_vector, limit=2) == [3, 1]
    assert fuse(by_words, []) == by_words
