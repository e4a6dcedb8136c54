"""What showed as saved is there, whenever the process is killed: fifty times, in the middle of saving."""

from __future__ import annotations

import os
import random
import signal
import time
from multiprocessing import get_context
from pathlib import Path

import pytest

from audit.app import App
from audit.store.queries import people
from audit.store.work import open_engine
from tests import databases
from tests.builders import NOON
from tests.journey.saving import LINE, kept, save_until_killed
from tests.scenes import a_scene

KILLS = 50
LONGEST = 0.08  # seconds between the first answer kept and the kill, at most


@pytest.fixture
def database(_empty: Path, tmp_path: Path) -> Path:
    path = tmp_path / "killed.db"
    engine = databases.copied(_empty, path)
    a_scene(App(engine=engine, clock=lambda: NOON))
    databases.close(engine)
    return path


def last_shown(database: Path, wait: float) -> int:
    """Let a process save, kill it after a while without a chance to tidy up, and return the last number it showed."""
    reading, writing = os.pipe()
    saving = get_context("fork").Process(target=save_until_killed, args=(database, writing))
    saving.start()
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        first = told.readline()
        time.sleep(wait)
        os.kill(saving.pid or 0, signal.SIGKILL)
        saving.join()
        shown = [first, *told.readlines()]
    return max(int(line) for line in shown if line.endswith(b"\n"))


def test_every_answer_that_showed_as_saved_is_there_after_a_kill(database: Path):
    chance = random.Random(7)
    for _ in range(KILLS):
        shown = last_shown(database, chance.random() * LONGEST)
        found = int(_note(database))
        assert found in (shown, shown + 1), "the one being saved may be there or not; those shown before it must be"


def _note(database: Path) -> str:
    engine = open_engine(f"sqlite:///{database}")
    app = App(engine=engine, clock=lambda: NOON).as_owner()
    with app.reading() as db:
        auditor = next(one for one in people.people(db) if one.agency == "CSC")
    note = kept(app.as_person(auditor)).answer(LINE).note
    engine.dispose()
    return note
