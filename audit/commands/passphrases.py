"""Passphrases that commands ask for: typed, or from a file or the environment; never among a command's arguments.

Arguments are seen by everybody who lists the computer's processes, and stay in the shell's history.
"""

from __future__ import annotations

import os
from pathlib import Path

import typer

from audit.commands import files
from audit.errors import WrongInput

VARIABLE = "SEVEN_STATEMENTS_PASSPHRASE"


def new(file: Path | None) -> str:
    """Return a new passphrase; one that is typed is typed twice."""
    return _given(file) or str(typer.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True))


def known(file: Path | None) -> str:
    """Return a passphrase that is there already."""
    return _given(file) or str(typer.prompt("Passphrase", hide_input=True, err=True))


def _given(file: Path | None) -> str:
    if file is None:
        return os.environ.get(VARIABLE, "")
    try:
        text = files.read(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongInput(f"{file} cannot be read. Choose a text file with the passphrase on its first line.") from error
    first = text.splitlines()[0] if text else ""
    if not first:
        raise WrongInput(f"{file} is empty. Put the passphrase on its first line.")
    return first
