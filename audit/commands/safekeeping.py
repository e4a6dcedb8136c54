"""Backups on the command line, and the move to another database.

In: the database that the environment names, and a file or an address.
Out: a checked copy of everything, everything as a copy has it, or everything somewhere else.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from audit.app import open_app, open_current
from audit.domain.days import day_of
from audit.domain.english import figure, short_day
from audit.services.safekeeping import erasure
from audit.settings import load
from audit.store import backups
from audit.store import move as moving

app = typer.Typer()


@app.command()
def backup(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Copy everything to one file while it is in use, and check the copy by reading it back."""
    current_app = open_current()
    with current_app.unit_of_work() as db:
        content = erasure.back_up(db, by=current_app.person, folder=load().folder, now=current_app.now())
        made = backups.write(content, file)
    typer.echo(
        f"{file} holds {figure(made.rounds, 'round')}. It was read back to check it. It holds all that agencies "
        "wrote, blind ratings too: keep it where only you can open it."
    )


@app.command()
def restore(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Put everything back as a backup has it, whatever is there now, and set that aside."""
    current_app = open_app()
    held = backups.load(file)
    aside = erasure.restore(
        current_app.engine, by=current_app.person, backup=held, folder=load().folder, now=current_app.now()
    )
    owner = current_app.as_owner()
    with owner.unit_of_work() as db:
        erasure.note_restored(db, by=owner.person, now=current_app.now())
    made = f", made on {_day(held.made_at_utc)}" if held.made_at_utc else ""
    typer.echo(f"The database is as {file.name} has it{made}: {figure(held.rounds, 'round')}.")
    if aside is not None:
        typer.echo(f"What was there before is set aside in {aside}.")


@app.command()
def move(
    to: Annotated[str, typer.Option("--to", metavar="ADDRESS", help="postgresql://… or sqlite:///FILE; it is empty")],
    as_json: Annotated[bool, typer.Option("--json", help="How many rows of each table, as JSON")] = False,
) -> None:
    """Copy everything to an empty database, on a server or in a file, and compare every row."""
    target = open_app(load().model_copy(update={"database_url": to}))
    counts = moving.move(open_app().engine, target.engine)
    if as_json:
        typer.echo(json.dumps(counts, indent=2))
        return
    where = target.engine.url.render_as_string()
    people = figure(counts["person"], "person", "people")
    typer.echo(
        f"{sum(counts.values()):,} rows of {len(counts)} tables are in {where}, and each was compared: "
        f"{figure(counts['audit_round'], 'round')}, {people}. Set DATABASE_URL to that address from now on. "
        "The old database is as it was: delete it once you no longer need it."
    )


def _day(moment: datetime) -> str:
    return short_day(day_of(moment))
