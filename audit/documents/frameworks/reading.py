"""A framework's workbook that came back: what its rows bring, and the values of a framework's file that they make.

In: the bytes of the file, and the framework as it is here.
Out: what is new, changed, in conflict and missing; values in the shape of a file, and where each stands.

Here too:
- Where each thing of a framework stands in a workbook that came back, so that what is wrong is named by its cell.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from audit.documents.excel.list_reading import ListReturn, ReturnedRow, read_lists
from audit.documents.excel.list_workbook import Fills
from audit.documents.excel.returned import Answers, Gathered, Outcome, Preview, differing
from audit.documents.excel.sheets import MOST_WRONG, Book, Wrong
from audit.documents.frameworks.columns import DESCRIPTORS, FRAMEWORK, Form, SheetForm, value
from audit.documents.frameworks.sheets import HEADER, SHEETS
from audit.documents.frameworks.workbook import CALLED, KIND, lists_of
from audit.domain.frameworks.framework import Framework
from audit.domain.identifying.marking import Look

Place = tuple[str, int]  # sheet and row; 0 for one that the file does not have
Values = dict[str, object]
_PREFIXED = re.compile(r"(mappings|scales|sectors)\b\.?(.*)")
_PREFIX = re.compile(r"^(mappings|sectors|scales)\.(steps\.)?")
_IDENTITY = {column.heading for column in HEADER if column.key in ("id", "edition")}  # which framework it is
_FIRST_DATA = {"items": "Statements", "mappings": "Mappings", "scales": "Scales", "sectors": "Sectors"}


@dataclass
class Places:
    """The places of one workbook."""

    lists: Mapping[str, ListReturn] = field(default_factory=dict)  # by sheet
    entries: dict[tuple[str, int, str], list[str]] = field(
        default_factory=dict
    )  # (sheet, row, key) to the columns of a list's entries
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
            return self._at(DESCRIPTORS, self.described[item, str(part)], "grade")
        sheet, row = self._row(section, item, entry)
        names = self.entries.get((sheet, row, key), [])
        return self._at(sheet, row, names[part - 1] if isinstance(part, int) and 0 < part <= len(names) else key)

    def label(self, field_name: str, sheet: str) -> str:
        """Return what people call a field on a sheet."""
        key = _PREFIX.sub("", field_name)
        columns = HEADER if sheet == FRAMEWORK else [c for form in SHEETS if form.name == sheet for c in form.columns]
        known = [column.heading for column in columns if column.key == key]
        return known[0] if known else key.replace("_", " ").capitalize()

    def _of_whole(self, key: str) -> tuple[str, str]:
        if key in self.header:
            return self._at(FRAMEWORK, self.header[key], "value")
        return (_FIRST_DATA[key], "A3") if key in _FIRST_DATA else (FRAMEWORK, "A1")

    def _of_scale(self, item: str, key: str, entry: int, part: int | str) -> tuple[str, str]:
        step = part if isinstance(part, int) and part else 1
        row = self.steps.get((item, step)) or self._row("scales", item, entry)[1]
        return self._at("Scales", row, key.removeprefix("steps."))

    def _row(self, section: str, item: str, entry: int) -> Place:
        place = self.rows.get((section, entry)) if entry else None
        return place or self.named.get((section, item)) or (_FIRST_DATA[section], 3)

    def _at(self, sheet: str, row: int, key: str) -> tuple[str, str]:
        found = self.lists.get(sheet)
        if found is None:
            return sheet, f"A{row or 1}"
        return found.sheet, found.cell(row or 1, key if key in found.letters else f"{key}.1")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row as it would be: of the workbook, or as it is here."""

    sheet: str
    ref: str
    row: int  # 0: the file does not have it
    cells: Mapping[str, str]

    @property
    def place(self) -> Place:
        """Return where it stands."""
        return self.sheet, self.row


@dataclass(frozen=True, kw_only=True)
class FrameworkReturn:
    """What a workbook says a framework is."""

    lists: Mapping[str, ListReturn]  # by sheet
    data: Values  # the values of a file, as the workbook alone gives them
    places: Places = field(compare=False)
    wrong: tuple[Wrong, ...] = ()
    notes: tuple[str, ...] = ()  # what is not read, and why


def read_framework_workbook(data: bytes) -> FrameworkReturn:
    """Return what a workbook says; raises WrongInput for a file that is none of ours or cannot be opened safely."""
    returned = read_lists(Book(data), kind=KIND, called=CALLED, expected=lists_of(None))
    lists = returned.lists
    wrong = [*returned.wrong, *(fault for found in lists.values() for fault in found.wrong)]
    values, places, more = assembled(lists, {name: list(_lines(name, found)) for name, found in lists.items()})
    notes = [*returned.notes, *(f"{found.sheet}: {note}" for found in lists.values() for note in found.notes)]
    return FrameworkReturn(
        lists=lists,
        data=values,
        places=places,
        wrong=tuple([*wrong, *more][:MOST_WRONG]),
        notes=tuple(dict.fromkeys(notes)),
    )


def _lines(name: str, found: ListReturn) -> Iterator[Line]:
    return (Line(sheet=name, ref=row.ref, row=row.number, cells=row.cells) for row in found.rows)


def brought(returned: FrameworkReturn, here: Framework | None, look: Look) -> Preview[Line]:
    """Return what the rows of a workbook bring beside a framework as it is here; None: all of it is new."""
    parts = [
        _brought(name, found, _cells(here, name), look, all_new=here is None) for name, found in returned.lists.items()
    ]
    return Preview(
        about=here.name if here else "",
        rows=tuple(row for part in parts for row in part.rows),
        missing=tuple(ref for part in parts for ref in part.missing),
        wrong=returned.wrong,
        notes=returned.notes,
        texts=tuple(text for part in parts for text in part.texts),
        takes_out=True,
    )


def _cells(here: Framework | None, name: str) -> dict[str, Mapping[str, str]]:
    sheets = lists_of(here) if here else ()
    return {row.ref: row.cells for sheet in sheets if sheet.name == name for row in sheet.rows}


def _brought(
    name: str, found: ListReturn, here: Mapping[str, Mapping[str, str]], look: Look, *, all_new: bool
) -> Preview[Line]:
    called = {ref: _called(name, ref) for ref in (*here, *found.missing, *(row.ref for row in found.rows))}
    gathered: Gathered[Line] = Gathered(replace(found, missing=tuple(called[ref] for ref in found.missing)), look)
    for row in found.rows:
        known = here.get(row.ref)
        changes = differing(found, row, known or {})
        named = replace(row, ref=called[row.ref], is_new=known is None)
        filled_in = [column.name for column in found.named(row.cells) if column.fills is not Fills.NONE]
        if known is None and filled_in and (row.is_new or changes or all_new):
            line = Line(sheet=name, ref=row.ref, row=row.number, cells=row.cells)
            gathered.brings(named, filled_in, line, clashing={})
        elif changes and known is not None:
            clashing = {key: known.get(key, "") for key, brings in changes.items() if brings is Outcome.CONFLICTING}
            whole = _with(name, row, known, changes)
            rest = _with(name, row, known, changes.keys() - clashing.keys())
            gathered.brings(named, list(changes), whole, clashing=clashing, rest=rest)
        elif known is not None:
            gathered.is_here(named.ref)
    return gathered.preview([called[ref] for ref in here])


def _with(name: str, row: ReturnedRow, known: Mapping[str, str], changed: Collection[str]) -> Line:
    cells = {**known, **{key: row.cells.get(key, "") for key in changed}}
    return Line(sheet=name, ref=row.ref, row=row.number, cells=cells)


def _called(name: str, ref: str) -> str:
    is_item = any(form.name == name and form.section == "items" for form in SHEETS)
    return ref if is_item else f"{name}: {ref}"


def merged(
    returned: FrameworkReturn,
    here: Framework | None,
    seen: Preview[Line],
    answers: Answers,
    waiting: Collection[Place] = (),
) -> dict[str, list[Line]]:
    """Return the rows as they would be: those here, with what the workbook brings; rows that wait stay as they are."""
    brings = {
        row.content.place: row.rest if row.ref in answers.from_app else row.content for row in seen.rows if row.content
    }
    lines: dict[str, list[Line]] = {}
    for name in (FRAMEWORK, *(form.name for form in SHEETS)):
        found, known = returned.lists.get(name), _cells(here, name)
        rows = found.rows if found else ()
        lines[name] = []
        for row in rows:
            new = brings.get((name, row.number)) if (name, row.number) not in waiting else None
            if name == FRAMEWORK and row.ref in _IDENTITY:
                lines[name].append(Line(sheet=name, ref=row.ref, row=row.number, cells=row.cells))
            elif new is not None:
                lines[name].append(new)
            elif row.ref in known:
                lines[name].append(Line(sheet=name, ref=row.ref, row=row.number, cells=known[row.ref]))
        gone = set(found.missing) if found and answers.take_out_missing else set()
        left = (ref for ref in known if ref not in gone | {row.ref for row in rows})
        lines[name] += [Line(sheet=name, ref=ref, row=0, cells=known[ref]) for ref in left]
    return lines


def assembled(
    lists: Mapping[str, ListReturn], lines: Mapping[str, list[Line]]
) -> tuple[Values, Places, tuple[Wrong, ...]]:
    """Return the values of a framework's file that rows make, where each stands, and what does not fit together."""
    building = _Building(lists)
    header = building.header(lines.get(FRAMEWORK, []), lists.get(FRAMEWORK))
    return header | building.sections(lines), building.places, tuple(building.wrong)


@dataclass(frozen=True, kw_only=True)
class _Entry:
    """One row as the values of a file."""

    sheet: str
    row: int
    values: Values
    place: int | None = None  # None: it follows the row above


class _Building:
    def __init__(self, lists: Mapping[str, ListReturn]) -> None:
        self.places = Places(lists=lists)
        self.wrong: list[Wrong] = []

    def header(self, lines: list[Line], found: ListReturn | None) -> Values:
        """Return what the sheet about the framework says."""
        keys = {row.ref: row.number for row in found.rows} if found else {}
        self.places.header = {column.key: keys[column.heading] for column in HEADER if column.heading in keys}
        by_ref = {line.ref: line.cells.get("value", "") for line in lines}
        texts = {column.key: by_ref.get(column.heading, "") for column in HEADER}
        values = {column.key: value(column, texts[column.key]) for column in HEADER if texts[column.key].strip()}
        source = {
            column.key.partition(".")[2]: values.pop(column.key, "")
            for column in HEADER
            if column.key.startswith("source.")
        }
        rule = {key.partition(".")[2]: values.pop(key) for key in list(values) if key.startswith("readiness.")}
        return {**values, "source": source} | ({"readiness": rule} if rule else {})

    def sections(self, lines: Mapping[str, list[Line]]) -> Values:
        """Return the lists of a framework's file."""
        entries = {form.name: [self._entry(form, line) for line in lines.get(form.name, [])] for form in SHEETS}
        items = _in_order(entries)
        self._describe(items, entries[DESCRIPTORS])
        sections: Values = {"items": [entry.values for entry in items]}
        mappings, sectors = entries["Mappings"], entries["Sectors"]
        for section, members in (("items", items), ("mappings", mappings), ("sectors", sectors)):
            for number, entry in enumerate(members, start=1):
                self.places.rows[section, number] = (entry.sheet, entry.row)
                name = entry.values.get("ref", entry.values.get("from"))
                self.places.named[section, str(name)] = (entry.sheet, entry.row)
            if members:
                sections[section] = [entry.values for entry in members]
        scales = self._scales(entries["Scales"])
        return {**sections, "scales": scales} if scales else sections

    def _entry(self, form: SheetForm, line: Line) -> _Entry:
        values: Values = {"kind": form.kinds[0]} if form.kinds else {}
        for column in form.columns:
            if column.form is Form.SEVERAL:
                names = sorted((name for name in line.cells if name.startswith(f"{column.key}.")), key=_number)
                names = [name for name in names if line.cells[name].strip()]
                values |= {column.key: [value(column, line.cells[name]) for name in names]} if names else {}
                self.places.entries[form.name, line.row, column.key] = names
            elif line.cells.get(column.key, "").strip():
                values[column.key] = value(column, line.cells[column.key])
        place = values.pop("place", None)
        if form.section == "items" and form.column("look_for"):
            values = {"look_for": [], "asked_of": []} | values
        return _Entry(sheet=form.name, row=line.row, values=values, place=place if isinstance(place, int) else None)

    def _describe(self, items: list[_Entry], described: list[_Entry]) -> None:
        by_ref: dict[str, dict[str, object]] = {}
        for entry in described:
            ref, grade = str(entry.values.get("ref", "")), str(entry.values.get("grade", ""))
            self.places.described[ref, grade] = entry.row
            by_ref.setdefault(ref, {})[grade] = entry.values.get("words", "")
        graded = {str(entry.values.get("ref")): entry for entry in items if entry.sheet == "Statements"}
        for ref, words in by_ref.items():
            if ref in graded:
                graded[ref].values["descriptors"] = words
                continue
            row = next(row for (described_ref, _), row in self.places.described.items() if described_ref == ref)
            self._is_wrong(DESCRIPTORS, row, f"There is no statement “{ref[:40]}” on the sheet Statements.")

    def _scales(self, entries: list[_Entry]) -> list[Values]:
        scales: dict[str, Values] = {}
        for entry in entries:
            step = dict(entry.values)
            ref = str(step.pop("ref", ""))
            whole: Values = {key: step.pop(key) for key in ("title", "default") if key in step}
            scale = scales.setdefault(ref, {"ref": ref, "steps": []})
            if any(scale.setdefault(key, own) != own for key, own in whole.items()):
                why = "This scale has another title in another row. Write it on one row of the scale only."
                self._is_wrong(entry.sheet, entry.row, why)
            steps: list[tuple[int, Values]] = scale["steps"]  # type: ignore[assignment]  # made above
            steps.append((entry.row, step))
        for number, (ref, scale) in enumerate(scales.items(), start=1):
            rows: list[tuple[int, Values]] = scale["steps"]  # type: ignore[assignment]  # made above
            rows.sort(key=lambda row: _order(row[1]))
            scale["steps"] = [step for _, step in rows]
            self.places.steps |= {(ref, place): row for place, (row, _) in enumerate(rows, start=1)}
            self.places.named["scales", ref] = self.places.rows["scales", number] = ("Scales", rows[0][0])
        return list(scales.values())

    def _is_wrong(self, sheet: str, row: int, why: str) -> None:
        self.wrong.append(Wrong(sheet=sheet, cell=f"A{row or 1}", why=why))


def _number(name: str) -> int:
    return int(name.rpartition(".")[2])


def _order(step: Values) -> float:
    order = step.get("order")
    return order if isinstance(order, int) else math.inf


def _in_order(entries: Mapping[str, list[_Entry]]) -> list[_Entry]:
    """Return the items in their places; one without a place follows the row above it on its sheet."""
    placed: list[tuple[tuple[float, int, int], _Entry]] = []
    for number, form in enumerate(form for form in SHEETS if form.section == "items"):
        above: tuple[float, int] = (math.inf, number)
        for after, entry in enumerate(entries[form.name], start=1):
            if entry.place is not None:
                above = (float(entry.place), number)
            placed.append(((*above, after), entry))
    return [entry for _, entry in sorted(placed, key=lambda placement: placement[0])]
