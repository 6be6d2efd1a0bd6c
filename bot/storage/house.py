"""What this database knows of itself: a few facts by name."""

from secrets import token_hex

from sqlalchemy import Select, select

from bot.storage.database import insert
from bot.storage.shelf import Shelf, whole
from bot.storage.tables import house

_KEY = "asker key"
_KEY_BYTES = 32  # as many as the hash has


class HouseShelf(Shelf):
    """Facts that no other table holds."""

    async def fact(self, name: str) -> str:
        """A fact; empty while nobody has noted it."""
        async with self._database.reading() as connection:
            return await connection.scalar(_value(name)) or ""

    @whole
    async def note_fact(self, name: str, value: str) -> None:
        """Notes a fact, in place of what was known."""
        async with self._database.writing() as connection:
            noted = insert(connection, house).values(name=name, value=value)
            await connection.execute(
                noted.on_conflict_do_update(index_elements=["name"], set_={"value": value})
            )

    @whole
    async def asker_key(self) -> bytes:
        """The secret by which people are hashed; made once, by whoever asks first."""
        async with self._database.writing(durable=True) as connection:
            made = insert(connection, house).values(name=_KEY, value=token_hex(_KEY_BYTES))
            await connection.execute(made.on_conflict_do_nothing(index_elements=["name"]))
            return bytes.fromhex((await connection.execute(_value(_KEY))).scalar_one())


def _value(name: str) -> Select[str]:
    return select(house.c.value).where(house.c.name == name)
