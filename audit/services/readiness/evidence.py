"""Keeping the evidence register: what could be shown, and for how long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from audit.domain.days import day_of
from audit.domain.frameworks.framework import Criterion, Framework, Key, Statement
from audit.domain.people.person import Act, Person, Viewer
from audit.domain.readiness import evidence as rules
from audit.domain.readiness.evidence import Evidence
from audit.domain.release import leaving
from audit.errors import NOT_SHOWN, AuditError, must_be_as_seen
from audit.library.names.looking import look
from audit.store import trail
from audit.store.queries import evidence as queries
from audit.store.queries import release as release_queries
from audit.store.records import evidence as records
from audit.store.work import Db


def add(db: Db, *, by: Person, frameworks: Sequence[Framework], evidence: Evidence, now: datetime) -> str:
    """Add a piece of evidence, and return the ref it got; the ref in `evidence` is not used."""
    _must_be_right(by, frameworks, evidence, now)
    ref = records.add(db, evidence=evidence.tidied(), by=by, now=now)
    trail.note(db, by=by, event="evidence added", about=f"evidence {ref}", version=1, now=now, content=repr(evidence))
    return ref


def change(db: Db, *, by: Person, frameworks: Sequence[Framework], evidence: Evidence, now: datetime) -> int:
    """Describe a piece of evidence anew, and return the version; raises Conflict where somebody else did meanwhile."""
    _must_be_right(by, frameworks, evidence, now)
    version = records.change(db, evidence=evidence.tidied(), by=by, now=now)
    about = f"evidence {evidence.ref}"
    trail.note(db, by=by, event="evidence changed", about=about, version=version, now=now, content=repr(evidence))
    return version


def erase(db: Db, *, by: Person, ref: str, confirmed: str, now: datetime) -> None:
    """Erase a piece of evidence, every description of it; the caller rewrites the file afterwards (`App.scrub`).

    `confirmed` is the piece's ref, typed by the person; raises AuditError where it is not.
    """
    by.must_be_allowed(Act.SET_UP)
    if confirmed.strip() != ref:
        raise AuditError(f"Nothing was erased. To erase it for good, type {ref} in the box.")
    if not records.erase(db, ref):
        raise AuditError(f"There is no piece of evidence {ref}. Choose one from the register.")
    trail.note(db, by=by, event="evidence erased", about=f"evidence {ref}", now=now)


def set_months(db: Db, *, by: Person, months: int, seen: int = NOT_SHOWN, now: datetime) -> None:
    """Say for how many months evidence is current; raises AuditError for a period that makes no sense.

    `seen` is what the person had before them; raises Conflict where somebody else set another meanwhile.
    """
    by.must_be_allowed(Act.SET_UP)
    rules.must_be_a_period(months)
    must_be_as_seen(queries.months(db), seen, "Somebody else changed for how long evidence is current.")
    records.set_months(db, months)
    trail.note(db, by=by, event="evidence period set", about="partnership", now=now, content=str(months))


def known(frameworks: Sequence[Framework]) -> dict[Key, Statement | Criterion]:
    """Return what evidence can be about: the criteria and statements that cases can be judged against."""
    return {framework.key(item): item for framework in frameworks for item in framework.graded()}


def _must_be_right(by: Person, frameworks: Sequence[Framework], evidence: Evidence, now: datetime) -> None:
    by.must_be_allowed(Act.KEEP_EVIDENCE)
    evidence.must_be_sound(day_of(now))
    there = known(frameworks)
    for key in evidence.about:
        if key not in there:
            raise AuditError(f"There is no criterion or statement {key}. Choose from the list.")


def register(db: Db, *, viewer: Viewer) -> tuple[Evidence, ...]:
    """Return the register: as it was written for who works with it, as it may leave for who only reads."""
    return _read(db, viewer, queries.register(db, viewer=viewer), queries.every)


def history(db: Db, *, viewer: Viewer, ref: str) -> tuple[Evidence, ...]:
    """Return every description of a piece, the newest first, in the same way."""
    return _read(db, viewer, queries.history(db, viewer=viewer, ref=ref), lambda db: queries.every_version(db, ref=ref))


def _read(
    db: Db, viewer: Viewer, found: tuple[Evidence, ...], every: Callable[[Db], tuple[Evidence, ...]]
) -> tuple[Evidence, ...]:
    if queries.works_with(viewer) or not found:
        return found
    release = release_queries.for_reader(db, viewer=viewer, look=look)
    return tuple(leaving.evidence(release, one) for one in every(db))
