"""A whole HTML document around a body of ours: one style sheet, no script, nothing from outside."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from string import Template

from bot.fronts.markup import Html, join


def document(title: str, style: str, body: Html) -> str:
    """One self-contained page.

    Args:
        title: Its name, on one line.
        style: Its style sheet, of our own making.
        body: What stands in it.
    """
    return Template(resource("page.html")).substitute(
        title=join(title), policy=_policy(style), style=style, body=body
    )


@cache
def resource(name: str) -> str:
    """A file that stands beside this one."""
    return files("bot.fronts").joinpath(name).read_text("utf-8")


def _policy(style: str) -> str:
    """A content security policy under which nothing but this very style sheet works."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
