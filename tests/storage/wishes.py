"""What moderators set, written straight into a database: how that is done is told elsewhere."""

from typing import Any

from sqlalchemy import insert, update

from bot.news import GuildId
from bot.storage.address import parse_address
from bot.storage.database import Database
from bot.storage.tables import guilds, subscriptions


async def wish(database_url: str, **wishes: Any) -> None:  # noqa: ANN401 - any column of a wish
    """Have every channel want its cards so from now on."""
    await _do(database_url, update(subscriptions).values(**wishes))


async def set_up(database_url: str, guild_id: GuildId, **settings: Any) -> None:  # noqa: ANN401 - any column of a guild
    """Have a guild set this for all of its channels."""
    await _do(database_url, insert(guilds).values(id=guild_id, managers=[], **settings))


async def _do(database_url: str, change: Any) -> None:  # noqa: ANN401 - any statement
    database = Database(parse_address(database_url))
    try:
        async with database.writing() as connection:
            await connection.execute(change)
    finally:
        await database.close()
