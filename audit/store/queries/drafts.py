"""Reading drafts: an agency's own form as it is typed, seen by that agency alone.

In: a viewer, without default.
Out: the form that the viewer's agency fills in, and how far it has come.

Here too:
- An agency's answer, grade and account, from their rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlmodel import col, select

from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Viewer
from audit.domain.rating.form import Account, RatingDraft, Saved, StatementGrade
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.rounds.cases import Involvement
from audit.errors import AuditError, NotAllowed
from audit.store.tables.people import AgencyRow, PersonRow
from audit.store.tables.rating import (
    DRAFT_ACCOUNT,
    DRAFT_ANSWER,
    DRAFT_GRADE,
    SAVED,
    CorrectionRow,
    DraftAccountRow,
    DraftAnswerRow,
    DraftEntryRow,
    DraftGradeRow,
    LeftOutRow,
    RatingRow,
)
from audit.store.tables.rounds import CaseRow, InvolvementRow, RoundAgencyRow, RoundRow
from audit.store.work import Db


def saved_from(row: DraftAnswerRow | DraftGradeRow | DraftAccountRow, people: Mapping[int, str]) -> Saved:
    """Return when a draft's row was saved and by whom; `people` are names by id."""
    return SAVED.read(row, by=people.get(row.by_id, "somebody"))


LEFT_OUT = "was left out of the file that brought the round here."
ASK_AGAIN = " A facilitator can ask for it again, on the page Agencies and who is asked."


@dataclass(frozen=True, kw_only=True)
class OpenForm:
    """Where a viewer writes: one agency's form about one case."""

    round_id: int
    case_id: int
    agency_id: int
    stage: Stage
    revealed: bool
    closed: bool  # submitted, and not opened again to correct


def open_form(db: Db, *, viewer: Viewer, round_ref: str, case_ref: str) -> OpenForm:
    """Return the form that the viewer may write in.

    Raises AuditError where the case is not in the round or was withdrawn, and NotAllowed where the agency is not
    asked or its own auditor has begun the form that the viewer would enter on behalf of.
    """
    statement = (
        select(CaseRow, AgencyRow.id, RoundRow.stage, _closed())
        .join(RoundRow, col(RoundRow.id) == CaseRow.round_id)
        .join(RoundAgencyRow, col(RoundAgencyRow.round_id) == RoundRow.id)
        .join(AgencyRow, col(AgencyRow.id) == RoundAgencyRow.agency_id)
        .where(RoundRow.ref == round_ref, CaseRow.ref == case_ref, AgencyRow.ref == viewer.agency)
        .where(col(CaseRow.withdrawn).is_(None), ~_is_exempt())
    )
    row = db.exec(statement).first() if viewer.own_form else None
    if row is None:
        raise AuditError(f"{case_ref} is not in round {round_ref}, or your agency is not asked about it.")
    case, agency_id, stage, closed = row
    if viewer.on_behalf and case.revealed_at_utc is None and _own_auditor_began(db, case.id, agency_id):
        raise NotAllowed("The agency's own auditor has begun this form. Until the reveal only that agency can see it.")
    if db.get(LeftOutRow, (case.id, agency_id)) is not None:
        raise AuditError(f"This form about {case_ref} {LEFT_OUT}{'' if case.revealed_at_utc else ASK_AGAIN}")
    return OpenForm(
        round_id=case.round_id,
        case_id=case.id or 0,
        agency_id=agency_id or 0,
        stage=Stage(stage),
        revealed=case.revealed_at_utc is not None,
        closed=bool(closed),
    )


def draft(db: Db, *, viewer: Viewer, round_ref: str, case_ref: str) -> RatingDraft:
    """Return what the viewer's agency has saved about a case; empty where the viewer may not see it."""
    agency = viewer.agency or ""
    empty = RatingDraft(case=case_ref, agency=agency)
    try:
        at = open_form(db, viewer=viewer, round_ref=round_ref, case_ref=case_ref)
    except AuditError:
        return empty
    return draft_at(db, at=at, case_ref=case_ref, agency_ref=agency)


def draft_at(db: Db, *, at: OpenForm, case_ref: str, agency_ref: str) -> RatingDraft:
    """Return what is saved in a form, which the viewer was let to by `open_form`."""
    names = _names(db, at)
    answers = db.exec(select(DraftAnswerRow).where(*_at(DraftAnswerRow, at))).all()
    grades = db.exec(select(DraftGradeRow).where(*_at(DraftGradeRow, at))).all()
    account = db.exec(select(DraftAccountRow).where(*_at(DraftAccountRow, at))).first()
    return RatingDraft(
        case=case_ref,
        agency=agency_ref,
        answers={
            answer.line: answer for answer in (DRAFT_ANSWER.read(row, saved=saved_from(row, names)) for row in answers)
        },
        grades={
            grade.statement: grade for grade in (DRAFT_GRADE.read(row, saved=saved_from(row, names)) for row in grades)
        },
        account=Account() if account is None else DRAFT_ACCOUNT.read(account, saved=saved_from(account, names)),
    )


def own_progress(db: Db, *, viewer: Viewer, audit_round: Round) -> dict[str, dict[Key, StatementGrade]]:
    """Return the viewer's agency's own draft grades, by case: what fills the seven-strip while rating."""
    if not viewer.own_form:
        return {}
    statement = (
        select(CaseRow.ref, DraftGradeRow)
        .join(DraftGradeRow, col(DraftGradeRow.case_id) == CaseRow.id)
        .join(AgencyRow, col(AgencyRow.id) == DraftGradeRow.agency_id)
        .where(CaseRow.round_id == audit_round.id, AgencyRow.ref == viewer.agency)
    )
    if viewer.on_behalf:
        statement = statement.where(
            or_(col(CaseRow.revealed_at_utc).is_not(None), ~begun_by_own_auditor(DraftGradeRow))
        )
    grades: dict[str, dict[Key, StatementGrade]] = {}
    for case, row in db.exec(statement):
        grade = DRAFT_GRADE.read(row, saved=saved_from(row, {}))
        grades.setdefault(case, {})[grade.statement] = grade
    return grades


def correction_reason(db: Db, at: OpenForm) -> str | None:
    """Return why a submitted rating was opened again; None where it was not."""
    row = db.get(CorrectionRow, (at.case_id, at.agency_id))
    return None if row is None else row.reason


def begun_by_own_auditor(table: type[RatingRow | DraftGradeRow | DraftAccountRow]) -> ColumnElement[bool]:
    """Return the WHERE for forms that the agency's own auditor has written in."""
    return exists().where(
        col(DraftEntryRow.case_id) == table.case_id,
        col(DraftEntryRow.agency_id) == table.agency_id,
        ~col(DraftEntryRow.on_behalf),
    )


def _is_exempt() -> ColumnElement[bool]:
    return exists().where(
        col(InvolvementRow.case_id) == CaseRow.id,
        col(InvolvementRow.agency_id) == AgencyRow.id,
        col(InvolvementRow.involvement) == Involvement.NOT_ASKED.value,
    )


def _closed() -> ColumnElement[bool]:
    submitted = exists().where(col(RatingRow.case_id) == CaseRow.id, col(RatingRow.agency_id) == AgencyRow.id)
    opened = exists().where(col(CorrectionRow.case_id) == CaseRow.id, col(CorrectionRow.agency_id) == AgencyRow.id)
    return and_(submitted, ~opened)


def _own_auditor_began(db: Db, case_id: int | None, agency_id: int | None) -> bool:
    statement = select(DraftEntryRow.person_id).where(
        DraftEntryRow.case_id == case_id, DraftEntryRow.agency_id == agency_id, ~col(DraftEntryRow.on_behalf)
    )
    return db.exec(statement.limit(1)).first() is not None


def _at(table: type[DraftAnswerRow | DraftGradeRow | DraftAccountRow], at: OpenForm) -> tuple[ColumnElement[bool], ...]:
    return (col(table.case_id) == at.case_id, col(table.agency_id) == at.agency_id)


def _names(db: Db, at: OpenForm) -> dict[int, str]:
    statement = (
        select(PersonRow.id, PersonRow.name)
        .join(DraftEntryRow, col(DraftEntryRow.person_id) == PersonRow.id)
        .where(DraftEntryRow.case_id == at.case_id, DraftEntryRow.agency_id == at.agency_id)
    )
    return {person_id: name for person_id, name in db.exec(statement) if person_id is not None}
