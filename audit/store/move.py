"""Moving everything to another database: SQLite to PostgreSQL, back, or like to like.

In: an engine on a database of this version, and one on a database that holds nothing.
Out: the second with every row of the first, each compared; or the second as it was, and why.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Engine, Integer, Table, func, inspect, select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from audit.errors import AuditError, WrongInput
from audit.store import embedded, migrate, tables, work

assert tables  # noqa: S101 - imported so that the metadata is complete
_AT_ONCE = 500  # rows
_LOCK_WAIT = "SET LOCAL lock_timeout = '10s'"


def move(source: Engine, target: Engine) -> Mapping[str, int]:
    """Copy every row to an empty database, compare each, and return how many rows each table holds.

    Nobody else writes in the source meanwhile, and it stays as it is. Raises WrongInput where the target holds
    anything, InUse where somebody has the source open, and AuditError where a row cannot be held there.
    """
    if migrate.state(source) is not migrate.State.CURRENT:
        raise AuditError("The database is empty or of an older version. Run “python -m audit migrate” first.")
    _must_hold_nothing(target)
    with _quiet(source) as reading, _filled(target) as writing:
        counts = {}
        for table in SQLModel.metadata.sorted_tables:
            rows = _rows(reading, table)
            _write(writing, table, rows)
            if _digests(rows) != _digests(_rows(writing, table)):
                raise AuditError(f"Nothing was moved: {table.name} does not read the same in the new database.")
            counts[table.name] = len(rows)
    return counts


def _must_hold_nothing(target: Engine) -> None:
    """Raise WrongInput unless the target is empty; tables of this version without a row count as empty."""
    refusal = WrongInput("The database to move to holds something already. Choose an empty one; nothing was moved.")
    file = migrate.file_of(target)
    if file is not None:
        if any(Path(f"{file}{end}").exists() for end in ("", "-wal")):
            raise refusal
        return
    with work.in_words(), target.connect() as connection:
        names = set(inspect(connection).get_table_names())
        if names - {"alembic_version", *SQLModel.metadata.tables}:
            raise refusal
        for table in SQLModel.metadata.sorted_tables:
            if table.name in names and connection.execute(select(func.count()).select_from(table)).scalar():
                raise refusal


@contextmanager
def _quiet(source: Engine) -> Iterator[Connection]:
    """Yield a connection to a database in which nobody else writes until it is given back."""
    if migrate.file_of(source) is not None:
        with embedded.alone(source):
            own = work.open_engine(source.url.render_as_string(), locked=False)
            try:
                with work.in_words(), own.connect() as connection:
                    yield connection
            finally:
                own.dispose()
        return
    with work.in_words(), source.connect() as connection:
        names = ", ".join(f'"{name}"' for name in SQLModel.metadata.tables)
        connection.execute(text(_LOCK_WAIT))
        connection.execute(text(f"LOCK TABLE {names} IN SHARE MODE"))
        yield connection


@contextmanager
def _filled(target: Engine) -> Iterator[Connection]:
    """Yield a connection to a new database of this version; what is written counts at the end, or not at all."""
    file = migrate.file_of(target)
    if file is None:
        migrate.upgrade(target)
        with target.begin() as connection:
            yield connection
        return
    part = file.with_name(f".{file.name}.part")
    part.unlink(missing_ok=True)
    own = work.open_engine(target.url.set(database=str(part)).render_as_string(), locked=False)
    try:
        migrate.fill(own)
        with own.begin() as connection:
            yield connection
        own.dispose()
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.rename(file)
    finally:
        own.dispose()
        part.unlink(missing_ok=True)


def _write(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    try:
        for start in range(0, len(rows), _AT_ONCE):
            connection.execute(table.insert(), rows[start : start + _AT_ONCE])
    except (DBAPIError, WrongInput) as error:
        why = str(error) if isinstance(error, WrongInput) else "Ask whoever looks after Seven Statements."
        raise AuditError(
            f"Nothing was moved: a row of {table.name} cannot be kept in the new database. {why}"
        ) from error
    counted = next((column for column in table.primary_key.columns if isinstance(column.type, Integer)), None)
    if rows and counted is not None and counted.name == "id" and connection.dialect.name == "postgresql":
        _count_on(connection, table, counted)


def _count_on(connection: Connection, table: Table, column: Column[Any]) -> None:
    """Let a server count on from the highest number, as an embedded database does by itself."""
    highest = select(func.max(column)).scalar_subquery()
    connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, column.name), highest)))


def _rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(select(table)).mappings()]


def _digests(rows: list[dict[str, Any]]) -> list[str]:
    """Return a digest for each row, in an order that does not depend on the database."""
    texts = (json.dumps(row, sort_keys=True, default=str) for row in rows)
    return sorted(hashlib.sha256(row_text.encode()).hexdigest() for row_text in texts)
