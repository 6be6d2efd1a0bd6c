"""Filters in the path of the news: what they refuse costs nothing, and what they do is told."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from bot.app import utc_now
from bot.errors import ChannelError, Refusal
from bot.news import (
    HERE,
    USUAL,
    Filter,
    FilterKind,
    Happening,
    Style,
    SubscriptionId,
    Summaries,
    Tried,
)
from bot.newsroom.filtering import Filtering
from bot.newsroom.limits import OFFERED
from tests.model.scribe import scribe
from tests.model.server import ScriptedModel
from tests.newsroom.desk import asking
from tests.newsroom.moderators import (
    MONA,
    OTTO,
    PLACE,
    STRANGE,
    THERE,
    follow,
    posted,
    read,
    steps,
    tell,
)
from tests.newsroom.outlets import Outlet
from tests.newsroom.wall import Office, open_office

ONLY, NEVER = FilterKind.ONLY, FilterKind.NEVER
DEPOT, LABEL = "depot", 'topic:"local politics"'  # the first article; what the model always says
LONG_AGO: Final = timedelta(days=30)
CLOSED: Final = ChannelError("no permission to post")


@pytest.fixture
async def outlet() -> AsyncIterator[Outlet]:
    """An outlet that has printed two articles."""
    async with Outlet("The Alderhaven Post") as opened:
        for number in (0, 1):
            tell(opened, number)
        yield opened


@pytest.fixture
async def model() -> AsyncIterator[ScriptedModel]:
    async with ScriptedModel().always(scribe()) as opened:
        yield opened


@pytest.fixture
async def agency(database_url: str, model: ScriptedModel) -> AsyncIterator[Office]:
    """An office where a model writes."""
    async with open_office(database_url, **asking(model)) as opened:
        yield opened


def filtering(office: Office) -> Filtering:
    """The room at hand."""
    return office.desk.bot.desk.filtering


async def add(
    office: Office, rule: str, wish: SubscriptionId | None = None, *, kind: FilterKind = NEVER
) -> Filter:
    """A moderator of the first guild adds a filter."""
    return await filtering(office).add(MONA, kind, rule, wish)


async def test_what_a_filter_keeps_back_is_not_posted_and_is_told(
    office: Office, outlet: Outlet
) -> None:
    await follow(office, outlet)
    added = await add(office, DEPOT)

    await read(office)

    assert len(posted(office)) == 1
    [kept] = await steps(office, DEPOT, Happening.FILTERED)
    assert kept.facts == {"filter": added.id, "kind": "never", "rule": DEPOT}
    assert kept.channel_id == PLACE
    assert await steps(office, DEPOT, Happening.POSTED) == []


async def test_of_several_filters_of_what_to_post_one_that_fits_is_enough(
    office: Office, outlet: Outlet
) -> None:
    tell(outlet, 2)
    wish = await follow(office, outlet)
    for rule in (DEPOT, 'title:"(1)"'):
        await add(office, rule, wish, kind=ONLY)

    await read(office)

    assert len(posted(office)) == 2
    [kept] = await steps(office, "(2)", Happening.FILTERED)
    assert kept.facts["kind"] == "only"
    assert kept.facts["rule"] == f'{DEPOT} OR title:"(1)"'


async def test_never_wins_over_only(office: Office, outlet: Outlet) -> None:
    await follow(office, outlet)
    await add(office, DEPOT, kind=ONLY)
    await add(office, "tram")

    await read(office)

    assert posted(office) == []
    [kept] = await steps(office, DEPOT, Happening.FILTERED)
    assert kept.facts["rule"] == "tram"


async def test_what_is_kept_back_costs_no_summary(
    agency: Office, outlet: Outlet, model: ScriptedModel
) -> None:
    await follow(agency, outlet)
    await add(agency, f"{DEPOT} OR title:1")

    await read(agency)

    assert posted(agency) == []
    assert model.prompts == []
    assert (await agency.desk.bot.storage.spent(utc_now() - LONG_AGO)) == 0


async def test_a_summary_is_written_while_anybody_wants_it(
    agency: Office, outlet: Outlet, model: ScriptedModel
) -> None:
    await follow(agency, outlet)
    await follow(agency, outlet, THERE, STRANGE)
    await add(agency, f"NOT {DEPOT}")
    await filtering(agency).add(OTTO, NEVER, DEPOT)

    await read(agency)

    asked = {prompt.user.count("depot") > 0 for prompt in model.prompts}
    assert asked == {True, False}
    assert len(posted(agency)) == 2


async def test_two_guilds_have_their_own_filters_on_one_feed(
    office: Office, outlet: Outlet
) -> None:
    await follow(office, outlet)
    await follow(office, outlet, THERE, STRANGE)
    await add(office, DEPOT)

    await read(office)

    mine = await steps(office, DEPOT, *Happening, actor=MONA)
    theirs = await steps(office, DEPOT, *Happening, actor=OTTO)
    assert mine[-1].what is Happening.FILTERED
    assert theirs[-1].what is Happening.POSTED
    assert Happening.FILTERED not in {step.what for step in theirs}
    assert len(posted(office)) == 3


@pytest.mark.parametrize(
    ("kind", "rule", "last"),
    [
        (NEVER, LABEL, Happening.FILTERED),
        (NEVER, "topic:sport", Happening.PASSED),
        (ONLY, LABEL, Happening.PASSED),
        (ONLY, "topic:sport", Happening.FILTERED),
    ],
)
async def test_a_filter_by_topic_waits_for_the_model_and_decides_by_what_it_says(
    agency: Office, outlet: Outlet, kind: FilterKind, rule: str, last: Happening
) -> None:
    await follow(agency, outlet)
    await add(agency, rule, kind=kind)

    await read(agency)

    assert len(posted(agency)) == (2 if last is Happening.PASSED else 0)
    [decided] = await steps(agency, DEPOT, Happening.FILTERED, Happening.PASSED)
    assert decided.what is last
    if last is Happening.PASSED:
        assert decided.facts == {"reason": "topics", "topics": "local politics"}
    else:
        assert decided.facts["rule"] == rule


async def test_where_nobody_knows_topics_a_filter_by_topic_lets_pass_and_says_so(
    office: Office, outlet: Outlet
) -> None:
    await follow(office, outlet)
    await add(office, "topic:sport", kind=ONLY)

    await read(office)

    assert len(posted(office)) == 2
    [passed] = await steps(office, DEPOT, Happening.PASSED)
    assert passed.facts == {"reason": "unknown", "topics": ""}


async def test_words_that_decide_need_no_topics(
    agency: Office, outlet: Outlet, model: ScriptedModel
) -> None:
    await follow(agency, outlet)
    await add(agency, f"topic:sport OR {DEPOT} OR title:1")

    await read(agency)

    assert (posted(agency), model.prompts) == ([], [])


async def test_an_edit_may_let_through_what_was_kept_back(office: Office, outlet: Outlet) -> None:
    await follow(office, outlet)
    await add(office, "title:depot")
    await read(office)
    before = len(posted(office))

    changed = tell(outlet, 0, title="Alderhaven council approves a garage")
    await read(office)

    assert before == 1
    assert posted(office)[1:] == [changed]
    [passed] = await steps(office, changed, Happening.PASSED)
    assert passed.facts["reason"] == "edited"


async def test_an_edit_may_keep_back_what_was_still_to_be_posted(
    office: Office, outlet: Outlet
) -> None:
    await follow(office, outlet)
    added = await add(office, "title:golf")
    office.wall.troubles.append(CLOSED)
    await read(office)

    changed = tell(outlet, 0, title="Alderhaven council approves golf")
    await read(office)
    await reopen(office)

    assert len(posted(office)) == 1
    assert changed not in posted(office)
    [kept] = await steps(office, changed, Happening.FILTERED)
    assert kept.facts["filter"] == added.id


async def reopen(office: Office) -> None:
    """The channel may be posted in again, and is brought what waited."""
    await office.desk.bot.storage.open_channels([PLACE])
    await office.desk.work()


async def test_what_was_posted_is_not_kept_back_any_more(office: Office, outlet: Outlet) -> None:
    await follow(office, outlet)
    await add(office, "title:golf")
    await read(office)

    changed = tell(outlet, 0, title="Alderhaven council approves golf")
    await read(office)

    assert len(posted(office)) == 2
    assert await steps(office, changed, Happening.FILTERED) == []


async def test_what_was_kept_back_long_ago_is_no_news_after_an_edit(
    office: Office, outlet: Outlet
) -> None:
    await follow(office, outlet)
    await add(office, "title:depot")
    await read(office)

    office.desk.clock.ahead += LONG_AGO
    changed = tell(outlet, 0, title="Alderhaven council approves a garage")
    await read_later(office)

    assert len(posted(office)) == 1
    assert await steps(office, changed, Happening.PASSED) == []


async def read_later(office: Office) -> None:
    """Every feed is polled when the clock says so."""
    storage = office.desk.bot.storage
    for feed in await storage.feeds():
        await storage.save_feed(replace(feed, next_poll_at=office.desk.clock()))
    await office.desk.work()


async def test_a_filter_that_is_added_meanwhile_decides_what_is_read_from_then_on(
    office: Office, outlet: Outlet
) -> None:
    await follow(office, outlet)
    office.wall.troubles.append(CLOSED)
    await read(office)
    await add(office, DEPOT)
    await add(office, '"(2)"')

    tell(outlet, 2)
    await read(office)
    await reopen(office)

    assert len(posted(office)) == 2
    assert await steps(office, DEPOT, Happening.FILTERED) == []
    assert len(await steps(office, "(2)", Happening.FILTERED)) == 1


async def test_a_removed_filter_decides_nothing_more(office: Office, outlet: Outlet) -> None:
    await follow(office, outlet)
    added = await add(office, DEPOT)

    await filtering(office).remove(MONA, added.id)
    await read(office)

    assert len(posted(office)) == 2


@pytest.mark.parametrize("summaries", [Summaries.OFF, Summaries.LONG])
async def test_a_card_without_a_summary_asks_no_model(
    agency: Office, outlet: Outlet, model: ScriptedModel, summaries: Summaries
) -> None:
    wish = await follow(agency, outlet)
    manner = replace(USUAL, summaries=summaries)
    await agency.desk.bot.desk.subscribing.edit(
        MONA, wish, manner=manner, style=Style.STANDARD, language=None, channel_id=PLACE
    )

    await read(agency)

    assert len(posted(agency)) == 2
    assert model.prompts == []


async def test_a_rule_that_cannot_be_read_is_refused_and_not_kept(office: Office) -> None:
    for rule in ("", "(golf", "/(/", "colour:red", "x" * 100_000, "(" * 50_000, "a OR " * 9_999):
        with pytest.raises(Refusal, match=r"^rule-"):
            await add(office, rule)

    assert await filtering(office).filters(HERE) == []


async def test_no_rule_holds_the_news_up(office: Office, outlet: Outlet) -> None:
    await follow(office, outlet)
    for rule in ("/(a+)+$/", "/(x|x)*y/", "title:ﬃ", "a\u202eb", "/[[:alpha:]]{9}\\z/", "b" * 450):
        await add(office, rule)

    await read(office)

    assert (await office.desk.bot.storage.counts()).owed == 0


async def test_another_guilds_filters_and_feeds_are_unknown(office: Office, outlet: Outlet) -> None:
    wish = await follow(office, outlet)
    added = await add(office, DEPOT, wish)

    with pytest.raises(Refusal, match="filter-unknown"):
        await filtering(office).remove(OTTO, added.id)
    with pytest.raises(Refusal, match="feed-unknown"):
        await filtering(office).test(OTTO, subscription_id=wish)
    with pytest.raises(Refusal, match="feed-unknown"):
        await filtering(office).add(OTTO, NEVER, DEPOT, wish)

    assert await filtering(office).offered(OTTO, "") == []
    assert await filtering(office).test(OTTO) == []
    assert await filtering(office).filters(MONA) == [added]


async def test_filters_are_offered_by_letters_of_their_rules(office: Office) -> None:
    for number in range(OFFERED + 2):
        await add(office, f"golf{number}")
    last = await add(office, "title:Ferry", kind=ONLY)

    found = await filtering(office).offered(MONA, " fERRY")

    assert found == [(last.id, "only: title:Ferry")]
    assert len(await filtering(office).offered(MONA, "")) == OFFERED


async def test_a_rule_is_tried_alone_or_else_the_filters_that_hold(
    office: Office, outlet: Outlet
) -> None:
    wish = await follow(office, outlet)
    held = await add(office, DEPOT, wish)
    await read(office)

    by_all = tried(await filtering(office).test(MONA))
    by_one = tried(await filtering(office).test(MONA, kind=ONLY, rule="tram OR topic:sport"))

    assert [by_all[here].verdict.passes for here in (True, False)] == [False, True]
    assert [by_all[here].filter for here in (True, False)] == [held, None]
    explained = by_all[True].explanation
    assert explained is not None
    assert explained.found[0].field == "title"
    assert [by_one[here].verdict.passes for here in (True, False)] == [True, None]
    assert len(await filtering(office).filters(MONA)) == 1


def tried(found: Sequence[Tried]) -> dict[bool, Tried]:
    """What was tried on, by whether it is about the depot."""
    return {"depot" in each.title: each for each in found}


async def test_a_filter_of_another_channel_is_not_held_against_an_entry(
    office: Office, outlet: Outlet
) -> None:
    await follow(office, outlet)
    other = await follow(office, outlet, THERE, STRANGE)
    await filtering(office).add(OTTO, NEVER, DEPOT, other)
    await read(office)

    mine, theirs = [await filtering(office).test(actor) for actor in (MONA, OTTO)]

    assert {each.verdict.passes for each in mine} == {True}
    assert not tried(theirs)[True].verdict.passes
    assert tried(theirs)[False].verdict.passes


async def test_a_rule_is_told_as_it_was_understood(office: Office) -> None:
    assert filtering(office).told("a b OR c") == filtering(office).told("(a AND b) OR c")
