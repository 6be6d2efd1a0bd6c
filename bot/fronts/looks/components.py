"""Buttons and menus as Discord draws them; nothing of it can be pressed but links."""

from collections.abc import Callable, Mapping, Sequence

from bot.fronts.looks.emoji import with_emoji
from bot.fronts.looks.payloads import Json, label, number, part, parts, text
from bot.fronts.looks.scene import Scene
from bot.fronts.markup import Html, element
from bot.fronts.outside import link

# https://discord.com/developers/docs/components/reference
ROW, BUTTON, STRING_MENU, TEXT_INPUT, USER_MENU, ROLE_MENU, ANY_MENU, CHANNEL_MENU = range(1, 9)
STYLES: Mapping[int, str] = {1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link"}
SIGNS: Mapping[str, str] = {"role": "@&", "user": "@", "channel": "#"}
NOTHING_CHOSEN = "Make a selection"
PARAGRAPH = 2


def rows_markup(components: Sequence[Json], scene: Scene) -> list[Html]:
    """The rows of a message."""
    return [
        element("div", *(component_markup(each, scene) for each in parts(row, "components")))
        for row in components
        if number(row, "type") == ROW
    ]


def component_markup(component: Json, scene: Scene) -> Html | None:
    """A button, a menu or a field; None for what our messages do not have."""
    draw = _DRAWN.get(number(component, "type"))
    return draw(component, scene) if draw else None


def _button(button: Json, scene: Scene) -> Html:
    del scene
    style = STYLES.get(number(button, "style"), "secondary")
    emoji = label(part(button, "emoji"), "name")
    words = label(button, "label")
    face = (
        element("span", with_emoji(emoji), class_="face") if emoji else None,
        element("span", with_emoji(words)) if words else None,
    )
    looks = f"button {style}" + (" disabled" if button.get("disabled") else "")
    if address := link(text(button, "url")):
        return element("a", *face, class_=looks, href=address, rel="noopener")
    return element("span", *face, class_=looks)


def _string_menu(menu: Json, scene: Scene) -> Html:
    del scene
    chosen = [_option(each) for each in parts(menu, "options") if each.get("default")]
    return _menu(menu, chosen)


def _option(option: Json) -> Html:
    emoji = label(part(option, "emoji"), "name")
    return element("span", with_emoji(f"{emoji} {label(option, 'label')}".strip()))


def _named_menu(menu: Json, scene: Scene) -> Html:
    """A menu of roles, channels or people, with the names of those that are chosen."""
    chosen = (
        (SIGNS.get(text(each, "type"), "@"), text(each, "id"))
        for each in parts(menu, "default_values")
    )
    return _menu(menu, [_pill(sign, scene.names.get(sign + id_) or id_) for sign, id_ in chosen])


def _pill(sign: str, name: str) -> Html:
    return element("span", f"{sign[0]}{name}", class_="pill")


def _menu(menu: Json, chosen: Sequence[Html]) -> Html:
    hint = element("span", label(menu, "placeholder") or NOTHING_CHOSEN, class_="hint")
    looks = "menu disabled" if menu.get("disabled") else "menu"
    return element("span", *(chosen or [hint]), class_=looks)


def _field(field: Json, scene: Scene) -> Html:
    """A field to type into, with what stands in it or a hint."""
    del scene
    looks = "input paragraph" if number(field, "style") == PARAGRAPH else "input"
    value, hint = text(field, "value"), label(field, "placeholder")
    inside = value or element("span", hint, class_="hint")
    return element("span", inside, class_=looks)


_DRAWN: Mapping[int, Callable[[Json, Scene], Html]] = {
    BUTTON: _button,
    STRING_MENU: _string_menu,
    TEXT_INPUT: _field,
    USER_MENU: _named_menu,
    ROLE_MENU: _named_menu,
    ANY_MENU: _named_menu,
    CHANNEL_MENU: _named_menu,
}
