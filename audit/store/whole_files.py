"""Files that are whole or not there, and that their owner alone can read.

In: a path and bytes.
Out: the file, on the disk before it has its name; never half of one, and never over another.

Here too:
- Putting a database in another's place: what was there is set aside whole, and no crash leaves half of either.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from glob import escape
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


ENDS = ("", "-wal", "-shm")  # the database, its log and the log's index
_READY, _OWN = ".restoring-", ".own-files-"
ASIDE = ".before-restore-"


@dataclass(frozen=True, kw_only=True)
class OwnFiles:
    """Files of a folder that go with a database, each as it is to be."""

    folder: Path
    texts: Mapping[str, bytes | None]  # None: there is to be no such file


def prepare(content: bytes, file: Path, *, now: datetime, own: OwnFiles | None = None) -> str:
    """Write a database that is to be put in place, and return the moment its names carry; `finish` does the rest.

    Once it is written whole, a crash can only delay it, and the files that go with it.
    """
    stamp = _free(file, now.strftime("%Y-%m-%d-%H%M%S"))
    own_files_path = Path(f"{file}{_OWN}{stamp}")
    try:
        if own is not None:
            write_new(own_files_path, _written(own))
        write_new(Path(f"{file}{_READY}{stamp}"), content)
    except OSError:
        own_files_path.unlink(missing_ok=True)
        raise
    return stamp


def set_aside(file: Path, stamp: str) -> Path | None:
    """Return where a database of that moment was set aside; None where there was nothing."""
    aside = Path(f"{file}{ASIDE}{stamp}")
    return aside if any(Path(f"{aside}{end}").exists() for end in ENDS) else None


def is_unfinished(file: Path) -> bool:
    """Say whether a database was written and did not come into its place yet."""
    return bool(_ready(file))


def finish(file: Path) -> None:
    """Put a database that is ready into its place, also where a crash came in between."""
    for part in file.parent.glob(f".{escape(file.name)}.*.part"):  # what a crash left of a copy that was being written
        part.unlink()
    for ready in _ready(file):
        stamp = ready.name.rpartition(_READY)[2]
        _put_own_files(Path(f"{file}{_OWN}{stamp}"), stamp)
        aside = Path(f"{file}{ASIDE}{stamp}")
        if file.exists() and not aside.exists():
            give_second_name(file, aside)  # so that there is no moment without a database
            aside.chmod(0o600)
        for end in ENDS[1:]:
            if Path(f"{file}{end}").exists():
                Path(f"{file}{end}").replace(f"{aside}{end}").chmod(0o600)
        sync(file.parent)
        ready.replace(file)
        sync(file.parent)
    for done in file.parent.glob(f"{escape(file.name)}{_OWN}*"):
        done.unlink()


def _put_own_files(own_files_path: Path, stamp: str) -> None:
    """Put the files that go with a database in their places, what is there aside; doing it twice does it once."""
    if not own_files_path.exists():
        return
    held = json.loads(own_files_path.read_bytes())
    folder = Path(held["folder"])
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, text in held["texts"].items():
        path, content = folder / name, None if text is None else base64.b64decode(text)
        part_of(path).unlink(missing_ok=True)
        if os.path.lexists(path) and not (path.is_file() and path.read_bytes() == content):
            path.replace(folder / f"{name}{ASIDE}{stamp}")
        if content is not None and not path.exists():
            write_new(path, content)
    sync(folder)


def _written(own: OwnFiles) -> bytes:
    texts = {name: None if text is None else base64.b64encode(text).decode() for name, text in own.texts.items()}
    return json.dumps({"folder": str(own.folder.absolute()), "texts": texts}).encode()


def _free(file: Path, moment: str) -> str:
    stamp, number = moment, 1
    while any(file.parent.glob(f"{escape(file.name)}.*{stamp}*")):
        number += 1
        stamp = f"{moment}-{number}"
    return stamp


def _ready(file: Path) -> list[Path]:
    return sorted(file.parent.glob(f"{escape(file.name)}{_READY}*"))
