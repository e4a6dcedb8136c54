"""Rounds on the command line.

In: an up-to-date database.
Out: its rounds, the newest first, as a table or as JSON.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from audit.app import open_current
from audit.commands import files
from audit.domain.rounds.audit_round import Round
from audit.errors import WrongInput
from audit.services.safekeeping import erasure
from audit.store.queries import rounds as queries
from audit.store.queries.moderation import participation
from audit.store.round_file import body

_Json = Annotated[bool, typer.Option("--json", help="Print the rounds as JSON.")]
_PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        metavar="FILE",
        help=f"Take the passphrase from a file's first line; else from {files.VARIABLE}, or it is asked for.",
    ),
]
app = typer.Typer(name="rounds", help="List the rounds, or keep one as a file.")


@app.callback(invoke_without_command=True)
def rounds(ctx: typer.Context, *, as_json: _Json = False) -> None:
    """List the rounds."""
    if ctx.invoked_subcommand is not None:
        return
    current_app = open_current()
    with current_app.reading() as db:
        every = [(audit_round, participation(db, audit_round=audit_round)) for audit_round in queries.every(db)]
    if as_json:
        typer.echo(json.dumps([_as_json(audit_round) for audit_round, _ in every], indent=2, ensure_ascii=False))
        return
    if not every:
        typer.echo("There is no round yet. Open one in the app, or load the invented ones with “python -m audit seed”.")
        return
    rows = [
        (
            audit_round.ref,
            audit_round.title,
            audit_round.stage.label,
            len(progress.cases),
            len(progress.judged),
            len(audit_round.agencies),
            len(progress.submitted),
        )
        for audit_round, progress in every
    ]
    typer.echo(files.text(("Ref", "Title", "Stage", "Cases", "Judged", "Agencies", "Submitted"), rows))


def _as_json(audit_round: Round) -> dict[str, Any]:
    return {
        "ref": audit_round.ref,
        "title": audit_round.title,
        "stage": audit_round.stage.value,
        "cases": len(audit_round.active_cases()),
        "agencies": [agency.ref for agency in audit_round.agencies],
    }


@app.command("export")
def export(
    round_ref: Annotated[str, typer.Argument(metavar="ROUND")],
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    *,
    seal: Annotated[
        bool, typer.Option("--seal", help="Seal ratings that are still blind under a passphrase, which is asked for.")
    ] = False,
    passphrase_file: _PassphraseFile = None,
) -> None:
    """Write a round to one file; ratings that are still blind are left out, or sealed with --seal."""
    current_app = open_current()
    passphrase = files.new(passphrase_file) if seal or passphrase_file else ""
    with current_app.unit_of_work() as db:
        text = erasure.hand_over(
            db, by=current_app.person, round_ref=round_ref, now=current_app.now(), passphrase=passphrase
        )
        files.write_new(file, text.encode())
    typer.echo(f"{round_ref} is in {file}. It holds case material that no board may see.")
    typer.echo(erasure.left_out_words(text))


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    *,
    without_sealed: Annotated[
        bool, typer.Option("--without-sealed", help="Leave out the ratings that are sealed in the file, for good.")
    ] = False,
    same_agencies: Annotated[
        bool, typer.Option("--same-agencies", help="An agency that has another name here is the same agency.")
    ] = False,
    passphrase_file: _PassphraseFile = None,
) -> None:
    """Add the round that a file holds; asks for the passphrase where ratings are sealed in it."""
    current_app = open_current()
    try:
        text = files.read(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongInput(f"{file} cannot be read. Choose a file that “rounds export” wrote.") from error
    needs_passphrase = body.contents(text).sealed > 0 and not without_sealed
    passphrase = files.known(passphrase_file) if needs_passphrase else ""
    with current_app.unit_of_work() as db:
        ref = erasure.take_in(
            db,
            by=current_app.person,
            text=text,
            now=current_app.now(),
            passphrase=passphrase,
            without_sealed=without_sealed,
            same_agencies=same_agencies,
        )
    typer.echo(f"{ref} is here now.")
    typer.echo(erasure.missing_words(text, opened=needs_passphrase))


@app.command("schema")
def schema() -> None:
    """Print the JSON schema of a round file."""
    typer.echo(json.dumps(body.schema(), indent=2))
