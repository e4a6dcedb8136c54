"""An agency rates alone: kept at once, closed when submitted, and opened again with a reason only."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from audit.app import App
from audit.domain.people.person import Role, Viewer
from audit.domain.rating.form import Account, Answer, LineAnswer, Rating
from audit.domain.rounds.audit_round import RoundStatement, Stage
from audit.domain.rounds.cases import Involvement
from audit.errors import AuditError, Conflict, NotAllowed
from audit.services.rating import form
from audit.services.rounds import setup as round_services
from audit.store.queries import drafts, trail
from audit.store.queries import rating as queries
from tests.builders import NOON
from tests.scenes import ROUND, Said, Scene, a_scene, an_answer

AT: dict[str, Any] = {"round_ref": ROUND, "case_ref": "Child A", "now": NOON}


@pytest.fixture
def scene(app: App) -> Scene:
    return a_scene(app)


def first(scene: Scene) -> RoundStatement:
    return scene.round().statements()[0]


def an_answer_now(scene: Scene, note: str = "seen", answer: Answer = Answer.MET) -> LineAnswer:
    asked = first(scene)
    return replace(an_answer(asked.lines[0], asked.key.framework), note=note, answer=answer)


def save(scene: Scene, viewer: Viewer, answer: LineAnswer) -> int:
    with scene.app.unit_of_work() as db:
        return form.save_answer(db, viewer=viewer, answer=answer, **AT)


def seen(scene: Scene, viewer: Viewer) -> tuple[Rating, ...]:
    with scene.app.reading() as db:
        return queries.ratings(db, viewer=viewer, audit_round=scene.round())


def correct(scene: Scene, viewer: Viewer, reason: str = "One date was wrong.") -> None:
    with scene.app.unit_of_work() as db:
        form.correct(db, viewer=viewer, reason=reason, **AT)


def test_an_answer_is_there_when_the_form_is_opened_again(any_app: App):
    scene = a_scene(any_app)
    answer = an_answer_now(scene)
    assert save(scene, scene.viewer("CSC"), answer) == 1
    with scene.app.reading() as db:
        draft = drafts.draft(db, viewer=scene.viewer("CSC"), round_ref=ROUND, case_ref="Child A")
    kept = draft.answer(answer.line)
    assert (kept.answer, kept.note, kept.seen_in) == (answer.answer, answer.note, answer.seen_in)
    assert kept.saved is not None
    assert (kept.saved.version, kept.saved.by, kept.saved.at_utc) == (1, "CSC auditor", NOON)


def test_half_an_answer_is_kept_too(scene: Scene):
    assert save(scene, scene.viewer("CSC"), LineAnswer(line=an_answer_now(scene).line, note="began")) == 1


def test_what_has_no_answer_is_set_to_not_looked_at_and_nothing_else_changes(any_app: App):
    scene = a_scene(any_app)
    met = an_answer_now(scene)
    noted = LineAnswer(line=first(scene).line_key(first(scene).lines[1]), note="began")
    for answer in (met, noted):
        save(scene, scene.viewer("CSC"), answer)
    with scene.app.unit_of_work() as db:
        answers = form.leave_rest(db, viewer=scene.viewer("CSC"), statement=first(scene).key, **AT)
    with scene.app.reading() as db:
        draft = drafts.draft(db, viewer=scene.viewer("CSC"), round_ref=ROUND, case_ref="Child A")
    assert draft.answer(met.line).answer is Answer.MET
    assert (draft.answer(noted.line).answer, draft.answer(noted.line).note) == (Answer.NOT_LOOKED_AT, "began")
    assert {answer.line for answer in answers} == draft.answers.keys() - {met.line}
    assert all(draft.answer(answer.line) == answer for answer in answers)
    assert draft.left([first(scene)]) == ()


def test_nobody_may_say_what_only_the_facts_of_a_case_say(scene: Scene):
    with pytest.raises(AuditError, match="Only the case’s facts"):
        save(scene, scene.viewer("CSC"), an_answer_now(scene, answer=Answer.KNOWN_AWAY))


def test_every_save_leaves_a_line_in_the_trail_without_its_text(scene: Scene):
    save(scene, scene.viewer("CSC"), an_answer_now(scene, "a private note"))
    with scene.app.reading() as db:
        newest = trail.lines(db, most=1)[0]
    assert (newest.by, newest.event, newest.version) == ("CSC auditor", "answer saved", 1)
    assert "private" not in repr(newest)


def test_the_second_of_two_writers_sees_what_the_first_wrote(any_app: App):
    scene = a_scene(any_app)
    csc = scene.viewer("CSC")
    save(scene, csc, an_answer_now(scene, "first"))
    with pytest.raises(Conflict, match="CSC auditor saved this") as refusal:
        save(scene, csc, an_answer_now(scene, "second"))
    assert isinstance(refusal.value.stored, LineAnswer)
    assert (refusal.value.stored.note, refusal.value.version) == ("first", 1)


def test_who_has_seen_the_newest_version_may_write_on(scene: Scene):
    csc, answer = scene.viewer("CSC"), an_answer_now(scene)
    save(scene, csc, answer)
    with scene.app.reading() as db:
        there = drafts.draft(db, viewer=csc, round_ref=ROUND, case_ref="Child A").answer(answer.line)
    assert save(scene, csc, replace(there, note="more")) == 2


def test_a_form_with_gaps_is_not_submitted_and_the_gaps_are_named(scene: Scene):
    save(scene, scene.viewer("CSC"), an_answer_now(scene))
    with (
        pytest.raises(AuditError, match=r"Statement 1, question 2: choose an answer.*difference"),
        scene.app.unit_of_work() as db,
    ):
        form.submit(db, viewer=scene.viewer("CSC"), **AT)
    assert seen(scene, scene.viewer("CSC")) == ()


def test_a_submitted_form_is_closed(any_app: App):
    scene = a_scene(any_app)
    scene.fill_in(scene.viewer("CSC"))
    with pytest.raises(AuditError, match="was submitted and is closed"):
        save(scene, scene.viewer("CSC"), an_answer_now(scene))


def test_what_was_submitted_holds_every_answer_and_grade(any_app: App):
    scene = a_scene(any_app)
    scene.fill_in(scene.viewer("CSC"), said=Said(words="csc"))
    (submitted,) = seen(scene, scene.viewer("CSC"))
    assert (len(submitted.answers), len(submitted.grades)) == (4, 2)
    assert {answer.note for answer in submitted.answers} == {"note csc"}
    assert submitted.account == Account(synopsis="synopsis csc", difference="difference csc")
    assert (submitted.version, submitted.on_behalf, submitted.blind) == (1, False, True)


def test_a_correction_is_a_new_version_with_its_reason_and_the_old_one_stays(any_app: App):
    scene = a_scene(any_app)
    csc = scene.viewer("CSC")
    scene.fill_in(csc, said=Said(words="first"))
    correct(scene, csc)
    with scene.app.unit_of_work() as db:
        there = drafts.draft(db, viewer=csc, round_ref=ROUND, case_ref="Child A").account
        form.save_account(db, viewer=csc, account=replace(there, synopsis="second"), **AT)
        form.submit(db, viewer=csc, **AT)
        every = queries.versions(db, viewer=csc, audit_round=scene.round(), case_ref="Child A", agency_ref="CSC")
    assert [(one.version, one.account.synopsis, one.reason) for one in every] == [
        (1, "synopsis first", ""),
        (2, "second", "One date was wrong."),
    ]
    assert [one.version for one in seen(scene, csc)] == [2]
    with pytest.raises(AuditError, match="closed"):
        save(scene, csc, an_answer_now(scene))


def test_a_correction_needs_a_reason(scene: Scene):
    scene.fill_in(scene.viewer("CSC"))
    with pytest.raises(AuditError, match="Say why"):
        correct(scene, scene.viewer("CSC"), "  ")


def test_what_was_not_submitted_needs_no_correction(scene: Scene):
    with pytest.raises(AuditError, match="open to you already"):
        correct(scene, scene.viewer("CSC"))


def test_a_correction_after_the_reveal_says_so(scene: Scene):
    csc = scene.viewer("CSC")
    scene.fill_in(csc)
    scene.move_to(Stage.WORKSHOP)
    scene.reveal()
    correct(scene, csc)
    with scene.app.unit_of_work() as db:
        again = form.submit(db, viewer=csc, **AT)
    assert again.after_reveal


def test_the_facilitator_may_enter_for_an_agency_in_the_room_and_it_is_said(any_app: App):
    scene = a_scene(any_app)
    with scene.app.unit_of_work() as db:
        viewer = form.enter_for(db, by=scene.facilitator, round_ref=ROUND, agency_ref="HEALTH", now=NOON)
    scene.fill_in(viewer)
    (submitted,) = seen(scene, viewer)
    assert submitted.on_behalf
    assert submitted.entered_by == {scene.facilitator.id}
    assert submitted.blind


def test_who_enters_for_two_agencies_is_not_blind(scene: Scene):
    for agency in ("CSC", "HEALTH"):
        scene.fill_in(scene.at_desk_of(agency))
    scene.fill_in(scene.viewer("CAMHS"))
    scene.move_to(Stage.WORKSHOP)
    scene.reveal()
    blind = {one.agency: one.blind for one in seen(scene, Viewer.of(scene.facilitator))}
    assert blind == {"CSC": False, "HEALTH": False, "CAMHS": True}


def test_a_form_that_the_agencys_own_auditor_began_is_closed_to_the_facilitator(any_app: App):
    scene = a_scene(any_app)
    save(scene, scene.viewer("CSC"), an_answer_now(scene))
    with pytest.raises(NotAllowed, match="own auditor has begun"):
        save(scene, scene.at_desk_of("CSC"), an_answer_now(scene))
    with scene.app.reading() as db:
        draft = drafts.draft(db, viewer=scene.at_desk_of("CSC"), round_ref=ROUND, case_ref="Child A")
    assert not draft.answers


@pytest.mark.parametrize("who", [role.value for role in (Role.SCRUTINEER, Role.BOARD_MEMBER, Role.MANAGER)])
def test_who_is_no_auditor_cannot_rate(who: str, scene: Scene):
    viewer = Viewer(person=scene.people[who], agency="CSC")
    with pytest.raises(NotAllowed, match="Ask a facilitator"):
        save(scene, viewer, an_answer_now(scene))


def test_an_auditor_cannot_enter_for_another_agency(scene: Scene):
    with pytest.raises(NotAllowed, match="enter for an agency in the room"):
        save(scene, Viewer(person=scene.people["CSC"], agency="CAMHS"), an_answer_now(scene))


def test_without_an_agency_nothing_is_entered(scene: Scene):
    with pytest.raises(NotAllowed, match="Choose the agency"):
        save(scene, Viewer.of(scene.facilitator), an_answer_now(scene))


@pytest.mark.parametrize("stage", [Stage.SETUP, Stage.FINDINGS])
def test_agencies_rate_at_their_time_only(stage: Stage, app: App):
    scene = a_scene(app, stage=stage)
    with pytest.raises(AuditError, match="Agencies rate at"):
        save(scene, scene.viewer("CSC"), an_answer_now(scene))


def test_a_case_that_left_the_round_is_not_rated(scene: Scene):
    with scene.app.unit_of_work() as db:
        round_services.withdraw_case(
            db, by=scene.facilitator, round_ref=ROUND, case_ref="Child A", reason="Moved away.", now=NOON
        )
    with pytest.raises(AuditError, match="not in round"):
        save(scene, scene.viewer("CSC"), an_answer_now(scene))


def test_an_agency_that_knows_nothing_of_the_child_counts_as_ready(any_app: App):
    scene = a_scene(any_app)
    with scene.app.unit_of_work() as db:
        form.no_involvement(db, viewer=scene.viewer("HEALTH"), involved=False, **AT)
    audit_round = scene.round()
    assert audit_round.involvement_of("Child A", "HEALTH") is Involvement.NO_INVOLVEMENT
    assert [agency.ref for agency in audit_round.raters_of("Child A")] == ["CSC", "CAMHS"]
    with scene.app.reading() as db:
        assert queries.submitted(db, audit_round=audit_round) == {("Child A", "HEALTH")}


def test_an_agency_that_knows_the_child_after_all_is_asked_again(scene: Scene):
    for found in (False, True):
        with scene.app.unit_of_work() as db:
            form.no_involvement(db, viewer=scene.viewer("HEALTH"), involved=found, **AT)
    assert scene.round().involvement_of("Child A", "HEALTH") is Involvement.INVOLVED
