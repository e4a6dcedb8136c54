"""Scenes: a partnership in a database, played through the services, for tests that need one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from audit.app import App
from audit.domain.findings.finding import Finding
from audit.domain.frameworks.framework import Framework, LineOfEnquiry
from audit.domain.people.person import Agency, Person, Role, Viewer
from audit.domain.rating.form import Account, Answer, LineAnswer, SeenIn, Standing, StatementGrade
from audit.domain.rounds.audit_round import Round, Stage
from audit.services import findings
from audit.services.people import partnership
from audit.services.rating import form
from audit.services.rounds import setup
from audit.services.rounds.setup import Opening
from audit.services.workshop import moderation
from audit.store.queries import people as people_queries
from audit.store.queries import rounds as round_queries
from audit.store.tables.people import PersonRoleRow, PersonRow
from audit.store.work import Db
from tests.builders import NOON, THEMES, a_case, a_finding, a_framework, a_judgement, a_scale

ROUND = "AU26"
AGENCIES = MappingProxyType({"CSC": "Social care", "CAMHS": "CAMHS", "HEALTH": "Health"})


@dataclass(frozen=True, kw_only=True)
class Said:
    """What an agency says about a child: the same answer to every line, the same grade to every statement."""

    answer: Answer = Answer.MET
    grade: str = "good"
    words: str = "said"  # stands in every text that the agency writes


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A partnership with a round of two statements, and its people by key."""

    app: App
    people: Mapping[str, Person]

    @property
    def facilitator(self) -> Person:
        """Return the person who runs the round."""
        return self.people["facilitator"]

    def viewer(self, agency: str) -> Viewer:
        """Return the eyes of an agency's own auditor."""
        return Viewer.of(self.people[agency])

    def at_desk_of(self, agency: str) -> Viewer:
        """Return the eyes of the facilitator, who enters for an agency."""
        return Viewer(person=self.facilitator, agency=agency)

    def round(self) -> Round:
        """Return the round as it is now."""
        with self.app.reading() as db:
            return round_queries.by_ref(db, ROUND)

    def owner_rates_for(self, agency: str) -> None:
        """Let whoever sits at this computer rate for an agency of their own, as on an auditor's own computer."""
        with self.app.unit_of_work() as db:
            db.get_one(PersonRow, self.facilitator.id).agency = agency
            db.add(PersonRoleRow(person_id=self.facilitator.id, role=Role.AUDITOR.value))

    def move_to(self, stage: Stage) -> None:
        """Take the round along its path until it is at a stage."""
        with self.app.unit_of_work() as db:
            while round_queries.by_ref(db, ROUND).stage is not stage:
                setup.advance(db, by=self.facilitator, round_ref=ROUND, now=NOON)

    def fill_in(self, viewer: Viewer, case: str = "Child A", said: Said = Said(), *, submit: bool = True) -> None:
        """Fill in the form of the viewer's agency about a case, and submit it unless that is not wanted."""
        with self.app.unit_of_work() as db:
            _fill_in(db, viewer, case, said)
            if submit:
                form.submit(db, viewer=viewer, round_ref=ROUND, case_ref=case, now=NOON)

    def reveal(self, case: str = "Child A", reason: str = "The workshop began.") -> None:
        """Open a case's ratings to the audit group."""
        with self.app.unit_of_work() as db:
            moderation.reveal(db, by=self.facilitator, round_ref=ROUND, case_ref=case, reason=reason, now=NOON)

    def agree(self, case: str = "Child A", grade: str = "good") -> None:
        """Agree on every statement of a case that was revealed, and overall."""
        with self.app.unit_of_work() as db:
            for key in (*(asked.key for asked in round_queries.by_ref(db, ROUND).statements()), None):
                agreed = a_judgement(case, key, grade)
                moderation.agree(db, by=self.facilitator, round_ref=ROUND, judgement=agreed, seen_version=0, now=NOON)

    def raise_finding(self, finding: Finding | None = None) -> str:
        """Raise a finding, and return its ref."""
        finding = finding or a_finding(statements=[a_small_framework().key(a_small_framework().graded()[0])])
        with self.app.unit_of_work() as db:
            return findings.raise_(db, by=self.facilitator, round_ref=ROUND, finding=finding, now=NOON)


@cache
def a_small_framework() -> Framework:
    """Return the seven statements cut to two, each with two lines, asked of every agency of a scene."""
    whole = a_framework()
    statements = whole.graded()[:2]
    lines = (line for one in statements for line in whole.lines_of(one.ref)[:2])
    asked = tuple(replace(line, asked_of=tuple(AGENCIES), short=True) for line in lines)
    return replace(whole, items=(*statements, *asked), mappings=())


def a_scene(
    app: App, *, framework: Framework | None = None, stage: Stage = Stage.RATING, cases: tuple[str, ...] = ("Child A",)
) -> Scene:
    """Set up a partnership of three agencies, and take a round of theirs to a stage; one person for each role."""
    with app.unit_of_work() as db:
        owner = partnership.set_up(db, name="Three Rivers", now=NOON, invented=True)
        for ref, name in AGENCIES.items():
            agency = Agency(ref=ref, name=name, short_name=name, sector=ref)
            partnership.keep_agency(db, by=owner, agency=agency, now=NOON)
        scene = Scene(app=replace(app, person=owner), people=_people(db, owner))
        opening = Opening(
            ref=ROUND,
            title="Being heard",
            theme="Being heard",
            frameworks=(framework or a_small_framework(), a_framework(THEMES)),
            scale=a_scale(),
            agencies=tuple(AGENCIES),
        )
        setup.open_round(db, by=owner, opening=opening, now=NOON)
        for case in cases:
            setup.add_case(db, by=owner, round_ref=ROUND, case=a_case(case, revealed=False), now=NOON)
    scene.move_to(stage)
    return scene


def an_answer(line: LineOfEnquiry, framework: str, said: Said = Said()) -> LineAnswer:
    """Return a whole answer to a line."""
    key = a_framework(framework).key(line)
    return LineAnswer(line=key, answer=said.answer, note=f"note {said.words}", seen_in=frozenset({SeenIn.RECORD}))


def _people(db: Db, owner: Person) -> Mapping[str, Person]:
    add: Callable[..., int] = partnership.add_person
    people = {"facilitator": owner}
    for agency in AGENCIES:
        new = add(
            db, by=owner, name=f"{agency} auditor", roles=frozenset({Role.AUDITOR}), agency=agency, email=None, now=NOON
        )
        people[agency] = people_queries.person(db, new)
    for role in (Role.SCRUTINEER, Role.BOARD_MEMBER, Role.MANAGER):
        new = add(db, by=owner, name=role.value, roles=frozenset({role}), agency=None, email=None, now=NOON)
        people[role.value] = people_queries.person(db, new)
    return people


def _fill_in(db: Db, viewer: Viewer, case: str, said: Said) -> None:
    asked_of = round_queries.by_ref(db, ROUND).statements_for(viewer.agency or "")
    at: dict[str, Any] = {"viewer": viewer, "round_ref": ROUND, "case_ref": case, "now": NOON}
    for asked in asked_of:
        for line in asked.lines:
            form.save_answer(db, answer=an_answer(line, asked.key.framework, said), **at)
        grade = StatementGrade(
            statement=asked.key,
            standing=Standing.GRADED,
            grade=said.grade,
            evidence=f"evidence {said.words}",
            good_practice=f"good practice {said.words}",
            to_develop=f"to develop {said.words}",
        )
        form.save_grade(db, grade=grade, **at)
    account = Account(synopsis=f"synopsis {said.words}", difference=f"difference {said.words}")
    form.save_account(db, account=account, **at)
