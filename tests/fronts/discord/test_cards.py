"""A card in, the body of Discord's create-message out."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given

from bot.errors import Refusal
from bot.fronts import wording
from bot.fronts.discord.cards import COLOURS, RETRACTED, layout, nonce, payload, summary
from bot.fronts.discord.escaping import size
from bot.fronts.discord.readers.sources import summary_embeds
from bot.fronts.words import words_for
from bot.news import (
    Basis,
    Card,
    ChannelId,
    Dating,
    DeliveryId,
    DeliveryState,
    EntryId,
    Evidence,
    Kind,
    Manner,
    OwedDelivery,
    Point,
    Related,
    RoleId,
    Summaries,
    Summary,
    Threads,
    Tokens,
)
from tests.discord.spec import Spec
from tests.fronts.desk import (
    FERRY,
    HOSTILE,
    article_of,
    bare_card,
    card_of,
    hostile_card,
    modelled_card,
    telling,
)
from tests.fronts.discord.markdown import LINK, read, shown
from tests.fronts.discord.test_escaping import ANYTHING, MARKUP

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
# https://discord.com/developers/docs/resources/message#embed-object-embed-limits
BOLD = {
    "Related",
    "Also told by",
    "Corrected by the outlet",
    "Corrected by the outlet:",
    "has retracted its article",
    "has retracted another of its articles",
}
LIMITS = {"title": 256, "description": 4_096, "author": 256, "footer": 2_048}


def embed_of(card: Card) -> dict[str, Any]:
    (embed,) = payload(card, nonce="nd1")["embeds"]
    assert isinstance(embed, dict)
    return embed


def texts(embed: dict[str, Any]) -> dict[str, str]:
    """What Discord counts of an embed."""
    return {
        "title": embed["title"],
        "description": embed.get("description", ""),
        "author": embed["author"]["name"],
        "footer": embed.get("footer", {}).get("text", ""),
    }


def addresses(embed: dict[str, Any]) -> list[str]:
    """Everything in an embed that can be followed or fetched."""
    links = [words for kind, words in read(embed.get("description", "")) if kind == "link"]
    targets = [found[2] for link in links if (found := LINK.fullmatch(link))]
    assert len(targets) == len(links)
    return [*targets, *filter(None, (embed.get("url"), embed.get("image", {}).get("url")))]


def label(link: str) -> str:
    found = LINK.fullmatch(link)
    assert found
    return found[1]


def assert_harmless(card: Card) -> None:
    """Nothing of the card is obeyed but what we wrote, and every limit holds."""
    embed = embed_of(card)
    told = texts(embed)
    assert shown(told["title"]).strip()
    assert told["author"].strip()
    for kind, words in read(told["description"]):
        assert kind in {"text", "bullet", "bold", "italics", "link"}
        assert kind != "bold" or words in BOLD
        assert kind != "italics" or shown(words).strip()
        assert kind != "link" or shown(label(words), escapes=False).strip()
    several = (card.summary.points, card.related, card.also)
    assert told["description"].count("\n") <= 6 + sum(map(len, several))
    assert "\n" not in told["title"] + told["author"] + told["footer"]
    assert all(size(told[part]) <= limit for part, limit in LIMITS.items())
    assert sum(map(size, told.values())) <= 6_000
    assert all(address.startswith(("http://", "https://")) for address in addresses(embed))
    json.dumps(embed, ensure_ascii=False).encode()


def told_by(words: str, **changes: Any) -> Card:  # noqa: ANN401 - any field of a card may change
    """A card in which everything that is shown is the same words."""
    card = replace(hostile_card(words), manner=Manner(name=words))
    related = Related(words, f"https://post.example/{words.split(' ', maxsplit=1)[0]}", 0.5, words)
    return replace(card, related=(related,) * 3, **changes)


def test_a_card_is_one_embed_with_buttons_that_mentions_nobody() -> None:
    body = payload(card_of(), nonce="nd42")

    assert body == {
        "embeds": [
            {
                "author": {"name": "The Harbour Post"},
                "title": "Last ferry to Skerry leaves before winter",
                "url": "https://harbourpost.example/ferry",
                "description": (
                    "The last ferry to Skerry left at noon on Sunday, and no other will follow "
                    "before spring.\n"
                    "\n"
                    "- “We kept the service alive for as long as the pier could bear it,” said "
                    "pier master Ona Lind.\n"
                    "- The island council wants a subsidy of 40,000 crowns, paid from the "
                    "lighthouse fund.\n"
                    "- Bread, post and the school’s only chemistry teacher will come by "
                    "helicopter on Tuesdays.\n"
                    "\n"
                    "**Related**\n"
                    "- [Skerry’s pier fails its inspection](https://harbourpost.example/pier) · "
                    "three days earlier; both name Ona Lind and Skerry"
                ),
                "color": 0x7D9402,
                "image": {"url": "https://harbourpost.example/pier.jpg"},
                "footer": {"text": "By Maria Okafor · Summary in the words of the article"},
                "timestamp": "2026-11-22T14:05:00+00:00",
            }
        ],
        "components": [
            {
                "type": 1,
                "components": [
                    {"type": 2, "style": 1, "label": "Ask", "custom_id": "nd:ask"},
                    {"type": 2, "style": 2, "label": "Sources", "custom_id": "nd:sources"},
                    {"type": 2, "style": 2, "emoji": {"name": "👍"}, "custom_id": "nd:good"},
                    {"type": 2, "style": 2, "emoji": {"name": "👎"}, "custom_id": "nd:bad"},
                    {"type": 2, "style": 2, "emoji": {"name": "🚩"}, "custom_id": "nd:report"},
                ],
            }
        ],
        "allowed_mentions": {"parse": []},
        "nonce": "nd42",
        "enforce_nonce": True,
    }


def test_a_card_by_a_model_says_what_it_is_and_how_it_was_made() -> None:
    note = "written from the first part of the article"

    embed = embed_of(modelled_card(kind=Kind.OPINION, note=note))

    assert embed["author"] == {"name": "The Harbour Post · Opinion"}
    assert embed["footer"] == {
        "text": "By Maria Okafor · Summary by small-model, 1,422 tokens: written from the first "
        "part of the article · Each point checked automatically against the article"
    }


def in_manner(card: Card | None = None, **wishes: Any) -> Card:  # noqa: ANN401 - any wish
    """A card as its channel wants it."""
    return replace(card or card_of(), manner=Manner(**wishes))


def custom_ids(card: Card) -> list[str]:
    [row] = layout(card)["components"]
    return [each["custom_id"].removeprefix("nd:") for each in row["components"]]


@pytest.mark.parametrize(
    ("name", "origin"),
    [
        ("Harbour news", "Harbour news · The Harbour Post"),
        ("the harbour post", "The Harbour Post"),
        ("\u200b ", "The Harbour Post"),
        ("News " * 30, f"{'News ' * 10}News… · The Harbour Post"),
    ],
)
def test_a_channel_sees_what_it_calls_the_feed_before_the_outlet(name: str, origin: str) -> None:
    assert embed_of(in_manner(name=name))["author"] == {"name": origin}


def test_a_long_name_never_pushes_out_what_must_be_known_first() -> None:
    card = modelled_card(article_of(FERRY, source="😀" * 200), kind=Kind.OPINION)

    name = embed_of(in_manner(card, name="🚢" * 200))["author"]["name"]

    assert name.endswith(" · Opinion")
    assert size(name) <= 256


def test_a_channel_that_wants_no_pictures_sees_none() -> None:
    assert "image" in embed_of(in_manner())
    assert "image" not in embed_of(in_manner(image=False))


@pytest.mark.parametrize(
    ("wishes", "buttons"),
    [
        ({}, ["ask", "sources", "good", "bad", "report"]),
        ({"summaries": Summaries.OFF}, ["ask", "sources", "good", "bad", "report"]),
        ({"summaries": Summaries.LONG}, ["ask", "sources", "good", "bad", "report"]),
        ({"summaries": Summaries.REQUEST}, ["ask", "summary", "good", "bad", "report"]),
        ({"threads": Threads.ALWAYS}, ["ask", "sources", "good", "bad", "report"]),
        ({"threads": Threads.NEVER}, ["sources", "good", "bad", "report"]),
        (
            {"threads": Threads.NEVER, "summaries": Summaries.REQUEST},
            ["summary", "good", "bad", "report"],
        ),
    ],
)
def test_a_card_has_the_buttons_that_its_channel_wants(
    wishes: dict[str, Any], buttons: list[str]
) -> None:
    assert custom_ids(in_manner(**wishes)) == buttons


def test_a_new_card_calls_the_role_that_its_channel_wants_called_and_nobody_else() -> None:
    card = in_manner(mention=RoleId(77))

    new, edit = payload(card, nonce="nd42"), layout(card)

    assert new["content"] == "<@&77>"
    assert new["allowed_mentions"] == {"parse": [], "roles": ["77"]}
    assert "content" not in edit
    assert edit["allowed_mentions"] == {"parse": []}


def headline_card(**changes: Any) -> Card:  # noqa: ANN401 - any field of a card may change
    """A card of which the headline alone is wanted."""
    return card_of(summary=Summary(headline="The ferry stops"), **changes)


def test_a_headline_alone_still_names_the_others_and_what_is_related() -> None:
    embed = embed_of(headline_card(also=(telling(2, "Skerry Radio"),)))

    assert embed["title"] == "The ferry stops"
    assert embed["description"].startswith(
        "**Also told by** [Skerry Radio](https://outlet2.example/ferry)\n\n**Related**\n- "
    )
    assert embed["footer"] == {"text": "By Maria Okafor"}


def test_a_summary_on_request_is_the_card_less_what_stands_on_it_already() -> None:
    card = modelled_card()

    embed = summary(card)

    whole = embed_of(card)
    assert embed.keys() == whole.keys() - {"image"}
    assert whole["description"].startswith(embed["description"])
    assert whole["description"].removeprefix(embed["description"]).startswith("\n\n**Related**")
    assert embed["footer"] == whole["footer"]


@pytest.mark.parametrize("words", [*HOSTILE, *MARKUP])
def test_a_summary_on_request_fits_into_one_message_with_its_sources(words: str) -> None:
    card = told_by(words)

    embeds = summary_embeds(words_for("de"), card)

    texts = [each.get("title", "") + each.get("description", "") for each in embeds]
    around = [each.get("author", {}).get("name", "") for each in embeds]
    around += [each.get("footer", {}).get("text", "") for each in embeds]
    assert all(each["description"] for each in embeds[1:])
    assert sum(map(size, (*texts, *around))) <= 6_000


def test_where_there_is_nothing_but_a_headline_a_summary_is_refused() -> None:
    with pytest.raises(Refusal, match="cards-nothing-more"):
        summary_embeds(words_for(None), headline_card())


def test_an_outlet_keeps_its_colour_whatever_the_kind() -> None:
    plain, opinion = embed_of(modelled_card()), embed_of(modelled_card(kind=Kind.OPINION))

    assert plain["color"] == opinion["color"]


def test_an_edit_shows_what_a_new_message_would() -> None:
    made, edited = payload(modelled_card(), nonce="nd1"), layout(modelled_card())

    assert edited == {part: made[part] for part in ("embeds", "components", "allowed_mentions")}


def test_a_card_with_nothing_but_a_headline_has_no_empty_parts() -> None:
    embed = embed_of(replace(bare_card(), article=replace(bare_card().article, source="")))

    assert embed == {
        "author": {"name": "Unnamed source"},
        "title": "Last ferry to Skerry leaves before winter",
        "url": "https://harbourpost.example/ferry",
        "color": embed["color"],
        "footer": {"text": "Headline only"},
        "timestamp": "2026-11-22T14:05:00+00:00",
    }


def test_a_card_with_nothing_at_all_still_has_a_title() -> None:
    article = article_of([], title="", url="", canonical_url="", byline=None, image=None)

    embed = embed_of(card_of(article, related=()))

    assert set(embed) == {"author", "title", "color", "timestamp"}
    assert embed["title"] == "Untitled"


def test_points_and_related_links_stand_without_a_dek() -> None:
    points = (Point("Bread comes by helicopter.", ()), Point("", ()))
    related = (Related("", "https://post.example/a", 0.5, ""),)

    embed = embed_of(card_of(summary=Summary(headline="H", points=points), related=related))

    assert embed["description"] == (
        "- Bread comes by helicopter.\n\n**Related**\n- [Untitled](https://post.example/a)"
    )


@pytest.mark.parametrize(
    ("article", "summary", "footer"),
    [
        ({"dating": Dating.ASSUMED}, {}, "By Maria Okafor · first seen"),
        (
            {"basis": Basis.FEED_TEXT, "note": "the page asked for a log-in", "byline": None},
            {"dek": "It left."},
            "Feed text only: the page asked for a log-in · Summary in the words of the article",
        ),
        (
            {},
            {"dek": "It left.", "note": "the model did not answer"},
            "By Maria Okafor · Summary in the words of the article: the model did not answer",
        ),
        (
            {"byline": "*By* [Ona](Lind)"},
            {"dek": "It left.", "writer": "small_model", "tokens": Tokens(1_240, 182)},
            "By *By* [Ona](Lind) · Summary by small_model, 1,422 tokens",
        ),
    ],
)
def test_the_footer_says_how_far_the_card_can_be_believed(
    article: dict[str, Any], summary: dict[str, Any], footer: str
) -> None:
    card = card_of(article_of(FERRY, **article), summary=Summary(headline="H", **summary))

    assert embed_of(card)["footer"] == {"text": footer}


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://post.example/a", "https://post.example/a"),
        ("http://localhost/a", "https://harbourpost.example/ferry?from=feed"),
        ("javascript:alert(1)", "https://harbourpost.example/ferry?from=feed"),
    ],
)
def test_the_title_leads_to_the_canonical_address_if_discord_takes_it(
    canonical: str, url: str
) -> None:
    assert embed_of(card_of(article_of(FERRY, canonical_url=canonical)))["url"] == url


@pytest.mark.parametrize("image", [None, "javascript:x", "data:image/png;base64,AA", "http://img/"])
def test_a_picture_that_discord_would_not_fetch_is_left_out(image: str | None) -> None:
    assert "image" not in embed_of(card_of(article_of(FERRY, image=image)))


@pytest.mark.parametrize("card", [card_of(), bare_card(), *map(hostile_card, HOSTILE)])
def test_discords_own_description_takes_every_body(card: Card) -> None:
    spec = Spec.load()
    if spec is None:
        pytest.skip("Discord's OpenAPI description is not beside the project")

    problems = spec.request_problems("POST", "/channels/1/messages", {}, payload(card, nonce="nd1"))

    assert problems == []


def test_what_is_no_markdown_is_not_escaped() -> None:
    article = article_of(FERRY, source="The *Harbour* Post: @here", byline="nora_q [staff]")

    embed = embed_of(card_of(article))

    assert embed["author"]["name"] == "The *Harbour* Post: @here"
    assert embed["footer"]["text"].startswith("By nora_q [staff] · ")


def test_points_that_do_not_fit_are_left_out_whole() -> None:
    told = tuple(f"Point {number} {'is told at length ' * 40}to its end." for number in range(9))
    summary = Summary(headline="H", dek=FERRY[0], points=tuple(Point(text, ()) for text in told))

    description = embed_of(card_of(summary=summary))["description"]

    assert description.splitlines() == [FERRY[0], "", *(f"- {text}" for text in told[:5])]


def test_a_long_dek_is_cut_where_a_sentence_ends() -> None:
    embed = embed_of(card_of(summary=Summary(headline="H", dek=f"{FERRY[0]} " * 30), related=()))

    assert embed["description"] == " ".join([FERRY[0]] * 13)


@pytest.mark.parametrize("words", [*HOSTILE, *MARKUP])
def test_nothing_that_a_feed_says_is_obeyed(words: str) -> None:
    assert_harmless(hostile_card(words))
    assert_harmless(told_by(words))


@pytest.mark.parametrize(
    "words", ["*" * 10_000, "😀" * 10_000, "a:b " * 5_000, "\\" * 9_999, "Dr. A. " * 5_000]
)
def test_limits_hold_when_everything_is_too_long(words: str) -> None:
    points = tuple(Point(words, ()) for _ in range(30))
    summary = Summary(
        headline=words,
        dek=words,
        points=points,
        labels=(words,) * 9,
        kind=Kind.ADVERTISEMENT,
        writer=words,
        note=words,
        tokens=Tokens(10**9, 10**9),
    )
    proved = replace(summary, points=tuple(Point(words, (Evidence("", 0, 0),)) for _ in points))

    assert_harmless(told_by(words, summary=summary))
    assert_harmless(told_by(words, summary=proved))


@given(ANYTHING, ANYTHING)
def test_no_text_is_obeyed_and_no_limit_broken(words: str, others: str) -> None:
    quoted = Point(others * 50, (Evidence("", 0, 0),))
    summary = Summary(
        headline=words * 20,
        dek=f"{words} {others} " * 90,
        points=(quoted,) * 4,
        labels=(words, others),
        writer=others,
        note=words * 9,
    )

    assert_harmless(told_by(words, summary=summary))


def delivery(number: int, *, seen: datetime = NOON) -> OwedDelivery:
    return OwedDelivery(
        id=DeliveryId(number),
        channel_id=ChannelId(1),
        entry_id=EntryId(number),
        state=DeliveryState.OWED,
        due_at=NOON,
        published_at=NOON,
        first_seen_at=seen,
    )


def test_a_nonce_is_short_and_always_the_same() -> None:
    first, again = nonce(delivery(42)), nonce(delivery(42))

    assert first == again
    assert max(len(first), len(nonce(delivery(2**63 - 1)))) <= 25


def test_no_two_deliveries_share_a_nonce_not_even_after_a_new_start_with_the_same_ids() -> None:
    later = NOON + timedelta(minutes=2)

    assert len({nonce(delivery(1)), nonce(delivery(2)), nonce(delivery(1, seen=later))}) == 3


def test_a_plain_card_has_no_address_of_its_own() -> None:
    body = payload(card_of(), nonce="nd1", plain=True)

    [embed] = body["embeds"]
    assert not {"url", "image"} & embed.keys()
    assert embed["title"]


def luminance(colour: int) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    red, green, blue = (linear((colour >> shift & 255) / 255) for shift in (16, 8, 0))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


@pytest.mark.parametrize("colour", [*COLOURS, RETRACTED])
@pytest.mark.parametrize("background", [0xFFFFFF, 0xF2F3F5, 0x2B2D31, 0x313338, 0x000000])
def test_a_colour_is_told_from_the_embed_in_every_theme(colour: int, background: int) -> None:
    dark, light = sorted((luminance(colour), luminance(background)))

    assert (light + 0.05) / (dark + 0.05) >= 3


def test_an_outlet_keeps_its_colour() -> None:
    outlets = [article_of(FERRY, source=f"Post {number}") for number in range(40)]
    colours = [embed_of(card_of(article, related=()))["color"] for article in outlets]

    again = [embed_of(card_of(replace(article, title="Other")))["color"] for article in outlets]

    assert again == colours
    assert len(set(colours)) >= 8
    assert len(COLOURS) == len(set(COLOURS)) == wording.HUES
