"""Discord's published description of its own API, asked about single requests and answers."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, unquote

from jsonschema_rs import (
    Draft202012Validator,
    Registry,
    ValidationError,
    ValidationErrorKind,
)

from tests.discord.amendments import put_right, tolerant, write_out_integers

DOCUMENT: Final = Path(__file__).resolve().parents[2] / ".." / "shared/discord/openapi.json"
LONGEST_WORD: Final = 240  # characters of one problem; validators quote whole bodies
_NAME: Final = "urn:discord"
_NUMERAL: Final = re.compile(r"-?[0-9]{1,20}")
_TRUTH: Final = {"true": True, "True": True, "1": True, "false": False, "False": False, "0": False}
# What tells one form of a `oneOf` from another: a body that fails here was meant as another form.
_FORM_MARKS: Final = {"type", "enum", "const"}


@dataclass(frozen=True, slots=True)
class _Place:
    """A part of the document, with the JSON pointer that leads to it."""

    pointer: str
    part: Mapping[str, Any]

    def step(self, *names: str) -> "_Place":
        pointer, part = self.pointer, self.part
        for name in names:
            pointer += "/" + name.replace("~", "~0").replace("/", "~1")
            part = part[name]
        return _Place(pointer, part)


class Spec:
    """The description, compiled schema by schema as requests come in.

    Args:
        document: An OpenAPI 3.1 document, whose schemas are JSON Schema 2020-12. It is changed:
            the ranges that the formats `int32` and `int64` stand for are written out.
    """

    def __init__(self, document: dict[str, Any]) -> None:
        write_out_integers(document)
        self._whole = _Place("", document)
        self._registry = Registry([(_NAME, document)])
        self._validators: dict[str, Draft202012Validator] = {}
        self._templates: dict[int, list[tuple[str, list[str]]]] = {}
        for template in sorted(document["paths"], key=lambda template: template.count("{")):
            segments = template.split("/")
            self._templates.setdefault(len(segments), []).append((template, segments))

    @staticmethod
    def load() -> "Spec | None":
        """The description beside the project, read once, or None where it is absent."""
        return _load()

    def route(self, method: str, path: str) -> str | None:
        """The template that a path follows, such as `/channels/{channel_id}/messages`.

        Args:
            method: An HTTP method.
            path: As in the request, percent-encoded or not, without `/api/v10` and query.
        """
        found = self._match(method, path)
        return found and found[0]

    def request_problems(
        self, method: str, path: str, query: Mapping[str, str], body: object
    ) -> list[str]:
        """What the description does not allow in a request, in words; nothing when it is right.

        Args:
            method: An HTTP method.
            path: As for `route`.
            query: The query parameters, as text.
            body: The JSON that was sent; None for no body. Of a form with files, its payload_json.
        """
        found = self._match(method, path)
        if found is None:
            return [_short(f"{method} {path}: no such route")]
        template, given = found
        operation = self._operation(method, template)
        problems = (
            *self._parameter_problems(template, operation, given, query),
            *self._body_problems(operation, tolerant(body)),
        )
        return [_short(f"{method} {template}: {problem}") for problem in problems]

    def answer_problems(self, method: str, path: str, status: int, body: object) -> list[str]:
        """What an answer has that the description does not, in words.

        Args:
            method: The request's method.
            path: As for `route`.
            status: The HTTP status. Of 5xx the description knows nothing, so all are right.
            body: The JSON of the answer; None for no body.
        """
        found = self._match(method, path)
        if found is None:
            # An unknown route is answered by 404 in the same form as everything else.
            return [] if status >= 400 else [_short(f"{method} {path}: no such route")]
        if status >= 500:
            return []
        template, _ = found
        answers = self._operation(method, template).step("responses")
        known = next((s for s in (str(status), f"{status // 100}XX") if s in answers.part), None)
        problems = (
            self._content_problems(self._resolved(answers.step(known)), body)
            if known
            else [f"{', '.join(answers.part)} expected"]
        )
        return [_short(f"{method} {template} -> {status}: {problem}") for problem in problems]

    def _match(self, method: str, path: str) -> tuple[str, dict[str, str]] | None:
        """The template of a path, and the values of its placeholders; fixed words come first."""
        parts = [unquote(part) for part in path.split("/")]
        for template, segments in self._templates.get(len(parts), ()):
            given = _placeholders(segments, parts)
            if given is not None and method.lower() in self._whole.part["paths"][template]:
                return template, given
        return None

    def _operation(self, method: str, template: str) -> _Place:
        return self._whole.step("paths", template, method.lower())

    def _resolved(self, place: _Place) -> _Place:
        """The place itself, or the one that it refers to."""
        reference = place.part.get("$ref")
        return self._whole.step(*reference.split("/")[1:]) if reference else place

    def _parameter_problems(
        self, template: str, operation: _Place, path: Mapping[str, str], query: Mapping[str, str]
    ) -> Iterator[str]:
        route = self._whole.step("paths", template)
        places = {(p.part["in"], p.part["name"]): p for p in _parameters(route, operation)}
        given = {("path", name): text for name, text in path.items()}
        given |= {("query", name): text for name, text in query.items()}
        for (where, name), text in given.items():
            if (where, name) not in places:
                yield f"{where}.{name}: unknown"
            elif not self._reads_as(places[where, name].step("schema"), text):
                yield f"{where}.{name}: {text!r} is not what is asked for"
        for (where, name), place in places.items():
            if place.part.get("required") and (where, name) not in given:
                yield f"{where}.{name}: missing"

    def _reads_as(self, schema: _Place, text: str) -> bool:
        """Whether a text means something of that schema; a list may be given by its one item."""
        validator = self._validator(schema)
        return any(
            validator.is_valid(reading) or validator.is_valid([reading])
            for reading in _readings(text)
        )

    def _body_problems(self, operation: _Place, body: object) -> list[str]:
        if "requestBody" not in operation.part:
            return [] if body is None else ["body: none expected"]
        asked = operation.step("requestBody")
        if body is None and not asked.part.get("required"):
            return []
        return self._content_problems(asked, body)

    def _content_problems(self, place: _Place, body: object) -> list[str]:
        """What is wrong with a body; of several media types JSON counts, or else the first."""
        kinds = place.part.get("content")
        if not kinds:
            return [] if body is None else ["body: none expected"]
        kind = "application/json" if "application/json" in kinds else next(iter(kinds))
        if "schema" not in kinds[kind]:
            return []
        validator = self._validator(place.step("content", kind, "schema"))
        try:
            if validator.is_valid(body):
                return []
            return [f"body{where}: {word}" for where, word in _words(validator, body)]
        except ValueError as error:  # not JSON at all, or nested past what the validator follows
            return [f"body: {error}"]

    def _validator(self, schema: _Place) -> Draft202012Validator:
        if schema.pointer not in self._validators:
            reference = {"$ref": f"{_NAME}#{quote(schema.pointer, safe='/~')}"}
            self._validators[schema.pointer] = Draft202012Validator(
                reference, registry=self._registry, validate_formats=True
            )
        return self._validators[schema.pointer]


@cache
def _load() -> Spec | None:
    if not DOCUMENT.exists():
        return None
    document = json.loads(DOCUMENT.read_bytes())
    put_right(document["components"]["schemas"])
    return Spec(document)


def _placeholders(segments: Sequence[str], parts: Sequence[str]) -> dict[str, str] | None:
    """What stands at a template's placeholders, or None if the path does not follow it."""
    given = {}
    for segment, part in zip(segments, parts, strict=True):
        if segment.startswith("{") and part:
            given[segment[1:-1]] = part
        elif segment != part:
            return None
    return given


def _parameters(*holders: _Place) -> Iterator[_Place]:
    """The parameters that stand at a route, and at its operation."""
    for holder in holders:
        for at, part in enumerate(holder.part.get("parameters", ())):
            yield _Place(f"{holder.pointer}/parameters/{at}", part)


def _readings(text: str) -> Iterator[object]:
    """What a text in a path or a query can stand for."""
    yield text
    if _NUMERAL.fullmatch(text):
        yield int(text)
    if text in _TRUTH:
        yield _TRUTH[text]


def _words(validator: Draft202012Validator, body: object) -> Iterator[tuple[str, str]]:
    """Where a body is wrong, as `.embeds.0.title`, and how."""
    for error in map(_nearest, validator.iter_errors(body)):
        yield "".join(f".{step}" for step in error.instance_path), error.message


def _nearest(error: ValidationError) -> ValidationError:
    """Of a body that fits none of several forms, what it lacks of the one that was meant."""
    kind = error.kind
    if not isinstance(kind, ValidationErrorKind.OneOfNotValid | ValidationErrorKind.AnyOf):
        return error
    meant = [form for form in kind.context if not any(e.kind.name in _FORM_MARKS for e in form)]
    return _nearest(min(meant, key=len)[0]) if meant else error


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_WORD else f"{text[: LONGEST_WORD - 1]}…"
