"""The panels of feeds: what opens them, and what is pressed, chosen and sent on them."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from bot.errors import Refusal
from bot.fronts.discord.cards import layout
from bot.fronts.discord.moderators import feed_views as views
from bot.fronts.discord.moderators.components import Message
from bot.fronts.discord.moderators.turn import Handler, Turn, chosen_number, filled, number, values
from bot.fronts.discord.moderators.why_views import tested as test_view
from bot.fronts.discord.readers.acknowledging import refusal
from bot.news import (
    USUAL,
    ChannelId,
    FeedDocument,
    Following,
    Panel,
    RoleId,
    Style,
    Subscription,
    SubscriptionId,
    Summaries,
    Threads,
)

MOST_CHOICES = 10  # feeds that an address leads to, in a menu
TITLE_LIMIT = 100


# --- Opening ---


async def candidate_at(
    turn: Turn,
    url: str,
    channel_id: ChannelId,
    *,
    name: str = "",
    moves: SubscriptionId | None = None,
) -> Panel:
    """A panel for what an address leads to.

    Args:
        turn: Who asks.
        url: As it was typed.
        channel_id: Where the cards are to stand.
        name: What to call the feed; empty for what it calls itself.
        moves: The subscription that is to follow it instead; None for a new one.

    Raises:
        SourceError: There is no feed that can be read.
        Refusal: What was typed is no address.
    """
    found = (await turn.desk.scouting.scout(url)).feeds[:MOST_CHOICES]
    choices = [[each.url, each.title[:TITLE_LIMIT]] for each in found]
    about = {"choices": choices, "channel": channel_id, "name": name, "moves": moves}
    chosen = await _chosen(turn, about, 0, document=found[0].document)
    return await turn.desk.panels.open(turn.actor, "feed-add", chosen)


async def _chosen(
    turn: Turn, about: Mapping[str, Any], which: int, *, document: FeedDocument | None = None
) -> dict[str, Any]:
    """The same panel with one of its feeds chosen, and that one's newest entry as a card."""
    url, title = about["choices"][which]
    sample = await turn.desk.scouting.sample(url, document=document)
    embed = None if sample.card is None else layout(sample.card)["embeds"][0]
    return {
        **about,
        "url": url,
        "title": about["name"] or title,
        "embed": embed,
        "reason": sample.reason,
        "problem": "",
    }


async def feed_panel(turn: Turn, following: Following) -> Panel:
    """A panel for one feed."""
    about = {"feed": following.subscription.id}
    return await turn.desk.panels.open(turn.actor, "feed", about)


async def open_feed(turn: Turn, following: Following, *, note: str = "") -> Message:
    """One feed, with its buttons, on a panel of its own."""
    return views.shown(turn.words, following, await feed_panel(turn, following), note=note)


async def list_panel(turn: Turn, *, page: int) -> Message:
    """A page of all feeds."""
    panel = await turn.desk.panels.open(turn.actor, "feeds", {})
    followings = await turn.desk.subscribing.followings(turn.actor)
    return views.listed(turn.words, followings, panel, page=page)


async def tested(turn: Turn, following: Following) -> Message:
    """The newest entry of a feed as the card that it would be now, and each decision."""
    found = await turn.desk.scouting.test(turn.actor, following)
    return test_view(turn.words, found)


# --- Adding and moving ---


async def _choose(turn: Turn, panel: Panel, _argument: str) -> None:
    which = chosen_number(turn.interaction)
    if which is None or which >= len(panel.about["choices"]):
        raise Refusal("feed-unknown")
    await _change(turn, panel, await _chosen(turn, panel.about, which))


async def _place(turn: Turn, panel: Panel, _argument: str) -> None:
    channel_id = chosen_number(turn.interaction)
    if channel_id is None:
        raise Refusal("place-unknown")
    about = {**panel.about, "channel": channel_id, "problem": ""}
    try:
        turn.place(channel_id)
    except Refusal as error:  # told on the panel, where another one can be chosen
        about["problem"] = refusal(turn.words, error)
    await _change(turn, panel, about)


async def _change(turn: Turn, panel: Panel, about: Mapping[str, Any]) -> None:
    changed = await turn.desk.panels.change(panel, about)
    await turn.show(views.candidate(turn.words, changed))


async def _follow(turn: Turn, panel: Panel, _argument: str) -> None:
    about, subscribing = panel.about, turn.desk.subscribing
    channel_id = ChannelId(turn.place(about["channel"]).id)
    if not await turn.desk.panels.close(panel):  # the other of two presses was first
        raise Refusal("panel-old")
    if about.get("moves"):
        wish = SubscriptionId(about["moves"])
        following = await subscribing.move(turn.actor, wish, about["url"], title=about["title"])
        await turn.show(views.moved(turn.words, following))
        return
    following = await subscribing.follow(
        turn.actor,
        channel_id,
        about["url"],
        title=about["choices"][_position(about)][1],
        manner=replace(USUAL, name=about["name"]),
    )
    await turn.show(views.added(turn.words, following))


def _position(about: Mapping[str, Any]) -> int:
    return [url for url, _ in about["choices"]].index(about["url"])


async def _cancel(turn: Turn, panel: Panel, _argument: str) -> None:
    await turn.desk.panels.close(panel)
    await turn.show(views.cancelled(turn.words))


# --- One feed ---


async def _pause(turn: Turn, panel: Panel, _argument: str) -> None:
    following = await turn.desk.subscribing.pause(turn.actor, _wish(panel))
    await turn.show(views.shown(turn.words, following, panel, note=turn.words("feed-paused")))


async def _resume(turn: Turn, panel: Panel, _argument: str) -> None:
    following = await turn.desk.subscribing.resume(turn.actor, _wish(panel))
    await turn.show(views.shown(turn.words, following, panel, note=turn.words("feed-resumed")))


async def _test(turn: Turn, panel: Panel, _argument: str) -> None:
    await turn.show(await tested(turn, await _following(turn, panel)))


async def _ask_removal(turn: Turn, panel: Panel, _argument: str) -> None:
    await turn.show(views.removal(turn.words, await _following(turn, panel), panel))


async def _remove(turn: Turn, panel: Panel, _argument: str) -> None:
    await turn.desk.panels.close(panel)
    following = await turn.desk.subscribing.remove(turn.actor, _wish(panel))
    await turn.show(views.removed(turn.words, following))


async def _edit_cards(turn: Turn, panel: Panel, _argument: str) -> None:
    await turn.open(views.cards_form(turn.words, await _following(turn, panel), panel))


async def _edit_place(turn: Turn, panel: Panel, _argument: str) -> None:
    await turn.open(views.place_form(turn.words, await _following(turn, panel), panel))


async def _save_cards(turn: Turn, panel: Panel, _argument: str) -> None:
    wish = (await _following(turn, panel)).subscription
    fields = {name: (given or [""])[0] for name, given in filled(turn.interaction).items()}
    style = fields.get("style", views.HOUSE)
    manner = replace(
        wish.manner,
        name=fields.get("name", "").strip(),
        summaries=Summaries(fields.get("summaries", wish.manner.summaries)),
        image=fields.get("image", views.ON) == views.ON,
    )
    changed = replace(
        wish,
        manner=manner,
        style=None if style == views.HOUSE else Style(style),
        language=fields.get("language", "").strip() or None,
    )
    await _save(turn, panel, changed)


async def _save_place(turn: Turn, panel: Panel, _argument: str) -> None:
    wish = (await _following(turn, panel)).subscription
    fields = filled(turn.interaction)
    chosen = {name: [number(each) for each in given] for name, given in fields.items()}
    roles = [RoleId(each) for each in chosen.get("mention", ()) if each]
    channel = next((each for each in chosen.get("channel", ()) if each), wish.channel_id)
    [threads] = fields.get("threads") or [wish.manner.threads]
    manner = replace(wish.manner, threads=Threads(threads), mention=roles[0] if roles else None)
    if channel != wish.channel_id:
        turn.place(channel)
    await _save(turn, panel, replace(wish, manner=manner, channel_id=ChannelId(channel)))


async def _save(turn: Turn, panel: Panel, wish: Subscription) -> None:
    following = await turn.desk.subscribing.edit(
        turn.actor,
        wish.id,
        manner=wish.manner,
        style=wish.style,
        language=wish.language,
        channel_id=wish.channel_id,
    )
    await turn.show(views.shown(turn.words, following, panel, note=turn.words("feed-saved")))


# --- The list ---


async def _turn_page(turn: Turn, panel: Panel, argument: str) -> None:
    followings = await turn.desk.subscribing.followings(turn.actor)
    page = number(argument) or 0
    await turn.show(views.listed(turn.words, followings, panel, page=page))


async def _open(turn: Turn, _panel: Panel, _argument: str) -> None:
    chosen = values(turn.interaction)
    if not chosen:
        raise Refusal("feed-unknown")
    await turn.show(await open_feed(turn, await turn.feed(chosen[0])))


def _wish(panel: Panel) -> SubscriptionId:
    return SubscriptionId(panel.about["feed"])


async def _following(turn: Turn, panel: Panel) -> Following:
    return await turn.desk.subscribing.following(turn.actor, _wish(panel))


PRESSED: Mapping[str, Handler] = MappingProxyType(
    {
        "cancel": _cancel,
        "feed-choose": _choose,
        "feed-place": _place,
        "feed-follow": _follow,
        "feed-pause": _pause,
        "feed-resume": _resume,
        "feed-test": _test,
        "feed-removal": _ask_removal,
        "feed-remove": _remove,
        "feed-save-cards": _save_cards,
        "feed-save-place": _save_place,
        "feed-page": _turn_page,
        "feed-open": _open,
    }
)
OPENING: Mapping[str, Handler] = MappingProxyType(
    {"feed-edit-cards": _edit_cards, "feed-edit-place": _edit_place}
)
