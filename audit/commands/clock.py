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
        clock_days = from_notification(steps, notified.date(), holidays)
    else:
        assert letter is not None  # noqa: S101 - one of the two was given
        clock_days = from_letter(steps, letter.date(), holidays)
    if as_json:
        typer.echo(json.dumps([_as_data(clock_day) for clock_day in clock_days], ensure_ascii=False, indent=2))
        return
    typer.echo(
        files.text(
            ("Day", "Date", "Step", "Who"),
            [(clock_day.day, _date_words(clock_day), clock_day.step, clock_day.who) for clock_day in clock_days],
        )
    )


def _as_data(clock_day: ClockDay) -> dict[str, str | int]:
    return {"step": clock_day.step, "day": clock_day.day, "date": clock_day.on.isoformat()}


def _date_words(clock_day: ClockDay) -> str:
    return clock_day.on.isoformat() + ("" if clock_day.sure else " (about)")
