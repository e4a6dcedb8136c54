"""What of a round is still blind: all that agencies said of a case that is not revealed, drafts and reasons included.

In: a round's rows.
Out: the rows that anybody who gets the round may have, with a note of each form that is not among them.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Table
from sqlmodel import SQLModel

from audit.store.round_file.belonging import Rows, parent_of

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
