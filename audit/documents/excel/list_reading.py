"""A workbook of lists that came back, however they were sorted, and wherever their columns are now.

In: the bytes of the file, and the lists as they are declared.
Out: what each row gives beside what went out, the rows that are missing, what is not read, and what is wrong with its
cell and why. Nothing is guessed, one wrong cell stops no other, and what a wrong cell holds is never repeated.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from openpyxl.utils import column_index_from_string, get_column_letter

from audit.documents.excel import sheets
from audit.documents.excel.list_workbook import EXAMPLE, INSTRUCTIONS, SPARE, Column, Day, ListSheet, is_new_ref
from audit.documents.excel.sheets import (
    MOST_WRONG,
    STRUCTURE,
    Book,
    CellFound,
    Sent,
    SheetEntry,
    SheetFound,
    Wrong,
    parts_of,
    row_of,
    tidy,
    unreadable,
)
from audit.documents.excel.writing import LISTS
from audit.domain.english import day_typed
from audit.errors import WrongInput

_MOST_ABOVE = 30  # rows that may stand above the headings
_FIXED = "This cell is fixed. Undo the change."
_NO_ROW = "This row is none of the workbook’s. Take it out, or give it back its number."


@dataclass(frozen=True, kw_only=True)
class ReturnedRow:
    """A row of a workbook that came back."""

    ref: str  # of a row for something new, what it is called in the file
    number: int  # in the sheet
    stamp: str  # as it went out; of a new row its own mark
    cells: Mapping[str, str] = field(default_factory=dict)  # what can be read and says something, by value
    changed: frozenset[str] = frozenset()  # the cells that can be read and do not say what went out
    sent: Mapping[str, str] = field(default_factory=dict)  # the digest of each cell that held something
    typed: Mapping[str, str] = field(default_factory=dict)  # days as somebody typed them
    is_new: bool = False
    waits: bool = False  # it is new, and a cell of it is wrong
    own: Mapping[str, Column] = field(default_factory=dict)  # columns that are declared otherwise for this row


@dataclass(frozen=True, kw_only=True)
class ListReturn:
    """What a list's workbook gives."""

    about: str
    columns: tuple[Column, ...]
    sheet: str
    letters: Mapping[str, str]  # where each column is now
    rows: tuple[ReturnedRow, ...] = ()
    missing: tuple[str, ...] = ()  # the refs that went out and did not come back
    wrong: tuple[Wrong, ...] = ()
    notes: tuple[str, ...] = ()  # what is not read, and why

    def named(self, names: Collection[str], row: ReturnedRow | None = None) -> list[Column]:
        """Return the columns of names as they are declared for a row, in the order in which they are declared."""
        own = row.own if row is not None else {}
        return [own.get(column.name, column) for column in self.columns if column.name in names]

    def wrong_at(self, row: ReturnedRow, name: str, why: str) -> Wrong:
        """Return that a cell of a row is wrong; where its column is gone, the one that names the row."""
        return Wrong(sheet=self.sheet, cell=self.cell(row.number, name), why=why)

    def cell(self, number: int, name: str) -> str:
        """Return the cell of a column in a row of the sheet; where the column is gone, the first one."""
        return f"{self.letters.get(name) or next(iter(self.letters.values()), 'A')}{number}"


@dataclass(frozen=True, kw_only=True)
class BookReturn:
    """What a workbook of several lists gives."""

    lists: Mapping[str, ListReturn]  # by what each is of, or its sheet's name
    unknown: tuple[str, ...] = ()  # sheets that went out and are expected no more
    wrong: tuple[Wrong, ...] = ()  # of no list
    notes: tuple[str, ...] = ()  # what is not read, and why
    filled_in: Mapping[str, tuple[str, CellFound]] = field(default_factory=dict)  # beside the instructions, by label


def about_of(data: bytes, *, kind: str, called: str) -> str:
    """Return what a workbook says that it is about; raises WrongInput for any that is not of a kind."""
    return sheets.sent_with(Book(data), kind, called).about


def read_list(
    data: bytes, *, kind: str, called: str, columns: Sequence[Column], today: date | None = None
) -> ListReturn:
    """Return what a workbook gives; `called` is what it is, such as "a plan’s workbook".

    Days of the past without their year lie before `today`; None: before the day on which the file was made.

    Raises WrongInput where the file is none, or its headings cannot be found.
    """
    expected = ListSheet(name="", columns=columns, spare=SPARE)
    returned = read_lists(Book(data), kind=kind, called=called, expected=[expected], today=today)
    if not returned.lists:
        raise WrongInput(f"The headings cannot be found: one of them is “{columns[0].heading}”. Put them back.")
    (only,) = returned.lists.values()
    return replace(only, notes=(*returned.notes, *only.notes))


def read_lists(
    book: Book, *, kind: str, called: str, expected: Sequence[ListSheet], today: date | None = None
) -> BookReturn:
    """Return what a workbook of lists gives, each read by what it is of, or by its sheet's name.

    A sheet is known by its name; only that of a list without a name may have any. Raises WrongInput where the book is
    none of its kind.
    """
    sent = sheets.sent_with(book, kind, called)
    sheet_of = cache(book.sheet)
    entries = {tidy(entry.name): entry for entry in book.sheets if not entry.hidden}
    hidden = {tidy(entry.name) for entry in book.sheets if entry.hidden}
    ours = {tidy(name) for name in (INSTRUCTIONS, LISTS, STRUCTURE)}
    spare = [entry for name, entry in entries.items() if name not in ours | {tidy(name) for name, _ in sent.sheets}]
    lists: dict[str, ListReturn] = {}
    wrong: list[Wrong] = []
    notes: list[str] = []
    unknown: list[str] = []
    for place, (name, about) in enumerate(sent.sheets):
        sheet = next((sheet for sheet in expected if not sheet.name or (sheet.about or sheet.name) == about), None)
        if sheet is None:
            unknown.append(name)
            continue
        may_be = (entries.get(tidy(name)), *(() if sheet.name else spare))
        if entry := next((entry for entry in may_be if entry and _head(sheet_of(entry), sheet)), None):
            spare = [other for other in spare if other is not entry]
            lists[about] = _Reader(entry, sheet_of(entry), sheet, sent, place, today or sent.made_on).read()
        elif sheet.name:
            why = _unread(name, is_there=tidy(name) in entries, is_hidden=tidy(name) in hidden)
            wrong += [why] if isinstance(why, Wrong) else []
            notes += [why] if isinstance(why, str) else []
    notes += [f"The sheet “{entry.name}” was added, so it is not taken in." for entry in spare]
    return BookReturn(
        lists=lists,
        unknown=tuple(unknown),
        wrong=tuple(wrong),
        notes=tuple(notes),
        filled_in=_filled_in(book, entries.get(tidy(INSTRUCTIONS))),
    )


def _unread(name: str, *, is_there: bool, is_hidden: bool) -> Wrong | str:
    """Return why a sheet is not read: what is wrong with it, or a note where it is not there to be read."""
    if is_there:
        why = "The headings cannot be found. Put them back, or begin with a fresh copy."
        return Wrong(sheet=name, cell="A1", why=why)
    gone = "is hidden" if is_hidden else "is missing or has another name"
    return f"The sheet “{name}” {gone}. What is here stays as it is."


class _Reader:
    def __init__(
        self, entry: SheetEntry, found: SheetFound, sheet: ListSheet, sent: Sent, place: int, today: date
    ) -> None:
        self._name, self._sheet, self._list, self._sent, self._today = entry.name, found, sheet, sent, today
        self._head, self._went_out = _head(found, sheet), sent.rows[place]
        self._own = {row.ref: row.own for row in sheet.rows if row.own}
        columns = sheet.columns
        headings = {tidy(column.heading): column for column in columns}
        self._letters: dict[str, str] = {}
        self._others: dict[str, str] = {}  # headings that are none of ours, or stand there twice, by letter
        for letter, text in row_of(found, self._head).items():
            column = headings.get(tidy(text))
            if column is None or column.name in self._letters:
                self._others[letter] = text
            else:
                self._letters[column.name] = letter
        hidden = {get_column_letter(place) for place in found.hidden_columns}
        present = [column for column in columns if column.name in self._letters and not sheet.is_key(column)]
        self._hidden = [column for column in present if self._letters[column.name] in hidden]
        self._read = [column for column in present if column not in self._hidden]
        self._columns = tuple(columns)
        self._wrong: list[Wrong] = []
        self._seen: set[str] = set()

    def read(self) -> ListReturn:
        """Return what every row gives."""
        merged = self._merged()
        rows = []
        for number in sorted({parts_of(at)[1] for at in self._sheet.cells}):
            ref = self._ref(number)
            if number <= self._head or not (ref or any(self._text(column, number) for column in self._read)):
                continue
            if self._list.example and tidy(ref).startswith(tidy(EXAMPLE)):
                continue
            if number in merged:
                self._seen.add(ref)
                continue
            row = self._row(number, ref)
            rows += [row] if row is not None else []
        missing = tuple(ref for ref in self._went_out if ref not in self._seen and not is_new_ref(ref))
        return ListReturn(
            about=self._sent.about,
            columns=self._columns,
            sheet=self._name,
            letters=self._letters,
            rows=tuple(rows),
            missing=missing,
            wrong=tuple(self._wrong[:MOST_WRONG]),
            notes=tuple(self._notes()),
        )

    def _merged(self) -> set[int]:
        """Return the rows in which cells were merged: what stood in some of them is lost."""
        merged: set[int] = set()
        for cells in self._sheet.merged:
            top, _, bottom = cells.partition(":")
            first, last = parts_of(top)[1], parts_of(bottom or top)[1]
            if first > self._head:
                why = "Cells were merged here, so the row is left as it is. Undo it."
                self._wrong.append(Wrong(sheet=self._name, cell=top, why=why))
                merged.update(range(first, min(last, first + 1_000) + 1))
        return merged

    def _notes(self) -> Iterator[str]:
        numbers = [number for number in sorted({parts_of(at)[1] for at in self._sheet.cells}) if number > self._head]
        for column in self._columns:
            if column.name not in self._letters and column.is_optional:
                continue
            if column.name not in self._letters:
                yield f"The column “{column.heading}” is missing. What is here stays as it is."
            elif column in self._hidden and any(self._differs(column, number) for number in numbers):
                yield f"The column “{column.heading}” is hidden, so what was changed in it is not taken in."
        filled = {letter for letter, number in map(parts_of, self._sheet.cells) if number > self._head}
        added = {*filled, *self._others} - set(self._letters.values())
        for letter in sorted(added, key=column_index_from_string):
            yield sheets.not_read(letter, self._others.get(letter, ""))

    def _differs(self, column: Column, number: int) -> bool:
        ref = self._ref(number)
        sent = self._went_out.get(ref, ("", {}))[1].get(column.name, "")
        return bool(ref) and sheets.exact(self._text(column, number)) != sent

    def _row(self, number: int, ref: str) -> ReturnedRow | None:
        by_hand = self._list.is_named_by_hand
        is_new = ref not in self._went_out if by_hand else is_new_ref(ref)
        if ref and ref in self._seen and (by_hand or not is_new):
            self._is_wrong(self._list.keys[-1], number, _twice(ref if by_hand else ""))
            return None
        if not (is_new or ref in self._went_out) or (is_new and not self._list.takes_new):
            why = "The file did not go out with this number. Correct it, or empty it where the row is new."
            self._is_wrong(self._list.keys[0], number, why if self._list.takes_new else _NO_ROW)
            return None
        first, stamp = ref not in self._seen, self._went_out.get(ref, ("", {}))[0]
        self._seen.add(ref)
        own = self._own.get(ref, {})
        row = self._values(number, ReturnedRow(ref=ref, number=number, stamp=stamp, is_new=is_new, own=own))
        if not is_new:
            return row
        texts = [row.cells.get(column.name, "") for column in self._read]
        label = ref.rpartition(" ")[2] if ref and first else sheets.digest("\t".join(texts))
        name = ref if ref and first else f"New, row {number}"
        return replace(row, ref=name, stamp=f"{self._sent.mark}-{label}") if row.cells else None

    def _values(self, number: int, row: ReturnedRow) -> ReturnedRow:
        """Return a row with what its cells give; a new one with a wrong cell, and a group with one, give nothing."""
        _, digests = self._went_out.get(row.ref, ("", {}))
        values: dict[str, str] = {}
        changed: dict[str, Column] = {}
        wrong: dict[str, str] = {}
        for column in (row.own.get(column.name, column) for column in self._read):
            cell = self._cell(column, number)
            text = cell.text.strip()
            is_sent = sheets.exact(text) == digests.get(column.name, "") and not cell.formula
            try:
                value = self._value(column, cell)
                is_sent = is_sent or sheets.exact(column.shown(value).strip()) == digests.get(column.name, "")
                if not is_sent and not column.fills_in(is_new=row.is_new):
                    raise WrongInput(column.fixed or _FIXED)
            except WrongInput as fault:
                wrong |= {} if is_sent else {column.name: str(fault)}
                continue
            values |= {column.name: value} if value else {}
            changed |= {} if is_sent else {column.name: column}
        if row.is_new and not (values or wrong):
            return row
        if subject := next((column for column in self._columns if column.is_subject and column.name in wrong), None):
            self._is_wrong(subject.name, number, f"{wrong[subject.name]} The row waits for it.")
            return row
        for column in (column for column in self._columns if column.needed and column.name not in {*values, *wrong}):
            if column.name in changed or (row.is_new and column.fills_in(is_new=True)):
                wrong[column.name] = column.needed
        self._note(row, wrong, changed)
        waiting = {column.group for column in self._read if column.name in wrong and column.group}
        taken = {name for name, column in changed.items() if column.group not in waiting} - set(wrong)
        typed = {column.name: self._text(column, number) for column in self._read if column.day}
        if row.is_new and wrong:
            return replace(row, cells=values, waits=True) if self._list.is_named_by_hand else row
        return replace(row, cells=values, changed=frozenset(taken), sent=digests, typed=typed)

    def _note(self, row: ReturnedRow, wrong: Mapping[str, str], changed: Mapping[str, Column]) -> None:
        """Note what is wrong in a row, and that other cells of it wait."""
        groups = {column.name: column.group for column in self._columns}
        for name, why in wrong.items():
            together = any(groups[name] and column.group == groups[name] for column in changed.values())
            waits = "The new row waits for it." if row.is_new else "The rest of this update waits for it."
            self._is_wrong(name, row.number, f"{why} {waits}" if row.is_new or together else why)

    def _named(self, column: Column, number: int) -> str:
        """Return what a column says of which row this is."""
        cell = self._cell(column, number)
        try:
            return column.shown(self._value(column, cell))
        except WrongInput:
            return "" if cell.formula else cell.text

    def _value(self, column: Column, cell: CellFound) -> str:
        """Return what a cell gives; raises WrongInput, saying why, where it cannot be taken."""
        if why := unreadable(cell, column.longest):
            raise WrongInput(why)
        if not cell.text.strip():
            return ""
        if column.choices:
            return sheets.chosen(cell.text, column.choices)
        if column.day:
            is_past = column.day is Day.PAST
            since = self._today if is_past else self._sent.made_on
            return day_typed(cell.text, since=since, is_past=is_past).isoformat()
        return column.read(cell.text) if column.read else cell.text

    def _is_wrong(self, name: str, number: int, why: str) -> None:
        letter = self._letters.get(name) or self._letters[self._list.keys[0]]
        self._wrong.append(Wrong(sheet=self._name, cell=f"{letter}{number}", why=why))

    def _cell(self, column: Column, number: int) -> CellFound:
        return self._sheet.cells.get(f"{self._letters[column.name]}{number}", CellFound(text=""))

    def _text(self, column: Column, number: int) -> str:
        return self._cell(column, number).text.strip()

    def _ref(self, number: int) -> str:
        keys = (column for name in self._list.keys for column in self._columns if column.name == name)
        return " ".join(" ".join(self._named(column, number) for column in keys).split())


def _head(found: SheetFound, sheet: ListSheet) -> int:
    """Return the row of the headings; 0 where those that name rows stand in none with another one."""
    wanted = {tidy(column.heading) for column in sheet.columns}
    keys = {tidy(column.heading) for column in sheet.columns if column.name in sheet.keys}
    for number in range(1, _MOST_ABOVE + 1):
        present = {tidy(text) for text in row_of(found, number).values()} & wanted
        if keys <= present and len(present) > len(keys):
            return number
    return 0


def _twice(ref: str) -> str:
    named = f"“{ref}” is there 2 times. Each has to be its own." if ref else "This number stands in 2 rows."
    return f"{named} Correct it, or empty it where the row is new."


def _filled_in(book: Book, entry: SheetEntry | None) -> dict[str, tuple[str, CellFound]]:
    """Return the cells beside the labels of the instructions, by label."""
    cells = book.sheet(entry).cells if entry else {}
    labels = ((f"B{parts_of(at)[1]}", cell.text.strip()) for at, cell in cells.items() if parts_of(at)[0] == "A")
    return {label: (beside, cells.get(beside, CellFound(text=""))) for beside, label in labels}
