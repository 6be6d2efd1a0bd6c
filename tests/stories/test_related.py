"""Which earlier articles a card links to, and the reason it gives."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.news import Article, ArticleId, Candidate, StoryId
from bot.stories.related import likeness, relate
from bot.stories.terms import TermCounts
from bot.terms import terms

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
OWN = StoryId(1)
TITLE = "Council approves flood barrier for Tern Bay"
TEXT = (
    "The harbour council of Tern Bay approved a flood barrier on Friday. Mayor Ada Moss said the "
    "barrier would protect the fish market from the sea. Fishermen fear for the herring fleet."
)
SAME = (
    "The council in Tern Bay voted for a flood barrier on Friday. Mayor Ada Moss called it the end "
    "of wet feet in the fish market, while fishermen worried about herring."
)
BEFORE = (
    "High water closed the fish market of Tern Bay for two days. The council spoke of a barrier "
    "against the flood, but shopkeepers on Quay Street did not believe it."
)
FISHING = (
    "The herring fleet landed its largest catch in ten years, and fishermen from the bay sold most "
    "of it abroad before noon on the quay."
)
STRANGER = "A brass band from the hills won the singing prize with a waltz about goats and cheese."
NOISE = (
    "The library bought new books on stars and planets for the winter season.",
    "A violin was found in a train and given back to the player in the evening.",
    "The school kitchen cooks with beans, leeks and apples from the garden.",
    "Two painters showed pictures of clouds in the old station.",
    "The bus to the airport leaves every hour from the bridge.",
)


def counted(*texts: str) -> TermCounts:
    counts = TermCounts()
    for text in (TEXT, SAME, BEFORE, FISHING, STRANGER, *NOISE, *texts):
        counts.add(terms(text))
    return counts


def article(title: str = TITLE, text: str = TEXT) -> Article:
    return Article(
        url="https://harbour.example/barrier?from=feed",
        canonical_url="https://harbour.example/barrier",
        title=title,
        published_at=NOW - timedelta(hours=1),
        source="The Harbour Post",
        text=text,
    )


def candidate(
    title: str,
    text: str,
    *,
    ago: timedelta = timedelta(hours=3),
    source: str = "Tern Courier",
    url: str | None = None,
    story_id: int | None = None,
) -> Candidate:
    return Candidate(
        article_id=ArticleId(len(title)),
        title=title,
        text=text,
        url=url or f"https://courier.example/{len(title)}",
        published_at=NOW - ago,
        source=source,
        story_id=StoryId(len(title) + 1_000 if story_id is None else story_id),
    )


SAME_EVENT = candidate("Tern Bay votes for flood barrier", SAME)
FLOOD = candidate("Flood closes fish market in Tern Bay", BEFORE, ago=timedelta(days=40))
HERRING = candidate("Herring fleet lands record catch", FISHING, ago=timedelta(days=5))
BAND = candidate("Brass band wins prize", STRANGER)


def test_the_most_alike_come_first_and_strangers_not_at_all() -> None:
    related = relate(
        article(), [BAND, HERRING, FLOOD, SAME_EVENT], counted(), now=NOW, story_id=OWN
    )

    assert [link.title for link in related][:2] == [SAME_EVENT.title, FLOOD.title]
    assert BAND.title not in [link.title for link in related]
    assert all(0.10 <= link.score <= 1 for link in related)


def test_a_link_to_the_same_event_says_who_tells_it() -> None:
    (link,) = relate(article(), [SAME_EVENT], counted(), now=NOW, story_id=OWN)

    assert link.why == "same event, told by Tern Courier"


def test_an_earlier_report_of_the_same_outlet_says_when() -> None:
    own = candidate("Tern Bay to vote on flood barrier", SAME, source="The Harbour Post")

    (link,) = relate(article(), [own], counted(), now=NOW, story_id=OWN)

    assert link.why == "same event, earlier today"


@pytest.mark.parametrize(
    ("ago", "when"),
    [
        (timedelta(hours=4), "earlier today"),
        (timedelta(hours=20), "yesterday"),
        (timedelta(days=5), "5 days ago"),
        (timedelta(days=40), "11 October 2026"),
    ],
)
def test_other_links_say_when_and_name_the_words_both_share(ago: timedelta, when: str) -> None:
    old = candidate(HERRING.title, FISHING, ago=ago)

    (link,) = relate(article(), [old], counted(), now=NOW, story_id=OWN, floor=0.01)

    assert link.why == f"{when} · about: fleet, herring, Bay"


def test_words_in_a_reason_are_spelled_as_the_article_spells_them() -> None:
    title = "Müller-Brücke in Sankt Goarsberg gesperrt"
    old = candidate("Goarsberg streitet um Müller-Brücke", "", ago=timedelta(days=30))

    (link,) = relate(article(title, ""), [old], counted(), now=NOW, story_id=OWN)

    said = link.why.removeprefix("21 October 2026 · about: ")
    assert set(said.split(", ")) == {"Goarsberg", "Müller", "Brücke"}


def test_only_earlier_articles_are_linked() -> None:
    later = candidate("Tern Bay votes for flood barrier", SAME, ago=timedelta(minutes=30))

    assert relate(article(), [later], counted(), now=NOW, story_id=OWN) == ()


@pytest.mark.parametrize(
    "url",
    [
        "https://harbour.example/barrier",
        "http://www.harbour.example/barrier/#top",
        "https://harbour.example/barrier?from=feed",
    ],
)
def test_an_article_is_not_related_to_itself(url: str) -> None:
    itself = candidate(TITLE, SAME, url=url)

    assert relate(article(), [itself], counted(), now=NOW, story_id=OWN) == ()


def test_a_copy_in_the_same_outlet_is_the_article_itself() -> None:
    copy = candidate(TITLE, TEXT, source="The Harbour Post")

    assert relate(article(), [copy], counted(), now=NOW, story_id=OWN) == ()


def test_several_tellings_of_one_event_give_one_link() -> None:
    tellings = [candidate(SAME_EVENT.title + "!" * n, SAME) for n in range(3)]

    related = relate(article(), [*tellings, FLOOD], counted(), now=NOW, story_id=OWN)

    assert [link.title for link in related] == [tellings[0].title, FLOOD.title]


def test_the_newer_of_two_equally_alike_comes_first() -> None:
    older = candidate(SAME_EVENT.title, SAME, ago=timedelta(hours=9), url="https://a.example/")
    newer = candidate(SAME_EVENT.title, SAME, ago=timedelta(hours=2), url="https://b.example/")

    related = relate(article(), [older, newer], counted(), now=NOW, story_id=OWN)

    assert [link.url for link in related] == [newer.url]


def test_a_link_names_its_story() -> None:
    (link,) = relate(article(), [FLOOD], counted(), now=NOW, story_id=OWN)

    assert link.story_id == FLOOD.story_id


def test_an_article_is_not_related_to_its_own_story() -> None:
    told_before = candidate(FLOOD.title, BEFORE, story_id=OWN)

    assert relate(article(), [told_before], counted(), now=NOW, story_id=OWN) == ()


def test_stories_that_a_moderator_called_unrelated_stay_so() -> None:
    other = StoryId(77)
    flood = replace(FLOOD, story_id=other)

    related = relate(
        article(), [flood, HERRING], counted(), now=NOW, story_id=OWN, unrelated={other}
    )

    assert FLOOD.title not in [link.title for link in related]


def test_a_story_is_linked_once_by_its_article_that_is_most_alike() -> None:
    flood = candidate(FLOOD.title, BEFORE, ago=timedelta(days=5), story_id=7)
    herring = candidate(HERRING.title, FISHING, story_id=7)

    related = relate(article(), [herring, flood], counted(), now=NOW, story_id=OWN, floor=0.01)

    assert [link.url for link in related] == [flood.url]


def test_an_article_published_at_the_same_moment_is_not_earlier() -> None:
    twin = candidate(FLOOD.title, BEFORE, ago=timedelta(hours=1))

    assert relate(article(), [twin], counted(), now=NOW, story_id=OWN) == ()


def test_there_are_never_more_links_than_asked_for() -> None:
    related = relate(
        article(), [SAME_EVENT, FLOOD, HERRING], counted(), now=NOW, story_id=OWN, limit=1
    )

    assert len(related) == 1


def test_an_archive_of_one_event_alone_still_links_its_tellings() -> None:
    counts = TermCounts()
    for text in (TEXT, SAME):
        counts.add(terms(text))

    assert len(relate(article(), [SAME_EVENT], counts, now=NOW, story_id=OWN)) == 1


def test_an_archive_without_anything_gives_no_links() -> None:
    assert relate(article(), [], TermCounts(), now=NOW, story_id=OWN) == ()


def test_hostile_candidates_do_no_harm() -> None:
    hostile = candidate("\ud800\0" * 1_000, "(" * 100_000, url="http://[")

    assert relate(article(), [hostile], counted(), now=NOW, story_id=OWN) == ()


def test_likeness_is_symmetric_and_bounded() -> None:
    counts = counted()

    there, back = likeness(article(), FLOOD, counts), likeness(FLOOD, article(), counts)

    assert there == pytest.approx(back)
    assert likeness(article(), article(), counts) == pytest.approx(1.0)
    assert likeness(article(), BAND, counts) < 0.10
