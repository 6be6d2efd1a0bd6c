"""What holds for every draft and every article, however broken they are."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.news import Article, Kind, Span, Summary
from bot.writing.draft import Claim, Draft
from bot.writing.lines import one_line
from bot.writing.numbering import number_sentences
from bot.writing.proof import prove
from bot.writing.proof.wording import words
from tests.writing.proof.flood import ARTICLE, DRAFT, SENTENCES, read_aloud

# Pieces of news in some scripts, beside characters of all kinds: alone these rarely meet a check.
PIECES = st.sampled_from([
    *sorted(words("""
        The mayor Ilse Varga said may not plans to 14 million 1,250 “ ” ' ? May 2 March % $5m half
        U.S. . Okoro beat Weller because [3] Der Rat nicht 三万 周一 не ёж «le maire» 2027-03-02
        @everyone https://x.example/ [a](b) ٣
    """)),
    *"\n\x00\x85\u2028\u202e\ud800\u00ad\u200b\u0301\U000e0041",
])  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=25).map(" ".join)
LANGUAGES = st.none() | st.sampled_from(["en", "de", "zh", "ru", "pt-BR", "und", ""])
DRAFTS = st.builds(
    Draft,
    headline=TEXTS,
    dek=TEXTS,
    points=st.lists(
        st.builds(Claim, TEXTS, st.lists(st.integers(-1, 8), max_size=4).map(tuple)), max_size=4
    ).map(tuple),
    labels=st.lists(TEXTS, max_size=3).map(tuple),
    kind=st.sampled_from(Kind),
    language=LANGUAGES,
)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    sentences = draw(st.lists(TEXTS, max_size=7))
    text = "\n".join(sentences)
    ends = list(accumulate(len(sentence) + 1 for sentence in sentences))
    spans = [Span(end - len(s) - 1, end - 1) for end, s in zip(ends, sentences, strict=True)]
    broken = st.builds(Span, st.integers(-5, 300), st.integers(-5, 300))
    return Article(
        url="https://post.example/1",
        canonical_url="https://post.example/1",
        title=draw(TEXTS),
        published_at=datetime(2026, 11, 16, tzinfo=UTC),
        text=text,
        sentences=(*spans, *draw(st.lists(broken, max_size=1))),
        paragraphs=tuple(draw(st.permutations(spans))[:2]),
        language=draw(LANGUAGES),
    )


def quoting(article: Article, draft: Draft) -> Draft:
    """The draft with two points that are sentences of the article, so that something is proved."""
    quotes = ((article.text[s.start : s.end], n) for n, s in enumerate(article.sentences, start=1))
    return replace(draft, points=(*(Claim(q, (n,)) for q, n in quotes), *draft.points))


def shown_lines(summary: Summary) -> list[str]:
    points = (point.text for point in summary.points)
    return [summary.headline, summary.dek, *points, *summary.labels]


@given(draft=DRAFTS, article=articles())
@settings(max_examples=100, deadline=None)
def test_every_quote_is_verbatim_and_every_text_one_clean_line(
    draft: Draft, article: Article
) -> None:
    summary = prove(quoting(article, draft), article).summary

    if summary is not None:
        evidence = [e for point in summary.points for e in point.evidence]
        assert all(point.evidence for point in summary.points)
        assert all(e.quote == article.text[e.start : e.end] for e in evidence)
        assert all(line == one_line(line) for line in shown_lines(summary))
        assert len(summary.headline) <= 256


@given(article=articles(), budget=st.integers(1, 120))
@settings(max_examples=100, deadline=None)
def test_the_numbers_of_a_prompt_are_those_of_the_proof(article: Article, budget: int) -> None:
    shown = number_sentences(article, budget).text
    lines = dict(line[1:].split("] ", 1) for line in shown.split("\n") if line)
    numbers = range(1, len(article.sentences) + 2)
    draft = Draft("", "", tuple(Claim(lines.get(str(n), "x1y"), (n,)) for n in numbers))

    faults = {fault.part: fault.words for fault in prove(draft, article, shown=shown).faults}

    for number in numbers:
        fault = faults.get(f"point {number}", "")
        if str(number) in lines:  # the line itself is proved by the sentence of its number
            assert fault in {"", "says nothing"}
        else:
            assert fault == f"names a sentence that is not there: the last is {len(lines)}"


@pytest.mark.parametrize(
    "text",
    [
        "1,000 " * 170_000,
        "Ab " * 330_000,
        "“'a" * 330_000,
        "not " * 250_000,
        "may plan to " * 80_000,
        "\0\ud800" * 500_000,
        "e\u0301\u0327" * 330_000,
        "\u202e\u05d0 " * 330_000,
        "万三十" * 330_000,
        "1" * 1_000_000,
        "[[a](b) " * 120_000,
    ],
)
def test_a_hostile_article_does_not_hold_the_proof_up(text: str) -> None:
    spans = tuple(Span(i, i + 10) for i in range(0, len(text), 10))
    claim = Claim(text[:1_990], (1, 2))
    draft = replace(DRAFT, headline=text, dek=text[:1_990], points=(*DRAFT.points, claim))

    proved = prove(draft, replace(ARTICLE, title=text, text=text, sentences=spans))

    assert proved.summary is None


@pytest.mark.parametrize("shown", ["", "[title] x\n[99] y", "[1] a\n[100000] b"])
def test_a_hundred_thousand_sentences_are_proved_as_well(shown: str) -> None:
    article = read_aloud(*SENTENCES, *(f"Boat {n} sank." for n in range(100_000)))

    proved = prove(DRAFT, article, shown=shown)

    assert (proved.summary is not None) is bool(shown)
