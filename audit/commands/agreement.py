"""Agreement between raters on the command line.

In: a CSV file with the columns unit, rater and grade.
Out: percent agreement, Krippendorff's alpha and Gwet's AC1 and AC2, as text or JSON.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from audit.domain.agreement import Agreement, agreement
from audit.errors import WrongInput
from audit.library import grades

app = typer.Typer()


@app.command("agreement")
def show(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv")],
    categories: Annotated[str, typer.Option(help="The grades that can be given, such as 1,2,3,4.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say how alike raters' grades are."""
    found = agreement(grades.read_grades(file), _numbers(categories))
    if found.too_few:
        typer.echo(f"Only {found.units} units: too few to read much from these figures.", err=True)
    typer.echo(json.dumps(_as_dict(found), indent=2) if as_json else _as_text(found))


def _numbers(categories: str) -> list[float] | None:
    if not categories:
        return None
    try:
        return [float(one) for one in categories.split(",")]
    except ValueError as error:
        raise WrongInput(f"--categories: “{categories}” is not a list of numbers such as 1,2,3,4.") from error


def _as_dict(found: Agreement) -> dict[str, Any]:
    return {
        "units": found.units,
        "percent_agreement": found.percent_agreement,
        "krippendorff_alpha": {
            "nominal": found.alpha_nominal,
            "ordinal": found.alpha_ordinal,
            "interval": found.alpha_interval,
        },
        "gwet_ac1": found.ac1,
        "gwet_ac2": {"linear": found.ac2_linear, "ordinal": found.ac2_ordinal, "quadratic": found.ac2_quadratic},
    }


def _as_text(found: Agreement) -> str:
    lines = {
        "Units": f"{found.units}",
        "Percent agreement": _share(found.percent_agreement),
        "Krippendorff's alpha, nominal": _figure(found.alpha_nominal),
        "Krippendorff's alpha, ordinal": _figure(found.alpha_ordinal),
        "Krippendorff's alpha, interval": _figure(found.alpha_interval),
        "Gwet's AC1": _figure(found.ac1),
        "Gwet's AC2, linear": _figure(found.ac2_linear),
        "Gwet's AC2, ordinal": _figure(found.ac2_ordinal),
        "Gwet's AC2, quadratic": _figure(found.ac2_quadratic),
    }
    return "\n".join(f"{name}: {value}" for name, value in lines.items())


def _share(value: float | None) -> str:
    return "no unit has two grades" if value is None else f"{value:.1%}"


def _figure(value: float | None) -> str:
    return "not defined: everyone gave the same" if value is None else f"{value:.3f}"
