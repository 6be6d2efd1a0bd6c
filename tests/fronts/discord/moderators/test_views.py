"""Every view in every language, with the worst of names: Discord takes it, and obeys none of it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import pytest

from bot.errors import Refusal, SourceError, Trouble
from bot.feeds.opml import Outline
from bot.fronts.discord.cards import layout
from bot.fronts.discord.moderators import (
    change_views,
    feed_views,
    filter_views,
    news_views,
    opml_views,
    report_views,
    settings_views,
    status,
    stories,
    why_views,
)
from bot.fronts.discord.moderators import help as help_view
from bot.fronts.words import LANGUAGES, Words, words_for
from bot.news import (
    ArticleId,
    Asker,
    Change,
    ChannelId,
    Complaint,
    EntryId,
    Explanation,
    Feed,
    FeedId,
    FeedState,
    Filter,
    FilterId,
    FilterKind,
    Fit,
    Following,
    Guild,
    GuildId,
    Happening,
    Hit,
    Hits,
    Manner,
    MessageId,
    Panel,
    PanelId,
    Posted,
    Report,
    ReportId,
    ReportState,
    RoleId,
    Status,
    Step,
    StoryId,
    Style,
    Subscription,
    SubscriptionId,
    Summaries,
    Threads,
    Trace,
    Tried,
    Verdict,
)
from bot.newsroom.importing import BrokenFeed, Imported, NewFeed, Plan
from bot.newsroom.rehearsing import Rehearsal
from bot.newsroom.searching import ON_PAGE
from tests.discord.strictness import problems
from tests.fronts.desk import FERRY, NOW, article_of, card_of

MESSAGES, CALLBACKS = (
    "/channels/{channel_id}/messages",
    "/interactions/{interaction_id}/{interaction_token}/callback",
)
FORM: Final = 9  # the type of an answer that opens one

LARGEST: Final = 2**63 - 1  # the longest id
CHANNEL, GUILD, ROLE = ChannelId(LARGEST), GuildId(LARGEST), RoleId(LARGEST)
EVIL: Final = "https://evil.example/"
# What a feed, a page or a member may call something.
NAMES: Final[Mapping[str, str]] = {
    "plain": "The Harbour Post",
    "empty": "",
    "long": "Wharf " * 800,
    "without a gap": "W" * 5_000,
    "emoji": "👩‍🚀" * 900,
    "markdown": f"**bold** _it_ ~~no~~ ||hidden|| `code` > quote [free]({EVIL}) <@1> @everyone "
    * 40,
    "lines": "# heading\n- item\n> quote\n```\ncode\n```\n" * 60,
    "invisible": "\u202e\u200b\ufeff\u2060" * 200,
    "scripts": "新聞記事とアラビア語العربية עברית हिन्दी " * 120,
}
CARD: Final = card_of(article_of(FERRY, image=None))

View = Callable[[Words, str], Any]


def panel(**about: object) -> Panel:
    """A panel with the longest id that there can be."""
    return Panel(
        id=PanelId(LARGEST), guild_id=GUILD, owner=LARGEST, kind="any", about=about, made_at=NOW
    )


def address(name: str) -> str:
    """A long address that has something of a name in it."""
    return f"https://outlet.example/{re.sub(r'[^A-Za-z]', '-', name)[:1_500]}?{'q' * 300}"


def following(name: str, number: int = 1, **changes: Any) -> Following:  # noqa: ANN401 - any field
    """A subscription of which all is set, and with which all is wrong."""
    wish = Subscription(
        id=SubscriptionId(LARGEST - number),
        feed_id=FeedId(number),
        channel_id=CHANNEL,
        guild_id=GUILD,
        style=Style.BRIEF,
        language="zh-Hant-HK",
        manner=Manner(
            name=name,
            summaries=Summaries.REQUEST,
            image=False,
            threads=Threads.ALWAYS,
            mention=ROLE,
        ),
        paused_at=NOW,
        closed_for=name,
    )
    feed = Feed(
        id=FeedId(number),
        url=address(name),
        title=name,
        next_poll_at=NOW,
        last_polled_at=NOW,
        state=FeedState.ENDED,
        reason=name,
        failures=99,
    )
    known = Following(
        subscription=wish, feed=feed, last_card_at=NOW, owed=9_999, failed=9_999, filters=100
    )
    return replace(known, **changes)


def filter_(name: str, number: int = 1) -> Filter:
    return Filter(
        id=FilterId(number),
        kind=FilterKind.ONLY,
        rule=name[:500] or "cup",
        guild_id=GUILD,
        subscription_id=SubscriptionId(1),
    )


def tried(name: str, *, passes: bool | None) -> Tried:
    """An entry of which a filter says much."""
    found = tuple(Fit(name[:500] or "cup", "category", name) for _ in range(9))
    return Tried(
        entry_id=EntryId(1),
        title=name,
        url=address(name),
        published_at=NOW,
        verdict=Verdict(passes=passes, by=FilterId(1)),
        filter=filter_(name),
        explanation=Explanation(fits=passes, found=found, missing=(name,) * 9, open=(name,)),
    )


def candidate(name: str, *, several: bool, problem: str = "") -> Panel:
    """A panel of what an address leads to."""
    number = 10 if several else 1
    choices = [[f"{address(name)}{each}", name[:100]] for each in range(number)]
    return panel(
        choices=choices,
        url=choices[0][0],
        title=name,
        name=name,
        channel=CHANNEL,
        embed=layout(CARD)["embeds"][0],
        reason="",
        problem=problem,
        moves=None,
    )


def complaint(name: str, state: ReportState = ReportState.OPEN, number: int = 1) -> Complaint:
    """A card that many report."""
    reports = tuple(
        Report(
            id=ReportId(LARGEST - number - each),
            guild_id=GUILD,
            channel_id=CHANNEL,
            message_id=MessageId(LARGEST),
            story_id=StoryId(1),
            title=name,
            reason=name[:300],
            reporter=Asker(str(each)),
            made_at=NOW,
            state=state,
        )
        for each in range(8)
    )
    return Complaint(reports=reports, desk_id=CHANNEL, decided_by=LARGEST)


def trace(name: str) -> Trace:
    """An entry to which everything happened, several times."""
    facts: dict[str, str | int] = dict.fromkeys(
        ("basis", "note", "why", "kind", "rule", "reason", "topics", "writer", "title", "problem"),
        name,
    )
    steps = tuple(
        Step(at=NOW + timedelta(seconds=each), what=what, channel_id=CHANNEL, facts=facts)
        for each in range(6)
        for what in Happening
    )
    return Trace(
        entry_id=EntryId(1),
        feed_id=FeedId(1),
        feed=name,
        title=name,
        url=address(name),
        published_at=NOW,
        first_seen_at=NOW,
        steps=steps,
        cards={ChannelId(each): MessageId(LARGEST) for each in range(20)},
    )


def plan(name: str) -> Plan:
    outline = Outline(url=address(name), title=name)
    broken = BrokenFeed(outline=outline, trouble=Trouble.OTHER, problem=name)
    new = NewFeed(url=address(name), title=name)
    return Plan(
        new=(new,) * 99, known=(outline,) * 99, broken=(broken,) * 99, untried=(outline,) * 99
    )


def imported(name: str) -> Imported:
    new = NewFeed(url=address(name), title=name)
    refused = Refusal("feed-limit", most=100), SourceError(address(name), name)
    return Imported(added=(new,) * 99, refused=tuple((new, each) for each in refused * 20))


def hits(name: str) -> Hits:
    hit = Hit(
        title=name,
        url=address(name),
        source=name,
        published_at=NOW,
        excerpt=name,
        outlets=99,
        posted=Posted(guild_id=GUILD, channel_id=CHANNEL, message_id=MessageId(LARGEST)),
    )
    return Hits(hits=(hit,) * ON_PAGE, total=9_999)


def change(name: str) -> Change:
    state = {f"setting {each}": name for each in range(9)}
    return Change(at=NOW, what="feed-edited", about=name, person=LARGEST, before=state, after=state)


def condition(name: str) -> Status:
    wrong = (following(name),) * 5
    return Status(
        feeds=9_999,
        paused=9_999,
        closed=wrong,
        failing=wrong,
        cards=99_999,
        last_card_at=NOW,
        owed=9_999,
        failed=9_999,
        questions=9_999,
        reports=9_999,
        model=name[:200],
        model_trouble=name,
    )


def guild(name: str) -> Guild:
    return Guild(
        id=GUILD,
        style=Style.HEADLINE,
        language=name[:35] or None,
        managers=frozenset(RoleId(LARGEST - each) for each in range(10)),
        desk_id=CHANNEL,
        person_day=999_999,
        guild_day=999_999,
        kept_days=999_999,
    )


VIEWS: Final[Mapping[str, View]] = {
    "the audit": lambda words, name: change_views.logged(words, [change(name)] * 30),
    "no audit": lambda words, _: change_views.logged(words, []),
    "one candidate": lambda words, name: feed_views.candidate(
        words, candidate(name, several=False)
    ),
    "several candidates": lambda words, name: feed_views.candidate(
        words, candidate(name, several=True, problem=words("place-unknown"))
    ),
    "a feed is added": lambda words, name: feed_views.added(words, following(name)),
    "a feed is moved": lambda words, name: feed_views.moved(words, following(name)),
    "a feed": lambda words, name: feed_views.shown(
        words, following(name), panel(), note=words("feed-saved")
    ),
    "a feed's removal": lambda words, name: feed_views.removal(words, following(name), panel()),
    "a feed is removed": lambda words, name: feed_views.removed(words, following(name)),
    "the feeds": lambda words, name: feed_views.listed(
        words, [following(name, each) for each in range(99)], panel(), page=5
    ),
    "no feeds": lambda words, _: feed_views.listed(words, [], panel(), page=0),
    "a filter is added": lambda words, name: filter_views.added(
        words, filter_(name), {SubscriptionId(1): name}, [tried(name, passes=False)] * 50
    ),
    "a filter's removal": lambda words, name: filter_views.removal(
        words, filter_(name), {SubscriptionId(1): name}, panel()
    ),
    "a filter is removed": lambda words, name: filter_views.removed(words, filter_(name)),
    "the filters": lambda words, name: filter_views.listed(
        words,
        [filter_(name, each) for each in range(50)],
        {SubscriptionId(1): name},
        panel(),
        page=2,
    ),
    "filters are tried": lambda words, name: filter_views.tested(
        words,
        [tried(name, passes=each) for each in (True, False, None)] * 16,
        panel(),
        page=1,
    ),
    "nothing to try": lambda words, _: filter_views.tested(words, [], panel(), page=0),
    "stories are found": lambda words, name: news_views.found(
        words, hits(name), panel(typed=name[:200]), page=2
    ),
    "the latest": lambda words, name: news_views.latest(words, hits(name).hits),
    "a list is tried": lambda words, _: opml_views.trying(words, 1, 2_000),
    "a list's plan": lambda words, name: opml_views.planned(
        words, plan(name), panel(channel=CHANNEL)
    ),
    "a list is followed": lambda words, name: opml_views.carried_out(
        words, imported(name), CHANNEL
    ),
    "a notice": lambda words, name: report_views.notice(words, complaint(name)),
    "a decided notice": lambda words, name: report_views.notice(
        words, complaint(name, ReportState.HIDDEN)
    ),
    "the reports": lambda words, name: report_views.open_reports(
        words, [complaint(name, number=9 * each) for each in range(100)], panel()
    ),
    "no reports": lambda words, _: report_views.open_reports(words, [], panel()),
    "the settings": lambda words, name: settings_views.shown(
        words, guild(name), panel(), note=words("settings-saved")
    ),
    "the status": lambda words, name: status.shown(words, condition(name), latency=99.0),
    "all is well": lambda words, _: status.shown(words, Status(), latency=0.04),
    "a story to hide": lambda words, name: stories.hiding(words, name, panel()),
    "stories to merge": lambda words, name: stories.merging(words, name, name, panel()),
    "a story to split": lambda words, name: stories.splitting(
        words, name, tuple((ArticleId(LARGEST - each), name) for each in range(60)), panel()
    ),
    "a story of one": lambda words, name: stories.splitting(
        words, name, ((ArticleId(1), name),), panel()
    ),
    "why": lambda words, name: why_views.traced(words, trace(name), GUILD),
    "a rehearsal": lambda words, name: why_views.tested(
        words, Rehearsal(card=CARD, steps=trace(name).steps)
    ),
    "a failed rehearsal": lambda words, name: why_views.tested(
        words, Rehearsal(error=SourceError(address(name), name, Trouble.LOGIN))
    ),
    "help": lambda words, _: help_view.shown(words, managing=True),
}
FORMS: Final[Mapping[str, View]] = {
    "cards": lambda words, name: feed_views.cards_form(words, following(name), panel()),
    "place": lambda words, name: feed_views.place_form(words, following(name), panel()),
    "numbers": lambda words, name: settings_views.numbers_form(words, guild(name), panel()),
    "report": lambda words, _: report_views.report_form(words, MessageId(LARGEST)),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("named", NAMES)
@pytest.mark.parametrize("view", VIEWS)
def test_discord_takes_every_view_whatever_things_are_called(
    view: str, named: str, language: str
) -> None:
    shown = VIEWS[view](words_for(language), NAMES[named])

    assert problems("POST", MESSAGES, shown) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("named", NAMES)
@pytest.mark.parametrize("form", FORMS)
def test_discord_takes_every_form_whatever_things_are_called(
    form: str, named: str, language: str
) -> None:
    opened = FORMS[form](words_for(language), NAMES[named])

    assert problems("POST", CALLBACKS, {"type": FORM, "data": opened}) == []


@pytest.mark.parametrize("view", VIEWS)
def test_no_name_becomes_a_link_a_mention_or_a_heading(view: str) -> None:
    for named in ("markdown", "lines"):
        shown = VIEWS[view](words_for(None), NAMES[named])

        for text in read_as_markdown(shown):
            outside_code = re.sub(r"`[^`\n]*`", "", text)
            assert not re.search(r"(?<!\\)\]\(" + re.escape(EVIL), outside_code), text
            assert not re.search(r"(?<!\\)<@1>|(?<![\\\w])@everyone", outside_code), text
            assert not re.search(r"^(?:#|```)", outside_code, re.MULTILINE), text


def read_as_markdown(message: Mapping[str, Any]) -> Iterator[str]:
    """What of a message Discord reads as markdown; labels and options stand as they are."""
    yield message["content"]
    for embed in message["embeds"]:
        yield embed.get("title", "")
        yield embed.get("description", "")
        for field in embed.get("fields", ()):
            yield field["value"]
