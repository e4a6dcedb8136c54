"""The database on the command line.

In: the database that the environment names.
Out: a database of this version, and what was done to get there; the invented partnership in an empty one.
"""

from __future__ import annotations

import typer

from audit import seed as invented
from audit.app import open_app, open_current
from audit.store import migrate as migrations

app = typer.Typer()


@app.command()
def migrate() -> None:
    """Bring the database up to date, after a copy."""
    engine = open_app().engine
    state = migrations.state(engine)
    if state is migrations.State.CURRENT:
        typer.echo("The database is up to date already. Nothing was done.")
        return
    if migrations.file_of(engine) is None and state is migrations.State.OLDER:
        typer.echo(
            "No copy is made first: this database is on a server, where its keeper makes backups, with pg_dump for "
            "example.",
            err=True,
        )
    copy = migrations.upgrade(engine)
    if copy is not None:
        typer.echo(f"A copy of the database as it was is kept in {copy}.")
    typer.echo(f"The database is up to date: {engine.url.render_as_string()}.")


@app.command()
def seed() -> None:
    """Load an invented partnership with two rounds, to look round in."""
    typer.echo(invented.load(open_current()).in_words)
