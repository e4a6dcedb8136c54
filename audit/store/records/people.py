"""Writing the partnership, its agencies and its people.

Here too:
- Writing who is signed in.
- Writing form drafts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlmodel import col, delete, or_, select, update

from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Agency, EmergencyNumbers, Role, SignedIn
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


def keep_partnership(db: Db, *, name: str, marking: str, invented: bool) -> None:
    """Add the partnership, or change the one there is."""
    row = db.exec(select(PartnershipRow)).first() or PartnershipRow(name=name)
    PARTNERSHIP.set(row, name=name, marking=marking, invented=invented)
    db.add(row)
    db.flush()


def keep_emergency_numbers(db: Db, numbers: EmergencyNumbers) -> None:
    """Put the partnership's emergency numbers in place of those it has."""
    row = db.exec(select(PartnershipRow)).one()
    PARTNERSHIP.set(row, emergency=numbers)
    db.add(row)
    db.flush()


def keep_agency(db: Db, agency: Agency) -> None:
    """Add an agency, or change the one with its ref."""
    row = db.exec(select(AgencyRow).where(AgencyRow.ref == agency.ref)).first() or AGENCY.new(agency)
    AGENCY.fill(row, agency)
    db.add(row)
    db.flush()


def add_person(db: Db, *, name: str, roles: frozenset[Role], agency: str | None, email: str | None) -> int:
    """Add somebody, and return their id."""
    row = PERSON.new_with(name=name, agency=agency, email=email.casefold() if email else None)
    db.add(row)
    db.flush()
    assert row.id is not None  # noqa: S101 - flush gave it one
    set_roles(db, row.id, roles)
    return row.id


def set_roles(db: Db, person_id: int, roles: frozenset[Role]) -> None:
    """Give a person these roles and no others."""
    db.exec(delete(PersonRoleRow).where(col(PersonRoleRow.person_id) == person_id))
    db.add_all(PersonRoleRow(person_id=person_id, role=role.value) for role in sorted(roles))
    db.flush()


def deactivate(db: Db, person_id: int, *, new_name: str | None) -> None:
    """Deactivate a person for good; a new name, such as the role, takes the place of the old where it is given."""
    row = db.get_one(PersonRow, person_id)
    row.active, row.email = False, None
    row.name = new_name or row.name
    db.add(row)
    db.flush()


def begin(db: Db, *, mark: str, person_id: int, now: datetime) -> None:
    """Keep a new sign-in."""
    db.add(SIGNED_IN.new(SignedIn(mark=mark, person=person_id, used_at_utc=now), began_at_utc=now))
    db.flush()


def used(db: Db, *, mark: str, now: datetime) -> None:
    """Keep that a sign-in was used now."""
    db.exec(update(SignInRow).where(col(SignInRow.mark) == mark).values(used_at_utc=now))


def end(db: Db, *, mark: str, now: datetime) -> None:
    """Keep that a sign-in is over; one that was over stays as it was."""
    still = update(SignInRow).where(col(SignInRow.mark) == mark, col(SignInRow.ended_at_utc).is_(None))
    db.exec(still.values(ended_at_utc=now))


def keep(
    db: Db,
    *,
    round_id: int | None,
    person_id: int,
    kind: FormKind,
    about: str,
    fields: Mapping[str, str],
    now: datetime,
) -> None:
    """Keep some fields of a form as they stand now; the others stay as they are."""
    statement = select(FormDraftRow).where(
        FormDraftRow.round_id == round_id,  # of a form that is about no round: is null
        FormDraftRow.person_id == person_id,
        FormDraftRow.kind == kind.value,
        FormDraftRow.about == about,
        col(FormDraftRow.field).in_(list(fields)),
    )
    rows_by_field = {row.field: row for row in db.exec(statement)}
    for name, value in fields.items():
        row = rows_by_field.get(name) or FormDraftRow(
            round_id=round_id, person_id=person_id, kind=kind.value, about=about, field=name, saved_at_utc=now
        )
        row.value, row.saved_at_utc = value, now
        db.add(row)
    db.flush()


def drop(db: Db, *, round_id: int | None, person_id: int, kind: FormKind, about: str) -> None:
    """Delete a draft: it was handed in, or its writer began afresh."""
    db.exec(
        delete(FormDraftRow).where(
            col(FormDraftRow.round_id) == round_id,
            col(FormDraftRow.person_id) == person_id,
            col(FormDraftRow.kind) == kind.value,
            col(FormDraftRow.about) == about,
        )
    )
    db.flush()


def erase_drafts(db: Db, *, about: str, kinds: Collection[FormKind] = tuple(FormKind)) -> None:
    """Delete what anybody has begun to write about a record, or a part of it, that is of no round and is erased."""
    own = or_(col(FormDraftRow.about) == about, col(FormDraftRow.about).startswith(f"{about} ", autoescape=True))
    of_no_round = col(FormDraftRow.round_id).is_(None)
    db.exec(delete(FormDraftRow).where(of_no_round, col(FormDraftRow.kind).in_([kind.value for kind in kinds]), own))
    db.flush()
