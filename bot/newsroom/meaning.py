"""Meaning: what a model makes of articles helps to find the story that they belong to.

Only where an embedding model is set; without it there is no `Meaning`, and nothing of it is loaded.

    neighbours = await meaning.near(article)            # never fails, never waits for long
    surroundings = await storage.surroundings(…, nearest=neighbours.nearest)
    meant = meaning.alike(neighbours, surroundings.candidates)
    placement = place(article, surroundings, counts, meant=meant)
    …                                                   # saved as article_id
    await meaning.remember(article_id, neighbours)

and every minute `await meaning.catch_up()`: it makes the vectors that are owed because the endpoint
was away, takes in those that other workers made, and learns anew what the model's cosines mean.
Until enough is known of that, vectors bring candidates, and `alike` says nothing.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Final

import structlog

from bot.errors import BudgetError, ModelError
from bot.llm import Call, Prices, cost
from bot.llm.embedding import BATCH, Embedding
from bot.meters import Meters
from bot.news import Article, ArticleId, BillId, Candidate, Purpose, StoryId, Tokens
from bot.newsroom.drafting import total
from bot.newsroom.spending import Budgets
from bot.storage import Storage
from bot.storage.vectors import KEPT
from bot.stories.meaning import Calibration, calibrate, meant
from bot.stories.nearest import Matrix, Vector, packed, unpacked
from bot.stories.placing import THRESHOLDS
from bot.stories.terms import COMPARED, TermCounts
from bot.writing.tokens import estimate_tokens

PATIENCE: Final = 5.0  # seconds for which a placement waits for its vector
NEAREST: Final = 20  # candidates that vectors bring, besides the sixty that words bring
LONGEST_TITLE: Final = 300  # characters; a longer one is no title
OWED_AT_ONCE: Final = 320  # vectors made up for in one go: ten calls
LOADED: Final = 100_000  # vectors read at the start; no matrix has room for more
# Articles by which a model is judged; that many take about a second, off the event loop.
JUDGED_BY: Final = 1_500
# New vectors after which it is judged again, until it is known and from then on.
AGAIN_AFTER_FEW, AGAIN_AFTER_MANY = 100, 1_000

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """An article's vector, and the stored articles that mean nearly the same, nearest first."""

    vector: Vector | None = None  # None while the endpoint is away
    nearest: tuple[ArticleId, ...] = ()


@dataclass(slots=True)
class _Known:
    """What is kept in memory: the vectors up to one of them, and what their cosines mean."""

    matrix: Matrix | None = None  # None until the model's first vector tells its dimensions
    last: int | None = None  # the id of the last vector that was taken in
    calibration: Calibration | None = None
    unjudged: int = 0  # vectors taken in since the model was last judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """The vectors of recent articles.

    Attributes:
        counts: How common each term is in the archive, as for placing.
        prices: Of the embedding model; only the input's counts.
        budgets: How much may be spent on all models; communities pay nothing for vectors.
        dice: Draws the pairs by which the model is judged.
    """

    storage: Storage
    embedding: Embedding
    counts: TermCounts
    clock: Callable[[], datetime]
    meters: Meters
    dice: Random
    prices: Prices = field(default_factory=Prices)
    budgets: Budgets = field(default_factory=Budgets)
    known: _Known = field(default_factory=_Known)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)  # who reads or changes the matrix

    async def near(self, article: Article) -> Neighbours:
        """An article's vector, and what lies nearest to it. Without the endpoint, neither."""
        text = wording(article.title, article.text)
        if article.published_at < self.clock() - KEPT:
            return Neighbours()
        return await self._around(text, article.published_at, THRESHOLDS.span)

    async def about(self, text: str) -> tuple[ArticleId, ...]:
        """The articles that mean nearly what a text says, nearest first.

        All kept vectors are compared, not only those of the days for which a story goes on.
        Without the endpoint there are none; it never fails.
        """
        asked = text[:COMPARED].strip()
        return (await self._around(asked, self.clock(), KEPT)).nearest

    def alike(
        self, neighbours: Neighbours, candidates: Sequence[Candidate]
    ) -> Mapping[StoryId, float]:
        """How alike the candidates' stories are in meaning, on the scale of the fit, 0 to 1.

        Empty without a vector, and as long as it is not known what the model's cosines mean.
        """
        vector, matrix = neighbours.vector, self.known.matrix
        calibration = self.known.calibration
        if vector is None or matrix is None or calibration is None:
            return {}
        if matrix.dimensions != len(vector):  # the endpoint has another model under the old name
            return {}
        vectors = matrix.vectors(each.article_id for each in candidates)
        members: dict[StoryId, list[Vector]] = {}
        for each in candidates:
            if each.story_id is not None and each.article_id in vectors:
                members.setdefault(each.story_id, []).append(vectors[each.article_id])
        return meant(vector, members, calibration)

    async def remember(self, article_id: ArticleId, neighbours: Neighbours) -> None:
        """Keep the vector of an article that has been stored now."""
        if neighbours.vector is not None:
            await self._save({article_id: neighbours.vector})

    async def catch_up(self) -> int:
        """Make the vectors that are owed, take in all, and judge the model when it is time.

        Returns:
            How many vectors were made; `OWED_AT_ONCE` if there may be more to make.
        """
        made = await self._make_owed()
        async with self.turn:
            await self._take_in()
            await self._judge()
        return made

    async def _around(self, text: str, at: datetime, within: timedelta) -> Neighbours:
        """A text's vector, and what was published near to a moment and means nearly the same."""
        if not text:
            return Neighbours()
        try:
            [vector] = await self._vectors([text], within=PATIENCE)
        except ModelError as error:
            log.debug("done without a vector", trouble=str(error))
            return Neighbours()
        async with self.turn:
            await self._take_in()
            nearest = await asyncio.to_thread(self._nearest, vector, at, within)
        return Neighbours(vector, tuple(nearest))

    async def _make_owed(self) -> int:
        since = self.clock() - KEPT
        owed = await self.storage.owed_vectors(self.embedding.name, since=since, limit=OWED_AT_ONCE)
        made = 0
        try:
            for start in range(0, len(owed), BATCH):
                made += await self._make(owed[start : start + BATCH])
        except ModelError as error:
            log.info("vectors are owed", articles=len(owed) - made, trouble=str(error))
        return made

    async def _make(self, owed: Sequence[Candidate]) -> int:
        """Make and keep the vectors of some articles; one that is refused holds up no other.

        Raises:
            ModelError: The endpoint is away, or the money is spent.
        """
        try:
            vectors = await self._vectors([wording(each.title, each.text) for each in owed])
        except BudgetError:
            raise
        except ModelError as error:
            if error.is_down:
                raise
            if len(owed) == 1:
                log.info("no vector", article=owed[0].article_id, trouble=str(error))
                return 0
            return sum([await self._make([each]) for each in owed])
        ids = (each.article_id for each in owed)
        await self._save(dict(zip(ids, vectors, strict=True)))
        return len(owed)

    async def _save(self, made: Mapping[ArticleId, Vector]) -> None:
        stored = {article_id: packed(vector) for article_id, vector in made.items()}
        await self.storage.save_vectors(self.embedding.name, stored, self.clock())

    async def _take_in(self) -> None:
        """Every vector that was stored since the last time, whoever made it."""
        known, model = self.known, self.embedding.name
        async for each in self.storage.vectors_after(model, known.last, most=LOADED):
            vector = unpacked(each.vector)
            if known.matrix is None or known.matrix.dimensions != len(vector):
                known.matrix, known.calibration = Matrix(len(vector)), None
            known.matrix.add(each.article_id, each.published_at, vector)
            known.last = each.id
            known.unjudged += 1

    async def _judge(self) -> None:
        """Learn what the model's cosines mean, when enough has been added since the last time."""
        known = self.known
        enough = AGAIN_AFTER_FEW if known.calibration is None else AGAIN_AFTER_MANY
        if known.matrix is None or known.unjudged < enough:
            return
        articles = await self.storage.articles_with_vector(self.embedding.name, limit=JUDGED_BY)
        vectors = known.matrix.vectors(each.article_id for each in articles)
        known.calibration = await asyncio.to_thread(
            calibrate, articles, vectors, self.counts, self.dice
        )
        known.unjudged = 0
        log.info("embedding model judged", has_a_say=known.calibration is not None)

    async def _vectors(self, texts: Sequence[str], *, within: float | None = None) -> list[Vector]:
        """Ask for vectors, and pay for them.

        Raises:
            ModelError: There are none.
            BudgetError: The money for models is spent.
        """
        limit = Tokens(input=sum(map(estimate_tokens, texts)))
        bill = await self._open_bill(cost(limit, self.prices))
        calls: list[Call] = []
        try:
            vectors = await self.embedding.vectors(texts, within=within, note=calls.append)
            if total([call.usage for call in calls]) == Tokens():  # a server that does not count
                calls[-1] = replace(calls[-1], usage=limit)
            return vectors
        finally:
            await self._settle(bill, calls)

    async def _open_bill(self, price: float) -> BillId:
        now = self.clock()
        day = now.replace(hour=0, minute=0, second=0, microsecond=0)
        for limit, since in ((self.budgets.day, day), (self.budgets.month, day.replace(day=1))):
            if limit is not None and await self.storage.spent(since) + price > limit:
                raise BudgetError("the budget for models is spent")
        return await self.storage.open_bill(
            article_id=None,
            purpose=Purpose.EMBEDDING,
            model=self.embedding.name,
            cost=price,
            now=now,
        )

    async def _settle(self, bill: BillId, calls: Sequence[Call]) -> None:
        usage = total([call.usage for call in calls])
        spent = cost(usage, self.prices)
        await self.storage.settle_bill(
            bill,
            model=self.embedding.name,
            usage=usage,
            cost=spent,
            seconds=sum(call.seconds for call in calls),
            trouble=calls[-1].trouble if calls else "",
            guilds=(),
            now=self.clock(),
        )
        for call in calls:
            self.meters.asked(Purpose.EMBEDDING, call.usage, failed=bool(call.trouble))
        self.meters.spent(spent)

    def _nearest(self, vector: Vector, at: datetime, within: timedelta) -> list[ArticleId]:
        matrix = self.known.matrix
        if matrix is None or matrix.dimensions != len(vector):
            return []
        return matrix.nearest(vector, at, within=within, limit=NEAREST)


def wording(title: str, text: str) -> str:
    """What the model is given of an article: what is compared by words, too."""
    return f"{title[:LONGEST_TITLE]}\n{text[:COMPARED]}".strip()
