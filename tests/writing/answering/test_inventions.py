"""A model that answers whatever it is asked: what it makes up does not become final.

The questions are those of SQuAD 2.0 beside the project, half of them without an answer in their
paragraph. Each is asked of its own paragraph and two strange ones.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Final

import pytest

from bot.writing.answering.asking import AnswerPrompt
from bot.writing.answering.reading import read_answer
from tests.writing.answering.asked import harbour, prompt_of
from tests.writing.composing import SHARED, dice

SQUAD = SHARED / "news" / "squad2.jsonl"
ASKED = 40  # questions of each kind
INVENTED: Final = (
    "Gregor Stahlmann",
    "heavy rainfall",
    "47",
    "the Wexham Institute",
    "1823",
    "a secret agreement",
    "nine hundred tonnes",
    "bankruptcy",
    "Lake Tolmer",
)
_WH = re.compile(
    r"\b(?:what|which|who|whom|whose|when|where|why|how(?: many| much| long)?)\b", re.IGNORECASE
)
_DO = re.compile(r"\b(?:did|does|do)\b ")

needs_squad = pytest.mark.skipif(not SQUAD.exists(), reason="no SQuAD questions beside us")


@dataclass(frozen=True)
class Case:
    """A question with its prompt, and the numbers of its own paragraph's sentences."""

    question: str
    answers: Sequence[str]
    prompt: AnswerPrompt
    own: Sequence[int]
    strange: Sequence[int]

    def sentence(self, number: int) -> str:
        passage, span = self.prompt.sentences[number]
        return passage.source.article.text[span.start : span.end].rstrip(".")

    @property
    def nearest(self) -> int:
        """The sentence of its paragraph that has most of the question's words."""
        asked = words(self.question)
        return max(self.own, key=lambda number: len(asked & words(self.sentence(number))))


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def statement(question: str, answer: str) -> str:
    """A question with an answer in the place of what it asks for."""
    said = _WH.sub(lambda _: answer, question.strip(" ?"), count=1)
    said = _DO.sub("", said if said != question.strip(" ?") else f"{said} {answer}", count=1)
    return said[:1].upper() + said[1:]


@cache
def cases(*, impossible: bool) -> Sequence[Case]:
    rows = [json.loads(line) for line in SQUAD.read_text().splitlines()]
    chosen = Random(2)  # noqa: S311 - the same questions in every run
    asked = chosen.sample([row for row in rows if row["impossible"] is impossible], ASKED)
    return [_case(row, [chosen.choice(rows), chosen.choice(rows)]) for row in asked]


def _case(row: Mapping[str, object], others: Sequence[Mapping[str, object]]) -> Case:
    articles = [
        replace(
            harbour(str(each["context"]), title=str(each["title"]).replace("_", " ")),
            url=f"https://{number}.example/",
            source=f"Outlet {number}",
        )
        for number, each in enumerate((row, *others))
    ]
    prompt = prompt_of(*articles, question=str(row["question"]))
    own = [n for n, (p, _) in prompt.sentences.items() if p.source.article.url == articles[0].url]
    answers = row["answers"] if isinstance(row["answers"], list) else []
    return Case(
        str(row["question"]), answers, prompt, own, sorted(prompt.sentences.keys() - {*own})
    )


def made_up(case: Case, die: Random) -> str:
    return f"{statement(case.question, die.choice(INVENTED))} [{case.nearest}]."


def made_up_with_any_number(case: Case, die: Random) -> str:
    return f"{statement(case.question, die.choice(INVENTED))} [{die.choice(case.own)}]."


def from_another_article(case: Case, die: Random) -> str:
    return f"{case.sentence(die.choice(case.strange))} [{case.nearest}]."


def with_numbers_that_are_not_there(case: Case, die: Random) -> str:
    return f"{case.sentence(case.nearest)} [{die.randrange(900, 999)}]."


def without_numbers(case: Case, _die: Random) -> str:
    return f"{case.sentence(case.nearest)}."


def says_yes(case: Case, _die: Random) -> str:
    return f"Yes, {statement(case.question, 'somebody')} [{case.nearest}]."


def passing(model: Callable[[Case, Random], str], asked: Sequence[Case]) -> Iterator[str]:
    """What a model says to questions, as far as it becomes final."""
    die = dice(3)
    for case in asked:
        answer = read_answer(model(case, die), case.prompt, question=case.question)
        yield from (f"{case.question} {each.text}" for each in answer.statements)


@needs_squad
@pytest.mark.parametrize("impossible", [True, False])
@pytest.mark.parametrize(
    "model",
    [
        made_up,
        made_up_with_any_number,
        from_another_article,
        with_numbers_that_are_not_there,
        without_numbers,
        says_yes,
    ],
)
def test_what_a_model_makes_up_is_not_final(
    model: Callable[[Case, Random], str], *, impossible: bool
) -> None:
    assert [*passing(model, cases(impossible=impossible))] == []


@needs_squad
def test_the_words_of_the_coverage_are_final() -> None:
    asked = [case for case in cases(impossible=False) if len(case.sentence(case.nearest)) < 390]

    found = Counter(
        bool([*passing(lambda case, _: f"{case.sentence(case.nearest)} [{case.nearest}].", [case])])
        for case in asked
    )

    assert found[True] >= 0.97 * len(asked)
