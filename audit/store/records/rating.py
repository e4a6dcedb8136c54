"""Writing drafts and submitted ratings.

Here too:
- Writing which second looks an agency was shown, and what it did with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlmodel import col, select

from audit.domain.people.person import Person, Viewer
from audit.domain.rating.coherence import Prompt
from audit.domain.rating.form import Account, LineAnswer, Rating, RatingDraft, StatementGrade
from audit.errors import Conflict
from audit.store.queries.drafts import OpenForm, saved_from
from audit.store.queries.people import names
from audit.store.tables.rating import (
    ANSWER,
    DRAFT_ACCOUNT,
    DRAFT_ANSWER,
    DRAFT_GRADE,
    GRADE,
    RATING,
    CorrectionRow,
    DraftAccountRow,
    DraftAnswerRow,
    DraftEntryRow,
    DraftGradeRow,
    PromptRow,
    RatingEntryRow,
    RatingRow,
)
from audit.store.work import Db

Row = TypeVar("Row", DraftAnswerRow, DraftGradeRow, DraftAccountRow)


def save_answer(db: Db, at: OpenForm, answer: LineAnswer, *, viewer: Viewer, now: datetime) -> int:
    """Keep an answer, and return its version; raises Conflict where somebody wrote since `answer.saved`."""
    place = (DraftAnswerRow.framework == answer.line.framework, DraftAnswerRow.ref == answer.line.ref)
    of_form = (DraftAnswerRow.case_id == at.case_id, DraftAnswerRow.agency_id == at.agency_id)
    row = db.exec(select(DraftAnswerRow).where(*of_form, *place).with_for_update()).first()
    if row is None:
        row = DRAFT_ANSWER.new(answer, case_id=at.case_id, agency_id=at.agency_id, version=0)
    elif row.version != (answer.saved.version if answer.saved else 0):
        raise _conflict(DRAFT_ANSWER.read(row, saved=saved_from(row, names(db))), row)
    DRAFT_ANSWER.fill(row, answer)
    return _keep(db, at, row, viewer=viewer, now=now)


def save_grade(db: Db, at: OpenForm, grade: StatementGrade, *, viewer: Viewer, now: datetime) -> int:
    """Keep a grade, and return its version; raises Conflict where somebody wrote since `grade.saved`."""
    place = (DraftGradeRow.framework == grade.statement.framework, DraftGradeRow.ref == grade.statement.ref)
    of_form = (DraftGradeRow.case_id == at.case_id, DraftGradeRow.agency_id == at.agency_id)
    row = db.exec(select(DraftGradeRow).where(*of_form, *place).with_for_update()).first()
    if row is None:
        row = DRAFT_GRADE.new(grade, case_id=at.case_id, agency_id=at.agency_id, version=0)
    elif row.version != (grade.saved.version if grade.saved else 0):
        raise _conflict(DRAFT_GRADE.read(row, saved=saved_from(row, names(db))), row)
    DRAFT_GRADE.fill(row, grade)
    return _keep(db, at, row, viewer=viewer, now=now)


def save_account(db: Db, at: OpenForm, account: Account, *, viewer: Viewer, now: datetime) -> int:
    """Keep an account of a case, and return its version; raises Conflict where somebody wrote since."""
    of_form = (DraftAccountRow.case_id == at.case_id, DraftAccountRow.agency_id == at.agency_id)
    row = db.exec(select(DraftAccountRow).where(*of_form).with_for_update()).first()
    if row is None:
        row = DRAFT_ACCOUNT.new(account, case_id=at.case_id, agency_id=at.agency_id, version=0)
    elif row.version != (account.saved.version if account.saved else 0):
        raise _conflict(DRAFT_ACCOUNT.read(row, saved=saved_from(row, names(db))), row)
    DRAFT_ACCOUNT.fill(row, account)
    return _keep(db, at, row, viewer=viewer, now=now)


def save_form(db: Db, at: OpenForm, draft: RatingDraft, *, viewer: Viewer, now: datetime) -> None:
    """Keep a whole form in which nothing was saved yet; raises Conflict where something was."""
    tables = (DraftAnswerRow, DraftGradeRow, DraftAccountRow)
    begun = (
        select(col(table.id)).where(table.case_id == at.case_id, table.agency_id == at.agency_id) for table in tables
    )
    if any(db.exec(statement).first() is not None for statement in begun):
        raise Conflict(
            "Somebody began this form meanwhile. Look at it first; nothing was lost.", stored=None, version=1
        )
    common: dict[str, Any] = {
        "case_id": at.case_id,
        "agency_id": at.agency_id,
        "saved_at_utc": now,
        "by_id": viewer.person.id,
    }
    db.add_all(DRAFT_ANSWER.new(answer, **common) for answer in draft.answers.values())
    db.add_all(DRAFT_GRADE.new(grade, **common) for grade in draft.grades.values())
    _keep(db, at, DRAFT_ACCOUNT.new(draft.account, **common | {"version": 0}), viewer=viewer, now=now)


def add_rating(db: Db, at: OpenForm, rating: Rating) -> None:
    """Add a submitted rating; the version before it stays readable and is no longer the latest."""
    of_form = (RatingRow.case_id == at.case_id, RatingRow.agency_id == at.agency_id)
    for old in db.exec(select(RatingRow).where(*of_form, col(RatingRow.latest))):
        old.latest = False
        db.add(old)
    row = RATING.new(rating, case_id=at.case_id, agency_id=at.agency_id, version=rating.version)
    db.add(row)
    db.flush()
    _add_contents(db, row.id or 0, rating)
    db.flush()


def open_correction(db: Db, at: OpenForm, *, reason: str, viewer: Viewer, now: datetime) -> None:
    """Open a submitted rating again to correct it."""
    db.add(
        CorrectionRow(
            case_id=at.case_id, agency_id=at.agency_id, reason=reason, opened_at_utc=now, by_id=viewer.person.id
        )
    )
    db.flush()


def close_correction(db: Db, at: OpenForm) -> None:
    """Close a correction that was submitted."""
    row = db.get(CorrectionRow, (at.case_id, at.agency_id))
    if row is not None:
        db.delete(row)
        db.flush()


def versions_so_far(db: Db, at: OpenForm) -> int:
    """Return how many versions of its rating an agency has submitted."""
    statement = select(RatingRow.version).where(RatingRow.case_id == at.case_id, RatingRow.agency_id == at.agency_id)
    return max(db.exec(statement).all(), default=0)


def enterers(db: Db, at: OpenForm) -> frozenset[int]:
    """Return the ids of those who wrote in an agency's draft."""
    statement = select(DraftEntryRow.person_id).where(
        DraftEntryRow.case_id == at.case_id, DraftEntryRow.agency_id == at.agency_id
    )
    return frozenset(db.exec(statement).all())


def _add_contents(db: Db, rating_id: int, rating: Rating) -> None:
    db.add_all(RatingEntryRow(rating_id=rating_id, person_id=person) for person in rating.entered_by)
    db.add_all(ANSWER.new(answer, rating_id=rating_id) for answer in rating.answers)
    db.add_all(GRADE.new(grade, rating_id=rating_id) for grade in rating.grades)


def _keep(db: Db, at: OpenForm, row: Row, *, viewer: Viewer, now: datetime) -> int:
    row.version += 1
    row.saved_at_utc, row.by_id = now, viewer.person.id
    db.add(row)
    if db.get(DraftEntryRow, (at.case_id, at.agency_id, viewer.person.id)) is None:
        db.add(
            DraftEntryRow(
                case_id=at.case_id, agency_id=at.agency_id, person_id=viewer.person.id, on_behalf=viewer.on_behalf
            )
        )
    db.flush()
    return row.version


def _conflict(current: LineAnswer | StatementGrade | Account, row: Row) -> Conflict:
    by = current.saved.by if current.saved else "Somebody"
    return Conflict(
        f"{by} saved this while you had it open. Nothing is lost: choose what to keep.",
        stored=current,
        version=row.version,
    )


def add_shown(db: Db, at: OpenForm, prompts: Sequence[Prompt], *, by: Person, now: datetime) -> None:
    """Keep the prompts that the agency has not been shown before."""
    known = {_place(row) for row in _rows(db, at)}
    for prompt in prompts:
        if _place_of(prompt) not in known:
            rule, framework, ref = _place_of(prompt)
            db.add(
                PromptRow(
                    case_id=at.case_id,
                    agency_id=at.agency_id,
                    rule=rule,
                    framework=framework,
                    ref=ref,
                    shown_at_utc=now,
                    by_id=by.id,
                )
            )
    db.flush()


def settle(db: Db, at: OpenForm, still: Sequence[Prompt]) -> int:
    """Settle every prompt that was shown: kept where it still holds, else changed; return how many there were."""
    holding = {_place_of(prompt) for prompt in still}
    rows = _rows(db, at)
    for row in rows:
        row.settled = "kept" if _place(row) in holding else "changed"
        db.add(row)
    db.flush()
    return len(rows)


def _rows(db: Db, at: OpenForm) -> Sequence[PromptRow]:
    of_form = (PromptRow.case_id == at.case_id, PromptRow.agency_id == at.agency_id)
    return db.exec(select(PromptRow).where(*of_form)).all()


def _place(row: PromptRow) -> tuple[str, str, str]:
    return row.rule, row.framework, row.ref


def _place_of(prompt: Prompt) -> tuple[str, str, str]:
    key = prompt.statement
    return (prompt.rule, key.framework, key.ref) if key is not None else (prompt.rule, "", "")
