"""A round as one file: what belongs to it, to keep, hand over or move to another installation.

In: a round; or a file made of one.
Out: JSON with its hash; or the same round in this database. Import after export is the identity once every case is
revealed. Before, what is still blind is left out; it goes along under a seal where somebody gives a passphrase.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Column, CursorResult, Date, DateTime, Integer, String, Table, insert, select
from sqlalchemy.exc import OperationalError, StatementError
from sqlmodel import AutoString, SQLModel

from audit.domain.english import listed
from audit.errors import WrongInput
from audit.store import copies
from audit.store.columns import UtcDateTime
from audit.store.round_file import belonging, seal
from audit.store.round_file.belonging import Rows, parent_of
from audit.store.round_file.schema import FORMAT, REFERENCES, schema
from audit.store.work import Db

__all__ = ["Contents", "contents", "export", "import_", "schema"]

_FORMATS = (1, FORMAT)  # 1: everything lay open, blind ratings too
_NATURAL = {"agency": ("ref",), "framework": ("digest",), "person": ("name", "agency")}

NOT_WHOLE = "The round file does not hold a whole round, so nothing was taken from it. Ask for it again."


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What a round file says of itself before anything is taken from it."""

    round: str
    left_out: int = 0  # forms, each an agency's about a case, that do not lie open in the file
    sealed: int = 0  # those of them that are in it under a seal; the others were not there when it was written


def export(db: Db, round_id: int, *, passphrase: str = "") -> str:
    """Return a round as JSON text, with ids of the file's own, so that the same round always gives the same text.

    What is still blind is left out, or sealed where a passphrase is given; a seal differs each time.
    """
    rows = belonging.rows_of_round(db, round_id)
    open_rows = belonging.without_blind(rows)
    blind = len(open_rows[belonging.FORMS_LEFT_OUT]) - len(rows[belonging.FORMS_LEFT_OUT])
    sealed = blind if passphrase else 0
    body = _body(db, open_rows, sealed=sealed)
    digest = copies.digest_of(_canonical(body))
    whole = {**body, "sha256": digest}
    if sealed:
        whole["seal"] = seal.seal(_canonical(_body(db, rows, sealed=0)), passphrase=passphrase, beside=digest)
    return json.dumps(whole, ensure_ascii=False, indent=1)


def contents(text: str) -> Contents:
    """Return what a round file holds; raises WrongInput where it was changed or damaged."""
    return _contents(_read(text)[0])


def import_(
    db: Db, text: str, *, passphrase: str = "", without_sealed: bool = False, same_agencies: bool = False
) -> str:
    """Add the round that a file holds, and return its ref.

    Raises WrongInput, writing nothing, where the file was changed or damaged, the round is here already, forms are
    sealed and neither the passphrase is given nor `without_sealed`, or an agency has another name here and nobody
    said that it is the same one (`same_agencies`).
    """
    body, sealed = _read(text)
    existing = select(SQLModel.metadata.tables["audit_round"].c.id).where(
        SQLModel.metadata.tables["audit_round"].c.ref == body["round"]
    )
    if db.execute(existing).first() is not None:
        raise WrongInput(f"Round {body['round']} is here already. Erase it first, or keep the one you have.")
    if passphrase and not _contents(body).sealed:
        raise WrongInput("Nothing is sealed in this file. Leave the passphrase empty.")
    if _contents(body).sealed and not without_sealed:
        body = _unsealed(body, sealed, passphrase)
    try:
        if not same_agencies:
            _must_be_called_alike(db, body["references"]["agency"])
        _add_all(db, body)
    except OperationalError:
        raise  # the database's own fault, and not the file's
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, StatementError) as error:
        raise WrongInput(NOT_WHOLE) from error
    return str(body["round"])


def _must_be_called_alike(db: Db, agencies: Sequence[Mapping[str, Any]]) -> None:
    """Raise WrongInput where a reference stands for an agency of another name here: it may be another agency."""
    agency = SQLModel.metadata.tables["agency"]
    here = {str(row.ref): str(row.name) for row in db.execute(select(agency.c.ref, agency.c.name))}
    other = [
        f"{row['ref']} is “{row['name']}” in the file and “{here[row['ref']]}” here"
        for row in agencies
        if " ".join(str(row["name"]).casefold().split())
        != " ".join(here.get(row["ref"], str(row["name"])).casefold().split())
    ]
    if other:
        raise WrongInput(
            f"{listed(other)}. Nothing was taken in. Say that they are the same agencies if they are; if not, ask for "
            "the file with other references."
        )


def _add_all(db: Db, body: dict[str, Any]) -> None:
    if [row["ref"] for row in body["rows"]["audit_round"]] != [body["round"]]:
        raise ValueError(body["round"])
    ids: dict[str, dict[int, int]] = {}
    for name in ("agency", "person", "framework"):
        ids[name] = {}
        for row in body["references"][name]:
            ids[name][row["id"]] = _reference(db, name, row, used_ids=ids[name].values())
    for table in belonging.owned_tables("audit_round"):
        ids[table.name] = {}
        for row in body["rows"].get(table.name, []):
            _add(db, table, row, ids)


def _body(db: Db, rows: Rows, *, sealed: int) -> dict[str, Any]:
    outside = _outside(db, rows)
    numbers = {
        name: {row["id"]: at for at, row in enumerate(group, 1)}
        for name, group in (rows | outside).items()
        if group and "id" in group[0]
    }
    return {
        "format": FORMAT,
        "round": rows["audit_round"][0]["ref"],
        "left_out": {"forms": len(rows[belonging.FORMS_LEFT_OUT]), "sealed": sealed},
        "references": {name: [_plain(name, row, numbers) for row in outside[name]] for name in REFERENCES},
        "rows": {name: _in_order([_plain(name, row, numbers) for row in group]) for name, group in rows.items()},
    }


def _contents(body: Mapping[str, Any]) -> Contents:
    left_out = body.get("left_out") or {}  # format 1 left nothing out
    return Contents(round=str(body["round"]), left_out=left_out.get("forms", 0), sealed=left_out.get("sealed", 0))


def _unsealed(body: dict[str, Any], sealed: object, passphrase: str) -> dict[str, Any]:
    if not isinstance(sealed, dict):
        raise WrongInput("The sealed part of this file is missing. Ask for it again, or take the round in without it.")
    if not passphrase:
        raise WrongInput(
            "Ratings that are still blind are sealed in this file. Give its passphrase, or choose to take the round in "
            "without them."
        )
    text = seal.unseal(sealed, passphrase=passphrase, beside=copies.digest_of(_canonical(body)))
    whole: dict[str, Any] = json.loads(text)
    return whole


def _outside(db: Db, rows: Rows) -> Rows:
    wanted: dict[str, set[int]] = {name: set() for name in REFERENCES}
    for name, group in rows.items():
        for column in SQLModel.metadata.tables[name].columns:
            parent = parent_of(column)
            if parent is not None and parent.name in wanted:
                wanted[parent.name] |= {row[column.name] for row in group if row[column.name] is not None}
    referenced = {name: _by_id(db, name, ids) for name, ids in wanted.items()}
    refs = {row["agency"] for row in referenced["person"] if row["agency"]} - {
        row["ref"] for row in referenced["agency"]
    }
    agency = SQLModel.metadata.tables["agency"]
    more = db.execute(select(agency).where(agency.c.ref.in_(refs)).order_by(agency.c.id)).mappings()
    referenced["agency"] = sorted(
        [*referenced["agency"], *(dict(row) for row in more)], key=lambda row: str(row["ref"])
    )
    for row in referenced["person"]:
        row["email"], row["active"] = None, False  # an address opens a door here, not there; nor may they act there
    return referenced


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


def _reference(db: Db, name: str, row: dict[str, Any], *, used_ids: Iterable[int]) -> int:
    """Return the id that a reference has here; `used_ids` are those of others, who may have the same name."""
    table = SQLModel.metadata.tables[name]
    statement = select(table.c.id).where(table.c.id.not_in(list(used_ids))).order_by(table.c.id)
    for column in _NATURAL[name]:
        statement = statement.where(table.c[column] == row[column])
    known = db.execute(statement).first()
    if known is not None:
        return int(known[0])
    new = {key: value for key, value in row.items() if key != "id"}
    if name == "person":
        new["active"], new["email"] = False, None  # in the record, and not able to act here, whatever the file says
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
    if column.nullable or not isinstance(column.type, String | AutoString):
        return None
    return ""


def _insert(db: Db, table: Table, values: dict[str, Any]) -> int:
    key = cast("CursorResult[Any]", db.execute(insert(table).values(**values))).inserted_primary_key
    assert key is not None  # noqa: S101 - one row was inserted
    return int(key[0] or 0)


def _typed(column: Column[Any], value: Any) -> Any:  # noqa: ANN401 - a value of any column
    if value is None:
        return None
    if isinstance(value, list | dict):
        raise TypeError(column.name)  # PostgreSQL would write a list as a text
    if isinstance(column.type, UtcDateTime | DateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(column.type, Date) else value


def _read(text: str) -> tuple[dict[str, Any], object]:
    """Return what lies open in a file, checked against its hash, and the seal as it stands there; None: none."""
    try:
        body: dict[str, Any] = json.loads(text)
        stated_digest, sealed, _ = body.pop("sha256"), body.pop("seal", None), body["round"]
        digest = copies.digest_of(_canonical(body))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise WrongInput("This is not a round file of Seven Statements, or it is cut short. Choose another.") from error
    if body.get("format") not in _FORMATS:
        raise WrongInput(
            f"This round file has format {body.get('format')}; this version reads formats up to {FORMAT}. "
            "Install the newer version first."
        )
    counts = body.get("left_out", {})
    if not isinstance(counts, dict) or not all(isinstance(count, int) for count in counts.values()):
        raise WrongInput(NOT_WHOLE)
    if digest != stated_digest:
        raise WrongInput(
            "The round file was changed after it was made, so nothing was taken from it. Ask for it again."
        )
    return body, sealed


def _canonical(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
