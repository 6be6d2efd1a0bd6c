"""What moderators see of filters: their rules as they were understood, and what they do."""

from collections.abc import Iterator, Mapping, Sequence

from bot.fronts.discord.escaping import escaped, followable, linked, within
from bot.fronts.discord.moderators.components import Message, page_of, question, said
from bot.fronts.outside import line
from bot.fronts.words import Words
from bot.news import Explanation, Filter, Panel, SubscriptionId, Tried

ON_PAGE = 10
ROOM = 3_900  # of the 4,096 characters of a description
RULE_LIMIT = 150  # so that a page of ten has room, whatever they are called
NAME_LIMIT = 60
TITLE_LIMIT = 80
EXCERPT_LIMIT = 60
MOST_TERMS = 3  # that are named of a rule

PASSES, REFUSED, OPEN = "✅", "🚫", "❔"

Names = Mapping[SubscriptionId, str]


def added(words: Words, filter_: Filter, names: Names, tried: Sequence[Tried]) -> Message:
    """That a filter holds, and what it would have done lately."""
    refused = sum(each.verdict.passes is False for each in tried)
    told = [words("filter-added", filter=_told(words, filter_, names))]
    if tried:
        told.append(words("filter-would", refused=refused, tried=len(tried)))
    return said("\n".join(told))


def removal(words: Words, filter_: Filter, names: Names, panel: Panel) -> Message:
    """The question whether a filter is to go."""
    asked = words("filter-removal-asks", filter=_told(words, filter_, names))
    return question(words, asked, "filter-remove", panel)


def removed(words: Words, filter_: Filter) -> Message:
    """That a filter is gone."""
    return said(words("filter-removed", rule=_rule(filter_.rule)))


def listed(
    words: Words, filters: Sequence[Filter], names: Names, panel: Panel, *, page: int
) -> Message:
    """A page of a guild's filters; pages count from 0."""
    if not filters:
        return said(words("filter-list-empty"))
    shown = page_of(filters, page, ON_PAGE)
    embed = {
        "title": words("filter-list-title", count=len(filters)),
        "description": "\n".join(f"- {_told(words, each, names)}" for each in shown.items),
        **shown.footer(words),
    }
    turned = shown.turned("filter-page", panel)
    return {"content": "", "embeds": [embed], "components": turned}


def tested(words: Words, tried: Sequence[Tried], panel: Panel, *, page: int) -> Message:
    """Which of the newest entries pass, and why the others do not; pages count from 0."""
    if not tried:
        return said(words("filter-nothing-to-test"))
    passing = sum(each.verdict.passes is not False for each in tried)
    shown = page_of(tried, page, ON_PAGE)
    embed = {
        "title": words("filter-tested", passing=passing, tried=len(tried)),
        "description": "\n".join(within([_item(words, each) for each in shown.items], ROOM)),
        **shown.footer(words),
    }
    turned = shown.turned("filter-tried", panel)
    return {"content": "", "embeds": [embed], "components": turned}


def _told(words: Words, filter_: Filter, names: Names) -> str:
    """A filter in one line: what it does, with what, where."""
    wish = filter_.subscription_id
    where = words("filter-everywhere")
    if wish is not None:
        where = escaped(line(names.get(wish, ""), NAME_LIMIT)) or words("feed-unnamed")
    return words(f"filter-{filter_.kind}", rule=_rule(filter_.rule), where=where)


def _rule(rule: str) -> str:
    """A rule as code, which no client reads as markdown."""
    return f"`{line(rule, RULE_LIMIT).replace('`', 'ˋ')}`"


def _item(words: Words, tried: Tried) -> str:
    sign = {True: PASSES, False: REFUSED, None: OPEN}[tried.verdict.passes]
    title = linked(line(tried.title, TITLE_LIMIT) or tried.url, followable(tried.url))
    why = "" if tried.explanation is None else _why(words, tried.explanation)
    return f"{sign} {title}" + (f"\n-# {why}" if why else "")


def _why(words: Words, explanation: Explanation) -> str:
    """What was found, and where; else what was not."""
    return " · ".join(_reasons(words, explanation))


def _reasons(words: Words, explanation: Explanation) -> Iterator[str]:
    for fit in explanation.found[:MOST_TERMS]:
        excerpt = escaped(line(fit.excerpt, EXCERPT_LIMIT))
        yield words("filter-found", term=_rule(fit.term), field=fit.field, excerpt=excerpt)
    if explanation.missing:
        terms = ", ".join(_rule(each) for each in explanation.missing[:MOST_TERMS])
        yield words("filter-missing", terms=terms)
    if explanation.open:
        yield words("filter-open")
