"""Working out readiness: gathering what could be shown, and where each criterion and statement stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

from audit.documents.plan.paper import PlanPaper
from audit.documents.readiness.evaluation_paper import EvaluationPaper
from audit.domain.frameworks.framework import Framework
from audit.domain.identifying.passages import Audience
from audit.domain.people.person import Act, Viewer
from audit.domain.readiness import assessment as rules
from audit.domain.readiness.assessment import Change, Held, Readiness
from audit.domain.release import leaving
from audit.domain.release.decisions import Clearance, Release
from audit.errors import AuditError
from audit.library.names.looking import look
from audit.store.queries import checklists as checklist_queries
from audit.store.queries import evidence as evidence_queries
from audit.store.queries import people as people_queries
from audit.store.queries import readiness as queries
from audit.store.queries import release as release_queries
from audit.store.work import Db


def assess(
    db: Db, *, viewer: Viewer, frameworks: Sequence[Framework], today: date, as_of: date | None = None
) -> tuple[Readiness, ...]:
    """Return where every criterion and statement stands, today or as it was at the end of an earlier day."""
    return rules.assess(frameworks, held(db, viewer=viewer, as_of=as_of), today=as_of or today)


def held(db: Db, *, viewer: Viewer, as_of: date | None = None) -> Held:
    """Return everything that could be shown, by the end of a day where one is given.

    Who works with the register gets its texts as they were written, who only reads as they may leave.
    """
    found = _everything(db, viewer=viewer, as_of=as_of)
    if evidence_queries.works_with(viewer):
        return found
    return _released(found, release_queries.for_reader(db, viewer=viewer, look=look))


def _everything(db: Db, *, viewer: Viewer, as_of: date | None = None) -> Held:
    moment = datetime.combine(as_of, time.max, tzinfo=UTC) if as_of is not None else None
    reads = viewer.person.may(Act.READ_FINDINGS)
    return Held(
        evidence=evidence_queries.every(db, as_of=moment) if reads else (),
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
    db: Db,
    *,
    viewer: Viewer,
    frameworks: Sequence[Framework],
    plans: Sequence[PlanPaper],
    today: date,
    audience: Audience = Audience.GROUP,
) -> EvaluationPaper:
    """Return what a written self-evaluation is made from, to be read by an audience.

    `plans` are the rounds' plans for the same audience, the newest first. Those without a finding are left out; of
    rounds in which some child is not judged only the judgements are told, as judged in part. Raises NotAllowed, and
    AuditError where no partnership is set up.
    """
    viewer.person.must_be_allowed(Act.READ_FINDINGS)
    partnership = people_queries.partnership(db)
    if partnership is None:
        raise AuditError("No partnership is set up here yet. Open the app and name it first.")
    release = release_queries.release(db, audience=audience, look=look)
    there = _released(_everything(db, viewer=viewer), release)
    used_plans = tuple(one for one in plans if one.plan.findings and one.participation.whole)
    rows = rules.assess(frameworks, there, today=today)
    used = {row.key.framework for row in rows}
    return EvaluationPaper(
        partnership=partnership.name,
        marking=partnership.marking,
        today=today,
        rows=rows,
        judged=there.judged,
        register=there.evidence,
        plans=used_plans,
        part_judged=tuple(one for one in plans if not one.participation.whole),
        frameworks=tuple(one for one in frameworks if one.id in used),
        overlaps=rules.overlaps(frameworks),
        agencies=people_queries.agencies(db),
        months=there.months,
        invented=partnership.invented,
        clearance=Clearance.together([*(one.clearance for one in used_plans), release.clearance()]),
    )


def _released(there: Held, release: Release) -> Held:
    """Return what is held, with every typed text of the register and each round's title as they may leave."""
    judged = tuple(leaving.judged(release, one) for one in there.judged)
    return replace(there, evidence=tuple(leaving.evidence(release, one) for one in there.evidence), judged=judged)
