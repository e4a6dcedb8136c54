"""The documents that are made from the code: `python -m tests.generated_docs` makes them again.

In: the command line, and the tables of the database.
Out: `docs/command-line.md` and `docs/data-model.md`; a test fails where they are stale.
"""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typer.main
from sqlalchemy import Column, Table
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

from audit.__main__ import COMMANDS, app
from audit.store import tables
from tests.command_line import inner
from tests.repository import ROOT

DOCS = ROOT / "docs"
_MADE = "<!-- Made by `python -m tests.generated_docs`; change the code, not this file. -->"
_COMMAND_LINE = f"""# Command line

{_MADE}

Every command, with what it takes. [What each is for](commands-in-short.md) is told in one table. Results go to stdout
(`--json` puts JSON and nothing else there), messages to stderr; exit 0 done, 1 refused or wrong, 2 wrong usage.
"""
_DATA_MODEL = f"""# Data model

{_MADE}

Every table of the database, by the room of `audit/store/tables` in which it stands. PK is the primary key, FK a
reference to another table, UK unique by itself. A table that is drawn without columns stands in another room. What the
rows mean for the product is in `audit/domain`; `audit/store/queries` and `audit/store/records` go from one to the
other, and `audit/store/migrations` brings an older database here.
"""


def documents() -> Mapping[Path, str]:
    """Return the text of each generated document, by its file."""
    return {DOCS / "command-line.md": command_line(), DOCS / "data-model.md": data_model()}


def command_line() -> str:
    """Return every command with its usage, arguments and options, as Markdown."""
    return "\n".join((_COMMAND_LINE, *_described(typer.main.get_command(app), "python -m audit", None)))


def commands() -> list[str]:
    """Return the names of the commands, and of the groups of commands."""
    return sorted(name for names in COMMANDS.values() for name in names)


def data_model() -> str:
    """Return every table by its room, each room with a diagram, as Markdown."""
    rooms = tables_by_room()
    contents = [f"- [{room}](#{room}): {', '.join(f'`{table.name}`' for table in rooms[room])}" for room in rooms]
    return "\n".join((_DATA_MODEL, *contents, "", *(line for room in rooms for line in _room(room, rooms[room]))))


def tables_by_room() -> dict[str, list[Table]]:
    """Return the tables of each module of `audit.store.tables`, in the order of its code."""
    return {room: [row.__table__ for row in _rows(room)] for room in tables.__all__}


def _described(command: Any, name: str, parent: Any) -> Iterator[str]:
    context = command.context_class(command, info_name=name.rpartition(" ")[2] if parent else name, parent=parent)
    if parent is not None:
        yield from (f"## {name.removeprefix('python -m audit ')}", "", inspect.cleandoc(command.help or ""), "")
        yield from (f"    {' '.join((name, *command.collect_usage_pieces(context)))}", "")
        records = [parameter.get_help_record(context) for parameter in command.params if parameter.name != "help"]
        if any(records):
            yield from ("| Takes | What it is |", "| --- | --- |")
            yield from (f"| `{_cell(taken)}` | {_cell(said)} |" for taken, said in filter(None, records))
            yield ""
    for own, subcommand in inner(command).items():
        yield from _described(subcommand, f"{name} {own}", context)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _rows(room: str) -> list[Any]:
    module = getattr(tables, room)
    return [
        row
        for row in vars(module).values()
        if isinstance(row, type)
        and issubclass(row, SQLModel)
        and row.__module__ == module.__name__
        and hasattr(row, "__table__")
    ]


def _room(room: str, of_room: list[Table]) -> Iterator[str]:
    module = getattr(tables, room)
    yield from (f"## {room}", "", inspect.getdoc(module) or "", "")
    yield from ("| Table | A row is |", "| --- | --- |")
    yield from (f"| `{row.__table__.name}` | {_cell(inspect.getdoc(row) or '')} |" for row in _rows(room))
    yield from ("", "```mermaid", "erDiagram")
    for table in of_room:
        yield f"    {table.name} {{"
        yield from (f"        {_column(column)}" for column in table.columns)
        yield "    }"
    for table in of_room:
        yield from (f"    {line}" for line in _references(table))
    yield from ("```", "")


def _column(column: Column[Any]) -> str:
    keys = {
        "PK": column.primary_key,
        "FK": bool(column.foreign_keys),
        "UK": frozenset({column.name}) in _unique(column.table),
    }
    marks = ", ".join(mark for mark, holds in keys.items() if holds)
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    words = (kind.python_type.__name__, column.name, marks, '"may be empty"' if column.nullable else "")
    return " ".join(filter(None, words))


def _references(table: Table) -> Iterator[str]:
    columns: dict[tuple[str, str], list[str]] = defaultdict(list)
    for column in table.columns:
        for key in column.foreign_keys:
            alone = frozenset({column.name}) in (*_unique(table), frozenset(table.primary_key.columns.keys()))
            ends = ("|o" if column.nullable else "||") + "--" + ("o|" if alone else "o{")
            columns[key.column.table.name, ends].append(column.name)
    for (parent, ends), names in columns.items():
        yield f'{parent} {ends} {table.name} : "{", ".join(names)}"'


def _unique(table: Any) -> list[frozenset[str]]:
    constraints = [*table.constraints, *(index for index in table.indexes if index.unique)]
    sets = [one for one in constraints if type(one).__name__ in ("UniqueConstraint", "Index")]
    return [frozenset(one.columns.keys()) for one in sets]


def write() -> None:
    """Write each generated document where it stands."""
    DOCS.mkdir(exist_ok=True)
    for path, text in documents().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
