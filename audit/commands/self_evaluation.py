"""The self-evaluation on the command line.

In: a file to write, and perhaps a council's own Word file for the look.
Out: the self-evaluation with the pack's index, as a Word document.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audit.app import open_current
from audit.commands import files
from audit.documents.self_evaluation import write_self_evaluation
from audit.services import papers
from audit.services import readiness as service
from audit.services.frameworks import shelf
from audit.store.queries import rounds

app = typer.Typer()


@app.command("self-evaluation")
def self_evaluation(
    *,
    out: Annotated[Path, typer.Option("--out", metavar="FILE.docx", help="The Word document to write.")],
    template: Annotated[
        Path | None, typer.Option("--template", metavar="FILE.docx", help="A Word document to take the look from.")
    ] = None,
) -> None:
    """Write what is held as a self-evaluation in Word, with the index of the pack; it names no child."""
    files.must_be_word(out)
    look = None if template is None else files.read(template)
    here = open_current()
    with here.reading() as db:
        viewer, today = here.viewer(), here.today()
        plans = [
            papers.plan_paper(db, viewer=viewer, round_ref=ref, today=today, now=here.now(), with_cases=False)
            for ref in rounds.refs(db)
        ]
        paper = service.self_evaluation(db, viewer=viewer, frameworks=shelf.in_use(db), plans=plans, today=today)
    files.write(out, write_self_evaluation(paper, template=look))
    typer.echo(f"{out}: {len(paper.rows)} criteria and statements, {len(paper.register)} pieces of evidence")
