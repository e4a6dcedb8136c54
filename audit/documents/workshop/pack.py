"""The workshop pack as a Word document: run-sheet, invitations, crib sheet and attendance.

In: the pack's paper.
Out: the bytes of a .docx; nothing in it tells what an agency graded in a case that is still blind.
"""

from __future__ import annotations

from audit.documents.phrases import long_day
from audit.documents.word import finish
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Cell, Column, about, plain, table
from audit.documents.word.xml import Piece
from audit.documents.workshop.pack_paper import PackPaper, workshop_day
from audit.documents.workshop.sheets import write_attendance, write_crib_sheet, write_invitations, write_run_sheet
from audit.domain.english import counted, duration, listed, sentence

TITLE = "Workshop pack"
RUN_SHEET, INVITATIONS, CRIB_SHEET, ATTENDANCE = "run_sheet", "invitations", "crib_sheet", "attendance"


def write_workshop_pack(paper: PackPaper) -> bytes:
    """Return the workshop pack as a Word document."""
    line = f"{TITLE} {paper.audit_round.ref}, made on {long_day(paper.today)}."
    sheet = finish.begun(marking=paper.marking, line=line)
    _front(sheet, paper)
    write_run_sheet(sheet, paper, anchor=RUN_SHEET)
    write_invitations(sheet, paper, anchor=INVITATIONS)
    write_crib_sheet(sheet, paper.audit_round, anchor=CRIB_SHEET)
    write_attendance(sheet, paper, anchor=ATTENDANCE)
    return finish.as_bytes(
        sheet, title=f"{TITLE}: {paper.audit_round.title}", author=paper.partnership, made_on=paper.today
    )


def _front(sheet: Sheet, paper: PackPaper) -> None:
    sheet.paragraph(paper.partnership, "Plan Partnership")
    sheet.paragraph(TITLE, "Title")
    sheet.paragraph(paper.audit_round.title, "Subtitle")
    _about(sheet, paper)
    sheet.paragraph("In this pack", "Plan Front Heading", keep_next=True)
    _contents(sheet, paper)
    sheet.note("Send each agency its own page and the crib sheet. The run-sheet names every case: it is not sent out.")


def _about(sheet: Sheet, paper: PackPaper) -> None:
    audit_round = paper.audit_round
    cases = [case.ref for case in audit_round.active_cases()]
    rows = {
        "Audit round": f"{audit_round.title} ({audit_round.ref})",
        "Workshop": workshop_day(paper),
        "How long": sentence(duration(paper.run_sheet.minutes))[:-1],
        "Cases": f"{sentence(counted(len(cases), 'case'))} {listed(cases)}.",
        "Agencies": sentence(counted(len(audit_round.agencies), "agency", "agencies")),
        "Marking": f"{paper.marking}: cases by reference only; share only with those named on each part",
    }
    if audit_round.in_short:
        rows["How closely"] = audit_round.in_short
    if paper.invented:
        rows["Please note"] = "This partnership and its children are invented."
    about(
        sheet,
        "this workshop",
        rows,
        says="Round, day, length, cases, agencies and marking of this workshop, one in each row.",
    )


def _contents(sheet: Sheet, paper: PackPaper) -> None:
    agencies = counted(len(paper.audit_round.agencies), "page")
    rows = (
        ("Run-sheet", RUN_SHEET, "The facilitator"),
        ("Invitations", INVITATIONS, f"Each agency its own page: {agencies}"),
        ("Crib sheet", CRIB_SHEET, "Everybody in the room"),
        ("Attendance", ATTENDANCE, "The facilitator, to be signed in the room"),
    )
    cells: list[tuple[Cell, ...]] = [
        (plain(sheet, Piece(title, link=anchor), "Plan Table Row Head"), plain(sheet, readers))
        for title, anchor, readers in rows
    ]
    table(
        sheet,
        (Column("Part", 46), Column("Who it is for", 124)),
        cells,
        title="In this pack",
        says="One part of the pack a row, with a link to it and who it is for.",
    )
