"""Who else tells a card's story, on every front."""

from dataclasses import replace
from typing import Any

import pytest

from bot.fronts import page, tellings, wording
from bot.fronts.discord.cards import RETRACTED, jump, layout
from bot.fronts.discord.updates import thread_of, update
from bot.fronts.json_cards import card_object
from bot.news import (
    Amendment,
    ArticleId,
    Card,
    ChannelId,
    Evidence,
    GuildId,
    Kind,
    MessageId,
    Notice,
    OwedEdit,
    Point,
    Posted,
    Related,
)
from tests.fronts.desk import (
    EDIT,
    FERRY,
    HOSTILE,
    NOW,
    article_of,
    card_of,
    modelled_card,
    telling,
)
from tests.fronts.test_terminal import printed, rows

BACK = Notice(Amendment.RETRACTED, "It was wrong.")
CORRECTED = article_of(FERRY, notice=Notice(Amendment.CORRECTED, "It was Monday."))
TAKEN_BACK = article_of(FERRY, notice=BACK)
OTHERS = (telling(2, "Courier"), telling(3, "Tide"))
CROWD = tuple(telling(number, f"Tide {number}") for number in range(2, 12))
WITHDRAWN = (telling(2, "Courier", notice=BACK),)
SHOWN = replace(EDIT, shown=card_of().summary)


def description(card: Card) -> str:
    return str(layout(card)["embeds"][0]["description"])


def test_an_outlet_is_named_once_and_the_leads_own_not_at_all() -> None:
    names = ("Courier", "The Harbour Post", "Courier", "Skerry Coast")
    card = card_of(also=tuple(telling(n, name) for n, name in enumerate(names, 2)))

    others = tellings.others(card)

    assert [(each.source, each.article_id) for each in others] == [
        ("Courier", 2),
        ("Skerry Coast", 5),
    ]


@pytest.mark.parametrize(
    ("outlets", "more"), [(1, ""), (8, ""), (9, "and 1 more"), (11, "and 3 more")]
)
def test_eight_outlets_are_named_and_the_rest_counted(outlets: int, more: str) -> None:
    card = card_of(also=tuple(telling(n, f"Outlet {n}") for n in range(2, 2 + outlets)))

    said = description(card)

    assert said.count("](https://outlet") == min(outlets, 8)
    assert said.count(more or "more") == bool(more)


def test_a_point_says_which_outlets_tell_it_where_that_is_not_the_cards_own_alone() -> None:
    own, other = Evidence("a", 0, 1), Evidence("b", 0, 1, ArticleId(2))
    later = Evidence("c", 0, 1, ArticleId(3))
    card = card_of(also=(telling(2, "Courier"), telling(3, "The Harbour Post")))

    told = [tellings.tellers(Point("It sank.", each), card) for each in ((own, other), (other,))]
    quiet = [tellings.tellers(Point("It sank.", each), card) for each in ((own, later), (own,))]

    assert told == [("The Harbour Post", "Courier"), ("Courier",)]
    assert quiet == [(), ()]
    assert tellings.tellers(Point("It sank.", ()), card) == ()


def test_an_outlet_that_took_its_article_back_is_told_as_such_wherever_it_is_named() -> None:
    point = Point("It sank.", (Evidence("b", 0, 1, ArticleId(2)),))
    card = card_of(also=(telling(2, "Courier", notice=BACK),))

    assert tellings.tellers(point, card) == ("Courier (since retracted)",)
    assert "Courier **has retracted its article**" in description(card)
    assert "outlet2.example" not in description(card)


def test_what_an_outlet_took_back_is_not_taken_for_what_it_still_tells() -> None:
    also = (
        telling(2, "The Harbour Post", notice=BACK),
        telling(3, "Courier", notice=BACK),
        telling(4, "Courier"),
        telling(5, "Tide", notice=BACK),
        telling(6, "Tide", notice=BACK),
    )

    told = tellings.withdrawals(card_of(also=also))

    assert told == (
        ("The Harbour Post", "has retracted another of its articles"),
        ("Courier", "has retracted another of its articles"),
        ("Tide", "has retracted its article"),
    )


def test_a_correction_by_another_outlet_is_its_own_affair() -> None:
    notice = Notice(Amendment.CORRECTED, "It was Monday.")
    card = card_of(also=(telling(2, "Courier", notice=notice),))

    assert tellings.withdrawals(card) == ()
    assert [each.source for each in tellings.others(card)] == ["Courier"]
    assert "Monday" not in description(card)


def test_retracted_is_said_before_the_headline_on_every_front() -> None:
    card = modelled_card(replace(article_of(FERRY), notice=BACK), kind=Kind.OPINION)
    [embed] = layout(card)["embeds"]
    shown = page.render([card], now=NOW)
    written, piped = (printed(card, tty=tty) for tty in (True, False))

    assert embed["author"]["name"] == "The Harbour Post · Retracted"
    assert embed["color"] == RETRACTED
    assert embed["description"].startswith("**Retracted by the outlet:** It was wrong.")
    assert "The Harbour Post · Retracted</p>" in shown
    assert rows(written)[0] == "▌ The Harbour Post  ·  Retracted  ·  3 hours ago, 14:05"
    assert rows(written)[2] == "▌ Retracted by the outlet: It was wrong."
    assert piped.splitlines()[1] == "The Harbour Post, Retracted, 22 Nov 2026, 14:05"
    assert card_object(card)["notice"] == {"amendment": "retracted", "words": "It was wrong."}


@pytest.mark.parametrize("words", ["", " ", "\u200b\u202e"])
def test_a_notice_without_words_says_what_was_done(words: str) -> None:
    assert tellings.notice(Notice(Amendment.CORRECTED, words)) == ("Corrected by the outlet", "")
    assert tellings.notice(None) == ("", "")


@pytest.mark.parametrize(
    ("edit", "changes", "told"),
    [
        (EDIT, {}, "Updated: Last"),  # what was shown is not known
        (SHOWN, {}, "Updated: Last"),
        (SHOWN, {"also": ()}, "Updated: Last"),
        (replace(SHOWN, shown=modelled_card().summary), {}, "Updated: Last"),
        (replace(SHOWN, version=0), {}, "Updated: Last"),
        (SHOWN, {"also": OTHERS}, "Also told by: Courier, Tide · Last"),
        (SHOWN, {"also": CROWD}, "Tide 9 and 2 more · Last"),
        (replace(SHOWN, version=0), {"also": OTHERS}, "Updated: Last"),
        (SHOWN, {"article": CORRECTED}, "Corrected by the outlet · Last"),
        (SHOWN, {"article": CORRECTED, "also": OTHERS}, "outlet · Also told by: Courier, Tide · L"),
        (SHOWN, {"also": WITHDRAWN}, "Courier has retracted its article · Last"),
        (SHOWN, {"article": TAKEN_BACK, "also": OTHERS}, "Retracted by the outlet: Last"),
        (EDIT, {"article": TAKEN_BACK, "version": 2}, "Retracted by the outlet: Last"),
    ],
)
def test_a_line_says_what_changed_of_a_card(
    edit: OwedEdit, changes: dict[str, Any], told: str
) -> None:
    card = replace(card_of(), **changes)

    assert told in tellings.changed(card, edit)


def test_a_notice_stands_first() -> None:
    article = replace(article_of(FERRY), notice=Notice(Amendment.CORRECTED, "The year was wrong."))

    assert description(card_of(article)).startswith(r"**Corrected by the outlet:** The year")


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_outlets_keep_the_embed_within_its_limit(words: str) -> None:
    url = "https://evil.example/" + "x" * 1_900
    card = card_of(also=tuple(telling(n, f"{words}{n}", url=url) for n in range(2, 14)))

    assert len(description(card)) <= 4_096
    assert "- " in description(card)


def test_a_related_story_leads_to_its_own_card_and_beside_it_to_its_article() -> None:
    posted = Posted(GuildId(1), ChannelId(2), MessageId(3))
    there = Related("The pier", "https://post.example/pier", 0.5, "earlier today", posted=posted)

    said = description(card_of(related=(there,)))

    assert said.endswith(
        "- [The pier](https://discord.com/channels/1/2/3) · earlier today · "
        "[article](https://post.example/pier)"
    )


def test_what_was_checked_against_several_outlets_says_so() -> None:
    proof = Evidence("b", 0, 1, ArticleId(2))
    also = (telling(2, "Courier"),)
    own = modelled_card()
    shared = modelled_card(points=(Point("It sank.", (proof,)),))

    told = [wording.check(replace(card, also=also)) for card in (own, shared)]

    assert told == [
        "Each point checked automatically against the article",
        "Each point checked automatically against the outlets’ articles",
    ]


def test_a_jump_link_leads_to_the_message() -> None:
    posted = Posted(GuildId(1), ChannelId(2), MessageId(3))

    assert jump(posted) == "https://discord.com/channels/1/2/3"
    assert jump(replace(posted, guild_id=None)) == "https://discord.com/channels/@me/2/3"


def test_an_update_is_one_quiet_line_that_calls_nobody() -> None:
    body = update(EDIT, card_of(), "@everyone **look**\nhere")

    assert body is not None
    assert body["content"] == r"Update: \@everyone \*\*look\*\* here"
    assert body["allowed_mentions"] == {"parse": []}
    assert len(body["nonce"]) <= 25
    later = update(EDIT, card_of(version=2), "x")
    assert later is not None
    assert body["nonce"] != later["nonce"]


def test_a_thread_has_its_messages_id() -> None:
    assert thread_of({"id": "7", "flags": 32}, EDIT) == 7
    assert thread_of({"id": "7", "flags": 0}, EDIT) is None
