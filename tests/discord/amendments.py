"""Where Discord and its published description do not agree, and Discord is right."""

from typing import Any, Final

_INTEGERS: Final = {"int32": 2**31, "int64": 2**63}
_LOOSE: Final = ("message_reference", "attachments")  # parts whose ids may be integers
_MESSAGES: Final = ("data", "message")  # where a body has a message inside it


def put_right(schemas: dict[str, Any]) -> None:
    """Change the description where Discord's real answers do not follow it."""
    error = schemas["Error"]
    # Inside "errors" the codes are words, such as BASE_TYPE_MAX_LENGTH.
    worded = {**error, "properties": {**error["properties"], "code": {"type": "string"}}}
    schemas["InnerErrors"]["properties"]["_errors"]["items"] = worded
    # Most 429 answers carry no code.
    schemas["RatelimitedResponse"]["allOf"][0] = {**error, "required": ["message"]}
    # A reference may also forward a message; that is documented elsewhere.
    schemas["MessageReferenceType"]["oneOf"].append({"title": "FORWARD", "const": 1})


def write_out_integers(part: object) -> None:
    """Give the schemas with an integer format its range: JSON Schema has formats for text only."""
    if isinstance(part, list):
        for item in part:
            write_out_integers(item)
    elif isinstance(part, dict):
        limit = _INTEGERS.get(str(part.get("format")))
        if limit:
            part.setdefault("minimum", -limit)
            part.setdefault("maximum", limit - 1)
        for item in part.values():
            write_out_integers(item)


def tolerant(body: object) -> object:
    """The body with its references to other messages and to files put right.

    discord.py sends the ids in them as integers, which Discord takes and its description does not.
    """
    if not isinstance(body, dict):
        return body
    worded = {key: _worded(body[key]) for key in _LOOSE if key in body}
    inside = {key: tolerant(body[key]) for key in _MESSAGES if isinstance(body.get(key), dict)}
    return {**body, **worded, **inside}


def _worded(part: object) -> object:
    """A reference, or a list of files, with its ids as text."""
    if isinstance(part, list):
        return [_worded(one) if isinstance(one, dict) else one for one in part]
    if not isinstance(part, dict):
        return part
    return {
        key: str(given) if key.endswith("id") and type(given) is int else given
        for key, given in part.items()
    }
