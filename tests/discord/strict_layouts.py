"""How components stand together: what Discord asks of a layout beyond its description."""

from collections.abc import Iterator
from typing import Any, Final

from tests.discord.strict_components import MOST_COMPONENTS, SELECTS, Kind
from tests.discord.strict_forms import Path, Problem

MOST_CHARACTERS: Final = 4000  # of all its text displays together
MOST_ROWS: Final = 5  # of a message without
LINK_STYLE: Final = 5
PREMIUM_STYLE: Final = 6

Placed = tuple[Path, dict[str, Any]]


def layout_problems(components: object, path: Path, *, is_v2: bool) -> Iterator[Problem]:
    """What is wrong between components that are right one by one.

    Args:
        components: A list that fits COMPONENTS.
        path: Where it stands.
        is_v2: Whether their message has the flag IS_COMPONENTS_V2.
    """
    yield from modal_problems(components, path)
    everything = list(walk(components, path))
    yield from (_v2_problems if is_v2 else _v1_problems)(everything, path)


def modal_problems(components: object, path: Path) -> Iterator[Problem]:
    """The same for a modal.

    Args:
        components: A list that fits the form of MODAL.
        path: Where it stands.
    """
    everything = list(walk(components, path))
    yield from _custom_id_problems(everything)
    for place, component in everything:
        yield from _own_problems(component, place)


def _custom_id_problems(everything: list[Placed]) -> Iterator[Problem]:
    """A custom_id that stands twice in one message or modal."""
    seen = set()
    for path, component in everything:
        custom_id = component.get("custom_id")
        if custom_id is not None and custom_id in seen:
            words = "Component custom id cannot be duplicated"
            yield Problem((*path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", words)
        seen.add(custom_id)


def walk(components: object, path: Path) -> Iterator[Placed]:
    """Every component of a list that fits its form, with its place; those inside come after."""
    for at, component in enumerate(components if isinstance(components, list) else ()):
        yield from _walk_one(component, (*path, at))


def _walk_one(component: dict[str, Any], path: Path) -> Iterator[Placed]:
    yield path, component
    yield from walk(component.get("components"), (*path, "components"))
    for key in ("accessory", "component"):
        if component.get(key):
            yield from _walk_one(component[key], (*path, key))


def _own_problems(component: dict[str, Any], path: Path) -> Iterator[Problem]:
    if component["type"] == Kind.BUTTON:
        yield from _button_problems(component, path)
    elif component["type"] == Kind.ACTION_ROW:
        inside = [child["type"] for child in component["components"]]
        if len(inside) > 1 and set(inside) != {Kind.BUTTON}:
            words = "The specified component exceeds the maximum width"
            yield Problem((*path, "components", 1), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", words)
    elif component["type"] in SELECTS:
        yield from _select_problems(component, path)


def _button_problems(button: dict[str, Any], path: Path) -> Iterator[Problem]:
    """Each style needs one thing to lead to, and may have no other."""
    needs = {LINK_STYLE: "url", PREMIUM_STYLE: "sku_id"}.get(button["style"], "custom_id")
    for key in ("custom_id", "url", "sku_id"):
        if key == needs and button.get(key) is None:
            words = "This field is required for this style of button"
            yield Problem((*path, key), "BASE_TYPE_REQUIRED", words)
        elif key != needs and button.get(key) is not None:
            words = f"A button of this style has a {needs} and no {key}"
            yield Problem((*path, key), "BUTTON_COMPONENT_FIELD_CONFLICT", words)
    if needs != "sku_id" and not (button.get("label") or button.get("emoji")):
        words = "A label or an emoji is required"
        yield Problem((*path, "label"), "BASE_TYPE_REQUIRED", words)


def _select_problems(select: dict[str, Any], path: Path) -> Iterator[Problem]:
    options = select.get("options") or ()
    seen = set()
    for at, option in enumerate(options):
        if option["value"] in seen:
            words = "The specified option value is already used"
            place = (*path, "options", at, "value")
            yield Problem(place, "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", words)
        seen.add(option["value"])
    most = 1 if select.get("max_values") is None else select["max_values"]
    if (select.get("min_values") or 0) > most:
        words = "min_values is more than max_values"
        yield Problem((*path, "min_values"), "SELECT_COMPONENT_MIN_VALUES_EXCEEDS_MAX", words)
    if options and most > len(options):
        words = "max_values is more than there are options"
        yield Problem((*path, "max_values"), "SELECT_COMPONENT_MAX_VALUES_EXCEEDS_OPTIONS", words)


def _v1_problems(everything: list[Placed], path: Path) -> Iterator[Problem]:
    top = [(place, each) for place, each in everything if len(place) == len(path) + 1]
    for place, component in top:
        if component["type"] != Kind.ACTION_ROW:
            words = 'Value of field "type" must be one of (1,).'
            yield Problem((*place, "type"), "UNION_TYPE_CHOICES", words)
    if len(top) > MOST_ROWS:
        words = f"Must be {MOST_ROWS} or fewer in length."
        yield Problem(path, "BASE_TYPE_MAX_LENGTH", words)


def _v2_problems(everything: list[Placed], path: Path) -> Iterator[Problem]:
    if len(everything) > MOST_COMPONENTS:
        words = f"The total number of components exceeds the maximum of {MOST_COMPONENTS}"
        yield Problem(path, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", words)
    texts = (each["content"] for _, each in everything if each["type"] == Kind.TEXT_DISPLAY)
    if sum(map(len, texts)) > MOST_CHARACTERS:
        words = f"Components displayable text size exceeds maximum size of {MOST_CHARACTERS}"
        yield Problem(path, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", words)
