"""Actions on the command line.

In: a round, or a plan's workbook that came back.
Out: the plan in Excel, its due dates as a calendar; or what a workbook brings, as text or JSON, and the plan changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audit.app import open_current
from audit.commands import brought, files
from audit.commands.files import READ, WRITE, WritesByItself
from audit.documents.plan.calendar import write_calendar
from audit.documents.plan.workbook import read_plan_workbook, whose_plan, write_plan_workbook
from audit.domain.english import figure
from audit.services.plan import actions, workbooks

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
    dry_run: brought.DryRun = False,
    without_wrong: brought.WithoutWrong = False,
    leave_missing: brought.LeaveMissing = False,
    take: brought.Take = None,
    keep: brought.Keep = None,
    marked: brought.Marked = None,
    as_json: brought.Json = False,
) -> None:
    """Take in a plan's workbook; what is wrong, missing or in conflict is listed first."""
    current_app = open_current()
    data = brought.read_workbook(file)
    with current_app.reading() as db:
        plan = workbooks.plan_for(db, viewer=current_app.viewer(), round_ref=whose_plan(data))
        returned = read_plan_workbook(data, plan)
        preview = workbooks.preview(db, viewer=current_app.viewer(), returned=returned, today=current_app.today())
    decided = brought.answers(take, keep, without_wrong=without_wrong, leave_missing=leave_missing)

    def take_in() -> None:
        with current_app.unit_of_work() as db:
            workbooks.take_in(
                db, by=current_app.person, returned=returned, seen=preview, answers=decided, now=current_app.now()
            )

    brought.take_in(preview, take_in, decided=decided, dry_run=dry_run, as_json=as_json, marked=(marked, data))
