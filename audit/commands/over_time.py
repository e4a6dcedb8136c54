"""Rounds over time on the command line.

In: the ref of a re-audit; or nothing, for the whole programme.
Out: what became of last time's findings and of each statement, in words; and every round by its day.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any

import typer

from audit.app import open_current
from audit.commands import files
from audit.domain.over_time.change import StatementChange
from audit.domain.over_time.programme import Entry
from audit.domain.over_time.reaudit import LastFinding, SinceLastTime
from audit.domain.plan.action_words import status
from audit.domain.plan.actions import Progress
from audit.errors import AuditError
from audit.services.over_time import reaudit

_Json = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]
app = typer.Typer()


@app.command("over-time")
def over_time(
    round_ref: Annotated[str, typer.Argument(metavar="ROUND", help="The re-audit's ref, such as WM26.")],
    *,
    as_json: _Json = False,
) -> None:
    """Show what changed since the round this one re-audits; findings as written, for the audit group alone."""
    current_app = open_current()
    with current_app.reading() as db:
        since = reaudit.since_last_time(db, viewer=current_app.viewer(), round_ref=round_ref)
    if since is None:
        raise AuditError(f"{round_ref} is not the re-audit of a round that is here. Choose one that is.")
    if as_json:
        typer.echo(json.dumps(_since(since, current_app.today()), indent=2, ensure_ascii=False))
        return
    typer.echo(since.sentence)
    findings = [
        (last_finding.finding.ref, last_finding.finding.kind.label, last_finding.became, last_finding.finding.text)
        for last_finding in since.findings
    ]
    typer.echo(files.text(("Ref", "Kind", "What became of it", "Finding"), findings))
    typer.echo(f"\n{since.chance}")
    statements = [
        (change.statement.key.ref, change.then.value if change.then else "-", change.now.value, change.sentence)
        for change in since.statements
    ]
    typer.echo(files.text(("Ref", "Then", "Now", "What may be said"), statements))


@app.command()
def programme(*, as_json: _Json = False) -> None:
    """List the rounds by their day: late, due, under way, planned and done."""
    current_app = open_current()
    with current_app.reading() as db:
        rounds_programme = reaudit.programme(db, viewer=current_app.viewer(), today=current_app.today())
    if as_json:
        typer.echo(json.dumps([_entry(entry) for entry in rounds_programme.entries], indent=2, ensure_ascii=False))
        return
    if not rounds_programme.entries:
        typer.echo("There is no round yet, and none is planned. Open the app to plan the first.")
        return
    rows = [
        (entry.on.isoformat() if entry.on else "-", entry.standing.label, entry.round_ref or "-", entry.title)
        for entry in rounds_programme.entries
    ]
    typer.echo(files.text(("Day", "Standing", "Ref", "Title"), rows))


def _since(since: SinceLastTime, today: date) -> dict[str, Any]:
    return {
        "round": since.now.ref,
        "last_round": since.last.ref,
        "chance": since.chance,
        "findings": [_finding(last_finding, today) for last_finding in since.findings],
        "statements": [_statement(change) for change in since.statements],
        "themes": [
            {"ref": change.now.theme.ref, "title": change.now.title, "then": change.then.total, "now": change.now.total}
            for change in since.themes
        ],
    }


def _finding(last_finding: LastFinding, today: date) -> dict[str, Any]:
    settlement = last_finding.settlement
    return {
        "ref": last_finding.finding.ref,
        "kind": last_finding.finding.kind.value,
        "text": last_finding.finding.text,
        "seen": settlement.seen.value if settlement else None,
        "looked_at": settlement.looked_at if settlement else None,
        "said_at": settlement.at_utc.isoformat() if settlement and settlement.at_utc else None,
        "version": settlement.version if settlement else 0,
        "actions": [
            {
                "ref": action.ref,
                "done": action.progress is Progress.DONE,
                "makes_a_difference": action.makes_a_difference,
                "owner_reports": action.impact.value,
                "status": status(action, today),
            }
            for action in last_finding.actions
        ],
    }


def _statement(change: StatementChange) -> dict[str, Any]:
    return {
        "ref": str(change.statement.key),
        "match": change.match.value,
        "then": change.then.value if change.then else None,
        "now": change.now.value,
        "direction": change.direction.value if change.direction else None,
        "tested": change.p_value is not None,
        "beyond_chance": change.beyond_chance,
        "sentence": change.sentence,
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "title": entry.title,
        "theme": entry.theme,
        "standing": entry.standing.value,
        "day": entry.on.isoformat() if entry.on else None,
        "round": entry.round_ref or None,
        "reaudit_of": entry.reaudit_of or None,
        "said": entry.status_sentence,
    }
