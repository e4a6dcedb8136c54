"""A database that was brought up to date has the tables of the code, whatever it was before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect
from sqlmodel import SQLModel

from audit.app import App, open_current, open_up_to_date
from audit.errors import AuditError
from audit.settings import Settings
from audit.store import migrate
from audit.store.queries import people
from audit.store.work import open_engine
from tests.databases import Postgres
from tests.repository import ROOT
from tests.scenes import a_scene

SCRIPTS = ROOT / "audit/store/migrations"


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
    """Take a database down or up to a revision."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        (command.downgrade if revision == "base" else command.upgrade)(config, revision)


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


def test_an_existing_database_is_copied_before_it_is_upgraded(app: App):
    scene = a_scene(app)
    with app.engine.begin() as connection:
        before = ScriptDirectory(str(SCRIPTS)).get_revision("head").down_revision
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (before,))
        newest = connection.exec_driver_sql("SELECT count(*) FROM trail").scalar()
    try:
        backup = migrate.upgrade(app.engine)
    except Exception:  # the step was taken already, so it may refuse; the copy comes before it
        (backup,) = Path(str(app.engine.url.database)).parent.glob("*.before-*")
    assert backup is not None
    assert backup.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(backup)) as copy:
        assert copy.execute("SELECT count(*) FROM trail").fetchone()[0] == newest
    assert scene.round().ref == "AU26"


def test_an_empty_or_current_database_needs_no_copy(sqlite: Engine):
    assert migrate.upgrade(sqlite) is None
    assert migrate.upgrade(sqlite) is None


def test_a_command_on_an_old_database_says_to_migrate_first(tmp_path: Path):
    old = Settings(DATABASE_URL=f"sqlite:///{tmp_path / 'data' / 'old.db'}")
    with pytest.raises(AuditError, match="migrate"):
        open_current(old)
    with open_up_to_date(old).reading() as db:
        assert people.partnership(db) is None
    open_current(old)
