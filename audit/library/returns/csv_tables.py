"""Tables of a data return, as comma-separated text: read cell by cell, with a place for each that cannot be read.

In: the bytes of a file.
Out: its rows by column, with the row's number as a spreadsheet shows it; dates as DD/MM/YYYY or DD/MM/YY.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import StringIO

from audit.domain.rounds.sampling import InFrame
from audit.errors import WrongInput

Row = Mapping[str, str]
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})")


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


@dataclass
class Reading:
    """What went wrong while files were read: cells, and things to say about whole files."""

    unreadable: list[Unreadable] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def day(self, file: str, number: int, row: Row, column: str, *, needed: bool = False) -> date | None:
        """Return the date in a cell; None where it is empty, or cannot be read, which is noted."""
        said = (row.get(column) or "").strip()
        if not said:
            if needed:
                self.unreadable.append(Unreadable(file, number, column, "is empty"))
            return None
        found = _DATE.fullmatch(said)
        if found is None:
            self.unreadable.append(Unreadable(file, number, column, f"“{said[:20]}” is not a date as DD/MM/YYYY"))
            return None
        day, month, year = (int(part) for part in found.groups())
        try:
            return date(year + 2000 if year < 100 else year, month, day)
        except ValueError:
            self.unreadable.append(Unreadable(file, number, column, f"“{said}” is no day of the calendar"))
            return None


def rows(file: str, data: bytes, columns: Sequence[str]) -> Iterator[tuple[int, Row]]:
    """Yield each row with its number, the heading row being 1; raises WrongInput where a column is missing.

    A file without any text has no rows.
    """
    reader = csv.DictReader(StringIO(_text(data), newline=""))
    if reader.fieldnames is None or not any((name or "").strip() for name in reader.fieldnames):
        return
    reader.fieldnames = [(name or "").strip().upper() for name in reader.fieldnames]
    missing = [column for column in columns if column not in reader.fieldnames]
    if missing:
        raise WrongInput(
            f"{file}: has no column {' and no column '.join(missing)}. Export it again with the headings of the return."
        )
    for row in reader:
        yield reader.line_num, row


def is_empty(data: bytes) -> bool:
    """Say whether a file holds no text at all."""
    return not data.strip(b"\xef\xbb\xbf \t\r\n\x00")


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").lstrip("\r\n")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace").lstrip("\r\n")
