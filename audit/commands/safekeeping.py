"""Backups on the command line.

In: the database that the environment names, and a file.
Out: a checked copy of it, or the database as a copy has it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audit.app import open_app, open_current
from audit.store import backups

app = typer.Typer()


@app.command()
def backup(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Copy the database to a file while it is in use, and check the copy by restoring it."""
    made = backups.back_up(open_current().engine, file)
    typer.echo(f"{made.path} holds {made.rounds} rounds. It was restored once to check it. Keep it where only you can.")


@app.command()
def restore(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Put the database back as a backup has it, keeping a copy of what was there."""
    app_here = open_app()
    held, before = backups.restore(app_here.engine, file)
    typer.echo(f"The database is as {file.name} has it: {held.rounds} rounds. What was there before is in {before}.")
