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
from bot.fronts.answers import Thread
from bot.fronts.markup import Html, element
from bot.news import Card, ChannelId, MessageId, Posted, Related, StoryId
from tests.fronts.desk import (
    FERRY,
    HOSTILE,
    NOW,
    article_of,
    bare_card,
    card_of,
    hostile_card,
    modelled_card,
)
from tests.fronts.discord.asking import ASKED, SAYS, WHY, answer_of

# Every element that the page is made of; nothing from outside may add another kind.
ELEMENTS = {
    "html", "head", "meta", "title", "link", "style", "body", "a", "header", "h1", "p", "span",
    "main", "section", "h2", "article", "div", "b", "bdi", "time", "h3", "h4", "ul", "li",
    "details", "summary", "blockquote", "footer", "pre", "code", "svg", "strong", "em",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "rel", "href", "class", "id", "tabindex",
    "aria-labelledby", "aria-hidden", "aria-label", "title", "datetime", "dir", "role", "color",
}  # fmt: skip


def tree(*cards: Card, now: datetime = NOW, threads: tuple[Thread, ...] = ()) -> HtmlElement:
    return document_fromstring(page.render(cards, now=now, threads=threads))


def words(found: HtmlElement) -> str:
    return " ".join(found.text_content().split())


def test_a_card_is_the_message_that_discord_would_be_sent() -> None:
    shown = tree(card_of())

    [card] = shown.xpath("//article[@id]")
    embed = card.xpath("./div/div[@class='embeds']/div")[0]
    assert words(card).startswith(
        "NewsdeskAPP14:05The Harbour PostLast ferry to Skerry leaves before winter"
    )
    assert [words(found) for found in embed.xpath(".//li")][:3] == list(FERRY[1:])
    assert words(embed.xpath("./p[@class='footer']")[0]) == (
        "By Maria Okafor · Summary in the words of the article • 14:05"
    )
    assert [words(found) for found in card.xpath("./div/div[@class='rows']//span[@class]")][:2] == [
        "Ask",
        "Sources",
    ]


def test_the_quotes_that_prove_a_card_are_folded_below_it() -> None:
    shown = tree(modelled_card())

    [proof] = shown.xpath("//details")
    assert words(proof.xpath("./summary")[0]) == page.PROOF
    assert "Only you can see this" in words(proof)
    assert [words(found) for found in proof.xpath(".//blockquote")] == [
        f"“{quote}” · The Harbour Post" for quote in FERRY[1:3]
    ]


def test_a_quote_leads_to_its_place_in_the_article() -> None:
    links = tree(card_of()).xpath("//details//blockquote//a/@href")

    assert unquote(links[0]) == (
        "https://harbourpost.example/ferry#:~:text=We kept the service,pier master Ona Lind"
    )


def test_a_thread_stands_under_its_card_and_under_no_other() -> None:
    card, other = card_of(), card_of(story_id=StoryId(99), entry_id="other")
    thread = Thread(card.story_id, ((ASKED, answer_of()),))

    first, second = tree(card, other, threads=(thread,)).xpath("//article[@id]")

    asked, answered = first.xpath(".//section[@class='thread']/article")
    assert words(asked).endswith(ASKED)
    assert f"@You {ASKED}" in words(answered)
    assert f"{SAYS} [1] {WHY} [2]" in words(answered)
    assert not second.xpath(".//section")


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
    addresses = re.findall(r"url\((.{0,6})", shown.xpath("//style")[0].text)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not shown.xpath("//script | //img | //iframe | //object | //*[@src] | //*[@style]")
    assert all(address.startswith("data:") for address in shown.xpath("//link/@href"))
    assert set(addresses) == {'"data:'}


def test_the_policy_allows_this_style_sheet_and_no_other() -> None:
    written = page.render([card_of()], now=NOW)

    style = re.search(r"<style>(.*?)</style>", written, re.DOTALL)
    assert style is not None
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}';" in written


def test_the_picture_of_an_article_is_a_link_to_it() -> None:
    [there] = tree(card_of()).xpath("//p[@class='image elsewhere']/a")

    assert (words(there), there.get("href")) == (
        "Picture at harbourpost.example",
        "https://harbourpost.example/pier.jpg",
    )


def test_a_related_story_is_found_at_its_newest_card_if_the_page_has_one() -> None:
    posted = Posted(guild_id=None, channel_id=ChannelId(0), message_id=MessageId(3))
    there = Related(
        "There", "https://post.example/there", 0.5, "earlier", StoryId(8), posted=posted
    )
    away = replace(
        there,
        title="Away",
        url="https://post.example/away",
        story_id=StoryId(9),
        posted=replace(posted, message_id=MessageId(4)),
    )
    newer, older = (
        card_of(article_of(FERRY, published_at=NOW - timedelta(hours=hours)), story_id=StoryId(8))
        for hours in (4, 5)
    )

    shown = tree(card_of(related=(there, away)), older, replace(newer, entry_id="newer"))

    first, second, _ = shown.xpath("//article[@id]")
    assert first.xpath(".//div[@class='text']//a/@href")[:3] == [
        f"#{second.get('id')}",
        "https://post.example/there",
        "https://post.example/away",
    ]


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
    assert words(shown.xpath("//time")[0]) == "22/11/2026, 23:05"


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
    assert shown.xpath("//article//div[@class='embeds']/@lang") == ["pt-BR"]
    assert shown.xpath("//article[@id]/@aria-labelledby") == shown.xpath("//h3/@id")
    assert shown.xpath("//a[@class='skip']/@href") == ["#news"]
    assert not shown.xpath("//*[@role='img'][not(@aria-label)]")


def test_a_card_with_nothing_but_a_headline_says_why() -> None:
    shown = tree(bare_card())

    assert "Headline only" in words(shown.xpath("//p[@class='footer']")[0])


def test_an_empty_page_says_what_to_do() -> None:
    shown = tree()

    assert "No cards yet" in words(shown)
    assert "newsdesk preview https://" in words(shown)
    assert not shown.xpath("//article")


def test_two_hundred_cards_stay_under_a_megabyte_and_a_quarter() -> None:
    cards = [
        card_of(article_of([*FERRY, *FERRY[:2]]), entry_id=str(number), feed_url="f")
        for number in range(200)
    ]

    assert len(page.render(cards, now=NOW).encode()) < 1_250_000


def test_text_inside_an_element_is_escaped_and_markup_is_not() -> None:
    inner = element("b", "<i>", None)

    assert inner == "<b>&lt;i&gt;</b>"
    assert isinstance(inner, Html)
    assert element("a", inner, "&", href='"x"', aria_label=None, class_="c") == (
        '<a href="&quot;x&quot;" class="c"><b>&lt;i&gt;</b>&amp;</a>'
    )
