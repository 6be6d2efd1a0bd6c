"""All SQL: what is known, what is owed and what was done, on SQLite or PostgreSQL.

    async with open_storage("sqlite:///news.db", migrate=True) as storage:
        feed = await storage.add_feed("https://example.org/feed", now=now)

Rows become nouns in here, and end here. Every method is one transaction, is safe to repeat after
a crash, and raises `AdminError` when the database cannot do its work.
"""

from bot.storage.opening import Storage, open_storage
from bot.storage.schema import migrate

__all__ = ["Storage", "migrate", "open_storage"]
