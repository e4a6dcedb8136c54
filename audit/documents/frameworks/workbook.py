"""A framework's workbook for Excel: for a new framework, or filled with one that is there.

In: a framework, perhaps with nothing in it yet, and the frameworks that it can map to.
Out: the bytes of one .xlsx file with drop-downs, a frozen row of headings and an example on each sheet.

Here too:
- What a framework's workbook says in each cell.
- What the first sheet of a framework's workbook says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import Enum

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.excel import styles, writing
from audit.documents.excel.styles import Look
from audit.documents.excel.writing import put
from audit.documents.frameworks.columns import (
    BREAK,
    DESCRIPTORS,
    FRAMEWORK,
    INSTRUCTIONS,
    LISTS,
    THEMES,
    Column,
    Form,
    SheetForm,
    in_own_words,
)
from audit.documents.frameworks.sheets import HEADER, SHEETS
from audit.domain.frameworks.framework import Criterion, Framework, Key, Statement

Row = Mapping[str, tuple[str, ...]]
_NAMED_BY = {DESCRIPTORS: ("ref", "grade"), "Scales": ("ref", "value"), "Mappings": ("from", "to")}


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


def rows_of(framework: Framework, form: SheetForm) -> list[Row]:
    """Return the rows of a sheet."""
    made = {
        "items": _items,
        "descriptors": _descriptors,
        "scales": _scales,
        "sectors": _sectors,
        "mappings": _mappings,
    }[form.section]
    return [_row(form, values) for values in made(framework, form)]


def texts_of(framework: Framework) -> Iterator[tuple[str, str, str]]:
    """Yield what somebody wrote in their own words: the row, the heading of the column, and the text."""
    header = header_values(framework)
    for column in HEADER:
        if in_own_words(column, header[column.key]):
            yield FRAMEWORK, column.heading, header[column.key]
    for form in SHEETS:
        for row in rows_of(framework, form):
            name = " ".join(row[key][0] for key in _NAMED_BY.get(form.name, ("ref",)))
            for column in form.columns:
                for text in row[column.key]:
                    if in_own_words(column, text):
                        yield f"{form.name}, {name}", column.heading, text


def _row(form: SheetForm, values: Mapping[str, object]) -> Row:
    row = {}
    for column in form.columns:
        value = values.get(column.key)
        if isinstance(value, tuple):
            entries = tuple(str(entry).replace("\n", BREAK) for entry in value)
            row[column.key] = entries if column.form is Form.SEVERAL else ("\n".join(entries),)
        elif column.form is Form.CHOICE:
            row[column.key] = (_text(value).replace("_", " "),)
        else:
            row[column.key] = (_text(value),)
    return row


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
        "such as “Asked of 7”, may be added.",
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
    book = Workbook()
    styles.add_styles(book)
    front = book.active
    if not isinstance(front, Worksheet):  # a new workbook always has one; says so to the type checker
        raise TypeError("a new workbook has no sheet")
    front.title = INSTRUCTIONS
    styles.instruct(front, title(framework), instructions(framework))
    front.HeaderFooter = styles.footer(INSTRUCTIONS)
    lists = writing.add_lists(book, _choices(framework, beside))
    _header(book.create_sheet(FRAMEWORK), framework, lists)
    for form in SHEETS:
        _entries(book.create_sheet(form.name), form, framework, lists)
    writing.label(book, title(framework), today)
    return writing.as_bytes(book)


def _header(sheet: Worksheet, framework: Framework, lists: Mapping[str, str]) -> None:
    values = header_values(framework)
    for column, heading in enumerate(("What", "Fill this in", "What it means"), start=1):
        put(sheet, f"{get_column_letter(column)}1", heading, style=styles.style_name(Look.HEAD))
    for row, field in enumerate(HEADER, start=2):
        put(sheet, f"A{row}", field.heading, style=styles.style_name(Look.LABEL))
        put(sheet, f"B{row}", values.get(field.key, ""), style=styles.style_name(_look_of(field)))
        put(sheet, f"C{row}", field.help, style=styles.style_name(Look.TEXT))
        styles.set_height(sheet, row, [(values.get(field.key, ""), 60), (field.help, 60)])
        _offer(sheet, field, f"B{row}", lists)
    _set_up(sheet, (26, 60, 60), "A2")


def _entries(sheet: Worksheet, form: SheetForm, framework: Framework, lists: Mapping[str, str]) -> None:
    rows = rows_of(framework, form)
    spread = _spread(form, rows)
    for place, (_, heading, _) in enumerate(spread, start=1):
        put(sheet, f"{get_column_letter(place)}1", heading, style=styles.style_name(Look.HEAD))
    widths = [column.width for column, _, _ in spread]
    example = [column.example if number < 2 else "" for column, _, number in spread]
    filled = [[_entry(row[column.key], number) for column, _, number in spread] for row in rows]
    for row, texts in enumerate([example, *filled, *([""] * len(spread) for _ in range(_FREE))], start=2):
        for place, (text, (column, _, _)) in enumerate(zip(texts, spread, strict=True), start=1):
            style = Look.TEXT if row == 2 else _look_of(column)
            put(sheet, f"{get_column_letter(place)}{row}", text, style=styles.style_name(style))
        if any(texts):
            styles.set_height(sheet, row, list(zip(texts, widths, strict=True)))
    last = len(rows) + _OFFERED
    for place, (column, _, _) in enumerate(spread, start=1):
        letter = get_column_letter(place)
        _offer(sheet, column, f"{letter}3:{letter}{last}", lists)
    styles.set_height(sheet, 1, [(heading, column.width) for column, heading, _ in spread])
    _set_up(sheet, widths, "B2")


def _spread(form: SheetForm, rows: Sequence[Mapping[str, tuple[str, ...]]]) -> list[tuple[Column, str, int]]:
    """Return the columns one by one, each with its heading and its number, 0 for one that has none."""
    columns = []
    for column in form.columns:
        if column.form is not Form.SEVERAL:
            columns.append((column, column.heading, 0))
            continue
        most = max((len(row[column.key]) for row in rows), default=0)
        numbers = range(1, max(most, _COLUMNS.get(column.key, 2)) + 1)
        columns += [(column, f"{column.heading} {number}", number) for number in numbers]
    return columns


def _entry(entries: tuple[str, ...], number: int) -> str:
    place = max(number - 1, 0)
    return entries[place] if place < len(entries) else ""


def _look_of(column: Column) -> Look:
    return Look.CHOICE if column.options or column.source or column.form is Form.YES_NO else Look.WORDS


def _offer(sheet: Worksheet, column: Column, cells: str, lists: Mapping[str, str]) -> None:
    validation = writing.drop_down(_formula(column, lists), column.heading, column.help, only=column.source != LISTS)
    validation.add(cells)
    sheet.add_data_validation(validation)


def _formula(column: Column, lists: Mapping[str, str]) -> str:
    if column.form is Form.YES_NO:
        return '"yes,no"'
    if column.options:
        return f'"{",".join(option.replace("_", " ") for option in column.options)}"'
    if column.source == "Scales":
        return f"Scales!$E$3:$E${_OFFERED}"
    usual = f"'{column.source}'!$A$3:$A${_OFFERED}" if column.source else ""
    return lists.get(column.source, usual)


def _choices(framework: Framework, beside: Sequence[Framework]) -> dict[str, list[str]]:
    """Return what drop-downs offer from the hidden sheet, by source."""
    others = [candidate for candidate in beside if candidate.id != framework.id]
    themed = {candidate.id: candidate for candidate in beside if candidate.themes()}
    of_another = themed[framework.themes_from].themes() if framework.themes_from in themed else ()
    themes = {THEMES: [f"{theme.ref}: {theme.title}" for theme in of_another]} if of_another else {}
    items = [f"{other.id}/{item.ref}: {item.title}" for other in others for item in other.items]
    return {**themes, LISTS: items, "Frameworks": sorted(themed)}


def _set_up(sheet: Worksheet, widths: Sequence[int], head: str) -> None:
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    writing.on_paper(sheet, landscape=True)
    sheet.page_setup.paperSize = 8  # A3, since a sheet has many columns
    sheet.HeaderFooter = styles.footer(sheet.title)
    sheet.freeze_panes = head
    sheet.print_title_rows = "1:1"
