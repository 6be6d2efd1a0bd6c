"""A rule's characters as tokens: brackets, AND, OR, NOT, fields, words, phrases and patterns."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.errors import Refusal

_QUOTES: Final = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
# A field is followed by what it is asked for. What has two slashes behind its colon is an address.
_TOKEN: Final = re.compile(
    r"(?P<blank>\s+)|(?P<bracket>[()])|(?P<operator>AND|OR|NOT)(?=[\s()]|$)"
    r"|(?P<minus>-)(?=\S)|(?P<field>[^\W\d_]+):(?!//)|(?P<phrase>\")|(?P<pattern>/)"
    r"|(?P<word>[^\s()\"]+)"
)


class Kind(StrEnum):
    """What a token is."""

    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    FIELD = "field"
    WORD = "word"
    PHRASE = "phrase"
    PATTERN = "pattern"


_ENDS: Final[Mapping[Kind, re.Pattern[str]]] = {
    Kind.PHRASE: re.compile(r'[^"]*+"'),
    # An escaped slash is a slash of the pattern's own.
    Kind.PATTERN: re.compile(r"(?:[^/\\]|\\.)*+/", re.DOTALL),
}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a rule.

    Attributes:
        kind: What it is.
        text: What it says, without quotes, slashes or colon.
        position: Where it begins, counted from 1.
    """

    kind: Kind
    text: str
    position: int


def tokens(rule: str) -> Iterator[Token]:
    """The tokens of a rule.

    Raises:
        Refusal: A quote or a pattern has no end.
    """
    rule = rule.translate(_QUOTES)
    at = 0
    while at < len(rule) and (found := _TOKEN.match(rule, at)) is not None:
        position, at = at + 1, found.end()
        match found.lastgroup:
            case "bracket" | "operator":
                yield Token(Kind(found[0]), found[0], position)
            case "minus":
                yield Token(Kind.NOT, found[0], position)
            case "field" | "word" as kind:
                yield Token(Kind(kind), found[kind], position)
            case "phrase" | "pattern" as kind:
                text, at = _closed(rule, at, Kind(kind))
                yield Token(Kind(kind), text, position)


def _closed(rule: str, at: int, kind: Kind) -> tuple[str, int]:
    """What stands before the sign that closes a phrase or a pattern, and where it goes on."""
    found = _ENDS[kind].match(rule, at)
    if found is None:
        raise Refusal(f"rule-unclosed-{kind}", position=at)
    return found[0][:-1], found.end()
