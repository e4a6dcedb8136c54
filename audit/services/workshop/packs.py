"""Packs: gathering what the workshop pack and the feedback slips are made from.

In: a round's ref, and who reads.
Out: one value for each document; nothing that an agency said about a case that is still blind.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from audit.documents.workshop.pack_paper import FeedbackPaper, PackPaper, slip_of
from audit.domain.people.person import OWNER, Act, Partnership, Person, Role, Viewer
from audit.domain.rounds.audit_round import Round
from audit.domain.workshop import run_sheet
from audit.domain.workshop.run_sheet import RunSheet
from audit.errors import AuditError
from audit.store import trail
from audit.store.queries import inspection as inspection_queries
from audit.store.queries import moderation as judgement_queries
from audit.store.queries import people as people_queries
from audit.store.queries import rating as rating_queries
from audit.store.queries import rounds as round_queries
from audit.store.queries.moderation import participation
from audit.store.work import Db


def plan_workshop(db: Db, *, viewer: Viewer, audit_round: Round, hours: float) -> RunSheet:
    """Return the run-sheet of a workshop of so many hours; only a revealed case's ratings bear on its order.

    Raises NotAllowed, and AuditError where the hours do not fit the cases or there is no case.
    """
    viewer.person.must_be_allowed(Act.MODERATE)
    ordered = run_sheet.turns(
        audit_round,
        ready=rating_queries.submitted(db, audit_round=audit_round),
        ratings=rating_queries.ratings(db, viewer=viewer, audit_round=audit_round),
        judgements=judgement_queries.judgements(db, viewer=viewer, audit_round=audit_round),
    )
    return run_sheet.plan(ordered, hours=hours)


def workshop_pack(
    db: Db, *, viewer: Viewer, round_ref: str, hours: float = run_sheet.USUAL_HOURS, today: date, now: datetime
) -> PackPaper:
    """Return what a round's workshop pack is made from, and note that it was taken out.

    Raises NotAllowed, and AuditError where there is no such round, no partnership, or the hours do not fit.
    """
    viewer.person.must_be_allowed(Act.MODERATE)
    partnership, audit_round = _partnership(db), _audit(db, round_ref)
    planned = plan_workshop(db, viewer=viewer, audit_round=audit_round, hours=hours)
    trail.note(db, by=viewer.person, event="workshop pack taken out", about=round_ref, now=now)
    return PackPaper(
        partnership=partnership.name,
        marking=partnership.marking,
        today=today,
        audit_round=audit_round,
        run_sheet=planned,
        ready=rating_queries.submitted(db, audit_round=audit_round),
        people=tuple(_expected(people_queries.people(db), audit_round)),
        invented=partnership.invented,
        in_danger=partnership.emergency.sentence,
    )


def feedback(db: Db, *, viewer: Viewer, round_ref: str, today: date, now: datetime) -> FeedbackPaper:
    """Return the feedback slips of the cases whose judgements are all agreed, and note that they were taken out.

    Raises NotAllowed, and AuditError where there is no such round or no partnership.
    """
    viewer.person.must_be_allowed(Act.MODERATE)
    partnership, audit_round = _partnership(db), _audit(db, round_ref)
    agreed = judgement_queries.judgements(db, viewer=viewer, audit_round=audit_round)
    cases = audit_round.active_cases()
    ready = [case for case in cases if run_sheet.is_agreed(audit_round, case.ref, agreed)]
    trail.note(db, by=viewer.person, event="feedback slips taken out", about=round_ref, now=now)
    return FeedbackPaper(
        partnership=partnership.name,
        marking=partnership.marking,
        today=today,
        audit_round=audit_round,
        participation=participation(db, audit_round=audit_round),
        slips=tuple(slip_of(audit_round, case, agreed) for case in ready),
        not_agreed=tuple(case.ref for case in cases if case not in ready),
        invented=partnership.invented,
        in_danger=partnership.emergency.sentence,
    )


def _audit(db: Db, round_ref: str) -> Round:
    audit_round = round_queries.by_ref(db, round_ref)
    if inspection_queries.inspection(db, audit_round=audit_round) is not None:
        raise AuditError(f"{round_ref} is about an inspection letter, so it has no workshop. Choose an audit round.")
    return audit_round


def _partnership(db: Db) -> Partnership:
    partnership = people_queries.partnership(db)
    if partnership is None:
        raise AuditError("No partnership is set up here yet. Open the app and name it first.")
    return partnership


def _expected(people: Iterable[Person], audit_round: Round) -> Iterable[Person]:
    agencies = {agency.ref for agency in audit_round.agencies}
    for person in people:
        leads = bool({Role.FACILITATOR, Role.SCRUTINEER} & person.roles)
        audits = Role.AUDITOR in person.roles and person.agency in agencies
        if person.active and person.name != OWNER and (leads or audits):
            yield person
