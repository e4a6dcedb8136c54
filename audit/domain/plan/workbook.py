"""The plan in Excel: what a row that came back changes, beside the plan as it stands now.

In: an action as it is kept, and a row of a workbook with the cells that somebody changed in it.
Out: new, changed, unchanged or conflicting; a conflict is settled by a person, and nothing is written over unseen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from audit.domain.plan.actions import Action, ActionPlan, Impact, Priority, Progress, Update


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
_SAYS = (*_WORDS, Field.PROGRESS, Field.IMPACT)


class Outcome(StrEnum):
    """What a row brings."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CONFLICTING = "conflicting"


@dataclass(frozen=True, kw_only=True)
class FileRow:
    """A row of a workbook that came back."""

    ref: str  # of the action; "New 1" for a row that was empty
    stamp: str  # of the action when the file was made; for a new row the row's own mark
    cells: Mapping[Field, str] = field(default_factory=dict)  # by value: an agency's ref, a day as 2027-03-31
    changed: frozenset[Field] = frozenset()  # the cells that do not say what went out
    is_new: bool = False


@dataclass(frozen=True, kw_only=True)
class Clash:
    """A cell that was changed in the file and, since it was made, here."""

    field: Field
    stored: str
    in_file: str


@dataclass(frozen=True, kw_only=True)
class Brought:
    """What a row brings, and what it would make of the action."""

    ref: str
    outcome: Outcome
    fields: tuple[Field, ...] = ()  # those that are new or changed
    planned: Action | None = None  # the action as the file plans it; None: the plan of it stays
    update: Update | None = None  # None: nothing new is said of it
    clashes: tuple[Clash, ...] = ()


def stamp(action: Action) -> str:
    """Return what tells whether an action changed since: its version, and how often something was said of it."""
    return f"{action.version}.{len(action.updates)}"


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


def brought(action: Action, row: FileRow, *, today: date, by: str) -> Brought:
    """Return what a row brings to an action that is there."""
    planned = [name for name in PLANNED if name in row.changed and row.cells.get(name, "") != value(action, name)]
    update = _update(action, row, today=today, by=by)
    update_fields = [name for name in (*_SAYS, Field.BY) if name in row.changed] if update is not None else []
    if not planned and update is None:
        return Brought(ref=row.ref, outcome=Outcome.UNCHANGED)
    version, _, count = row.stamp.partition(".")
    clashing = list(planned) if version != str(action.version) else []
    clashing += update_fields if count != str(len(action.updates)) else []
    return Brought(
        ref=row.ref,
        outcome=Outcome.CONFLICTING if clashing else Outcome.CHANGED,
        fields=(*planned, *update_fields),
        planned=_planned(action, row, planned) if planned else None,
        update=update,
        clashes=tuple(
            Clash(field=name, stored=_stored_text(action, name), in_file=row.cells.get(name, "")) for name in clashing
        ),
    )


def new(row: FileRow, *, known: Mapping[str, str]) -> Brought:
    """Return the action that a new row plans; `known` are the rows that were taken in before, by their marks."""
    if not row.cells:
        return Brought(ref=row.ref, outcome=Outcome.UNCHANGED)
    if row.stamp in known:
        return Brought(ref=known[row.stamp], outcome=Outcome.UNCHANGED)
    cells = row.cells
    action = Action(
        ref="",
        finding=cells.get(Field.FINDING, ""),
        text=cells.get(Field.TEXT, ""),
        success_measure=cells.get(Field.MEASURE, ""),
        lead_agency=cells.get(Field.LEAD, ""),
        owner=cells.get(Field.OWNER, ""),
        due=date.fromisoformat(cells[Field.DUE]) if Field.DUE in cells else date.max,
        recommendation=cells.get(Field.ADVICE, ""),
        priority=Priority(cells.get(Field.PRIORITY, Priority.MEDIUM)),
    )
    return Brought(ref=row.ref, outcome=Outcome.NEW, fields=tuple(cells), planned=action)


def gap(row: FileRow, brings: Brought, plan: ActionPlan) -> tuple[Field, str] | None:
    """Return the cell that is wrong in what a row brings, and why; None where nothing is."""
    needed = {
        Field.TEXT: "what will be done",
        Field.MEASURE: "the difference for children",
        Field.LEAD: "who leads",
        Field.OWNER: "the owner, by role",
    }
    if brings.planned is not None:
        for name, meaning in needed.items():
            if not value(brings.planned, name).strip():
                return name, f"Say {meaning}. An action needs it."
    if brings.outcome is Outcome.NEW:
        if Field.DUE not in row.cells:
            return Field.DUE, "Say by which day it will be done."
        if row.cells.get(Field.FINDING) not in {finding.ref for finding in plan.findings}:
            return Field.FINDING, "Choose the finding that the action is about."
    return _update_gap(brings.update)


def _update_gap(update: Update | None) -> tuple[Field, str] | None:
    if update is None:
        return None
    if not update.text.strip() and not update.evidence_of_impact.strip():
        return Field.UPDATE_TEXT, "Say in a sentence what has happened."
    if update.impact in (Impact.PARTLY, Impact.SHOWN) and not update.evidence_of_impact.strip():
        return Field.EVIDENCE, "Say what shows the difference for children. Impact needs evidence."
    if update.new_due is not None and not update.text.strip():
        return Field.UPDATE_TEXT, "Say why the due date moves."
    return None


def _planned(action: Action, row: FileRow, names: list[Field]) -> Action:
    cells = row.cells
    texts = {
        Field.TEXT: "text",
        Field.MEASURE: "success_measure",
        Field.LEAD: "lead_agency",
        Field.OWNER: "owner",
        Field.ADVICE: "recommendation",
    }
    changes = {texts[name]: cells.get(name, "") for name in names if name in texts}
    made = replace(action, **changes)  # type: ignore[arg-type]
    if Field.PRIORITY in names:
        made = replace(made, priority=Priority(cells.get(Field.PRIORITY) or action.priority))
    return made


def _update(action: Action, row: FileRow, *, today: date, by: str) -> Update | None:
    """Return what the row says of the action; None where it says nothing, or nothing that is not here already."""
    cells = row.cells
    progress = Progress(cells.get(Field.PROGRESS) or action.progress)
    impact = Impact(cells.get(Field.IMPACT) or action.impact)
    moved = {Field.PROGRESS} if Field.PROGRESS in row.changed and progress is not action.progress else set()
    moved |= {Field.IMPACT} if Field.IMPACT in row.changed and impact is not action.impact else set()
    if not moved and not any(cells.get(name, "").strip() for name in _WORDS):
        return None
    made = Update(
        on=today,
        by=cells.get(Field.BY, "").strip() or by,
        progress=progress if Field.PROGRESS in row.changed else action.progress,
        text=cells.get(Field.UPDATE_TEXT, ""),
        impact=impact if Field.IMPACT in row.changed or cells.get(Field.EVIDENCE) else Impact.NOT_KNOWN,
        evidence_of_impact=cells.get(Field.EVIDENCE, ""),
        new_due=date.fromisoformat(cells[Field.NEW_DUE]) if cells.get(Field.NEW_DUE) else None,
    )
    return None if any(_same(made, update, row) for update in action.updates) else made


def _same(made: Update, existing: Update, row: FileRow) -> bool:
    """Say whether an update is here already; the work's progress counts only where the file said it anew."""
    adjusted = replace(existing, on=made.on, by=made.by, said_at_utc=None)
    if Field.PROGRESS not in row.changed:
        adjusted = replace(adjusted, progress=made.progress)
    if Field.IMPACT not in row.changed and made.impact is not existing.impact:
        adjusted = replace(adjusted, impact=made.impact)
    return adjusted == made


def _stored_text(action: Action, name: Field) -> str:
    last = action.updates[-1] if action.updates else None
    if name is Field.UPDATE_TEXT:
        return last.text if last else ""
    if name is Field.EVIDENCE:
        return last.evidence_of_impact if last else ""
    if name is Field.BY:
        return last.by if last else ""
    return action.due_now.isoformat() if name is Field.NEW_DUE else value(action, name)
