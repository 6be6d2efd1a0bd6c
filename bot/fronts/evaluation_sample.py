"""One article of a report on writers: its text, and every summary of it with its proof."""

from collections.abc import Sequence

from bot.evaluation.coverage import coverage
from bot.evaluation.measures import Result, length
from bot.evaluation.rows import percent, seconds
from bot.evaluation.samples import Sample
from bot.evaluation.statements import DEK, HEADLINE, POINT, Statement
from bot.evaluation.writers import Written
from bot.fronts import wording
from bot.fronts.markup import Html, element
from bot.fronts.outside import HEADLINE_LIMIT, NAME_LIMIT, SENTENCE_LIMIT, language, line
from bot.news import Article, Evidence, Point

LONGEST_SHOWN = 20_000  # characters of an article; a longer one is told by its beginning
COMPLAINT_LIMIT = 300  # characters


def sample_markup(result: Result, names: Sequence[str], anchor: str) -> Html:
    """One article, and what every writer made of it.

    Args:
        result: Untrusted, all of it.
        names: The writers' names.
        anchor: The id that the section gets, unique on its page.
    """
    sample = result.sample
    heading = f"{anchor}-title"
    title = line(sample.article.title, HEADLINE_LIMIT) or wording.UNTITLED
    cards = (
        _card(name, sample, written) for name, written in zip(names, result.written, strict=True)
    )
    return element(
        "section",
        element("h2", title, id=heading, dir="auto", lang=language(sample.article.language)),
        element("p", line(sample.name, NAME_LIMIT), class_="name"),
        element("p", line(sample.trap, SENTENCE_LIMIT), dir="auto") if sample.trap else None,
        _text(sample.article),
        _facts(sample),
        element("div", *cards, class_="writers"),
        id=anchor,
        class_="sample",
        aria_labelledby=heading,
    )


def _text(article: Article) -> Html:
    shown = article.text[:LONGEST_SHOWN]
    paragraphs = (element("p", each, dir="auto") for each in shown.split("\n\n"))
    rest = element("p", "…") if len(shown) < len(article.text) else None
    words = wording.count(len(article.sentences), "sentence")
    return element(
        "details",
        element("summary", f"The article, {words}"),
        element("div", *paragraphs, rest, lang=language(article.language)),
        class_="text",
    )


def _facts(sample: Sample) -> Html | None:
    if not sample.facts:
        return None
    told = (element("li", line(each, SENTENCE_LIMIT), dir="auto") for each in sample.facts)
    return element(
        "details",
        element("summary", f"Its {wording.count(len(sample.facts), 'leading fact')}"),
        element("ul", *told, lang=language(sample.article.language)),
        class_="text",
    )


def _card(name: str, sample: Sample, written: Written) -> Html:
    summary, faults = written.summary, {each.part: each for each in written.shown}
    headline = line(summary.headline, HEADLINE_LIMIT) or wording.UNTITLED
    dek = line(summary.dek, SENTENCE_LIMIT)
    points = (
        _point(point, faults.get(f"{POINT} {number}"))
        for number, point in enumerate(summary.points, 1)
    )
    return element(
        "article",
        element("div", element("b", element("bdi", name)), _told(sample, written), class_="origin"),
        element("p", f"Stood in for: {line(written.trouble, COMPLAINT_LIMIT)}", class_="fault")
        if written.trouble
        else None,
        element("h3", headline, dir="auto"),
        _complaints(faults.get(HEADLINE)),
        element("p", dek, class_="dek", dir="auto") if dek else None,
        _complaints(faults.get(DEK)),
        element("ul", *points, class_="points", lang=_tongue(sample, written)),
        _dropped(written.dropped),
        class_="card",
    )


def _tongue(sample: Sample, written: Written) -> str | None:
    return language(written.summary.language or sample.article.language)


def _told(sample: Sample, written: Written) -> Html:
    covered = coverage(sample, written.summary)
    told = [f"{length(written.summary)} words"]
    told += [] if covered is None else [f"{percent(covered)} of the facts"]
    told += [] if written.trouble else [seconds(written.seconds)]
    told += ["asked twice"] if written.tries > 1 else []
    return element("span", ", ".join(told))


def _point(point: Point, statement: Statement | None) -> Html:
    """A point with its sentences; one that is a sentence itself is its own proof."""
    words = line(point.text, SENTENCE_LIMIT)
    quotes = [line(each.quote, SENTENCE_LIMIT) for each in point.evidence]
    if quotes == [words]:
        return element("li", element("mark", words), _complaints(statement), dir="auto")
    proofs = map(_proof, point.evidence)
    return element("li", words, _complaints(statement), *proofs, dir="auto")


def _proof(evidence: Evidence) -> Html:
    quote = element("mark", line(evidence.quote, SENTENCE_LIMIT))
    return element("blockquote", quote, title=f"characters {evidence.start} to {evidence.end}")


def _complaints(statement: Statement | None) -> Html | None:
    """What the checks have against something; nothing where all is well."""
    if statement is None or not statement.faults:
        return None
    words = "; ".join(line(each, COMPLAINT_LIMIT) for each in statement.faults)
    return element("small", words, class_="fault", lang="en", dir="ltr")


def _dropped(dropped: Sequence[Statement]) -> Html | None:
    """What was taken out of the answers, and why."""
    if not dropped:
        return None
    told = (_taken(each) for each in dropped)
    return element(
        "div", element("h4", "Taken out", lang="en"), element("ul", *told), class_="related"
    )


def _taken(statement: Statement) -> Html:
    words = line(statement.text, SENTENCE_LIMIT)
    return element(
        "li",
        element("span", f"{statement.part}: ", class_="part", lang="en"),
        element("s", words) if words else None,
        _complaints(statement),
        dir="auto",
    )
