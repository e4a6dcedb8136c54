"""The unit of work: one click is one transaction, and only its edge commits.

In: a database address.
Out: sessions that write all of an act or nothing of it.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError, ProgrammingError
from sqlmodel import Session, create_engine

from audit.errors import AuditError, UnusableDatabase, WrongInput
from audit.store import embedded
from audit.store.lock import BEING_REPLACED

Db = Session
Database = Engine  # where sessions come from, for those who may not know SQLAlchemy

DAMAGED = (
    "The database is damaged. Restore your latest backup, on the page that Seven Statements now opens with or by "
    "“python -m audit restore FILE”. The damaged database is set aside, not deleted."
)
OTHER_VERSION = (
    "The database is not of this version of Seven Statements. Close every window of it and start it again; if that "
    "does not help, restore your latest backup."
)
_AWAY = (
    "The data folder cannot be reached, so nothing was saved. Check that it is still where it was. If it is lost, "
    "restore your latest backup."
)
_READ_ONLY = "The data folder cannot be written to, so nothing was saved. Ask whoever set up this computer."
_REFUSED = {  # what a database says, and what that means for whoever uses it
    "connection": "The database server cannot be reached, so nothing was saved. Ask whoever keeps it.",
    "full": "The disk is full, so nothing was saved. Make room on it, then save again; what you typed is still here.",
    "readonly": _READ_ONLY,
    "read-only": _READ_ONLY,
    BEING_REPLACED: "The database is being restored or brought up to date, so nothing was saved. Wait a minute, then "
    "reload the page.",
    "locked": "The database is busy, so nothing was saved. Wait a moment, then try again.",
}
_UNUSABLE = {
    "malformed": DAMAGED,
    "not a database": DAMAGED,
    "decode to UTF-8": DAMAGED,
    embedded.GONE: _AWAY,
    "no such table": OTHER_VERSION,
    "no such column": OTHER_VERSION,
    "has no column": OTHER_VERSION,
    "does not exist": OTHER_VERSION,
}
_THE_SAME = ("23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY")  # on PostgreSQL, on SQLite
_POINTS_AT_NOTHING = ("23503", "SQLITE_CONSTRAINT_FOREIGNKEY")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_WRITER_LOCK = 7_540_113  # the number of the lock that writers on PostgreSQL take; any, but always the same


def open_engine(url: str, *, locked: bool = True) -> Engine:
    """Return an engine for SQLite (WAL, every commit on the disk before it counts) or PostgreSQL.

    An engine that is not `locked` is for whoever has the file alone already.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        engine = create_engine(address, pool_pre_ping=True, hide_parameters=True)
        event.listen(engine, "before_cursor_execute", _must_be_storable)
        return engine
    if address.database:  # the file itself: through a link, a restore would take the link's place and leave the file
        address = address.set(database=str(Path(address.database).resolve()))
    connect_args = {"check_same_thread": False, "timeout": embedded.BUSY_SECONDS}
    engine = create_engine(address, hide_parameters=True, connect_args=connect_args)
    event.listen(engine, "before_cursor_execute", _must_be_storable)
    if address.database:
        embedded.attach(engine, Path(address.database), locked=locked)
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
            db.execute(text(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})"))
        yield db
        db.commit()


@contextmanager
def reading(engine: Engine) -> Iterator[Db]:
    """Yield a session for looking only; nothing done with it is kept."""
    with _session(engine, writes=False) as db:
        yield db
        db.rollback()


def database_of(db: Db) -> Database:
    """Return the database that a session works on."""
    bound = db.get_bind()
    return bound if isinstance(bound, Engine) else bound.engine


@contextmanager
def in_words() -> Iterator[None]:
    """Say what a database could not do in words that tell what to do; a fault in the program goes on as it is."""
    try:
        yield
    except IntegrityError as error:
        sentence = _of_constraint(error)
        if sentence is None:
            raise  # a fault in the program: what it wrote can stand nowhere
        raise AuditError(sentence) from error
    except DatabaseError as error:
        kinds = (DatabaseError, OperationalError, ProgrammingError)
        if type(error) not in kinds or isinstance(error.orig, sqlite3.ProgrammingError):
            raise  # a fault in the program, not in the database
        raise _refusal(str(error.orig)) from error
    except sqlite3.DatabaseError as error:
        raise _refusal(str(error)) from error


@contextmanager
def _session(engine: Engine, *, writes: bool) -> Iterator[Db]:
    bound = engine.execution_options(begin_immediate=writes)
    with in_words(), Session(bound, expire_on_commit=False) as db:
        yield db


def _must_be_storable(*arguments: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own values: parameters come fourth
    """Refuse a text that one of the two databases could not hold, so that both hold the same.

    PostgreSQL has no NUL in a text, no half of a surrogate pair, and no more characters than its column says.
    """
    parameters, context = arguments[3], arguments[4]
    rows = parameters if isinstance(parameters, list) else [parameters]
    for row in rows:
        for value in row.values() if isinstance(row, dict) else row or ():
            if isinstance(value, str) and _UNSTORABLE.search(value):
                raise WrongInput(
                    "A text holds a character that cannot be kept (a “null” character, or half of one). It often comes "
                    "with text that is copied from another program. Delete that place and type it again."
                )
    if context is not None and (context.isinsert or context.isupdate):
        _must_fit(context)


def _must_fit(context: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own: what it is about to run
    binds = context.compiled.binds
    for row in context.compiled_parameters:
        for name, value in row.items():
            most = getattr(binds[name].type, "length", None) if isinstance(value, str) else None
            if most is not None and len(value) > most:
                raise WrongInput(
                    f"“{value[:40]}…” is too long: it has {len(value):,} characters, and there is room for {most:,}. "
                    "Shorten it."
                )


def _begin(connection: Any) -> None:  # noqa: ANN401 - SQLAlchemy's event hands over its Connection
    immediate = connection.get_execution_options().get("begin_immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _of_constraint(error: IntegrityError) -> str | None:
    """Return what the constraint that failed means for whoever wrote; None where it means nothing to them.

    Only what others did meanwhile does: the same was added, or what this belongs to was taken away.
    """
    kind = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", "")
    if kind in _THE_SAME:
        return "Somebody else wrote here at the same moment, so this was not saved. Try again."
    if kind in _POINTS_AT_NOTHING and not (error.statement or "").lstrip().upper().startswith("DELETE"):
        return "What this belongs to was removed meanwhile, so this was not saved. Look at the list again."
    return None


def _refusal(words: str) -> AuditError:
    for part, sentence in _REFUSED.items():
        if part in words:
            return AuditError(sentence)
    for part, sentence in _UNUSABLE.items():
        if part in words:
            return UnusableDatabase(sentence)
    return AuditError("The database could not do this, so nothing was saved. If it keeps happening, restart the app.")
