"""Links made comparable: two spellings of one address become one string.

The result is for comparing only; nobody is ever sent there.
"""

from urllib.parse import SplitResult, urlsplit

# Parameters that say where a reader came from, never which article is meant.
_TRACKING_PREFIXES = ("utm_", "at_", "ns_", "mc_", "mtm_", "pk_", "_hs", "wt.")
_TRACKING_NAMES = frozenset(
    {
        *("fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "igshid", "twclid"),
        *("cmp", "cmpid", "ocid", "ncid", "smid", "emc", "xtor", "wt_mc", "mkt_tok", "guccounter"),
        *(".tsrc", "ftag", "traffic_source", "taid", "__twitter_impression"),
    }
)
# Values by which a feed marks its own links, whatever the parameter is called.
_FEED_VALUES = ("rss", "feed", "atom")
# Longer addresses are refused by most servers; taking them apart would only cost time.
_LONGEST = 8_000
_DEFAULT_PORTS = {"http": 80, "https": 443}


def comparable_link(link: str | None) -> str | None:
    """A link less everything that may change while it still leads to the same article.

    Less the scheme, a leading `www.`, the default port, the fragment, tracking parameters, the
    order of the others, and the last slash. The case of the path stays: it can matter.

    Args:
        link: An absolute address, as a feed gives it.

    Returns:
        The comparable form, such as `example.org/a?id=7`; the link itself where it is endless or
        no http(s) address; None where there is none, or where it leads to a site's front page,
        which says nothing about the article.
    """
    text = (link or "").strip()
    if len(text) > _LONGEST:
        return text
    try:
        parts = urlsplit(text)
        host = _host(parts)
    except ValueError:  # a broken port or IPv6 literal: as it stands, it can still be compared
        return text or None
    if parts.scheme not in _DEFAULT_PORTS or not host:
        return text or None
    rest = parts.path.rstrip("/") + _query(parts.query) + _route(parts.fragment)
    return host + rest if rest else None


def _host(parts: SplitResult) -> str:
    """The host in lower case, with its port only where that is not the scheme's own."""
    host = (parts.hostname or "").rstrip(".")
    bare = host.removeprefix("www.")
    host = bare if "." in bare else host
    port = parts.port
    return host if port in {None, _DEFAULT_PORTS.get(parts.scheme)} else f"{host}:{port}"


def _query(query: str) -> str:
    kept = sorted(pair for pair in query.split("&") if pair and not _is_tracking(pair))
    return "?" + "&".join(kept) if kept else ""


def _is_tracking(pair: str) -> bool:
    name, _, value = pair.lower().partition("=")
    return (
        name in _TRACKING_NAMES
        or name.startswith(_TRACKING_PREFIXES)
        or value.startswith(_FEED_VALUES)
    )


def _route(fragment: str) -> str:
    """A fragment that a script reads as the address (`#!/a`, `#/a`); any other is dropped."""
    return "#" + fragment if fragment.startswith(("!", "/")) else ""
