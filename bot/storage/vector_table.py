"""The table of vectors: what articles mean, by one embedding model each."""

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, Table, UniqueConstraint

from bot.storage.columns import CleanText, Id, Moment
from bot.storage.tables import metadata

vectors = Table(
    "vectors",
    metadata,
    Column("id", Id, primary_key=True),  # grows, so that a process finds what others have added
    Column("article_id", Id, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Column("model", CleanText, nullable=False),
    Column("published_at", Moment, nullable=False),  # the article's own
    Column("vector", LargeBinary, nullable=False),  # float16, little-endian
    UniqueConstraint("article_id", "model"),
    Index("ix_vectors_model", "model", "id"),
    Index("ix_vectors_published", "published_at"),
    sqlite_autoincrement=True,
)
