"""The invented partnership on the command line.

In: an empty, up-to-date database.
Out: the invented partnership in it, and what it holds.
"""

from __future__ import annotations

import typer

from audit import seed as invented
from audit.app import open_current

app = typer.Typer()


@app.command()
def seed() -> None:
    """Load an invented partnership with two rounds, to look round in."""
    typer.echo(invented.load(open_current()).in_words)
