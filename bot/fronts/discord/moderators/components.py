"""Buttons, menus and forms as Discord's JSON; an id says what it does, and on which panel.

Limits: https://discord.com/developers/docs/components/reference
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.fronts.outside import line
from bot.fronts.words import Words
from bot.news import Panel, PanelId

T = TypeVar("T")
Json = dict[str, Any]
# What create-message, an answer to an interaction and our own page take: content, embeds, rows.
Message = Json

ROW, BUTTON, STRING_MENU, TEXT, ROLE_MENU, CHANNEL_MENU, LABEL = 1, 2, 3, 4, 6, 8, 18
PRIMARY, SECONDARY, SUCCESS, DANGER, LINK = 1, 2, 3, 4, 5
ONE_LINE, PARAGRAPH = 1, 2

BUTTON_LIMIT = 80  # characters of a button's label
OPTION_LIMIT = 100  # of an option's label, its value and its description
OPTIONS = 25  # of a menu
LABEL_LIMIT = 45  # of a field's label, and of a form's title
HINT_LIMIT = 100  # below a field's label
PLACEHOLDER_LIMIT = 150
# Where messages can be posted: text, announcement, and the three kinds of threads.
PLACES = (0, 5, 10, 11, 12)

_ID = re.compile(r"nm:([a-z-]{1,30}):([0-9]{1,19})(?::(.{0,40}))?")


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a menu."""

    label: str
    value: str
    hint: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Pressed:
    """What an id says: what to do, on which panel, with what."""

    action: str
    panel_id: PanelId
    argument: str = ""


def panel_id(action: str, panel: Panel, argument: str = "") -> str:
    """The id of a component of a panel."""
    return f"nm:{action}:{panel.id}" + (f":{argument}" if argument else "")


def read_panel_id(custom_id: str) -> Pressed | None:
    """What an id says; None for one that is not a panel's."""
    found = _ID.fullmatch(custom_id)
    if found is None or int(found[2]) >= 2**63:
        return None
    return Pressed(found[1], PanelId(int(found[2])), found[3] or "")


def row(*parts: Json) -> Json:
    """Parts beside each other: up to five buttons, or one menu."""
    return {"type": ROW, "components": list(parts)}


def button(label: str, custom_id: str, *, style: int = SECONDARY, disabled: bool = False) -> Json:
    """A button that tells us when it is pressed."""
    made = {"type": BUTTON, "style": style, "label": line(label, BUTTON_LIMIT)}
    return {**made, "custom_id": custom_id, **({"disabled": True} if disabled else {})}


def link_button(label: str, url: str) -> Json:
    """A button that leads somewhere."""
    return {"type": BUTTON, "style": LINK, "label": line(label, BUTTON_LIMIT), "url": url}


def menu(custom_id: str, options: Sequence[Option], *, placeholder: str = "") -> Json:
    """A menu of which one option is chosen."""
    return {
        "type": STRING_MENU,
        "custom_id": custom_id,
        "options": [_option(each) for each in options[:OPTIONS]],
        **_hint("placeholder", placeholder, PLACEHOLDER_LIMIT),
    }


def channel_menu(
    custom_id: str, *, placeholder: str = "", chosen: int | None = None, least: int = 1
) -> Json:
    """A menu of the channels that take messages.

    Args:
        custom_id: Its id.
        placeholder: What stands there while none is chosen.
        chosen: The channel that is.
        least: 0 where none may be.
    """
    return {
        "type": CHANNEL_MENU,
        "custom_id": custom_id,
        "channel_types": list(PLACES),
        "min_values": least,
        **_hint("placeholder", placeholder, PLACEHOLDER_LIMIT),
        **_defaults("channel", [] if chosen is None else [chosen]),
    }


def role_menu(
    custom_id: str, *, placeholder: str = "", chosen: Iterable[int] = (), most: int = 1
) -> Json:
    """A menu of roles, of which none need be chosen."""
    return {
        "type": ROLE_MENU,
        "custom_id": custom_id,
        "min_values": 0,
        "max_values": most,
        **_hint("placeholder", placeholder, PLACEHOLDER_LIMIT),
        **_defaults("role", sorted(chosen)[:most]),
    }


def form(title: str, custom_id: str, *fields: Json) -> Json:
    """A form of up to five fields."""
    return {
        "title": line(title, LABEL_LIMIT),
        "custom_id": custom_id,
        "components": list(fields),
    }


def text_field(
    label: str,
    name: str,
    *,
    value: str = "",
    hint: str = "",
    most: int = 100,
    style: int = ONE_LINE,
    required: bool = False,
) -> Json:
    """A field to type into.

    Args:
        label: What to type.
        name: By which the answer is known.
        value: What stands there already.
        hint: Below the label.
        most: Characters that may be typed.
        style: One line, or a paragraph.
        required: Whether it may not stay empty.
    """
    typed = {
        "type": TEXT,
        "custom_id": name,
        "style": style,
        "required": required,
        "max_length": most,
        **({"value": value[:most]} if value else {}),
    }
    return field(label, typed, hint=hint)


def choice_field(label: str, name: str, options: Sequence[Option], *, hint: str = "") -> Json:
    """A field to choose one option in."""
    return field(label, menu(name, options), hint=hint)


def field(label: str, part: Json, *, hint: str = "") -> Json:
    """Any component as a field of a form."""
    return {
        "type": LABEL,
        "label": line(label, LABEL_LIMIT),
        "component": part,
        **_hint("description", hint, HINT_LIMIT),
    }


def optional(part: Json) -> Json:
    """The same menu, in a form that may be sent without a choice."""
    return {**part, "required": False, "min_values": 0}


def said(content: str) -> Message:
    """Words alone, with which everything is said: no button is left of what stood there."""
    return {"content": content, "embeds": [], "components": []}


def question(words: Words, asked: str, action: str, panel: Panel) -> Message:
    """Whether something that cannot be undone is to be done.

    Args:
        words: In the language of whoever is asked.
        asked: The question.
        action: What a *yes* does, and by which name it is worded.
        panel: What it is about.
    """
    yes = button(words(action), panel_id(action, panel), style=DANGER)
    no = button(words("cancel"), panel_id("cancel", panel))
    return {"content": asked, "embeds": [], "components": [row(yes, no)]}


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of many items; pages count from 0."""

    items: Sequence[T]
    number: int
    last: int

    def footer(self, words: Words) -> Json:
        """What an embed says of it; nothing where there is one page alone."""
        told = {"text": words("page-of", page=self.number + 1, pages=self.last + 1)}
        return {"footer": told} if self.last else {}

    def turned(self, action: str, panel: Panel) -> Sequence[Json]:
        """The row that turns it."""
        return pages(action, panel, self.number, first=0, last=self.last)


def page_of(items: Sequence[T], wanted: int, size: int) -> Page[T]:
    """A page of so many items, of which there is one at least; the nearest for any beyond."""
    last = (len(items) - 1) // size
    number = min(max(wanted, 0), last)
    return Page(items[number * size : (number + 1) * size], number, last)


def pages(action: str, panel: Panel, page: int, *, first: int, last: int) -> Sequence[Json]:
    """A row that turns pages; none where there is one page alone."""
    if first == last:
        return []
    back = button("◀", panel_id(action, panel, str(page - 1)), disabled=page <= first)
    forth = button("▶", panel_id(action, panel, str(page + 1)), disabled=page >= last)
    return [row(back, forth)]


def _option(option: Option) -> Json:
    return {
        "label": line(option.label, OPTION_LIMIT) or option.value,
        "value": option.value[:OPTION_LIMIT],
        **_hint("description", option.hint, OPTION_LIMIT),
        **({"default": True} if option.chosen else {}),
    }


def _hint(name: str, words: str, most: int) -> Json:
    return {name: line(words, most)} if words else {}


def _defaults(kind: str, ids: Sequence[int]) -> Json:
    chosen = [{"id": str(each), "type": kind} for each in ids]
    return {"default_values": chosen} if chosen else {}
