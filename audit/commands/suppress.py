"""Suppressing small numbers on the command line.

In: CSV files with a header row, a first column of labels, counts, and totals in the last column and the last row.
Out: the same tables, suppressed, as CSV or JSON; what c and the other marks mean goes to stderr.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Annotated

import typer

from audit.domain.small_numbers.tables import KEY, ShownTable, suppress_together
from audit.library.returns import csv_tables

app = typer.Typer()


@app.command("suppress")
def suppress(
    files: Annotated[list[Path], typer.Argument(metavar="TABLE.csv…")],
    percentages: Annotated[
        bool, typer.Option("--percentages", help="Print each count as a percentage of its row's total.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Hide small numbers of children in a table; several tables of one round are protected together."""
    shown = suppress_together([csv_tables.read_counts(file) for file in files])
    printed = [table.percentage_lines() if percentages else table.lines() for table in shown]
    if as_json:
        rows = [_as_dict(table, lines) for table, lines in zip(shown, printed, strict=True)]
        typer.echo(json.dumps(rows if len(rows) > 1 else rows[0], ensure_ascii=False, indent=2))
    else:
        typer.echo("\n\n".join(_as_csv(lines) for lines in printed))
    typer.echo(KEY, err=True)


def _as_dict(table: ShownTable, lines: tuple[tuple[str, ...], ...]) -> dict[str, object]:
    head, *rows = lines
    return {"columns": head, "rows": rows, "hidden": len(table.hidden)}


def _as_csv(lines: tuple[tuple[str, ...], ...]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(lines)
    return written.getvalue().rstrip("\n")
