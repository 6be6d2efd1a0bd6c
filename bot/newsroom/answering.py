"""Answering: a question and what the coverage says to it, by a model or in the articles' words.

Nothing is final that the checks have not let through. Where the model is away, or may not be asked
any more, the articles speak for themselves, and the answer says so.
"""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot.errors import BudgetError, ModelError
from bot.llm import Asked, Told
from bot.meters import Meters
from bot.news import Answer, ChannelId, NewQuestion, Passage, Purpose, Tokens, Turn
from bot.newsroom.drafting import total
from bot.newsroom.gathering import Gathering
from bot.newsroom.limits import Limits
from bot.newsroom.spending import Interview
from bot.newsroom.writing import LONGEST_WAIT, Author
from bot.stories.terms import TermCounts
from bot.writing.answering.asking import AnswerPrompt, answer_prompt, standalone_prompt
from bot.writing.answering.extractive import answer_extractively
from bot.writing.answering.following import standalone
from bot.writing.answering.reading import draft_of, read_answer
from bot.writing.answering.rewriting import read_standalone

# What a question is taken to cost until it is known: passages, rules and the answer.
EXPECTED_TOKENS = 8_000
# When it is worth asking again after a failure for which the endpoint names no time.
AGAIN_AFTER = timedelta(minutes=1)
AWAY = "the model did not answer"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """A question in its place.

    Attributes:
        question: What is asked, by whom, about what.
        turns: What was said before, the newest last.
        audible: The channels whose coverage may be told there; None for everything.
    """

    question: NewQuestion
    turns: tuple[Turn, ...] = ()
    audible: Collection[ChannelId] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Question -> Passages -> Answer."""

    gathering: Gathering
    limits: Limits
    author: Author | None  # the articles speak for themselves without one
    counts: TermCounts
    clock: Callable[[], datetime]
    meters: Meters

    async def answer(
        self, inquiry: Inquiry, *, hear: Callable[[str], None] | None = None
    ) -> Answer:
        """What the coverage says, or that it does not say.

        Args:
            inquiry: The question.
            hear: Told of what a model writes while it does: all words so far, fit to be seen, but
                not checked.
        """
        with self.meters.step("answer"):
            if self.author is None:
                return await self._quoted(inquiry)
            use = await self.limits.take(inquiry.question, tokens=EXPECTED_TOKENS)
            if isinstance(use, str):
                return replace(await self._quoted(inquiry), note=use)
            spent: list[Tokens] = []
            try:
                answer = await self._told(self.author, inquiry, spent, hear)
            except BudgetError as error:
                answer = replace(await self._quoted(inquiry), note=str(error))
            except ModelError as error:
                log.warning("model away", problem=str(error))
                again_at = self._again_at(error.retry_after)
                answer = replace(await self._quoted(inquiry), note=AWAY, again_at=again_at)
            cost = total(spent)
            await self.limits.settle(use, cost.input + cost.output)
            return replace(answer, tokens=cost)

    async def _quoted(self, inquiry: Inquiry) -> Answer:
        """What the articles say in their own words."""
        asked = standalone(inquiry.question.text, inquiry.turns)
        passages = await self._passages(asked, inquiry)
        return await asyncio.to_thread(answer_extractively, asked, passages, self.counts.idf)

    async def _told(
        self,
        author: Author,
        inquiry: Inquiry,
        spent: list[Tokens],
        hear: Callable[[str], None] | None,
    ) -> Answer:
        """What a model says, as far as the passages prove it.

        Raises:
            ModelError: It cannot be asked, or does not answer.
        """
        ask = _asking(author, inquiry, spent)
        asked = await _standalone(author, inquiry, ask)
        passages = await self._passages(asked, inquiry)
        if not passages:
            return Answer()
        prompt = answer_prompt(
            asked,
            passages,
            inquiry.turns,
            author.drafting.prompts.answer,
            house_rules=author.drafting.house_rules,
            dice=author.drafting.dice,
        )
        drafts = None if hear is None else lambda words: hear(draft_of(words, prompt))
        told = await ask(Purpose.ANSWER, _prompted(prompt), hear=drafts)
        answer = await asyncio.to_thread(read_answer, told.text, prompt, question=asked)
        return replace(
            answer, writer=told.model, prompt_version=prompt.version, passages=len(passages)
        )

    async def _passages(self, asked: str, inquiry: Inquiry) -> tuple[Passage, ...]:
        question = inquiry.question
        return await self.gathering.gather(
            asked, story_id=question.story_id, pages=question.pages, audible=inquiry.audible
        )

    def _again_at(self, retry_after: float | None) -> datetime:
        wait = timedelta(seconds=min(retry_after or 0.0, LONGEST_WAIT))
        return self.clock() + max(AGAIN_AFTER, wait)


async def _standalone(author: Author, inquiry: Inquiry, ask: Interview) -> str:
    """The question in words that need no conversation before them."""
    question, turns = inquiry.question.text, inquiry.turns
    if not turns:
        return question
    template = author.drafting.prompts.standalone
    prompt = standalone_prompt(question, turns, template, author.drafting.dice)
    told = await ask(Purpose.STANDALONE, _prompted(prompt))
    return read_standalone(told.text, question, turns)


def _asking(author: Author, inquiry: Inquiry, spent: list[Tokens]) -> Interview:
    """A way to ask at the expense of the question's guild, that notes what was spent."""
    guild_id = inquiry.question.guild_id
    guilds = () if guild_id is None else (guild_id,)
    ask = author.spending.asking(None, guilds, patience=author.patience)

    async def noting(
        purpose: Purpose, asked: Asked, *, hear: Callable[[str], None] | None = None
    ) -> Told:
        told = await ask(purpose, asked, hear=hear)
        spent.append(told.usage)
        return told

    return noting


def _prompted(prompt: AnswerPrompt) -> Asked:
    """A prompt as the door takes it: a person waits, and what comes is no JSON."""
    return Asked(system=prompt.system, user=prompt.user, max_output=prompt.max_output, urgent=True)
