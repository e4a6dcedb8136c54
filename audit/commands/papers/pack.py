"""The workshop pack and the feedback slips on the command line.

In: the ref of a round, a file to write, and perhaps how long the workshop lasts.
Out: a Word document.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audit.app import open_current
from audit.commands import files
from audit.documents.workshop.feedback_slips import write_feedback_slips
from audit.documents.workshop.pack import write_workshop_pack
from audit.domain.english import counted
from audit.domain.workshop.run_sheet import USUAL_HOURS
from audit.services.workshop import packs

app = typer.Typer()
RoundRef = Annotated[str, typer.Argument(metavar="ROUND", help="The round's ref, such as WM25.")]
Out = Annotated[Path, typer.Option("--out", metavar="FILE.docx", help="The Word document to write.")]


@app.command()
def pack(
    round_ref: RoundRef,
    *,
    out: Out,
    hours: Annotated[float, typer.Option("--hours", metavar="H", help="How long the workshop lasts.")] = USUAL_HOURS,
) -> None:
    """Write a round's workshop pack as Word: run-sheet, invitations, crib sheet and attendance."""
    files.must_end(out, ".docx", "the document")
    current_app = open_current()
    with current_app.unit_of_work() as db:
        paper = packs.workshop_pack(
            db,
            viewer=current_app.viewer(),
            round_ref=round_ref,
            hours=hours,
            today=current_app.today(),
            now=current_app.now(),
        )
        files.write(out, write_workshop_pack(paper))
    typer.echo(f"{out}: {paper.run_sheet.a_case} minutes a case")


@app.command()
def feedback(round_ref: RoundRef, *, out: Out) -> None:
    """Write a feedback slip for the practitioners of each case that is agreed, without any grade, as Word."""
    files.must_end(out, ".docx", "the document")
    current_app = open_current()
    with current_app.unit_of_work() as db:
        paper = packs.feedback(
            db, viewer=current_app.viewer(), round_ref=round_ref, today=current_app.today(), now=current_app.now()
        )
        files.write(out, write_feedback_slips(paper))
    first = sum(slip.speaks_of_grades for slip in paper.slips)
    say = f"; {counted(first, 'slip')} to read first, because a text speaks of a grade" if first else ""
    typer.echo(f"{out}: {counted(len(paper.slips), 'slip')}{say}")
