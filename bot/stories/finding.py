"""Searching the archive: the question that was typed, and the lines that show what was found."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches

from bot.errors import UsageError
from bot.news import Excerpt, Feed, Found, Span, Wanted
from bot.stories.function_words import FUNCTION_WORDS
from bot.terms import terms

LONGEST_QUESTION = 500  # characters that are read; nobody types more
MOST_WORDS = 12  # and as many that must not be there
MOST_TERMS = 16  # of one phrase
EXCERPT = 200  # characters
LOOKED_THROUGH = 20_000  # characters of a text; the archive's terms come from its start

_ASKED = re.compile(r'(-?)"([^"]*)"?|(\S+)')
_AGE = re.compile(r"([0-9]{1,5})([hdw])")
_HOURS = {"h": 1, "d": 24, "w": 168}
# A word with the signs that belong to it, as `bot.terms` reads them.
_RUN = re.compile(r"[\w\u0300-\u036f\u0900-\u0963\u0966-\u0dff\u200d]+")


def read_question(typed: str) -> Wanted:
    """What is wanted: words, "phrases that stand together", and -words that must be absent.

    Raises:
        UsageError: Nothing is left to search for.
    """
    words: dict[tuple[str, ...], str] = {}
    without: dict[tuple[str, ...], None] = {}
    for found in _ASKED.finditer(typed[:LONGEST_QUESTION].replace("“", '"').replace("”", '"')):
        sign, phrase, word = found[1] or "", found[2], found[3] or ""
        refused = bool(sign) or (phrase is None and word.startswith("-"))
        spelled = tuple(terms(word if phrase is None else phrase)[:MOST_TERMS])
        if refused and spelled:
            without[spelled] = None
        elif not FUNCTION_WORDS.issuperset(spelled):
            words[spelled] = word if phrase is None else f'"{phrase}"'
    if not words:
        raise UsageError('name a word to search for, such as: newsdesk search "harbour ferry"')
    kept = list(words)[:MOST_WORDS]
    return Wanted(
        words=tuple(kept),
        typed=tuple(words[word] for word in kept),
        without=tuple(without)[:MOST_WORDS],
    )


def read_since(typed: str, now: datetime) -> datetime:
    """The moment that a date ("2026-11-01") or an age ("12h", "3d", "2w") names.

    Args:
        typed: What was typed.
        now: The present in the reader's own zone, in which a day begins.

    Raises:
        UsageError: It is neither, or lies before all time.
    """
    try:
        if age := _AGE.fullmatch(typed.strip()):
            return now - timedelta(hours=int(age[1]) * _HOURS[age[2]])
        day = datetime.strptime(typed.strip(), "%Y-%m-%d").replace(tzinfo=now.tzinfo)
        return day.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise UsageError(
            f"{typed[:40]}: name a date such as 2026-11-01, or an age such as 12h, 3d or 2w"
        ) from error


def feed_named(typed: str, known: Sequence[Feed]) -> Feed:
    """The feed with this address or title.

    Raises:
        UsageError: There is none, or more than one; with those that come near.
    """
    exact = [feed for feed in known if feed.url == typed]
    named = exact or [feed for feed in known if feed.title.casefold() == typed.casefold() != ""]
    if len(named) == 1:
        return named[0]
    if named:
        addresses = ", ".join(feed.url for feed in named[:5])
        raise UsageError(f"{typed[:100]}: several feeds have this title; name one of {addresses}")
    names = {name[:200].casefold(): name for feed in known for name in (feed.title, feed.url)}
    near = get_close_matches(typed[:200].casefold(), names, cutoff=0.5)
    hint = f"did you mean {' or '.join(names[name] for name in near)}?" if near else ""
    raise UsageError(f"{typed[:100]}: no such feed; {hint or 'see newsdesk feeds list'}")


def excerpt(found: Found, wanted: Wanted) -> Excerpt:
    """The sentence with the most of the words, and what follows as far as it fits."""
    text = found.text[:LOOKED_THROUGH]
    marks = _marks(text, wanted)
    spans = [span for span in found.sentences if span.end <= len(text)] or [Span(0, len(text))]
    best = max(spans, key=lambda span: (len(_inside(marks, span)), -span.start))
    start = best.start
    held = _inside(marks, best)
    if best.end - start > EXCERPT and held and held[0].end - start > EXCERPT:
        start = max(start, held[0].start - EXCERPT // 3)
        start = text.find(" ", start, held[0].start) + 1 or start
    end = _end(text, start, spans)
    inside = _inside(marks, Span(start, end))
    moved = tuple(Span(mark.start - start, mark.end - start) for mark in inside)
    return Excerpt(text[start:end], start, moved)


def title_marks(found: Found, wanted: Wanted) -> tuple[Span, ...]:
    """Where the words stand in the title."""
    return tuple(_marks(found.title, wanted))


def _end(text: str, start: int, spans: Sequence[Span]) -> int:
    """The end of the last sentence that fits, else of the last word that does."""
    whole = [span.end for span in spans if start < span.end <= start + EXCERPT]
    if whole:
        return max(whole)
    end = min(len(text), start + EXCERPT)
    cut = text.rfind(" ", start + EXCERPT // 2, end)
    return end if end == len(text) or cut < 0 else cut


def _inside(marks: Sequence[Span], span: Span) -> list[Span]:
    return [mark for mark in marks if span.start <= mark.start and mark.end <= span.end]


def _marks(text: str, wanted: Wanted) -> list[Span]:
    """Where the words stand, in order; none overlaps another."""
    tokens = list(_located(text))
    said = [term for term, _ in tokens]
    found: list[Span] = []
    for at in range(len(tokens)):
        long = [len(w) for w in wanted.words if said[at] == w[0] and _stands(said, at, w)]
        if long:
            span = Span(tokens[at][1].start, tokens[at + max(long) - 1][1].end)
            if found and span.start < found[-1].end:
                found[-1] = Span(found[-1].start, max(span.end, found[-1].end))
            else:
                found.append(span)
    return found


def _stands(said: Sequence[str], at: int, word: tuple[str, ...]) -> bool:
    return tuple(said[at : at + len(word)]) == word


def _located(text: str) -> Iterator[tuple[str, Span]]:
    """The terms of a text, each with where it stands."""
    for run in _RUN.finditer(text):
        spelled = terms(run[0])
        if len(spelled) == 1:
            yield spelled[0], Span(run.start(), run.end())
        elif len(spelled) > 1:
            yield from _pairs(run[0], run.start())


def _pairs(run: str, offset: int) -> Iterator[tuple[str, Span]]:
    """The pairs of characters of a script without spaces."""
    for at in range(len(run) - 1):
        pair = terms(run[at : at + 2])
        if len(pair) == 1:
            yield pair[0], Span(offset + at, offset + at + 2)
