"""The cells of a workbook that somebody sent, read as text; formulas are seen and never worked out.

In: the bytes of the file.
Out: its sheets, and for each sheet every cell that holds something, with what was hidden or merged.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from audit.documents.excel.package import Handler, Package, damaged
from audit.documents.excel.parts import TRUE, Cells, Contents, Links, Raw, Strings, Styles, unescaped, whole

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
    merged: tuple[str, ...] = ()  # the first cell of each
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
            cells={at: self._cell(raw) for at, raw in cells.found.items()},
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
    for said in contents.sheets:
        part = links.targets.get(said.get("id", ""))
        if part is None or not said.get("name"):
            raise damaged()
        hidden = said.get("state", "visible") != "visible"
        made.append(SheetEntry(name=said["name"], part=part, hidden=hidden))
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
        found = from_excel(number, epoch)
    except (ValueError, OverflowError):
        return repr(number)
    if isinstance(found, datetime):
        return found.date().isoformat() if found.time() == time() else found.isoformat(sep=" ", timespec="minutes")
    return str(found) if isinstance(found, date | time | timedelta) else repr(number)
