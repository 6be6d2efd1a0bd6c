"""Texts as rules compare them: without case, accents and punctuation, a blank between two words."""

import re
from typing import Final
from unicodedata import combining, normalize

_WORD: Final = re.compile(r"\w+")
# Scripts that set no blanks between words: Thai, Lao, Burmese, Khmer, kana, Han.
_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
)


def plain(text: str) -> str:
    """The words of a text with a blank before, between and behind them; a blank alone for none."""
    spelled = text.casefold()
    if not spelled.isascii():
        letters = normalize("NFKD", spelled)
        spelled = "".join(each for each in letters if not combining(each)).casefold()
    return f" {' '.join(_WORD.findall(spelled))} " if spelled else " "


def is_unspaced(words: str) -> bool:
    """Whether words are of a script in which nobody sees where one ends."""
    return _UNSPACED.search(words) is not None
