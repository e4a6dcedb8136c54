"""Where everything stands in the plan's workbook; the writer and the reader both go by it.

In: the plan, and when and for whom the file is made.
Out: the columns, the words to choose from, and the rows with what each cell says when it goes out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from audit.documents.typed import fit
from audit.domain.plan.actions import STATUS_KEY, Action, ActionPlan, Impact, Priority, Progress, Status
from audit.domain.plan.workbook import PLANNED, Field, value

ACTIONS, INSTRUCTIONS, LISTS = "Actions", "Instructions", "Lists"
HEAD, SPARE = 4, 25  # the row of the headings; how many empty rows are ready for new actions
REF, STAMP, STATUS = "ref", "stamp", "status"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of the sheet of actions."""

    name: str  # a Field, or one of the three that nobody fills in
    heading: str
    width: int
    prompt: str = ""  # shown where a word is chosen


COLUMNS = (
    Column(name=REF, heading="No.", width=8),
    Column(name=STAMP, heading="Version", width=14),
    Column(name=STATUS, heading="Status now", width=18),
    Column(name=Field.FINDING, heading="Finding", width=9, prompt="Choose the finding the action is about."),
    Column(name=Field.TEXT, heading="What will be done", width=38),
    Column(name=Field.MEASURE, heading="The difference for children", width=38),
    Column(name=Field.LEAD, heading="Lead agency", width=20, prompt="Choose the agency that leads."),
    Column(name=Field.OWNER, heading="Owner, by role", width=22),
    Column(name=Field.DUE, heading="Due", width=12),
    Column(name=Field.PRIORITY, heading="Priority", width=10, prompt="Choose how pressing it is."),
    Column(name=Field.ADVICE, heading="Recommendation", width=30),
    Column(name=Field.PROGRESS, heading="The work", width=14, prompt="Choose how far the work has come."),
    Column(name=Field.SAID, heading="What has happened", width=38),
    Column(name=Field.IMPACT, heading="Difference to children", width=20, prompt="Choose what is known of it."),
    Column(name=Field.EVIDENCE, heading="What shows it", width=34),
    Column(name=Field.NEW_DUE, heading="New due date", width=13),
    Column(name=Field.BY, heading="Who says so, by role", width=22),
)
HEADINGS = {column.name: column.heading for column in COLUMNS}
FIRST_ONLY = (Field.FINDING, Field.DUE)  # filled in on new rows alone
LATER_ONLY = (Field.PROGRESS, Field.SAID, Field.IMPACT, Field.EVIDENCE, Field.NEW_DUE, Field.BY)
FIELDS = tuple(Field(one.name) for one in COLUMNS if one.name not in (REF, STAMP, STATUS))
DATES = (Field.DUE, Field.NEW_DUE)


@dataclass(frozen=True, kw_only=True)
class PlanForm:
    """A plan on its way out to Excel: a working file for the audit group and the owners of actions."""

    plan: ActionPlan
    made_on: date
    mark: str  # of this file; no other file has it
    partnership: str = ""
    marking: str = ""
    unfinished: str = ""  # what is not finished in the round; empty: nothing
    may_plan: bool = True  # False: what was planned is locked, and there are no rows for new actions


def choices(plan: ActionPlan, name: Field) -> Mapping[str, str]:
    """Return the words to choose from by what they stand for; empty for a field in one's own words."""
    if name is Field.FINDING:
        return {one.ref: one.ref for one in plan.findings}
    if name is Field.LEAD:
        return {one.ref: one.short_name for one in plan.audit_round.agencies}
    if name is Field.PRIORITY:
        return {one.value: one.value.capitalize() for one in Priority}
    if name is Field.PROGRESS:
        return {one.value: one.label for one in Progress}
    return {one.value: one.label for one in Impact} if name is Field.IMPACT else {}


def own_words(plan: ActionPlan) -> tuple[Field, ...]:
    """Return the fields in somebody's own words, in the order of the sheet."""
    return tuple(name for name in FIELDS if name not in DATES and not choices(plan, name))


def cells(action: Action, words: Mapping[Field, Mapping[str, str]]) -> dict[Field, str]:
    """Return what each cell of an action says when it goes out; days as 2027-03-31."""
    values = {name: fit(value(action, name)) for name in FIELDS}
    return {name: words[name].get(said, said) if name in words else said for name, said in values.items()}


_MAY_PLAN = (
    "Pale blue cells under “What will be done” to “Recommendation” may be changed. New actions go into the rows called "
    "New 1, New 2 and so on, beneath."
)
_PROGRESS = "In “What has happened”, “The work” and the columns after it. Leave a row alone where there is nothing new."
_DIFFERENCE = (
    "It is not the same as making a difference. Where a difference is shown or partly shown, say what shows it."
)
_BACK = (
    "Save it as an Excel workbook (.xlsx), without macros. Before anything is taken in, it is shown what is new, "
    "changed or wrong, and what was changed elsewhere meanwhile."
)


def may_fill_in(form: PlanForm, name: Field, *, is_new: bool) -> bool:
    """Say whether a cell can be filled in."""
    if is_new:
        return name not in LATER_ONLY
    return name in LATER_ONLY or (name in PLANNED and form.may_plan)


def new_ref(number: int) -> str:
    """Return what a row for a new action is called in the file."""
    return f"New {number}"


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
                *((one.value.capitalize(), f"{_cap(STATUS_KEY[one])}.") for one in Status),
                (
                    "The work",
                    "What the owner reported last. The status is worked out from it and from the first due date.",
                ),
            ),
        ),
    )


def _cap(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"
