"""An embedded database's file: locked while it is open, refused where it is gone, opened anew where it was replaced.

In: an engine on a file.
Out: connections that say what went wrong rather than write where nobody will read.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Dialect, Engine, event
from sqlalchemy.exc import DisconnectionError

from audit.store.lock import WAIT_TO_BE_ALONE, Hold

BUSY_SECONDS = 30
GONE = "unable to open database file"  # SQLite's own words
DAMAGED = "database disk image is malformed"  # SQLite's own words
_HOLDS: WeakKeyDictionary[Engine, Hold] = WeakKeyDictionary()


def attach(engine: Engine, file: Path, *, locked: bool) -> None:
    """Watch over every connection of an engine; `locked` where it takes part in the lock.

    An open file goes on taking what is written after its folder is deleted: "saved" would then be said of what is lost.
    """
    hold, seen = Hold(file), False
    if locked:
        _HOLDS[engine] = hold

    def connecting(dialect: Dialect, record: Any, words: Sequence[Any], options: dict[str, Any]) -> Any:  # noqa: ANN401
        nonlocal seen
        if seen and not file.exists():
            raise sqlite3.OperationalError(GONE)  # else an empty database would be made in its place
        connection = _opened(dialect, file, words, options, hold if locked else None)
        seen, record.info["file"] = True, _identity(file)
        return connection

    def taken(_connection: object, record: Any, _proxy: object) -> None:  # noqa: ANN401 - SQLAlchemy's own record
        now = _identity(file)
        if now is None:
            raise sqlite3.OperationalError(GONE)
        if now != record.info.get("file") or hold.is_claimed:
            raise DisconnectionError  # another file stands there, or soon will: it is opened instead

    event.listen(engine, "do_connect", connecting)
    event.listen(engine, "checkout", taken)
    if locked:
        event.listen(engine, "close", lambda _connection, _record: hold.leave())


@contextmanager
def alone(engine: Engine, *, patience: float = WAIT_TO_BE_ALONE) -> Iterator[None]:
    """Have an engine's file alone, with none of its connections open; others wait until it is given back.

    Raises InUse where somebody else keeps it open for longer than `patience` seconds.
    """
    # The pool, not the engine: connections in use come back to the pool they are of, to be closed there.
    with _HOLDS[engine].alone(engine.pool.dispose, patience=patience):
        yield


@contextmanager
def looked_at(engine: Engine, file: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection that only reads: closing it writes nothing, so that what is damaged stays as it was left."""
    hold = _HOLDS.get(engine)  # None: whoever looks has the file alone
    _share(hold)
    try:
        _must_not_lose_a_log(file)
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            yield connection
    finally:
        if hold is not None:
            hold.leave()


def has_database(file: Path) -> bool:
    """Say whether there is a database to open: a missing or empty file is none, unless a log is left beside it."""
    return any(path.exists() and path.stat().st_size > 0 for path in (file, Path(f"{file}-wal")))


def set_up(connection: sqlite3.Connection) -> None:
    """Have every commit on the disk before it counts, let readers read while one writes, and wipe what is deleted."""
    connection.isolation_level = None  # SQLAlchemy's begin event says BEGIN itself
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_SECONDS * 1000}"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA secure_delete=ON")


def _opened(
    dialect: Dialect, file: Path, words: Sequence[Any], options: dict[str, Any], hold: Hold | None
) -> sqlite3.Connection:
    """Open a file; raises SQLite's own errors."""
    _share(hold)
    connection: sqlite3.Connection | None = None
    try:
        _must_not_lose_a_log(file)
        connection = cast("sqlite3.Connection", dialect.connect(*words, **options))
        if os.name == "posix":
            file.chmod(0o600)  # its log is made as it is
        set_up(connection)
    except BaseException:
        if connection is not None:
            connection.close()
        if hold is not None:
            hold.leave()
        raise
    return connection


def _share(hold: Hold | None) -> None:
    try:
        if hold is not None:
            hold.share()
    except OSError as error:
        raise sqlite3.OperationalError(str(error) if isinstance(error, TimeoutError) else GONE) from error


def _must_not_lose_a_log(file: Path) -> None:
    """Refuse a file that is missing or empty beside a log: SQLite would delete the log."""
    if has_database(file) and not (file.exists() and file.stat().st_size):
        raise sqlite3.DatabaseError(DAMAGED)


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
