"""A card as a Discord message: an embed with buttons that mentions nobody; a nonce when it is new.

Limits: https://discord.com/developers/docs/resources/message#embed-object-embed-limits
"""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b
from itertools import accumulate
from typing import Any

from bot.fronts import tellings, wording
from bot.fronts.discord.escaping import escaped, fitted, followable, linked, sentences, size
from bot.fronts.discord.readers.buttons import card_row
from bot.fronts.outside import HEADLINE_LIMIT, NAME_LIMIT, SENTENCE_LIMIT, line
from bot.news import Article, Card, OwedDelivery, Point, Posted, Related, Telling

TITLE_LIMIT = 256
ORIGIN_LIMIT = 256
# With a full title, author and footer an embed stays below the 6,000 characters for all its parts.
DESCRIPTION_LIMIT = 4_096
SUMMARY_ROOM = 3_000  # of a description that has other embeds beside it

NONCE_BYTES = 11  # so that a nonce has 24 characters of Discord's 25
ADDRESSES = frozenset({"url", "image"})  # parts of an embed
RELATED = "**Related**"
ALSO = "**Also told by**"
OUTLET_LIMIT = 60  # characters of a name among several
SHORT_ADDRESS = 200  # a longer one would push points out of the embed
RETRACTED = 0x858585  # no outlet's colour, as light as theirs

# The hues of `wording.hue`, as oklch(0.625 0.15 hue) or what the screen has of it: equally light,
# with a contrast of 3 to 1 or more to the embeds of the light theme and of the dark one.
COLOURS = (
    0xCD5B84,
    0xD35F4E,
    0xC66E02,
    0xA58308,
    0x7D9402,
    0x30A054,
    0x099D8A,
    0x0199AB,
    0x0691D4,
    0x6580E1,
    0x966FD4,
    0xB962B2,
)


def nonce(delivery: OwedDelivery) -> str:
    """What marks every attempt at one delivery: at most 25 characters, always the same.

    The moment is in it because ids begin anew with a new database, within Discord's memory.
    """
    marked = f"{delivery.id} {delivery.first_seen_at.isoformat()}"
    return "nd" + blake2b(marked.encode(), digest_size=NONCE_BYTES).hexdigest()


def payload(card: Card, *, nonce: str, plain: bool = False) -> dict[str, Any]:
    """The JSON body of create-message; it calls the role that the channel wants called.

    Args:
        card: What to show.
        nonce: Where a message of ours with this nonce is some minutes old at most, Discord gives
            back that one instead of making another.
        plain: Without addresses of its own, for Discord refuses some whose rules it does not tell.
    """
    return {**layout(card, plain=plain), **_call(card), "nonce": nonce, "enforce_nonce": True}


def layout(card: Card, *, plain: bool = False) -> dict[str, Any]:
    """The JSON body of edit-message: what a message shows, and that it mentions nobody.

    It has no content, so that a message keeps what it has.

    Args:
        card: What to show.
        plain: As above.
    """
    embed = _embed(card)
    if plain:
        embed = {name: part for name, part in embed.items() if name not in ADDRESSES}
    return {
        "embeds": [embed],
        "components": [card_row(card.manner)],
        "allowed_mentions": {"parse": []},
    }


def _call(card: Card) -> dict[str, Any]:
    """The role's mention, and the leave to mention it alone."""
    role = card.manner.mention
    if role is None:
        return {}
    return {"content": f"<@&{role}>", "allowed_mentions": {"parse": [], "roles": [str(role)]}}


def summary(card: Card) -> dict[str, Any]:
    """An embed with a card's summary, for somebody who reads the card without one.

    Links and picture stand on the card already. There is room for other embeds beside it.
    """
    bare = replace(card, related=(), manner=replace(card.manner, image=False))
    return _embed(bare, SUMMARY_ROOM)


def _embed(card: Card, room: int = DESCRIPTION_LIMIT) -> dict[str, Any]:
    """The embed, less the parts that the card has nothing for."""
    article = card.article
    image = followable(article.image) if card.manner.image else None
    footer = _footer(card)
    parts = {
        "author": {"name": _origin(card)},
        "title": fitted(wording.headline(card), TITLE_LIMIT),
        "url": _address(article),
        "description": _description(card, room),
        "color": _colour(article),
        "image": image and {"url": image},
        "footer": footer and {"text": footer},
        "timestamp": article.published_at.isoformat(timespec="seconds"),
    }
    return {name: part for name, part in parts.items() if part}


def _origin(card: Card) -> str:
    """The feed, the outlet, and what the article is where it is no news, which is never cut."""
    kind = tellings.kind(card)
    after = f"{tellings.SEPARATOR}{kind}" if kind else ""
    origin, room = wording.origin(card), ORIGIN_LIMIT - size(after)
    return (origin if size(origin) <= room else line(origin, room // 2)) + after


def _colour(article: Article) -> int:
    is_retracted = tellings.is_retracted(article.notice)
    return RETRACTED if is_retracted else COLOURS[wording.hue(wording.outlet(article))]


def _address(article: Article) -> str | None:
    return followable(article.canonical_url) or followable(article.url)


def _description(card: Card, room: int) -> str:
    """Notice, dek, other outlets, points, related links: as many whole ones as have room."""
    dek = sentences(card.summary.dek, SENTENCE_LIMIT)
    bullets = [f"- {told}" for point in card.summary.points if (told := _point(point, card))]
    related = [f"- {_relation(related)}" for related in card.related]
    lines = [_notice(card), dek, _also(card), *_withdrawals(card)]
    lines = [*filter(None, lines), *_below("\n", bullets), *_below(f"\n{RELATED}\n", related)]
    return _lines_within(room, lines).strip()


def _notice(card: Card) -> str:
    """What the outlet says of its own mistake, in bold what it did."""
    told, words = tellings.notice(card.article.notice)
    return " ".join(filter(None, (told and f"**{told}**", sentences(words, SENTENCE_LIMIT))))


def _point(point: Point, card: Card) -> str:
    """What it says, and small behind it who tells it, if that is not the card's outlet alone."""
    words = sentences(point.text, SENTENCE_LIMIT)
    tellers = ", ".join(tellings.tellers(point, card))
    return f"{words} · *{escaped(tellers)}*" if words and tellers else words


def _also(card: Card) -> str:
    """The other outlets, each with a link to its article, and how many are not named."""
    others = tellings.others(card)
    named = [_telling(telling) for telling in others[: tellings.MOST_OUTLETS]]
    told = (ALSO, tellings.SEPARATOR.join(named), tellings.more(len(others)))
    return " ".join(filter(None, told)) if named else ""


def _telling(telling: Telling) -> str:
    address = followable(telling.url) or ""
    name = line(tellings.outlet(telling), OUTLET_LIMIT)
    return linked(name, address if len(address) <= SHORT_ADDRESS else None)


def _withdrawals(card: Card) -> list[str]:
    """Who has taken back an article; without a link, for it proves nothing any more."""
    told = tellings.withdrawals(card)
    return [f"{escaped(line(name, OUTLET_LIMIT))} **{words}**" for name, words in told]


def _below(heading: str, lines: Sequence[str]) -> list[str]:
    """The lines, the heading as part of the first: neither stands without the other."""
    return [heading + lines[0], *lines[1:]] if lines else []


def _lines_within(room: int, lines: Sequence[str]) -> str:
    """The first lines, as many as have room together; none is cut."""
    ends = accumulate(size(words) + len("\n") for words in lines)
    return "\n".join(words for words, end in zip(lines, ends, strict=True) if end <= room)


def _relation(related: Related) -> str:
    """The title, linked to that story's own card if there is one here, and why it is there."""
    title = line(related.title, HEADLINE_LIMIT) or wording.UNTITLED
    why, address = line(related.why, NAME_LIMIT), followable(related.url)
    if related.posted is None:
        return tellings.SEPARATOR.join(filter(None, (linked(title, address), escaped(why))))
    article = linked("article", address) if address else ""
    told = (linked(title, jump(related.posted)), escaped(why), article)
    return tellings.SEPARATOR.join(filter(None, told))


def jump(posted: Posted) -> str:
    """The address of a message, which a client opens in its place."""
    guild = posted.guild_id or "@me"
    return f"https://discord.com/channels/{guild}/{posted.channel_id}/{posted.message_id}"


def _footer(card: Card) -> str:
    """Who wrote it, what was not read, how the summary was made; Discord puts the time behind it.

    Neither the footer nor the author's name is markdown: an escape would be seen.
    """
    by = wording.byline(card.article)
    facts = (
        by and f"By {by}",
        wording.shortfall(card.article),
        wording.credit(card.summary),
        wording.check(card),
        wording.caution(card.article).strip(),
    )
    return tellings.SEPARATOR.join(filter(None, facts))
