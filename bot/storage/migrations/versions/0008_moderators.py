"""Moderators: what guilds set, filter, hide and report, and what became of each entry.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Adds what a subscription may wish for, and the new tables, empty."""
    _widen_subscriptions()
    _make_guilds()
    _make_filters()
    _make_steps()
    _make_hidden()
    _make_reports()
    op.add_column(
        "deliveries",
        sa.Column("undecided", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    # A feed's last card, and what failed of it lately, are told at a glance.
    op.drop_index("ix_deliveries_subscription", "deliveries")
    op.create_index(
        "ix_deliveries_subscription", "deliveries", ["subscription_id", "state", "sent_at"]
    )


def _widen_subscriptions() -> None:
    for column in (
        sa.Column("name", sa.Text(), nullable=False, server_default=sa.text("''")),
        sa.Column("summaries", sa.Text(), nullable=False, server_default=sa.text("'on'")),
        sa.Column("image", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("threads", sa.Text(), nullable=False, server_default=sa.text("'question'")),
        sa.Column("mention", sa.BigInteger()),
        sa.Column("paused_at", MOMENT),
    ):
        op.add_column("subscriptions", column)


def _make_guilds() -> None:
    op.create_table(
        "guilds",
        sa.Column("id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("style", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("managers", sa.Text(), nullable=False),
        sa.Column("desk_id", sa.BigInteger()),
        sa.Column("person_day", sa.Integer()),
        sa.Column("guild_day", sa.Integer()),
        sa.Column("kept_days", sa.Integer()),
        sa.Column("left_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_guilds"),
    )
    # Those that follow something have a row from now on.
    op.execute(
        "INSERT INTO guilds (id, managers) "
        "SELECT DISTINCT guild_id, '[]' FROM subscriptions WHERE guild_id IS NOT NULL"
    )
    op.create_table(
        "panels",
        sa.Column("id", ID, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("owner", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_panels"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_panels_made", "panels", ["made_at"])
    op.create_table(
        "changes",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("guild_id", sa.BigInteger()),
        sa.Column("person", sa.BigInteger()),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_changes_guild", "changes", ["guild_id", "at"])


def _make_filters() -> None:
    op.create_table(
        "filters",
        sa.Column("id", ID, nullable=False),
        sa.Column("guild_id", sa.BigInteger()),
        sa.Column("subscription_id", ID),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_filters"),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["subscriptions.id"],
            name="fk_filters_subscription_id",
            ondelete="CASCADE",
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_filters_guild", "filters", ["guild_id"])
    op.create_index("ix_filters_subscription", "filters", ["subscription_id"])


def _make_steps() -> None:
    op.create_table(
        "steps",
        sa.Column("id", ID, nullable=False),
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("channel_id", sa.BigInteger()),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_steps"),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name="fk_steps_entry_id", ondelete="CASCADE"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_steps_entry", "steps", ["entry_id"])
    op.create_index("ix_entries_feed", "entries", ["feed_id", "id"])


def _make_hidden() -> None:
    op.create_table(
        "hidden",
        sa.Column("guild_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("story_id", ID, nullable=False, autoincrement=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("person", sa.BigInteger()),
        sa.PrimaryKeyConstraint("guild_id", "story_id", name="pk_hidden"),
        sa.ForeignKeyConstraint(
            ["story_id"], ["stories.id"], name="fk_hidden_story_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_hidden_story", "hidden", ["story_id"])


def _make_reports() -> None:
    op.create_table(
        "reports",
        sa.Column("id", ID, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("story_id", ID),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reporter", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("called_at", MOMENT),
        sa.Column("notice_id", sa.BigInteger()),
        sa.Column("decided_by", sa.BigInteger()),
        sa.Column("decided_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        sa.ForeignKeyConstraint(
            ["story_id"], ["stories.id"], name="fk_reports_story_id", ondelete="SET NULL"
        ),
        sa.UniqueConstraint("message_id", "reporter", name="uq_reports_message_id_reporter"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reports_reporter", "reports", ["reporter"])
    op.create_index("ix_reports_owed", "reports", ["state", "due_at"])
