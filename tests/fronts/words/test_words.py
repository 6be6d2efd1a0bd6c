"""The catalogues: whole, alike in every language, and neither more nor less than is said."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from fluent.syntax import FluentParser, ast, serialize
from fluent.syntax.visitor import Visitor

from bot.errors import Trouble
from bot.fronts.words import ENGLISH, LANGUAGES, Words, sources_of, words_for
from bot.news import FilterKind, Happening, Style, Summaries, Threads
from tests.fronts.words.sources import HOUSE, SAYING, files, mentioned, sayings

TASKS = (
    "read",
    "search",
    "privacy",
    "begin",
    "change",
    "filter",
    "explain",
    "correct",
    "move-in",
    "settings",
)
# Names that are put together, and what can stand in their place.
CHANGES = (
    *("feed-added", "feed-edited", "feed-paused", "feed-resumed", "feed-moved", "feed-removed"),
    *("filter-added", "filter-removed", "settings", "guild-forgotten", "role-gone"),
    *("story-hidden", "story-unhidden", "story-split", "story-merged", "story-unrelated"),
    "report-dismissed",
)
BUILT: Mapping[str, Iterable[str]] = {
    "change-{}": CHANGES,
    "feed-field-{}": ("channel", "style", "language", "summaries", "image", "threads", "mention"),
    "filter-{}": FilterKind,
    "filter-kind-{}": FilterKind,
    "help-{}": TASKS,
    "help-{}-how": TASKS,
    "rule-no-{}": ("domain", "language"),
    "rule-unclosed-{}": ("phrase", "pattern"),
    "opml-{}": ("new", "known", "broken", "untried"),
    "settings-{}": (
        "style",
        "language",
        "managers",
        "desk",
        "person-day",
        "guild-day",
        "kept-days",
    ),
    "source-{}": Trouble,
    "style-{}": Style,
    "summaries-{}": Summaries,
    "threads-{}": Threads,
    "why-{}": Happening,
}
# What is the same in another language by no mistake.
ALIKE = {
    "button-sources",
    "feed-field-mention",
    "feed-field-name",
    "feed-field-threads",
    "help-title",
    "news-article",
    "option-question",
    "sources-articles",
}

# Discord's limits: what the name of a message begins or ends with, and how its text may look.
LIMITS = (
    (r"command-.*", r".{1,100}"),
    (r"filter-kind-.*", r".{1,100}"),
    (r"menu-.*", r".{1,32}"),
    (r"option-.*", r"[-_'\w]{1,32}"),
    (r"button-.*", r".{1,80}"),
    (r"form-.*-hint", r".{1,100}"),
    (r"form-.*(?<!-hint)", r".{1,45}"),
)

SPEAKING = [path for path in files() if re.search("|".join(SAYING), path.read_text())]
SUBJECTS = sorted(sources_of(ENGLISH))
OTHERS = [language for language in LANGUAGES if language != ENGLISH]


class Variables(Visitor):
    """Collects what a message names."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - the library's name
        self.found.add(node.id.name)


def variables(message: ast.Message) -> frozenset[str]:
    visitor = Variables()
    visitor.visit(message)
    return frozenset(visitor.found)


@cache
def messages(language: str, file: str) -> Mapping[str, ast.Message]:
    body = FluentParser().parse(sources_of(language).get(file, "")).body
    return {each.id.name: each for each in body if isinstance(each, ast.Message)}


@cache
def everything(language: str = ENGLISH) -> Mapping[str, ast.Message]:
    return {name: one for file in SUBJECTS for name, one in messages(language, file).items()}


def text(message: ast.Message) -> str:
    """A message as it is written, without its name and its comment."""
    bare = message.clone()
    bare.comment = None
    return serialize(ast.Resource([bare])).partition("=")[2].strip()


def has_words(message: ast.Message) -> bool:
    """Whether it says anything besides its facts."""
    return re.search(r"[^\W\d_]", re.sub(r"{[^{}]*}", "", text(message))) is not None


def said_in_house(path: Path) -> str:
    return str(path.relative_to(HOUSE))


def expanded(name: str) -> list[str]:
    """The names that one can become."""
    if "{}" not in name:
        return [name]
    assert name in BUILT, f"{name}: list in BUILT what can stand for {{}}"
    return [name.replace("{}", part) for part in BUILT[name]]


@cache
def used() -> frozenset[str]:
    """Every name that the house has between quotation marks, and those that it puts together."""
    named = {saying.name for path in files() for saying in sayings(path)}
    built = (expanded(name) for name in named & BUILT.keys())
    return frozenset(chain(*built, *map(mentioned, files())))


def catalogue(**texts: str) -> Words:
    return Words(ENGLISH, {f"{file}.ftl": text for file, text in texts.items()})


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        (None, "en"),
        ("en-GB", "en"),
        ("de", "de"),
        ("fr", "fr"),
        ("pt-BR", "en"),
        ("", "en"),
        ("../de", "en"),
    ],
)
def test_a_language_that_we_do_not_speak_is_english(locale: str | None, language: str) -> None:
    assert words_for(locale).language == language
    assert words_for(locale) is words_for(language)


@pytest.mark.parametrize(
    ("language", "told"), [("en", "1,204 cards"), ("de", "1.204 cards"), ("fr", "1\u202f204 cards")]
)
def test_a_number_is_written_as_the_language_does(language: str, told: str) -> None:
    words = Words(language, {"a.ftl": "cards = { NUMBER($count) } cards"})

    assert words("cards", count=1204) == told


def test_what_is_put_into_a_message_stands_there_as_it_is() -> None:
    words = catalogue(a="found = found { $name } { $when }")

    assert words("found", name="{ $when }", when="<t:0:R>") == "found { $when } <t:0:R>"


def test_a_message_that_is_not_there_is_loud() -> None:
    words = catalogue(a="found = found")

    assert words.has("found")
    assert not words.has("lost")
    with pytest.raises(LookupError, match="no words for 'lost'"):
        words("lost")


def test_a_fact_that_is_not_given_is_loud() -> None:
    words = catalogue(a="found = found { $name }")

    with pytest.raises(ValueError, match="'found' cannot be said in en"):
        words("found", nam="Nora")


@pytest.mark.parametrize(
    "texts",
    [
        {"a": "found = one", "b": "found = two"},
        {"a": "found = one\nfound = two"},
    ],
)
def test_a_message_that_is_there_twice_is_refused(texts: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="found is there twice"):
        catalogue(**texts)


@pytest.mark.parametrize("broken", ["found = { $name", "Found, but no message", "found ="])
def test_what_is_no_fluent_is_refused(broken: str) -> None:
    with pytest.raises(ValueError, match=r"en/a\.ftl: no Fluent"):
        catalogue(a=broken)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_files_and_each_can_be_read(language: str) -> None:
    assert sorted(sources_of(language)) == SUBJECTS
    assert words_for(language).language == language


@pytest.mark.parametrize("file", SUBJECTS)
@pytest.mark.parametrize("language", OTHERS)
def test_every_language_says_the_same_with_the_same_facts(language: str, file: str) -> None:
    english, other = messages(ENGLISH, file), messages(language, file)

    assert other.keys() == english.keys()
    for name, message in english.items():
        assert (name, variables(other[name])) == (name, variables(message))
        assert not [*message.attributes, *other[name].attributes], name  # nobody would say them


@pytest.mark.parametrize("file", SUBJECTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_can_be_said(language: str, file: str) -> None:
    words = words_for(language)
    for name, message in messages(language, file).items():
        for number in (0, 1, 2, 5):
            facts: dict[str, Any] = dict.fromkeys(variables(message), number)

            assert words(name, **facts).strip(), name


@pytest.mark.parametrize("file", SUBJECTS)
@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_in_english(language: str, file: str) -> None:
    other = messages(language, file)
    english = messages(ENGLISH, file)
    left = {
        name for name in english.keys() & other.keys() if text(other[name]) == text(english[name])
    }

    forgotten = sorted(name for name in left - ALIKE if has_words(english[name]))
    assert not forgotten, forgotten


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("named", "limit"), LIMITS)
def test_discord_has_room_for_it(named: str, limit: str, language: str) -> None:
    words = words_for(language)
    found = [name for name in everything(language) if re.fullmatch(named, name)]

    assert found
    for name in found:
        assert re.fullmatch(limit, words(name)), name
        assert not name.startswith("option-") or words(name) == words(name).lower()


@pytest.mark.parametrize("path", SPEAKING, ids=said_in_house)
def test_whatever_is_said_has_words(path: Path) -> None:
    named = [(each.line, name) for each in sayings(path) for name in expanded(each.name)]

    lost = [f"line {line}: {name}" for line, name in named if name not in everything()]
    assert not lost, lost


@pytest.mark.parametrize("path", SPEAKING, ids=said_in_house)
def test_whatever_is_said_is_given_its_facts(path: Path) -> None:
    named = [(each, name) for each in sayings(path) for name in expanded(each.name)]
    known = [(each, name) for each, name in named if name in everything()]

    wrong = [
        f"line {saying.line}: {name} needs {sorted(needed)}, not {sorted(saying.facts)}"
        for saying, name in known
        if saying.facts is not None and (needed := variables(everything()[name])) != saying.facts
    ]
    assert not wrong, wrong


@pytest.mark.parametrize("file", SUBJECTS)
def test_every_message_is_said_somewhere(file: str) -> None:
    dead = sorted(messages(ENGLISH, file).keys() - used())
    assert not dead, dead


def test_every_change_that_is_noted_has_words() -> None:
    calls = (
        r'note_change\(\s*connection,\s*\w+,\s*"([a-z-]+)"',
        r'_note\(\s*connection,\s*actor,\s*"([a-z-]+)"',
        r'_change\(\s*actor,\s*subscription_id,\s*"([a-z-]+)"',
        r'\bwhat="([a-z-]+)"',
    )
    sources = [path.read_text() for path in files()]

    noted = {name for each in sources for call in calls for name in re.findall(call, each)}

    assert noted == set(CHANGES)
