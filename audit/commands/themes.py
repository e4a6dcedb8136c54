"""The themes of a round on the command line.

In: the ref of a round.
Out: how many findings stand under each of its themes, by kind, as a table or as JSON.
"""

from __future__ import annotations

import json
from typing import Annotated

import typer

from audit.app import App, open_current
from audit.commands import files
from audit.domain.findings.finding import ThemeCount, by_theme
from audit.store.queries import findings as finding_queries
from audit.store.queries import rounds as queries

app = typer.Typer()


@app.command()
def themes(
    round_ref: Annotated[str, typer.Argument(metavar="ROUND", help="The round's ref, such as WM25.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
) -> None:
    """Count a round's findings under each theme; counts of findings, not of children."""
    counts = counted(open_current(), round_ref)
    if as_json:
        typer.echo(json.dumps([_as_data(count) for count in counts], indent=2, ensure_ascii=False))
        return
    rows = [
        (count.theme.ref, count.title, count.strengths, count.improvements, count.priority, count.learning, count.cases)
        for count in counts
    ]
    typer.echo(
        files.text(("Ref", "Theme", "Strengths", "Needs to improve", "Priority action", "Learning", "Cases"), rows)
    )


def counted(current_app: App, round_ref: str) -> tuple[ThemeCount, ...]:
    """Return the counts of a round's themes; raises AuditError where there is no such round."""
    with current_app.reading() as db:
        audit_round = queries.by_ref(db, round_ref)
        findings = finding_queries.findings(db, viewer=current_app.viewer(), audit_round=audit_round)
    return by_theme(findings, audit_round.themes())


def _as_data(count: ThemeCount) -> dict[str, str | int]:
    return {
        "ref": count.theme.ref,
        "title": count.title,
        "strengths": count.strengths,
        "improvements": count.improvements,
        "priority": count.priority,
        "learning": count.learning,
        "cases": count.cases,
    }
