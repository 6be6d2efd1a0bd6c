"""Sharing: how much of each article there is room for, where several tell one story."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, groupby

from bot.writing.repeats import Told
from bot.writing.telling import Heard, Sentence

Passage = Sequence[Sentence]

# Tokens of the line that names an outlet.
_NAMING = 20


def passages(sentences: Sequence[Sentence]) -> list[Passage]:
    """Sentences by what stands together: those of a paragraph that follow each other."""
    numbered = enumerate(sentences)
    groups = groupby(numbered, key=lambda each: (each[1].paragraph, each[1].number - each[0]))
    return [[sentence for _, sentence in group] for _, group in groups]


def within(heard: Sequence[Heard], budget: int) -> list[Heard]:
    """As much of each article as there is room for.

    Of the earliest it is the passages from its top; of the others the first one, which says what it
    is all about, and those that say most that has not been told.

    Args:
        heard: The articles, the earliest first, each with what is worth telling of it.
        budget: Tokens for all of them, their names included.
    """
    rooms = _rooms([each.need for each in heard], budget - _NAMING * len(heard))
    told = Told()
    kept: list[Heard] = []
    for each, room in zip(heard, rooms, strict=True):
        kept.append(each if each.need <= room else _shortened(each, room, told if kept else None))
        told.add(sentence.terms for sentence in each.sentences)
    return kept


def _rooms(needs: Sequence[int], budget: int) -> list[int]:
    """The tokens that each article gets: half of all is the first's, the others share the rest.

    What one does not need is for those that need more.
    """
    rooms = [min(needs[0], max(budget // 2, budget - sum(needs[1:])))]
    rooms += [0] * (len(needs) - 1)
    left, sharing = budget - rooms[0], len(needs) - 1
    for place in sorted(range(1, len(needs)), key=lambda place: needs[place]):
        rooms[place] = min(needs[place], left // sharing)
        left, sharing = left - rooms[place], sharing - 1
    return rooms


def _shortened(heard: Heard, room: int, told: Told | None) -> Heard:
    """An article's first passage, and of the others those that come first or are newest."""
    first, *rest = passages(heard.sentences)
    if told is not None:
        rest.sort(key=lambda passage: -_news(passage, told))
    kept = list(_fitting(first, room) or (first[:1] if told is None else ()))
    left = room - _cost(kept)
    for passage in rest:
        if _cost(passage) <= left:
            kept += passage
            left -= _cost(passage)
        elif told is None:  # a gap in the lead would tear it apart
            kept += _fitting(passage, left)
            break
    return Heard(heard.stored, tuple(sorted(kept, key=lambda sentence: sentence.number)))


def _fitting(passage: Passage, room: int) -> Passage:
    """As many sentences of a passage as there is room for."""
    return passage[: bisect_right([*accumulate(each.cost for each in passage)], room)]


def _news(passage: Passage, told: Told) -> float:
    """How many terms a passage has that nobody has used, for each of its tokens."""
    new = set().union(*(told.new(sentence.terms) for sentence in passage))
    return len(new) / _cost(passage)


def _cost(passage: Passage) -> int:
    return sum(sentence.cost for sentence in passage)
