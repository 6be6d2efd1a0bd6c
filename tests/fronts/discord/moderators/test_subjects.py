"""Filters, lists of feeds, traces, news, settings, stories, help: by command, on a whole bot."""

import contextlib
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from bot.errors import Refusal
from bot.news import Actor, GuildId
from tests.discord.permissions import Permission
from tests.fiction import headline
from tests.fronts.discord.moderators.bureau import (
    MONA,
    NORA,
    Bureau,
    Shown,
    open_bureau,
    part,
    text,
)
from tests.fronts.discord.moderators.test_feeds import only_feed, subscribed
from tests.newsroom.outlets import COLLISION, Outlet

OPML = b"""<?xml version="1.0"?><opml version="2.0"><body>
<outline type="rss" text="Harbour" xmlUrl="%s"/>
<outline type="rss" text="Nowhere" xmlUrl="%s"/>
</body></opml>"""


@pytest.fixture
async def bureau(sqlite_url: str) -> AsyncIterator[Bureau]:
    """A server that follows a feed, of which one card stands."""
    async with open_bureau(sqlite_url) as opened:
        await subscribed(opened)
        await opened.station.posted(opened.channel, 1)
        yield opened


# --- Filters ---


async def test_a_filter_is_added_listed_tried_and_removed(bureau: Bureau) -> None:
    added = await bureau.use("filter add", {"kind": "never", "rule": "title:depot OR snow"})
    listed = await bureau.use("filter list")
    tested = await bureau.use("filter test")
    [offered] = await bureau.offered("filter remove", "filter", "depot")
    asked = await bureau.use("filter remove", {"filter": offered["value"]})
    removed = await bureau.press(asked, "filter-remove")
    after = await bureau.use("filter list")

    assert "never" in text(added)
    assert "title:depot OR snow" in text(listed)
    assert "pass" in text(tested)
    assert "Remove this filter?" in text(asked)
    assert "Removed" in text(removed)
    assert "Nothing is filtered" in text(after)


async def test_what_is_tried_stands_on_pages(sqlite_url: str) -> None:
    async with open_bureau(sqlite_url, first_poll_shows=12) as bureau:
        panel = await bureau.use("feed add", {"url": bureau.feed(12)})
        await bureau.press(panel, "feed-follow")

        async def all_read() -> bool:
            return len(await bureau.desk.filtering.test(Actor())) == 12

        await bureau.station.until(all_read, "twelve articles")
        first = await bureau.use("filter test", {"rule": "nothinglikethis"})
        second = await bureau.press(first, "filter-tried:1")

    assert all("0 of 12 pass" in text(each) for each in (first, second))
    assert ("Page 1 of 2" in text(first), "Page 2 of 2" in text(second)) == (True, True)
    newest, oldest = headline(11), headline(0)
    assert (newest in text(first), oldest in text(first)) == (True, False)
    assert (newest in text(second), oldest in text(second)) == (False, True)


async def test_a_rule_can_be_tried_before_it_holds(bureau: Bureau) -> None:
    tested = await bureau.use("filter test", {"rule": "title:nothinglikethis", "kind": "only"})

    assert "0 of" in text(tested)
    assert "not found: `title:nothinglikethis`" in text(tested)
    assert headline(2) in text(tested)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ('"broken', "has no end"),
        ("titel:cup", "is no field"),
        ("(cup", "never closed"),
        ("/[/", "cannot be used"),
    ],
)
async def test_a_broken_rule_is_refused_with_its_place(
    bureau: Bureau, rule: str, words: str
) -> None:
    told = await bureau.use("filter add", {"kind": "never", "rule": rule})

    assert words in text(told)
    assert await bureau.desk.filtering.filters(Actor()) == []


async def test_what_a_filter_keeps_back_is_explained(bureau: Bureau) -> None:
    await bureau.use("filter add", {"kind": "never", "rule": "the OR a"})
    other = bureau.station.channel("more")
    url = bureau.stand.url("/more.xml")
    bureau.stand.feed("/more.xml", bureau.stand.body("/feed.xml"))
    panel = await bureau.use("feed add", {"url": url, "channel": other})
    await bureau.press(panel, "feed-follow")

    async def kept_back() -> bool:
        trace = await bureau.desk.tracing.why(Actor(), headline(2))
        return any(step.what == "filtered" for step in trace.steps)

    await bureau.station.until(kept_back, "the filter")
    told = await bureau.use("why", {"about": headline(2)})

    assert "Not posted: a filter of what never to post fits it: the OR a" in text(told)
    assert bureau.discord.messages(other) == []


# --- Why ---


async def test_why_tells_each_step_by_link_title_and_card(bureau: Bureau) -> None:
    [card] = bureau.discord.messages(bureau.channel)
    jump = f"https://discord.com/channels/{bureau.station.guild_id}/{bureau.channel}/{card.id}"
    link = card.payload["embeds"][0]["url"]

    answers = [await bureau.use("why", {"about": each}) for each in (jump, link, headline(2))]
    menu = await bureau.answer(bureau.discord.message_menu(card, "Why this?", by=MONA))
    [offered] = await bureau.offered("why", "about", headline(2)[:12])
    chosen = await bureau.use("why", {"about": offered["value"]})

    for told in (*answers, menu, chosen):
        words = text(told)
        order = ["📥 <t:", "📖 <t:", "🧩 <t:", "📮 <t:"]
        assert sorted(order, key=words.index) == order


async def test_what_nobody_follows_is_unknown(bureau: Bureau) -> None:
    told = await bureau.use("why", {"about": "https://elsewhere.example/article"})
    words = await bureau.use("why", {"about": "no such title anywhere"})

    assert "is known by that" in text(told)
    assert text(told) == text(words)


# --- OPML ---


async def test_a_file_is_tried_before_anything_is_followed(bureau: Bureau) -> None:
    bureau.stand.feed("/more.xml", bureau.stand.body("/feed.xml"))
    urls = [bureau.stand.url(path).encode() for path in ("/more.xml", "/nowhere.xml")]
    file = bureau.discord.upload("feeds.opml", OPML % tuple(urls))

    planned = await bureau.use("opml import", {"file": file})
    before = len(await bureau.followings())
    done = await bureau.press(planned, "opml-import")
    after = len(await bureau.followings())

    assert "New: 1" in text(planned)
    assert "Cannot be read: 1" in text(planned)
    assert "1 feed is followed" in text(done)
    assert (before, after) == (1, 2)


async def test_what_is_no_list_of_feeds_is_refused(bureau: Bureau) -> None:
    file = bureau.discord.upload("cat.opml", b"\x89PNG not at all")

    told = await bureau.use("opml import", {"file": file})

    assert "OPML" in text(told)


async def test_all_feeds_are_exported_as_a_file(bureau: Bureau) -> None:
    told = await bureau.use("opml export")

    [attached] = told.message.payload["attachments"]
    assert attached["filename"] == "newsdesk.opml"
    assert "1 feed" in text(told)


# --- News ---


async def test_anybody_finds_what_they_can_see(bureau: Bureau) -> None:
    word = max(headline(2).split(), key=len)

    found = await bureau.use("news search", {"words": word}, by=NORA)
    latest = await bureau.use("news latest", by=NORA)
    none = await bureau.use("news search", {"words": "unheardofword"}, by=NORA)

    assert headline(2) in text(found)
    assert "discord.com/channels/" in text(found)
    assert headline(2) in text(latest)
    assert "unheardofword" in text(none)


# --- Settings, status, help ---


async def test_settings_are_chosen_and_typed_on_one_panel(bureau: Bureau) -> None:
    desk_channel = bureau.station.channel("moderators")
    role = bureau.person("Editors")
    panel = await bureau.use("settings")

    panel = await bureau.choose(panel, "settings-style", "brief")
    panel = await bureau.choose(panel, "settings-managers", role)
    panel = await bureau.choose(panel, "settings-desk", desk_channel)
    panel = await bureau.fill(
        bureau.opens(panel, "settings-numbers"),
        {"language": "de", "person_day": "5", "guild_day": "", "kept_days": "7"},
    )
    guild = await bureau.desk.guilds.guild(GuildId(bureau.station.guild_id))

    assert (guild.style, guild.language, guild.desk_id) == ("brief", "de", desk_channel)
    assert guild.managers == {role}
    assert (guild.person_day, guild.guild_day, guild.kept_days) == (5, None, 7)
    assert "Saved" in text(panel)


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("person_day", "many", "no whole number"),
        ("person_day", "999999", "are allowed here"),
        ("kept_days", "0", "is needed"),
        ("language", "Klingonish?", "no language"),
    ],
)
async def test_a_setting_that_cannot_be_is_refused(
    bureau: Bureau, field: str, typed: str, words: str
) -> None:
    panel = await bureau.use("settings")

    told = await bureau.fill(bureau.opens(panel, "settings-numbers"), {field: typed})

    assert words in text(told)


async def test_the_role_of_everybody_manages_nothing(bureau: Bureau) -> None:
    panel = await bureau.use("settings")

    told = await bureau.choose(panel, "settings-managers", bureau.station.guild_id)

    assert "Choose another role" in text(told)


async def test_a_manager_role_manages_but_names_no_further_managers(bureau: Bureau) -> None:
    role = bureau.person("Edda")
    refused = await bureau.use("feed list", by="Edda")
    panel = await bureau.use("settings")
    await bureau.choose(panel, "settings-managers", role)

    listed = await bureau.use("feed list", by="Edda")
    theirs = await bureau.use("settings", by="Edda")
    widened = await bureau.choose(theirs, "settings-managers", by="Edda")

    assert "Manage Server" in text(refused)
    assert "1 feed" in text(listed)
    assert "Only who has Manage Server" in text(widened)


async def test_status_and_help_say_how_it_is_and_what_can_be_done(bureau: Bureau) -> None:
    status = await bureau.use("status")
    mine = await bureau.use("help")
    theirs = await bureau.use("help", by=NORA)
    log = await bureau.use("feed log")

    assert "All is well" in text(status)
    assert "1 feed, of which 0 paused" in text(status)
    assert "/filter add" in text(mine)
    assert "/filter add" not in text(theirs)
    assert "followed The Alderhaven Post" in text(log)


# --- Stories ---


async def test_a_story_is_hidden_after_a_question(bureau: Bureau) -> None:
    [offered] = await bureau.offered("story hide", "story", headline(2)[:10])
    asked = await bureau.use("story hide", {"story": offered["value"]})
    told = await bureau.press(asked, "story-hide")
    await bureau.station.until(
        lambda: not bureau.discord.messages(bureau.channel), "the card to disappear"
    )

    assert headline(2) in text(asked)
    assert "Hidden" in text(told)


async def test_a_hidden_story_can_be_shown_again(bureau: Bureau) -> None:
    assert await bureau.offered("story unhide", "story") == []
    [story] = await bureau.offered("story hide", "story")
    await bureau.press(await bureau.use("story hide", {"story": story["value"]}), "story-hide")

    hidden = await bureau.offered("story unhide", "story", headline(2)[:10])
    told = await bureau.use("story unhide", {"story": hidden[0]["value"]})
    again = await bureau.use("story unhide", {"story": hidden[0]["value"]})

    assert hidden == [story]
    assert "posted again from now on" in text(told)
    assert "is not hidden here" in text(again)
    assert await bureau.offered("story unhide", "story") == []


async def test_an_article_is_split_from_its_story_and_joined_again(bureau: Bureau) -> None:
    async with Outlet("Saltmere Courier") as one, Outlet("Valdren Ledger") as other:
        for outlet, slug in zip((one, other), COLLISION, strict=False):
            outlet.tell(slug)
        titles = [copy.title for outlet in (one, other) for copy in outlet.copies.values()]
        for each in (one, other):
            panel = await bureau.use("feed add", {"url": each.feed})
            await bureau.press(panel, "feed-follow")
        story = await shown_as_one(bureau, titles)

        asked = await bureau.use("story split", {"story": story})
        [article] = [each for each in options(asked) if titles[1] in each["label"]]
        split = await bureau.choose(asked, "story-split", article["value"])
        apart = await stories_of(bureau, titles)
        joining = await bureau.use("story merge", {"story": apart[0], "other": apart[1]})
        joined = await bureau.press(joining, "story-merge")
        together = await stories_of(bureau, titles)

    assert "a story of its own now" in text(split)
    assert apart[0] == story != apart[1]
    assert all(title in text(joining) for title in titles)
    assert "one story now" in text(joined)
    assert set(together) == {story}


async def shown_as_one(bureau: Bureau, titles: Sequence[str]) -> str:
    """The id of the story that all these articles tell, once a card shows it."""

    async def story() -> str | None:
        found = await stories_of(bureau, titles)
        offered = {each["value"] for each in await bureau.offered("story split", "story")}
        is_one = len(found) == len(titles) and len(set(found)) == 1
        return found[0] if is_one and found[0] in offered else None

    await bureau.station.until(story, "one story")
    found = await story()
    assert found
    return found


async def stories_of(bureau: Bureau, titles: Sequence[str]) -> list[str]:
    """The stories that these articles belong to, of those that were placed."""
    found = []
    for title in titles:
        with contextlib.suppress(Refusal):
            found.append(str((await bureau.desk.tracing.why(Actor(), title)).story_id))
    return found


def options(shown: Shown) -> list[dict[str, Any]]:
    """What can be chosen in the first menu."""
    return list(shown.payload["components"][0]["components"][0]["options"])


async def test_a_story_of_one_article_cannot_be_split(bureau: Bureau) -> None:
    [offered] = await bureau.offered("story split", "story", "")

    told = await bureau.use("story split", {"story": offered["value"]})

    assert "nothing to split" in text(told)


# --- Who may what, panels, languages ---


COMMANDS = {
    "feed add": {"url": "https://a.example/feed"},
    "feed list": {},
    "feed log": {},
    "feed show": {"feed": "1"},
    "feed test": {"feed": "1"},
    "feed pause": {"feed": "1"},
    "feed resume": {"feed": "1"},
    "feed remove": {"feed": "1"},
    "feed move": {"feed": "1", "url": "https://a.example/feed"},
    "filter add": {"kind": "never", "rule": "cup"},
    "filter list": {},
    "filter remove": {"filter": "1"},
    "filter test": {},
    "opml export": {},
    "story hide": {"story": "1"},
    "story unhide": {"story": "1"},
    "story reports": {},
    "story split": {"story": "1"},
    "story merge": {"story": "1", "other": "2"},
    "why": {"about": "anything"},
    "settings": {},
    "status": {},
}


async def test_members_may_use_nothing_of_the_moderators(bureau: Bureau) -> None:
    for command, options in COMMANDS.items():
        told = await bureau.use(command, options, by=NORA)

        assert "Manage Server" in text(told), command
    asked = bureau.discord.command(bureau.channel, "feed edit", {"feed": "1"}, by=NORA)
    assert "Manage Server" in text(await bureau.answer(asked))


async def test_another_servers_ids_are_unknown(bureau: Bureau) -> None:
    discord, feed = bureau.discord, await only_feed(bureau)
    elsewhere = discord.add_guild("Elsewhere")
    channel = discord.add_channel(elsewhere, "news")
    bureau.person("Olga", rights=1 << 5, guild=elsewhere)
    await bureau.use("filter add", {"kind": "never", "rule": "cup"})
    [card] = discord.messages(bureau.channel)
    jump = f"https://discord.com/channels/{elsewhere}/{channel}/{card.id}"
    refused = {
        "feed show": ({"feed": feed}, "No such feed"),
        "feed pause": ({"feed": feed}, "No such feed"),
        "feed remove": ({"feed": feed}, "No such feed"),
        "feed test": ({"feed": feed}, "No such feed"),
        "filter remove": ({"filter": "1"}, "no such filter"),
        "why": ({"about": jump}, "is known by that"),
        "story hide": ({"story": "1"}, "no such story"),
        "story unhide": ({"story": "1"}, "is not hidden here"),
        "story split": ({"story": "1"}, "no such story"),
        "story merge": ({"story": "1", "other": "2"}, "no such story"),
        "feed resume": ({"feed": feed}, "No such feed"),
        "feed move": ({"feed": feed, "url": "https://a.example/"}, "No such feed"),
        "filter add": ({"kind": "never", "rule": "cup", "feed": feed}, "No such feed"),
        "filter test": ({"feed": feed}, "No such feed"),
    }

    for command, (options, words) in refused.items():
        told = await bureau.use(command, options, by="Olga", channel=channel)

        assert words in text(told), command
    assert len(await bureau.followings()) == 1


async def test_unknown_ids_are_refused_in_words(bureau: Bureau) -> None:
    for command, options in {
        "feed show": {"feed": "999"},
        "feed pause": {"feed": "no feed of this name"},
        "filter remove": {"filter": "999"},
        "story hide": {"story": "999"},
        "story merge": {"story": "none", "other": "none"},
    }.items():
        told = await bureau.use(command, options)

        assert "fault in Newsdesk" not in text(told), command
        assert "o such" in text(told), command


async def test_a_panel_obeys_only_whoever_opened_it(bureau: Bureau) -> None:
    panel = await bureau.use("feed list")
    number = int(part(panel, "feed-open").split(":")[2])

    with pytest.raises(Exception, match="panel-others"):
        await bureau.desk.panels.read(
            number,  # type: ignore[arg-type]  # a plain number
            Actor(GuildId(bureau.station.guild_id), 1),
        )


async def test_words_are_those_of_whoever_asks(bureau: Bureau) -> None:
    bureau.person("Dora", rights=1 << 5, locale="de")
    bureau.person("Flora", rights=1 << 5, locale="fr")

    german = await bureau.use("feed list", by="Dora")
    french = await bureau.use("help", by="Flora")
    refused = await bureau.use("feed show", {"feed": "999"}, by="Dora")

    assert "letzte Karte" in text(german)
    assert "Lire et questionner" in text(french)
    assert "/feed list" in text(refused)
    assert "No such feed" not in text(refused)


async def test_two_removals_are_one(bureau: Bureau) -> None:
    feed = await only_feed(bureau)
    bureau.person("Edda", rights=1 << 5)
    mine = await bureau.use("feed remove", {"feed": feed})
    theirs = await bureau.use("feed remove", {"feed": feed}, by="Edda")

    first = await bureau.press(mine, "feed-remove")
    second = await bureau.press(theirs, "feed-remove", by="Edda")

    assert "no longer followed" in text(first)
    assert "No such feed" in text(second)


async def test_nothing_is_offered_to_who_may_not_choose_it(bureau: Bureau) -> None:
    await bureau.use("filter add", {"kind": "never", "rule": "cup"})
    typing = (
        ("feed show", "feed"),
        ("feed move", "feed"),
        ("filter add", "feed"),
        ("filter remove", "filter"),
        ("story split", "story"),
        ("story unhide", "story"),
        ("why", "about"),
    )

    for command, option in typing:
        assert await bureau.offered(command, option, by=NORA) == [], command
    offered = {command: await bureau.offered(command, option) for command, option in typing}

    assert [command for command, found in offered.items() if not found] == ["story unhide"]


async def test_an_administrator_without_further_rights_manages(bureau: Bureau) -> None:
    bureau.person("Ada", rights=Permission.ADMINISTRATOR)

    listed = await bureau.use("feed list", by="Ada")

    assert "1 feed" in text(listed)


async def test_choices_are_shown_in_every_language(bureau: Bureau) -> None:
    [command] = [each for each in bureau.discord.commands[None] if each["name"] == "filter"]
    [add] = [each for each in command["options"] if each["name"] == "add"]
    [kind] = [each for each in add["options"] if each["name"] == "kind"]

    shown = [(each["value"], each["name"], each["name_localizations"]) for each in kind["choices"]]

    assert [value for value, *_ in shown] == ["only", "never"]
    assert all(set(others) == {"de", "fr"} for *_, others in shown)
    assert len({name for _, name, others in shown for name in (name, *others.values())}) == 6
