"""Backups: one file that shows whether a single byte of it changed, and the way back.

In: an engine, and the partnership's own files.
Out: a ZIP archive that ends in the SHA-256 of all before it; or a database, and those files, as a backup has them.

Here too:
- Where the data is, and the copies that were left beside it.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import sqlite3
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import SQLModel

from audit.errors import AuditError, UnusableDatabase, WrongInput
from audit.store import embedded, migrate, snapshots, whole_files, work
from audit.store.migrate import NewerDatabase
from audit.store.work import Db, database_of

_DATABASE, _ABOUT, _OWN = "database.db", "about.json", "own/"
_FORM = 1  # of the archive; a later one is of a newer version
_DIGEST = 64  # hexadecimal digits at the end of the file, which is where a ZIP archive has its comment
_OWN_NAME = re.compile(r"[a-z0-9_]+\.yaml")


@dataclass(frozen=True, kw_only=True)
class Backup:
    """What a backup holds; it was read from end to end."""

    database: bytes
    rounds: int
    rows: int
    made_at_utc: datetime | None = None  # None: a plain copy of the database, which does not say
    own: Mapping[str, bytes] | None = None  # the partnership's own files by name; None: it does not hold them


def make(engine: Engine, *, now: datetime, own: Mapping[str, bytes] | None = None) -> bytes:
    """Return a backup of the database as it is at this moment, read back once.

    Raises UnusableDatabase where the database itself is damaged, and AuditError for a server's.
    """
    _must_be_embedded(engine)
    with work.in_words():
        database = snapshots.of_engine(engine)
    try:
        _look_through(database)
    except (WrongInput, sqlite3.Error) as error:
        raise UnusableDatabase(work.DAMAGED) from error
    about = {"product": "Seven Statements", "form": _FORM, "made_at_utc": now.isoformat(), "own": own is not None}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = b"0" * _DIGEST
        archive.writestr(_ABOUT, json.dumps(about))
        archive.writestr(_DATABASE, database)
        for name, text in (own or {}).items():
            archive.writestr(f"{_OWN}{name}", text)
    body = written.getvalue()[:-_DIGEST]
    content = body + hashlib.sha256(body).hexdigest().encode()
    read(content, "The backup")
    return content


def write(content: bytes, target: Path) -> Backup:
    """Write a backup to a new file that its owner alone can read, read it back, and return what it holds.

    Raises WrongInput where the file exists or cannot be written; then nothing of it is left.
    """
    try:
        whole_files.write_new(target, content)
    except FileExistsError as error:
        raise WrongInput(f"{target} exists already. Choose another name, so that no backup is written over.") from error
    except OSError as error:
        raise WrongInput(
            f"{target} cannot be written ({error.strerror}). Choose another folder, or make room on the disk."
        ) from error
    return load(target)


def load(path: Path) -> Backup:
    """Return what a backup's file holds; raises WrongInput where it is damaged, something else or not there."""
    if path.is_dir():
        raise WrongInput(f"{path} is a folder. Name the backup's file in it.")
    if not path.is_file():
        raise WrongInput(f"{path} is not there. Check the name.")
    try:
        content = path.read_bytes()
        plain = content.startswith(snapshots.PLAIN)
        return read(snapshots.of_file(path) if plain else content, path.name)
    except (OSError, sqlite3.Error) as error:
        raise _no_backup(path.name) from error


def read(content: bytes, name: str) -> Backup:
    """Return what a backup holds; a plain copy of a database is one too.

    Raises WrongInput, naming the file, where it is damaged, something else, or of a newer version.
    """
    try:
        if content.startswith(snapshots.PLAIN):
            rounds, rows = _look_through(content)
            return Backup(database=content, rounds=rounds, rows=rows)
        body, digest = content[:-_DIGEST], content[-_DIGEST:]
        if digest != hashlib.sha256(body).hexdigest().encode():
            raise _no_backup(name)
        return _from_archive(content)
    except NewerDatabase as error:
        raise WrongInput(
            f"{name} was made with a newer version of Seven Statements. Install that version, then restore it."
        ) from error
    except (sqlite3.Error, zipfile.BadZipFile, KeyError, ValueError, UnusableDatabase, WrongInput) as error:
        raise _no_backup(name) from error


def restore(
    engine: Engine, backup: Backup, *, now: datetime, folder: Path | None = None, own_names: Sequence[str] = ()
) -> Path | None:
    """Put the database as a backup has it in place of whatever is there, and the partnership's own files with it.

    Returns where what was there is set aside, None where nothing was. Raises InUse where somebody else has the
    database open, and WrongInput where the backup cannot be brought up to this version; then nothing is changed.
    """
    file = _must_be_embedded(engine)
    try:
        database = migrate.upgraded(backup.database)
        _look_through(database)
    except (SQLAlchemyError, sqlite3.Error, WrongInput) as error:
        raise WrongInput("This backup cannot be brought up to this version of Seven Statements. Choose another.") from (
            error
        )
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with embedded.alone(engine):
            whole_files.finish(file)
            stamp = whole_files.prepare(
                snapshots.for_use(database), file, now=now, own=_own_files(backup, folder, own_names)
            )
            whole_files.finish(file)
            return whole_files.set_aside(file, stamp)
    except OSError as error:
        then = (
            "It will be when Seven Statements is opened next"
            if whole_files.is_unfinished(file)
            else "Nothing was changed"
        )
        raise WrongInput(
            f"The backup could not be put in place ({error.strerror}). {then}. Make room on the disk, or ask whoever "
            "set up this computer."
        ) from error


def _look_through(database: bytes) -> tuple[int, int]:
    """Return how many rounds and rows a database holds; raises WrongInput or SQLite's error where it is damaged."""
    state = migrate.state_of(database)
    with snapshots.opened(database) as connection:
        if state is migrate.State.NEW or not snapshots.is_sound(connection):
            raise WrongInput("The database is empty or damaged.")
        known = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        names = known & set(SQLModel.metadata.tables)
        rows = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608
    return rows.get("audit_round", 0), sum(rows.values())


def _from_archive(content: bytes) -> Backup:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        about = json.loads(archive.read(_ABOUT))
        if about["form"] > _FORM:
            raise NewerDatabase("The backup is of a newer version.")
        database = archive.read(_DATABASE)
        names = [name.removeprefix(_OWN) for name in archive.namelist() if name.startswith(_OWN)]
        own = {name: archive.read(f"{_OWN}{name}") for name in names if _OWN_NAME.fullmatch(name)}
    rounds, rows = _look_through(database)
    return Backup(
        database=database,
        rounds=rounds,
        rows=rows,
        made_at_utc=datetime.fromisoformat(about["made_at_utc"]),
        own=own if about["own"] else None,
    )


def _own_files(backup: Backup, folder: Path | None, names: Sequence[str]) -> whole_files.OwnFiles | None:
    if folder is None or backup.own is None:
        return None
    wanted = sorted({*names, *backup.own})
    return whole_files.OwnFiles(folder=folder, texts={name: backup.own.get(name) for name in wanted})


def _must_be_embedded(engine: Engine) -> Path:
    file = migrate.file_of(engine)
    if file is None:
        raise AuditError(
            "This database is on a server. Whoever keeps the server backs it up, with pg_dump for example. For a copy "
            "in one file, run “python -m audit move --to sqlite:///FILE”."
        )
    return file


def _no_backup(name: str) -> WrongInput:
    return WrongInput(f"{name} is not a backup of Seven Statements, or it is damaged. Choose another.")


_MIDDLE = ".before-"  # what the name of a copy made before something has in it


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the data is."""

    file: Path | None  # None: on a server
    server: str = ""  # the server's name; empty: a file on this computer
    private: bool = True  # whether its folder is set so that only the account running this app can open it


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
    if file is None:
        return Place(file=None, server=engine.url.host or "this computer")
    return Place(file=file, private=_is_private(file.parent))


def _is_private(folder: Path) -> bool:
    """Say whether a folder's permissions shut out other accounts; of Windows' own they say nothing."""
    return os.name == "posix" and not folder.stat().st_mode & 0o077


def old_copies(db: Db) -> tuple[OldCopy, ...]:
    """Return the copies that lie beside the database, the newest first; one with its log is one."""
    database_file = place(db).file
    if database_file is None:
        return ()
    names = {
        _without_end(path.name)
        for path in database_file.parent.glob(f"{database_file.name}{_MIDDLE}*")
        if path.is_file()
    }
    copies = []
    for name in names:
        files = [path.stat() for path in _files(database_file.parent / name)]
        made = datetime.fromtimestamp(max(file.st_ctime for file in files), UTC)
        copies.append(OldCopy(name=name, size=sum(file.st_size for file in files), made_at_utc=made))
    return tuple(sorted(copies, key=lambda copy: (copy.made_at_utc, copy.name), reverse=True))


def delete(db: Db, name: str) -> None:
    """Delete one of the old copies for good; raises WrongInput where there is none of that name or it cannot go."""
    database_file = place(db).file
    if database_file is None or name not in {copy.name for copy in old_copies(db)}:
        raise WrongInput(f"There is no old copy {name}. It may be deleted already.")
    try:
        for path in _files(database_file.parent / name):
            path.unlink()
    except OSError as error:
        raise WrongInput(f"{name} cannot be deleted: {error.strerror}. Ask whoever set up this computer.") from error


def _files(copy: Path) -> list[Path]:
    paths = (Path(f"{copy}{end}") for end in whole_files.ENDS)
    return [path for path in paths if path.is_file()]


def _without_end(name: str) -> str:
    return next((name.removesuffix(end) for end in whole_files.ENDS[1:] if name.endswith(end)), name)
