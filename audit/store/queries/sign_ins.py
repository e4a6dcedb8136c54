"""Reading who is signed in: by the mark that only the browser that signed in can show."""

from __future__ import annotations

from sqlmodel import select

from audit.domain.people.sign_in import SignedIn
from audit.store.tables.sign_ins import SignInRow
from audit.store.work import Db


def by_mark(db: Db, mark: str) -> SignedIn | None:
    """Return the sign-in of a mark; None where it was never seen here."""
    row = db.exec(select(SignInRow).where(SignInRow.mark == mark)).first()
    if row is None:
        return None
    return SignedIn(mark=row.mark, person=row.person_id, used_at_utc=row.used_at_utc, ended_at_utc=row.ended_at_utc)
