"""Setting up a partnership: its name, its agencies and its people.

Here too:
- Who is signed in, and until when: the sign-in service's cookie lasts for weeks, so the house keeps its own account.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from audit.domain.over_time.programme import must_be_successor
from audit.domain.people.person import OWNER, Act, Agency, EmergencyNumbers, Partnership, Person, Role
from audit.errors import NOT_SHOWN, AuditError, Conflict, must_be_as_seen
from audit.store import erasure, trail
from audit.store.queries import people as queries
from audit.store.records import people as records
from audit.store.work import Db


def set_up(
    db: Db,
    *,
    name: str,
    now: datetime,
    marking: str = "OFFICIAL-SENSITIVE",
    invented: bool = False,
    email: str | None = None,
) -> Person:
    """Set up the partnership on an empty installation, and return its first facilitator.

    That is this computer's owner, or whoever signed in with `email`. Raises AuditError where a partnership is set up
    already or the name is missing.
    """
    if queries.partnership(db) is not None:
        raise AuditError("A partnership is set up here already. Change it on the page Partnership.")
    if not name.strip():
        raise AuditError("Give the partnership's name.")
    records.keep_partnership(db, name=name.strip(), marking=marking.strip(), invented=invented)
    owner_id = records.add_person(
        db, name=email or OWNER, roles=frozenset({Role.FACILITATOR}), agency=None, email=email
    )
    owner = queries.person(db, owner_id)
    trail.note(db, by=owner, event="partnership set up", about="partnership", now=now)
    return owner


def change(db: Db, *, by: Person, name: str, marking: str, seen: Partnership | None = NOT_SHOWN, now: datetime) -> None:
    """Change the partnership's name or marking.

    `seen` is the partnership that the person had before them; raises Conflict where somebody changed it meanwhile.
    """
    by.must_be_allowed(Act.SET_UP)
    partnership = queries.partnership(db)
    if partnership is None or not name.strip():
        raise AuditError("Give the partnership's name.")
    must_be_as_seen(partnership, seen, "Somebody else changed the partnership's name or marking meanwhile.")
    records.keep_partnership(db, name=name.strip(), marking=marking.strip(), invented=partnership.invented)
    trail.note(db, by=by, event="partnership changed", about="partnership", now=now, content=name)


def keep_emergency_numbers(
    db: Db, *, by: Person, numbers: EmergencyNumbers, seen: EmergencyNumbers, now: datetime
) -> None:
    """Change whom to ring about a child in danger; `seen` are the numbers that the person had before them.

    Raises Conflict where somebody changed them since, and AuditError for a number that cannot be rung.
    """
    by.must_be_allowed(Act.SET_UP)
    partnership, numbers = queries.partnership(db), numbers.tidied()
    if partnership is None:
        raise AuditError("Give the partnership's name first.")
    numbers.must_be_sound()
    if partnership.emergency not in (seen, numbers):
        raise Conflict(
            "Someone else changed these numbers since you opened the page. They are now "
            f"{partnership.emergency.social_work or 'none'} and {partnership.emergency.duty_team or 'none'}. "
            "Check and save again.",
            stored=partnership.emergency,
            version=0,
        )
    records.keep_emergency_numbers(db, numbers)
    content = f"{numbers.social_work} {numbers.duty_team}"
    trail.note(db, by=by, event="emergency numbers changed", about="partnership", now=now, content=content)


def keep_agency(db: Db, *, by: Person, agency: Agency, seen: Agency | None = NOT_SHOWN, now: datetime) -> None:
    """Add an agency, or change the one with its ref; raises AuditError where something is missing.

    `seen` is the agency that the person had before them, None for a new one; raises Conflict where it is another now.
    """
    by.must_be_allowed(Act.SET_UP)
    if not (agency.ref.strip() and agency.name.strip() and agency.short_name.strip()):
        raise AuditError("Give the agency a reference, a name and a short name.")
    if agency.form_of is not None:
        queries.agency_row(db, agency.form_of)
    every = queries.agencies(db)
    must_be_successor(agency, every)
    current = next((listed for listed in every if listed.ref == agency.ref), None)
    called = current.name if current else agency.name
    must_be_as_seen(current, seen, f"Somebody else changed {called} meanwhile.")
    records.keep_agency(db, agency)
    trail.note(db, by=by, event="agency kept", about=f"agency {agency.ref}", now=now)


def add_person(
    db: Db, *, by: Person, name: str, roles: frozenset[Role], agency: str | None, email: str | None, now: datetime
) -> int:
    """Add somebody, and return their id; raises AuditError where an auditor has no agency or nobody has a role."""
    by.must_be_allowed(Act.SET_UP)
    if not name.strip() or not roles:
        raise AuditError("Give the person's name and at least one role.")
    if Role.AUDITOR in roles and agency is None:
        raise AuditError("Choose the agency that this auditor belongs to.")
    if email and queries.person_by_email(db, email) is not None:
        raise AuditError(f"Somebody signs in with {email} already. Each person needs their own address.")
    person_id = records.add_person(db, name=name.strip(), roles=roles, agency=agency, email=email or None)
    trail.note(db, by=by, event="person added", about=f"person {person_id}", now=now)
    return person_id


def change_roles(
    db: Db, *, by: Person, person_id: int, roles: frozenset[Role], seen: frozenset[Role] = NOT_SHOWN, now: datetime
) -> None:
    """Give a person these roles and no others.

    `seen` are the roles that were before whoever changes them; raises Conflict where they are others now.
    """
    by.must_be_allowed(Act.SET_UP)
    person = queries.person(db, person_id)
    must_be_as_seen(person.roles, seen, f"Somebody else changed the roles of {person.name} meanwhile.")
    if Role.AUDITOR in roles and person.agency is None:
        raise AuditError(f"{person.name} belongs to no agency, so cannot be an auditor.")
    if person_id == by.id and Role.FACILITATOR not in roles:
        raise AuditError("You cannot take the facilitator's role from yourself. Ask another facilitator.")
    records.set_roles(db, person_id, roles)
    trail.note(db, by=by, event="roles changed", about=f"person {person_id}", now=now, content=",".join(sorted(roles)))


def deactivate(db: Db, *, by: Person, person_id: int, new_name: str | None, now: datetime) -> None:
    """Deactivate a person for good; a new name, such as their role, may take the place of the old.

    Raises Conflict where that was done already, perhaps under another name.
    """
    by.must_be_allowed(Act.SET_UP)
    if person_id == by.id:
        raise AuditError("You cannot deactivate yourself. Ask another facilitator.")
    person = queries.person(db, person_id)
    if not person.active:
        say = f"Somebody else deactivated this person meanwhile. They are called {person.name} here now."
        raise Conflict(say, stored=person.name, version=0)
    records.deactivate(db, person_id, new_name=new_name.strip() if new_name else None)
    trail.note(db, by=by, event="person deactivated", about=f"person {person_id}", now=now)


def remove_invented(db: Db) -> None:
    """Remove everything, the trail included, where the partnership is invented; whoever looks round may do it.

    Raises AuditError for a real partnership, of which nothing is ever removed this way.
    """
    partnership = queries.partnership(db)
    if partnership is None or not partnership.invented:
        raise AuditError("This partnership is not invented, so nothing was removed.")
    erasure.erase_everything(db)


def use(db: Db, *, by: Person, mark: str, signed_in_at: datetime, now: datetime, idle: timedelta) -> bool:
    """Use a sign-in, and say whether it holds; one that was left unused is ended.

    A mark that was never seen here counts as new only when the service gave it within the idle time: an old cookie
    opens nothing.
    """
    sign_in = queries.by_mark(db, mark)
    if sign_in is None:
        if now - signed_in_at > idle:
            return False
        records.begin(db, mark=mark, person_id=by.id, now=now)
        trail.note(db, by=by, event="signed in", about=by.name, now=now)
        return True
    if sign_in.person != by.id or not sign_in.holds(now, idle):
        end(db, by=by, mark=mark, now=now, why="left unused")
        return False
    if not sign_in.stands(now, idle):
        records.used(db, mark=mark, now=now)
    return True


def end(db: Db, *, by: Person, mark: str, now: datetime, why: str = "") -> None:
    """End a sign-in for good; one that was over stays as it was."""
    sign_in = queries.by_mark(db, mark)
    if sign_in is None or sign_in.ended_at_utc is not None:
        return
    records.end(db, mark=mark, now=now)
    trail.note(db, by=by, event="signed out", about=f"{by.name}{f', {why}' if why else ''}", now=now)
