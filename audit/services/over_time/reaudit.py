"""Looking again at what the last round found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from audit.domain.over_time import reaudit as rules
from audit.domain.over_time.reaudit import Settlement, SinceLastTime
from audit.domain.people.person import Act, Person, Viewer
from audit.domain.release import leaving
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.workshop.moderation import Judgement
from audit.errors import AuditError
from audit.library.names.looking import look
from audit.store import trail
from audit.store.queries import findings as finding_queries
from audit.store.queries import moderation as moderation_queries
from audit.store.queries import over_time as queries
from audit.store.queries import plans as plan_queries
from audit.store.queries import release as release_queries
from audit.store.queries import rounds as round_queries
from audit.store.records import over_time as records
from audit.store.work import Db

OPEN = (Stage.WORKSHOP, Stage.FINDINGS, Stage.PLAN)  # as for findings


def settle(db: Db, *, by: Person, round_ref: str, settlement: Settlement, seen_version: int, now: datetime) -> int:
    """Keep what this round says of one of the last round's findings, and return its version.

    `seen_version` is the version the person had before them, 0 for none. Raises AuditError where the round is no
    re-audit or the last one has no such finding, and Conflict where somebody else said something meanwhile.
    """
    by.must_be_allowed(Act.DECIDE)
    audit_round = round_queries.one(db, round_ref)
    audit_round.must_be_at(*OPEN)
    if not audit_round.reaudit_of:
        raise AuditError(f"{audit_round.title} is not the re-audit of another round, so nothing is looked at again.")
    settlement = replace(settlement, looked_at=settlement.looked_at.strip())
    settlement.must_be_sound()
    last = round_queries.one(db, audit_round.reaudit_of)
    standing = {one.ref for one in finding_queries.findings(db, viewer=Viewer.of(by), audit_round=last) if one.stands}
    if settlement.finding not in standing:
        raise AuditError(f"{last.title} has no finding {settlement.finding} that stands. Choose from its list.")
    version = records.add_settlement(
        db, audit_round=audit_round, settlement=settlement, seen_version=seen_version, by=by, now=now
    )
    about = f"{round_ref} {audit_round.reaudit_of}/{settlement.finding}"
    content = f"{settlement.seen.value}: {settlement.looked_at}"
    trail.note(db, by=by, event="last finding settled", about=about, version=version, now=now, content=content)
    return version


def since_last_time(db: Db, *, viewer: Viewer, round_ref: str) -> SinceLastTime | None:
    """Return what changed since the round that this one re-audits; None where it re-audits none that is here."""
    viewer.person.must_be_allowed(Act.READ_FINDINGS)
    now = round_queries.one(db, round_ref)
    if now.reaudit_of not in round_queries.refs(db):
        return None
    last = round_queries.one(db, now.reaudit_of)
    return rules.since_last_time(
        last=last,
        now=now,
        plan=plan_queries.plan(db, viewer=viewer, audit_round=last),
        settled=queries.settlements(db, viewer=viewer, audit_round=now),
        then=moderation_queries.judgements_for_papers(db, audit_round=last),
        judged=moderation_queries.judgements_for_papers(db, audit_round=now),
        found=[one for one in finding_queries.findings(db, viewer=viewer, audit_round=now) if one.stands],
    )


def as_it_may_leave(db: Db, *, viewer: Viewer, round_ref: str, settled: Iterable[Settlement]) -> tuple[Settlement, ...]:
    """Return what a round said of the last round's findings as somebody outside the audit group may read it."""
    release = release_queries.for_reader(db, viewer=viewer, look=look)
    return tuple(leaving.settlement(release, round_ref, one) for one in settled)


def history(db: Db, *, viewer: Viewer, round_ref: str) -> tuple[Settlement, ...]:
    """Return every version of what a round said of the last round's findings, the oldest first."""
    return queries.settlements(db, viewer=viewer, audit_round=round_queries.one(db, round_ref))


def line_of(db: Db, *, viewer: Viewer, round_ref: str) -> tuple[tuple[Round, ...], dict[str, tuple[Judgement, ...]]]:
    """Return a round with those it re-audits, the oldest first, and their judgements without words by round."""
    viewer.person.must_be_allowed(Act.READ_FINDINGS)
    line = rules.line_back(round_queries.every(db), round_ref)
    return line, {one.ref: moderation_queries.judgements_for_papers(db, audit_round=one) for one in line}
