"""Domains and languages as rules compare them."""

import re
from typing import Final
from urllib.parse import urlsplit

_DOMAIN: Final = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*")


def domain(typed: str) -> str | None:
    """The host of an address, or a domain, as it stands in addresses; None for what is neither."""
    text = typed.strip().strip(".").casefold()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
        spelled = host if host.isascii() else host.encode("idna").decode()
    except (ValueError, UnicodeError):
        return None
    return spelled if _DOMAIN.fullmatch(spelled) else None


def language(typed: str) -> str | None:
    """A language's tag in lower case, with hyphens; None for what is none."""
    tag = typed.strip().replace("_", "-").casefold()
    return tag if _LANGUAGE.fullmatch(tag) else None
