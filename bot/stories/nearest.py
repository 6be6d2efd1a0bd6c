"""The vectors of recent articles, in memory: which of them are nearest to another one.

Every vector is compared. An index that skips most of them pays from millions on, and a search over
a week of news touches thousands.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.news import ArticleId

Vector: TypeAlias = NDArray[np.float32]  # of length 1

MEBIBYTE: Final = 1024 * 1024
# 65,536 articles at 512 dimensions, 21,845 at 1,536. Only what is filled is really taken.
ROOM: Final = 128 * MEBIBYTE
_BYTES: Final = 4  # of a number in memory


class Matrix:
    """Vectors of one model; when there is no room left, those that came first give way.

    Args:
        dimensions: Of each vector.
        room: Bytes that the vectors may take in memory.
    """

    def __init__(self, dimensions: int, *, room: int = ROOM) -> None:
        most = max(1, room // (dimensions * _BYTES))
        self.dimensions = dimensions
        self._vectors = np.empty((most, dimensions), dtype=np.float32)
        self._articles = np.zeros(most, dtype=np.int64)
        self._moments = np.zeros(most)
        self._rows: dict[ArticleId, int] = {}
        self._added = 0

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, article_id: ArticleId, published_at: datetime, vector: Vector) -> None:
        """Take in the vector of an article, once."""
        if article_id in self._rows:
            return
        row = self._added % len(self._vectors)
        if self._added >= len(self._vectors):
            del self._rows[ArticleId(int(self._articles[row]))]
        self._vectors[row] = vector
        self._articles[row] = article_id
        self._moments[row] = published_at.timestamp()
        self._rows[article_id] = row
        self._added += 1

    def vectors(self, articles: Iterable[ArticleId]) -> dict[ArticleId, Vector]:
        """The vectors of some articles, as far as they are here."""
        rows = {each: self._rows[each] for each in articles if each in self._rows}
        return {each: self._vectors[row].copy() for each, row in rows.items()}

    def nearest(
        self, vector: Vector, at: datetime, *, within: timedelta, limit: int
    ) -> list[ArticleId]:
        """The articles that mean nearly the same, the nearest first.

        Args:
            vector: What is compared, of length 1.
            at: When its article was published.
            within: How much earlier or later another may have been.
            limit: How many at most.
        """
        moments = self._moments[: len(self._rows)]
        near = np.flatnonzero(np.abs(moments - at.timestamp()) <= within.total_seconds())
        if not near.size:
            return []
        # Articles came about in the order of their dates: one slice, which is not copied, holds
        # those that are near, and few others.
        first = near[0]
        cosines = (self._vectors[first : near[-1] + 1] @ vector)[near - first]
        best = np.argsort(-cosines, kind="stable")[:limit]
        return [ArticleId(int(self._articles[near[place]])) for place in best]


def packed(vector: Vector) -> bytes:
    """A vector as it is stored: two bytes a number, which leaves a cosine right to .001."""
    return vector.astype("<f2").tobytes()


def unpacked(stored: bytes) -> Vector:
    """A stored vector, of length 1 again."""
    vector = np.frombuffer(stored, dtype="<f2").astype(np.float32)
    whole: Vector = vector / np.linalg.norm(vector)
    return whole
