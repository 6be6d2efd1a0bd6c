"""Fingerprints: what of an entry is remembered, to know it again.

A feed's own ids are believed only as far as the document bears them out, so fingerprints are
taken over a whole document at once.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from bot.feeds.links import comparable_link
from bot.news import Entry, Fingerprint

# What fits an index of every database, with room for the kind before it.
_LONGEST_NAME = 190
# Two different things may share a link by accident or by an edit. Three or more that share it
# make it a place (a live page, a podcast's home), and a shared text a formula.
_CROWD = 3
# UTF-8 bytes below which title and text say too little to be known again by: "Daily briefing",
# "Read more". Under a short title only a long text is one of its kind.
_SHORTEST_TITLE = 20
_SHORTEST_TEXT = 40
_LONG_TEXT = 250
# Characters of a title or text that are read: what is longer is told apart by its beginning.
_LONGEST_TEXT = 100_000
# `[^<>]` and not `[^>]`: so that a megabyte of "<" is read once, not once for each.
_TAG = re.compile(r"<[^<>]*>")
# Counters that tick by themselves in popular feeds; a tick is no edit.
_COUNTER = re.compile(
    r"(?<!\d)\d++ ?(?:comments?|replies|views|likes)\b|\b(?:comments|points|views|likes): ?\d++",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Traits:
    """An entry's claims to be itself, less what may differ between two polls."""

    guid: str
    address: str
    link: str | None
    title: str
    text: str


def says_something(entry: Entry) -> bool:
    """Whether an entry has a guid, a link, a title or a text; one without is nobody's news."""
    claims = (entry.guid, entry.link, entry.title, entry.summary, entry.content)
    return any(claim and claim.strip() for claim in claims)


def fingerprints(entries: Sequence[Entry]) -> tuple[Fingerprint, ...]:
    """The fingerprints of one document's entries, in its order, less those that say nothing.

    The key is the guid, else the link, else the title and content hash. A guid is not trusted
    where entries that differ in link and in title share it. The link is made comparable, and is
    None where it stands under three titles or more. The content is a hash of title and text, and
    of the link too where the words say too little. Dates never count.

    Args:
        entries: All the entries of the document: what repeats can be seen only side by side.
    """
    traits = [_traits(entry) for entry in entries if says_something(entry)]
    places = _crowded((each.link, each.title or each.text) for each in traits)
    formulas = _crowded((_content(each), each.address) for each in traits)
    reused = _reused_guids(traits, places)
    return tuple(_fingerprint(each, places, formulas, reused) for each in traits)


def without_guid(fingerprint: Fingerprint) -> Fingerprint:
    """The fingerprint of an entry whose guid is not trusted: known by its link or its content."""
    link, content = fingerprint.link, fingerprint.content
    return replace(fingerprint, key=f"text:{content}" if link is None else f"link:{link}")


def _traits(entry: Entry) -> _Traits:
    return _Traits(
        # A site that moves to https changes nothing but the scheme of its ids.
        guid=re.sub(r"\Ahttp://", "https://", (entry.guid or "").strip()),
        address=(entry.link or "").strip(),
        link=comparable_link(entry.link),
        title=_words(entry.title),
        text=f"{_words(entry.summary)} {_words(entry.content)}".strip(),
    )


def _words(markup: str) -> str:
    """The words of a piece of HTML; layout, tracking pixels and counters are not among them."""
    return _COUNTER.sub("", " ".join(_TAG.sub(" ", markup[:_LONGEST_TEXT]).split()))


def _crowded(pairs: Iterable[tuple[str | None, str]]) -> frozenset[str]:
    """The values that stand beside at least three different others."""
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for value, other in pairs:
        if value is not None:
            beside[value].add(other)
    return frozenset(value for value, others in beside.items() if len(others) >= _CROWD)


def _reused_guids(traits: Sequence[_Traits], places: frozenset[str]) -> frozenset[str]:
    """The guids under which this document shows different things."""
    sharing: defaultdict[str, list[_Traits]] = defaultdict(list)
    for each in traits:
        sharing[each.guid].append(each)
    return frozenset(
        guid
        for guid, group in sharing.items()
        if len(group) > 1
        and not _all_alike([each.title for each in group])
        and not _all_alike([None if each.link in places else each.link for each in group])
    )


def _all_alike(values: Sequence[str | None]) -> bool:
    """Whether all values are one and the same; an empty value is like nothing."""
    return bool(values[0]) and len(set(values)) == 1


def _fingerprint(
    traits: _Traits, places: frozenset[str], formulas: frozenset[str], reused: frozenset[str]
) -> Fingerprint:
    link = None if traits.link is None or traits.link in places else _name("", traits.link)
    content = _content(traits)
    if content in formulas or not _is_telling(traits):
        content = _digest(content, traits.link or traits.address)
    nameless = without_guid(Fingerprint(key="", link=link, content=content))
    trusted = traits.guid and traits.guid not in reused
    return replace(nameless, key=_name("guid:", traits.guid)) if trusted else nameless


def _is_telling(traits: _Traits) -> bool:
    """Whether title and text can belong to one article only."""
    title, text = len(_bytes(traits.title)), len(_bytes(traits.text))
    return text >= _LONG_TEXT or (title >= _SHORTEST_TITLE and text >= _SHORTEST_TEXT)


def _content(traits: _Traits) -> str:
    return _digest(traits.title, traits.text)


def _name(kind: str, value: str) -> str:
    """A value that every database can hold and index: itself, or its hash."""
    fits = len(value) <= _LONGEST_NAME and value.isprintable()
    return kind + (value if fits else "sha256:" + _digest(value))


def _digest(*parts: str) -> str:
    """A hash of the parts; an unprintable mark between them, so that no two lists read alike."""
    return sha256(b"\x00".join(_bytes(part.replace("\x00", "")) for part in parts)).hexdigest()


def _bytes(text: str) -> bytes:
    """UTF-8, also of the lone surrogates that no honest text has."""
    return text.encode("utf-8", "surrogatepass")
