"""A database that cannot be used is said in a sentence by every command, and a backup is restored over it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from typer.testing import CliRunner, Result

from audit.__main__ import UNEXPECTED
from audit.__main__ import app as command_line
from audit.app import App
from audit.library.own_files import local_lists
from audit.store import backups
from audit.store.queries import trail
from audit.store.work import open_engine
from tests.broken import KINDS, NOTHING_THERE, TELLS, broken, files
from tests.command_line import commands
from tests.databases import migrated

WITHOUT_A_DATABASE = {  # what these do is about files alone
    "agreement",
    "check-text",
    "clock",
    "frameworks check",
    "frameworks generate",
    "frameworks template",
    "letter",
    "rounds schema",
    "sample",
    "suppress",
    "timescales",
}
MADE_FOR_IT = {"migrate", "restore", "open", "bundle"}  # for a database of any version, or for none
GIVEN = {"paper": "plan", "framework_id": "mental-health-of-children-in-care", "kind": "board", "size": "2"}
WORKBOOKS = ("workbook write", "evidence write")
MORE = {"actions write": ["--out", "actions.xlsx"]}  # what a command asks for without saying that it is required
Command: TypeAlias = Any  # Typer has its own copy of Click, whose types have no public name


def run(folder: Path, *words: str) -> Result:
    env = {"SEVEN_STATEMENTS_DATA": str(folder), "DATABASE_URL": ""}
    return CliRunner().invoke(command_line, list(words), env=env)


COMMANDS = commands()


def words_for(name: str, command: Command, folder: Path) -> list[str]:
    """Return words that call a command, with something in every place that must be filled."""
    words = name.split()
    for place in command.params:
        if not place.required:
            continue
        end = "yaml" if name == "frameworks export" else "xlsx" if name in WORKBOOKS else "docx"
        value = GIVEN.get(place.name or "", str(folder / "new" / f"{place.name}.{end}"))
        value = f"sqlite:///{value}" if name == "move" else value
        words += [value] if place.param_type_name == "argument" else [place.opts[0], value]
    return words + MORE.get(name, [])


@pytest.fixture(scope="module")
def backup(seeded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recovery")
    shutil.copy(seeded_file, folder / "seeded.db")
    app = App(engine=open_engine(f"sqlite:///{folder / 'seeded.db'}"))
    backups.write(backups.make(app.engine, now=app.now(), own={}), folder / "b.zip")
    app.engine.dispose()
    return folder / "b.zip"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_broken_database_is_said_and_restored_over(
    kind: str, backup: Path, seeded_file: Path, tmp_path: Path
):
    path = broken(seeded_file, tmp_path / "seven-statements.db", kind)
    before = files(path)
    for command in (("rounds",), ("backup", str(tmp_path / "copy.zip"))):
        told = run(tmp_path, *command)
        assert (told.exit_code, told.stdout) == (1, "")
        assert TELLS[kind] in told.stderr
        assert "restore" in told.stderr or kind == "of another program"
        assert "ry again" not in told.stderr
    assert not (tmp_path / "copy.zip").exists()
    if kind in NOTHING_THERE:
        assert files(path) == before, "asking makes no database"
    restored = run(tmp_path, "restore", str(backup))
    assert restored.exit_code == 0, restored.output
    assert "holds" not in restored.stdout
    assert ": 2 rounds." in restored.stdout
    assert ("set aside in" in restored.stdout) == (kind != "missing")
    assert "WM26" in run(tmp_path, "rounds").stdout
    app = App(engine=open_engine(f"sqlite:///{path}"))
    with app.reading() as db:
        assert trail.lines(db, most=1)[0].event == "backup restored"
    app.engine.dispose()


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in MADE_FOR_IT])
def test_no_command_falls_over_a_broken_database(name: str, seeded_file: Path, tmp_path: Path):
    kind = ("cut short", "of a newer version")[len(name) % 2]  # all are opened alike, so one for each is enough
    broken(seeded_file, tmp_path / "seven-statements.db", kind)
    (tmp_path / "new").mkdir()
    told = run(tmp_path, *words_for(name, COMMANDS[name], tmp_path))
    assert told.exception is None or isinstance(told.exception, SystemExit), told.exception
    if name not in WITHOUT_A_DATABASE:
        assert told.exit_code == 1
        assert TELLS[kind] in told.stderr
        assert "ry again" not in told.stderr


def test_migrate_says_what_is_wrong_too(seeded_file: Path, tmp_path: Path):
    for number, (kind, sentence) in enumerate(TELLS.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        broken(seeded_file, folder / "seven-statements.db", kind)
        told = run(folder, "migrate")
        if kind in NOTHING_THERE:
            assert told.exit_code == 0
        else:
            assert told.exit_code == 1
            assert sentence in told.stderr


def test_a_backup_holds_the_partnerships_own_files(backup: Path, tmp_path: Path):
    run(tmp_path, "restore", str(backup))
    (tmp_path / local_lists.CLOCK).write_text("theirs")
    assert run(tmp_path, "backup", str(tmp_path / "b.zip")).exit_code == 0
    (tmp_path / local_lists.CLOCK).unlink()
    assert run(tmp_path, "restore", str(tmp_path / "b.zip")).exit_code == 0
    assert (tmp_path / local_lists.CLOCK).read_text() == "theirs"


def test_a_server_of_an_older_version_is_told_to_have_no_copy(postgres, monkeypatch: pytest.MonkeyPatch):
    from tests.architecture.test_migrations import take

    with postgres.database() as server:
        take(server, "0016")
        monkeypatch.setenv("DATABASE_URL", server.url.render_as_string(hide_password=False))
        done = CliRunner().invoke(command_line, ["migrate"])
        assert done.exit_code == 0, done.output
        assert "No copy is made first: this database is on a server" in done.stderr


def test_a_server_that_cannot_be_reached_is_said_in_words(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1:1/nothing")
    for command in ("rounds", "migrate"):
        told = CliRunner().invoke(command_line, [command])
        assert (told.exit_code, isinstance(told.exception, SystemExit)) == (1, True)
        assert "The database server cannot be reached" in told.stderr


def test_a_new_database_is_its_owners_alone(tmp_path: Path):
    os.umask(os.umask(0o022))
    assert migrated(tmp_path / "new.db").stat().st_mode & 0o777 == 0o600


def test_a_fault_that_nobody_expected_is_said_and_nothing_of_what_was_typed(seeded_file: Path, tmp_path: Path):
    path = tmp_path / "seven-statements.db"
    shutil.copy(seeded_file, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE audit_round SET scale = '\"Ama lives in Mill Lane\"'")
        connection.commit()
    env = os.environ | {"SEVEN_STATEMENTS_DATA": str(tmp_path), "DATABASE_URL": ""}
    told = subprocess.run(
        [sys.executable, "-m", "audit", "rounds"], capture_output=True, text=True, env=env, check=False
    )
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.startswith(UNEXPECTED)
    assert "ValidationError in" in told.stderr
    assert "Ama" not in told.stderr
