"""What a page says of its article in JSON-LD (schema.org), also where the JSON is broken."""

import json
import re
from collections.abc import Iterator
from typing import TypeAlias

from lxml.html import HtmlElement

Node: TypeAlias = dict[str, object]

LARGEST_SCRIPT = 400_000  # characters; real ones carry the article's text at most
_MOST_NODES = 2_000  # looked at per page
_ARTICLE_TYPES = (
    "NewsArticle", "Article", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
    "ReviewNewsArticle", "BackgroundNewsArticle", "BlogPosting", "LiveBlogPosting", "Report",
    "ScholarlyArticle", "TechArticle", "AdvertiserContentArticle", "SocialMediaPosting", "Review",
)  # fmt: skip
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart")
_TRAILING_COMMA = re.compile(r",(\s{0,200}[}\]])")
_BAD_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")
_FIELD = re.compile(
    r'"(headline|datePublished|articleBody|inLanguage)"\s{0,20}:\s{0,20}"((?:[^"\\]|\\.){1,20000})"'
)
_AUTHOR_NAME = re.compile(
    r'"author"\s{0,20}:\s{0,20}\[?\s{0,20}\{[^{}]{0,500}?"name"\s{0,20}:\s{0,20}"((?:[^"\\]|\\.){1,200})"'
)


def article_node(tree: HtmlElement) -> Node:
    """Find the node that describes the page's article.

    Args:
        tree: The page, scripts included.

    Returns:
        The first article node, the richest type first; what can be saved from broken JSON;
        or an empty node.
    """
    texts = [script.text or "" for script in tree.iter("script") if _is_linked_data(script)]
    nodes = [node for text in texts for node in _nodes(_parsed(text))]
    for node in nodes[:_MOST_NODES]:
        if set(types_of(node)) & set(_ARTICLE_TYPES):
            return node
    return next((found for text in texts if (found := _salvaged(text))), {})


def types_of(node: Node) -> tuple[str, ...]:
    """Return a node's types without their namespace."""
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return tuple(kind.rpartition("/")[2] for kind in listed if isinstance(kind, str))


def _is_linked_data(script: HtmlElement) -> bool:
    return "ld+json" in (script.get("type") or "").lower()


def _parsed(text: str) -> object:
    """Read JSON, mending what publishing systems break: comments, commas, escapes, newlines."""
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    text = text.removeprefix("//<![CDATA[").removeprefix("<![CDATA[").removesuffix("//]]>")
    if len(text) > LARGEST_SCRIPT or not text:
        return None
    for attempt in (text, _BAD_ESCAPE.sub(r"\\\\", _TRAILING_COMMA.sub(r"\1", text))):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: object, depth: int = 0) -> Iterator[Node]:
    """Yield every node that can be the page's article, outermost first."""
    if depth > 4:  # noqa: PLR2004 - graphs nest entity in page in list, never deeper
        return
    if isinstance(value, list):
        for item in value[:_MOST_NODES]:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in _NESTED:
            if key in value:
                yield from _nodes(value[key], depth + 1)


def _salvaged(text: str) -> Node:
    """Pick single fields out of JSON that cannot be parsed."""
    if len(text) > LARGEST_SCRIPT or _parsed(text) is not None:
        return {}
    node: Node = {}
    for match in _FIELD.finditer(text):
        node.setdefault(match[1], _unescaped(match[2]))
    if author := _AUTHOR_NAME.search(text):
        node["author"] = {"@type": "Person", "name": _unescaped(author[1])}
    return node


def _unescaped(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text


def text_of(value: object) -> str:
    """Return a property's text, whether it is given as text, as a list or as a named thing."""
    if isinstance(value, list):
        return text_of(value[0]) if value else ""
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("@value") or value.get("url"))
    return value if isinstance(value, str) else ""


def names_of(value: object) -> list[str]:
    """Return the names of people: the text itself, or the name of each person listed."""
    people = value if isinstance(value, list) else [value]
    return [
        name
        for person in people[:20]
        if isinstance(person, str | dict)
        if (name := text_of(_named(person)))
    ]


def _named(person: object) -> object:
    return person.get("name") if isinstance(person, dict) else person


def image_of(value: object) -> str:
    """Return the address of an image: of the first, where several are listed."""
    if isinstance(value, list):
        return image_of(value[0]) if value else ""
    if isinstance(value, dict):
        return text_of(value.get("url") or value.get("contentUrl"))
    return value if isinstance(value, str) else ""
