"""What everything shown on a terminal is drawn with: fitted layouts, a bar, links."""

from collections.abc import Callable
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

READABLE = 92  # columns; longer lines lose the eye on its way back


@dataclass(frozen=True, slots=True)
class Fitted:
    """A renderable that is laid out when the width, and what the terminal can do, are known."""

    layout: Callable[[Console, ConsoleOptions], RenderableType]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield self.layout(console, options)


@dataclass(frozen=True, slots=True)
class Barred:
    """A renderable with a coloured bar on its left, like the embeds that Discord shows.

    There is no right border: a glyph whose width the terminal disagrees about would break it.
    """

    body: RenderableType
    colour: str
    width: int  # columns, the bar included

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        bar = Segment("| " if options.ascii_only else "▌ ", Style.parse(self.colour))
        for row in console.render_lines(self.body, options.update(width=self.width - 2)):
            yield bar
            yield from row
            yield Segment.line()


def is_plain(console: Console, options: ConsoleOptions) -> bool:
    """Whether the output is a pipe, a file, or a terminal without any style."""
    return not options.is_terminal or console.color_system is None


def linked(words: str, address: str | None, style: str = "") -> Text:
    """Words that a terminal makes clickable; plain words where there is no address."""
    # A span rather than a base style, or the padding after the words would be clickable too.
    return Text.assemble((words, Style.parse(style) + Style(link=address)))


def whole(address: str) -> Text:
    """An address that is neither wrapped nor cut."""
    return Text(address, no_wrap=True, overflow="ignore")
