"""Files that commands read and write, with a sentence where they cannot.

What is written is whole, and can be read by its owner alone: a paper about a few children is nobody else's.
"""

from __future__ import annotations

from pathlib import Path

from audit.documents.excel.package import MOST_BYTES
from audit.errors import WrongInput
from audit.store import whole_files

_OWNER_ALONE = 0o600


def must_end(out: Path, ending: str, what: str = "the file") -> None:
    """Raise WrongInput, saying what is to be named, unless the name of a file to write ends so, such as in ".xlsx"."""
    if out.suffix.lower() != ending:
        raise WrongInput(f"{out.name} does not end in {ending}. Give {what} a name that does.")


def read(path: Path, *, what: str = "a file") -> bytes:
    """Return a file's bytes; raises WrongInput, saying what to choose instead, where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as fault:
        raise WrongInput(f"{path} cannot be read. Choose {what} that is there.") from fault


def read_workbook(path: Path) -> bytes:
    """Return a workbook's bytes, or enough of them to be told too large; raises WrongInput where it cannot be read."""
    try:
        with path.open("rb") as source:
            return source.read(MOST_BYTES + 1)
    except OSError as fault:
        raise WrongInput(f"{path} cannot be opened ({fault.strerror}). Check the name and try again.") from fault


def write(out: Path, written: bytes) -> None:
    """Write a file, in place of one that is there; raises WrongInput where it cannot be written, and that one stays."""
    try:
        whole_files.write_over(out.resolve(), written)
    except OSError as fault:
        raise WrongInput(
            f"{out} cannot be written ({fault.strerror}). Choose a folder that is there, and close the file."
        ) from fault


def write_new(out: Path, written: bytes) -> None:
    """Write a file that is not there yet; raises WrongInput where another is there, or it cannot be written."""
    try:
        whole_files.write_new(out, written)
    except FileExistsError as fault:
        if out.is_file() and out.read_bytes() == written:
            out.chmod(_OWNER_ALONE)
            return
        raise WrongInput(f"{out} is there already. Choose another name, or move the old one away.") from fault
    except OSError as fault:
        raise WrongInput(f"{out} cannot be written ({fault.strerror}). Choose another name or folder.") from fault
