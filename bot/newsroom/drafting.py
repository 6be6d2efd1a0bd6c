"""Drafting: a model writes a story's summary, and what it cannot prove is taken out.

The model is asked once. Where too little of its answer can be used it is asked once more, with
what was wrong; then it is left. Nothing is shown that the checks have not let through.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from bot.llm import Asked, Told
from bot.news import Assignment, Purpose, Summary, Tokens
from bot.writing.combined import Combined, attribute
from bot.writing.judging import after_judging, judge_for
from bot.writing.numbering import BUDGET
from bot.writing.prompting import Prompt, prompt_for, retry_for
from bot.writing.proof import FEWEST_POINTS, Fault, prove
from bot.writing.reply import ReplyError, read_reply
from bot.writing.templates import Prompts
from bot.writing.tongue import foreign_words, told_language

TRIES = (Purpose.SUMMARY, Purpose.RETRY)  # the second is told what was wrong
CUT = "written from the first part of the article"
CUT_STORY = "written from parts of the articles"

Ask = Callable[[Purpose, Asked], Awaitable[Told]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """What became of one story with a model.

    Attributes:
        summary: None where too little could be proved.
        faults: What was wrong, in the order in which it was found, all tries together.
        tries: How often the model was asked to write.
        told: All answers, the judge's last.
        dropped: Points that the checks took away, of all tries.
        refused: Points that the judge took away.
    """

    summary: Summary | None
    faults: tuple[Fault, ...] = ()
    tries: int = 0
    told: tuple[Told, ...] = ()
    dropped: int = 0
    refused: int = 0

    @property
    def shown(self) -> int:
        """Points that are left."""
        return 0 if self.summary is None else len(self.summary.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """How a model is asked.

    Attributes:
        prompts: Filled in for each story.
        dice: Those of the system, outside of tests: they make the marks that no article foresees.
        house_rules: What the admin adds to the prompt.
        article_tokens: How much of the articles is sent, by the estimate.
        judged: Whether a judge model looks at each point.
    """

    prompts: Prompts
    dice: Random = field(repr=False)
    house_rules: str = ""
    article_tokens: int = BUDGET
    judged: bool = False

    async def draft(self, story: Combined, assignment: Assignment, ask: Ask) -> Drafted:
        """Have a model summarise a story, and prove what it says.

        Args:
            story: Its articles' sentences are what the points are proved by.
            assignment: In which style and language.
            ask: Asks the model.

        Returns:
            The evidence of its summary names the articles, and has offsets into their own texts.

        Raises:
            ModelError: The model cannot be asked, or does not answer.
        """
        prompt = asked = self.prompt(story, assignment)
        told: list[Told] = []
        faults: list[Fault] = []
        dropped = 0
        summary: Summary | None = None
        for purpose in TRIES:
            told.append(await ask(purpose, question(asked)))
            # Reading and proving take milliseconds of pure Python: not on the event loop.
            summary, found = await asyncio.to_thread(
                _proved, told[-1].text, story, assignment, prompt
            )
            faults += found
            dropped += len({fault.part for fault in found if fault.part.startswith("point ")})
            if summary is not None:
                break
            asked = self._again(prompt, told[-1].text, found)
        drafted = Drafted(
            summary=summary,
            faults=tuple(faults),
            tries=len(told),
            told=tuple(told),
            dropped=dropped,
        )
        if summary is not None and self.judged:
            drafted = await self._judged(summary, drafted, ask)
        return _signed(drafted, story, prompt)

    def prompt(self, story: Combined, assignment: Assignment) -> Prompt:
        """What the model is asked first."""
        return prompt_for(
            story,
            self.prompts.summary,
            style=assignment.style,
            language=assignment.language,
            house_rules=self.house_rules,
            budget=self.article_tokens,
            dice=self.dice,
        )

    def _again(self, prompt: Prompt, answer: str, faults: Sequence[Fault]) -> Prompt:
        return retry_for(
            prompt,
            self.prompts.retry,
            answer=answer,
            faults=[f"{fault.part}: {fault.words}" for fault in faults],
            dice=self.dice,
        )

    async def _judged(self, summary: Summary, drafted: Drafted, ask: Ask) -> Drafted:
        """The same without the points that a judge calls unproved.

        An answer that is no verdict takes nothing away: the plain checks have passed the points.
        """
        prompt = judge_for(summary, self.prompts.judge, dice=self.dice)
        told = await ask(Purpose.JUDGE, question(prompt))
        drafted = replace(drafted, told=(*drafted.told, told))
        try:
            left = after_judging(summary, told.text)
        except ReplyError as error:
            fault = Fault("judge", str(error))
            return replace(drafted, faults=(*drafted.faults, fault))
        enough = len(left.points) >= FEWEST_POINTS
        refused = len(summary.points) - len(left.points)
        return replace(drafted, summary=left if enough else None, refused=refused)


def question(prompt: Prompt) -> Asked:
    """A prompt as the door takes it."""
    return Asked(
        system=prompt.system,
        user=prompt.user,
        schema_name=prompt.schema_name,
        schema=prompt.schema,
        max_output=prompt.max_output,
    )


def total(usages: Iterable[Tokens]) -> Tokens:
    """What several calls come to, in tokens."""
    known = tuple(usages)
    return Tokens(
        input=sum(each.input for each in known),
        output=sum(each.output for each in known),
        cached=sum(each.cached for each in known),
    )


def _proved(
    answer: str, story: Combined, assignment: Assignment, prompt: Prompt
) -> tuple[Summary | None, tuple[Fault, ...]]:
    try:
        draft = read_reply(answer)
    except ReplyError as error:
        return None, (Fault("answer", str(error)),)
    if words := foreign_words(draft, story.article, assignment.language):
        return None, (Fault("language", words),)
    draft = replace(draft, language=told_language(draft))
    proved = prove(draft, story.article, shown=prompt.user, parts=story.parts)
    return proved.summary, proved.faults


def _signed(drafted: Drafted, story: Combined, prompt: Prompt) -> Drafted:
    """The summary with who wrote it, from what, by which prompt, and at what price."""
    if drafted.summary is None:
        return drafted
    cut = CUT_STORY if story.outlets else CUT
    summary = replace(
        attribute(drafted.summary, story),
        writer=drafted.told[0].model,
        prompt_version=prompt.version,
        tokens=total(told.usage for told in drafted.told),
        note=cut if prompt.cut else "",
    )
    return replace(drafted, summary=summary)
