"""Rules for parts of a request, laid out as tables: lengths, addresses, lists, known keys."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

Path = tuple[str | int, ...]
WEB: Final = ("http", "https")
FILE: Final = (*WEB, "attachment")  # a picture may also be a file of the same message
LINK: Final = (*WEB, "discord")
EMPTY_MESSAGE: Final = "EMPTY_MESSAGE"  # a code of ours, since Discord has an error for it


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that Discord would not take, with the code it gives for it."""

    path: Path
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text of so many characters; a required one may not be white space alone."""

    most: int
    least: int = 0
    required: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """A URL of one of some schemes, with a host."""

    schemes: tuple[str, ...] = WEB
    most: int = 2048
    required: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number."""

    least: int
    most: int
    required: bool = False


@dataclass(frozen=True, slots=True)
class Anything:
    """What is left to the published description."""

    required: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """An object with these keys and no others."""

    keys: "Keys"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Kinds:
    """An object whose `type` says which form it has to fill."""

    forms: Mapping[int, Form]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Many:
    """A list of so many things of one form."""

    of: "Rule"
    most: int
    least: int = 0
    required: bool = False


Rule = Text | Address | Number | Anything | Form | Kinds | Many
Keys = Mapping[str, Rule]


def form_problems(given: object, rule: Rule, path: Path = ()) -> Iterator[Problem]:
    """What is wrong with a part of a request; null counts as left out.

    Args:
        given: What was sent, of any type.
        rule: What it should be.
        path: Where in the body it stands.
    """
    if given is None:
        if rule.required:
            yield _missing(path)
        return
    match rule:
        case Text():
            yield from _in_text(given, rule, path)
        case Address():
            yield from _in_address(given, rule, path)
        case Number():
            yield from _in_number(given, rule, path)
        case Many():
            yield from _in_list(given, rule, path)
        case Form():
            yield from _in_form(given, rule, path)
        case Kinds():
            yield from _in_kind(given, rule, path)


def error_body(problems: list[Problem]) -> dict[str, Any]:
    """The JSON by which Discord refuses a form.

    A place has either errors of its own or places below it with errors, as in the published
    description: what lies below a fault is left out. An empty message has an error of its own.
    """
    if any(problem.code == EMPTY_MESSAGE for problem in problems):
        return {"code": 50006, "message": "Cannot send an empty message"}
    errors: dict[str, Any] = {}
    faulty = {problem.path for problem in problems}
    for problem in problems:
        if any(problem.path[:end] in faulty for end in range(len(problem.path))):
            continue
        place = errors
        for step in problem.path:
            place = place.setdefault(str(step), {})
        told = {"code": problem.code, "message": problem.message}
        place.setdefault("_errors", []).append(told)
    return {"code": 50035, "message": "Invalid Form Body", "errors": errors}


def _in_text(given: object, rule: Text, path: Path) -> Iterator[Problem]:
    if not isinstance(given, str):
        yield Problem(path, "STRING_TYPE_CONVERT", "Could not interpret this as string.")
    elif rule.required and not given.strip():
        yield _missing(path)
    elif rule.least and not rule.least <= len(given) <= rule.most:
        yield _bad_length(rule, path)
    elif len(given) > rule.most:
        yield _too_long(rule, path)


def _in_address(given: object, rule: Address, path: Path) -> Iterator[Problem]:
    if not isinstance(given, str):
        yield Problem(path, "STRING_TYPE_CONVERT", "Could not interpret this as string.")
    elif len(given) > rule.most:
        yield _too_long(rule, path)
    elif (scheme := _scheme(given)) is None:
        yield Problem(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
    elif scheme not in rule.schemes:
        words = f'Scheme "{scheme}" is not supported. Scheme must be one of {rule.schemes}.'
        yield Problem(path, "URL_TYPE_INVALID_SCHEME", words)


def _scheme(address: str) -> str | None:
    """The scheme of a URL, or None for what is none: no scheme, no host, spaces or controls."""
    if not address.isprintable() or " " in address:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if not parts.scheme or (parts.scheme in WEB and not parts.hostname):
        return None
    return parts.scheme


def _in_number(given: object, rule: Number, path: Path) -> Iterator[Problem]:
    if not isinstance(given, int) or isinstance(given, bool):
        yield Problem(path, "NUMBER_TYPE_COERCE", "Value is not int.")
    elif given < rule.least:
        words = f"int value should be greater than or equal to {rule.least}."
        yield Problem(path, "NUMBER_TYPE_MIN", words)
    elif given > rule.most:
        words = f"int value should be less than or equal to {rule.most}."
        yield Problem(path, "NUMBER_TYPE_MAX", words)


def _in_list(given: object, rule: Many, path: Path) -> Iterator[Problem]:
    if not isinstance(given, list):
        yield Problem(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
    elif not rule.least <= len(given) <= rule.most:
        yield _bad_length(rule, path)
    else:
        for at, item in enumerate(given):
            if item is None:
                yield _missing((*path, at))
            yield from form_problems(item, rule.of, (*path, at))


def _in_form(given: object, rule: Form, path: Path) -> Iterator[Problem]:
    if not isinstance(given, dict):
        words = "Only dictionaries may be used in a ModelType"
        yield Problem(path, "MODEL_TYPE_CONVERT", words)
        return
    for key in given.keys() - rule.keys.keys():
        # Discord passes over what it does not know; for us it is a slip worth hearing of.
        yield Problem((*path, key), "UNKNOWN_KEY", "Nothing of that name is documented here.")
    for key, part in rule.keys.items():
        yield from form_problems(given.get(key), part, (*path, key))


def _in_kind(given: object, rule: Kinds, path: Path) -> Iterator[Problem]:
    kind = given.get("type") if isinstance(given, dict) else None
    form = rule.forms.get(kind) if type(kind) is int else None
    if form is None:
        words = f'Value of field "type" must be one of {tuple(map(int, rule.forms))}.'
        yield Problem((*path, "type"), "UNION_TYPE_CHOICES", words)
    else:
        yield from _in_form(given, form, path)


def _too_long(rule: Text | Address, path: Path) -> Problem:
    return Problem(path, "BASE_TYPE_MAX_LENGTH", f"Must be {rule.most} or fewer in length.")


def _bad_length(rule: Text | Many, path: Path) -> Problem:
    words = f"Must be between {rule.least} and {rule.most} in length."
    return Problem(path, "BASE_TYPE_BAD_LENGTH", words)


def _missing(path: Path) -> Problem:
    return Problem(path, "BASE_TYPE_REQUIRED", "This field is required")
