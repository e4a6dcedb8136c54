"""A list as an Excel workbook that comes back: each column is declared once, for the writer and for the reader.

In: columns, rows and a few sentences.
Out: the bytes of one .xlsx file: the list, instructions, and a hidden sheet that says how each row went out. Nothing a
person typed can become a formula; nothing is locked, so that rows can be sorted, and columns moved, hidden or added.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.excel import sheets, styles, writing
from audit.documents.excel.sheets import MOST
from audit.documents.excel.styles import Look
from audit.documents.typed import fit
from audit.domain.english import long_day, short_day
from audit.errors import AuditError

HEAD, SPARE = 4, 25  # the row of the headings; how many empty rows are ready for what is new
REF = "ref"  # the column that names a row
INSTRUCTIONS = "Instructions"
_NEW = "New "


class Fills(StrEnum):
    """In which rows somebody fills a column in."""

    ALL = "all"
    NEW = "new"
    LATER = "later"  # not in the rows that are new
    NONE = "none"


class Day(StrEnum):
    """Where the days of a column lie, which says the year of one that was typed without."""

    AHEAD = "ahead"
    PAST = "past"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: what it is called, what its cells hold, how one is read and what can be wrong with it."""

    name: str
    heading: str
    width: int  # characters
    fills: Fills = Fills.ALL
    choices: Mapping[str, str] = field(default_factory=dict)  # words by what they stand for; empty: anything
    prompt: str = ""  # shown where a word is chosen
    day: Day | None = None  # None: it holds no days
    read: Callable[[str], str] | None = None  # raises WrongInput, saying why; None: words are taken as they stand
    longest: int = MOST  # characters
    needed: str = ""  # what is said where it is empty; empty: it may be
    fixed: str = ""  # what is said where it was changed and is not filled in
    group: str = ""  # columns of one group are taken in together, or wait together

    def shown(self, value: str) -> str:
        """Return what a cell says for a value."""
        return self.choices.get(value, fit(value).strip())

    def in_words(self, value: str) -> str:
        """Return a value as a sentence has it: a day in words."""
        return short_day(date.fromisoformat(value)) if self.day and value else self.shown(value)

    @property
    def in_own_words(self) -> bool:
        """Say whether somebody writes in it as they like."""
        return not (self.choices or self.day or self.read or self.fills is Fills.NONE)

    def fills_in(self, *, is_new: bool) -> bool:
        """Say whether somebody fills it in, in a row that is new or was there."""
        return self.fills is Fills.ALL or self.fills is (Fills.NEW if is_new else Fills.LATER)


REF_COLUMN = Column(name=REF, heading="No.", width=8, fills=Fills.NONE)


@dataclass(frozen=True, kw_only=True)
class ListRow:
    """One row on its way out."""

    ref: str
    cells: Mapping[str, str]  # by column; a day as 2027-03-31, a choice by its value
    stamp: str = ""  # what tells how often something was added to it


@dataclass(frozen=True, kw_only=True)
class ListForm:
    """One list on its way out."""

    kind: str  # of the list and its layout, such as "plan 2"; a workbook of another kind is refused
    about: str  # what the list is of, such as a round's ref
    name: str  # of the sheet
    columns: Sequence[Column]
    rows: Sequence[ListRow]
    title: str
    lines: tuple[str, str]  # beneath the title
    sections: Sequence[tuple[str, Sequence[tuple[str, str]]]]  # of the instructions, each with labelled lines
    marking: str
    made_on: date
    mark: str = "-"  # of this file; no other file has it
    spare: int = SPARE


def new_ref(number: int) -> str:
    """Return what a row for something new is called in the file."""
    return f"{_NEW}{number}"


def is_new_ref(ref: str) -> bool:
    """Say whether a row is one for something new."""
    return not ref or ref.startswith(_NEW)


def write_list(form: ListForm) -> bytes:
    """Return the workbook of a list; raises AuditError where a text is too long for a cell."""
    book = Workbook()
    styles.add_styles(book)
    sheet = book.active
    if not isinstance(sheet, Worksheet):  # a new workbook always has one; says so to the type checker
        raise TypeError("a new workbook has no sheet")
    sheet.title = form.name
    spare = [ListRow(ref=new_ref(number), cells={}) for number in range(1, form.spare + 1)]
    _fill(sheet, form, [*form.rows, *spare])
    instructions = book.create_sheet(INSTRUCTIONS)
    styles.instruct(instructions, form.title, form.sections)
    sheet.HeaderFooter = instructions.HeaderFooter = styles.footer(f"{form.marking} {form.title}")
    lists = writing.add_lists(book, {column.name: column.choices.values() for column in form.columns if column.choices})
    _set_up(sheet, form, lists, last=HEAD + len(form.rows) + form.spare)
    labels = [_label(form, row) for row in (*form.rows, *spare)]
    top = [("kind", form.kind), ("about", form.about), ("made", form.made_on.isoformat()), ("mark", form.mark)]
    writing.add_structure(book, sheets.sealed([*top, *labels]))
    writing.label(book, form.title, form.made_on)
    return writing.as_bytes(book)


def _fill(sheet: Worksheet, form: ListForm, rows: Sequence[ListRow]) -> None:
    first = f"{form.marking} taken out on {long_day(form.made_on)} · {form.lines[0]}".strip()
    for at, text, look in (("A1", form.title, Look.TITLE), ("A2", first, Look.SOFT), ("A3", form.lines[1], Look.SOFT)):
        writing.put(sheet, at, text, style=styles.style_name(look))
    for place, column in enumerate(form.columns, start=1):
        writing.put(sheet, f"{get_column_letter(place)}{HEAD}", column.heading, style=styles.style_name(Look.HEAD))
    for number, row in enumerate(rows, start=HEAD + 1):
        is_new = is_new_ref(row.ref)
        texts = [
            row.ref if column.name == REF else column.shown(row.cells.get(column.name, "")) for column in form.columns
        ]
        for place, (column, text) in enumerate(zip(form.columns, texts, strict=True), start=1):
            if len(text) > MOST // 2 and len(text.encode("utf-16-le")) // 2 > MOST:
                raise AuditError(f"{row.ref}: a text is too long for a workbook. Shorten it in the app first.")
            _put(sheet, f"{get_column_letter(place)}{number}", column, text, is_new=is_new)
        widths = [column.width for column in form.columns]
        styles.set_height(sheet, number, zip(texts, widths, strict=True), least=1 if is_new else 2)


def _put(sheet: Worksheet, at: str, column: Column, text: str, *, is_new: bool) -> None:
    fills = column.fills_in(is_new=is_new)
    if column.day:
        cell = writing.put(sheet, at, "", style=styles.style_name(Look.DAY if fills else Look.FIXED_DAY))
        cell.value = date.fromisoformat(text) if text else None
        return
    fixed = Look.LABEL if column.name == REF else Look.TEXT
    writing.put(sheet, at, text, style=styles.style_name(Look.WORDS if fills else fixed))


def _label(form: ListForm, row: ListRow) -> sheets.Row:
    """Return what the hidden sheet says of a row: its ref, its stamp, and how every cell read when it went out."""
    texts = {column.name: column.shown(row.cells.get(column.name, "")) for column in form.columns if column.name != REF}
    digests = " ".join(f"{name}:{sheets.exact(text)}" for name, text in texts.items() if text)
    return ("row", row.ref, row.stamp or "-", digests or "-")


def _set_up(sheet: Worksheet, form: ListForm, lists: Mapping[str, str], *, last: int) -> None:
    for place, column in enumerate(form.columns, start=1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = column.width
        if column.name in lists:
            check = writing.drop_down(lists[column.name], column.heading, column.prompt)
            check.add(f"{letter}{HEAD + 1}:{letter}{max(last, HEAD + 1)}")
            sheet.add_data_validation(check)
    writing.on_paper(sheet, landscape=True)
    sheet.page_setup.paperSize = 8  # A3: so many columns are too small to read on A4
    sheet.freeze_panes = f"B{HEAD + 1}"
    sheet.print_title_rows = f"{HEAD}:{HEAD}"
    sheet.auto_filter.ref = f"A{HEAD}:{get_column_letter(len(form.columns))}{max(last, HEAD + 1)}"
