"""The command line: everything that can be done without a screen.

In: `python -m audit …`, read by the modules of `audit.commands`.
Out: exit 0 done, 1 refused or wrong, 2 wrong usage; what is wrong goes to stderr, and results to stdout.
"""

from __future__ import annotations

import sys
from typing import Any

import typer
from typer.core import TyperGroup

from audit.commands import (
    actions,
    agreement,
    check_text,
    database,
    evidence,
    frameworks,
    inspection,
    launch,
    over_time,
    readiness,
    rounds,
    safekeeping,
    sample,
    suppress,
    themes,
    timescales,
    workbook,
)
from audit.commands.papers import check_out, pack, plan, report, self_evaluation, statement
from audit.errors import AuditError, without_texts

_MODULES = (
    launch,
    database,
    rounds,
    themes,
    over_time,
    frameworks,
    agreement,
    check_out,
    check_text,
    inspection,
    statement,
    safekeeping,
    plan,
    actions,
    pack,
    report,
    workbook,
    suppress,
    timescales,
    sample,
    readiness,
    self_evaluation,
    evidence,
)  # a module with commands is added here


UNEXPECTED = (
    "Something went wrong, and this was not done. What was saved is kept. Try once more; if it happens again, tell "
    "whoever looks after Seven Statements, with the next line: it says where it happened, and nothing else."
)


class _Plainly(TyperGroup):
    """Commands whose refusals are shown as a sentence, without a traceback."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]  # noqa: ANN401
        """Run the command; a refusal goes to stderr and exits with 1."""
        try:
            return super().invoke(ctx)
        except AuditError as refusal:
            typer.echo(str(refusal), err=True)
            raise typer.Exit(1) from refusal


app = typer.Typer(
    cls=_Plainly,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Multi-agency audits of the mental health of children in care.",
)
for _module in _MODULES:
    app.add_typer(_module.app)


def main(name: str = "seven-statements") -> None:
    """Run the command line; of a fault that nobody expected it tells where it happened, and nothing of what it held."""
    try:
        app(prog_name=name)
    except Exception as fault:
        typer.echo(f"{UNEXPECTED}\n{without_texts(fault)}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main("python -m audit")
