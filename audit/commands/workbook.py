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
from audit.commands import files
from audit.commands.files import READ, WRITE, WritesByItself
from audit.documents.rating.comparison import Preview, Side
from audit.documents.rating.reading import WorkbookReturn, read_audit_workbook, whose
from audit.documents.rating.workbook import write_audit_workbook
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
    here = open_current()
    with here.reading() as db:
        form = workbooks.form_for(
            db, viewer=here.viewer(), round_ref=round_ref, agency_ref=agency_ref, today=here.today()
        )
    files.write(out, write_audit_workbook(form))
    typer.echo(f"{out}: {form.agency.name}, {files.counted(len(form.cases), 'child', 'children')}")


@app.command(READ)
def read(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The workbook that came back.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what it brings, and write nothing.")] = False,
    without_wrong: Annotated[
        bool, typer.Option("--without-wrong", help="Take in the rest although some cells are wrong.")
    ] = False,
    use_this_one: Annotated[
        bool, typer.Option("--use-this-one", help="Where another copy was taken in before, take this one.")
    ] = False,
    keep_what_is_here: Annotated[
        bool, typer.Option("--keep-what-is-here", help="Where another copy was taken in before, leave it as it is.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Take in a workbook that came back; wrong cells are listed, and nothing is written unless told to."""
    here = open_current()
    returned = _returned(here, files.read_workbook(file))
    with here.reading() as db:
        found = workbooks.preview(db, viewer=here.viewer(), returned=returned)
    side = _side(use_this_one=use_this_one, keep_what_is_here=keep_what_is_here)
    refused = found.refused or (bool(found.wrong) and not without_wrong) or (bool(found.clashes) and side is None)
    if not dry_run and not refused:
        with here.unit_of_work() as db:
            found = workbooks.take_in(
                db,
                by=here.person,
                returned=returned,
                now=here.now(),
                seen=found,
                without_wrong=without_wrong,
                side=side,
            )
    said = _as_json(found) | (files.as_json(found.texts) if dry_run else {})
    typer.echo(json.dumps(said, indent=2, ensure_ascii=False) if as_json else _as_text(found, dry_run=dry_run))
    if refused:
        if not dry_run:
            typer.echo("Nothing was taken in.", err=True)
        raise typer.Exit(1)


def _side(*, use_this_one: bool, keep_what_is_here: bool) -> Side | None:
    if use_this_one and keep_what_is_here:
        raise WrongInput("Give --use-this-one or --keep-what-is-here, not both.")
    if use_this_one:
        return Side.FILE
    return Side.HERE if keep_what_is_here else None


def _returned(here: App, data: bytes) -> WorkbookReturn:
    round_ref, agency_ref = whose(data)
    with here.reading() as db:
        form = workbooks.form_for(
            db, viewer=here.viewer(), round_ref=round_ref, agency_ref=agency_ref, today=here.today()
        )
    return read_audit_workbook(data, form)


def _as_json(found: Preview) -> dict[str, Any]:
    return {
        "round": found.round,
        "agency": found.agency,
        "cases": [
            {
                "ref": case.ref,
                "new": case.new,
                "changed": case.changed,
                "unchanged": case.unchanged,
                "missing": list(case.missing),
                "submitted": case.submitted,
            }
            for case in found.cases
        ],
        "conflicts": [
            {"case": one.case, "sheet": one.sheet, "cell": one.cell, "file": one.file, "here": one.here}
            for one in found.clashes
        ],
        "wrong": [{"sheet": one.sheet, "cell": one.cell, "why": one.why} for one in found.wrong],
    }


def _as_text(found: Preview, *, dry_run: bool) -> str:
    headings = ("Child", "New", "Changed", "Unchanged", "Missing", "Submitted")
    rows = [
        (one.ref, one.new, one.changed, one.unchanged, len(one.missing), "yes" if one.submitted else "no")
        for one in found.cases
    ]
    wrong = [f"{one.sheet}, {one.cell}: {one.why}" for one in found.wrong]
    clashes = [f"{clash.in_words}. Give --use-this-one or --keep-what-is-here." for clash in found.clashes]
    texts = files.as_text(found.texts) if dry_run else []
    return "\n".join([files.text(headings, rows), *wrong, *clashes, *texts])
