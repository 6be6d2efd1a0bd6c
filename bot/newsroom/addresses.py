"""Addresses as people type them and as lists spell them."""

import re
from urllib.parse import urlsplit

from bot.errors import GuardError, NewsdeskError, Refusal, Trouble
from bot.web.guard import checked

SHOWN = 100  # characters of what was typed and is no address
FEED_SCHEME = "feed:"  # feed://example.org/rss and feed:https://example.org/rss
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,20}://", re.IGNORECASE)


def web_address(typed: str) -> str:
    """The address that somebody typed, as it is asked for: "example.org/news" means https.

    Raises:
        Refusal: It is none.
        GuardError: It is one that nobody may ask for.
    """
    text = typed.strip().removeprefix("<").removesuffix(">").strip()  # so Discord hides previews
    if text.lower().startswith(FEED_SCHEME):
        text = text[len(FEED_SCHEME) :].removeprefix("//")
    if not _SCHEME.match(text):
        host = text.partition("/")[0]
        if "." not in host or "@" in host:  # a word, or an address for mail
            raise Refusal("address-unreadable", address=text[:SHOWN])
        text = f"https://{text}"
    try:
        return str(checked(text).with_fragment(None))
    except GuardError as error:
        if error.trouble is Trouble.BROKEN:
            raise Refusal("address-unreadable", address=error.url[:SHOWN]) from error
        raise


def same(url: str) -> str:
    """What two spellings of one address have in common: neither scheme nor last slash count."""
    try:
        parts = urlsplit(web_address(url))
    except NewsdeskError:
        return url
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc}{parts.path.rstrip('/')}{query}"
