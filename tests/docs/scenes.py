"""What the pictures of the moderators' guide show: the messages that the bot sends, of fiction."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from bot.errors import Trouble
from bot.feeds.opml import Outline
from bot.fronts.discord.cards import layout
from bot.fronts.discord.moderators import (
    feed_views,
    filter_views,
    opml_views,
    report_views,
    settings_views,
    status,
    why_views,
)
from bot.fronts.looks import NEWSDESK, Called, Said, Scene, picture
from bot.fronts.looks.messages import Author
from bot.fronts.words import words_for
from bot.news import (
    Asker,
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
    Manner,
    MessageId,
    Panel,
    PanelId,
    Report,
    ReportId,
    RoleId,
    Status,
    Step,
    StoryId,
    Style,
    Subscription,
    SubscriptionId,
    Summaries,
    Trace,
    Tried,
    Verdict,
)
from bot.newsroom.importing import BrokenFeed, NewFeed, Plan
from tests.fronts.desk import FERRY, NOW, article_of, card_of

NEWS, DESK, SAILORS, GUILD = ChannelId(5), ChannelId(6), RoleId(7), GuildId(9)
NAMES: Final = {"#5": "harbour-news", "#6": "moderators", "@&7": "Sailors", "@&8": "Editors"}
SCENE: Final = Scene(now=NOW, names=NAMES)
WORDS: Final = words_for(None)
MONA: Final = Author("Mona")

ARTICLE = article_of(FERRY, image=None)
CARD: Final = card_of(ARTICLE)
URL: Final = "https://harbourpost.example/feed.xml"


def feed(number: int, title: str, **changes: Any) -> Feed:  # noqa: ANN401 - any field
    """A feed that goes well."""
    known = Feed(
        id=FeedId(number),
        url=f"https://outlet{number}.example/feed",
        title=title,
        next_poll_at=NOW + timedelta(minutes=12),
        last_polled_at=NOW - timedelta(minutes=3),
    )
    return replace(known, **changes)


def following(number: int, title: str, **changes: Any) -> Following:  # noqa: ANN401 - any field
    """A subscription to it."""
    wish = Subscription(
        id=SubscriptionId(number), feed_id=FeedId(number), channel_id=NEWS, guild_id=GUILD
    )
    known = Following(
        subscription=wish,
        feed=feed(number, title),
        last_card_at=NOW - timedelta(hours=2),
        filters=1,
    )
    return replace(known, **changes)


HARBOUR = following(1, "The Harbour Post", feed=feed(1, "The Harbour Post", url=URL))
STYLED = replace(
    HARBOUR,
    subscription=replace(
        HARBOUR.subscription,
        style=Style.BRIEF,
        language="de",
        manner=Manner(name="Harbour desk", summaries=Summaries.LONG, mention=SAILORS),
    ),
)
FEEDS = (
    HARBOUR,
    following(2, "Tern Bay Radio", owed=2),
    following(
        3,
        "Skerry Gazette",
        feed=feed(3, "Skerry Gazette", failures=3, reason="answered 503 Service Unavailable"),
    ),
    following(
        4,
        "Weather office",
        subscription=replace(
            HARBOUR.subscription,
            id=SubscriptionId(4),
            paused_at=NOW - timedelta(days=1),
        ),
    ),
    following(
        5,
        "Old Quay Blog",
        feed=feed(
            5,
            "Old Quay Blog",
            state=FeedState.ENDED,
            reason="answered 410 Gone",
            last_polled_at=NOW - timedelta(days=12),
        ),
        last_card_at=NOW - timedelta(days=40),
    ),
)
NEVER = Filter(id=FilterId(1), kind=FilterKind.NEVER, rule='title:lottery OR "sponsored post"')


def panel(kind: str, **about: object) -> Panel:
    """A panel that was opened just now."""
    return Panel(id=PanelId(1), guild_id=GUILD, owner=3, kind=kind, about=about, made_at=NOW)


def whisper(command: str, payload: Mapping[str, Any]) -> Said:
    """An answer that only whoever asked can see."""
    return Said({**payload, "flags": 64}, answers=Called(MONA, command), by=NEWSDESK)


def adding() -> list[Said]:
    """What /feed add shows before anything is followed."""
    about = {
        "url": URL,
        "title": "The Harbour Post",
        "choices": [[URL, "The Harbour Post"]],
        "channel": NEWS,
        "embed": layout(CARD)["embeds"][0],
        "reason": "",
        "problem": "",
        "moves": None,
    }
    return [whisper("feed add", feed_views.candidate(WORDS, panel("feed-add", **about)))]


def card() -> list[Said]:
    """A card as members see it."""
    return [Said(layout(CARD), at=NOW - timedelta(minutes=4))]


def listing() -> list[Said]:
    """All feeds at a glance."""
    return [whisper("feed list", feed_views.listed(WORDS, FEEDS, panel("feeds"), page=0))]


def one_feed() -> list[Said]:
    """A feed with its settings."""
    return [whisper("feed show", feed_views.shown(WORDS, STYLED, panel("feed", feed=1)))]


def form() -> list[Mapping[str, Any]]:
    """What /feed edit opens."""
    return [feed_views.cards_form(WORDS, STYLED, panel("feed", feed=1))]


def ruled() -> list[Said]:
    """What /filter add answers."""
    shown = filter_views.added(WORDS, NEVER, {}, lately())
    return [whisper("filter add", shown)]


def tried() -> list[Said]:
    """What /filter test says of the last entries."""
    shown = filter_views.tested(WORDS, lately(), panel("filter-test"), page=0)
    return [whisper("filter test", shown)]


def lately() -> list[Tried]:
    """The last entries, and what a filter says of them."""
    titles = {
        "Last ferry to Skerry leaves before winter": None,
        "Win the harbour lottery: three tickets left": Fit(
            "title:lottery", "title", "Win the harbour lottery"
        ),
        "Pier master Ona Lind retires after forty years": None,
        "Our partners: rope that holds": Fit(
            '"sponsored post"', "body", "This is a sponsored post of Lind & Sons"
        ),
    }
    return [
        Tried(
            entry_id=EntryId(number),
            title=title,
            url=f"https://harbourpost.example/{number}",
            published_at=NOW,
            verdict=Verdict(passes=fit is None),
            filter=NEVER if fit else None,
            explanation=Explanation(fits=True, found=(fit,)) if fit else None,
        )
        for number, (title, fit) in enumerate(titles.items(), 1)
    ]


def traced() -> list[Said]:
    """Why an article was not posted at once."""
    begun = NOW - timedelta(minutes=20)
    minutes = timedelta(minutes=1)
    steps = (
        Step(at=begun, what=Happening.FOUND),
        Step(at=begun, what=Happening.OWED, channel_id=NEWS),
        Step(
            at=begun + minutes / 20,
            what=Happening.READ,
            facts={"basis": "full text", "words": 612, "note": ""},
        ),
        Step(
            at=begun + minutes / 20,
            what=Happening.PLACED,
            facts={"why": "the same event, .52"},
        ),
        Step(
            at=begun + minutes / 10,
            what=Happening.PUT_OFF,
            channel_id=NEWS,
            facts={"problem": "Discord answered 503"},
        ),
        Step(at=begun + minutes, what=Happening.POSTED, channel_id=NEWS),
        Step(at=begun + 12 * minutes, what=Happening.EDITED, channel_id=NEWS),
    )
    trace = Trace(
        entry_id=EntryId(1),
        feed_id=FeedId(1),
        feed="The Harbour Post",
        title=ARTICLE.title,
        url=ARTICLE.url,
        published_at=begun,
        first_seen_at=begun,
        steps=steps,
        cards={NEWS: MessageId(44)},
    )
    return [whisper("why", why_views.traced(WORDS, trace, GUILD))]


def reported() -> list[Said]:
    """What the moderators' channel shows of a report."""
    report = Report(
        id=ReportId(1),
        guild_id=GUILD,
        channel_id=NEWS,
        message_id=MessageId(44),
        story_id=StoryId(7),
        title=ARTICLE.title,
        reason="The ferry still goes on Sundays, the pier master says so herself.",
        reporter=Asker("somebody"),
        made_at=NOW,
    )
    complaint = Complaint(reports=(report,), desk_id=DESK)
    return [Said(report_views.notice(WORDS, complaint), at=NOW)]


def well() -> list[Said]:
    """What /status says where one feed cannot be read."""
    found = Status(
        feeds=4,
        paused=1,
        failing=(FEEDS[2],),
        cards=31,
        last_card_at=NOW - timedelta(minutes=4),
        owed=2,
        questions=0,
        model="harbour-writer",
    )
    return [whisper("status", status.shown(WORDS, found, latency=0.041))]


def settings() -> list[Said]:
    """The panel of /settings."""
    guild = Guild(id=GUILD, style=Style.BRIEF, managers=frozenset({RoleId(8)}), desk_id=DESK)
    return [whisper("settings", settings_views.shown(WORDS, guild, panel("settings")))]


def importing() -> list[Said]:
    """What an OPML file would bring."""
    new = ("Tern Bay Radio", "The Lantern", "Rope and Sail")
    gone = Outline(url="https://quay.example/feed", title="Old Quay Blog")
    plan = Plan(
        new=tuple(NewFeed(url="https://a.example", title=each) for each in new),
        known=(Outline(url=URL, title="The Harbour Post"),),
        broken=(
            BrokenFeed(outline=gone, trouble=Trouble.MISSING, problem="answered 404 Not Found"),
        ),
    )
    shown = opml_views.planned(WORDS, plan, panel("opml", channel=NEWS))
    return [whisper("opml import", shown)]


SCENES: Final[Mapping[str, Callable[[], list[Any]]]] = {
    "adding": adding,
    "card": card,
    "list": listing,
    "feed": one_feed,
    "form": form,
    "rule": ruled,
    "filter": tried,
    "why": traced,
    "report": reported,
    "status": well,
    "settings": settings,
    "opml": importing,
}


def html(name: str) -> str:
    """A scene as Discord would lay it out."""
    return picture(SCENES[name](), SCENE)
