"""A unit of work is kept whole or not at all; a second writer waits; what is committed survives a power cut."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Engine, delete, event, insert, text
from sqlalchemy.exc import IntegrityError, StatementError

from audit.app import App
from audit.domain.people.person import Agency
from audit.errors import AuditError, without_texts
from audit.services.people import partnership
from audit.store import snapshots, work
from audit.store import trail as notes
from audit.store.queries import people, trail
from audit.store.records import people as records
from audit.store.tables.people import AgencyRow, PersonRoleRow, PersonRow
from tests.builders import NOON
from tests.scenes import Scene, a_scene


def agencies(app: App) -> list[str]:
    with app.reading() as db:
        return [agency.ref for agency in people.agencies(db)]


def keep(app: App, ref: str) -> None:
    with app.unit_of_work() as db:
        records.keep_agency(db, Agency(ref=ref, name=ref, short_name=ref, sector=ref))


def keep_much(app: App) -> None:
    with app.unit_of_work() as db:
        records.keep_agency(db, Agency(ref="HALF", name="x", short_name="x", sector="x"))
        db.execute(text("CREATE TABLE large AS SELECT randomblob(2000000)"))


def fail_after_writing(app: App, error: Exception) -> None:
    with app.unit_of_work() as db:
        records.keep_agency(db, Agency(ref="GONE", name="x", short_name="x", sector="x"))
        raise error


def pragma(engine: Engine, name: str) -> object:
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


@pytest.mark.parametrize("error", [AuditError("no"), ValueError(), KeyboardInterrupt()], ids=repr)
def test_any_error_undoes_the_whole_unit_of_work(error: Exception, any_app: App):
    keep(any_app, "CSC")
    with pytest.raises(type(error)):
        fail_after_writing(any_app, error)
    assert agencies(any_app) == ["CSC"]


def change_and_be_refused(scene: Scene) -> None:
    with scene.app.unit_of_work() as db:
        partnership.change(db, by=scene.facilitator, name="Changed", marking="", now=NOON)
        partnership.change(db, by=scene.people["CSC"], name="Refused", marking="", now=NOON)


def lines(scene: Scene) -> int:
    with scene.app.reading() as db:
        return len(trail.lines(db))


def test_an_act_that_is_refused_leaves_no_line_in_the_trail(app: App):
    scene = a_scene(app)
    before = lines(scene)
    with pytest.raises(AuditError):
        change_and_be_refused(scene)
    assert lines(scene) == before


def test_looking_keeps_nothing(any_app: App):
    with any_app.reading() as db:
        records.keep_agency(db, Agency(ref="GONE", name="x", short_name="x", sector="x"))
    assert agencies(any_app) == []


def test_what_one_unit_of_work_reads_and_writes_nobody_changes_in_between(any_app: App):
    """Two writers add up as if they had come one after the other."""
    begun, go_on = Event(), Event()

    def first() -> None:
        with any_app.unit_of_work() as db:
            records.keep_agency(db, Agency(ref="FIRST", name="x", short_name="x", sector="x"))
            begun.set()
            go_on.wait(10)

    def second() -> None:
        begun.wait(10)
        keep(any_app, "SECOND")

    with ThreadPoolExecutor(2) as pool:
        running = [pool.submit(first), pool.submit(second)]
        begun.wait(10)
        seen_meanwhile = agencies(any_app)
        go_on.set()
        for one in running:
            one.result(timeout=20)
    assert "FIRST" not in seen_meanwhile
    assert sorted(agencies(any_app)) == ["FIRST", "SECOND"]


def test_sqlite_is_set_up_to_lose_nothing(app: App):
    assert pragma(app.engine, "journal_mode") == "wal"
    assert pragma(app.engine, "synchronous") == 2  # FULL
    assert pragma(app.engine, "foreign_keys") == 1
    assert pragma(app.engine, "secure_delete") == 1
    assert int(str(pragma(app.engine, "busy_timeout"))) >= 10_000  # milliseconds


def test_a_row_cannot_point_to_what_was_removed(any_app: App):
    with pytest.raises(AuditError, match="was removed meanwhile"), any_app.unit_of_work() as db:
        db.add(PersonRoleRow(person_id=999, role="auditor"))


@pytest.mark.parametrize("row", [{"id": 1, "ref": "NEW"}, {"ref": "CSC"}], ids=["key", "ref"])
def test_the_same_written_twice_is_another_s_writing(any_app: App, row: dict[str, Any]):
    keep(any_app, "CSC")
    with pytest.raises(AuditError, match="Somebody else wrote here"), any_app.unit_of_work() as db:
        db.execute(insert(AgencyRow).values(name="x", short_name="x", sector="x", **row))
    assert agencies(any_app) == ["CSC"]


def write_half_a_row(app: App) -> None:
    with app.unit_of_work() as db:
        db.execute(insert(AgencyRow).values(ref="HALF", name="Nora Field", short_name="x", sector=None))


def remove_what_others_point_at(app: App) -> None:
    with app.unit_of_work() as db:
        db.add(PersonRow(name="Nora Field", agency="CSC"))
        db.flush()
        db.execute(delete(AgencyRow))


@pytest.mark.parametrize("write", [write_half_a_row, remove_what_others_point_at])
def test_a_fault_of_our_own_is_called_nobody_else_s_and_nothing_of_it_is_kept_or_told(any_app: App, write):
    keep(any_app, "CSC")
    with pytest.raises(IntegrityError) as caught:
        write(any_app)
    assert agencies(any_app) == ["CSC"]
    assert "IntegrityError in" in without_texts(caught.value)
    assert "Nora" not in without_texts(caught.value)


def test_a_time_without_its_zone_is_refused(any_app: App):
    scene = a_scene(any_app)
    naive = datetime(2026, 12, 3, 12)  # noqa: DTZ001 - the fault under test
    with pytest.raises((StatementError, ValueError)), scene.app.unit_of_work() as db:
        notes.note(db, by=scene.facilitator, event="x", about="x", now=naive)


def test_a_folder_that_is_gone_is_said_in_words(tmp_path: Path):
    engine = work.open_engine(f"sqlite:///{tmp_path / 'gone' / 'x.db'}")
    with pytest.raises(AuditError, match="The data folder cannot be reached"), work.reading(engine) as db:
        db.execute(text("SELECT 1"))


@pytest.mark.parametrize("writes", [True, False])
def test_a_folder_that_goes_while_the_app_is_open_is_said_and_never_called_saved(
    app: App, tmp_path: Path, writes: bool
):
    keep(app, "CSC")
    app.engine.dispose()
    folder, away = tmp_path / "data", tmp_path / "away"
    folder.mkdir()
    (tmp_path / "app.db").rename(folder / "app.db")
    here = App(engine=work.open_engine(f"sqlite:///{folder / 'app.db'}"), clock=lambda: NOON)
    assert agencies(here) == ["CSC"]
    folder.rename(away)
    with pytest.raises(AuditError, match="The data folder cannot be reached"):
        keep(here, "LOST") if writes else agencies(here)
    folder.mkdir()
    with pytest.raises(AuditError, match="The data folder cannot be reached"):
        agencies(here)
    assert list(folder.iterdir()) == [], "no empty database is made in its place"
    folder.rmdir()
    away.rename(folder)
    keep(here, "CAMHS")
    assert agencies(here) == ["CSC", "CAMHS"]
    here.engine.dispose()


def test_a_file_that_was_put_in_the_place_of_the_database_is_the_one_that_is_used(app: App, tmp_path: Path):
    keep(app, "OLD")
    other = work.open_engine(f"sqlite:///{tmp_path / 'other.db'}")
    (tmp_path / "other.db").write_bytes(snapshots.of_engine(app.engine))
    keep(App(engine=other, clock=lambda: NOON), "NEW")
    other.dispose()
    (tmp_path / "other.db").replace(tmp_path / "app.db")
    for log in tmp_path.glob("app.db-*"):
        log.unlink()
    assert agencies(app) == ["OLD", "NEW"]


@pytest.mark.parametrize(
    ("limit", "said"),
    [("query_only=ON", "cannot be written to, so nothing was saved"), ("max_page_count=1", "The disk is full")],
)
def test_a_database_that_takes_nothing_more_says_why_and_keeps_nothing_by_half(app: App, limit: str, said: str):
    def limited(connection: sqlite3.Connection, *_told: object) -> None:
        connection.execute(f"PRAGMA {limit}")

    event.listen(app.engine, "checkout", limited)
    with pytest.raises(AuditError, match=said):
        keep_much(app)
    assert agencies(app) == []
