"""Children's journeys: how help came, and who is around a child, as facts of a case.

Only who sets up the round enters them, from the child's chronology, as they enter its bands, processes and figures. An
auditor does not: before the reveal, what an auditor says of a child is part of their agency's own form, which nobody
else may see, and here everybody who reads the case would read it. Once the judgements are fixed the facts are too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from audit.domain.days import day_of
from audit.domain.frameworks.framework import Framework, Key
from audit.domain.journeys import ecomap, pathway
from audit.domain.journeys.ecomap import Strength, Tie
from audit.domain.journeys.pathway import Event
from audit.domain.people.person import Act, Person, Viewer
from audit.domain.rounds.audit_round import Round, Stage
from audit.store import trail
from audit.store.queries import journeys as queries
from audit.store.queries import rounds as round_queries
from audit.store.records import journeys as records
from audit.store.work import Db

CHANGING = (Stage.SETUP, Stage.RATING, Stage.WORKSHOP, Stage.FINDINGS)


def add_event(
    db: Db, *, by: Person, framework: Framework, round_ref: str, case_ref: str, event: Event, now: datetime
) -> int:
    """Add an event to a child's way to help, and return its id; raises AuditError naming what is missing."""
    _round(db, by, round_ref, case_ref)
    new = _sound(db, framework, round_ref, event, now)
    added = records.add(db, case_id=_case(db, round_ref, case_ref), entry=new, by=by, now=now)
    _note(db, by, "event added to a journey", round_ref, case_ref, now, version=1, content=new.what)
    return added


def change_event(
    db: Db, *, by: Person, framework: Framework, round_ref: str, case_ref: str, event: Event, now: datetime
) -> None:
    """Change an event; raises Conflict, with theirs, where somebody else changed it meanwhile."""
    _round(db, by, round_ref, case_ref)
    new = _sound(db, framework, round_ref, event, now)
    records.change(db, case_id=_case(db, round_ref, case_ref), entry=new, by=by, now=now)
    version = event.version + 1
    _note(db, by, "event of a journey changed", round_ref, case_ref, now, version=version, content=new.what)


def take_event(db: Db, *, by: Person, round_ref: str, case_ref: str, event: Event, now: datetime) -> None:
    """Take an event away; raises Conflict, with theirs, where somebody else changed it meanwhile."""
    _round(db, by, round_ref, case_ref)
    records.take(db, case_id=_case(db, round_ref, case_ref), entry=event)
    _note(db, by, "event taken from a journey", round_ref, case_ref, now, version=event.version)


def add_tie(db: Db, *, by: Person, framework: Framework, round_ref: str, case_ref: str, tie: Tie, now: datetime) -> int:
    """Put somebody on a child's map, and return the tie's id; a mark that they are missing goes then.

    Raises AuditError where the same tie is there already, or somebody who is there would be missing too.
    """
    audit_round = _round(db, by, round_ref, case_ref)
    case_id, new = _case(db, round_ref, case_ref), replace(tie, who=tie.who.strip())
    ties = _ties(db, by, audit_round, case_ref)
    roles = ecomap.roles_of(framework)
    new.must_be_sound(roles)
    if new.is_present:
        for mark in [other for other in ties if other.role == new.role and not other.is_present]:
            records.take(db, case_id=case_id, entry=mark)
    ecomap.must_fit(new, ties, roles)
    added = records.add(db, case_id=case_id, entry=new, by=by, now=now)
    _note(db, by, "tie added to a map", round_ref, case_ref, now, version=1)
    return added


def change_tie(
    db: Db, *, by: Person, framework: Framework, round_ref: str, case_ref: str, tie: Tie, now: datetime
) -> None:
    """Change a tie; raises Conflict, with theirs, where somebody else changed it meanwhile."""
    audit_round = _round(db, by, round_ref, case_ref)
    roles, new = ecomap.roles_of(framework), replace(tie, who=tie.who.strip())
    new.must_be_sound(roles)
    ecomap.must_fit(new, _ties(db, by, audit_round, case_ref), roles)
    records.change(db, case_id=_case(db, round_ref, case_ref), entry=new, by=by, now=now)
    _note(db, by, "tie of a map changed", round_ref, case_ref, now, version=tie.version + 1)


def take_tie(db: Db, *, by: Person, round_ref: str, case_ref: str, tie: Tie, now: datetime) -> None:
    """Take a tie, or a mark that somebody is missing, off the map; raises Conflict where it was changed meanwhile."""
    _round(db, by, round_ref, case_ref)
    records.take(db, case_id=_case(db, round_ref, case_ref), entry=tie)
    _note(db, by, "tie taken from a map", round_ref, case_ref, now, version=tie.version)


def mark_missing(
    db: Db,
    *,
    by: Person,
    framework: Framework,
    round_ref: str,
    case_ref: str,
    roles: Sequence[Key],
    seen: Sequence[Key],
    now: datetime,
) -> None:
    """Mark these roles as missing for a child; roles that are there already cannot be.

    `seen` are the marks that the person had before them: only those of them that are not among `roles` go, so that a
    mark which somebody else set meanwhile stays.
    """
    audit_round = _round(db, by, round_ref, case_ref)
    marks = {tie.role: tie for tie in _ties(db, by, audit_round, case_ref) if not tie.is_present}
    at: dict[str, Any] = {"by": by, "round_ref": round_ref, "case_ref": case_ref, "now": now}
    for role in seen:
        if role not in roles and role in marks:
            take_tie(db, tie=marks[role], **at)
    for role in roles:
        if role not in marks:
            add_tie(db, framework=framework, tie=Tie(role=role, strength=Strength.MISSING), **at)


def _round(db: Db, by: Person, round_ref: str, case_ref: str) -> Round:
    by.must_be_allowed(Act.SET_UP)
    audit_round = round_queries.by_ref(db, round_ref)
    audit_round.must_be_at(*CHANGING)
    audit_round.case(case_ref)
    return audit_round


def _sound(db: Db, framework: Framework, round_ref: str, event: Event, now: datetime) -> Event:
    new = replace(event, what=event.what.strip(), who=event.who.strip())
    new.must_be_sound(pathway.parts_of(framework), day_of(now))
    if new.agency:
        round_queries.by_ref(db, round_ref).agency(new.agency)
    return new


def _ties(db: Db, by: Person, audit_round: Round, case_ref: str) -> tuple[Tie, ...]:
    return queries.ties(db, viewer=Viewer.of(by), audit_round=audit_round)[case_ref]


def _case(db: Db, round_ref: str, case_ref: str) -> int:
    return round_queries.case_row(db, round_ref, case_ref).id or 0


def _note(
    db: Db, by: Person, event: str, round_ref: str, case_ref: str, now: datetime, *, version: int, content: str = ""
) -> None:
    trail.note(db, by=by, event=event, about=f"{round_ref}/{case_ref}", now=now, version=version, content=content)
