"""Turns: words of a headline by which a story has moved on, in six languages.

Words that are merely new are mostly another outlet's way to put it. These few say that something
has come to pass, so one that nobody told before is news, however much else is known already. All
words of a line mean the same turn: who told that somebody was killed has told that he is dead.
"""

import re
from collections.abc import Sequence

from bot.terms import terms

# As the tokeniser spells them; an asterisk stands for any ending.
_TURNS = """
    dies died dead death* killed kills | tot tote toten getotet stirbt starb gestorben
        | mort morts tue tues meurt | muert* muere* fallec* | mort* morre* | morto morti muore
    arrest* detain* custody | verhaft* festgenommen festnahme* | interpell* | deten* | preso presa
    charged indict* | angeklagt anklage | inculp* | imputad* procesad* | acusad* | incriminat*
    sentenced jailed | haftstrafe | condamn* | condena* | condenad* | condannat*
    convict* guilty | schuldig verurteilt* | coupable | culpable* | culpad* | colpevol*
    acquit* | freispruch freigesprochen | acquitt* | absuelt* | absolvid* | assolt*
    resign* quits ousted sacked steps_down stepped_down | rucktritt tritt_zuruck zuruckgetreten
        entlassen | demission* limog* | dimit* dimis* destitu* | renuncia* demit* | dimission*
    bankrupt* insolven* | pleite | faillite | quiebra bancarrota | falencia | fallimento
    halts halted blocked suspend* cancel* scrapped | gestoppt abgesagt | suspend* annul* |
        cancelad* | adiad* | sospes* annullat*
    recall* withdraw* | ruckruf zuruckgezogen | rappel* retir* | retirad* | ritir*
    rescued found_alive | gerettet | sauve* secouru* | rescatad* | resgatad* | salvat*
    surrender* ceasefire truce | waffenruhe waffenstillstand | treve cessez_feu | tregua
    denies denied | dementiert bestreitet | dement* | desmient* | desmente* | smentisc*
    wins won elected | gewinnt gewahlt | remporte elu elue | gana ganan elegid* | vence eleit*
"""


def _read(words: str) -> re.Pattern[str]:
    """The words of one turn as a pattern over terms that are joined by single spaces."""
    spelled = (word.replace("_", " ").replace("*", r"\w*") for word in words.split() if word != "|")
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled)})(?!\w)")


# A line that is indented deeper goes on with the turn above it.
_PATTERNS = tuple(_read(words) for words in re.split(r"\n {4}(?! )", _TURNS) if words.strip())


def takes_a_turn(sentence: str, known: Sequence[str]) -> bool:
    """Whether a sentence names a turn of events that no known text names."""
    spelled = " ".join(terms(sentence))
    turns = [pattern for pattern in _PATTERNS if pattern.search(spelled)]
    if not turns:
        return False
    told = [" ".join(terms(text)) for text in known]
    return not all(any(map(turn.search, told)) for turn in turns)
