"""The cells of a workbook that somebody sent, read as text; formulas are seen and never worked out.

In: the bytes of the file.
Out: its sheets, and for each sheet every cell that holds something, with what was hidden or merged.

Here too:
- The seal of a workbook: what it says of itself on a sheet that nobody sees, so that an edit there is noticed.
- What is wrong in a workbook that came back: the sheet, the cell and why; what the cell holds is never said.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from audit.documents.excel.package import (
    TRUE,
    Cells,
    Contents,
    Handler,
    Links,
    Package,
    Raw,
    Strings,
    Styles,
    damaged,
    unescaped,
    whole,
)
from audit.documents.typed import fit
from audit.domain.english import listed
from audit.errors import WrongInput

_MOST_SHEETS = 100
_WORKBOOK = "xl/workbook.xml"
_Kind = TypeVar("_Kind", bound=Handler)


@dataclass(frozen=True, kw_only=True)
class CellFound:
    """What a cell holds, as text."""

    text: str
    formula: bool = False
    error: bool = False  # such as #REF!


@dataclass(frozen=True, kw_only=True)
class SheetFound:
    """What a sheet holds."""

    cells: dict[str, CellFound]
    merged: tuple[str, ...] = ()  # such as B5:C6
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class SheetEntry:
    """A sheet as the workbook lists it."""

    name: str
    part: str
    hidden: bool


class Book:
    """A workbook whose sheets are read one by one."""

    def __init__(self, data: bytes) -> None:
        """Look through the workbook; raises WrongInput where it cannot be used."""
        self._package = Package(data)
        contents = Contents()
        self._package.walk(_WORKBOOK, contents)
        links = Links()
        self._package.walk("xl/_rels/workbook.xml.rels", links)
        self.sheets = tuple(_entries(contents, links))
        self._epoch = CALENDAR_MAC_1904 if contents.since_1904 else CALENDAR_WINDOWS_1900
        self._strings = self._read(links.of_type("sharedStrings"), Strings()).found
        self._dates = self._read(links.of_type("styles"), Styles()).dates()

    def sheet(self, entry: SheetEntry) -> SheetFound:
        """Return what a sheet holds; raises WrongInput where it is damaged or far too large."""
        cells = Cells()
        self._package.walk(entry.part, cells)
        return SheetFound(
            cells={at: self._cell(raw) for at, raw in cells.raw_cells.items()},
            merged=tuple(cells.merged),
            hidden_rows=frozenset(cells.hidden_rows),
            hidden_columns=frozenset(cells.hidden_columns),
        )

    def _read(self, part: str | None, handler: _Kind) -> _Kind:
        if part is not None and self._package.has(part):
            self._package.walk(part, handler)
        return handler

    def _cell(self, raw: Raw) -> CellFound:
        return CellFound(text=self._text(raw), formula=raw.formula, error=raw.type == "e")

    def _text(self, raw: Raw) -> str:
        if raw.type == "s":
            place = whole(raw.value)
            if not 0 <= place < len(self._strings):
                raise damaged()
            return self._strings[place]
        if raw.type == "inlineStr":
            return unescaped(raw.words)
        if raw.type == "b":
            return "TRUE" if raw.value.strip() in TRUE else "FALSE"
        if raw.type == "n" and raw.value.strip():
            return _figure(raw.value, is_date=whole(raw.style or "0") in self._dates, epoch=self._epoch)
        return unescaped(raw.value)


def _entries(contents: Contents, links: Links) -> Sequence[SheetEntry]:
    if not 0 < len(contents.sheets) <= _MOST_SHEETS:
        raise damaged()
    made = []
    for attributes in contents.sheets:
        part = links.targets.get(attributes.get("id", ""))
        if part is None or not attributes.get("name"):
            raise damaged()
        hidden = attributes.get("state", "visible") != "visible"
        made.append(SheetEntry(name=attributes["name"], part=part, hidden=hidden))
    return made


def _figure(value: str, *, is_date: bool, epoch: datetime) -> str:
    try:
        number = float(value)
    except ValueError as fault:
        raise damaged() from fault
    if is_date and 0 < number < 3_000_000:
        return _day(number, epoch)
    if math.isfinite(number) and number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return repr(number)


def _day(number: float, epoch: datetime) -> str:
    try:
        moment = from_excel(number, epoch)
    except (ValueError, OverflowError):
        return repr(number)
    if isinstance(moment, datetime):
        return moment.date().isoformat() if moment.time() == time() else moment.isoformat(sep=" ", timespec="minutes")
    return str(moment) if isinstance(moment, date | time | timedelta) else repr(number)


STRUCTURE = "Structure"
Row = tuple[str, ...]
_EDITED = (
    "This workbook’s hidden sheet “Structure” was edited or lost. Fill in a fresh copy: take the workbook out again."
)


def digest(text: str) -> str:
    """Return a short digest of words; how they are spaced makes no difference."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "replace")).hexdigest()[:12]


def exact(text: str) -> str:
    """Return a short digest of words as they stand, spaces and line ends included; empty for none."""
    return text and hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def sealed(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return rows with the digest of all of them as the last one."""
    filled = [tuple(cell for cell in row if cell) for row in rows]
    return (*filled, ("digest", _whole(filled)))


def unsealed(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Return what the rows of a hidden sheet say, by their first word; raises WrongInput where they were edited."""
    filled = [tuple(cell for cell in row if cell) for row in rows]
    filled = [row for row in filled if row]
    if not filled or filled[-1] != ("digest", _whole(filled[:-1])):
        raise edited()
    values: dict[str, list[Row]] = {}
    for name, *cells in filled[:-1]:
        values.setdefault(name, []).append(tuple(cells))
    return values


def edited() -> WrongInput:
    """Return what is said of a workbook whose hidden sheet makes no sense."""
    return WrongInput(_EDITED)


def rows_in(book: Book, workbook_name: str) -> list[Row]:
    """Return the rows of the hidden sheet of a workbook; raises WrongInput, with the name, where there is none."""
    entry = next((entry for entry in book.sheets if entry.name.casefold() == STRUCTURE.casefold()), None)
    if entry is None:
        raise WrongInput(f"This is not {workbook_name} of this tool: it has no sheet “Structure”. Choose another file.")
    rows: dict[int, list[tuple[int, str]]] = {}
    for at, cell in book.sheet(entry).cells.items():
        letters, number = parts_of(at)
        rows.setdefault(number, []).append((len(letters) * 100 + ord(letters[-1]), cell.text))
    return [tuple(text for _, text in sorted(rows[number])) for number in sorted(rows)]


def row_label(place: int) -> str:
    """Return the first word of what the hidden sheet says of the rows of a list, by the list's place from 0."""
    return f"row {place + 1}" if place else "row"


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What the hidden sheet says of a workbook of lists, as it went out."""

    about: str
    basis: tuple[str, ...]
    made_on: date
    mark: str
    sheets: tuple[tuple[str, str], ...]  # each with what it is of
    rows: tuple[Mapping[str, tuple[str, Mapping[str, str]]], ...]  # by ref: the stamp, and the digest of each cell


def sent_with(book: Book, kind: str, called: str) -> Sent:
    """Return what a workbook of a kind went out with; raises WrongInput, with what it should be, for any other."""
    structure = unsealed(rows_in(book, called))
    if structure.get("kind") != [(kind,)]:
        raise WrongInput(f"This is not {called} of this version. Take it out again and fill that in.")
    try:
        known = [(name, name if about == "-" else about) for name, about in structure.get("sheet", [("-", "-")])]
        return Sent(
            about=structure["about"][0][0],
            basis=structure.get("basis", [()])[0],
            made_on=date.fromisoformat(structure["made"][0][0]),
            mark=structure["mark"][0][0],
            sheets=tuple(known),
            rows=tuple(
                {ref: (stamp, _digests(digests)) for ref, stamp, digests in structure.get(row_label(place), [])}
                for place in range(len(known))
            ),
        )
    except (KeyError, IndexError, ValueError) as fault:
        raise edited() from fault


def _digests(text: str) -> dict[str, str]:
    parts = (part.partition(":") for part in text.split())
    return {name: digest for name, _, digest in parts if digest}


def _whole(rows: Iterable[Row]) -> str:
    return hashlib.sha256("\n".join("\t".join(row) for row in rows).encode("utf-8", "replace")).hexdigest()


MOST = 32_767  # the most UTF-16 units that Excel keeps in a cell
MOST_WRONG = 300  # things that are told of one workbook


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """A cell that cannot be taken in, and why; what it holds is not said."""

    sheet: str
    cell: str
    why: str
    structure: bool = False  # the workbook's own parts were edited, so nothing of it is taken in

    @property
    def in_words(self) -> str:
        """Return the place and what is wrong there."""
        return f"{self.sheet}, {self.cell}: {self.why}"


_SHORT = {"true": "yes", "y": "yes", "false": "no", "n": "no"}  # a ticked box, and what people write for it


def unreadable(cell: CellFound, most: int = MOST) -> str:
    """Return why the words of a cell cannot be taken; empty where they can."""
    if cell.formula:
        return "This is a formula. Write the words themselves."
    if cell.error:
        return "This cell shows an error. Write the words themselves."
    if len(cell.text) > most:
        return f"This has {len(cell.text):,} characters; {most:,} is the most. Shorten it."
    return ""


def chosen(text: str, choices: Mapping[str, str]) -> str:
    """Return what the word of a cell stands for, whatever its capitals; raises WrongInput for any other word."""
    labels = {tidy(fit(label)): value for value, label in reversed(list(choices.items()))}
    value = labels.get(tidy(text)) or labels.get(_SHORT.get(tidy(text), ""), "")
    if not value:
        words = [" ".join(fit(label).split()) for label in choices.values()]
        raise WrongInput(f"This is not one of the choices. Choose {listed(words, 'or')}.")
    return value


def row_of(sheet: SheetFound, number: int) -> dict[str, str]:
    """Return what the cells of a row say by their columns, from left to right."""
    cells = {parts_of(at)[0]: cell.text for at, cell in sheet.cells.items() if parts_of(at)[1] == number}
    return {letter: cells[letter] for letter in sorted(cells, key=column_index_from_string)}


def not_read(letter: str, heading: str = "") -> str:
    """Return what is said of a column that somebody added."""
    named = f" “{heading.strip()[:60]}”" if heading.strip() else ""
    return f"Column {letter}{named} was added, so it is not taken in."


def tidy(text: str) -> str:
    """Return a heading or a choice as it is compared: without regard to capitals and spaces."""
    return " ".join(text.split()).casefold()


def parts_of(at: str) -> tuple[str, int]:
    """Return the column and the row of a cell."""
    column = at.rstrip("0123456789")
    return column, int(at[len(column) :])


def places(wrong: Sequence[Wrong]) -> str:
    """Return where the first of several things are wrong, and why, in sentences."""
    summary = " ".join(fault.in_words for fault in wrong[:5])
    return summary if len(wrong) <= 5 else f"{summary} There are {len(wrong) - 5} more."
