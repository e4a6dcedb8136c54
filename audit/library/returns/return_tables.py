"""Tables of a data return as councils' systems export them: read cell by cell, each that cannot be read named.

In: the bytes of a file: commas, semicolons or tabs; UTF-8, UTF-16 or Windows; or a workbook of Excel's.
Out: its rows by column, with the row's number as a spreadsheet shows it; dates in any usual form. What cannot be read
is never taken as meaning.

Here too:
- The children in care of a source.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO, StringIO
from pathlib import PurePosixPath

from audit.domain.days import read_day
from audit.domain.english import figure
from audit.domain.rounds.sampling import InFrame
from audit.errors import WrongInput

Row = Mapping[str, str]
Line = tuple[int, tuple[str, ...]]  # the number of a row, and its cells
TEXT = (".csv", ".txt", ".tsv")  # the endings of tables written as text
PREFACE = 30  # lines in which the headings are looked for
_TOTALS = {"total", "totals", "grand total", "sub total", "subtotal", "sum", "all", "all children", "count"}


@dataclass(frozen=True)
class Unreadable:
    """A cell that could not be read, and why; nothing was taken from it."""

    file: str
    row: int
    column: str
    why: str


@dataclass(frozen=True)
class Frame:
    """The children in care of a source, what could not be read, and what is to be said of it."""

    children: tuple[InFrame, ...]
    unreadable: tuple[Unreadable, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A file as a table: its headings in capitals, and its rows with their numbers."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Yield each row by column; cells that a row has not are empty."""
        for number, line in self.lines:
            cells = (*line, *("" for _ in self.headings[len(line) :]))
            yield number, dict(zip(self.headings, cells, strict=False))


@dataclass
class Reading:
    """What went wrong while files were read: cells, and things to say about whole files."""

    unreadable: list[Unreadable] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    days_read: dict[tuple[str, str], list[bool]] = field(default_factory=dict)  # by file and column: read or not
    _days: dict[str, date | None] = field(default_factory=dict)  # by what a cell says: each is parsed once

    def as_day(self, cell: str) -> date | None:
        """Return the day that a cell says; None where it says none, of which nothing is noted."""
        if cell not in self._days:
            self._days[cell] = read_day(cell)
        return self._days[cell]

    def day(self, file: str, number: int, row: Row, column: str, *, needed: bool = False) -> date | None:
        """Return the date in a cell; None where it is empty, or cannot be read, which is noted."""
        cell = row.get(column) or ""
        if not cell:
            if needed:
                self.unreadable.append(Unreadable(file, number, column, "is empty"))
            return None
        day = self.as_day(cell)
        self.days_read.setdefault((file, column), []).append(day is not None)
        if day is None:
            self.cannot_read(file, number, column, cell)
        return day

    def cannot_read(self, file: str, number: int, column: str, cell: str) -> None:
        """Note that a cell is no date."""
        why = f"“{cell[:20]}” is not a date that can be read. Write it as DD/MM/YYYY"
        self.unreadable.append(Unreadable(file, number, column, why))

    def must_have_read(self) -> None:
        """Raise WrongInput where a whole column of dates could not be read: one message, and what to do."""
        for (file, column), read in self.days_read.items():
            if not any(read):
                first = next(cell.why for cell in self.unreadable if (cell.file, cell.column) == (file, column))
                raise WrongInput(
                    f"{file}, column {column}: none of {figure(len(read), 'date')} can be read: {first}. Export the "
                    "return again as CSV, or format the column as dates (DD/MM/YYYY) and save it again."
                )


def table(data: bytes) -> Table:
    """Return a file as a table; its headings are the first line, among those that begin it, that has CHILD in it.

    A file without any text, or without such a line, has the headings of its first line.
    """
    filled = lines(data)
    if not filled:
        return Table((), ())
    at = next((at for at, (_, line) in enumerate(filled[:PREFACE]) if "CHILD" in _headings(line)), 0)
    headings = _headings(filled[at][1])
    again = filled[at][1][:1]  # where a file was put together from others, its headings come again
    rest = filled[at + 1 :]
    return Table(headings, tuple(line for line in rest if line[1][:1] != again or _headings(line[1]) != headings))


def lines(data: bytes) -> list[Line]:
    """Return the lines of a table written as text that are not empty, each with its number."""
    text = _text(data)
    return _filled(csv.reader(StringIO(text, newline=""), delimiter=_separator(text)))


def sheets(name: str, data: bytes, is_wanted: Callable[[str], bool]) -> dict[str, list[Line]]:
    """Return the filled lines of a workbook's sheets, those whose names are wanted; of a CSV file, those of the file.

    Raises WrongInput, saying how to save it, for any other file.
    """
    if other := _other_kind(data):
        raise WrongInput(f"{name}: is {other}. Open it and save it as an Excel workbook (.xlsx), or List 8 as CSV.")
    path = PurePosixPath(name)
    if path.suffix.lower() in TEXT and not data.startswith(b"PK"):
        return {path.stem: lines(data)} if is_wanted(path.stem) else {}
    import pandas as pd  # here: a second of work, and most returns are CSV

    try:
        with pd.ExcelFile(BytesIO(data), engine="openpyxl") as book:
            pages = [page for page in book.book.worksheets if is_wanted(page.title)]
            return {page.title: _filled(page.iter_rows(values_only=True)) for page in pages}
    except Exception as fault:  # a file that is no workbook fails in as many ways as there are files
        raise WrongInput(f"{name}: is not an Excel workbook that can be read. Save it as .xlsx.") from fault


def is_total(child: str) -> bool:
    """Return whether what stands in a child's place says that the row is a total."""
    return child.casefold().rstrip(":") in _TOTALS


def _other_kind(data: bytes) -> str:
    """Return what kind of spreadsheet a file is, by how it begins, where it is one that is not read; else nothing."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # what Word and Excel wrote up to 2003, and what holds a locked workbook
        locked = "EncryptedPackage".encode("utf-16-le") in data
        return "locked with a password" if locked else "an older Excel workbook (.xls), which is not read here"
    opendocument = data.startswith(b"PK") and b"opendocument.spreadsheet" in data[:200]
    return "an OpenDocument spreadsheet (.ods), which is not read here" if opendocument else ""


def _filled(rows: Iterable[Iterable[object]]) -> list[Line]:
    tidied = ((number, tuple(_cell(cell) for cell in row)) for number, row in enumerate(rows, 1))
    return [(number, line) for number, line in tidied if any(line)]


def _headings(line: Iterable[str]) -> tuple[str, ...]:
    return tuple(cell.upper().replace(" ", "_") for cell in line)


def _cell(raw: object) -> str:
    """Return a cell as text, without what programs put round it: spaces, an apostrophe, ="…", a whole number's .0."""
    if isinstance(raw, datetime):
        return f"{raw:%d/%m/}{raw.year:04}"
    return _tidied(str("" if raw is None else raw))


@lru_cache(maxsize=50_000)
def _tidied(text: str) -> str:
    text = text.translate(_SPACES).strip()
    if text.startswith('="') and text.endswith('"'):
        text = text[2:-1].strip()
    text = text.removeprefix("'")
    whole, point, rest = text.partition(".")
    return whole if point and whole.isdecimal() and rest and not rest.strip("0") else text


_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u200b": "", "\ufeff": ""})


def _separator(text: str) -> str:
    """Return what stands between cells: of comma, semicolon and tab, the one there is most of round the headings."""
    begins = text.splitlines()[:PREFACE]
    of_children = [line for line in begins if "child" in line.casefold()]
    counts = {mark: max((line.count(mark) for line in of_children or begins), default=0) for mark in ",;\t"}
    return max(counts, key=lambda mark: counts[mark])


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if data[1:2] == b"\x00":
        return data.decode("utf-16-le", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
