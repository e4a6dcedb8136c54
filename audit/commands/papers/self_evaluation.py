"""The self-evaluation on the command line.

In: a file to write, and perhaps a council's own Word file for the look.
Out: the self-evaluation with the pack's index, as a Word document.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audit import check_out as papers
from audit.app import open_current
from audit.check_out import Paper
from audit.commands import files
from audit.documents.readiness.self_evaluation import write_self_evaluation
from audit.domain.english import figure
from audit.domain.identifying.passages import Audience

app = typer.Typer()


@app.command("self-evaluation")
def self_evaluation(
    *,
    out: Annotated[Path, typer.Option("--out", metavar="FILE.docx", help="The Word document to write.")],
    template: Annotated[
        Path | None, typer.Option("--template", metavar="FILE.docx", help="A Word document to take the look from.")
    ] = None,
    audience: Annotated[
        Audience | None, typer.Option("--audience", help="Who will read it; else whoever usually does.")
    ] = None,
) -> None:
    """Write what is held as a self-evaluation in Word, with the index of the pack."""
    files.must_end(out, ".docx", "the document")
    look = None if template is None else files.read(template)
    current_app = open_current()
    with current_app.reading() as db:
        paper = papers.self_evaluation(current_app, db, audience=audience or Paper.SELF_EVALUATION.usual)
    files.write(out, write_self_evaluation(paper, template=look))
    pieces = figure(len(paper.register), "piece")
    typer.echo(f"{out}: {len(paper.rows)} criteria and statements, {pieces} of evidence")
