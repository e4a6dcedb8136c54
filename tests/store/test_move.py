"""Everything moves from SQLite to PostgreSQL and back, and each row is compared on the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlmodel import SQLModel
from typer.testing import CliRunner

from audit.__main__ import app as command_line
from audit.app import App
from audit.errors import AuditError, WrongInput
from audit.store import move, snapshots
from audit.store.lock import InUse
from audit.store.work import open_engine
from tests.builders import NOON
from tests.databases import Postgres, close
from tests.store.test_work import agencies, keep

pytestmark = pytest.mark.xdist_group("postgres")


def test_everything_goes_to_a_server_and_back(
    seeded: App, postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    seeded.engine.dispose()
    monkeypatch.setenv("DATABASE_URL", seeded.engine.url.render_as_string())
    with postgres.database(empty=True) as server:
        there = server.url.render_as_string(hide_password=False)
        first = CliRunner().invoke(command_line, ["move", "--to", there, "--json"])
        assert first.exit_code == 0, first.output
        counts = json.loads(first.stdout)
        assert set(counts) == set(SQLModel.metadata.tables)
        assert counts["audit_round"] == 2
        assert all(counts[name] for name in ("person", "rating", "evidence", "trail"))
        monkeypatch.setenv("DATABASE_URL", there)
        back = CliRunner().invoke(command_line, ["move", "--to", f"sqlite:///{tmp_path / 'b' / 'back.db'}"])
        assert back.exit_code == 0, back.output
        assert "each was compared: 2 rounds" in back.stdout
        keep(App(engine=server, clock=lambda: NOON), "COUNTS ON")
        assert "COUNTS ON" in agencies(App(engine=server))
        refused = CliRunner().invoke(command_line, ["move", "--to", f"sqlite:///{tmp_path / 'b' / 'back.db'}"])
        assert refused.exit_code == 1
        assert "holds something already" in refused.stderr
    again = open_engine(f"sqlite:///{tmp_path / 'b' / 'back.db'}")
    assert rows(again) == rows(seeded.engine)
    again.dispose()
    assert (tmp_path / "b" / "back.db").stat().st_mode & 0o777 == 0o600


def rows(engine) -> list[str]:
    with snapshots.opened(snapshots.of_engine(engine)) as database:
        return sorted(line for line in database.iterdump() if line.startswith("INSERT") and "sqlite_" not in line)


def test_a_target_that_holds_anything_is_refused_and_stays_as_it_was(app: App, postgres: Postgres, tmp_path: Path):
    (tmp_path / "there.db").write_bytes(b"mine")
    with pytest.raises(WrongInput, match="holds something already"):
        move.move(app.engine, open_engine(f"sqlite:///{tmp_path / 'there.db'}"))
    assert (tmp_path / "there.db").read_bytes() == b"mine"
    with postgres.database() as server:
        keep(App(engine=server, clock=lambda: NOON), "MINE")
        with pytest.raises(WrongInput, match="holds something already"):
            move.move(app.engine, server)
    with postgres.database(empty=True) as server:
        with server.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE invoices (id INTEGER)")
        with pytest.raises(WrongInput, match="holds something already"):
            move.move(app.engine, server)


def test_a_row_that_the_server_cannot_keep_is_said_and_nothing_is_moved(app: App, postgres: Postgres):
    with app.engine.begin() as connection:  # past what the store refuses today
        connection.exec_driver_sql(
            "INSERT INTO agency (ref, name, short_name, sector) VALUES (?, 'A', 'A', 'A')", ("A" * 500,)
        )
    with postgres.database(empty=True) as server:
        with pytest.raises(AuditError, match="Nothing was moved: a row of agency"):
            move.move(app.engine, server)
        assert agencies(App(engine=server)) == []


def test_what_is_being_written_elsewhere_is_not_left_behind(app: App, tmp_path: Path):
    target = open_engine(f"sqlite:///{tmp_path / 'new.db'}")
    other = open_engine(str(app.engine.url))
    with other.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
        with pytest.raises(InUse):
            move.move(app.engine, target)
    other.dispose()
    assert not (tmp_path / "new.db").exists()
    close(app.engine)
    move.move(app.engine, target)
    target.dispose()
