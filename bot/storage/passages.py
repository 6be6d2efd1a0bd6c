"""What an answer may be taken from: the articles of a story, and what the archive has besides.

Whoever reads at a place may be told what its feeds told, and nothing else: `audible` names the
channels whose cards everybody there may see, and only articles that came by a feed which one of
them follows ever leave this shelf. None stands for whoever may see everything. An article that its
outlet has retracted proves nothing, and stays here; so does one of a story that the moderators of
those channels have hidden.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Select,
    Text,
    TextClause,
    bindparam,
    false,
    func,
    select,
    text,
    true,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news import (
    Amendment,
    ArticleId,
    ChannelId,
    DeliveryState,
    GuildId,
    MessageId,
    Near,
    Posted,
    Source,
    StoryId,
)
from bot.storage.archive import split
from bot.storage.rows import article_of
from bot.storage.shelf import Shelf, batches
from bot.storage.stories import current
from bot.storage.tables import (
    articles,
    deliveries,
    entries,
    hidden,
    related,
    stories,
    subscriptions,
)

# Related stories that are read: a card shows as many links.
MOST_RELATED: Final = 3
# Articles that are read of the story itself and of each related one; the newest, which know most.
MOST_OF_A_STORY: Final = 20
MOST_OF_A_RELATED: Final = 5
# How many of the newest articles are looked through, with all that a community follows among them.
WINDOW: Final = 100_000

Audible = Collection[ChannelId] | None

_IS_HEARD: Final = """EXISTS (
    SELECT 1 FROM entries JOIN subscriptions ON subscriptions.feed_id = entries.feed_id
    WHERE entries.article_id = {article} AND subscriptions.channel_id IN :channels)
      AND {article} NOT IN (
    SELECT articles.id FROM subscriptions
    JOIN hidden ON hidden.guild_id = subscriptions.guild_id
    JOIN stories ON stories.id = hidden.story_id
    JOIN articles ON articles.story_id = coalesce(stories.merged_into, stories.id)
    WHERE subscriptions.channel_id IN :channels)"""
_ON_SQLITE: Final = """
    SELECT archive_index.rowid AS article_id FROM archive_index
    WHERE archive_index MATCH :terms
      AND archive_index.rowid > (SELECT max(article_id) FROM archive) - :window
      AND archive_index.rowid NOT IN :besides AND {heard}
    ORDER BY bm25(archive_index), archive_index.rowid DESC
    LIMIT :limit
"""
# As in `archive.py`: the fence has the index used, and rarity is counted among what is heard.
_ON_POSTGRESQL: Final = """
    WITH hits AS (
      SELECT found.article_id, count(*) OVER (PARTITION BY wanted.term) AS found_in
      FROM unnest(:terms) AS wanted (term)
      CROSS JOIN LATERAL (
        SELECT article_id FROM archive
        WHERE string_to_array(terms, ' ') @> ARRAY[wanted.term] OFFSET 0
      ) AS found
      WHERE found.article_id > (SELECT max(article_id) FROM archive) - :window
        AND found.article_id NOT IN :besides AND {heard}
    )
    SELECT article_id FROM hits
    GROUP BY article_id
    ORDER BY sum(ln(1 + CAST(:window AS double precision) / found_in)) DESC, article_id DESC
    LIMIT :limit
"""


class PassageShelf(Shelf):
    """Articles that answers are taken from."""

    async def sources_of(self, story_id: StoryId, *, audible: Audible) -> tuple[Source, ...]:
        """A story's articles, and then those of the stories that it is related to.

        Args:
            story_id: The story, or one that has become part of it.
            audible: The channels whose feeds may be told of; None for all.
        """
        async with self._database.reading() as connection:
            asked = await current(connection, story_id)
            if asked is None:
                return ()
            told = await _articles_of(connection, asked, audible, MOST_OF_A_STORY)
            near = dict.fromkeys(told, Near.STORY)
            for other in await _related_to(connection, asked):
                background = await _articles_of(connection, other, audible, MOST_OF_A_RELATED)
                near.update(dict.fromkeys(background, Near.RELATED))
            return await _sources(connection, near, audible)

    async def sources_about(
        self,
        words: Sequence[str],
        *,
        audible: Audible,
        limit: int,
        besides: Collection[ArticleId] = (),
    ) -> tuple[Source, ...]:
        """Articles of the archive that have any of the words, the likeliest first.

        Args:
            words: Terms, as `save_article` is given them.
            audible: The channels whose feeds may be told of; None for all.
            limit: How many articles at most.
            besides: Articles that are known already.
        """
        wanted = sorted({term for each in words for term in split(each)})
        if not wanted:
            return ()
        async with self._database.reading() as connection:
            query, spelled = _search(connection.dialect.name, wanted, audible)
            scope = {"terms": spelled, "window": WINDOW, "limit": limit, "besides": list(besides)}
            found = await connection.scalars(query, scope | _channels(audible))
            near = dict.fromkeys(map(ArticleId, found), Near.ARCHIVE)
            return await _sources(connection, near, audible)

    async def sources_named(
        self, article_ids: Sequence[ArticleId], *, audible: Audible
    ) -> tuple[Source, ...]:
        """Articles of the archive by their ids, in their order, as far as they may be told of."""
        async with self._database.reading() as connection:
            heard: set[ArticleId] = set()
            for batch in batches(article_ids):
                query = select(articles.c.id).where(articles.c.id.in_(batch), _is_heard(audible))
                heard.update(map(ArticleId, await connection.scalars(query)))
            named = [each for each in dict.fromkeys(article_ids) if each in heard]
            return await _sources(connection, dict.fromkeys(named, Near.ARCHIVE), audible)


def _is_heard(audible: Audible) -> ColumnElement[bool]:
    """An article that came by a feed which one of these channels follows."""
    if audible is None:
        return true()
    if not audible:
        return false()
    followed = (
        select(entries.c.id)
        .join_from(entries, subscriptions, subscriptions.c.feed_id == entries.c.feed_id)
        .where(entries.c.article_id == articles.c.id)
        .where(subscriptions.c.channel_id.in_(list(audible)))
    )
    return followed.correlate(articles).exists() & articles.c.story_id.not_in(_hidden(audible))


def _hidden(audible: Collection[ChannelId]) -> Select[Any]:
    """The stories that the moderators of these channels have hidden, as they are called now."""
    return (
        select(func.coalesce(stories.c.merged_into, stories.c.id))
        .join_from(subscriptions, hidden, hidden.c.guild_id == subscriptions.c.guild_id)
        .join(stories, stories.c.id == hidden.c.story_id)
        .where(subscriptions.c.channel_id.in_(list(audible)))
    )


def _search(dialect: str, terms: list[str], audible: Audible) -> tuple[TextClause, str | list[str]]:
    """The query for one dialect, and the terms as it wants them."""
    sqlite = dialect == "sqlite"
    article = "archive_index.rowid" if sqlite else "found.article_id"
    heard = "true" if audible is None else _IS_HEARD.format(article=article)
    query = text((_ON_SQLITE if sqlite else _ON_POSTGRESQL).format(heard=heard))
    query = query.bindparams(bindparam("besides", expanding=True))
    if audible is not None:
        query = query.bindparams(bindparam("channels", expanding=True))
    if not sqlite:
        return query.bindparams(bindparam("terms", type_=ARRAY(Text))), terms
    # A string in FTS5's query language stands in double quotes, its own ones doubled.
    doubled = (term.replace('"', '""') for term in terms)
    return query, " OR ".join(f'"{term}"' for term in doubled)


def _channels(audible: Audible) -> dict[str, list[ChannelId]]:
    return {} if audible is None else {"channels": list(audible)}


async def _articles_of(
    connection: AsyncConnection, story_id: StoryId, audible: Audible, limit: int
) -> list[ArticleId]:
    """A story's articles that may be told of, the newest first."""
    query = (
        select(articles.c.id)
        .where(articles.c.story_id == story_id, _is_heard(audible))
        .order_by(articles.c.published_at.desc(), articles.c.id.desc())
        .limit(limit)
    )
    return [ArticleId(each) for each in await connection.scalars(query)]


async def _related_to(connection: AsyncConnection, story_id: StoryId) -> list[StoryId]:
    query = (
        select(related.c.other_id)
        .where(related.c.story_id == story_id, related.c.other_id.is_not(None))
        .order_by(related.c.position)
        .limit(MOST_RELATED)
    )
    return [StoryId(each) for each in await connection.scalars(query)]


async def _sources(
    connection: AsyncConnection, near: Mapping[ArticleId, Near], audible: Audible
) -> tuple[Source, ...]:
    """The articles with what is known of them, in their order, less those that were retracted."""
    found: dict[ArticleId, Any] = {}
    for batch in batches(list(near)):
        rows = await connection.execute(select(articles).where(articles.c.id.in_(batch)))
        found.update({ArticleId(row[articles.c.id]): row for row in rows.mappings()})
    posted = await _posted(
        connection, {row[articles.c.story_id] for row in found.values()}, audible
    )
    sources = (
        Source(
            article_id=each,
            article=article_of(found[each]),
            near=near[each],
            posted=posted.get(found[each][articles.c.story_id]),
        )
        for each in near
        if each in found
    )
    return tuple(source for source in sources if not _is_retracted(source))


def _is_retracted(source: Source) -> bool:
    notice = source.article.notice
    return notice is not None and notice.amendment is Amendment.RETRACTED


async def _posted(
    connection: AsyncConnection, told: Collection[StoryId], audible: Audible
) -> dict[StoryId, Posted]:
    """The newest card of each story that stands in one of the channels."""
    if not audible or not told:
        return {}
    guild = (
        select(subscriptions.c.channel_id, func.max(subscriptions.c.guild_id).label("id"))
        .where(subscriptions.c.channel_id.in_(list(audible)))
        .group_by(subscriptions.c.channel_id)
        .subquery()
    )
    query = (
        select(articles.c.story_id, deliveries.c.channel_id, deliveries.c.message_id, guild.c.id)
        .join_from(articles, entries, entries.c.article_id == articles.c.id)
        .join(deliveries, deliveries.c.entry_id == entries.c.id)
        .join(guild, guild.c.channel_id == deliveries.c.channel_id)
        .where(
            articles.c.story_id.in_(list(told)),
            deliveries.c.state == DeliveryState.SENT.value,
            deliveries.c.message_id.is_not(None),
        )
        .order_by(deliveries.c.sent_at, deliveries.c.id)
    )
    return {
        StoryId(row.story_id): Posted(
            guild_id=None if row.id is None else GuildId(row.id),
            channel_id=ChannelId(row.channel_id),
            message_id=MessageId(row.message_id),
        )
        for row in await connection.execute(query)
    }
