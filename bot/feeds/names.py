"""Short names for elements: `{http://purl.org/dc/elements/1.1/}creator` is `dc:creator`."""

# The namespaces that feeds use, in lower case, without scheme and trailing slash or hash: writers
# vary all of these.
NAMESPACES = {
    # The formats themselves have no prefix.
    "backend.userland.com/rss": "",
    "backend.userland.com/rss2": "",
    "backend.userland.com/rss091": "",
    "blogs.law.harvard.edu/tech/rss": "",
    "cyber.law.harvard.edu/rss": "",
    "cyber.harvard.edu/rss": "",
    "my.netscape.com/rdf/simple/0.9": "",
    "my.netscape.com/publish/formats/rss-0.91.dtd": "",
    "channel.netscape.com/rdf/simple/0.9": "",
    "purl.org/rss/1.0": "",
    "purl.org/net/rss1.1": "",
    # Atom inside RSS is an extension; in its own documents the root takes the prefix away.
    "www.w3.org/2005/atom": "atom:",
    "purl.org/atom/ns": "atom:",
    "example.com/necho": "atom:",
    "purl.org/echo": "atom:",
    "purl.org/pie": "atom:",
    "example.com/newformat": "atom:",
    # Extensions.
    "purl.org/rss/1.0/modules/content": "content:",
    "purl.org/dc/elements/1.1": "dc:",
    "purl.org/dc/elements/1.0": "dc:",
    "purl.org/dc/terms": "dcterms:",
    "search.yahoo.com/mrss": "media:",
    "www.rssboard.org/media-rss": "media:",
    "search.yahoo.com/searchmonkey/media": "media:",
    "purl.org/rss/1.0/modules/syndication": "sy:",
    "www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "example.com/dtds/podcast-1.0.dtd": "itunes:",
    "www.w3.org/1999/xhtml": "xhtml:",
    "www.w3.org/1999/02/22-rdf-syntax-ns": "rdf:",
}

# What an undeclared prefix stands for.
PREFIXES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rss": "http://purl.org/rss/1.0/",
}

RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Names(dict[object, str]):
    """The short names of one document's elements, each worked out when first met.

    Elements of the format itself have a bare name (`title`), those of known extensions a prefix
    (`dc:creator`), and everything else the empty name, which nobody asks for.

    Args:
        root_tag: The root element's tag. Its namespace is the format's own, however odd.
    """

    __slots__ = ("_own",)

    def __init__(self, root_tag: str) -> None:
        self._own, _ = _split(root_tag)

    def __missing__(self, tag: object) -> str:
        self[tag] = name = self._short(tag) if isinstance(tag, str) else ""
        return name

    def _short(self, tag: str) -> str:
        namespace, local = _split(tag)
        if namespace in {"", self._own}:
            # Recovered markup may have prefixes that nothing declares: those are read as usual.
            return local.lower().removeprefix("rss:")
        prefix = NAMESPACES.get(namespace)
        return "" if prefix is None else prefix + local.lower()


def local_name(tag: object) -> str:
    """A tag without its namespace; of what is no element, nothing."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _split(tag: str) -> tuple[str, str]:
    """A tag's namespace as `NAMESPACES` writes it, and its local name."""
    if not tag.startswith("{"):
        return "", tag
    namespace, _, local = tag[1:].rpartition("}")
    _, _, address = namespace.lower().rpartition("://")
    return address.rstrip("/#"), local
