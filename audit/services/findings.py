"""Raising findings from judgements, and gathering them by theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from audit.domain.findings import finding as rules
from audit.domain.findings.finding import Finding
from audit.domain.people.person import Act, Person, Viewer
from audit.domain.rounds.audit_round import Round, Stage
from audit.errors import NOT_SHOWN, AuditError, Conflict
from audit.store import trail
from audit.store.queries import findings as queries
from audit.store.queries import rounds as round_queries
from audit.store.records import findings as records
from audit.store.work import Db


def raise_(db: Db, *, by: Person, round_ref: str, finding: Finding, now: datetime) -> str:
    """Add a finding to the round, and return the ref it got; the ref in `finding` is not used."""
    audit_round = _round_for(db, by, round_ref)
    finding.must_be_sound()
    _must_fit(audit_round, finding)
    ref = records.next_ref(db, audit_round.id)
    records.add_finding(db, round_id=audit_round.id, finding=replace(finding, ref=ref), by=by, now=now)
    trail.note(db, by=by, event="finding raised", about=f"{round_ref} {ref}", now=now, content=finding.text)
    return ref


def change(db: Db, *, by: Person, round_ref: str, finding: Finding, now: datetime) -> None:
    """Change a finding; raises Conflict where somebody else changed it meanwhile."""
    audit_round = _round_for(db, by, round_ref)
    finding.must_be_sound()
    _must_fit(audit_round, finding)
    records.change_finding(db, round_id=audit_round.id, finding=finding)
    about = f"{round_ref} {finding.ref}"
    trail.note(
        db, by=by, event="finding changed", about=about, version=finding.version + 1, now=now, content=finding.text
    )


def merge(
    db: Db,
    *,
    by: Person,
    round_ref: str,
    refs: Sequence[str],
    text: str,
    seen: Mapping[str, int] = NOT_SHOWN,
    now: datetime,
) -> str:
    """Put findings into one new one, and return its ref; the old ones stay readable, with who said them.

    `seen` are the versions that the person had before them, by ref; raises Conflict where one was changed meanwhile.
    """
    audit_round = _round_for(db, by, round_ref)
    chosen = _standing(db, by, audit_round, refs)
    _must_be_as_seen(chosen, seen)
    if not text.strip():
        raise AuditError("Say in a sentence what the merged finding says.")
    ref = records.next_ref(db, audit_round.id)
    merged = rules.merged(chosen, ref=ref, text=text.strip(), said_by=by.name)
    records.add_finding(db, round_id=audit_round.id, finding=merged, by=by, now=now)
    for old in chosen:
        records.put_into(db, round_id=audit_round.id, ref=old.ref, into=ref)
    trail.note(db, by=by, event="findings merged", about=f"{round_ref} {ref}", now=now, content=",".join(refs))
    return ref


def split(
    db: Db,
    *,
    by: Person,
    round_ref: str,
    ref: str,
    texts: Sequence[str],
    seen: Mapping[str, int] = NOT_SHOWN,
    now: datetime,
) -> tuple[str, ...]:
    """Put two or more new findings in the place of one, and return their refs; the old one stays readable.

    `seen` is as for `merge`.
    """
    audit_round = _round_for(db, by, round_ref)
    (old,) = _standing(db, by, audit_round, [ref])
    _must_be_as_seen([old], seen)
    wordings = [text.strip() for text in texts if text.strip()]
    if len(wordings) < 2:
        raise AuditError("Write at least 2 findings, one in each box, to split this one.")
    refs = []
    for text in wordings:
        new = replace(old, ref=records.next_ref(db, audit_round.id), text=text, came_from=(old.ref,), version=1)
        records.add_finding(db, round_id=audit_round.id, finding=new, by=by, now=now)
        refs.append(new.ref)
    records.put_into(db, round_id=audit_round.id, ref=ref, into=",".join(refs))
    trail.note(db, by=by, event="finding split", about=f"{round_ref} {ref}", now=now, content=",".join(refs))
    return tuple(refs)


def _round_for(db: Db, by: Person, round_ref: str) -> Round:
    by.must_be_allowed(Act.DECIDE)
    audit_round = round_queries.by_ref(db, round_ref)
    audit_round.must_be_at(Stage.WORKSHOP, Stage.FINDINGS, Stage.PLAN)
    return audit_round


def _standing(db: Db, by: Person, audit_round: Round, refs: Sequence[str]) -> list[Finding]:
    by_ref = {finding.ref: finding for finding in queries.findings(db, viewer=Viewer.of(by), audit_round=audit_round)}
    for ref in refs:
        if ref not in by_ref or not by_ref[ref].stands:
            raise AuditError(f"{ref} no longer stands in this round. Choose from the list again.")
    return [by_ref[ref] for ref in refs]


def _must_be_as_seen(chosen: Sequence[Finding], seen: Mapping[str, int]) -> None:
    for finding in chosen:
        if seen is not NOT_SHOWN and seen.get(finding.ref) != finding.version:
            say = (
                f"Somebody else changed {finding.ref} meanwhile. It says now: “{finding.text}” Look, then press again."
            )
            raise Conflict(say, stored=finding, version=finding.version)


def _must_fit(audit_round: Round, finding: Finding) -> None:
    themes = {key for key, _ in audit_round.themes()}
    for key in finding.themes:
        if key not in themes:
            raise AuditError(f"{key.ref} is not a theme of this round. Choose from its themes.")
    for statement in finding.statements:
        audit_round.statement(statement)
    for case in finding.cases:
        audit_round.case(case)
    for agency in finding.agencies:
        audit_round.agency(agency)
