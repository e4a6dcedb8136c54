"""Workbooks that came back, on the command line.

In: a file, what it brings, and what was decided on the command line.
Out: what it brings, as text or JSON, with what was found in its texts; the options that decide; and taking it in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from audit.commands import files
from audit.documents.excel import writing
from audit.documents.excel.package import MOST_BYTES
from audit.documents.excel.returned import Answers, Outcome, Preview, unanswered
from audit.documents.excel.sheets import Wrong
from audit.domain.identifying.marking import IncomingText, by_row
from audit.errors import WrongInput


def read_workbook(path: Path) -> bytes:
    """Return a workbook's bytes, or enough of them to be told too large; raises WrongInput where it cannot be read."""
    try:
        with path.open("rb") as source:
            return source.read(MOST_BYTES + 1)
    except OSError as fault:
        raise WrongInput(f"{path} cannot be opened ({fault.strerror}). Check the name and try again.") from fault


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
        files.write(out, writing.marked(data, wrong))


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
