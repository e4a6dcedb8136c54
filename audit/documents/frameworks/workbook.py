"""A framework's workbook for Excel: for a new framework, or filled with one that is there.

In: a framework, perhaps with nothing in it yet, and the frameworks that it can map to.
Out: the bytes of one .xlsx file with drop-downs, a frozen row of headings and an example on each sheet.

Here too:
- What a framework's workbook says in each cell.
- What the first sheet of a framework's workbook says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import Enum

from audit.documents.excel.list_workbook import REF, Column, Fills, ListForm, ListRow, ListSheet, write_list
from audit.documents.frameworks.columns import (
    BREAK,
    DESCRIPTORS,
    FRAMEWORK,
    LISTS,
    MOST_ENTRIES,
    THEMES,
    Form,
    SheetForm,
    listed,
)
from audit.documents.frameworks.sheets import HEADER, SHEETS
from audit.domain.frameworks.framework import Criterion, Framework, Key, Statement

KIND, CALLED = "framework 2", "a framework workbook"


def lists_of(framework: Framework | None) -> tuple[ListSheet, ...]:
    """Return the sheets of a workbook with what a framework says in each cell; None: as they are read."""
    return (_header(framework), *(_list(framework, form) for form in SHEETS))


def _header(framework: Framework | None) -> ListSheet:
    values = header_values(framework) if framework else {}
    what = Column(name=REF, heading="What", width=26, fills=Fills.NONE)
    meaning = Column(name="meaning", heading="What it means", width=60, fills=Fills.NONE)
    own = {column.key: replace(listed(column), name="value", width=60) for column in HEADER}
    rows = [
        ListRow(
            ref=column.heading,
            cells={"value": values.get(column.key, ""), "meaning": column.help},
            own={"value": own[column.key]},
            lines=1,
        )
        for column in HEADER
    ]
    fill_in = Column(name="value", heading="Fill this in", width=60)
    return ListSheet(name=FRAMEWORK, columns=(what, fill_in, meaning), rows=rows)


def header_values(framework: Framework) -> dict[str, str]:
    """Return what the sheet about the framework says, by key."""
    values = {}
    for column in HEADER:
        first, _, second = column.key.partition(".")
        value = getattr(framework, first)
        content = getattr(value, second, None) if second else value
        values[column.key] = "\n".join(content) if isinstance(content, tuple) else _text(content)
    if not framework.version:
        values["version"] = ""
    return values


def _list(framework: Framework | None, form: SheetForm) -> ListSheet:
    made = {
        "items": _items,
        "descriptors": _descriptors,
        "scales": _scales,
        "sectors": _sectors,
        "mappings": _mappings,
    }[form.section]
    rows = [_row(form, values) for values in made(framework, form)] if framework else []
    example = {column.key: column.example for column in form.columns}
    example |= {f"{column.key}.1": column.example for column in form.columns if column.form is Form.SEVERAL}
    return ListSheet(
        name=form.name,
        columns=tuple(_spread(form, rows if framework else None)),
        rows=rows,
        keys=form.keys,
        is_named_by_hand=True,
        spare=_FREE,
        room=_OFFERED,
        example=example,
    )


def _spread(form: SheetForm, rows: Sequence[ListRow] | None) -> Iterator[Column]:
    """Yield the columns one by one: of a list as many as are filled, and a few more; without rows as many as may be."""
    for column in form.columns:
        if column.form is not Form.SEVERAL:
            yield listed(column)
        elif rows is None:
            yield from (listed(column, number) for number in range(MOST_ENTRIES + 1))
        else:
            most = max((sum(name.startswith(f"{column.key}.") for name in row.cells) for row in rows), default=0)
            numbers = range(1, max(most, _COLUMNS.get(column.key, 2)) + 1)
            yield from (listed(column, number) for number in numbers)


def _row(form: SheetForm, values: Mapping[str, object]) -> ListRow:
    cells: dict[str, str] = {}
    for column in form.columns:
        value = values.get(column.key)
        entries = [str(entry).replace("\n", BREAK) for entry in value] if isinstance(value, tuple) else [_text(value)]
        if column.form is Form.SEVERAL:
            cells |= {f"{column.key}.{number}": entry for number, entry in enumerate(entries, start=1) if entry}
        else:
            cells[column.key] = "\n".join(entries)
    named = (listed(column).shown(cells[column.key]) for column in form.columns if column.key in form.keys)
    return ListRow(ref=" ".join(" ".join(named).split()), cells=cells, lines=1)


def _items(framework: Framework, form: SheetForm) -> Iterator[Mapping[str, object]]:
    for place, item in enumerate(framework.items, start=1):
        if item.kind in form.kinds:
            values = {column.key: getattr(item, column.key, None) for column in form.columns}
            yield {**values, "place": place}


def _descriptors(framework: Framework, form: SheetForm) -> Iterator[Mapping[str, object]]:
    assert form.name == DESCRIPTORS  # noqa: S101 - the one sheet of its section
    for item in framework.items:
        described = item.descriptors if isinstance(item, Statement | Criterion) else None
        for grade, words in (described or {}).items():
            yield {"ref": item.ref, "grade": grade, "words": words}


def _scales(framework: Framework, _form: SheetForm) -> Iterator[Mapping[str, object]]:
    for scale in framework.scales:
        for number, step in enumerate(scale.steps):
            first = {"title": scale.title, "default": scale.default} if number == 0 else {}
            yield {**_fields(step), **first, "ref": scale.ref}


def _sectors(framework: Framework, _form: SheetForm) -> Iterator[Mapping[str, object]]:
    return (_fields(sector) for sector in framework.sectors)


def _mappings(framework: Framework, _form: SheetForm) -> Iterator[Mapping[str, object]]:
    for mapping in framework.mappings:
        yield {**_fields(mapping), "from": _ref(mapping.from_, framework), "to": _ref(mapping.to, framework)}


def _fields(value: object) -> dict[str, object]:
    return dict(vars(value))


def _ref(key: Key, framework: Framework) -> str:
    return key.ref if key.framework == framework.id else str(key)


def _text(value: object) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    return str(value.value) if isinstance(value, Enum) else str(value)


def title(framework: Framework) -> str:
    """Return what the workbook is called."""
    return f"Framework: {framework.title}" if framework.version else "A new framework"


def instructions(framework: Framework) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return the instructions: sections, each with labelled lines."""
    return (
        ("How to fill this in", _steps(framework)),
        (
            "The sheets",
            ((FRAMEWORK, "What it is called and where it comes from."), *((s.name, s.about) for s in SHEETS)),
        ),
        ("How far an item rests on its source", _PROVENANCE),
        ("Good to know", _RULES),
    )


def _steps(framework: Framework) -> tuple[tuple[str, str], ...]:
    begin = (
        "Every sheet holds what the framework says now. Change it, add rows, or delete rows."
        if framework.version
        else "Begin with the sheet Framework, then Statements, then Lines of enquiry. Leave empty what you do not need."
    )
    return (
        ("1. Fill in", begin),
        ("2. One row each", "Each item has a row of its own. Click a cell to see what belongs in it."),
        ("3. Save it as .xlsx", "Without macros or a password. Formulas are not read; write the words themselves."),
        (
            "4. Bring it back",
            "On the page “Frameworks by workbook” choose the file. You see what is new, changed and "
            "wrong, cell by cell, before anything is saved.",
        ),
    )


_PROVENANCE = (
    ("published", "The source says this, and you have seen it."),
    ("derived", "Your reading of what the source implies. Every screen and paper says so."),
    ("unverified", "Known second-hand only. Every screen and paper says so."),
)
_RULES = (
    ("Example rows", "A row that begins with “Example:” is not read. You can leave it or delete it."),
    (
        "Headings",
        "Columns are found by their headings, so they may be moved but not renamed. A numbered column, "
        "such as “Asked of 7”, may be added. What is in a hidden column is not read.",
    ),
    (
        "Refs",
        "Keep a ref while the meaning stays the same: grades are compared by it. If the meaning changes, give a "
        "new ref and write the old one under “Replaces”.",
    ),
    ("Lists in one cell", "“What to look for” and the like hold one entry a line. Alt and Enter begins a new line."),
    ("Children", "Nothing about a real child belongs here."),
)


_FREE = 20  # empty rows that look like rows to fill in; more can be used
_OFFERED = 400  # rows that have drop-downs beyond those that are filled
_COLUMNS = {"asked_of": 6, "themes": 3, "measurements": 2, "processes": 2}  # of a list with one entry a column


def write_framework_workbook(framework: Framework, *, beside: Sequence[Framework], today: date) -> bytes:
    """Return the workbook of a framework; one with version 0 is new, and only has examples on its sheets."""
    offered = _choices(framework, beside)
    sheets = lists_of(framework)
    if THEMES in offered:
        sheets = tuple(replace(sheet, columns=tuple(map(_of_another, sheet.columns))) for sheet in sheets)
    return write_list(
        ListForm(
            kind=KIND,
            about=framework.name,
            sheets=sheets,
            title=title(framework),
            sections=instructions(framework),
            marking="",
            made_on=today,
            offered=offered,
            is_explained_first=True,
        )
    )


def _of_another(column: Column) -> Column:
    """Return a column that offers themes with those of another framework."""
    return replace(column, offers=THEMES) if column.name.startswith("themes.") else column


def _choices(framework: Framework, beside: Sequence[Framework]) -> dict[str, list[str]]:
    """Return what drop-downs offer from the hidden sheet, by source."""
    others = [candidate for candidate in beside if candidate.id != framework.id]
    themed = {candidate.id: candidate for candidate in beside if candidate.themes()}
    of_another = themed[framework.themes_from].themes() if framework.themes_from in themed else ()
    themes = {THEMES: [f"{theme.ref}: {theme.title}" for theme in of_another]} if of_another else {}
    items = [f"{other.id}/{item.ref}: {item.title}" for other in others for item in other.items]
    return {**themes, LISTS: items, "Frameworks": sorted(themed)}
