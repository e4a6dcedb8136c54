"""Workbooks that come back: the agency's own entries, blind, and nothing half-written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlmodel import delete, select

from audit.app import App
from audit.documents.excel.returned import Answers
from audit.documents.rating.comparison import Preview
from audit.documents.rating.form import Field, Spot, WorkbookForm
from audit.documents.rating.reading import WorkbookReturn, read_audit_workbook
from audit.documents.rating.workbook import write_audit_workbook
from audit.domain.people.person import Person, Viewer
from audit.domain.rating.form import Answer, Rating
from audit.domain.rounds.audit_round import Stage
from audit.domain.rounds.cases import Involvement
from audit.errors import AuditError, Conflict, NotAllowed, WrongInput
from audit.services.rating import form as rating_service
from audit.services.rating import workbooks
from audit.store.queries import drafts, people, rating
from audit.store.round_file import body
from audit.store.tables.rating import DraftAccountRow, DraftAnswerRow, DraftGradeRow
from audit.store.tables.trail import TrailRow
from tests.builders import NOON
from tests.documents.workbooks import DAMAGES, a_full_draft, damaged, edited
from tests.scenes import ROUND, Said, Scene, a_scene

NAME = "CSC auditor"
HIDDEN = "SECRET-WORDS"
CHILD, OTHER = "Child A", "Child B"


@pytest.fixture
def scene(app: App) -> Scene:
    """Return a round of two children at its rating, in which nobody has begun."""
    return a_scene(app, cases=(CHILD, OTHER))


def form(scene: Scene, by: Person | None = None, agency: str = "CSC") -> WorkbookForm:
    """Return the form of an agency's workbook as a person gets it."""
    with scene.app.reading() as db:
        return workbooks.form_for(
            db, viewer=Viewer.of(by or scene.facilitator), round_ref=ROUND, agency_ref=agency, today=NOON.date()
        )


def filled(scene: Scene, *cases: str, words: str = HIDDEN, name: str = NAME, agency: str = "CSC") -> bytes:
    """Return a workbook in which these children are filled in whole."""
    there = form(scene, agency=agency)
    full = tuple(
        replace(one, draft=replace(a_full_draft(words, one.case.ref), agency=agency)) if one.case.ref in cases else one
        for one in there.cases
    )
    return edited(write_audit_workbook(replace(there, cases=full)), lambda book: _type(book, "Instructions", B3=name))


def another_copy(scene: Scene, words: str, *cases: str, by: Person | None = None) -> bytes:
    """Return the workbook as it goes out to a person, filled in by hand."""
    there, full = form(scene, by), filled(scene, *(cases or (CHILD,)), words=words)
    places = places_in(there)
    book = load_workbook(BytesIO(full))

    def fill(mine: Workbook) -> None:
        _type(mine, "Instructions", B3=NAME)
        for one in there.cases:
            if one.case.ref in (cases or (CHILD,)):
                for at in (at for sheet, at in places.values() if sheet == one.case.ref):
                    if book[one.case.ref][at].value is not None:
                        mine[one.case.ref][at] = book[one.case.ref][at].value

    return edited(write_audit_workbook(there), fill)


def places_in(there: WorkbookForm) -> Mapping[Spot, tuple[str, str]]:
    """Return the sheet and the cell of everything that can be filled in."""
    return read_audit_workbook(write_audit_workbook(there), there).places


def returned(scene: Scene, data: bytes, agency: str = "CSC") -> WorkbookReturn:
    """Return what a workbook gives."""
    return read_audit_workbook(data, form(scene, agency=agency))


def looked_at(scene: Scene, found: WorkbookReturn, by: Person | None = None) -> Preview:
    """Return what taking a workbook in would do."""
    with scene.app.reading() as db:
        return workbooks.preview(db, viewer=Viewer.of(by or scene.facilitator), returned=found)


def taken_in(
    scene: Scene,
    found: WorkbookReturn,
    by: Person | None = None,
    *,
    seen: Preview | None = None,
    side: str = "",
    **decided: Any,
) -> Preview:
    """Take a workbook in; the side is that of the file or that of the app."""
    chosen: dict[str, Any] = {f"from_{side}": frozenset({CHILD})} if side else {}
    answers = Answers(**decided, **chosen)
    with scene.app.unit_of_work() as db:
        return workbooks.take_in(db, by=by or scene.facilitator, returned=found, now=NOON, seen=seen, answers=answers)


def ratings(scene: Scene, viewer: Viewer, case: str = CHILD) -> tuple[Rating, ...]:
    """Return the ratings of a child that a viewer may see."""
    with scene.app.reading() as db:
        return rating.ratings(db, viewer=viewer, audit_round=scene.round(), case_ref=case)


def everything(scene: Scene) -> tuple[str, int]:
    """Return all that is kept of the round, and how long the trail is."""
    with scene.app.reading() as db:
        return body.export(db, scene.round().id), len(db.exec(select(TrailRow.id)).all())


def changed(data: bytes, sheet: str, **cells: Any) -> bytes:
    """Return a workbook in which some cells are filled in again."""
    return edited(data, lambda book: _type(book, sheet, **cells))


def _type(book: Workbook, sheet: str, **cells: Any) -> None:
    for at, value in cells.items():
        book[sheet][at] = value


def test_a_workbook_becomes_the_agencys_own_blind_rating(scene: Scene):
    done = taken_in(scene, returned(scene, filled(scene, CHILD)))
    assert [(case.ref, case.submitted) for case in done.cases] == [(CHILD, True), (OTHER, False)]
    (made,) = ratings(scene, scene.viewer("CSC"))
    assert (made.submitted_by, made.on_behalf, made.blind) == (scene.people["CSC"].id, False, True)
    assert {answer.answer for answer in made.answers} == {Answer.MET}
    assert made.account.synopsis == HIDDEN


def test_workbooks_of_two_agencies_taken_in_by_one_person_are_both_blind(scene: Scene):
    for agency in ("CSC", "CAMHS"):
        data = filled(scene, CHILD, agency=agency, name=f"{agency} auditor")
        taken_in(scene, returned(scene, data, agency))
    assert [one.blind for a in ("CSC", "CAMHS") for one in ratings(scene, scene.viewer(a))] == [True, True]


def test_the_same_file_twice_does_nothing(scene: Scene):
    data = filled(scene, CHILD)
    taken_in(scene, returned(scene, data))
    before = everything(scene)
    again = taken_in(scene, returned(scene, data))
    assert [(case.new, case.changed, case.submits) for case in again.cases] == [(0, 0, False)] * 2
    assert everything(scene) == before


def test_the_preview_writes_nothing_and_holds_nothing_that_was_said(scene: Scene):
    data = changed(filled(scene, CHILD), CHILD, C10=HIDDEN, C11=HIDDEN)
    before = everything(scene)
    found = looked_at(scene, returned(scene, data))
    assert HIDDEN not in repr(found)
    assert [(one.sheet, one.cell) for one in found.wrong] == [(CHILD, "C10"), (CHILD, "C11")]
    assert everything(scene) == before


def test_what_is_missing_does_not_tell_a_facilitator_what_was_answered(scene: Scene):
    data = changed(filled(scene, CHILD), CHILD, C10="Not applicable", H10=None)
    found = returned(scene, data)
    assert looked_at(scene, found).cases[0].missing == ("Statement 1, question 1",)
    own = looked_at(scene, found, scene.people["CSC"])
    assert own.cases[0].missing == ("Statement 1, question 1: say why it does not apply to this child",)


def test_what_was_taken_in_stays_hidden_from_the_facilitator_until_the_reveal(scene: Scene):
    taken_in(scene, returned(scene, filled(scene, CHILD)))
    assert ratings(scene, scene.at_desk_of("CSC")) == ()
    assert HIDDEN not in repr(form(scene))
    assert HIDDEN.encode() not in _unpacked(write_audit_workbook(form(scene)))


def test_an_auditor_gets_their_own_draft_in_their_workbook_and_no_one_elses(scene: Scene):
    scene.fill_in(scene.viewer("CSC"), said=Said(words="ours"), submit=False)
    scene.fill_in(scene.viewer("CAMHS"), said=Said(words="theirs"), submit=False)
    words = _unpacked(write_audit_workbook(form(scene, scene.people["CSC"])))
    assert b"note ours" in words
    assert b"theirs" not in words
    with pytest.raises(NotAllowed):
        form(scene, scene.people["CSC"], agency="CAMHS")


def test_what_is_not_complete_stays_a_draft(scene: Scene):
    data = changed(filled(scene, CHILD), CHILD, C10=None)
    done = taken_in(scene, returned(scene, data))
    assert done.cases[0].missing == ("Statement 1, question 1",)
    assert not done.cases[0].submitted
    assert ratings(scene, scene.viewer("CSC")) == ()
    with scene.app.reading() as db:
        kept = drafts.draft(db, viewer=scene.viewer("CSC"), round_ref=ROUND, case_ref=CHILD)
    assert kept.account.synopsis == HIDDEN


def test_a_part_now_and_the_rest_later(scene: Scene):
    data = filled(scene, CHILD)
    taken_in(scene, returned(scene, changed(data, CHILD, C10=None)))
    done = taken_in(scene, returned(scene, data))
    assert (done.cases[0].new, done.cases[0].submitted) == (1, True)


def test_nothing_is_taken_in_while_a_cell_is_wrong_unless_the_person_says_so(scene: Scene):
    found = returned(scene, changed(filled(scene, CHILD, OTHER), CHILD, C10="Perhaps"))
    before = everything(scene)
    with pytest.raises(AuditError, match="Child A, C10: This is not one of the choices"):
        taken_in(scene, found)
    assert everything(scene) == before
    done = taken_in(scene, found, without_wrong=True)
    assert [case.submitted for case in done.cases] == [False, True]


def test_a_row_whose_question_was_edited_waits_and_the_rest_is_taken_in(scene: Scene):
    found = returned(scene, changed(filled(scene, CHILD), CHILD, B10="Another question"))
    assert [fault.in_words for fault in found.wrong] == [
        "Child A, B10: This cell is fixed. Undo the change. The row waits for it."
    ]
    done = taken_in(scene, found, without_wrong=True)
    assert (done.cases[0].submitted, done.cases[0].missing) == (False, ("Statement 1, question 1",))


def test_a_correction_needs_its_reason_and_becomes_a_new_version(scene: Scene):
    data = filled(scene, CHILD)
    taken_in(scene, returned(scene, data))
    data = changed(data, CHILD, C10="Not met")
    last = load_workbook(BytesIO(data))[CHILD].max_row
    with pytest.raises(AuditError, match="Say here why it is changed"):
        taken_in(scene, returned(scene, data))
    data = changed(data, CHILD, **{f"H{last}": "We found more records."})
    taken_in(scene, returned(scene, data))
    taken_in(scene, returned(scene, data))
    (newest,) = ratings(scene, scene.viewer("CSC"))
    assert (newest.version, newest.reason, newest.answers[0].answer) == (2, "We found more records.", Answer.NOT_MET)


def test_no_involvement_found_counts_as_the_answer(scene: Scene):
    data = changed(filled(scene), OTHER, C6="No involvement found")
    done = taken_in(scene, returned(scene, data))
    assert [case.submitted for case in done.cases] == [False, True]
    assert scene.round().involvement_of(OTHER, "CSC") is Involvement.NO_INVOLVEMENT
    before = everything(scene)
    taken_in(scene, returned(scene, data))
    assert everything(scene) == before


def test_no_involvement_beside_answers_is_wrong(scene: Scene):
    found = looked_at(scene, returned(scene, changed(filled(scene, CHILD), CHILD, C6="No involvement found")))
    assert [(one.sheet, one.cell) for one in found.wrong] == [(CHILD, "C6")]
    assert not found.does_something


@pytest.mark.parametrize("name", ["", "x" * 121])
def test_an_auditors_name_is_needed(scene: Scene, name: str):
    found = returned(scene, filled(scene, CHILD, name=name))
    with pytest.raises(AuditError, match="Instructions, B3"):
        taken_in(scene, found, without_wrong=True)


def test_a_new_auditor_is_added_to_the_agency_once(scene: Scene):
    found = returned(scene, filled(scene, CHILD, name=" Robin  New "))
    assert looked_at(scene, found).new_auditor
    taken_in(scene, found)
    taken_in(scene, returned(scene, filled(scene, CHILD, OTHER, name="robin new")))
    with scene.app.reading() as db:
        (added,) = (one for one in people.people(db) if one.name == "Robin New")
    assert (added.agency, added.email) == ("CSC", None)
    assert [one.blind for one in ratings(scene, scene.viewer("CSC"), OTHER)] == [True]


def test_somebody_who_typed_meanwhile_is_noticed(scene: Scene):
    found = returned(scene, filled(scene, CHILD))
    seen = looked_at(scene, found)
    scene.fill_in(scene.viewer("CSC"), said=Said(words="typed meanwhile"), submit=False)
    with pytest.raises(Conflict):
        taken_in(scene, found, seen=seen)


def test_only_the_facilitator_and_the_agency_itself_may_take_it_in(scene: Scene):
    found = returned(scene, filled(scene, CHILD))
    for who in ("CAMHS", "board_member", "manager", "scrutineer"):
        with pytest.raises(NotAllowed):
            taken_in(scene, found, scene.people[who])
    assert taken_in(scene, found, scene.people["CSC"]).cases[0].submitted


def test_after_the_workshop_a_workbook_comes_too_late(scene: Scene):
    found = returned(scene, filled(scene, CHILD))
    scene.move_to(Stage.FINDINGS)
    with pytest.raises(AuditError, match="This can be done at"):
        taken_in(scene, found)


def test_a_rating_from_the_screen_and_the_same_workbook_agree(scene: Scene):
    data = filled(scene, CHILD)
    taken_in(scene, returned(scene, changed(data, CHILD, C10=None)))
    with scene.app.unit_of_work() as db:
        draft = drafts.draft(db, viewer=scene.viewer("CSC"), round_ref=ROUND, case_ref=CHILD)
        key = scene.round().statements_for("CSC")[0]
        answer = replace(draft.answer(key.line_key(key.lines[0])), answer=Answer.MET)
        at: dict[str, Any] = {"viewer": scene.viewer("CSC"), "round_ref": ROUND, "case_ref": CHILD, "now": NOON}
        rating_service.save_answer(db, answer=answer, **at)
        rating_service.submit(db, **at)
    assert not looked_at(scene, returned(scene, data)).does_something


@pytest.mark.parametrize("kind", [kind for kind in DAMAGES if kind not in ("very many rows", "a zip bomb")])
def test_a_damaged_workbook_leaves_nothing_half_written(scene: Scene, kind: str):
    data = damaged(kind, 0, of=filled(scene, CHILD))
    before = everything(scene)
    try:
        found = returned(scene, data)
        taken_in(scene, found)
    except (WrongInput, AuditError):
        assert everything(scene) == before
    else:
        assert found.wrong == ()


def submitted(scene: Scene) -> Rating:
    """Return what social care has submitted about the child."""
    (made,) = ratings(scene, scene.viewer("CSC"))
    return made


def test_a_second_copy_with_other_words_is_a_conflict_that_names_both(scene: Scene):
    csc = scene.people["CSC"]
    first, second = another_copy(scene, "from the first copy"), another_copy(scene, "from the second copy")
    taken_in(scene, returned(scene, first), csc)
    before = everything(scene)
    with pytest.raises(Conflict, match="says “from the second copy”; here it says “from the first copy”"):
        taken_in(scene, returned(scene, second), csc)
    assert everything(scene) == before
    assert submitted(scene).account.synopsis == "from the first copy"


@pytest.mark.parametrize(("side", "says", "version"), [("file", "second", 2), ("app", "first", 1)])
def test_one_choice_settles_two_copies(scene: Scene, side: str, says: str, version: int):
    taken_in(scene, returned(scene, another_copy(scene, "first")))
    second = returned(scene, another_copy(scene, "second"))
    taken_in(scene, second, seen=looked_at(scene, second), side=side)
    made = submitted(scene)
    assert (made.account.synopsis, made.version) == (says, version)
    assert bool(made.reason) is (version == 2)


def test_before_the_reveal_a_facilitator_is_told_where_two_copies_part_and_not_what_they_say(scene: Scene):
    second = returned(scene, another_copy(scene, "SECRET-TOO"))
    taken_in(scene, returned(scene, another_copy(scene, HIDDEN)))
    found = looked_at(scene, second)
    assert {(one.file, one.saved, one.saved_by) for one in found.clashes} == {(None, None, NAME)}
    assert HIDDEN not in repr(found)
    assert "SECRET-TOO" not in repr(found)
    scene.move_to(Stage.WORKSHOP)
    scene.reveal()
    assert {(one.file, one.saved) for one in looked_at(scene, second).clashes} >= {("SECRET-TOO", HIDDEN)}


def test_a_cell_that_nobody_touched_takes_nothing_back(scene: Scene):
    csc, viewer = scene.people["CSC"], scene.viewer("CSC")
    scene.fill_in(viewer, said=Said(words="as it went out"), submit=False)
    data = write_audit_workbook(form(scene, csc))
    with scene.app.unit_of_work() as db:
        account = drafts.draft(db, viewer=viewer, round_ref=ROUND, case_ref=CHILD).account
        at: dict[str, Any] = {"viewer": viewer, "round_ref": ROUND, "case_ref": CHILD, "now": NOON}
        rating_service.save_account(db, account=replace(account, synopsis="typed on the page since"), **at)
    _, row = places_in(form(scene, csc))[Spot(field=Field.DIFFERENCE, case=CHILD)]
    data = changed(data, CHILD, **{row: "typed in the workbook"})
    found = looked_at(scene, returned(scene, data), csc)
    assert (found.clashes, found.cases[0].changed) == ((), 1)
    taken_in(scene, returned(scene, data), csc)
    made = submitted(scene).account
    assert (made.synopsis, made.difference) == ("typed on the page since", "typed in the workbook")


def test_no_involvement_against_answers_of_another_copy_is_a_conflict(scene: Scene):
    taken_in(scene, returned(scene, changed(another_copy(scene, "first"), CHILD, C10=None)))
    blank = edited(write_audit_workbook(form(scene)), lambda book: _type(book, "Instructions", B3=NAME))
    none = returned(scene, changed(blank, CHILD, C6="No involvement found"))
    with pytest.raises(Conflict, match="C6"):
        taken_in(scene, none)


def test_the_workbook_of_a_submitted_case_holds_what_was_submitted(scene: Scene):
    taken_in(scene, returned(scene, another_copy(scene, HIDDEN)))
    with scene.app.unit_of_work() as db:
        for table in (DraftAnswerRow, DraftGradeRow, DraftAccountRow):
            db.exec(delete(table))  # as where the round came from a file
    csc = scene.people["CSC"]
    assert HIDDEN.encode() in _unpacked(write_audit_workbook(form(scene, csc)))
    assert HIDDEN.encode() not in _unpacked(write_audit_workbook(form(scene)))
    last = load_workbook(BytesIO(write_audit_workbook(form(scene, csc))))[CHILD].max_row
    data = changed(write_audit_workbook(form(scene, csc)), CHILD, C10="Not met", **{f"H{last}": "More was found."})
    taken_in(scene, returned(scene, data), csc)
    made = submitted(scene)
    assert (made.version, made.reason, made.answers[0].answer) == (2, "More was found.", Answer.NOT_MET)
    assert made.account.synopsis == HIDDEN
    scene.move_to(Stage.WORKSHOP)
    scene.reveal()
    assert HIDDEN.encode() in _unpacked(write_audit_workbook(form(scene)))


def test_a_note_of_one_word_is_a_note(scene: Scene):
    taken_in(scene, returned(scene, another_copy(scene, "no")))
    assert submitted(scene).answers[0].note == "no"


def _unpacked(data: bytes) -> bytes:
    book = load_workbook(BytesIO(data))
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row).encode()
