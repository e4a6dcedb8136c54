"""The plan in Excel, out and back in: what a file brings is looked at first, and what is right can be taken in.

In: a round; or what a workbook that came back gives, and which side was chosen where both changed.
Out: the form to write a workbook from; what is new, changed, unchanged, conflicting and wrong; the plan changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from audit.documents.excel.list_reading import ListReturn, ReturnedRow
from audit.documents.excel.list_workbook import REF
from audit.documents.excel.returned import Answers, Gathered, Outcome, Preview, differing, to_take_in
from audit.documents.plan.workbook import PlanForm, cells
from audit.domain.days import day_of
from audit.domain.people.person import Act, Person, Viewer
from audit.domain.plan import workbook as rules
from audit.domain.plan.actions import Action, ActionPlan, Update
from audit.domain.plan.closing import notice
from audit.domain.plan.unnamed import without_references
from audit.domain.plan.workbook import PLANNED, UPDATED, ActionChange, Field
from audit.domain.rounds.audit_round import Round, Stage
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
_NOT_PLANNED = "Only a facilitator changes what was planned, and only until the round is closed. Undo this change."


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


def preview(db: Db, *, viewer: Viewer, returned: ListReturn, today: date) -> Preview[ActionChange]:
    """Return what taking a workbook in would do; nothing is written."""
    viewer.person.must_be_allowed(Act.UPDATE_ACTIONS)
    plan = _plan(db, viewer, returned.about)
    known = plans.from_file(db, viewer=viewer, audit_round=plan.audit_round)
    gathered: Gathered[ActionChange] = Gathered(returned, look)
    actions = {action.ref: action for action in plan.actions}
    sent = {action.ref: cells(action) for action in without_references(plan).actions}
    look_at = _Look(gathered, returned, viewer.person, today, may_plan=_may_plan(viewer.person, plan.audit_round))
    for row in returned.rows:
        if row.is_new:
            look_at.new(row, known)
        elif row.ref in actions:
            look_at.existing(row, actions[row.ref], sent[row.ref])
        elif row.changed:
            gathered.is_wrong(row, REF, f"{row.ref} is not in the plan any more.")
    return gathered.preview(actions)


class _Look:
    """A look at the rows of a workbook, one by one."""

    def __init__(
        self, gathered: Gathered[ActionChange], returned: ListReturn, person: Person, today: date, *, may_plan: bool
    ) -> None:
        self._gathered, self._returned, self._today, self._may_plan = gathered, returned, today, may_plan
        self._by = person.name

    def new(self, row: ReturnedRow, known: Mapping[str, str]) -> None:
        """Look at a row for a new action; `known` are those that were taken in before, by their marks."""
        if row.stamp in known:
            self._gathered.is_here(known[row.stamp])
        elif not self._may_plan:
            self._gathered.is_wrong(row, Field.TEXT, _NOT_PLANNED)
        else:
            change = ActionChange(planned=rules.new_action(row.cells))
            self._gathered.brings(row, row.changed, change, clashing={})

    def existing(self, row: ReturnedRow, action: Action, here: Mapping[str, str]) -> None:
        """Look at a row about an action; `here` is what its cells would say if they went out now."""
        found = differing(self._returned, row, here)
        plans_anew = {name: found[name] for name in PLANNED if name in found}
        if plans_anew and not self._may_plan:
            self._gathered.is_wrong(row, next(iter(plans_anew)), _NOT_PLANNED)
            plans_anew = {}
        update = self._update(row, action)
        said = [name for name in UPDATED if name in row.changed] if update else []
        if not plans_anew and not said:
            self._gathered.is_here(row.ref)
            return
        clashing: dict[str, str] = {
            name: here[name] for name, brings in plans_anew.items() if brings is Outcome.CONFLICTING
        }
        part = ActionChange(
            planned=rules.planned(action, row.cells, plans_anew.keys() - clashing.keys()), update=update
        )
        if said and row.stamp != str(len(action.updates)):
            clashing |= {name: rules.last_said(action, name) for name in said}
            part = replace(part, update=None)
        whole = ActionChange(planned=rules.planned(action, row.cells, plans_anew), update=update)
        self._gathered.brings(row, [*plans_anew, *said], whole, clashing=clashing, rest=part)

    def _update(self, row: ReturnedRow, action: Action) -> Update | None:
        """Return what a row says of an action; None, and that it is wrong, where that makes no sense."""
        update = rules.update(action, row.cells, row.changed, today=self._today, by=self._by)
        gap = rules.update_gap(update) if update is not None else None
        if gap is not None:
            self._gathered.is_wrong(row, *gap)
        return update if gap is None else None


def take_in(
    db: Db,
    *,
    by: Person,
    returned: ListReturn,
    seen: Preview[ActionChange],
    answers: Answers = Answers(),  # noqa: B008 - frozen
    now: datetime,
) -> Preview[ActionChange]:
    """Take a workbook in, as it was decided, and return what was done.

    Raises AuditError, writing nothing, where something is still to be decided; Conflict where something changed since
    the preview `seen`.
    """
    expected = preview(db, viewer=Viewer.of(by), returned=returned, today=day_of(now))
    marks = {row.ref: row.stamp for row in returned.rows if row.is_new}
    audit_round = round_queries.by_ref(db, returned.about)
    for row, change in to_take_in(expected, seen, answers):
        _keep(db, by=by, audit_round=audit_round, ref=row.ref, change=change, mark=marks.get(row.ref, ""), now=now)
    return expected


def _keep(db: Db, *, by: Person, audit_round: Round, ref: str, change: ActionChange, mark: str, now: datetime) -> None:
    round_id, planned, update = audit_round.id, change.planned, change.update
    if planned is not None and mark:
        ref = records.next_ref(db)
        records.add_action(db, round_id=round_id, action=replace(planned, ref=ref), by=by, now=now)
        records.note_file_row(db, round_id=round_id, ref=ref, token=mark)
        event = "action decided, from a workbook"
        trail.note(db, by=by, event=event, about=f"{audit_round.ref} {ref}", now=now, content=planned.text)
    elif planned is not None:
        records.change_action(db, round_id=round_id, action=planned)
        about, version = f"{audit_round.ref} {ref}", planned.version + 1
        event = "action changed, from a workbook"
        trail.note(db, by=by, event=event, about=about, version=version, now=now, content=repr(planned))
    if update is not None:
        records.add_update(db, round_id=round_id, ref=ref, update=update, by=by, now=now)
        event = "action updated, from a workbook"
        trail.note(db, by=by, event=event, about=f"{audit_round.ref} {ref}", now=now, content=repr(update))


def _may_plan(person: Person, audit_round: Round) -> bool:
    return person.may(Act.DECIDE) and audit_round.stage in _OPEN


def _plan(db: Db, viewer: Viewer, round_ref: str) -> ActionPlan:
    return plans.plan(db, viewer=viewer, audit_round=round_queries.by_ref(db, round_ref))
