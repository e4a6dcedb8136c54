"""Files that commands read and write, with a sentence where they cannot.

What is written is whole, and can be read by its owner alone: a paper about a few children is nobody else's.

Here too:
- A group of commands that writes by itself unless it is told to read; a round may even be called “read”.
- Passphrases that commands ask for: typed, or from a file or the environment; never among a command's arguments.
- Tables and counts on the command line.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import typer
from typer.core import TyperGroup

from audit.errors import WrongInput
from audit.store import whole_files

_OWNER_ALONE = 0o600


def must_end(out: Path, ending: str, noun: str = "the file") -> None:
    """Raise WrongInput, saying what is to be named, unless the name of a file to write ends so, such as in ".xlsx"."""
    if out.suffix.lower() != ending:
        raise WrongInput(f"{out.name} does not end in {ending}. Give {noun} a name that does.")


def read(path: Path, *, wanted: str = "a file") -> bytes:
    """Return a file's bytes; raises WrongInput, saying what to choose instead, where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as fault:
        raise WrongInput(f"{path} cannot be read. Choose {wanted} that is there.") from fault


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


WRITE, READ = "write", "read"


class WritesByItself(TyperGroup):
    """A group that writes a file unless it is told to read one."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Put “write” before arguments that name no command of the group."""
        reads = args[:1] == [READ] and not any(arg.partition("=")[0] in ("--out", "--ics") for arg in args)
        if args and not reads and args[0] not in (WRITE, "--help"):
            args = [WRITE, *args]
        return super().parse_args(ctx, args)


VARIABLE = "SEVEN_STATEMENTS_PASSPHRASE"


def new(file: Path | None) -> str:
    """Return a new passphrase; one that is typed is typed twice."""
    return _read_passphrase(file) or str(
        typer.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True)
    )


def known(file: Path | None) -> str:
    """Return a passphrase that is there already."""
    return _read_passphrase(file) or str(typer.prompt("Passphrase", hide_input=True, err=True))


def _read_passphrase(file: Path | None) -> str:
    if file is None:
        return os.environ.get(VARIABLE, "")
    try:
        text = read(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongInput(f"{file} cannot be read. Choose a text file with the passphrase on its first line.") from error
    first = text.splitlines()[0] if text else ""
    if not first:
        raise WrongInput(f"{file} is empty. Put the passphrase on its first line.")
    return first


def text(headings: Sequence[str], rows: Sequence[Sequence[str | int]]) -> str:
    """Return rows under their headings, each column as wide as its widest cell; numbers stand to the right."""
    lines = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(line[place]) for line in (list(headings), *lines)) for place in range(len(headings))]
    right = [bool(rows) and all(isinstance(row[place], int) for row in rows) for place in range(len(headings))]
    return "\n".join(
        _table_line(line, widths, right) for line in (list(headings), ["-" * width for width in widths], *lines)
    )


def _table_line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    fitted = [
        cell.rjust(width) if to_right else cell.ljust(width)
        for cell, width, to_right in zip(cells, widths, right, strict=True)
    ]
    return "  ".join(fitted).rstrip()
