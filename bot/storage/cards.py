"""Cards, put together from a delivery, its story, the story's summary and what is related."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, RowMapping, Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news import (
    USUAL,
    ArticleId,
    Card,
    ChannelId,
    DeliveryId,
    DeliveryState,
    Evidence,
    GuildId,
    Manner,
    MessageId,
    Point,
    Posted,
    Related,
    RoleId,
    StoryId,
    Summaries,
    Summary,
    SummaryId,
    Telling,
    Threads,
)
from bot.storage.rows import Values, article_of, related_of, summary_of, telling_of
from bot.storage.tables import (
    articles,
    deliveries,
    entries,
    feeds,
    related,
    stories,
    subscriptions,
    summaries,
)

_Texts = Mapping[ArticleId, str]

_IN_STORIES = articles.c.story_id.in_(bindparam("stories", expanding=True))
_TELLINGS = (
    select(
        articles.c.id,
        articles.c.story_id,
        articles.c.source,
        articles.c.title,
        articles.c.url,
        articles.c.canonical_url,
        articles.c.published_at,
        articles.c.notice,
        articles.c.byline,
        articles.c.basis,
    )
    .where(_IN_STORIES)
    .order_by(articles.c.published_at, articles.c.id)
)
_TEXTS = select(articles.c.id, articles.c.text).where(
    articles.c.id.in_(bindparam("articles", expanding=True))
)
_RELATED = (
    select(related)
    .where(related.c.story_id.in_(bindparam("stories", expanding=True)))
    .order_by(related.c.story_id, related.c.position)
)
# The card that a reader of this channel can jump to: one of the channel's own, else the newest of
# the guild. It is looked for in the guild's few channels: a story may have cards in thousands.
_IS_HERE = deliveries.c.channel_id == bindparam("channel")
_POSTED = (
    select(articles.c.story_id, deliveries.c.channel_id, deliveries.c.message_id)
    .join_from(articles, entries, entries.c.article_id == articles.c.id)
    .join(deliveries, deliveries.c.entry_id == entries.c.id)
    .where(_IN_STORIES, deliveries.c.state == DeliveryState.SENT.value)
    .where(
        deliveries.c.channel_id.in_(
            select(subscriptions.c.channel_id)
            .where(subscriptions.c.guild_id == bindparam("guild", type_=BigInteger))
            .union(select(bindparam("channel", type_=BigInteger)))
        )
    )
    .order_by(_IS_HERE, deliveries.c.sent_at)
)
# How the channel wants its cards is read with each card, so that what its moderators change holds
# for the next one, and for the next edit.
_WISHES = (
    subscriptions.c.guild_id,
    subscriptions.c.name,
    subscriptions.c.summaries,
    subscriptions.c.image,
    subscriptions.c.threads,
    subscriptions.c.mention,
)


def card_query(
    style: ColumnElement[str] = deliveries.c.style,
    language: ColumnElement[str] = deliveries.c.language,
) -> Select[Any]:
    """Deliveries whose story has a summary as they wish for it, each with the newest one.

    Args:
        style: Another style than the delivery's.
        language: Another language.
    """
    newest = (
        select(summaries.c.id)
        .where(
            summaries.c.story_id == stories.c.id,
            summaries.c.style == style,
            summaries.c.language == language,
        )
        .order_by(summaries.c.story_version.desc(), summaries.c.id.desc())
        .limit(1)
        .correlate(stories, deliveries)
        .scalar_subquery()
    )
    return (
        select(
            deliveries.c.id,
            deliveries.c.channel_id,
            *_WISHES,
            entries.c.key,
            entries.c.payload,
            feeds.c.url,
            stories.c.edition,
            articles,
            summaries,
        )
        .join_from(deliveries, entries, entries.c.id == deliveries.c.entry_id)
        .join(feeds, feeds.c.id == entries.c.feed_id)
        .join(articles, articles.c.id == entries.c.article_id)
        .join(stories, stories.c.id == articles.c.story_id)
        .join(summaries, summaries.c.id == newest)
        .join(subscriptions, subscriptions.c.id == deliveries.c.subscription_id, isouter=True)
    )


async def cards_of(
    connection: AsyncConnection, query: Select[Any], values: Values | None = None
) -> list[tuple[DeliveryId, Card]]:
    """The cards of a `card_query` with these values, in its order."""
    rows = (await connection.execute(query, values)).mappings().all()
    links = await _related(connection, rows)
    tellings = await _tellings(connection, rows)
    summed_up = [summary_of(row) for row in rows]
    texts = await _texts(connection, rows, summed_up)
    return [
        (
            DeliveryId(row[deliveries.c.id]),
            _card(row, _checked(summary, row[articles.c.id], texts), tellings, links),
        )
        for row, summary in zip(rows, summed_up, strict=True)
    ]


def _card(
    row: RowMapping,
    summary: Summary,
    tellings: Mapping[StoryId, Sequence[Telling]],
    links: Mapping[DeliveryId, Sequence[Related]],
) -> Card:
    article_id, story_id = ArticleId(row[articles.c.id]), StoryId(row[articles.c.story_id])
    return Card(
        feed_url=row[feeds.c.url],
        entry_id=row[entries.c.payload].get("guid") or row[entries.c.key],
        story_id=story_id,
        article_id=article_id,
        article=article_of(row),
        summary=summary,
        summary_id=SummaryId(row[summaries.c.id]),
        version=row[summaries.c.story_version],
        edition=row[stories.c.edition],
        also=tuple(each for each in tellings[story_id] if each.article_id != article_id),
        related=tuple(links[DeliveryId(row[deliveries.c.id])]),
        manner=_manner(row),
    )


def _manner(row: RowMapping) -> Manner:
    """How the card's channel wants it; as usual where it no longer follows the feed."""
    if row[subscriptions.c.threads] is None:
        return USUAL
    mention = row[subscriptions.c.mention]
    if mention == row[subscriptions.c.guild_id]:  # the role that Discord calls @everyone
        mention = None
    return Manner(
        name=row[subscriptions.c.name],
        summaries=Summaries(row[subscriptions.c.summaries]),
        image=row[subscriptions.c.image],
        threads=Threads(row[subscriptions.c.threads]),
        mention=None if mention is None else RoleId(mention),
    )


async def _tellings(
    connection: AsyncConnection, rows: Sequence[RowMapping]
) -> Mapping[StoryId, list[Telling]]:
    """All articles of the stories, the earliest first; none for a story that never grew."""
    found: dict[StoryId, list[Telling]] = defaultdict(list)
    grown = {row[articles.c.story_id] for row in rows if row[stories.c.edition] > 1}
    if grown:
        told = await connection.execute(_TELLINGS, {"stories": sorted(grown)})
        for row in told.mappings():
            found[row[articles.c.story_id]].append(telling_of(row))
    return found


async def _texts(
    connection: AsyncConnection, rows: Sequence[RowMapping], summed_up: Iterable[Summary]
) -> _Texts:
    """The texts that the summaries quote from; each card's own article is at hand."""
    texts = {ArticleId(row[articles.c.id]): row[articles.c.text] for row in rows}
    quoted = {
        evidence.article_id
        for summary in summed_up
        for point in summary.points
        for evidence in point.evidence
    }
    if others := quoted - texts.keys() - {None}:
        found = await connection.execute(_TEXTS, {"articles": sorted(filter(None, others))})
        texts.update({ArticleId(article_id): text for article_id, text in found})
    return texts


def _checked(summary: Summary, lead: ArticleId, texts: _Texts) -> Summary:
    """The summary with the evidence that still stands, where it stands now.

    An edit may have moved a sentence, or taken it away: then its point stands without it.
    """
    points = (
        Point(point.text, tuple(e for each in point.evidence for e in _standing(each, lead, texts)))
        for point in summary.points
    )
    return replace(summary, points=tuple(points))


def _standing(evidence: Evidence, lead: ArticleId, texts: _Texts) -> list[Evidence]:
    article_id = lead if evidence.article_id is None else evidence.article_id
    text, quote = texts.get(article_id, ""), evidence.quote
    start = evidence.start if text.startswith(quote, evidence.start) else text.find(quote)
    if start < 0 or not quote:
        return []
    return [replace(evidence, start=start, end=start + len(quote))]


async def _related(
    connection: AsyncConnection, rows: Sequence[RowMapping]
) -> Mapping[DeliveryId, list[Related]]:
    """The links of each delivery's story, with the cards that its readers can jump to."""
    by_story: dict[StoryId, list[Related]] = defaultdict(list)
    told = {"stories": [row[articles.c.story_id] for row in rows]}
    for row in (await connection.execute(_RELATED, told)).mappings():
        by_story[row[related.c.story_id]].append(related_of(row))
    links: dict[DeliveryId, list[Related]] = defaultdict(list)
    for row in rows:
        found = by_story[row[articles.c.story_id]]
        posted = await _posted(connection, row, found)
        links[row[deliveries.c.id]] = [
            replace(each, posted=posted.get(each.story_id)) for each in found
        ]
    return links


async def _posted(
    connection: AsyncConnection, row: RowMapping, found: Iterable[Related]
) -> Mapping[StoryId | None, Posted]:
    told = [each.story_id for each in found if each.story_id is not None]
    if not told:
        return {}
    guild_id, channel_id = row[subscriptions.c.guild_id], row[deliveries.c.channel_id]
    wanted = {"stories": told, "channel": channel_id, "guild": guild_id}
    return {
        StoryId(there.story_id): Posted(
            guild_id=None if guild_id is None else GuildId(guild_id),
            channel_id=ChannelId(there.channel_id),
            message_id=MessageId(there.message_id),
        )
        for there in await connection.execute(_POSTED, wanted)
    }
