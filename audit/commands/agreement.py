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
    rater_agreement = agreement(csv_tables.read_grades(file), _numbers(categories))
    if rater_agreement.too_few:
        typer.echo(
            f"Units with 2 grades or more: {rater_agreement.pairable}. They are too few to read much "
            "from these figures.",
            err=True,
        )
    typer.echo(json.dumps(_as_dict(rater_agreement), indent=2) if as_json else _as_text(rater_agreement))


def _numbers(categories: str) -> list[float] | None:
    if not categories:
        return None
    try:
        return [float(category) for category in categories.split(",")]
    except ValueError as error:
        raise WrongInput(f"--categories: “{categories}” is not a list of numbers such as 1,2,3,4.") from error


def _as_dict(rater_agreement: Agreement) -> dict[str, Any]:
    return {
        "units": rater_agreement.units,
        "units_with_two_grades": rater_agreement.pairable,
        "percent_agreement": rater_agreement.percent_agreement,
        "krippendorff_alpha": {
            "nominal": rater_agreement.alpha_nominal,
            "ordinal": rater_agreement.alpha_ordinal,
            "interval": rater_agreement.alpha_interval,
        },
        "gwet_ac1": rater_agreement.ac1,
        "gwet_ac2": {
            "linear": rater_agreement.ac2_linear,
            "ordinal": rater_agreement.ac2_ordinal,
            "quadratic": rater_agreement.ac2_quadratic,
        },
    }


def _as_text(rater_agreement: Agreement) -> str:
    figures = (
        ("Krippendorff's alpha, nominal", rater_agreement.alpha_nominal, Figure.ALPHA),
        ("Krippendorff's alpha, ordinal", rater_agreement.alpha_ordinal, Figure.ALPHA),
        ("Krippendorff's alpha, interval", rater_agreement.alpha_interval, Figure.ALPHA),
        ("Gwet's AC1", rater_agreement.ac1, Figure.GWET),
        ("Gwet's AC2, linear", rater_agreement.ac2_linear, Figure.GWET),
        ("Gwet's AC2, ordinal", rater_agreement.ac2_ordinal, Figure.GWET),
        ("Gwet's AC2, quadratic", rater_agreement.ac2_quadratic, Figure.GWET),
    )
    percent = rater_agreement.percent_agreement
    share = rater_agreement.why_none(Figure.PERCENT) if percent is None else f"{percent:.1%}"
    lines = [
        f"Units: {rater_agreement.units}, with 2 grades or more: {rater_agreement.pairable}",
        f"Percent agreement: {share}",
        *(
            f"{name}: {rater_agreement.why_none(of) if value is None else f'{value:.3f}'}"
            for name, value, of in figures
        ),
        ONLY_AGREEMENT,
    ]
    return "\n".join(lines)
