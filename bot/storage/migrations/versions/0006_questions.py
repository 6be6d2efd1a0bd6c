"""Questions: what readers ask and think, how much of it, and what the house knows of itself.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Adds the tables, empty."""
    _make_questions()
    _make_opinions()
    _make_uses()
    op.create_table(
        "house",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_house"),
    )
    _index_part("ix_deliveries_message", "deliveries", ["message_id"], "message_id IS NOT NULL")


def _make_questions() -> None:
    op.create_table(
        "questions",
        sa.Column("id", ID, nullable=False),
        sa.Column("guild_id", sa.BigInteger()),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=False),
        sa.Column("starts", sa.BigInteger()),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("story_id", ID),
        sa.Column("asker", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("pages", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("called_at", MOMENT),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
        sa.ForeignKeyConstraint(
            ["story_id"], ["stories.id"], name="fk_questions_story_id", ondelete="SET NULL"
        ),
        sa.UniqueConstraint("message_id", name="uq_questions_message_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_questions_channel", "questions", ["channel_id", "id"])
    op.create_index("ix_questions_asker", "questions", ["asker"])
    op.create_index("ix_questions_asked", "questions", ["asked_at"])
    op.create_index("ix_questions_story", "questions", ["story_id"])
    owed = "state IN ('asked', 'closing', 'withdrawn')"
    _index_part("ix_questions_owed", "questions", ["channel_id", "due_at"], owed)


def _make_opinions() -> None:
    op.create_table(
        "opinions",
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("asker", sa.Text(), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("message_id", "asker", name="pk_opinions"),
    )
    op.create_index("ix_opinions_asker", "opinions", ["asker"])
    op.create_index("ix_opinions_given", "opinions", ["given_at"])


def _make_uses() -> None:
    op.create_table(
        "uses",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("guild_id", sa.BigInteger()),
        sa.Column("asker", sa.Text(), nullable=False),
        sa.Column("tokens", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_uses"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_uses_at", "uses", ["at", "tokens"])
    op.create_index("ix_uses_asker", "uses", ["asker", "at", "tokens"])
    op.create_index("ix_uses_guild", "uses", ["guild_id", "at", "tokens"])


def _index_part(name: str, table: str, columns: list[str], which: str) -> None:
    """An index of the rows that are looked for, which are few."""
    kept = sa.text(which)
    op.create_index(name, table, columns, sqlite_where=kept, postgresql_where=kept)
