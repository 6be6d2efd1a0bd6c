"""Documents made to hang, crash or mislead a reader of feeds, each as a function that writes it."""

import gzip
import json
import struct
from collections.abc import Callable

MB = 1024 * 1024
RSS = b'<rss version="2.0"><channel><title>The Harbour Post</title>%b</channel></rss>'
ITEM = b"<item><title>Tide tables late again</title><link>https://harbour.example/1</link>%b</item>"


def rss(content: bytes) -> bytes:
    """A feed with one item around hostile content."""
    return RSS % (ITEM % content)


def billion_laughs() -> bytes:
    """Ten entities, each ten times the one before."""
    levels = [b'<!ENTITY a0 "ha">']
    levels += [b'<!ENTITY a%d "%b">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)]
    return b"<!DOCTYPE rss [%b]>%b" % (b"".join(levels), rss(b"<description>&a9;</description>"))


def quadratic_blowup() -> bytes:
    """One long plain entity, used very often."""
    doctype = b'<!DOCTYPE rss [<!ENTITY a "%b">]>' % (b"x" * 900)
    return doctype + rss(b"<description>%b</description>" % (b"&a;" * 100_000))


def huge_entity() -> bytes:
    """One entity of a megabyte, used a thousand times."""
    doctype = b'<!DOCTYPE rss [<!ENTITY a "%b">]>' % (b"x" * MB)
    return doctype + rss(b"<description>%b</description>" % (b"&a;" * 1_000))


def many_entities() -> bytes:
    """A hundred thousand declarations."""
    declared = b"".join(b'<!ENTITY e%d "x">' % n for n in range(100_000))
    return b"<!DOCTYPE rss [%b]>%b" % (declared, rss(b""))


def parameter_entities() -> bytes:
    """Parameter entities that build other entities."""
    subset = b"""<!ENTITY %% a "<!ENTITY b '&#37;c;&#37;c;'>"><!ENTITY %% c "xx">%%a;%%b;"""
    return b"<!DOCTYPE rss [%b]>%b" % (subset.replace(b"%%", b"%"), rss(b""))


def endless_percents() -> bytes:
    """Millions of references to parameter entities."""
    return b"<!DOCTYPE rss [%b]>%b" % (b"%a;" * 2_000_000, rss(b""))


def external_file() -> bytes:
    """An entity that is a file of the machine."""
    doctype = b'<!DOCTYPE rss [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    return doctype + rss(b"<description>&secret;</description>")


def external_address() -> bytes:
    """A DOCTYPE and an entity that ask for the network."""
    doctype = b'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd" [<!ENTITY a SYSTEM "http://127.0.0.1:9/">]>'
    return doctype + rss(b"<description>&a;</description>")


def open_doctype() -> bytes:
    """A DOCTYPE that never ends."""
    return b"<!DOCTYPE rss [" + b'<!ENTITY a "x" ' * 300_000


def xinclude() -> bytes:
    """An instruction to include a file."""
    include = b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'
    return rss(b"<description>%b</description>" % include)


def deep() -> bytes:
    """A hundred thousand elements inside each other."""
    return rss(b"<a>" * 100_000 + b"</a>" * 100_000)


def deep_and_unclosed() -> bytes:
    """Three million elements that are never closed."""
    return b"<rss><channel>" + b"<a>" * 3_000_000


def deep_in_description() -> bytes:
    """Naked markup 250 deep, many times: less than a parser refuses."""
    return RSS % (ITEM % (b"<description>%b</description>" % (b"<b>" * 240 + b"</b>" * 240)) * 300)


def many_attributes() -> bytes:
    """Half a million attributes on one element."""
    return rss(b"<x %b/>" % b" ".join(b'a%d="1"' % n for n in range(500_000)))


def many_attributes_on_the_item() -> bytes:
    """Half a million attributes on an element that is asked for many of them."""
    attributes = b" ".join(b'a%d="1"' % n for n in range(500_000))
    return RSS % (b"<item %b><title>x</title></item>" % attributes)


def same_attribute() -> bytes:
    """One attribute, half a million times."""
    return rss(b"<x %b/>" % (b'a="1" ' * 500_000))


def long_attribute() -> bytes:
    """One attribute of nine megabytes."""
    return rss(b'<enclosure url="%b"/>' % (b"x" * 9 * MB))


def long_name() -> bytes:
    """An element with a name of nine megabytes."""
    return rss(b"<" + b"x" * 9 * MB + b"/>")


def namespaces() -> bytes:
    """A hundred thousand namespaces declared on one element, and used."""
    declared = b" ".join(b'xmlns:n%d="urn:%d"' % (n, n) for n in range(100_000))
    return rss(b"<x %b>%b</x>" % (declared, b"<n9:y/>" * 10_000))


def nested_namespaces() -> bytes:
    """The same prefix declared again and again, 200 deep, in many items."""
    opened = b"".join(b'<x:a xmlns:x="urn:%d">' % n for n in range(200))
    return RSS % (ITEM % (opened + b"</x:a>" * 200) * 400)


def undeclared_prefixes() -> bytes:
    """A hundred thousand elements, each with its own undeclared prefix."""
    return rss(b"".join(b"<p%d:x/>" % n for n in range(100_000)))


def same_undeclared_prefix() -> bytes:
    """A hundred and fifty thousand errors of the kind that a strict parser reads on after."""
    return rss(b"<p:x/>" * 150_000)


def unclosed() -> bytes:
    """A feed cut off in the middle of its third item."""
    return RSS.split(b"%b")[0] + ITEM % b"" * 2 + b"<item><title>The ferry has no"


def crossed() -> bytes:
    """Tags that close in the wrong order, many times."""
    return RSS % (ITEM % b"<b><i>bold</b></i>" * 20_000)


def fifty_megabytes() -> bytes:
    """Far more than the cap."""
    return rss(b"x" * 50 * MB)


def big_but_honest() -> bytes:
    """Just under the cap, with a body as long as a book in every item."""
    body = b"<description>%b</description>" % (b"&lt;p&gt;Long words.&lt;/p&gt;" * 3_000)
    return RSS % (ITEM % body * 110)


def big_and_broken() -> bytes:
    """The same with a stray ampersand at its end."""
    return big_but_honest().replace(b"</channel>", b"<copyright>A & B</copyright></channel>")


def empty_items() -> bytes:
    """Half a million items without anything in them."""
    return RSS % (b"<item/>" * 500_000)


def full_items() -> bytes:
    """Fifty thousand small honest items."""
    return RSS % (ITEM % b"<guid>1</guid>" * 50_000)


def many_categories() -> bytes:
    """An item filed under everything."""
    return rss(b"".join(b"<category>c%d</category>" % n for n in range(60_000)))


def many_media() -> bytes:
    """Groups of pictures inside groups of pictures."""
    picture = b'<media:content url="https://harbour.example/p.jpg"/>' * 30
    group = b"<media:group>%b</media:group>"
    nested = group % ((group % ((group % picture) * 10)) * 10)
    head = b'<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><item>'
    return head + nested + b"</item></channel></rss>"


def comments() -> bytes:
    """A million comments before and inside the feed."""
    return b"<!---->" * 500_000 + rss(b"<!---->" * 500_000)


def open_comment() -> bytes:
    """Comments that begin and never end."""
    return rss(b"<!-- " * 1_000_000)


def instructions() -> bytes:
    """A million processing instructions."""
    return b'<?xml version="1.0"?>' + b"<?x?>" * 500_000 + rss(b"<?y z?>" * 500_000)


def cdata_never_closed() -> bytes:
    """A section that takes the rest of the document with it."""
    return rss(b"<description><![CDATA[" + b"text " * 500_000)


def many_open_cdata() -> bytes:
    """Sections that begin and never end."""
    return rss(b"<description>" + b"<![CDATA[" * 600_000)


def many_small_cdata() -> bytes:
    """A description in half a million sections."""
    return rss(b"<description>%b</description>" % (b"<![CDATA[a]]>" * 500_000))


def ampersands() -> bytes:
    """Five million bare ampersands."""
    return rss(b"<description>%b</description>" % (b"&" * 5_000_000))


def some_ampersands() -> bytes:
    """As many bare ampersands as are still mended beside the event loop."""
    return rss(b"<description>%b</description>" % (b"& " * 90_000))


def almost_entities() -> bytes:
    """What begins like an entity and never ends."""
    return rss(b"<description>%b</description>" % (b"&abcdefghijklmnopqrstuvwxyz" * 70_000))


def references() -> bytes:
    """Three million character references, in XML and again in HTML."""
    return rss(b"<description>%b%b</description>" % (b"&#65;" * MB, b"&amp;#65;" * 400_000))


def huge_reference() -> bytes:
    """References with very many digits, in XML and in HTML."""
    digits = b"9" * 20_000
    return rss(b"<description>&#%b;</description>" % digits).replace(b"Tide", b"&amp;#%b;" % digits)


def forbidden_references() -> bytes:
    """References to characters that XML does not have."""
    return rss(b"<description>%b</description>" % (b"&#0;&#xD800;&#xFFFE;&#8;" * 10_000))


def angles() -> bytes:
    """Five million bare angle brackets."""
    return rss(b"<description>%b</description>" % (b"<" * 5_000_000))


def tags_in_title() -> bytes:
    """A title of a megabyte that looks like tags and never closes one."""
    return RSS % b"<item><title>%b</title></item>" % (b"&lt;b &lt;!-- &lt;script " * 50_000)


def spaces_in_html() -> bytes:
    """HTML that keeps a pattern for addresses busy."""
    html = b'&lt;a href= " ' * 100_000 + b"=" * 100_000 + b' href="' + b" " * 400_000
    return rss(b"<description>%b</description>" % html)


def odd_dates() -> bytes:
    """Dates that keep a pattern busy."""
    dates = [b"9" * 200_000, b"Mon, " * 100_000, b"1 " * 100_000, b"99999999999999999 Jan 2026"]
    return RSS % b"".join(ITEM % (b"<pubDate>%b</pubDate>" % date) for date in dates)


def odd_numbers() -> bytes:
    """Numbers that are none, or too long to count."""
    ttl = b"<ttl>%b</ttl>" % (b"9" * 100_000)
    enclosure = b'<enclosure url="https://harbour.example/a" length="%b"/>' % (b"9" * 100_000)
    return RSS % (ttl + ITEM % enclosure)


def odd_bases() -> bytes:
    """A base inside a base, each on an element of its own, all relative and growing."""
    opened = b'<x xml:base="%b/">' % (b"a" * 200)
    return b'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://[">' + (
        b"<entry xml:base='//['><link href='//[x'/><title>t</title>%b%b</entry></feed>"
        % (opened * 200, b"</x>" * 200)
    )


def nuls() -> bytes:
    """Zero bytes between the letters of a title."""
    return rss(b"<description>a\0b\0c</description>" * 1_000)


def only_nuls() -> bytes:
    """Nine megabytes of nothing."""
    return b"\0" * 9 * MB


def controls() -> bytes:
    """Every control character, in text and in an attribute."""
    characters = bytes(set(range(1, 32)) - set(b"\t\n\r"))
    return rss(b'<description x="%b">%b</description>' % (characters, characters * 1_000))


def random_bytes() -> bytes:
    """What no encoding explains."""
    return rss(b"<description>%b</description>" % (bytes(range(128, 256)) * 10_000))


def false_utf8() -> bytes:
    """Declared UTF-8, but overlong, cut and with halves of pairs."""
    wrong = b"\xc0\xaf\xed\xa0\x80\xf5\x80\x80\x80\xe2\x82"
    prolog = b'<?xml version="1.0" encoding="utf-8"?>'
    return prolog + rss(b"<description>%b</description>" % wrong)


def false_utf16() -> bytes:
    """Declared UTF-16, written in ASCII."""
    return b'<?xml version="1.0" encoding="utf-16"?>' + rss(b"")


def unmarked_utf16() -> bytes:
    """UTF-16 without a byte order mark."""
    return rss(b"<description>Quay</description>").decode().encode("utf-16-le")


def odd_utf16() -> bytes:
    """UTF-16 that is cut in the middle of a character, with halves of pairs."""
    return b"\xff\xfe" + rss(b"").decode().encode("utf-16-le") + b"\0\xd8a"


def utf32() -> bytes:
    """Four bytes for each character."""
    return rss(b"").decode().encode("utf-32")


def utf7() -> bytes:
    """Declared UTF-7, in which "+ADw-" is a bracket."""
    prolog = b'<?xml version="1.0" encoding="utf-7"?>'
    return prolog + rss(b"<description>+ADw-script+AD4-\xff</description>")


def false_codec() -> bytes:
    """Declared in what Python calls a codec and nobody calls an encoding."""
    return b'<?xml version="1.0" encoding="zlib_codec"?>' + rss(b"<a>\xff</a>")


def html_page() -> bytes:
    """A page, where a feed was."""
    return b"<!DOCTYPE html><html><head><title>Sign in</title></head><body>" + b"<p>x" * 10_000


def html_bomb() -> bytes:
    """A page of a million tags that are never closed."""
    return b"<html><body>" + b"<div><font color=red>" * 300_000


def pdf() -> bytes:
    """A document."""
    return b"%PDF-1.7\n" + bytes(range(256)) * 1_000


def png() -> bytes:
    """A picture."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">II", 100_000, 100_000) + bytes(1_000)


def gzip_bomb() -> bytes:
    """A gigabyte's worth of zeros in little space, unpacked by nobody."""
    return gzip.compress(bytes(100 * MB), compresslevel=1)


def json_deep() -> bytes:
    """A hundred thousand lists inside each other."""
    return b'{"version":"https://jsonfeed.org/version/1.1","items":' + b"[" * 100_000


def json_deep_and_closed() -> bytes:
    """The same, and well-formed."""
    return json_deep() + b"]" * 100_000 + b"}"


def json_numbers() -> bytes:
    """Numbers of a hundred thousand digits."""
    item = b'{"id":%b,"size_in_bytes":1e%b}' % (b"9" * 100_000, b"9" * 100_000)
    return b'{"version":"https://jsonfeed.org/version/1","items":[%b]}' % item


def json_many() -> bytes:
    """A million empty items."""
    items = b",".join([b"{}"] * 1_000_000)
    return b'{"version":"https://jsonfeed.org/version/1","items":[%b]}' % items


def json_keys() -> bytes:
    """A million different keys."""
    return b"{%b}" % b",".join(b'"k%d":0' % n for n in range(700_000))


def json_types() -> bytes:
    """Everything of another type than it should be."""
    wrong = {
        "id": [1],
        "url": {"a": 1},
        "title": 5,
        "authors": "me",
        "attachments": [1, {"url": []}],
    }
    feed: dict[str, object] = {
        "version": 1,
        "title": None,
        "items": [wrong, 7, None, [], "x"],
        "authors": {"a": 1},
    }
    return json.dumps(feed).encode()


def json_surrogates() -> bytes:
    """Text that cannot be written as UTF-8, and zero characters."""
    return (
        rb'{"version":"https://jsonfeed.org/version/1","items":'
        rb'[{"id":"\ud800","title":"a\u0000b\udfff","content_html":"\ud83d"}]}'
    )


HOSTILE: tuple[Callable[[], bytes], ...] = tuple(
    made
    for name, made in list(globals().items())
    if callable(made) and getattr(made, "__module__", "") == __name__ and name != "rss"
)
