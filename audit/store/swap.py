"""Putting a database in another's place: what was there is set aside whole, and no crash leaves half of either.

In: the bytes of a good database, the file it is to be, and the files that go with it. Whoever calls has the file alone.
Out: the file with those bytes; what was there, its log and its index, byte for byte under a dated name.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from glob import escape
from pathlib import Path

from audit.store import whole_files

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
    with_it = Path(f"{file}{_OWN}{stamp}")
    try:
        if own is not None:
            whole_files.write_new(with_it, _written(own))
        whole_files.write_new(Path(f"{file}{_READY}{stamp}"), content)
    except OSError:
        with_it.unlink(missing_ok=True)
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
            whole_files.give_second_name(file, aside)  # so that there is no moment without a database
            aside.chmod(0o600)
        for end in ENDS[1:]:
            if Path(f"{file}{end}").exists():
                Path(f"{file}{end}").replace(f"{aside}{end}").chmod(0o600)
        whole_files.sync(file.parent)
        ready.replace(file)
        whole_files.sync(file.parent)
    for done in file.parent.glob(f"{escape(file.name)}{_OWN}*"):
        done.unlink()


def _put_own_files(with_it: Path, stamp: str) -> None:
    """Put the files that go with a database in their places, what is there aside; doing it twice does it once."""
    if not with_it.exists():
        return
    held = json.loads(with_it.read_bytes())
    folder = Path(held["folder"])
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, text in held["texts"].items():
        path, content = folder / name, None if text is None else base64.b64decode(text)
        whole_files.part_of(path).unlink(missing_ok=True)
        if os.path.lexists(path) and not (path.is_file() and path.read_bytes() == content):
            path.replace(folder / f"{name}{ASIDE}{stamp}")
        if content is not None and not path.exists():
            whole_files.write_new(path, content)
    whole_files.sync(folder)


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
