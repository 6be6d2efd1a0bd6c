"""The one way to a model: asked in its own dialect, again where that helps, and never for long."""

import asyncio
import math
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, Final

from bot.errors import ModelError
from bot.llm.asking import Asked, Call, ModelAccess, Told
from bot.llm.circuit import Circuit
from bot.llm.dialect import Dialect
from bot.llm.places import Places
from bot.llm.transcript import Exchange, Hear, Heard, Transcript
from bot.llm.troubles import Trouble

TRIES: Final = 4  # calls in the same words for one question to one model
BUSY: Final = Trouble("had no place free in time")
PROBE: Final = Asked(
    system="You are a part of a program that is being checked.",
    user='Answer {"ready": true}.',
    schema_name="readiness",
    schema={
        "type": "object",
        "properties": {"ready": {"type": "boolean"}},
        "required": ["ready"],
        "additionalProperties": False,
    },
    max_output=1_000,  # models that think need some of it for thinking
)


Note = Callable[[Call], None]


def _unnoted(_call: Call) -> None:
    """Nobody counts."""


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked, until when, by the loop's time, and who is told of each call and word."""

    asked: Asked
    ends: float
    note: Note = _unnoted
    hear: Hear | None = None


@dataclass(slots=True)
class _Voice:
    """A model, and what is known of it."""

    model: str
    dialect: Dialect = field(default_factory=Dialect)
    circuit: Circuit = field(default_factory=Circuit)


@asynccontextmanager
async def open_model(
    access: ModelAccess,
    *,
    clock: Callable[[], float],
    random: Random,
) -> AsyncIterator["Model"]:
    """A model that can be asked. Nothing is sent before the first question.

    Args:
        access: Which one, where, and how patiently.
        clock: A monotonic clock, in seconds.
        random: Dice for the pauses between retries.

    Raises:
        AdminError: The key cannot be a key.
    """
    from bot.llm.wire import open_wire  # noqa: PLC0415 - loaded only where there is a model

    async with open_wire(access) as exchange:
        yield Model(access, exchange, clock=clock, random=random)


class Model:
    """A model and its fallback, with what was found out about them; made by `open_model`."""

    def __init__(
        self,
        access: ModelAccess,
        exchange: Exchange,
        *,
        clock: Callable[[], float],
        random: Random,
    ) -> None:
        self._access = access
        self._exchange = exchange
        self._clock = clock
        self._random = random
        self._places = Places(access.at_once)
        self._voices = [_Voice(name) for name in (access.model, access.fallback) if name]

    @property
    def name(self) -> str:
        """The model that is asked first."""
        return self._access.model

    async def ask(
        self,
        asked: Asked,
        *,
        within: float | None = None,
        note: Note = _unnoted,
        hear: Hear | None = None,
    ) -> Told:
        """Ask, and wait for the whole answer, for no longer than the deadline.

        The fallback is asked when the first model fails and time is left. It gets at least half of
        the time, unless the first is answering by then.

        Args:
            asked: The question.
            within: Seconds until somebody needs the answer, if that is sooner than the deadline.
            note: Told of each call for this question when it ends.
            hear: Told of the answer while it comes in, each time of all that may be read so far.
                It begins anew where another call is made. A model whose template begins inside of
                a thought may be heard thinking.

        Raises:
            ModelError: There is no usable answer.
        """
        began = _now()
        patience = min(self._access.deadline, math.inf if within is None else within)
        ends = began + patience
        question = _Question(asked, ends, note, hear)
        troubles: dict[str, Trouble] = {}
        for voice in self._voices:
            is_last = voice is self._voices[-1]
            until = ends if is_last else began + patience / 2
            outcome = await self._hear(voice, question, until)
            if isinstance(outcome, Told):
                return outcome
            troubles[voice.model] = outcome
            if _now() >= ends:
                break
        raise _error(troubles)

    async def probe(self) -> str:
        """What the models here can do, in words, found out by asking each a small question.

        Raises:
            ModelError: The first of them gives no usable answer.
        """
        findings = []
        for voice in self._voices:
            ends = _now() + self._access.deadline
            outcome = await self._hear(voice, _Question(PROBE, ends), ends)
            if isinstance(outcome, Trouble) and voice is self._voices[0]:
                raise _error({voice.model: outcome})
            findings.append(f"{voice.model} {_finding(outcome, voice.dialect)}")
        return "; ".join(findings)

    async def _hear(self, voice: _Voice, question: _Question, until: float) -> Told | Trouble:
        """Ask one model, again after a pause where that may help, but not again after `until`."""
        for tried in range(TRIES - 1):
            outcome = await self._try(voice, question)
            if isinstance(outcome, Told) or not outcome.again:
                return outcome
            pause = self._pause(tried) + (outcome.retry_after or 0.0)
            if _now() + pause >= until:
                return outcome
            await asyncio.sleep(pause)
        return await self._try(voice, question)

    def _pause(self, tried: int) -> float:
        """Seconds before the next try, longer each time, and different for each who waits."""
        longest: float = self._access.pause * 2**tried
        return self._random.uniform(longest / 2, longest)

    async def _try(self, voice: _Voice, question: _Question) -> Told | Trouble:
        """Ask in the model's dialect; where it is not known yet, in one after the other.

        What was found is remembered only from an answer: else one prompt that is refused for its
        own sake would take the better forms from all that follow.
        """
        dialect = voice.dialect
        while True:
            request = dialect.request(voice.model, question.asked)
            outcome = await self._call(voice, request, question)
            if isinstance(outcome, Told):
                learned = dialect.after_answer(question.asked, outcome)
                if question.asked.schema is None:  # nothing was learned about JSON
                    kept = voice.dialect
                    voice.dialect = replace(learned, form=kept.form, proven=kept.proven)
                    return outcome
                if learned.form is dialect.form:
                    voice.dialect = learned
                    return outcome
                dialect = learned
                continue
            lesser = dialect.after_refusal(outcome.said) if outcome.refused else None
            if lesser is None:
                return outcome
            dialect = lesser

    async def _call(
        self, voice: _Voice, request: Mapping[str, Any], question: _Question
    ) -> Told | Trouble:
        """Wait for a place among the calls in progress, and make one."""
        async with AsyncExitStack() as stack:
            place = self._places.place(urgent=question.asked.urgent)
            try:
                async with asyncio.timeout_at(question.ends):
                    await stack.enter_async_context(place)
            except TimeoutError:
                return BUSY
            return BUSY if _now() >= question.ends else await self._talk(voice, request, question)

    async def _talk(
        self, voice: _Voice, request: Mapping[str, Any], question: _Question
    ) -> Told | Trouble:
        began = self._clock()
        if objection := voice.circuit.objection(began):
            return objection
        voice.circuit = voice.circuit.entered(began)
        transcript, trouble = await self._transcript(request, question)
        now = self._clock()
        voice.circuit = voice.circuit.after(trouble, now)
        words = str(trouble) if trouble else ""
        question.note(
            Call(model=voice.model, usage=transcript.usage, seconds=now - began, trouble=words)
        )
        return trouble or Told(
            text=transcript.text,
            model=voice.model,
            usage=transcript.usage,
            seconds=now - began,
            finished=transcript.finished,
            streamed=transcript.streamed,
        )

    async def _transcript(self, request: Mapping[str, Any], question: _Question) -> Heard:
        began, ends = _now(), question.ends
        try:
            async with asyncio.timeout_at(ends):
                return await self._exchange(request, self._access.first_token, question.hear)
        except TimeoutError:
            words = f"did not finish its answer within {round(max(0.0, ends - began), 1):g} s"
            # A call that began late had no fair chance, and proves nothing against the endpoint.
            return Transcript(), Trouble(words, down=ends - began >= self._access.first_token)


def _now() -> float:
    """The time of the loop, by which its timeouts and pauses go."""
    return asyncio.get_running_loop().time()


def _finding(outcome: Told | Trouble, dialect: Dialect) -> str:
    if isinstance(outcome, Trouble):
        return str(outcome)
    return f"answers in {outcome.seconds:.1f} s ({dialect.words})"


def _error(troubles: Mapping[str, Trouble]) -> ModelError:
    """What it amounts to that each of these models had its trouble."""
    waits = [each.retry_after for each in troubles.values() if each.retry_after is not None]
    return ModelError(
        "; ".join(f"{model} {trouble}" for model, trouble in troubles.items()),
        retry_after=min(waits, default=None),
        is_down=all(each.down for each in troubles.values()),
    )
