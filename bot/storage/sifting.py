"""What filters decide about deliveries: kept, let through, or left until the story has topics."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news import (
    ChannelId,
    DeliveryState,
    EntryId,
    FilterKind,
    Happening,
    Step,
    SubscriptionId,
    Verdict,
)
from bot.storage.conditions import LIFE
from bot.storage.rows import Values
from bot.storage.shelf import batches
from bot.storage.steps import Facts, note, note_again
from bot.storage.tables import deliveries

_OWED, _FILTERED = DeliveryState.OWED.value, DeliveryState.FILTERED.value
# What has certainly not reached its channel, and may be kept from it or let through.
_IS_OPEN = deliveries.c.state.in_([_OWED, _FILTERED])
_OPEN = select(
    deliveries.c.id,
    deliveries.c.channel_id,
    deliveries.c.subscription_id,
    deliveries.c.state,
    deliveries.c.undecided,
    deliveries.c.created_at,
).where(deliveries.c.entry_id == bindparam("entry"), _IS_OPEN)

KEPT: Values = {"state": _FILTERED, "undecided": False}
PASSED: Values = {"state": _OWED, "undecided": False}
UNDECIDED: Values = {"state": _OWED, "undecided": True}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the filters of a subscription say of an entry, so that it can be told later.

    Attributes:
        verdict: Whether it passes.
        kind: What the filter that decided does with what it fits; None where none decided.
        rule: Its rule, or those of which one should have fitted.
    """

    verdict: Verdict
    kind: FilterKind | None = None
    rule: str = ""

    @property
    def facts(self) -> Facts:
        """What is noted of it where it keeps an entry from a channel."""
        kind = "" if self.kind is None else self.kind.value
        return {"filter": self.verdict.by or 0, "kind": kind, "rule": self.rule}


Rulings = Mapping[SubscriptionId, Ruling]

NO_RULINGS: Rulings = MappingProxyType({})
UNFILTERED = Ruling(Verdict(passes=True))


async def sift(
    connection: AsyncConnection, entry_id: EntryId, rulings: Rulings, now: datetime, *, again: bool
) -> None:
    """Holds an entry that was read against the filters of all who wait for it.

    Args:
        connection: A connection that writes.
        entry_id: The entry.
        rulings: Those of the subscriptions for which any filter holds.
        now: The present.
        again: Whether it was read before. What was kept then is let through if it passes now, and
            is still news.
    """
    if not rulings and not again:
        return
    waiting = (await connection.execute(_OPEN, {"entry": entry_id})).all()
    ruled = [(row, rulings.get(row.subscription_id, UNFILTERED)) for row in waiting]
    for passes, values in ((False, KEPT), (None, UNDECIDED), (True, PASSED)):
        changed = [
            (row, ruling)
            for row, ruling in ruled
            if ruling.verdict.passes is passes and _changes(row, values, now)
        ]
        taken = await _take(connection, [row.id for row, _ruling in changed], values)
        noted = [_step(row, ruling, now) for row, ruling in changed if row.id in taken]
        if values is not UNDECIDED:
            await _note(connection, entry_id, noted, again=again)


def _changes(row: Row[*tuple[Any, ...]], values: Values, now: datetime) -> bool:
    """Whether this makes a difference to a delivery, and may."""
    if (row.state, row.undecided) == (values["state"], values["undecided"]):
        return False
    return row.state == _OWED or bool(row.created_at > now - LIFE)


async def _take(connection: AsyncConnection, ids: Sequence[int], values: Values) -> set[int]:
    """The deliveries for which that is noted: all to which nothing else happened meanwhile."""
    taken: set[int] = set()
    for batch in batches(ids):
        step = update(deliveries).where(deliveries.c.id.in_(batch), _IS_OPEN).values(values)
        taken |= set(await connection.scalars(step.returning(deliveries.c.id)))
    return taken


def _step(row: Row[*tuple[Any, ...]], ruling: Ruling, now: datetime) -> Step:
    channel_id = ChannelId(row.channel_id)
    if ruling.verdict.passes:
        facts = {"reason": "edited", "topics": ""}
        return Step(at=now, what=Happening.PASSED, channel_id=channel_id, facts=facts)
    return Step(at=now, what=Happening.FILTERED, channel_id=channel_id, facts=ruling.facts)


async def _note(
    connection: AsyncConnection, entry_id: EntryId, noted: Sequence[Step], *, again: bool
) -> None:
    if not again:
        await note(connection, entry_id, noted)
        return
    for step in noted:
        await note_again(connection, entry_id, step)
