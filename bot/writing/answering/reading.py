"""A model's answer: what may be shown of it while it comes in, and what is left of it once checked.

What comes in is shown without its marks and without anything live, and is not proved. What is final
is proved sentence by sentence (`checking.py`). What fails is left out, never rewritten.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final

from bot.news import Answer, Citation, Passage, Span, Statement
from bot.writing.answering.asking import REFUSAL, AnswerPrompt
from bot.writing.answering.checking import Asked, Checked, asked, check
from bot.writing.answering.citing import cite
from bot.writing.answering.saying import MARKS, REFUSES, Line, bullet_in, hear
from bot.writing.answering.voicing import voices_of
from bot.writing.lines import spoken
from bot.writing.proof.wording import content, read, words
from bot.writing.readable import Fitness, fitness

# Characters that are shown while an answer comes in, and that are read for it.
LONGEST_DRAFT: Final = 3_500
_LONGEST_HEARD = 8_000
# Of a final answer: its statements, the links behind each, and the passages that are offered where
# there is none.
MOST_STATEMENTS: Final = 12
_MOST_CITATIONS = 3
_MOST_NEAR = 3

TRANSLATED: Final = "translated: only numbers, dates and names could be checked"
PARTIAL: Final = "the coverage does not say the rest"
REDUCED: Final = "what could not be proved was left out"

# At the end of what has come in: a bracket that may become a number or a link, and the beginning of
# the word that refuses.
_OPEN = re.compile(r"\s?[\[【［][^\[\]\n]{0,600}(?:\](?:\([^()\n]{0,2000})?)?\Z")
_REFUSING = re.compile(r"\s?\bNOT(?:[-_][A-Z_-]{0,20})?\Z")
_REFUSALS = tuple(word.casefold() for word in (REFUSAL, REFUSAL.replace("IN-", "IN-THE-")))
# What is left of a link or a mention that has only begun.
_BRACKETS = dict.fromkeys(map(ord, "[]<>"))
_FENCE = re.compile(r"\s{0,20}(?:```|~~~)")
_WORD = re.compile(r"\w+")
# Words in a row that the system part has as well: nobody writes them by chance.
_REPEATED = 8
# What a sentence opens with that leans on the one before: pronouns and links of eight languages.
_LEANING = words("""
    he she it they his her hers its their theirs him them this that these those such both neither
    but and or so yet also however meanwhile then therefore thus moreover furthermore additionally
    instead nevertheless nonetheless otherwise similarly likewise consequently still here there
    er sie es sein seine ihr ihre dies dieser diese dieses das aber doch und oder auch jedoch zudem
    außerdem deshalb daher dort dann dennoch trotzdem
    il elle ils elles ce cela ça celui celle ceux cette ces son sa ses leur leurs mais et ou donc
    aussi cependant toutefois pourtant ainsi puis ensuite
    él ella ellos ellas ello esto eso este esta estos estas su sus pero y también además así
    ele ela eles elas isso isto esse essa seu sua seus suas mas e também porém assim então
    lui lei loro egli questo questa suo sua ma anche inoltre tuttavia quindi poi però così
    hij zij ze dit deze zijn haar hun maar en ook echter daarom dus toch bovendien
    он она они оно это этот эта эти его её ее их но и а или также однако поэтому
""")


def draft_of(text: str, prompt: AnswerPrompt | None = None) -> str:
    """What may be shown of an answer while it comes in; nothing of it is checked.

    Numbers, links, mentions, markdown, code and JSON are left out, also where they have only begun,
    and so is the word that refuses.

    Args:
        text: What the model has written so far; its first 8,000 characters count.
        prompt: What it was asked. Where it begins to repeat the system part, the draft ends.

    Returns:
        Up to 3,500 characters; empty while there is nothing to show.
    """
    text = text[:_LONGEST_HEARD]
    before, _, last = text.rpartition("\n")
    text = before if _may_refuse(last) else text
    if _may_refuse(text):
        return ""
    text = _OPEN.sub("", _REFUSING.sub("", MARKS.sub("", REFUSES.sub("", text))))
    shown = "\n".join(_rows(text))
    if prompt is not None:
        shown = shown[: _leak(shown, prompt.system)].rstrip()
    if len(shown) <= LONGEST_DRAFT:
        return shown
    return shown[: LONGEST_DRAFT - 1].rsplit(" ", 1)[0] + "…"


def read_answer(text: str, prompt: AnswerPrompt, *, question: str) -> Answer:
    """What of a model's answer is proved.

    A sentence goes if it names no sentence, one that is not there, or one that does not prove it;
    and if it leans on one that is gone ("He …", "However, …"), for a reader would lean it on
    another. Whoever asked the model signs the answer with its name and its tokens.

    Args:
        text: What the model wrote; of a long text the first 20,000 characters count.
        prompt: What it was asked.
        question: What was asked; its words prove nothing.

    Returns:
        An answer of up to twelve statements; without any where nothing is proved or the model
        refused, and then with what comes nearest.
    """
    reply = hear(text)
    wanted = asked(question)
    voices = voices_of(prompt) if reply.lines else ()
    checks = [(line, check(line, wanted, voices)) for line in reply.lines]
    kept = list(islice(_standing(checks), MOST_STATEMENTS))
    notes = [
        TRANSLATED if any(checked.is_translated for _, checked in kept) else "",
        PARTIAL if kept and reply.is_partial else "",
        REDUCED if kept and _is_reduced(checks, len(kept)) else "",
    ]
    return Answer(
        statements=tuple(_statement(line, checked, prompt) for line, checked in kept),
        near=() if kept else nearest(prompt.passages, wanted),
        note="; ".join(filter(None, notes)),
        language=wanted.tongue,
        prompt_version=prompt.version,
        passages=len(prompt.passages),
    )


def nearest(passages: Sequence[Passage], question: Asked) -> tuple[Citation, ...]:
    """The sentence of each passage that has most words of a question; of three passages at most."""
    best = (_best(passage, question) for passage in passages)
    found = (cite(passage, span) for passage, span in zip(passages, best, strict=True) if span)
    return tuple(islice(found, _MOST_NEAR))


def _may_refuse(text: str) -> bool:
    """Whether a text begins with the word that refuses, or may still become it."""
    flat = re.sub(r"[\s_]+", "-", text[:80].strip().lstrip("*_`\"'").rstrip("*`\"'")).casefold()
    refusals = (word for word in _REFUSALS if word.startswith(flat) or flat.startswith(word))
    return any(refusals)


def _rows(text: str) -> Iterator[str]:
    """The rows of a text as words alone, without code and what follows a brace."""
    bullet = bullet_in(text)
    fenced = False
    for row in text.splitlines():
        if _FENCE.match(row):
            fenced = not fenced
        elif not fenced:
            item = bullet.match(row)
            words = spoken((row[item.end() :] if item else row).partition("{")[0])
            if words := words.translate(_BRACKETS).strip():
                yield f"- {words}" if item else words


def _leak(text: str, system: str) -> int:
    """Where a text begins to repeat the system part; its length where it does not."""
    words = list(_WORD.finditer(text))
    told = _runs(system)
    for place in range(len(words) - _REPEATED + 1):
        run = " ".join(word[0].casefold() for word in words[place : place + _REPEATED])
        if run in told:
            return words[place].start()
    return len(text)


@lru_cache(4)
def _runs(system: str) -> frozenset[str]:
    words = _WORD.findall(system.casefold())
    return frozenset(" ".join(words[i : i + _REPEATED]) for i in range(len(words) - _REPEATED + 1))


def _standing(checks: Iterable[tuple[Line, Checked]]) -> Iterator[tuple[Line, Checked]]:
    """The proved lines that lean on none that is gone, each once."""
    seen: set[str] = set()
    is_gone = False
    for line, checked in checks:
        is_gone = not checked.numbers or (is_gone and _leans(checked.text))
        if not is_gone and checked.text.casefold() not in seen:
            seen.add(checked.text.casefold())
            yield line, checked


def _leans(text: str) -> bool:
    first = _WORD.search(text)
    return first is not None and first[0].casefold() in _LEANING


def _is_reduced(checks: Sequence[tuple[Line, Checked]], kept: int) -> bool:
    """Whether a line that named its proof is not among those that are kept."""
    return sum(any(said.numbers for said in line.sentences) for line, _ in checks) > kept


def _statement(line: Line, checked: Checked, prompt: AnswerPrompt) -> Statement:
    text = f"- {checked.text}" if line.is_item else checked.text
    proofs = (prompt.sentences[number] for number in checked.numbers[:_MOST_CITATIONS])
    return Statement(text, tuple(cite(passage, span) for passage, span in proofs))


def _best(passage: Passage, question: Asked) -> Span | None:
    """The sentence of a passage that has most words of a question; None if none is news."""
    article = passage.source.article
    wanted = set(content(question.wording(article.language)))
    fit = [
        (len(wanted & read(quote, article.language).stems), span)
        for span in passage.sentences
        if fitness(quote := article.text[span.start : span.end], article.language)
        is not Fitness.NEVER
    ]
    return max(fit, key=lambda each: each[0])[1] if fit else None
