"""A backup tells of any byte that changed, is never half made, and comes back over whatever is there."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from audit.app import App
from audit.domain.people.person import Agency
from audit.errors import AuditError, UnusableDatabase, WrongInput
from audit.library.own_files import local_lists
from audit.store import backups, migrate, snapshots, whole_files
from audit.store.lock import InUse
from audit.store.queries import rounds
from audit.store.records import people as records
from audit.store.work import open_engine
from tests.architecture.test_migrations import take
from tests.broken import KINDS, PAGE, UNUSABLE, broken, files, over
from tests.builders import NOON
from tests.databases import close
from tests.store.test_work import agencies, keep

BYTES = 200


def opened(path: Path) -> App:
    return App(engine=open_engine(f"sqlite:///{path}"), clock=lambda: NOON)


def refs(app: App) -> list[str]:
    with app.reading() as db:
        return sorted(one.ref for one in rounds.every(db))


@pytest.fixture(scope="module")
def backup(seeded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("backup") / "seeded.db"
    shutil.copy(seeded_file, path)
    app = opened(path)
    content = backups.make(app.engine, now=NOON, own={"kinder_words.yaml": b"words: []\n"})
    app.engine.dispose()
    return content


def test_a_backup_says_what_it_holds_and_its_owner_alone_can_read_it(backup: bytes, tmp_path: Path):
    made = backups.write(backup, tmp_path / "copy.zip")
    assert (made.rounds, made.made_at_utc, made.own) == (2, NOON, {"kinder_words.yaml": b"words: []\n"})
    assert (tmp_path / "copy.zip").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["copy.zip"]


def test_any_byte_that_changed_is_found(backup: bytes):
    chance = random.Random(26)
    for at in chance.sample(range(len(backup)), BYTES):
        changed = bytearray(backup)
        changed[at] ^= chance.randrange(1, 256)
        with pytest.raises(WrongInput, match=r"b\.zip is not a backup of Seven Statements, or it is damaged"):
            backups.read(bytes(changed), "b.zip")


@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 5000, -1])
def test_a_backup_cut_short_or_with_more_at_its_end_is_refused(backup: bytes, length: int):
    for content in (backup[:length], backup + b"\n"):
        with pytest.raises(WrongInput, match="damaged"):
            backups.read(content, "b.zip")


@pytest.mark.parametrize("content", [b"", b"not a database", snapshots.PLAIN, snapshots.PLAIN + b"\x00" * 5000])
def test_a_file_that_is_no_backup_is_refused(content: bytes, tmp_path: Path):
    (tmp_path / "odd.db").write_bytes(content)
    with pytest.raises(WrongInput, match=r"odd\.db is not a backup"):
        backups.load(tmp_path / "odd.db")
    with pytest.raises(WrongInput, match="is not there"):
        backups.load(tmp_path / "nothing.zip")


def test_a_backup_is_never_written_over(backup: bytes, tmp_path: Path):
    (tmp_path / "copy.zip").write_text("mine")
    with pytest.raises(WrongInput, match="exists already"):
        backups.write(backup, tmp_path / "copy.zip")
    assert (tmp_path / "copy.zip").read_text() == "mine"


@contextmanager
def a_full_disk(room: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_backup_that_does_not_fit_leaves_nothing(backup: bytes, tmp_path: Path):
    with a_full_disk(len(backup) // 2), pytest.raises(WrongInput, match="make room on the disk"):
        backups.write(backup, tmp_path / "copy.zip")
    assert list(tmp_path.iterdir()) == []


def test_a_restore_that_does_not_fit_changes_nothing(app: App, backup: bytes, tmp_path: Path):
    keep(app, "NOW")
    held = backups.read(backup, "b.zip")
    with a_full_disk(500_000), pytest.raises(WrongInput, match="Nothing was changed"):
        backups.restore(app.engine, held, now=NOON, folder=tmp_path)
    assert agencies(app) == ["NOW"]
    assert not (tmp_path / "kinder_words.yaml").exists()


def test_a_damaged_database_is_never_called_a_backup(seeded_file: Path, tmp_path: Path):
    path = broken(seeded_file, tmp_path / "x.db", "damaged in the middle")
    app = opened(path)
    with pytest.raises(UnusableDatabase, match="damaged"):
        backups.make(app.engine, now=NOON)
    app.engine.dispose()


@pytest.mark.parametrize("kind", KINDS)
def test_a_backup_comes_back_over_whatever_is_there(kind: str, backup: bytes, seeded_file: Path, tmp_path: Path):
    path = broken(seeded_file, tmp_path / "x.db", kind)
    before = files(path)
    app = opened(path)
    aside = backups.restore(app.engine, backups.read(backup, "b.zip"), now=NOON)
    assert refs(app) == ["WM25", "WM26"]
    assert (aside is None) == (kind == "missing")
    if aside is not None:
        assert aside.name.startswith(f"x.db.before-restore-{NOON:%Y-%m-%d}")
        assert files(aside) == before
    app.engine.dispose()


def test_a_database_behind_a_link_comes_back_where_it_is(backup: bytes, seeded_file: Path, tmp_path: Path):
    (tmp_path / "elsewhere").mkdir()
    database, link = tmp_path / "elsewhere" / "real.db", tmp_path / "link.db"
    broken(seeded_file, database, "empty")
    link.symlink_to(database)
    linked = opened(link)
    backups.restore(linked.engine, backups.read(backup, "b.zip"), now=NOON)
    linked.engine.dispose()
    assert link.is_symlink()
    assert refs(opened(database)) == refs(opened(link)) == ["WM25", "WM26"]


def test_a_folder_is_no_backup_and_is_called_one(tmp_path: Path):
    with pytest.raises(WrongInput, match="is a folder"):
        backups.load(tmp_path)


def test_a_database_is_set_aside_with_its_log_byte_for_byte(app: App, backup: bytes, tmp_path: Path):
    keep(app, "IN THE LOG")
    for end, content in files(tmp_path / "app.db").items():  # as a power cut would leave them
        Path(f"{tmp_path / 'cut.db'}{end}").write_bytes(content)
    over(tmp_path / "cut.db", 0, b"\x07" * 64)
    before = files(tmp_path / "cut.db")
    assert set(before) == {"", "-wal", "-shm"}
    cut = opened(tmp_path / "cut.db")
    aside = backups.restore(cut.engine, backups.read(backup, "b.zip"), now=NOON)
    assert aside is not None
    assert files(aside) == before
    assert refs(cut) == ["WM25", "WM26"]
    cut.engine.dispose()


def test_what_was_set_aside_is_one_old_copy_and_goes_with_its_log(app: App, backup: bytes, tmp_path: Path):
    keep(app, "IN THE LOG")
    for end, content in files(tmp_path / "app.db").items():
        Path(f"{tmp_path / 'cut.db'}{end}").write_bytes(content)
    cut = opened(tmp_path / "cut.db")
    aside = backups.restore(cut.engine, backups.read(backup, "b.zip"), now=NOON)
    assert aside is not None
    size = sum(len(content) for content in files(aside).values())
    with cut.reading() as db:
        assert [(one.name, one.size) for one in backups.old_copies(db)] == [(aside.name, size)]
        backups.delete(db, aside.name)
        assert backups.old_copies(db) == ()
    assert files(aside) == {}
    cut.engine.dispose()


def test_what_a_crash_left_of_a_copy_goes_with_the_next_restore(app: App, backup: bytes, tmp_path: Path):
    (tmp_path / ".app.db.restoring-2026-12-01-120000.part").write_bytes(b"half of it")
    backups.restore(app.engine, backups.read(backup, "b.zip"), now=NOON)
    assert list(tmp_path.glob(".app.db.*")) == []


def test_what_was_set_aside_can_be_restored_itself(app: App, backup: bytes):
    keep(app, "IN THE LOG")
    aside = backups.restore(app.engine, backups.read(backup, "b.zip"), now=NOON)
    assert aside is not None
    again = backups.restore(app.engine, backups.load(aside), now=NOON)
    assert agencies(app) == ["IN THE LOG"]
    assert again != aside


def test_a_plain_copy_of_an_older_version_comes_back_up_to_date(app: App, tmp_path: Path):
    keep(app, "OLD")
    take(app.engine, "0015")
    (tmp_path / "old.db").write_bytes(snapshots.of_engine(app.engine))
    new = opened(tmp_path / "new.db")
    backups.restore(new.engine, backups.load(tmp_path / "old.db"), now=NOON)
    assert migrate.is_current(new.engine)
    assert agencies(new) == ["OLD"]
    new.engine.dispose()


def test_a_backup_of_a_newer_version_is_refused_in_words(app: App, tmp_path: Path):
    with closing(sqlite3.connect(tmp_path / "app.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
        content = snapshots.of_engine(app.engine)
    with pytest.raises(WrongInput, match=r"newer version of Seven Statements\. Install that version"):
        backups.read(content, "b.db")


def test_the_partnerships_own_files_come_back(app: App, tmp_path: Path):
    own = {name: f"{name} of theirs".encode() for name in local_lists.OWN}
    for name, content in own.items():
        (tmp_path / name).write_bytes(content)
    content = backups.make(app.engine, now=NOON, own=local_lists.own_files(tmp_path))
    (tmp_path / local_lists.CLOCK).write_text("changed")
    (tmp_path / "kinder_words.yaml").unlink()
    held = backups.read(content, "b.zip")
    backups.restore(app.engine, held, now=NOON, folder=tmp_path, own_names=local_lists.OWN)
    assert local_lists.own_files(tmp_path) == own
    assert [path.read_text() for path in tmp_path.glob(f"{local_lists.CLOCK}.before-restore-*")] == ["changed"]


def test_a_file_of_ones_own_that_came_later_is_set_aside(app: App, tmp_path: Path):
    held = backups.read(backups.make(app.engine, now=NOON, own={}), "b.zip")
    (tmp_path / local_lists.CLOCK).write_text("later")
    backups.restore(app.engine, held, now=NOON, folder=tmp_path, own_names=local_lists.OWN)
    assert local_lists.own_files(tmp_path) == {}
    assert len(list(tmp_path.glob(f"{local_lists.CLOCK}.before-restore-*"))) == 1


def stopped_at(number: int, act: Callable[[], object]) -> bool:
    """Do something in a process that is killed before its numbered change of the disk; say whether it was."""

    def go() -> None:
        changes = count(1)

        def counted(change: Callable[..., Any]) -> Callable[..., Any]:
            def doing(*words: Any, **options: Any) -> Any:
                if next(changes) == number:
                    os.kill(os.getpid(), signal.SIGKILL)
                return change(*words, **options)

            return doing

        for name in ("open", "link", "rename", "replace", "unlink", "fsync"):
            setattr(os, name, counted(getattr(os, name)))
        act()
        os._exit(0)

    process = get_context("fork").Process(target=go)
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def test_a_restore_that_is_killed_anywhere_brings_database_and_own_files_or_neither(app: App, tmp_path: Path):
    keep(app, "THEN")
    close(app.engine)
    theirs = {name: f"{name} then".encode() for name in local_lists.OWN}
    held = backups.read(backups.make(app.engine, now=NOON, own=theirs), "b.zip")
    keep(app, "NOW")
    close(app.engine)
    for number in count(1):
        folder = tmp_path / str(number)
        folder.mkdir()
        shutil.copy(tmp_path / "app.db", folder / "app [1].db")
        (folder / local_lists.CLOCK).write_bytes(b"now")

        def act(folder: Path = folder) -> None:
            engine = opened(folder / "app [1].db").engine
            backups.restore(engine, held, now=NOON, folder=folder, own_names=local_lists.OWN)

        killed = stopped_at(number, act)
        cut = opened(folder / "app [1].db")
        assert migrate.is_current(cut.engine)
        restored = agencies(cut) == ["THEN"]
        assert local_lists.own_files(folder) == (theirs if restored else {local_lists.CLOCK: b"now"}), number
        if restored:
            assert [one.read_bytes() for one in folder.glob(f"{local_lists.CLOCK}.before-restore-*")] == [b"now"]
        backups.restore(cut.engine, held, now=NOON, folder=folder, own_names=local_lists.OWN)
        assert agencies(cut) == ["THEN"]
        assert [one.name for one in folder.iterdir() if "own-files" in one.name or one.name.endswith(".part")] == []
        cut.engine.dispose()
        if not killed:
            break
    assert number > 30


def test_own_files_that_cannot_be_put_in_place_are_told_until_they_are(app: App, tmp_path: Path):
    held = backups.read(backups.make(app.engine, now=NOON, own={local_lists.CLOCK: b"then"}), "b.zip")
    (tmp_path / "data").write_text("no folder")
    with pytest.raises(WrongInput, match="It will be when Seven Statements is opened next"):
        backups.restore(app.engine, held, now=NOON, folder=tmp_path / "data")
    for act in (migrate.state, migrate.upgrade):
        with pytest.raises(UnusableDatabase, match="A backup is being restored, and could not be put in place"):
            act(app.engine)
    (tmp_path / "data").unlink()
    assert migrate.is_current(app.engine)
    assert (tmp_path / "data" / local_lists.CLOCK).read_text() == "then"


def test_what_a_power_cut_left_as_a_second_name_of_a_backup_is_not_written_over(backup: bytes, tmp_path: Path):
    backups.write(backup, tmp_path / "copy.zip")
    os.link(tmp_path / "copy.zip", tmp_path / ".copy.zip.part")
    with a_full_disk(len(backup) // 2), pytest.raises(WrongInput):
        backups.write(backup, tmp_path / "copy.zip")
    assert (tmp_path / "copy.zip").read_bytes() == backup


@contextmanager
def another_process(path: Path, *, knows_the_lock: bool) -> Iterator[None]:
    """Have the database open in another process, with nothing under way."""
    ours, theirs = get_context("fork").Pipe()

    def hold() -> None:
        if knows_the_lock:
            connection = open_engine(f"sqlite:///{path}").connect()
            connection.exec_driver_sql("SELECT count(*) FROM agency")
        else:
            plain = sqlite3.connect(path)
            plain.execute("SELECT count(*) FROM agency").fetchone()
        theirs.send("open")
        theirs.recv()
        os._exit(0)

    process = get_context("fork").Process(target=hold)
    process.start()
    assert ours.recv() == "open"
    try:
        yield
    finally:
        ours.send("close")
        process.join()


@pytest.mark.parametrize("knows_the_lock", [True, False])
def test_while_another_process_has_it_open_nothing_is_restored(
    app: App, backup: bytes, tmp_path: Path, knows_the_lock: bool
):
    keep(app, "NOW")
    close(app.engine)
    held = backups.read(backup, "b.zip")
    with another_process(tmp_path / "app.db", knows_the_lock=knows_the_lock):
        with pytest.raises(InUse, match="open in another program on this computer"):
            backups.restore(app.engine, held, now=NOON)
        assert agencies(app) == ["NOW"]
        app.engine.dispose()
    backups.restore(app.engine, held, now=NOON)
    assert refs(app) == ["WM25", "WM26"]


def test_who_is_writing_in_another_window_is_waited_for(app: App, backup: bytes):
    writing, go = Event(), Event()

    def write() -> None:
        with app.unit_of_work() as db:
            records.keep_agency(db, Agency(ref="LAST", name="LAST", short_name="LAST", sector="LAST"))
            writing.set()
            go.wait(10)

    def let_go_soon() -> None:
        go.wait(0.3)
        go.set()

    window = Thread(target=write)
    window.start()
    writing.wait(10)
    Thread(target=let_go_soon).start()
    aside = backups.restore(app.engine, backups.read(backup, "b.zip"), now=NOON)
    window.join()
    assert refs(app) == ["WM25", "WM26"]
    assert aside is not None
    before = opened(aside)
    assert agencies(before) == ["LAST"]
    before.engine.dispose()


def test_windows_that_read_all_the_while_neither_stop_a_restore_nor_are_stopped(app: App):
    keep(app, "THEN")
    held = backups.read(backups.make(app.engine, now=NOON), "b.zip")
    done, faults = Event(), list[Exception]()

    def read() -> None:
        while not done.is_set():
            try:
                assert agencies(app) == ["THEN"]
            except Exception as fault:
                faults.append(fault)

    windows = [Thread(target=read, daemon=True) for _ in range(6)]
    for window in windows:
        window.start()
    for _ in range(5):
        backups.restore(app.engine, held, now=NOON)
    done.set()
    for window in windows:
        window.join()
    assert faults == []


def test_a_window_that_saves_afterwards_saves_in_what_was_restored(app: App):
    content = backups.make(app.engine, now=NOON)
    keep(app, "LATER")
    backups.restore(app.engine, backups.read(content, "b.zip"), now=NOON)
    keep(app, "AFTER")
    assert agencies(app) == ["AFTER"]


@pytest.mark.parametrize("done", [0, 1, 2, 3])
def test_a_crash_in_between_leaves_the_old_or_the_new_one_whole(app: App, backup: bytes, tmp_path: Path, done: int):
    keep(app, "IN THE LOG")
    here, path = files(tmp_path / "app.db"), tmp_path / "cut.db"
    for end, content in here.items():
        Path(f"{path}{end}").write_bytes(content)
    stamp = whole_files.prepare(migrate.upgraded(backups.read(backup, "b.zip").database), path, now=NOON)
    aside = Path(f"{path}{whole_files.ASIDE}{stamp}")
    if done >= 1:
        os.link(path, aside)
    for end in whole_files.ENDS[1 : max(done, 1)]:
        Path(f"{path}{end}").replace(f"{aside}{end}")
    cut = opened(path)
    assert migrate.is_current(cut.engine)
    assert refs(cut) == ["WM25", "WM26"]
    assert files(aside) == here
    assert not whole_files.is_unfinished(path)
    cut.engine.dispose()


@pytest.mark.parametrize("kind", UNUSABLE)
def test_looking_at_an_unusable_database_changes_nothing_in_it(kind: str, seeded_file: Path, tmp_path: Path):
    path = broken(seeded_file, tmp_path / "x.db", kind)
    before = files(path)
    app = opened(path)
    for act in (migrate.state, migrate.upgrade):
        with pytest.raises(UnusableDatabase):
            act(app.engine)
    app.engine.dispose()
    assert files(path)[""] == before[""]
    assert files(path).get("-wal", b"") == before.get("-wal", b"")


def test_looking_at_a_damaged_database_leaves_its_log(app: App, tmp_path: Path):
    keep(app, "IN THE LOG")
    for end, content in files(tmp_path / "app.db").items():
        Path(f"{tmp_path / 'cut.db'}{end}").write_bytes(content)
    over(tmp_path / "cut.db", 20 * PAGE, b"\x07" * 20 * PAGE)
    before = files(tmp_path / "cut.db")
    cut = opened(tmp_path / "cut.db")
    with pytest.raises(UnusableDatabase):
        migrate.state(cut.engine)
    cut.engine.dispose()
    after = files(tmp_path / "cut.db")
    assert (after[""], after["-wal"]) == (before[""], before["-wal"])


def test_a_servers_database_says_who_backs_it_up(postgres_app: App):
    with pytest.raises(AuditError, match="Whoever keeps the server backs it up"):
        backups.make(postgres_app.engine, now=NOON)
