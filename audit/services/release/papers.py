"""Papers: gathering what a written plan is made from, and noting which papers left the house.

In: a round's ref, and who reads.
Out: one value with every figure, made by the same functions as the pages use.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

from audit.documents.plan.paper import PlanPaper
from audit.domain.findings.finding import by_theme
from audit.domain.identifying.passages import Audience
from audit.domain.inspection.published import Inspection
from audit.domain.people.person import Act, Partnership, Person, Viewer
from audit.domain.plan.actions import ActionPlan
from audit.domain.plan.unnamed import participation_unnamed, without_references
from audit.domain.plan.versions import PlanVersion, changes, lines
from audit.domain.release import leaving
from audit.domain.release.decisions import Release
from audit.domain.rounds.audit_round import Round
from audit.domain.workshop.moderation import Judgement
from audit.domain.workshop.suppression import part_judged, words_by_statement
from audit.errors import AuditError
from audit.library.names.lists import look
from audit.store import trail
from audit.store.queries import inspection as inspection_queries
from audit.store.queries import moderation as judgement_queries
from audit.store.queries import people as people_queries
from audit.store.queries import plan as plans
from audit.store.queries import release as release_queries
from audit.store.queries import rounds as round_queries
from audit.store.queries.moderation import participation
from audit.store.work import Db


def plan_paper(
    db: Db,
    *,
    viewer: Viewer,
    round_ref: str,
    today: date,
    now: datetime,
    with_cases: bool,
    audience: Audience = Audience.GROUP,
) -> PlanPaper:
    """Return what a round's written action plan is made from, to be read by an audience.

    With cases it is for the audit group alone: the viewer must be allowed to read case material, and that it was taken
    out is noted in the trail.
    Raises NotAllowed, and AuditError where there is no such round or no partnership.
    """
    viewer.person.must_be_allowed(Act.READ_CASES if with_cases else Act.READ_FINDINGS)
    partnership, audit_round = _partnership(db), round_queries.by_ref(db, round_ref)
    letter = inspection_queries.inspection(db, audit_round=audit_round)
    with_cases = with_cases and letter is None  # a letter has none
    whole = plans.to_release(db, viewer=viewer, audit_round=audit_round)
    readers = Audience.GROUP if with_cases else audience
    release = release_queries.release(db, audience=readers, look=look, names_cases=with_cases)
    plan = leaving.plan(release, whole)
    round_participation = participation(db, audit_round=audit_round)
    judged = judgement_queries.judgements_for_papers(db, audit_round=audit_round)
    agreed = _take_judgements_out(db, viewer, audit_round, now) if with_cases else ()
    issued = plans.plan_versions(db, viewer=viewer, audit_round=audit_round)
    return _headed(partnership, whole, issued, release, letter)(
        today=today,
        plan=plan,
        participation=round_participation if with_cases else participation_unnamed(round_participation, audit_round),
        words=words_by_statement(audit_round, judged),
        part_judged=part_judged(audit_round, judged),
        themes=by_theme(whole.findings if with_cases else plan.findings, audit_round.themes()),
        judgements=tuple(leaving.judgement(release, round_ref, judgement) for judgement in agreed),
        names_cases=with_cases,
        looked_again_in=round_queries.reaudit_of(db, round_ref),
        clearance=release.clearance(),
    )


def _headed(
    partnership: Partnership,
    plan: ActionPlan,
    issued: Sequence[PlanVersion],
    release: Release,
    letter: Inspection | None,
) -> partial[PlanPaper]:
    """Return a paper begun: which version it is, and what has changed since the one that was issued last."""
    changed = changes(issued[-1].lines, lines(without_references(plan))) if issued else ()
    return partial(
        PlanPaper,
        partnership=partnership.name,
        marking=partnership.marking,
        invented=partnership.invented,
        in_danger=partnership.emergency.sentence,
        version=f"{issued[-1].number}.{len(changed)}" if issued else version_of(plan),
        since_version=str(issued[-1].number) if issued else "",
        changed=leaving.changes(release, plan.audit_round.ref, changed),
        letter=leaving.inspection(release, plan.audit_round.ref, letter) if letter else None,
    )


def _partnership(db: Db) -> Partnership:
    partnership = people_queries.partnership(db)
    if partnership is None:
        raise AuditError("No partnership is set up here yet. Open the app and name it first.")
    return partnership


def _take_judgements_out(db: Db, viewer: Viewer, audit_round: Round, now: datetime) -> tuple[Judgement, ...]:
    """Return the judgements of each case, and note in the trail that they were taken out."""
    trail.note(db, by=viewer.person, event="action plan with cases taken out", about=audit_round.ref, now=now)
    return judgement_queries.judgements(db, viewer=viewer, audit_round=audit_round)


def take_out(db: Db, *, by: Person, round_ref: str, paper: str, now: datetime) -> None:
    """Note that somebody takes a paper about a round out; `paper` is its name, such as "Board slides".

    Raises NotAllowed for somebody who may not read findings, and AuditError where there is no such round.
    """
    by.must_be_allowed(Act.READ_FINDINGS)
    audit_round = round_queries.by_ref(db, round_ref)
    trail.note(db, by=by, event=f"{paper[:1].lower()}{paper[1:]} taken out", about=audit_round.ref, now=now)


def version_of(plan: ActionPlan) -> str:
    """Return the plan's version: 0 before the board has seen it and 1 after, then how often it was added to."""
    changes = sum(finding.version for finding in plan.findings) + len(plan.no_actions)
    changes += sum(action.version + len(action.updates) for action in plan.actions)
    return f"{1 if plan.audit_round.seen_by_board else 0}.{changes}"
