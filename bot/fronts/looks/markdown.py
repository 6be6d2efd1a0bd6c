"""Discord's markdown as a tree: blocks by their lines, marks inside them in one pass.

The rules are those that https://support.discord.com/hc/en-us/articles/210298617 shows. Nothing is
looked at twice without end: each mark is open at most once at a time, so that what an unclosed one
has gathered moves no oftener than there are marks.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

LONGEST = 6_000  # characters; Discord takes no more in all the embeds of a message
DEEPEST = 11  # lists within lists, as many as Discord shows


class Kind(StrEnum):
    """What a part of a text is."""

    PARAGRAPH = "paragraph"  # with its line breaks
    HEADING = "heading"  # about: its level, 1 to 3
    SMALL = "small print"
    QUOTE = "quote"
    BLOCK = "code block"
    BULLETS = "bullets"
    NUMBERS = "numbers"  # about: the first number
    ITEM = "item"

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    STRIKE = "strike"
    SPOILER = "spoiler"
    CODE = "code"
    LINK = "link"  # about: the address, not looked at yet
    MENTION = "mention"  # about: "@&1", "#2", "@3", "@everyone", "/feed add"
    MOMENT = "moment"  # about: seconds since 1970, a colon, how to show them


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text with one look, and what stands in it."""

    kind: Kind
    inside: "tuple[Part | str, ...]" = ()
    about: str = ""


Parts = tuple[Part | str, ...]

_BREAK = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_FENCE = re.compile(r"```(?:[a-zA-Z0-9_+-]{0,30}\n)?\n*")
_HEADING = re.compile(r"(#{1,3}) +(?=\S)")
_SMALL = re.compile(r"-# +(?=\S)")
_QUOTE = re.compile(r" *> ")
_QUOTE_TO_THE_END = re.compile(r" *>>> ")
_ITEM = re.compile(r"( *)([-*+]|[0-9]{1,9}\.) +(?=\S)")

# No alternative can run into the next of its kind, so none is begun again and again.
_ADDRESS = r"https?://(?:[^\s()<>\[\]]|\([^\s()<>\[\]]*+\))++"
_TOKEN = re.compile(
    r"\\(?P<escaped>[^0-9A-Za-z\s])"
    r"|(?P<code>`+)"
    r"|\[(?P<label>(?:[^\[\]\n]|\[[^\[\]\n]*+\])++)\]"
    rf"\(<?(?P<target>{_ADDRESS})>?(?:\s+\"[^\"\[\]\n]*+\")?\)"
    r"|<(?P<angled>https?://[^\s<>]++)>"
    r"|(?P<bare>https?://[^\s<]++)"
    r"|<(?P<who>@[!&]?[0-9]{1,20}|#[0-9]{1,20})>|(?P<all>@everyone|@here)"
    r"|<t:(?P<moment>-?[0-9]{1,15}(?::[tTdDfFRsS])?)>"
    r"|<a?(?P<emoji>:\w{2,32}:)[0-9]{1,20}>|<(?P<command>/[^<>:\n]++):[0-9]{1,20}>"
    r"|(?P<mark>\*{1,3}|_{1,3}|~~|\|\|)"
)
_BACKTICKS = re.compile("`+")
_AFTER_ADDRESS = ".,:;\"')]"  # ends the sentence that a bare address stands in

_MARKS = {
    "**": Kind.BOLD,
    "*": Kind.ITALIC,
    "_": Kind.ITALIC,
    "__": Kind.UNDERLINE,
    "~~": Kind.STRIKE,
    "||": Kind.SPOILER,
}


def read(text: str, *, longest: int = LONGEST) -> Parts:
    """A whole text, with its blocks.

    Args:
        text: As it is sent.
        longest: Characters that are read; the rest is cut.
    """
    return tuple(_blocks(_clean(text, longest)))


def read_line(text: str) -> Parts:
    """A text without blocks, as titles and the names of fields have it."""
    return tuple(_marked(_clean(text, LONGEST).replace("\n", " ")))


def _clean(text: str, longest: int) -> str:
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return _BREAK.sub("\n", cut).replace("\t", "    ")


# --- Blocks ---


def _blocks(text: str) -> Iterator[Part]:
    """Code blocks, and between them what lines make."""
    at = 0
    while (opened := _FENCE.search(text, at)) and (end := text.find("```", opened.end())) >= 0:
        yield from _rows(text[at : opened.start()].removesuffix("\n"))
        yield Part(Kind.BLOCK, (text[opened.end() : end].rstrip("\n"),))
        at = end + len("```")
        at += text.startswith("\n", at)
    yield from _rows(text[at:])


def _rows(text: str, *, quoted: bool = False) -> Iterator[Part]:
    """Lines that are of a kind become one block; a quote has no quote in it."""
    if not text:
        return
    rows = text.split("\n")
    whole = next((n for n, row in enumerate(rows) if _QUOTE_TO_THE_END.match(row)), None)
    rest: list[str] = []
    if whole is not None and not quoted:
        rows, rest = rows[:whole], [_QUOTE_TO_THE_END.sub("", rows[whole]), *rows[whole + 1 :]]
    for kind, group in groupby(rows, key=lambda row: _kind(row, quoted=quoted)):
        yield from _block(kind, list(group))
    if rest:
        yield Part(Kind.QUOTE, tuple(_rows("\n".join(rest), quoted=True)))


def _kind(row: str, *, quoted: bool) -> Kind:
    if not quoted and _QUOTE.match(row):
        return Kind.QUOTE
    openings = ((_HEADING, Kind.HEADING), (_SMALL, Kind.SMALL), (_ITEM, Kind.ITEM))
    return next((kind for opening, kind in openings if opening.match(row)), Kind.PARAGRAPH)


def _block(kind: Kind, rows: Sequence[str]) -> Iterator[Part]:
    if kind is Kind.QUOTE:
        inside = "\n".join(_QUOTE.sub("", row, count=1) for row in rows)
        yield Part(kind, tuple(_rows(inside, quoted=True)))
    elif kind is Kind.ITEM:
        yield from _lists(rows)
    elif kind is Kind.PARAGRAPH:
        yield Part(kind, tuple(_marked("\n".join(rows))))
    else:
        opening = _HEADING if kind is Kind.HEADING else _SMALL
        for row in rows:
            found = opening.match(row)
            level = str(len(found[1])) if found and kind is Kind.HEADING else ""
            yield Part(kind, tuple(_marked(opening.sub("", row, count=1))), level)


@dataclass(slots=True)
class _List:
    """A list that is being read."""

    indent: int
    kind: Kind
    start: str
    items: list[list[Part | str]] = field(default_factory=list)

    def part(self) -> Part:
        items = (Part(Kind.ITEM, tuple(each)) for each in self.items)
        return Part(self.kind, tuple(items), self.start)


def _lists(rows: Sequence[str]) -> Iterator[Part]:
    """Lists by their indents; one that stands deeper belongs to the item above it."""
    open_: list[_List] = []
    for row in rows:
        found = _ITEM.match(row)
        if found is None:
            continue  # only items come here
        indent, sign = len(found[1]), found[2]
        kind = Kind.NUMBERS if sign[0].isdigit() else Kind.BULLETS
        while open_ and (open_[-1].indent > indent or _is_other(open_[-1], indent, kind)):
            yield from _closed(open_)
        if not open_ or (indent > open_[-1].indent + 1 and len(open_) < DEEPEST):
            start = sign.removesuffix(".") if kind is Kind.NUMBERS else ""
            open_.append(_List(indent, kind, start))
        open_[-1].items.append(list(_marked(row[found.end() :])))
    while open_:
        yield from _closed(open_)


def _is_other(above: _List, indent: int, kind: Kind) -> bool:
    return indent <= above.indent + 1 and above.kind is not kind


def _closed(open_: list[_List]) -> Iterator[Part]:
    """Put the innermost list into its item; the outermost one is given back."""
    done = open_.pop().part()
    if open_:
        open_[-1].items[-1].append(done)
    else:
        yield done


# --- Marks ---


@dataclass(slots=True)
class _Open:
    """A mark that waits for its other half, and what stands behind it so far."""

    mark: str
    inside: list[Part | str] = field(default_factory=list)


def _marked(text: str, *, in_label: bool = False) -> list[Part | str]:
    """Words with their marks, mentions and links.

    Args:
        text: Without blocks.
        in_label: Whether it is the label of a link, where Discord knows neither escapes nor links.
    """
    ticks = _places(text)
    stack, at = [_Open("")], 0
    while found := _TOKEN.search(text, at):
        _say(stack, text[at : found.start()])
        at = found.end()
        if found["code"]:
            at = _code(stack, text, found, ticks)
        elif found["bare"] and not in_label:
            at = _bare(stack, found)
        elif found["mark"]:
            _mark(stack, text, found)
        else:
            _say(stack, _token(found, in_label=in_label))
    _say(stack, text[at:])
    while len(stack) > 1:
        _give_up(stack)
    return stack[0].inside


def _say(stack: Sequence[_Open], words: Part | str) -> None:
    if words:
        stack[-1].inside.append(words)


def _token(found: re.Match[str], *, in_label: bool) -> Part | str:
    """What stands for itself: an escape, a link, a mention, a time."""
    match found.lastgroup:
        case "escaped" if not in_label:
            return found["escaped"]
        case "target" if not in_label:
            label = _marked(found["label"], in_label=True)
            return Part(Kind.LINK, tuple(label), found["target"])
        case "angled" if not in_label:
            return Part(Kind.LINK, (found["angled"],), found["angled"])
        case "who" | "all" | "command":
            return Part(Kind.MENTION, about=found[found.lastgroup])
        case "moment":
            return Part(Kind.MOMENT, about=found["moment"])
        case "emoji":
            return found["emoji"]
    return found[0]


def _places(text: str) -> dict[int, list[int]]:
    """Where backticks stand, by how many stand together."""
    places: dict[int, list[int]] = {}
    for run in _BACKTICKS.finditer(text):
        places.setdefault(len(run[0]), []).append(run.start())
    return places


def _code(
    stack: Sequence[_Open], text: str, found: re.Match[str], ticks: dict[int, list[int]]
) -> int:
    """Code up to as many backticks as open it; where it ends."""
    run, start = len(found["code"]), found.end()
    closing = ticks.get(run, [])
    place = bisect_right(closing, start)
    if place == len(closing):
        _say(stack, found[0])
        return start
    inside = text[start : closing[place]]
    _say(stack, Part(Kind.CODE, (inside.strip() or inside,)))
    return closing[place] + run


def _bare(stack: Sequence[_Open], found: re.Match[str]) -> int:
    """An address without a label; where it ends."""
    address = found["bare"].rstrip(_AFTER_ADDRESS)
    _say(stack, Part(Kind.LINK, (address,), address))
    return found.start() + len(address)


def _mark(stack: list[_Open], text: str, found: re.Match[str]) -> None:
    """Close what this mark has opened, or open it."""
    marks = [found[0]]
    if len(found[0]) == len("***"):  # both at once: the inner one is closed first
        one, two = found[0][0], found[0][:2]
        marks = [one, two] if stack[-1].mark == one else [two, one]
    for mark in marks:
        is_open = any(each.mark == mark for each in stack)
        if is_open and _may_close(mark, text, found):
            while stack[-1].mark != mark:
                _give_up(stack)
            _close(stack)
        elif not is_open and _may_open(mark, text, found):
            stack.append(_Open(mark))
        else:
            _say(stack, mark)


def _may_open(mark: str, text: str, found: re.Match[str]) -> bool:
    """A single star wants a word behind it, a single line none before it."""
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    if mark == "_":
        return not _is_word(before)
    return mark != "*" or bool(after.strip())


def _may_close(mark: str, text: str, found: re.Match[str]) -> bool:
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    if mark == "_":
        return not _is_word(after)
    return mark != "*" or bool(before.strip())


def _is_word(character: str) -> bool:
    return character.isalnum()


def _close(stack: list[_Open]) -> None:
    """A mark with its other half; with nothing in between both are shown."""
    done = stack.pop()
    if done.inside:
        _say(stack, Part(_MARKS[done.mark], tuple(done.inside)))
    else:
        _say(stack, done.mark * 2)


def _give_up(stack: list[_Open]) -> None:
    """A mark without its other half is shown as it stands."""
    lost = stack.pop()
    stack[-1].inside.extend([lost.mark, *lost.inside])
