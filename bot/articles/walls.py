"""Whether a page is a wall in front of an article, or no article at all.

Every extractor gives the text of a consent wall, a captcha or a "not found" page as if it were
news. They betray themselves by little text, a title that says so, and telling phrases that fill
what text there is. An article *about* cookies has long paragraphs of its own, and a date or an
author, so the more a page looks like an article, the more it takes to call it a wall.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from bot.articles.wall_words import (
    CAPTCHA,
    CONSENT,
    DENIED,
    LOGIN,
    NOT_FOUND,
    PHRASES,
    SHELL,
    TITLES,
)

_STUB = 700  # characters: with less text, one telling phrase and a fitting title suffice
_EMPTY = 175  # characters: no article, whatever it says
_SHORT = 2_500  # characters: up to here phrases are counted; no wall but consent is longer
_CONSENT_LONGEST = 12_000  # characters; lists of vendors and purposes are long
_DENSE = 0.5  # of the text in lines that speak of consent
_MIN_HITS = 2  # telling phrases that a page without a telling title must have

_TITLE = {wall: re.compile(rf"(?:{words})", re.IGNORECASE) for wall, words in TITLES.items()}

_PHRASE = {wall: re.compile(rf"(?:{words})", re.IGNORECASE) for wall, words in PHRASES.items()}
_ORDER = (NOT_FOUND, CAPTCHA, DENIED, LOGIN, CONSENT)
_TITLE_READ = 120  # characters
_CHALLENGE = re.compile(
    r"challenges\.cloudflare\.com|/recaptcha/|hcaptcha\.com|captcha-delivery\.com|px-captcha"
    r"|geo\.captcha",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What a page is made of, as far as walls betray themselves by it.

    Attributes:
        challenge: It loads a captcha or a bot check.
        password: It asks for a password.
        scripted: It has scripts.
        appeal: What it tells readers without scripts.
    """

    challenge: bool = False
    password: bool = False
    scripted: bool = False
    appeal: str = ""


def marks_of(tree: HtmlElement) -> Marks:
    """Look for the marks of a wall in a page as it came, before any cleaning."""
    sources = (
        f"{tag.get('src') or ''} {tag.get('id') or ''}"
        for tag in tree.iter("iframe", "script", "div")
    )
    fields = ((field.get("type") or "").lower() for field in tree.iter("input"))
    appeals = (" ".join(tag.text_content().split()) for tag in list(tree.iter("noscript"))[:5])
    return Marks(
        challenge=any(map(_CHALLENGE.search, sources)),
        password="password" in fields,
        scripted=next(tree.iter("script"), None) is not None,
        appeal=" ".join(appeals)[:_SHORT],
    )


def find_wall(
    marks: Marks, paragraphs: Sequence[str], titles: Sequence[str], *, is_article: bool
) -> str:
    """Tell why a page is no article.

    Args:
        marks: What the page is made of.
        paragraphs: The text that was read from it.
        titles: Its title, headline and whatever else it is named by.
        is_article: Whether the page itself says that it is an article, or gives a date.

    Returns:
        The kind of wall, to be read as "it is a …"; empty for an article.
    """
    text = "\n".join(paragraphs)
    named = _named(titles)
    if len(text) <= _STUB and (wall := _stub(marks, text, named, is_article=is_article)):
        return wall
    if len(text) <= _SHORT and named and not is_article and _hits(named, text):
        return named
    if len(text) <= _CONSENT_LONGEST and not is_article and _is_consent(paragraphs, named):
        return CONSENT
    return ""


def _named(titles: Sequence[str]) -> str:
    """Return the wall that a title names, its site's suffix aside."""
    for title in titles:
        for part in (title, *re.split(r"\s[|\u2013\u2014-]\s", title[:_TITLE_READ])):
            bare = part.strip()[:_TITLE_READ].replace("\u2019", "'")
            for wall in _ORDER:
                if _TITLE[wall].fullmatch(bare):
                    return wall
    return ""


def _hits(wall: str, text: str) -> int:
    """Return how many different telling phrases a text has."""
    straight = text[:_CONSENT_LONGEST].replace("\u2019", "'")
    return len({match[0].lower() for match in _PHRASE[wall].finditer(straight)})


def _stub(marks: Marks, text: str, named: str, *, is_article: bool) -> str:
    """Judge a page with little text: what is no wall may be a brief."""
    if named and (not is_article or _hits(named, text)):
        return named
    hits = {wall: _hits(wall, text) for wall in _ORDER}
    most = max(_ORDER, key=lambda wall: hits[wall])
    if hits[most] >= _MIN_HITS + is_article and _share(most, text.split("\n")) >= _DENSE:
        return most
    return "" if is_article else _by_structure(marks, text, hits)


def _by_structure(marks: Marks, text: str, hits: dict[str, int]) -> str:
    """Judge by what the page is made of: challenge frames, password fields, scripts alone."""
    if marks.challenge and (hits[CAPTCHA] or len(text) < _EMPTY):
        return CAPTCHA
    if marks.password and (hits[LOGIN] or len(text) < _EMPTY):
        return LOGIN
    appealing = _hits(SHELL, text) or (len(text) < _EMPTY and _hits(SHELL, marks.appeal))
    if appealing or (marks.scripted and not text):
        return SHELL
    return ""


def _share(wall: str, lines: Sequence[str]) -> float:
    """Return how much of a text stands in lines with a telling phrase, from 0 to 1."""
    telling = [line for line in lines if _PHRASE[wall].search(line[:_SHORT])]
    return sum(map(len, telling)) / (sum(map(len, lines)) or 1)


def _is_consent(paragraphs: Sequence[str], named: str) -> bool:
    """Tell whether most of a text, line by line, is about cookies and partners."""
    share = _share(CONSENT, paragraphs)
    hits = _hits(CONSENT, "\n".join(paragraphs))
    return hits >= 2 * _MIN_HITS and share >= (_DENSE / 2 if named == CONSENT else _DENSE)
