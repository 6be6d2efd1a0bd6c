"""Titles without the site's suffix, and bylines that are names and nothing else."""

import re
from collections.abc import Iterable, Sequence
from html import unescape

from bot.articles.tidying import plain

LONGEST_TITLE = 300  # characters
_LONGEST_NAME = 60  # characters; longer is a biography
_SHORT_KEY = 4  # letters; shorter ones begin anything
_LONGEST_CREDIT = 500  # characters in which names are looked for
_EDGES = " \t.,:;|*\"'–—-"
_MOST_AUTHORS = 10
_MOST_WORDS = 6  # of one name; "Maria do Carmo dos Santos Silva"

_SEPARATOR = re.compile(r"\s+[|·•»«–—:-]+\s+|\s*[|»]\s*|\s+::\s+")
_WORD = re.compile(r"[^\W_]+")
_BY = re.compile(
    r"^\W*(?:(?:written|posted|published|reported|words|story|text|report|review|opinion"
    r"|analysis)\s+)?"
    r"(?:by(?=[\s:])|authors?\s*:|von(?=\s)|por(?=[\s:])|par(?=[\s:])|di(?=\s[A-Z])|door(?=\s)"
    r"|av(?=\s)"
    r"|af(?=\s)|autore?s?\s*:|autorin?\s*:|автор\w*\s*:|текст\s*:|作者\s*[::]|文\s*[/／::]|記者|记者"
    r"|글\s*[::])"
    r"[\s::]*",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:[;|/•·、\n]|(?<=[a-z]{3})\.\s|,(?!\s*(?:jr|sr|ph\.?d|m\.?d)\b)|\s&\s|\band\b|\bund\b"
    r"|\bet\b|(?<=\s)[yeи](?=\s)|\ben\b(?=\s[A-Z]))\s*",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"\s*(?:\(.{0,80}?\)|<[^<>]{0,200}>|\[.{0,80}?\]|@\w+|https?://\S+|\S+@\S+\.\w+)", re.IGNORECASE
)
_MAILED = re.compile(r"\S{3,100}@\S{3,100}\s\(([^()]{2,80})\)")  # RSS: "address (name)"
# A role, a desk, a date: where these begin, the name has ended.
_NO_NAME = re.compile(
    r"\d|https?:|www\.|\b(?:published|updated|posted|reporter|correspondent|editor|contributor"
    r"|columnist"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august"
    r"|september|october|november|december|minutes?"
    r"|hours? ago|comments?|share|follow|read|subscribe|redaktion(?:sleiter)?|more about|view all"
    r"|all posts|profile|for (?:the )?\w+|is an?|covers|senior|deputy|special to)\b",
    re.IGNORECASE,
)
_NOBODY = frozenset({
    "admin", "administrator", "author", "webmaster", "root", "user", "editor", "guest",
    "unknown", "none", "null", "undefined", "n/a", "default", "anonymous", "autor", "auteur",
    "wordpress", "by", "superuser",
})  # fmt: skip


def without_site(title: str, sites: Iterable[str]) -> str:
    """Cut the site's name off a page's title.

    Args:
        title: As the page gives it: "Bridge closed | The Harbour Post".
        sites: Names that the site is known by, its host's included.

    Returns:
        The title alone. A part between separators goes where it is one of those names, or,
        behind a bar, where it is short beside the rest.
    """
    title = plain(unescape(title))[:LONGEST_TITLE]
    known = {_key(site) for site in sites if site}
    cuts = list(_SEPARATOR.finditer(title))
    while cuts:
        cut = cuts.pop()
        head, tail = title[: cut.start()].strip(), title[cut.end() :].strip()
        if not head or not _is_site(tail, head, cut[0].strip(), known):
            break
        title = head
    return _without_prefix(title, known)


def _without_prefix(title: str, known: set[str]) -> str:
    first = _SEPARATOR.search(title)
    if first and _key(title[: first.start()]) in known and title[first.end() :].strip():
        return title[first.end() :].strip()
    return title


def _is_site(part: str, rest: str, separator: str, known: set[str]) -> bool:
    key = _key(part)
    near = (name for name in known if min(len(key), len(name)) > _SHORT_KEY)
    if key in known or any(key.startswith(name) or name.startswith(key) for name in near):
        return True
    few = len(part.split()) <= 4 and len(rest.split()) >= 4  # noqa: PLR2004 - a name beside a sentence
    return separator in {"|", "»", "«", "·", "•"} and few


def _key(name: str) -> str:
    return "".join(_WORD.findall(name.lower()))


def likeness(one: str, other: str) -> float:
    """Return how many of the words of the shorter title stand in the other, from 0 to 1."""
    left, right = set(_WORD.findall(one.lower())), set(_WORD.findall(other.lower()))
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def byline(names: Sequence[str], site: str = "") -> str | None:
    """Make a byline of what a page calls its authors.

    Args:
        names: Each one name or several, with "By", roles, dates and addresses around them.
        site: The outlet's name, which is nobody's.

    Returns:
        The names, joined by ", ", or None where none is left.
    """
    found = [name for given in names[:_MOST_AUTHORS] for name in _people(given)]
    people = {_key(name): name for name in reversed(found) if not _is_outlet(name, site)}
    return ", ".join(dict.fromkeys(reversed(people.values()))) or None


def _is_outlet(name: str, site: str) -> bool:
    """Tell whether a name is the outlet's own, or that of one of its desks ("CNN Business")."""
    own, key = _key(site), _key(name)
    return bool(own) and (key == own or (len(name.split()) > 1 and name.startswith(f"{site} ")))


def _people(given: str) -> list[str]:
    mailed = _MAILED.fullmatch(given.strip()[:_LONGEST_CREDIT])
    credit = plain(unescape(mailed[1] if mailed else given[:_LONGEST_CREDIT]))
    names: list[str] = []
    for part in _SPLIT.split(_BY.sub("", _REMARK.sub(" ", credit))):
        name = _BY.sub("", part).strip(_EDGES)
        role = _NO_NAME.search(name)
        if names and (role or not _is_name(name)):
            break  # after the names come roles and desks
        if _is_name(alone := name[: role.start()].strip(_EDGES) if role else name):
            names.append(_cased(alone))
    return names[:_MOST_AUTHORS]


def _is_name(name: str) -> bool:
    letters = sum(map(str.isalpha, name))
    return (
        letters > 1
        and len(name) <= _LONGEST_NAME
        and len(name.split()) <= _MOST_WORDS
        and name.lower() not in _NOBODY
        and not name.lower().endswith("admin")
        and not name.startswith(("http", "www."))
    )


def _cased(name: str) -> str:
    """Write a shouted name as a name; short ones may be agencies (AFP, AP)."""
    return name.title() if name.isupper() and " " in name and name.isascii() else name
