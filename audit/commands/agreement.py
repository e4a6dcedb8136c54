"""Agreement between raters on the command line.

In: a CSV file with the columns unit, rater and grade.
Out: percent agreement, Krippendorff's alpha and Gwet's AC1 and AC2, as text or JSON.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from audit.domain.workshop.agreement import ONLY_AGREEMENT, Agreement, Figure, agreement
from audit.errors import WrongInput
from audit.library.returns import csv_tables

app = typer.Typer()


@app.command("agreement")
def show(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv")],
    categories: Annotated[str, typer.Option(help="The grades that can be given, such as 1,2,3,4.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say how alike raters' grades are."""
    found = agreement(csv_tables.read_grades(file), _numbers(categories))
    if found.too_few:
        typer.echo(
            f"Units with two grades or more: {found.pairable}. They are too few to read much from these figures.",
            err=True,
        )
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
        "units_with_two_grades": found.pairable,
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
    figures = (
        ("Krippendorff's alpha, nominal", found.alpha_nominal, Figure.ALPHA),
        ("Krippendorff's alpha, ordinal", found.alpha_ordinal, Figure.ALPHA),
        ("Krippendorff's alpha, interval", found.alpha_interval, Figure.ALPHA),
        ("Gwet's AC1", found.ac1, Figure.GWET),
        ("Gwet's AC2, linear", found.ac2_linear, Figure.GWET),
        ("Gwet's AC2, ordinal", found.ac2_ordinal, Figure.GWET),
        ("Gwet's AC2, quadratic", found.ac2_quadratic, Figure.GWET),
    )
    percent = found.percent_agreement
    share = found.why_none(Figure.PERCENT) if percent is None else f"{percent:.1%}"
    lines = [
        f"Units: {found.units}, with two grades or more: {found.pairable}",
        f"Percent agreement: {share}",
        *(f"{name}: {found.why_none(of) if value is None else f'{value:.3f}'}" for name, value, of in figures),
        ONLY_AGREEMENT,
    ]
    return "\n".join(lines)
