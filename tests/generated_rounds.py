"""Generated rounds: everything a round can hold, in words that nobody would choose, played through the services.

In: an app on an empty database, and a source of choices.
Out: a round at its last stage but one, with something in every table that belongs to a round.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from audit.domain.findings.finding import ChildWords, Finding, FindingKind, JudgementUsed
from audit.domain.frameworks.framework import Key
from audit.domain.inspection.letter_reading import FoundKind, LetterFinding
from audit.domain.inspection.published import Inspection, Quotation
from audit.domain.journeys.ecomap import CHILD, Direction, Strength, Tie
from audit.domain.journeys.pathway import Event
from audit.domain.over_time.reaudit import Seen, Settlement
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Person, Viewer
from audit.domain.plan.actions import Action, Impact, NoAction, Priority, Progress, Update
from audit.domain.plan.board_asks import OwnAsk, Question, Verb
from audit.domain.rating.form import FROM_AUDITORS, Account, LineAnswer, SeenIn, Standing, StatementGrade
from audit.domain.release.deciding import Choice
from audit.domain.release.decisions import State
from audit.domain.rounds.audit_round import Depth, Drawn, Stage, WorkshopHeld
from audit.domain.rounds.cases import CaseDates, Held, Involvement, Meeting, Process, ProcessKind, SpokenTo
from audit.domain.rounds.concerns import Concern
from audit.domain.rounds.draws import KeptDraw
from audit.domain.rounds.measurements import Measurement, MeasurementKind
from audit.domain.workshop.moderation import Dissent, Judgement, Outcome
from audit.library.own_files.local_lists import coherence_rules
from audit.services import board, findings, journeys
from audit.services.over_time import reaudit
from audit.services.people import form_drafts
from audit.services.plan import actions, versions
from audit.services.rating import form
from audit.services.release import decisions, papers
from audit.services.rounds import dates as timescales
from audit.services.rounds import draws, setup
from audit.services.rounds.setup import Opening
from audit.services.workshop import moderation
from audit.store.queries import moderation as moderation_queries
from audit.store.queries import rounds as round_queries
from audit.store.records import inspection
from audit.store.records import plan as following_records
from audit.store.work import Db
from tests.builders import NOON, a_case, a_framework
from tests.scenes import AGENCIES, ROUND, Scene

LAST = "AU25"  # the earlier round that the generated one looks at again
_CASES = ("Child A", "Child B", "Child C")


@dataclass(frozen=True, kw_only=True)
class Chance:
    """Where the choices come from: texts, whole numbers and one of several."""

    text: Callable[[], str]  # never blank
    number: Callable[[int, int], float]
    one_of: Callable[[Sequence[Any]], Any]

    def line(self, longest: int) -> str:
        """Return a text that fits where only so many characters do."""
        return self.text()[:longest].strip() or "x"


def play(scene: Scene, chance: Chance) -> None:
    """Play a round from its first stage until it has been before the board and was sent back."""
    with scene.app.unit_of_work() as db:
        _last_round(db, scene, chance)
        _set_up(db, scene, chance)
    scene.move_to(Stage.RATING)
    with scene.app.unit_of_work() as db:
        _rate(db, scene, chance)
    scene.move_to(Stage.WORKSHOP)
    with scene.app.unit_of_work() as db:
        _moderate(db, scene, chance)
    scene.move_to(Stage.FINDINGS)
    with scene.app.unit_of_work() as db:
        finding = _find(db, scene, chance)
        _act(db, scene, finding, chance)
        _settle(db, scene, chance)
        _from_a_letter(db, scene.facilitator, finding, chance)
    scene.move_to(Stage.BOARD)
    with scene.app.unit_of_work() as db:
        by = scene.facilitator
        setup.seen_by_board(db, by=by, round_ref=ROUND, on=_day(chance, 2026), now=NOON)
        _before_the_board(db, scene, chance)
        versions.issue(db, by=by, round_ref=ROUND, purpose=chance.text(), now=NOON)
        setup.step_back(db, by=by, round_ref=ROUND, reason=chance.line(1000), now=NOON)


def _last_round(db: Db, scene: Scene, chance: Chance) -> None:
    """Play an earlier round as far as its one finding, and make the scene's round the re-audit of it."""
    at: dict[str, Any] = {"by": scene.facilitator, "now": NOON}
    here = round_queries.by_ref(db, ROUND)
    opening = Opening(
        ref=LAST, title="Last time", theme="", frameworks=here.frameworks(), scale=here.scale, agencies=tuple(AGENCIES)
    )
    setup.open_round(db, opening=opening, **at)
    setup.add_case(db, round_ref=LAST, case=a_case(revealed=False), **at)
    while setup.advance(db, round_ref=LAST, **at) is not Stage.FINDINGS:
        pass
    statement = here.statements()[0].key
    finding = Finding(ref="", kind=FindingKind.NEEDS_TO_IMPROVE, text=chance.text(), statements=(statement,))
    findings.raise_(db, round_ref=LAST, finding=finding, **at)
    setup.change_opening(
        db,
        opening=replace(
            opening,
            ref=ROUND,
            title=here.title,
            theme=here.theme,
            drawn=chance.one_of((None, *Drawn)),
            depth=chance.one_of(tuple(Depth)),
            reaudit_of=LAST,
        ),
        **at,
    )


def _settle(db: Db, scene: Scene, chance: Chance) -> None:
    for version in (0, 1):
        said = Settlement(finding="F1", seen=chance.one_of(tuple(Seen)), looked_at=chance.text())
        reaudit.settle(db, by=scene.facilitator, round_ref=ROUND, settlement=said, seen_version=version, now=NOON)


def _set_up(db: Db, scene: Scene, chance: Chance) -> None:
    at: dict[str, Any] = {"by": scene.facilitator, "round_ref": ROUND, "now": NOON}
    for ref in (*_CASES, "Child D"):
        plain = a_case(ref, revealed=False)
        kinds = (chance.one_of(tuple(MeasurementKind)) for _ in range(3))
        whole = replace(
            plain,
            out_of_area=chance.one_of((True, False)),
            same_throughout=chance.one_of((True, False)),
            ethnic_group=chance.line(80),
            disability=chance.line(120),
            family_group=chance.line(40),
            how_chosen=chance.line(500),
            child_spoken_to=chance.one_of(tuple(SpokenTo)),
            child_spoken_to_by=chance.line(80),
            measurements=tuple(
                Measurement(kind=kind, on=_day(chance, 2025), value=chance.number(0, 40)) for kind in kinds
            ),
            processes=(
                Process(
                    kind=chance.one_of(tuple(ProcessKind)),
                    owner="CSC",
                    conflict=chance.line(500),
                    started_on=_day(chance, 2024),
                    ended_on=chance.one_of((None, date(2027, 12, 1))),
                    next_on=_day(chance, 2027),
                    meetings=(
                        Meeting(
                            day=_day(chance, 2025),
                            held=chance.one_of(tuple(Held)),
                            about=chance.line(300),
                            together=chance.one_of((True, False)),
                        ),
                    ),
                ),
            ),
        )
        setup.add_case(db, case=whole, **at)
        _journey(db, ref, chance, at)
    for case in _CASES:
        days = tuple(sorted({_day(chance, year) for year in (2024, 2025)}))
        dates = CaseDates(
            dates={"review": days, "visit": days[:1]},
            none=frozenset({chance.one_of(("care_plan", "pep_begun"))}),
            facts={"emergency": chance.one_of((True, False))},
            marks={days[0]: chance.one_of((True, False))},
            answers={"T24": chance.one_of(("yes", "no", "not_applicable"))},
        )
        timescales.keep_dates(db, case_ref=case, dates=dates, today=NOON.date(), **at)
    draw = KeptDraw(
        source=chance.line(120),
        method="purpose",
        size=3,
        frame=20,
        reason=chance.line(500),
        compared={"gender": ((chance.line(40), 20, 3),)},
    )
    draws.note_draw(db, draw=draw, **at)
    setup.withdraw_case(db, case_ref="Child D", reason=chance.line(500), **at)
    setup.ask(db, case_ref="Child C", agency_ref="HEALTH", involvement=Involvement.NOT_ASKED, **at)


def _journey(db: Db, case: str, chance: Chance, at: dict[str, Any]) -> None:
    framework = a_framework("ewg-pathway-2017")
    parts = [item.ref for item in framework.items if item.kind == "pathway_part"]
    roles = [item.ref for item in framework.items if item.kind == "role" and item.ref != CHILD]
    here = {**at, "framework": framework, "case_ref": case}
    for _ in range(2):
        event = Event(
            part=Key(framework.id, chance.one_of(parts)),
            on=_day(chance, 2025),
            what=chance.line(1000),
            approximate=chance.one_of((True, False)),
            who=chance.line(120),
            agency=chance.one_of(("", "CSC")),
        )
        journeys.add_event(db, event=event, **here)
    tie = Tie(
        role=Key(framework.id, chance.one_of(roles)),
        who=chance.line(80),
        strength=chance.one_of(tuple(Strength)),
        direction=chance.one_of(tuple(Direction)),
    )
    journeys.add_tie(db, tie=tie, **here)


def _rate(db: Db, scene: Scene, chance: Chance) -> None:
    rules = coherence_rules()
    for agency in AGENCIES:
        viewer = scene.at_desk_of(agency) if agency == "HEALTH" else scene.viewer(agency)
        for case in _CASES[: 2 if agency == "HEALTH" else 3]:
            at: dict[str, Any] = {"viewer": viewer, "round_ref": ROUND, "case_ref": case, "now": NOON}
            if (agency, case) == ("CAMHS", "Child C"):
                form.no_involvement(db, involved=False, **at)
                continue
            _fill_in(db, viewer, case, chance)
            form.look(db, rules=rules, **at)
            if (agency, case) == ("CSC", "Child C"):
                continue  # begun and never submitted
            form.settle(db, rules=rules, **at)
            form.submit(db, **at)
    at = {"viewer": scene.viewer("CSC"), "round_ref": ROUND, "now": NOON + timedelta(seconds=1, microseconds=70)}
    for case, submitted in (("Child A", True), ("Child B", False)):
        form.correct(db, case_ref=case, reason=chance.text(), **at)
        if submitted:
            form.submit(db, case_ref=case, **at)


def _fill_in(db: Db, viewer: Viewer, case: str, chance: Chance) -> None:
    at: dict[str, Any] = {"viewer": viewer, "round_ref": ROUND, "case_ref": case, "now": NOON}
    audit_round = round_queries.by_ref(db, ROUND)
    for asked in audit_round.statements_for(viewer.agency or ""):
        for line in asked.lines:
            seen = frozenset({chance.one_of(tuple(SeenIn)), chance.one_of(tuple(SeenIn))})
            answer = LineAnswer(
                line=asked.line_key(line), answer=chance.one_of(FROM_AUDITORS), note=chance.text(), seen_in=seen
            )
            form.save_answer(db, answer=answer, **at)
        standing = chance.one_of(tuple(Standing))
        graded = standing is Standing.GRADED
        grade = StatementGrade(
            statement=asked.key,
            standing=standing,
            grade=chance.one_of([step.value for step in audit_round.scale.steps]) if graded else None,
            reason="" if graded else chance.text(),
            evidence=chance.text() if graded else "",
            good_practice=chance.text(),
            to_develop=chance.text(),
        )
        form.save_grade(db, grade=grade, **at)
    seen_in = frozenset({chance.one_of(tuple(SeenIn))})
    account = Account(synopsis=chance.text(), difference=chance.text(), seen_in=seen_in)
    form.save_account(db, account=account, **at)


def _moderate(db: Db, scene: Scene, chance: Chance) -> None:
    at: dict[str, Any] = {"by": scene.facilitator, "round_ref": ROUND, "now": NOON}
    statements = [asked.key for asked in round_queries.by_ref(db, ROUND).statements()]
    for case in _CASES[:2]:
        moderation.reveal(db, case_ref=case, reason=chance.text(), **at)
        for statement in (*statements, None):
            for seen in range(int(chance.number(1, 3))):
                judgement = _judgement(db, case, statement, chance)
                moderation.agree(db, judgement=judgement, seen_version=seen, **at)
    held = WorkshopHeld(days=(NOON.date(),), typed_in_afterwards=chance.one_of((True, False)))
    moderation.confirm_workshop(db, held=held, seen=None, **at)
    fields = {"reason": chance.text(), "to_develop": chance.text()}
    agreed = moderation_queries.judgements(
        db, viewer=Viewer.of(scene.facilitator), audit_round=round_queries.by_ref(db, ROUND), case_ref="Child A"
    )
    overall = next(one for one in agreed if one.statement is None)
    seen_before = {"reason": overall.reason, "to_develop": overall.to_develop}
    moderation.keep_draft(db, case_ref="Child A", statement=None, fields=fields, seen=seen_before, **at)
    moderation.show(db, by=scene.facilitator, round_ref=ROUND, case_ref="Child B", statement=statements[0])
    for case in _CASES[:2]:
        concern = Concern(
            case=case,
            told_at_utc=NOON - timedelta(hours=3),
            agency_told=chance.line(120),
            role_told=chance.line(120),
            line=chance.line(500),
        )
        setup.tell(db, concern=concern, **at)
    for _, told in moderation_queries.concerns(db, viewer=Viewer.of(scene.facilitator), round_ref=ROUND):
        setup.confirm(db, concern_id=told.id or 0, **at)


def _judgement(db: Db, case: str, statement: Key | None, chance: Chance) -> Judgement:
    outcome = chance.one_of(tuple(Outcome))
    steps = [step.value for step in round_queries.by_ref(db, ROUND).scale.steps]
    return Judgement(
        case=case,
        statement=statement,
        outcome=outcome,
        reason=chance.text(),
        grade=chance.one_of(steps) if outcome is Outcome.GRADE else None,
        dissents=(Dissent(agency="CAMHS", position=chance.line(200), reason=chance.text()),),
        good_practice=chance.text(),
        to_develop=chance.text(),
        difference=chance.text(),
    )


def _find(db: Db, scene: Scene, chance: Chance) -> str:
    """Raise four findings, put two into one and one into two; return one that stands."""
    at: dict[str, Any] = {"by": scene.facilitator, "round_ref": ROUND, "now": NOON}
    audit_round = round_queries.by_ref(db, ROUND)
    statement, theme = audit_round.statements()[0].key, chance.one_of(audit_round.themes())[0]
    finding = Finding(
        ref="",
        kind=FindingKind.NEEDS_TO_IMPROVE,
        text=chance.text(),
        statements=(statement,),
        agencies=("CSC",),
        themes=(theme,),
        evidence=chance.text(),
        cases=("Child A",),
        words=(ChildWords(text=chance.text(), case="Child A", for_papers=True, how_asked=chance.line(500)),),
        rests_on=(JudgementUsed(case="Child A", statement=statement, version=1),),
    )
    first, second, third, standing = (
        findings.raise_(db, finding=replace(finding, text=chance.text()), **at) for _ in range(4)
    )
    findings.merge(db, refs=(first, second), text=chance.text(), **at)
    parts = findings.split(db, ref=third, texts=(chance.text(), chance.text()), **at)
    actions.decide_nothing(db, decision=NoAction(finding=parts[0], reason=chance.text()), **at)
    return standing


def _act(db: Db, scene: Scene, finding: str, chance: Chance) -> None:
    at: dict[str, Any] = {"by": scene.facilitator, "round_ref": ROUND, "now": NOON}
    action = Action(
        ref="",
        finding=finding,
        text=chance.text(),
        success_measure=chance.text(),
        lead_agency="CSC",
        owner=chance.line(120),
        due=_day(chance, 2027),
        recommendation=chance.text(),
        priority=chance.one_of(tuple(Priority)),
    )
    ref = actions.decide(db, action=action, **at)
    for _ in range(2):
        update = Update(
            on=_day(chance, 2025),
            by=chance.line(120),
            progress=chance.one_of(tuple(Progress)),
            text=chance.text(),
            impact=chance.one_of(tuple(Impact)),
            evidence_of_impact=chance.text(),
            new_due=_day(chance, 2027),
        )
        actions.update(db, ref=ref, update=update, **at)
    actions.verify(db, ref=ref, holds=chance.one_of((True, False)), observation=chance.text(), **at)
    paper = papers.plan_paper(
        db, viewer=Viewer.of(scene.facilitator), round_ref=ROUND, today=NOON.date(), now=NOON, with_cases=False
    )
    choice = Choice(state=State.LEFT_OUT, reason=chance.line(500))
    decisions.decide(db, by=scene.facilitator, checked=paper.clearance.checked[0], choice=choice, now=NOON)
    form_drafts.keep(db, kind=FormKind.UPDATE, about=ref, fields={"text": chance.line(8000)}, **at)
    following_records.note_file_row(db, round_id=round_queries.by_ref(db, ROUND).id, ref=ref, token=chance.line(60))


def _before_the_board(db: Db, scene: Scene, chance: Chance) -> None:
    at: dict[str, Any] = {"by": scene.facilitator, "round_ref": ROUND, "now": NOON}
    asked = Question(
        ref="", round_ref=ROUND, asked_on=_day(chance, 2025), text=chance.line(400), owed_by=chance.line(120)
    )
    ref = board.ask(db, question=asked, **at)
    board.ask(db, question=asked, **at)
    answered = replace(asked, ref=ref, answer=chance.line(400), answered_on=_day(chance, 2026))
    board.answer(db, by=scene.facilitator, question=answered, now=NOON)
    for verb in Verb:
        board.say_ask(db, ask=OwnAsk(verb=verb, text=chance.line(400)), **at)


def _from_a_letter(db: Db, by: Person, finding: str, chance: Chance) -> None:
    """Say that the round is made from an inspection letter too, which no real round is: a file has to carry it all."""
    round_id = round_queries.by_ref(db, ROUND).id
    said = Inspection(
        area=chance.line(100),
        published=_day(chance, 2026),
        theme=chance.line(200),
        due=_day(chance, 2027),
        principal_authority=chance.line(300),
    )
    inspection.add_inspection(db, round_id=round_id, inspection=said)
    found = LetterFinding(kind=FoundKind.STRENGTH, text=chance.text(), page=3)
    inspection.add_quotation(db, round_id=round_id, quotation=Quotation(finding=finding, original=found))
    inspection.statement_sent(db, round_id=round_id, on=said.published, by=by, now=NOON)


def _day(chance: Chance, year: int) -> date:
    return date(year, 1, 1) + timedelta(days=int(chance.number(0, 300)))
