"""A small reader of Discord's markdown: what a client would obey in a text, and what it shows.

It is a little quicker to obey than the clients are, so what is plain text here is so there too.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Piece(NamedTuple):
    """A stretch of text: "text", which is shown as it stands, or the name of what is obeyed."""

    kind: str
    words: str


# Only where a line begins, or behind another one of these.
_OPENINGS = (
    ("bullet", re.compile(r" *[-*+] +")),
    ("number", re.compile(r" *[0-9]+\.(?=\s|\d)\s*")),
    ("heading", re.compile(r"#{1,6} *")),
    ("small print", re.compile(r"-# *")),
    ("quote", re.compile(r">(?:>>)? *")),
)
_ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
_INSIDE = r"((?:\\.|[^\\])+?)"
_OBEYED = (
    ("mention", re.compile(r"@(everyone|here)|<(@[!&]?[0-9]+|#[0-9]+|id:\w+)>")),
    ("command", re.compile(r"<(/[^>]+:[0-9]+)>")),
    ("time", re.compile(r"<(t:-?[0-9]+(?::\w)?)>")),
    ("emoji", re.compile(r"<(a?:\w+:[0-9]+)>|(:[^\s:]+:)")),
    ("address", re.compile(r"<([^\s:<>]+:[^\s<>]+|[^\s<>]+@[^\s<>]+)>|(\w+://[^\s<]+)")),
    ("link", re.compile(r"(\[(?:\[[^\]]*\]|[^\[\]])*\]\(<?[^\s)]+>?(?:\s+[^)]*)?\))")),
    ("code", re.compile(r"(?:``(.+?)``|`([^`]+)`)", re.DOTALL)),
    ("bold", re.compile(rf"\*\*{_INSIDE}\*\*", re.DOTALL)),
    ("underline", re.compile(rf"__{_INSIDE}__", re.DOTALL)),
    ("italics", re.compile(rf"\*{_INSIDE}\*|_{_INSIDE}_", re.DOTALL)),
    ("strike", re.compile(rf"~~{_INSIDE}~~", re.DOTALL)),
    ("spoiler", re.compile(rf"\|\|{_INSIDE}\|\|", re.DOTALL)),
)
LINK = re.compile(r"\[(.*)\]\((.*)\)")


def read(text: str, *, escapes: bool = True) -> list[Piece]:
    """The text as a client takes it apart; inside the label of a link it knows no escapes."""
    pieces: list[Piece] = []
    for piece in _pieces(text, escapes=escapes):
        if pieces and piece.kind == pieces[-1].kind == "text":
            pieces[-1] = Piece("text", pieces[-1].words + piece.words)
        else:
            pieces.append(piece)
    return pieces


def shown(text: str, *, escapes: bool = True) -> str:
    """What a reader sees of a text in which nothing may be obeyed."""
    pieces = read(text, escapes=escapes)
    assert {piece.kind for piece in pieces} <= {"text"}, pieces
    return "".join(piece.words for piece in pieces)


def _pieces(text: str, *, escapes: bool) -> Iterator[Piece]:
    at, begins = 0, True
    while at < len(text):
        rules = (*_OPENINGS, *_OBEYED) if begins else _OBEYED
        found = _ESCAPE.match(text, at) if escapes else None
        kind = "text"
        if found is None:
            matches = ((name, rule.match(text, at)) for name, rule in rules)
            kind, found = next((pair for pair in matches if pair[1]), ("text", None))
        begins = text[at] == "\n" or (begins and kind in dict(_OPENINGS))
        yield Piece(kind, _words(found) if found else text[at])
        at = found.end() if found else at + 1


def _words(found: re.Match[str]) -> str:
    return next((group for group in found.groups() if group is not None), found[0])
