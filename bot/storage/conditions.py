"""Conditions that more than one shelf asks for.

A card lives for two days: so long it is edited, and names the articles that tell its story too.
What follows from that is asked with the moments of `moments(now)`.
"""

from datetime import datetime, timedelta

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    ScalarSelect,
    and_,
    bindparam,
    func,
    or_,
    select,
)

from bot.news import DeliveryState
from bot.storage.columns import Moment
from bot.storage.tables import (
    articles,
    deliveries,
    entries,
    hidden,
    stories,
    subscriptions,
    summaries,
)

# A card that has stood for so long has scrolled out of sight: nobody is called to edit it, and what
# is told of its story from then on may have a card of its own.
LIFE = timedelta(hours=48)
# After another outlet has told a story, its cards wait so long for further ones.
COLLECTED = timedelta(minutes=1)
# From one edit of a card to its next, and from one summary of a story to the next that nobody waits
# for. Discord lets a published message be edited three times an hour.
REST = timedelta(minutes=20)

# A story is found by what it is called now, and by what it was called before.
_NAMES = ("id", "merged_into")


def moments(now: datetime) -> dict[str, datetime]:
    """The values that the conditions of this file take."""
    return {
        "now": now,
        "since": now - LIFE,
        "collected": now - COLLECTED,
        "rested": now - REST,
    }


def moment(name: str) -> BindParameter[datetime]:
    """One of the `moments`, as a statement names it."""
    return bindparam(name, type_=Moment())


def is_unsettled() -> ColumnElement[bool]:
    """A delivery that still has to reach its channel."""
    states = [DeliveryState.OWED.value, DeliveryState.SENDING.value]
    unsettled: ColumnElement[bool] = deliveries.c.state.in_(states)
    return unsettled


def is_living() -> ColumnElement[bool]:
    """A card that was sent within its life."""
    sent: ColumnElement[bool] = deliveries.c.state == DeliveryState.SENT.value
    return and_(sent, deliveries.c.sent_at > moment("since"))


def is_open() -> ColumnElement[bool]:
    """A delivery whose channel can be written to, as far as we know."""
    closed = select(subscriptions.c.id).where(
        subscriptions.c.id == deliveries.c.subscription_id, subscriptions.c.closed_for.is_not(None)
    )
    return ~closed.correlate(deliveries).exists()


def is_written(wishes: FromClause = deliveries) -> ColumnElement[bool]:
    """A story whose present version has a summary as it is wished for.

    Args:
        wishes: Something with a `style` and a `language`.
    """
    return (
        select(summaries.c.id)
        .where(
            summaries.c.story_id == stories.c.id,
            summaries.c.story_version == stories.c.version,
            summaries.c.style == wishes.c.style,
            summaries.c.language == wishes.c.language,
        )
        .correlate(stories, wishes)
        .exists()
    )


def is_written_lately() -> ColumnElement[bool]:
    """A story of which a summary as a delivery wishes for was written within the last rest.

    What nobody waits for is written at most so often.
    """
    return (
        select(summaries.c.id)
        .where(
            summaries.c.story_id == stories.c.id,
            summaries.c.style == deliveries.c.style,
            summaries.c.language == deliveries.c.language,
            summaries.c.created_at > moment("rested"),
        )
        .correlate(stories, deliveries)
        .exists()
    )


def told_by(story_id: ColumnElement[int] = articles.c.story_id) -> ScalarSelect[int]:
    """The living card of a delivery's channel that tells a story, if any.

    Args:
        story_id: The story; else that of the article which the delivery stands beside.
    """
    card, its_entry, its_article = deliveries.alias(), entries.alias(), articles.alias()
    return (
        select(func.max(card.c.id))
        .join_from(its_article, its_entry, its_entry.c.article_id == its_article.c.id)
        .join(card, card.c.entry_id == its_entry.c.id)
        .where(
            its_article.c.story_id == story_id,
            card.c.channel_id == deliveries.c.channel_id,
            card.c.state == DeliveryState.SENT.value,
            card.c.sent_at > moment("since"),
        )
        .correlate(articles, deliveries)
        .scalar_subquery()
    )


def is_hiding() -> ColumnElement[bool]:
    """A card that is to disappear."""
    hiding: ColumnElement[bool] = deliveries.c.state == DeliveryState.HIDING.value
    return hiding


def is_hidden() -> ColumnElement[bool]:
    """A delivery of a story that its guild's moderators have hidden.

    They hid it by the name that it had then: it may have become part of another one since.
    """
    its_entry, its_article, named = entries.alias(), articles.alias(), stories.alias()
    here = subscriptions.alias()
    return (
        select(hidden.c.story_id)
        .join_from(its_entry, its_article, its_article.c.id == its_entry.c.article_id)
        .join(named, or_(*(named.c[name] == its_article.c.story_id for name in _NAMES)))
        .join(hidden, hidden.c.story_id == named.c.id)
        .join(here, here.c.guild_id == hidden.c.guild_id)
        .where(
            its_entry.c.id == deliveries.c.entry_id, here.c.channel_id == deliveries.c.channel_id
        )
        .correlate(deliveries)
        .exists()
    )


def is_outdated() -> ColumnElement[bool]:
    """A living card that shows a summary which has been replaced, and may be edited."""
    replaced = select(summaries.c.id).where(summaries.c.replaced_at > moment("since"))
    return and_(deliveries.c.summary_id.in_(replaced), _may_be_edited())


def is_behind() -> ColumnElement[bool]:
    """A living card whose story has changed in something else, and may be edited.

    What changes is collected: for a minute after it came, or until the card has rested. Where a
    summary of it is to be written now, that is waited for.
    """
    changed = (
        select(entries.c.id)
        .join_from(stories, articles, articles.c.story_id == stories.c.id)
        .join(entries, entries.c.article_id == articles.c.id)
        .where(stories.c.changed_at > moment("since"))
    )
    edition = (
        select(stories.c.id)
        .join_from(stories, articles, articles.c.story_id == stories.c.id)
        .join(entries, entries.c.article_id == articles.c.id)
        .where(
            entries.c.id == deliveries.c.entry_id,
            # A card that was sent before there were editions has none.
            stories.c.edition.is_distinct_from(deliveries.c.edition),
            or_(is_written(), is_written_lately()),
            or_(
                stories.c.changed_at <= moment("collected"),
                func.coalesce(deliveries.c.edited_at, deliveries.c.sent_at) <= moment("rested"),
            ),
        )
        .correlate(deliveries)
        .exists()
    )
    return and_(deliveries.c.entry_id.in_(changed), edition, _may_be_edited())


def _may_be_edited() -> ColumnElement[bool]:
    """A living card that has rested since its last edit.

    Its channel still follows, else nobody would hear that it cannot be written to any more.
    """
    rested = or_(deliveries.c.edited_at.is_(None), deliveries.c.edited_at <= moment("rested"))
    return and_(is_living(), deliveries.c.subscription_id.is_not(None), rested)
