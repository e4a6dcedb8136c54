"""Attendance: who is in the room, to be signed.

In: the pack's paper.
Out: a table with everybody who is expected, and room for others.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.documents.phrases import long_day
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Cell, Column, Kept, plain, table
from audit.documents.workshop.pack_paper import PackPaper
from audit.domain.people.person import ROLE_TITLES, Person, Role

ROW_HEIGHT = 11  # mm
SPARE_ROWS = 4
_OPEN = "To be filled in"


def write_attendance(sheet: Sheet, paper: PackPaper, *, anchor: str) -> None:
    """Write a row for everybody expected, at least one for each agency, and some to be filled in."""
    day = paper.audit_round.dates.workshop
    sheet.heading("Attendance", 1, anchor=anchor, new_page=True)
    planned = f", planned for {long_day(day)}" if day else ""
    sheet.paragraph(f"Workshop of {paper.audit_round.title}{planned}.", keep_next=True)
    table(
        sheet,
        (Column("Agency", 54), Column("Name", 44), Column("Role", 38), Column("Signed in", 34)),
        [_row(sheet, *one) for one in _expected(paper)],
        title="Attendance",
        says="One person a row: agency, name, role, and room to sign.",
        kept=Kept(row_height=ROW_HEIGHT),
    )
    sheet.note("Keep this page with the round’s papers. It holds nothing about any child.")


def _expected(paper: PackPaper) -> Iterator[tuple[str, str, str]]:
    for person in paper.people:
        if {Role.FACILITATOR, Role.SCRUTINEER} & person.roles:
            yield "The partnership", person.name, _role(person)
    for agency in paper.audit_round.agencies:
        of_agency = [p for p in paper.people if p.agency == agency.ref and Role.AUDITOR in p.roles]
        for person in of_agency:
            yield agency.name, person.name, _role(person)
        if not of_agency:
            yield agency.name, _OPEN, _OPEN
    for _ in range(SPARE_ROWS):
        yield _OPEN, _OPEN, _OPEN


def _role(person: Person) -> str:
    return ", ".join(title for role, title in ROLE_TITLES.items() if role in person.roles)


def _row(sheet: Sheet, agency: str, name: str, role: str) -> tuple[Cell, ...]:
    first = plain(sheet, agency, "Plan Open Cell" if agency == _OPEN else "Plan Table Row Head")
    given = (plain(sheet, said, "Plan Open Cell" if said == _OPEN else "Plan Table Text") for said in (name, role))
    return (first, *given, plain(sheet, "Not yet signed", "Plan Open Cell"))
