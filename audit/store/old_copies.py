"""Where the data is, and the copies that were left beside it.

In: a session.
Out: the place in words, and the copies made before an upgrade or a restore.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from audit.errors import WrongInput
from audit.store import migrate, swap
from audit.store.work import Db, database_of

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
    engine = database_of(db)
    file = migrate.file_of(engine)
    return Place(file=None, server=engine.url.host or "this computer") if file is None else Place(file=file)


def old_copies(db: Db) -> tuple[OldCopy, ...]:
    """Return the copies that lie beside the database, the newest first; one with its log is one."""
    here = place(db).file
    if here is None:
        return ()
    names = {_without_end(path.name) for path in here.parent.glob(f"{here.name}{_MIDDLE}*") if path.is_file()}
    copies = []
    for name in names:
        files = [path.stat() for path in _files(here.parent / name)]
        made = datetime.fromtimestamp(max(file.st_ctime for file in files), UTC)
        copies.append(OldCopy(name=name, size=sum(file.st_size for file in files), made_at_utc=made))
    return tuple(sorted(copies, key=lambda one: (one.made_at_utc, one.name), reverse=True))


def delete(db: Db, name: str) -> None:
    """Delete one of the old copies for good; raises WrongInput where there is none of that name or it cannot go."""
    here = place(db).file
    if here is None or name not in {one.name for one in old_copies(db)}:
        raise WrongInput(f"There is no old copy {name}. It may be deleted already.")
    try:
        for path in _files(here.parent / name):
            path.unlink()
    except OSError as error:
        raise WrongInput(f"{name} cannot be deleted: {error.strerror}. Ask whoever set up this computer.") from error


def _files(copy: Path) -> list[Path]:
    paths = (Path(f"{copy}{end}") for end in swap.ENDS)
    return [path for path in paths if path.is_file()]


def _without_end(name: str) -> str:
    return next((name.removesuffix(end) for end in swap.ENDS[1:] if name.endswith(end)), name)
