"""A message in its place: who says it and when, what it shows, what hangs from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.fronts.looks import moments
from bot.fronts.looks.components import rows_markup
from bot.fronts.looks.embeds import embed_markup
from bot.fronts.looks.emoji import with_emoji
from bot.fronts.looks.payloads import number, parts, text
from bot.fronts.looks.scene import Scene
from bot.fronts.looks.spans import shown, shown_line
from bot.fronts.markup import Html, element
from bot.fronts.outside import NAME_LIMIT, language, line

EPHEMERAL = 1 << 6  # Discord's "Message Flags"
ONLY_YOU, DISMISS = "Only you can see this", "Dismiss message"
SHORT = 120  # characters of the message that is replied to
FACES = 6  # colours of people without a picture


@dataclass(frozen=True, slots=True)
class Author:
    """Who says something: an app, or a person."""

    name: str
    is_app: bool = False


NEWSDESK = Author("Newsdesk", is_app=True)


@dataclass(frozen=True, slots=True)
class Called:
    """The command that a message answers, above it."""

    person: Author
    command: str  # without its slash


@dataclass(frozen=True, slots=True)
class Said:
    """A message as it stands in a channel.

    Attributes:
        body: Its payload, as it is sent: content, embeds, components, flags; untrusted.
        at: When; the present if it is None.
        by: Who says it.
        answers: What it replies to, or the command that it answers.
        thread: What is said in its thread.
        thread_name: How that is called.
        anchor: The id that it gets on its page; its first title gets one that is made of it.
        tongue: The language of its words.
        proof: What stands folded below it: the words to open it by, and the messages.
    """

    body: Mapping[str, Any]
    at: datetime | None = None
    by: Author = NEWSDESK
    answers: "Said | Called | None" = None
    thread: "Sequence[Said]" = ()
    thread_name: str = ""
    anchor: str | None = None
    tongue: str | None = None
    proof: "tuple[str, Sequence[Said]] | None" = None


def message_markup(said: Said, scene: Scene) -> Html:
    """One message with all that hangs from it."""
    heading = f"{said.anchor}-title" if said.anchor else None
    is_quiet = number(said.body, "flags") & EPHEMERAL
    return element(
        "article",
        _above(said.answers, scene),
        _avatar(said.by),
        element(
            "div",
            _who(said, scene),
            *_shown(said, scene, heading),
            _only_you() if is_quiet else None,
            _proof(said, scene),
            _thread(said, scene),
            class_="body",
        ),
        id=said.anchor,
        class_="message quiet" if is_quiet else "message",
        aria_labelledby=heading if parts(said.body, "embeds") else None,
    )


def _shown(said: Said, scene: Scene, heading: str | None) -> list[Html]:
    """Content, embeds and components, in Discord's order."""
    content = shown(text(said.body, "content"), scene)
    embeds = (
        embed_markup(each, scene, anchor=None if number_ else heading)
        for number_, each in enumerate(parts(said.body, "embeds"))
    )
    tongue = language(said.tongue)
    rows = rows_markup(parts(said.body, "components"), scene)
    return [
        *([element("div", content, class_="text", lang=tongue)] if content else []),
        *(element("div", each, class_="embeds", lang=tongue) for each in embeds),
        *([element("div", *rows, class_="rows")] if rows else []),
    ]


def _avatar(author: Author) -> Html:
    """Ours, or a person's first letter on a colour that is always theirs."""
    if author.is_app:
        return element("span", class_="avatar", aria_hidden="true")
    name = _name(author)
    face = f"avatar face{sum(map(ord, name)) % FACES}"
    return element("span", name[:1].upper(), class_=face, aria_hidden="true")


def _who(said: Said, scene: Scene) -> Html:
    then = (said.at or scene.now).astimezone(scene.now.tzinfo)
    time = element(
        "time",
        moments.beside(then, scene.now),
        datetime=then.isoformat(timespec="seconds"),
        title=moments.FULL(then),
    )
    return element(
        "p",
        element("b", element("bdi", _name(said.by))),
        element("span", "APP", class_="app") if said.by.is_app else None,
        element("a", time, href=f"#{said.anchor}") if said.anchor else time,
        class_="who",
    )


def _only_you() -> Html:
    return element("p", ONLY_YOU, " • ", element("span", DISMISS), class_="only-you")


def _above(answers: Said | Called | None, scene: Scene) -> Html | None:
    """What a message answers, small, with a line that leads to it."""
    if answers is None:
        return None
    if isinstance(answers, Called):
        command = element("span", f"/{line(answers.command, NAME_LIMIT)}", class_="mention")
        told = [element("b", element("bdi", _name(answers.person))), " used ", command]
    else:
        words = shown_line(line(text(answers.body, "content"), SHORT), scene)
        told = [element("b", "@", element("bdi", _name(answers.by))), " ", words]
    return element("p", *told, class_="above")


def _proof(said: Said, scene: Scene) -> Html | None:
    if said.proof is None:
        return None
    words, messages = said.proof
    inside = (message_markup(each, _below(scene)) for each in messages)
    return element("details", element("summary", words), *inside)


def _thread(said: Said, scene: Scene) -> Html | None:
    if not said.thread:
        return None
    count = f"{len(said.thread)} Message" + ("s" if len(said.thread) != 1 else "")
    name = with_emoji(line(said.thread_name, NAME_LIMIT))
    head = element("p", element("b", name), " ", element("span", count, class_="count"))
    inside = (message_markup(each, _below(scene)) for each in said.thread)
    return element("section", head, *inside, class_="thread", aria_label="Thread")


def _below(scene: Scene) -> Scene:
    """The same scene, for what hangs from a message."""
    return replace(scene, heading=scene.heading + 1)


def _name(author: Author) -> str:
    return line(author.name, NAME_LIMIT) or "Somebody"
