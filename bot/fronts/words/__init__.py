"""Every word that people are told, in a Fluent catalogue for each language.

A folder is a language and a file in it a subject; a message's name begins with its subject. What a
file may say: https://projectfluent.org/fluent/guide/
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast

ENGLISH = "en"
LANGUAGES = (ENGLISH, "de", "fr")
SUFFIX = ".ftl"

Fact = str | int | float | datetime


class Words:
    """What is said in one language.

    Args:
        language: Its code, "de".
        sources: The text of each file, by the file's name.

    Raises:
        ValueError: A file is no Fluent, or a message is there twice.
    """

    def __init__(self, language: str, sources: Mapping[str, str]) -> None:
        self.language = language
        # Marks of isolation would be seen, and would break the markdown around a name.
        self._bundle = FluentBundle([language], use_isolating=False)
        for file, text in sources.items():
            self._add(file, FluentResource(text))

    def __call__(self, name: str, /, **facts: Fact) -> str:
        """A message with its facts in their places.

        Facts are shown as they are. Text from outside has to be escaped and shortened before, to
        fewer than 2,500 characters. A number is written as the language does, 1,234 or 1 234; so an
        id has to be given as text, and so has a moment that Discord is to show, `<t:0:R>`.

        Raises:
            LookupError: There is no such message; a bug.
            ValueError: A fact is missing; a bug too.
        """
        message = self._bundle.get_message(name) if self.has(name) else None
        if message is None or message.value is None:
            raise LookupError(f"{self.language} has no words for {name!r}")
        told, problems = self._bundle.format_pattern(message.value, facts)
        if problems:
            raise ValueError(f"{name!r} cannot be said in {self.language}") from problems[0]
        return str(told)

    def has(self, name: str) -> bool:
        """Whether there is a message of this name."""
        return self._bundle.has_message(name)

    def _add(self, file: str, resource: ast.Resource) -> None:
        for entry in resource.body:
            match entry:
                case ast.Junk():
                    raise ValueError(f"{self.language}/{file}: no Fluent: {entry.content!r}")
                case ast.Message() if self.has(entry.id.name):
                    raise ValueError(f"{self.language}/{file}: {entry.id.name} is there twice")
            self._bundle.add_resource(ast.Resource([entry]))


def words_for(locale: str | None) -> Words:
    """The words for somebody's language, or English where we do not speak it.

    Args:
        locale: As Discord writes it, "de" or "en-GB"; None where nobody's is known.
    """
    language = (locale or ENGLISH).partition("-")[0]
    return _words(language if language in LANGUAGES else ENGLISH)


def sources_of(language: str) -> dict[str, str]:
    """The catalogue of a language as it is written: the text of each file, by its name."""
    folder = files(__name__) / language
    found = [each for each in folder.iterdir() if each.name.endswith(SUFFIX)]
    found.sort(key=lambda each: each.name)
    return {each.name: each.read_text(encoding="utf-8") for each in found}


@cache
def _words(language: str) -> Words:
    return Words(language, sources_of(language))
