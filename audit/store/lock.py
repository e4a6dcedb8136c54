"""The lock beside an embedded database: shared by all who have it open, held alone by whoever replaces it.

In: the database's file, and when connections to it open and close.
Out: a hold on its lock file that no two processes can have in ways that do not go together.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Condition
from typing import IO

import portalocker
from portalocker import LockFlags

from audit.errors import AuditError
from audit.store.whole_files import open_private

if sys.platform != "win32":
    import fcntl

BEING_REPLACED = "database is being replaced"  # told where SQLite would tell that a database is locked
_SHARED = LockFlags.SHARED | LockFlags.NON_BLOCKING
_ALONE = LockFlags.EXCLUSIVE | LockFlags.NON_BLOCKING
_WAIT_TO_OPEN = 30.0  # seconds, while somebody else replaces the database
WAIT_TO_BE_ALONE = 5.0  # seconds, for others to finish
_PAUSE = 0.02  # seconds
_SQLITE_LOCKS = (0x40000000, 512)  # where SQLite locks bytes of a file, and how many


class InUse(AuditError):
    """Somebody else has the database open."""


class Hold:
    """What one engine holds of the lock file: shared while any of its connections is open."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._path = Path(f"{database}.lock")
        self._changed = Condition()
        self._connections = 0
        self._alone = False
        self._file: IO[bytes] | None = None  # None: not held

    @property
    def is_claimed(self) -> bool:
        """Say whether this engine replaces the database, or waits to; its connections are closed then."""
        return self._alone

    def share(self) -> None:
        """Take part before a connection is opened; waits while somebody has the database alone.

        Raises TimeoutError where that takes too long.
        """
        until = time.monotonic() + _WAIT_TO_OPEN
        with self._changed:
            while not self._shared():
                if time.monotonic() > until:
                    raise TimeoutError(BEING_REPLACED)
                self._changed.wait(_PAUSE)
            self._connections += 1

    def leave(self) -> None:
        """Give the part of a closed connection back."""
        with self._changed:
            self._connections -= 1
            if self._connections == 0 and self._file is not None:
                self._file.close()
                self._file = None
            self._changed.notify_all()

    @contextmanager
    def alone(self, close: Callable[[], None], *, patience: float) -> Iterator[None]:
        """Have the database alone: `close` closes idle connections; it is called again as those in use come back.

        Raises InUse where somebody else keeps it open for longer than `patience` seconds; then nothing was changed.
        """
        with self._changed:
            if self._alone:
                raise InUse("The database is being replaced in another window. Wait until that is done.")
            self._alone = True
        try:
            with self._locked_alone(close, patience):
                if _is_open_elsewhere(self._database):
                    raise _in_use()
                yield
        finally:
            with self._changed:
                self._alone = False
                self._changed.notify_all()

    def _shared(self) -> bool:
        if not self._alone and self._file is None:
            self._file = _locked(self._path, _SHARED)
        return not self._alone and self._file is not None

    def _locked_alone(self, close: Callable[[], None], patience: float) -> IO[bytes]:
        until = time.monotonic() + patience
        with self._changed:
            while True:
                close()
                file = _locked(self._path, _ALONE) if self._connections == 0 else None
                if file is not None:
                    return file
                if time.monotonic() > until:
                    raise _in_use()
                self._changed.wait(_PAUSE)


def _locked(path: Path, flags: LockFlags) -> IO[bytes] | None:
    file = open_private(path)
    try:
        portalocker.lock(file, flags)
    except portalocker.exceptions.LockException:
        file.close()
        return None
    return file


def _is_open_elsewhere(database: Path) -> bool:
    """Say whether a program that knows nothing of the lock file has the database open: SQLite's own locks tell.

    Call it where this process has no connection: looking takes away its own locks. Windows moves no open file anyway.
    """
    if sys.platform == "win32" or not database.exists():
        return False
    with database.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _SQLITE_LOCKS[1], _SQLITE_LOCKS[0])
        except BlockingIOError:
            return True
    return False


def _in_use() -> InUse:
    return InUse(
        "The database is open in another program on this computer: Seven Statements itself, one of its commands, or a "
        "database viewer. Close it there and do this again. Nothing was changed."
    )
