"""Two rounds in a database: one that is closed, and the one that looks at it again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from audit.app import App
from audit.domain.findings.finding import Finding, FindingKind
from audit.domain.over_time.reaudit import Seen, Settlement, SinceLastTime
from audit.domain.people.person import Viewer
from audit.domain.plan.actions import Action
from audit.domain.rounds.audit_round import Dates, Drawn, Round, Stage
from audit.domain.rounds.cases import Case
from audit.services import findings
from audit.services.over_time import reaudit
from audit.services.plan import actions
from audit.services.rounds import setup
from audit.services.rounds.setup import Opening
from audit.services.workshop import moderation
from audit.store.queries import rounds as round_queries
from audit.store.work import Db
from tests.builders import NOON, THEMES, a_case, a_finding, a_framework, a_judgement, a_scale, statement, theme
from tests.scenes import AGENCIES, Scene, a_scene, a_small_framework

FIRST, SECOND = "R25", "R26"
FAULT = a_finding(
    kind=FindingKind.NEEDS_TO_IMPROVE,
    text="Nobody asked Child A.",
    statements=[statement(1)],
    themes=[theme(11)],
    cases=["Child A"],
)
STRENGTH = a_finding(text="Carers were backed.", statements=[statement(2)], themes=[theme(7)])


@dataclass(frozen=True, kw_only=True)
class Reaudit:
    """A partnership with a closed round of two findings and an action, and perhaps its re-audit."""

    scene: Scene

    @property
    def app(self) -> App:
        """Return the app with the facilitator at the screen."""
        return self.scene.app

    def round(self, ref: str = SECOND) -> Round:
        """Return a round as it is now."""
        with self.app.reading() as db:
            return round_queries.by_ref(db, ref)

    def settle(
        self, finding: str = "F1", seen: Seen = Seen.NOT_SEEN, looked_at: str = "Six records.", *, version: int = 0
    ) -> int:
        """Say what became of one of the first round's findings."""
        said = Settlement(finding=finding, seen=seen, looked_at=looked_at)
        with self.app.unit_of_work() as db:
            return reaudit.settle(
                db, by=self.scene.facilitator, round_ref=SECOND, settlement=said, seen_version=version, now=NOON
            )

    def since(self, who: str = "facilitator") -> SinceLastTime:
        """Return what changed since last time, as somebody may read it."""
        with self.app.reading() as db:
            found = reaudit.since_last_time(db, viewer=Viewer.of(self.scene.people[who]), round_ref=SECOND)
        assert found is not None
        return found


def a_last_round(
    app: App, *, cases: int = 4, drawn: Drawn | None = Drawn.AT_RANDOM, due: date | None = None
) -> Reaudit:
    """Set up a partnership whose first round is closed; every case was judged as requiring improvement."""
    scene = a_scene(app, stage=Stage.SETUP, cases=())
    whole = Reaudit(scene=scene)
    with app.unit_of_work() as db:
        _open(db, scene, FIRST, cases, drawn=drawn, dates=Dates(reaudit=due))
        _play(db, scene, FIRST, Stage.FINDINGS, "requires_improvement")
        ref = _raise(db, scene, FIRST, FAULT)
        _raise(db, scene, FIRST, STRENGTH)
        actions.decide(db, by=scene.facilitator, round_ref=FIRST, action=_action(ref), now=NOON)
        _advance(db, scene, FIRST, Stage.CLOSED)
    return whole


def a_reaudit(
    app: App,
    *,
    cases: int = 4,
    drawn: Drawn | None = Drawn.AT_RANDOM,
    grade: str = "good",
    stage: Stage = Stage.FINDINGS,
) -> Reaudit:
    """Set up a partnership whose second round looks at the first again; every case of it is judged alike."""
    whole = a_last_round(app, cases=cases, drawn=drawn)
    with app.unit_of_work() as db:
        _open(db, whole.scene, SECOND, cases, drawn=drawn, reaudit_of=FIRST)
        _play(db, whole.scene, SECOND, stage, grade)
    return whole


def play(app: App, ref: str, *, cases: int, grade: str) -> None:
    """Do what agencies and workshop do between the opening of a round and its findings."""
    scene = Scene(app=app, people={"facilitator": app.person})
    with app.unit_of_work() as db:
        for number in range(cases):
            setup.add_case(db, by=app.person, round_ref=ref, case=_case(number), now=NOON)
        _play(db, scene, ref, Stage.FINDINGS, grade)


def _open(db: Db, scene: Scene, ref: str, cases: int, *, dates: Dates | None = None, **more: Any) -> None:
    opening = Opening(
        ref=ref,
        title=f"Round {ref}",
        theme="Being heard",
        frameworks=(a_small_framework(), a_framework(THEMES)),
        scale=a_scale(),
        agencies=tuple(AGENCIES),
        dates=dates or Dates(),
    )
    setup.open_round(db, by=scene.facilitator, opening=replace(opening, **more), now=NOON)
    for number in range(cases):
        setup.add_case(db, by=scene.facilitator, round_ref=ref, case=_case(number), now=NOON)


def _case(number: int) -> Case:
    return a_case(f"Child {chr(ord('A') + number)}", revealed=False)


def _play(db: Db, scene: Scene, ref: str, stage: Stage, grade: str) -> None:
    at: dict[str, Any] = {"by": scene.facilitator, "round_ref": ref, "now": NOON}
    _advance(db, scene, ref, Stage.WORKSHOP)
    for case in round_queries.by_ref(db, ref).cases:
        moderation.reveal(db, case_ref=case.ref, reason="The workshop began.", **at)
        for asked in round_queries.by_ref(db, ref).statements():
            moderation.agree(db, judgement=a_judgement(case.ref, asked.key, grade), seen_version=0, **at)
    _advance(db, scene, ref, stage)


def _advance(db: Db, scene: Scene, ref: str, stage: Stage) -> None:
    while round_queries.by_ref(db, ref).stage is not stage:
        setup.advance(db, by=scene.facilitator, round_ref=ref, now=NOON)


def _raise(db: Db, scene: Scene, ref: str, finding: Finding) -> str:
    return findings.raise_(db, by=scene.facilitator, round_ref=ref, finding=finding, now=NOON)


def _action(finding: str) -> Action:
    return Action(
        ref="",
        finding=finding,
        text="Ask every child.",
        success_measure="Each child was asked.",
        lead_agency="CSC",
        owner="Head of service",
        due=NOON.date(),
    )
