"""An embed as Discord lays it out: bar, author, title, description, fields, pictures, footer."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from bot.fronts.looks import moments
from bot.fronts.looks.emoji import with_emoji
from bot.fronts.looks.payloads import Json, label, number, part, parts, text
from bot.fronts.looks.scene import Scene
from bot.fronts.looks.spans import shown, shown_line
from bot.fronts.markup import Html, element
from bot.fronts.outside import link

IN_A_ROW = 3  # inline fields
BLACKEST, WHITEST = 0, 0xFFFFFF
NO_ALT = "Picture"


def embed_markup(embed: Json, scene: Scene, *, anchor: str | None = None) -> Html:
    """One embed.

    Args:
        embed: As in a message's `embeds`.
        scene: What it is seen in.
        anchor: The id that its title gets.
    """
    thumbnail = _picture(part(embed, "thumbnail"), scene, "thumbnail")
    body = element(
        "div",
        _author(part(embed, "author")),
        _title(embed, scene, anchor),
        _described(embed, scene),
        *_fields(parts(embed, "fields"), scene),
        class_="words",
    )
    image = _picture(part(embed, "image"), scene, "image")
    bar = element("svg", class_="bar", color=_colour(embed), aria_hidden="true")
    return element("div", bar, body, thumbnail, image, _footer(embed, scene), class_="embed")


def _colour(embed: Json) -> str | None:
    """The bar's colour; the style sheet has one where there is none."""
    if "color" not in embed:
        return None
    return f"#{min(max(number(embed, 'color'), BLACKEST), WHITEST):06x}"


def _author(author: Json) -> Html | None:
    return _named(author, "p", "author")


def _named(part_: Json, name: str, looks: str) -> Html | None:
    """A name that is no markdown, and may lead somewhere."""
    words, address = with_emoji(label(part_, "name")), link(text(part_, "url"))
    inside = element("a", words, href=address, rel="noopener") if address else words
    return element(name, inside, class_=looks, dir="auto") if words else None


def _title(embed: Json, scene: Scene, anchor: str | None) -> Html | None:
    words, address = shown_line(text(embed, "title"), scene), link(text(embed, "url"))
    title = element("a", words, href=address, rel="noopener") if address else words
    return element(f"h{scene.heading}", title, id=anchor, dir="auto") if words else None


def _described(embed: Json, scene: Scene) -> Html | None:
    words = shown(text(embed, "description"), scene)
    return element("div", words, class_="text") if words else None


def _fields(fields: Sequence[Json], scene: Scene) -> Iterator[Html]:
    """Fields in rows; inline ones stand beside each other, three at most."""
    for row in _rows(fields):
        cells = (
            element(
                "div",
                element("p", shown_line(text(each, "name"), scene), class_="field-name"),
                element("div", shown(text(each, "value"), scene), class_="text"),
            )
            for each in row
        )
        yield element("div", *cells, class_="fields")


def _rows(fields: Sequence[Json]) -> list[list[Json]]:
    rows: list[list[Json]] = []
    for field in fields:
        beside = rows and field.get("inline") and rows[-1][-1].get("inline")
        if beside and len(rows[-1]) < IN_A_ROW:
            rows[-1].append(field)
        else:
            rows.append([field])
    return rows


def _picture(picture: Json, scene: Scene, looks: str) -> Html | None:
    """A picture that was handed in; else where it is, for nothing is fetched."""
    named = text(picture, "url")
    if found := scene.pictures.get(named):
        alt = label(picture, "description") or NO_ALT
        image = Html(element("img", src=found, alt=alt).removesuffix("</img>"))  # it has no end
        return element("p", image, class_=looks)
    address = link(named)
    if address is None:
        return None
    there = element("a", f"Picture at {urlsplit(address).hostname}", href=address, rel="noopener")
    return element("p", there, class_=f"{looks} elsewhere")


def _footer(embed: Json, scene: Scene) -> Html | None:
    """Its words and its time, with a dot between them."""
    words = with_emoji(label(part(embed, "footer"), "text"))
    then = moments.written(embed.get("timestamp"), scene.now)
    when = then and element(
        "time",
        moments.beside(then, scene.now),
        datetime=then.isoformat(timespec="seconds"),
        title=moments.FULL(then),
    )
    told = [each for each in (words, " • " if words and when else None, when) if each]
    return element("p", *told, class_="footer") if told else None
