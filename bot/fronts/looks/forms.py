"""A form as Discord shows it over the channel: its title, its fields, and two buttons."""

from collections.abc import Iterator

from bot.fronts.looks.components import ROW, component_markup
from bot.fronts.looks.payloads import Json, label, number, part, parts
from bot.fronts.looks.scene import Scene
from bot.fronts.markup import Html, element

LABEL = 18
CAUTION = (
    "This form will be submitted to {}. Do not share passwords or other sensitive information."
)


def form_markup(form: Json, scene: Scene, *, app: str) -> Html:
    """A form.

    Args:
        form: The data of an answer that opens it: `title` and `components`.
        scene: What it is seen in.
        app: Whose form it is.
    """
    head = element(
        "header",
        element("span", class_="avatar", aria_hidden="true"),
        element(f"h{scene.heading}", label(form, "title")),
        element("span", class_="close", aria_hidden="true"),
    )
    foot = element(
        "footer",
        element("span", "Cancel", class_="button secondary"),
        element("span", "Submit", class_="button primary"),
    )
    caution = element("p", CAUTION.format(app), class_="caution")
    return element("section", head, caution, *_fields(form, scene), foot, class_="form")


def _fields(form: Json, scene: Scene) -> Iterator[Html]:
    """Each field below its label; older forms have the label inside the field."""
    for each in parts(form, "components"):
        if number(each, "type") == LABEL:
            yield _field(each, part(each, "component"), scene)
        elif number(each, "type") == ROW:
            yield from (_field(inside, inside, scene) for inside in parts(each, "components"))


def _field(said: Json, field: Json, scene: Scene) -> Html:
    star = element("span", " *", class_="required") if field.get("required", True) else None
    name, hint = label(said, "label"), label(said, "description")
    return element(
        "div",
        element("p", name, star, class_="field-name"),
        element("p", hint, class_="small") if hint else None,
        component_markup(field, scene),
        class_="field",
    )
