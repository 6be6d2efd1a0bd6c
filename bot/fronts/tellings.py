"""Who else tells a card's story, and what outlets say of their own mistakes, in words."""

from collections.abc import Iterable

from bot.fronts import wording
from bot.fronts.outside import HEADLINE_LIMIT, NAME_LIMIT, SENTENCE_LIMIT, line
from bot.news import Amendment, ArticleId, Card, Notice, OwedEdit, Point, Telling

MOST_OUTLETS = 8  # named on a card; how many more there are is only counted
RETRACTED = "Retracted"
SEPARATOR = " · "


def kind(card: Card) -> str:
    """What must be known before the headline is read: "Retracted", "Opinion"; empty for news."""
    return RETRACTED if is_retracted(card.article.notice) else wording.kind(card.summary)


def is_retracted(notice: Notice | None) -> bool:
    """Whether an outlet has taken its article back."""
    return notice is not None and notice.amendment is Amendment.RETRACTED


def notice(of: Notice | None) -> tuple[str, str]:
    """What an outlet did to its article, and its own words for it; empty for nothing."""
    if of is None:
        return "", ""
    words = line(of.words, SENTENCE_LIMIT)
    told = f"{RETRACTED if is_retracted(of) else 'Corrected'} by the outlet"
    return f"{told}:" if words else told, words


def outlet(telling: Telling) -> str:
    """The outlet's name, never empty."""
    return line(telling.source, NAME_LIMIT) or wording.UNNAMED


def is_shared(card: Card) -> bool:
    """Whether another outlet than the card's own has an article of the story."""
    lead = wording.source(card.article)
    return any(outlet(telling) != lead for telling in card.also)


def others(card: Card) -> tuple[Telling, ...]:
    """The other outlets that tell the story, each by its earliest article there.

    A follow-up of the lead's own outlet is no other outlet. One that has retracted its article
    tells the story no more; `withdrawals` names it.
    """
    first: dict[str, Telling] = {}
    for telling in card.also:
        if not is_retracted(telling.notice):
            first.setdefault(outlet(telling), telling)
    first.pop(wording.source(card.article), None)
    return tuple(first.values())


def more(outlets: int) -> str:
    """How many outlets a card does not name: "and 3 more"; empty for none."""
    return f"and {outlets - MOST_OUTLETS:,} more" if outlets > MOST_OUTLETS else ""


def withdrawals(card: Card) -> tuple[tuple[str, str], ...]:
    """Who has taken back an article of the story that is not the card's own, and the words for it.

    An outlet that still tells the story by another article, as the card's own may, must not seem
    to have taken back that one.
    """
    standing = {wording.source(card.article), *map(outlet, others(card))}
    names = _each_once(outlet(each) for each in card.also if is_retracted(each.notice))
    return tuple(
        (name, f"has retracted {'another of its articles' if name in standing else 'its article'}")
        for name in names[:MOST_OUTLETS]
    )


def tellers(point: Point, card: Card) -> tuple[str, ...]:
    """The outlets whose articles prove a point, each once; none for the card's own alone."""
    lead = wording.source(card.article)
    names: dict[ArticleId | None, str] = {each.article_id: _teller(each) for each in card.also}
    told = _each_once(names.get(evidence.article_id, lead) for evidence in point.evidence)
    return () if set(told) <= {lead} else told


def _teller(telling: Telling) -> str:
    return outlet(telling) + (" (since retracted)" if is_retracted(telling.notice) else "")


def changed(card: Card, edit: OwedEdit) -> str:
    """One line for a card that has changed: what changed, as far as that is known, and its title.

    Args:
        card: As it is now.
        edit: What was shown before.
    """
    title = line(card.article.title, HEADLINE_LIMIT) or wording.headline(card)
    if is_retracted(card.article.notice):
        return f"{RETRACTED} by the outlet: {title}"
    is_new = edit.version != card.version or edit.shown != card.summary
    around = () if is_new else _around(card)
    return SEPARATOR.join((*around, title)) if around else wording.rewritten(card)


def _around(card: Card) -> tuple[str, ...]:
    """What a card shows besides its summary: a correction, the other outlets, who took back."""
    told = others(card)
    named = ", ".join(map(outlet, told[:MOST_OUTLETS]))
    also = named and f"Also told by: {named} {more(len(told))}".rstrip()
    corrected = notice(card.article.notice)[0].rstrip(":")
    return tuple(filter(None, (corrected, also, *map(" ".join, withdrawals(card)))))


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
