"""Number words: what "seven", "einundzwanzig", "mille" and "bn" come to, language by language.

Only words that mean nothing else in their own language stand here: "one", "neuf" (new) and
"second" (a moment) do not. A word is read by the language of its text, so that Spanish "once" (11)
does no harm in English.
"""

from collections.abc import Mapping

# From two to twenty, a word each, "/" between spellings and "." for a word that is left out.
_TO_TWENTY = {
    "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty",
    "de": "zwei drei vier fünf sechs sieben . neun zehn elf zwölf dreizehn vierzehn fünfzehn"
    " sechzehn siebzehn achtzehn neunzehn zwanzig",
    "fr": "deux trois quatre cinq six sept huit . dix onze douze treize quatorze quinze seize"
    " dix-sept dix-huit dix-neuf vingt",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
    " dieciséis diecisiete dieciocho diecinueve veinte",
    "pt": "dois/duas três quatro cinco seis sete oito nove dez onze doze treze catorze/quatorze"
    " quinze dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove vinte",
    "it": "due tre quattro cinque . sette otto nove dieci undici dodici tredici quattordici"
    " quindici sedici diciassette diciotto diciannove venti",
    "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien"
    " zestien zeventien achttien negentien twintig",
    "ru": "два/две/двух три/трёх/трех четыре/четырёх/четырех пять/пяти шесть/шести семь/семи"
    " восемь/восьми девять/девяти десять/десяти одиннадцать/одиннадцати двенадцать/двенадцати"
    " тринадцать/тринадцати четырнадцать/четырнадцати пятнадцать/пятнадцати"
    " шестнадцать/шестнадцати семнадцать/семнадцати восемнадцать/восемнадцати"
    " девятнадцать/девятнадцати двадцать/двадцати",
}
# Thirty, forty and so on to ninety.
_TENS = {
    "en": "thirty forty fifty sixty seventy eighty ninety",
    "de": "dreißig/dreissig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "fr": "trente quarante cinquante soixante septante octante nonante",
    "es": "treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "pt": "trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "it": "trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "nl": "dertig veertig vijftig zestig zeventig tachtig negentig",
    "ru": "тридцать/тридцати сорок/сорока пятьдесят/пятидесяти шестьдесят/шестидесяти"
    " семьдесят/семидесяти восемьдесят/восьмидесяти девяносто",
}
_ORDINALS = {
    "en": "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
}
# Words that a number may be told by, and that often mean something else: shares as they are in per
# cent, hours, "the second". They prove numbers, and are never held to any.
_LOOSE = {
    "en": "half/halves=50 third/thirds=33.3333 quarter/quarters=25 fifth/fifths=20"
    " tenth/tenths=10 second=2 twice/double/doubled=2 triple/tripled=3 noon/midday=12",
    "de": "hälfte=50 drittel=33.3333 viertel=25 fünftel=20 mittag=12",
    "fr": "moitié=50 tiers=33.3333 quart/quarts=25 midi=12",
    "es": "mitad=50 tercio/tercios=33.3333 cuarto/cuartos=25 mediodía=12",
    "pt": "metade=50 terço/terços=33.3333 quarto/quartos=25",
    "it": "metà=50 terzo/terzi=33.3333 quarto/quarti=25",
    "nl": "helft=50 derde=33.3333 kwart=25",
    "ru": "половина/половину/половины=50 треть/трети=33.3333 четверть/четверти=25",
}
# Factors, for numbers in digits and in words alike.
_FACTORS = {
    "en": "hundred/hundreds=100 dozen/dozens=12 thousand/thousands/k=1e3"
    " million/millions/m/mn=1e6 billion/billions/bn/b=1e9 trillion/trillions/tn=1e12"
    " lakh=1e5 crore=1e7",
    "de": "hundert=100 dutzend=12 tausend/tsd=1e3 million/millionen/mio=1e6"
    " milliarde/milliarden/mrd=1e9 billion/billionen/bio=1e12",
    "fr": "cent/cents=100 douzaine=12 mille=1e3 million/millions=1e6 milliard/milliards=1e9",
    "es": "cien/ciento/cientos=100 docena=12 mil/miles=1e3 millón/millones=1e6",
    "pt": "cem/cento=100 dúzia=12 mil=1e3 milhão/milhões=1e6 bilhão/bilhões/mil-milhões=1e9",
    "it": "cento=100 dozzina=12 mille/mila=1e3 milione/milioni=1e6 miliardo/miliardi=1e9",
    "nl": "honderd=100 dozijn=12 duizend=1e3 miljoen=1e6 miljard=1e9",
    "zh": "万/萬=1e4 亿/億=1e8",
    "ja": "万=1e4 億=1e8",
    "ru": "сто/сот=100 тысяча/тысячи/тысяч/тыс=1e3 миллион/миллиона/миллионов/млн=1e6"
    " миллиард/миллиарда/миллиардов/млрд=1e9",
}
_TEN = 10
# Chinese characters that are digits, and those that multiply the digit before them.
HAN = "〇零一二三四五六七八九两兩十百千"
_HAN_DIGITS = {"〇": 0, "零": 0, "两": 2, "兩": 2} | {
    c: n for n, c in enumerate("一二三四五六七八九", 1)
}
_HAN_FACTORS = {"十": 10, "百": 100, "千": 1000}
# What joins ones and tens into one word: "einundzwanzig", "veintiuno".
_JOINED = {"de": ("ein", ("und",)), "nl": ("een", ("en", "ën"))}


def number_words(language: str) -> Mapping[str, float]:
    """The words of a language that are numbers, with their values; none where it is not known."""
    return _NUMBERS.get(language, {})


def factor_words(language: str) -> Mapping[str, float]:
    """The words of a language that multiply the number before them, with their factors."""
    return _MULTIPLIERS.get(language, {})


def loose_words(language: str) -> Mapping[str, float]:
    """The words of a language by which a number may be told, though they may mean other things."""
    return _LOOSE_WORDS.get(language, {})


def han_number(characters: str) -> float:
    """What Chinese numerals come to: 35 for "三十五", and 2026 for "二零二六"."""
    if _HAN_FACTORS.keys().isdisjoint(characters):
        return float("".join(str(_HAN_DIGITS[character]) for character in characters))
    total = digit = 0
    for character in characters:
        if character in _HAN_FACTORS:
            total, digit = total + (digit or 1) * _HAN_FACTORS[character], 0
        else:
            digit = _HAN_DIGITS[character]
    return float(total + digit)


def _spellings(words: str, first: int, step: int) -> dict[str, float]:
    return {
        spelling: float(first + step * place)
        for place, word in enumerate(words.split())
        for spelling in word.split("/")
        if spelling != "."
    }


def _joined(language: str) -> dict[str, float]:
    """Ones and tens of the languages that write both as one word."""
    if language not in _JOINED:
        return {}
    one, links = _JOINED[language]
    spelt = _spellings(_TO_TWENTY[language], 2, 1)
    ones = {one: 1.0} | {word: value for word, value in spelt.items() if value < _TEN}
    tens = {word: value for word, value in spelt.items() if value == 2 * _TEN}
    tens |= _spellings(_TENS[language], 30, 10)
    return {
        f"{first}{link}{ten}": value + more
        for first, value in ones.items()
        for link in links
        for ten, more in tens.items()
    }


def _factors(words: str) -> dict[str, float]:
    pairs = (entry.split("=") for entry in words.split())
    return {word: float(value) for names, value in pairs for word in names.split("/")}


_NUMBERS: Mapping[str, Mapping[str, float]] = {
    language: _spellings(_TO_TWENTY[language], 2, 1)
    | _spellings(_TENS[language], 30, 10)
    | _spellings(_ORDINALS.get(language, ""), 3, 1)
    | _joined(language)
    for language in _TO_TWENTY
}
_MULTIPLIERS: Mapping[str, Mapping[str, float]] = {
    language: _factors(words) for language, words in _FACTORS.items()
}
_LOOSE_WORDS: Mapping[str, Mapping[str, float]] = {
    language: {word: value for word, value in _MULTIPLIERS[language].items() if len(word) > 1}
    | _factors(words)
    for language, words in _LOOSE.items()
}
