"""Feed reading on real feeds: agreement with feedparser, and speed against it in the same run."""

import gc
import io
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import feedparser
import lxml.html

from bot.feeds.reading import NeedsRecovery, read_feed, read_recovering
from bot.news import Entry, FeedDocument

REAL_FEEDS = Path(__file__).resolve().parents[1] / ".." / "shared" / "feeds" / "real"
URL = "https://site.example/feed.xml"
WANTED = 0.995
SPEED_WANTED = 40
ROUNDS = 5  # ours is quick, so the mean of several is taken; feedparser reads once
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Seen:
    """What is compared of one entry."""

    id: str
    link: str
    title: str


def main() -> None:
    """Print the agreement by field, what differs, and the ratio of the times."""
    bodies = {path.name: path.read_bytes() for path in sorted(REAL_FEEDS.glob("*.feed"))}
    if not bodies:
        print("no real feeds at shared/feeds/real: nothing to measure")
        return
    # The two take turns on each feed, since a busy machine is quick and slow by seconds. What is
    # loaded already is put out of the collector's sight, as a service does when it has started.
    gc.collect()
    gc.freeze()
    our_time = their_time = 0.0
    for body in bodies.values():
        their_time += seconds(parse, body)
        our_time += sum(seconds(read, body) for _ in range(ROUNDS)) / ROUNDS
    ours = {name: read(body) for name, body in bodies.items()}
    theirs = {name: [their_view(e) for e in parse(body).entries] for name, body in bodies.items()}
    report_agreement(ours, theirs)
    repaired = [f"{name}: {feed.repaired}" for name, feed in ours.items() if feed.repaired]
    print(f"repaired: {len(repaired)}", *repaired, sep="\n  ")
    ratio = their_time / our_time
    print(f"feedparser {1e3 * their_time / len(bodies):7.2f} ms a feed")
    print(f"ours       {1e3 * our_time / len(bodies):7.2f} ms a feed, {ratio:.0f} x", end=" ")
    print(f"({'met' if ratio >= SPEED_WANTED else 'MISSED'})")


def read(body: bytes) -> FeedDocument:
    """Ours, with the recovering reader where the quick one asks for it."""
    try:
        return read_feed(body, url=URL)
    except NeedsRecovery:
        return read_recovering(body, url=URL)


def parse(body: bytes) -> Any:  # noqa: ANN401 - feedparser has no types
    """Theirs."""
    return feedparser.parse(io.BytesIO(body), response_headers={"content-location": URL})


def seconds(reader: Callable[[bytes], object], body: bytes) -> float:
    """CPU seconds for reading a body once."""
    start = time.process_time()
    reader(body)
    return time.process_time() - start


def our_view(entry: Entry) -> Seen:
    """Our entry; the link is the id where there is no other."""
    return Seen(entry.guid or entry.link or "", entry.link or "", entry.title)


def their_view(entry: dict[str, Any]) -> Seen:
    """Their entry; its title may hold markup, which ours never does."""
    title, link = entry.get("title", ""), entry.get("link", "")
    if "<" in title or "&" in title:
        tree = lxml.html.fromstring(f"<div>{title}</div>")
        title = lxml.html.tostring(tree, encoding="unicode", method="text")
    return Seen(entry.get("id") or link, link, " ".join(title.split()))


def report_agreement(ours: dict[str, FeedDocument], theirs: dict[str, list[Seen]]) -> None:
    """Print how many entries agree in id, link and title, and the first that do not."""
    same, total, differences = dict.fromkeys(("id", "link", "title"), 0), 0, []
    for name, document in ours.items():
        mine, their = [our_view(entry) for entry in document.entries], theirs[name]
        if len(mine) != len(their):
            differences.append(f"{name}: {len(mine)} entries, theirs {len(their)}")
        # Where they find nothing at all there is nothing to agree with.
        total += max(len(mine), len(their)) if their else 0
        for one, other in zip(mine, their, strict=False):
            for field in same:
                values = getattr(one, field), getattr(other, field)
                same[field] += values[0] == values[1]
                if values[0] != values[1]:
                    differences.append(f"{name} {field}: {values[0]!r:.80} | {values[1]!r:.80}")
    for field, count in same.items():
        share = count / total
        print(f"{field:6} {share:8.3%} of {total}", "(met)" if share >= WANTED else "(MISSED)")
    print(f"differences: {len(differences)}", *differences[:SHOWN], sep="\n  ")


if __name__ == "__main__":
    main()
