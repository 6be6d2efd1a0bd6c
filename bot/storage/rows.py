"""Rows to nouns and back."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import RowMapping

from bot.news import (
    Article,
    ArticleId,
    Assignment,
    Basis,
    Candidate,
    ChannelId,
    Dating,
    DeliveryId,
    DeliveryState,
    EntryId,
    Feed,
    FeedId,
    FeedState,
    FiledEntry,
    Gist,
    GuildId,
    Manner,
    MessageId,
    OwedDelivery,
    OwedEdit,
    Related,
    RoleId,
    StoredArticle,
    StoryId,
    Style,
    Subscription,
    SubscriptionId,
    Summaries,
    Summary,
    Telling,
    Threads,
)
from bot.storage.payloads import (
    read_entry,
    read_notice,
    read_spans,
    read_summary,
    write_notice,
    write_spans,
    write_summary,
)
from bot.storage.tables import (
    articles,
    deliveries,
    entries,
    feeds,
    gists,
    related,
    stories,
    subscriptions,
    summaries,
)

Values = dict[str, Any]


def host_of(url: str) -> str:
    """The host that a URL's requests go to, lower-case and with its port; empty without one."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def feed_values(feed: Feed) -> Values:
    """A feed's columns, less its id and its URL."""
    return {
        "title": feed.title,
        "site_url": feed.site_url,
        "language": feed.language,
        "state": feed.state.value,
        "reason": feed.reason,
        "etag": feed.etag,
        "last_modified": feed.last_modified,
        "body_hash": feed.body_hash,
        "interval_s": feed.interval.total_seconds(),
        "next_poll_at": feed.next_poll_at,
        "last_polled_at": feed.last_polled_at,
        "failures": feed.failures,
        "moved_to": feed.moved_to,
        "moved_seen": feed.moved_seen,
    }


def feed_of(row: RowMapping) -> Feed:
    """A row of `feeds`."""
    return Feed(
        id=FeedId(row[feeds.c.id]),
        url=row[feeds.c.url],
        title=row[feeds.c.title],
        site_url=row[feeds.c.site_url],
        language=row[feeds.c.language],
        state=FeedState(row[feeds.c.state]),
        reason=row[feeds.c.reason],
        etag=row[feeds.c.etag],
        last_modified=row[feeds.c.last_modified],
        body_hash=row[feeds.c.body_hash],
        interval=timedelta(seconds=row[feeds.c.interval_s]),
        next_poll_at=row[feeds.c.next_poll_at],
        last_polled_at=row[feeds.c.last_polled_at],
        failures=row[feeds.c.failures],
        moved_to=row[feeds.c.moved_to],
        moved_seen=row[feeds.c.moved_seen],
    )


def wish_values(wish: Subscription) -> Values:
    """What a subscription wishes for, less its id, its feed and its guild."""
    manner = wish.manner
    return {
        "channel_id": wish.channel_id,
        "style": wish.style and wish.style.value,
        "language": wish.language,
        "name": manner.name,
        "summaries": manner.summaries.value,
        "image": manner.image,
        "threads": manner.threads.value,
        "mention": manner.mention,
        "paused_at": wish.paused_at,
    }


def manner_of(row: RowMapping) -> Manner:
    """How a row of `subscriptions` wants its cards."""
    mention = row[subscriptions.c.mention]
    return Manner(
        name=row[subscriptions.c.name],
        summaries=Summaries(row[subscriptions.c.summaries]),
        image=row[subscriptions.c.image],
        threads=Threads(row[subscriptions.c.threads]),
        mention=None if mention is None else RoleId(mention),
    )


def subscription_of(row: RowMapping) -> Subscription:
    """A row of `subscriptions`."""
    guild_id, style = row[subscriptions.c.guild_id], row[subscriptions.c.style]
    return Subscription(
        id=SubscriptionId(row[subscriptions.c.id]),
        feed_id=FeedId(row[subscriptions.c.feed_id]),
        channel_id=ChannelId(row[subscriptions.c.channel_id]),
        guild_id=None if guild_id is None else GuildId(guild_id),
        style=None if style is None else Style(style),
        language=row[subscriptions.c.language],
        manner=manner_of(row),
        paused_at=row[subscriptions.c.paused_at],
        closed_for=row[subscriptions.c.closed_for] or "",
        closed_at=row[subscriptions.c.closed_at],
    )


def filed_entry_of(row: RowMapping) -> FiledEntry:
    """A row of `entries`."""
    return FiledEntry(
        id=EntryId(row[entries.c.id]),
        feed_id=FeedId(row[entries.c.feed_id]),
        entry=read_entry(row[entries.c.payload]),
        published_at=row[entries.c.published_at],
        dating=Dating(row[entries.c.dating]),
        shown=row[entries.c.shown],
        edition=row[entries.c.edition],
    )


def article_values(article: Article) -> Values:
    """An article's columns, less what the store adds."""
    return {
        "url": article.url,
        "canonical_url": article.canonical_url,
        "title": article.title,
        "byline": article.byline,
        "published_at": article.published_at,
        "dating": article.dating.value,
        "source": article.source,
        "image": article.image,
        "language": article.language,
        "text": article.text,
        "paragraphs": write_spans(article.paragraphs),
        "sentences": write_spans(article.sentences),
        "basis": article.basis.value,
        "note": article.note,
        "notice": write_notice(article.notice),
    }


def article_of(row: RowMapping) -> Article:
    """A row of `articles`."""
    return Article(
        url=row[articles.c.url],
        canonical_url=row[articles.c.canonical_url],
        title=row[articles.c.title],
        byline=row[articles.c.byline],
        published_at=row[articles.c.published_at],
        dating=Dating(row[articles.c.dating]),
        source=row[articles.c.source],
        image=row[articles.c.image],
        language=row[articles.c.language],
        text=row[articles.c.text],
        paragraphs=read_spans(row[articles.c.paragraphs]),
        sentences=read_spans(row[articles.c.sentences]),
        basis=Basis(row[articles.c.basis]),
        note=row[articles.c.note],
        notice=read_notice(row[articles.c.notice]),
    )


def stored_article_of(row: RowMapping) -> StoredArticle:
    """A row of `articles`, and of `entries` and `feeds`, if any."""
    entry_id = row[entries.c.id]
    return StoredArticle(
        id=ArticleId(row[articles.c.id]),
        story_id=StoryId(row[articles.c.story_id]),
        version=row[articles.c.version],
        article=article_of(row),
        entry_id=None if entry_id is None else EntryId(entry_id),
        feed_url=row[feeds.c.url] or "",
    )


def gist_values(gist: Gist) -> Values:
    """A gist's columns, less whose it is."""
    return {
        "weights": gist.weights,
        "articles": gist.articles,
        "breadth": gist.breadth,
        "first_at": gist.first_at,
        "last_at": gist.last_at,
    }


def gist_of(row: RowMapping) -> Gist:
    """A row of `gists`."""
    return Gist(
        weights=row[gists.c.weights],
        articles=row[gists.c.articles],
        breadth=row[gists.c.breadth],
        first_at=row[gists.c.first_at],
        last_at=row[gists.c.last_at],
    )


def telling_of(row: RowMapping) -> Telling:
    """A row of `articles`, of which the text is not needed."""
    return Telling(
        article_id=ArticleId(row[articles.c.id]),
        source=row[articles.c.source],
        title=row[articles.c.title],
        url=row[articles.c.canonical_url] or row[articles.c.url],
        published_at=row[articles.c.published_at],
        notice=read_notice(row[articles.c.notice]),
        byline=row[articles.c.byline],
        basis=Basis(row[articles.c.basis]),
    )


def candidate_of(row: RowMapping) -> Candidate:
    """A row of a search in the archive."""
    return Candidate(
        article_id=ArticleId(row[articles.c.id]),
        title=row[articles.c.title],
        text=row["lead"],
        url=row[articles.c.canonical_url] or row[articles.c.url],
        published_at=row[articles.c.published_at],
        source=row[articles.c.source],
        story_id=StoryId(row[articles.c.story_id]),
    )


def assignment_values(assignment: Assignment) -> Values:
    """An assignment's columns; a language of nobody's choice is an empty one."""
    return {"style": assignment.style.value, "language": assignment.language or ""}


def assignment_of(style: str, language: str) -> Assignment:
    """The assignment that has these columns."""
    return Assignment(Style(style), language or None)


def summary_values(summary: Summary) -> Values:
    """A summary's columns, less what it is a summary of, for whom, and when it was made."""
    return {
        "prompt_version": summary.prompt_version or "",
        "writer": summary.writer,
        "body": write_summary(summary),
    }


def summary_of(row: RowMapping) -> Summary:
    """A row of `summaries`. Whether its evidence still stands in the articles is not known."""
    return read_summary(
        row[summaries.c.body],
        prompt_version=row[summaries.c.prompt_version],
        writer=row[summaries.c.writer],
    )


def related_of(row: RowMapping) -> Related:
    """A row of `related`."""
    return Related(
        title=row[related.c.title],
        url=row[related.c.url],
        score=row[related.c.score],
        why=row[related.c.why],
        story_id=None if row[related.c.other_id] is None else StoryId(row[related.c.other_id]),
    )


def owed_delivery_of(row: RowMapping) -> OwedDelivery:
    """A row of `deliveries`, its entry and story, whether it is `written`, and by what `told`."""
    article_id, story_id = row[entries.c.article_id], row[stories.c.id]
    return OwedDelivery(
        id=DeliveryId(row[deliveries.c.id]),
        channel_id=ChannelId(row[deliveries.c.channel_id]),
        entry_id=EntryId(row[deliveries.c.entry_id]),
        state=DeliveryState(row[deliveries.c.state]),
        attempts=row[deliveries.c.attempts],
        called_at=row[deliveries.c.called_at],
        due_at=row[deliveries.c.due_at],
        published_at=row[entries.c.published_at],
        first_seen_at=row[entries.c.first_seen_at],
        story_id=None if story_id is None else StoryId(story_id),
        read=article_id is not None and not row[entries.c.unread],
        written=bool(row["written"]),
        linked=bool(row[stories.c.linked]),
        told_by=None if row["told"] is None else DeliveryId(row["told"]),
        undecided=row[deliveries.c.undecided],
        hidden=bool(row["hidden"]),
    )


def owed_edit_of(row: RowMapping) -> OwedEdit:
    """A row of `deliveries` that has been sent, and the summary that its message shows, if any."""
    shown = row[summaries.c.id] is not None
    return OwedEdit(
        id=DeliveryId(row[deliveries.c.id]),
        channel_id=ChannelId(row[deliveries.c.channel_id]),
        entry_id=EntryId(row[deliveries.c.entry_id]),
        message_id=MessageId(row[deliveries.c.message_id]),
        attempts=row[deliveries.c.attempts],
        called_at=row[deliveries.c.called_at],
        shown=summary_of(row) if shown else None,
        version=row[summaries.c.story_version] if shown else 0,
    )
