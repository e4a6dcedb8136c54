"""What leaves: no paper carries a text that is undecided, and what was decided goes with its record."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import event

from audit.app import App
from audit.check_out import Paper, prepared, self_evaluation
from audit.documents.board.papers import PaperKind, write_paper
from audit.documents.excel.returned import Outcome
from audit.documents.inspection.statement import write_statement
from audit.documents.plan.action_plan import write_action_plan
from audit.documents.plan.calendar import write_calendar
from audit.documents.plan.workbook import read_plan_workbook, write_plan_workbook
from audit.documents.readiness.evidence_workbook import SHEET, called, read_evidence_workbook, write_evidence_workbook
from audit.documents.readiness.self_evaluation import write_self_evaluation
from audit.domain.findings.finding import ChildWords, FindingKind
from audit.domain.identifying.marking import Tier
from audit.domain.identifying.passages import Audience
from audit.domain.people.person import Role, Viewer
from audit.domain.plan.following import reminders
from audit.domain.plan.workbook import Field
from audit.domain.release.deciding import Choice
from audit.domain.release.decisions import Checked, State
from audit.domain.rounds.audit_round import Stage
from audit.errors import AuditError, Conflict, NotAllowed
from audit.services import board
from audit.services.frameworks import catalogue
from audit.services.inspection import published
from audit.services.plan import actions, versions, workbooks
from audit.services.readiness import evidence
from audit.services.release import decisions, papers
from audit.services.safekeeping import erasure
from audit.store.queries import findings as finding_queries
from audit.store.queries import plan as action_queries
from audit.store.queries import readiness as evidence_queries
from audit.store.queries import release as queries
from audit.store.queries import rounds as round_queries
from audit.store.queries import trail
from tests.builders import NOON, a_finding, a_person, statement
from tests.documents.workbooks import edited
from tests.scenes import ROUND, Scene, a_scene
from tests.services.inspection.test_inspections import FOUND, SAID, STEPS
from tests.services.plan.test_plan_workbooks import filled

HOSTILE = "Zsófia Kerekes (dob 14/05/2011, 07700 900123) told her worker that both children ran."
MARKS = ("Kerekes", "900123", "14/05/2011", "both children ran")
QUOTED = "I wanted one of them to say yes."
STOP = "The three children who moved were seen after 4, 9 and 30 days."


def said(written: bytes) -> str:
    """Return every word of an Office file, whatever part it stands in."""
    with zipfile.ZipFile(BytesIO(written)) as archive:
        parts = [
            archive.read(name).decode("utf-8", "replace")
            for name in archive.namelist()
            if name.endswith(("xml", "rels"))
        ]
        inner = [archive.read(name) for name in archive.namelist() if name.endswith(".xlsx")]
    return "\n".join([re.sub(r"<[^>]+>", "", "\n".join(parts)), "\n".join(parts), *(said(one) for one in inner)])


def everything(app: App, round_ref: str, audience: Audience) -> dict[str, str]:
    """Return the words of everything that leaves about a round; board papers where it has them."""
    viewer, today, now = app.viewer(), app.today(), app.now()
    made = {}
    with app.unit_of_work() as db:
        for with_cases in (False, True):
            paper = papers.plan_paper(
                db, viewer=viewer, round_ref=round_ref, today=today, now=now, with_cases=with_cases, audience=audience
            )
            made[f"plan, cases {with_cases}"] = said(write_action_plan(paper))
        if not round_ref.startswith("JTAI"):
            view = board.view(db, viewer=viewer, round_ref=round_ref, today=today, audience=audience)
            made |= {kind.value: said(write_paper(kind, view)) for kind in PaperKind}
        made["self-evaluation"] = said(write_self_evaluation(self_evaluation(app, db, audience=audience)))
        sent = actions.to_send(db, viewer=viewer)
        made["calendar"] = write_calendar(sent, now=now).decode()
        made["reminders"] = "\n".join(one.text for one in reminders(sent, today))
        made["versions"] = repr(versions.every(db, viewer=viewer, round_ref=round_ref, audience=audience))
        made["now"] = repr(versions.lines_now(db, viewer=viewer, round_ref=round_ref, audience=audience))
    return made


def texts(app: App, paper: Paper, round_ref: str = "WM25", audience: Audience = Audience.GROUP) -> tuple[Checked, ...]:
    with app.reading() as db:
        return prepared(app, db, paper, round_ref=round_ref, audience=audience).clearance.checked


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("round_ref", ["WM25", "WM26"])
def test_no_paper_of_the_invented_rounds_carries_a_text_that_is_undecided(
    seeded: App, round_ref: str, audience: Audience
):
    undecided = {
        one.passage.text
        for paper in (Paper.PLAN, Paper.BOARD, Paper.SELF_EVALUATION)
        for one in texts(seeded, paper, round_ref, audience)
        if one.is_open
    }
    assert undecided or round_ref == "WM26"
    for name, words in everything(seeded, round_ref, audience).items():
        assert not [text for text in undecided if text in words], name


def test_the_invented_plan_has_few_stops_and_some_are_decided_and_some_are_left_to_do(seeded: App):
    marked = [one for one in texts(seeded, Paper.PLAN) if one.tier is not None]
    with seeded.reading() as db:
        found = prepared(seeded, db, Paper.PLAN, round_ref="WM25", audience=Audience.PUBLISHED).clearance
    assert len(found.stops) <= 12
    assert sum(one.tier == "stop" for one in marked) <= 8
    assert {one.state for one in marked} >= {State.OPEN, State.REWORDED, State.AS_WRITTEN}


def test_a_name_that_came_in_through_excel_is_in_no_paper(seeded: App):
    with seeded.reading() as db:
        form = workbooks.form_for(db, viewer=seeded.viewer(), round_ref="WM25", now=seeded.now())
        plan = workbooks.plan_for(db, viewer=seeded.viewer(), round_ref="WM25")
    cells: dict[tuple[str, str], str] = {("A3", Field.UPDATE_TEXT): HOSTILE, ("A3", Field.EVIDENCE): HOSTILE}
    returned = read_plan_workbook(filled(write_plan_workbook(form), cells), plan)
    with seeded.unit_of_work() as db:
        seen = workbooks.preview(db, viewer=seeded.viewer(), returned=returned, today=seeded.today())
        workbooks.take_in(db, by=seeded.person, returned=returned, seen=seen, now=seeded.now())
    assert any(one.passage.text == HOSTILE for one in texts(seeded, Paper.PLAN))
    for audience in Audience:
        for name, words in everything(seeded, "WM25", audience).items():
            assert not [mark for mark in MARKS if mark in words], (name, audience)


def test_a_name_that_came_into_the_register_through_excel_is_in_no_paper(seeded: App):
    title = "Zsófia Kerekes (dob 14/05/2011, 07700 900123): her own words"

    def name_her(book: Workbook) -> None:
        for row in range(5, book[SHEET].max_row + 1):
            for column, text in {"B": f"{title} {row}", "D": HOSTILE, "G": HOSTILE, "H": HOSTILE, "J": HOSTILE}.items():
                if str(book[SHEET][f"A{row}"].value).startswith("E"):
                    book[SHEET][f"{column}{row}"] = text

    with seeded.unit_of_work() as db:
        known, register = (
            called(evidence.known(catalogue.in_use(db))),
            evidence_queries.register(db, viewer=seeded.viewer()),
        )
        data = write_evidence_workbook(register, known, partnership="", marking="", today=seeded.today())
        returned = read_evidence_workbook(edited(data, name_her), known, today=seeded.today())
        asked: dict[str, Any] = {"returned": returned, "known": tuple(known)}
        seen = evidence.preview(db, viewer=seeded.viewer(), today=seeded.today(), **asked)
        taken = evidence.take_in(db, by=seeded.person, now=seeded.now(), seen=seen, **asked)
    assert len(taken.of(Outcome.CHANGED)) == len(register)
    checked = {one.passage.text: one for one in texts(seeded, Paper.SELF_EVALUATION)}
    assert any(text.startswith(title) and one.is_open for text, one in checked.items())
    for audience in Audience:
        for name, words in everything(seeded, "WM25", audience).items():
            assert not [mark for mark in MARKS if mark in words], (name, audience)


def a_told_scene(app: App, text: str = STOP, kind: FindingKind = FindingKind.NEEDS_TO_IMPROVE) -> Scene:
    scene = a_scene(app, cases=("Child A", "Child B"))
    scene.fill_in(scene.viewer("CSC"))
    scene.move_to(Stage.WORKSHOP)
    words = [ChildWords(text=QUOTED, case="Child A", for_papers=True, how_asked="Asked")]
    finding = a_finding(kind=kind, text=text, statements=[statement(1)], words=words)
    scene.raise_finding(replace(finding, cases=("Child A",), themes=()))
    return scene


def decide(scene: Scene, found: Checked, who: str, **choice: Any) -> None:
    with scene.app.unit_of_work() as db:
        decisions.decide(db, by=scene.people[who], checked=found, choice=Choice(**choice), now=NOON)


def found_in(scene: Scene, record: str = "finding") -> Checked:
    with scene.app.reading() as db:
        paper = papers.plan_paper(
            db, viewer=Viewer.of(scene.facilitator), round_ref=ROUND, today=NOON.date(), now=NOON, with_cases=False
        )
    return next(one for one in paper.clearance.checked if one.passage.record == record and one.tier is not None)


def test_a_decision_is_kept_and_noted_without_its_words(any_app: App):
    scene = a_told_scene(any_app)
    assert found_in(scene).is_open
    decide(
        scene, found_in(scene), "facilitator", state=State.REWORDED, wording="Help came sooner for some than others."
    )
    after = found_in(scene)
    assert after.decision is not None
    assert (after.stands, after.decision.by) == ("Help came sooner for some than others.", scene.facilitator.name)
    with any_app.reading() as db:
        line = trail.lines(db, most=1)[0]
        assert (line.event, line.about) == ("text decided: reworded for papers", f"{ROUND} finding F1")
        listed = decisions.listed(db, viewer=Viewer.of(scene.facilitator), clearance=_plan(db, scene).clearance)
    assert {one.writers for one in listed} == {(scene.facilitator.name,)}


def _plan(db, scene: Scene):
    return papers.plan_paper(
        db, viewer=Viewer.of(scene.facilitator), round_ref=ROUND, today=NOON.date(), now=NOON, with_cases=False
    )


def test_its_writer_does_not_let_a_stop_stand_and_somebody_else_of_the_audit_group_may(any_app: App):
    scene = a_told_scene(any_app)
    with pytest.raises(NotAllowed, match="wrote this text"):
        decide(scene, found_in(scene), "facilitator", state=State.AS_WRITTEN, reason="It is known.")
    with pytest.raises(NotAllowed), any_app.unit_of_work() as db:
        decisions.decide(
            db, by=a_person(Role.MANAGER), checked=found_in(scene), choice=Choice(state=State.LEFT_OUT), now=NOON
        )
    decide(scene, found_in(scene), "CSC", state=State.AS_WRITTEN, reason="It is known.")
    assert found_in(scene).stands == STOP


@pytest.mark.parametrize("kind", [FindingKind.NEEDS_TO_IMPROVE, FindingKind.STRENGTH])
def test_a_quotation_is_nowhere_printed_beside_a_finding_that_rests_on_one_case(app: App, kind: FindingKind):
    scene = a_told_scene(app, kind=kind)
    scene.fill_in(scene.viewer("CSC"), "Child B")
    for case in ("Child A", "Child B"):
        scene.reveal(case)
        scene.agree(case)
    decide(scene, found_in(scene, "quotation"), "CSC", state=State.AS_WRITTEN)
    decide(scene, found_in(scene), "CSC", state=State.AS_WRITTEN, reason="It is known.")
    scene.move_to(Stage.PLAN)
    made = everything(replace(app, person=scene.facilitator), ROUND, Audience.BOARD)
    beside = [name for name in ("plan, cases False", "self-evaluation") if QUOTED in made[name]]
    assert not beside
    assert STOP in made["self-evaluation"]
    assert QUOTED in made["board"]


def test_the_list_about_one_child_is_confirmed_in_one_act(any_app: App):
    scene = a_told_scene(any_app)
    with any_app.unit_of_work() as db:
        assert decisions.confirm(db, by=scene.facilitator, clearance=_plan(db, scene).clearance, now=NOON) == 1
    assert found_in(scene, "quotation").stands == QUOTED
    assert found_in(scene).is_open


def test_decisions_go_with_the_case_they_are_about_and_with_their_round(any_app: App):
    scene = a_told_scene(any_app)
    decide(scene, found_in(scene), "CSC", state=State.AS_WRITTEN, reason="Known, as Child A's carer says.")
    decide(scene, found_in(scene, "quotation"), "CSC", state=State.AS_WRITTEN, reason="Agreed.")
    with any_app.unit_of_work() as db:
        text = erasure.hand_over(db, by=scene.facilitator, round_ref=ROUND, now=NOON)
        assert "release_decision" in text
        erasure.erase_case(db, by=scene.facilitator, round_ref=ROUND, case_ref="Child A", confirmed="Child A", now=NOON)
        assert queries.decisions(db) == ()
    with any_app.unit_of_work() as db:
        erasure.erase_round(db, by=scene.facilitator, round_ref=ROUND, confirmed=ROUND, now=NOON)
        erasure.take_in(db, by=scene.facilitator, text=text, now=NOON)
        assert [one.state for one in queries.decisions(db)] == [State.AS_WRITTEN, State.AS_WRITTEN]
        assert round_queries.by_ref(db, ROUND).ref == ROUND
    assert found_in(scene).stands == STOP


@pytest.mark.parametrize("decided_before", [True, False])
@pytest.mark.parametrize("gone", ["case", "round"])
def test_what_was_erased_meanwhile_is_not_decided_on(any_app: App, gone: str, decided_before: bool):
    scene = a_told_scene(any_app)
    record = "finding" if gone == "round" else "quotation"
    if decided_before:
        decide(scene, found_in(scene, record), "CSC", state=State.LEFT_OUT)
    shown = found_in(scene, record)
    at: dict[str, Any] = {"by": scene.facilitator, "round_ref": ROUND, "now": NOON}
    with any_app.unit_of_work() as db:
        if gone == "case":
            erasure.erase_case(db, case_ref="Child A", confirmed="Child A", **at)
        else:
            erasure.erase_round(db, confirmed=ROUND, **at)
    with pytest.raises(AuditError, match="was erased since you opened this page, so nothing was decided"):
        decide(scene, shown, "facilitator", state=State.REWORDED, wording="What must not come back.")
    with any_app.reading() as db:
        assert queries.decisions(db) == ()


def test_a_paper_is_made_in_as_many_statements_however_much_was_decided(app: App):
    scene = a_told_scene(app)

    def statements() -> int:
        ran: list[str] = []

        def note(*given: object) -> None:
            ran.append(str(given[2]))

        event.listen(app.engine, "before_cursor_execute", note)
        with app.reading() as db:
            _plan(db, scene)
        event.remove(app.engine, "before_cursor_execute", note)
        return len(ran)

    before = statements()
    for number in range(5):
        decide(scene, found_in(scene), "CSC", state=State.AS_WRITTEN, reason=f"Reason {number}.")
    assert statements() == before


def test_who_reads_only_gets_texts_held_back_from_the_record_itself(seeded: App):
    reader = Viewer.of(a_person(Role.BOARD_MEMBER))
    with seeded.reading() as db:
        audit_round = round_queries.by_ref(db, "WM25")
        found = finding_queries.findings(db, viewer=reader, audit_round=audit_round)
        planned = action_queries.actions(db, viewer=reader, audit_round=audit_round)
    assert {one.text for one in found} == {one.text for one in planned} == {"Held back until somebody has checked it"}


def test_a_letter_s_statement_carries_no_text_that_is_undecided(seeded: App):
    found = (*FOUND, replace(FOUND[1], text=f"{HOSTILE} In Wrenmere plans are shared late."))
    with seeded.unit_of_work() as db:
        ref = published.keep(
            db, by=seeded.person, inspection=SAID, letter_findings=found, steps=STEPS, now=seeded.now()
        )
        paper = published.statement_paper(db, viewer=seeded.viewer(), round_ref=ref, steps=STEPS, today=seeded.today())
    assert paper.clearance.held_back
    words = said(write_statement(paper))
    assert not [mark for mark in MARKS if mark in words]
    for name, leaving in everything(seeded, ref, Audience.BOARD).items():
        assert not [mark for mark in MARKS if mark in leaving], name
    assert "Held back until somebody has checked it" in words


def test_whoever_kept_a_letter_wrote_each_text_of_it(seeded: App):
    with seeded.unit_of_work() as db:
        ref = published.keep(
            db, by=seeded.person, inspection=SAID, letter_findings=FOUND, steps=STEPS, now=seeded.now()
        )
    with seeded.reading() as db:
        paper = prepared(seeded, db, Paper.STATEMENT, round_ref=ref, audience=Audience.PUBLISHED)
        texts = [replace(one, tier=Tier.STOP) for one in paper.clearance.checked]
        found = decisions.listed(db, viewer=seeded.viewer(), clearance=replace(paper.clearance, checked=tuple(texts)))
    assert {one.checked.passage.field for one in found} >= {"title", "area", "text"}
    assert not [one.checked.passage.where for one in found if not one.writers]


def test_two_who_decide_on_one_text_are_told(seeded: App):
    with seeded.reading() as db:
        shown = prepared(seeded, db, Paper.PLAN, round_ref="WM25", audience=Audience.BOARD).clearance
    stop = next(one for one in shown.checked if one.is_open)
    first = Choice(state=State.REWORDED, wording="Some children were seen late.")
    with seeded.unit_of_work() as db:
        decisions.decide(db, by=seeded.person, checked=stop, choice=first, now=seeded.now())
    second = Choice(state=State.LEFT_OUT)
    with pytest.raises(Conflict, match="Some children were seen late"), seeded.unit_of_work() as db:
        decisions.decide(db, by=seeded.person, checked=stop, choice=second, now=seeded.now())
    if any(one.is_open for one in shown.confirmed_together):
        once = next(one for one in shown.confirmed_together if one.is_open)
        with seeded.unit_of_work() as db:
            decisions.decide(db, by=seeded.person, checked=once, choice=second, now=seeded.now())
        with pytest.raises(Conflict), seeded.unit_of_work() as db:
            decisions.confirm(db, by=seeded.person, clearance=shown, now=seeded.now())
