"""The evidence register on the command line.

In: a file to write, or a workbook that came back.
Out: the register as an Excel workbook; or what a returned one brings, taken in unless only looked at.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from audit.app import open_current
from audit.commands import files
from audit.documents.readiness.evidence_workbook import called, read_evidence_workbook, write_evidence_workbook
from audit.domain.english import figure
from audit.domain.frameworks.framework import Key
from audit.services.frameworks import catalogue
from audit.services.readiness import evidence
from audit.services.readiness.evidence import Preview
from audit.store.queries import people
from audit.store.queries import readiness as queries
from audit.store.work import Db

app = typer.Typer()
register = typer.Typer(help="The evidence register as an Excel workbook, out and back in.", no_args_is_help=True)
app.add_typer(register, name="evidence")


@register.command("write")
def write(*, out: Annotated[Path, typer.Option("--out", metavar="FILE.xlsx", help="The workbook to write.")]) -> None:
    """Write the register as an Excel workbook."""
    files.must_end(out, ".xlsx", "the workbook")
    current_app = open_current()
    with current_app.reading() as db:
        pieces, partnership = queries.register(db, viewer=current_app.viewer()), people.partnership(db)
        known = _known(db)
    name, marking = (partnership.name, partnership.marking) if partnership is not None else ("", "")
    files.write(
        out, write_evidence_workbook(pieces, known, partnership=name, marking=marking, today=current_app.today())
    )
    typer.echo(f"{out}: {figure(len(pieces), 'piece')} of evidence")


@register.command("read")
def read(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A register workbook that came back.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what it brings, and take nothing in.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what it brings as JSON.")] = False,
) -> None:
    """Take in what a register workbook brings; a wrong cell is named, and then nothing is taken in."""
    current_app = open_current()
    data = files.read(file)
    with current_app.unit_of_work() as db:
        returned = read_evidence_workbook(data, _known(db), today=current_app.today())
        preview = evidence.preview(db, viewer=current_app.viewer(), returned=returned)
        if not dry_run and not preview.wrong:
            evidence.take_in(db, by=current_app.person, returned=returned, now=current_app.now())
    _tell(preview, as_json=as_json, dry_run=dry_run)
    if preview.wrong:
        raise typer.Exit(1)


def _known(db: Db) -> dict[Key, str]:
    return called(evidence.known(catalogue.in_use(db)))


def _tell(preview: Preview, *, as_json: bool, dry_run: bool) -> None:
    for wrong_cell in preview.wrong:
        typer.echo(wrong_cell.in_words(), err=True)
    if as_json:
        wrong = [
            {"sheet": wrong_cell.sheet, "cell": wrong_cell.cell, "why": wrong_cell.why} for wrong_cell in preview.wrong
        ]
        data = {
            "new": len(preview.new),
            "changed": len(preview.changed),
            "unchanged": preview.unchanged,
            "wrong": wrong,
        }
        texts = files.as_json(preview.texts) if dry_run else {}
        typer.echo(json.dumps(data | texts, indent=2, ensure_ascii=False))
        return
    typer.echo(f"{len(preview.new)} new, {len(preview.changed)} changed, {preview.unchanged} the same")
    for line in files.as_text(preview.texts) if dry_run else ():
        typer.echo(line)
