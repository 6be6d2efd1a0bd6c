"""Text and links from outside, as they may stand in the markdown of an embed.

What is escaped, and why a link's label is not, is in docs/decisions/discord-cards.md.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from urllib.parse import urlsplit

from bot.fronts.outside import line, link

READ = "read it"  # the label of a link whose own words cannot be one

# Whatever opens or closes a style, a quote, a link, a mention, a time or an emoji. A colon does so
# only where a word follows, as in ":fox:" and in "https://", which a client would make clickable.
_SPECIAL = re.compile(r"[\\*_~|`\[\]<>@]|:(?=\S)")
# Headings, small print and lists begin a line; "5.50" is also a list, and would be shown as "5.5".
_OPENING = re.compile(r"\A(?:[0-9]+(?=\.)|(?=[-+#]))")

# Where a sentence ends. A stop after less than three letters is an initial or a title ("Dr.").
_SENTENCE_END = re.compile(
    r"(?:(?<=[\w\"'”’»)\]%]{3})[.!?]+[\"'”’»)\]]*(?=\s|\Z)|[。！？।۔]+[」』”’）]*)"
)

# Discord refuses a whole message for an address whose host has no dot, or an underscore.
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_BRACKETS = str.maketrans({"(": "%28", ")": "%29", "[": "%5B", "]": "%5D"})


def size(text: str) -> int:
    """The length in UTF-16 code units: never less than what Discord counts, whose unit is vague."""
    return len(text) + sum(character > "\uffff" for character in text)


def escaped(text: str) -> str:
    """The text so that Discord shows it as it stands, and obeys none of it.

    Args:
        text: One visible line, as `outside.line` gives it.
    """
    return _OPENING.sub(r"\g<0>\\", _SPECIAL.sub(r"\\\g<0>", text))


def fitted(text: str, room: int) -> str:
    """The text on one line and escaped; cut at a word with an ellipsis if it is too long.

    Args:
        text: Anything from outside.
        room: The most UTF-16 code units to give back, escapes included; at least two.
    """
    words = _start(text, room)
    if size(whole := escaped(words)) <= room:
        return whole
    lengths = range(1, len(words))
    fitting = bisect_right(lengths, room, key=lambda n: size(escaped(line(words, n))))
    return escaped(line(words, fitting))


def sentences(text: str, room: int) -> str:
    """The same, cut where a sentence ends if one does; at a word if none does."""
    words = _start(text, room)
    if size(whole := escaped(words)) <= room:
        return whole
    ends = [found.end() for found in _SENTENCE_END.finditer(words)]
    fitting = bisect_right(ends, room, key=lambda end: size(escaped(words[:end])))
    return escaped(words[: ends[fitting - 1]]) if fitting else fitted(words, room)


def _start(text: str, room: int) -> str:
    """The text on one line, and no more of it than shows whether it fits."""
    return line(text, len(text))[: room + 1]


def within(lines: Sequence[str], room: int) -> list[str]:
    """The first lines that have room together, and an ellipsis in the place of those that do not.

    Args:
        lines: Each as it is shown; none is cut.
        room: UTF-16 code units, line breaks included, of what stands before the ellipsis.
    """
    ends = list(accumulate(size(each) + len("\n") for each in lines))
    fitting = bisect_right(ends, room)
    return [*lines[:fitting], *(["…"] if fitting < len(lines) else [])]


def followable(address: str | None) -> str | None:
    """The address if a reader may follow it and Discord takes it, else None."""
    safe = link(address)
    return safe if safe and _HOST.fullmatch(urlsplit(safe).hostname or "") else None


def linked(words: str, address: str | None) -> str:
    """Words that lead somewhere, or only the words where there is no address.

    In the label of a link Discord switches escaping off, so words that need it stand before it.

    Args:
        words: One visible line, not empty.
        address: What `followable` gave.
    """
    shown = escaped(words)
    if not address:
        return shown
    return link_to(words, address) if shown == words else f"{shown} · {link_to(READ, address)}"


def link_to(label: str, address: str) -> str:
    """A link whose label is ours, and is shown as it stands.

    Args:
        label: What a reader taps; brackets in it are in pairs.
        address: What `followable` gave.
    """
    return f"[{label}]({address.translate(_BRACKETS)})"
