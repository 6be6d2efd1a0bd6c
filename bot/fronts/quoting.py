"""Links that open an article at the sentence that is cited.

A browser scrolls to the words behind `#:~:text=` and marks them; one that cannot do so opens the
page. The form is that of https://wicg.github.io/scroll-to-text-fragment/: the words themselves, or
where they begin and where they end.
"""

from collections.abc import Sequence
from urllib.parse import quote

from bot.fronts.outside import URL_LIMIT, line, link
from bot.news import Citation

DIRECTIVE = ":~:"
# A quote of so many words is given whole; of a longer one, so many at each end. Fewer would be
# found elsewhere in the article too, more would be in the way of those who see the address.
SHORT = 10
ENDS = 4
# Characters of the longest quote that is given whole; where nothing parts its words, no other way
# is left, for a browser finds whole words alone.
LONGEST_QUOTE = 120
# What stands around words is found with them or without, and is long when it is encoded.
AROUND = " \"'.,;:!?()[]“”‘’„‚«»‹›…"


def deep_link(citation: Citation, *, limit: int = URL_LIMIT) -> str | None:
    """The address of the cited words, of their article if that would be too long, or None.

    Args:
        citation: What is cited.
        limit: The most characters of an address.
    """
    return at_words(citation.url, citation.quote, limit=limit)


def at_words(url: str, words: str, *, limit: int = URL_LIMIT) -> str | None:
    """The address of some words on a page, of the page if that would be too long, or None.

    Args:
        url: Of the page; untrusted.
        words: As the page has them.
        limit: The most characters of an address.
    """
    address = link(url)
    if address is None:
        return None
    page, _, fragment = address.partition("#")
    # What another page has put there is no part of the address.
    place = fragment.partition(DIRECTIVE)[0]
    directive = text_directive(words)
    plain = f"{page}#{place}" if place else page
    deep = f"{page}#{place}{DIRECTIVE}{directive}" if directive else plain
    return next((each for each in (deep, plain) if len(each) <= limit), None)


def text_directive(words: str) -> str:
    """What names words to a browser: `text=The%20first,the%20last`; empty if nothing can.

    Args:
        words: As the article has them; of several blocks, the first and the last are named.
    """
    blocks = [row.split() for row in words.splitlines() if row.strip(AROUND)]
    whole = " ".join(words.split())
    if not blocks or line(words, len(words)) != whole:
        return ""  # what cannot be seen is not found either
    first, last = blocks[0], blocks[-1]
    if len(blocks) == 1 and len(first) <= SHORT:
        return f"text={_encoded(_bare(first))}" if len(whole) <= LONGEST_QUOTE else ""
    ends = (_bare(first[:ENDS]), _bare(last[-ENDS:]))
    if not all(ends) or max(map(len, ends)) > LONGEST_QUOTE:
        return ""
    return f"text={','.join(map(_encoded, ends))}"


def _bare(words: Sequence[str]) -> str:
    return " ".join(words).strip(AROUND)


def _encoded(words: str) -> str:
    """Words without the comma, the hyphen and the ampersand, which mean something there."""
    return quote(words, safe="").replace("-", "%2D")
