"""An article about a flood barrier, and a faithful draft of its summary: our own fiction."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import accumulate

from bot.news import Article, Span
from bot.writing.draft import Claim, Draft

SENTENCES = (
    "Councillors in Alderhaven voted on Monday to rebuild the flood barrier.",
    "The work will cost 14 million crowns and is expected to begin in the spring.",
    "“We can repair it now or replace it later at twice the price,” said mayor Ilse Varga.",
    "Opponents warned that the city would have to borrow.",
    "Councillor Tam Okoro, 63, said the plan left no money for the schools.",
)
TEXT = "\n\n".join(SENTENCES)
ARTICLE = Article(
    url="https://post.example/1",
    canonical_url="https://post.example/1",
    title="Alderhaven to rebuild its flood barrier",
    published_at=datetime(2026, 11, 16, tzinfo=UTC),
    text=TEXT,
    sentences=tuple(Span(TEXT.index(s), TEXT.index(s) + len(s)) for s in SENTENCES),
    language="en",
)
DRAFT = Draft(
    headline="Alderhaven votes to rebuild flood barrier",
    dek="Councillors backed work that will cost 14 million crowns.",
    points=(
        Claim("The work is to cost 14 million crowns.", (2,)),
        Claim("Opponents warn that the city will have to borrow.", (4,)),
        Claim("Tam Okoro said the plan left no money for schools.", (5,)),
    ),
    language="en",
)


def read_aloud(*sentences: str, title: str = ARTICLE.title) -> Article:
    text = "\n\n".join(sentences)
    ends = list(accumulate(len(sentence) + 2 for sentence in sentences))
    spans = [Span(end - len(s) - 2, end - 2) for end, s in zip(ends, sentences, strict=True)]
    return replace(ARTICLE, title=title, text=text, sentences=tuple(spans), paragraphs=tuple(spans))


def with_point(text: str, *sentences: int) -> Draft:
    return replace(DRAFT, points=(*DRAFT.points, Claim(text, sentences)))
