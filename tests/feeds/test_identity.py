"""Which entries are new, which are edited, and which are known: awkward feeds, one by one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.identity import file_entries, fingerprints
from bot.news import Dating, Entry, EntryId, Filing, Fingerprint, KnownEntry

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TEXT = "The swing bridge at the harbour stays shut until Friday, the city engineer said."


def entry(number: int, **changes: object) -> Entry:
    """An honest entry: own guid, own link, own words, an hour older than the one before."""
    honest = Entry(
        guid=f"harbour-{number}",
        link=f"https://harbour.example/{number}",
        title=f"Headline number {number} of the harbour",
        summary=f"{TEXT} This is report number {number}.",
        published_at=NOW - timedelta(hours=number),
    )
    return replace(honest, **changes)  # type: ignore[arg-type]  # fields by name keep the tests short


def remembered(entries: Sequence[Entry]) -> list[KnownEntry]:
    """What storage knows after a first poll of these entries."""
    first = file_entries(entries, [], first=True, first_poll_shows=1, now=NOW)
    return [
        KnownEntry(id=EntryId(number), fingerprint=new.fingerprint)
        for number, new in enumerate(first.new, start=1)
    ]


def poll(entries: Sequence[Entry], known: Sequence[KnownEntry]) -> Filing:
    """A later poll of a known feed."""
    return file_entries(entries, known, first=False, first_poll_shows=1, now=NOW)


def guids(filing: Filing) -> list[str | None]:
    return [new.entry.guid for new in filing.new]


# The first poll


def test_the_first_poll_stores_all_oldest_first_and_shows_the_newest() -> None:
    feed = [entry(number) for number in (1, 2, 3)]

    filing = file_entries(feed, [], first=True, first_poll_shows=1, now=NOW)

    assert [(new.entry.guid, new.shown) for new in filing.new] == [
        ("harbour-3", False),
        ("harbour-2", False),
        ("harbour-1", True),
    ]


@pytest.mark.parametrize(("shows", "shown"), [(0, 0), (2, 2), (99, 3)])
def test_the_first_poll_shows_as_many_as_the_setting_says(shows: int, shown: int) -> None:
    feed = [entry(number) for number in (1, 2, 3)]

    filing = file_entries(feed, [], first=True, first_poll_shows=shows, now=NOW)

    assert sum(new.shown for new in filing.new) == shown


def test_the_first_poll_of_a_big_feed_is_no_flood() -> None:
    feed = [entry(number) for number in range(50)]

    filing = file_entries(feed, [], first=True, first_poll_shows=1, now=NOW)

    assert (len(filing.new), filing.report) == (50, "")


def test_of_entries_without_dates_the_first_in_the_document_is_the_newest() -> None:
    feed = [entry(number, published_at=None) for number in (1, 2, 3)]

    filing = file_entries(feed, [], first=True, first_poll_shows=1, now=NOW)

    assert guids(filing) == ["harbour-3", "harbour-2", "harbour-1"]


# What is known


def test_a_new_entry_beside_known_ones_is_shown() -> None:
    feed = [entry(number) for number in (2, 3)]

    filing = poll([entry(1), *feed], remembered(feed))

    assert [(new.entry.guid, new.shown) for new in filing.new] == [("harbour-1", True)]


def test_an_entry_that_was_dropped_and_comes_back_is_known() -> None:
    known = remembered([entry(1), entry(2)])

    filing = poll([entry(2)], known)

    assert filing == Filing()


@pytest.mark.parametrize(
    "changed",
    [
        {"guid": "other"},
        {"guid": None},
        {"guid": "other", "link": "http://www.harbour.example/1/?utm_source=rss"},
        {"guid": "other", "link": "https://mirror.example/copy"},
        {"guid": "other", "link": None},
        {"link": "https://harbour.example/moved"},
        {"published_at": NOW, "updated_at": NOW},
        {"summary": f"<p>{TEXT}</p>\n\n<b>This</b> is report number 1.<img src='pixel?77'>"},
    ],
)
def test_an_entry_is_known_under_another_guid_link_date_or_layout(
    changed: dict[str, object],
) -> None:
    known = remembered([entry(1)])

    filing = poll([entry(1, **changed)], known)

    assert filing == Filing()


def test_a_site_that_moves_to_https_brings_nothing_new() -> None:
    old = [entry(n, guid=f"http://a.example/?p={n}", link=None, summary="") for n in (1, 2)]
    new = [replace(each, guid=f"https://{(each.guid or '')[7:]}") for each in old]

    filing = poll(new, remembered(old))

    assert filing == Filing()


def test_random_guids_and_nothing_but_a_title_bring_nothing_new() -> None:
    bare = Entry(guid="random-1", link="https://harbour.example/", title="The harbour today")

    filing = poll([replace(bare, guid="random-2")], remembered([bare]))

    assert filing == Filing()


def test_the_same_headline_every_day_under_another_link_is_new() -> None:
    daily = [
        entry(number, title="Daily briefing", summary="All the news to start your day, in brief.")
        for number in (1, 2)
    ]

    filing = poll(daily, remembered(daily[1:]))

    assert guids(filing) == ["harbour-1"]


def test_a_text_that_a_whole_document_repeats_is_a_formula_and_identifies_nothing() -> None:
    formula = [entry(number, title="Daily briefing", summary=TEXT * 9) for number in range(4)]

    filing = file_entries(formula, [], first=True, first_poll_shows=1, now=NOW)

    assert len(filing.new) == 4


def test_an_entry_without_anything_is_dropped() -> None:
    blank = Entry(guid=" ", link="", title="\n", published_at=NOW)

    filing = poll([blank, entry(1)], remembered([entry(1)]))

    assert filing == Filing()


# Guids and links that lie


def test_a_guid_that_repeats_inside_one_feed_is_not_trusted() -> None:
    feed = [entry(number, guid="same") for number in (1, 2, 3)]

    filing = file_entries(feed, [], first=True, first_poll_shows=1, now=NOW)

    assert [new.fingerprint.key for new in filing.new] == [
        "link:harbour.example/3",
        "link:harbour.example/2",
        "link:harbour.example/1",
    ]


def test_a_guid_that_begins_to_repeat_makes_only_the_stranger_new() -> None:
    feed = [entry(1, guid="same"), entry(2, guid="same")]

    filing = poll(feed, remembered(feed[1:]))

    assert [new.entry.link for new in filing.new] == ["https://harbour.example/1"]


def test_guids_that_number_the_places_of_a_feed_are_not_trusted() -> None:
    yesterday = [entry(number, guid=str(number - 4)) for number in (5, 6, 7)]
    today = [entry(number, guid=str(number - 3)) for number in (4, 5, 6)]

    filing = poll(today, remembered(yesterday))

    assert [new.fingerprint.key for new in filing.new] == ["link:harbour.example/4"]
    assert filing.edited == ()


def test_a_repeated_guid_without_links_leaves_title_and_content() -> None:
    feed = [entry(number, guid="same", link=None) for number in (1, 2)]

    filing = file_entries(feed, [], first=True, first_poll_shows=1, now=NOW)

    assert [new.fingerprint.key[:5] for new in filing.new] == ["text:", "text:"]


def test_one_entry_listed_twice_is_filed_once_and_keeps_its_guid() -> None:
    filing = file_entries([entry(1), entry(1)], [], first=True, first_poll_shows=1, now=NOW)

    assert [new.fingerprint.key for new in filing.new] == ["guid:harbour-1"]


def test_one_entry_listed_under_two_sections_is_filed_once() -> None:
    sections = [entry(1), entry(1, guid="sport-1", link="https://harbour.example/sport/1")]

    filing = file_entries(sections, [], first=True, first_poll_shows=1, now=NOW)

    assert guids(filing) == ["harbour-1"]


def test_a_link_that_many_headlines_share_is_a_place_and_identifies_nothing() -> None:
    episodes = [entry(number, link="https://harbour.example/podcast") for number in range(1, 5)]

    filing = poll(episodes, remembered(episodes[1:]))

    assert guids(filing) == ["harbour-1"]


def test_a_front_page_as_link_identifies_nothing() -> None:
    episodes = [entry(number, link="https://harbour.example/") for number in (1, 2)]

    filing = poll(episodes, remembered(episodes[1:]))

    assert guids(filing) == ["harbour-1"]


def test_entries_with_nothing_but_a_shared_link_and_titles_are_told_apart() -> None:
    bare = [
        Entry(link="https://harbour.example/live", title=f"Tide table for pier {number}")
        for number in range(4)
    ]

    filing = poll(bare, remembered(bare[1:]))

    assert [new.entry.title for new in filing.new] == ["Tide table for pier 0"]


# Edits


@pytest.mark.parametrize("guid", ["harbour-1", "harbour-1#2", None])
def test_a_changed_text_under_a_known_guid_or_link_is_an_edit(guid: str | None) -> None:
    edited = entry(1, guid=guid, title="Bridge opens early", summary=TEXT * 2)

    filing = poll([edited], remembered([entry(1)]))

    assert (filing.new, [(each.id, each.entry) for each in filing.edited]) == ((), [(1, edited)])


def test_an_edit_is_an_edit_only_once() -> None:
    edited = entry(1, title="Bridge opens early")
    filed = poll([edited], remembered([entry(1)])).edited[0]

    filing = poll([edited], [KnownEntry(id=filed.id, fingerprint=filed.fingerprint)])

    assert filing == Filing()


def test_two_versions_in_one_document_do_not_take_turns() -> None:
    versions = [entry(1, guid="second", title="Bridge shut until Sunday"), entry(1)]

    filing = poll(versions, remembered([entry(1)]))

    assert filing == Filing()


def test_a_counter_that_ticks_is_no_edit() -> None:
    before, after = (entry(1, summary=f"{TEXT} <p>Comments: {count}</p>") for count in (7, 12))

    filing = poll([after], remembered([before]))

    assert filing == Filing()


def test_a_number_that_changes_in_the_news_is_an_edit() -> None:
    before, after = (entry(1, summary=f"{TEXT} There were {count} hurt.") for count in (7, 12))

    filing = poll([after], remembered([before]))

    assert len(filing.edited) == 1


def test_new_guids_links_and_texts_at_once_make_another_article() -> None:
    filing = poll([entry(2)], remembered([entry(1)]))

    assert guids(filing) == ["harbour-2"]


# Floods


def test_a_feed_that_looks_new_by_more_than_half_is_absorbed_silently_and_reported() -> None:
    known = remembered([entry(1), entry(2)])
    feed = [entry(number) for number in range(1, 21)]

    filing = poll(feed, known)

    assert {new.shown for new in filing.new} == {False}
    assert filing.report == "18 of 20 entries looked new at once: stored without showing them"


def test_half_a_feed_may_be_new() -> None:
    feed = [entry(number) for number in range(20)]

    filing = poll(feed, remembered(feed[10:]))

    assert ({new.shown for new in filing.new}, filing.report) == ({True}, "")


def test_a_handful_is_never_a_flood() -> None:
    feed = [entry(number) for number in range(5)]

    filing = poll(feed, [])

    assert ({new.shown for new in filing.new}, filing.report) == ({True}, "")


# Dates


@pytest.mark.parametrize(
    "date",
    [
        None,
        NOW + timedelta(days=1),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime.min.replace(tzinfo=UTC),
        datetime.max.replace(tzinfo=UTC),
    ],
)
def test_missing_future_and_absurd_dates_become_now_and_are_remembered_as_such(
    date: datetime | None,
) -> None:
    filing = poll([entry(1, published_at=date)], [])

    assert [(new.published_at, new.dating) for new in filing.new] == [(NOW, Dating.ASSUMED)]


def test_a_sane_update_stands_in_for_an_absurd_publication() -> None:
    updated = NOW - timedelta(hours=5)

    filing = poll([entry(1, published_at=None, updated_at=updated)], [])

    assert [(new.published_at, new.dating) for new in filing.new] == [(updated, Dating.STATED)]


def test_a_clock_a_little_fast_is_believed_but_never_ahead_of_ours() -> None:
    filing = poll([entry(1, published_at=NOW + timedelta(minutes=2))], [])

    assert [(new.published_at, new.dating) for new in filing.new] == [(NOW, Dating.STATED)]


# Hostile and random feeds

NAMES = st.sampled_from(
    ["a", "b", "c", "https://x.example/a", "https://x.example/b?id=2", "x" * 300]
)
ENTRIES = st.lists(
    st.builds(
        Entry,
        guid=st.none() | NAMES,
        link=st.none() | NAMES,
        title=NAMES | st.text(max_size=5),
        summary=st.sampled_from(["", "Read more", TEXT, TEXT * 4, "\ud800\x00<<<"]),
        published_at=st.none() | st.datetimes(timezones=st.just(UTC)),
    ),
    max_size=12,
)


@given(ENTRIES)
def test_a_document_seen_twice_brings_nothing_new(feed: list[Entry]) -> None:
    known = remembered(feed)

    filing = poll(feed, known)

    assert filing == Filing()


@given(ENTRIES, st.randoms())
def test_a_document_in_another_order_brings_nothing_new(feed: list[Entry], random: Random) -> None:
    known = remembered(feed)

    filing = poll(random.sample(feed, len(feed)), known)

    assert filing == Filing()


@given(ENTRIES, ENTRIES)
def test_storage_can_always_hold_what_is_filed(before: list[Entry], after: list[Entry]) -> None:
    known = remembered(before)

    filing = poll(after, known)

    keys = [each.fingerprint.key for each in filing.new]
    assert len({*keys, *(each.fingerprint.key for each in known)}) == len(keys) + len(known)
    assert all(len(key) <= 200 and key.isprintable() for key in keys)
    assert [new.published_at for new in filing.new] == sorted(
        new.published_at for new in filing.new
    )


@given(ENTRIES, ENTRIES)
def test_what_was_filed_is_known_the_next_time(before: list[Entry], after: list[Entry]) -> None:
    known = {each.id: each.fingerprint for each in remembered(before)}
    filing = poll(after, [KnownEntry(id=id_, fingerprint=it) for id_, it in known.items()])
    known |= {each.id: each.fingerprint for each in filing.edited}
    known |= {EntryId(100 + at): new.fingerprint for at, new in enumerate(filing.new)}

    again = poll(after, [KnownEntry(id=id_, fingerprint=it) for id_, it in known.items()])

    assert again == Filing()


@pytest.mark.timeout(20)
@pytest.mark.parametrize("noise", ["<", "<a ", "9", "9 ", "comments", "&#", " \x00", "\ud800"])
def test_a_megabyte_of_noise_is_read_in_one_go(noise: str) -> None:
    hostile = noise * (1_000_000 // len(noise))

    found = fingerprints([Entry(guid=hostile, link=hostile, title=hostile, content=hostile)])

    assert [len(each.key) <= 200 for each in found] == [True]


def test_fingerprints_are_made_for_every_entry_that_says_something() -> None:
    found = fingerprints([entry(1), Entry(), entry(2)])

    assert [type(each) for each in found] == [Fingerprint, Fingerprint]
