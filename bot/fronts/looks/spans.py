"""Discord's markdown as HTML."""

import re
from collections.abc import Callable, Mapping

from bot.fronts.looks import markdown, moments
from bot.fronts.looks.emoji import with_emoji
from bot.fronts.looks.markdown import Kind, Part, Parts
from bot.fronts.looks.scene import Scene
from bot.fronts.markup import Html, element, join
from bot.fronts.outside import NAME_LIMIT, line, link

_ELEMENTS: Mapping[Kind, str] = {
    Kind.QUOTE: "blockquote",
    Kind.BULLETS: "ul",
    Kind.ITEM: "li",
    Kind.BOLD: "strong",
    Kind.ITALIC: "em",
    Kind.UNDERLINE: "u",
    Kind.STRIKE: "s",
    Kind.CODE: "code",
}
_UNKNOWN = {"@&": "unknown-role", "@": "unknown-user", "#": "unknown"}
_MENTION = re.compile(r"(@&|@|#)!?([0-9]+)")


def shown(text: str, scene: Scene) -> Html:
    """A text with its blocks.

    Args:
        text: Markdown; untrusted.
        scene: What it is seen in.
    """
    return _all(markdown.read(text), scene)


def shown_line(text: str, scene: Scene) -> Html:
    """A text without blocks."""
    return _all(markdown.read_line(text), scene)


def _all(parts: Parts, scene: Scene) -> Html:
    return join(
        *(with_emoji(each) if isinstance(each, str) else _part(each, scene) for each in parts)
    )


def _part(part: Part, scene: Scene) -> Html:
    if draw := _DRAWN.get(part.kind):
        return draw(part, scene)
    return element(_ELEMENTS[part.kind], _all(part.inside, scene))


def _paragraph(part: Part, scene: Scene) -> Html:
    # The last line break of a block is not shown, so an empty last line needs another.
    last = part.inside[-1] if part.inside else ""
    ends = "\n" if isinstance(last, str) and last.endswith("\n") else None
    return element("p", _all(part.inside, scene), ends, dir="auto")


def _heading(part: Part, scene: Scene) -> Html:
    level, inside = str(scene.heading + int(part.about)), _all(part.inside, scene)
    return element("p", inside, class_=f"h{part.about}", role="heading", aria_level=level)


def _small(part: Part, scene: Scene) -> Html:
    return element("p", _all(part.inside, scene), class_="small")


def _block(part: Part, scene: Scene) -> Html:
    del scene
    return element("pre", element("code", *map(str, part.inside)))


def _numbers(part: Part, scene: Scene) -> Html:
    return element("ol", _all(part.inside, scene), start=part.about)


def _spoiler(part: Part, scene: Scene) -> Html:
    """Without a script no click opens it; a pointer or the keyboard does."""
    return element("span", _all(part.inside, scene), class_="spoiler", tabindex="0")


def _link(part: Part, scene: Scene) -> Html:
    words = _all(part.inside, scene)
    if place := scene.places.get(part.about):
        return element("a", words, href=place)
    address = link(part.about)
    return element("a", words, href=address, rel="noopener") if address else words


def _mention(part: Part, scene: Scene) -> Html:
    return element("span", _named(part.about, scene), class_="mention")


def _named(about: str, scene: Scene) -> str:
    """What a mention is called; Discord says so too where it does not know."""
    found = _MENTION.fullmatch(about)
    if found is None:
        return about
    sign, name = found[1], scene.names.get(found[1] + found[2], "")
    shown_sign = "#" if sign == "#" else "@"
    return shown_sign + (line(name, NAME_LIMIT) or _UNKNOWN[sign])


def _moment(part: Part, scene: Scene) -> Html:
    then = moments.parsed(part.about, scene.now)
    words = moments.styled(part.about, scene.now)
    if then is None:
        return element("span", words, class_="moment")
    when = then.isoformat(timespec="seconds")
    return element("time", words, class_="moment", datetime=when, title=moments.FULL(then))


_DRAWN: Mapping[Kind, Callable[[Part, Scene], Html]] = {
    Kind.PARAGRAPH: _paragraph,
    Kind.HEADING: _heading,
    Kind.SMALL: _small,
    Kind.BLOCK: _block,
    Kind.NUMBERS: _numbers,
    Kind.SPOILER: _spoiler,
    Kind.LINK: _link,
    Kind.MENTION: _mention,
    Kind.MOMENT: _moment,
}
