"""Working out readiness: gathering what could be shown, and where each criterion and statement stands.

Here too:
- Working through recommendations: saying where each stands, with its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

from audit.documents.plan.paper import PlanPaper
from audit.documents.readiness.evaluation_rows import EvaluationPaper
from audit.domain.frameworks.framework import Framework, Key, Recommendation
from audit.domain.identifying.passages import Audience
from audit.domain.people.person import Act, Person, Viewer
from audit.domain.readiness import assessment as rules
from audit.domain.readiness import checklists as checklist_rules
from audit.domain.readiness.assessment import Change, Held, Readiness
from audit.domain.readiness.checklists import Checklist, Entry
from audit.domain.release import leaving
from audit.domain.release.decisions import Clearance, Release
from audit.errors import AuditError
from audit.library.names.lists import look
from audit.store import trail
from audit.store.queries import people as people_queries
from audit.store.queries import readiness as queries
from audit.store.queries import release as release_queries
from audit.store.queries.readiness import works_with
from audit.store.records import readiness as records
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
    holdings = _everything(db, viewer=viewer, as_of=as_of)
    if queries.works_with(viewer):
        return holdings
    return _released(holdings, release_queries.for_reader(db, viewer=viewer, look=look))


def _everything(db: Db, *, viewer: Viewer, as_of: date | None = None) -> Held:
    moment = datetime.combine(as_of, time.max, tzinfo=UTC) if as_of is not None else None
    reads = viewer.person.may(Act.READ_FINDINGS)
    return Held(
        evidence=queries.every_evidence(db, as_of=moment) if reads else (),
        entries=queries.entries(db, viewer=viewer, as_of=moment),
        judged=queries.judged(db, viewer=viewer, as_of=moment),
        months=queries.months(db),
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
    released = _released(_everything(db, viewer=viewer), release)
    used_plans = tuple(paper for paper in plans if paper.plan.findings and paper.participation.whole)
    rows = rules.assess(frameworks, released, today=today)
    used = {row.key.framework for row in rows}
    return EvaluationPaper(
        partnership=partnership.name,
        marking=partnership.marking,
        today=today,
        rows=rows,
        judged=released.judged,
        register=released.evidence,
        plans=used_plans,
        part_judged=tuple(paper for paper in plans if not paper.participation.whole),
        frameworks=tuple(framework for framework in frameworks if framework.id in used),
        overlaps=rules.overlaps(frameworks),
        agencies=people_queries.agencies(db),
        months=released.months,
        invented=partnership.invented,
        clearance=Clearance.together([*(paper.clearance for paper in used_plans), release.clearance()]),
    )


def _released(holdings: Held, release: Release) -> Held:
    """Return what is held, with every typed text of the register and each round's title as they may leave."""
    judged = tuple(leaving.judged(release, statement) for statement in holdings.judged)
    return replace(
        holdings, evidence=tuple(leaving.evidence(release, piece) for piece in holdings.evidence), judged=judged
    )


def every(db: Db, *, viewer: Viewer, frameworks: Sequence[Framework]) -> tuple[Checklist, ...]:
    """Return every checklist of the frameworks, with what was last said of each recommendation.

    Who works with them gets the texts as they were written, who only reads as they may leave.
    """
    entries = queries.entries(db, viewer=viewer)
    if entries and not works_with(viewer):
        release = release_queries.for_reader(db, viewer=viewer, look=look)
        entries = {key: leaving.entry(release, entry) for key, entry in queries.every_entry(db).items()}
    return checklist_rules.checklists(frameworks, entries)


def history(db: Db, *, viewer: Viewer, item: Key) -> tuple[Entry, ...]:
    """Return everything that was said of a recommendation, the newest first, in the same way."""
    entries = queries.checklist_history(db, viewer=viewer, item=item)
    if not entries or works_with(viewer):
        return entries
    release = release_queries.for_reader(db, viewer=viewer, look=look)
    return tuple(leaving.entry(release, entry) for entry in queries.every_entry_version(db, item=item))


def held_back(db: Db, *, entry: Entry) -> tuple[str, ...]:
    """Return which texts of what was said of a recommendation nobody outside the audit group reads, by their place."""
    release = release_queries.release(db, audience=Audience.BOARD, look=look)
    leaving.entry(release, entry)
    return tuple(checked.passage.where for checked in release.clearance().checked if checked.is_open)


def say(db: Db, *, by: Person, frameworks: Sequence[Framework], entry: Entry, now: datetime) -> int:
    """Add what is said of a recommendation, and return its version.

    Raises AuditError for what is missing or a recommendation that is not to be worked through here, and Conflict where
    somebody said something since `entry.version`.
    """
    by.must_be_allowed(Act.KEEP_EVIDENCE)
    _must_be_local(frameworks, entry.item)
    entry.must_be_sound()
    if entry.lead_agency:
        people_queries.agency_row(db, entry.lead_agency)
    version = records.add_entry(db, entry=entry, by=by, now=now)
    about = f"checklist {entry.item}"
    trail.note(db, by=by, event="checklist worked through", about=about, version=version, now=now, content=repr(entry))
    return version


def erase(db: Db, *, by: Person, item: Key, confirmed: str, now: datetime) -> None:
    """Erase everything that was said of a recommendation, every version; the caller rewrites the file afterwards.

    `confirmed` is the recommendation's ref, typed by the person; raises AuditError where it is not.
    """
    by.must_be_allowed(Act.SET_UP)
    if confirmed.strip() != item.ref:
        raise AuditError(f"Nothing was erased. To erase what was said of it for good, type {item.ref} in the box.")
    if not records.erase_entries(db, item):
        raise AuditError(f"Nothing is said of {item.ref}, so there is nothing to erase.")
    trail.note(db, by=by, event="checklist text erased", about=f"checklist {item}", now=now)


def _must_be_local(frameworks: Sequence[Framework], key: Key) -> None:
    for framework in frameworks:
        if framework.id == key.framework:
            item = framework.item(key.ref)
            if not isinstance(item, Recommendation):
                raise AuditError(f"{key.ref} is not a recommendation, so there is nothing to work through.")
            if item.national:
                raise AuditError(f"{key.ref} is addressed to {item.addressee}, so it is shown and not scored.")
            return
    raise AuditError(f"There is no checklist {key.framework} here. Choose one from the list.")
