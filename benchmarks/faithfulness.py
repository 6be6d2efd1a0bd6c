"""What the proof stops: on summaries that people rated, and on our own lies by what was changed.

    .venv/bin/python benchmarks/faithfulness.py [--alarms]

Each sentence of a summary is checked against the three sentences of its article that are closest to
it, with the article as context; a summary is stopped when one of its sentences is. Of each set the
first half of the documents was looked at while the checks were written ("seen"); the second half
("kept") was only measured, but its figures were seen while rules were chosen. Our own claims
(`tests/writing/proof/claims`) name their sentence, as a model does. `--alarms` lists the faithful
summaries that are stopped.
"""

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.articles.sentences import split_sentences
from bot.writing.proof import faults
from bot.writing.proof.support import closest
from bot.writing.proof.wording import read
from tests.writing.proof.test_claims import HONEST, PASSING, STOPPED, wrong

DATA = Path(__file__).resolve().parents[2] / "shared" / "news" / "faith.jsonl"
# What a complaint says, by which its kind is known; the first that fits.
KINDS = {
    "quotation": "quotes “",
    "another's role": " where the sentences name |, who is nobody |exchanges what ",
    "name": ", which is not in the article",
    "opposite": " where the sentences say ",
    "denial": " deny",
    "overlap": "word of the sentences|joins words ",
    "number or date": "says |holds ",
}


@dataclass(frozen=True, slots=True)
class Rated:
    """A summary with what people and the proof say of it."""

    set: str
    seen: bool
    faithful: bool
    faults: tuple[tuple[str, str], ...]  # a sentence, and what is wrong with it
    changes: tuple[str, ...] = ()  # what was changed in it, where the set says so


def sentences_of(text: str) -> list[str]:
    """The sentences of a text whose paragraphs are lines."""
    lines = text.splitlines()
    return [line[s.start : s.end] for line in lines for s in split_sentences(line, "en")]


def prove_all(records: Sequence[dict[str, Any]]) -> list[Rated]:
    """Every summary, checked sentence by sentence."""
    documents: dict[str, list[str]] = defaultdict(list)
    for record in records:
        if record["doc"] not in documents[record["set"]]:
            documents[record["set"]].append(record["doc"])
    rated = []
    for record in records:
        among = documents[record["set"]]
        rated.append(
            Rated(
                record["set"],
                seen=among.index(record["doc"]) < len(among) // 2,
                faithful=str(record["label"]) == "1",
                faults=tuple(found_in(record["doc"], record["summary"])),
                changes=tuple(record.get("edit_types") or ()),
            )
        )
    return rated


def found_in(document: str, summary: str) -> list[tuple[str, str]]:
    """What is wrong with the sentences of a summary."""
    sentences = sentences_of(document)
    wordings = [read(sentence) for sentence in sentences]
    found = []
    for claim in sentences_of(summary):
        near = closest(read(claim), wordings)
        evidence = [sentences[i] for i, w in enumerate(wordings) if any(w is n for n in near)]
        complaints = faults(claim, evidence, language="en", context=document)
        found += [(claim, complaint) for complaint in complaints]
    return found


def is_stopped_by(one: str, rated: Rated) -> bool:
    """Whether a check of one kind stops a summary."""
    return any(kind(complaint) == one for _, complaint in rated.faults)


def kind(complaint: str) -> str:
    """The kind of a complaint, by its words."""
    return next(
        kind for kind, words in KINDS.items() if any(word in complaint for word in words.split("|"))
    )


def line(label: str, rated: Sequence[Rated], stopped: Callable[[Rated], bool]) -> str:
    """One row: how many are stopped, how many of them rightly, and the balanced accuracy."""
    false = [stopped(r) for r in rated if r.faithful]
    right = [stopped(r) for r in rated if not r.faithful]
    count = sum(false) + sum(right)
    precision = f"{sum(right) / count:11.2f}" if count else "          –"
    recall = sum(right) / len(right)
    balanced = (recall + 1 - sum(false) / len(false)) / 2
    return f"  {label:24}{count:8}{precision}{recall:8.2f}{balanced:10.3f}"


def report(name: str, rated: Sequence[Rated]) -> None:
    """Print the rows of one set."""
    unfaithful = sum(not r.faithful for r in rated)
    print(f"\n{name}: {len(rated)} summaries, {unfaithful} of them unfaithful")
    print(f"  {'':24}{'stopped':>8}{'precision':>11}{'recall':>8}{'balanced':>10}")
    print(line("all checks", rated, lambda r: bool(r.faults)))
    print(line("  seen", [r for r in rated if r.seen], lambda r: bool(r.faults)))
    print(line("  kept", [r for r in rated if not r.seen], lambda r: bool(r.faults)))
    for one in KINDS:
        print(line(f"{one} alone", rated, partial(is_stopped_by, one)))
    digits = [replace(r, faults=tuple(f for f in r.faults if has_digits(f[1]))) for r in rated]
    print(line("digits alone", digits, lambda r: bool(r.faults)))


def has_digits(complaint: str) -> bool:
    """Whether a complaint is about a number that is written in digits."""
    number = complaint.removeprefix("says ").split(" ", 1)[0]
    return kind(complaint) == "number or date" and any(map(str.isdigit, number))


def report_changes(rated: Sequence[Rated]) -> None:
    """Print how many unfaithful summaries are stopped, by what was changed in them."""
    unfaithful = [r for r in rated if not r.faithful]
    changes = Counter(change for r in unfaithful for change in r.changes)
    stopped = Counter(change for r in unfaithful if r.faults for change in r.changes)
    print(f"\n  {'what was changed':28}{'stopped':>8}{'of':>5}")
    for change, count in changes.most_common():
        print(f"  {change.replace('_', ' '):28}{stopped[change]:8}{count:5}")


def report_our_own() -> None:
    """Print how many of our own lies are stopped, by what was changed, and of the honest claims."""
    lies, stopped = Counter[str](), Counter[str]()
    for pair in (*STOPPED, *PASSING):
        lies[pair.kind] += 1
        stopped[pair.kind] += bool(wrong(pair))
    print(f"\nour own claims: {lies.total()} lies, {len(HONEST)} honest claims")
    print(f"  {'what was changed':28}{'stopped':>8}{'of':>5}")
    for changed, count in lies.items():
        print(f"  {changed:28}{stopped[changed]:8}{count:5}")
    print(f"  {'all lies':28}{stopped.total():8}{lies.total():5}")
    print(f"  {'honest claims':28}{sum(bool(wrong(pair)) for pair in HONEST):8}{len(HONEST):5}")


def main() -> None:
    """Measure every set of the file, and all together."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--alarms", action="store_true", help="list the false alarms")
    options = parser.parse_args()
    report_our_own()
    if not DATA.exists():
        sys.exit("the shared data is absent: only our own claims were measured")
    records = [json.loads(row) for row in DATA.read_text("utf-8").splitlines()]
    started = time.perf_counter()
    rated = prove_all(records)
    took = (time.perf_counter() - started) / len(rated) * 1000
    for name in dict.fromkeys(r.set for r in rated):
        report(name, [r for r in rated if r.set == name])
    report("together", rated)
    report_changes(rated)
    print(f"\n{took:.1f} ms a summary, evidence and all")
    for r in rated if options.alarms else ():
        for claim, complaint in r.faults if r.faithful else ():
            print(f"\n{r.set}: {complaint}\n    {claim}")


if __name__ == "__main__":
    main()
