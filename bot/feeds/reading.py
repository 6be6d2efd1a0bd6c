"""A feed's bytes to a `FeedDocument`: strictly if possible, mended if not, recovered at worst.

`read_feed` is quick on anything and may run in a thread beside the event loop. What it does not
dare to read or cannot mend it hands on with `NeedsRecovery`, to `read_recovering`, which may take
long and so belongs in a process that can be killed.
"""

from dataclasses import replace

from lxml import etree

from bot.errors import HostileError, SourceError, Trouble
from bot.feeds.atom import read_atom
from bot.feeds.elements import Surroundings
from bot.feeds.encoding import to_utf8
from bot.feeds.json_feed import read_json
from bot.feeds.names import Names
from bot.feeds.prolog import Opened, find_behind_junk, open_document
from bot.feeds.repair import repair, with_prefixes, with_quotes, without_tail
from bot.feeds.rss import read_rss
from bot.feeds.sniffing import described_bytes, described_root
from bot.news import FeedDocument

MAX_FEED_BYTES = 10 * 1024 * 1024

# Above these a document waits for a process of its own: building, walking and freeing its tree, or
# mending its text, would hold the interpreter too long. Of a hundred real feeds none has more than
# a fifteenth of these tags and attributes, or a third of these references.
MAX_QUICK_TAGS = 200_000
MAX_QUICK_ATTRIBUTES = 400_000
MAX_QUICK_JSON = 2 * 1024 * 1024
MAX_QUICK_REPAIR = 2 * 1024 * 1024
MAX_QUICK_REFERENCES = 100_000

# Above these nothing is read at all: parsing or mending alone would take the process's whole time.
MAX_TAGS = 1_500_000
MAX_STRAY_REFERENCES = 1_000_000

MENDED = "mended: its markup was not well-formed"
RECOVERED = "recovered: its markup is broken, and parts may be missing"
LAST_RESORT = "recovered by feedparser: its markup is broken, and parts may be missing"


class NeedsRecovery(Exception):  # noqa: N818 - no error, but a handing on to read_recovering
    """A document that is to be read by `read_recovering`, in a process that can be killed."""


def read_feed(body: bytes, *, url: str, content_type: str = "") -> FeedDocument:
    """Read a feed: RSS, Atom or JSON Feed.

    Args:
        body: The answer's bytes, decompressed.
        url: The feed's address, from which relative links start, and for the messages.
        content_type: The HTTP Content-Type header, or an empty string.

    Raises:
        SourceError: It is no feed; the message says what it looks like.
        HostileError: It is made to grow when it is read.
        NeedsRecovery: It is too broken or too big for this function.
    """
    document = _as_text(body, url, content_type)
    if _is_json(document):
        if len(document) > MAX_QUICK_JSON:
            raise NeedsRecovery("a large JSON document")
        return _read_json(document, url)
    _refuse_the_slow(document)
    opened = _open(document, url)
    clean = opened.clean(document)
    if (feed := _parsed(clean, url)) is not None:
        return feed
    if len(clean) > MAX_QUICK_REPAIR or clean.count(b"&") > MAX_QUICK_REFERENCES:
        raise NeedsRecovery("a large document that is not well-formed")
    mended = _mended(clean, opened)
    if (feed := _parsed(mended, url) or _parsed(with_prefixes(mended), url)) is not None:
        return replace(feed, repaired=MENDED)
    raise NeedsRecovery("markup that cannot be mended")


def read_recovering(body: bytes, *, url: str, content_type: str = "") -> FeedDocument:
    """Read a feed however long it takes, and what is left of a broken one.

    Raises:
        SourceError: It is no feed, or nothing of it could be read.
        HostileError: It is made to grow when it is read.
    """
    document = _as_text(body, url, content_type)
    if _is_json(document):
        return _read_json(document, url)
    if document.count(b"<") > MAX_TAGS:
        raise HostileError(url, f"more than {MAX_TAGS:,} tags", Trouble.TOO_LARGE)
    opened = _open(document, url)
    clean = opened.clean(document)
    if (feed := _parsed(clean, url)) is not None:
        return feed
    if clean.count(b"&") > MAX_STRAY_REFERENCES:
        problem = f"broken, with more than {MAX_STRAY_REFERENCES:,} ampersands"
        raise HostileError(url, problem, Trouble.BROKEN)
    mended = with_prefixes(with_quotes(_mended(clean, opened)))
    if (feed := _parsed(mended, url)) is not None:
        return replace(feed, repaired=MENDED)
    feed = _parsed(mended, url, recover=True)
    if feed is not None and feed.entries:
        return replace(feed, repaired=RECOVERED)
    return _read_at_any_price(mended, url)


def _as_text(body: bytes, url: str, content_type: str) -> bytes:
    """The body as UTF-8 from its first visible character on."""
    if len(body) > MAX_FEED_BYTES:
        raise SourceError(url, f"larger than {MAX_FEED_BYTES // 1024**2} MB", Trouble.TOO_LARGE)
    if what := described_bytes(body):
        raise SourceError(url, f"{what}, not a feed", Trouble.NOT_A_FEED)
    return to_utf8(body, content_type).lstrip(b"\0 \t\r\n\xef\xbb\xbf")


def _is_json(document: bytes) -> bool:
    return document.startswith((b"{", b"["))


def _read_json(document: bytes, url: str) -> FeedDocument:
    """A JSON Feed."""
    try:
        feed = read_json(document, _base(url))
    except RecursionError as error:
        problem = "JSON that is nested too deep to be a feed"
        raise HostileError(url, problem, Trouble.NOT_A_FEED) from error
    except ValueError as error:
        problem = f"broken JSON, not a feed: {error}"[:300]
        raise SourceError(url, problem, Trouble.BROKEN) from error
    if feed is None:
        raise SourceError(url, "JSON, but not a JSON Feed", Trouble.NOT_A_FEED)
    return feed


def _refuse_the_slow(document: bytes) -> None:
    """Hand on what would hold the interpreter too long."""
    if len(document) < MAX_QUICK_TAGS * len("<a>"):
        return
    if document.count(b"<") > MAX_QUICK_TAGS or document.count(b"=") > MAX_QUICK_ATTRIBUTES:
        raise NeedsRecovery("a very large document")


def _open(document: bytes, url: str) -> Opened:
    """Find the root element; refuse what is no feed, and what grows when it is read."""
    opened = open_document(document)
    what = described_root(opened.root, opened.doctype_root)
    if what is not None and not what.startswith("an HTML page"):
        opened = find_behind_junk(document) or opened
        what = described_root(opened.root)
    if what is not None:
        told = what if document.startswith(b"<") else "plain text"
        raise SourceError(url, f"{told}, not a feed", Trouble.NOT_A_FEED)
    if opened.entities:
        longest = max(len(value) for _, value in opened.entities)
        if longest * document.count(b"&") > MAX_FEED_BYTES:
            problem = "entities that make the document many times larger"
            raise HostileError(url, problem, Trouble.TOO_LARGE)
    return opened


def _mended(clean: bytes, opened: Opened) -> bytes:
    """The document repaired, without what follows its root element."""
    declared = frozenset(name for name, _ in opened.entities)
    return repair(without_tail(clean, opened.root), declared)


def _parsed(document: bytes, url: str, *, recover: bool = False) -> FeedDocument | None:
    """The feed, or None where its markup cannot be parsed.

    Args:
        document: UTF-8 without a prolog, save for a DOCTYPE of our own.
        url: The feed's address.
        recover: Whether to take what can be had of broken markup.
    """
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=True,  # only those are left that `prolog` found plain
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(document, parser)
    except etree.XMLSyntaxError:
        return None
    return None if root is None else _read_tree(root, document, url)


def _read_tree(root: etree._Element, document: bytes, url: str) -> FeedDocument:
    """Walk the tree of a feed."""
    names = Names(root.tag)
    around = Surroundings(names, _base(url), has_bases=b"xml:base" in document).inside(root)
    kind = names[root.tag].rpartition(":")[2]
    if kind in {"feed", "entry"}:
        return read_atom(root, around)
    feed = read_rss(root, around)
    if kind == "rdf" and {"channel", "item"}.isdisjoint(names.values()):
        raise SourceError(url, "RDF about something else, not a feed", Trouble.NOT_A_FEED)
    return feed


def _read_at_any_price(document: bytes, url: str) -> FeedDocument:
    """What feedparser makes of a document that nothing else could read."""
    # Here, since few processes ever need it and it takes a tenth of a second to import.
    from bot.feeds.last_resort import read_with_feedparser  # noqa: PLC0415 - see above

    broken = SourceError(url, "a feed whose markup is too broken to read", Trouble.BROKEN)
    try:
        feed = read_with_feedparser(document, _base(url))
    except Exception as error:  # it fails on broken documents in any way there is
        raise broken from error
    if not feed.entries and not feed.title:
        raise broken
    return replace(feed, repaired=LAST_RESORT)


def _base(url: str) -> str:
    """The address that relative links start from; a file has none."""
    return url if url.startswith(("http://", "https://")) else ""
