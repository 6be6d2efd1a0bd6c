"""Whether two bodies of a feed say the same, whenever they were built."""

import re
from hashlib import sha256

from bot.feeds.markup import without_comments

# A feed's own dates stand near its start, and caches sign at its end. Searching no further keeps a
# hostile body from holding the interpreter: ten megabytes of "<" took a second and a half.
_HEAD = 64_000
_TAIL = 4_000
# Every pattern stops at the next "<", so that none reads a byte more than a few times.
_FIRST_ENTRY = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
_ENTRY_ENDS = (b"</item>", b"</entry>")
_BUILD_DATE = re.compile(
    rb"<(?:\w{1,20}:)?(lastBuildDate|pubDate|updated|modified|date)[\s>][^<]*</"
)


def body_hash(body: bytes) -> str:
    """A hash of a feed's body less its build dates.

    Before the first entry and after the last one, the feed's own dates and all comments
    ("generated at", "cached by") are left out. The entries count as they stand.

    Args:
        body: The body as it came; in an encoding wider than ASCII nothing is left out.
    """
    first = _FIRST_ENTRY.search(body, 0, _HEAD)
    start = first.start() if first else min(len(body), _HEAD)
    tail = max(start, len(body) - _TAIL)
    last = max(body.rfind(mark, tail) for mark in _ENTRY_ENDS)
    end = last if last >= 0 else len(body)
    hashed = sha256(_undated(body[:start]))
    hashed.update(memoryview(body)[start:end])
    hashed.update(_undated(body[end:]))
    return hashed.hexdigest()


def _undated(markup: bytes) -> bytes:
    return _BUILD_DATE.sub(b"", without_comments(markup))
