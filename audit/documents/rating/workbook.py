"""An agency's audit workbook for Excel: its own questions about its children, to fill in without a server.

In: the form.
Out: the bytes of one .xlsx file. Fixed cells are locked, nothing is a formula, and no other agency is in it.
"""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.excel import writing
from audit.documents.excel.sheets import MOST
from audit.documents.excel.styles import Look, add_styles, footer, set_height, style_name
from audit.documents.rating import form as words
from audit.documents.rating import values
from audit.documents.rating.form import Field, Spot, WorkbookForm, choices
from audit.documents.rating.layout import Cell, SheetPlan, sheets
from audit.errors import AuditError

_ROOM = {Field.SYNOPSIS: 8, Field.DIFFERENCE: 8, Field.GOOD_PRACTICE: 2, Field.TO_DEVELOP: 2}  # lines
_PROMPTS = {
    Field.ANSWER: ("Answer", "Choose one of the 5 answers."),
    Field.SEEN_IN: ("Seen here?", "Choose Yes or No."),
    Field.GRADE: ("Grade", "Choose your agency’s grade. Say why if it is not evidenced or not applicable."),
    Field.INVOLVEMENT: ("Does your agency know this child?", "Leave empty, or choose “No involvement found”."),
}


def write_audit_workbook(form: WorkbookForm) -> bytes:
    """Return the workbook of one agency for one round; raises AuditError where a text is too long for a cell."""
    book = Workbook()
    plans = sheets(form)
    add_styles(book)
    for number, plan in enumerate(plans):
        made = book.active if number == 0 else book.create_sheet()
        if not isinstance(made, Worksheet):  # a new workbook always has one; says so to the type checker
            raise TypeError("a new workbook has no sheet")
        made.title = plan.name
    options = {field: choices(form, field) for field in Field}
    lists = writing.add_lists(book, {field: words.values() for field, words in options.items() if words})
    for plan in plans:
        _fill(book[plan.name], form, plan, lists)
        _set_up(book[plan.name], form, plan)
    writing.add_structure(book, values.rows(form, plans))
    writing.label(book, f"{words.workbook_title(form)}, {form.agency.name}", form.made_on)
    return writing.as_bytes(book)


def _fill(sheet: Worksheet, form: WorkbookForm, plan: SheetPlan, lists: Mapping[str, str]) -> None:
    fields = {spot.field for spot in plan.spots().values() if spot.field in lists}
    checks = {field: writing.drop_down(lists[field], *_PROMPTS[field]) for field in sorted(fields)}
    rows: dict[int, list[tuple[str, int]]] = {}
    for planned_cell in plan.cells:
        text = planned_cell.text if planned_cell.spot is None else _starts_with(form, planned_cell, planned_cell.spot)
        cell = writing.put(sheet, planned_cell.at, text, style=style_name(planned_cell.look))
        if planned_cell.look not in (Look.TITLE, Look.SOFT):
            rows.setdefault(planned_cell.row, []).append((text, plan.widths[planned_cell.column - 1]))
        if planned_cell.spot is not None and planned_cell.spot.field in checks:
            checks[planned_cell.spot.field].add(cell.coordinate)
    roomy = {
        planned_cell.row: _ROOM[planned_cell.spot.field]
        for planned_cell in plan.cells
        if planned_cell.spot and planned_cell.spot.field in _ROOM
    }
    for row, cells in rows.items():
        set_height(sheet, row, cells, least=roomy.get(row, 1))
    for validation in checks.values():
        sheet.add_data_validation(validation)


def _starts_with(form: WorkbookForm, cell: Cell, spot: Spot) -> str:
    value = values.began_with(form, spot)
    if len(value.encode("utf-16-le")) // 2 > MOST:
        raise AuditError(f"{spot.case}, {cell.at}: this text is too long for a workbook. Shorten it in the app first.")
    return choices(form, spot.field).get(value, value)


def _set_up(sheet: Worksheet, form: WorkbookForm, plan: SheetPlan) -> None:
    for column, width in enumerate(plan.widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    writing.on_paper(sheet, landscape=bool(plan.head))
    if plan.head:
        sheet.freeze_panes = f"B{plan.head + 1}"
        sheet.print_title_rows = f"{plan.head}:{plan.head}"
    sheet.HeaderFooter = footer(f"{form.marking} {form.agency.short_name}, {plan.name}")
    writing.lock(sheet)
