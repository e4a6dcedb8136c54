"""Files that commands read and write, with a sentence where they cannot.

What is written is whole, and can be read by its owner alone: a paper about a few children is nobody else's.

Here too:
- A group of commands that writes by itself unless it is told to read; a round may even be called “read”.
- Passphrases that commands ask for: typed, or from a file or the environment; never among a command's arguments.
- What a workbook that came back brings, as commands print it: as text or JSON, with what was found in its texts.
- Tables and counts on the command line.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from typer.core import TyperGroup

from audit.documents.excel import writing
from audit.documents.excel.package import MOST_BYTES
from audit.documents.excel.returned import Answers, Outcome, Preview, unanswered
from audit.documents.excel.sheets import Wrong
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


def texts_as_json(texts: Sequence[IncomingText]) -> dict[str, Any]:
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


def wrong_as_json(wrong: Sequence[Wrong]) -> list[dict[str, str]]:
    """Return what is wrong as JSON holds it."""
    return [{"sheet": fault.sheet, "cell": fault.cell, "why": fault.why} for fault in wrong]


def preview_as_json(preview: Preview[Any]) -> dict[str, Any]:
    """Return what a list's workbook brings as JSON holds it, its texts left out."""
    rows = {
        outcome.value: [
            {
                "ref": row.ref,
                "cells": [{"heading": c.heading, "says": c.text, "typed": c.typed} for c in row.changes],
                "clashes": [{"heading": c.heading, "here": c.here, "file": c.file} for c in row.clashes],
            }
            for row in preview.of(outcome)
        ]
        for outcome in Outcome
    }
    return {
        **rows,
        "missing": list(preview.missing),
        "not_read": list(preview.notes),
        "wrong": wrong_as_json(preview.wrong),
    }


def preview_as_text(preview: Preview[Any]) -> list[str]:
    """Return a line for each thing that a list's workbook brings, and for each that is asked, not read or wrong."""
    rows = [
        f"{row.ref}: {row.outcome.value} ({'; '.join(change.in_words for change in row.changes)})"
        for row in preview.rows
        if row.changes
    ]
    clashes = [
        f"{row.ref}, {clash.heading}: here “{clash.here}”, in the file “{clash.file}”"
        for row in preview.rows
        for clash in row.clashes
    ]
    asked = [preview.question] if preview.question else []
    return [*rows, *clashes, *asked, *preview.notes, *(fault.in_words for fault in preview.wrong)]


def write_marked(out: Path | None, data: bytes, wrong: Sequence[Wrong]) -> None:
    """Write a workbook that came back with the cells marked that are wrong; nothing where none is, or none is asked."""
    if out is not None and wrong:
        write(out, writing.marked(data, wrong))


T = TypeVar("T")
_BOTH = "For a row changed both in the file and here:"
Take = Annotated[list[str] | None, typer.Option("--take", metavar="REF", help=f"{_BOTH} the file's side stands.")]
Keep = Annotated[list[str] | None, typer.Option("--keep", metavar="REF", help=f"{_BOTH} what is here stands.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what it brings, and write nothing.")]
WithoutWrong = Annotated[bool, typer.Option("--without-wrong", help="Take in the rest although some cells are wrong.")]
LeaveMissing = Annotated[bool, typer.Option("--leave-missing", help="Leave rows as they are that are missing.")]
TakeOut = Annotated[bool, typer.Option("--take-out-missing", help="Take out the rows that are missing.")]
Marked = Annotated[
    Path | None, typer.Option("--marked", metavar="FILE.xlsx", help="Where to write it with what is wrong marked.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def answers(
    take: Sequence[str] | None,
    keep: Sequence[str] | None,
    *,
    without_wrong: bool,
    leave_missing: bool,
    take_out_missing: bool = False,
) -> Answers:
    """Return what was decided on the command line; raises WrongInput where missing rows are to stay and to go."""
    if leave_missing and take_out_missing:
        raise WrongInput("Give --leave-missing or --take-out-missing, not both.")
    return Answers(
        from_file=frozenset(take or ()),
        from_app=frozenset(keep or ()),
        without_wrong=without_wrong,
        leave_missing=leave_missing,
        take_out_missing=take_out_missing,
    )


def take_in(
    preview: Preview[T],
    keep: Callable[[], object],
    *,
    decided: Answers,
    dry_run: bool,
    as_json: bool,
    marked: tuple[Path | None, bytes],
) -> None:
    """Take in what a list's workbook brings and say so; exits with 1 where anything is wrong or still to be decided.

    `keep` takes it in; `marked` says where it is written with the cells marked that are wrong, and what came back.
    """
    why = "" if dry_run else unanswered(preview, decided)
    taken_in = not (dry_run or why) and preview.does_something
    if taken_in:
        keep()
    write_marked(*marked, preview.wrong)
    if as_json:
        texts = texts_as_json(preview.texts) if dry_run else {}
        summary = {"about": preview.about, "taken_in": taken_in, **preview_as_json(preview), **texts}
        typer.echo(json.dumps(summary, indent=2, ensure_ascii=False))
    else:
        lines = [*preview_as_text(preview), *(as_text(preview.texts) if dry_run else [])]
        typer.echo("\n".join(lines) if lines else "Nothing in it is new.")
    if why:
        typer.echo(why, err=True)
    if why or preview.wrong:
        raise typer.Exit(1)


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
