"""A card's thread as HTML: what was asked, and each sentence of the answers with its proof."""

from collections.abc import Sequence

from bot.fronts import answers, wording
from bot.fronts.answers import Thread
from bot.fronts.markup import Html, element
from bot.fronts.outside import HEADLINE_LIMIT, NAME_LIMIT, SENTENCE_LIMIT, language, line
from bot.fronts.quoting import deep_link
from bot.news import EXTRACTIVE, Answer, Citation, Statement


def thread_markup(thread: Thread) -> Html:
    """The questions of a thread with their answers, to stand under their card."""
    turns = (part for asked, answer in thread.turns for part in _turn(asked, answer))
    heading = element("h4", "Asked about this", lang="en")
    return element("section", heading, element("dl", *turns), class_="thread")


def _turn(asked: str, answer: Answer) -> tuple[Html, Html]:
    tag = language(answer.language)
    question = element("dt", line(asked, SENTENCE_LIMIT), dir="auto", lang=tag)
    told = _told(answer) if answer.answered else _refused(answer)
    credit = answers.credit(answer)
    made = element("p", credit, class_="made", lang="en") if credit else None
    return question, element("dd", *told, made)


def _told(answer: Answer) -> Sequence[Html]:
    numbers = answers.numbered(answer)
    paragraph = element(
        "p",
        *(part for each in answer.statements for part in _statement(each, numbers)),
        dir="auto",
        lang=language(answer.language),
    )
    is_quoted = answer.writer == EXTRACTIVE  # then the words stand above already
    sources = (_article(each) if is_quoted else _source(each) for each in numbers)
    return paragraph, element("ol", *sources)


def _statement(statement: Statement, numbers: dict[Citation, int]) -> list[str]:
    parts: list[str] = [line(statement.text, SENTENCE_LIMIT)]
    for citation in statement.citations:
        mark = f"[{numbers[citation]}]"
        address = deep_link(citation)
        link = element("a", mark, href=address, rel="noopener") if address else mark
        parts += [" ", element("sup", link)]
    return [*parts, " "]


def _source(citation: Citation) -> Html:
    """The outlet, and the words that prove what is said."""
    quote = element("q", line(citation.quote, SENTENCE_LIMIT))
    return element("li", element("bdi", line(citation.outlet, NAME_LIMIT)), ": ", quote)


def _article(citation: Citation) -> Html:
    """The outlet and its headline."""
    title = line(citation.title, HEADLINE_LIMIT) or wording.UNTITLED
    return element("li", element("bdi", line(citation.outlet, NAME_LIMIT)), ": ", title)


def _refused(answer: Answer) -> Sequence[Html]:
    refusal = element("p", element("b", answers.REFUSED), lang="en")
    if not answer.near:
        return (refusal,)
    nearest = element("p", answers.NEAREST, lang="en")
    return refusal, nearest, element("ul", *map(_source, answer.near))
