"""Dates: which weekdays and months a claim names, in nine languages, and whether they are told so.

The day of a month and the year are numbers like any other (`figures.py`).
"""

import re
from collections.abc import Iterator, Mapping

from bot.writing.proof.wording import Wording

# Monday to Sunday, and January to December, "/" between spellings.
_DAYS = {
    "en": "monday/mon tuesday/tue/tues wednesday/wed thursday/thu/thur/thurs friday/fri"
    " saturday/sat sunday/sun",
    "de": "montag dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "ru": "понедельник вторник среда/среду/среды четверг пятница/пятницу/пятницы"
    " суббота/субботу/субботы воскресенье/воскресенья",
    "zh": "周一/星期一 周二/星期二 周三/星期三 周四/星期四 周五/星期五 周六/星期六"
    " 周日/星期日/星期天",
}
_MONTHS = {
    "en": "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug"
    " september/sep/sept october/oct november/nov december/dec",
    "de": "januar/jänner februar märz april mai juni juli august september oktober november"
    " dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
    " diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro"
    " dezembro",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
    " dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "ru": "январь/января/январе февраль/февраля/феврале март/марта/марте апрель/апреля/апреле"
    " май/мая/мае июнь/июня/июне июль/июля/июле август/августа/августе"
    " сентябрь/сентября/сентябре октябрь/октября/октябре ноябрь/ноября/ноябре"
    " декабрь/декабря/декабре",
    "zh": "",
}
_IN_FIGURES = re.compile(r"(?<!\d)(\d{1,4})([./-])(\d{1,2})\2\d{2,4}(?!\d)")
# Letters of a weekday to which others may be joined: "Fridays", "Montagabend".
_LONG = 5
# What is a date only where a number or a small word of time stands beside it.
_DOUBTFUL = frozenset({"May", "March", "Mar", "Sun", "Sat"})
_DATED = re.compile(
    r"(?:\d(?:st|nd|rd|th)?|\b(?:in|of|on|by|since|until|till|from|to|last|next|this|late|early|mid"
    r"|every|and|or))[\s,(-]*\Z",
    re.IGNORECASE,
)
_DATING = re.compile(r"\.?[\s,]*(?:\d|and\b|or\b|to\b)")
_NEAR = 12  # characters beside it that are looked at

_Date = tuple[str, int]  # "day" or "month", and which of them


def _dates(language: str) -> Mapping[str, _Date]:
    return {
        spelling: (kind, number)
        for kind, names in (("day", _DAYS[language]), ("month", _MONTHS[language]))
        for number, name in enumerate(names.split(), start=1)
        for spelling in name.split("/")
    }


def _pattern(language: str) -> re.Pattern[str]:
    """A pattern of all names of a language: `date` is the name without what is joined to it."""
    if language == "zh":
        return re.compile(f"(?P<date>{'|'.join(_KNOWN[language])})")
    names = (
        name if kind == "day" and len(name) >= _LONG else rf"{name}\b"
        for name, (kind, _) in sorted(_KNOWN[language].items(), key=lambda item: -len(item[0]))
    )
    return re.compile(rf"\b(?P<date>{'|'.join(names)})", re.IGNORECASE)


_KNOWN = {language: _dates(language) for language in _DAYS}
_PATTERNS = {language: _pattern(language) for language in _KNOWN}


def wrong_dates(
    claim: Wording, evidence: Wording, whole: Wording, *, strict: bool
) -> Iterator[str]:
    """The weekdays and months of a claim that its sentences do not give, a complaint for each.

    Args:
        claim: What is said.
        evidence: The sentences that are to prove it; they may be in another language.
        whole: The article, where a date may stand that the sentences leave open.
        strict: Whether the sentences were named, and not only guessed: then a date that stands
            elsewhere is none for what they date otherwise.
    """
    said = _named(claim)
    there = (_named(evidence) | _in_figures(evidence)) if said else {}
    everywhere = (_named(whole) | _in_figures(whole)) if said.keys() - there.keys() else {}
    for date in sorted(said.keys() - there.keys()):
        others = [word for other, word in there.items() if other[0] == date[0]]
        if date not in everywhere or (strict and others):
            yield f"says {said[date]}, the sentences {' or '.join(others) or 'do not'}"


def _named(wording: Wording) -> dict[_Date, str]:
    """The weekdays and months that a text names, each with the word for it."""
    known, pattern = _KNOWN.get(wording.language), _PATTERNS.get(wording.language)
    if known is None or pattern is None:
        return {}
    names = (name for name in pattern.finditer(wording.text) if _is_meant(name, wording))
    return {known[name[0].casefold()]: name[0] for name in names}


def _in_figures(wording: Wording) -> dict[_Date, str]:
    """The months of dates such as 2026-11-16; "2/3/2026" may be two of them."""
    return {
        ("month", int(part)): date[0]
        for date in _IN_FIGURES.finditer(wording.text)
        for part in (date[1], date[3])
    }


def _is_meant(name: re.Match[str], wording: Wording) -> bool:
    """Whether a word is a date where it stands: "may" is none, nor is "they march"."""
    if not wording.is_english:
        return True
    before = wording.text[max(0, name.start() - _NEAR) : name.start()]
    after = wording.text[name.end() : name.end() + _NEAR]
    beside = _DATED.search(before) or _DATING.match(after)
    return name[0][0].isupper() and (name[0] not in _DOUBTFUL or beside is not None)
