"""The plan as an Excel workbook that comes back.

In: the plan; or the bytes of a workbook that came back.
Out: the bytes of one .xlsx file: a row an action, empty rows for new ones, and instructions; or what it gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from audit.documents.excel import list_reading
from audit.documents.excel.list_reading import ListReturn
from audit.documents.excel.list_workbook import (
    REF_COLUMN,
    SPARE,
    Column,
    Day,
    Fills,
    ListForm,
    ListRow,
    ListSheet,
    write_list,
)
from audit.domain.english import capital
from audit.domain.plan import action_words
from audit.domain.plan.actions import STATUS_KEY, Action, ActionPlan, Impact, Priority, Progress, Status
from audit.domain.plan.workbook import Field, value
from audit.errors import WrongInput

_KIND, _CALLED, _STATUS, _LEADS = "plan 2", "a plan’s workbook", "status", "Choose the agency that leads."
_DUE_FIXED = "This cell is fixed. Undo the change; a due date moves under “New due date”, with its reason."
_STATUS_FIXED = "This cell is fixed. Undo the change, and say under “The work” how far it has come."


@dataclass(frozen=True, kw_only=True)
class PlanForm:
    """A plan on its way out to Excel: a working file for the audit group and the owners of actions."""

    plan: ActionPlan
    made_on: date
    mark: str  # of this file; no other file has it
    partnership: str = ""
    marking: str = ""
    unfinished: str = ""  # what is not finished in the round; empty: nothing
    may_plan: bool = True  # False: what was planned is fixed, and there are no rows for new actions


def columns(plan: ActionPlan, *, may_plan: bool = True) -> tuple[Column, ...]:
    """Return the columns, with what can be chosen in this plan."""
    return (
        REF_COLUMN,
        Column(name=_STATUS, heading="Status now", width=18, fills=Fills.NONE, fixed=_STATUS_FIXED),
        *_planned_columns(plan, Fills.ALL if may_plan else Fills.NONE),
        *_update_columns(),
    )


def _planned_columns(plan: ActionPlan, fills: Fills) -> tuple[Column, ...]:
    refs = {finding.ref: finding.ref for finding in plan.findings}
    agencies = {agency.ref: agency.short_name for agency in plan.audit_round.agencies}
    priorities = {priority.value: priority.value.capitalize() for priority in Priority}
    which, by_when = "Choose the finding that the action is about.", "Say by which day it will be done."
    column = partial(_column, fills=fills)
    return (
        column(Field.FINDING, "Finding", 9, fills=Fills.NEW, choices=refs, prompt=which, needed=which),
        column(Field.TEXT, "What will be done", 38, needed=_needed("what will be done")),
        column(Field.MEASURE, "The difference for children", 38, needed=_needed("the difference for children")),
        column(Field.LEAD, "Lead agency", 20, choices=agencies, prompt=_LEADS, needed=_needed("who leads")),
        column(Field.OWNER, "Owner, by role", 22, needed=_needed("the owner, by role")),
        column(Field.DUE, "Due", 12, fills=Fills.NEW, day=Day.AHEAD, needed=by_when, fixed=_DUE_FIXED),
        column(Field.PRIORITY, "Priority", 10, choices=priorities, prompt="Choose how pressing it is."),
        column(Field.ADVICE, "Recommendation", 30),
    )


def _update_columns() -> tuple[Column, ...]:
    work = {progress.value: progress.label for progress in Progress}
    column = partial(_column, fills=Fills.LATER, group="update")
    known = {impact.value: impact.label for impact in Impact}
    return (
        column(Field.PROGRESS, "The work", 14, choices=work, prompt="Choose how far the work has come."),
        column(Field.UPDATE_TEXT, "What has happened", 38),
        column(Field.IMPACT, "Difference to children", 20, choices=known, prompt="Choose what is known of it."),
        column(Field.EVIDENCE, "What shows it", 34),
        column(Field.NEW_DUE, "New due date", 13, day=Day.AHEAD),
        column(Field.BY, "Who says so, by role", 22),
    )


def _column(name: Field, heading: str, width: int, **more: Any) -> Column:  # noqa: ANN401 - as Column has them
    return Column(name=name, heading=heading, width=width, **more)


def _needed(meaning: str) -> str:
    return f"Say {meaning}. An action needs it."


def cells(action: Action) -> dict[str, str]:
    """Return what each cell of an action says, by value."""
    return {name: value(action, name) for name in Field}


_MAY_PLAN = (
    "Pale blue cells under “What will be done” to “Recommendation” may be changed. New actions go into the rows called "
    "New 1, New 2 and so on, beneath."
)
_PROGRESS = "In “What has happened”, “The work” and the columns after it. Leave a row alone where there is nothing new."
_DIFFERENCE = (
    "It is not the same as making a difference. Where a difference is shown or partly shown, say what shows it."
)
_BACK = (
    "Save it as an Excel workbook (.xlsx), without macros. Before anything is taken in, you see what is new, changed "
    "or wrong, and what was changed here meanwhile. What is right can be taken in; what is wrong comes back marked."
)


def instructions(form: PlanForm) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return the parts of the instructions, each with its lines."""
    planned = _MAY_PLAN if form.may_plan else "What was planned is locked. A facilitator changes it."
    steps = (
        ("1. Say how it is going", _PROGRESS),
        ("2. Being done", _DIFFERENCE),
        ("3. If the date moves", "Write the new one under “New due date”, and why under “What has happened”."),
        ("4. What was planned", planned),
        ("5. Send it back", _BACK),
        ("No names", "Write “the child”, “the carer”. No names, dates of birth, addresses or numbers."),
    )
    return (
        ("How to fill this in", steps),
        (
            "What the status means",
            (
                *((status.value.capitalize(), f"{capital(STATUS_KEY[status])}.") for status in Status),
                (
                    "The work",
                    "What the owner reported last. The status is worked out from it and from the first due date.",
                ),
            ),
        ),
    )


WORKING_FILE = "Working file for the audit group and action owners: it holds texts as they were written."


def write_plan_workbook(form: PlanForm) -> bytes:
    """Return the workbook of a plan; raises AuditError where a text is too long for a cell."""
    audit_round = form.plan.audit_round
    help_line = "Fill in the pale blue cells. See the Instructions sheet for how, and for what each status means."
    rows = [
        ListRow(
            ref=action.ref,
            cells={_STATUS: action_words.standing(action, form.made_on), **cells(action)},
            stamp=str(len(action.updates)),
        )
        for action in form.plan.actions
    ]
    sheet = ListSheet(
        name="Actions",
        columns=columns(form.plan, may_plan=form.may_plan),
        rows=rows,
        title=f"Action plan: {audit_round.title}",
        lines=(f"{form.partnership} · round {audit_round.ref} · {WORKING_FILE}", f"{help_line} {form.unfinished}"),
        spare=SPARE if form.may_plan else 0,
    )
    return write_list(
        ListForm(
            kind=_KIND,
            about=audit_round.ref,
            sheets=[sheet],
            title=sheet.title,
            sections=instructions(form),
            marking=form.marking,
            made_on=form.made_on,
            mark=form.mark,
        )
    )


def whose_plan(data: bytes) -> str:
    """Return the round that a workbook says it is for; raises WrongInput for any other file."""
    return list_reading.about_of(data, kind=_KIND, called=_CALLED)


def read_plan_workbook(data: bytes, plan: ActionPlan) -> ListReturn:
    """Return what a plan’s workbook gives; raises WrongInput where the file is none, or is for another round."""
    returned = list_reading.read_list(data, kind=_KIND, called=_CALLED, columns=columns(plan))
    if returned.about != plan.audit_round.ref:
        raise WrongInput(f"This workbook is for round {returned.about}. Open that round, then take it in there.")
    return returned
