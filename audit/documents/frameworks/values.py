"""What a framework's workbook says in each cell.

In: a framework.
Out: the rows of a sheet, each with its entries by column; an entry that is empty says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum

from audit.documents.frameworks.cells import in_own_words
from audit.documents.frameworks.columns import BREAK, DESCRIPTORS, FRAMEWORK, Form, SheetForm
from audit.documents.frameworks.sheets import HEADER, SHEETS
from audit.domain.frameworks.framework import Criterion, Framework, Key, Statement

Row = Mapping[str, tuple[str, ...]]
_NAMED_BY = {DESCRIPTORS: ("ref", "grade"), "Scales": ("ref", "value"), "Mappings": ("from", "to")}


def header_values(framework: Framework) -> dict[str, str]:
    """Return what the sheet about the framework says, by key."""
    found = {}
    for column in HEADER:
        first, _, second = column.key.partition(".")
        value = getattr(framework, first)
        said = getattr(value, second, None) if second else value
        found[column.key] = "\n".join(said) if isinstance(said, tuple) else _text(said)
    if not framework.version:
        found["version"] = ""
    return found


def rows_of(framework: Framework, form: SheetForm) -> list[Row]:
    """Return the rows of a sheet."""
    made = {
        "items": _items,
        "descriptors": _descriptors,
        "scales": _scales,
        "sectors": _sectors,
        "mappings": _mappings,
    }[form.section]
    return [_row(form, said) for said in made(framework, form)]


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


def _row(form: SheetForm, said: Mapping[str, object]) -> Row:
    found = {}
    for column in form.columns:
        value = said.get(column.key)
        if isinstance(value, tuple):
            entries = tuple(str(entry).replace("\n", BREAK) for entry in value)
            found[column.key] = entries if column.form is Form.SEVERAL else ("\n".join(entries),)
        elif column.form is Form.CHOICE:
            found[column.key] = (_text(value).replace("_", " "),)
        else:
            found[column.key] = (_text(value),)
    return found


def _items(framework: Framework, form: SheetForm) -> Iterator[Mapping[str, object]]:
    for place, item in enumerate(framework.items, start=1):
        if item.kind in form.kinds:
            said = {column.key: getattr(item, column.key, None) for column in form.columns}
            yield {**said, "place": place}


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
    for one in framework.mappings:
        yield {**_fields(one), "from": _ref(one.from_, framework), "to": _ref(one.to, framework)}


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
