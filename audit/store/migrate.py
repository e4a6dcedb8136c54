"""Bringing a database up to date, after a copy, by one process at a time.

In: an engine, or the bytes of a backup.
Out: a database whose tables are those of this version; or why it cannot be used.
"""

from __future__ import annotations

import sqlite3
import time
from enum import StrEnum
from functools import cache
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, StaticPool, create_engine, text
from sqlmodel import SQLModel

from audit.errors import UnusableDatabase
from audit.store import embedded, snapshots, tables, whole_files, work
from audit.store.lock import InUse

_SCRIPTS = Path(__file__).parent / "migrations"
_NEWER = (
    "The database was last used by a newer version of Seven Statements. Install that version, or restore a backup that "
    "was made before."
)
_FOREIGN_DATABASE = (
    "This is another program's database, so it is left alone. Point SEVEN_STATEMENTS_DATA or DATABASE_URL somewhere "
    "else."
)
_LOCK = 7_170_717  # the number of the lock that migrations share on a server
_PATIENCE = 60.0  # seconds, while somebody else brings it up to date
_PAUSE = 0.05  # seconds


class NewerDatabase(UnusableDatabase):
    """A database of a version that this one does not know."""


class State(StrEnum):
    """How far a database is from this version."""

    NEW = "new"  # missing or empty
    OLDER = "older"
    CURRENT = "current"


def state(engine: Engine) -> State:
    """Return how far a database is from this version; a missing one is not made.

    Raises UnusableDatabase, saying what to do, where it is damaged, of a newer version or of another program.
    """
    file = file_of(engine)
    if file is not None and whole_files.is_unfinished(file):
        with embedded.alone(engine):
            _finish_restore(file)
    if file is not None and not embedded.has_database(file):
        return State.NEW
    if file is None:
        with work.in_words(), engine.connect() as connection:
            return _state(_revision(connection))
    with work.in_words(), embedded.looked_at(engine, file) as database:
        if database.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise UnusableDatabase(work.DAMAGED)
        return _state_in(database)


def state_of(content: bytes) -> State:
    """Return how far the database in a backup is from this version; raises as `state` does, and SQLite's errors."""
    with snapshots.opened(content) as database:
        return _state_in(database)


def is_current(engine: Engine) -> bool:
    """Say whether the database has the tables of this version."""
    return state(engine) is State.CURRENT


def upgrade(engine: Engine, *, patience: float = _PATIENCE) -> Path | None:
    """Bring the database up to date; return the copy made first, None where there was nothing to do or to copy.

    The version is read under the lock: of several that start at once, one does it and the others wait. Raises InUse
    where somebody keeps an older database open for longer than `patience` seconds.
    """
    file = file_of(engine)
    if file is None:
        _upgrade_server(engine)
        return None
    until = time.monotonic() + patience
    while not is_current(engine):
        try:
            with embedded.alone(engine, patience=0):
                _finish_restore(file)
                return _upgrade_alone(work.open_engine(engine.url.render_as_string(), locked=False), file)
        except InUse:
            if time.monotonic() > until:
                raise
        time.sleep(_PAUSE)
    return None


def fill(engine: Engine) -> None:
    """Give a database that nobody else has its tables."""
    with engine.begin() as connection:
        _run(connection)


def upgraded(content: bytes) -> bytes:
    """Return the database in a backup, brought up to date in memory."""
    with snapshots.opened(content) as database:
        engine = create_engine("sqlite://", creator=lambda: database, poolclass=StaticPool)
        fill(engine)
        return database.serialize()


def drift(engine: Engine) -> list[str]:
    """Return how the database differs from the tables in the code; empty where it does not."""
    assert tables  # noqa: S101 - imported so that the metadata is complete
    with engine.connect() as connection:
        return [
            str(difference)
            for difference in compare_metadata(MigrationContext.configure(connection), SQLModel.metadata)
        ]


def file_of(engine: Engine) -> Path | None:
    """Return an embedded database's file; None for a server's."""
    embeds = engine.dialect.name == "sqlite" and engine.url.database
    return Path(str(engine.url.database)).absolute() if embeds else None


def _finish_restore(file: Path) -> None:
    try:
        whole_files.finish(file)
    except OSError as error:
        raise UnusableDatabase(
            f"A backup is being restored, and could not be put in place ({error.strerror}). Make room on the disk, or "
            "ask whoever set up this computer; then open Seven Statements again."
        ) from error


def _upgrade_alone(engine: Engine, file: Path) -> Path | None:
    try:
        previous = state(engine)
        copy = _copy(engine, file) if previous is State.OLDER else None
        if previous is not State.CURRENT:
            fill(engine)
        return copy
    finally:
        engine.dispose()


def _upgrade_server(engine: Engine) -> None:
    with work.in_words(), engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
        if _state(_revision(connection)) is not State.CURRENT:
            _run(connection)


def _run(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _state_in(database: sqlite3.Connection) -> State:
    names = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    rows = database.execute("SELECT version_num FROM alembic_version") if "alembic_version" in names else ()
    revision = next((row[0] for row in rows), None)
    if revision is None and names - {"alembic_version"}:
        raise UnusableDatabase(_FOREIGN_DATABASE)
    return _state(revision)


def _state(revision: str | None) -> State:
    if revision is None:
        return State.NEW
    newest, *older = _revisions()
    if revision not in (newest, *older):
        raise NewerDatabase(_NEWER)
    return State.CURRENT if revision == newest else State.OLDER


@cache
def _revisions() -> tuple[str, ...]:
    """Return the versions that this one knows, the newest first; reading them all takes a while."""
    return tuple(step.revision for step in ScriptDirectory(str(_SCRIPTS)).walk_revisions())


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _copy(engine: Engine, file: Path) -> Path:
    """Copy a database before its upgrade, named after its version; one that is the same is not made twice."""
    content = snapshots.of_engine(engine)
    with engine.connect() as connection:
        revision = _revision(connection)
    with snapshots.opened(content) as database:
        if not snapshots.is_sound(database):
            raise UnusableDatabase(work.DAMAGED)
    copy, number = Path(f"{file}.before-upgrade-from-{revision}"), 1
    while copy.exists():
        if copy.read_bytes() == content:
            return copy
        number += 1
        copy = Path(f"{file}.before-upgrade-from-{revision}-{number}")
    whole_files.write_new(copy, content)
    return copy
