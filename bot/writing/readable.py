"""Which sentences a reader can understand alone, on a card, without the article around them.

The rules name words of several languages: sentences that sell the outlet instead of telling the
news, captions, and openings that lean on a sentence before ("But he …", "Cependant, …").
"""

import re
from enum import IntEnum

_QUOTES = "\"'‘’“”„‚«»‹›「」『』"
_OPENING = _QUOTES + "([–—-•*· \t\n\xa0"
_CLOSING = _QUOTES + ")]} \t\n\xa0"
_PAIRS = (("«", "»"), ("「", "」"), ("『", "』"), ("(", ")"), ("[", "]"))
_STOPS = ".!。！｡।॥۔։።။"  # no "…": it cuts a text off

# Characters. Shorter is a label or a cry; longer fills half a card.
_SHORTEST = 25
_SHORTEST_UNSPACED = 10
_LONGEST = 350
# No card shows more of one sentence, even where nothing else serves.
_LIMIT = 1_000
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_STOPLESS = re.compile("[\u0e00-\u0eff]\\W*\\Z")

# Calls to the reader, as a sentence opens with them; several languages in turn.
_CALLS = re.compile(
    r"""\W{0,5}(?:
    sign\ up\b | subscribe\b | follow\ (?:us\ (?:on|at|for|here)|our|the\ latest|@) | click\b
    | tap\ here | read\ (?:more|also|our|the\ full) | more\ (?:on|about)\ this | see\ also
    | watch(?:\ live|\ now|\ more|\ the\ video)?: | (?:listen|related|recommended|correction):
    | download\ (?:our|the)\ app | share\ this | get\ (?:the|our)\ (?:latest|best|daily|free)
    | join\ (?:us\ (?:on|for)|our) | support\ our\ (?:work|journalism|newsroom)
    | donate\ (?:now|today|here|to\ our) | register\ (?:now|here|for\ free) | log\ in\b
    | (?:buy|shop|subscribe)\ now | advertisement\W*\Z | editor['’]s\ note
    | this\ (?:article|story|post|content|piece|report)
      \ (?:was|has\ been|is\ part|originally|first|may\ contain|contains)
    | (?:file\ )?(?:photo|image|picture|pictured|photograph|caption|credit|video|foto|bild
      |crédit|фото)s?\s?[:/(]
    | (?:additional\ )?(?:reporting|editing|writing)\ by
    | (?:jetzt\ )?abonnieren | melden\ sie\ sich | lesen\ sie | mehr\ (?:zum\ thema|dazu)
    | hier\ klicken
    | abonnez | inscrivez | suivez | lire\ aussi | à\ (?:lire|voir)\b | cliquez | partagez
    | suscr[ií]b | síguenos | le[ae]\ también | haga\ clic | comparte\b | regístrate
    | assine\b | inscreva | siga\b | leia\ (?:também|mais) | clique | compartilhe | cadastre
    | подпис(?:ывайтесь|аться) | читайте | смотрите | следите\ за
    )""",
    re.VERBOSE,
)
# What gives such a sentence away wherever it stands.
_NOTICES = re.compile(
    r"""all\ rights\ reserved
    | (?:\A|\W)©\ ?(?:\d|\w{3}) | copyright\ (?:\d|©|\(c\)) | newsletters?\W*\Z
    | (?:our|daily|weekly|free|morning|email)\ newsletter
    | (?:sign\ up|subscribe)\ (?:to|for)\ (?:our|the\ free|updates|more)
    | \bfollow\ us\ on | \bour\ (?:app|website|privacy\ policy|terms\ of)\b | accept\ cookies
    | originally\ (?:published|appeared)\ (?:on|in|at|by) | enable\ javascript
    | contributed\ to\ this\ (?:report|story|article) | your\ (?:inbox|browser)
    | affiliate\ (?:link|commission)
    | alle\ rechte\ vorbehalten | tous\ droits\ réservés | derechos\ reservados
    | direitos\ reservados | все\ права\ защищены
    | 点击 | 订阅 | 关注我们 | 版权所有 | 图片来源 | 责任编辑 | 無断転載""",
    re.VERBOSE,
)
# Words that point at a picture beside the text.
_CAPTION = re.compile(
    r"""\((?:pictured|left|right|above|below|centre|center|file\ photo|l|r|photo)\b
    | \bfile\ photo\b | \b(?:seen|pictured)\ (?:here|above|below)\b
    | \bin\ this\ (?:photo|picture|image|handout)\b | getty\ images | shutterstock
    | \b(?:photo|image|picture|photograph)\ (?:by|courtesy)\b
    | /(?:ap|afp|reuters|epa|pa)\W*\Z""",
    re.VERBOSE,
)
# Who spoke, where only the sentence before names them.
_ATTRIBUTION = re.compile(
    r"""[,”"'’»]\ ?(?:he|she|they)\ (?:said|says|added|told|wrote|explained|continued)\b
    | [,”"'’»]\ ?(?:said|says|added)\ (?:he|she|they)(?:[.,]|\Z)
    | [,”"»]\ ?(?:sagte|sagt|so)\ (?:er|sie)\b | [,”"»]\ ?(?:a-t-il|a-t-elle|dit-il|dit-elle)\b
    | [,”"»]\ ?(?:dijo|añadió|disse|afirmou)\ ?[.,]""",
    re.VERBOSE,
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that lean on the sentence before when they open one, by language.
_LEANING = {
    "en": """he she it they him his her hers its their theirs them this that these those such i we
    you my our your but and or so yet also however meanwhile then therefore thus moreover
    furthermore additionally still instead nevertheless nonetheless otherwise similarly likewise
    besides consequently hence indeed here afterwards""",
    "de": """er sie es ihm ihn ihr ihre ihrer ihren sein seine seiner seinen dies dieser diese
    dieses diesen ich wir aber doch und oder auch jedoch außerdem zudem deshalb daher allerdings
    dabei damit dagegen dann dennoch trotzdem denn dort so deswegen darum hingegen""",
    "fr": """il elle ils elles ce cela ça celui celle ceux cette ces cet c son sa ses leur leurs je
    nous lui mais et ou donc or aussi cependant toutefois pourtant ainsi puis ensuite enfin""",
    "es": """él ella ellos ellas ello esto eso este esta estos estas ese esa esos esas su sus yo
    pero y o también además asimismo así entonces luego sino""",
    "pt": """ele ela eles elas isso isto este esta estes estas esse essa esses essas seu sua seus
    suas eu nós mas e ou também porém contudo entretanto assim então todavia""",
    "it": """lui lei loro egli essa esso ciò questo questa questi queste suo sua suoi sue io noi ma
    e o anche inoltre tuttavia quindi poi però così""",
    "nl": """hij zij ze dit deze dat die zijn haar hun ik wij maar en of ook echter daarom dus
    toch bovendien vervolgens""",
    "ru": """он она они оно это этот эта эти его её ее их я мы но и а или также однако поэтому затем
    тогда так тоже""",
}
_LEANING_WORDS = {language: _words(words) for language, words in _LEANING.items()}
# Where the language is not known: what leans in one language and means nothing much in another.
_LEANING_ANYWHERE = frozenset().union(*_LEANING_WORDS.values()) - frozenset(
    ["o", "e", "en", "die", "il"]
)
_LEANING_PHRASES = tuple(
    """as a result|in addition|for example|for instance|by contrast|in contrast|that said|in fact
    |of course|after that|on the other hand|at the same time|darüber hinaus|zum beispiel
    |par ailleurs|en revanche|de plus|par exemple|sin embargo|por eso|por ello|no obstante
    |por ejemplo|além disso|no entanto|por isso|кроме того|при этом|например
    |他|她|它|但|然而|不过|此外|因此|所以|而且|同时|另外|这|此
    |しかし|また|そして|それ|これ|彼|一方|그러나|하지만|또한|그는|이는""".replace(
        "\n    ", ""
    ).split("|")
)
# "This week", "este lunes": a pointing word that a reader can resolve from the card's own date.
_TIMES = _words("""
    week weekend month year morning afternoon evening summer winter spring autumn woche jahr
    monat semaine année matin mois semana año mes ano mês lunes martes miércoles jueves viernes
    sábado domingo lundi mardi mercredi jeudi vendredi samedi dimanche
""")
_FIRST_WORDS = re.compile(r"\W{0,10}+(\w{1,30})(?:\W{1,3}(\w{1,30}))?")


class Fitness(IntEnum):
    """How well a sentence serves on a card."""

    NEVER = 0  # not news: a call to the reader, a credit, a label
    POOR = 1  # news, but not readable alone: only where nothing else serves
    GOOD = 2


def fitness(sentence: str, language: str | None = None) -> Fitness:
    """How well one sentence of an article serves on its card.

    Args:
        sentence: The sentence as it stands in the text.
        language: The article's language as a tag, where it is known.
    """
    text = sentence[:_LIMIT].strip().casefold()
    if len(sentence) > _LIMIT or _is_label(text):
        return Fitness.NEVER
    if _CALLS.match(text) or _NOTICES.search(text):
        return Fitness.NEVER
    if len(sentence) > _LONGEST or _is_fragment(text) or _leans(text, language):
        return Fitness.POOR
    if _CAPTION.search(text) or _ATTRIBUTION.search(text):
        return Fitness.POOR
    return Fitness.GOOD


def _is_label(text: str) -> bool:
    """Whether the text is too short to tell anything."""
    return len(text) < (_SHORTEST_UNSPACED if _UNSPACED.search(text) else _SHORTEST)


def _is_fragment(text: str) -> bool:
    """Whether the text is a question, a quotation without its speaker, or no whole sentence."""
    end = text.rstrip(_CLOSING)[-1:]
    if text.endswith("...") or (end not in _STOPS and not _STOPLESS.search(text)):
        return True
    if text[0] in _QUOTES and text[-1] in _QUOTES:
        return True
    # Which of these opens and which closes is another matter in every language.
    if sum(map(text.count, '"“”„')) % 2:
        return True
    return any(text.count(a) != text.count(b) for a, b in _PAIRS)


def _leans(text: str, language: str | None) -> bool:
    """Whether the text opens with a word that only the sentence before explains."""
    words = _LEANING_WORDS.get((language or "")[:2].casefold(), _LEANING_ANYWHERE)
    opening = _FIRST_WORDS.match(text)
    if opening is None:
        return False
    first, second = opening[1], opening[2]
    bare = text.lstrip(_OPENING)
    return (first in words and second not in _TIMES) or bare.startswith(_LEANING_PHRASES)
