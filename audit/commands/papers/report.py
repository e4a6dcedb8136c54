"""Papers for people outside the audit group, on the command line.

In: the ref of a round and the kind of paper, a file to write, and perhaps a council's own file for the look.
Out: a Word document or slides, in which what nobody has checked is held back.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audit import check_out
from audit.app import open_current
from audit.check_out import Paper
from audit.commands import files
from audit.documents.board.papers import PaperKind, write_paper
from audit.documents.readiness.self_evaluation import write_self_evaluation
from audit.domain.english import figure
from audit.domain.identifying.passages import Audience
from audit.services import board
from audit.services.release import papers

app = typer.Typer()


@app.command()
def report(
    round_ref: Annotated[str, typer.Argument(metavar="ROUND", help="The round's ref, such as WM25.")],
    *,
    kind: Annotated[PaperKind, typer.Option("--kind", help="Which paper: board, slides, briefing or healthwatch.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The file to write: .docx, or .pptx for slides.")],
    template: Annotated[
        Path | None, typer.Option("--template", metavar="FILE", help="Your council's own file to take the look from.")
    ] = None,
    audience: Annotated[
        Audience | None, typer.Option("--audience", help="Who will read it; else whoever usually does.")
    ] = None,
) -> None:
    """Write a paper about a round for people outside the audit group; what nobody has checked is held back."""
    files.must_end(out, f".{kind.suffix}", f"the {kind.label.lower()}")
    look = None if template is None else files.read(template, wanted="a file (.docx or .pptx)")
    current_app = open_current()
    with current_app.unit_of_work() as db:
        papers.take_out(db, by=current_app.person, round_ref=round_ref, paper=kind.label, now=current_app.now())
        view = board.view(
            db,
            viewer=current_app.viewer(),
            round_ref=round_ref,
            today=current_app.today(),
            audience=audience or Paper(kind.value).usual,
        )
        files.write(out, write_paper(kind, view, template=look))
    held = f", {view.clearance.held_back} held back" if view.clearance.held_back else ""
    typer.echo(f"{out}: {kind.label}, {view.title}{held}")


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
        paper = check_out.self_evaluation(current_app, db, audience=audience or Paper.SELF_EVALUATION.usual)
    files.write(out, write_self_evaluation(paper, template=look))
    pieces = figure(len(paper.register), "piece")
    typer.echo(f"{out}: {len(paper.rows)} criteria and statements, {pieces} of evidence")
