"""What a model is asked for an answer: the passages with numbered sentences, and the question.

Passages, earlier turns and the question itself are other people's words. They stand in the user
part alone, between two random marks, each on a line of its own behind one of our labels. No foreign
line keeps a square bracket, so none can pass for a label or for the number of a sentence.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from random import Random
from typing import Final

from bot.news import Passage, Source, Span, Turn
from bot.writing.combined import outlet_of
from bot.writing.lines import material, one_line
from bot.writing.numbering import LONGEST_SENTENCE
from bot.writing.prompting import LONGEST_HOUSE_RULES, new_mark
from bot.writing.templates import MARK, Template

# What the model writes, alone, where the passages do not answer the question.
REFUSAL: Final = "NOT-IN-COVERAGE"

# Tokens: twelve sentences with their numbers take 600, and models that think need some of it for
# thinking. A limit, not a price.
_MOST_OUTPUT = 2_000
_MOST_STANDALONE_OUTPUT = 120
# Sentences in one prompt: the passages that fit into the budget have half as many.
_MOST_SENTENCES = 400
# Characters of what is named or repeated.
_LONGEST_TITLE = 200
_LONGEST_QUESTION = 1_500
_LONGEST_EARLIER_QUESTION = 300
_LONGEST_EARLIER_ANSWER = 600
_MOST_TURNS = 3
_ROUND = str.maketrans("[]【】［］〔〕", "()()()()")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPrompt:
    """What a model is asked, and what the numbers in its answer mean.

    Attributes:
        system: What stays the same for all questions in one house.
        user: The rest.
        version: Of the prompt's file, as stored with each answer.
        max_output: Tokens that the answer may have.
        passages: Those that were given, in their order.
        sentences: Which sentence of which passage each number in the prompt stands for. A very
            long one ends where the prompt cut it.
    """

    system: str
    user: str
    version: str
    max_output: int
    passages: tuple[Passage, ...] = ()
    sentences: Mapping[int, tuple[Passage, Span]] = field(default_factory=dict)


def answer_prompt(
    question: str,
    passages: Sequence[Passage],
    turns: Sequence[Turn],
    template: Template,
    *,
    house_rules: str,
    dice: Random,
) -> AnswerPrompt:
    """Ask a question of passages.

    Args:
        question: As it was typed, or rewritten; untrusted. Its first 1,500 characters count.
        passages: Untrusted, the titles and the outlets' names too. Those of one article should
            follow each other; of all together the first 400 sentences count.
        turns: What was said before in the conversation, the newest last; the last three count.
        template: The prompt "answer".
        house_rules: What the people of the house add. Trusted, 2,000 characters at most.
        dice: For the mark.

    Raises:
        ValueError: The house rules are too long.
    """
    if len(house_rules) > LONGEST_HOUSE_RULES:
        raise ValueError(f"house rules of more than {LONGEST_HOUSE_RULES:,} characters")
    sentences = dict(enumerate(_sentences(passages), start=1))
    words = {
        "passages": "\n\n".join(_paragraphs(sentences)),
        "turns": "\n".join(_earlier(turns)),
        "question": _foreign(question, _LONGEST_QUESTION),
    }
    rules = "\n".join(filter(None, map(one_line, house_rules.splitlines()))) or "None."
    mark = new_mark(dice, "\n".join(words.values()))
    system, user = template.fill({**words, "house_rules": rules, MARK: mark})
    return AnswerPrompt(
        system=system,
        user=user,
        version=template.version,
        max_output=_MOST_OUTPUT,
        passages=tuple(passages),
        sentences=sentences,
    )


def standalone_prompt(
    question: str, turns: Sequence[Turn], template: Template, dice: Random
) -> AnswerPrompt:
    """Ask for a question in words that need no conversation before them.

    Args:
        question: As it was typed; untrusted.
        turns: What was said before, the newest last; the last three count.
        template: The prompt "standalone".
        dice: For the mark.
    """
    words = {
        "turns": "\n".join(_earlier(turns)),
        "question": _foreign(question, _LONGEST_QUESTION),
    }
    mark = new_mark(dice, "\n".join(words.values()))
    system, user = template.fill({**words, MARK: mark})
    return AnswerPrompt(
        system=system, user=user, version=template.version, max_output=_MOST_STANDALONE_OUTPUT
    )


def shown_sentence(passage: Passage, span: Span) -> str:
    """A sentence as the prompt shows it: what is hidden in it proves nothing."""
    return _foreign(passage.source.article.text[span.start : span.end], LONGEST_SENTENCE)


def _sentences(passages: Sequence[Passage]) -> Iterator[tuple[Passage, Span]]:
    """The sentences of all passages that say something, each once."""
    seen: set[tuple[str, int]] = set()
    for passage in passages:
        for span in passage.sentences:
            place = (passage.source.article.url, span.start)
            if place in seen or len(seen) == _MOST_SENTENCES:
                continue
            seen.add(place)
            shown = Span(span.start, min(span.end, span.start + LONGEST_SENTENCE))
            if shown_sentence(passage, shown):
                yield passage, shown


def _paragraphs(sentences: Mapping[int, tuple[Passage, Span]]) -> Iterator[str]:
    """The numbered lines of each article under the line that names it."""
    numbered = ((number, passage, span) for number, (passage, span) in sentences.items())
    for source, group in groupby(numbered, key=lambda each: each[1].source):
        lines = (f"[{number}] {shown_sentence(passage, span)}" for number, passage, span in group)
        yield "\n".join((_heading(source), *lines))


def _heading(source: Source) -> str:
    """The line that names an article: all of it is its outlet's word, but for our form of it."""
    article = source.article
    outlet = _foreign(outlet_of(article), _LONGEST_TITLE) or "?"
    title = _foreign(article.title, _LONGEST_TITLE) or "?"
    day = article.published_at
    return f"[article] {outlet}: {title} ({day.day} {day:%B %Y})"


def _earlier(turns: Sequence[Turn]) -> Iterator[str]:
    for turn in turns[-_MOST_TURNS:]:
        yield f"[asked before] {_foreign(turn.question, _LONGEST_EARLIER_QUESTION)}"
        yield f"[answered before] {_foreign(turn.answer, _LONGEST_EARLIER_ANSWER)}"


def _foreign(text: str, longest: int) -> str:
    """Other people's words on one line, without links, mentions, markdown and square brackets."""
    return material(text[:longest]).translate(_ROUND)
