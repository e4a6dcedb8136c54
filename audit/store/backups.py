"""Backups: a copy that is consistent while the app is in use, and the way back.

In: an engine and a file.
Out: a file that was opened, checked and read through before it is called a backup; or a database put back from one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import SQLModel

from audit.errors import AuditError, WrongInput
from audit.store import migrate


@dataclass(frozen=True, kw_only=True)
class Backup:
    """What a backup holds."""

    path: Path
    rounds: int
    rows: int


def back_up(engine: Engine, target: Path) -> Backup:
    """Copy the database to a new file that its owner alone can read, restore it once in memory, and say what it holds.

    Raises WrongInput where the file exists or cannot be written, and AuditError for a server's database.
    """
    source = _file_of(engine)
    if target.exists():
        raise WrongInput(f"{target} exists already. Choose another name, so that no backup is written over.")
    try:
        target.touch(mode=0o600)
        with closing(sqlite3.connect(source)) as there, closing(sqlite3.connect(target)) as copy:
            there.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
    except (OSError, sqlite3.Error) as error:
        target.unlink(missing_ok=True)
        raise WrongInput(
            f"{target} cannot be written ({error}). Choose another folder, or make room on the disk."
        ) from error
    return check(target)


def check(path: Path) -> Backup:
    """Restore a backup in memory and read it through; raises WrongInput where it is damaged or something else."""
    try:
        with _in_memory(path) as database:
            sound = database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            known = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not sound or "alembic_version" not in known or "audit_round" not in known:
                raise WrongInput(f"{path.name} is not a backup of Seven Statements, or it is damaged. Choose another.")
            names = known & set(SQLModel.metadata.tables)
            rows = {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608
    except sqlite3.Error as error:
        raise WrongInput(
            f"{path.name} is not a backup of Seven Statements, or it is damaged. Choose another."
        ) from error
    return Backup(path=path, rounds=rows["audit_round"], rows=sum(rows.values()))


def restore(engine: Engine, source: Path) -> tuple[Backup, Path]:
    """Put the database back as a backup has it; return what that held and the copy made of what was there before.

    The backup is checked first, and one of an older version is brought up to date after.
    """
    held = check(source)
    target = _file_of(engine)
    before = _free_name(Path(f"{target}.before-restore"))
    back_up(engine, before)
    with closing(sqlite3.connect(source)) as there, closing(sqlite3.connect(target)) as here:
        there.backup(here)
        here.execute("PRAGMA journal_mode=WAL")
    engine.dispose()
    migrate.upgrade(engine)
    return held, before


def _file_of(engine: Engine) -> Path:
    if engine.dialect.name != "sqlite" or not engine.url.database:
        raise AuditError(
            "This database is on a server. Whoever keeps the server backs it up, with pg_dump for example."
        )
    return Path(engine.url.database)


@contextmanager
def _in_memory(path: Path) -> Iterator[sqlite3.Connection]:
    if not path.is_file():
        raise WrongInput(f"{path} is not there. Check the name and try again.")
    read_only = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(read_only, uri=True)) as there, closing(sqlite3.connect(":memory:")) as copy:
        there.backup(copy)
        yield copy


def _free_name(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free
