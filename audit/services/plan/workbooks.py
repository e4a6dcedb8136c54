"""The plan in Excel, out and back in: what a file brings is looked at first, and taken in whole or not at all.

In: a round; or what a workbook that came back gives, and which side was chosen where both changed.
Out: the form to write a workbook from; what is new, changed, unchanged, conflicting and wrong; the plan changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from audit.documents.excel.sheets import Wrong, places
from audit.documents.plan.workbook import HEADINGS, PlanForm, own_words
from audit.documents.plan.workbook_reading import PlanReturn
from audit.domain.days import day_of
from audit.domain.identifying.marking import IncomingText, incoming
from audit.domain.people.person import Act, Person, Viewer
from audit.domain.plan import workbook as rules
from audit.domain.plan.actions import ActionPlan
from audit.domain.plan.closing import notice
from audit.domain.plan.unnamed import without_references
from audit.domain.plan.workbook import Brought, FileRow, Outcome
from audit.domain.rounds.audit_round import Round, Stage
from audit.errors import AuditError, Conflict
from audit.library.names.lists import look
from audit.store import trail
from audit.store.queries import inspection as inspection_queries
from audit.store.queries import people as people_queries
from audit.store.queries import plan as plans
from audit.store.queries import rounds as round_queries
from audit.store.queries.moderation import participation
from audit.store.records import plan as records
from audit.store.work import Db

_OPEN = (Stage.WORKSHOP, Stage.FINDINGS, Stage.PLAN, Stage.BOARD)


@dataclass(frozen=True, kw_only=True)
class PlanPreview:
    """What taking a plan's workbook in would do, or did."""

    round: str
    rows: tuple[Brought, ...]
    wrong: tuple[Wrong, ...] = ()
    texts: tuple[IncomingText, ...] = ()  # what would be taken in as somebody wrote it

    def of(self, outcome: Outcome) -> tuple[Brought, ...]:
        """Return the rows with an outcome."""
        return tuple(row for row in self.rows if row.outcome is outcome)

    @property
    def does_something(self) -> bool:
        """Say whether taking it in could change anything."""
        return any(row.outcome is not Outcome.UNCHANGED for row in self.rows)


def form_for(db: Db, *, viewer: Viewer, round_ref: str, now: datetime) -> PlanForm:
    """Return what a plan's workbook is written from: a working file for the audit group and the owners of actions.

    Raises NotAllowed for who does neither.
    """
    if not viewer.person.may(Act.READ_CASES):
        viewer.person.must_be_allowed(Act.UPDATE_ACTIONS)
    partnership = people_queries.partnership(db)
    whole = _plan(db, viewer, round_ref)
    plan = without_references(whole)
    mark = hashlib.sha256(f"{round_ref} {viewer.person.id} {now.isoformat()}".encode()).hexdigest()[:16]
    return PlanForm(
        plan=plan,
        made_on=day_of(now),
        mark=mark,
        partnership=partnership.name if partnership else "",
        marking=partnership.marking if partnership else "",
        unfinished=_unfinished(db, whole),
        may_plan=_may_plan(viewer.person, plan.audit_round),
    )


def _unfinished(db: Db, plan: ActionPlan) -> str:
    letter = inspection_queries.inspection(db, audit_round=plan.audit_round)
    round_participation = participation(db, audit_round=plan.audit_round)
    return notice(plan.audit_round, round_participation, plan, of_letter=letter is not None)


def plan_for(db: Db, *, viewer: Viewer, round_ref: str) -> ActionPlan:
    """Return the plan that a workbook which came back is read against."""
    viewer.person.must_be_allowed(Act.UPDATE_ACTIONS)
    return _plan(db, viewer, round_ref)


def preview(db: Db, *, viewer: Viewer, returned: PlanReturn, today: date) -> PlanPreview:
    """Return what taking a workbook in would do; nothing is written."""
    viewer.person.must_be_allowed(Act.UPDATE_ACTIONS)
    plan = _plan(db, viewer, returned.round)
    known = plans.from_file(db, viewer=viewer, audit_round=plan.audit_round)
    by_ref = {action.ref: action for action in plan.actions}
    rows: list[Brought] = []
    texts: list[IncomingText] = []
    wrong = list(returned.wrong)
    for row in returned.rows:
        if row.is_new:
            rows.append(rules.new(row, known=known))
        elif row.ref in by_ref:
            rows.append(rules.brought(by_ref[row.ref], row, today=today, by=viewer.person.name))
        elif row.changed:
            wrong.append(returned.wrong_at(row.ref, rules.Field.TEXT, "This action is not in the plan any more."))
            continue
        else:
            continue
        wrong += _row_wrong(viewer.person, plan, returned, row, rows[-1])
        texts += _texts(plan, row, rows[-1])
    return PlanPreview(round=returned.round, rows=tuple(rows), wrong=tuple(wrong), texts=tuple(texts))


def take_in(
    db: Db,
    *,
    by: Person,
    returned: PlanReturn,
    seen: PlanPreview,
    from_file: Collection[str] = (),
    from_app: Collection[str] = (),
    now: datetime,
) -> PlanPreview:
    """Take a workbook in whole, and return what was done.

    Where an action was changed both in the file and here, `from_file` and `from_app` say which side stands, by its
    ref. Raises AuditError, writing nothing, where a cell is wrong or a conflict is not settled; Conflict where
    something changed since the preview `seen`.
    """
    expected = preview(db, viewer=Viewer.of(by), returned=returned, today=day_of(now))
    if expected != seen:
        raise Conflict("Something changed since you looked. Look at the workbook again.", stored=expected, version=0)
    if expected.wrong:
        raise AuditError(f"Nothing was taken in: some cells are wrong. {places(expected.wrong)}")
    unsettled = [row.ref for row in expected.of(Outcome.CONFLICTING) if row.ref not in {*from_file, *from_app}]
    if unsettled:
        refs = ", ".join(unsettled)
        raise AuditError(f"Nothing was taken in: {refs} changed here since the file was made. Choose a side.")
    marks = {row.ref: row.stamp for row in returned.rows if row.is_new}
    audit_round = round_queries.by_ref(db, returned.round)
    for row in expected.rows:
        if row.outcome is not Outcome.UNCHANGED and row.ref not in from_app:
            _keep(db, by=by, audit_round=audit_round, row=row, mark=marks.get(row.ref, ""), now=now)
    return expected


def _keep(db: Db, *, by: Person, audit_round: Round, row: Brought, mark: str, now: datetime) -> None:
    ref, round_id = row.ref, audit_round.id
    if row.planned is not None and row.outcome is Outcome.NEW:
        ref = records.next_ref(db)
        records.add_action(db, round_id=round_id, action=replace(row.planned, ref=ref), by=by, now=now)
        records.note_file_row(db, round_id=round_id, ref=ref, token=mark)
        event = "action decided, from a workbook"
        trail.note(db, by=by, event=event, about=f"{audit_round.ref} {ref}", now=now, content=row.planned.text)
    elif row.planned is not None:
        records.change_action(db, round_id=round_id, action=row.planned)
        about, version = f"{audit_round.ref} {ref}", row.planned.version + 1
        event = "action changed, from a workbook"
        trail.note(db, by=by, event=event, about=about, version=version, now=now, content=repr(row.planned))
    if row.update is not None:
        records.add_update(db, round_id=round_id, ref=ref, update=row.update, by=by, now=now)
        event = "action updated, from a workbook"
        trail.note(db, by=by, event=event, about=f"{audit_round.ref} {ref}", now=now, content=repr(row.update))


def _texts(plan: ActionPlan, row: FileRow, brings: Brought) -> Iterator[IncomingText]:
    for name in own_words(plan):
        if name in brings.fields and row.cells.get(name, "").strip():
            yield incoming(row.ref, HEADINGS[name], row.cells[name], look)


def _row_wrong(
    person: Person, plan: ActionPlan, returned: PlanReturn, row: FileRow, brings: Brought
) -> Iterator[Wrong]:
    gap = rules.gap(row, brings, plan)
    if gap is not None:
        yield returned.wrong_at(row.ref, *gap)
    elif brings.planned is not None and not _may_plan(person, plan.audit_round):
        name = brings.fields[0] if brings.fields else rules.Field.TEXT
        why = "Only a facilitator changes what was planned, and only until the round is closed. Undo this change."
        yield returned.wrong_at(row.ref, name, why)


def _may_plan(person: Person, audit_round: Round) -> bool:
    return person.may(Act.DECIDE) and audit_round.stage in _OPEN


def _plan(db: Db, viewer: Viewer, round_ref: str) -> ActionPlan:
    return plans.plan(db, viewer=viewer, audit_round=round_queries.by_ref(db, round_ref))
