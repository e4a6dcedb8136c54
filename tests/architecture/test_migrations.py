"""A database that was brought up to date has the tables of the code, whatever it was before."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect
from sqlmodel import SQLModel

from audit.app import App, open_current, open_up_to_date
from audit.errors import AuditError, UnusableDatabase
from audit.settings import Settings
from audit.store import migrate
from audit.store.lock import InUse
from audit.store.queries import people
from audit.store.work import open_engine
from tests import databases
from tests.databases import Postgres
from tests.repository import ROOT
from tests.scenes import a_scene

SCRIPTS = ROOT / "audit/store/migrations"
TURNS = int(os.environ.get("MIGRATIONS_AT_ONCE", "5"))  # how often three start at once; 20 take half a minute


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def postgresql(postgres: Postgres) -> Iterator[Engine]:
    with postgres.database(empty=True) as engine:
        yield engine


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.xdist_group("postgres"))])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Return an engine on an empty database of each kind."""
    found: Engine = request.getfixturevalue(request.param)
    return found


def take(engine: Engine, revision: str) -> None:
    """Take a database down to a revision, or up to the head."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        (command.upgrade if revision == "head" else command.downgrade)(config, revision)


def test_an_upgraded_database_has_the_tables_of_the_code(engine: Engine):
    migrate.upgrade(engine)
    assert migrate.is_current(engine)
    assert migrate.drift(engine) == []
    assert set(SQLModel.metadata.tables) <= set(inspect(engine).get_table_names())


def test_a_database_goes_down_and_up_again(engine: Engine):
    migrate.upgrade(engine)
    take(engine, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    take(engine, "head")
    assert migrate.drift(engine) == []


def test_a_missing_column_would_be_found(sqlite: Engine):
    migrate.upgrade(sqlite)
    with sqlite.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE partnership DROP COLUMN marking")
    assert any("marking" in difference for difference in migrate.drift(sqlite))


def test_the_steps_are_one_line_without_a_fork():
    steps = ScriptDirectory(str(SCRIPTS))
    assert len(steps.get_heads()) == 1
    assert [len(step.nextrev) for step in steps.walk_revisions()].count(0) == 1


def older(app: App) -> str:
    """Take a database one step down, and return the version it is then of."""
    before = ScriptDirectory(str(SCRIPTS)).get_revision("head").down_revision
    assert isinstance(before, str)
    take(app.engine, before)
    return before


def test_an_existing_database_is_copied_before_it_is_upgraded(app: App):
    scene = a_scene(app)
    before = older(app)
    copy = migrate.upgrade(app.engine)
    assert copy is not None
    assert copy.name == f"app.db.before-upgrade-from-{before}"
    assert copy.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(copy)) as there:
        assert there.execute("SELECT version_num FROM alembic_version").fetchone() == (before,)
    assert scene.round().ref == "AU26"


def test_a_copy_made_before_is_never_written_over(app: App):
    before = older(app)
    first = migrate.upgrade(app.engine)
    assert first is not None
    held = first.read_bytes()
    take(app.engine, before)
    with app.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE changed_since (id INTEGER)")
    second = migrate.upgrade(app.engine)
    assert second is not None
    assert second.name == f"{first.name}-2"
    assert first.read_bytes() == held


def upgraded(file: Path, told: Connection) -> None:
    """Bring a database up to date when told to, and say what came of it."""
    engine = open_engine(f"sqlite:///{file}")
    told.send("ready")
    told.recv()
    try:
        copy = migrate.upgrade(engine)
        told.send(("copied" if copy else "waited", migrate.is_current(engine)))
    except Exception as fault:
        told.send((repr(fault), False))
    engine.dispose()


def at_once(file: Path, many: int) -> list[tuple[str, bool]]:
    """Return what came of so many processes that bring one database up to date at the same moment."""
    ends = [get_context("fork").Pipe() for _ in range(many)]
    processes = [get_context("fork").Process(target=upgraded, args=(file, theirs)) for _, theirs in ends]
    for process in processes:
        process.start()
    for ours, _ in ends:
        ours.recv()
    for ours, _ in ends:
        ours.send("go")
    came = [ours.recv() for ours, _ in ends]
    for process in processes:
        process.join()
    return came


def test_of_three_that_start_at_once_one_upgrades_and_the_others_wait(app: App, tmp_path: Path):
    before = older(app)
    databases.close(app.engine)
    for turn in range(TURNS):
        file = Path(shutil.copy(tmp_path / "app.db", tmp_path / f"{turn}.db"))
        assert sorted(at_once(file, 3)) == [("copied", True), ("waited", True), ("waited", True)]
        copies = [path.name for path in tmp_path.glob(f"{turn}.db.before-*")]
        assert copies == [f"{turn}.db.before-upgrade-from-{before}"]


def test_of_three_that_start_on_nothing_each_finds_it_ready(tmp_path: Path):
    assert at_once(tmp_path / "new.db", 3) == [("waited", True)] * 3


@pytest.mark.xdist_group("postgres")
def test_on_a_server_too_one_upgrades_and_the_others_wait(postgresql: Engine):
    with ThreadPoolExecutor(3) as starts:
        assert list(starts.map(migrate.upgrade, [postgresql] * 3)) == [None] * 3
    assert migrate.is_current(postgresql)


@pytest.mark.xdist_group("postgres")
def test_a_server_of_a_newer_version_is_said_in_words(postgresql: Engine):
    migrate.upgrade(postgresql)
    with postgresql.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    for act in (migrate.state, migrate.upgrade):
        with pytest.raises(UnusableDatabase, match="newer version"):
            act(postgresql)


def test_while_an_older_version_has_it_open_it_is_not_upgraded(app: App):
    older(app)
    with open_engine(str(app.engine.url)).connect() as other:
        other.exec_driver_sql("SELECT 1")
        with pytest.raises(InUse, match="Close it there"):
            migrate.upgrade(app.engine, patience=0.2)
    assert migrate.state(app.engine) is migrate.State.OLDER


def test_an_empty_or_current_database_needs_no_copy(sqlite: Engine):
    assert migrate.upgrade(sqlite) is None
    assert migrate.upgrade(sqlite) is None


def test_a_command_on_an_old_database_says_to_migrate_first(tmp_path: Path):
    environment: dict[str, Any] = {"DATABASE_URL": f"sqlite:///{tmp_path / 'data' / 'old.db'}"}
    old = Settings(**environment)
    with pytest.raises(AuditError, match="migrate"):
        open_current(old)
    with open_up_to_date(old).reading() as db:
        assert people.partnership(db) is None
    open_current(old)
