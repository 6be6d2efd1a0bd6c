"""Sentences: where each one starts and ends inside a paragraph, by rules that read many languages.

A stop is a border unless what stands around it speaks against that: an abbreviation, an initial or
an ordinal before it, a small letter after it. The rules are the same for every language, so that a
page which does not name its own, or names a wrong one, is still read.
"""

import re
from collections.abc import Iterator

from bot.news import Span

_QUOTES = "\"'‘’“”„‚«»‹›「」『』"
_CLOSING = _QUOTES + ")]}*】》）"
_OPENING = _QUOTES + "([{¿¡【《（*•–—-"
_CONTINUES = ",;:.!?…)]}，、；：）"
# Stops that are also used inside words and numbers are borders only where white space follows.
# Possessive quantifiers and the look-behind keep this linear: no run of stops is entered twice.
# A closing guillemet may stand apart (French); a reference mark belongs to what it proves.
_LOOSE = (
    r"(?<![.!?…])(?P<loose>[.!?…]++)"
    rf"(?:[{re.escape(_CLOSING)}]|[ \xa0\u202f](?:»(?!\w)|\[\d{{1,3}}\]))*+(?=\s|\Z)"
)
# Stops of scripts that set no space after a sentence, or that use the mark for nothing else.
_FULL = "。！？｡"
_FULL_CLOSING = "\"'’”」』】》）)"
_TIGHT = rf"(?<![{_FULL}])[{_FULL}]++[{_FULL_CLOSING}]*+|[।॥؟۔։።။]"
_STOP = re.compile(f"{_LOOSE}|{_TIGHT}")
# What follows: past white space and opening marks a word, perhaps elided (l', d'), perhaps dotted.
_NEXT = re.compile(rf"[\s{re.escape(_OPENING)}]*+(?P<word>\w{{0,20}}+['’]?+)(?P<dot>\.?)")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}[.-]{1,2}){0,5}[^\W\d_]")

# How far before a stop its word is looked for, in characters: no abbreviation is longer.
_REACH = 24
# Digits of a number that may count: "13. Juni", but "in 1990. Juni".
_LONGEST_ORDINAL = 2


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Never the end of a sentence: what they introduce follows.
_TITLES = _words("""
    mr mrs ms messrs mx dr drs prof rev lt sgt cpl pvt capt cmdr adm maj gov sen
    rep pres supt insp st ste mt ft fr sr sra sras srta srs dra dña mme mmes mlle mm mgr exmo
    exma vgl bzw bspw ggf evtl inkl zzgl sog hl dipl ing hr dhr mevr bijv sig dott avv
    проф акад им ул см стр рис тов vs cf viz e.g i.e z.b d.h p.ex т.е т.к т.н
""")
# The end of a sentence only where a word follows that usually opens one.
_ABBREVIATIONS = _words("""
    gen col inc ltd co corp llc plc bros jr esq assn dept univ ave blvd al ed eds approx mio mrd
    chr str geb gest jh ee uu av avda env ca gral lic aprox гг вв тыс млн млрд руб коп др пр чел
    долл обл
""")
# Not the end of a sentence where a number follows; some are words of their own otherwise.
_NUMBERED = _words("""
    no nos nr num núm nº n p pp pág págs pag vol vols fig figs eq sec ch chap cap art arts abs bd
    tel ca c v ph jan feb mar apr jun jul aug sep sept oct nov dec okt dez
""")
# Words that open sentences far more often than they open names.
_OPENERS = _words("""
    the a an this that these those it he she they we i you in on at as but and so if when while
    since for from with by after before however its his her their our my there here what why how
    who where although though despite during under according both some many most all one no not
    der die das ein eine einer es er sie wir ich im am auf bei mit nach von vor zu zum zur und
    aber doch als wenn da dies diese dieser dieses sein seine ihr ihre für durch trotz auch nur
    dabei damit dort hier seit bis über unter
    le la les un une des il elle ils elles ce cette ces cet mais et dans en pour par après avec
    depuis selon sur sous son sa ses leur nous vous je à au aux lors l' d' c' j' s' qu' n'
    el los las uno se su sus por para con pero y según desde tras este esta estos estas cuando
    o os as um uma em na nas nos ele ela eles elas e é seu sua mas com segundo após isso
    в на и но а он она они это эта этот эти по с к из за для при после как что мы я его её их у
    от до когда если однако также во со об о так там
""")
# Words around a number that make it an ordinal in German, where the language is not known.
_BEFORE_ORDINALS = _words("am der dem den des das vom zum im beim bis ab seit ins zur")
_AFTER_ORDINALS = _words("""
    januar februar märz april mai juni juli august september oktober november dezember
    jahrhundert jahrhunderts
""")
_ORDINAL_LANGUAGES = _words("de da nb nn no fi cs sk hu hr sr sl bs et lv is tr")


def split_sentences(text: str, language: str | None = None) -> tuple[Span, ...]:
    """The sentences of one paragraph, in order, without the white space around them.

    Every character that is not white space lies in exactly one of them. Time is linear in the
    length of the text, whatever it holds.

    Args:
        text: One paragraph.
        language: Its language as a tag ("de", "pt-BR") where that is known; it decides only
            whether a number with a stop is an ordinal.
    """
    tongue = (language or "")[:2].casefold()
    pieces = (_without_space(text, *piece) for piece in _pieces(text, tongue))
    return tuple(Span(start, end) for start, end in pieces if start < end)


def _pieces(text: str, tongue: str) -> Iterator[tuple[int, int]]:
    """The text cut after each stop that ends a sentence, white space still around the pieces."""
    start = 0
    for stop in _STOP.finditer(text):
        if _is_border(text, start, stop, tongue):
            yield start, stop.end()
            start = stop.end()
    yield start, len(text)


def _without_space(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return end - len(piece.lstrip()), start + len(piece.rstrip())


def _is_border(text: str, start: int, stop: re.Match[str], tongue: str) -> bool:
    """Whether the stop ends the sentence that began at `start`."""
    if stop["loose"] is None:
        return _is_full_border(text, start, stop)
    following = _NEXT.match(text, stop.end())
    if following is None:
        return True
    upcoming = text[following.start("word") : following.start("word") + 1]
    if upcoming.islower() or upcoming in _CONTINUES:
        return False
    if stop["loose"] != "." or stop[0][-1] in _QUOTES:
        return True
    return _is_dot_border(text, start, stop, following, tongue)


def _is_full_border(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether a stop that needs no space after it ends the sentence."""
    following = text[stop.end() : stop.end() + 1]
    if following in _CONTINUES:
        return False
    # "「……。」he said": a quotation that opens its sentence is carried on by who said it.
    attributed = stop[0][-1] in _QUOTES and text[start] in _OPENING
    return not attributed or following in _OPENING or following.isspace()


def _is_dot_border(
    text: str, start: int, stop: re.Match[str], following: re.Match[str], tongue: str
) -> bool:
    """Whether a single full stop between a word and a large letter ends the sentence."""
    before = text[max(start, stop.start() - _REACH) : stop.start()].split() or [""]
    word = before[-1].lstrip(_OPENING).casefold()
    follower = following["word"].casefold().replace("’", "'")
    opens = follower in _OPENERS and not following["dot"]
    if word.isdecimal() and len(word) <= _LONGEST_ORDINAL:
        return not _is_ordinal(before, follower, tongue) or opens
    if word in _TITLES or (word in _NUMBERED and follower[:1].isdigit()):
        return False
    return opens or not (word in _ABBREVIATIONS or _INITIALS.fullmatch(word))


def _is_ordinal(before: list[str], follower: str, tongue: str) -> bool:
    """Whether the number that `before` ends in counts ("am 13. Juni", "1. A list")."""
    if len(before) == 1 or tongue in _ORDINAL_LANGUAGES:
        return True
    return not tongue and (before[-2].casefold() in _BEFORE_ORDINALS or follower in _AFTER_ORDINALS)
