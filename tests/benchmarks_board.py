"""How long the board's page takes on the server, over 20 rounds of 8 cases: part of `python -m tests.benchmarks`.

In: nothing; a database is made and thrown away.
Out: the page whole, as Streamlit's own tester draws it, and of that what is read and worked out.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from sqlalchemy import insert
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from audit.app import App
from audit.domain.findings.finding import FindingKind
from audit.domain.people.person import Viewer
from audit.domain.plan.actions import Action
from audit.domain.rounds.audit_round import Stage
from audit.services import board, findings
from audit.services.plan import actions
from audit.services.rounds import setup
from audit.services.rounds.setup import Opening
from audit.store.queries import rounds as round_queries
from audit.store.tables.moderation import JudgementRow
from audit.store.tables.people import AgencyRow
from audit.store.tables.rating import RatingGradeRow, RatingRow
from audit.store.tables.rounds import CaseRow, RoundRow
from audit.store.work import Db, open_engine
from tests import databases
from tests.builders import NOON, THEMES, a_case, a_finding, a_framework, a_scale, statement, theme
from tests.scenes import AGENCIES, Scene, a_scene

ROUNDS, CASES, FINDINGS = 20, 8, 12
Measured = TypeVar("Measured")


def measure(measured: Callable[..., Measured]) -> Iterator[Measured]:
    """Yield how long the page of the newest round takes, and of that the view."""
    with _twenty_rounds() as scene:
        app = scene.app.as_person(scene.people["board_member"])
        page = AppTest.from_function(_script, default_timeout=60, kwargs={"app": app})
        page.query_params["round"] = f"R{ROUNDS}"

        def look() -> None:
            with scene.app.reading() as db:
                board.view(db, viewer=Viewer.of(app.person), round_ref=f"R{ROUNDS}", today=NOON.date())

        yield measured(f"the board's page, {ROUNDS} rounds of {CASES} cases", page.run)
        assert not page.exception, page.exception
        yield measured("of which the view read and worked out", look)


def _script(app) -> None:
    from audit.pages.board import summary as page

    page.render(app)


@contextmanager
def _twenty_rounds() -> Iterator[Scene]:
    with tempfile.TemporaryDirectory() as folder:
        databases.migrated(Path(folder) / "board.db")
        engine = open_engine(f"sqlite:///{Path(folder) / 'board.db'}")
        scene = a_scene(App(engine=engine, clock=lambda: NOON), stage=Stage.SETUP)
        for number in range(1, ROUNDS + 1):
            with scene.app.unit_of_work() as db:
                _round(db, scene, f"R{number}")
        yield scene
        engine.dispose()


def _round(db: Db, scene: Scene, ref: str) -> None:
    by = scene.facilitator
    opening = Opening(
        ref=ref,
        title=f"Round {ref}",
        theme="Being heard",
        frameworks=(a_framework(), a_framework(THEMES)),
        scale=a_scale(),
        agencies=tuple(AGENCIES),
    )
    setup.open_round(db, by=by, opening=opening, now=NOON)
    for number in range(CASES):
        setup.add_case(db, by=by, round_ref=ref, case=a_case(f"{ref}-{number}", revealed=False), now=NOON)
    while round_queries.by_ref(db, ref).stage is not Stage.WORKSHOP:
        setup.advance(db, by=by, round_ref=ref, now=NOON)
    _judged(db, by.id, ref)
    for number in range(FINDINGS):
        kind = FindingKind.STRENGTH if number % 3 == 0 else FindingKind.NEEDS_TO_IMPROVE
        about = a_finding(kind=kind, statements=[statement(1 + number % 7)], themes=[theme(1 + number % 12)])
        found = findings.raise_(db, by=by, round_ref=ref, finding=replace(about, cases=(f"{ref}-1",)), now=NOON)
        action = Action(
            ref="",
            finding=found,
            text="Ask every child.",
            success_measure="Nine in ten were asked.",
            lead_agency="CSC",
            owner="Head of service",
            due=NOON.date(),
        )
        actions.decide(db, by=by, round_ref=ref, action=action, now=NOON)
    while round_queries.by_ref(db, ref).stage is not Stage.CLOSED:
        setup.advance(db, by=by, round_ref=ref, now=NOON)


def _judged(db: Db, by: int, ref: str) -> None:
    """Put three agencies' grades and seven judgements on every case, straight into the tables: only reading counts."""
    asked = round_queries.by_ref(db, ref).statements()
    keys = [{"framework": one.key.framework, "ref": one.key.ref} for one in asked]
    for case in db.exec(select(CaseRow).join(RoundRow).where(RoundRow.ref == ref)).all():
        case.revealed_at_utc = NOON
        for agency in db.exec(select(AgencyRow.id)).all():
            rated = RatingRow(case_id=case.id or 0, agency_id=agency or 0, submitted_at_utc=NOON, by_id=by)
            db.add(rated)
            db.flush()
            grades = [{**key, "rating_id": rated.id, "standing": "graded", "grade": "good"} for key in keys]
            db.execute(insert(RatingGradeRow), grades)
        agreed = {"case_id": case.id, "outcome": "grade", "grade": "good", "reason": "Seen.", "agreed_at_utc": NOON}
        db.execute(insert(JudgementRow), [{**agreed, **key, "by_id": by} for key in keys])
