"""The programme of rounds: planning them, and seeing what they cover together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from audit.domain.over_time import programme as rules
from audit.domain.over_time.programme import ActionsOf, Covered, Entry, Participation, Planned
from audit.domain.people.person import Act, Person, Viewer
from audit.domain.release import leaving
from audit.domain.rounds.audit_round import Round
from audit.errors import NOT_SHOWN, AuditError, Conflict, must_be_as_seen
from audit.library.names.looking import look
from audit.store import trail
from audit.store.queries import inspections as inspection_queries
from audit.store.queries import over_time as queries
from audit.store.queries import people as people_queries
from audit.store.queries import plans as plan_queries
from audit.store.queries import release as release_queries
from audit.store.queries import rounds as round_queries
from audit.store.queries.participation import participation
from audit.store.records import over_time as records
from audit.store.work import Db


@dataclass(frozen=True, kw_only=True)
class Programme:
    """Every round and what the rounds cover together; it holds nothing of any child."""

    rounds: tuple[Round, ...]  # the oldest first
    entries: tuple[Entry, ...]
    covered: tuple[Covered, ...]
    agencies: tuple[Participation, ...]
    actions: tuple[ActionsOf, ...]


def programme(db: Db, *, viewer: Viewer, today: date) -> Programme:
    """Return the programme, as the viewer may read it."""
    viewer.person.must_be_allowed(Act.READ_FINDINGS)
    audits = reversed(inspection_queries.audits(db))
    rounds = release_queries.rounds_as_read(db, viewer=viewer, rounds=audits, look=look)
    plans = {one.ref: plan_queries.plan(db, viewer=viewer, audit_round=one) for one in rounds}
    submitted = {
        one.ref: frozenset(form.agency for form in participation(db, audit_round=one).submissions) for one in rounds
    }
    return Programme(
        rounds=rounds,
        entries=rules.programme(rounds, _planned(db, viewer), today),
        covered=rules.covered(rounds, plans),
        agencies=rules.participation(people_queries.agencies(db), rounds, submitted),
        actions=tuple(rules.actions_of(plans[one.ref]) for one in rounds),
    )


def _planned(db: Db, viewer: Viewer) -> tuple[Planned, ...]:
    found = queries.planned(db)
    if viewer.person.may(Act.READ_CASES):
        return found
    release = release_queries.for_reader(db, viewer=viewer, look=look)
    return tuple(leaving.planned(release, one) for one in found)


def planned(db: Db, *, planned_id: int) -> Planned:
    """Return one planned round; raises AuditError where it is not in the programme any more."""
    for one in queries.planned(db):
        if one.id == planned_id:
            return one
    raise AuditError("That planned round is not in the programme any more. Choose from the list.")


def plan_round(db: Db, *, by: Person, planned: Planned, now: datetime) -> int:
    """Put a round into the programme, and return its id."""
    by.must_be_allowed(Act.SET_UP)
    planned = _sound(db, planned)
    new = records.add_planned(db, planned)
    trail.note(db, by=by, event="round planned", about=f"planned round {new}", now=now, content=planned.title)
    return new


def change_planned(db: Db, *, by: Person, planned: Planned, now: datetime) -> None:
    """Change a planned round; raises Conflict where somebody else changed it meanwhile."""
    by.must_be_allowed(Act.SET_UP)
    planned = _sound(db, planned)
    records.change_planned(db, planned)
    about, version = f"planned round {planned.id}", planned.version + 1
    trail.note(db, by=by, event="planned round changed", about=about, version=version, now=now, content=planned.title)


def drop_planned(db: Db, *, by: Person, planned_id: int, seen: Planned = NOT_SHOWN, now: datetime) -> None:
    """Take a planned round out of the programme.

    `seen` is the planned round that the person had before them; raises Conflict where somebody changed it meanwhile.
    """
    by.must_be_allowed(Act.SET_UP)
    there = planned(db, planned_id=planned_id)
    must_be_as_seen(there, seen, f"Somebody else changed this planned round meanwhile: “{there.title}”.")
    records.remove_planned(db, planned_id)
    trail.note(db, by=by, event="planned round dropped", about=f"planned round {planned_id}", now=now)


def became(db: Db, *, by: Person, planned_id: int, round_ref: str, now: datetime) -> None:
    """Note which round a planned one became; raises Conflict where it was opened as another meanwhile."""
    by.must_be_allowed(Act.SET_UP)
    there = planned(db, planned_id=planned_id)
    if there.opened_as:
        say = f"Somebody else opened this planned round meanwhile, as {there.opened_as}. Go to that one."
        raise Conflict(say, theirs=there, version=there.version)
    records.opened_as(db, planned_id, round_ref)
    trail.note(db, by=by, event="planned round opened", about=f"planned round {planned_id}", now=now, content=round_ref)


def _sound(db: Db, planned: Planned) -> Planned:
    planned = replace(planned, title=planned.title.strip(), theme=planned.theme.strip())
    planned.must_be_sound()
    if planned.reaudit_of:
        round_queries.one(db, planned.reaudit_of)
    return planned
