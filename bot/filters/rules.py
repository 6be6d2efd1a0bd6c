"""A rule, read: terms joined by AND, OR and NOT.

The grammar is small enough for a parser by hand:

    any  := all (OR all)*
    all  := one ([AND] one)*
    one  := NOT one | field: one | "(" any ")" | word | "phrase" | /pattern/
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as field_of
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, Protocol, cast

import re2

from bot.errors import Refusal
from bot.filters.naming import domain, language
from bot.filters.scanning import Kind, Token, tokens
from bot.filters.spelling import plain

LONGEST: Final = 500  # characters of a rule
LONGEST_PATTERN: Final = 200
MOST_TERMS: Final = 50
DEEPEST: Final = 10
# Bytes that RE2 may take for one pattern; a counted repetition of a class soon wants more.
PATTERN_MEMORY: Final = 1 << 20
REMEMBERED: Final = 2_000  # rules: those of a house with many guilds


class Field(StrEnum):
    """What of an entry a term looks at."""

    TITLE = "title"
    BODY = "body"
    AUTHOR = "author"
    CATEGORY = "category"
    DOMAIN = "domain"
    LANGUAGE = "language"
    TOPIC = "topic"


# Fields whose terms are no words but names of their own kind.
_NAMES: Final[Mapping[Field | None, Callable[[str], str | None]]] = {
    Field.DOMAIN: domain,
    Field.LANGUAGE: language,
}


class Pattern(Protocol):
    """A compiled pattern of RE2's, which takes linear time."""

    def search(self, text: str) -> "Match | None":
        """The first place that fits."""
        ...


class Match(Protocol):
    """A place that fits."""

    def start(self) -> int:
        """Where it begins."""
        ...

    def end(self) -> int:
        """Where it ends."""
        ...


@dataclass(frozen=True, slots=True)
class Term:
    """A word, a phrase, the beginning of a word, or a pattern.

    Attributes:
        text: As it was typed, without quotes and slashes.
        kind: Word, phrase or pattern.
        field: What it looks at; None for title and body.
        words: Its words as `plain` spells them; a pattern has none.
        pattern: What a pattern became.
    """

    text: str
    kind: Kind
    field: Field | None
    words: str = ""
    pattern: Pattern | None = field_of(default=None, compare=False, repr=False)

    @property
    def is_beginning(self) -> bool:
        """Whether longer words fit, too."""
        return self.kind is Kind.WORD and self.text.endswith("*")


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be."""

    part: "Rule"


@dataclass(frozen=True, slots=True)
class AllOf:
    """What must be together."""

    parts: tuple["Rule", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Of which one is enough."""

    parts: tuple["Rule", ...]


Rule = Term | Not | AllOf | AnyOf


@lru_cache(maxsize=REMEMBERED)
def parse(rule: str) -> Rule:
    """A rule as it is meant.

    Args:
        rule: As a moderator types it.

    Raises:
        Refusal: It cannot be read; the facts say where, and the name why.
    """
    if len(rule) > LONGEST:
        raise Refusal("rule-too-long", most=LONGEST)
    found = list(tokens(rule))
    if not found:
        raise Refusal("rule-empty")
    return _Reader(found).rule()


def told(rule: Rule) -> str:
    """A rule as it was understood, every AND and bracket written out."""
    match rule:
        case Term():
            return _told_term(rule)
        case Not(part):
            return f"NOT {_inside(part)}"
        case AllOf(parts):
            return " AND ".join(_inside(part) for part in parts)
        case AnyOf(parts):
            return " OR ".join(_inside(part) for part in parts)


def _inside(rule: Rule) -> str:
    return f"({told(rule)})" if isinstance(rule, AllOf | AnyOf) else told(rule)


def _told_term(term: Term) -> str:
    shown = {Kind.PHRASE: f'"{term.text}"', Kind.PATTERN: f"/{term.text}/"}
    words = shown.get(term.kind, term.text)
    return words if term.field is None else f"{term.field}:{words}"


class _Reader:
    """Reads tokens once, from left to right."""

    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._at = 0
        self._terms = 0

    def rule(self) -> Rule:
        """The whole rule."""
        rule = self._any(None, 0)
        if (stray := self._next()) is not None:
            raise Refusal("rule-stray-bracket", position=stray.position)
        return rule

    def _any(self, field_: Field | None, depth: int) -> Rule:
        parts = [self._all(field_, depth)]
        while self._take(Kind.OR):
            parts.append(self._all(field_, depth))
        return _joined(AnyOf, parts)

    def _all(self, field_: Field | None, depth: int) -> Rule:
        parts = [self._one(field_, depth)]
        while (token := self._next()) is not None and token.kind not in {Kind.OR, Kind.CLOSE}:
            self._take(Kind.AND)
            parts.append(self._one(field_, depth))
        return _joined(AllOf, parts)

    def _one(self, field_: Field | None, depth: int) -> Rule:
        if depth > DEEPEST:
            raise Refusal("rule-too-deep", most=DEEPEST)
        token = self._next()
        if token is None or token.kind in {Kind.AND, Kind.OR, Kind.CLOSE}:
            raise Refusal("rule-missing-term", position=self._position())
        self._at += 1
        match token.kind:
            case Kind.NOT:
                return Not(self._one(field_, depth + 1))
            case Kind.FIELD:
                return self._one(_field(token), depth + 1)
            case Kind.OPEN:
                inside = self._any(field_, depth + 1)
                if not self._take(Kind.CLOSE):
                    raise Refusal("rule-unclosed-bracket", position=token.position)
                return inside
        self._terms += 1
        if self._terms > MOST_TERMS:
            raise Refusal("rule-too-many-terms", most=MOST_TERMS)
        return _term(token, field_)

    def _next(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self, kind: Kind) -> bool:
        token = self._next()
        taken = token is not None and token.kind is kind
        self._at += taken
        return taken

    def _position(self) -> int:
        """Where something is missing: where another token stands, or behind the last."""
        token = self._next()
        if token is not None:
            return token.position
        last = self._tokens[-1]
        return last.position + len(last.text)


def _joined(join: Callable[[tuple[Rule, ...]], Rule], parts: list[Rule]) -> Rule:
    return parts[0] if len(parts) == 1 else join(tuple(parts))


def _field(token: Token) -> Field:
    name = token.text.casefold()
    if name not in set(Field):
        fields = ", ".join(Field)
        raise Refusal(
            "rule-unknown-field", field=token.text, position=token.position, fields=fields
        )
    return Field(name)


def _term(token: Token, field_: Field | None) -> Term:
    if token.kind is Kind.PATTERN:
        return Term(token.text, token.kind, field_, pattern=_compiled(token))
    return Term(token.text, token.kind, field_, words=_words(token, field_))


def _words(token: Token, field_: Field | None) -> str:
    """What a term is compared by."""
    if field_ in _NAMES:
        name = _NAMES[field_](token.text)
        if name is None:
            raise Refusal(f"rule-no-{field_}", typed=token.text, position=token.position)
        return name
    words = plain(token.text)
    if not words.strip():
        raise Refusal("rule-without-words", position=token.position)
    return words


def _compiled(token: Token) -> Pattern:
    if len(token.text) > LONGEST_PATTERN:
        raise Refusal("rule-pattern-too-long", position=token.position, most=LONGEST_PATTERN)
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = PATTERN_MEMORY
    try:
        return cast("Pattern", re2.compile(token.text.replace(r"\/", "/"), options))
    except (re2.error, UnicodeError) as error:
        problem = _said(error)
        raise Refusal("rule-bad-pattern", position=token.position, problem=problem) from error


def _said(error: Exception) -> str:
    """What RE2 objects to, in its own words, on one line."""
    words: Any = error.args[0] if error.args else ""
    shown = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    return " ".join(shown.split())[:100]
