"""A framework's workbook that came back: the values of a framework's file, and where each stands.

In: the bytes of the file.
Out: values in the shape of a file, their places, and what cannot be read, with sheet, cell and why.

Here too:
- Where each thing of a framework stands in a workbook that came back, so that what is wrong is named by its cell.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from openpyxl.utils import column_index_from_string

from audit.documents.excel.sheets import (
    MOST_WRONG,
    Book,
    CellFound,
    SheetFound,
    Wrong,
    not_read,
    parts_of,
    row_of,
    tidy,
    unreadable,
)
from audit.documents.frameworks.columns import (
    DESCRIPTORS,
    EXAMPLE,
    FRAMEWORK,
    INSTRUCTIONS,
    LISTS,
    Column,
    Form,
    SheetForm,
    read,
)
from audit.documents.frameworks.sheets import HEADER, SHEETS
from audit.errors import WrongInput

Place = tuple[str, int]  # sheet and row
_PREFIXED = re.compile(r"(mappings|scales|sectors)\b\.?(.*)")
_PREFIX = re.compile(r"^(mappings|sectors|scales)\.(steps\.)?")
_FIRST_DATA = {"items": "Statements", "mappings": "Mappings", "scales": "Scales", "sectors": "Sectors"}


@dataclass
class Places:
    """The places of one workbook."""

    columns: dict[tuple[str, str], list[str]] = field(default_factory=dict)  # (sheet, key) to letters, in order
    entries: dict[tuple[str, int, str], list[str]] = field(
        default_factory=dict
    )  # (sheet, row, key) of a list's entries
    header: dict[str, int] = field(default_factory=dict)  # key to row of the sheet about the framework
    rows: dict[tuple[str, int], Place] = field(default_factory=dict)  # (section, entry from 1)
    named: dict[tuple[str, str], Place] = field(default_factory=dict)  # (section, ref); the last of several
    steps: dict[tuple[str, int], int] = field(default_factory=dict)  # (scale, step from 1) to row
    described: dict[tuple[str, str], int] = field(default_factory=dict)  # (ref, grade) to row

    def cell(self, *, item: str, field_name: str, entry: int = 0, part: int | str = 0) -> tuple[str, str]:
        """Return the sheet and the cell that something is about; the nearest one where nothing is written."""
        match = _PREFIXED.fullmatch(field_name)
        section, key = (match[1], match[2]) if match and (entry or match[2]) else ("items", field_name)
        if section == "items" and item.startswith("("):
            return self._of_whole(field_name)
        if section == "scales":
            return self._of_scale(item, key, entry, part)
        if key == "descriptors" and (item, str(part)) in self.described:
            row = self.described[item, str(part)]
            return DESCRIPTORS, f"{self._letter(DESCRIPTORS, 'grade')}{row}"
        sheet, row = self._row(section, item, entry)
        letters = self.entries.get((sheet, row, key), [])
        if isinstance(part, int) and 0 < part <= len(letters):
            return sheet, f"{letters[part - 1]}{row}"
        return sheet, f"{self._letter(sheet, key)}{row}"

    def label(self, field_name: str, sheet: str) -> str:
        """Return what people call a field on a sheet."""
        key = _PREFIX.sub("", field_name)
        columns = HEADER if sheet == FRAMEWORK else [c for form in SHEETS if form.name == sheet for c in form.columns]
        known = [column.heading for column in columns if column.key == key]
        return known[0] if known else key.replace("_", " ").capitalize()

    def _of_whole(self, key: str) -> tuple[str, str]:
        if key in self.header:
            return FRAMEWORK, f"B{self.header[key]}"
        return (_FIRST_DATA[key], "A3") if key in _FIRST_DATA else (FRAMEWORK, "A1")

    def _of_scale(self, item: str, key: str, entry: int, part: int | str) -> tuple[str, str]:
        step = part if isinstance(part, int) and part else 1
        row = self.steps.get((item, step)) or self._row("scales", item, entry)[1]
        return "Scales", f"{self._letter('Scales', key.removeprefix('steps.'))}{row}"

    def _row(self, section: str, item: str, entry: int) -> Place:
        place = self.rows.get((section, entry)) if entry else None
        return place or self.named.get((section, item)) or (_FIRST_DATA[section], 3)

    def _letter(self, sheet: str, key: str) -> str:
        letters = self.columns.get((sheet, key)) or self.columns.get((sheet, "ref")) or ["A"]
        return letters[0]


_NUMBERED = re.compile(r"(.+?)\s+([1-9][0-9]?)")
Values = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class FrameworkReturn:
    """What a workbook says a framework is."""

    data: Values
    places: Places = field(compare=False)
    wrong: tuple[Wrong, ...] = ()
    notes: tuple[str, ...] = ()  # what is not read, and why


@dataclass(frozen=True, kw_only=True)
class _Line:
    """One row that was read."""

    sheet: str
    row: int
    values: Values
    place: int | None = None  # None: it follows the row above


def read_framework_workbook(data: bytes) -> FrameworkReturn:
    """Return what a workbook says; raises WrongInput for a file that is none of ours or cannot be opened safely."""
    book = Book(data)
    entries = {entry.name.casefold(): entry for entry in book.sheets}
    if FRAMEWORK.casefold() not in entries:
        raise WrongInput(
            "This is not a framework workbook of this tool: it has no sheet “Framework”. Take a workbook out, fill "
            "that in, and choose it here."
        )
    reading = _Reading()
    known = {name.casefold() for name in (INSTRUCTIONS, FRAMEWORK, LISTS, *(form.name for form in SHEETS))}
    for entry in book.sheets:
        if entry.name.casefold() not in known:
            reading.is_wrong(
                entry.name, "A1", "This sheet is none of the template’s. Give it its name back, or take it out."
            )
    values = reading.header(book.sheet(entries[FRAMEWORK.casefold()]))
    lines = {
        form.name: list(reading.lines(form, book.sheet(entries[form.name.casefold()])))
        for form in SHEETS
        if form.name.casefold() in entries
    }
    return FrameworkReturn(
        data=values | reading.sections(lines),
        places=reading.places,
        wrong=tuple(reading.wrong[:MOST_WRONG]),
        notes=tuple(dict.fromkeys(reading.notes)),
    )


class _Reading:
    def __init__(self) -> None:
        self.places = Places()
        self.wrong: list[Wrong] = []
        self.notes: list[str] = []

    def is_wrong(self, sheet: str, cell: str, why: str) -> None:
        self.wrong.append(Wrong(sheet=sheet, cell=cell, why=why))

    def header(self, worksheet: SheetFound) -> Values:
        """Return what the sheet about the framework says."""
        labels = {
            tidy(cell.text): at for at, cell in worksheet.cells.items() if at.startswith("A") and at[1:].isdigit()
        }
        values: Values = {}
        for column in HEADER:
            at = labels.get(tidy(column.heading))
            if at is None:
                why = f"The row “{column.heading}” is missing. Put it back, or begin with a fresh workbook."
                self.is_wrong(FRAMEWORK, "A1", why)
                continue
            row = int(at[1:])
            self.places.header[column.key] = row
            value = self._value(column, FRAMEWORK, f"B{row}", worksheet)
            if value is not None:
                values[column.key] = value
        source = {
            key.partition(".")[2]: values.pop(key, "") for key in list(self.places.header) if key.startswith("source.")
        }
        rule = {key.partition(".")[2]: values.pop(key) for key in list(values) if key.startswith("readiness.")}
        return {**values, "source": source} | ({"readiness": rule} if rule else {})

    def lines(self, form: SheetForm, worksheet: SheetFound) -> Iterator[_Line]:
        """Yield the rows of a sheet that say something."""
        columns = self._columns(form, worksheet)
        for cells in worksheet.merged:
            at = cells.partition(":")[0]
            self.is_wrong(form.name, at, "Cells were merged here. Undo it, so that each row has its own cells.")
        by_row: dict[int, dict[str, CellFound]] = {}
        for at, cell in worksheet.cells.items():
            letter, row = parts_of(at)
            if row > 1 and letter not in columns:
                heading = worksheet.cells.get(f"{letter}1", CellFound(text="")).text
                self.notes.append(f"{form.name}: {not_read(letter, heading)}")
            elif row > 1 and (cell.formula or cell.text.strip()):
                by_row.setdefault(row, {})[letter] = cell
        for row in sorted(by_row):
            if not _is_example(by_row[row]):
                yield self._line(form, columns, worksheet, row, by_row[row])

    def sections(self, lines: Mapping[str, list[_Line]]) -> Values:
        """Return the lists of a framework's file."""
        items = _in_order(lines)
        self._describe(items, lines.get("Descriptors", []))
        sections: Values = {"items": [line.values for line in items]}
        mappings, sectors = lines.get("Mappings", []), lines.get("Sectors", [])
        for section, entries in (("items", items), ("mappings", mappings), ("sectors", sectors)):
            for number, line in enumerate(entries, start=1):
                self.places.rows[section, number] = (line.sheet, line.row)
                name = line.values.get("ref", line.values.get("from"))
                self.places.named[section, str(name)] = (line.sheet, line.row)
            if entries:
                sections[section] = [line.values for line in entries]
        scales = self._scales(lines.get("Scales", []))
        return {**sections, "scales": scales} if scales else sections

    def _columns(self, form: SheetForm, worksheet: SheetFound) -> dict[str, tuple[Column, int]]:
        headings: dict[str, tuple[Column, int]] = {}
        for letter, text in row_of(worksheet, 1).items():
            numbered = _NUMBERED.fullmatch(text.strip())
            base, number = (numbered[1], int(numbered[2])) if numbered else (text, 0)
            column = next((column for column in form.columns if tidy(column.heading) in (tidy(text), tidy(base))), None)
            if column is None or (number and column.form is not Form.SEVERAL):
                continue
            headings[letter] = (column, number)
            self.places.columns.setdefault((form.name, column.key), []).append(letter)
        for column in form.columns:
            if (form.name, column.key) not in self.places.columns and worksheet.cells:
                self.is_wrong(form.name, "A1", f"The column “{column.heading}” is missing. Put it back.")
        return headings

    def _line(
        self,
        form: SheetForm,
        columns: Mapping[str, tuple[Column, int]],
        worksheet: SheetFound,
        row: int,
        cells: Mapping[str, CellFound],
    ) -> _Line:
        values: Values = {"kind": form.kinds[0]} if form.kinds else {}
        place: int | None = None
        for letter in sorted(cells, key=column_index_from_string):
            column, _ = columns[letter]
            value = self._value(column, form.name, f"{letter}{row}", worksheet)
            if value is None:
                continue
            if column.key == "place":
                place = value if isinstance(value, int) else None
            elif column.form is Form.SEVERAL:
                values[column.key] = [*_listed(values.get(column.key)), value]
                self.places.entries.setdefault((form.name, row, column.key), []).append(letter)
            else:
                values[column.key] = value
        return _Line(sheet=form.name, row=row, values=_whole(form, values), place=place)

    def _value(self, column: Column, sheet: str, at: str, worksheet: SheetFound) -> object:
        """Return what a cell says; None where it says nothing, or nothing that can be used."""
        cell = worksheet.cells.get(at)
        why = unreadable(cell) if cell is not None else ""
        if why:
            self.is_wrong(sheet, at, why)
        if cell is None or why or not cell.text.strip():
            return None
        try:
            return read(column, cell.text)
        except WrongInput as fault:
            self.is_wrong(sheet, at, str(fault))
            return None

    def _describe(self, items: list[_Line], described: list[_Line]) -> None:
        by_ref: dict[str, dict[str, object]] = {}
        for line in described:
            ref, grade = str(line.values.get("ref", "")), str(line.values.get("grade", ""))
            if (ref, grade) in self.places.described:
                why = f"{ref} has words for “{grade}” already, in row {self.places.described[ref, grade]}. Keep one."
                self.is_wrong(line.sheet, f"A{line.row}", why)
            self.places.described[ref, grade] = line.row
            by_ref.setdefault(ref, {})[grade] = line.values.get("words", "")
        graded = {str(line.values.get("ref")): line for line in items if line.sheet == "Statements"}
        for ref, words in by_ref.items():
            if ref in graded:
                graded[ref].values["descriptors"] = words
            else:
                row = next(row for (described_ref, _), row in self.places.described.items() if described_ref == ref)
                self.is_wrong("Descriptors", f"A{row}", f"There is no statement “{ref[:40]}” on the sheet Statements.")

    def _scales(self, lines: list[_Line]) -> list[Values]:
        scales: dict[str, Values] = {}
        for line in lines:
            step = dict(line.values)
            ref = str(step.pop("ref", ""))
            whole: Values = {key: step.pop(key) for key in ("title", "default") if key in step}
            first = ref not in scales
            scale = scales.setdefault(ref, {"ref": ref, **whole, "steps": []})
            if not first and any(scale.get(key, value) != value for key, value in whole.items()):
                self.is_wrong(
                    line.sheet, f"B{line.row}", "This scale has another title above. Write it on its first row only."
                )
            steps: list[Values] = scale["steps"]  # type: ignore[assignment]  # made above
            steps.append(step)
            self.places.steps[ref, len(steps)] = line.row
            self.places.named.setdefault(("scales", ref), (line.sheet, line.row))
        for number, ref in enumerate(scales, start=1):
            self.places.rows["scales", number] = self.places.named["scales", ref]
        return list(scales.values())


def _in_order(lines: Mapping[str, list[_Line]]) -> list[_Line]:
    """Return the items in their places; one without a place follows the row above it on its sheet."""
    placed: list[tuple[tuple[float, int, int], _Line]] = []
    for number, form in enumerate(form for form in SHEETS if form.section == "items"):
        above: tuple[float, int] = (math.inf, number)
        for after, line in enumerate(lines.get(form.name, []), start=1):
            if line.place is not None:
                above = (float(line.place), number)
            placed.append(((*above, after), line))
    return [line for _, line in sorted(placed, key=lambda placement: placement[0])]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _whole(form: SheetForm, values: Values) -> Values:
    if form.section == "items" and form.column("look_for"):
        values.setdefault("look_for", [])
        values.setdefault("asked_of", [])
    return values


def _is_example(cells: Mapping[str, CellFound]) -> bool:
    first = min(cells, key=column_index_from_string)
    return cells[first].text.strip().casefold().startswith(EXAMPLE.casefold())
