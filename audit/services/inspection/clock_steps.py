"""The steps of an inspection as the partnership's inspectors gave them: a file of its own in the data folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from audit.domain.people.person import Act, Person
from audit.errors import NOT_SHOWN, WrongInput, must_be_as_seen
from audit.library.own_files import clock_file
from audit.library.own_files.local_lists import CLOCK
from audit.store import trail, whole_files
from audit.store.work import Db

_CHANGED = "Somebody else changed the steps of an inspection meanwhile."


def keep(db: Db, *, by: Person, folder: Path, content: bytes, seen: str = NOT_SHOWN, now: datetime) -> None:
    """Keep a file of steps, which every page and command counts by from now on.

    `seen` is the file as the person had it before them; raises Conflict where another stands there now, and
    WrongInput naming the entry and the field that cannot stand; then nothing is kept.
    """
    by.must_be_allowed(Act.SET_UP)
    must_be_as_seen(clock_file.clock_text(folder), seen, _CHANGED)
    steps = "inspection steps set"
    trail.note(db, by=by, event=steps, about="partnership", now=now, content=content.decode("utf-8", "replace"))
    clock_file.read_clock(content, CLOCK)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        whole_files.write_over(folder / CLOCK, content)
    except OSError as error:
        raise WrongInput(f"{CLOCK} cannot be written: {error.strerror}. Look at the data folder.") from error


def use_the_usual(db: Db, *, by: Person, folder: Path, seen: str = NOT_SHOWN, now: datetime) -> None:
    """Take the partnership's own steps away, so that the usual ones count again; `seen` is as for `keep`."""
    by.must_be_allowed(Act.SET_UP)
    must_be_as_seen(clock_file.clock_text(folder), seen, _CHANGED)
    trail.note(db, by=by, event="usual inspection steps taken", about="partnership", now=now)
    (folder / CLOCK).unlink(missing_ok=True)
