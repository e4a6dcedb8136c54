"""The command line: everything that can be done without a screen.

In: `python -m audit …`, read by the modules of `audit.commands`, each imported when one of its commands is called.
Out: exit 0 done, 1 refused or wrong, 2 wrong usage; what is wrong goes to stderr, and results to stdout.
"""

from __future__ import annotations

import sys
from importlib import import_module
from textwrap import shorten
from typing import Any

import typer
from typer.core import TyperGroup

from audit.errors import AuditError, without_texts

# What can be called, by module of `audit.commands`: each name with its help, so that help is shown without importing
# what the command needs. A test holds this table to the commands, whose own help begins with these words.
COMMANDS = {
    "launch": {"open": "Open the app", "bundle": "Write a folder from which a computer like this one"},
    "database": {
        "migrate": "Bring the database up to date, after a copy",
        "seed": "Load an invented partnership with two rounds, to look round in",
    },
    "rounds": {"rounds": "List the rounds, or keep one as a file"},
    "themes": {"themes": "Count a round's findings under each theme"},
    "over_time": {
        "over-time": "Show what changed since the round this one re-audits",
        "programme": "List the rounds by their day: late, due, under way, planned and done",
    },
    "frameworks": {"frameworks": "Check framework files, make what is made from them, or work on one in a workbook"},
    "agreement": {"agreement": "Say how alike raters' grades are"},
    "papers.check_out": {"check-out": "Show which texts of a paper need somebody to decide before it leaves"},
    "check_text": {"check-text": "Find what may identify somebody in a text"},
    "inspection": {
        "clock": "Count an inspection's days from its notification, or from its letter",
        "letter": "Read a published inspection letter: area, days, and each finding once",
    },
    "papers.statement": {"statement": "Write the statement that answers an inspection letter, as a Word document"},
    "safekeeping": {
        "backup": "Copy everything to one file while it is in use, and check the copy by reading it back",
        "restore": "Put everything back as a backup has it, whatever is there now, and set that aside",
        "move": "Copy everything to an empty database, on a server or in a file, and compare every row",
    },
    "papers.plan": {"plan": "Write a round's action plan as a Word document"},
    "actions": {
        "actions": "Write a round's actions to Excel (actions ROUND --out FILE) or a calendar, or read one back"
    },
    "papers.pack": {
        "pack": "Write a round's workshop pack as Word: run-sheet, invitations, crib sheet and attendance",
        "feedback": "Write a feedback slip for the practitioners of each case that is agreed",
    },
    "papers.report": {
        "report": "Write a paper about a round for people outside the audit group",
        "self-evaluation": "Write what is held as a self-evaluation in Word, with the index of the pack",
    },
    "workbook": {
        "workbook": "Write an agency's audit workbook (workbook ROUND AGENCY --out FILE), or read one that came back"
    },
    "suppress": {"suppress": "Hide small numbers of children in a table"},
    "timescales": {"timescales": "Check the timescales that a council's data return holds dates for"},
    "sample": {"sample": "Draw the cases of a round from what a council already exports"},
    "readiness": {"readiness": "Say for each criterion and statement what could be shown, by a rule"},
    "evidence": {"evidence": "The evidence register as an Excel workbook, out and back in"},
}
_MODULES = {name: module for module, names in COMMANDS.items() for name in names}
_HELP = {name: words for names in COMMANDS.values() for name, words in names.items()}

UNEXPECTED = (
    "Something went wrong, and this was not done. What was saved is kept. Try once more; if it happens again, tell "
    "whoever looks after Seven Statements, with the next line: it says where it happened, and nothing else."
)


class _Commands(TyperGroup):
    """Commands that are imported when they are called, and whose refusals are a sentence without a traceback."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # noqa: ARG002
        """Return what can be called, in the order in which help shows it."""
        return list(_MODULES)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]  # noqa: ANN401, ARG002
        """Return a command by its name; None where there is none."""
        if cmd_name not in _MODULES:
            return None
        found = _app()
        found.add_typer(import_module(f"audit.commands.{_MODULES[cmd_name]}").app)
        return typer.main.get_group(found).commands[cmd_name]

    def format_commands(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]  # noqa: ANN401, ARG002
        """Write the names with their help."""
        room = formatter.width - 6 - max(map(len, _HELP))
        with formatter.section("Commands"):
            formatter.write_dl([(name, shorten(words, room, placeholder="…")) for name, words in _HELP.items()])

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]  # noqa: ANN401
        """Run the command; a refusal goes to stderr and exits with 1."""
        try:
            return super().invoke(ctx)
        except AuditError as refusal:
            typer.echo(str(refusal), err=True)
            raise typer.Exit(1) from refusal


def _app() -> typer.Typer:
    return typer.Typer(
        cls=_Commands, no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
    )


app = _app()


@app.callback()
def everything() -> None:
    """Multi-agency audits of the mental health of children in care."""


def main(name: str = "seven-statements") -> None:
    """Run the command line; of a fault that nobody expected it tells where it happened, and nothing of what it held."""
    try:
        app(prog_name=name)
    except Exception as fault:
        typer.echo(f"{UNEXPECTED}\n{without_texts(fault)}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main("python -m audit")
