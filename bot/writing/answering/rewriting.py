"""A model's rewriting of a question, so that it needs no conversation before it.

It is used only if it says nothing that the conversation does not: else the question stays as it
was asked, which is never worse than what a model made up.
"""

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from bot.news import Turn
from bot.writing.answering.tongues import tongue_of
from bot.writing.lines import leads_away, spoken
from bot.writing.proof.names import unknown_names
from bot.writing.proof.numbers import quantities
from bot.writing.proof.wording import content, read

# Characters of a question that a person would ask, and of the conversation that is looked at.
LONGEST: Final = 300
_LONGEST_SAID = 4_000
# Words of meaning that nobody used: one or two may be what "there" or "it" was replaced by.
_MOST_NEW = 2
_NEW_SHARE = 0.34
# What a question opens with, as models repeat our labels.
_LABEL = re.compile(
    r"\W{0,5}(?:(?:standalone |rewritten )?question\W{0,5}[:\]]\W{0,5})?", re.IGNORECASE
)
_JSON = re.compile(r"[{}<>]|\]\s?\(")
# Orders to a machine; in a question only if the person wrote them.
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|reveal|repeat|output|print|pretend|override|obey|system|prompt"
    r"|instructions?)\b",
    re.IGNORECASE,
)


def read_standalone(text: str, question: str, turns: Sequence[Turn]) -> str:
    """A question in words that need no conversation before them.

    Args:
        text: What the model wrote; untrusted.
        question: As it was asked.
        turns: What was said before.

    Returns:
        The rewritten question on one line; the question as it was asked where the reply is empty or
        too long, has a link, JSON or an order in it, or names, numbers or words that neither
        question nor turns have.
    """
    rows = list(islice(filter(str.strip, text[:_LONGEST_SAID].splitlines()), 2))
    if len(rows) != 1 or leads_away(rows[0]) or _JSON.search(rows[0]):
        return question
    rewritten = spoken(_LABEL.sub("", rows[0], count=1)).strip("\"'“”«» ")
    if not 0 < len(rewritten) <= max(LONGEST, len(question)):
        return question
    said = [question, *(words for turn in turns for words in (turn.question, turn.answer))]
    known = "\n".join(words[:_LONGEST_SAID] for words in said)
    return rewritten if _says_nothing_new(rewritten, known, question) else question


def _says_nothing_new(rewritten: str, known: str, question: str) -> bool:
    """Whether a question keeps to what was said."""
    orders = {order.casefold() for order in _ORDERS.findall(rewritten)}
    if any(order not in question.casefold() for order in orders):
        return False
    language = tongue_of(question)
    if language and tongue_of(rewritten) not in {None, language}:
        return False
    asked, told = read(rewritten, language), read(known, language)
    values = {value for each in quantities(told) for value in each.values}
    if any(values.isdisjoint(each.values) for each in quantities(asked)):
        return False
    if any(unknown_names(asked, told)):
        return False
    stems = set(content(asked))
    new = stems - told.stems
    return len(new) <= _MOST_NEW and len(new) <= _NEW_SHARE * len(stems)
