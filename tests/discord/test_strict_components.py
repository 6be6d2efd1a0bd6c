"""Components that Discord refuses though its description allows them: each limit, and past it."""

import pytest

from tests.discord.bodies import (
    MESSAGES,
    Body,
    Case,
    ask,
    codes,
    disagreements,
    layout,
    link,
    row,
    select,
    text,
    with_row,
)
from tests.discord.strictness import problems


def with_pairs(buttons: int) -> Body:
    """A layout of one text, one row for every five buttons, and the buttons."""
    asks = [ask(n) for n in range(buttons)]
    rows = [row(*asks[at : at + 5]) for at in range(0, buttons, 5)]
    return layout(text(1), {"type": 17, "components": rows})


# What passes at the limit, what does not past it, and the code by which it is refused.


CASES: dict[str, Case] = {
    "link": (
        with_row(link(url="discord://-/channels/@me")),
        with_row(link(url="javascript:alert(1)")),
        "URL_TYPE_INVALID_SCHEME",
    ),
    "link length": (
        with_row(link(url="https://tide.example/".ljust(512, "a"))),
        with_row(link(url="https://tide.example/".ljust(513, "a"))),
        "BASE_TYPE_MAX_LENGTH",
    ),
    "link without address": (with_row(link()), with_row(link(url=None)), "BASE_TYPE_REQUIRED"),
    "link with an id": (
        with_row(link()),
        with_row(link(custom_id="a")),
        "BUTTON_COMPONENT_FIELD_CONFLICT",
    ),
    "button with an address": (
        with_row(ask()),
        with_row(ask(url="https://tide.example")),
        "BUTTON_COMPONENT_FIELD_CONFLICT",
    ),
    "button without id": (with_row(ask()), with_row(ask(custom_id=None)), "BASE_TYPE_REQUIRED"),
    "button without words": (
        with_row(ask(label=None, emoji={"name": "🗞"})),
        with_row(ask(label=None)),
        "BASE_TYPE_REQUIRED",
    ),
    "button label": (
        with_row(ask(label="x" * 80)),
        with_row(ask(label="x" * 81)),
        "BASE_TYPE_MAX_LENGTH",
    ),
    "id": (
        with_row(ask(custom_id="x" * 100)),
        with_row(ask(custom_id="x" * 101)),
        "BASE_TYPE_BAD_LENGTH",
    ),
    "id of nothing": (
        with_row(ask(custom_id="x")),
        with_row(ask(custom_id="")),
        "BASE_TYPE_BAD_LENGTH",
    ),
    "doubled id": (
        with_row(ask(1), ask(2)),
        with_row(ask(1), ask(1)),
        "COMPONENT_CUSTOM_ID_DUPLICATED",
    ),
    "doubled id in two rows": (
        {"components": [row(ask(1)), row(ask(2))]},
        {"components": [row(ask(1)), row(ask(1))]},
        "COMPONENT_CUSTOM_ID_DUPLICATED",
    ),
    "buttons in a row": (
        with_row(*map(ask, range(5))),
        with_row(*map(ask, range(6))),
        "BASE_TYPE_BAD_LENGTH",
    ),
    "empty row": (with_row(ask()), with_row(), "BASE_TYPE_BAD_LENGTH"),
    "menus in a row": (
        with_row(select()),
        with_row(select(), select(custom_id="other")),
        "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
    ),
    "menu beside a button": (
        with_row(select()),
        with_row(ask(), select()),
        "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
    ),
    "rows": (
        {"components": [row(ask(n)) for n in range(5)]},
        {"components": [row(ask(n)) for n in range(6)]},
        "BASE_TYPE_MAX_LENGTH",
    ),
    "options": (with_row(select(25)), with_row(select(26)), "BASE_TYPE_BAD_LENGTH"),
    "options wanted": (
        with_row(select(2, max_values=2)),
        with_row(select(2, max_values=3)),
        "SELECT_COMPONENT_MAX_VALUES_EXCEEDS_OPTIONS",
    ),
    "options wanted at least": (
        with_row(select(2, min_values=2, max_values=2)),
        with_row(select(2, min_values=2, max_values=1)),
        "SELECT_COMPONENT_MIN_VALUES_EXCEEDS_MAX",
    ),
    "doubled option": (
        with_row(select(2)),
        with_row(select(2, options=[{"label": "Port", "value": "1"}] * 2)),
        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
    ),
    "placeholder": (
        with_row(select(placeholder="x" * 150)),
        with_row(select(placeholder="x" * 151)),
        "BASE_TYPE_MAX_LENGTH",
    ),
    "layout without its flag": (
        layout(text(1)),
        {"components": [text(1)]},
        "UNION_TYPE_CHOICES",
    ),
    "unknown component": (
        layout({"type": 14}),
        layout({"type": 15}),
        "UNION_TYPE_CHOICES",
    ),
    "content beside a layout": (
        layout(text(1), content=""),
        layout(text(1), content="x"),
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ),
    "embeds beside a layout": (
        layout(text(1), embeds=[]),
        layout(text(1), embeds=[{"title": "x"}]),
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ),
    "components of a layout": (  # a text, a container, rows and buttons
        with_pairs(31),
        with_pairs(32),
        "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
    ),
    "text of a layout": (
        layout(text(3999), {"type": 17, "components": [text(1)]}),
        layout(text(3999), {"type": 17, "components": [text(2)]}),
        "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
    ),
    "section": (
        layout({"type": 9, "components": [text(1)] * 3, "accessory": link()}),
        layout({"type": 9, "components": [text(1)] * 4, "accessory": link()}),
        "BASE_TYPE_BAD_LENGTH",
    ),
    "section without accessory": (
        layout({"type": 9, "components": [text(1)], "accessory": ask()}),
        layout({"type": 9, "components": [text(1)]}),
        "BASE_TYPE_REQUIRED",
    ),
    "doubled id in a section": (
        layout({"type": 9, "components": [text(1)], "accessory": ask(1)}, row(ask(2))),
        layout({"type": 9, "components": [text(1)], "accessory": ask(1)}, row(ask(1))),
        "COMPONENT_CUSTOM_ID_DUPLICATED",
    ),
    "unknown key in a component": (
        with_row(ask(disabled=True)),
        with_row(ask(enabled=True)),
        "UNKNOWN_KEY",
    ),
}


@pytest.mark.parametrize(("at", "past", "code"), CASES.values(), ids=CASES)
def test_a_layout_passes_at_a_limit_and_not_past_it(at: Body, past: Body, code: str) -> None:
    passed, refused = problems("POST", MESSAGES, at), problems("POST", MESSAGES, past)

    assert passed == []
    assert codes(refused) == {code}


def test_what_passes_of_layouts_is_described_and_so_are_the_errors_of_the_rest() -> None:
    assert disagreements("/channels/1/messages", CASES) == []
