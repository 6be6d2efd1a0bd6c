"""Vectors: what articles mean, by an embedding model.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Adds a table that stays empty where no embedding model is set."""
    op.create_table(
        "vectors",
        sa.Column("id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_vectors"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_vectors_article_id", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("article_id", "model", name="uq_vectors_article_id_model"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_vectors_model", "vectors", ["model", "id"])
    op.create_index("ix_vectors_published", "vectors", ["published_at"])
