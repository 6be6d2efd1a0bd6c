"""A question that leans on the conversation, made whole in words that were said before.

Without a model nobody knows who "he" is. But whoever searches with the words of the last questions,
too, finds what they were about.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from bot.news import Turn
from bot.writing.answering.tongues import tongue_of
from bot.writing.proof.wording import content, is_common, read, words

# A question with fewer words of meaning hardly stands alone. As many before a "her" are what it
# stands for: "Did the mayor resign after her budget failed?" needs nothing else.
_FEWEST: Final = 2
# Turns that are looked back at, and words that are taken from each.
_TURNS: Final = 2
_WORDS: Final = 8
_LOOKED_AT: Final = 2_000  # characters
# What stands for somebody or something that was named before, and what goes on from there.
_LEANING: Final = words("""
    he him his she her hers it its they them their theirs this that these those there then
    er ihn ihm sein seine seinen seinem seiner sie ihr ihre ihren ihrem ihrer es dies diese dieser
    dieses davon damit dort dann
    il elle ils elles lui leur leurs son sa ses celui celle ceux cela ça
    él ella ellos ellas su sus esto eso ello aquello
""")
_GOING_ON: Final = re.compile(
    r"\s*(?:and|but|so|what about|how about|und|aber|was ist mit|et|mais|y|pero|qué hay)\b",
    re.IGNORECASE,
)
# Chinese and Japanese set no blanks between words: these are looked for anywhere.
_LEANING_SIGNS: Final = ("他", "她", "它", "那", "这", "彼", "それ", "その", "これ", "この")
_WORD: Final = re.compile(r"\w{1,40}")
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’-]{1,40}"
_NAME: Final = re.compile(rf"(?<=[^.!?…]\s){_CAPITAL}(?:\s{_CAPITAL}){{0,3}}")


def standalone(question: str, turns: Sequence[Turn]) -> str:
    """A question with the words of the conversation that it leans on.

    Args:
        question: As it was typed; untrusted.
        turns: What was said before, the newest last.

    Returns:
        The question as it was, where it needs nothing before it.
    """
    if not turns or not _leans(question):
        return question
    said = list(dict.fromkeys(word for turn in reversed(turns[-_TURNS:]) for word in _told(turn)))
    known = set(read(question).stems)
    added = [word for word in said if not known.issuperset(read(word).stems)]
    return f"{question} ({', '.join(added)})" if added else question


def _leans(question: str) -> bool:
    text = question[:_LOOKED_AT]
    if _GOING_ON.match(text) or any(sign in text for sign in _LEANING_SIGNS):
        return True
    named = text[: _first_leaning(text)]
    return len(content(read(named, tongue_of(text)))) < _FEWEST


def _first_leaning(text: str) -> int:
    """Where the first word stands that leans on another; the end of the text if none does."""
    words_in = re.finditer(r"\w+", text)
    return next((each.start() for each in words_in if each[0].casefold() in _LEANING), len(text))


def _told(turn: Turn) -> Iterator[str]:
    """What a turn was about: the names of its answer, and the words of its question."""
    found = (each[0] for each in _NAME.finditer(turn.answer[:_LOOKED_AT]))
    names = (name for name in found if not name.isupper())  # shouting is no name
    yield from islice(dict.fromkeys(names), _WORDS // 2)
    asked = turn.question[:_LOOKED_AT]
    language = tongue_of(asked) or "en"
    telling = (word for word in _WORD.findall(asked) if not _is_empty(word, language))
    yield from islice(dict.fromkeys(telling), _WORDS)


def _is_empty(word: str, language: str) -> bool:
    return is_common(word.casefold(), language) or word.casefold() in _LEANING
