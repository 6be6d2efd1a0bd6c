"""A model's answer to a draft: read with patience, and cleaned without mercy."""

import re
from collections.abc import Iterable, Iterator
from typing import Annotated, Final

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from bot.errors import ModelError
from bot.news import Kind
from bot.writing.draft import Claim, Draft
from bot.writing.languages import tag_of
from bot.writing.lines import leads_away, spoken
from bot.writing.mending import find_object, items_in, keyed, numbers_in, text_in
from bot.writing.proof import FEWEST_POINTS

# Characters.
LONGEST_HEADLINE: Final = 90
_LONGEST_LINE = 400  # of a dek or a point: twice what the longest style asks for
_LONGEST_LABEL = 30

_MOST_POINTS = 5
_MOST_SENTENCES = 20  # named by one point; the proof takes far fewer, and says so
_MOST_LABELS = 3
_MOST_LABEL_WORDS = 3

# Where a model repeats the numbers in its words: "… on Monday [3, 4]." A number in round brackets
# is often an age.
_CITED = re.compile(
    r"\s?(?:\[(?:sentences?\s)?|\(sentences?\s)"
    r"(\d{1,3}(?:\s?(?:[,;&–-]|and)\s?\d{1,3}){0,9})[\])]",
    re.IGNORECASE,
)
_NOT_LABEL = re.compile(r"[^\w\s&'’+./-]+")
_KINDS = {
    "comment": Kind.OPINION, "commentary": Kind.OPINION, "column": Kind.OPINION,
    "editorial": Kind.OPINION, "review": Kind.OPINION,
    "ad": Kind.ADVERTISEMENT, "advert": Kind.ADVERTISEMENT, "advertorial": Kind.ADVERTISEMENT,
    "advertising": Kind.ADVERTISEMENT, "sponsored": Kind.ADVERTISEMENT,
    "promotion": Kind.ADVERTISEMENT, "list": Kind.LISTING, "liveblog": Kind.LISTING,
} | {kind.value: kind for kind in Kind}  # fmt: skip

# What models call the fields that we ask for, each as `mending.key` gives it.
_CARD = {
    "headline": ("headline", "title"),
    "dek": ("dek", "deck", "subheadline", "subtitle", "standfirst"),
    "points": ("points", "keypoints", "bullets", "bulletpoints"),
    "labels": ("labels", "label", "topics", "tags", "topiclabels"),
    "kind": ("kind", "type", "category"),
    "language": ("language", "lang"),
}
_POINT = {
    "text": ("text", "point", "claim", "content"),
    "sentences": (
        "sentences", "sentence", "sentencenumbers", "evidence", "sources", "citations"
    ),
}  # fmt: skip


class ReplyError(ModelError):
    """An answer that is no draft. The message can be told to the model, for a second try."""


def _points(value: object) -> list[object]:
    """Points as objects with plain field names, also where only their words came."""
    return [
        keyed(item) if isinstance(item, dict) else {"text": text_in(item)}
        for item in items_in(value)
    ]


def _labels(value: object) -> list[str]:
    items = value.split(",") if isinstance(value, str) else items_in(value)
    return [text_in(item) for item in items]


_Text = Annotated[str, BeforeValidator(text_in)]


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _PointAnswer(_Answer):
    text: _Text = Field("", validation_alias=AliasChoices(*_POINT["text"]))
    sentences: Annotated[list[int], BeforeValidator(numbers_in)] = Field(
        [], validation_alias=AliasChoices(*_POINT["sentences"])
    )


class _CardAnswer(_Answer):
    headline: _Text = Field("", validation_alias=AliasChoices(*_CARD["headline"]))
    dek: _Text = Field("", validation_alias=AliasChoices(*_CARD["dek"]))
    points: Annotated[list[_PointAnswer], BeforeValidator(_points)] = Field(
        [], validation_alias=AliasChoices(*_CARD["points"])
    )
    labels: Annotated[list[str], BeforeValidator(_labels)] = Field(
        [], validation_alias=AliasChoices(*_CARD["labels"])
    )
    kind: _Text = Field("", validation_alias=AliasChoices(*_CARD["kind"]))
    language: _Text = Field("", validation_alias=AliasChoices(*_CARD["language"]))


_WANTED = frozenset(name for names in _CARD.values() for name in names)


def read_reply(text: str) -> Draft:
    """Read a model's answer.

    Code fences, words around the JSON, commas too many, wrong cases, numbers as texts and an answer
    that was cut off are put up with. What is left of a text is one line without links, mentions,
    markdown and what cannot be seen. A headline over 90 characters is cut at a word. A dek or a
    point over 400 is left out: cut, it might say something else. So is a headline or a dek with a
    bare link or a call to everyone.

    Args:
        text: What the model wrote.

    Raises:
        ReplyError: There is no JSON object with the fields of a card in it, or it has fewer than
            two points.
    """
    fields = find_object(text, _WANTED)
    if fields is None:
        raise ReplyError("the answer was no JSON object with the fields of a card")
    answer = _CardAnswer.model_validate(fields)
    points = tuple(_claims(answer.points))[:_MOST_POINTS]
    if len(points) < FEWEST_POINTS:
        raise ReplyError(f"points: {len(points)} that can be used, at least {FEWEST_POINTS} wanted")
    return Draft(
        headline=_headline(answer.headline),
        dek=_short(_line(answer.dek)),
        points=points,
        labels=_clean_labels(answer.labels),
        kind=_KINDS.get(answer.kind.strip().casefold(), Kind.NEWS),
        language=tag_of(answer.language),
    )


def _claims(points: Iterable[_PointAnswer]) -> Iterator[Claim]:
    """The points that say something, once each."""
    seen: set[str] = set()
    for point in points:
        text = _short(spoken(_CITED.sub("", point.text)))
        if text and text.casefold() not in seen:
            seen.add(text.casefold())
            named = point.sentences or numbers_in(_CITED.findall(point.text))
            yield Claim(text, tuple(named[:_MOST_SENTENCES]))


def _short(line: str) -> str:
    return line if len(line) <= _LONGEST_LINE else ""


def _line(text: str) -> str:
    """A headline or a dek, cleaned; no sentences stand beside it, so a foul one is left out."""
    return "" if leads_away(text) else spoken(_CITED.sub("", text))


def _headline(text: str) -> str:
    """A headline, cleaned, without its full stop, and cut at a word where it is too long."""
    line = _line(text)
    if line.endswith(".") and line.count(".") == 1:  # "U.S." keeps its stops
        line = line[:-1]
    if len(line) <= LONGEST_HEADLINE:
        return line
    return line[: LONGEST_HEADLINE - 1].rsplit(" ", 1)[0] + "…"


def _clean_labels(labels: Iterable[str]) -> tuple[str, ...]:
    """Few short labels, each once; what is no label is left out."""
    kept: dict[str, str] = {}
    for label in labels:
        line = " ".join(_NOT_LABEL.sub(" ", spoken(label)).split())
        short = len(line) <= _LONGEST_LABEL and len(line.split()) <= _MOST_LABEL_WORDS
        if short and any(map(str.isalpha, line)):
            kept.setdefault(line.casefold(), line)
    return tuple(kept.values())[:_MOST_LABELS]
