"""The tables, one schema for both databases. `migrations/` builds them; a test holds both equal.

guilds ── panels, changes       what moderators set, are about to do, and did
feeds ── subscriptions          who follows what
  │        └── filters          and what of it is not to be posted
  └── entries ── articles       what was said
        ├── steps  ├── archive
        │          └── stories ── gists, summaries, related
        └── deliveries          what is owed and what was done
decisions, hidden, placings     what moderators decided, and whose turn it is to place
reports                         what members report
bills, shares                   what the models cost, and whose money it was
questions, opinions, uses       what readers ask and think, and how much of it
house                           what this database knows of itself
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)

from bot.storage.columns import CleanText, Id, Json, Moment, Name

# `sqlite_autoincrement`: no id is ever given twice, as on PostgreSQL. SQLite would else give the
# last one again after a removal, and a delivery's nonce is made from its id.
metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

feeds = Table(
    "feeds",
    metadata,
    Column("id", Id, primary_key=True),
    Column("url", CleanText, nullable=False, unique=True),
    Column("host", Name, nullable=False),  # one host, one polite queue
    Column("title", CleanText, nullable=False),
    Column("site_url", CleanText),
    Column("language", CleanText),
    Column("state", Text, nullable=False),
    Column("reason", CleanText, nullable=False),
    Column("etag", CleanText),
    Column("last_modified", CleanText),
    Column("body_hash", CleanText),
    Column("interval_s", Double, nullable=False),
    Column("next_poll_at", Moment, nullable=False),
    Column("last_polled_at", Moment),
    Column("failures", Integer, nullable=False),
    Column("moved_to", CleanText),
    Column("moved_seen", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Index("ix_feeds_due", "state", "next_poll_at", "host"),
    Index("ix_feeds_host", "host", "state", "next_poll_at"),
    sqlite_autoincrement=True,
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("feed_id", Id, ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False),
    Column("guild_id", BigInteger),
    Column("channel_id", BigInteger, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("closed_for", CleanText),  # NULL while its channel can be written to
    Column("closed_at", Moment),
    Column("style", Text),  # NULL for the guild's, else the house's own; so is a NULL language
    Column("language", CleanText),
    Column("name", CleanText, nullable=False, server_default=text("''")),
    Column("summaries", Text, nullable=False, server_default=text("'on'")),
    Column("image", Boolean, nullable=False, server_default=true()),
    Column("threads", Text, nullable=False, server_default=text("'question'")),
    Column("mention", BigInteger),  # a role
    Column("paused_at", Moment),
    UniqueConstraint("feed_id", "channel_id"),
    Index("ix_subscriptions_channel", "channel_id"),
    Index("ix_subscriptions_guild", "guild_id", "channel_id"),
    sqlite_autoincrement=True,
)

# Few channels are closed at a time: the index holds only those.
Index(
    "ix_subscriptions_closed",
    subscriptions.c.id,
    sqlite_where=subscriptions.c.closed_for.is_not(None),
    postgresql_where=subscriptions.c.closed_for.is_not(None),
)

# A guild has a row from its first setting or its first feed on.
guilds = Table(
    "guilds",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("style", Text),
    Column("language", CleanText),
    Column("managers", Json, nullable=False),  # roles
    Column("desk_id", BigInteger),  # a channel
    Column("person_day", Integer),
    Column("guild_day", Integer),
    Column("kept_days", Integer),
    Column("left_at", Moment),
)

# What somebody is about to do on Discord: the buttons of a message know its id.
panels = Table(
    "panels",
    metadata,
    Column("id", Id, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("owner", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("about", Json, nullable=False),
    Column("made_at", Moment, nullable=False),
    Index("ix_panels_made", "made_at"),
    sqlite_autoincrement=True,
)

# The audit: never changed, never deleted.
changes = Table(
    "changes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("guild_id", BigInteger),  # NULL, as the person, for whoever sat at the machine
    Column("person", BigInteger),
    Column("what", Text, nullable=False),
    Column("about", CleanText, nullable=False),
    Column("before", Json, nullable=False),
    Column("after", Json, nullable=False),
    Index("ix_changes_guild", "guild_id", "at"),
    sqlite_autoincrement=True,
)

filters = Table(
    "filters",
    metadata,
    Column("id", Id, primary_key=True),
    Column("guild_id", BigInteger),
    Column("subscription_id", Id, ForeignKey("subscriptions.id", ondelete="CASCADE")),
    Column("kind", Text, nullable=False),
    Column("rule", CleanText, nullable=False),
    Column("created_at", Moment, nullable=False),
    Index("ix_filters_guild", "guild_id"),
    Index("ix_filters_subscription", "subscription_id"),
    sqlite_autoincrement=True,
)

stories = Table(
    "stories",
    metadata,
    Column("id", Id, primary_key=True),
    Column("created_at", Moment, nullable=False),
    Column("version", Integer, nullable=False, server_default=text("1")),
    Column("edition", Integer, nullable=False, server_default=text("1")),
    Column("changed_at", Moment),  # when one of the two last grew; NULL for one told once
    # Its related stories have been chosen.
    Column("linked", Boolean, nullable=False, server_default=false()),
    Column("merged_into", Id, ForeignKey("stories.id")),
    sqlite_autoincrement=True,
)
# Most stories are told once and never change.
Index(
    "ix_stories_changed",
    stories.c.changed_at,
    sqlite_where=stories.c.changed_at.is_not(None),
    postgresql_where=stories.c.changed_at.is_not(None),
)
Index(
    "ix_stories_merged",
    stories.c.merged_into,
    sqlite_where=stories.c.merged_into.is_not(None),
    postgresql_where=stories.c.merged_into.is_not(None),
)

# Of each story that has more than one article, for as long as another may join it.
gists = Table(
    "gists",
    metadata,
    Column(
        "story_id",
        Id,
        ForeignKey("stories.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("weights", Json, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("breadth", Double, nullable=False),
    Column("first_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    Index("ix_gists_last", "last_at"),
)

# One row, with a number that grows with every placement: what was decided by an older one is
# decided again.
placings = Table(
    "placings",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("turn", BigInteger, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("verdict", Text, nullable=False),
    Column("article_id", Id, ForeignKey("articles.id", ondelete="CASCADE")),  # what was split off
    Column("story_id", Id, ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
    Column("other_id", Id, ForeignKey("stories.id", ondelete="CASCADE")),
    Column("made_at", Moment, nullable=False),
    Column("made_by", BigInteger),  # a person on Discord; NULL for whoever sits at the machine
    Index("ix_decisions_story", "story_id"),
    Index("ix_decisions_other", "other_id"),
    Index("ix_decisions_article", "article_id"),
    sqlite_autoincrement=True,
)

articles = Table(
    "articles",
    metadata,
    Column("id", Id, primary_key=True),
    Column("story_id", Id, ForeignKey("stories.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("published_at", Moment, nullable=False),
    Column("dating", Text, nullable=False),
    Column("url", CleanText, nullable=False),
    Column("canonical_url", CleanText, nullable=False),
    Column("title", CleanText, nullable=False),
    Column("byline", CleanText),
    Column("source", CleanText, nullable=False),
    Column("image", CleanText),
    Column("language", CleanText),
    Column("basis", Text, nullable=False),
    Column("note", CleanText, nullable=False),
    Column("text", CleanText, nullable=False),
    Column("paragraphs", Json, nullable=False),
    Column("sentences", Json, nullable=False),
    Column("first_read_at", Moment, nullable=False),
    Column("notice", Json),  # what the outlet says of its own mistake
    Column("placed_for", CleanText, nullable=False, server_default=text("''")),
    Column("fit", Double, nullable=False, server_default=text("0")),  # in its story, 0 to 1
    Index("ix_articles_story", "story_id"),
    sqlite_autoincrement=True,
)

# The text of an article as its terms, a blank between two. Over this lies the full-text index,
# which differs too much between the databases to stand here: see `archive.py`.
archive = Table(
    "archive",
    metadata,
    Column(
        "article_id",
        Id,
        ForeignKey("articles.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("terms", Text, nullable=False),
)

entries = Table(
    "entries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("feed_id", Id, ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False),
    Column("article_id", Id, ForeignKey("articles.id", ondelete="SET NULL")),
    Column("key", Name, nullable=False),
    Column("link", Name),
    Column("content_hash", Name, nullable=False),
    Column("published_at", Moment, nullable=False),
    Column("dating", Text, nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("unread", Boolean, nullable=False),  # owed a reading, the first or another after an edit
    Column("edition", Integer, nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("payload", Json, nullable=False),
    UniqueConstraint("feed_id", "key"),
    Index("ix_entries_link", "feed_id", "link"),
    Index("ix_entries_content", "feed_id", "content_hash"),
    Index("ix_entries_article", "article_id"),
    Index("ix_entries_feed", "feed_id", "id"),  # so that a feed's newest are found
    sqlite_autoincrement=True,
)
# Almost every entry has been read: the index holds only those that have not.
Index(
    "ix_entries_unread",
    entries.c.feed_id,
    entries.c.shown,
    entries.c.published_at,
    sqlite_where=entries.c.unread,
    postgresql_where=entries.c.unread,
)

# What became of an entry, as it happened; what its row and its deliveries say is not said again.
steps = Table(
    "steps",
    metadata,
    Column("id", Id, primary_key=True),
    Column("entry_id", Id, ForeignKey("entries.id", ondelete="CASCADE"), nullable=False),
    Column("channel_id", BigInteger),  # NULL where it concerns all
    Column("at", Moment, nullable=False),
    Column("what", Text, nullable=False),
    Column("facts", Json, nullable=False),
    Index("ix_steps_entry", "entry_id"),
    sqlite_autoincrement=True,
)

# Stories that a guild does not want to see again.
hidden = Table(
    "hidden",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column(
        "story_id",
        Id,
        ForeignKey("stories.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("at", Moment, nullable=False),
    Column("person", BigInteger),
    Index("ix_hidden_story", "story_id"),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Id, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("story_id", Id, ForeignKey("stories.id", ondelete="SET NULL")),
    Column("title", CleanText, nullable=False),
    Column("reason", CleanText, nullable=False),
    Column("reporter", Name, nullable=False),
    Column("state", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("called_at", Moment),
    Column("notice_id", BigInteger),
    Column("decided_by", BigInteger),
    Column("decided_at", Moment),
    UniqueConstraint("message_id", "reporter"),
    Index("ix_reports_reporter", "reporter"),
    Index("ix_reports_owed", "state", "due_at"),
    sqlite_autoincrement=True,
)

summaries = Table(
    "summaries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("story_id", Id, ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
    Column("story_version", Integer, nullable=False),
    Column("style", CleanText, nullable=False),
    # As asked for, empty for the articles' own: a NULL would equal nothing. The language that it is
    # written in stands in its body.
    Column("language", CleanText, nullable=False),
    Column("prompt_version", CleanText, nullable=False),  # empty without a prompt
    Column("writer", CleanText, nullable=False),
    Column("body", Json, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("again_at", Moment),  # when a stand-in's model is asked again; NULL for what is final
    Column("replaced_by", Id),  # a better summary of the same
    Column("replaced_at", Moment),
    UniqueConstraint(
        "story_id",
        "story_version",
        "style",
        "language",
        "prompt_version",
        name="uq_summaries_made_once",
    ),
    sqlite_autoincrement=True,
)

# Few summaries are stand-ins, and few of those are replaced.
Index(
    "ix_summaries_again",
    summaries.c.again_at,
    sqlite_where=summaries.c.again_at.is_not(None),
    postgresql_where=summaries.c.again_at.is_not(None),
)
Index(
    "ix_summaries_replaced",
    summaries.c.replaced_at,
    sqlite_where=summaries.c.replaced_at.is_not(None),
    postgresql_where=summaries.c.replaced_at.is_not(None),
)

related = Table(
    "related",
    metadata,
    Column("story_id", Id, ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("other_id", Id, ForeignKey("stories.id", ondelete="CASCADE")),
    Column("title", CleanText, nullable=False),
    Column("url", CleanText, nullable=False),
    Column("score", Double, nullable=False),
    Column("why", CleanText, nullable=False),
    Index("ix_related_other", "other_id"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("channel_id", BigInteger, nullable=False),
    Column("entry_id", Id, ForeignKey("entries.id", ondelete="CASCADE"), nullable=False),
    Column("subscription_id", Id, ForeignKey("subscriptions.id", ondelete="SET NULL")),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("message_id", BigInteger),
    Column("sent_at", Moment),
    Column("error", CleanText, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("called_at", Moment),
    # What its channel wishes for; fixed when the entry is filed.
    Column("style", Text, nullable=False, server_default="standard"),
    Column("language", CleanText, nullable=False, server_default=text("''")),
    # What its message shows.
    Column("summary_id", Id, ForeignKey("summaries.id", ondelete="SET NULL")),
    Column("edition", Integer),  # of its story
    Column("edited_at", Moment),
    Column("told_by", Id),  # for one that joined: the delivery whose card tells the story
    # Its channel's filters wait for what a model says the story is about.
    Column("undecided", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("channel_id", "entry_id"),
    Index("ix_deliveries_owed", "state", "channel_id", "due_at"),
    Index("ix_deliveries_entry", "entry_id"),
    Index("ix_deliveries_subscription", "subscription_id", "state", "sent_at"),
    Index("ix_deliveries_sent", "channel_id", "sent_at"),
    Index("ix_deliveries_summary", "summary_id", "channel_id"),
    sqlite_autoincrement=True,
)

# Which card a button under a message belongs to.
Index(
    "ix_deliveries_message",
    deliveries.c.message_id,
    sqlite_where=deliveries.c.message_id.is_not(None),
    postgresql_where=deliveries.c.message_id.is_not(None),
)

# One question to a model each. Its cost is an estimate until it is settled.
bills = Table(
    "bills",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("article_id", Id, ForeignKey("articles.id", ondelete="SET NULL")),
    Column("purpose", Name, nullable=False),
    Column("model", CleanText, nullable=False),
    Column("input", Integer, nullable=False),  # tokens, and so are the next two
    Column("cached", Integer, nullable=False),
    Column("output", Integer, nullable=False),
    Column("cost", Double, nullable=False),
    Column("seconds", Double),  # NULL until it is settled
    Column("trouble", CleanText, nullable=False),
    Index("ix_bills_at", "at", "cost"),  # so that a month is summed up without its rows
    sqlite_autoincrement=True,
)

# What each guild has paid of the settled bills, by the day (UTC).
shares = Table(
    "shares",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Date, primary_key=True),
    Column("cost", Double, nullable=False),
)

# What readers ask. A row goes with its words when its time is over, or its asker says so.
questions = Table(
    "questions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("guild_id", BigInteger),
    Column("channel_id", BigInteger, nullable=False),  # where it is answered, perhaps a thread
    Column("parent_id", BigInteger, nullable=False),
    Column("starts", BigInteger),  # the message that the thread is started from
    Column("message_id", BigInteger, unique=True),  # the message that asks
    Column("story_id", Id, ForeignKey("stories.id", ondelete="SET NULL")),
    Column("asker", Name, nullable=False),  # a hash; empty once the asker has erased it
    Column("name", CleanText, nullable=False),
    Column("text", CleanText, nullable=False),
    Column("pages", Json, nullable=False),  # articles that it brought along
    Column("edition", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("called_at", Moment),
    Column("attempts", Integer, nullable=False),
    Column("shown", Json, nullable=False),  # the messages of its answer
    Column("answer", Json, nullable=False),  # null until there is one for this edition
    Column("error", CleanText, nullable=False),
    Index("ix_questions_channel", "channel_id", "id"),
    Index("ix_questions_asker", "asker"),
    Index("ix_questions_asked", "asked_at"),
    Index("ix_questions_story", "story_id"),
    sqlite_autoincrement=True,
)
# Almost every question has its answer: the index holds only those that are owed something.
Index(
    "ix_questions_owed",
    questions.c.channel_id,
    questions.c.due_at,
    sqlite_where=questions.c.state.in_(["asked", "closing", "withdrawn"]),
    postgresql_where=questions.c.state.in_(["asked", "closing", "withdrawn"]),
)

# What readers think of cards, one opinion each.
opinions = Table(
    "opinions",
    metadata,
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("asker", Name, primary_key=True),
    Column("opinion", Text, nullable=False),
    Column("reason", CleanText, nullable=False),
    Column("given_at", Moment, nullable=False),
    Index("ix_opinions_asker", "asker"),
    Index("ix_opinions_given", "given_at"),
)

# One for each time that a question is taken up: how much is used, and what limits are held against.
# It has none of the question's words, and loses its asker a day after that asker erases theirs.
uses = Table(
    "uses",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("guild_id", BigInteger),
    Column("asker", Name, nullable=False),
    Column("tokens", Integer, nullable=False),  # of a model's, input and output
    Index("ix_uses_at", "at", "tokens"),
    Index("ix_uses_asker", "asker", "at", "tokens"),
    Index("ix_uses_guild", "guild_id", "at", "tokens"),
    sqlite_autoincrement=True,
)

house = Table(
    "house",
    metadata,
    Column("name", Name, primary_key=True),
    Column("value", CleanText, nullable=False),
)
