"""Messages as a page of their own, laid out as Discord does: for previews, and for pictures."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from bot.fronts.document import document, resource
from bot.fronts.looks.emoji import emoji_rules, with_emoji
from bot.fronts.looks.forms import form_markup
from bot.fronts.looks.messages import NEWSDESK, Said, message_markup
from bot.fronts.looks.payloads import text
from bot.fronts.looks.scene import Scene
from bot.fronts.markup import Html, element
from bot.fronts.outside import NAME_LIMIT, line

CHANNEL = "channel"  # the class of what `picture` draws, by which it is photographed


def picture(
    messages: Sequence[Said | Mapping[str, Any]],
    scene: Scene,
    *,
    channel: str = "",
    title: str = "Newsdesk",
) -> str:
    """One HTML document that needs nothing else, with messages in the order given.

    Args:
        messages: Each with its place; a bare payload is said by Newsdesk now. The data of a form
            (a title and fields) is drawn as one.
        scene: What they are seen in.
        channel: The name of the channel, to stand above them.
        title: The page's name.
    """
    name = line(channel, NAME_LIMIT)
    head = element("p", element("b", with_emoji(name)), class_="channel-name") if name else None
    inside = (_drawn(each, scene) for each in messages)
    body = element("main", head, *inside, class_=CHANNEL)
    return document(line(title, NAME_LIMIT), style(), body)


@cache
def style() -> str:
    """The style sheet of messages."""
    return resource("looks/discord.css") + emoji_rules()


def _drawn(message: Said | Mapping[str, Any], scene: Scene) -> Html:
    if isinstance(message, Said):
        return message_markup(message, scene)
    if text(message, "title"):
        return form_markup(message, scene, app=NEWSDESK.name)
    return message_markup(Said(message), scene)
