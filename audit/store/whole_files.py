"""Files that are whole or not there, and that their owner alone can read.

In: a path and bytes.
Out: the file, on the disk before it has its name; never half of one, and never over another.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import IO

_BINARY = getattr(os, "O_BINARY", 0)  # Windows alone has another way


def open_private(path: Path) -> IO[bytes]:
    """Open a file to write in, made if need be for its owner alone; what it holds stays."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | _BINARY, 0o600), "r+b")


def write_new(path: Path, content: bytes) -> None:
    """Write a new file; raises FileExistsError where the name is taken, and OSError where it cannot be written."""
    part = part_of(path)
    try:
        _write(part, content)
        _name(part, path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    sync(path.parent)


def write_over(path: Path, content: bytes) -> None:
    """Write a file in place of what may be there; raises OSError where it cannot be written, and nothing changes."""
    part = part_of(path)
    try:
        _write(part, content)
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    sync(path.parent)


def part_of(path: Path) -> Path:
    """Return what a file is called while it is written; one name, so that what a power cut leaves goes next time."""
    return path.with_name(f".{path.name}.part")


def give_second_name(path: Path, other: Path) -> None:
    """Let a file stand under another name too; a copy of it where a disk knows no second names."""
    try:
        os.link(path, other)
    except FileExistsError:
        raise
    except OSError:
        write_new(other, path.read_bytes())


def sync(folder: Path) -> None:
    """Have a folder's names on the disk, where the system lets one."""
    if os.name != "posix":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write(part: Path, content: bytes) -> None:
    part.unlink(missing_ok=True)  # never written over: a power cut may have left it as a second name of a whole file
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _name(part: Path, path: Path) -> None:
    try:
        os.link(part, path)  # unlike a renaming, this refuses a name that is taken
    except FileExistsError:
        raise
    except OSError:  # a disk that knows no second names: a memory stick
        if path.exists():
            raise FileExistsError(path) from None
        part.rename(path)
