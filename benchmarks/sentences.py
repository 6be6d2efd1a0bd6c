"""How well and how fast paragraphs are split: F1 over languages, MB a second.

    .venv/bin/python benchmarks/sentences.py

A border counts between two sentences of one text; a sentence counts when both its ends are right.
"""

import json
import sys
import time
from collections import Counter, defaultdict
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.articles.sentences import split_sentences

DATA = Path(__file__).resolve().parents[2] / "shared" / "news" / "sentences.jsonl"
UNSPACED = {"zh", "ja"}


def truth(sentences: list[str], glue: str) -> list[tuple[int, int]]:
    """Where each sentence lies once they are joined by `glue`."""
    starts = accumulate((len(s) + len(glue) for s in sentences), initial=0)
    return [(start, start + len(s)) for start, s in zip(starts, sentences, strict=False)]


def f1(counts: Counter[str], kind: str) -> float:
    """Harmonic mean of precision and recall, from counts of right, found and true ones."""
    return 2 * counts[kind + " right"] / (counts[kind + " found"] + counts[kind + " true"])


def measure(language: str | None = None) -> tuple[dict[str, Counter[str]], float]:
    """Counts by language, and MB a second; texts are told their language where `language` says."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    seconds, size = 0.0, 0
    for line in DATA.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        glue = "" if record["lang"] in UNSPACED else " "
        text = glue.join(record["sentences"])
        started = time.perf_counter()
        spans = split_sentences(text, record["lang"] if language else None)
        seconds += time.perf_counter() - started
        size += len(text.encode())
        count(
            counts[record["lang"]],
            [(s.start, s.end) for s in spans],
            truth(record["sentences"], glue),
        )
    return counts, size / seconds / 1e6


def count(counts: Counter[str], found: list[tuple[int, int]], true: list[tuple[int, int]]) -> None:
    """Add one text's borders and sentences to the counts."""
    borders_found, borders_true = {e for _, e in found[:-1]}, {e for _, e in true[:-1]}
    counts["border right"] += len(borders_found & borders_true)
    counts["border found"] += len(borders_found)
    counts["border true"] += len(borders_true)
    counts["sentence right"] += len(set(found) & set(true))
    counts["sentence found"] += len(found)
    counts["sentence true"] += len(true)


def main() -> None:
    """Print one line a language and the means."""
    if not DATA.exists():
        sys.exit("the shared data is absent: nothing to measure")
    for told in (None, "told"):
        counts, speed = measure(told)
        print(f"\nlanguage {'told' if told else 'not told'}: {speed:.1f} MB/s")
        for language, numbers in counts.items():
            print(f"  {language}  borders {f1(numbers, 'border'):.3f}", end="")
            print(f"  sentences {f1(numbers, 'sentence'):.3f}")
        means = [
            sum(f1(n, kind) for n in counts.values()) / len(counts)
            for kind in ("border", "sentence")
        ]
        print(f"  mean borders {means[0]:.3f}  sentences {means[1]:.3f}")


if __name__ == "__main__":
    main()
