"""Feed reading on feedparser's own test documents: which of the relevant cases come out right.

Each document says in a comment what must come out, as an expression over feedparser's names. A
case is relevant if its expression asks only for what Newsdesk keeps. The expressions are walked,
never run; our `FeedDocument` is shown to them under feedparser's names, and a value is compared by
what it means: a date as a moment, a title as plain text, HTML as a tree.
"""

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.html

from bot.errors import SourceError
from bot.feeds.dates import parse_date
from bot.feeds.reading import NeedsRecovery, read_feed, read_recovering
from bot.feeds.texts import plain_text
from bot.news import Entry, FeedDocument, Media

CORPUS = Path(__file__).resolve().parents[1] / ".." / "shared" / "feeds" / "feedparser"
URL = "http://127.0.0.1:8097/feed.xml"  # where feedparser's tests serve the documents
SHARE_WANTED = 271 / 288

# Cleaning and entities are tried by other suites, CDF is no format of ours.
ASIDE = ("sanitize/", "amp/", "sgml/", "cdf", "demoronize", "double-encoded")
ENTRY_FIELDS = frozenset(
    {
        *("title", "title_detail.value", "link", "id", "guid", "language"),
        *("published", "published_parsed", "updated", "updated_parsed"),
        *("created", "created_parsed"),
        *("summary", "description", "summary_detail.value", "content.value"),
        *("author", "author_detail.name", "authors.name"),
        *("enclosures", "enclosures.href", "enclosures.url"),
        *("enclosures.length", "enclosures.type"),
        *("media_thumbnail.url", "media_content.url"),
    }
)
FEED_FIELDS = frozenset({"title", "title_detail.value", "link", "language"})
ENCODINGS = ("utf-8", "utf-16", "utf-32", "latin-1")

_EXPECT = re.compile(r"Expect:\s*(.*?)\s*-->", re.DOTALL)
_HEADER = re.compile(r"^Header:\s*(.*?):\s*(.*?)\s*$", re.MULTILINE)


class Plain(str):
    """A title: compared as plain text, since ours holds no markup."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and str.__eq__(self, plain_text(other))


class Markup(str):
    """HTML: compared as a tree, since feedparser writes it anew and we leave it as it came."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and canonical(self) == canonical(other)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, or None: compared as a moment, however it is written."""

    at: Any

    def __eq__(self, other: object) -> bool:
        if isinstance(other, str):
            return self.at is not None and self.at == parse_date(other)
        return self.at is not None and tuple(self.at.utctimetuple()) == other

    def __hash__(self) -> int:
        return hash(self.at)


@dataclass(frozen=True, slots=True)
class Case:
    """One document, and what must come out of it."""

    name: str
    body: bytes
    expected: ast.expr
    url: str
    content_type: str


def main() -> int:
    """Count the relevant cases that come out right, and print those that do not."""
    cases = [case for path in sorted(CORPUS.rglob("*.xml")) if (case := relevant(path))]
    if not cases:
        print("no corpus at shared/feeds/feedparser: nothing to measure")
        return 0
    failures = [(case, problem) for case in cases if (problem := failure(case))]
    for case, problem in failures:
        print(f"{case.name}\n    wanted {ast.unparse(case.expected)}\n    {problem}")
    right, wanted = len(cases) - len(failures), round(SHARE_WANTED * len(cases))
    print(f"{right} of {len(cases)} relevant cases are right, {right / len(cases):.1%}", end="; ")
    print(f"wanted {wanted}, {SHARE_WANTED:.1%}: {'met' if right >= wanted else 'MISSED'}")
    return int(right < wanted)


def relevant(path: Path) -> Case | None:
    """The case in a document, or None where it asks for what we do not keep."""
    name = path.relative_to(CORPUS).as_posix()
    body = path.read_bytes()
    text = next((text for encoding in ENCODINGS if (text := decoded(body, encoding))), "")
    match = _EXPECT.search(text)
    if match is None or any(word in name for word in ASIDE):
        return None
    expected = ast.parse(match[1].strip(), mode="eval").body
    asked = set(paths(expected)) - {"bozo"}
    if not asked or not all(is_kept(path) for path in asked):
        return None
    headers = {key.lower(): value for key, value in _HEADER.findall(text)}
    url = headers.get("content-location", URL)
    content_type = headers.get("content-type", "")
    return Case(name, body, expected, url if "://" in url else URL, content_type)


def decoded(body: bytes, encoding: str) -> str:
    """The text, or nothing where it is in another encoding or says nothing."""
    try:
        text = body.decode(encoding)
    except UnicodeError:
        return ""
    return text if "Expect:" in text else ""


def is_kept(path: str) -> bool:
    """Whether Newsdesk keeps what an expression asks for."""
    owner, _, field = path.partition(".")
    return field in {"entries": ENTRY_FIELDS, "feed": FEED_FIELDS}.get(owner, ())


def paths(node: ast.expr) -> Iterator[str]:
    """What an expression asks for: `entries[0]['title']` is `entries.title`."""
    match node:
        case ast.Name() | ast.Attribute() | ast.Subscript():
            yield path_of(node)
        case _:
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    yield from paths(child)


def path_of(node: ast.expr) -> str:
    """The names along one access, indices left out."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=owner, attr=name):
            return f"{path_of(owner)}.{name}"
        case ast.Subscript(value=owner, slice=ast.Constant(value=str(name))):
            return f"{path_of(owner)}.{name}"
        case ast.Subscript(value=owner):
            return path_of(owner)
        case _:
            return "?"


def failure(case: Case) -> str:
    """What is wrong with our reading of a case; empty when nothing is."""
    try:
        document = read(case)
    except SourceError as error:
        return str(error)
    names = {"feed": feed_view(document), "entries": [entry_view(e) for e in document.entries]}
    try:
        return "" if holds(case.expected, names) else f"got {document}"[:600]
    except (KeyError, IndexError) as error:
        return f"no {error} in {document}"[:600]


def read(case: Case) -> FeedDocument:
    """Our reading of a case, with the recovering reader where the quick one asks for it."""
    try:
        return read_feed(case.body, url=case.url, content_type=case.content_type)
    except NeedsRecovery:
        return read_recovering(case.body, url=case.url, content_type=case.content_type)


def holds(node: ast.expr, names: Mapping[str, Any]) -> bool:
    """Whether an expression is true. `bozo`, which is feedparser's word for broken, always is."""
    match node:
        case ast.BoolOp(op=ast.And(), values=values):
            return all(holds(value, names) for value in values)
        case ast.BoolOp(values=values):
            return any(holds(value, names) for value in values)
        case ast.Name(id="bozo") | ast.UnaryOp(op=ast.Not(), operand=ast.Name(id="bozo")):
            return True
        case ast.Compare(left=left, comparators=others):
            first = value_of(left, names)
            return all(first == value_of(other, names) for other in others)
        case _:
            raise ValueError(ast.unparse(node))


def value_of(node: ast.expr, names: Mapping[str, Any]) -> Any:  # noqa: ANN401 - feedparser's own
    """The value of one side of a comparison."""
    match node:
        case ast.Name(id=name):
            return names[name]
        case ast.Attribute(value=owner, attr=name):
            return value_of(owner, names)[name]
        case ast.Subscript(value=owner, slice=index):
            return value_of(owner, names)[ast.literal_eval(index)]
        case _:
            return ast.literal_eval(node)


def feed_view(document: FeedDocument) -> dict[str, Any]:
    """A document under feedparser's names."""
    title = Plain(document.title)
    return {
        "title": title,
        "title_detail": {"value": title},
        "link": document.site_url,
        "language": document.language,
    }


def entry_view(entry: Entry) -> dict[str, Any]:
    """An entry under feedparser's names. Where it has no summary, the content stands in."""
    title, summary = Plain(entry.title), Markup(entry.summary or entry.content)
    published, updated = Moment(entry.published_at), Moment(entry.updated_at or entry.published_at)
    authors = [{"name": name} for name in (entry.author or "").split(", ")]
    return {
        "title": title,
        "title_detail": {"value": title},
        "link": entry.link,
        **dict.fromkeys(("id", "guid"), entry.guid or entry.link),
        **dict.fromkeys(("published", "published_parsed", "created", "created_parsed"), published),
        **dict.fromkeys(("updated", "updated_parsed"), updated),
        **dict.fromkeys(("summary", "description"), summary),
        "summary_detail": {"value": summary},
        "content": [{"value": Markup(entry.content)}] if entry.content else [],
        "author": entry.author,
        "author_detail": authors[0],
        "authors": authors,
        "enclosures": [media_view(item) for item in entry.enclosures],
        "media_thumbnail": [{"url": item.url} for item in entry.media],
        "media_content": [{"url": item.url} for item in entry.media],
        "language": entry.language,
    }


def media_view(item: Media) -> dict[str, str]:
    """An enclosure under feedparser's names."""
    length = {} if item.length is None else {"length": str(item.length)}
    return Enclosure({"href": item.url, "type": item.type, **length})


class Enclosure(dict[str, str]):
    """Knows its address under both of feedparser's names, and equals what has the newer."""

    def __missing__(self, key: str) -> str:
        if key != "url":
            raise KeyError(key)
        return self["href"]


def canonical(markup: str) -> str:
    """HTML as a tree writes it, less what means nothing.

    That is the order of attributes, namespace declarations, outer white space, and one `<div>`
    around it all, which Atom 1.0 says is no part of the text.
    """
    tree = lxml.html.fromstring(f"<div>{markup.strip()}</div>")
    if len(tree) == 1 and tree[0].tag == "div" and not tree.text and not tree[0].tail:
        tree = tree[0]
    for element in tree.iter():
        attributes = sorted((str(name), str(value)) for name, value in element.attrib.items())
        element.attrib.clear()
        element.attrib.update([pair for pair in attributes if not pair[0].startswith("xmlns")])
    return str(lxml.html.tostring(tree, encoding="unicode")).strip()


if __name__ == "__main__":
    sys.exit(main())
