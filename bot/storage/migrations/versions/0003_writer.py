"""The writer: summaries by style and language, stand-ins and their edits, and what models cost.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Adds what a writer with a model needs; what was written before stays."""
    _wish_for_styles()
    _let_stand_ins_be_replaced()
    _ask_for_languages()
    _make_bills()


def _wish_for_styles() -> None:
    op.add_column("subscriptions", sa.Column("style", sa.Text()))
    op.add_column("subscriptions", sa.Column("language", sa.Text()))
    op.add_column(
        "deliveries", sa.Column("style", sa.Text(), nullable=False, server_default="standard")
    )
    op.add_column("deliveries", sa.Column("language", sa.Text(), nullable=False, server_default=""))
    shown = sa.ForeignKey("summaries.id", name="fk_deliveries_summary_id", ondelete="SET NULL")
    op.add_column(
        "deliveries",
        sa.Column("summary_id", ID, shown),
        inline_references=op.get_bind().dialect.name == "sqlite",  # which adds no constraint later
    )
    op.create_index("ix_deliveries_summary", "deliveries", ["summary_id", "channel_id"])


def _let_stand_ins_be_replaced() -> None:
    op.add_column("summaries", sa.Column("again_at", MOMENT))
    op.add_column("summaries", sa.Column("replaced_by", ID))
    op.add_column("summaries", sa.Column("replaced_at", MOMENT))
    for index, moment in (
        ("ix_summaries_again", "again_at"),
        ("ix_summaries_replaced", "replaced_at"),
    ):
        kept = sa.text(f"{moment} IS NOT NULL")
        op.create_index(index, "summaries", [moment], sqlite_where=kept, postgresql_where=kept)


def _ask_for_languages() -> None:
    """Moves the language that a summary is written in from its column into its body.

    The column now says which language was asked for, and so far that was always the article's own.
    """
    # Of two that would then be the same, the newer was shown.
    op.execute(
        """
        DELETE FROM summaries WHERE EXISTS (
          SELECT 1 FROM summaries AS newer
          WHERE newer.article_id = summaries.article_id
            AND newer.article_version = summaries.article_version
            AND newer.style = summaries.style
            AND newer.prompt_version = summaries.prompt_version
            AND newer.id > summaries.id
        )
        """
    )
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    quoted = "json_quote(language)" if on_sqlite else "to_json(language)"
    # A body is an object with several fields, written by Newsdesk: it begins with a brace. To parse
    # it would fail on PostgreSQL, whose jsonb takes no NUL.
    op.execute(
        f"""
        UPDATE summaries
        SET body = '{{"language":' || {quoted} || ',' || substr(body, 2), language = ''
        WHERE language <> ''
        """  # noqa: S608 - our own words
    )


def _make_bills() -> None:
    op.create_table(
        "bills",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("article_id", ID),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("input", sa.Integer(), nullable=False),
        sa.Column("cached", sa.Integer(), nullable=False),
        sa.Column("output", sa.Integer(), nullable=False),
        sa.Column("cost", sa.Double(), nullable=False),
        sa.Column("seconds", sa.Double()),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_bills"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_bills_article_id", ondelete="SET NULL"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_bills_at", "bills", ["at", "cost"])
    op.create_table(
        "shares",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("cost", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "day", name="pk_shares"),
    )
