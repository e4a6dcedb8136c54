"""The steps of an inspection as the partnership's inspectors gave them: a file of its own in the data folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from audit.domain.people import Act, Person
from audit.library import clock_file
from audit.store import trail
from audit.store.work import Db


def keep(db: Db, *, by: Person, folder: Path, content: bytes, now: datetime) -> None:
    """Keep a file of steps, which every page and command counts by from now on.

    Raises WrongInput naming the entry and the field that cannot stand; then nothing is kept.
    """
    by.must_be_allowed(Act.SET_UP)
    steps = "inspection steps set"
    trail.note(db, by=by, event=steps, about="partnership", now=now, content=content.decode("utf-8", "replace"))
    clock_file.keep_clock(folder, content)


def use_the_usual(db: Db, *, by: Person, folder: Path, now: datetime) -> None:
    """Take the partnership's own steps away, so that the usual ones count again."""
    by.must_be_allowed(Act.SET_UP)
    trail.note(db, by=by, event="usual inspection steps taken", about="partnership", now=now)
    clock_file.drop_clock(folder)
