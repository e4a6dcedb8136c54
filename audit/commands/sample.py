"""Choosing cases on the command line.

In: an Annex A workbook, its List 8 as CSV, or a folder of the SSDA903 return, and how to draw.
Out: references and bands as JSON or as a table; the key, reference to child, only in the file that is named for it.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from audit.app import utc_now
from audit.commands import files
from audit.domain.days import day_of
from audit.domain.rounds.sampling import BANDS, EVERYBODY, RULE, Drawn, InFrame, Method, Plan, draw
from audit.errors import AuditError
from audit.library.returns import frame
from audit.library.returns.return_tables import Frame

app = typer.Typer()


@app.command()
def sample(
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="An Annex A workbook or list, or SSDA903 folder.")],
    *,
    size: Annotated[int, typer.Option("--size", metavar="N", help="How many cases to draw.")],
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="The same seed gives the same draw.")],
    key: Annotated[Path, typer.Option("--key", metavar="FILE", help="Where to write which child each reference is.")],
    reserves: Annotated[
        int, typer.Option("--reserves", metavar="N", help="How many more, should a case fall out.")
    ] = 0,
    method: Annotated[Method, typer.Option("--method", help="With or without strata.")] = Method.RANDOM,
    by: Annotated[str, typer.Option("--by", metavar="BAND,…", help=f"Strata: {', '.join(BANDS)}.")] = "",
    filters: Annotated[
        list[str] | None, typer.Option("--filter", metavar="age=10-15", help="Whom to draw from.")
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", metavar="YEAR", help="The year to 31 March YEAR, where names leave doubt.")
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", formats=["%Y-%m-%d"], metavar="DATE", help="The day of an Annex A list; else today."),
    ] = None,
    short_breaks: Annotated[
        bool, typer.Option("--short-breaks", help="Draw from children on short breaks too.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the draw as JSON.")] = False,
) -> None:
    """Draw the cases of a round from what a council already exports; only references and bands are printed."""
    strata = tuple(band.strip() for band in by.split(",") if band.strip())
    plan = Plan(size=size, reserves=reserves, seed=seed, method=method, by=strata, filters=_filters(filters or []))
    plan.must_be_sound()
    day = as_of.date() if as_of else None
    source_frame = frame.read(source, today=day_of(utc_now()), as_of=day, year=year, short_breaks=short_breaks)
    _tell(source_frame)
    drawn = draw(source_frame.children, plan)
    refs = frame.refs(drawn)
    files.write_new(key, frame.text(drawn, refs).encode())
    typer.echo(json.dumps(_as_data(drawn, refs), ensure_ascii=False, indent=2) if as_json else _as_table(drawn, refs))
    typer.echo(RULE if strata else EVERYBODY, err=True)
    typer.echo(f"The key is in {key}. Give it to the coordinator alone.", err=True)


def _tell(source: Frame) -> None:
    unreadable = (f"{cell.file}, row {cell.row}, {cell.column}: {cell.why}" for cell in source.unreadable)
    for note in (*source.notes, *unreadable):
        typer.echo(note, err=True)


def _as_table(drawn: Drawn, refs: dict[str, str]) -> str:
    entries = (*drawn.cases, *drawn.reserves)
    rows = [(refs[entry.child], *(entry.bands.get(band, "") for band in BANDS)) for entry in entries]
    return files.text(("Reference", *BANDS.values()), rows)


def _as_data(drawn: Drawn, refs: dict[str, str]) -> dict[str, Any]:
    return {
        "frame": drawn.frame,
        "strata": [
            {"name": stratum.name, "value": stratum.value, "frame": stratum.frame, "drawn": stratum.drawn}
            for stratum in drawn.strata
        ],
        "cases": [_case(entry, refs) for entry in drawn.cases],
        "reserves": [_case(entry, refs) for entry in drawn.reserves],
    }


def _case(entry: InFrame, refs: dict[str, str]) -> dict[str, Any]:
    return {"ref": refs[entry.child], "bands": dict(entry.bands)}


def _filters(options: list[str]) -> dict[str, str]:
    filters = {}
    for option in options:
        name, equals, value = option.partition("=")
        if not equals:
            raise AuditError(f"Filter: “{option}” cannot be read. Write it as age=10-15.")
        filters[name.strip()] = value.strip()
    return filters
