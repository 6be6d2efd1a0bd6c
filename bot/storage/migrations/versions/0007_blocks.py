"""Blocks: PostgreSQL finds the terms of the newest articles without those of all the others.

Revision ID: 0007
Revises: 0006
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds an index over the terms, each with the block of 20,000 articles that it stands in.

    SQLite's index is told from which article on to read.
    """
    if op.get_bind().dialect.name == "sqlite":
        return
    block = "CAST(article_id / 20000 AS text)"
    op.execute(
        f"CREATE INDEX archive_index_blocks ON archive USING gin (string_to_array("
        f"{block} || ':' || replace(terms, ' ', ' ' || {block} || ':'), ' '))"
        # As with the other index: every search would have to read through what is pending.
        " WITH (fastupdate = off)"
    )
