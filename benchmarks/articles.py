"""How well and how fast pages become articles, beside trafilatura alone, in one run.

The measure is that of the article extraction benchmark: shingles of four words, counted as
multisets; precision and recall are means over the pages, F1 is of those means.

    .venv/bin/python benchmarks/articles.py [EVERY_NTH_PAGE]
"""

import gzip
import json
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean

from trafilatura import extract
from trafilatura.utils import decode_file, load_html

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.articles.reading import read_page

_SHARED = Path(__file__).resolve().parents[2] / "shared" / "articles"
_WORD = re.compile(r"\w+")
_SHINGLE = 4  # words


@dataclass
class Score:
    """What one reader did on all pages."""

    precisions: list[float] = field(default_factory=list)
    recalls: list[float] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, told: str, truth: str, seconds: float) -> None:
        """Count one page."""
        precision, recall = agreement(told, truth)
        self.precisions.append(precision)
        self.recalls.append(recall)
        self.seconds += seconds

    def line(self, name: str, base: float) -> str:
        """Say it in one line, with the time as a ratio to `base` seconds."""
        precision, recall = fmean(self.precisions), fmean(self.recalls)
        f1 = 2 * precision * recall / (precision + recall)
        each = 1000 * self.seconds / len(self.recalls)
        ratio = self.seconds / base
        return f"{name:<20} {precision:.4f} {recall:.4f} {f1:.4f} {each:8.1f} {ratio:6.2f}"


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return a text's runs of four words, each with how often it occurs."""
    words = _WORD.findall(text)
    starts = range(max(1, len(words) - _SHINGLE + 1))
    return Counter(tuple(words[at : at + _SHINGLE]) for at in starts if words)


def agreement(told: str, truth: str) -> tuple[float, float]:
    """Return precision and recall of a told text."""
    ours, theirs = shingles(told), shingles(truth)
    shared = (ours & theirs).total()
    precision = shared / ours.total() if ours else float(not theirs)
    recall = shared / theirs.total() if theirs else float(not ours)
    return precision, recall


def pages(step: int) -> Iterator[tuple[bytes, str, str]]:
    """Yield every nth page: its bytes, its address and its true text."""
    truths = json.loads((_SHARED / "ground-truth.json").read_text())
    for key in sorted(truths)[::step]:
        body = gzip.decompress((_SHARED / "html" / f"{key}.html.gz").read_bytes())
        yield body, truths[key]["url"], truths[key]["articleBody"]


def main() -> None:
    """Read all pages twice and print the table."""
    if not _SHARED.is_dir():
        sys.exit("The shared articles are not beside the project.")
    alone, ours, walls = Score(), Score(), 0
    for body, url, truth in pages(int(sys.argv[1]) if len(sys.argv) > 1 else 1):
        start = time.process_time()
        told = extract(load_html(decode_file(body)), include_comments=False) or ""
        between = time.process_time()
        reading = read_page(body, url=url)
        end = time.process_time()
        alone.add(told, truth, between - start)
        ours.add("\n".join(reading.paragraphs), truth, end - between)
        walls += bool(reading.wall)
    print(f"{'':<20} {'prec.':>6} {'recall':>6} {'F1':>6} {'ms/page':>8} {'ratio':>6}")
    print(alone.line("trafilatura alone", alone.seconds))
    print(ours.line("newsdesk", alone.seconds))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(ours.recalls)} pages, {walls} called walls; peak memory {peak:.0f} MiB")


if __name__ == "__main__":
    main()
