"""The check before a paper leaves, on the command line.

In: a round, a paper and who will read it.
Out: each text of the paper that asks for somebody: where it stands, what was found in it and what was decided.
"""

from __future__ import annotations

import json
from typing import Annotated

import typer

from audit import check_out as papers
from audit.app import open_current
from audit.check_out import Paper
from audit.domain.identifying.passages import Audience
from audit.domain.release.decisions import Checked

app = typer.Typer()


@app.command("check-out")
def check_out(
    round_ref: Annotated[str, typer.Argument(metavar="ROUND", help="The round's ref, such as WM25.")],
    *,
    paper: Annotated[Paper, typer.Option("--paper", help="The paper to check.")],
    audience: Annotated[
        Audience | None, typer.Option("--audience", help="Who will read it; else whoever usually does.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON; offsets count characters (code points).")
    ] = False,
) -> None:
    """Show which texts of a paper need somebody to decide before it leaves."""
    current_app = open_current()
    with current_app.reading() as db:
        clearance = papers.prepared(
            current_app, db, paper, round_ref=round_ref, audience=audience or paper.usual
        ).clearance
    texts = [checked for checked in clearance.checked if checked.tier is not None]
    if as_json:
        typer.echo(json.dumps([_row(checked) for checked in texts], ensure_ascii=False, indent=2))
        return
    for checked in texts:
        typer.echo(f"{checked.passage.where}: {checked.state.label}. {checked.passage.text}")
    typer.echo(
        f"{paper.label}, {clearance.audience.label.lower()}: {len(texts)} marked, {clearance.held_back} held back."
    )


def _row(checked: Checked) -> dict[str, object]:
    return {
        "where": checked.passage.where,
        "text": checked.passage.text,
        "tier": checked.tier.value if checked.tier is not None else None,
        "found": [{"kind": mark.kind.value, "start": mark.start, "end": mark.end} for mark in checked.identifiers],
        "state": checked.state.value,
    }
