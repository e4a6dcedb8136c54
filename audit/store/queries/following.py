"""Reading who owns which actions, what was verified, and the plan's versions."""

from __future__ import annotations

import json

from sqlmodel import col, select

from audit.domain.people.person import Act, Viewer
from audit.domain.plan.following import OwnerRole
from audit.domain.plan.versions import Line, PlanVersion
from audit.domain.rounds.audit_round import Round
from audit.store.tables.actions import ActionRow
from audit.store.tables.following import FileRowRow, OwnedRoleRow, PlanVersionRow
from audit.store.tables.people import PersonRow
from audit.store.work import Db


def owned_roles(db: Db, *, viewer: Viewer) -> tuple[OwnerRole, ...]:
    """Return the roles that the viewer says are theirs."""
    rows = db.exec(select(OwnedRoleRow).where(OwnedRoleRow.person_id == viewer.person.id)).all()
    return tuple(sorted(OwnerRole(agency=row.agency, role=row.role) for row in rows))


def plan_versions(db: Db, *, viewer: Viewer, audit_round: Round) -> tuple[PlanVersion, ...]:
    """Return every version of a round's plan that was issued, the first one first."""
    if not viewer.person.may(Act.READ_FINDINGS):
        return ()
    statement = (
        select(PlanVersionRow, PersonRow.name)
        .join(PersonRow, col(PersonRow.id) == PlanVersionRow.by_id)
        .where(PlanVersionRow.round_id == audit_round.id)
        .order_by(col(PlanVersionRow.number))
    )
    return tuple(_version(row, name) for row, name in db.exec(statement))


def from_file(db: Db, *, viewer: Viewer, audit_round: Round) -> dict[str, str]:
    """Return which action each new row of a plan workbook became, by the row's own mark."""
    if not viewer.person.may(Act.READ_FINDINGS):
        return {}
    statement = (
        select(FileRowRow.token, ActionRow.ref)
        .join(ActionRow, col(ActionRow.id) == FileRowRow.action_id)
        .where(FileRowRow.round_id == audit_round.id)
    )
    return dict(db.exec(statement).all())


def _version(row: PlanVersionRow, by: str) -> PlanVersion:
    return PlanVersion(
        number=row.number,
        issued_on=row.issued_on,
        by=by,
        what_for=row.what_for,
        lines=tuple(Line(ref=one["ref"], said=one["said"]) for one in json.loads(row.content)),
        issued_at_utc=row.issued_at_utc,
    )
