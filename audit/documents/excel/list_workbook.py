"""Lists as an Excel workbook that comes back: each column is declared once, for the writer and for the reader.

In: sheets, each with its columns and rows, and a few sentences.
Out: the bytes of one .xlsx file: the lists, instructions, and a hidden sheet that says how each row went out. Nothing a
person typed can become a formula. Rows can be sorted, and columns moved, hidden or added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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

HEAD, SPARE = 4, 25  # the row of the headings beneath a title; how many empty rows are ready for what is new
REF = "ref"  # the column that names a row
INSTRUCTIONS, EXAMPLE = "Instructions", "Example:"  # a row whose first cell begins with the second is not read
_NEW = "New "
Lists = Mapping[tuple[str, ...], str]  # where the words that drop-downs offer stand


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
    offers: str = ""  # the cells whose words are offered; empty: the choices
    only: bool = True  # whether nothing else than what is offered may be written
    longest: int = MOST  # characters
    needed: str = ""  # what is said where it is empty; empty: it may be
    fixed: str = ""  # what is said where it was changed and is not filled in
    group: str = ""  # columns of one group are taken in together, or wait together
    is_subject: bool = False  # what the row is about: where somebody changed it, the row waits
    is_optional: bool = False  # a sheet without it lacks nothing

    def shown(self, value: str) -> str:
        """Return what a cell says for a value."""
        return fit(self.choices.get(value, value))

    def in_words(self, value: str) -> str:
        """Return a value as a sentence has it: a day in words."""
        return short_day(date.fromisoformat(value)) if self.day and value else self.shown(value).strip()

    @property
    def in_own_words(self) -> bool:
        """Say whether somebody writes in it as they like."""
        return not (self.choices or self.offers or self.day or self.read or self.fills is Fills.NONE)

    def fills_in(self, *, is_new: bool) -> bool:
        """Say whether somebody fills it in, in a row that is new or was there."""
        return self.fills is Fills.ALL or self.fills is (Fills.NEW if is_new else Fills.LATER)


REF_COLUMN = Column(name=REF, heading="No.", width=8, fills=Fills.NONE)


@dataclass(frozen=True, kw_only=True)
class ListRow:
    """One row on its way out."""

    ref: str
    cells: Mapping[str, str]  # by column; a day as 2027-03-31, a choice by its value
    stamp: str = ""  # what tells how often something was added to it, or what it asks
    own: Mapping[str, Column] = field(default_factory=dict)  # columns that are declared otherwise for this row
    is_section: bool = False  # it heads the rows beneath it
    lines: int = 2  # the room that it has at least


@dataclass(frozen=True, kw_only=True)
class ListSheet:
    """One sheet with a list, on its way out, or as it is expected back."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[ListRow] = ()
    about: str = ""  # what it is of, where a workbook has a sheet for each of several things
    title: str = ""  # empty: the headings stand in the first row
    lines: tuple[str, str] = ("", "")  # beneath the title
    keys: tuple[str, ...] = (REF,)  # the columns that name a row
    is_named_by_hand: bool = False  # whoever fills it in names its rows, so that a row of another name is new
    spare: int = 0  # empty rows for what is new; none: it takes no rows that are new
    room: int = 0  # how many more rows have drop-downs
    example: Mapping[str, str] = field(default_factory=dict)  # a row that is not read
    is_locked: bool = False  # a form, of which nothing can be changed but the cells to fill in

    @property
    def head(self) -> int:
        """Return the row of the headings."""
        return HEAD if self.title else 1

    @property
    def first(self) -> int:
        """Return the first row beneath the headings and the example."""
        return self.head + 1 + bool(self.example)

    @property
    def takes_new(self) -> bool:
        """Say whether it takes rows that are new."""
        return self.spare > 0 or self.is_named_by_hand

    def is_key(self, column: Column) -> bool:
        """Say whether a column does nothing but name rows."""
        return column.name == REF and not self.is_named_by_hand

    def written(self) -> Iterator[ListRow]:
        """Yield its rows, and those for what is new."""
        yield from self.rows
        for number in range(1, self.spare + 1):
            yield ListRow(ref="" if self.is_named_by_hand else new_ref(number), cells={}, lines=1)


@dataclass(frozen=True, kw_only=True)
class ListForm:
    """A workbook of lists on its way out."""

    kind: str  # of the list and its layout, such as "plan 2"; a workbook of another kind is refused
    about: str  # what the list is of, such as a round's ref
    sheets: Sequence[ListSheet]
    title: str
    sections: Sequence[tuple[str, Sequence[tuple[str, str | None]]]]  # of the instructions, each with labelled lines
    marking: str
    made_on: date
    mark: str = "-"  # of this file; no other file has it
    basis: tuple[str, ...] = ()  # what it stands on: where that is another one now, it cannot be read
    offered: Mapping[str, Iterable[str]] = field(default_factory=dict)  # more words to offer, by what columns call them
    is_explained_first: bool = False  # the instructions stand before the lists


def new_ref(number: int) -> str:
    """Return what a row for something new is called in the file."""
    return f"{_NEW}{number}"


def is_new_ref(ref: str) -> bool:
    """Say whether a row is one for something new."""
    return not ref or ref.startswith(_NEW)


def write_list(form: ListForm) -> bytes:
    """Return the workbook of lists; raises AuditError where a text is too long for a cell."""
    book = Workbook()
    styles.add_styles(book)
    instructions = book.active
    if not isinstance(instructions, Worksheet):  # a new workbook always has one; says so to the type checker
        raise TypeError("a new workbook has no sheet")
    instructions.title = INSTRUCTIONS
    styles.instruct(instructions, form.title, form.sections)
    instructions.HeaderFooter = styles.footer(f"{form.marking} {form.title}")
    made = [book.create_sheet(sheet.name) for sheet in form.sheets]
    if not form.is_explained_first:
        book.move_sheet(instructions, len(made))
        book.active = 0
    named, lists = _offered(book, form)
    for worksheet, sheet in zip(made, form.sheets, strict=True):
        _fill(worksheet, form, sheet)
        _set_up(worksheet, form, sheet)
        _offer(worksheet, sheet, named, lists)
    top = [("kind", form.kind), ("about", form.about or "-"), ("made", form.made_on.isoformat()), ("mark", form.mark)]
    writing.add_structure(book, sheets.sealed([*top, ("basis", *form.basis), *_labels(form)]))
    writing.label(book, form.title, form.made_on)
    return writing.as_bytes(book)


def _offered(book: Workbook, form: ListForm) -> tuple[Mapping[str, str], Lists]:
    """Write the words that drop-downs offer, and return the cells where they stand: by name, and by the words."""
    columns = [column for sheet in form.sheets for column in sheet.columns]
    columns += [column for sheet in form.sheets for row in sheet.rows for column in row.own.values()]
    words = dict.fromkeys(tuple(column.choices.values()) for column in columns if column.choices)
    cells = writing.add_lists(book, {**form.offered, **{"\t".join(choices): choices for choices in words}})
    return cells, {choices: cells["\t".join(choices)] for choices in words}


def _fill(worksheet: Worksheet, form: ListForm, sheet: ListSheet) -> None:
    if sheet.title:
        first = f"{form.marking} taken out on {long_day(form.made_on)} · {sheet.lines[0]}".strip()
        top = (("A1", sheet.title, Look.TITLE), ("A2", first, Look.SOFT), ("A3", sheet.lines[1], Look.SOFT))
        for at, text, look in top:
            writing.put(worksheet, at, text, style=styles.style_name(look))
    widths = [column.width for column in sheet.columns]
    headings = [column.heading for column in sheet.columns]
    _put_row(worksheet, sheet.head, headings, [Look.HEAD] * len(headings))
    styles.set_height(worksheet, sheet.head, zip(headings, widths, strict=True))
    if sheet.example:
        texts = [sheet.example.get(column.name, "") for column in sheet.columns]
        _put_row(worksheet, sheet.head + 1, texts, [Look.TEXT] * len(texts))
        styles.set_height(worksheet, sheet.head + 1, zip(texts, widths, strict=True))
    for number, row in enumerate(sheet.written(), start=sheet.first):
        columns = [row.own.get(column.name, column) for column in sheet.columns]
        texts = [
            row.ref if sheet.is_key(column) else column.shown(row.cells.get(column.name, "")) for column in columns
        ]
        for column, text in zip(columns, texts, strict=True):
            if len(text) > MOST // 2 and len(text.encode("utf-16-le")) // 2 > MOST:
                at = f"{sheet.name}, {get_column_letter(columns.index(column) + 1)}{number}"
                raise AuditError(f"{at}: this text is too long for a workbook. Shorten it in the app first.")
        _put_row(worksheet, number, texts, [_look(sheet, row, column) for column in columns])
        styles.set_height(worksheet, number, zip(texts, widths, strict=True), least=row.lines)


def _look(sheet: ListSheet, row: ListRow, column: Column) -> Look:
    fills = column.fills_in(is_new=is_new_ref(row.ref))
    if row.is_section:
        return Look.SECTION
    if column.day:
        return Look.DAY if fills else Look.FIXED_DAY
    if fills:
        return Look.WORDS
    return Look.LABEL if sheet.is_key(column) or column.is_subject else Look.TEXT


def _put_row(worksheet: Worksheet, number: int, texts: Sequence[str], looks: Sequence[Look]) -> None:
    for place, (text, look) in enumerate(zip(texts, looks, strict=True), start=1):
        is_day = look in (Look.DAY, Look.FIXED_DAY)
        at = f"{get_column_letter(place)}{number}"
        cell = writing.put(worksheet, at, "" if is_day else text, style=styles.style_name(look))
        if is_day:
            cell.value = date.fromisoformat(text) if text else None


def _labels(form: ListForm) -> Iterator[sheets.Row]:
    """Yield what the hidden sheet says: its sheets, and of a row its ref, its stamp, and how every cell read."""
    for place, sheet in enumerate(form.sheets):
        yield ("sheet", sheet.name, sheet.about or "-")
        for row in (row for row in sheet.written() if row.ref):
            texts = {
                column.name: row.own.get(column.name, column).shown(row.cells.get(column.name, "")).strip()
                for column in sheet.columns
                if not sheet.is_key(column)
            }
            digests = " ".join(f"{name}:{sheets.exact(text)}" for name, text in texts.items() if text)
            yield (sheets.row_label(place), row.ref, row.stamp or "-", digests or "-")


def _offer(worksheet: Worksheet, sheet: ListSheet, named: Mapping[str, str], lists: Lists) -> None:
    """Offer the words of each column, and say what belongs there; in the rows that have words of their own, those."""
    rows = list(sheet.written())
    last = max(sheet.first + len(rows) + sheet.room - 1, sheet.first)
    for place, usual in enumerate(sheet.columns, start=1):
        letter = get_column_letter(place)
        if not any(usual.name in row.own for row in rows):
            _add_check(worksheet, usual, [f"{letter}{sheet.first}:{letter}{last}"], named, lists)
            continue
        places: dict[tuple[tuple[str, ...], str, str], tuple[Column, list[str]]] = {}
        for number, row in enumerate(rows, start=sheet.first):
            column = row.own.get(usual.name, usual)
            key = (tuple(column.choices.values()), column.offers, column.prompt)
            places.setdefault(key, (column, []))[1].append(f"{letter}{number}")
        for column, cells in places.values():
            _add_check(worksheet, column, cells, named, lists)


def _add_check(
    worksheet: Worksheet, column: Column, cells: Iterable[str], named: Mapping[str, str], lists: Lists
) -> None:
    offers = named.get(column.offers, column.offers) or lists.get(tuple(column.choices.values()), "")
    if not (offers or column.prompt):
        return
    check = writing.drop_down(offers, column.heading, column.prompt, only=column.only)
    for at in cells:
        check.add(at)
    worksheet.add_data_validation(check)


def _set_up(worksheet: Worksheet, form: ListForm, sheet: ListSheet) -> None:
    last = max(sheet.first + len(list(sheet.written())) - 1, sheet.first)
    for place, column in enumerate(sheet.columns, start=1):
        worksheet.column_dimensions[get_column_letter(place)].width = column.width
    writing.on_paper(worksheet, landscape=True)
    worksheet.page_setup.paperSize = 8  # A3: so many columns are too small to read on A4
    worksheet.HeaderFooter = styles.footer(f"{form.marking} {form.title}, {sheet.name}")
    worksheet.freeze_panes = f"B{sheet.head + 1}"
    worksheet.print_title_rows = f"{sheet.head}:{sheet.head}"
    if sheet.is_locked:
        writing.lock(worksheet)
    elif not sheet.example:
        worksheet.auto_filter.ref = f"A{sheet.head}:{get_column_letter(len(sheet.columns))}{last}"
