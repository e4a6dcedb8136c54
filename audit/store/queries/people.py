"""Reading the partnership, its agencies and its people.

Here too:
- Reading who is signed in: by the mark that only the browser that signed in can show.
- Reading form drafts: nobody reads another person's.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, select

from audit.domain.people.form_drafts import FormDraft, FormKind
from audit.domain.people.person import Agency, EmergencyNumbers, Partnership, Person, Role, SignedIn, Viewer
from audit.domain.rounds.audit_round import Round
from audit.errors import AuditError
from audit.store.tables.people import (
    AGENCY,
    PARTNERSHIP,
    PERSON,
    SIGNED_IN,
    AgencyRow,
    FormDraftRow,
    PartnershipRow,
    PersonRoleRow,
    PersonRow,
    SignInRow,
)
from audit.store.work import Db


def partnership(db: Db) -> Partnership | None:
    """Return the partnership; None on an empty installation."""
    row = db.exec(select(PartnershipRow)).first()
    return None if row is None else PARTNERSHIP.read(row)


def emergency(db: Db) -> EmergencyNumbers:
    """Return the partnership's emergency numbers; empty ones where none are named."""
    current = partnership(db)
    return current.emergency if current is not None else EmergencyNumbers()


def agencies(db: Db) -> tuple[Agency, ...]:
    """Return every agency of the partnership, in the order they were added."""
    return tuple(AGENCY.read(row) for row in db.exec(select(AgencyRow).order_by(col(AgencyRow.id))))


def agency_row(db: Db, ref: str) -> AgencyRow:
    """Return an agency's row; raises AuditError where there is none."""
    row = db.exec(select(AgencyRow).where(AgencyRow.ref == ref)).first()
    if row is None:
        raise AuditError(f"There is no agency {ref}. Add it to the partnership first.")
    return row


def people(db: Db) -> tuple[Person, ...]:
    """Return everybody, active or not, in the order they were added."""
    rows = db.exec(select(PersonRow).order_by(col(PersonRow.id))).all()
    return tuple(_people_from(db, rows))


def person(db: Db, person_id: int) -> Person:
    """Return one person; raises AuditError where there is none."""
    row = db.get(PersonRow, person_id)
    if row is None:
        raise AuditError("That person is not known here. Choose somebody from the list of people.")
    return _people_from(db, [row])[0]


def person_by_email(db: Db, email: str) -> Person | None:
    """Return the active person who signs in with an e-mail address; None where there is none."""
    statement = select(PersonRow).where(PersonRow.email == email.casefold(), col(PersonRow.active))
    rows = db.exec(statement).all()
    return _people_from(db, rows)[0] if rows else None


def names(db: Db) -> dict[int, str]:
    """Return everybody's name by id."""
    return {row.id: row.name for row in db.exec(select(PersonRow)) if row.id is not None}


def _people_from(db: Db, rows: Sequence[PersonRow]) -> list[Person]:
    ids = [row.id for row in rows]
    roles: dict[int, set[Role]] = {}
    for role in db.exec(select(PersonRoleRow).where(col(PersonRoleRow.person_id).in_(ids))):
        roles.setdefault(role.person_id, set()).add(Role(role.role))
    return [PERSON.read(row, roles=frozenset(roles.get(row.id, set()))) for row in rows if row.id is not None]


def by_mark(db: Db, mark: str) -> SignedIn | None:
    """Return the sign-in of a mark; None where it was never seen here."""
    row = db.exec(select(SignInRow).where(SignInRow.mark == mark)).first()
    return None if row is None else SIGNED_IN.read(row)


def draft(db: Db, *, viewer: Viewer, round_id: int | None, kind: FormKind, about: str) -> FormDraft:
    """Return what the viewer has typed in a form and not handed in; empty where that is nothing."""
    rows = db.exec(
        select(FormDraftRow).where(
            FormDraftRow.round_id == round_id,
            FormDraftRow.person_id == viewer.person.id,
            FormDraftRow.kind == kind.value,
            FormDraftRow.about == about,
        )
    ).all()
    return FormDraft(
        kind=kind,
        about=about,
        fields={row.field: row.value for row in rows},
        saved_at_utc=max((row.saved_at_utc for row in rows), default=None),
    )


def begun(db: Db, *, viewer: Viewer, audit_round: Round, kind: FormKind) -> tuple[str, ...]:
    """Return which forms of a kind the viewer has begun and not handed in, such as F1 and F4."""
    statement = (
        select(FormDraftRow.about)
        .where(
            FormDraftRow.round_id == audit_round.id,
            FormDraftRow.person_id == viewer.person.id,
            FormDraftRow.kind == kind.value,
        )
        .distinct()
        .order_by(col(FormDraftRow.about))
    )
    return tuple(db.exec(statement))
