"""The first two pages of a board report: what it is, what the board is asked to do, and the report in one minute.

In: the board's view of a round.
Out: the front, and a summary whose points lead to their findings.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.documents.board import wording
from audit.documents.phrases import long_day, number, sentence
from audit.documents.plan.front import Part, contents, finding_anchor
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import about
from audit.documents.word.xml import Piece, Text
from audit.domain.board.view import BoardView, FindingTold
from audit.domain.findings.finding import FindingKind

TITLE = "Board report"
NOTHING_YET = "Nothing for the board to read yet."
MOST_POINTS = 4  # of a kind in the summary; the rest are a link away


def write_front(sheet: Sheet, view: BoardView, parts: Sequence[Part]) -> None:
    """Write the title, the message, what the board is asked to do, what this is, and the contents."""
    title_block(sheet, view, TITLE)
    sheet.paragraph(sentence(view.message) if view.told else NOTHING_YET, "Plan Message")
    if view.asks:
        sheet.paragraph("What the board is asked to do", "Plan Front Heading", keep_next=True)
        write_asks(sheet, view)
    sheet.paragraph("About this report", "Plan Front Heading", keep_next=True)
    write_about(sheet, view, "this report")
    contents(sheet, parts, "In this report", roomy=sheet.look.roomy and not view.told)


def title_block(sheet: Sheet, view: BoardView, title: str) -> None:
    """Write whose paper it is, its title, and the round it tells of."""
    sheet.paragraph(view.partnership, "Plan Partnership")
    sheet.paragraph(title, "Title")
    sheet.paragraph(view.title, "Subtitle")


def write_asks(sheet: Sheet, view: BoardView) -> None:
    """Write what the board is asked to do, each beginning with its verb."""
    sheet.bullets([[Piece(f"{one.verb.value} ", bold=True), one.text] for one in view.asks])


def write_about(sheet: Sheet, view: BoardView, what: str) -> None:
    """Write what a paper is, one thing a row; the children are counted, because that is how the round was made."""
    rows = {"Not finished": view.looked_at.unfinished} if view.looked_at.unfinished else {}
    rows |= {
        "Date": long_day(view.today),
        "Marking": f"{view.clearance.marked(view.marking)}. {view.clearance.sentence()}",
        "Audit round": f"{view.title} ({view.round_ref})",
        "Who took part": " ".join(one for one in (wording.looked_at(view), wording.chosen(view)) if one),
        "Workshop": view.looked_at.workshop,
        "Board": wording.when_seen(view),
        "Re-audit": wording.next_look(view),
    }
    if view.invented:
        rows["Please note"] = wording.INVENTED
    about(
        sheet,
        what,
        rows,
        names=36,
        says="Date, marking, round, who took part, workshop, board and re-audit, one in each row.",
    )


def write_minute(sheet: Sheet, view: BoardView, part: Part) -> None:
    """Write the report in one minute; each point ends with a link to its finding."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, new_page=True)
    sheet.paragraph(wording.looked_at(view))
    if not view.told:
        return
    sheet.paragraph(f"{sentence(view.message)} {wording.raised(view)}")
    priority, improve = (view.of_kind(one) for one in (FindingKind.PRIORITY_ACTION, FindingKind.NEEDS_TO_IMPROVE))
    _points(sheet, "Area for priority action" if len(priority) == 1 else "Areas for priority action", priority)
    _points(sheet, "What must improve", improve)
    _points(sheet, "What is strong", view.strengths)
    if view.since:
        sheet.heading("What changed since last time", 2)
        sheet.paragraph(f"{view.since.sentence} {view.since.chance}")
    sheet.heading("What is being done", 2)
    sheet.paragraph(f"{view.actions_sentence} {wording.next_look(view)}")
    if view.own_grades:
        sheet.paragraph(view.own_grades)


def point(finding: FindingTold) -> list[Text]:
    """Return a finding as a point that ends with a link to it."""
    return [f"{finding.headline}\u00a0(", Piece(finding.ref, link=finding_anchor(finding.ref)), ")."]


def _points(sheet: Sheet, title: str, findings: Sequence[FindingTold]) -> None:
    if not findings:
        return
    sheet.heading(title, 2)
    sheet.bullets([point(one) for one in findings[:MOST_POINTS]])
    more = len(findings) - MOST_POINTS
    if more > 0:
        rest: list[Text] = [f"{sentence(number(more))[:-1]} more: "]
        for one in findings[MOST_POINTS:]:
            rest += [Piece(one.ref, link=finding_anchor(one.ref)), ", "]
        sheet.bullets([[*rest[:-1], "."]])
