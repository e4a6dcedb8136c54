"""From a value of the domain to its row and back: one declaration for each value, good for both ways.

In: a value's class and its table.
Out: a `Mapped`, which writes values into rows and reads them out of rows.

A field goes by itself into the column of its name, and its type says how: a choice by its word, a Key into the columns
`framework` and `ref`, several words into one text with commas between. Only what differs is declared. A field that has
no place is refused when the program starts, where all of this is worked out: no row is looked into for it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from functools import lru_cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Final, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from sqlalchemy import Table
from sqlmodel import SQLModel

from audit.domain.frameworks.framework import Key
from audit.store import copies

Value = TypeVar("Value")
Row = TypeVar("Row", bound=SQLModel)
_THE_STORES: Final = ("id", "version")  # a value may read them; only the store writes them


@dataclass(frozen=True, kw_only=True)
class Part:
    """How one field lies in a row."""

    columns: tuple[str, ...]
    write: Callable[[Any], tuple[Any, ...]]  # from a field to what goes into each of the columns
    read: Callable[[Any], Any]  # from a row to the field


class Mapped(Generic[Value, Row]):
    """A value and its table."""

    def __init__(
        self,
        value: type[Value],
        table: type[Row],
        differs: Mapping[str, str | Part | Mapped[Any, Any]] | None = None,
        *,
        read_only: Collection[str] = (),
        fixed: Collection[str] = (),
        beside: Collection[str] = (),
        rest: str = "",
    ) -> None:
        """Declare how a value is kept.

        `differs`: the column of a field that has another name, or how it lies in several, or the value that is kept in
        the same row. `read_only`: what an act of its own writes, or the store says, such as when a value was kept.
        `fixed`: written with a new row and never again. `beside`: what comes from other rows, handed in for reading.
        `rest`: the column that takes every field without one of its own, as JSON.
        """
        self.value, self.table, self.beside = value, table, tuple(beside)
        columns, hints = SQLModel.metadata.tables[str(table.__tablename__)], get_type_hints(value)
        self.parts: dict[str, Part] = {}
        loose: dict[str, str] = {}
        for name in (field.name for field in fields(value) if field.name not in beside):  # type: ignore[arg-type]
            place = (differs or {}).get(name, name)
            if not isinstance(place, str):
                self.parts[name] = place if isinstance(place, Part) else place.as_part()
            elif (part := _part(hints[name], place, columns)) is not None:
                self.parts[name] = part
            elif rest:
                loose[name] = place
            else:
                raise TypeError(f"{value.__name__}.{name} has no place in {table.__name__}: declare where it is kept")
        self.content = _Content(rest, hints, loose) if rest else None
        self.written = [name for name in self.parts if name not in (*_THE_STORES, *read_only)]
        self._filled = [name for name in self.written if name not in fixed]

    def new(self, value: Value, **own: object) -> Row:
        """Return a new row that holds a value; `own` are the columns that the store alone knows."""
        return self.table(**{**self._columns(value, self.written), **own})

    def new_with(self, **values: object) -> Row:
        """Return a new row that holds some fields of a value."""
        row = self.table()
        self.set(row, **values)
        return row

    def fill(self, row: Row, value: Value, **own: object) -> None:
        """Write a value into its row, and the columns that the store alone knows."""
        _set(row, {**self._columns(value, self._filled), **own})

    def set(self, row: Row, **values: object) -> None:
        """Write some fields of a value into its row; the others stay as they are."""
        for name, value in values.items():
            part = self.parts[name]
            _set(row, dict(zip(part.columns, part.write(value), strict=True)))

    def read(self, row: Row, **beside: object) -> Value:
        """Return the value that a row holds, with what comes from beside it."""
        for name, part in self.parts.items():
            beside[name] = part.read(row)
        return self.value(**beside) if self.content is None else self.value(**beside, **self.content.read(row))

    def as_part(self) -> Part:
        """Return how a value lies in the row of another."""
        columns = tuple(column for name in self.written for column in self.parts[name].columns)
        return Part(
            columns=columns, write=lambda value: tuple(self._columns(value, self.written).values()), read=self.read
        )

    def _columns(self, value: Value, names: Collection[str]) -> dict[str, Any]:
        columns: dict[str, Any] = {} if self.content is None else self.content.write(value)
        for name in names:
            part = self.parts[name]
            columns.update(zip(part.columns, part.write(getattr(value, name)), strict=True))
        return columns


def in_column(column: str, write: Callable[[Any], Any], read: Callable[[Any], Any]) -> Part:
    """Return how a field lies in one column, changed on its way in and out."""
    get = attrgetter(column)
    return Part(columns=(column,), write=lambda value: (write(value),), read=lambda row: read(get(row)))


class _Content:
    """The fields of a value that have no column of their own, as JSON in one."""

    def __init__(self, column: str, hints: Mapping[str, Any], keys: Mapping[str, str]) -> None:
        self.column = column
        self.fields = [(name, key, copies.Json(hints[name])) for name, key in keys.items()]

    def write(self, value: object) -> dict[str, Any]:
        content = {key: form.plain(getattr(value, name)) for name, key, form in self.fields}
        return {self.column: json.dumps(content, sort_keys=True)}

    def read(self, row: SQLModel) -> dict[str, Any]:
        """Return the fields that a row holds; a row from before a field was there does not have it."""
        content = json.loads(getattr(row, self.column))
        return {name: form.value(content[key]) for name, key, form in self.fields if key in content}


def _set(row: SQLModel, columns: Mapping[str, object]) -> None:
    for column, value in columns.items():
        setattr(row, column, value)


def _part(hint: object, column: str, table: Table) -> Part | None:
    """Return how a field of a type lies in a row; None where the table has no column for it."""
    optional = get_origin(hint) in (Union, UnionType) and NoneType in get_args(hint)
    kind = next(argument for argument in get_args(hint) if argument is not NoneType) if optional else hint
    if kind is Key:
        return _key(optional=optional) if {"framework", "ref"} <= set(table.columns.keys()) else None
    if column not in table.columns:
        return None
    if isinstance(kind, type) and issubclass(kind, Enum):
        absent = None if table.columns[column].nullable else ""
        return _choice(column, kind, {None: absent} if optional else {})
    if get_origin(kind) in (tuple, frozenset):
        return _several(column, kind)
    return Part(columns=(column,), write=lambda value: (value,), read=attrgetter(column))


def _key(*, optional: bool) -> Part:
    """Return how a Key lies in a row; None lies there as two empty texts."""
    columns = ("framework", "ref")
    if not optional:
        return Part(columns=columns, write=tuple, read=lambda row: Key(row.framework, row.ref))
    return Part(
        columns=columns,
        write=lambda key: key or ("", ""),
        read=lambda row: Key(row.framework, row.ref) if row.ref else None,
    )


def _choice(column: str, kind: type[Enum], absent: dict[None, str | None]) -> Part:
    """Return how a choice lies in a row, by its word; `absent` stands for None where the field may be None."""
    words = {choice: choice.value for choice in kind} | absent
    return in_column(column, words.__getitem__, {word: choice for choice, word in words.items()}.__getitem__)


def _several(column: str, kind: object) -> Part:
    """Return how several words, numbers, days or choices lie in one text; those without an order are put in one.

    What a text says is worked out once: the same few texts stand in thousands of rows, and nobody can change a tuple.
    """
    container: Any = get_origin(kind)
    item = get_args(kind)[0]
    read = date.fromisoformat if item is date else item

    def write(values: Collection[Any]) -> str:
        words = [value.isoformat() if isinstance(value, date) else str(value) for value in values]
        return ",".join(words if container is tuple else sorted(words))

    return in_column(
        column, write, lru_cache(1024)(lambda text: container(read(word) for word in text.split(",") if word))
    )
