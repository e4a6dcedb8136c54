"""Keeping what an inspection letter found, and gathering the written statement that answers it.

Here too:
- Reading an inspection letter that has come.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from audit.documents.inspection.statement import StatementPaper
from audit.domain.identifying.passages import Audience
from audit.domain.inspection.clock import ClockStep, statement_due
from audit.domain.inspection.letter_reading import LetterFinding
from audit.domain.inspection.published import Inspection, Quotation, finding_of, new_ref, same_letter, signers
from audit.domain.people.person import Act, Person, Viewer
from audit.domain.release import leaving
from audit.domain.rounds.audit_round import Dates, Round, Stage
from audit.errors import AuditError
from audit.library import bank_holidays
from audit.library.names.lists import look
from audit.store import trail
from audit.store.queries import inspection as queries
from audit.store.queries import people as people_queries
from audit.store.queries import plan as plans
from audit.store.queries import release as release_queries
from audit.store.queries import rounds as round_queries
from audit.store.records import findings as finding_records
from audit.store.records import inspection as records
from audit.store.records import rounds as round_records
from audit.store.work import Db


def keep(
    db: Db,
    *,
    by: Person,
    inspection: Inspection,
    letter_findings: Sequence[LetterFinding],
    steps: Sequence[ClockStep],
    now: datetime,
) -> str:
    """Keep a letter's findings as a round of their own at the stage of findings, and return its ref.

    Frameworks, scale and agencies are those of the newest audit; the steps of the clock say when the statement is due
    where the letter does not. Raises AuditError where something is missing or the very letter is kept already, and
    NotAllowed.
    """
    by.must_be_allowed(Act.SET_UP)
    by.must_be_allowed(Act.DECIDE)
    inspection.must_be_sound()
    if not letter_findings:
        raise AuditError("Keep at least one finding of the letter.")
    findings = [finding_of(letter_finding, inspection) for letter_finding in letter_findings]
    audit_round = _opened(db, by, inspection, due(inspection, steps), now)
    records.add_inspection(db, round_id=audit_round.id, inspection=inspection)
    for letter_finding, finding in zip(letter_findings, findings, strict=True):
        ref = finding_records.next_ref(db, audit_round.id)
        finding_records.add_finding(db, round_id=audit_round.id, finding=replace(finding, ref=ref), by=by, now=now)
        records.add_quotation(db, round_id=audit_round.id, quotation=Quotation(finding=ref, original=letter_finding))
    trail.note(db, by=by, event="inspection letter kept", about=audit_round.ref, now=now)
    return audit_round.ref


def due(inspection: Inspection, steps: Sequence[ClockStep]) -> date:
    """Return the day the statement is due: the one in the letter, else counted from the letter's day by the clock.

    Raises AuditError where neither says it.
    """
    return statement_due(steps, inspection.published, bank_holidays.england(), due=inspection.due)


def statement_paper(
    db: Db,
    *,
    viewer: Viewer,
    round_ref: str,
    steps: Sequence[ClockStep],
    today: date,
    audience: Audience = Audience.PUBLISHED,
) -> StatementPaper:
    """Return what the written statement is made from; raises AuditError for a round that is made from no letter."""
    viewer.person.must_be_allowed(Act.READ_FINDINGS)
    partnership = people_queries.partnership(db)
    audit_round = round_queries.by_ref(db, round_ref)
    inspection = queries.inspection(db, audit_round=audit_round)
    if partnership is None or inspection is None:
        raise AuditError(
            f"{round_ref} is an audit. A written statement answers an inspection letter: choose its round."
        )
    release = release_queries.release(db, audience=audience, look=look)
    plan = leaving.plan(release, plans.to_release(db, viewer=viewer, audit_round=audit_round))
    quotations = queries.quotations(db, viewer=viewer, audit_round=audit_round)
    released_inspection = leaving.inspection(release, round_ref, inspection)
    return StatementPaper(
        partnership=partnership.name,
        marking=partnership.marking,
        invented=partnership.invented,
        today=today,
        inspection=released_inspection,
        due=due(inspection, steps),
        plan=plan,
        signers=signers(
            released_inspection, people_queries.agencies(db), leading={action.lead_agency for action in plan.actions}
        ),
        quotations=tuple(leaving.quotation(release, round_ref, quotation) for quotation in quotations),
        clearance=release.clearance(),
    )


def quoted(db: Db, *, viewer: Viewer, round_ref: str) -> tuple[Quotation, ...]:
    """Return a letter's own words for a page: to the audit group as they are kept, to others as they may leave."""
    quotations = queries.quotations(db, viewer=viewer, audit_round=round_queries.by_ref(db, round_ref))
    gate = release_queries.gate(db, viewer=viewer, look=look)
    return leaving.as_read(
        gate, lambda release, quotation: leaving.quotation(release, round_ref, quotation), quotations
    )


def _opened(db: Db, by: Person, inspection: Inspection, due_on: date, now: datetime) -> Round:
    earlier_ref = same_letter(inspection, queries.every(db))
    if earlier_ref is not None:
        raise AuditError(f"This very letter is kept already, as {earlier_ref}. Open it from Home.")
    ref = new_ref(inspection.published, round_queries.refs(db))
    newest = next(iter(queries.audits(db)), None)
    if newest is None:
        raise AuditError("Open a round first: the letter's findings take its statements, themes and agencies.")
    round_records.add_round(
        db,
        ref=ref,
        title=f"Inspection of {inspection.area.strip()}"[:160],
        theme=inspection.theme.strip()[:300],
        scale=newest.scale,
        frameworks=newest.frameworks(),
        agencies=[agency.ref for agency in newest.agencies],
        look_back_months=newest.look_back_months,
        dates=Dates(plan=due_on),
        period=None,
        chosen_how="",
    )
    round_records.move(db, round_queries.row_of(db, ref), stage=Stage.FINDINGS, by=by, now=now)
    return round_queries.by_ref(db, ref)
