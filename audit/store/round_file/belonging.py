"""What belongs to a round: every row that its foreign keys lead to, worked out from the tables themselves.

In: a round's id, or a case's.
Out: its rows, table by table, parents first; a new table that points at a round is found without being named here.

Here too:
- What of a round is still blind: all that agencies said of a case that is not revealed, drafts and reasons included.
"""

from __future__ import annotations

from collections import Counter
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
    rows: Rows = {}
    for table in owned:
        if table is owned[0]:
            wanted = table.c.id == root_id
        else:
            columns = [column for column in table.columns if parent_of(column) in owned]
            wanted = or_(*(column.in_(_ids(rows, parent_of(column))) for column in columns))
        statement = select(table).where(wanted).order_by(*table.primary_key.columns)
        rows[table.name] = [dict(row) for row in db.execute(statement).mappings()]
    return rows


def _ids(rows: Rows, parent: Table | None) -> list[Any]:
    return [row["id"] for row in rows[parent.name]] if parent is not None else []


FORMS_LEFT_OUT = "left_out_form"
_WRITERS = "draft_entry"
_TELL_NOTHING = {"involvement", FORMS_LEFT_OUT}  # whether an agency is asked, not what it said


def without_blind(rows: Rows) -> Rows:
    """Return a round's rows without those of forms that are still blind; each such form is noted as left out."""
    blind = {case["id"] for case in rows["sampled_case"] if case["revealed_at_utc"] is None}
    gone: dict[str, set[Any]] = {}
    open_rows: Rows = {}
    forms: set[tuple[int, int]] = set()
    for name, group in rows.items():
        table = SQLModel.metadata.tables[name]
        open_rows[name] = []
        for row in group:
            if not (_of_a_blind_form(table, row, blind) or _below(table, row, gone)):
                open_rows[name].append(row)
                continue
            gone.setdefault(name, set()).update({row["id"]} if "id" in row else ())
            if "agency_id" in row:
                forms.add((row["case_id"], row["agency_id"]))
    open_rows[_WRITERS] += [row for row in _of_several_agencies(rows[_WRITERS]) if row not in open_rows[_WRITERS]]
    forms |= {(row["case_id"], row["agency_id"]) for row in rows[FORMS_LEFT_OUT]}
    open_rows[FORMS_LEFT_OUT] = [{"case_id": case, "agency_id": agency} for case, agency in sorted(forms)]
    return open_rows


def of_forms() -> set[str]:
    """Return the names of the tables that hold what one agency said of one case; a new table is among them."""
    return {name for name, table in SQLModel.metadata.tables.items() if _is_of_a_form(table)}


def _is_of_a_form(table: Table) -> bool:
    return {"case_id", "agency_id"} <= set(table.columns.keys()) and table.name not in _TELL_NOTHING


def _of_a_blind_form(table: Table, row: dict[str, Any], blind: set[Any]) -> bool:
    return _is_of_a_form(table) and row["case_id"] in blind


def _below(table: Table, row: dict[str, Any], gone: dict[str, set[Any]]) -> bool:
    parents = ((column.name, parent_of(column)) for column in table.columns)
    return any(parent is not None and row[name] in gone.get(parent.name, ()) for name, parent in parents)


def _of_several_agencies(writers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return who wrote for several agencies: without them, what they wrote of other cases would pass for blind."""
    agencies = Counter(person for person, _ in {(row["person_id"], row["agency_id"]) for row in writers})
    return [row for row in writers if agencies[row["person_id"]] > 1]
