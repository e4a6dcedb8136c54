"""Actions on the command line.

In: a round, or a plan's workbook that came back.
Out: the plan in Excel, its due dates as a calendar; or what a workbook brings, as text or JSON, and the plan changed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from audit.app import open_current
from audit.commands import files
from audit.commands.files import READ, WRITE, WritesByItself
from audit.documents.plan.calendar import write_calendar
from audit.documents.plan.workbook import write_plan_workbook
from audit.documents.plan.workbook_reading import read_plan_workbook, whose_plan
from audit.domain.plan.workbook import Outcome
from audit.services.plan import actions, workbooks
from audit.services.plan.workbooks import PlanPreview

_IN_BOTH = "For an action changed in both places:"
_Take = Annotated[list[str] | None, typer.Option("--take", metavar="REF", help=f"{_IN_BOTH} the file's side stands.")]
_Keep = Annotated[list[str] | None, typer.Option("--keep", metavar="REF", help=f"{_IN_BOTH} what is here stands.")]

app = typer.Typer(
    name="actions",
    cls=WritesByItself,
    no_args_is_help=True,
    help="Write a round's actions to Excel (actions ROUND --out FILE) or a calendar, or read one back.",
)


@app.command(WRITE)
def write(
    round_ref: Annotated[str, typer.Argument(metavar="ROUND", help="The round's ref, such as WM25.")],
    *,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE.xlsx", help="The workbook to write.")] = None,
    ics: Annotated[Path | None, typer.Option("--ics", metavar="FILE.ics", help="The due dates to write.")] = None,
) -> None:
    """Write a round's actions as an Excel workbook, their due dates as a calendar, or both; neither names a child."""
    if out is None and ics is None:
        raise typer.BadParameter("say what to write: --out FILE.xlsx, --ics FILE.ics, or both")
    for path, ending in ((out, ".xlsx"), (ics, ".ics")):
        if path is not None:
            files.must_end(path, ending)
    here = open_current()
    with here.reading() as db:
        form = workbooks.form_for(db, viewer=here.viewer(), round_ref=round_ref, now=here.now())
        followed = actions.to_send(db, viewer=here.viewer(), round_ref=round_ref)
    if out is not None:
        files.write(out, write_plan_workbook(form))
        typer.echo(f"{out}: {files.counted(len(form.plan.actions), 'action')}")
    if ics is not None:
        files.write(ics, write_calendar(followed, now=here.now()))
        typer.echo(f"{ics}: due dates")


@app.command(READ)
def read(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The workbook that came back.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what it brings, and write nothing.")] = False,
    take: _Take = None,
    keep: _Keep = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Take in a plan's workbook, whole or not at all; what is wrong or conflicting is listed first."""
    here = open_current()
    data = files.read_workbook(file)
    round_ref = whose_plan(data)
    with here.reading() as db:
        plan = workbooks.plan_for(db, viewer=here.viewer(), round_ref=round_ref)
        returned = read_plan_workbook(data, plan)
        found = workbooks.preview(db, viewer=here.viewer(), returned=returned, today=here.today())
    unsettled = [one.ref for one in found.of(Outcome.CONFLICTING) if one.ref not in {*(take or ()), *(keep or ())}]
    refused = bool(found.wrong) or (bool(unsettled) and not dry_run)
    taken = not dry_run and not refused and found.does_something
    if taken:
        with here.unit_of_work() as db:
            workbooks.take_in(
                db,
                by=here.person,
                returned=returned,
                seen=found,
                from_file=take or (),
                keep_here=keep or (),
                now=here.now(),
            )
    said = _as_json(found, taken=taken) | (files.as_json(found.texts) if dry_run else {})
    typer.echo(json.dumps(said, indent=2, ensure_ascii=False) if as_json else _as_text(found, dry_run=dry_run))
    if refused:
        if not dry_run:
            typer.echo("Nothing was taken in. For what changed in both places, say --take REF or --keep REF.", err=True)
        raise typer.Exit(1)


def _as_json(found: PlanPreview, *, taken: bool) -> dict[str, Any]:
    said: dict[str, Any] = {"round": found.round, "taken_in": taken}
    for outcome in Outcome:
        said[outcome.value] = [
            {
                "ref": one.ref,
                "fields": [name.value for name in one.fields],
                "clashes": [
                    {"field": clash.field.value, "here": clash.here, "file": clash.in_file} for clash in one.clashes
                ],
            }
            for one in found.of(outcome)
            if outcome is not Outcome.UNCHANGED or not one.ref.startswith("New ")
        ]
    said["wrong"] = [{"sheet": one.sheet, "cell": one.cell, "why": one.why} for one in found.wrong]
    return said


def _as_text(found: PlanPreview, *, dry_run: bool) -> str:
    lines = [f"{one.ref}: {one.outcome.value} ({', '.join(one.fields)})" for one in found.rows if one.fields]
    lines += [f"{one.sheet}, {one.cell}: {one.why}" for one in found.wrong]
    lines += files.as_text(found.texts) if dry_run else []
    return "\n".join(lines) if lines else "Nothing in it is new."
