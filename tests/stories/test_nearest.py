"""Vectors in memory: the nearest are found, within their time, and memory has an end."""

from datetime import UTC, datetime, timedelta
from itertools import count

import numpy as np
import pytest

from bot.news import ArticleId
from bot.stories.nearest import Matrix, Vector, packed, unpacked
from tests.model.embedder import hashed

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
WEEK = timedelta(days=7)

FERRY, SHIP, MAYOR = map(hashed, ("the ferry sails", "the ferry sails late", "the mayor votes"))


def matrix(*vectors: Vector, ages: tuple[int, ...] = (), room: int = 1024 * 1024) -> Matrix:
    """A matrix of articles 1, 2, …, so many days old."""
    found = Matrix(512, room=room)
    for number, vector, age in zip(count(1), vectors, ages or (0,) * len(vectors), strict=False):
        found.add(ArticleId(number), NOW - timedelta(days=age), vector)
    return found


def test_the_nearest_comes_first() -> None:
    known = matrix(MAYOR, SHIP, FERRY)

    assert known.nearest(FERRY, NOW, within=WEEK, limit=2) == [3, 2]


def test_an_empty_matrix_has_nothing_near() -> None:
    assert matrix().nearest(FERRY, NOW, within=WEEK, limit=2) == []


def test_what_is_too_old_or_too_new_is_not_near() -> None:
    known = matrix(FERRY, MAYOR, SHIP, FERRY, ages=(20, 6, 3, -20))

    assert known.nearest(FERRY, NOW, within=WEEK, limit=5) == [3, 2]


def test_what_came_late_is_found_at_its_date() -> None:
    known = matrix(FERRY, MAYOR, SHIP, ages=(0, 30, 1))

    assert known.nearest(MAYOR, NOW - timedelta(days=30), within=WEEK, limit=5) == [2]


def test_what_came_first_gives_way_when_there_is_no_room() -> None:
    known = matrix(FERRY, MAYOR, SHIP, ages=(3, 2, 1), room=2 * 512 * 4)

    assert len(known) == 2
    assert known.nearest(FERRY, NOW, within=WEEK, limit=5) == [3, 2]
    assert set(known.vectors(map(ArticleId, (1, 2, 3, 4)))) == {2, 3}


def test_an_article_that_is_added_twice_is_there_once() -> None:
    known = matrix(FERRY)
    known.add(ArticleId(1), NOW, MAYOR)

    assert len(known) == 1
    assert known.vectors([ArticleId(1)])[ArticleId(1)].tolist() == FERRY.tolist()


@pytest.mark.parametrize("dimensions", [8, 256, 4_096])
def test_a_stored_vector_comes_back_nearly_the_same(dimensions: int) -> None:
    vector = hashed("the ferry sails", dimensions=dimensions)

    found = unpacked(packed(vector))

    assert len(packed(vector)) == 2 * dimensions
    assert found @ vector == pytest.approx(1.0, abs=0.001)
    assert np.linalg.norm(found) == pytest.approx(1.0)
