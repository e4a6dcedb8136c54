"""Writing which second looks an agency was shown, and what it did with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import select

from audit.domain.people.person import Person
from audit.domain.rating.coherence import Prompt
from audit.store.queries.drafts import Desk
from audit.store.tables.rating import PromptRow
from audit.store.work import Db


def add_shown(db: Db, at: Desk, prompts: Sequence[Prompt], *, by: Person, now: datetime) -> None:
    """Keep the prompts that the agency has not been shown before."""
    known = {_place(row) for row in _rows(db, at)}
    for prompt in prompts:
        if _place_of(prompt) not in known:
            rule, framework, ref = _place_of(prompt)
            db.add(
                PromptRow(
                    case_id=at.case_id,
                    agency_id=at.agency_id,
                    rule=rule,
                    framework=framework,
                    ref=ref,
                    shown_at_utc=now,
                    by_id=by.id,
                )
            )
    db.flush()


def settle(db: Db, at: Desk, still: Sequence[Prompt]) -> int:
    """Settle every prompt that was shown: kept where it still holds, else changed; return how many there were."""
    holding = {_place_of(prompt) for prompt in still}
    rows = _rows(db, at)
    for row in rows:
        row.settled = "kept" if _place(row) in holding else "changed"
        db.add(row)
    db.flush()
    return len(rows)


def _rows(db: Db, at: Desk) -> Sequence[PromptRow]:
    mine = (PromptRow.case_id == at.case_id, PromptRow.agency_id == at.agency_id)
    return db.exec(select(PromptRow).where(*mine)).all()


def _place(row: PromptRow) -> tuple[str, str, str]:
    return row.rule, row.framework, row.ref


def _place_of(prompt: Prompt) -> tuple[str, str, str]:
    key = prompt.statement
    return (prompt.rule, key.framework, key.ref) if key is not None else (prompt.rule, "", "")
