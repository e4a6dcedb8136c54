"""A round as one file: everything that belongs to it, to keep, hand over or move to another installation.

In: a round; or a file made of one.
Out: JSON with its hash; or the same round in this database. Import after export is the identity.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Boolean, Column, CursorResult, Date, DateTime, Float, Integer, String, Table, insert, select
from sqlmodel import SQLModel

from audit.errors import WrongInput
from audit.store import belonging, copies
from audit.store.belonging import Rows, parent_of
from audit.store.columns import UtcDateTime
from audit.store.work import Db

FORMAT = 1
_REFERENCES = ("person", "agency", "framework")  # what a round points at and does not own
_NATURAL = {"agency": ("ref",), "framework": ("digest",), "person": ("name", "agency")}


def export(db: Db, round_id: int) -> str:
    """Return a round as JSON text, with ids of the file's own, so that the same round always gives the same text."""
    rows = belonging.rows_of_round(db, round_id)
    outside = _outside(db, rows)
    numbers = {name: {row["id"]: at for at, row in enumerate(group, 1)} for name, group in (rows | outside).items()
               if group and "id" in group[0]}  # fmt: skip
    body = {
        "format": FORMAT,
        "round": rows["audit_round"][0]["ref"],
        "references": {name: [_plain(name, row, numbers) for row in outside[name]] for name in _REFERENCES},
        "rows": {name: _in_order([_plain(name, row, numbers) for row in group]) for name, group in rows.items()},
    }
    text = _canonical(body)
    return json.dumps({**body, "sha256": copies.digest_of(text)}, ensure_ascii=False, indent=1)


def import_(db: Db, text: str) -> str:
    """Add the round that a file holds, and return its ref.

    Raises WrongInput where the file was changed or damaged, or the round is here already.
    """
    body = _read(text)
    here = select(SQLModel.metadata.tables["audit_round"].c.id).where(
        SQLModel.metadata.tables["audit_round"].c.ref == body["round"]
    )
    if db.execute(here).first() is not None:
        raise WrongInput(f"Round {body['round']} is here already. Erase it first, or keep the one you have.")
    ids: dict[str, dict[int, int]] = {}
    for name in ("agency", "person", "framework"):
        ids[name] = {}
        for row in body["references"][name]:
            ids[name][row["id"]] = _reference(db, name, row, taken=ids[name].values())
    for table in belonging.owned_tables("audit_round"):
        ids[table.name] = {}
        for row in body["rows"].get(table.name, []):
            _add(db, table, row, ids)
    return str(body["round"])


def schema() -> dict[str, Any]:
    """Return the JSON schema of a round file, made from the tables."""
    owned = [table.name for table in belonging.owned_tables("audit_round")]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A round of Seven Statements as one file",
        "type": "object",
        "required": ["format", "round", "references", "rows", "sha256"],
        "additionalProperties": False,
        "properties": {
            "format": {"const": FORMAT},
            "round": {"type": "string", "description": "The round's ref."},
            "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "references": _group_schema(_REFERENCES),
            "rows": _group_schema(owned),
        },
    }


def _outside(db: Db, rows: Rows) -> Rows:
    wanted: dict[str, set[int]] = {name: set() for name in _REFERENCES}
    for name, group in rows.items():
        for column in SQLModel.metadata.tables[name].columns:
            parent = parent_of(column)
            if parent is not None and parent.name in wanted:
                wanted[parent.name] |= {row[column.name] for row in group if row[column.name] is not None}
    found = {name: _by_id(db, name, ids) for name, ids in wanted.items()}
    refs = {row["agency"] for row in found["person"] if row["agency"]} - {row["ref"] for row in found["agency"]}
    agency = SQLModel.metadata.tables["agency"]
    more = db.execute(select(agency).where(agency.c.ref.in_(refs)).order_by(agency.c.id)).mappings()
    found["agency"] = sorted([*found["agency"], *(dict(row) for row in more)], key=lambda row: str(row["ref"]))
    for row in found["person"]:
        row["email"], row["active"] = None, False  # an address opens a door here, not there; nor may they act there
    return found


def _by_id(db: Db, name: str, ids: set[int]) -> list[dict[str, Any]]:
    table = SQLModel.metadata.tables[name]
    order = (*(table.c[column] for column in _NATURAL[name]), table.c.id)  # the same wherever the round is
    return [dict(row) for row in db.execute(select(table).where(table.c.id.in_(ids)).order_by(*order)).mappings()]


def _plain(name: str, row: dict[str, Any], numbers: dict[str, dict[int, int]]) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for column in SQLModel.metadata.tables[name].columns:
        value, parent = row[column.name], parent_of(column)
        if column.name == "id":
            value = numbers[name][value]
        elif parent is not None and value is not None and isinstance(column.type, Integer):
            value = numbers[parent.name][value]
        plain[column.name] = value.isoformat() if isinstance(value, date | datetime) else value
    return plain


def _in_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put rows without a number of their own in an order that is the same wherever the round is."""
    return rows if rows and "id" in rows[0] else sorted(rows, key=_canonical)


def _reference(db: Db, name: str, row: dict[str, Any], *, taken: Iterable[int]) -> int:
    """Return the id that a reference has here; `taken` are those of others, who may have the same name."""
    table = SQLModel.metadata.tables[name]
    statement = select(table.c.id).where(table.c.id.not_in(list(taken))).order_by(table.c.id)
    for column in _NATURAL[name]:
        statement = statement.where(table.c[column] == row[column])
    there = db.execute(statement).first()
    if there is not None:
        return int(there[0])
    new = {key: value for key, value in row.items() if key != "id"}
    if name == "person":
        new["active"] = False  # in the record, and not able to act here, whatever the file says
    return _insert(db, table, new)


def _add(db: Db, table: Table, row: dict[str, Any], ids: dict[str, dict[int, int]]) -> None:
    values: dict[str, Any] = {}
    for column in table.columns:
        value, parent = row.get(column.name, _absent(column)), parent_of(column)
        if column.name == "id":
            continue
        if parent is not None and value is not None and isinstance(column.type, Integer):
            value = ids[parent.name][value]
        values[column.name] = _typed(column, value)
    new = _insert(db, table, values)
    if "id" in row:
        ids[table.name][row["id"]] = new


def _absent(column: Column[Any]) -> Any:  # noqa: ANN401 - a value of any column
    """Return what stands for a column that a file of an earlier version does not have."""
    if column.nullable or not isinstance(column.type, String):
        return None
    return ""


def _insert(db: Db, table: Table, values: dict[str, Any]) -> int:
    key = cast("CursorResult[Any]", db.execute(insert(table).values(**values))).inserted_primary_key
    assert key is not None  # noqa: S101 - one row was inserted
    return int(key[0] or 0)


def _typed(column: Column[Any], value: Any) -> Any:  # noqa: ANN401 - a value of any column
    if value is None:
        return None
    if isinstance(column.type, UtcDateTime | DateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(column.type, Date) else value


def _read(text: str) -> dict[str, Any]:
    try:
        body: dict[str, Any] = json.loads(text)
        said = body.pop("sha256")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise WrongInput("This is not a round file of Seven Statements, or it is cut short. Choose another.") from error
    if body.get("format") != FORMAT:
        raise WrongInput(f"This round file has format {body.get('format')}; this version reads format {FORMAT}.")
    if copies.digest_of(_canonical(body)) != said:
        raise WrongInput(
            "The round file was changed after it was made, so nothing was taken from it. Ask for it again."
        )
    return body


def _canonical(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _group_schema(names: tuple[str, ...] | list[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: {"type": "array", "items": _row_schema(SQLModel.metadata.tables[name])} for name in names},
    }


def _row_schema(table: Table) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [column.name for column in table.columns],
        "properties": {column.name: _column_schema(column) for column in table.columns},
    }


def _column_schema(column: Column[Any]) -> dict[str, Any]:
    kinds = ((Boolean, "boolean"), (Integer, "integer"), (Float, "number"))
    kind = next((word for type_, word in kinds if isinstance(column.type, type_)), "string")
    return {"type": [kind, "null"] if column.nullable else kind}
