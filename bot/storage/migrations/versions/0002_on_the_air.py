"""On the air: subscriptions whose channel is closed, and when a call of unknown outcome began.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Adds what Discord's channels need."""
    op.add_column("subscriptions", sa.Column("closed_for", sa.Text()))
    op.add_column("subscriptions", sa.Column("closed_at", MOMENT))
    op.create_index("ix_subscriptions_channel", "subscriptions", ["channel_id"])
    closed = sa.text("closed_for IS NOT NULL")
    op.create_index(
        "ix_subscriptions_closed",
        "subscriptions",
        ["id"],
        sqlite_where=closed,
        postgresql_where=closed,
    )
    op.add_column("deliveries", sa.Column("called_at", MOMENT))
