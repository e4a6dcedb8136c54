"""Writing what was decided about the texts that leave the audit group."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlmodel import col, delete, select

from audit.domain.identifying.passages import Record
from audit.domain.people.person import Person
from audit.domain.release.decisions import Decision
from audit.store.tables.release import DECISION, ReleaseDecisionRow
from audit.store.tables.rounds import RoundRow
from audit.store.work import Db


def new_key() -> str:
    """Return a key for one decision's digest: kept beside it, so that it goes with it."""
    return secrets.token_hex(32)


def add_decision(db: Db, *, decision: Decision, by: Person, now: datetime) -> None:
    """Add a decision; those before stay."""
    round_id = db.exec(select(RoundRow.id).where(RoundRow.ref == decision.round_ref)).first()
    db.add(DECISION.new(decision, round_id=round_id, decided_at_utc=now, by_id=by.id))
    db.flush()


def erase_of_evidence(db: Db, *, ref: str) -> None:
    """Delete what was decided about a piece of evidence that is erased."""
    db.exec(
        delete(ReleaseDecisionRow).where(
            col(ReleaseDecisionRow.record) == Record.EVIDENCE.value, col(ReleaseDecisionRow.ref) == ref
        )
    )
    db.flush()
