"""Voices: what is to be proved is proved by one article alone, however many tell the story.

Two outlets of one event have the same people and other numbers. A number of the one with a name of
the other would have every word in some sentence, and be nobody's word. So each article is a voice:
a claim must be proved by the sentences that it names of one of them, in the light of that article
alone, and not borrow its words from the others. Sentences of further outlets stay beside a point
only if they prove it alone as well, and have half of its words.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bot.news import Article, Span
from bot.writing.combined import Part, near_sentences, outlet_of, part_at
from bot.writing.lines import material
from bot.writing.proof.wording import Wording, content, guess, join, read

# Sentences of an article that are looked at, and characters of each, as many as a prompt shows.
_SENTENCES = 1_000
_LONGEST_SENTENCE = 2_000
# What a sentence opens with in a prompt. Nothing else does: all that is foreign is on one line.
_NUMBERED = re.compile(r"^\[(\d{1,7})\] ", re.MULTILINE)
# Of a claim's words of meaning: the share that may be other outlets' alone, for who has read them
# all mixes their words; and the share that a further outlet must have, to be said to tell it too.
_BORROWED = 0.3
TOLD_TOO: Final = 0.5
# How a point says whose word it is, in eight languages.
_BEFORE = (
    "according to|reported by|laut|nach angaben (?:von|der|des)|selon|d['’]après|según|segundo"
    "|de acordo com|secondo|volgens|по данным"
)
_AFTER = (
    "says?|said|reports?|reported|writes?|wrote|puts?|gives?|gave|counts?|counted|speaks? of"
    "|meldet|berichtet|schreibt|rapporte|écrit|informa|escribe|relata|escreve|riporta|scrive"
    "|meldt|schrijft|сообщает|пишет"
)


@dataclass(frozen=True)  # without slots, for what is read only when it is asked for
class Voice:
    """One article, to be compared with what is said of it.

    Attributes:
        article: All that it says may bear out a headline, and the names in a point.
        source: What its outlet is called, where several are at hand; else empty.
        shown: Its sentences that a point may name, by their numbers in the prompt.
        language: As it is read.
        elsewhere: The stems of what others were shown to say.
    """

    article: Article
    source: str
    shown: Mapping[int, Wording]
    language: str
    elsewhere: frozenset[str] = frozenset()

    @cached_property
    def title(self) -> Wording:
        """Its title, as a prompt shows it."""
        return read(material(self.article.title[:_LONGEST_SENTENCE]), self.language)

    @cached_property
    def sentences(self) -> tuple[Wording, ...]:
        """All its sentences: where several tell the story, those too that others have as well."""
        if not self.source:
            return tuple(self.shown.values())
        spans = near_sentences(self.article)
        return tuple(read(_seen(self.article, span), self.language) for span in spans)

    @cached_property
    def whole(self) -> Wording:
        """The title and the sentences as one."""
        return join((self.title, *self.sentences))

    def is_mixed(self, claim: Wording) -> bool:
        """Whether too many words of a claim are others', and nowhere in this article.

        In another language than the article's, words tell nothing.
        """
        stems = set(content(claim)) if claim.language == self.whole.language else set[str]()
        borrowed = (stems & self.elsewhere) - self.whole.stems
        return len(borrowed) > _BORROWED * len(stems)

    def shared(self, claim: Wording, numbers: Sequence[int]) -> float:
        """The share of a claim's words that sentences have; 1 where words tell nothing."""
        stems = set(content(claim)) if claim.language == self.whole.language else set[str]()
        there = frozenset[str]().union(*(self.shown[number].stems for number in numbers))
        return len(stems & there) / len(stems) if stems else 1.0

    def unnamed(self, text: str) -> str:
        """A text without the outlet's name where that only says whose word it is.

        Who names another outlet names somebody whom this one must have named.
        """
        if not self.source or self.source not in text:
            return text
        name = rf"(?:[Tt]he )?{re.escape(self.source)}"
        text = re.sub(rf"\b((?i:{_BEFORE})) {name}(?!\w)", r"\1 it", text)
        return re.sub(rf"(?<!\w){name} ((?i:{_AFTER}))\b", r"It \1", text)


def voices_in(article: Article, shown: str | None, parts: Sequence[Part]) -> tuple[Voice, ...]:
    """The articles in a text, in its order.

    Args:
        article: Its sentences count from 1, as in the prompt.
        shown: What the model was shown, a line "[1] …" for each sentence up to some number; None
            for all of them.
        parts: Which stretch of the text comes from which article; none for a single one.
    """
    last = _SENTENCES
    if shown is not None:
        last = min(last, max(map(int, _NUMBERED.findall(shown)), default=0))
    language = article.language or guess(article.text)
    sentences = {
        number: read(_seen(article, span), language)
        for number, span in enumerate(article.sentences[:last], start=1)
    }
    owners = {part.stored.id: part.stored.article for part in parts}
    if len(owners) < 2:  # noqa: PLR2004 - one alone is the article itself
        return (Voice(article, "", sentences, language),)
    of_them = {n: part_at(parts, article.sentences[n - 1].start).stored.id for n in sentences}
    stems = {owner_id: set[str]() for owner_id in owners}
    for number, sentence in sentences.items():
        stems[of_them[number]] |= sentence.stems
    return tuple(
        Voice(
            owner,
            outlet_of(owner) or "?",
            {number: each for number, each in sentences.items() if of_them[number] == owner_id},
            language,
            frozenset().union(*(stems[other] for other in owners if other != owner_id)),
        )
        for owner_id, owner in owners.items()
    )


def _seen(article: Article, span: Span) -> str:
    """A sentence as a prompt shows it: what is hidden in it proves nothing."""
    return material(article.text[span.start : span.end][:_LONGEST_SENTENCE])
