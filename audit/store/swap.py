"""Putting a database in another's place: what was there is set aside whole, and no crash leaves half of either.

In: the bytes of a good database, and the file it is to be. Whoever calls has the file alone.
Out: the file with those bytes; what was there, its log and its index, byte for byte under a dated name.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from audit.store import whole_files

ENDS = ("", "-wal", "-shm")  # the database, its log and the log's index
_READY = ".restoring-"
ASIDE = ".before-restore-"


def prepare(content: bytes, file: Path, *, now: datetime) -> str:
    """Write a database that is to be put in place, and return the moment its names carry; `finish` does the rest.

    Once it is written whole, a crash can only delay it.
    """
    stamp = _free(file, now.strftime("%Y-%m-%d-%H%M%S"))
    whole_files.write_new(Path(f"{file}{_READY}{stamp}"), content)
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
    for part in file.parent.glob(f".{file.name}.*.part"):  # what a crash left of a copy that was being written
        part.unlink()
    for ready in _ready(file):
        aside = Path(f"{file}{ASIDE}{ready.name.rpartition(_READY)[2]}")
        if file.exists() and not aside.exists():
            whole_files.give_second_name(file, aside)  # so that there is no moment without a database
            aside.chmod(0o600)
        for end in ENDS[1:]:
            if Path(f"{file}{end}").exists():
                Path(f"{file}{end}").replace(f"{aside}{end}")
        whole_files.sync(file.parent)
        ready.replace(file)
        whole_files.sync(file.parent)


def _free(file: Path, moment: str) -> str:
    stamp, number = moment, 1
    while any(file.parent.glob(f"{file.name}.*{stamp}*")):
        number += 1
        stamp = f"{moment}-{number}"
    return stamp


def _ready(file: Path) -> list[Path]:
    return sorted(file.parent.glob(f"{file.name}{_READY}*"))
