"""Numbers: what a text counts, in digits or in words, with what stands around each number.

A number is read in every way in which it can be meant: "1.300" is 1300 or 1.3.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.writing.proof.number_words import HAN, factor_words, han_number, loose_words, number_words
from bot.writing.proof.wording import Wording, is_common, stem

# Digits and what may stand inside a number (badly cleaned pages have "1, 300" and "98. 7"), Chinese
# numerals, a word, a sign. "28-24" is two numbers.
_TOKEN = re.compile(
    r"(?P<digits>\d{1,15}+(?:(?:[.,:'’\u00a0\u202f]|,? (?=\d{3}(?!\d))|\. )\d{1,15}+){0,4})"
    rf"|(?P<han>[{HAN}]{{1,20}})|(?P<word>[万萬亿億]|[ap]\.m\b|[^\W\d_{HAN}]{{1,40}})"
    r"|(?P<sign>[%$€£¥₹~])",
    re.IGNORECASE,
)
# "Half a million" counts otherwise than "half".
_HALF_A = re.compile(r"\bhalf an? (?=[mb]illion|dozen)", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:(?P<mark>[.,'’\u00a0\u202f ]|, )\d{3})(?:(?P=mark)\d{3})*")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")
_DECIMAL = re.compile(
    r"(?P<whole>\d+|\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+)(?:[.,:]|\. )(?P<part>\d+)"
)
_NO_DIGIT = re.compile(r"\D+")
# What a name ends with before its number: "H5", "COVID-19", "F-16".
_NAMED = re.compile(r"[^\W\d_]\Z|[A-Z]-\Z")
# Characters between the words of one number: "two-hundred", "2 million", "20%".
_GAP = 1
# Words that multiply one number: "two hundred thousand".
_FACTORS = 2
# Words before a number that tell how it is meant ("less than"), and after it what it counts.
_BEFORE = 3
_AFTER = 3

# Units that exclude each other; those that say the same stand on one line, the name first.
_UNITS = {
    spelling: line.split()[0]
    for line in """
    second seconds sec s; minute minutes min mins; hour hours hr hrs h; day days; week weeks
    month months; year years; decade decades; century centuries
    mm millimetre millimetres millimeter millimeters
    cm centimetre centimetres centimeter centimeters; metre metres meter meters m
    km kilometre kilometres kilometer kilometers; mile miles; foot feet ft; inch inches; yard yards
    kg kilo kilos kilogram kilograms; gram grams g; tonne tonnes ton tons t; ounce ounces
    litre litres liter liters l; gallon gallons; acre acres; hectare hectares ha
    percent % pct prozent procent; points point; am; pm
    dollar dollars $ usd; euro euros € eur; pound pounds £ gbp sterling; yen ¥ jpy; rupee rupees ₹
    crown crowns krona kronor krone kroner koruna; franc francs chf; rouble roubles ruble rubles
    yuan renminbi; zloty; peso pesos; lira liras; rand; won; dinar dinars; dirham dirhams
    shekel shekels; real reais; naira; baht; forint; hryvnia; riyal riyals
    """.replace("\n", ";").split(";")
    for spelling in line.split()
}
_MONEY = frozenset("$€£¥₹")
# Units of two words.
_PAIRS = {
    ("per", "cent"): "percent", ("pour", "cent"): "percent", ("por", "ciento"): "percent",
    ("por", "cento"): "percent", ("percentage", "points"): "points",
    ("percentage", "point"): "points",
}  # fmt: skip
_NOON = 12

_Tokens = Sequence[re.Match[str]]
_Reading = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text."""

    written: str
    readings: tuple[_Reading, ...]  # each a way to read it, of which all parts must be right
    before: tuple[str, ...] = ()  # the words just before it
    unit: str = ""
    counted: str = ""  # the stem of what there are so many of, where the text says it next
    is_name: bool = False  # "H5N1", "COVID-19"
    is_spelt: bool = False
    is_loose: bool = False  # told by a word that may mean something else: "half", "noon"

    @property
    def values(self) -> frozenset[float]:
        """Everything that it can mean."""
        return frozenset(value for reading in self.readings for value in reading)


def quantities(wording: Wording) -> list[Quantity]:
    """The numbers of a text in their order."""
    wording = replace(wording, text=_HALF_A.sub("0.5 ", wording.text))
    tokens = list(_TOKEN.finditer(wording.text))
    found: list[Quantity] = []
    place = 0
    while place < len(tokens):
        end, readings = _number(tokens, place, wording.language)
        if readings:
            found.append(_quantity(wording, tokens, place, end, readings))
        place = max(end, place + 1)
    return found


def _number(tokens: _Tokens, place: int, language: str) -> tuple[int, tuple[_Reading, ...]]:
    """The readings of the number that starts at a token, with the place after it; none if none."""
    end, readings = place + 1, _readings(tokens[place], language)
    if not readings:
        return end, ()
    if tokens[place]["word"] and (ones := _ones(tokens, end, readings[0][0], language)):
        end, readings = end + 1, ((readings[0][0] + ones,),)
    factors = factor_words(language)
    limit = min(len(tokens), end + _FACTORS)
    while end < limit and _joins(tokens, end) and (factor := _value(tokens[end], factors)):
        multiplied = tuple(tuple(value * factor for value in reading) for reading in readings)
        is_unit = tokens[end][0] == "m" and not (place and tokens[place - 1][0] in _MONEY)  # "12 m"
        readings = (*multiplied, *(readings if is_unit else ()))
        end += 1
    if end < len(tokens) and _joins(tokens, end):
        readings = (
            *readings,
            *_hours(readings, tokens[end]),
            *_shares(readings, tokens[end], language),
        )
    return end, readings


def _readings(token: re.Match[str], language: str) -> tuple[_Reading, ...]:
    """The ways to read a token as a number."""
    if token["han"]:
        return ((han_number(token["han"]),),)
    if token["word"]:
        known = (number_words(language), loose_words(language))
        return tuple((value,) for words in known if (value := _value(token, words)) is not None)
    return tuple(_figures(token["digits"])) if token["digits"] else ()


def _figures(digits: str) -> Iterator[_Reading]:
    """The ways to read digits with what may stand inside a number."""
    groups = _NO_DIGIT.split(digits)
    whole = len(groups) == 1 or _GROUPED.fullmatch(digits) or _INDIAN.fullmatch(digits)
    if whole:
        yield (float("".join(groups)),)
    if decimal := _DECIMAL.fullmatch(digits):
        yield (float(f"{_NO_DIGIT.sub('', decimal['whole'])}.{decimal['part']}"),)
    if not (whole or decimal) or ":" in digits or " " in digits:
        yield tuple(float(group) for group in groups)


def _hours(readings: Sequence[_Reading], token: re.Match[str]) -> Iterator[_Reading]:
    """The same by the clock of 24 hours, before "am" and "pm"."""
    half = token[0].casefold().replace(".", "")
    if half not in {"am", "pm"}:
        return
    for reading in readings:
        hour, minutes = divmod(reading[0], 1)
        parts = reading[1:] or ((round(100 * minutes),) if minutes else ())
        yield (hour % _NOON + (_NOON if half == "pm" else 0), *map(float, parts))


def _shares(
    readings: Sequence[_Reading], token: re.Match[str], language: str
) -> Iterator[_Reading]:
    """The same in per cent, before "thirds" and its like."""
    share = _value(token, loose_words(language))
    if share and token[0][-1:].casefold() == "s" and share not in factor_words(language).values():
        yield from (tuple(value * share for value in reading) for reading in readings)


def _ones(tokens: _Tokens, place: int, tens: float, language: str) -> float:
    """What a word adds to the tens before it: 3 in "forty-three"; else nothing."""
    if place >= len(tokens) or not _joins(tokens, place) or tens not in range(20, 100, 10):
        return 0
    value = _value(tokens[place], number_words(language)) or 0
    return value if value in range(10) else 0


def _joins(tokens: _Tokens, place: int) -> bool:
    return tokens[place].start() - tokens[place - 1].end() <= _GAP


def _value(token: re.Match[str], words: Mapping[str, float]) -> float | None:
    return words.get(token[0].casefold())


def _quantity(
    wording: Wording, tokens: _Tokens, start: int, end: int, readings: tuple[_Reading, ...]
) -> Quantity:
    """A number with its surroundings; `end` is the place of the token after it."""
    first, last = tokens[start], tokens[end - 1]
    before = [token[0].casefold() for token in tokens[max(0, start - _BEFORE) : start]]
    after = [token[0].casefold() for token in tokens[end : end + _AFTER]]
    sign = before[-1] if before and before[-1] in _MONEY else ""
    measured = _measure(after) if after and _joins(tokens, end) else ""
    return Quantity(
        wording.text[first.start() : last.end()],
        readings,
        before=tuple(before),
        unit=_UNITS.get(sign or measured, ""),
        counted=_counted(after, wording.language),
        is_name=bool(_NAMED.search(wording.text[max(0, first.start() - 2) : first.start()])),
        is_spelt=first["word"] is not None,
        is_loose=_is_loose(first, after, wording.language),
    )


def _measure(after: Sequence[str]) -> str:
    """The unit after a number."""
    return _PAIRS.get((after[0], after[1] if len(after) > 1 else ""), after[0].replace(".", ""))


def _is_loose(token: re.Match[str], after: Sequence[str], language: str) -> bool:
    """Whether a number is told by a word that may mean something else."""
    if token["han"]:
        return len(token["han"]) == 1
    loose = loose_words(language)
    own = token["word"] is not None and _value(token, number_words(language)) is None
    return own or (bool(after) and after[0] in loose and after[0] not in factor_words(language))


def _counted(after: Sequence[str], language: str) -> str:
    """The stem of the first word after a number, if it is one that means something."""
    word = next((word for word in after if word.isalpha()), "")
    return "" if len(word) < _AFTER or is_common(word, language) else stem(word, language)
