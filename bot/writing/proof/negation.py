"""Negation: whether a claim denies what its sentences say, or says what they deny."""

from collections.abc import Iterator, Mapping, Sequence

from bot.writing.proof.wording import Wording, content, governed, stem, without_marker, words

# Words that deny the next one, by language and without accents, as terms come.
_DENIALS: Mapping[str, frozenset[str]] = {
    "en": words("not no never without neither nor cannot none nobody nothing"),
    "de": words("nicht kein keine keinen keinem keiner keines nie niemals niemand weder ohne"),
    "fr": words("pas jamais aucun aucune ni sans"),
    "es": words("no nunca jamas ningun ninguna ninguno sin nadie tampoco ni"),
    "pt": words("nao nunca jamais nenhum nenhuma sem ninguem nem"),
    "it": words("non mai nessun nessuna nessuno senza"),
    "nl": words("niet geen nooit niemand zonder noch"),
    "ru": words("не ни нет никогда никто без"),
}
# Beginnings of words that deny without a "not", in all languages together: they only excuse.
_DENYING = (
    "fail", "denie", "deny", "refus", "reject", "lack", "unable", "avoid", "prevent", "ban", "stop",
    "halt", "oppos", "rather", "instead", "hardly", "barely", "rarely", "seldom", "without",
    "impossib", "absen", "declin", "cancel", "prohibit", "block", "exclud", "except", "doubt",
    "unlikely", "dismiss", "far",
    "abgelehn", "ablehn", "verweiger", "verhinder", "verbot", "verbiet", "kaum", "scheiter",
    "rejet", "empech", "interdi", "manqu", "rechaz", "niega", "nego", "impid", "prohib", "recus",
    "imped", "proib", "rifiut", "impedi", "viet", "weiger", "verbied", "verhinder", "отказ",
    "запрет", "откло", "отверг",
)  # fmt: skip
# What was not done, told without a "not": "failed to pay", "denied stealing". English.
_UNDONE = words("denies denied denying") | frozenset(
    f"{verb} to" for verb in words("fail fails failed failing refuse refuses refused declined")
)
# Words of a sentence in which a denial still belongs to what is said beside it.
_LONGEST = 80
# Words of meaning that a claim shares with the sentence that it turns round.
_SHARED = 3


def reversals(claim: Wording, sentences: Sequence[Wording]) -> Iterator[str]:
    """What a claim turns round, one complaint for each.

    Args:
        claim: In one of the eight languages whose denials are known; others have none.
        sentences: Those that are to prove it, in the same language.
    """
    near = [s for s in sentences if len(s.terms) <= _LONGEST and _shares(claim, s)]
    denials = _DENIALS.get(claim.language, frozenset())
    denied = governed(claim, denials)
    for word in denied:
        holding = [s for s in near if stem(word, s.language) in s.stems]
        if holding and not any(_denies(sentence, denials) for sentence in holding):
            yield f"says “not … {word}”, which the sentences do not deny"
    if not denied and not _denies(claim, denials):
        for word in without_marker(claim, near, sentences, denials | _UNDONE):
            yield f"says “{word}”, which the sentences deny"


def _shares(claim: Wording, sentence: Wording) -> bool:
    """Whether a sentence has enough of a claim's words to speak of the same."""
    return len(set(content(claim)) & sentence.stems) >= _SHARED


def _denies(wording: Wording, denials: frozenset[str]) -> bool:
    """Whether a text has anything in it that may deny."""
    return any(term in denials or term.startswith(_DENYING) for term in wording.terms)
