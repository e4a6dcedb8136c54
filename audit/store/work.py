"""The unit of work: one click is one transaction, and only its edge commits.

In: a database address.
Out: sessions that write all of an act or nothing of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError, IntegrityError, OperationalError
from sqlmodel import Session, create_engine

from audit.errors import AuditError

Db = Session

_BUSY_SECONDS = 30
_ONE_WRITER = 7_540_113  # the number of the lock that writers on PostgreSQL take; any, but always the same
_GONE = "unable to open database file"  # SQLite's own words


def open_engine(url: str) -> Engine:
    """Return an engine for SQLite (WAL, every commit on the disk before it counts) or PostgreSQL."""
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": _BUSY_SECONDS})
    event.listen(engine, "connect", _set_up_sqlite)
    if engine.url.database:
        _hold_on_to(engine, Path(engine.url.database))
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def unit_of_work(engine: Engine) -> Iterator[Db]:
    """Yield a session that commits at the end, or undoes everything where anything raises.

    One at a time on both databases (SQLite by BEGIN IMMEDIATE): between looking whether a record is still as a window
    showed it, and writing it, nobody else writes.
    """
    with _session(engine, writes=True) as db:
        if engine.dialect.name == "postgresql":
            db.execute(text(f"SELECT pg_advisory_xact_lock({_ONE_WRITER})"))
        yield db
        db.commit()


@contextmanager
def reading(engine: Engine) -> Iterator[Db]:
    """Yield a session for looking only; nothing done with it is kept."""
    with _session(engine, writes=False) as db:
        yield db
        db.rollback()


@contextmanager
def _session(engine: Engine, *, writes: bool) -> Iterator[Db]:
    bound = engine.execution_options(begin_immediate=writes)
    try:
        with Session(bound, expire_on_commit=False) as db:
            yield db
    except IntegrityError as error:
        raise AuditError("Somebody else wrote here at the same moment, so this was not saved. Try again.") from error
    except OperationalError as error:
        raise AuditError(_in_words(str(error.orig))) from error


def _set_up_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own type
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # SQLAlchemy's begin event says BEGIN itself
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_BUSY_SECONDS * 1000}"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA secure_delete=ON")


def _hold_on_to(engine: Engine, file: Path) -> None:
    """Refuse to work where the database's file was taken away or replaced.

    An open file goes on taking what is written after its folder is deleted: "saved" would then be said of what is lost.
    """
    seen = False

    def connecting(*_told: object) -> None:
        if seen and not file.exists():
            raise sqlite3.OperationalError(_GONE)  # else an empty database would be made in its place

    def connected(_connection: object, record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own record
        nonlocal seen
        seen, record.info["file"] = True, _identity(file)

    def taken(_connection: object, record: Any, _proxy: object) -> None:  # noqa: ANN401 - SQLAlchemy's own record
        now = _identity(file)
        if now is None:
            raise sqlite3.OperationalError(_GONE)
        if now != record.info.get("file"):
            raise DisconnectionError  # another file stands there: it is opened instead

    event.listen(engine, "do_connect", connecting)
    event.listen(engine, "connect", connected)
    event.listen(engine, "checkout", taken)


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _begin(connection: Any) -> None:  # noqa: ANN401 - SQLAlchemy's event hands over its Connection
    immediate = connection.get_execution_options().get("begin_immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _in_words(said: str) -> str:
    if "full" in said:
        return "The disk is full, so nothing was saved. Make room on it, then save again; what you typed is still here."
    if "readonly" in said or "read-only" in said:
        return "The data folder cannot be written to, so nothing was saved. Ask whoever set up this computer."
    if "unable to open" in said:
        return "The data folder cannot be reached, so nothing was saved. Check that it is still there, then try again."
    if "locked" in said:
        return "The database is busy, so nothing was saved. Wait a moment, then try again."
    return "The database could not do this, so nothing was saved. Try again; if it keeps happening, restart the app."
