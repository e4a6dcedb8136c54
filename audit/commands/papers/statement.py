"""The written statement of proposed action on the command line.

In: the ref of a round made from a letter, a file to write, and perhaps a council's own Word file for the look.
Out: the statement as a Word document.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audit import settings
from audit.app import open_current
from audit.check_out import Paper
from audit.commands import files
from audit.documents.inspection.statement import write_statement
from audit.domain.english import figure
from audit.domain.identifying.passages import Audience
from audit.library.own_files import local_lists
from audit.services.inspection import published

app = typer.Typer()


@app.command()
def statement(
    round_ref: Annotated[str, typer.Argument(metavar="ROUND", help="The letter's ref, such as JTAI-2024-07-12.")],
    *,
    out: Annotated[Path, typer.Option("--out", metavar="FILE.docx", help="The Word document to write.")],
    template: Annotated[
        Path | None, typer.Option("--template", metavar="FILE.docx", help="A Word document to take the look from.")
    ] = None,
    audience: Annotated[
        Audience | None, typer.Option("--audience", help="Who will read it; else whoever usually does.")
    ] = None,
) -> None:
    """Write the statement that answers an inspection letter, as a Word document; it names no case."""
    files.must_end(out, ".docx", "the statement")
    look = None if template is None else files.read(template, wanted="a Word document (.docx)")
    current_app = open_current()
    steps = local_lists.inspection_clock(settings.load().folder)
    with current_app.reading() as db:
        paper = published.statement_paper(
            db,
            viewer=current_app.viewer(),
            round_ref=round_ref,
            steps=steps,
            today=current_app.today(),
            audience=audience or Paper.STATEMENT.usual,
        )
    files.write(out, write_statement(paper, template=look))
    findings, actions = (figure(len(paper.quotations), "finding"), figure(len(paper.plan.actions), "action"))
    typer.echo(f"{out}: {findings}, {actions}")
