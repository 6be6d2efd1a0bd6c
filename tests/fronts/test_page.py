"""The page of cards, as text and as a tree."""

import re
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from urllib.parse import unquote

import pytest
from lxml.html import HtmlElement, document_fromstring

from bot.fronts import page
from bot.fronts.markup import Html, element
from bot.news import (
    Amendment,
    ArticleId,
    Basis,
    Card,
    Evidence,
    Kind,
    Notice,
    Point,
    Related,
    StoryId,
    Summary,
)
from tests.fronts.desk import (
    FERRY,
    HOSTILE,
    NOW,
    article_of,
    bare_card,
    card_of,
    hostile_card,
    modelled_card,
    telling,
)

# Every element that the page is made of; nothing from outside may add another kind.
ELEMENTS = {
    "html", "head", "meta", "title", "link", "style", "body", "a", "header", "h1", "p", "span",
    "main", "section", "h2", "article", "div", "b", "bdi", "time", "h3", "ul", "li", "details",
    "summary", "figure", "blockquote", "mark", "figcaption", "h4", "footer", "pre", "code",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "rel", "href", "class", "id", "tabindex",
    "aria-labelledby", "title", "datetime", "dir",
}  # fmt: skip


def tree(*cards: Card, now: datetime = NOW) -> HtmlElement:
    return document_fromstring(page.render(cards, now=now))


def words(found: HtmlElement) -> str:
    return " ".join(found.text_content().split())


def test_a_card_shows_its_story_from_outlet_to_related() -> None:
    shown = tree(card_of())

    assert words(shown.xpath("//article")[0]).startswith(
        "The Harbour Post14:05Last ferry to Skerry leaves before winterThe last ferry to Skerry"
    )
    assert [words(found) for found in shown.xpath("//summary")] == list(FERRY[1:])
    assert words(shown.xpath("//ul[@class='facts']")[0]) == (
        "By Maria OkaforSummary in the words of the article"
    )
    assert words(shown.xpath("//div[@class='related']//li")[0]) == (
        "Skerry’s pier fails its inspectionthree days earlier; both name Ona Lind and Skerry"
    )


def test_each_point_opens_on_the_exact_quote_in_its_surroundings() -> None:
    shown = tree(card_of())

    assert [found.text_content() for found in shown.xpath("//mark")] == list(FERRY[1:])
    assert words(shown.xpath("//blockquote")[0]) == f"{FERRY[0]} {FERRY[1]}"
    assert "The article says, in characters 89 to " in words(shown.xpath("//figcaption")[0])


def test_a_closed_point_names_its_outlets_and_an_open_one_says_who_says_what() -> None:
    point = Point("It sank.", (Evidence("a", 0, 1), Evidence("b", 2, 5, ArticleId(2))))
    summary = Summary(headline="It sank", points=(point,))

    shown = tree(card_of(summary=summary, also=(telling(2, "Courier"),)))

    assert words(shown.xpath("//summary/span[@class='by']")[0]) == "The Harbour Post, Courier"
    assert [words(found.xpath("./span")[0]) for found in shown.xpath("//figcaption")] == [
        "The Harbour Post says, in characters 0 to 1",
        "Courier says, in characters 2 to 5",
    ]
    assert shown.xpath("//figcaption/a/@href")[1] == "https://outlet2.example/ferry#:~:text=b"


def test_a_feed_among_several_outlets_is_named_as_one() -> None:
    article = article_of(FERRY, basis=Basis.FEED_TEXT)

    shown = tree(card_of(article, also=(telling(2, "Courier"),)))

    assert words(shown.xpath("//figcaption")[0]).startswith("The Harbour Post’s feed says, in")


def test_a_quote_that_was_taken_back_is_led_to_no_more() -> None:
    notice = Notice(Amendment.RETRACTED, "It was wrong.")
    point = Point("It sank.", (Evidence("b", 2, 5, ArticleId(2)),))
    summary = Summary(headline="It sank", points=(point,))

    shown = tree(card_of(summary=summary, also=(telling(2, "Courier", notice=notice),)))

    assert words(shown.xpath("//figcaption")[0]) == "Courier said, in characters 2 to 5"
    assert words(shown.xpath("//p[@class='also back']")[0]) == "Courier has retracted its article"
    assert not [href for href in shown.xpath("//a/@href") if "outlet2" in href]


def test_twelve_other_outlets_are_eight_links_and_a_count() -> None:
    crowd = tuple(telling(number, f"Outlet {number}") for number in range(2, 14))

    shown = tree(card_of(also=crowd)).xpath("//p[@class='also']")[0]

    assert words(shown).startswith("Also told by Outlet 2, Outlet 3, ")
    assert words(shown).endswith(", Outlet 9 and 4 more")
    assert len(shown.xpath(".//a")) == 8


def test_a_related_story_is_found_at_its_newest_card_if_the_page_has_one() -> None:
    there = Related("There", "https://post.example/there", 0.5, "earlier today", StoryId(8))
    away = replace(there, title="Away", url="https://post.example/away", story_id=StoryId(9))
    itself = replace(there, title="Itself", url="https://post.example/itself", story_id=StoryId(7))
    newer, older = (
        card_of(article_of(FERRY, published_at=NOW - timedelta(hours=hours)), story_id=StoryId(8))
        for hours in (4, 5)
    )

    shown = tree(card_of(related=(there, away, itself)), older, replace(newer, entry_id="newer"))

    cards = shown.xpath("//article/@id")
    assert shown.xpath("//article[1]//div[@class='related']//a/@href") == [
        f"#{cards[1]}",
        "https://post.example/away",
        "https://post.example/itself",
    ]


def test_a_card_by_a_model_says_what_it_is_and_how_it_was_made() -> None:
    shown = tree(modelled_card(kind=Kind.OPINION, note="written from the first part"))

    assert words(shown.xpath("//span[@class='kind']")[0]) == "Opinion"
    assert [words(found) for found in shown.xpath("//ul[@class='facts']/li")] == [
        "By Maria Okafor",
        "Summary by small-model, 1,422 tokens: written from the first part",
        "Each point checked automatically against the article",
        "Topics: ferries, island life",
    ]
    assert not tree(card_of()).xpath("//span[@class='kind']")


def test_a_point_of_a_model_opens_on_the_sentence_that_it_names() -> None:
    shown = tree(modelled_card())

    assert [words(found) for found in shown.xpath("//summary")] == [
        "The pier master said the service lasted as long as the pier did.",
        "Aid is 40,000.",
    ]
    assert [found.text_content() for found in shown.xpath("//mark")] == list(FERRY[1:3])


def test_topics_are_in_the_language_of_the_card() -> None:
    shown = tree(modelled_card(language="de", labels=("Fähren",)))

    assert shown.xpath("//ul[@class='facts']//bdi[@lang='de']/text()") == ["Fähren"]


def test_a_quote_leads_to_its_place_in_the_article() -> None:
    links = tree(card_of()).xpath("//figcaption//a/@href")

    assert unquote(links[0]) == (
        "https://harbourpost.example/ferry#:~:text=We kept the service,pier master Ona Lind"
    )


@pytest.mark.parametrize("hostile", HOSTILE)
def test_outside_text_adds_no_element_no_attribute_and_no_link(hostile: str) -> None:
    shown = tree(hostile_card(hostile), card_of())

    assert {str(found.tag) for found in shown.iter()} <= ELEMENTS
    assert {name for found in shown.iter() for name in found.attrib} <= ATTRIBUTES
    assert all(address.startswith(("https://", "#")) for address in shown.xpath("//a/@href")), (
        "a link that is no link to follow"
    )


@pytest.mark.parametrize("hostile", HOSTILE)
def test_outside_text_cannot_reorder_or_hide(hostile: str) -> None:
    written = page.render([hostile_card(hostile)], now=NOW, title=hostile)

    assert not re.search(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", written
    )
    assert written.encode()


def test_the_page_asks_nobody_for_anything() -> None:
    shown = tree(card_of(), bare_card())

    policy = shown.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not shown.xpath("//script | //img | //iframe | //object | //*[@src] | //*[@style]")
    assert all(address.startswith("data:") for address in shown.xpath("//link/@href"))
    assert "url(" not in shown.xpath("//style")[0].text


def test_the_policy_allows_this_style_sheet_and_no_other() -> None:
    written = page.render([card_of()], now=NOW)

    style = re.search(r"<style>(.*?)</style>", written, re.DOTALL)
    assert style is not None
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}';" in written


def test_the_newest_card_is_on_top_and_each_day_has_its_heading() -> None:
    old = card_of(
        article_of(FERRY, title="Old", published_at=NOW - timedelta(days=1)), entry_id="o"
    )
    new = card_of(article_of(FERRY, title="New", published_at=NOW), entry_id="n")

    shown = tree(old, new)

    assert [words(found) for found in shown.xpath("//h2 | //h3")] == [
        "Sunday 22 November 2026", "New", "Saturday 21 November 2026", "Old",
    ]  # fmt: skip


def test_times_are_told_in_the_readers_own_zone() -> None:
    there = NOW.astimezone(timezone(timedelta(hours=9)))

    shown = tree(card_of(), now=there)

    assert shown.xpath("//time")[0].attrib["datetime"] == "2026-11-22T23:05:00+09:00"
    assert words(shown.xpath("//time")[0]) == "23:05"


def test_anchors_are_stable_and_unique() -> None:
    once = tree(card_of()).xpath("//article/@id")
    again = tree(card_of(entry_id="other"), card_of(), card_of()).xpath("//*/@id")

    assert re.fullmatch(r"card-[0-9a-f]{12}", once[0])
    assert once[0] in again
    assert max(Counter(again).values()) == 1


def test_a_screen_reader_finds_landmarks_headings_and_languages() -> None:
    shown = tree(card_of(article_of(FERRY, language="pt_BR")))

    assert [len(shown.xpath(f"//{name}")) for name in ("header", "main", "footer", "h1")] == [1] * 4
    assert shown.xpath("/html/@lang") == ["en"]
    assert shown.xpath("//article/@lang") == ["pt-BR"]
    assert shown.xpath("//article/@aria-labelledby") == shown.xpath("//h3/@id")
    assert shown.xpath("//a[@class='skip']/@href") == ["#news"]
    assert {found.attrib.get("lang") for found in shown.xpath("//figcaption")} == {"en"}


def test_a_card_with_nothing_but_a_headline_says_why() -> None:
    shown = tree(bare_card())

    assert words(shown.xpath("//li[@class='short']")[0]) == "Headline only"
    assert not shown.xpath("//*[@class='dek' or @class='points' or @class='related']")


def test_a_card_of_feed_text_quotes_the_feed() -> None:
    article = article_of(FERRY, basis=Basis.FEED_TEXT, note="the page asked for a log-in")

    shown = tree(card_of(article))

    assert words(shown.xpath("//li[@class='short']")[0]).startswith(
        "Feed text only: the page asked"
    )
    assert words(shown.xpath("//figcaption")[0]).startswith("The feed says")


def test_a_point_without_evidence_is_plain_text() -> None:
    summary = Summary(headline="H", points=(Point("Told without proof.", ()),))

    shown = tree(card_of(summary=summary))

    assert words(shown.xpath("//ul[@class='points']/li")[0]) == "Told without proof."
    assert not shown.xpath("//details")


def test_a_long_paragraph_is_shown_around_the_quote_only() -> None:
    text = "before " * 100 + "The pier closed." + " after" * 100
    start = text.index("The pier")
    proof = Evidence("The pier closed.", start, start + 16)
    card = card_of(
        article_of([text]), summary=Summary(headline="H", points=(Point("Closed.", (proof,)),))
    )

    shown = words(tree(card).xpath("//blockquote")[0])

    assert shown.startswith("…before")
    assert shown.endswith("after…")
    assert len(shown) < 220


def test_an_empty_page_says_what_to_do() -> None:
    shown = tree()

    assert "No cards yet" in words(shown)
    assert "newsdesk preview https://" in words(shown)
    assert not shown.xpath("//article")


def test_outlets_on_a_page_have_hues_that_differ() -> None:
    cards = [card_of(article_of(FERRY, source=f"Outlet {n}"), entry_id=str(n)) for n in range(6)]

    hues = [int(hue) for hue in re.findall(r"--hue: (\d+);", page.render(cards, now=NOW))]

    gaps = {min((a - b) % 360, (b - a) % 360) for a in hues for b in hues if a is not b}
    assert len(hues) == 6
    assert min(gaps) >= 30


def test_two_hundred_cards_stay_under_a_megabyte() -> None:
    cards = [
        card_of(article_of([*FERRY, *FERRY[:2]]), entry_id=str(number), feed_url="f")
        for number in range(200)
    ]

    assert len(page.render(cards, now=NOW).encode()) < 1_000_000


def test_text_inside_an_element_is_escaped_and_markup_is_not() -> None:
    inner = element("b", "<i>", None)

    assert inner == "<b>&lt;i&gt;</b>"
    assert isinstance(inner, Html)
    assert element("a", inner, "&", href='"x"', aria_label=None, class_="c") == (
        '<a href="&quot;x&quot;" class="c"><b>&lt;i&gt;</b>&amp;</a>'
    )
