"""Where the data is, a copy of it to take away, and the copies that were left beside it.

In: a session.
Out: the place in words, a checked copy as bytes, and the copies made before an upgrade or a restore.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from audit.errors import WrongInput
from audit.store import backups
from audit.store.work import Db

_MIDDLE = ".before-"  # what the name of a copy made before something has in it


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the data is."""

    file: Path | None  # None: on a server
    server: str = ""  # the server's name; empty: a file on this computer


@dataclass(frozen=True, kw_only=True)
class OldCopy:
    """A copy of the database that was made before an upgrade or a restore."""

    name: str
    size: int  # bytes
    made_at_utc: datetime


def place(db: Db) -> Place:
    """Return where the data is."""
    engine = _engine(db)
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return Place(file=None, server=engine.url.host or "this computer")
    return Place(file=Path(engine.url.database).absolute())


def copy(db: Db) -> tuple[bytes, int]:
    """Return a checked copy of the database, and how many rounds it holds.

    It is made in the data folder, where its owner alone can read it, and leaves nothing there. Raises AuditError for
    a server's database, and WrongInput where it cannot be written.
    """
    engine = _engine(db)
    here = place(db).file
    try:
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=here.parent if here else None) as folder:
            made = backups.back_up(engine, Path(folder) / "copy.db")
            return made.path.read_bytes(), made.rounds
    except (OSError, WrongInput) as error:
        raise WrongInput(
            "No backup was made: there is no room for a copy in the data folder, or it cannot be written to. Make room "
            "on the disk and try again; if it still cannot be done, ask whoever set up this computer."
        ) from error


def old_copies(db: Db) -> tuple[OldCopy, ...]:
    """Return the copies that lie beside the database, the newest first."""
    here = place(db).file
    if here is None:
        return ()
    found = [(path.stat(), path.name) for path in here.parent.glob(f"{here.name}{_MIDDLE}*") if path.is_file()]
    copies = [
        OldCopy(name=name, size=stat.st_size, made_at_utc=datetime.fromtimestamp(stat.st_mtime, UTC))
        for stat, name in found
    ]
    return tuple(sorted(copies, key=lambda one: (one.made_at_utc, one.name), reverse=True))


def delete(db: Db, name: str) -> None:
    """Delete one of the old copies for good; raises WrongInput where there is none of that name or it cannot go."""
    here = place(db).file
    if here is None or name not in {one.name for one in old_copies(db)}:
        raise WrongInput(f"There is no old copy {name}. It may be deleted already.")
    try:
        (here.parent / name).unlink()
    except OSError as error:
        raise WrongInput(f"{name} cannot be deleted: {error.strerror}. Ask whoever set up this computer.") from error


def _engine(db: Db) -> Engine:
    bound = db.get_bind()
    return bound if isinstance(bound, Engine) else bound.engine
