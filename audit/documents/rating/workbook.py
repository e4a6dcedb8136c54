"""An agency's audit workbook for Excel: its own questions about its children, to fill in without a server.

In: the form.
Out: the bytes of one .xlsx file. Fixed cells are locked, nothing is a formula, and no other agency is in it.
"""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.excel import writing
from audit.documents.excel.sheets import MOST
from audit.documents.excel.styles import Look, add_styles, footer, set_height, style_name
from audit.documents.rating import form as words
from audit.documents.rating import values
from audit.documents.rating.form import Field, Spot, WorkbookForm, choices
from audit.documents.rating.layout import LISTS, Cell, SheetPlan, sheets
from audit.errors import AuditError

_MOST_IN_A_LIST = 250  # UTF-16 units, the commas between the words included
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
        _fill(made, form, plan)
        _set_up(made, form, plan)
    _add_long_lists(book, form)
    writing.add_structure(book, values.rows(form, plans))
    writing.label(book, f"{words.workbook_title(form)}, {form.agency.name}", form.made_on)
    return writing.as_bytes(book)


def _fill(sheet: Worksheet, form: WorkbookForm, plan: SheetPlan) -> None:
    lists = _lists(form, plan)
    rows: dict[int, list[tuple[str, int]]] = {}
    for planned_cell in plan.cells:
        text = planned_cell.text if planned_cell.spot is None else _starts_with(form, planned_cell, planned_cell.spot)
        cell = writing.put(sheet, planned_cell.at, text, style=style_name(planned_cell.look))
        if planned_cell.look not in (Look.TITLE, Look.SOFT):
            rows.setdefault(planned_cell.row, []).append((text, plan.widths[planned_cell.column - 1]))
        if planned_cell.spot is not None and planned_cell.spot.field in lists:
            lists[planned_cell.spot.field].add(cell.coordinate)
    roomy = {
        planned_cell.row: _ROOM[planned_cell.spot.field]
        for planned_cell in plan.cells
        if planned_cell.spot and planned_cell.spot.field in _ROOM
    }
    for row, cells in rows.items():
        set_height(sheet, row, cells, least=roomy.get(row, 1))
    for validation in lists.values():
        sheet.add_data_validation(validation)


def _starts_with(form: WorkbookForm, cell: Cell, spot: Spot) -> str:
    value = values.began_with(form, spot)
    if len(value.encode("utf-16-le")) // 2 > MOST:
        raise AuditError(f"{spot.case}, {cell.at}: this text is too long for a workbook. Shorten it in the app first.")
    return choices(form, spot.field).get(value, value)


def _lists(form: WorkbookForm, plan: SheetPlan) -> dict[Field, DataValidation]:
    fields = {spot.field for spot in plan.spots().values()}
    known = ((field, choices(form, field)) for field in Field if field in fields)
    return {field: _validation(field, options) for field, options in known if options}


def _validation(field: Field, options: Mapping[str, str]) -> DataValidation:
    column = _list_column(field)
    formula = f'"{",".join(options.values())}"' if _fits(options) else f"{LISTS}!${column}$1:${column}${len(options)}"
    return writing.drop_down(formula, *_PROMPTS[field])


def _fits(options: Mapping[str, str]) -> bool:
    """Say whether the words of a drop-down can stand in the drop-down itself: Excel keeps 255 characters there."""
    units = len(",".join(options.values()).encode("utf-16-le")) // 2
    return units <= _MOST_IN_A_LIST and not any(mark in label for label in options.values() for mark in ',"')


def _add_long_lists(book: Workbook, form: WorkbookForm) -> None:
    """Add a sheet that nobody sees with the words of the drop-downs that are too long to hold them themselves."""
    long = {field: options for field in Field if (options := choices(form, field)) and not _fits(options)}
    if not long:
        return
    sheet: Worksheet = book.create_sheet(LISTS)
    for field, options in long.items():
        for row, label in enumerate(options.values(), start=1):
            writing.put(sheet, f"{_list_column(field)}{row}", label)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True


def _list_column(field: Field) -> str:
    return get_column_letter(list(Field).index(field) + 1)


def _set_up(sheet: Worksheet, form: WorkbookForm, plan: SheetPlan) -> None:
    for column, width in enumerate(plan.widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    writing.on_paper(sheet, landscape=bool(plan.head))
    if plan.head:
        sheet.freeze_panes = f"B{plan.head + 1}"
        sheet.print_title_rows = f"{plan.head}:{plan.head}"
    sheet.HeaderFooter = footer(f"{form.marking} {form.agency.short_name}, {plan.name}")
    writing.lock(sheet)
