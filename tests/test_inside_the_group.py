"""What stays inside the audit group is true of a finished round, of a round of one child and of a letter's round."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from typer.testing import CliRunner

from audit.__main__ import app as command_line
from audit.app import App
from audit.documents.inspection.inspection_return import write_inspection_return
from audit.documents.workshop.pack import write_workshop_pack
from audit.domain.people.person import Role, Viewer
from audit.domain.rounds.audit_round import Stage
from audit.domain.workshop.moderation import Dissent, Outcome
from audit.errors import AuditError
from audit.services.inspection import notified
from audit.services.plan import workbooks
from audit.services.rounds import setup
from audit.services.workshop import moderation, packs
from audit.store.queries import rounds as round_queries
from tests.builders import NOON, a_finding, a_judgement
from tests.pages.filled import form
from tests.pages.on_screen import drawn, somebody, words
from tests.scenes import AGENCIES, ROUND, Scene, a_scene
from tests.services.inspection.test_letter_papers import LETTER, a_kept_letter

RUN = CliRunner()


def a_finished_round(app: App, *, silent: str = "HEALTH") -> Scene:
    """Play a round of one child to its end; one agency submits nothing, and another holds another view."""
    scene = replace(a_scene(app), app=app)
    for agency in AGENCIES:
        if agency != silent:
            scene.fill_in(scene.viewer(agency))
    scene.move_to(Stage.WORKSHOP)
    scene.reveal()
    other = Dissent(agency="CAMHS", position="inadequate", reason="The wait was too long.")
    with app.unit_of_work() as db:
        first, *rest = (asked.key for asked in round_queries.by_ref(db, ROUND).statements())
        at: dict[str, Any] = {"by": scene.facilitator, "round_ref": ROUND, "seen_version": 0, "now": NOON}
        split = a_judgement("Child A", first, outcome=Outcome.NOT_AGREED)
        moderation.agree(db, judgement=replace(split, dissents=(other,)), **at)
        for key in (*rest, None):
            moderation.agree(db, judgement=a_judgement("Child A", key), **at)
    scene.move_to(Stage.FINDINGS)
    scene.raise_finding(a_finding(statements=[first]))
    scene.move_to(Stage.CLOSED)
    return scene


def in_word(written: bytes) -> str:
    body = docx.Document(BytesIO(written)).element.body
    said = "\n".join("".join(t.text or "" for t in p.iter() if t.tag.endswith("}t")) for p in body.iter("{*}p"))
    return said.replace("\u00a0", " ")


def test_the_plans_workbook_of_a_finished_round_does_not_say_that_nobody_was_judged(app: App):
    scene = a_finished_round(app)
    with app.unit_of_work() as db:
        form = workbooks.form_for(db, viewer=Viewer.of(scene.facilitator), round_ref=ROUND, now=NOON)
    assert "No child has been judged" not in form.unfinished


def test_the_invented_finished_round_has_a_workbook_that_calls_nothing_unfinished(seeded: App):
    with seeded.unit_of_work() as db:
        form = workbooks.form_for(db, viewer=seeded.viewer(), round_ref="WM25", now=NOON)
    assert form.unfinished == ""


def test_a_pack_of_a_finished_round_asks_for_nothing_that_can_no_longer_be_done(app: App):
    scene = a_finished_round(app)
    with app.unit_of_work() as db:
        paper = packs.workshop_pack(
            db, viewer=Viewer.of(scene.facilitator), round_ref=ROUND, today=NOON.date(), now=NOON
        )
    said = in_word(write_workshop_pack(paper))
    assert "go once more through the judgements, which are all recorded" in said
    assert "Not submitted: Health." in said
    assert "They can no longer be submitted" in said
    for wrong in ("still to come", "Awaited", "agree a judgement", "for each", "stand in the order of the round"):
        assert wrong not in said, wrong


def test_the_return_says_what_the_other_view_was(app: App):
    scene = a_finished_round(app)
    with app.unit_of_work() as db:
        paper = notified.inspection_return(
            db, viewer=Viewer.of(scene.facilitator), round_ref=ROUND, today=NOON.date(), now=NOON
        )
    assert "CAMHS held another view (Inadequate): The wait was too long." in in_word(write_inspection_return(paper))


def test_pages_of_a_finished_round_ask_for_nothing_that_can_no_longer_be_done(app: App):
    scene = a_finished_round(app)
    workshop = words(drawn(scene.app, "workshop", round=ROUND))
    assert "Not submitted: Health." in workshop
    assert "Reveal a case" not in workshop
    rate = words(drawn(scene.app, "rate", round=ROUND))
    assert "before the reveal" not in rate
    assert "Read the audits of CAMHS" in rate
    programme = words(drawn(scene.app, "programme"))
    assert programme.count("2 of 3") == 1
    assert "2 of 3 agencies took part\n" in programme
    assert "of no rounds" not in programme


def test_an_agency_that_nobody_asked_is_not_said_to_have_kept_silent(app: App):
    scene = a_scene(app, stage=Stage.SETUP, cases=())
    said = words(drawn(scene.app, "programme"))
    assert "Social care: not asked about a child, or knew none (AU26)." in said
    assert "No agency has taken part yet" in said


def test_one_child_is_not_told_as_several(app: App, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    scene = a_scene(app)
    scene.fill_in(scene.viewer("CSC"))
    assert "Submitted for the one child." in words(drawn(scene.app, "workbooks", round=ROUND))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{app.engine.url.database}")
    out = str(tmp_path / "book.xlsx")
    assert "Social care, 1 child\n" in RUN.invoke(command_line, ["workbook", ROUND, "CSC", "--out", out]).stdout
    assert "One case, 210 minutes, without a break." in words(drawn(scene.app, "pack", round=ROUND))


def test_a_letters_round_is_not_told_as_an_audit_without_children(app: App):
    scene = a_kept_letter(app)
    with app.unit_of_work() as db:
        form = workbooks.form_for(db, viewer=Viewer.of(scene.facilitator), round_ref=LETTER, now=NOON)
        for make in (packs.workshop_pack, packs.feedback):
            with pytest.raises(AuditError, match="inspection letter, so it has no workshop"):
                make(db, viewer=Viewer.of(scene.facilitator), round_ref=LETTER, today=NOON.date(), now=NOON)
    assert "children" not in form.unfinished
    for page in ("round-path", "round", "round-dates"):
        said = words(drawn(scene.app, page, round=LETTER))
        for wrong in ("children", "Four to eight", "Judgements", "Audit workbooks", "workshop was held"):
            assert wrong not in said, (page, wrong)


def test_a_letters_round_moves_on_without_a_tick_for_children_it_never_had(app: App):
    scene = a_kept_letter(app)
    page = drawn(scene.app, "round-path", round=LETTER)
    form(page, "Move on to plan").send()
    with app.reading() as db:
        assert round_queries.by_ref(db, LETTER).stage is Stage.PLAN


def test_what_cannot_be_done_at_a_stage_says_what_to_do(app: App):
    scene = a_finished_round(app)
    with (
        app.unit_of_work() as db,
        pytest.raises(AuditError, match=r"“Set up”, “Rate” or “Workshop”\. Nothing was changed"),
    ):
        setup.add_agency(db, by=scene.facilitator, round_ref=ROUND, agency_ref="CSC", now=NOON)


def test_a_question_that_is_held_back_is_told_in_a_sentence(seeded: App):
    said = words(drawn(somebody(seeded, Role.BOARD_MEMBER), "home"))
    assert "What it asked is held back until somebody has checked it." in said
    assert "by Held back" not in said


def test_themes_now_are_not_told_as_whole_while_findings_are_recorded(seeded: App):
    said = words(drawn(seeded, "over-time", round="WM26"))
    assert "Findings of this round are still being recorded." in said
