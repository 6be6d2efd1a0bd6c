"""Prompts as files: a system part, a user part, and named words to be filled in.

    # System
    You write short cards. {{style}}

    # User
    {{mark}}
    {{article}}
    {{mark}}

The texts are handed in, so that this room opens no file. Whoever writes prompts of their own is
told at start what is wrong with them, in words.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.errors import AdminError

_LARGEST = 32_000  # characters; a prompt that long would cost more than the articles
_HEADING = re.compile(r"^# *(System|User) *$", re.MULTILINE | re.IGNORECASE)
_WORD = re.compile(r"\{\{([^{}\n]{0,60})\}\}")
_MARK_LINE = re.compile(r"^\{\{ *mark *\}\}$", re.MULTILINE)
_VERSION_DIGITS = 8  # hexadecimal: as many as a person can compare


@dataclass(frozen=True, slots=True)
class _Needs:
    """The words that a prompt has to name.

    Args:
        system: In the system part, where only trusted words may stand.
        user: In the user part, besides the mark: what other people wrote. Each stands between
            two lines that are nothing but the mark.
    """

    system: frozenset[str] = frozenset()
    user: frozenset[str] = frozenset()


MARK: Final = "mark"
# Every prompt that there has to be, each in a file of its name with ".md" behind it.
NEEDED: Final[Mapping[str, _Needs]] = {
    "summary": _Needs(
        frozenset({"style", "language", "house_rules"}), frozenset({"title", "article"})
    ),
    "retry": _Needs(user=frozenset({"answer", "faults"})),
    "judge": _Needs(user=frozenset({"points"})),
    "answer": _Needs(frozenset({"house_rules"}), frozenset({"passages", "turns", "question"})),
    "standalone": _Needs(user=frozenset({"turns", "question"})),
}


@dataclass(frozen=True, slots=True)
class Template:
    """A prompt with words to be filled in.

    Attributes:
        name: One of `NEEDED`.
        version: The name and the beginning of a hash of the text, "summary-5d41402a".
        system: The part that is the same for many calls, so that providers can cache it.
        user: The rest.
    """

    name: str
    version: str
    system: str
    user: str

    @classmethod
    def parse(cls, name: str, text: str) -> "Template":
        """Read a prompt's file.

        Line ends and blanks at the ends of lines do not count, not even for the version.

        Args:
            name: One of `NEEDED`.
            text: What the file holds.

        Raises:
            AdminError: A part or a word is missing, a word is unknown, or what other people
                wrote would stand outside of the marks.
        """
        text = "\n".join(map(str.rstrip, text.removeprefix("\ufeff").splitlines())).strip()
        if len(text) > _LARGEST:
            raise AdminError(f"prompt {name}: longer than {_LARGEST:,} characters")
        system, user = _parts(name, text)
        _refuse_wrong_words(name, system, user)
        _refuse_open_marks(name, user)
        digest = hashlib.sha256(text.encode(errors="replace")).hexdigest()
        return cls(name, f"{name}-{digest[:_VERSION_DIGITS]}", system, user)

    def fill(self, words: Mapping[str, str]) -> tuple[str, str]:
        """The system part and the user part with their words filled in.

        What is filled in is not searched for words again.

        Raises:
            ValueError: A word is not given, or one is given that the prompt does not have.
        """
        named = words_of(self.system) | words_of(self.user)
        if named != set(words):
            wrong = ", ".join(sorted(named ^ set(words)))
            raise ValueError(f"prompt {self.name}: these words do not fit: {wrong}")
        return _filled(self.system, words), _filled(self.user, words)


@dataclass(frozen=True, slots=True)
class Prompts:
    """All prompts of the writer."""

    summary: Template
    retry: Template
    judge: Template
    answer: Template
    standalone: Template


def read_prompts(texts: Mapping[str, str]) -> Prompts:
    """Read every prompt that the writer needs.

    Args:
        texts: What the files hold, by the names in `NEEDED`. Others are ignored.

    Raises:
        AdminError: One is missing, or cannot be used; the message names it.
    """
    missing = [f"{name}.md" for name in NEEDED if name not in texts]
    if missing:
        raise AdminError(f"prompts: there is no {' and no '.join(missing)}")
    return Prompts(**{name: Template.parse(name, texts[name]) for name in NEEDED})


def words_of(text: str) -> set[str]:
    """The words that a part of a prompt names."""
    return {word.strip() for word in _WORD.findall(text)}


def _filled(text: str, words: Mapping[str, str]) -> str:
    return _WORD.sub(lambda found: words[found[1].strip()], text)


def _parts(name: str, text: str) -> tuple[str, str]:
    """The text between the headings; a prompt that needs no system part may have none."""
    before, *found = _HEADING.split(text)
    parts = dict(zip(map(str.lower, found[::2]), map(str.strip, found[1::2]), strict=True))
    wanted = ["user"] if name == "retry" else ["system", "user"]
    if before.strip() or len(found) != 2 * len(wanted) or [*parts] != wanted:
        headings = " and ".join(f'"# {part.title()}"' for part in wanted)
        raise AdminError(f"prompt {name}: it has to consist of {headings}, in this order")
    return parts.get("system", ""), parts["user"]


def _refuse_wrong_words(name: str, system: str, user: str) -> None:
    needs = NEEDED[name]
    expected = (("System", system, needs.system), ("User", user, needs.user | {MARK}))
    for heading, part, known in expected:
        for word in sorted(words_of(part) - known):
            raise AdminError(f'prompt {name}: unknown word {{{{{word}}}}} under "# {heading}"')
        for word in sorted(known - words_of(part)):
            raise AdminError(f'prompt {name}: {{{{{word}}}}} is missing under "# {heading}"')
        if "{{" in _WORD.sub("", part):
            raise AdminError(f'prompt {name}: "{{{{" without a word and "}}}}" under "# {heading}"')


def _refuse_open_marks(name: str, user: str) -> None:
    """Lines with nothing but the mark open and close in turn; foreign words stand inside."""
    pieces = _MARK_LINE.split(user)
    for word in sorted(words_of("".join(pieces[::2])) - {MARK}):
        raise AdminError(
            f"prompt {name}: {{{{{word}}}}} has to stand between two lines of {{{{mark}}}} alone"
        )
    if len(pieces) % 2 == 0:
        raise AdminError(f"prompt {name}: the last line of {{{{mark}}}} alone closes nothing")
