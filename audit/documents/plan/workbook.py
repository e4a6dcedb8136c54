"""The plan as an Excel workbook that comes back.

In: the plan.
Out: the bytes of one .xlsx file: instructions, a row an action, empty rows for new ones; nothing is a formula.

Here too:
- Where everything stands in the plan's workbook; the writer and the reader both go by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import NamedStyle, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.excel import sheets, writing
from audit.documents.excel.sheets import MOST
from audit.documents.rating import workbook
from audit.documents.rating.layout import Look
from audit.documents.typed import fit
from audit.domain.english import capital, long_day
from audit.domain.plan import action_words
from audit.domain.plan.actions import STATUS_KEY, Action, ActionPlan, Impact, Priority, Progress, Status
from audit.domain.plan.workbook import PLANNED, Field, stamp, value
from audit.errors import AuditError

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
    Column(name=Field.UPDATE_TEXT, heading="What has happened", width=38),
    Column(name=Field.IMPACT, heading="Difference to children", width=20, prompt="Choose what is known of it."),
    Column(name=Field.EVIDENCE, heading="What shows it", width=34),
    Column(name=Field.NEW_DUE, heading="New due date", width=13),
    Column(name=Field.BY, heading="Who says so, by role", width=22),
)
HEADINGS = {column.name: column.heading for column in COLUMNS}
FIRST_ONLY = (Field.FINDING, Field.DUE)  # filled in on new rows alone
LATER_ONLY = (Field.PROGRESS, Field.UPDATE_TEXT, Field.IMPACT, Field.EVIDENCE, Field.NEW_DUE, Field.BY)
FIELDS = tuple(Field(column.name) for column in COLUMNS if column.name not in (REF, STAMP, STATUS))
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
        return {finding.ref: finding.ref for finding in plan.findings}
    if name is Field.LEAD:
        return {agency.ref: agency.short_name for agency in plan.audit_round.agencies}
    if name is Field.PRIORITY:
        return {priority.value: priority.value.capitalize() for priority in Priority}
    if name is Field.PROGRESS:
        return {progress.value: progress.label for progress in Progress}
    return {impact.value: impact.label for impact in Impact} if name is Field.IMPACT else {}


def own_words(plan: ActionPlan) -> tuple[Field, ...]:
    """Return the fields in somebody's own words, in the order of the sheet."""
    return tuple(name for name in FIELDS if name not in DATES and not choices(plan, name))


def row_cells(action: Action, words: Mapping[Field, Mapping[str, str]]) -> dict[Field, str]:
    """Return what each cell of an action says when it goes out; days as 2027-03-31."""
    values = {name: fit(value(action, name)) for name in FIELDS}
    return {name: words[name].get(text, text) if name in words else text for name, text in values.items()}


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
                *((status.value.capitalize(), f"{capital(STATUS_KEY[status])}.") for status in Status),
                (
                    "The work",
                    "What the owner reported last. The status is worked out from it and from the first due date.",
                ),
            ),
        ),
    )


FORMAT = "plan 1"
WORKING_FILE = "Working file for the audit group and action owners: it holds texts as they were written."
_DATE, _DATE_FIXED = "Audit date", "Audit date fixed"
_DAY_FORMAT = "dd/mm/yyyy"
_AT = {column.name: get_column_letter(place) for place, column in enumerate(COLUMNS, start=1)}
_WIDTHS = {column.name: column.width for column in COLUMNS}
Words = Mapping[Field, Mapping[str, str]]


def write_plan_workbook(form: PlanForm) -> bytes:
    """Return the workbook of a plan; raises AuditError where a text is too long for a cell."""
    book = Workbook()
    workbook.add_styles(book)
    _add_date_styles(book)
    words = {name: options for name in FIELDS if (options := choices(form.plan, name))}
    first = book.active
    if not isinstance(first, Worksheet):  # a new workbook always has one; says so to the type checker
        raise TypeError("a new workbook has no sheet")
    first.title = ACTIONS
    labels = _fill(first, form, words)
    _set_up(first, form, words, last=HEAD + len(labels))
    _instruct(book.create_sheet(INSTRUCTIONS), form)
    _lists(book, words)
    writing.add_structure(book, sheets.sealed([("format", FORMAT), ("round", form.plan.audit_round.ref), *labels]))
    writing.label(book, f"Action plan: {form.plan.audit_round.title}", form.made_on)
    return writing.as_bytes(book)


def _fill(sheet: Worksheet, form: PlanForm, words: Words) -> list[sheets.Row]:
    """Write every row, and return what the hidden sheet says of each."""
    audit_round = form.plan.audit_round
    writing.put(sheet, "A1", f"Action plan: {audit_round.title}", style=workbook.style_name(Look.TITLE))
    line = (
        f"{form.marking} {form.partnership} · round {audit_round.ref} · taken out on {long_day(form.made_on)}".strip()
    )
    line = f"{line} · {WORKING_FILE}"
    writing.put(sheet, "A2", line, style=workbook.style_name(Look.SOFT))
    help_line = "Fill in the pale blue cells. See the Instructions sheet for how, and for what each status means."
    writing.put(sheet, "A3", f"{help_line} {form.unfinished}".strip(), style=workbook.style_name(Look.SOFT))
    for column in COLUMNS:
        writing.put(sheet, f"{_AT[column.name]}{HEAD}", column.heading, style=workbook.style_name(Look.HEAD))
    labels = []
    row = HEAD
    for action in form.plan.actions:
        row += 1
        cells = row_cells(action, words)
        _row(sheet, form, row, action.ref, stamp(action), cells, status=_status(form, action))
        labels.append(_label(action.ref, stamp(action), cells))
    for number in range(1, SPARE + 1 if form.may_plan else 1):
        row += 1
        ref, mark = new_ref(number), f"{form.mark}-{number}"
        _row(sheet, form, row, ref, mark, {}, is_new=True)
        labels.append(_label(ref, mark, {}))
    return labels


def _row(
    sheet: Worksheet,
    form: PlanForm,
    row: int,
    ref: str,
    mark: str,
    cells: Mapping[Field, str],
    *,
    status: str = "",
    is_new: bool = False,
) -> None:
    fixed = workbook.style_name(Look.TEXT)
    writing.put(sheet, f"{_AT[REF]}{row}", ref, style=workbook.style_name(Look.LABEL))
    writing.put(sheet, f"{_AT[STAMP]}{row}", mark, style=fixed)
    writing.put(sheet, f"{_AT[STATUS]}{row}", status, style=fixed)
    for name in FIELDS:
        text, fills = cells.get(name, ""), may_fill_in(form, name, is_new=is_new)
        if len(text) > MOST // 2 and len(text.encode("utf-16-le")) // 2 > MOST:
            raise AuditError(f"{ref}: a text is too long for a workbook. Shorten it in the app first.")
        at = f"{_AT[name]}{row}"
        if name in DATES:
            cell = writing.put(sheet, at, "", style=_DATE if fills else _DATE_FIXED)
            cell.value = date.fromisoformat(text) if text else None
        else:
            writing.put(sheet, at, text, style=workbook.style_name(Look.WORDS) if fills else fixed)
    workbook.set_height(sheet, row, [(text, _WIDTHS[name]) for name, text in cells.items()], least=1 if is_new else 2)


def _label(ref: str, mark: str, cells: Mapping[Field, str]) -> sheets.Row:
    """Return what the hidden sheet says of a row: its version, and how every cell read when it went out."""
    return ("row", ref, mark, " ".join(f"{name}:{sheets.exact(text)}" for name, text in cells.items() if text) or "-")


def _status(form: PlanForm, action: Action) -> str:
    return action_words.standing(action, form.made_on)


def _set_up(sheet: Worksheet, form: PlanForm, words: Words, *, last: int) -> None:
    for column in COLUMNS:
        sheet.column_dimensions[_AT[column.name]].width = column.width
        if column.name in words:
            place = get_column_letter(1 + list(words).index(Field(column.name)))
            formula = f"{LISTS}!${place}$1:${place}${len(words[Field(column.name)])}"
            check = writing.drop_down(formula, column.heading, column.prompt)
            check.add(f"{_AT[column.name]}{HEAD + 1}:{_AT[column.name]}{max(last, HEAD + 1)}")
            sheet.add_data_validation(check)
    sheet.column_dimensions[_AT[STAMP]].hidden = True
    writing.on_paper(sheet, landscape=True)
    sheet.page_setup.paperSize = 8  # A3: so many columns are too small to read on A4
    sheet.freeze_panes = f"D{HEAD + 1}"
    sheet.print_title_rows = f"{HEAD}:{HEAD}"
    sheet.auto_filter.ref = f"A{HEAD}:{get_column_letter(len(COLUMNS))}{max(last, HEAD + 1)}"
    sheet.HeaderFooter = workbook.footer(f"{form.marking} Action plan {form.plan.audit_round.ref}")
    writing.lock(sheet)
    sheet.protection.autoFilter = False  # not forbidden: rows may be filtered


def _instruct(sheet: Worksheet, form: PlanForm) -> None:
    widths = (28, 92)
    for letter, width in zip("AB", widths, strict=True):
        sheet.column_dimensions[letter].width = width
    writing.put(sheet, "A1", "How to use this plan", style=workbook.style_name(Look.TITLE))
    row = 2
    for title, lines in instructions(form):
        writing.put(sheet, f"A{row}", title, style=workbook.style_name(Look.SECTION))
        writing.put(sheet, f"B{row}", "", style=workbook.style_name(Look.SECTION))
        for name, text in lines:
            row += 1
            writing.put(sheet, f"A{row}", name, style=workbook.style_name(Look.LABEL))
            writing.put(sheet, f"B{row}", text, style=workbook.style_name(Look.TEXT))
            workbook.set_height(sheet, row, [(text, widths[1])])
        row += 2
    writing.on_paper(sheet, landscape=False)
    sheet.HeaderFooter = workbook.footer(f"{form.marking} Action plan {form.plan.audit_round.ref}")
    writing.lock(sheet)


def _lists(book: Workbook, words: Words) -> None:
    sheet: Worksheet = book.create_sheet(LISTS)
    for place, options in enumerate(words.values(), start=1):
        for row, text in enumerate(options.values(), start=1):
            writing.put(sheet, f"{get_column_letter(place)}{row}", text)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True


def _add_date_styles(book: Workbook) -> None:
    for name, like in ((_DATE, Look.WORDS), (_DATE_FIXED, Look.TEXT)):
        base = workbook.styles()[like]
        style = NamedStyle(name=name)
        style.font, style.fill, style.border = copy(base.font), copy(base.fill), copy(base.border)
        style.alignment, style.protection = copy(base.alignment), Protection(locked=like is Look.TEXT)
        style.number_format = _DAY_FORMAT
        book.add_named_style(style)
