"""The language of a question or of one sentence, which is too short to be counted letter by letter.

Scripts tell most languages by themselves. Among those in Latin letters it is the small words that
tell, and where they do not, the language is not known: a guess would decide which checks a sentence
must pass.
"""

import re
from collections import Counter

# Characters that are looked at.
_LOOKED_AT = 2_000
_WORD = re.compile(r"[^\W\d_]+")
# The first that stands in a text decides, for Japanese has Chinese characters besides its own.
_SCRIPTS = tuple(
    (tag, re.compile(f"[{letters}]"))
    for tag, letters in (
        ("ja", "\u3041-\u30ff"),
        ("ko", "\uac00-\ud7a3"),
        ("zh", "\u4e00-\u9fff"),
        ("th", "\u0e01-\u0e5b"),
        ("hi", "\u0900-\u097f"),
        ("bn", "\u0980-\u09ff"),
        ("he", "\u05d0-\u05ea"),
        ("fa", "پچژگ"),
        ("ar", "\u0620-\u064a"),
        ("el", "\u0370-\u03ff"),
        ("uk", "іїєґІЇЄҐ"),
        ("ru", "\u0400-\u04ff"),
    )
)
# Of a text's letters: the share that another script must have. "What did 习近平 say?" is English.
_SHARE = 0.4
_SMALL_WORDS = {
    "en": """the of and to in for that with was is are were it its his her he she they this what who
    which when where why how did does do has have had will would can from by on at as an not about
    said says than been be or but if there their""",
    "de": """der die das den dem des ein eine einen einem einer und ist war sind waren wird wurde
    wurden werden hat haben hatte von zu zum zur im am auf für mit nicht auch sich es er sie was wer
    wie wo wann warum welche welcher welches dass aus bei nach über um sagte noch als aber""",
    "fr": """le la les un une des du de et est sont été était a ont avait au aux en dans pour par
    sur avec que qui quoi quel quelle quels quelles où quand pourquoi comment combien il elle ils
    elles ce cette ces son sa ses ne pas plus se selon""",
    "es": """el la los las un una unos unas del al de y es son fue fueron ha han había en para por
    con que qué quién quiénes cuál cuándo dónde cómo cuánto cuánta cuántos se su sus no lo más según
    como sobre""",
    "pt": """o a os as um uma do da dos das no na nos nas ao à de e é são foi foram tem têm havia em
    para por com que quem qual quais quando onde como quanto quanta não se seu sua seus mais
    segundo""",
    "it": """il lo la i gli le un uno una del della dei delle di e è sono era stato stata ha hanno
    aveva in nel nella per da con su che chi cosa quale quando dove come perché quanto non si suo
    sua più secondo""",
    "nl": """de het een van en is zijn was waren wordt werd heeft hebben had in op te voor met niet
    dat die wie wat waar wanneer waarom hoe welke er aan om bij uit ook naar zijn haar hun""",
    "sv": """den det en ett och är var har hade i på för med inte att som vem vad när varför hur
    vilken vilka till av från om efter sade också""",
    "da": """den det en et og er var har havde i på for med ikke at som hvem hvad hvornår hvorfor
    hvordan hvilken til af fra om efter sagde også blev""",
    "pl": """i w na z do nie się jest są był była było że kto co kiedy gdzie dlaczego jak ile przez
    dla od po za oraz jego jej który która które został""",
}  # fmt: skip
_TONGUES_OF: dict[str, list[str]] = {}
for _tag, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _TONGUES_OF.setdefault(_word, []).append(_tag)
# Small words that it takes, but for a text of three words: "Warum denn?".
_FEWEST = 2
_SHORT = 3


def tongue_of(text: str) -> str | None:
    """The language of a short text as a tag, "de"; None where its words do not tell.

    Args:
        text: A question or a sentence; its first 2,000 characters count.
    """
    text = text[:_LOOKED_AT]
    letters = sum(map(str.isalpha, text))
    for tag, script in _SCRIPTS:
        if script.search(text):
            foreign = sum(char.isalpha() and not char.isascii() for char in text)
            if foreign >= _SHARE * letters:
                return tag
    return _by_small_words(text)


def _by_small_words(text: str) -> str | None:
    """The language that has more of a text's small words than any other."""
    words = _WORD.findall(text.casefold())
    found = Counter(tag for word in words for tag in _TONGUES_OF.get(word, ()))
    (first, most), (_, second) = (*found.most_common(2), ("", 0), ("", 0))[:2]
    fewest = 1 if len(words) <= _SHORT else _FEWEST
    return first if most >= fewest and most > second else None
