"""The whole of an embedded database as bytes, and such bytes opened in memory to be looked at.

In: an engine, a file, or bytes.
Out: bytes that stand alone, without a log beside them; or a connection that leaves nothing on the disk.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Engine

PLAIN = b"SQLite format 3\x00"  # how every SQLite database begins
_WITHOUT_LOG, _WITH_LOG = b"\x01\x01", b"\x02\x02"  # bytes 18 and 19, which say whether there is a write-ahead log
_LOG_ENDS = ("-wal", "-shm")


def of_engine(engine: Engine) -> bytes:
    """Return what an embedded database holds at this moment, also while others write."""
    pooled = engine.raw_connection()
    try:
        source = pooled.driver_connection
        assert isinstance(source, sqlite3.Connection)  # noqa: S101 - the caller saw that it is SQLite
        return _copy(source)
    finally:
        pooled.close()


def of_file(path: Path) -> bytes:
    """Return what a database's file holds, with the log that may lie beside it; nothing of it is changed."""
    if not any(Path(f"{path}{end}").exists() for end in _LOG_ENDS):
        return path.read_bytes()
    with tempfile.TemporaryDirectory() as folder:  # its owner's alone
        copy = Path(folder) / "copy.db"
        for end in ("", *_LOG_ENDS):
            if Path(f"{path}{end}").exists():
                shutil.copyfile(f"{path}{end}", f"{copy}{end}")
        with closing(sqlite3.connect(copy)) as source:
            return _copy(source)


@contextmanager
def opened(content: bytes) -> Iterator[sqlite3.Connection]:
    """Yield a connection to a database in memory that holds the bytes; they may be damaged."""
    with closing(sqlite3.connect(":memory:", check_same_thread=False)) as connection:
        connection.deserialize(content[:18] + _WITHOUT_LOG + content[20:])
        yield connection


def for_use(content: bytes) -> bytes:
    """Return a database that is opened with a log from the start: changing over needs it alone, and many open it."""
    return content[:18] + _WITH_LOG + content[20:]


def is_sound(connection: sqlite3.Connection) -> bool:
    """Say whether a database can be read from end to end, and every row it points to is there."""
    whole = connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
    return whole and connection.execute("PRAGMA foreign_key_check").fetchone() is None


def _copy(source: sqlite3.Connection) -> bytes:
    with closing(sqlite3.connect(":memory:")) as copy:
        source.backup(copy)
        content = copy.serialize()
    return content[:18] + _WITHOUT_LOG + content[20:]
