"""Tables of a data return as councils' systems export them: read cell by cell, each that cannot be read named.

In: the bytes of a file: commas, semicolons or tabs; UTF-8, UTF-16 or Windows; lines above the headings or none.
Out: its rows by column, with the row's number as a spreadsheet shows it; dates in any usual form. What cannot be read
is never taken as meaning.

Here too:
- The children in care of a source.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import StringIO

from audit.domain.days import read_day
from audit.domain.english import figure, listed
from audit.domain.rounds.sampling import InFrame
from audit.errors import WrongInput

Row = Mapping[str, str]
_PREFACE = 15  # lines in which the headings are looked for
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
    lines: tuple[tuple[int, tuple[str, ...]], ...]

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

    def day(self, file: str, number: int, row: Row, column: str, *, needed: bool = False) -> date | None:
        """Return the date in a cell; None where it is empty, or cannot be read, which is noted."""
        cell = row.get(column) or ""
        if not cell:
            if needed:
                self.unreadable.append(Unreadable(file, number, column, "is empty"))
            return None
        day = read_day(cell)
        self.days_read.setdefault((file, column), []).append(day is not None)
        if day is None:
            why = f"“{cell[:20]}” is not a date that can be read. Write it as DD/MM/YYYY"
            self.unreadable.append(Unreadable(file, number, column, why))
        return day

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
    text = _text(data)
    lines = list(csv.reader(StringIO(text, newline=""), delimiter=_separator(text)))
    tidied = [(number, tuple(_cell(cell) for cell in line)) for number, line in enumerate(lines, 1)]
    filled = [(number, line) for number, line in tidied if any(line)]
    if not filled:
        return Table((), ())
    at = next((at for at, (_, line) in enumerate(filled[:_PREFACE]) if "CHILD" in _headings(line)), 0)
    headings = _headings(filled[at][1])
    return Table(headings, tuple(line for line in filled[at + 1 :] if _headings(line[1]) != headings))


def must_have(file: str, found: Table, columns: Sequence[str]) -> None:
    """Raise WrongInput where a table lacks columns."""
    if missing := [column for column in columns if column not in found.headings]:
        raise WrongInput(
            f"{file}: has no column {listed(missing)}. Export it again with the headings of the return in its first "
            "line."
        )


def is_total(child: str) -> bool:
    """Return whether what stands in a child's place says that the row is a total."""
    return child.casefold().rstrip(":") in _TOTALS


def is_empty(data: bytes) -> bool:
    """Say whether a file holds no text at all."""
    return not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")


def _headings(line: Iterable[str]) -> tuple[str, ...]:
    return tuple(cell.upper().replace(" ", "_") for cell in line)


def _cell(raw: str) -> str:
    """Return a cell without what programs put round it: spaces, an apostrophe, ="…", and the .0 of a whole number."""
    text = raw.replace("\u00a0", " ").strip()
    if text.startswith('="') and text.endswith('"'):
        text = text[2:-1].strip()
    text = text.removeprefix("'")
    whole, point, rest = text.partition(".")
    return whole if point and whole.isdecimal() and rest and not rest.strip("0") else text


def _separator(text: str) -> str:
    """Return what stands between cells: of comma, semicolon and tab, the one there is most of round the headings."""
    begins = [line for line in text.splitlines()[:_PREFACE] if "child" in line.casefold()] or text.splitlines()[:1]
    return max(",;\t", key=lambda mark: begins[0].count(mark)) if begins else ","


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if data[1:2] == b"\x00":
        return data.decode("utf-16-le", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
