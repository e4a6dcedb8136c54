"""Rounds on the command line.

In: an up-to-date database.
Out: its rounds, the newest first, as a table or as JSON.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from audit.app import open_current
from audit.commands import tables
from audit.errors import WrongInput
from audit.services import safekeeping
from audit.store import round_file
from audit.store.queries import rounds as queries
from audit.store.queries.participation import participation

_Json = Annotated[bool, typer.Option("--json", help="Print the rounds as JSON.")]
app = typer.Typer(name="rounds", help="List the rounds, or keep one as a file.")


@app.callback(invoke_without_command=True)
def rounds(
    ctx: typer.Context, *, as_json: Annotated[bool, typer.Option("--json", help="Print the rounds as JSON.")] = False
) -> None:
    """List the rounds."""
    if ctx.invoked_subcommand is not None:
        return
    here = open_current()
    with here.reading() as db:
        every = [(one, participation(db, audit_round=one)) for one in queries.every(db)]
    if as_json:
        typer.echo(
            json.dumps(
                [
                    {
                        "ref": one.ref,
                        "title": one.title,
                        "stage": one.stage.value,
                        "cases": len(one.active_cases()),
                        "agencies": [agency.ref for agency in one.agencies],
                    }
                    for one, _ in every
                ],
                indent=2,
                ensure_ascii=False,
            )
        )
        return
    if not every:
        typer.echo("There is no round yet. Open one in the app, or load the invented ones with “python -m audit seed”.")
        return
    rows = [
        (one.ref, one.title, one.stage.label, len(found.cases), len(found.judged), len(one.agencies),
         len(found.submitted))
        for one, found in every
    ]  # fmt: skip
    typer.echo(tables.text(("Ref", "Title", "Stage", "Cases", "Judged", "Agencies", "Submitted"), rows))


@app.command("export")
def export(
    round_ref: Annotated[str, typer.Argument(metavar="ROUND")], file: Annotated[Path, typer.Argument(metavar="FILE")]
) -> None:
    """Write a round to one file, with every answer: keep it as carefully as the database."""
    here = open_current()
    with here.unit_of_work() as db:
        text = safekeeping.hand_over(db, by=here.person, round_ref=round_ref, now=here.now())
    try:
        with file.open("x", encoding="utf-8") as target:
            file.chmod(0o600)
            target.write(text)
    except OSError as error:
        raise WrongInput(f"{file} cannot be written ({error.strerror}). Choose another name or folder.") from error
    typer.echo(f"{round_ref} is in {file}. It holds case material that no board may see.")


@app.command("import")
def import_(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Add the round that a file holds."""
    here = open_current()
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongInput(f"{file} cannot be read. Choose a file that “rounds export” wrote.") from error
    with here.unit_of_work() as db:
        ref = safekeeping.take_in(db, by=here.person, text=text, now=here.now())
    typer.echo(f"{ref} is here now.")


@app.command("schema")
def schema() -> None:
    """Print the JSON schema of a round file."""
    typer.echo(json.dumps(round_file.schema(), indent=2))
