"""Where each thing of a framework stands in a workbook that came back, so that what is wrong is named by its cell.

In: rows and columns, as they are read.
Out: the sheet and the cell that an item, a field and an entry stand in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from audit.documents.frameworks.columns import DESCRIPTORS, FRAMEWORK
from audit.documents.frameworks.sheets import HEADER, SHEETS

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
        found = _PREFIXED.fullmatch(field_name)
        section, key = (found[1], found[2]) if found and (entry or found[2]) else ("items", field_name)
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
