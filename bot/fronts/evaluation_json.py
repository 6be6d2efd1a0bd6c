"""A report on writers as JSON: all figures, and all that was written."""

from dataclasses import asdict

from bot.evaluation.comparing import Difference
from bot.evaluation.coverage import coverage
from bot.evaluation.measures import Figures, Result
from bot.evaluation.report import Report
from bot.evaluation.samples import Sample
from bot.evaluation.statements import Share, Statement
from bot.evaluation.writers import Written
from bot.fronts.json_cards import Json

SCHEMA_VERSION = 1  # one more whenever a key goes, or means something else; not when one comes


def report_object(report: Report) -> dict[str, Json]:
    """All of a report; shares are from 0 to 1, times in seconds, costs those of all articles."""
    writers = zip(report.writers, report.figures, strict=True)
    return {
        "schema": SCHEMA_VERSION,
        "articles": len(report.results),
        "missing": report.missing,
        "writers": [
            {"name": writer.name, "about": writer.about, **_figures(found)}
            for writer, found in writers
        ],
        "differences": [_difference(each) for each in report.differences],
        "skipped": [{"name": each.name, "why": each.why} for each in report.skipped],
        "results": [_result(each, report) for each in report.results],
    }


def _figures(found: Figures) -> dict[str, Json]:
    return {
        "first_answers": {
            "all": _share(found.said),
            "headlines": _share(found.headlines),
            "deks": _share(found.deks),
            "points": _share(found.points),
            "unreadable": found.unreadable,
        },
        "shown_points_proved": _share(found.shown),
        "shown_quotes_verbatim": _share(found.quotes),
        "points_dropped": found.dropped,
        "asked_again": found.retries,
        "stood_in_for": found.stand_ins,
        "coverage": found.coverage,
        "words": found.words,
        "tokens": asdict(found.tokens),
        "cost": found.cost,
        "p50": found.p50,
        "p95": found.p95,
    }


def _share(share: Share) -> Json:
    return {"good": share.good, "all": share.all, "share": share.value}


def _difference(found: Difference) -> Json:
    return {**asdict(found), "difference": found.mean, "is_clear": found.is_clear}


def _result(result: Result, report: Report) -> Json:
    pairs = zip(report.writers, result.written, strict=True)
    return {
        "name": result.sample.name,
        "title": result.sample.article.title,
        "language": result.sample.article.language,
        "written": [
            {"writer": writer.name, **_written(each, result.sample)} for writer, each in pairs
        ],
    }


def _written(written: Written, sample: Sample) -> dict[str, Json]:
    summary = written.summary
    return {
        "headline": summary.headline,
        "dek": summary.dek,
        "points": [
            {"text": point.text, "evidence": [asdict(each) for each in point.evidence]}
            for point in summary.points
        ],
        "kind": summary.kind,
        "first_answer": [_statement(each) for each in written.said],
        "dropped": [_statement(each) for each in written.dropped],
        "coverage": coverage(sample, summary),
        "seconds": written.seconds,
        "tries": written.tries,
        "trouble": written.trouble,
    }


def _statement(statement: Statement) -> Json:
    return {
        "part": statement.part,
        "text": statement.text,
        "faults": list(statement.faults),
    }
