"""The plan as an Excel workbook that comes back.

In: the plan.
Out: the bytes of one .xlsx file: instructions, a row an action, empty rows for new ones; nothing is a formula.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import NamedStyle, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.excel import saving, seal, writing
from audit.documents.excel.wrong import MOST
from audit.documents.plan import workbook_layout as layout
from audit.documents.plan.workbook_layout import COLUMNS, FIELDS, HEAD, PlanForm
from audit.documents.rating import look
from audit.documents.rating.layout import Look
from audit.domain.plan import action_words
from audit.domain.plan.actions import Action
from audit.domain.plan.workbook import Field, stamp
from audit.errors import AuditError

FORMAT = "plan 1"
WORKING_FILE = "Working file for the audit group and action owners: it holds texts as they were written."
_DATE, _DATE_FIXED = "Audit date", "Audit date fixed"
_DAY_FORMAT = "dd/mm/yyyy"
_AT = {one.name: get_column_letter(place) for place, one in enumerate(COLUMNS, start=1)}
_WIDTHS = {one.name: one.width for one in COLUMNS}
Words = Mapping[Field, Mapping[str, str]]


def write_plan_workbook(form: PlanForm) -> bytes:
    """Return the workbook of a plan; raises AuditError where a text is too long for a cell."""
    book = Workbook()
    look.add_styles(book)
    _add_date_styles(book)
    words = {name: found for name in FIELDS if (found := layout.choices(form.plan, name))}
    first = book.active
    if not isinstance(first, Worksheet):  # a new workbook always has one; says so to the type checker
        raise TypeError("a new workbook has no sheet")
    first.title = layout.ACTIONS
    said = _fill(first, form, words)
    _set_up(first, form, words, last=HEAD + len(said))
    _instruct(book.create_sheet(layout.INSTRUCTIONS), form)
    _lists(book, words)
    writing.add_structure(book, seal.sealed([("format", FORMAT), ("round", form.plan.audit_round.ref), *said]))
    writing.label(book, f"Action plan: {form.plan.audit_round.title}", form.made_on)
    return saving.as_bytes(book)


def _fill(sheet: Worksheet, form: PlanForm, words: Words) -> list[seal.Row]:
    """Write every row, and return what the hidden sheet says of each."""
    one = form.plan.audit_round
    writing.put(sheet, "A1", f"Action plan: {one.title}", style=look.style_name(Look.TITLE))
    line = f"{form.marking} {form.partnership} · round {one.ref} · taken out on {_day(form.made_on)}".strip()
    line = f"{line} · {WORKING_FILE}"
    writing.put(sheet, "A2", line, style=look.style_name(Look.SOFT))
    help_line = "Fill in the pale blue cells. See the Instructions sheet for how, and for what each status means."
    writing.put(sheet, "A3", f"{help_line} {form.unfinished}".strip(), style=look.style_name(Look.SOFT))
    for column in COLUMNS:
        writing.put(sheet, f"{_AT[column.name]}{HEAD}", column.heading, style=look.style_name(Look.HEAD))
    said = []
    row = HEAD
    for action in form.plan.actions:
        row += 1
        cells = layout.cells(action, words)
        _row(sheet, form, row, action.ref, stamp(action), cells, status=_status(form, action))
        said.append(_label(action.ref, stamp(action), cells))
    for number in range(1, layout.SPARE + 1 if form.may_plan else 1):
        row += 1
        ref, mark = layout.new_ref(number), f"{form.mark}-{number}"
        _row(sheet, form, row, ref, mark, {}, is_new=True)
        said.append(_label(ref, mark, {}))
    return said


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
    fixed = look.style_name(Look.TEXT)
    writing.put(sheet, f"{_AT[layout.REF]}{row}", ref, style=look.style_name(Look.LABEL))
    writing.put(sheet, f"{_AT[layout.STAMP]}{row}", mark, style=fixed)
    writing.put(sheet, f"{_AT[layout.STATUS]}{row}", status, style=fixed)
    for name in FIELDS:
        text, fills = cells.get(name, ""), layout.may_fill_in(form, name, is_new=is_new)
        if len(text) > MOST // 2 and len(text.encode("utf-16-le")) // 2 > MOST:
            raise AuditError(f"{ref}: a text is too long for a workbook. Shorten it in the app first.")
        at = f"{_AT[name]}{row}"
        if name in layout.DATES:
            cell = writing.put(sheet, at, "", style=_DATE if fills else _DATE_FIXED)
            cell.value = date.fromisoformat(text) if text else None
        else:
            writing.put(sheet, at, text, style=look.style_name(Look.WORDS) if fills else fixed)
    look.set_height(sheet, row, [(text, _WIDTHS[name]) for name, text in cells.items()], least=1 if is_new else 2)


def _label(ref: str, mark: str, cells: Mapping[Field, str]) -> seal.Row:
    """Return what the hidden sheet says of a row: its version, and how every cell read when it went out."""
    return ("row", ref, mark, " ".join(f"{name}:{seal.exact(text)}" for name, text in cells.items() if text) or "-")


def _status(form: PlanForm, action: Action) -> str:
    return action_words.standing(action, form.made_on)


def _set_up(sheet: Worksheet, form: PlanForm, words: Words, *, last: int) -> None:
    for column in COLUMNS:
        sheet.column_dimensions[_AT[column.name]].width = column.width
        if column.name in words:
            place = get_column_letter(1 + list(words).index(Field(column.name)))
            formula = f"{layout.LISTS}!${place}$1:${place}${len(words[Field(column.name)])}"
            check = writing.drop_down(formula, column.heading, column.prompt)
            check.add(f"{_AT[column.name]}{HEAD + 1}:{_AT[column.name]}{max(last, HEAD + 1)}")
            sheet.add_data_validation(check)
    sheet.column_dimensions[_AT[layout.STAMP]].hidden = True
    writing.on_paper(sheet, landscape=True)
    sheet.page_setup.paperSize = 8  # A3: so many columns are too small to read on A4
    sheet.freeze_panes = f"D{HEAD + 1}"
    sheet.print_title_rows = f"{HEAD}:{HEAD}"
    sheet.auto_filter.ref = f"A{HEAD}:{get_column_letter(len(COLUMNS))}{max(last, HEAD + 1)}"
    sheet.HeaderFooter = look.footer(f"{form.marking} Action plan {form.plan.audit_round.ref}")
    writing.lock(sheet)
    sheet.protection.autoFilter = False  # not forbidden: rows may be filtered


def _instruct(sheet: Worksheet, form: PlanForm) -> None:
    widths = (28, 92)
    for letter, width in zip("AB", widths, strict=True):
        sheet.column_dimensions[letter].width = width
    writing.put(sheet, "A1", "How to use this plan", style=look.style_name(Look.TITLE))
    row = 2
    for title, lines in layout.instructions(form):
        writing.put(sheet, f"A{row}", title, style=look.style_name(Look.SECTION))
        writing.put(sheet, f"B{row}", "", style=look.style_name(Look.SECTION))
        for name, text in lines:
            row += 1
            writing.put(sheet, f"A{row}", name, style=look.style_name(Look.LABEL))
            writing.put(sheet, f"B{row}", text, style=look.style_name(Look.TEXT))
            look.set_height(sheet, row, [(text, widths[1])])
        row += 2
    writing.on_paper(sheet, landscape=False)
    sheet.HeaderFooter = look.footer(f"{form.marking} Action plan {form.plan.audit_round.ref}")
    writing.lock(sheet)


def _lists(book: Workbook, words: Words) -> None:
    sheet: Worksheet = book.create_sheet(layout.LISTS)
    for place, options in enumerate(words.values(), start=1):
        for row, text in enumerate(options.values(), start=1):
            writing.put(sheet, f"{get_column_letter(place)}{row}", text)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True


def _add_date_styles(book: Workbook) -> None:
    for name, like in ((_DATE, Look.WORDS), (_DATE_FIXED, Look.TEXT)):
        base = look.styles()[like]
        style = NamedStyle(name=name)
        style.font, style.fill, style.border = copy(base.font), copy(base.fill), copy(base.border)
        style.alignment, style.protection = copy(base.alignment), Protection(locked=like is Look.TEXT)
        style.number_format = _DAY_FORMAT
        book.add_named_style(style)


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
