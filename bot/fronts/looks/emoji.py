"""Emoji that our messages have, drawn by us, so that they look the same whatever fonts there are.

The drawings are named by their code points in hexadecimal. Any other emoji is left to the fonts.
"""

import re
from functools import cache
from importlib.resources import files
from urllib.parse import quote

from bot.fronts.markup import Html, element, join

EMOJI_STYLE = "\ufe0f"  # asks for the coloured picture of a character that has two looks
_SVG_SAFE = " /:='(),"


def with_emoji(text: str) -> Html:
    """Plain text made safe, and its emoji as pictures."""
    return join(*(_drawn(part) if n % 2 else part for n, part in enumerate(_known().split(text))))


def emoji_rules() -> str:
    """The part of a style sheet that holds the drawings."""
    return "".join(_rule(name, svg) for name, svg in _drawings().items())


def _rule(name: str, svg: str) -> str:
    address = f"data:image/svg+xml,{quote(svg, safe=_SVG_SAFE)}"
    return f'.e{name} {{ background-image: url("{address}"); }}\n'


def _drawn(emoji: str) -> Html:
    name = f"{ord(emoji[0]):x}"
    return element("span", class_=f"emoji e{name}", role="img", aria_label=emoji)


@cache
def _drawings() -> dict[str, str]:
    folder = files("bot.fronts.looks").joinpath("emoji_drawings")
    found = ((each.name.removesuffix(".svg"), each.read_text("utf-8")) for each in folder.iterdir())
    return {name: svg.strip().replace('"', "'") for name, svg in sorted(found)}


@cache
def _known() -> re.Pattern[str]:
    characters = "".join(chr(int(name, 16)) for name in _drawings())
    return re.compile(f"([{characters}]{EMOJI_STYLE}?)")
