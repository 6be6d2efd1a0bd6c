"""Texts as rules compare them: without case, accents and punctuation, a blank between two words."""

import re
from typing import Final
from unicodedata import category, combining, normalize

# Scripts that set no blanks between words: Thai, Lao, Burmese, Khmer, kana, Han.
_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)


class _Spelling(dict[int, str | None]):
    """What becomes of each decomposed letter: accents go, what is no part of a word is a blank."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        if combining(letter):
            spelled: str | None = None
        elif letter.isalnum() or letter == "_" or category(letter).startswith("M"):
            spelled = letter  # a vowel sign of Devanagari is a mark, and part of its word
        else:
            spelled = " "
        self[code] = spelled
        return spelled


class _Folding(dict[int, str]):
    """Each letter without case and accent, as one letter: places in a text stay what they are."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        folded = self[code] = normalize("NFKD", letter.casefold())[:1] or letter
        return folded


_SPELLING: Final = _Spelling()
_FOLDING: Final = _Folding()


def plain(text: str) -> str:
    """The words of a text with a blank before, between and behind them; a blank alone for none."""
    spelled = normalize("NFKD", text.casefold()).casefold().translate(_SPELLING)
    words = " ".join(spelled.split())
    return f" {words} " if words else " "


def folded(text: str) -> str:
    """The text, letter for letter, without case and accents."""
    return text.translate(_FOLDING)


def is_unspaced(words: str) -> bool:
    """Whether words are of a script in which nobody sees where one ends."""
    return _UNSPACED.search(words) is not None
