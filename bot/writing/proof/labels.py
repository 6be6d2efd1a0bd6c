"""Labels: which topics of a model may stand on a card.

A label is a model's word on somebody's article, and two right words make a wrong one ("Varga
arrested"). So a label stays when all its words stand close together in one of the sentences that
prove the card, or when it says nothing of anybody: every word of it is the name of a field.
"""

from collections.abc import Sequence

from bot.terms import terms
from bot.writing.proof.figures import wrong_figures
from bot.writing.proof.wording import Wording, read, stem, words

# Words that may stand between those of a label: "tram line 6 for repairs" bears out "tram repairs".
_BETWEEN = 3
# What pages of newspapers are called, in eight languages. No word here says anything of a person.
_FIELDS = words("""
    accidents agriculture ai animals archaeology architecture arts astronomy aviation banking
    biology books broadcasting budget business cars cinema cities climate community computing
    conservation construction consumer courts crime culture cybersecurity data defence defense
    democracy development digital diplomacy disasters economics economy education elections
    emergencies employment energy engineering entertainment environment events farming fashion film
    finance fisheries fishing food football foreign forestry games gardening gaming geography
    geology global government health heritage history home housing human industry infrastructure
    insurance intelligence artificial international internet jobs justice labour labor language law
    legislation leisure lifestyle literature local logistics manufacturing maritime markets
    medicine military mining money museums music national nature news nutrition obituaries oceans
    opera opinion pensions people philosophy photography physics planning policing policy politics
    property psychology public rail railways recycling regional religion renewable renewables
    research retail review rights roads robotics safety schools science security services shipping
    shopping social society software space sport sports statistics technology telecoms television
    tennis theatre theater tourism trade traffic transport transportation travel universities urban
    utilities water weather wildlife workplace world youth
    politik wirtschaft kultur wissenschaft gesundheit umwelt bildung verkehr justiz technik medien
    wetter gesellschaft
    politique économie société santé environnement éducation transports culture météo médias
    política economía sociedad salud ciencia cultura deportes educación tecnología transporte
    economia sociedade saúde ciência educação tecnologia esporte desporto
    società salute scienza sport ambiente istruzione tecnologia trasporti cronaca
    politiek economie gezondheid wetenschap onderwijs milieu verkeer cultuur
    политика экономика общество здоровье наука культура спорт образование транспорт технологии
""")
_FIELD_TERMS = frozenset(terms(" ".join(_FIELDS)))


def proved_labels(labels: Sequence[str], sentences: Sequence[Wording]) -> tuple[str, ...]:
    """The labels that are borne out.

    Args:
        labels: Each on one line.
        sentences: Those that prove the card's points, and the article's title.
    """
    language = sentences[0].language if sentences else "en"
    return tuple(label for label in labels if _is_proved(read(label, language), sentences))


def _is_proved(label: Wording, sentences: Sequence[Wording]) -> bool:
    if not label.terms:
        return False
    if _FIELD_TERMS.issuperset(label.terms):
        return True
    return any(
        label.stems <= sentence.stems
        and _is_together(label, sentence)
        and not [*wrong_figures(label, sentence, sentence)]
        for sentence in sentences
    )


def _is_together(label: Wording, sentence: Wording) -> bool:
    """Whether the words of a label stand close together."""
    span = len(label.terms) + _BETWEEN
    stems = [stem(term, sentence.language) for term in sentence.terms]
    return any(label.stems <= set(stems[i : i + span]) for i in range(len(stems)))
