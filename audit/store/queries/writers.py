"""Reading who has written in which agency's form; that they did, and nothing of what they wrote.

In: a round.
Out: a line for each person and form.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import col, select

from audit.domain.rounds.audit_round import Round
from audit.store.tables.people import AgencyRow, PersonRow
from audit.store.tables.rating import DraftEntryRow
from audit.store.tables.rounds import CaseRow
from audit.store.work import Db


@dataclass(frozen=True, kw_only=True)
class Writer:
    """Somebody who has written in an agency's form about a case."""

    case: str
    agency: str
    person: int
    name: str
    on_behalf: bool


def writers(db: Db, *, audit_round: Round) -> tuple[Writer, ...]:
    """Return everybody who has written in a form of the round, form by form."""
    statement = (
        select(DraftEntryRow, CaseRow.ref, AgencyRow.ref, PersonRow.name)
        .join(CaseRow, col(CaseRow.id) == DraftEntryRow.case_id)
        .join(AgencyRow, col(AgencyRow.id) == DraftEntryRow.agency_id)
        .join(PersonRow, col(PersonRow.id) == DraftEntryRow.person_id)
        .where(CaseRow.round_id == audit_round.id)
        .order_by(col(CaseRow.place), col(AgencyRow.id), col(PersonRow.id))
    )
    return tuple(
        Writer(case=case, agency=agency, person=row.person_id, name=name, on_behalf=row.on_behalf)
        for row, case, agency, name in db.exec(statement)
    )


def own_forms(found: tuple[Writer, ...]) -> frozenset[tuple[str, str]]:
    """Return the forms, as (case, agency), that the agency's own auditor has begun: nobody else may open them."""
    return frozenset((one.case, one.agency) for one in found if not one.on_behalf)


def agencies_of(found: tuple[Writer, ...], person: int) -> frozenset[str]:
    """Return the agencies that a person has written for; two or more, and their forms are not blind."""
    return frozenset(one.agency for one in found if one.person == person)
