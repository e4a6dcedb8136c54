"""A database in which everything that people type holds the same odd text, to see what becomes of it.

In: an app on a database that holds something.
Out: the same database, each typed column odd; a new column is typed until it is named here as one that is not.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import String, literal, select, update
from sqlmodel import AutoString, SQLModel

from audit.app import App

BEGIN = "9Z"
ODD = f"{BEGIN}:red[x] :material/home: 10:30 *a* _b_ $c$ <d> `e` ~~f~~ [g](h) -> #"
NOT_TYPED = {  # refs, values of lists, digests and such: the program's own words
    "ref",
    "sector",
    "form_of",
    "successor",
    "stage",
    "scale",
    "drawn",
    "reaudit_of",
    "digest",
    "opened_as",
    "mark",
    "email",
    "population",
    "age_band",
    "same_child_as",
    "child_spoken_to",
    "carer_spoken_to",
    "verb",
    "kind",
    "process",
    "held",
    "framework",
    "strength",
    "direction",
    "state",
    "lead_agency",
    "evidence_refs",
    "seen_in",
    "standing",
    "grade",
    "way",
    "came_from",
    "put_into",
    "field",
    "involvement",
    "outcome",
    "agency",
    "rule",
    "settled",
    "method",
    "last_round",
    "finding",
    "seen",
    "event",
    "priority",
    "case_ref",
    "token",
    "progress",
    "impact",
    "position",
}
NOT_TYPED_THERE = {
    "draft_answer.answer",
    "rating_answer.answer",
    "form_draft.about",
    "trail.about",
    "finding.source",
    "person_role.role",
    "letter_draft.lines",
    "letter_draft_finding.lines",
    "framework_standing.name",
    "framework.content",
    "framework_edition.content",
    "case_dates.content",
    "round_draw.content",
    "school_terms.content",
    "release_decision.record",
    "release_decision.key",
    "release_decision.kinds",
    "release_decision.audience",
    "audit_round.depth",
    "audit_round.workshop_held",
}


def make_odd(app: App, odd: str = ODD, *, but: Collection[str] = ()) -> None:
    """Put an odd text before all that somebody typed, but for some columns, such as "agency.name"."""
    with app.unit_of_work() as db:
        for table in SQLModel.metadata.tables.values():
            for column in table.columns:
                if not _is_typed(table.name, column) or f"{table.name}.{column.name}" in but:
                    continue
                if column.name == "content":
                    for key, value in db.execute(select(table.primary_key.columns.values()[0], column)).all():
                        first = table.primary_key.columns.values()[0]
                        db.execute(update(table).where(first == key).values({column.name: _odd_json(value, odd)}))
                else:
                    db.execute(update(table).where(column != "").values({column.name: literal(f"{odd} ") + column}))


def _is_typed(table: str, column: Any) -> bool:
    text = isinstance(column.type, String | AutoString) and not column.foreign_keys
    return text and column.name not in NOT_TYPED and f"{table}.{column.name}" not in NOT_TYPED_THERE


def _odd_json(value: str, odd: str) -> str:
    def changed(part: Any) -> Any:
        if isinstance(part, dict):
            return {name: changed(one) for name, one in part.items()}
        if isinstance(part, list):
            return [changed(one) for one in part]
        return f"{odd} {part}" if isinstance(part, str) and " " in part else part

    return json.dumps(changed(json.loads(value)))
