"""The addresses in a message that somebody wants to ask about."""

import re
from collections.abc import Iterable, Sequence

import discord

from bot.fronts.discord.escaping import followable
from bot.fronts.outside import URL_LIMIT

MOST = 3  # pages for one question
ROOM = 4_000  # characters of them all, as they stand in a form
# One that is too long to be followed is still found to be too long.
_ADDRESS = re.compile(rf"https?://[^\s<>\"]{{1,{URL_LIMIT}}}")
# Ends a sentence or a style around an address, and no address.
_AFTER = ".,;:!?'\"”’»*_~|`]"


def links_of(message: discord.Message) -> tuple[str, ...]:
    """The first addresses in what a message says, carries on, or shows a preview of."""
    said = [message.content, *(each.content for each in message.message_snapshots)]
    shown = [*message.embeds, *(one for each in message.message_snapshots for one in each.embeds)]
    return links_in([*said, *(embed.url or "" for embed in shown)])


def links_in(texts: Sequence[str]) -> tuple[str, ...]:
    """The first addresses in texts, each once, as many as fit into a form.

    Args:
        texts: Anything; markdown around an address is left out.
    """
    chosen: list[str] = []
    for address in dict.fromkeys(_addresses(texts)):
        if len(chosen) < MOST and len("\n".join([*chosen, address])) <= ROOM:
            chosen.append(address)
    return tuple(chosen)


def _addresses(texts: Sequence[str]) -> Iterable[str]:
    for text in texts:
        for found in _ADDRESS.findall(text):
            address = followable(_bare(found))
            if address:
                yield address


def _bare(found: str) -> str:
    """The address without what stands behind it; a bracket ends it only if it opened before it."""
    bare = found.rstrip(_AFTER)
    while bare.endswith(")") and bare.count(")") > bare.count("("):
        bare = bare[:-1].rstrip(_AFTER)
    return bare
