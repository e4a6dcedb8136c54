"""Versions of the plan: issuing one is an act, and every version stays to be compared.

In: a round whose plan is issued.
Out: the plan kept as it was that day, without any reference to a case; and what has changed since.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from audit.domain.days import day_of
from audit.domain.identifying.passages import Audience
from audit.domain.people.person import Act, Person, Viewer
from audit.domain.plan import versions as rules
from audit.domain.plan.unnamed import without_references
from audit.domain.plan.versions import Line, PlanVersion
from audit.domain.release import leaving
from audit.domain.release.deciding import reads_as
from audit.domain.rounds.audit_round import Stage
from audit.errors import NOT_SHOWN, must_be_as_seen
from audit.library.names.lists import look
from audit.store import trail
from audit.store.queries import plan as queries
from audit.store.queries import release as release_queries
from audit.store.queries import rounds as round_queries
from audit.store.records import plan as records
from audit.store.work import Db


def issue(db: Db, *, by: Person, round_ref: str, purpose: str, seen: Sequence[Line] = NOT_SHOWN, now: datetime) -> int:
    """Keep the plan as it stands as a version, and return its number.

    `seen` is the plan that the person had before them; raises Conflict where somebody changed it meanwhile,
    NotAllowed for anybody but a facilitator, and AuditError before the plan stage, where nothing is decided, or where
    it is not said what the version is for.
    """
    by.must_be_allowed(Act.DECIDE)
    audit_round = round_queries.by_ref(db, round_ref)
    audit_round.must_be_at(Stage.PLAN, Stage.BOARD, Stage.CLOSED)
    plan = without_references(queries.to_release(db, viewer=Viewer.of(by), audit_round=audit_round))
    rules.must_be_worth_issuing(plan, purpose)
    lines = rules.lines(plan)
    must_be_as_seen(
        lines_now(db, viewer=Viewer.of(by), round_ref=round_ref),
        seen if seen is NOT_SHOWN else tuple(seen),
        "Somebody else changed the plan meanwhile. Nothing was issued. Look at what has changed, then issue it.",
    )
    number = len(queries.plan_versions(db, viewer=Viewer.of(by), audit_round=audit_round)) + 1
    version = PlanVersion(number=number, issued_on=day_of(now), by=by.name, what_for=purpose.strip(), lines=lines)
    records.add_version(db, round_id=audit_round.id, version=version, by=by, now=now)
    trail.note(db, by=by, event="plan issued", about=round_ref, version=number, now=now, content=repr(version.lines))
    return number


def every(db: Db, *, viewer: Viewer, round_ref: str, audience: Audience | None = None) -> tuple[PlanVersion, ...]:
    """Return every version that was issued, the first one first, its words as they may leave today.

    They are for an audience; None: for whoever reads.
    """
    viewer.person.must_be_allowed(Act.READ_FINDINGS)
    audit_round = round_queries.by_ref(db, round_ref)
    release = release_queries.release(db, audience=audience or reads_as(viewer.person), look=look)
    leaving.plan(release, queries.to_release(db, viewer=viewer, audit_round=audit_round))
    issued = queries.plan_versions(db, viewer=viewer, audit_round=audit_round)
    return tuple(leaving.version(release, round_ref, version) for version in issued)


def lines_now(db: Db, *, viewer: Viewer, round_ref: str, audience: Audience | None = None) -> tuple[Line, ...]:
    """Return the plan as it stands now, in the words that a version would hold, as they may leave today."""
    viewer.person.must_be_allowed(Act.READ_FINDINGS)
    audit_round = round_queries.by_ref(db, round_ref)
    release = release_queries.release(db, audience=audience or reads_as(viewer.person), look=look)
    whole = queries.to_release(db, viewer=viewer, audit_round=audit_round)
    leaving.plan(release, whole)
    return tuple(leaving.line(release, round_ref, line) for line in rules.lines(without_references(whole)))
