"""Messages laid out: embeds, buttons, menus, forms, and who says what to whom."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement, document_fromstring

from bot.fronts.looks import Author, Said, Scene, picture
from tests.fronts.desk import HOSTILE, NOW
from tests.fronts.looks.samples import ANSWER, FORM, MARIA, MESSAGES, PANEL, PIER, PIXEL, SCENE

KEYS = st.sampled_from(
    ["content", "embeds", "components", "type", "title", "url", "color", "fields", "name", "value",
     "inline", "image", "footer", "text", "timestamp", "author", "style", "label", "emoji",
     "options", "default", "default_values", "id", "component", "flags", "description"]
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=40,
)


def tree(*messages: Said | dict[str, Any], scene: Scene = SCENE) -> HtmlElement:
    return document_fromstring(picture(messages, scene))


def words(found: HtmlElement) -> str:
    return " ".join(found.text_content().split())


def texts(shown: HtmlElement, path: str) -> list[str]:
    return [words(found) for found in shown.xpath(path)]


def test_inline_fields_stand_three_in_a_row() -> None:
    shown = tree(PANEL)

    rows = [texts(row, "./div/p") for row in shown.xpath("//div[@class='fields']")]
    assert rows == [["Channel", "Style", "Language"], ["Mention"]]


def test_a_field_that_is_not_inline_has_a_row_of_its_own() -> None:
    fields = [{"name": name, "value": "v", "inline": name != "wide"} for name in ("a", "wide", "b")]

    shown = tree({"embeds": [{"fields": fields}]})

    assert len(shown.xpath("//div[@class='fields']")) == 3


def test_an_embed_has_its_bar_its_link_and_its_footer() -> None:
    shown = tree(PANEL)

    assert shown.xpath("//*[@class='bar']/@color") == ["#30a054"]
    assert shown.xpath("//h3/a/@href") == ["https://harbourpost.example/"]
    assert texts(shown, "//p[@class='footer']") == ["Page 1 of 3 • 20/11/2026, 10:00"]


def test_a_picture_is_shown_if_it_was_handed_in_and_linked_to_if_not() -> None:
    shown = tree(PANEL)

    assert shown.xpath("//img/@src") == [PIXEL]
    assert texts(shown, "//p[@class='thumbnail elsewhere']") == ["Picture at harbourpost.example"]
    assert PIER not in shown.xpath("//a/@href")


def test_the_name_and_the_footer_of_an_embed_are_no_markdown() -> None:
    embed = {"author": {"name": "*a*"}, "footer": {"text": "**b**"}, "title": "\\*c\\*"}

    shown = tree({"embeds": [embed]})

    assert texts(shown, "//div[@class='embed']//*[self::p or self::h3]") == ["*a*", "*c*", "**b**"]


def test_buttons_have_their_styles_and_only_links_lead_somewhere() -> None:
    shown = tree(PANEL)

    looks = {
        words(each): each.get("class") for each in shown.xpath("//*[contains(@class,'button')]")
    }
    assert looks == {
        "Edit": "button primary",
        "Subscribe": "button success",
        "Cancel": "button secondary disabled",
        "Remove": "button danger",
        "Read": "button link",
    }
    assert shown.xpath("//*[contains(@class,'button')]/@href") == ["https://example.org/a"]


def test_a_menu_shows_what_is_chosen_else_its_placeholder() -> None:
    assert texts(tree(PANEL), "//span[@class='menu']") == ["#harbour-news", "Choose a feed"]


def test_a_form_has_its_labels_hints_values_and_stars() -> None:
    shown = tree(FORM)

    assert texts(shown, "//p[@class='field-name']") == ["Name", "Summary *", "Why *"]
    assert texts(shown, "//span[contains(@class,'input')]") == ["Harbour", "In few words"]
    assert texts(shown, "//span[@class='menu']") == ["Always"]
    assert texts(shown, "//footer/span") == ["Cancel", "Submit"]


def test_an_old_form_has_its_labels_inside_of_its_fields() -> None:
    field = {"type": 4, "label": "Question", "style": 2, "required": False}

    shown = tree({"title": "Ask", "components": [{"type": 1, "components": [field]}]})

    assert texts(shown, "//p[@class='field-name']") == ["Question"]


def test_an_ephemeral_message_says_who_sees_it_and_what_it_answers() -> None:
    shown = tree(MESSAGES[0])

    assert words(shown.xpath("//p[@class='above']")[0]) == "Maria used /feed show"
    assert texts(shown, "//p[@class='only-you']") == ["Only you can see this • Dismiss message"]


def test_a_reply_shows_what_it_answers_and_people_are_no_apps() -> None:
    shown = tree(Said({"content": "Why?"}, by=MARIA), ANSWER)

    assert texts(shown, "//p[@class='who']") == ["Maria17:05", "NewsdeskAPP17:05"]
    assert texts(shown, "//p[@class='above']") == ["@Maria Why did the ferry stop?"]


def test_a_thread_has_its_name_and_its_messages_below() -> None:
    shown = tree(MESSAGES[1])

    [thread] = shown.xpath("//section[@class='thread']")
    assert words(thread.xpath("./p")[0]) == "Last ferry to Skerry 2 Messages"
    assert len(thread.xpath("./article")) == 2


def test_a_picture_has_the_channel_above_it() -> None:
    shown = document_fromstring(picture([{"content": "Hello"}], SCENE, channel="news"))

    assert texts(shown, "//main/p") == ["news"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_add_nothing(hostile: str) -> None:
    said = Said(
        hostile_panel(PANEL, hostile), by=Author(hostile), thread_name=hostile, thread=[ANSWER]
    )

    shown = tree(said, hostile_panel(FORM, hostile or "x"), scene=Scene(now=NOW))

    assert not shown.xpath("//script | //img | //iframe | //*[@onerror] | //*[@style]")
    assert all(each.startswith("https://") for each in shown.xpath("//a/@href"))


def hostile_panel(of: Any, words: str) -> Any:  # noqa: ANN401 - JSON of any kind
    """The same JSON with other words in every place."""
    if isinstance(of, dict):
        return {key: hostile_panel(value, words) for key, value in of.items()}
    if isinstance(of, list):
        return [hostile_panel(each, words) for each in of]
    return words if isinstance(of, str) else of


@given(st.dictionaries(KEYS, JSON, max_size=8))
def test_json_of_any_shape_is_drawn(body: dict[str, Any]) -> None:
    shown = tree(body)

    assert shown.xpath("//main[@class='channel']")
