"""How good the summaries without a model are: ROUGE against the lead and LexRank, in one run.

    .venv/bin/python benchmarks/summaries.py

ROUGE by the rouge-score package, stemmed, F measure, first reference; L is over the whole summary
with one sentence a line. "card" is what a card takes: only sentences that can be read alone.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean

from rouge_score.rouge_scorer import RougeScorer
from sumy.nlp.stemmers import Stemmer
from sumy.parsers.plaintext import PlaintextParser
from sumy.summarizers.lex_rank import LexRankSummarizer

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.articles.sentences import split_sentences
from bot.news import Article, Span
from bot.writing.extractive import write_extractive
from bot.writing.ranking import best_sentences, choose
from bot.writing.readable import Fitness, fitness

DATA = Path(__file__).resolve().parents[2] / "shared" / "news"
KINDS = ("rouge1", "rouge2", "rougeLsum")
WHEN = datetime(2026, 1, 1, tzinfo=UTC)

Pick = Callable[[list[str], int], list[str]]


class Plain:
    """A tokenizer for LexRank that needs no downloaded model: our own sentences."""

    language = "english"

    def to_sentences(self, text: str) -> list[str]:
        """The sentences of a paragraph."""
        return [text[s.start : s.end] for s in split_sentences(text, "en")]

    def to_words(self, text: str) -> list[str]:
        """The words."""
        return [word.strip(".,;:!?\"'()") for word in text.split()]


def lead(sentences: list[str], count: int) -> list[str]:
    """The first sentences."""
    return sentences[:count]


def ours(sentences: list[str], count: int) -> list[str]:
    """The ranking alone."""
    return [sentences[i] for i in best_sentences(sentences, count)]


def card(sentences: list[str], count: int) -> list[str]:
    """The ranking among what a card may show."""
    fit = [(s, fitness(s, "en")) for s in sentences]
    news = [(s, value) for s, value in fit if value is not Fitness.NEVER]
    good = [i for i, (_, value) in enumerate(news) if value is Fitness.GOOD]
    chosen = choose([s for s, _ in news], count, among=good or range(len(news)))
    return [news[i][0] for i in sorted(chosen)]


def lexrank(sentences: list[str], count: int) -> list[str]:
    """LexRank as the sumy package has it."""
    document = PlaintextParser.from_string("\n".join(sentences), Plain()).document
    return [str(s) for s in LexRankSummarizer(Stemmer("english"))(document, count)]


def dek(sentences: list[str], _count: int) -> list[str]:
    """The one line under a card's headline."""
    spans, end = [], 0
    for sentence in sentences:
        spans.append(Span(end, end + len(sentence)))
        end += len(sentence) + 1
    article = Article(
        url="https://example.org/",
        canonical_url="https://example.org/",
        title="",
        published_at=WHEN,
        text=" ".join(sentences),
        sentences=tuple(spans),
        language="en",
    )
    return [write_extractive(article).headline]


def sentences_of(text: str) -> list[str]:
    """The sentences of a text whose paragraphs are lines."""
    lines = text.splitlines()
    return [line[s.start : s.end] for line in lines for s in split_sentences(line, "en")]


def measure(name: str, count: int, writers: dict[str, Pick]) -> None:
    """Print ROUGE and the time an article for each writer on one set."""
    records = [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]
    scorer = RougeScorer(list(KINDS), use_stemmer=True)
    documents = [(sentences_of(record["doc"]), record["refs"][0]) for record in records]
    print(f"\n{name}, {count} sentence(s), {len(documents)} articles")
    for label, pick in writers.items():
        started = time.perf_counter()
        picked = [pick(sentences, count) for sentences, _ in documents]
        took = (time.perf_counter() - started) / len(documents) * 1000
        scores = [
            scorer.score(reference, "\n".join(summary))
            for (_, reference), summary in zip(documents, picked, strict=True)
        ]
        figures = "  ".join(
            f"{100 * fmean(s[kind].fmeasure for s in scores):5.2f}" for kind in KINDS
        )
        print(f"  {label:8} R-1/2/L  {figures}   {took:6.2f} ms an article")


def main() -> None:
    """Measure three sentences on CNN/DM, one and three on XSum."""
    if not (DATA / "summ_xsum.jsonl").exists():
        sys.exit("the shared data is absent: nothing to measure")
    writers: dict[str, Pick] = {"lead": lead, "ranking": ours, "card": card, "lexrank": lexrank}
    measure("summ_cnndm_100.jsonl", 3, writers)
    measure("summ_xsum.jsonl", 3, writers)
    measure("summ_xsum.jsonl", 1, {"lead": lead, "ranking": ours, "dek": dek})


if __name__ == "__main__":
    main()
