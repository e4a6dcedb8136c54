"""A process that saves answers through the service until it is killed, and says so after each one is kept.

In: a database with a scene, and a pipe.
Out: a line on the pipe for every answer that a screen would show as saved: its number.
"""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

from audit.app import App
from audit.domain.rating.form import Answer, LineAnswer, RatingDraft
from audit.services.rating import form
from audit.store.queries import drafts, people
from audit.store.work import open_engine
from tests.builders import NOON
from tests.scenes import ROUND, a_small_framework

AT = {"round_ref": ROUND, "case_ref": "Child A"}
LINE = a_small_framework().key(next(iter(a_small_framework().lines())))


def save_until_killed(database: Path, pipe: int) -> None:
    """Save the same answer again and again, each time with the next number as its note; never returns."""
    app = App(engine=open_engine(f"sqlite:///{database}"), clock=lambda: NOON)
    with app.reading() as db:
        auditor = next(one for one in people.people(db) if one.agency == "CSC")
    viewer = app.as_person(auditor).viewer()
    saved = kept(app.as_person(auditor)).answer(LINE).saved
    for number in count(saved.version + 1 if saved else 1):
        with app.unit_of_work() as db:
            there = drafts.draft(db, viewer=viewer, **AT).answer(LINE)
            answer = LineAnswer(line=LINE, answer=Answer.MET, note=str(number), saved=there.saved)
            form.save_answer(db, viewer=viewer, answer=answer, now=NOON, **AT)
        os.write(pipe, f"{number}\n".encode())


def kept(app: App) -> RatingDraft:
    """Return the form as it is kept."""
    with app.reading() as db:
        return drafts.draft(db, viewer=app.viewer(), **AT)
