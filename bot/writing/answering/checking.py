"""Whether a sentence of an answer is proved by the sentences whose numbers it ends with.

The checks are those of the summaries (`writing/proof/`): one article alone must prove a sentence,
by the sentences that it names. Two are of answers alone. Words that only the question has prove
nothing, for it may ask for what nobody reported. And a translation is held to its numbers, dates
and names, because words cannot be compared.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.writing.answering.saying import Line, Said
from bot.writing.answering.tongues import tongue_of
from bot.writing.answering.translating import mistranslations
from bot.writing.lines import leads_away, one_line, spoken
from bot.writing.proof.checks import complaints
from bot.writing.proof.numbers import quantities
from bot.writing.proof.quotations import unquoted
from bot.writing.proof.voices import TOLD_TOO, Voice
from bot.writing.proof.wording import Wording, content, join, read

# Characters of a sentence; what is longer is several, and no reader follows it to its numbers.
LONGEST_SENTENCE: Final = 400
_LONGEST_QUESTION = 4_000
# Sentences that one sentence may name, as for the points of a card.
_MOST_NUMBERS = 6
# Of a sentence's words of meaning: the share that the question or other articles may have lent it,
# and how many such words are no synonyms any more.
_LENT = 0.3
_FEWEST_LENT = 2
# The shares that its sentences must have: of the words that it adds to the question, with less of
# them where endings and compounds hide likeness; and of all where it adds none.
_ADDED = 0.4
_ADDED_ELSEWHERE = 0.25
_REPEATED = 0.7
# What a sentence may open with that is no part of what it says; stems.
_SAYS_NOTHING = frozenset({"yes", "accord", "report", "articl", "coverag"})
_ASKS = ("?", "？", "؟")
# A number that nobody can read: "[1." for "[1]."
_BROKEN_MARK = re.compile(r"[\[【［]\s?\d|\d\s?[\]】］]")
# A host without anything around it, which a reader may type in.
_HOST = re.compile(r"(?<![\w.@-])(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, as what is said to it is checked against it.

    Attributes:
        text: On one line.
        tongue: Its language, where its words tell.
    """

    text: str
    tongue: str | None

    def wording(self, language: str | None) -> Wording:
        """The question as words of a language, to be compared with others of it."""
        return read(self.text, language)


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one line of an answer.

    Attributes:
        text: As it may be shown, without links, mentions and markdown.
        numbers: Of the sentences that prove it, those of the best article first; empty where it is
            not proved.
        faults: What is wrong with it, in words for the log.
        is_translated: Whether only its numbers, dates and names could be checked.
    """

    text: str = ""
    numbers: tuple[int, ...] = ()
    faults: tuple[str, ...] = ()
    is_translated: bool = False


def asked(question: str) -> Asked:
    """A question to be compared with what is said to it."""
    text = one_line(question[:_LONGEST_QUESTION])
    return Asked(text, tongue_of(text))


def check(line: Line, question: Asked, voices: Sequence[Voice]) -> Checked:
    """Whether all that a line says is proved.

    Args:
        line: As the model wrote it.
        question: What it answers.
        voices: The articles that were shown.
    """
    parts = [_check(said, question, voices) for said in line.sentences]
    faults = tuple(fault for part in parts for fault in part.faults)
    text = " ".join(part.text for part in parts)
    if faults or len(text) > LONGEST_SENTENCE:
        return Checked(faults=faults or (_too_long(text),))
    return Checked(
        text,
        tuple(dict.fromkeys(number for part in parts for number in part.numbers)),
        is_translated=any(part.is_translated for part in parts),
    )


def _check(said: Said, question: Asked, voices: Sequence[Voice]) -> Checked:
    text = spoken(said.text[: 2 * LONGEST_SENTENCE])
    if faults := tuple(_form_faults(said, text, voices)):
        return Checked(faults=faults)
    named = [(voice, sorted(voice.shown.keys() & set(said.numbers))) for voice in voices]
    trials = [_Trial(text, question, voice, tuple(ns)) for voice, ns in named if ns]
    wrong = [tuple(trial.faults()) for trial in trials]
    if all(wrong):
        return Checked(faults=min(wrong, key=len))
    proofs = [trial for trial, faults in zip(trials, wrong, strict=True) if not faults]
    first, *others = sorted(proofs, key=_Trial.share, reverse=True)
    told_too = (trial for trial in others if trial.share() >= TOLD_TOO)
    numbers = [number for trial in (first, *told_too) for number in trial.helping()]
    return Checked(
        one_line(unquoted(text, first.voice.whole)),
        tuple(numbers),
        is_translated=first.is_translated,
    )


def _form_faults(said: Said, text: str, voices: Sequence[Voice]) -> Iterator[str]:
    """What is wrong with a sentence before anything is compared."""
    there = set[int]().union(*(voice.shown.keys() for voice in voices))
    if not said.numbers:
        yield "names no sentence"
    elif not there.issuperset(said.numbers):
        yield "names a sentence that is not there"
    elif len(said.numbers) > _MOST_NUMBERS:
        yield f"names more than {_MOST_NUMBERS} sentences"
    if leads_away(said.text) or "](" in said.text:
        yield "holds a link or a call to everyone"
    elif not text:
        yield "says nothing"
    elif _BROKEN_MARK.search(text):
        yield "holds half a number"
    elif len(text) > LONGEST_SENTENCE or len(said.text) > 2 * LONGEST_SENTENCE:
        yield _too_long(said.text)
    elif text.endswith(_ASKS):
        yield "asks instead of answering"


def _too_long(text: str) -> str:
    return f"has {len(text)} characters, more than {LONGEST_SENTENCE}"


@dataclass(frozen=True, slots=True)
class _Trial:
    """A sentence before one of the articles that it names."""

    text: str
    question: Asked
    voice: Voice
    numbers: tuple[int, ...]

    @property
    def is_translated(self) -> bool:
        """Whether the sentence is in the question's language, and the article in another."""
        tongue = tongue_of(self.text)
        return tongue is not None and tongue == self.question.tongue != _primary(self.voice)

    def faults(self, numbers: Sequence[int] = ()) -> list[str]:
        """What is wrong with the sentence, held against those that it names, or some of them."""
        named = [self.voice.shown[number] for number in numbers or self.numbers]
        text = self.voice.unnamed(self.text)
        if self.is_translated:
            found = complaints(text, self.question.tongue, named, self.voice.whole, strict=True)
            claim = read(text, self.question.tongue)
            return [*found, *mistranslations(claim, join(named), self.voice.whole)]
        found = complaints(text, self.voice.language, named, self.voice.whole, strict=True)
        claim = read(text, self.voice.language)
        return found or list(self._lent(claim, join(named)))

    def _lent(self, claim: Wording, evidence: Wording) -> Iterator[str]:
        """What a sentence has from elsewhere than the article, one complaint or none."""
        stems = set(content(claim)) - _SAYS_NOTHING
        strange = stems.difference(*(sentence.stems for sentence in self.voice.sentences))
        said_before = self.question.wording(claim.language)
        hosts = {host.casefold() for host in _HOST.findall(claim.text)}
        if any(host not in evidence.text.casefold() for host in hosts):
            yield "names an address that the sentences do not name"
        elif not self._answers(claim, stems, evidence):
            yield "answers with words that the sentences do not have"
        elif _is_much(strange & said_before.stems, stems):
            yield "says what only the question says"
        elif _is_much(strange & self.voice.elsewhere, stems):
            yield "mixes what several articles say"

    def _answers(self, claim: Wording, stems: set[str], evidence: Wording) -> bool:
        """Whether what a sentence adds to the question stands in the sentences that it names.

        One that adds nothing, as "Yes, …", must be there nearly whole. A number that it adds may
        come with a word of its own: "costs", where they say "worth".
        """
        question = self.question.wording(claim.language)
        added = stems - question.stems
        counted = _values(claim) - _values(question)
        if len(added) <= 1 and not counted.isdisjoint(_values(evidence)):
            return True
        if not added:
            return bool(stems) and len(stems & evidence.stems) >= _REPEATED * len(stems)
        if not claim.is_english and len(added) == 1:  # its ending may hide it
            return True
        fewest = _ADDED if claim.is_english else _ADDED_ELSEWHERE
        return len(added & evidence.stems) >= fewest * len(added)

    def share(self) -> float:
        """The share of the sentence's words that those it names have."""
        claim = read(self.text, self.voice.language)
        return 1.0 if self.is_translated else self.voice.shared(claim, self.numbers)

    def helping(self) -> tuple[int, ...]:
        """The sentences that a proved one names, without those that share no word with it.

        All stay where the rest would not prove it, and where words tell nothing.
        """
        if len(self.numbers) == 1 or self.is_translated:
            return self.numbers
        wanted = set(content(read(self.text, self.voice.language)))
        helping = tuple(n for n in self.numbers if wanted & self.voice.shown[n].stems)
        return self.numbers if not helping or self.faults(helping) else helping


def _values(wording: Wording) -> set[float]:
    """Everything that the numbers of a text can mean."""
    return {value for each in quantities(wording) for value in each.values}


def _is_much(lent: set[str], stems: set[str]) -> bool:
    return len(lent) >= _FEWEST_LENT and len(lent) > _LENT * len(stems)


def _primary(voice: Voice) -> str:
    """The language of an article as `tongue_of` tells it: there Norwegian passes for Danish."""
    tag = voice.language.replace("_", "-").partition("-")[0].casefold()
    return "da" if tag in {"no", "nb", "nn"} else tag
