"""Files that commands read and write, with a sentence where they cannot."""

from __future__ import annotations

from pathlib import Path

from audit.errors import WrongInput


def must_be_word(out: Path) -> None:
    """Raise WrongInput unless a file to write has a Word document's name."""
    if out.suffix.lower() != ".docx":
        raise WrongInput(f"{out.name} does not end in .docx. Give the document a name that does.")


def read(path: Path) -> bytes:
    """Return a file's bytes; raises WrongInput where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as fault:
        raise WrongInput(f"{path} cannot be read. Choose a file that is there.") from fault


def write(out: Path, written: bytes) -> None:
    """Write a file; raises WrongInput where it cannot be written."""
    try:
        out.write_bytes(written)
    except OSError as fault:
        raise WrongInput(f"{out} cannot be written. Choose a folder that is there, and close the file.") from fault
