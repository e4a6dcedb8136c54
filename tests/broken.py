"""Databases that cannot be used: what a disk, a power cut or another version leaves behind."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

PAGE = 4096


def over(path: Path, at: int, content: bytes) -> None:
    """Write over a part of a file."""
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


def _say(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


def _without_its_file(path: Path) -> None:
    """Leave the log of a database that is gone."""
    Path(f"{path}-wal").write_bytes(path.read_bytes()[: 10 * PAGE])
    path.write_bytes(b"")


def _of_another_program(path: Path) -> None:
    path.unlink()
    _say(path, "CREATE TABLE invoices (id INTEGER)")


KINDS: dict[str, Callable[[Path], object]] = {
    "damaged at its head": lambda path: over(path, 0, b"\x07" * 200),
    "damaged in the middle": lambda path: over(path, path.stat().st_size // PAGE // 2 * PAGE, b"\x07" * 20 * PAGE),
    "empty": lambda path: path.write_bytes(b""),
    "empty, with a log": _without_its_file,
    "cut short": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 3]),
    "missing": lambda path: path.unlink(),
    "of a newer version": lambda path: _say(path, "UPDATE alembic_version SET version_num = '9999'"),
    "no database": lambda path: path.write_text("The quick brown fox jumps over the lazy dog. " * 200),
    "of another program": _of_another_program,
}
NOTHING_THERE = ("empty", "missing")  # these look like a new installation
UNUSABLE = tuple(kind for kind in KINDS if kind not in NOTHING_THERE)
TELLS = (
    dict.fromkeys(KINDS, "database is damaged")
    | {
        "of a newer version": "newer version of Seven Statements. Install that version, or restore",
        "of another program": "another program's database",
    }
    | dict.fromkeys(NOTHING_THERE, "There is no data here yet")
)  # what is told of each, in part


def broken(whole: Path, path: Path, kind: str) -> Path:
    """Return a broken copy of a database that nobody has open."""
    shutil.copy(whole, path)
    KINDS[kind](path)
    return path


def files(path: Path) -> dict[str, bytes]:
    """Return what lies under a database's name, with its log and the log's index, by the end of its name."""
    return {end: Path(f"{path}{end}").read_bytes() for end in ("", "-wal", "-shm") if Path(f"{path}{end}").exists()}
