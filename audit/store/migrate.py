"""Bringing a database up to date, after a backup.

In: an engine.
Out: a database whose tables are those of this version.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlmodel import SQLModel

from audit.store import tables

_SCRIPTS = Path(__file__).parent / "migrations"


def is_current(engine: Engine) -> bool:
    """Say whether the database has the tables of this version."""
    return _revision(engine) == ScriptDirectory(str(_SCRIPTS)).get_current_head()


def upgrade(engine: Engine) -> Path | None:
    """Bring the database up to date; return the backup made first, None where there was nothing to back up."""
    if is_current(engine):
        return None
    backup = _back_up(engine) if _revision(engine) is not None else None
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return backup


def drift(engine: Engine) -> list[str]:
    """Return how the database differs from the tables in the code; empty where it does not."""
    assert tables  # noqa: S101 - imported so that the metadata is complete
    with engine.connect() as connection:
        return [str(one) for one in compare_metadata(MigrationContext.configure(connection), SQLModel.metadata)]


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _back_up(engine: Engine) -> Path | None:
    database = engine.url.database
    if engine.dialect.name != "sqlite" or not database:
        return None  # PostgreSQL is backed up by whoever runs the server
    target = Path(f"{database}.before-{ScriptDirectory(str(_SCRIPTS)).get_current_head()}")
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    target.chmod(0o600)
    return target
