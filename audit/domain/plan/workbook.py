"""The plan in Excel: what the cells of a row that came back make of an action.

In: an action as it is kept, and the cells of a workbook's row that somebody changed.
Out: the action as the row plans it, and what the row says of it; whether that makes sense.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from audit.domain.plan.actions import Action, Impact, Priority, Progress, Update

Cells = Mapping[str, str]  # by field and by value: an agency's ref, a day as 2027-03-31


class Field(StrEnum):
    """What a cell that can be filled in is for."""

    FINDING = "finding"
    TEXT = "text"
    MEASURE = "measure"
    LEAD = "lead"
    OWNER = "owner"
    DUE = "due"
    PRIORITY = "priority"
    ADVICE = "advice"
    PROGRESS = "progress"
    UPDATE_TEXT = "said"
    IMPACT = "impact"
    EVIDENCE = "evidence"
    NEW_DUE = "new_due"
    BY = "by"


PLANNED = (Field.TEXT, Field.MEASURE, Field.LEAD, Field.OWNER, Field.PRIORITY, Field.ADVICE)
_WORDS = (Field.UPDATE_TEXT, Field.EVIDENCE, Field.NEW_DUE)  # without one of them nothing was said
UPDATED = (Field.PROGRESS, Field.UPDATE_TEXT, Field.IMPACT, Field.EVIDENCE, Field.NEW_DUE, Field.BY)
_TEXTS = {
    Field.TEXT: "text",
    Field.MEASURE: "success_measure",
    Field.LEAD: "lead_agency",
    Field.OWNER: "owner",
    Field.ADVICE: "recommendation",
}


@dataclass(frozen=True, kw_only=True)
class ActionChange:
    """What is kept of a row."""

    planned: Action | None = None  # None: the plan of it stays
    update: Update | None = None  # None: nothing new is said of it


def value(action: Action, name: Field) -> str:
    """Return what an action says in a cell; empty for what is only ever added."""
    return {
        Field.FINDING: action.finding,
        Field.TEXT: action.text,
        Field.MEASURE: action.success_measure,
        Field.LEAD: action.lead_agency,
        Field.OWNER: action.owner,
        Field.DUE: action.due_now.isoformat(),
        Field.PRIORITY: action.priority.value,
        Field.ADVICE: action.recommendation,
        Field.PROGRESS: action.progress.value,
        Field.IMPACT: action.impact.value,
    }.get(name, "")


def new_action(cells: Cells) -> Action:
    """Return the action that a new row plans."""
    return Action(
        ref="",
        finding=cells.get(Field.FINDING, ""),
        text=cells.get(Field.TEXT, ""),
        success_measure=cells.get(Field.MEASURE, ""),
        lead_agency=cells.get(Field.LEAD, ""),
        owner=cells.get(Field.OWNER, ""),
        due=date.fromisoformat(cells[Field.DUE]),
        recommendation=cells.get(Field.ADVICE, ""),
        priority=Priority(cells.get(Field.PRIORITY, Priority.MEDIUM)),
    )


def planned(action: Action, cells: Cells, names: Collection[str]) -> Action | None:
    """Return the action as a row plans it, going by the cells of the names; None where the plan of it stays."""
    changes = {_TEXTS[name]: cells.get(name, "") for name in PLANNED if name in names and name in _TEXTS}
    made = replace(action, **changes)  # type: ignore[arg-type]
    if Field.PRIORITY in names:
        made = replace(made, priority=Priority(cells.get(Field.PRIORITY) or action.priority))
    return made if made != action else None


def update_gap(update: Update) -> tuple[Field, str] | None:
    """Return the cell that is wrong in what a row says of an action, and why; None where nothing is."""
    if not update.text.strip() and not update.evidence_of_impact.strip():
        return Field.UPDATE_TEXT, "Say in a sentence what has happened."
    if update.impact in (Impact.PARTLY, Impact.SHOWN) and not update.evidence_of_impact.strip():
        return Field.EVIDENCE, "Say what shows the difference for children. Impact needs evidence."
    if update.new_due is not None and not update.text.strip():
        return Field.UPDATE_TEXT, "Say why the due date moves."
    return None


def update(action: Action, cells: Cells, changed: Collection[str], *, today: date, by: str) -> Update | None:
    """Return what a row says of an action; None where it says nothing, or nothing that is not here already."""
    progress = Progress(cells.get(Field.PROGRESS) or action.progress)
    impact = Impact(cells.get(Field.IMPACT) or action.impact)
    moved = {Field.PROGRESS} if Field.PROGRESS in changed and progress is not action.progress else set()
    moved |= {Field.IMPACT} if Field.IMPACT in changed and impact is not action.impact else set()
    if not moved and not any(cells.get(name, "").strip() for name in _WORDS if name in changed):
        return None
    made = Update(
        on=today,
        by=cells.get(Field.BY, "").strip() or by,
        progress=progress if Field.PROGRESS in changed else action.progress,
        text=cells.get(Field.UPDATE_TEXT, ""),
        impact=impact if Field.IMPACT in changed or cells.get(Field.EVIDENCE) else Impact.NOT_KNOWN,
        evidence_of_impact=cells.get(Field.EVIDENCE, ""),
        new_due=date.fromisoformat(cells[Field.NEW_DUE]) if cells.get(Field.NEW_DUE) else None,
    )
    return None if any(_same(made, existing, changed) for existing in action.updates) else made


def _same(made: Update, existing: Update, changed: Collection[str]) -> bool:
    """Say whether an update is here already; the work's progress counts only where the file said it anew."""
    adjusted = replace(existing, on=made.on, by=made.by, said_at_utc=None)
    if Field.PROGRESS not in changed:
        adjusted = replace(adjusted, progress=made.progress)
    if Field.IMPACT not in changed and made.impact is not existing.impact:
        adjusted = replace(adjusted, impact=made.impact)
    return adjusted == made


def last_said(action: Action, name: Field) -> str:
    """Return what was said last of an action in a cell that an update fills in."""
    last = action.updates[-1] if action.updates else None
    if last is None or name in (Field.PROGRESS, Field.IMPACT):
        return value(action, name)
    words = {Field.UPDATE_TEXT: last.text, Field.EVIDENCE: last.evidence_of_impact, Field.BY: last.by}
    return words.get(name, action.due_now.isoformat())
