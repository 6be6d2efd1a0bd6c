"""Questions and passages for the tests of answers, and what a model is told of them."""

from dataclasses import replace

from bot.news import Answer, Article, ArticleId, Near, Passage, Source, Turn
from bot.writing.answering.asking import AnswerPrompt, answer_prompt
from bot.writing.answering.reading import read_answer
from tests.writing.composing import NEWS, composed, dice, shipped_prompts

PROMPTS = shipped_prompts()
QUESTION = "What did the council of Tern Bay decide, and what does it cost?"
# Another outlet's article, of another day and place.
DEPOT = tuple(
    """\
Councillors in Alderhaven voted on Thursday to rebuild the tram depot for 14 million crowns. \
Opponents led by Tam Okoro warned that the city would have to borrow.
"We can repair it now or replace it later," said Mayor Ilse Varga.""".splitlines()
)


def harbour(*paragraphs: str, title: str = "Tern Bay gets its barrier") -> Article:
    """An article of the Harbour Post: about the barrier, if nothing else is given."""
    return replace(composed(*(paragraphs or NEWS), title=title), source="Harbour Post")


def courier(*paragraphs: str) -> Article:
    """An article of the Courier: about the depot, if nothing else is given."""
    article = composed(*(paragraphs or DEPOT), title="Depot to be rebuilt")
    url = "https://courier.example/depot"
    return replace(article, url=url, canonical_url=url, source="Courier")


def passage(article: Article, number: int = 1, near: Near = Near.STORY) -> Passage:
    """All of an article as one passage."""
    source = Source(article_id=ArticleId(number), article=article, near=near)
    return Passage(source=source, start=0, end=len(article.text), sentences=article.sentences)


def prompt_of(
    *articles: Article, question: str = QUESTION, turns: tuple[Turn, ...] = ()
) -> AnswerPrompt:
    """What a model is asked of some articles, of the Harbour Post's if none is named."""
    passages = [passage(article, i) for i, article in enumerate(articles or (harbour(),), start=1)]
    return answer_prompt(question, passages, turns, PROMPTS.answer, house_rules="", dice=dice())


def answered(text: str, *articles: Article, question: str = QUESTION) -> Answer:
    """What is left of a model's words."""
    return read_answer(text, prompt_of(*articles, question=question), question=question)


def told(answer: Answer) -> list[str]:
    """The statements as they are read."""
    return [statement.text for statement in answer.statements]
