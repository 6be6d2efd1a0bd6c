"""The first tables: feeds, entries, articles and their archive, summaries, deliveries.

Revision ID: 0001
Revises: nothing
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes every table of the first edition."""
    _make_feeds()
    _make_subscriptions()
    _make_articles()
    _make_entries()
    _make_summaries()
    _make_deliveries()
    _make_archive()


def _make_feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", ID, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("site_url", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("body_hash", sa.Text()),
        sa.Column("interval_s", sa.Double(), nullable=False),
        sa.Column("next_poll_at", MOMENT, nullable=False),
        sa.Column("last_polled_at", MOMENT),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("moved_to", sa.Text()),
        sa.Column("moved_seen", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        sa.UniqueConstraint("url", name="uq_feeds_url"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_feeds_due", "feeds", ["state", "next_poll_at", "host"])
    op.create_index("ix_feeds_host", "feeds", ["host", "state", "next_poll_at"])


def _make_subscriptions() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", ID, nullable=False),
        sa.Column("feed_id", ID, nullable=False),
        sa.Column("guild_id", sa.BigInteger()),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feeds.id"], name="fk_subscriptions_feed_id", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("feed_id", "channel_id", name="uq_subscriptions_feed_id_channel_id"),
        sqlite_autoincrement=True,
    )


def _make_articles() -> None:
    op.create_table(
        "stories",
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "articles",
        sa.Column("id", ID, nullable=False),
        sa.Column("story_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("dating", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("canonical_url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("byline", sa.Text()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("image", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("paragraphs", sa.Text(), nullable=False),
        sa.Column("sentences", sa.Text(), nullable=False),
        sa.Column("first_read_at", MOMENT, nullable=False),
        sa.Column("linked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_articles_story_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_articles_story", "articles", ["story_id"])


def _make_entries() -> None:
    entries = op.create_table(
        "entries",
        sa.Column("id", ID, nullable=False),
        sa.Column("feed_id", ID, nullable=False),
        sa.Column("article_id", ID),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("link", sa.Text()),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("dating", sa.Text(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("unread", sa.Boolean(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("first_seen_at", MOMENT, nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feeds.id"], name="fk_entries_feed_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_entries_article_id", ondelete="SET NULL"
        ),
        sa.UniqueConstraint("feed_id", "key", name="uq_entries_feed_id_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_entries_link", "entries", ["feed_id", "link"])
    op.create_index("ix_entries_content", "entries", ["feed_id", "content_hash"])
    op.create_index("ix_entries_article", "entries", ["article_id"])
    op.create_index(
        "ix_entries_unread",
        "entries",
        ["feed_id", "shown", "published_at"],
        sqlite_where=entries.c.unread,
        postgresql_where=entries.c.unread,
    )


def _make_summaries() -> None:
    op.create_table(
        "summaries",
        sa.Column("id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("article_version", sa.Integer(), nullable=False),
        sa.Column("style", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("prompt_version", sa.Text(), nullable=False),
        sa.Column("writer", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_summaries"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_summaries_article_id", ondelete="CASCADE"
        ),
        sa.UniqueConstraint(
            "article_id",
            "article_version",
            "style",
            "language",
            "prompt_version",
            name="uq_summaries_made_once",
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "related",
        sa.Column("article_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", "position", name="pk_related"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_related_article_id", ondelete="CASCADE"
        ),
    )


def _make_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", ID, nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("subscription_id", ID),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("sent_at", MOMENT),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name="fk_deliveries_entry_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["subscriptions.id"],
            name="fk_deliveries_subscription_id",
            ondelete="SET NULL",
        ),
        sa.UniqueConstraint("channel_id", "entry_id", name="uq_deliveries_channel_id_entry_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deliveries_owed", "deliveries", ["state", "channel_id", "due_at"])
    op.create_index("ix_deliveries_entry", "deliveries", ["entry_id"])
    op.create_index("ix_deliveries_subscription", "deliveries", ["subscription_id"])
    op.create_index("ix_deliveries_sent", "deliveries", ["channel_id", "sent_at"])


def _make_archive() -> None:
    op.create_table(
        "archive",
        sa.Column("article_id", ID, autoincrement=False, nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", name="pk_archive"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_archive_article_id", ondelete="CASCADE"
        ),
    )
    if op.get_bind().dialect.name == "sqlite":
        _index_archive_on_sqlite()
    else:
        op.execute(
            "CREATE INDEX archive_index ON archive USING gin (string_to_array(terms, ' '))"
            # Without a list of pending entries, which every search would have to read through.
            " WITH (fastupdate = off)"
        )


def _index_archive_on_sqlite() -> None:
    """An FTS5 table over the terms, kept by triggers. Only blanks part two terms."""
    op.execute(
        r"""
        CREATE VIRTUAL TABLE archive_index USING fts5(
          terms, content='archive', content_rowid='article_id',
          tokenize="ascii tokenchars '!""#$%&''()*+,-./:;<=>?@[\]^_`{|}~'")
        """
    )
    op.execute(
        """
        CREATE TRIGGER archive_added AFTER INSERT ON archive BEGIN
          INSERT INTO archive_index (rowid, terms) VALUES (new.article_id, new.terms);
        END
        """
    )
    op.execute(
        """
        CREATE TRIGGER archive_removed AFTER DELETE ON archive BEGIN
          INSERT INTO archive_index (archive_index, rowid, terms)
          VALUES ('delete', old.article_id, old.terms);
        END
        """
    )
    op.execute(
        """
        CREATE TRIGGER archive_changed AFTER UPDATE ON archive BEGIN
          INSERT INTO archive_index (archive_index, rowid, terms)
          VALUES ('delete', old.article_id, old.terms);
          INSERT INTO archive_index (rowid, terms) VALUES (new.article_id, new.terms);
        END
        """
    )
