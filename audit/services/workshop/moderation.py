"""The workshop: reveal a case, talk the differences through, record one joint judgement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from audit.domain.days import day_of
from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Act, Person, Viewer
from audit.domain.rounds.audit_round import AFTER_WORKSHOP, Round, Stage, WorkshopHeld
from audit.domain.workshop import moderation as form
from audit.domain.workshop.moderation import Judgement
from audit.errors import AuditError, Conflict
from audit.store import trail
from audit.store.queries import moderation as queries
from audit.store.queries import rating as rating_queries
from audit.store.queries import rounds as round_queries
from audit.store.records import moderation as records
from audit.store.records import rounds as round_records
from audit.store.work import Db

_WRITTEN = "Another window wrote here meanwhile: “{}”"
_CHANGED = "Another window changed this judgement while you had it open."


def show(db: Db, *, by: Person, round_ref: str, case_ref: str, statement: Key | None, agreeing: bool = False) -> None:
    """Put a case and statement on the workshop's screen; the other windows follow."""
    by.must_be_allowed(Act.MODERATE)
    audit_round = round_queries.by_ref(db, round_ref)
    case = round_queries.case_row(db, round_ref, case_ref)
    if statement is not None:
        audit_round.statement(statement)
    records.show(db, round_id=audit_round.id, case_id=case.id or 0, statement=statement, agreeing=agreeing)


def waiting_for(db: Db, *, audit_round: Round, case_ref: str) -> tuple[str, ...]:
    """Return the short names of the agencies that have not submitted a case."""
    ready = rating_queries.submitted(db, audit_round=audit_round)
    return tuple(a.short_name for a in audit_round.raters_of(case_ref) if (case_ref, a.ref) not in ready)


def reveal(db: Db, *, by: Person, round_ref: str, case_ref: str, reason: str = "", now: datetime) -> None:
    """Open a case's ratings to the audit group.

    Raises AuditError where the case is open already, or where no reason is given although an agency has not submitted
    or its form was left out of the file that brought the round here.
    """
    by.must_be_allowed(Act.MODERATE)
    audit_round = round_queries.by_ref(db, round_ref)
    audit_round.must_be_at(Stage.WORKSHOP)
    if audit_round.case(case_ref).revealed_at_utc is not None:
        raise AuditError(f"{case_ref} is revealed already.")
    if not reason.strip():
        _must_be_whole(audit_round, case_ref, waiting_for(db, audit_round=audit_round, case_ref=case_ref))
    round_records.reveal(db, round_ref, case_ref, now)
    trail.note(db, by=by, event="case revealed", about=f"{round_ref}/{case_ref}", now=now, content=reason)


def confirm_workshop(
    db: Db, *, by: Person, round_ref: str, held: WorkshopHeld, seen: WorkshopHeld | None, now: datetime
) -> None:
    """Keep the days on which the workshop was held, as a facilitator says; they can be changed until the round closes.

    `seen` is what the person had before them, None for nothing; raises Conflict where somebody changed it meanwhile,
    and AuditError for a day to come or a round that has not come to its workshop.
    """
    by.must_be_allowed(Act.MODERATE)
    audit_round = round_queries.by_ref(db, round_ref)
    audit_round.must_be_at(Stage.WORKSHOP, *AFTER_WORKSHOP[:-1])
    current = audit_round.workshop_held
    if current != seen:
        raise Conflict("Someone else changed the workshop’s days.", stored=current, version=0)
    held = replace(held, days=tuple(sorted(set(held.days))))
    held.must_be_sound(day_of(now))
    round_records.set_workshop_held(db, round_queries.row_of(db, round_ref), held)
    event = "workshop days confirmed" if current is None else "workshop days changed"
    trail.note(db, by=by, event=event, about=round_ref, now=now, content=repr(held))


def keep_draft(
    db: Db,
    *,
    by: Person,
    round_ref: str,
    case_ref: str,
    statement: Key | None,
    fields: Mapping[str, str],
    seen: Mapping[str, str],
    now: datetime,
) -> int:
    """Keep some fields of a judgement that is being written, and return the draft's version.

    `seen` is what these fields held in the person's window; raises Conflict, with all that stands in the form now,
    where another window changed one of them since, and AuditError while the case is still blind, or where the round
    is past its findings.
    """
    audit_round = _round_for(db, by, round_ref, case_ref)
    current = _form(db, by, audit_round, case_ref, statement)
    for name, words in fields.items():
        if current.fields.get(name, "") not in (seen.get(name, ""), words):
            say = _WRITTEN.format(current.fields.get(name, "")) if form.is_text(name) else _CHANGED
            raise Conflict(say, stored=current.fields, version=current.version)
    case = round_queries.case_row(db, round_ref, case_ref)
    version = records.keep_draft(db, case_id=case.id or 0, statement=statement, fields=fields, by=by, now=now)
    about, content = _about(round_ref, case_ref, statement), repr(dict(fields))
    trail.note(db, by=by, event="judgement drafted", about=about, version=version, now=now, content=content)
    return version


def drop_draft(
    db: Db, *, by: Person, round_ref: str, case_ref: str, statement: Key | None, seen: Mapping[str, str], now: datetime
) -> None:
    """Give up a judgement that is being written; what was recorded before stands.

    `seen` is what stood in the person's form; raises Conflict, with what stands there now, where that is another.
    """
    audit_round = _round_for(db, by, round_ref, case_ref)
    _must_be_as_seen(_form(db, by, audit_round, case_ref, statement), seen)
    case = round_queries.case_row(db, round_ref, case_ref)
    records.drop_draft(db, case_id=case.id or 0, statement=statement)
    about = _about(round_ref, case_ref, statement)
    trail.note(db, by=by, event="judgement draft given up", about=about, now=now)


def agree(
    db: Db,
    *,
    by: Person,
    round_ref: str,
    judgement: Judgement,
    seen_version: int,
    seen: Mapping[str, str] | None = None,
    now: datetime,
) -> Judgement:
    """Record what was agreed about a case, and return it with its version; a change of mind is a new judgement.

    `seen_version` is the newest judgement that the person had before them, 0 for none, and `seen` what stood in their
    form, None for just what was recorded. Raises Conflict, with what stands in the form now, where another judgement
    was recorded or drafted meanwhile, and AuditError where the case is still blind or the record lacks something.
    """
    audit_round = _round_for(db, by, round_ref, judgement.case)
    current = _form(db, by, audit_round, judgement.case, judgement.statement)
    if current.version != seen_version:
        raise Conflict(
            f"Another window recorded a judgement of {judgement.case} meanwhile. Read it first; yours is still here.",
            stored=current.fields,
            version=current.version,
        )
    _must_be_as_seen(current, form.fields_of(current.agreed) if seen is None else seen)
    judgement.must_be_sound(audit_round.scale)
    case_id = round_queries.case_row(db, round_ref, judgement.case).id or 0
    version = records.add_judgement(db, case_id=case_id, judgement=judgement, by=by, now=now)
    records.drop_draft(db, case_id=case_id, statement=judgement.statement)
    about = _about(round_ref, judgement.case, judgement.statement)
    trail.note(db, by=by, event="judgement agreed", about=about, version=version, now=now, content=repr(judgement))
    return replace(judgement, version=version, agreed_at_utc=now, recorded_by=by.name)


@dataclass(frozen=True, kw_only=True)
class _Form:
    """What stands in the form of a judgement now."""

    agreed: Judgement | None  # None: nothing is recorded yet
    fields: Mapping[str, str]

    @property
    def version(self) -> int:
        return self.agreed.version if self.agreed else 0


def _round_for(db: Db, by: Person, round_ref: str, case_ref: str) -> Round:
    by.must_be_allowed(Act.MODERATE)
    audit_round = round_queries.by_ref(db, round_ref)
    audit_round.must_be_at(Stage.WORKSHOP, Stage.FINDINGS)
    if audit_round.case(case_ref).revealed_at_utc is None:
        raise AuditError(f"Reveal {case_ref} before you agree on it.")
    return audit_round


def _form(db: Db, by: Person, audit_round: Round, case_ref: str, statement: Key | None) -> _Form:
    at: dict[str, Any] = {"viewer": Viewer.of(by), "audit_round": audit_round, "case_ref": case_ref}
    agreed = next((judgement for judgement in queries.judgements(db, **at) if judgement.statement == statement), None)
    drafted = queries.draft(db, statement=statement, **at).fields
    return _Form(agreed=agreed, fields=form.in_form(agreed, drafted))


def _must_be_as_seen(current: _Form, seen: Mapping[str, str]) -> None:
    if form.differing(seen, current.fields):
        raise Conflict(_CHANGED, stored=current.fields, version=current.version)


def _must_be_whole(audit_round: Round, case_ref: str, waiting: tuple[str, ...]) -> None:
    left_out = [agency.short_name for agency in audit_round.left_out_of(case_ref)]
    missing = [f"Not submitted yet: {', '.join(waiting)}."] if waiting else []
    missing += [f"Left out of the file that brought the round here: {', '.join(left_out)}."] if left_out else []
    if missing:
        raise AuditError(f"{' '.join(missing)} To reveal without them, say why.")


def _about(round_ref: str, case_ref: str, statement: Key | None) -> str:
    return f"{round_ref}/{case_ref} {statement.ref if statement else 'overall'}"
