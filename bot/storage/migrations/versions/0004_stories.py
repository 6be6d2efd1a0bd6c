"""Stories: versions and editions, gists, decisions; summaries and links belong to a story.

Until now each article was a story of its own, so what belonged to the one belongs to the other.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Adds what stories of several articles need; what was written and linked stays."""
    _let_stories_grow()
    _place_articles()
    _move_summaries()
    _move_links()
    _let_deliveries_join()


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _let_stories_grow() -> None:
    one = sa.text("1")
    op.add_column("stories", sa.Column("version", sa.Integer(), nullable=False, server_default=one))
    op.add_column("stories", sa.Column("edition", sa.Integer(), nullable=False, server_default=one))
    op.add_column("stories", sa.Column("changed_at", MOMENT))
    op.add_column(
        "stories", sa.Column("linked", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column(
        "stories",
        sa.Column("merged_into", ID, sa.ForeignKey("stories.id", name="fk_stories_merged_into")),
        inline_references=_on_sqlite(),  # which adds no constraint later
    )
    for index, column in (
        ("ix_stories_changed", "changed_at"),
        ("ix_stories_merged", "merged_into"),
    ):
        kept = sa.text(f"{column} IS NOT NULL")
        op.create_index(index, "stories", [column], sqlite_where=kept, postgresql_where=kept)
    op.execute(
        """
        UPDATE stories SET
          version = (SELECT max(version) FROM articles WHERE story_id = stories.id),
          linked = (SELECT linked FROM articles WHERE story_id = stories.id LIMIT 1)
        WHERE id IN (SELECT story_id FROM articles)
        """
    )
    _make_gists()
    _make_decisions()


def _make_gists() -> None:
    op.create_table(
        "gists",
        sa.Column("story_id", ID, autoincrement=False, nullable=False),
        sa.Column("weights", sa.Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("breadth", sa.Double(), nullable=False),
        sa.Column("first_at", MOMENT, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("story_id", name="pk_gists"),
        sa.ForeignKeyConstraint(
            ["story_id"], ["stories.id"], name="fk_gists_story_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_gists_last", "gists", ["last_at"])
    op.create_table(
        "placings",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_placings"),
    )


def _make_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", ID, nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("article_id", ID),
        sa.Column("story_id", ID, nullable=False),
        sa.Column("other_id", ID),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=f"fk_decisions_{column}", ondelete="CASCADE"
            )
            for column, table in (
                ("article_id", "articles"),
                ("story_id", "stories"),
                ("other_id", "stories"),
            )
        ),
        sqlite_autoincrement=True,
    )
    for column in ("story", "other", "article"):
        op.create_index(f"ix_decisions_{column}", "decisions", [f"{column}_id"])


def _place_articles() -> None:
    op.drop_column("articles", "linked")
    op.add_column("articles", sa.Column("notice", sa.Text()))
    op.add_column("articles", sa.Column("placed_for", sa.Text(), nullable=False, server_default=""))
    op.add_column(
        "articles", sa.Column("fit", sa.Double(), nullable=False, server_default=sa.text("0"))
    )


def _move_summaries() -> None:
    """Makes the table again: SQLite cannot change the references of one that is there.

    To drop it empties the deliveries' references to it, which are therefore kept meanwhile.
    """
    op.execute(
        """
        CREATE TEMPORARY TABLE kept_summaries AS
        SELECT summaries.*, articles.story_id
        FROM summaries JOIN articles ON articles.id = summaries.article_id
        """
    )
    op.execute(
        """
        CREATE TEMPORARY TABLE kept_showings AS
        SELECT id, summary_id FROM deliveries WHERE summary_id IS NOT NULL
        """
    )
    if not _on_sqlite():
        op.drop_constraint("fk_deliveries_summary_id", "deliveries")
    op.drop_table("summaries")
    _make_summaries()
    op.execute(
        """
        INSERT INTO summaries (id, story_id, story_version, style, language, prompt_version,
          writer, body, created_at, again_at, replaced_by, replaced_at)
        SELECT id, story_id, article_version, style, language, prompt_version,
          writer, body, created_at, again_at, replaced_by, replaced_at
        FROM kept_summaries
        """
    )
    if not _on_sqlite():
        op.execute("SELECT setval('summaries_id_seq', coalesce(max(id), 0) + 1) FROM summaries")
        op.create_foreign_key(
            "fk_deliveries_summary_id",
            "deliveries",
            "summaries",
            ["summary_id"],
            ["id"],
            ondelete="SET NULL",
        )
    op.execute(
        """
        UPDATE deliveries
        SET summary_id = (SELECT summary_id FROM kept_showings WHERE id = deliveries.id)
        WHERE id IN (SELECT id FROM kept_showings)
        """
    )
    op.execute("DROP TABLE kept_summaries")
    op.execute("DROP TABLE kept_showings")


def _make_summaries() -> None:
    op.create_table(
        "summaries",
        sa.Column("id", ID, nullable=False),
        sa.Column("story_id", ID, nullable=False),
        sa.Column("story_version", sa.Integer(), nullable=False),
        sa.Column("style", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("prompt_version", sa.Text(), nullable=False),
        sa.Column("writer", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("again_at", MOMENT),
        sa.Column("replaced_by", ID),
        sa.Column("replaced_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_summaries"),
        sa.ForeignKeyConstraint(
            ["story_id"], ["stories.id"], name="fk_summaries_story_id", ondelete="CASCADE"
        ),
        sa.UniqueConstraint(
            "story_id",
            "story_version",
            "style",
            "language",
            "prompt_version",
            name="uq_summaries_made_once",
        ),
        sqlite_autoincrement=True,
    )
    for index, moment in (
        ("ix_summaries_again", "again_at"),
        ("ix_summaries_replaced", "replaced_at"),
    ):
        kept = sa.text(f"{moment} IS NOT NULL")
        op.create_index(index, "summaries", [moment], sqlite_where=kept, postgresql_where=kept)


def _move_links() -> None:
    """Hands each article's links to its story; which story they lead to was never noted."""
    op.execute(
        """
        CREATE TEMPORARY TABLE kept_links AS
        SELECT related.*, articles.story_id
        FROM related JOIN articles ON articles.id = related.article_id
        """
    )
    op.drop_table("related")
    op.create_table(
        "related",
        sa.Column("story_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("other_id", ID),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("story_id", "position", name="pk_related"),
        *(
            sa.ForeignKeyConstraint(
                [column], ["stories.id"], name=f"fk_related_{column}", ondelete="CASCADE"
            )
            for column in ("story_id", "other_id")
        ),
    )
    op.create_index("ix_related_other", "related", ["other_id"])
    op.execute(
        """
        INSERT INTO related (story_id, position, title, url, score, why)
        SELECT story_id, position, title, url, score, why FROM kept_links
        """
    )
    op.execute("DROP TABLE kept_links")


def _let_deliveries_join() -> None:
    op.add_column("deliveries", sa.Column("edition", sa.Integer()))
    op.add_column("deliveries", sa.Column("edited_at", MOMENT))
    op.add_column("deliveries", sa.Column("told_by", ID))
    op.create_index("ix_subscriptions_guild", "subscriptions", ["guild_id", "channel_id"])
