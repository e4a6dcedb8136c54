"""Readiness on the command line.

In: nothing but the database.
Out: for each criterion and statement its band, what was counted and what would move it, as a table or as JSON.
"""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from audit.app import open_current
from audit.commands import files
from audit.domain.readiness.assessment import Readiness
from audit.services.frameworks import catalogue
from audit.services.readiness import assessment as service

app = typer.Typer()


@app.command()
def readiness(*, as_json: Annotated[bool, typer.Option("--json", help="Print the bands as JSON.")] = False) -> None:
    """Say for each criterion and statement what could be shown, by a rule; there is no total and no grade."""
    current_app = open_current()
    with current_app.reading() as db:
        assessments = service.assess(
            db, viewer=current_app.viewer(), frameworks=catalogue.in_use(db), today=current_app.today()
        )
    if as_json:
        typer.echo(json.dumps([as_data(assessment) for assessment in assessments], indent=2, ensure_ascii=False))
        return
    rows = [
        (
            assessment.key.ref,
            assessment.item.title,
            assessment.band.label,
            assessment.tally.current,
            assessment.tally.strength,
            assessment.tally.weakness,
            assessment.tally.stale,
            assessment.would_move,
        )
        for assessment in assessments
    ]
    headings = ("Ref", "Title", "Band", "Pieces", "Strength", "Weakness", "Stale", "Would move it")
    typer.echo(files.text(headings, rows))


def as_data(assessment: Readiness) -> dict[str, Any]:
    """Return what is printed of one criterion or statement; pieces are the current ones, and stale ones are apart."""
    return {
        "framework": assessment.key.framework,
        "ref": assessment.key.ref,
        "title": assessment.item.title,
        "band": assessment.band.value,
        "pieces": assessment.tally.current,
        "kinds": [kind.value for kind in assessment.kinds],
        "strength": assessment.tally.strength,
        "weakness": assessment.tally.weakness,
        "stale": assessment.tally.stale,
        "would_move": assessment.would_move,
    }
