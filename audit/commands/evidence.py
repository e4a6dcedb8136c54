"""The evidence register on the command line.

In: a file to write, or a workbook that came back.
Out: the register as an Excel workbook; or what a returned one brings, taken in unless only looked at.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audit.app import open_current
from audit.commands import brought, files
from audit.documents.readiness.evidence_workbook import called, read_evidence_workbook, write_evidence_workbook
from audit.domain.english import figure
from audit.domain.frameworks.framework import Key
from audit.services.frameworks import catalogue
from audit.services.readiness import evidence
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
    dry_run: brought.DryRun = False,
    without_wrong: brought.WithoutWrong = False,
    leave_missing: brought.LeaveMissing = False,
    take: brought.Take = None,
    keep: brought.Keep = None,
    marked: brought.Marked = None,
    as_json: brought.Json = False,
) -> None:
    """Take in what a register workbook brings; what is wrong, missing or in conflict is listed first."""
    current_app = open_current()
    data, today = brought.read_workbook(file), current_app.today()
    with current_app.reading() as db:
        known = _known(db)
        returned = read_evidence_workbook(data, known, today=today)
        preview = evidence.preview(db, viewer=current_app.viewer(), returned=returned, known=known, today=today)
    decided = brought.answers(take, keep, without_wrong=without_wrong, leave_missing=leave_missing)

    def take_in() -> None:
        with current_app.unit_of_work() as db:
            evidence.take_in(
                db,
                by=current_app.person,
                returned=returned,
                known=known,
                seen=preview,
                answers=decided,
                now=current_app.now(),
            )

    brought.take_in(preview, take_in, decided=decided, dry_run=dry_run, as_json=as_json, marked=(marked, data))


def _known(db: Db) -> dict[Key, str]:
    return called(evidence.known(catalogue.in_use(db)))
