"""The database on the command line.

In: the database that the environment names.
Out: a database of this version, and what was done to get there.
"""

from __future__ import annotations

import typer

from audit.app import open_app
from audit.store import migrate as migrations

app = typer.Typer()


@app.command()
def migrate() -> None:
    """Bring the database up to date, after a backup."""
    engine = open_app().engine
    if migrations.is_current(engine):
        typer.echo("The database is up to date already. Nothing was done.")
        return
    backup = migrations.upgrade(engine)
    if backup is not None:
        typer.echo(f"A copy of the database as it was is kept in {backup}.")
    typer.echo(f"The database is up to date: {engine.url.render_as_string()}.")
