"""What bytes that are no feed look like, so that the moderator reads more than "not a feed"."""

# The first bytes of what servers send in a feed's place.
SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a WebP image or a sound"),
    (b"\x1f\x8b", "compressed data (gzip)"),
    (b"\x28\xb5\x2f\xfd", "compressed data (zstd)"),
    (b"BZh", "compressed data (bzip2)"),
    (b"\xfd7zXZ\0", "compressed data (xz)"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound or a film"),
    (b"\0\0\0\x18ftyp", "a film"),
    (b"\0\0\0\x20ftyp", "a film"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)

FEED_ROOTS = frozenset({"rss", "rdf", "feed", "entry"})

KNOWN_ROOTS = {
    "html": "an HTML page",
    "head": "an HTML page",
    "body": "an HTML page",
    "opml": "an OPML list of feeds",
    "urlset": "a sitemap",
    "sitemapindex": "a sitemap",
    "svg": "an SVG image",
    "plist": "a property list",
    "error": "an error message in XML",
}


def described_bytes(body: bytes) -> str | None:
    """What bytes that no feed begins with are, or None where they may be text."""
    if not body.lstrip(b"\0 \t\r\n"):  # only this end: the other would copy every feed
        return "an empty answer"
    return next((what for signature, what in SIGNATURES if body.startswith(signature)), None)


def described_root(root: str, doctype_root: str = "") -> str | None:
    """What an XML document with this root element is, or None where it may be a feed.

    Args:
        root: The root element's name, with or without a prefix.
        doctype_root: What its DOCTYPE says that the root is.
    """
    name = root.rpartition(":")[2].lower()
    if name in FEED_ROOTS:
        return None
    if name in KNOWN_ROOTS:
        return KNOWN_ROOTS[name]
    if doctype_root.lower().startswith("html"):
        return "an HTML page"
    return f"an XML document (<{root[:40]}>)" if root else "an XML document without content"
