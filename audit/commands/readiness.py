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
from audit.services.frameworks import shelf
from audit.services.readiness import assessment as service

app = typer.Typer()


@app.command()
def readiness(*, as_json: Annotated[bool, typer.Option("--json", help="Print the bands as JSON.")] = False) -> None:
    """Say for each criterion and statement what could be shown, by a rule; there is no total and no grade."""
    here = open_current()
    with here.reading() as db:
        found = service.assess(db, viewer=here.viewer(), frameworks=shelf.in_use(db), today=here.today())
    if as_json:
        typer.echo(json.dumps([as_data(one) for one in found], indent=2, ensure_ascii=False))
        return
    rows = [
        (
            one.key.ref,
            one.item.title,
            one.band.label,
            one.tally.current,
            one.tally.strength,
            one.tally.weakness,
            one.tally.stale,
            one.would_move,
        )
        for one in found
    ]
    headings = ("Ref", "Title", "Band", "Pieces", "Strength", "Weakness", "Stale", "Would move it")
    typer.echo(files.text(headings, rows))


def as_data(one: Readiness) -> dict[str, Any]:
    """Return what is printed of one criterion or statement; pieces are the current ones, and stale ones are apart."""
    return {
        "framework": one.key.framework,
        "ref": one.key.ref,
        "title": one.item.title,
        "band": one.band.value,
        "pieces": one.tally.current,
        "kinds": [kind.value for kind in one.kinds],
        "strength": one.tally.strength,
        "weakness": one.tally.weakness,
        "stale": one.tally.stale,
        "would_move": one.would_move,
    }
