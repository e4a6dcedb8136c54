"""An inspection letter on the command line.

In: a published letter, PDF or Word.
Out: what it says, as JSON or in lines; nothing is kept.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from audit.domain.inspection.letter_reading import Letter
from audit.errors import WrongInput
from audit.services.inspection import letter_files

app = typer.Typer()


@app.command()
def letter(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The published letter: .pdf or .docx.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print all that was read as JSON.")] = False,
) -> None:
    """Read a published inspection letter: area, days, and each finding once; nothing is kept."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise WrongInput(f"{file} cannot be read: {error.strerror}. Choose a letter that is there.") from error
    read, _ = letter_files.read(content, file.name)
    if as_json:
        typer.echo(json.dumps(_as_data(read), ensure_ascii=False, indent=2))
        return
    typer.echo(f"{read.area or 'Area not read'}: {read.theme or 'theme not read'}")
    for finding in read.findings:
        typer.echo(f"{finding.kind.label}, page {finding.page}: {finding.text}")
    if read.unread():
        typer.echo(f"Not read: {', '.join(read.unread())}.", err=True)


def _as_data(read: Letter) -> dict[str, Any]:
    return {
        "area": read.area,
        "inspection_start": _day(read.inspection_start),
        "inspection_end": _day(read.inspection_end),
        "published": _day(read.published),
        "theme": read.theme,
        "due": _day(read.due),
        "principal_authority": read.principal_authority,
        "findings": [
            {"kind": finding.kind.value, "text": finding.text, "page": finding.page} for finding in read.findings
        ],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
