"""The cells of a workbook that somebody sent, read as text; formulas are seen and never worked out.

In: the bytes of the file.
Out: its sheets, and for each sheet every cell that holds something, with what was hidden or merged.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from posixpath import join, normpath
from typing import TypeVar

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from audit.documents.audit_workbook_values import clean
from audit.documents.workbook_package import Attributes, Handler, Package, damaged, too_large

_MOST_CELLS, _MOST_ROWS, _MOST_SHEETS, _MOST_MERGED = 60_000, 60_000, 100, 1_000
_WORKBOOK = "xl/workbook.xml"
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_TRUE = ("1", "true")
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
        contents = _Contents()
        self._package.walk(_WORKBOOK, contents)
        links = _Links()
        self._package.walk("xl/_rels/workbook.xml.rels", links)
        self.sheets = tuple(_entries(contents, links))
        self._epoch = CALENDAR_MAC_1904 if contents.since_1904 else CALENDAR_WINDOWS_1900
        self._strings = self._read(links.of_type("sharedStrings"), _Strings()).found
        self._dates = self._read(links.of_type("styles"), _Styles()).dates()

    def sheet(self, entry: SheetEntry) -> SheetFound:
        """Return what a sheet holds; raises WrongInput where it is damaged or far too large."""
        cells = _Cells()
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

    def _cell(self, raw: _Raw) -> CellFound:
        return CellFound(text=self._text(raw), formula=raw.formula, error=raw.type == "e")

    def _text(self, raw: _Raw) -> str:
        if raw.type == "s":
            place = _whole(raw.value)
            if not 0 <= place < len(self._strings):
                raise damaged()
            return self._strings[place]
        if raw.type == "inlineStr":
            return _unescaped(raw.words)
        if raw.type == "b":
            return "TRUE" if raw.value.strip() in _TRUE else "FALSE"
        if raw.type == "n" and raw.value.strip():
            return _figure(raw.value, is_date=_whole(raw.style or "0") in self._dates, epoch=self._epoch)
        return _unescaped(raw.value)


@dataclass(kw_only=True)
class _Raw:
    type: str
    style: str
    value: str = ""
    words: str = ""
    formula: bool = False


class _Contents(Handler):
    def __init__(self) -> None:
        self.sheets: list[Attributes] = []
        self.since_1904 = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "sheet":
            self.sheets.append(attributes)
        elif name == "workbookPr":
            self.since_1904 = attributes.get("date1904", "") in _TRUE


class _Links(Handler):
    def __init__(self) -> None:
        self.targets: dict[str, str] = {}
        self._types: dict[str, str] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "")
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        self.targets[attributes.get("Id", "")] = part
        self._types[attributes.get("Type", "").rpartition("/")[2]] = part

    def of_type(self, name: str) -> str | None:
        return self._types.get(name)


class _Strings(Handler):
    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._open = self._aside = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "si":
            self._parts = []
        elif name == "rPh":  # how a word is read aloud, in some languages; not part of it
            self._aside = True
        elif name == "t":
            self._open = not self._aside

    def end(self, name: str) -> None:
        if name == "si":
            self.found.append(_unescaped("".join(self._parts)))
        elif name == "rPh":
            self._aside = False
        elif name == "t":
            self._open = False

    def text(self, words: str) -> None:
        if self._open:
            self._parts.append(words)


class _Styles(Handler):
    def __init__(self) -> None:
        self._formats: dict[str, str] = {}
        self._cells: list[str] = []
        self._inside = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self._cells.append(attributes.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._inside = False

    def dates(self) -> frozenset[int]:
        return frozenset(place for place, number in enumerate(self._cells) if self._is_date(number))

    def _is_date(self, number: str) -> bool:
        builtin = BUILTIN_FORMATS.get(_whole(number), "General")
        return bool(is_date_format(self._formats.get(number, builtin)[:200]))


@dataclass
class _Cells(Handler):
    found: dict[str, _Raw] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    _row: int = 0
    _column: int = 0
    _cells: int = 0
    _rows: int = 0
    _raw: _Raw | None = None
    _inside: str = ""

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif name == "row":
            self._begin_row(attributes)
        elif name == "mergeCell":
            self._note_merge(attributes.get("ref", ""))
        elif name == "col" and attributes.get("hidden", "") in _TRUE:
            first, last = _whole(attributes.get("min", "1")), _whole(attributes.get("max", "1"))
            self.hidden_columns.update(range(first, min(last, first + 100) + 1))
        elif name in ("v", "t", "f"):
            self._inside = name
            if name == "f" and self._raw is not None:
                self._raw.formula = True
        elif name == "rPh":
            self._inside = ""

    def end(self, name: str) -> None:
        if name == "c" and self._raw is not None:
            raw, self._raw = self._raw, None
            if raw.value or raw.words or raw.formula:
                self.found[f"{get_column_letter(self._column)}{self._row}"] = raw
        elif name in ("v", "t", "f"):
            self._inside = ""

    def text(self, words: str) -> None:
        if self._raw is None:
            return
        if self._inside == "v":
            self._raw.value += words
        elif self._inside == "t":
            self._raw.words += words

    def _begin_row(self, attributes: Attributes) -> None:
        self._rows += 1
        self._row, self._column = _whole(attributes.get("r", str(self._row + 1))), 0
        if self._rows > _MOST_ROWS:
            raise too_large()
        if attributes.get("hidden", "") in _TRUE:
            self.hidden_rows.add(self._row)

    def _begin_cell(self, attributes: Attributes) -> None:
        self._cells += 1
        if self._cells > _MOST_CELLS:
            raise too_large()
        place = attributes.get("r")
        if place is None:
            self._column += 1
        else:
            self._row, self._column = _position(place)
        if not (1 <= self._column <= 16_384 and 1 <= self._row <= 1_048_576):
            raise damaged()
        self._raw = _Raw(type=attributes.get("t", "n"), style=attributes.get("s", "0"))

    def _note_merge(self, ref: str) -> None:
        first = ref.partition(":")[0]
        _position(first)
        if len(self.merged) < _MOST_MERGED:
            self.merged.append(first.replace("$", "").upper())


def _entries(contents: _Contents, links: _Links) -> Sequence[SheetEntry]:
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


def _position(place: str) -> tuple[int, int]:
    found = _PLACE.fullmatch(place)
    if found is None:
        raise damaged()
    return int(found[2]), column_index_from_string(found[1].upper())


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError as fault:
        raise damaged() from fault


def _unescaped(text: str) -> str:
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return clean(text)


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
