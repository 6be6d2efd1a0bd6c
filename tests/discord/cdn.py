"""Files: how they come with a request, how they are kept, and where they can be fetched again."""

import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from aiohttp import web
from aiohttp.web_request import FileField

from tests.discord.state import State
from tests.discord.world import File

LARGEST: Final = 10 * 1024 * 1024  # bytes of a request; Discord's limit for a file of most bots
_ROUTE: Final = "/attachments/{file_id:[0-9]{1,20}}/{name}"
_PARTS: Final = ("data", "message")  # where a body has a message inside it
Json = dict[str, Any]
# Names, contents and types, by the number that the body's `attachments` have for them.
Files = Mapping[str, tuple[str, bytes, str]]


async def read(asked: web.Request) -> tuple[Any, Files]:
    """The JSON of a request, None where it has no body, and the files beside it.

    Raises:
        ValueError: It is no JSON.
        RecursionError: It is, but nested deeper than anybody would.
    """
    if asked.content_type != "multipart/form-data":
        return (json.loads(await asked.read()) if asked.can_read_body else None), {}
    form = await asked.post()
    files = {
        name.removeprefix("files[").removesuffix("]"): (
            part.filename,
            part.file.read(),
            part.content_type,
        )
        for name, part in form.items()
        if isinstance(part, FileField)
    }
    return json.loads(str(form.get("payload_json", ""))), files


def keep(state: State, body: object, files: Files) -> object:
    """Keep the files of a request.

    Returns:
        The body, in which `attachments` that had the files' numbers have their new ids. What no
        attachment names is never seen again; discord.py names all.
    """
    ids = {number: state.keep_file(*file).id for number, file in files.items()}
    return _with_ids(body, ids) if ids else body


def _with_ids(body: object, ids: Mapping[str, int]) -> object:
    if not isinstance(body, dict):
        return body
    changed = {part: _with_ids(body[part], ids) for part in _PARTS if part in body}
    if body.get("attachments"):
        changed["attachments"] = [
            {**one, "id": str(ids.get(str(one["id"]), one["id"]))} for one in body["attachments"]
        ]
    return {**body, **changed}


def shape(shown: File, state: State) -> Json:
    """A file as messages and interactions show it."""
    url = f"{state.http_url}/attachments/{shown.id}/{quote(shown.name)}"
    return {
        "id": str(shown.id),
        "filename": shown.name,
        "size": len(shown.content),
        "content_type": shown.type,
        "url": url,
        "proxy_url": url,
    }


def route(state: State) -> web.RouteDef:
    """Where files are fetched, by everybody who knows their address."""

    async def serve(asked: web.Request) -> web.Response:
        found = state.files.get(int(asked.match_info["file_id"]))
        if found is None:
            return web.Response(status=404, text="This content is no longer available.")
        return web.Response(body=found.content, headers={"Content-Type": found.type})

    return web.get(_ROUTE, serve)
