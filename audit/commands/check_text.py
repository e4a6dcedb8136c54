"""Looking for identifiers on the command line.

In: a text file.
Out: what may identify somebody, where it stands and what to write instead, as text or JSON.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from audit.domain.identifying.marking import Tier, identifiers_in
from audit.errors import WrongInput
from audit.library.names.lists import names

app = typer.Typer()


@app.command("check-text")
def check_text(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON; offsets count characters (code points).")
    ] = False,
) -> None:
    """Find what may identify somebody in a text."""
    identifiers = [
        identifier for identifier in identifiers_in(_text(file), names()) if identifier.kind.tier is Tier.STOP
    ]
    if as_json:
        rows = [
            {"kind": identifier.kind.value, "start": identifier.start, "end": identifier.end, "text": identifier.text}
            for identifier in identifiers
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for identifier in identifiers:
        typer.echo(
            f"{identifier.start}-{identifier.end}: {identifier.kind.label} “{identifier.text}”. Write "
            f"{identifier.kind.instead} instead."
        )
    if not identifiers:
        typer.echo("Nothing was found that may identify somebody. Read it once more yourself.")


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise WrongInput(f"{file}: cannot be opened ({error.strerror}). Check the name and try again.") from error
    except UnicodeDecodeError as error:
        raise WrongInput(f"{file.name}: is not UTF-8 text. Save it as plain text (UTF-8) and try again.") from error
