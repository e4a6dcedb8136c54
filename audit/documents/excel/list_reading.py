"""A list's workbook that came back, however it was sorted, and wherever its columns are now.

In: the bytes of the file, and the columns as they are declared.
Out: what each row gives beside what went out, the rows that are missing, what is not read, and what is wrong with its
cell and why. Nothing is guessed, one wrong cell stops no other, and what a wrong cell holds is never repeated.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from openpyxl.utils import column_index_from_string, get_column_letter

from audit.documents.excel import sheets
from audit.documents.excel.list_workbook import REF, Column, Day, is_new_ref
from audit.documents.excel.sheets import (
    MOST_WRONG,
    Book,
    CellFound,
    SheetFound,
    Wrong,
    parts_of,
    row_of,
    tidy,
    unreadable,
)
from audit.domain.english import day_typed
from audit.errors import WrongInput

_MOST_ABOVE = 30  # rows that may stand above the headings
_FIXED = "This cell is fixed. Undo the change."


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

    def named(self, names: Collection[str]) -> list[Column]:
        """Return the columns of names, in the order in which they are declared."""
        return [column for column in self.columns if column.name in names]

    def wrong_at(self, row: ReturnedRow, name: str, why: str) -> Wrong:
        """Return that a cell of a row is wrong; where its column is gone, the one that names the row."""
        return Wrong(sheet=self.sheet, cell=f"{self.letters.get(name, self.letters[REF])}{row.number}", why=why)


@dataclass(frozen=True, kw_only=True)
class _Sent:
    """What the hidden sheet says of a workbook."""

    about: str
    made_on: date
    mark: str
    rows: Mapping[str, tuple[str, Mapping[str, str]]]  # by ref: the stamp, and the digest of each cell


def about_of(data: bytes, *, kind: str, called: str) -> str:
    """Return what a workbook says that it is about; raises WrongInput for any that is not of a kind."""
    return _sent(Book(data), kind, called).about


def read_list(
    data: bytes, *, kind: str, called: str, columns: Sequence[Column], today: date | None = None
) -> ListReturn:
    """Return what a workbook gives; `called` is what it is, such as "a plan’s workbook".

    Days of the past without their year lie before `today`; None: before the day on which the file was made.

    Raises WrongInput where the file is none, or its headings cannot be found.
    """
    book = Book(data)
    sent = _sent(book, kind, called)
    for entry in (entry for entry in book.sheets if not entry.hidden):
        sheet = book.sheet(entry)
        head = _head(sheet, columns)
        if head:
            return _Reader(entry.name, sheet, head, sent, columns, today or sent.made_on).read()
    raise WrongInput(f"The headings cannot be found: one of them is “{columns[0].heading}”. Put them back.")


class _Reader:
    def __init__(
        self, name: str, sheet: SheetFound, head: int, sent: _Sent, columns: Sequence[Column], today: date
    ) -> None:
        self._name, self._sheet, self._head, self._sent, self._today = name, sheet, head, sent, today
        headings = {tidy(column.heading): column for column in columns}
        self._letters: dict[str, str] = {}
        self._others: dict[str, str] = {}  # headings that are none of ours, or stand there twice, by letter
        for letter, text in row_of(sheet, head).items():
            column = headings.get(tidy(text))
            if column is None or column.name in self._letters:
                self._others[letter] = text
            else:
                self._letters[column.name] = letter
        hidden = {get_column_letter(place) for place in sheet.hidden_columns}
        present = [column for column in columns if column.name in self._letters and column.name != REF]
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
            if number in merged:
                self._seen.add(ref)
                continue
            row = self._row(number, ref)
            rows += [row] if row is not None else []
        missing = tuple(ref for ref in self._sent.rows if ref not in self._seen and not is_new_ref(ref))
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
        sent = self._sent.rows.get(ref, ("", {}))[1].get(column.name, "")
        return bool(ref) and sheets.exact(self._text(column, number)) != sent

    def _row(self, number: int, ref: str) -> ReturnedRow | None:
        is_new = is_new_ref(ref)
        if not is_new and (ref not in self._sent.rows or ref in self._seen):
            why = "This number stands in 2 rows." if ref in self._seen else "The file did not go out with this number."
            self._is_wrong(REF, number, f"{why} Correct it, or empty it where the row is new.")
            return None
        first, stamp = ref not in self._seen, self._sent.rows.get(ref, ("", {}))[0]
        self._seen.add(ref)
        row = self._values(number, ReturnedRow(ref=ref, number=number, stamp=stamp, is_new=is_new))
        if not is_new:
            return row
        texts = [row.cells.get(column.name, "") for column in self._read]
        label = ref.rpartition(" ")[2] if ref and first else sheets.digest("\t".join(texts))
        name = ref if ref and first else f"New, row {number}"
        return replace(row, ref=name, stamp=f"{self._sent.mark}-{label}") if row.cells else None

    def _values(self, number: int, row: ReturnedRow) -> ReturnedRow:
        """Return a row with what its cells give; a new one with a wrong cell, and a group with one, give nothing."""
        _, digests = self._sent.rows.get(row.ref, ("", {}))
        values: dict[str, str] = {}
        changed: dict[str, Column] = {}
        wrong: dict[str, str] = {}
        for column in self._read:
            cell = self._cell(column, number)
            text = cell.text.strip()
            is_sent = sheets.exact(text) == digests.get(column.name, "") and not cell.formula
            try:
                value = self._value(column, cell)
                is_sent = is_sent or sheets.exact(column.shown(value)) == digests.get(column.name, "")
                if not is_sent and not column.fills_in(is_new=row.is_new):
                    raise WrongInput(column.fixed or _FIXED)
            except WrongInput as fault:
                wrong |= {} if is_sent else {column.name: str(fault)}
                continue
            values |= {column.name: value} if value else {}
            changed |= {} if is_sent else {column.name: column}
        if row.is_new and not (values or wrong):
            return row
        for column in (column for column in self._columns if column.needed and column.name not in {*values, *wrong}):
            if column.name in changed or (row.is_new and column.fills_in(is_new=True)):
                wrong[column.name] = column.needed
        self._note(row, wrong, changed)
        waiting = {column.group for column in self._read if column.name in wrong and column.group}
        taken = {name for name, column in changed.items() if column.group not in waiting} - set(wrong)
        typed = {column.name: self._text(column, number) for column in self._read if column.day}
        if row.is_new and wrong:
            return row
        return replace(row, cells=values, changed=frozenset(taken), sent=digests, typed=typed)

    def _note(self, row: ReturnedRow, wrong: Mapping[str, str], changed: Mapping[str, Column]) -> None:
        """Note what is wrong in a row, and that other cells of it wait."""
        groups = {column.name: column.group for column in self._columns}
        for name, why in wrong.items():
            together = any(groups[name] and column.group == groups[name] for column in changed.values())
            waits = "The new row waits for it." if row.is_new else "The rest of this update waits for it."
            self._is_wrong(name, row.number, f"{why} {waits}" if row.is_new or together else why)

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
        letter = self._letters.get(name, self._letters[REF])
        self._wrong.append(Wrong(sheet=self._name, cell=f"{letter}{number}", why=why))

    def _cell(self, column: Column, number: int) -> CellFound:
        return self._sheet.cells.get(f"{self._letters[column.name]}{number}", CellFound(text=""))

    def _text(self, column: Column, number: int) -> str:
        return self._cell(column, number).text.strip()

    def _ref(self, number: int) -> str:
        cell = self._sheet.cells.get(f"{self._letters[REF]}{number}")
        return "" if cell is None or cell.formula else " ".join(cell.text.split())


def _head(sheet: SheetFound, columns: Sequence[Column]) -> int:
    """Return the row of the headings; 0 where the one that names rows stands in none with another one."""
    wanted = {tidy(column.heading) for column in columns}
    ref = next(tidy(column.heading) for column in columns if column.name == REF)
    for number in range(1, _MOST_ABOVE + 1):
        present = {tidy(text) for text in row_of(sheet, number).values()} & wanted
        if ref in present and len(present) > 1:
            return number
    return 0


def _sent(book: Book, kind: str, called: str) -> _Sent:
    structure = sheets.unsealed(sheets.rows_in(book, called))
    if structure.get("kind") != [(kind,)]:
        raise WrongInput(f"This is not {called} of this version. Take it out again and fill that in.")
    try:
        return _Sent(
            about=structure["about"][0][0],
            made_on=date.fromisoformat(structure["made"][0][0]),
            mark=structure["mark"][0][0],
            rows={ref: (stamp, _digests(digests)) for ref, stamp, digests in structure.get("row", [])},
        )
    except (KeyError, IndexError, ValueError) as fault:
        raise sheets.edited() from fault


def _digests(text: str) -> dict[str, str]:
    parts = (part.partition(":") for part in text.split())
    return {name: digest for name, _, digest in parts if digest}
