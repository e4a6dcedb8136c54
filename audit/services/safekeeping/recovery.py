"""The way back: a backup of everything, and everything as a backup has it.

In: what the partnership holds, in its database and in files of its own.
Out: one file; or the database and those files put back, with what was there set aside.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from audit.domain.people.person import Act, Person
from audit.library.own_files import local_lists
from audit.store import backups, trail
from audit.store.backups import Backup
from audit.store.queries import people
from audit.store.work import Database, Db, database_of


def back_up(db: Db, *, by: Person, folder: Path, now: datetime) -> bytes:
    """Return a backup of the database and of the partnership's own files in a folder, and note that it was made."""
    by.must_be_allowed(Act.SET_UP)
    content = backups.make(database_of(db), now=now, own=local_lists.own_files(folder))
    if by.id:
        trail.note(db, by=by, event="backup made", about="partnership", now=now)
    return content


def restore(database: Database, *, by: Person, backup: Backup, folder: Path, now: datetime) -> Path | None:
    """Put everything back as a backup has it; return where what was there is set aside, None where nothing was.

    Call it outside any unit of work: no session outlives it. Raises AuditError where somebody else has the database
    open; then nothing is changed.
    """
    by.must_be_allowed(Act.SET_UP)
    return backups.restore(database, backup, now=now, folder=folder, own_names=local_lists.OWN)


def note_restored(db: Db, *, by: Person, now: datetime) -> None:
    """Note in the restored database that it was; left out where it does not know who did it."""
    if any((one.id, one.name) == (by.id, by.name) for one in people.people(db)):
        trail.note(db, by=by, event="backup restored", about="partnership", now=now)
