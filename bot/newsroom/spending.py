"""Spending: what the model costs, and when it has cost enough.

A bill is opened before each question with what it may cost at most, and settled with what it did
cost. So the limits hold whatever is under way, and what a killed process had asked is counted.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from bot.errors import BudgetError, ModelError
from bot.llm import Asked, Call, Model, Prices, Told, cost
from bot.meters import Meters
from bot.news import ArticleId, BillId, GuildId, Purpose, Tokens
from bot.newsroom.drafting import total
from bot.storage import Storage
from bot.writing.tokens import estimate_tokens


class Interview(Protocol):
    """A way to ask a model, and to listen to it."""

    async def __call__(
        self, purpose: Purpose, asked: Asked, *, hear: Callable[[str], None] | None = None
    ) -> Told:
        """Ask; `hear` is told of the answer while it comes, each time of all words so far.

        Raises:
            BudgetError: The money is spent.
            ModelError: There is no usable answer.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Budgets:
    """What may be spent, in the currency of the prices; None for as much as it takes.

    Days and months are those of UTC.
    """

    day: float | None = None
    month: float | None = None
    guild_day: float | None = None
    guild_month: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """The models that may be asked, and the money for them.

    Attributes:
        model: Writes.
        judge: Judges; may be the same.
        prices: By the model's name; one that is not there costs nothing.
        budgets: How much may be spent.
    """

    storage: Storage
    model: Model
    judge: Model
    prices: Mapping[str, Prices]
    budgets: Budgets
    clock: Callable[[], datetime]
    meters: Meters
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def asking(
        self,
        article_id: ArticleId | None,
        guilds: Sequence[GuildId],
        *,
        patience: float | None = None,
    ) -> "Interview":
        """A way to ask about one article, at the expense of those who wait for it.

        Args:
            article_id: What it is about, if it is about one.
            guilds: Who waits; those with money left pay in equal parts.
            patience: Seconds from now in which all questions have to be answered.

        Returns:
            A call that raises `BudgetError` when the money is spent, and `ModelError`.
        """
        loop = asyncio.get_running_loop()
        ends = None if patience is None else loop.time() + patience

        async def ask(
            purpose: Purpose, asked: Asked, *, hear: Callable[[str], None] | None = None
        ) -> Told:
            within = None if ends is None else ends - loop.time()
            if within is not None and within <= 0:
                raise ModelError("no time is left to ask again")
            bill = await self._open(purpose, asked, article_id, guilds)
            calls: list[Call] = []
            try:
                told = await bill.model.ask(asked, within=within, note=calls.append, hear=hear)
            except ModelError:
                await self._settle(bill, calls)
                raise
            if calls[-1].usage == Tokens():  # a server that does not count
                estimate = replace(bill.limit, output=estimate_tokens(told.text))
                calls[-1] = replace(calls[-1], usage=estimate)
            await self._settle(bill, calls)
            return told

        return ask

    async def _open(
        self,
        purpose: Purpose,
        asked: Asked,
        article_id: ArticleId | None,
        guilds: Sequence[GuildId],
    ) -> "_Bill":
        model = self.judge if purpose is Purpose.JUDGE else self.model
        limit = Tokens(input=estimate_tokens(asked.system + asked.user), output=asked.max_output)
        price = cost(limit, self._prices(model.name))
        async with self.turn:  # else two that see the same money left would both spend it
            payers = await self._payers(guilds, price)
            bill_id = await self.storage.open_bill(
                article_id=article_id,
                purpose=purpose,
                model=model.name,
                cost=price,
                now=self.clock(),
            )
        return _Bill(bill_id, purpose, model, limit, tuple(payers))

    async def _settle(self, bill: "_Bill", calls: Sequence[Call]) -> None:
        spent = sum(cost(call.usage, self._prices(call.model)) for call in calls)
        await self.storage.settle_bill(
            bill.id,
            model=calls[-1].model if calls else bill.model.name,
            usage=total([call.usage for call in calls]),
            cost=spent,
            seconds=sum(call.seconds for call in calls),
            trouble=calls[-1].trouble if calls else "",
            guilds=bill.payers,
            now=self.clock(),
        )
        for call in calls:
            self.meters.asked(bill.purpose, call.usage, failed=bool(call.trouble))
        self.meters.spent(spent)

    async def _payers(self, guilds: Sequence[GuildId], amount: float) -> Sequence[GuildId]:
        """Those of the guilds who can pay for it.

        Raises:
            BudgetError: There is not enough money, in all or with any of them.
        """
        day = self.clock().replace(hour=0, minute=0, second=0, microsecond=0)
        month = day.replace(day=1)
        limits = self.budgets
        for limit, since, period in (
            (limits.day, day, "today's"),
            (limits.month, month, "this month's"),
        ):
            if limit is not None and await self.storage.spent(since) + amount > limit:
                raise BudgetError(f"{period} budget for the model is spent")
        share = amount / max(1, len(guilds))
        for limit, since, period in (
            (limits.guild_day, day, "today's"),
            (limits.guild_month, month, "this month's"),
        ):
            if limit is not None and guilds:
                spent = await self.storage.spent_by(guilds, since)
                guilds = [each for each in guilds if spent.get(each, 0.0) + share <= limit]
                if not guilds:
                    raise BudgetError(
                        f"{period} budget of this community for the model is spent",
                        others_may_pay=True,
                    )
        return guilds

    def _prices(self, model: str) -> Prices:
        return self.prices.get(model, Prices())


@dataclass(frozen=True, slots=True)
class _Bill:
    """A question that is paid for."""

    id: BillId
    purpose: Purpose
    model: Model
    limit: Tokens  # what it may come to, if it is asked once
    payers: tuple[GuildId, ...]
