"""Places: so many at once, people before machines, and none is ever lost."""

import asyncio

import pytest

from bot.llm.places import Places


class Street:
    """Those who take places, and the order in which they got them."""

    def __init__(self, number: int) -> None:
        self.places = Places(number)
        self.order: list[str] = []
        self.most = 0
        self.inside = 0

    async def visit(self, name: str, *, urgent: bool = False, hours: float = 0.01) -> None:
        async with self.places.place(urgent=urgent):
            self.order.append(name)
            self.inside += 1
            self.most = max(self.most, self.inside)
            await asyncio.sleep(hours)
            self.inside -= 1


async def test_equals_come_in_the_order_of_their_arrival() -> None:
    street = Street(1)

    await asyncio.gather(*(street.visit(name) for name in "abcd"))

    assert (street.order, street.most) == (list("abcd"), 1)


async def test_people_go_before_all_machines_that_wait() -> None:
    street = Street(1)

    machines = [asyncio.ensure_future(street.visit(name)) for name in "abc"]
    await asyncio.sleep(0)
    await asyncio.gather(*machines, street.visit("person", urgent=True))

    assert street.order == ["a", "person", "b", "c"]


@pytest.mark.parametrize(("number", "machines"), [(1, 1), (2, 1), (4, 3)])
async def test_machines_leave_a_place_free_where_there_are_several(
    number: int, machines: int
) -> None:
    street = Street(number)

    await asyncio.gather(*(street.visit(str(name)) for name in range(8)))

    assert street.most == machines


async def test_people_take_all_places_there_are() -> None:
    street = Street(3)

    await asyncio.gather(*(street.visit(str(name), urgent=True) for name in range(8)))

    assert street.most == 3


async def test_who_stops_waiting_loses_nobody_a_place() -> None:
    street = Street(1)
    first = asyncio.ensure_future(street.visit("first"))
    await asyncio.sleep(0)
    waiting = [asyncio.ensure_future(street.visit(name)) for name in "abc"]
    await asyncio.sleep(0)

    waiting[0].cancel()
    await first
    waiting[1].cancel()  # in the very moment in which it was called
    await asyncio.gather(*waiting, return_exceptions=True)
    await street.visit("last")

    assert street.order[0] == "first"
    assert street.order[-2:] == ["c", "last"]
