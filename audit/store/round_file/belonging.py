"""What belongs to a round: every row that its foreign keys lead to, worked out from the tables themselves.

In: a round's id, or a case's.
Out: its rows, table by table, parents first; a new table that points at a round is found without being named here.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Table, or_, select
from sqlmodel import SQLModel

from audit.store import tables
from audit.store.work import Db

Rows = dict[str, list[dict[str, Any]]]

__all__ = ["Rows", "owned_tables", "parent_of", "rows_of_case", "rows_of_round", "tables"]


def owned_tables(root: str) -> tuple[Table, ...]:
    """Return a table and all those whose rows belong to its rows, parents first."""
    owned = [SQLModel.metadata.tables[root]]
    for table in SQLModel.metadata.sorted_tables:
        if table.name != root and any(parent_of(column) in owned for column in table.columns):
            owned.append(table)
    return tuple(owned)


def rows_of_round(db: Db, round_id: int) -> Rows:
    """Return the rows that belong to a round, by table."""
    return _rows(db, "audit_round", round_id)


def rows_of_case(db: Db, case_id: int) -> Rows:
    """Return the rows that belong to a case, by table."""
    return _rows(db, "sampled_case", case_id)


def parent_of(column: Column[Any]) -> Table | None:
    """Return the table that a column points at; None where it points at none."""
    return next((key.column.table for key in column.foreign_keys), None)


def _rows(db: Db, root: str, root_id: int) -> Rows:
    owned = owned_tables(root)
    found: Rows = {}
    for table in owned:
        if table is owned[0]:
            wanted = table.c.id == root_id
        else:
            columns = [column for column in table.columns if parent_of(column) in owned]
            wanted = or_(*(column.in_(_ids(found, parent_of(column))) for column in columns))
        statement = select(table).where(wanted).order_by(*table.primary_key.columns)
        found[table.name] = [dict(row) for row in db.execute(statement).mappings()]
    return found


def _ids(found: Rows, parent: Table | None) -> list[Any]:
    return [row["id"] for row in found[parent.name]] if parent is not None else []
