"""A moderator sets feeds up by slash command, on a whole bot over real sockets."""

from tests.fiction import headline, lay_out
from tests.fronts.discord.moderators.bureau import (
    MONA,
    NORA,
    Bureau,
    open_bureau,
    part,
    text,
)


async def subscribed(bureau: Bureau, count: int = 3, **options: object) -> str:
    """Mona follows a feed in the channel at hand; its address."""
    url = bureau.feed(count)
    panel = await bureau.use("feed add", {"url": url, **options})
    await bureau.press(panel, "feed-follow")
    return url


async def only_feed(bureau: Bureau) -> str:
    """The only feed, as a chosen option names it."""
    [following] = await bureau.followings()
    return str(following.subscription.id)


# --- Adding ---


async def test_a_feed_is_shown_as_a_card_before_it_is_followed(sqlite_url: str) -> None:
    async with open_bureau(sqlite_url) as bureau:
        panel = await bureau.use("feed add", {"url": bureau.feed(3)})

        assert headline(2) in text(panel)
        assert "Subscribe" in text(panel)
        assert await bureau.followings() == []


async def test_a_followed_feed_brings_its_newest_entry_at_once(database_url: str) -> None:
    async with open_bureau(database_url) as bureau:
        panel = await bureau.use("feed add", {"url": bureau.feed(3)})
        told = await bureau.press(panel, "feed-follow")
        titles = await bureau.station.posted(bureau.channel, 1)

    assert "is followed in" in text(told)
    assert titles == [headline(2)]


async def test_a_name_of_ones_own_is_shown_from_the_first_card_on(sqlite_url: str) -> None:
    async with open_bureau(sqlite_url) as bureau:
        await subscribed(bureau, name="Harbour desk")
        await bureau.station.posted(bureau.channel, 1)
        [card] = bureau.discord.messages(bureau.channel)

    assert "Harbour desk" in card.payload["embeds"][0]["author"]["name"]


async def test_another_channel_can_be_chosen_on_the_panel(sqlite_url: str) -> None:
    async with open_bureau(sqlite_url) as bureau:
        other = bureau.station.channel("ferries")
        panel = await bureau.use("feed add", {"url": bureau.feed(1)})
        panel = await bureau.choose(panel, "feed-place", other)
        await bureau.press(panel, "feed-follow")
        [following] = await bureau.followings()

    assert following.subscription.channel_id == other


async def test_a_channel_where_newsdesk_may_not_post_is_not_taken(sqlite_url: str) -> None:
    async with open_bureau(sqlite_url) as bureau:
        shut = bureau.station.channel("shut")
        bureau.discord.deny(shut, 1 << 14)  # Embed Links
        panel = await bureau.use("feed add", {"url": bureau.feed(1)})
        panel = await bureau.choose(panel, "feed-place", shut)

    assert "lacks Embed Links" in text(panel)
    [yes] = [
        each
        for row in panel.payload["components"]
        for each in row["components"]
        if each.get("custom_id") == part(panel, "feed-follow")
    ]
    assert yes["disabled"] is True


async def test_what_is_cancelled_is_not_followed(sqlite_url: str) -> None:
    async with open_bureau(sqlite_url) as bureau:
        panel = await bureau.use("feed add", {"url": bureau.feed(1)})
        told = await bureau.press(panel, "cancel")
        followings = await bureau.followings()

    assert "Nothing was changed" in text(told)
    assert followings == []


async def test_of_two_presses_one_follows(sqlite_url: str) -> None:
    async with open_bureau(sqlite_url) as bureau:
        panel = await bureau.use("feed add", {"url": bureau.feed(1)})
        pressed = part(panel, "feed-follow")
        first = bureau.discord.press(panel.message, pressed, by=MONA)
        second = bureau.discord.press(panel.message, pressed, by=MONA)
        await bureau.discord.until(lambda: first.followups or second.followups, "a refusal")
        await bureau.station.until(bureau.followings, "the feed")
        followings = await bureau.followings()

    assert len(followings) == 1


async def test_what_is_wrong_with_an_address_is_said_and_what_to_do(sqlite_url: str) -> None:
    async with open_bureau(sqlite_url) as bureau:
        none = await bureau.use("feed add", {"url": bureau.stand.page("/plain", "<p>No feed.</p>")})
        gone = await bureau.use("feed add", {"url": bureau.stand.url("/nowhere")})
        odd = await bureau.use("feed add", {"url": "not an address at all"})

    assert "feed" in text(none)
    assert "404" in text(gone) or "not there" in text(gone)
    assert "address" in text(odd)


# --- Seeing ---


async def test_the_list_shows_health_and_opens_a_feed(sqlite_url: str) -> None:
    async with open_bureau(sqlite_url) as bureau:
        await subscribed(bureau)
        await bureau.station.posted(bureau.channel, 1)
        listed = await bureau.use("feed list")
        shown = await bureau.choose(listed, "feed-open", await only_feed(bureau))

    assert "1 feed" in text(listed)
    assert "last card <t:" in text(listed)
    assert "How much cards say: As set for the server" in text(shown)


async def test_the_list_of_many_feeds_is_paged(sqlite_url: str) -> None:
    async with open_bureau(sqlite_url) as bureau:
        for number in range(8):
            await bureau.station.follow(bureau.channel, bureau.stand.url(f"/feed-{number}"))
        first = await bureau.use("feed list")
        assert "Page 1 of 2" in text(first)
        second = await bureau.press(first, "feed-page:1")

        assert "Page 2 of 2" in text(second)


async def test_nothing_followed_says_how_to_begin(sqlite_url: str) -> None:
    async with open_bureau(sqlite_url) as bureau:
        told = await bureau.use("feed list")

    assert "/feed add" in text(told)


async def test_feeds_are_offered_by_what_is_typed(sqlite_url: str) -> None:
    async with open_bureau(sqlite_url) as bureau:
        await subscribed(bureau, name="Harbour desk")
        fitting = await bureau.offered("feed show", "feed", "harb")
        other = await bureau.offered("feed show", "feed", "mountain")
        refused = await bureau.offered("feed show", "feed", "harb", by=NORA)

    assert [each["name"][:12] for each in fitting] == ["Harbour desk"]
    assert other == refused == []


async def test_a_test_shows_the_card_and_every_decision(sqlite_url: str) -> None:
    async with open_bureau(sqlite_url) as bureau:
        await subscribed(bureau)
        await bureau.station.posted(bureau.channel, 1)
        told = await bureau.use("feed test", {"feed": await only_feed(bureau)})
        cards = bureau.discord.messages(bureau.channel)

    assert headline(2) in text(told)
    assert len(told.payload["embeds"]) == 2
    assert len(cards) == 1


# --- Changing ---


async def test_editing_a_feed_is_two_forms(sqlite_url: str) -> None:
    async with open_bureau(sqlite_url) as bureau:
        other = bureau.station.channel("ferries")
        role = bureau.person("Sailors")
        await subscribed(bureau)
        asked = bureau.discord.command(
            bureau.channel, "feed edit", {"feed": await only_feed(bureau)}, by=MONA
        )
        panel = await bureau.fill(
            asked,
            {
                "name": "Harbour desk",
                "language": "de",
                "style": "brief",
                "summaries": "request",
                "image": "off",
            },
        )
        panel = await bureau.fill(
            bureau.opens(panel, "feed-edit-place"),
            {"channel": [other], "threads": "always", "mention": [role]},
        )
        [following] = await bureau.followings()
        wish = following.subscription

    assert (wish.manner.name, wish.language, wish.style) == ("Harbour desk", "de", "brief")
    assert (wish.manner.summaries, wish.manner.image) == ("request", False)
    assert (wish.channel_id, wish.manner.threads, wish.manner.mention) == (other, "always", role)
    assert "Saved" in text(panel)


async def test_a_paused_feed_posts_nothing_until_it_is_resumed(sqlite_url: str) -> None:
    async with open_bureau(sqlite_url) as bureau:
        await subscribed(bureau)
        await bureau.station.posted(bureau.channel, 1)
        feed = await only_feed(bureau)
        paused = await bureau.use("feed pause", {"feed": feed})
        [following] = await bureau.followings()
        resumed = await bureau.press(paused, "feed-resume")
        [after] = await bureau.followings()

    assert "Paused" in text(paused)
    assert following.subscription.paused_at is not None
    assert after.subscription.paused_at is None
    assert "Resumed" in text(resumed)


async def test_a_feed_is_removed_after_a_question(sqlite_url: str) -> None:
    async with open_bureau(sqlite_url) as bureau:
        await subscribed(bureau)
        asked = await bureau.use("feed remove", {"feed": await only_feed(bureau)})
        assert len(await bureau.followings()) == 1
        told = await bureau.press(asked, "feed-remove")

        assert "no longer followed" in text(told)
        assert await bureau.followings() == []


async def test_a_moved_feed_keeps_its_settings_and_posts_nothing_old(sqlite_url: str) -> None:
    async with open_bureau(sqlite_url) as bureau:
        await subscribed(bureau, name="Harbour desk")
        await bureau.station.posted(bureau.channel, 1)
        moved = lay_out(bureau.stand, 3, feed="/moved.xml")
        panel = await bureau.use("feed move", {"feed": await only_feed(bureau), "url": moved})
        told = await bureau.press(panel, "feed-follow")
        [following] = await bureau.followings()

    assert "is read from" in text(told)
    assert following.feed.url == moved
    assert following.subscription.manner.name == "Harbour desk"
