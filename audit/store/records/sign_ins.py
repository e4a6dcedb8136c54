"""Writing who is signed in."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, update

from audit.store.tables.sign_ins import SignInRow
from audit.store.work import Db


def begin(db: Db, *, mark: str, person_id: int, now: datetime) -> None:
    """Keep a new sign-in."""
    db.add(SignInRow(mark=mark, person_id=person_id, began_at_utc=now, used_at_utc=now))
    db.flush()


def used(db: Db, *, mark: str, now: datetime) -> None:
    """Keep that a sign-in was used now."""
    db.exec(update(SignInRow).where(col(SignInRow.mark) == mark).values(used_at_utc=now))


def end(db: Db, *, mark: str, now: datetime) -> None:
    """Keep that a sign-in is over; one that was over stays as it was."""
    still = update(SignInRow).where(col(SignInRow.mark) == mark, col(SignInRow.ended_at_utc).is_(None))
    db.exec(still.values(ended_at_utc=now))
