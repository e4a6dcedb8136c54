"""Working out readiness: gathering what could be shown, and where each criterion and statement stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

from audit.documents.evaluation_paper import EvaluationPaper
from audit.documents.naming import without_cases
from audit.documents.paper import PlanPaper
from audit.domain import readiness as rules
from audit.domain import suppression
from audit.domain.framework import Framework
from audit.domain.people import Act, Viewer
from audit.domain.readiness import Change, Held, Readiness
from audit.errors import AuditError
from audit.store.queries import checklists as checklist_queries
from audit.store.queries import evidence as evidence_queries
from audit.store.queries import people as people_queries
from audit.store.queries import readiness as queries
from audit.store.work import Db


def assess(
    db: Db, *, viewer: Viewer, frameworks: Sequence[Framework], today: date, as_of: date | None = None
) -> tuple[Readiness, ...]:
    """Return where every criterion and statement stands, today or as it was at the end of an earlier day."""
    return rules.assess(frameworks, held(db, viewer=viewer, as_of=as_of), today=as_of or today)


def held(db: Db, *, viewer: Viewer, as_of: date | None = None) -> Held:
    """Return everything that could be shown, by the end of a day where one is given."""
    moment = datetime.combine(as_of, time.max, tzinfo=UTC) if as_of is not None else None
    return Held(
        evidence=evidence_queries.register(db, viewer=viewer, as_of=moment),
        entries=checklist_queries.entries(db, viewer=viewer, as_of=moment),
        judged=queries.judged(db, viewer=viewer, as_of=moment),
        months=evidence_queries.months(db),
    )


def changes_since(
    db: Db, *, viewer: Viewer, frameworks: Sequence[Framework], now: Sequence[Readiness], day: date
) -> tuple[Change, ...]:
    """Return the bands that are not what they were at the end of an earlier day."""
    return rules.changes(now, assess(db, viewer=viewer, frameworks=frameworks, today=day, as_of=day))


def self_evaluation(
    db: Db, *, viewer: Viewer, frameworks: Sequence[Framework], plans: Sequence[PlanPaper], today: date
) -> EvaluationPaper:
    """Return what a written self-evaluation is made from; no reference to a child is left in it.

    `plans` are the rounds' plans, the newest first. Those without a finding are left out; of rounds in which some
    child is not judged only the judgements are told, as judged in part. Raises NotAllowed, and AuditError where no
    partnership is set up.
    """
    viewer.person.must_be_allowed(Act.READ_FINDINGS)
    partnership = people_queries.partnership(db)
    if partnership is None:
        raise AuditError("No partnership is set up here yet. Open the app and name it first.")
    there = _without_children(held(db, viewer=viewer), suppression.sayer(_references(plans)))
    rows = rules.assess(frameworks, there, today=today)
    used = {row.key.framework for row in rows}
    return EvaluationPaper(
        partnership=partnership.name,
        marking=partnership.marking,
        today=today,
        rows=rows,
        judged=there.judged,
        register=there.evidence,
        plans=tuple(without_cases(one) for one in plans if one.plan.findings and one.participation.whole),
        part_judged=tuple(without_cases(one) for one in plans if not one.participation.whole),
        frameworks=tuple(one for one in frameworks if one.id in used),
        overlaps=rules.overlaps(frameworks),
        agencies=people_queries.agencies(db),
        months=there.months,
        invented=partnership.invented,
    )


def _references(plans: Sequence[PlanPaper]) -> list[str]:
    cases = [case for one in plans for case in one.audit_round.cases]
    refs = [ref for case in cases for ref in (case.ref, case.same_child_as.partition("/")[2])]
    return [ref for ref in dict.fromkeys(refs) if ref]


def _without_children(there: Held, say: Callable[[str], str]) -> Held:
    """Return what is held with "a child" in the place of every reference that somebody typed into the register."""
    evidence = tuple(
        replace(one, title=say(one.title), shows=say(one.shows), kept_at=say(one.kept_at), owner=say(one.owner))
        for one in there.evidence
    )
    judged = tuple(replace(one, title=say(one.title)) for one in there.judged)
    return replace(there, evidence=evidence, judged=judged)
