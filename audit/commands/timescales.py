"""Timescales on the command line.

In: the folders of an SSDA903 return, one a year, and a day.
Out: what each rule says of each child, as JSON, or how many children have each result, as a table; nothing is kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import typer

from audit.commands import files
from audit.domain.english import figure
from audit.domain.timescales.child_dates import Result
from audit.domain.timescales.rules import Checked, check, counts
from audit.errors import WrongInput
from audit.library import bank_holidays
from audit.library.frameworks import loading as timescale_rules
from audit.library.returns import return_files, ssda903
from audit.library.returns.ssda903 import Return

app = typer.Typer()


@app.command()
def timescales(
    folders: Annotated[
        list[Path], typer.Argument(metavar="FOLDER…", help="A folder or zip file of the SSDA903 return, one a year.")
    ],
    *,
    as_of: Annotated[datetime, typer.Option("--as-of", formats=["%Y-%m-%d"], metavar="DATE", help="The day checked.")],
    year: Annotated[
        int | None, typer.Option("--year", metavar="YEAR", help="The year to 31 March YEAR, where names leave doubt.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print every child's results as JSON.")] = False,
) -> None:
    """Check the timescales that a council's data return holds dates for; nothing is kept."""
    day = as_of.date()
    if year is not None and len(folders) > 1:
        raise WrongInput("--year says the year of one folder. Name the folders by their years, or give one at a time.")
    returned = ssda903.read([found for folder in folders for found in return_files.years_in(folder, year=year)])
    rules, holidays = timescale_rules.timescales(), bank_holidays.england()
    children = ssda903.children(returned, day)
    by_child = (check(child, rules, as_of=day, holidays=holidays) for child in children)
    for note in returned.notes:
        typer.echo(note, err=True)
    if as_json:
        _print_data(returned, by_child, day, len(children))
        return
    by_rule = counts(chain.from_iterable(by_child))
    rows: list[tuple[str | int, ...]] = [
        (
            rule[0].ref,
            rule[0].title,
            rule[0].standing,
            *(by_rule.get(rule[0].ref, {}).get(result, 0) for result in Result),
        )
        for rule in rules
    ]
    typer.echo(files.text(("Ref", "Check", "Standing", *(result.label for result in Result)), rows))
    unread = figure(len(returned.unreadable), "cell")
    typer.echo(f"{figure(len(children), 'child', 'children')} as at {day}; {unread} could not be read.", err=True)


def _print_data(returned: Return, by_child: Iterable[list[Checked]], day: date, children: int) -> None:
    """Print all as one JSON object, each child as it is checked: a whole council would fill the memory."""
    unreadable = [
        {"file": cell.file, "row": cell.row, "column": cell.column, "why": cell.why} for cell in returned.unreadable
    ]
    head = {"as_of": day.isoformat(), "children": children, "unreadable": unreadable}
    encode = json.JSONEncoder(ensure_ascii=False).encode
    out = typer.get_text_stream("stdout")
    out.write(f'{encode(head)[:-1]}, "results": [')
    for number, found in enumerate(by_child):
        out.write(f"{', ' if number else ''}{encode([_result(checked) for checked in found])[1:-1]}")
    out.write("]}\n")


def _result(checked: Checked) -> dict[str, Any]:
    return {
        "child": checked.child,
        "check": checked.check,
        "standing": checked.rule.standing,
        "result": checked.result.value,
        "days_late": checked.days_late,
        "due": checked.due.isoformat() if checked.due else None,
        "dates": {name: day.isoformat() for name, day in checked.dates.items()},
        "why": checked.why + (" The rule itself is to be confirmed." if checked.rule.confirm else ""),
    }
