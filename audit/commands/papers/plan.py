"""The action plan on the command line.

In: the ref of a round, a file to write, and perhaps a council's own Word file for the look.
Out: the action plan as a Word document.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audit.app import open_current
from audit.check_out import Paper
from audit.commands import files
from audit.documents.plan.action_plan import write_action_plan
from audit.domain.english import figure
from audit.domain.identifying.passages import Audience
from audit.services.release import papers

app = typer.Typer()


@app.command()
def plan(
    round_ref: Annotated[str, typer.Argument(metavar="ROUND", help="The round's ref, such as WM25.")],
    *,
    out: Annotated[Path, typer.Option("--out", metavar="FILE.docx", help="The Word document to write.")],
    template: Annotated[
        Path | None, typer.Option("--template", metavar="FILE.docx", help="A Word document to take the look from.")
    ] = None,
    audience: Annotated[
        Audience | None, typer.Option("--audience", help="Who will read it; else whoever usually does.")
    ] = None,
    with_cases: Annotated[
        bool, typer.Option("--with-cases", help="Name cases by reference, and add the judgements by case.")
    ] = False,
) -> None:
    """Write a round's action plan as a Word document; it names no case unless asked to."""
    files.must_end(out, ".docx", "the plan")
    look = None if template is None else files.read(template, wanted="a Word document (.docx)")
    current_app = open_current()
    with current_app.unit_of_work() as db:
        paper = papers.plan_paper(
            db,
            viewer=current_app.viewer(),
            round_ref=round_ref,
            today=current_app.today(),
            now=current_app.now(),
            with_cases=with_cases,
            audience=audience or Paper.PLAN.usual,
        )
        files.write(out, write_action_plan(paper, template=look))
    held = f", {paper.clearance.held_back} held back" if paper.clearance.held_back else ""
    typer.echo(f"{out}: version {paper.version}, {figure(len(paper.plan.actions), 'action')}{held}")
