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
from audit.domain.english import figure
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
    current_app = open_current()
    with current_app.reading() as db:
        form = workbooks.form_for(db, viewer=current_app.viewer(), round_ref=round_ref, now=current_app.now())
        followed = actions.to_send(db, viewer=current_app.viewer(), round_ref=round_ref)
    if out is not None:
        files.write(out, write_plan_workbook(form))
        typer.echo(f"{out}: {figure(len(form.plan.actions), 'action')}")
    if ics is not None:
        files.write(ics, write_calendar(followed, now=current_app.now()))
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
    current_app = open_current()
    data = files.read_workbook(file)
    round_ref = whose_plan(data)
    with current_app.reading() as db:
        plan = workbooks.plan_for(db, viewer=current_app.viewer(), round_ref=round_ref)
        returned = read_plan_workbook(data, plan)
        preview = workbooks.preview(db, viewer=current_app.viewer(), returned=returned, today=current_app.today())
    unsettled = [row.ref for row in preview.of(Outcome.CONFLICTING) if row.ref not in {*(take or ()), *(keep or ())}]
    refused = bool(preview.wrong) or (bool(unsettled) and not dry_run)
    is_imported = not dry_run and not refused and preview.does_something
    if is_imported:
        with current_app.unit_of_work() as db:
            workbooks.take_in(
                db,
                by=current_app.person,
                returned=returned,
                seen=preview,
                from_file=take or (),
                from_app=keep or (),
                now=current_app.now(),
            )
    summary = _as_json(preview, is_imported=is_imported) | (files.as_json(preview.texts) if dry_run else {})
    typer.echo(json.dumps(summary, indent=2, ensure_ascii=False) if as_json else _as_text(preview, dry_run=dry_run))
    if refused:
        if not dry_run:
            typer.echo("Nothing was taken in. For what changed in both places, say --take REF or --keep REF.", err=True)
        raise typer.Exit(1)


def _as_json(preview: PlanPreview, *, is_imported: bool) -> dict[str, Any]:
    summary: dict[str, Any] = {"round": preview.round, "taken_in": is_imported}
    for outcome in Outcome:
        summary[outcome.value] = [
            {
                "ref": row.ref,
                "fields": [name.value for name in row.fields],
                "clashes": [
                    {"field": clash.field.value, "here": clash.stored, "file": clash.in_file} for clash in row.clashes
                ],
            }
            for row in preview.of(outcome)
            if outcome is not Outcome.UNCHANGED or not row.ref.startswith("New ")
        ]
    summary["wrong"] = [
        {"sheet": wrong_cell.sheet, "cell": wrong_cell.cell, "why": wrong_cell.why} for wrong_cell in preview.wrong
    ]
    return summary


def _as_text(preview: PlanPreview, *, dry_run: bool) -> str:
    lines = [f"{row.ref}: {row.outcome.value} ({', '.join(row.fields)})" for row in preview.rows if row.fields]
    lines += [f"{wrong_cell.sheet}, {wrong_cell.cell}: {wrong_cell.why}" for wrong_cell in preview.wrong]
    lines += files.as_text(preview.texts) if dry_run else []
    return "\n".join(lines) if lines else "Nothing in it is new."
