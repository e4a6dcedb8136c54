"""The inspection clock and an inspection letter on the command line.

In: the day of notification, or of the published letter; a published letter, PDF or Word.
Out: every step with its working day and its date, as a table or as JSON; what the letter says, as JSON or in lines.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from audit import settings
from audit.commands import files
from audit.domain.inspection.clock import ClockDay, from_letter, from_notification
from audit.domain.inspection.letter_facts import FIELDS, Letter
from audit.errors import WrongInput
from audit.library import bank_holidays
from audit.library.own_files import local_lists
from audit.services.inspection import letter_files

app = typer.Typer()
_DAY = {"formats": ["%Y-%m-%d"], "metavar": "DATE"}


@app.command()
def clock(
    *,
    notified: Annotated[datetime | None, typer.Option("--notified", help="The day of notification.", **_DAY)] = None,
    letter: Annotated[datetime | None, typer.Option("--letter", help="The day of the letter.", **_DAY)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the steps as JSON.")] = False,
) -> None:
    """Count an inspection's days from its notification, or from its letter."""
    if (notified is None) == (letter is None):
        raise typer.BadParameter("Give either --notified or --letter, and not both.")
    steps, holidays = local_lists.inspection_clock(settings.load().folder), bank_holidays.england()
    if notified is not None:
        clock_days = from_notification(steps, notified.date(), holidays)
    else:
        assert letter is not None  # noqa: S101 - one of the two was given
        clock_days = from_letter(steps, letter.date(), holidays)
    if as_json:
        typer.echo(json.dumps([_clock_data(clock_day) for clock_day in clock_days], ensure_ascii=False, indent=2))
        return
    typer.echo(
        files.text(
            ("Day", "Date", "Step", "Who"),
            [(clock_day.day, _date_words(clock_day), clock_day.step, clock_day.who) for clock_day in clock_days],
        )
    )


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
        typer.echo(json.dumps(_letter_data(read), ensure_ascii=False, indent=2))
        return
    typer.echo(f"{read.area or 'Area not read'}: {read.theme or 'theme not read'}")
    for finding in read.findings:
        typer.echo(f"{finding.kind.label}, page {finding.page}: {finding.text}")
    for doubt in read.doubts:
        typer.echo(f"Check {FIELDS[doubt.field]}: {doubt.why}", err=True)
    if read.unread():
        typer.echo(f"Not read: {', '.join(read.unread())}.", err=True)


def _clock_data(clock_day: ClockDay) -> dict[str, str | int]:
    return {"step": clock_day.step, "day": clock_day.day, "date": clock_day.on.isoformat()}


def _date_words(clock_day: ClockDay) -> str:
    return clock_day.on.isoformat() + ("" if clock_day.sure else " (about)")


def _letter_data(read: Letter) -> dict[str, Any]:
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
        "check_this": {doubt.field: doubt.why for doubt in read.doubts},
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
