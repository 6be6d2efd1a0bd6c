"""The archive: what shares terms is found, the rarest terms first, on both databases alike."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.news import ArticleId
from bot.storage import Storage
from tests.storage.samples import NOW, article, new_entry, place, polled

LATER = NOW + timedelta(days=1)


async def archived(storage: Storage, *texts: str, published_at: datetime = NOW) -> list[ArticleId]:
    """Articles with these terms, in this order."""
    name = f"n{(await storage.counts()).feeds}"
    entries = (new_entry(1_000 - number) for number in range(len(texts)))
    feed = await polled(storage, *entries, name=name)
    found = []
    for terms in texts:
        filed = await storage.next_unread(feed.id)
        assert filed is not None
        read = replace(article("x" * 5_000), published_at=published_at)
        stored = await place(storage, filed.id, read, terms=terms)
        assert stored is not None
        found.append(stored.id)
    return found


async def ids(storage: Storage, *terms: str, before: datetime = LATER) -> list[ArticleId]:
    """The ids of the candidates for these terms."""
    return [each.article_id for each in await storage.candidates(terms, before=before)]


async def test_any_shared_term_makes_a_candidate(storage: Storage) -> None:
    ferry, pier, _mayor = await archived(storage, "ferry harbour", "pier", "mayor vote")

    assert set(await ids(storage, "ferry", "pier", "unheard")) == {ferry, pier}


async def test_a_candidate_brings_what_is_needed_to_compare_it(storage: Storage) -> None:
    [article_id] = await archived(storage, "ferry")

    [candidate] = await storage.candidates(["ferry"], before=LATER)

    assert candidate.article_id == article_id
    assert candidate.title == article().title
    assert candidate.text == "x" * 2_000
    assert candidate.url == article().canonical_url
    assert candidate.published_at == NOW
    assert candidate.source == article().source


async def test_a_rare_term_weighs_more_than_a_common_one(storage: Storage) -> None:
    *_common, rare = await archived(storage, *["harbour town"] * 8, "halvard town")

    assert (await ids(storage, "harbour", "halvard"))[0] == rare


async def test_more_shared_terms_weigh_more(storage: Storage) -> None:
    _one, two, _none = await archived(storage, "ferry crew", "ferry storm", "mayor vote")

    assert (await ids(storage, "ferry", "storm"))[0] == two


@pytest.mark.parametrize(
    "term",
    [
        "o'neill",
        'six"',
        "c++",
        "at&t",
        "(x)",
        "a:b",
        "x-ray",
        "naïve",
        "渡船",
        "AND",
        "*",
        "ferry*",
    ],
)
async def test_a_term_is_found_as_it_is_and_split_nowhere(storage: Storage, term: str) -> None:
    found, _other = await archived(storage, f"before {term} after", "o neill x ray c at t ferryman")

    assert await ids(storage, term) == [found]


async def test_only_earlier_articles_are_candidates(storage: Storage) -> None:
    [early] = await archived(storage, "ferry", published_at=NOW - timedelta(hours=1))
    await archived(storage, "ferry", published_at=NOW)

    assert await ids(storage, "ferry", before=NOW) == [early]


async def test_the_story_that_asks_is_no_candidate(storage: Storage) -> None:
    asking, other = await archived(storage, "ferry", "ferry")
    stored = await storage.article(asking)
    assert stored is not None

    found = await storage.candidates(["ferry"], before=LATER, besides=stored.story_id)

    assert [each.article_id for each in found] == [other]


async def test_only_later_articles_are_candidates_where_that_is_asked_for(storage: Storage) -> None:
    await archived(storage, "ferry", published_at=NOW - timedelta(hours=1))
    [late] = await archived(storage, "ferry", published_at=NOW)

    found = await storage.candidates(["ferry"], before=LATER, after=NOW - timedelta(hours=1))

    assert [each.article_id for each in found] == [late]


async def test_only_the_newest_articles_are_searched(storage: Storage) -> None:
    _oldest, second, third = await archived(storage, "ferry", "ferry", "ferry")

    found = await storage.candidates(["ferry"], before=LATER, window=2)

    assert {each.article_id for each in found} == {second, third}


async def test_no_more_candidates_come_than_were_asked_for(storage: Storage) -> None:
    await archived(storage, "ferry", "ferry", "ferry")

    assert len(await storage.candidates(["ferry"], before=LATER, limit=2)) == 2


@pytest.mark.parametrize("terms", [(), ("",), ("unheard",), ("\x00",)])
async def test_without_a_known_term_nothing_is_found(
    storage: Storage, terms: tuple[str, ...]
) -> None:
    await archived(storage, "ferry")

    assert await ids(storage, *terms) == []


async def test_an_article_read_again_is_found_by_its_new_terms_alone(storage: Storage) -> None:
    [article_id] = await archived(storage, "ferry")
    stored = await storage.article(article_id)
    assert stored is not None
    assert stored.entry_id is not None

    await place(storage, stored.entry_id, terms="pier")

    assert await ids(storage, "ferry") == []
    assert await ids(storage, "pier") == [article_id]


async def test_hostile_terms_are_kept_within_bounds(storage: Storage) -> None:
    [article_id] = await archived(storage, "x" * 100_000 + " " + "y " * 100_000)

    assert await ids(storage, "x" * 100_000) == [article_id]
    [terms] = [terms async for terms in storage.recent_terms()]
    assert len(terms.split()) == 20_000


async def test_the_archives_terms_are_walked_newest_first(storage: Storage) -> None:
    await archived(storage, "ferry  harbour", "pier", "mayor")

    walked = [terms async for terms in storage.recent_terms(2)]

    assert walked == ["mayor", "pier"]


async def test_a_long_archive_is_walked_page_by_page(storage: Storage) -> None:
    await archived(storage, *[f"t{number}" for number in range(110)])

    walked = [terms async for terms in storage.recent_terms()]

    assert walked == [f"t{number}" for number in range(109, -1, -1)]
