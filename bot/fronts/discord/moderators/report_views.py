"""What members fill in to report a card, and what moderators are shown of it: all as JSON."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.fronts.discord.escaping import fitted, linked, within
from bot.fronts.discord.moderators.components import (
    DANGER,
    PARAGRAPH,
    Json,
    Message,
    Option,
    button,
    form,
    menu,
    panel_id,
    row,
    said,
    text_field,
)
from bot.fronts.discord.readers.buttons import REPORT, custom_id
from bot.fronts.outside import HEADLINE_LIMIT, line
from bot.fronts.words import Words
from bot.news import Complaint, Panel, Report, ReportState

REASON = "reason"  # the field of the form
LONGEST_REASON = 300  # characters; what one says in a breath
# A notice names so many reasons; each is at most four lines long.
MOST_REASONS = 5
REASON_ROOM = 600  # escapes included
LIST_ROOM = 3_900  # of the 4,096 characters of a description

HIDE, SPLIT, DISMISS = "hide", "split", "dismiss"
_DECIDED = {
    ReportState.HIDDEN: "report-was-hidden",
    ReportState.SPLIT: "report-was-split",
    ReportState.DISMISSED: "report-was-dismissed",
}
_ID = re.compile(rf"{REPORT}(?:-({HIDE}|{SPLIT}|{DISMISS}))?(?::([0-9]{{1,19}}))?")


@dataclass(frozen=True, slots=True)
class Pressed:
    """What an id says: what is to be done, and the number of the report, or of the card."""

    action: str  # empty for the button of a card, and for its form
    number: int | None = None


def read_report_id(custom_id: str) -> Pressed | None:
    """What an id says; None for one that has nothing to do with reports."""
    found = _ID.fullmatch(custom_id)
    if found is None or int(found[2] or 0) >= 2**63:
        return None
    return Pressed(found[1] or "", int(found[2]) if found[2] else None)


def report_form(words: Words, message_id: int) -> Json:
    """Asks a member what is wrong with a card."""
    reason = text_field(
        words("form-report"),
        REASON,
        hint=words("form-report-hint"),
        most=LONGEST_REASON,
        style=PARAGRAPH,
    )
    return form(words("form-report-title"), custom_id(REPORT, message_id), reason)


def notice(words: Words, complaint: Complaint) -> Message:
    """What moderators are shown of a reported card: what members say, or what was decided."""
    told = _reasons(words, complaint) if complaint.is_open else [_decision(words, complaint)]
    embed = {
        "title": words("report-notice", count=len(complaint.reports)),
        "description": "\n".join([_card(complaint.first), "", *told]),
    }
    rows = [_choices(words, complaint.first)] if complaint.is_open else []
    return {"content": "", "embeds": [embed], "components": rows}


def open_reports(words: Words, complaints: Sequence[Complaint], panel: Panel) -> Message:
    """The cards about which nobody has decided, the newest first, one of which can be opened."""
    if not complaints:
        return said(words("reports-none"))
    listed = [
        f"- {_card(each.first)} · {words('reports-members', count=len(each.reports))}"
        for each in complaints
    ]
    options = [
        Option(line(each.first.title, HEADLINE_LIMIT) or "…", str(each.first.id))
        for each in complaints
    ]
    embed = {
        "title": words("reports-open", count=len(complaints)),
        "description": "\n".join(within(listed, LIST_ROOM)),
    }
    opened = menu(panel_id("report-open", panel), options, placeholder=words("reports-choose"))
    return {"content": "", "embeds": [embed], "components": [row(opened)]}


def is_notice(message: object, complaint: Complaint) -> bool:
    """Whether a message of a channel's history is the notice of a complaint."""
    wanted = custom_id(f"{REPORT}-{HIDE}", complaint.first.id)
    match message:
        case {"components": [{"components": [{"custom_id": str(found)}, *_]}, *_]}:
            return found == wanted
    return False


def _card(report: Report) -> str:
    """The title of the card, which leads to it."""
    place = f"{report.guild_id}/{report.channel_id}/{report.message_id}"
    title = line(report.title, HEADLINE_LIMIT) or "…"
    return f"**{linked(title, f'https://discord.com/channels/{place}')}**"


def _reasons(words: Words, complaint: Complaint) -> Iterator[str]:
    """What members say, each in a line; nobody's name stands there."""
    given = [each.reason for each in complaint.reports if line(each.reason, LONGEST_REASON)]
    if not given:
        yield words("report-no-reason")
    for reason in given[:MOST_REASONS]:
        yield f"> {fitted(reason, REASON_ROOM)}"
    if len(given) > MOST_REASONS:
        yield words("report-more", count=len(given) - MOST_REASONS)


def _decision(words: Words, complaint: Complaint) -> str:
    person = complaint.decided_by
    who = words("report-by-admin") if person is None else f"<@{person}>"
    return words(_DECIDED[complaint.first.state], who=who)


def _choices(words: Words, report: Report) -> Json:
    return row(
        button(words("button-report-hide"), _id(HIDE, report), style=DANGER),
        button(words("button-report-split"), _id(SPLIT, report)),
        button(words("button-report-dismiss"), _id(DISMISS, report)),
    )


def _id(action: str, report: Report) -> str:
    return custom_id(f"{REPORT}-{action}", report.id)
