"""Terms: what a text is about, as words that can be counted, searched and compared.

One tokeniser for everything that compares texts: the full-text index holds these terms joined by
spaces, so that both databases find the same words, and languages without spaces are found at all.
"""

import re
import unicodedata
from collections.abc import Mapping
from math import sqrt

# Scripts that set no spaces between words: Thai and Lao, Burmese, Khmer, kana, Han.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# Signs of Indic scripts that belong to a word though `\w` leaves them out; the dandas stay out.
_SIGNS = "\u0900-\u0963\u0966-\u0dff\u200d"
_RUN = re.compile(rf"(?P<unspaced>[{_UNSPACED}]++)|(?:[^\W_{_UNSPACED}]|[{_SIGNS}]){{2,}}+")
_ACCENTS = re.compile("[\u0300-\u036f]+")

# Characters of a term: longer ones are addresses and noise, and would only swell an index.
LONGEST_TERM = 32


def terms(text: str) -> list[str]:
    """The terms of a text in its order: words without case and accents, and numbers.

    Scripts without spaces give their pairs of neighbouring characters instead of words. Single
    letters and digits give nothing.
    """
    found: list[str] = []
    for run in _RUN.finditer(_folded(text)):
        if run["unspaced"] is None:
            found.append(run[0][:LONGEST_TERM])
        else:
            found.extend(_pairs(run[0]))
    return found


def unit(weights: Mapping[str, float]) -> dict[str, float]:
    """The same direction with length 1; empty if all weights are zero."""
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items()} if length else {}


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Likeness of two unit vectors, 0 to 1 for weights that are not negative."""
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    return sum(weight * large.get(term, 0.0) for term, weight in small.items())


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    # Only the accents of Latin, Greek and Cyrillic go; signs of other scripts are half the word.
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return unicodedata.normalize("NFC", bare)


def _pairs(run: str) -> list[str]:
    return [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]
