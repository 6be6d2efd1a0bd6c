"""What stands before a document's root: dropped, except for the plain entities it declares."""

import re
from dataclasses import dataclass

# A DOCTYPE with more than this is no feed's; a plain entity is a name or a sentence.
MAX_ENTITIES = 500
MAX_ENTITY_LENGTH = 1_000
MAX_SUBSET = 256 * 1024
# How far a PHP warning or a banner may push the feed down.
MAX_JUNK = 64 * 1024

_FEED_ROOT = re.compile(rb"<((?:\w{1,20}:)?(?:rss|rdf|feed))(?=[\s>])", re.IGNORECASE)
_ROOT_NAME = re.compile(rb"<([^\s<>/!?]{1,100})")
_DOCTYPE_HEAD = re.compile(rb"""<!DOCTYPE(?:[^\[>"']|"[^"]*"|'[^']*')*+(\[|>)""", re.IGNORECASE)
_DECLARATION = re.compile(
    rb"""\s++
    |<!ENTITY\s++(?P<name>[A-Za-z_][\w.-]{0,60})\s++(?P<value>"[^"]*"|'[^']*')\s*+>
    |<!--(?s:.*?)-->
    |<\?(?s:.*?)\?>
    |%[\w.-]{1,60};
    |<!(?:[^>"']|"[^"]*"|'[^']*')*+>""",
    re.VERBOSE,
)
_SUBSET_END = re.compile(rb"\]\s*>")
# "Plain" is text and character references: nothing that expands further, and no markup.
_PLAIN_VALUE = re.compile(rb"(?:[^<%&]|&(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos);)*+")


Entities = tuple[tuple[bytes, bytes], ...]  # names, and values still in their quotes


@dataclass(frozen=True, slots=True)
class Opened:
    """A document whose prolog has been read."""

    root: str  # the root element's name with its prefix; empty where there is none
    start: int  # where the root element begins
    doctype_root: str = ""  # what the DOCTYPE says the root is
    entities: Entities = ()

    def clean(self, document: bytes) -> bytes:
        """The document from its root on, behind a DOCTYPE with the plain entities alone."""
        body = document[self.start :] if self.start else document
        if not self.entities:
            return body
        declared = b"".join(b"<!ENTITY %b %b>" % entity for entity in self.entities)
        return b"<!DOCTYPE feed [%b]>%b" % (declared, body)


def open_document(document: bytes) -> Opened:
    """Skip declarations, comments and instructions, and read the DOCTYPE.

    Parameter entities, external entities and entities that name other entities are forgotten, so
    that nothing can be fetched and nothing can grow by nesting.

    Args:
        document: UTF-8 that begins with markup, give or take white space.
    """
    at, doctype_root = 0, ""
    entities: Entities = ()
    while True:
        at = _skip_space(document, at)
        if document.startswith(b"<!--", at):
            at = _after(document, b"-->", at)
        elif document.startswith(b"<?", at):
            at = _after(document, b"?>", at)
        elif document[at : at + 9].upper() == b"<!DOCTYPE":
            doctype_root = document[at + 9 : at + 60].split(b">")[0].strip().decode("latin-1")
            at, entities = _read_doctype(document, at)
        else:
            break
    match = _ROOT_NAME.match(document, at)
    root = match[1].decode("utf-8", errors="replace") if match else ""
    return Opened(root, at, doctype_root, entities)


def find_behind_junk(document: bytes) -> Opened | None:
    """A feed's root element behind a warning or a banner that was printed before it, if any."""
    match = _FEED_ROOT.search(document, 0, MAX_JUNK)
    return Opened(match[1].decode("ascii", errors="replace"), match.start()) if match else None


def _read_doctype(document: bytes, at: int) -> tuple[int, Entities]:
    """Where the DOCTYPE that begins at `at` ends, and the plain entities in it."""
    head = _DOCTYPE_HEAD.match(document, at)
    if head is None:
        return _after(document, b">", at), ()
    if head[1] == b">":
        return head.end(), ()
    at = head.end()
    limit = at + MAX_SUBSET
    entities: dict[bytes, bytes] = {}
    while at < limit and (match := _DECLARATION.match(document, at)):
        at = match.end()
        name, value = match["name"], match["value"]
        if name and name not in entities and len(entities) < MAX_ENTITIES and _is_plain(value):
            entities[name] = value
    end = _SUBSET_END.search(document, at)
    return (end.end() if end else len(document)), tuple(entities.items())


def _is_plain(value: bytes) -> bool:
    """Whether an entity's quoted value is short and expands to nothing but itself."""
    return len(value) <= MAX_ENTITY_LENGTH and _PLAIN_VALUE.fullmatch(value) is not None


def _skip_space(document: bytes, at: int) -> int:
    """The next place that is not white space."""
    while document[at : at + 1].isspace():
        at += 1
    return at


def _after(document: bytes, mark: bytes, at: int) -> int:
    """The place behind the next `mark`, or the end where there is none."""
    found = document.find(mark, at)
    return len(document) if found < 0 else found + len(mark)
