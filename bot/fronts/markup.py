"""HTML elements in which everything is escaped that is not markup of our own making."""

from html import escape

from bot.fronts.outside import visible


class Html(str):
    """Markup that is already safe: only `element` and our own templates make it."""

    __slots__ = ()


def element(name: str, *children: str | None, **attributes: str | None) -> Html:
    """One element; plain text inside it is escaped, and loses what is invisible.

    Args:
        name: The tag's name.
        children: `Html` as it is, other text escaped; None is left out.
        attributes: Values to escape; None leaves the attribute out. A trailing underscore is
            dropped (`class_`), an inner one becomes a hyphen (`aria_label`).
    """
    opened = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(visible(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{opened}>{join(*children)}</{name}>")


def join(*children: str | None) -> Html:
    """Children one after the other, made safe."""
    return Html("".join(_safe(child) for child in children if child is not None))


def _safe(child: str) -> str:
    return child if isinstance(child, Html) else escape(visible(child))
