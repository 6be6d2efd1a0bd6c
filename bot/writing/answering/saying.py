"""What a model says in plain text: sentences, each with the numbers of those that prove it.

A number belongs to the sentence that it ends, before or after the full stop: "… on Monday [3]." and
"… on Monday. [3]" are the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from bot.writing.lines import one_line
from bot.writing.proof.wording import words

# Characters of a reply that are read, some ten times what is asked for; its rows; its sentences.
LONGEST_REPLY: Final = 20_000
_MOST_ROWS = 80
MOST_LINES: Final = 24
# Numbers that one sentence may name before it is at fault for it; more are not read.
_MOST_NUMBERS = 20
# How many a range may name: "1-40" is no choice of sentences.
_LONGEST_RANGE = 5

# "[3]", "[3, 7]", "[3-5]", "[^3]", "【3】", "[3†source]": as models were taught to cite.
MARKS: Final = re.compile(
    r"[ \t\u00a0]?[\[【［](?:sentences? |#|\^)?"
    r"(?P<numbers>\d{1,6}(?: ?[,;&–-] ?\d{1,6}){0,9})(?:†[^\[\]【】\n]{0,40})?[\]】］]",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(\d{1,6})(?: ?[-–] ?(\d{1,6}))?")
_BULLET = re.compile(r"\s{0,20}[-*•·–+]\s+")
_BULLET_OR_COUNT = re.compile(r"\s{0,20}(?:[-*•·–+]|\d{1,2}[.)])\s+")
_COUNTED = tuple(re.compile(rf"^[ \t]{{0,20}}{count}[.)]\s", re.MULTILINE) for count in (1, 2))
# The word for "the coverage does not say", as models bend it.
REFUSES: Final = re.compile(r"NOT[-_ ]IN(?:[-_ ]THE)?[-_ ]COVERAGE", re.IGNORECASE)
_WORD = re.compile(r"\w")
# Stands for numbers in a row while it is cut. It cannot be in one before: `one_line` takes it
# out.
_HELD = "\ue000"
# The same for the word that refuses: a sentence around it is none.
_REFUSED = "\ue001"
_STOP = re.compile(
    rf"(?<![.!?…])[.!?…]++(?:[\"'’”»)]|\s?{_HELD})*+(?=\s|\Z)|[。！？｡]++[”’」』）]*+{_HELD}*+"
)
# What is written with a stop and does not end a sentence.
_SHORTENED = words("""
    mr mrs ms messrs dr drs prof rev lt sgt capt gen col sen rep gov st ste mt jr sr no nos vs
    approx inc ltd co corp dept jan feb mar apr jun jul aug sep sept oct nov dec
    e.g i.e cf ca etc al
    bzw z.b d.h u.a nr mio mrd str hr fr bspw usw m mme mlle sra dra dña av pág núm art
    г гг т.е т.к им ул стр тыс млн млрд руб
""")
# The same: "J. Moss", and "2. März". Two sentences taken for one must both be proved, so a border
# too few does less harm than one too many.
_INITIALS = re.compile(r"(?:[^\W\d_]\.){0,5}[^\W\d_]|\d{1,2}")


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of a reply.

    Attributes:
        text: As the model wrote it, on one line, without its numbers.
        numbers: Of the sentences that are to prove it, each once.
    """

    text: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What stands or falls together: a sentence of running text, or a whole line of a list.

    Attributes:
        sentences: One, or all those of a list's line; there a sentence without numbers of its own
            has those of the others.
        is_item: Whether it is a line of a list.
    """

    sentences: tuple[Said, ...]
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model said.

    Attributes:
        lines: Its sentences and the lines of its lists, 24 at most.
        is_refusal: Whether it begins with the word that the coverage does not say.
        is_partial: Whether that word comes behind sentences: the coverage does not say the rest.
    """

    lines: tuple[Line, ...]
    is_refusal: bool = False
    is_partial: bool = False


def hear(text: str) -> Reply:
    """Read a reply; of a long one the first 20,000 characters.

    Args:
        text: What the model wrote; untrusted.
    """
    text = text[:LONGEST_REPLY]
    refusal = REFUSES.search(text)
    if refusal and not _WORD.search(text[: refusal.start()]):
        return Reply((), is_refusal=True)
    rows = (REFUSES.sub(_REFUSED, one_line(row)) for row in text.splitlines()[:_MOST_ROWS])
    bullet = bullet_in(text)
    lines = (line for row in rows for line in _lines(row, bullet))
    return Reply(tuple(islice(lines, MOST_LINES)), is_partial=refusal is not None)


def bullet_in(text: str) -> re.Pattern[str]:
    """What a line of a list begins with in a reply.

    A number does so only where another follows it: "2. März" is a date.
    """
    is_counted = all(count.search(text) for count in _COUNTED)
    return _BULLET_OR_COUNT if is_counted else _BULLET


def _lines(row: str, bullet: re.Pattern[str]) -> Iterator[Line]:
    """The sentences of one row of a reply, alone, or as one line of a list."""
    item = bullet.match(row)
    row = row[item.end() :] if item else row
    said = (said for said in _sentences(row) if said.text and _REFUSED not in said.text)
    if item is None:
        yield from (Line((sentence,)) for sentence in said)
    elif sentences := tuple(islice(said, MOST_LINES)):
        named = tuple(dict.fromkeys(n for sentence in sentences for n in sentence.numbers))
        whole = (Said(each.text, each.numbers or named) for each in sentences)
        yield Line(tuple(whole), is_item=True)


def _sentences(row: str) -> Iterator[Said]:
    """The sentences of running text, each with its numbers."""
    held = (_numbers(mark["numbers"]) for mark in MARKS.finditer(row))
    for piece in _pieces(MARKS.sub(_HELD, row)):
        numbers = [number for mark in islice(held, piece.count(_HELD)) for number in mark]
        yield Said(_without_marks(piece), tuple(dict.fromkeys(numbers))[:_MOST_NUMBERS])


def _pieces(row: str) -> Iterator[str]:
    """A row cut where its sentences end."""
    start = 0
    for stop in _STOP.finditer(row):
        if _is_border(row, start, stop):
            yield row[start : stop.end()]
            start = stop.end()
    yield row[start:]


def _is_border(row: str, start: int, stop: re.Match[str]) -> bool:
    """Whether a stop ends the sentence that began at `start`."""
    following = row[stop.end() : stop.end() + 10].lstrip()[:1]
    if following.islower() or following in {",", ";", ":"}:
        return False
    if stop[0] != "." or not following:
        return True
    before = row[max(start, stop.start() - 20) : stop.start()].split()
    word = before[-1].lstrip("\"'‘“„«([").casefold() if before else ""
    return not (word in _SHORTENED or _INITIALS.fullmatch(word))


def _without_marks(piece: str) -> str:
    """A sentence without its numbers, the stop back at its last word."""
    text = piece.replace(_HELD, "").strip()
    return re.sub(r"\s+([.,;:!?])", r"\1", text)


def _numbers(written: str) -> list[int]:
    """The numbers in one pair of brackets."""
    found: list[int] = []
    for first, last in _NUMBERS.findall(written):
        start, end = int(first), int(last or first)
        found += range(start, end + 1) if 0 <= end - start < _LONGEST_RANGE else (start, end)
    return found
