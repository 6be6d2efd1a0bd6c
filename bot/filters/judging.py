"""A rule held against an entry. What hangs on topics that are not known stays open.

Three values, after Kleene: true, false, and None for "not known".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.errors import Refusal
from bot.filters.naming import domain, language
from bot.filters.rules import AllOf, AnyOf, Field, Not, Rule, Term, parse, told
from bot.filters.spelling import folded, is_unspaced, plain
from bot.news import Explanation, Filter, Filterable, FilterKind, Fit, Verdict

LONGEST_BODY = 1_000_000  # characters; an article has fewer
BEFORE, AFTER = 30, 50  # characters of an excerpt around what was found
EVERYWHERE = (Field.TITLE, Field.BODY)


@dataclass(frozen=True, slots=True)
class Readable:
    """An entry as rules look at it: each field as it is, and as `plain` spells it."""

    texts: dict[Field, tuple[str, ...]]
    plain: dict[Field, tuple[str, ...]]
    knows_topics: bool


def readable(entry: Filterable) -> Readable:
    """An entry, spelled once for all rules."""
    texts = {
        Field.TITLE: tuple(entry.title.split("\n")),  # the entry's, and the article's
        Field.BODY: (entry.body[:LONGEST_BODY],),
        Field.AUTHOR: entry.authors,
        Field.CATEGORY: entry.categories,
        Field.DOMAIN: tuple(filter(None, map(domain, entry.domains))),
        Field.LANGUAGE: tuple(filter(None, [language(entry.language or "")])),
        Field.TOPIC: tuple(sorted(entry.topics or ())),
    }
    texts = {field: tuple(map(_encodable, given)) for field, given in texts.items()}
    spelled = {field: tuple(map(plain, given)) for field, given in texts.items()}
    return Readable(texts, spelled, knows_topics=entry.topics is not None)


def judge(filters: Sequence[Filter], entry: Filterable | Readable) -> Verdict:
    """Whether an entry is to be posted.

    A filter whose rule cannot be read any more is passed over: nothing is lost by our mistake.

    Args:
        filters: Those that hold for a subscription.
        entry: The entry.
    """
    read = entry if isinstance(entry, Readable) else readable(entry)
    outcomes = [(each, _holds(rule, read)) for each in filters if (rule := _rule(each))]
    refusing = _those(outcomes, FilterKind.NEVER)
    wanting = _those(outcomes, FilterKind.ONLY)
    for each, fits in refusing:
        if fits:
            return Verdict(passes=False, by=each.id)
    chosen = next((each for each, fits in wanting if fits), None)
    if wanting and chosen is None and all(fits is False for _, fits in wanting):
        return Verdict(passes=False, by=wanting[0][0].id)
    undecided = [each for each, fits in refusing if fits is None]
    if chosen is None:
        undecided += [each for each, fits in wanting if fits is None]
    if undecided:
        return Verdict(passes=None, by=undecided[0].id)
    return Verdict(passes=True, by=chosen.id if chosen else None)


def explain(rule: str, entry: Filterable | Readable) -> Explanation:
    """Why a rule fits an entry, or does not, term by term.

    Raises:
        Refusal: It is no rule.
    """
    read = entry if isinstance(entry, Readable) else readable(entry)
    meant = parse(rule)
    found: list[Fit] = []
    missing, open_ = [], []
    for term in dict.fromkeys(_terms(meant)):
        fit = _find(term, read)
        if fit is not None:
            found.append(fit)
        elif _holds(term, read) is None:
            open_.append(told(term))
        else:
            missing.append(told(term))
    return Explanation(_holds(meant, read), tuple(found), tuple(missing), tuple(open_))


def _encodable(text: str) -> str:
    """A text without lone surrogates, which RE2 cannot be given; as long as before."""
    return text.encode(errors="replace").decode()


def _those(
    outcomes: Sequence[tuple[Filter, bool | None]], kind: FilterKind
) -> list[tuple[Filter, bool | None]]:
    return [(each, fits) for each, fits in outcomes if each.kind is kind]


def _rule(filter_: Filter) -> Rule | None:
    """What a filter means; None where it cannot be read any more."""
    try:
        return parse(filter_.rule)
    except Refusal:
        return None


def _holds(rule: Rule, entry: Readable) -> bool | None:
    match rule:
        case Not(part):
            held = _holds(part, entry)
            return None if held is None else not held
        case AllOf(parts):
            return _least(_holds(part, entry) for part in parts)
        case AnyOf(parts):
            most = _least(_negated(_holds(part, entry)) for part in parts)
            return _negated(most)
        case Term(field=Field.TOPIC) if not entry.knows_topics:
            return None
        case Term():
            return _find(rule, entry) is not None


def _least(held: Iterable[bool | None]) -> bool | None:
    """False if any is, else None if any is, else True."""
    known = list(held)
    if False in known:
        return False
    return None if None in known else True


def _negated(held: bool | None) -> bool | None:  # noqa: FBT001 - one of three values
    return None if held is None else not held


def _find(term: Term, entry: Readable) -> Fit | None:
    """Where a term stands first."""
    for field in (term.field,) if term.field else EVERYWHERE:
        for text, spelled in zip(entry.texts[field], entry.plain[field], strict=True):
            if _stands(term, field, text, spelled):
                return Fit(told(term), field, _excerpt(term, text))
    return None


def _stands(term: Term, field: Field, text: str, spelled: str) -> bool:
    if term.pattern is not None:
        return term.pattern.search(text) is not None
    match field:
        case Field.DOMAIN:
            return text == term.words or text.endswith(f".{term.words}")
        case Field.LANGUAGE:
            return text == term.words or text.startswith(f"{term.words}-")
    words = term.words
    if is_unspaced(words):
        return words.replace(" ", "") in spelled.replace(" ", "")
    return (words.rstrip() if term.is_beginning else words) in spelled


def _excerpt(term: Term, text: str) -> str:
    """What stands around a term, as far as it is spelled like that; else how the text begins."""
    at, end = 0, 0
    if term.pattern is not None and (found := term.pattern.search(text)) is not None:
        at, end = found.start(), found.end()
    elif term.pattern is None:
        wanted = folded(term.text.rstrip("*"))
        at = max(folded(text).find(wanted), 0)
        end = at + len(wanted)
    start = max(at - BEFORE, 0)
    return " ".join(text[start : max(end, start) + AFTER].split())[: BEFORE + AFTER]


def _terms(rule: Rule) -> Iterable[Term]:
    match rule:
        case Term():
            yield rule
        case Not(part):
            yield from _terms(part)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _terms(part)
