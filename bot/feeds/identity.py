"""Identity: which entries of a document are new, which are edited, and which are known."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.feeds.dating import dated
from bot.feeds.fingerprint import fingerprints, says_something, without_guid
from bot.news import EditedEntry, Entry, EntryId, Filing, Fingerprint, KnownEntry, NewEntry

__all__ = ["file_entries", "fingerprints"]

# So many new entries at once are a busy hour, however small the feed is.
_HANDFUL = 5
# What an entry can be known by, the strongest first: link, content, key.
_Trait = tuple[str, str]
_Candidate = tuple[Entry, Fingerprint]


def file_entries(
    entries: Sequence[Entry],
    known: Sequence[KnownEntry],
    *,
    first: bool,
    first_poll_shows: int,
    now: datetime,
) -> Filing:
    """Decide what becomes of each entry of a document.

    An entry is known by its link, else its content, else its key: what we have by address or by
    word is not new under any guid, and a known guid over another text is an edit. A document that
    lists one entry twice files it once. Dates never count, but for the order of what is new.

    Args:
        entries: The document's entries, in its order: the newest first, as feeds do.
        known: Every stored entry of this feed that shares a key, a link or a content with the
            `fingerprints` of these entries, however long ago it was stored.
        first: Whether nothing of this feed is stored yet.
        first_poll_shows: How many of the newest entries a first poll shows.
        now: The moment of the poll, which stands in for missing and absurd dates.

    Returns:
        The entries to store and those to store anew. A first poll shows only its newest; where
        more than half of a known feed looks new, nothing is shown, and the report says so.
    """
    remembered = _remembered(known)
    old: dict[EntryId, list[_Candidate]] = {}
    strange: list[_Candidate] = []
    for candidate in _candidates(entries, remembered):
        owner = _owner(_traits(candidate[1]), remembered)
        (strange if owner is None else old.setdefault(owner, [])).append(candidate)
    unseen = _first_of_each(strange, after=[each for group in old.values() for each in group])
    new = _oldest_first(unseen, now)
    flooded = not first and _looks_like_a_flood(len(new), len(old))
    showing = len(new)
    if first:
        showing = first_poll_shows
    elif flooded:
        showing = 0
    silent = len(new) - showing
    return Filing(
        new=tuple(replace(each, shown=at >= silent) for at, each in enumerate(new)),
        edited=tuple(_edited(old, known)),
        report=_flood_report(len(new), len(old)) if flooded else "",
    )


def _traits(fingerprint: Fingerprint) -> tuple[_Trait, ...]:
    key, link, content = fingerprint.key, fingerprint.link, fingerprint.content
    by_link = () if link is None else (("link", link),)
    return *by_link, ("content", content), ("key", key)


def _remembered(known: Iterable[KnownEntry]) -> dict[_Trait, EntryId]:
    """Who owns a trait: the entry that had it first."""
    owners: dict[_Trait, EntryId] = {}
    for each in sorted(known, key=lambda each: each.id):
        for trait in _traits(each.fingerprint):
            owners.setdefault(trait, each.id)
    return owners


def _owner(traits: Iterable[_Trait], remembered: Mapping[_Trait, EntryId]) -> EntryId | None:
    return next((remembered[trait] for trait in traits if trait in remembered), None)


def _candidates(
    entries: Iterable[Entry], remembered: Mapping[_Trait, EntryId]
) -> Iterator[_Candidate]:
    """The entries with their fingerprints, less guids that have passed to another entry.

    Some feeds number their entries by place: what was guid 1 yesterday is guid 2 today. So a guid
    is not trusted where the entry that it belongs to stands in the document under others only.
    """
    meaningful = [entry for entry in entries if says_something(entry)]
    prints = fingerprints(meaningful)
    by_key = [remembered.get(("key", it.key)) for it in prints]
    by_rest = [_owner(_traits(it)[:-1], remembered) for it in prints]
    moved = {rest for key, rest in zip(by_key, by_rest, strict=True) if rest != key}
    stayed = {rest for key, rest in zip(by_key, by_rest, strict=True) if rest == key}
    passed_on = moved - stayed - {None}
    for entry, fingerprint, owner in zip(meaningful, prints, by_key, strict=True):
        yield entry, without_guid(fingerprint) if owner in passed_on else fingerprint


def _first_of_each(
    candidates: Iterable[_Candidate], *, after: Iterable[_Candidate]
) -> list[_Candidate]:
    """The candidates that share no trait with those before them."""
    seen = {trait for _, fingerprint in after for trait in _traits(fingerprint)}
    unseen = []
    for entry, fingerprint in candidates:
        traits = _traits(fingerprint)
        if seen.isdisjoint(traits):
            seen.update(traits)
            unseen.append((entry, fingerprint))
    return unseen


def _oldest_first(candidates: Sequence[_Candidate], now: datetime) -> list[NewEntry]:
    """New entries by date; of one date, the last in the document is the oldest."""
    new = []
    for entry, fingerprint in reversed(candidates):
        published_at, dating = dated(entry, now)
        new.append(
            NewEntry(
                entry=entry,
                fingerprint=fingerprint,
                published_at=published_at,
                dating=dating,
                shown=True,
            )
        )
    return sorted(new, key=lambda each: each.published_at)


def _edited(
    old: Mapping[EntryId, Sequence[_Candidate]], known: Iterable[KnownEntry]
) -> Iterator[EditedEntry]:
    """The known entries of which the document holds no version as it is stored."""
    stored = {each.id: each.fingerprint for each in known}
    for owner, versions in old.items():
        if stored[owner].content in {fingerprint.content for _, fingerprint in versions}:
            continue
        by_key = (each for each in versions if each[1].key == stored[owner].key)
        entry, fingerprint = next(by_key, versions[0])
        # It stays known by what it was first known by, for older versions may come back.
        kept = replace(stored[owner], content=fingerprint.content)
        yield EditedEntry(id=owner, entry=entry, fingerprint=kept)


def _looks_like_a_flood(new: int, old: int) -> bool:
    """Whether a feed has changed its ids, its addresses or its owner, rather than had news."""
    return new > _HANDFUL and new > old


def _flood_report(new: int, old: int) -> str:
    return f"{new} of {new + old} entries looked new at once: stored without showing them"
