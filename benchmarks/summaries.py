"""How good the summaries without a model are: ROUGE against the lead and LexRank, in one run.

    .venv/bin/python benchmarks/summaries.py

ROUGE by the rouge-score package, stemmed, F measure, first reference; L is over the whole summary
with one sentence a line. "card" is what a card takes: only sentences that can be read alone.

Of merged stories, the written summary is over three outlets, of which title and lead are known:
"first" is the lead of the first outlet, "merged" the best two sentences of all of them.
"""

import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean

from rouge_score.rouge_scorer import RougeScorer
from sumy.nlp.stemmers import Stemmer
from sumy.parsers.plaintext import PlaintextParser
from sumy.summarizers.lex_rank import LexRankSummarizer

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.articles.sentences import split_sentences
from bot.news import Article, ArticleId, Span, StoredArticle, StoryId, Style, Summary
from bot.writing.combining import combine
from bot.writing.extractive import write_extractive
from bot.writing.headlines import best_title
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


def article_of(sentences: list[str], title: str = "") -> Article:
    """An article of one paragraph."""
    spans, end = [], 0
    for sentence in sentences:
        spans.append(Span(end, end + len(sentence)))
        end += len(sentence) + 1
    return Article(
        url="https://example.org/",
        canonical_url="https://example.org/",
        title=title,
        published_at=WHEN,
        text=" ".join(sentences),
        sentences=tuple(spans),
        language="en",
    )


def dek(sentences: list[str], _count: int) -> list[str]:
    """The one line under a card's headline."""
    return [write_extractive(article_of(sentences)).headline]


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


Story = list[StoredArticle]


def stories() -> Iterator[tuple[Story, dict[str, str]]]:
    """Each story that several outlets tell, with the headline and the summary written over them."""
    told: dict[str, Story] = defaultdict(list)
    for line in (DATA / "stories_allsides.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        story = told[record["story"]]
        article = article_of(sentences_of(record["text"]), record["title"])
        number = len(story)
        article = replace(article, source=record["source"] or f"outlet {number}")
        story.append(
            StoredArticle(id=ArticleId(number), story_id=StoryId(1), version=1, article=article)
        )
    for line in (DATA / "roundups_allsides.jsonl").read_text("utf-8").splitlines():
        written = json.loads(line)
        if len(told[written["story"]]) > 1:
            yield told[written["story"]], written


def first_lead(story: Story, count: int) -> list[str]:
    """The first sentences of the first article."""
    return said(story[0].article)[:count]


def every_lead(story: Story, _count: int) -> list[str]:
    """The first sentence of each article."""
    return [line for stored in story for line in said(stored.article)[:1]]


def merged(story: Story, _count: int) -> list[str]:
    """The dek and the first point of the story's card, in the order of the text."""
    summary = write_extractive(combine(story), Style.BRIEF)
    return lines(summary)[:2]


def whole_card(story: Story, count: int) -> list[str]:
    """The dek and the points of the story's card."""
    return lines(write_extractive(combine(story), Style.STANDARD))[:count]


def lines(summary: Summary) -> list[str]:
    """What stands under the headline."""
    return [line for line in (summary.dek, *(point.text for point in summary.points)) if line]


def said(article: Article) -> list[str]:
    """An article's sentences."""
    return [article.text[span.start : span.end] for span in article.sentences]


def measure_merged() -> None:
    """Print ROUGE of headlines and summaries over several outlets, and the time a story."""
    told = list(stories())
    dice = random.Random(4)  # noqa: S311 - a measurement, not a secret
    titles = [[stored.article.title for stored in story] for story, _ in told]
    print(f"\nroundups_allsides.jsonl, {len(told)} stories of several outlets: headlines")
    headlines = {
        "first": [each[0] for each in titles],
        "random": [dice.choice(each) for each in titles],
        "medoid": [best_title(each) for each in titles],
    }
    for label, chosen in headlines.items():
        print_scores(label, chosen, [written["headline"] for _, written in told])
    print("  summaries")
    writers = {
        "first 3": (first_lead, 3), "each's 1": (every_lead, 3),
        "merged": (merged, 2), "card": (whole_card, 4),
    }  # fmt: skip
    for label, (pick, count) in writers.items():
        started = time.perf_counter()
        picked = ["\n".join(pick(story, count)) for story, _ in told]
        took = (time.perf_counter() - started) / len(told) * 1000
        print_scores(label, picked, [written["summary"] for _, written in told], took)


def print_scores(label: str, texts: list[str], references: list[str], took: float = 0.0) -> None:
    """Print the means of ROUGE over all texts."""
    scorer = RougeScorer(list(KINDS), use_stemmer=True)
    scores = [scorer.score(r, t) for r, t in zip(references, texts, strict=True)]
    figures = "  ".join(f"{100 * fmean(s[kind].fmeasure for s in scores):5.2f}" for kind in KINDS)
    print(f"  {label:8} R-1/2/L  {figures}" + (f"   {took:6.2f} ms a story" if took else ""))


def main() -> None:
    """Measure three sentences on CNN/DM, one and three on XSum, and merged stories."""
    if not (DATA / "summ_xsum.jsonl").exists():
        sys.exit("the shared data is absent: nothing to measure")
    writers: dict[str, Pick] = {"lead": lead, "ranking": ours, "card": card, "lexrank": lexrank}
    measure("summ_cnndm_100.jsonl", 3, writers)
    measure("summ_xsum.jsonl", 3, writers)
    measure("summ_xsum.jsonl", 1, {"lead": lead, "ranking": ours, "dek": dek})
    measure_merged()


if __name__ == "__main__":
    main()
