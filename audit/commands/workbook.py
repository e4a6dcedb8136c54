"""Audit workbooks on the command line.

In: a round and an agency, or a workbook that came back.
Out: the agency's workbook; or what it brings, as text or JSON, and its entries kept.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from audit.app import App, open_current
from audit.commands import brought, files
from audit.commands.files import READ, WRITE, WritesByItself
from audit.documents.rating.comparison import Preview
from audit.documents.rating.reading import WorkbookReturn, read_audit_workbook, whose
from audit.documents.rating.workbook import write_audit_workbook
from audit.domain.english import figure
from audit.errors import WrongInput
from audit.services.rating import workbooks

app = typer.Typer(
    name="workbook",
    cls=WritesByItself,
    no_args_is_help=True,
    help="Write an agency's audit workbook (workbook ROUND AGENCY --out FILE), or read one that came back.",
)


@app.command(WRITE)
def write(
    round_ref: Annotated[str, typer.Argument(metavar="ROUND", help="The round's ref, such as WM26.")],
    agency_ref: Annotated[str, typer.Argument(metavar="AGENCY", help="The agency's ref, such as CAMHS.")],
    *,
    out: Annotated[Path, typer.Option("--out", metavar="FILE.xlsx", help="The workbook to write.")],
) -> None:
    """Write the workbook in which an agency fills in its own audits; it holds nothing that another agency said."""
    files.must_end(out, ".xlsx", "the workbook")
    current_app = open_current()
    with current_app.reading() as db:
        form = workbooks.form_for(
            db, viewer=current_app.viewer(), round_ref=round_ref, agency_ref=agency_ref, today=current_app.today()
        )
    files.write(out, write_audit_workbook(form))
    typer.echo(f"{out}: {form.agency.name}, {figure(len(form.cases), 'child', 'children')}")


@app.command(READ)
def read(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The workbook that came back.")],
    *,
    dry_run: brought.DryRun = False,
    without_wrong: brought.WithoutWrong = False,
    leave_missing: brought.LeaveMissing = False,
    use_file: Annotated[
        bool, typer.Option("--use-this-one", help="Where another copy was taken in before, take this one.")
    ] = False,
    keep_current: Annotated[
        bool, typer.Option("--keep-what-is-here", help="Where another copy was taken in before, leave it as it is.")
    ] = False,
    marked: brought.Marked = None,
    as_json: brought.Json = False,
) -> None:
    """Take in a workbook that came back; wrong cells are listed, and nothing is written unless told to."""
    current_app = open_current()
    data = brought.read_workbook(file)
    returned = _returned(current_app, data)
    with current_app.reading() as db:
        preview = workbooks.preview(db, viewer=current_app.viewer(), returned=returned)
    brought.write_marked(marked, data, preview.wrong)
    if use_file and keep_current:
        raise WrongInput("Give --use-this-one or --keep-what-is-here, not both.")
    clashing = [clash.case for clash in preview.clashes]
    take, keep = (clashing if use_file else []), (clashing if keep_current else [])
    answers = brought.answers(take, keep, without_wrong=without_wrong, leave_missing=leave_missing)
    refused = bool(preview.left(answers) or (clashing and not (take or keep)))
    if not dry_run and not refused:
        with current_app.unit_of_work() as db:
            preview = workbooks.take_in(
                db, by=current_app.person, returned=returned, now=current_app.now(), seen=preview, answers=answers
            )
    summary = _as_json(preview) | (brought.texts_as_json(preview.texts) if dry_run else {})
    typer.echo(json.dumps(summary, indent=2, ensure_ascii=False) if as_json else _as_text(preview, dry_run=dry_run))
    if refused:
        if not dry_run:
            typer.echo("Nothing was taken in.", err=True)
        raise typer.Exit(1)


def _returned(current_app: App, data: bytes) -> WorkbookReturn:
    round_ref, agency_ref = whose(data)
    with current_app.reading() as db:
        form = workbooks.form_for(
            db, viewer=current_app.viewer(), round_ref=round_ref, agency_ref=agency_ref, today=current_app.today()
        )
    return read_audit_workbook(data, form)


def _as_json(preview: Preview) -> dict[str, Any]:
    return {
        "round": preview.round,
        "agency": preview.agency,
        "cases": [
            {
                "ref": case.ref,
                "new": case.new,
                "changed": case.changed,
                "unchanged": case.unchanged,
                "missing": list(case.missing),
                "submitted": case.submitted,
            }
            for case in preview.cases
        ],
        "conflicts": [
            {"case": clash.case, "sheet": clash.sheet, "cell": clash.cell, "file": clash.file, "here": clash.saved}
            for clash in preview.clashes
        ],
        "missing": list(preview.missing),
        "not_read": list(preview.notes),
        "wrong": brought.wrong_as_json(preview.wrong),
    }


def _as_text(preview: Preview, *, dry_run: bool) -> str:
    headings = ("Child", "New", "Changed", "Unchanged", "Missing", "Submitted")
    rows = [
        (case.ref, case.new, case.changed, case.unchanged, len(case.missing), "yes" if case.submitted else "no")
        for case in preview.cases
    ]
    wrong = [fault.in_words for fault in preview.wrong]
    clashes = [f"{clash.in_words}. Give --use-this-one or --keep-what-is-here." for clash in preview.clashes]
    texts = brought.as_text(preview.texts) if dry_run else []
    asked = [preview.question] if preview.question else []
    return "\n".join([files.text(headings, rows), *asked, *preview.notes, *wrong, *clashes, *texts])
