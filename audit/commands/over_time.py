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
    here = open_current()
    with here.reading() as db:
        since = reaudit.since_last_time(db, viewer=here.viewer(), round_ref=round_ref)
    if since is None:
        raise AuditError(f"{round_ref} is not the re-audit of a round that is here. Choose one that is.")
    if as_json:
        typer.echo(json.dumps(_since(since, here.today()), indent=2, ensure_ascii=False))
        return
    typer.echo(since.sentence)
    found = [(one.finding.ref, one.finding.kind.label, one.became, one.finding.text) for one in since.findings]
    typer.echo(files.text(("Ref", "Kind", "What became of it", "Finding"), found))
    typer.echo(f"\n{since.chance}")
    statements = [
        (one.asked.key.ref, one.then.value if one.then else "-", one.now.value, one.sentence)
        for one in since.statements
    ]
    typer.echo(files.text(("Ref", "Then", "Now", "What may be said"), statements))


@app.command()
def programme(*, as_json: _Json = False) -> None:
    """List the rounds by their day: late, due, under way, planned and done."""
    here = open_current()
    with here.reading() as db:
        found = reaudit.programme(db, viewer=here.viewer(), today=here.today())
    if as_json:
        typer.echo(json.dumps([_entry(one) for one in found.entries], indent=2, ensure_ascii=False))
        return
    if not found.entries:
        typer.echo("There is no round yet, and none is planned. Open the app to plan the first.")
        return
    rows = [
        (one.on.isoformat() if one.on else "-", one.standing.label, one.round_ref or "-", one.title)
        for one in found.entries
    ]
    typer.echo(files.text(("Day", "Standing", "Ref", "Title"), rows))


def _since(since: SinceLastTime, today: date) -> dict[str, Any]:
    return {
        "round": since.now.ref,
        "last_round": since.last.ref,
        "chance": since.chance,
        "findings": [_finding(one, today) for one in since.findings],
        "statements": [_statement(one) for one in since.statements],
        "themes": [
            {"ref": one.now.theme.ref, "title": one.now.title, "then": one.then.total, "now": one.now.total}
            for one in since.themes
        ],
    }


def _finding(one: LastFinding, today: date) -> dict[str, Any]:
    said = one.settlement
    return {
        "ref": one.finding.ref,
        "kind": one.finding.kind.value,
        "text": one.finding.text,
        "seen": said.seen.value if said else None,
        "looked_at": said.looked_at if said else None,
        "said_at": said.at_utc.isoformat() if said and said.at_utc else None,
        "version": said.version if said else 0,
        "actions": [
            {
                "ref": action.ref,
                "done": action.progress is Progress.DONE,
                "makes_a_difference": action.makes_a_difference,
                "owner_reports": action.impact.value,
                "status": status(action, today),
            }
            for action in one.actions
        ],
    }


def _statement(one: StatementChange) -> dict[str, Any]:
    return {
        "ref": str(one.asked.key),
        "match": one.match.value,
        "then": one.then.value if one.then else None,
        "now": one.now.value,
        "direction": one.direction.value if one.direction else None,
        "tested": one.p is not None,
        "beyond_chance": one.beyond_chance,
        "sentence": one.sentence,
    }


def _entry(one: Entry) -> dict[str, Any]:
    return {
        "title": one.title,
        "theme": one.theme,
        "standing": one.standing.value,
        "day": one.on.isoformat() if one.on else None,
        "round": one.round_ref or None,
        "reaudit_of": one.reaudit_of or None,
        "said": one.said,
    }
