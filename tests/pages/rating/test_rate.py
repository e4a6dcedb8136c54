"""Rating: every answer is kept as it is given, two people on one form lose nothing, and submitting closes it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from audit.app import App
from audit.domain.frameworks.framework import Condition, Key, LineOfEnquiry
from audit.domain.rating.form import Answer, LineAnswer, RatingDraft, Standing
from audit.domain.rounds.audit_round import Stage
from audit.pages.forms.two_writers import joined
from audit.pages.rating.fields import EVIDENCE
from audit.pages.rating.sheet import settle
from audit.services.rating import form
from audit.services.rounds import setup
from audit.store.queries import drafts, trail
from tests.builders import NOON, SEVEN, a_framework
from tests.pages.filled import form as form_on
from tests.pages.on_screen import drawn, words
from tests.scenes import ROUND, Scene, a_scene, a_small_framework

LINE = Key(SEVEN, "QS1.1")
CHILD = {"round": ROUND, "case": "Child A"}
FIRST = {**CHILD, "statement": f"{SEVEN}/QS1"}


@pytest.fixture
def scene(app: App) -> Scene:
    return a_scene(app, cases=("Child A", "Child B"))


def test_a_field_replaces_what_it_showed():
    assert settle(
        _answer(Answer.MET), seen={"answer": (Answer.MET,)}, own_fields={"answer": Answer.NOT_MET}
    ) == _answer(Answer.NOT_MET)


def test_a_field_that_somebody_else_changed_is_not_written_over():
    assert settle(_answer(note="theirs"), seen={"note": ("",)}, own_fields={"note": "mine"}) is None


def test_a_change_of_another_field_is_no_clash():
    whole = settle(
        _answer(Answer.MET, note="theirs"), seen={"answer": (Answer.MET,)}, own_fields={"answer": Answer.NOT_MET}
    )
    assert whole == _answer(Answer.NOT_MET, note="theirs")


def test_saying_the_same_is_no_clash():
    assert settle(_answer(note="same"), seen={"note": ("",)}, own_fields={"note": "same"}) == _answer(note="same")


def test_what_a_box_handed_over_before_is_its_own():
    kept = settle(_answer(note="Seen"), seen={"note": ("", "Seen")}, own_fields={"note": "Seen in June"})
    assert kept == _answer(note="Seen in June")


@pytest.mark.parametrize(
    ("theirs", "mine", "both"), [("a", "b", "a\n\nb"), ("a and b", "b", "a and b"), ("b", "a and b", "a and b")]
)
def test_two_texts_are_kept_whole(theirs: str, mine: str, both: str):
    assert joined(theirs, mine) == both


def test_an_answer_is_kept_when_it_is_chosen_and_stands_after_a_reload(scene: Scene):
    page = drawn(_as(scene, "CAMHS"), "rate", **FIRST)
    page.radio[0].set_value("met").run()
    assert _kept(scene).answer(LINE).answer is Answer.MET
    assert drawn(_as(scene, "CAMHS"), "rate", **FIRST).radio[0].value == "met"


def test_a_choice_and_a_note_of_one_question_do_not_undo_each_other(scene: Scene):
    page = drawn(_as(scene, "CAMHS"), "rate", **FIRST)
    page.radio[0].set_value("met").run()
    _write(scene, "CAMHS", note="From another window")
    page.radio[0].set_value("not_met").run()
    kept = _kept(scene).answer(LINE)
    assert (kept.answer, kept.note) == (Answer.NOT_MET, "From another window")


def test_the_second_of_two_windows_is_told_and_chooses(scene: Scene):
    first, second = (drawn(_as(scene, "CAMHS"), "rate", **FIRST) for _ in range(2))
    first.radio[0].set_value("met").run()
    second.radio[0].set_value("not_met").run()
    assert _kept(scene).answer(LINE).answer is Answer.MET
    assert second.warning[0].proto.title == "Question 1: not saved yet"
    _button(second, "Question 1: keep mine").click().run()
    assert _kept(scene).answer(LINE).answer is Answer.NOT_MET
    assert not second.warning


def test_keeping_theirs_shows_theirs(scene: Scene):
    first, second = (drawn(_as(scene, "CAMHS"), "rate", **FIRST) for _ in range(2))
    first.radio[0].set_value("met").run()
    second.radio[0].set_value("not_met").run()
    _button(second, "Question 1: keep theirs").click().run()
    assert second.radio[0].value == "met"


def test_a_window_is_told_what_another_one_changed(scene: Scene):
    page = drawn(_as(scene, "CAMHS"), "rate", **FIRST)
    page.radio[0].set_value("met").run()
    _write(scene, "CAMHS", note="From another window")
    page.run()
    assert any("CAMHS auditor changed this in another window" in one.value for one in page.caption)


def test_not_applicable_says_when_it_may_be_used(scene: Scene):
    page = drawn(_as(scene, "CAMHS"), "rate", **FIRST)
    page.radio[1].set_value("not_applicable").run()
    assert any("Use this only if no wait went past the local standard" in one.value for one in page.caption)


def test_a_grade_fills_its_cell_of_the_strip(scene: Scene):
    page = drawn(_as(scene, "CAMHS"), "rate", **FIRST)
    page.radio[-1].set_value("good").run()
    assert _kept(scene).grade(Key(SEVEN, "QS1")).standing is Standing.GRADED
    assert "1 Commissioning: Good" in words(page)


def test_save_and_next_says_first_what_is_missing_where_it_is_missing_and_then_goes_on(scene: Scene):
    page = drawn(_as(scene, "CAMHS"), "rate", **FIRST)
    page.radio[0].set_value("met").run()
    assert "still need" not in words(page)
    _button(page, "Save and next").click().run()
    said = words(page)
    assert "of 2 questions still needs an answer, and 2 more things are missing" in said
    assert [link in said for link in ("#source", "#question-1", "#question-2", "#grade")] == [True, False, True, True]
    assert said.count("Choose an answer") == 1
    page.radio[1].set_value("met").run()
    assert "2 things are missing" in words(page)
    _button(page, "Save and next").click().run()
    assert page.query_params["statement"] in (f"{SEVEN}/QS2", [f"{SEVEN}/QS2"])


def test_save_and_next_goes_on_at_once_where_nothing_is_missing(scene: Scene):
    scene.fill_in(scene.viewer("CAMHS"), submit=False)
    page = drawn(_as(scene, "CAMHS"), "rate", **FIRST)
    _button(page, "Save and next").click().run()
    assert page.query_params["statement"] in (f"{SEVEN}/QS2", [f"{SEVEN}/QS2"])


def test_how_many_are_answered_is_said_and_is_right_after_every_click(scene: Scene):
    page = drawn(_as(scene, "CAMHS"), "rate", **FIRST)
    for number, radio in enumerate((0, 1), start=1):
        page.radio[radio].set_value("met").run()
        assert f"{number} of 2 answered" in words(page)


def test_a_grade_asks_what_decided_it_and_names_the_answers_that_point_to_it(scene: Scene):
    page = drawn(_as(scene, "CAMHS"), "rate", **FIRST)
    page.radio[0].set_value("met").run()
    page.radio[1].set_value("not_met").run()
    assert _boxes(page, EVIDENCE) == []
    for grade, number in (("good", 1), ("inadequate", 2)):
        page.radio[-1].set_value(grade).run()
        (box,) = _boxes(page, EVIDENCE)
        assert box["help"].startswith(f"Your answer to question {number} points to this grade.")


def test_the_seven_quality_statements_in_full_take_at_most_sixty_inputs_about_a_child(app: App):
    scene = a_scene(app, framework=a_framework(SEVEN))
    radios, texts = 0, {("child", "what happened"), ("child", "the difference")}
    groups = set()
    for statement in scene.round().statements_for("CSC"):
        page = drawn(_as(scene, "CSC"), "rate", **CHILD, statement=str(statement.key))
        page.radio[-1].set_value("good").run()
        radios += len(page.radio)
        texts |= {(statement.key.ref, str(box["label"])) for box in _boxes(page, EVIDENCE)}
        groups |= {group["legend"] for group in _components(page, "tick_group")}
    assert (radios, len(texts), len(groups)) == (48, 9, 1)
    assert radios + len(texts) + len(groups) <= 60


def test_what_was_submitted_before_evidence_was_asked_for_stays_whole(scene: Scene):
    scene.fill_in(scene.viewer("CAMHS"))
    with scene.app.unit_of_work() as db:
        db.execute(text("UPDATE draft_grade SET evidence = ''"))
    said = words(drawn(_as(scene, "CAMHS"), "rate", round=ROUND))
    assert "not finished" not in said
    assert "2 of 4 statements done" in said


def test_checking_lists_exactly_what_is_missing(scene: Scene):
    scene.fill_in(scene.viewer("CAMHS"), submit=False)
    _write(scene, "CAMHS", answer=Answer.NOT_EVIDENCED, note="", seen_in=frozenset())
    page = drawn(_as(scene, "CAMHS"), "check", **CHILD)
    assert page.error[0].proto.title == "One thing is missing"
    assert "say where you looked" in words(page)
    _button(page, "Go to the first missing answer").click().run()
    assert page.query_params["question"] in ("question-1", ["question-1"])


def test_submit_explains_itself_and_then_closes_the_form(scene: Scene):
    page = drawn(_as(scene, "CAMHS"), "check", **CHILD)
    _button(page, "Submit Child A").click().run()
    assert "cannot be submitted yet" in page.error[-1].value
    scene.fill_in(scene.viewer("CAMHS"), submit=False)
    page.run()
    _button(page, "Submit Child A").click().run()
    assert drawn(_as(scene, "CAMHS"), "rate", **CHILD).title[0].value == "Child A: submitted"


@pytest.mark.parametrize("is_revealed", [False, True])
def test_a_correction_asks_for_its_reason_before_anything_can_be_changed(scene: Scene, is_revealed: bool):
    scene.fill_in(scene.viewer("CAMHS"))
    if is_revealed:
        scene.move_to(Stage.WORKSHOP)
        scene.reveal()
    assert not drawn(_as(scene, "CAMHS"), "rate", **FIRST).radio
    page = drawn(_as(scene, "CAMHS"), "rate", **CHILD)
    refused = form_on(page, "Correct this rating").send()
    assert refused.problems == ["Enter an answer to “Why is it corrected?”."]
    refused.send(reason="A letter came to light")
    assert drawn(_as(scene, "CAMHS"), "rate", **FIRST).radio[0].value == "met"


def test_after_the_reveal_an_unsubmitted_form_stays_as_it_was(scene: Scene):
    scene.move_to(Stage.WORKSHOP)
    scene.reveal()
    page = drawn(_as(scene, "CAMHS"), "rate", **FIRST)
    assert not page.radio
    assert "revealed before this form was submitted" in page.info[0].value


def test_no_involvement_found_counts_as_submitted_and_can_be_taken_back(scene: Scene):
    page = drawn(_as(scene, "CAMHS"), "rate", **CHILD)
    _button(page, "No involvement found with Child A").click().run()
    assert "counts as submitted" in page.success[0].value
    _button(page, "We were involved after all").click().run()
    assert page.title[0].value == "About Child A"


def test_the_facilitator_chooses_whom_they_enter_for_and_the_trail_says_so(scene: Scene):
    page = drawn(scene.app, "rate", round=ROUND)
    assert page.title[0].value == "Whom are you entering for?"
    _button(page, "Enter for CAMHS").click().run()
    assert page.query_params["agency"] in ("CAMHS", ["CAMHS"])
    with scene.app.reading() as db:
        assert trail.lines(db)[0].event == "entering on behalf of"


def test_an_address_alone_does_not_make_somebody_enter_for_an_agency(scene: Scene):
    assert drawn(scene.app, "rate", agency="CAMHS", **FIRST).title[0].value == "Enter for CAMHS?"


def test_a_form_begun_by_its_own_auditor_is_named_and_cannot_be_opened(scene: Scene):
    _write(scene, "CAMHS", note="Its own")
    page = drawn(scene.app, "rate", round=ROUND)
    assert "The agency’s own auditor has started Child A, so you cannot open it before the reveal" in words(page)
    _button(page, "Enter for CAMHS").click().run()
    assert "own auditor has begun this form" in words(page)


def test_entering_for_two_agencies_is_said_on_every_page(scene: Scene):
    for agency in ("CAMHS", "CSC"):
        scene.fill_in(scene.at_desk_of(agency), submit=False)
    page = drawn(scene.app, "rate", round=ROUND)
    _button(page, "Enter for CAMHS").click().run()
    _button(page, "Enter for CAMHS").click().run()
    assert "marked “not blind”" in page.info[0].value


def test_who_may_not_rate_is_told_who_does(scene: Scene):
    page = drawn(_as(scene, "board_member"), "rate", round=ROUND)
    assert "Auditors rate for their own agency" in words(page)


def _answer(answer: Answer | None = None, *, note: str = "") -> LineAnswer:
    return LineAnswer(line=LINE, answer=answer, note=note)


def _as(scene: Scene, who: str) -> App:
    return scene.app.as_person(scene.people[who])


def _kept(scene: Scene) -> RatingDraft:
    with scene.app.reading() as db:
        return drafts.draft(db, viewer=scene.viewer("CAMHS"), round_ref=ROUND, case_ref="Child A")


def _write(scene: Scene, agency: str, **changes: Any) -> None:
    """Write in the first question from another window."""
    answer = replace(_kept(scene).answer(LINE), **changes)
    with scene.app.unit_of_work() as db:
        form.save_answer(
            db,
            viewer=scene.viewer(agency),
            round_ref=ROUND,
            case_ref="Child A",
            answer=answer,
            now=NOON + timedelta(minutes=5),
        )


def _components(page: AppTest, name: str) -> list[dict[str, Any]]:
    """Return what is handed to each component of a kind on the page."""
    found = [element.proto for element in page.main if getattr(element, "type", "") == "bidi_component"]
    return [json.loads(proto.json) for proto in found if proto.component_name.endswith(f"seven_statements.{name}")]


def _boxes(page: AppTest, label: str) -> list[dict[str, Any]]:
    return [data for data in _components(page, "text_box") if data["label"] == label]


def _button(page: AppTest, label: str):
    return next(one for one in page.button if one.label == label)


def test_the_groups_model_stands_beside_the_statement_that_is_rated(scene: Scene):
    said = words(drawn(_as(scene, "CAMHS"), "rate", **FIRST))
    assert "Beside it, in the Expert Working Group’s model, in our words: “I can say who is there for me" in said


def test_a_question_that_cannot_apply_is_folded_with_the_reason_and_can_be_answered_all_the_same(app: App):
    whole = a_small_framework()
    where = (Condition(fact="area", one_of=("inside",), because="lived in our area all along"),)
    items = [
        replace(each, does_not_apply_where=where) if isinstance(each, LineOfEnquiry) and each.ref == LINE.ref else each
        for each in whole.items
    ]
    scene = a_scene(app, framework=replace(whole, items=tuple(items)))
    with scene.app.unit_of_work() as db:
        case = replace(scene.round().case("Child A"), same_throughout=True)
        setup.change_case(db, by=scene.facilitator, round_ref=ROUND, case=case, now=NOON)
    page = drawn(_as(scene, "CAMHS"), "rate", **FIRST)
    assert sum("Does not apply: Child A lived in our area all along" in each.label for each in page.expander) == 1
    page.radio[0].set_value("met").run()
    assert _kept(scene).answer(LINE).answer is Answer.MET
    assert not any("Does not apply" in each.label for each in page.expander)


def test_what_is_left_is_set_to_not_looked_at_in_one_click(scene: Scene):
    page = drawn(_as(scene, "CAMHS"), "rate", **FIRST)
    page.radio[0].set_value("met").run()
    _button(page, "Set what is not answered to “not looked at”").click().run()
    answers = dict(_kept(scene).answers)
    assert answers.pop(LINE).answer is Answer.MET
    assert [answer.answer for answer in answers.values()] == [Answer.NOT_LOOKED_AT]
    assert not any("another window" in each.value for each in page.caption)
