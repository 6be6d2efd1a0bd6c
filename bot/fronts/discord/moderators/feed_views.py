"""What moderators see of feeds: a preview, a list, one with its settings, forms."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.fronts.discord.escaping import escaped, fitted, within
from bot.fronts.discord.moderators.components import (
    DANGER,
    PRIMARY,
    SUCCESS,
    Json,
    Message,
    Option,
    button,
    channel_menu,
    choice_field,
    field,
    form,
    menu,
    optional,
    page_of,
    panel_id,
    question,
    role_menu,
    row,
    said,
    text_field,
)
from bot.fronts.outside import line
from bot.fronts.words import Words
from bot.news import Feed, FeedState, Following, Panel, Style, Subscription, Summaries, Threads

ON_PAGE = 6  # feeds; each takes up to four lines
NAME_LIMIT = 80
REASON_ROOM, LISTED_ROOM = 400, 100  # characters of a reason, escapes included: alone, in a list
ROOM = 4_000  # of the 4,096 characters of a description
ADDRESS_LIMIT = 300
HOUSE = "-"  # in a menu: as the guild, or the house, has it
ON, OFF = "on", "off"

GOOD, WAITING, PAUSED, BROKEN = "🟢", "🟡", "⏸️", "🔴"
COLOURS: Mapping[str, int] = {GOOD: 0x30A054, WAITING: 0xC66E02, PAUSED: 0x858585, BROKEN: 0xD35F4E}


# --- Adding and moving ---


def candidate(words: Words, panel: Panel) -> Message:
    """The feed that is about to be followed, with its newest entry as the card that it would be."""
    about = panel.about
    title = escaped(line(about["title"], NAME_LIMIT) or about["url"])
    asks = "feed-move-asks" if about.get("moves") else "feed-add-asks"
    told = [words(asks, title=title, channel=f"<#{about['channel']}>", url=_code(about["url"]))]
    if about["reason"]:
        told.append(words(about["reason"]))
    if about.get("problem"):
        told.append(f"⚠️ {about['problem']}")
    return {
        "content": "\n".join(told),
        "embeds": [about["embed"]] if about["embed"] else [],
        "components": [
            *_choices(words, panel),
            *_destination(words, panel),
            _verdict(words, panel),
        ],
    }


def _choices(words: Words, panel: Panel) -> list[Json]:
    """A menu of the feeds that an address leads to, where these are several."""
    feeds = panel.about["choices"]
    if len(feeds) == 1:
        return []
    options = [
        Option(title or url, str(number), hint=url, chosen=url == panel.about["url"])
        for number, (url, title) in enumerate(feeds)
    ]
    return [row(menu(panel_id("feed-choose", panel), options, placeholder=words("feed-choose")))]


def _destination(words: Words, panel: Panel) -> list[Json]:
    if panel.about.get("moves"):
        return []
    placeholder = words("feed-change-channel")
    chosen = panel.about["channel"]
    return [
        row(channel_menu(panel_id("feed-place", panel), placeholder=placeholder, chosen=chosen))
    ]


def _verdict(words: Words, panel: Panel) -> Json:
    agreed = words("feed-move-here" if panel.about.get("moves") else "feed-subscribe")
    is_barred = bool(panel.about.get("problem"))
    yes = button(agreed, panel_id("feed-follow", panel), style=SUCCESS, disabled=is_barred)
    return row(yes, button(words("cancel"), panel_id("cancel", panel)))


def added(words: Words, following: Following) -> Message:
    """That a feed is followed, and what happens now."""
    return said(words("feed-added", **_named(following)))


def moved(words: Words, following: Following) -> Message:
    """That a subscription follows another address."""
    return said(words("feed-moved", url=_code(following.feed.url), **_named(following)))


# --- One feed ---


def shown(words: Words, following: Following, panel: Panel, *, note: str = "") -> Message:
    """A feed with its health and its settings, and what can be done about it."""
    sign = health(following)
    told = [_code(following.feed.url), *_condition(words, following, REASON_ROOM)]
    embed = {
        "title": f"{sign} {escaped(line(following.name, NAME_LIMIT))}",
        "description": "\n".join(told),
        "color": COLOURS[sign],
        "fields": [
            {"name": words(f"feed-field-{name}"), "value": value, "inline": True}
            for name, value in _settings(words, following.subscription).items()
        ],
    }
    return {"content": note, "embeds": [embed], "components": [_actions(words, following, panel)]}


def _actions(words: Words, following: Following, panel: Panel) -> Json:
    is_paused = following.subscription.paused_at is not None
    turned = "feed-resume" if is_paused else "feed-pause"
    return row(
        button(words("feed-edit-cards"), panel_id("feed-edit-cards", panel), style=PRIMARY),
        button(words("feed-edit-place"), panel_id("feed-edit-place", panel)),
        button(words(turned), panel_id(turned, panel)),
        button(words("feed-test"), panel_id("feed-test", panel)),
        button(words("feed-remove"), panel_id("feed-removal", panel), style=DANGER),
    )


def health(following: Following) -> str:
    """How a feed is, at a glance."""
    wish, feed = following.subscription, following.feed
    if wish.closed_for or feed.state is not FeedState.ACTIVE:
        return BROKEN
    if wish.paused_at is not None:
        return PAUSED
    return WAITING if feed.failures or feed.last_polled_at is None else GOOD


def _condition(words: Words, following: Following, room: int) -> list[str]:
    """When it was read, when it will be, what came last, and what is wrong.

    Args:
        words: The reader's language.
        following: The feed.
        room: Characters for each reason that comes from outside.
    """
    wish, feed = following.subscription, following.feed
    polled = words("feed-polled", last=_when(words, feed.last_polled_at), next=_next(words, feed))
    card = words("feed-last-card", when=_when(words, following.last_card_at))
    told = [f"{polled} · {card}"]
    if following.owed:
        told.append(words("feed-owed", count=following.owed))
    if following.failed:
        told.append(words("feed-failed", count=following.failed))
    if following.filters:
        told.append(words("feed-filters", count=following.filters))
    if wish.paused_at is not None:
        told.append(words("feed-paused-since", when=_when(words, wish.paused_at)))
    if wish.closed_for:
        told.append(words("feed-closed", reason=fitted(wish.closed_for, room)))
    if feed.reason:
        told.append(words("feed-trouble", reason=fitted(feed.reason, room)))
    return told


def _next(words: Words, feed: Feed) -> str:
    if feed.state is not FeedState.ACTIVE:
        return words("never")
    return _when(words, feed.next_poll_at)


def _settings(words: Words, wish: Subscription) -> dict[str, str]:
    manner = wish.manner
    return {
        "channel": f"<#{wish.channel_id}>",
        "style": words(f"style-{wish.style}") if wish.style else words("as-the-server"),
        "language": escaped(_language(words, wish.language)),
        "summaries": words(f"summaries-{manner.summaries}"),
        "image": words("image-on" if manner.image else "image-off"),
        "threads": words(f"threads-{manner.threads}"),
        "mention": f"<@&{manner.mention}>" if manner.mention else words("nobody"),
    }


def _language(words: Words, tag: str | None) -> str:
    if tag is None:
        return words("as-the-server")
    return tag or words("language-of-the-article")


# --- Forms ---


def cards_form(words: Words, following: Following, panel: Panel) -> Json:
    """What a feed is called, and what its cards say."""
    wish = following.subscription
    styles = [Option(words("as-the-server"), HOUSE, chosen=wish.style is None)]
    styles += [Option(words(f"style-{each}"), each, chosen=wish.style is each) for each in Style]
    summaries = [
        Option(words(f"summaries-{each}"), each, chosen=wish.manner.summaries is each)
        for each in Summaries
    ]
    images = [
        Option(words("image-on"), ON, chosen=wish.manner.image),
        Option(words("image-off"), OFF, chosen=not wish.manner.image),
    ]
    return form(
        words("feed-edit-title", name=line(following.name, NAME_LIMIT)),
        panel_id("feed-save-cards", panel),
        text_field(
            words("feed-field-name"),
            "name",
            value=wish.manner.name,
            hint=words("feed-name-hint", title=line(following.feed.title, NAME_LIMIT)),
            most=NAME_LIMIT,
        ),
        text_field(
            words("feed-field-language"),
            "language",
            value=wish.language or "",
            hint=words("feed-language-hint"),
            most=35,
        ),
        choice_field(words("feed-field-style"), "style", styles),
        choice_field(words("feed-field-summaries"), "summaries", summaries),
        choice_field(words("feed-field-image"), "image", images),
    )


def place_form(words: Words, following: Following, panel: Panel) -> Json:
    """Where a feed's cards stand, and what comes along with them."""
    wish = following.subscription
    threads = [
        Option(words(f"threads-{each}"), each, chosen=wish.manner.threads is each)
        for each in Threads
    ]
    roles = [wish.manner.mention] if wish.manner.mention else []
    return form(
        words("feed-edit-title", name=line(following.name, NAME_LIMIT)),
        panel_id("feed-save-place", panel),
        field(words("feed-field-channel"), channel_menu("channel", chosen=wish.channel_id)),
        choice_field(words("feed-field-threads"), "threads", threads),
        field(
            words("feed-field-mention"),
            optional(role_menu("mention", chosen=roles)),
            hint=words("feed-mention-hint"),
        ),
    )


# --- Ending and listing ---


def removal(words: Words, following: Following, panel: Panel) -> Message:
    """The question whether a feed is to be removed."""
    asked = words("feed-removal-asks", filters=following.filters, **_named(following))
    return question(words, asked, "feed-remove", panel)


def removed(words: Words, following: Following) -> Message:
    """That a feed is followed no more."""
    return said(words("feed-removed", **_named(following)))


def cancelled(words: Words) -> Message:
    """That nothing was changed."""
    return said(words("cancelled"))


def listed(words: Words, followings: Sequence[Following], panel: Panel, *, page: int) -> Message:
    """A page of a guild's feeds; pages count from 0, and the last is shown for any beyond."""
    if not followings:
        return said(words("feed-list-empty"))
    shown = page_of(followings, page, ON_PAGE)
    told = [f"{_item(words, each)}\n" for each in shown.items]
    embed = {
        "title": words("feed-list-title", count=len(followings)),
        "description": "\n".join(within(told, ROOM)),
        **shown.footer(words),
    }
    options = [
        Option(f"{health(each)} {each.name}", str(each.subscription.id)) for each in shown.items
    ]
    opened = menu(panel_id("feed-open", panel), options, placeholder=words("feed-open"))
    rows = [row(opened), *shown.turned("feed-page", panel)]
    return {"content": "", "embeds": [embed], "components": rows}


def _item(words: Words, following: Following) -> str:
    wish = following.subscription
    name = escaped(line(following.name, NAME_LIMIT))
    head = f"{health(following)} **{name}** · <#{wish.channel_id}>"
    return "\n".join([head, *(f"-# {each}" for each in _condition(words, following, LISTED_ROOM))])


def _named(following: Following) -> dict[str, str]:
    name = escaped(line(following.name, NAME_LIMIT))
    return {"name": name, "channel": f"<#{following.subscription.channel_id}>"}


def _when(words: Words, moment: datetime | None) -> str:
    """A moment as each reader's client tells it."""
    return words("never") if moment is None else f"<t:{int(moment.timestamp())}:R>"


def _code(url: Any) -> str:  # noqa: ANN401 - from a panel's JSON
    """An address as it is, which no client makes a link or a picture of."""
    return f"`{line(str(url), ADDRESS_LIMIT).replace('`', '%60')}`"
