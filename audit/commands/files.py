"""Files that commands read and write, with a sentence where they cannot.

What is written is whole, and can be read by its owner alone: a paper about a few children is nobody else's.

Here too:
- A group of commands that writes by itself unless it is told to read; a round may even be called “read”.
- Passphrases that commands ask for: typed, or from a file or the environment; never among a command's arguments.
- The texts that a file would bring, as commands print them: as text or JSON, with what was found in each.
- Tables and counts on the command line.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from audit.documents.excel.package import MOST_BYTES
from audit.domain.identifying.marking import IncomingText, by_row
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


_UNREAD = "(only the agency’s own auditor can read this before the reveal)"


def as_json(texts: Sequence[IncomingText]) -> dict[str, Any]:
    """Return texts as JSON holds them; offsets count code points, and a text that may not be read is null."""
    rows = [
        {
            "where": incoming.where,
            "text": incoming.text,
            "found": [{"kind": mark.kind.value, "start": mark.start, "end": mark.end} for mark in incoming.identifiers],
        }
        for _, of_row in by_row(texts)
        for incoming in of_row
    ]
    return {"texts": rows}


def as_text(texts: Sequence[IncomingText]) -> list[str]:
    """Return a line for each text, those in which something was found first."""
    return [_line(incoming) for _, of_row in by_row(texts) for incoming in of_row]


def _line(incoming: IncomingText) -> str:
    words = _UNREAD if incoming.text is None else incoming.text
    return f"{incoming.where}: {words}" + (f" [found: {incoming.kinds}]" if incoming.identifiers else "")


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
