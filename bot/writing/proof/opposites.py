"""Opposites: words that cannot both be true of one thing, and what denies a statement.

A claim is at fault when it has a word where the sentences have only its opposite, beside the same
words. English only.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.writing.proof.wording import Wording, neighbours, stem, words

# Words that exclude each other: on one side of a "|" they mean much the same.
_OPPOSITES = """
    rise rises rising rose risen increase increased grow grew grown growth climb surge surged soar
      jump jumped gain gained raise raised higher upward add added adding extend lengthen expand
      | fall fell fallen falling drop dropped decline declined decrease decreased plunge plunged
      slump sink sank shrink shrank lower lowered downward cut cutting reduce reduced slash
      slashed lose loss shorten;
    win wins winning won victory triumph | lose loses losing lost loss;
    open opens opened opening reopen | close closes closed closing shut;
    start started begin began begun launch launched resume | stop stopped end ended cease halt
      halted suspend suspended cancel cancelled;
    allow allowed permit permitted let | ban banned forbid forbidden prohibit prohibited bar barred
      force forced require required oblige obliged compel compelled block blocked;
    accept accepted approve approved agree agreed back backed support supported welcome endorse
      | reject rejected refuse refused oppose opposed decline veto vetoed deny denied dismiss;
    buy bought purchase acquire | sell sold;
    keep kept retain | delete deleted remove removed erase uninstall drop;
    arrest arrested jail jailed detain detained | release released free freed acquit;
    guilty convicted convict | innocent acquitted cleared;
    alive survive survived | dead died die killed kill;
    arrive arrived enter entered join joined | leave left depart quit exit;
    remember | forget forgot;
    strengthen strengthened | weaken weakened;
    success successful succeed succeeded | failure failed fail unsuccessful;
    confirm confirmed admit admitted | deny denied;
    more | less fewer;
    most majority | few minority;
    first | last;
    always | never;
    earlier | later;
    best | worst;
    highest | lowest;
    largest biggest | smallest;
    hot warm | cold cool;
    strong stronger | weak weaker;
    public | private;
    civilian civilians | military soldiers;
    safe | dangerous unsafe;
    legal | illegal;
    possible likely | impossible unlikely;
    positive | negative;
    direct | roundabout indirect;
    include included including | exclude excluded excluding;
    man men boy boys father son sons brother brothers husband
      | woman women girl girls mother daughter daughters sister sisters wife;
    father mother parent parents | son daughter child children;
    minute minutes | hour hours;
    north northern | south southern | east eastern | west western;
    morning | afternoon | evening;
    spring | summer | autumn | winter;
    mayor | governor | senator | councillor councilman councilwoman | ambassador | judge | sheriff
      | bishop | king | queen | prince | princess | premier | president | chancellor;
    gold | silver | bronze;
    murder | manslaughter;
    encourage encouraged | discourage discouraged;
    praise praised hail hailed | criticise criticised criticize criticized condemn condemned blame;
    attack attacked | defend defended;
    hire hired recruit | fire fired sack sacked;
    import imported imports | export exported exports;
    profit profits earn earned | loss losses deficit lose lost;
    adult adults | child children minor minors;
    new newer newest | old older oldest;
    ahead leading | behind trailing;
    inside indoors | outside outdoors;
    true | false untrue;
    healthy | sick ill unwell;
    rich wealthy | poor;
    long longer longest | short shorter shortest;
    young younger youngest | old older oldest;
    full | empty;
    domestic | foreign overseas abroad;
    urban | rural;
    former | current present;
    temporary temporarily | permanent permanently;
    voluntary voluntarily optional | mandatory compulsory obligatory;
    peaceful peacefully | violent violently;
    conservative conservatives | liberal liberals;
    democrat democrats democratic | republican republicans;
    prosecutor prosecutors plaintiff plaintiffs | defendant defendants defence;
    victim victims | suspect suspects perpetrator perpetrators attacker attackers;
    buyer buyers | seller sellers;
    employer employers | employee employees;
    teacher teachers | student students pupil pupils;
    doctor doctors | patient patients;
    landlord landlords | tenant tenants;
    maximum most | minimum least;
    love loved | hate hated;
    advance advanced | retreat retreated;
    cheap cheaper | expensive costly;
    rarely seldom never | often frequently always;
    partly partially | fully entirely completely;
    hope hopes hopeful optimistic | fear fears pessimistic;
    human humans people | animal animals bird birds;
    all every | some several few;
    yesterday | today | tomorrow;
    white | black | red | blue | green | yellow;
    heavy | light;
    slow slower slowly | fast faster quick quickly;
    early | late;
    high | low;
    big large huge | small tiny;
    good better | bad worse
"""

# Words before an opposite in which a denial turns it round.
_REACH = 3
_DENIALS = words("not no never without neither nor cannot")

_Side = tuple[int, int]  # the number of a line, and of a side on it


def _sides() -> Mapping[str, Sequence[_Side]]:
    found: dict[str, list[_Side]] = {}
    for line, rivals in enumerate(" ".join(_OPPOSITES.split("\n")).split(";")):
        for side, group in enumerate(rivals.split("|")):
            for word in {stem(spelling) for spelling in group.split()}:
                found.setdefault(word, []).append((line, side))
    return found


_SIDES = _sides()


def contradictions(claim: Wording, evidence: Wording) -> Iterator[str]:
    """The words of a claim for which the sentences have only an opposite, a complaint for each."""
    said, there = _marks(claim), _marks(evidence)
    for (line, side), mark in said.items():
        for (other_line, other_side), other in there.items():
            exclude = line == other_line and side != other_side
            alone = (line, side) not in there and (line, other_side) not in said
            if exclude and alone and mark.beside & other.beside:
                yield f"says {mark.word} where the sentences say {other.word}"


@dataclass(frozen=True, slots=True)
class _Mark:
    """The words of a text that stand on one side, and what stands beside them."""

    word: str  # the first of them
    beside: set[str] = field(default_factory=set)


def _marks(wording: Wording) -> Mapping[_Side, _Mark]:
    """The sides that a text takes, but for words that it denies."""
    stems = [stem(term) for term in wording.terms]
    found: dict[_Side, _Mark] = {}
    for place, word in enumerate(stems):
        denied = not _DENIALS.isdisjoint(wording.terms[max(0, place - _REACH) : place])
        for side in () if denied else _SIDES.get(word, ()):
            mark = found.setdefault(side, _Mark(wording.terms[place]))
            mark.beside.update(neighbours(wording, place))
    return found
