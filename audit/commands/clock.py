"""The inspection clock on the command line.

In: the day of notification, or of the published letter.
Out: every step with its working day and its date, as a table or as JSON.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated

import typer

from audit import settings
from audit.commands import files
from audit.domain.inspection.clock import ClockDay, from_letter, from_notification
from audit.library import bank_holidays
from audit.library.own_files import local_lists

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
        found = from_notification(steps, notified.date(), holidays)
    else:
        assert letter is not None  # noqa: S101 - one of the two was given
        found = from_letter(steps, letter.date(), holidays)
    if as_json:
        typer.echo(json.dumps([_as_data(one) for one in found], ensure_ascii=False, indent=2))
        return
    typer.echo(files.text(("Day", "Date", "Step", "Who"), [(one.day, _said(one), one.step, one.who) for one in found]))


def _as_data(one: ClockDay) -> dict[str, str | int]:
    return {"step": one.step, "day": one.day, "date": one.on.isoformat()}


def _said(one: ClockDay) -> str:
    return one.on.isoformat() + ("" if one.sure else " (about)")
