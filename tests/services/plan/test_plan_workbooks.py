"""The plan goes out to Excel and comes back: nothing is lost, nothing written over, nothing half done."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from audit.app import App
from audit.documents.excel.list_reading import ListReturn
from audit.documents.excel.list_workbook import HEAD
from audit.documents.excel.returned import Answers, Outcome, Preview
from audit.documents.excel.writing import marked, put
from audit.documents.plan.workbook import columns, read_plan_workbook, write_plan_workbook
from audit.documents.typed import fit
from audit.domain.people.person import Role
from audit.domain.plan import actions as rules
from audit.domain.plan.actions import ActionPlan, Progress, Update
from audit.domain.plan.workbook import ActionChange, Field
from audit.errors import AuditError, Conflict, WrongInput
from audit.services.plan import actions, workbooks
from tests.documents.builders import a_plan_round, some_findings
from tests.documents.workbooks import edited
from tests.pages.on_screen import somebody

ROUND = "WM26"
HEADINGS = {one.name: one.heading for one in columns(rules.plan(a_plan_round(), some_findings(), (), ()))}
words = strategies.text(max_size=60).map(fit) | strategies.sampled_from(["=1+1", "_x000D_", "é漢😀\n" * 900, " a  b "])


def written(app: App) -> bytes:
    with app.reading() as db:
        return write_plan_workbook(workbooks.form_for(db, viewer=app.viewer(), round_ref=ROUND, now=app.now()))


def filled(data: bytes, cells: dict[tuple[str, str], str]) -> bytes:
    """Return a workbook with some cells filled in, each named by its row's number and its column."""
    book = load_workbook(BytesIO(data))
    sheet = book["Actions"]
    rows = {sheet.cell(row, 1).value: row for row in range(HEAD + 1, sheet.max_row + 1)}
    places = {sheet.cell(HEAD, place).value: place for place in range(1, sheet.max_column + 1)}
    for (ref, name), text in cells.items():
        place = sheet.cell(rows[ref], places[HEADINGS[name]])
        place.value = None
        put(sheet, place.coordinate, text)  # as Excel writes it
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def looked_at(app: App, data: bytes) -> tuple[ListReturn, Preview[ActionChange]]:
    with app.reading() as db:
        plan = workbooks.plan_for(db, viewer=app.viewer(), round_ref=ROUND)
        returned = read_plan_workbook(data, plan)
        return returned, workbooks.preview(db, viewer=app.viewer(), returned=returned, today=app.today())


def take_in(app: App, data: bytes, **answers: Any) -> Preview[ActionChange]:
    returned, seen = looked_at(app, data)
    with app.unit_of_work() as db:
        decided = Answers(**answers)
        return workbooks.take_in(db, by=app.person, returned=returned, seen=seen, answers=decided, now=app.now())


def plan(app: App) -> ActionPlan:
    with app.reading() as db:
        return actions.plan(db, viewer=app.viewer(), round_ref=ROUND)


def say(app: App, text: str) -> None:
    update = Update(on=app.today(), by="Here", progress=Progress.ON_TRACK, text=text)
    with app.unit_of_work() as db:
        actions.update(db, by=app.person, round_ref=ROUND, ref="A9", update=update, now=app.now())


def test_a_file_that_nobody_filled_in_brings_nothing(seeded: App):
    _, found = looked_at(seeded, written(seeded))
    assert not found.wrong
    assert {one.outcome for one in found.rows} == {Outcome.UNCHANGED}


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=words, said=words)
def test_what_is_written_in_a_cell_comes_back_as_it_stands(seeded: App, text: str, said: str):
    returned, _ = looked_at(
        seeded, filled(written(seeded), {("A9", Field.TEXT): text, ("A9", Field.UPDATE_TEXT): said})
    )
    row = next(one for one in returned.rows if one.ref == "A9")
    assert row.cells.get(Field.TEXT, "") == (text if text.strip() else "")
    assert row.cells.get(Field.UPDATE_TEXT, "") == (said if said.strip() else "")


def test_what_was_filled_in_is_kept_and_the_same_file_twice_does_no_harm(seeded: App):
    data = filled(
        written(seeded),
        {
            ("A9", Field.UPDATE_TEXT): "Every school has the plan.",
            ("A9", Field.PROGRESS): "On track",
            ("A10", Field.OWNER): "Chief executive",
            ("New 1", Field.FINDING): "F1",
            ("New 1", Field.TEXT): "Ask every child",
            ("New 1", Field.MEASURE): "Asked",
            ("New 1", Field.LEAD): "CAMHS",
            ("New 1", Field.OWNER): "CAMHS lead",
            ("New 1", Field.DUE): "31/03/2027",
        },
    )
    done = take_in(seeded, data)
    assert [one.ref for one in done.of(Outcome.CHANGED)] == ["A9", "A10"]
    after = plan(seeded)
    by_ref = {one.ref: one for one in after.actions}
    assert (by_ref["A9"].updates[-1].text, by_ref["A9"].progress) == ("Every school has the plan.", Progress.ON_TRACK)
    assert by_ref["A10"].owner == "Chief executive"
    assert (by_ref["A11"].text, by_ref["A11"].due.isoformat()) == ("Ask every child", "2027-03-31")
    assert not take_in(seeded, data).does_something
    assert plan(seeded) == after


def test_a_conflict_is_never_written_over_until_somebody_chooses(seeded: App):
    data = filled(
        written(seeded), {("A9", Field.UPDATE_TEXT): "From the file.", ("A10", Field.OWNER): "Chief executive"}
    )
    say(seeded, "Said here.")
    before = plan(seeded)
    _, found = looked_at(seeded, data)
    (clash,) = found.of(Outcome.CONFLICTING)
    assert (clash.ref, clash.clashes[0].here, clash.clashes[0].file) == ("A9", "Said here.", "From the file.")
    with pytest.raises(AuditError, match="A9 changed here"):
        take_in(seeded, data)
    assert plan(seeded) == before
    take_in(seeded, data, from_app=frozenset({"A9"}))
    assert [one.text for one in plan(seeded).actions[0].updates][-1] == "Said here."
    assert plan(seeded).actions[1].owner == "Chief executive"
    take_in(seeded, data, from_file=frozenset({"A9"}))
    assert [one.text for one in plan(seeded).actions[0].updates][-2:] == ["Said here.", "From the file."]


def test_what_changed_here_after_somebody_looked_is_not_written_over_either(seeded: App):
    data = filled(written(seeded), {("A9", Field.UPDATE_TEXT): "From the file."})
    returned, seen = looked_at(seeded, data)
    say(seeded, "Said here, while the preview stood on another screen.")
    before = plan(seeded)
    with pytest.raises(Conflict, match="Look at the workbook again"), seeded.unit_of_work() as db:
        workbooks.take_in(db, by=seeded.person, returned=returned, seen=seen, now=seeded.now())
    assert plan(seeded) == before


def test_a_plan_that_was_changed_here_is_not_written_over_by_the_file(seeded: App):
    data = filled(written(seeded), {("A9", Field.OWNER): "From the file", ("A10", Field.TEXT): "Ask every child"})
    there = next(one for one in plan(seeded).actions if one.ref == "A9")
    with seeded.unit_of_work() as db:
        changed = replace(there, owner="Decided here")
        actions.change(db, by=seeded.person, round_ref=ROUND, action=changed, now=seeded.now())
    before = plan(seeded)
    _, found = looked_at(seeded, data)
    (clash,) = found.of(Outcome.CONFLICTING)
    assert (clash.ref, clash.clashes[0].here, clash.clashes[0].file) == ("A9", "Decided here", "From the file")
    with pytest.raises(AuditError, match="A9 changed here"):
        take_in(seeded, data)
    assert plan(seeded) == before
    take_in(seeded, data, from_app=frozenset({"A9"}))
    assert next(one.owner for one in plan(seeded).actions) == "Decided here"
    take_in(seeded, data, from_file=frozenset({"A9"}))
    assert next(one.owner for one in plan(seeded).actions) == "From the file"


@pytest.mark.parametrize(
    ("cells", "cell", "why"),
    [
        ({("A9", Field.PROGRESS): "Nearly"}, "K5", "not one of the choices"),
        ({("A9", Field.NEW_DUE): "soon"}, "O5", "not a day"),
        ({("A9", Field.IMPACT): "Shown"}, "L5", "Say in a sentence"),
        ({("A9", Field.DUE): "01/01/2030"}, "H5", "a due date moves under “New due date”"),
        ({("A9", Field.TEXT): ""}, "D5", "Say what will be done"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_taken_in(
    cells: dict[tuple[str, str], str], cell: str, why: str, seeded: App
):
    data = filled(written(seeded), {**cells, ("A10", Field.OWNER): "Chief executive"})
    before = plan(seeded)
    _, found = looked_at(seeded, data)
    assert [(one.sheet, one.cell) for one in found.wrong] == [("Actions", cell)]
    assert why in found.wrong[0].why
    with pytest.raises(AuditError, match="Nothing was taken in"):
        take_in(seeded, data)
    assert plan(seeded) == before


def test_a_manager_says_how_it_goes_and_plans_nothing(seeded: App):
    them = somebody(seeded, Role.MANAGER)
    data = filled(written(seeded), {("A9", Field.UPDATE_TEXT): "Done at last."})
    assert [one.ref for one in take_in(them, data).of(Outcome.CHANGED)] == ["A9"]
    _, found = looked_at(them, filled(written(seeded), {("A9", Field.OWNER): "Me"}))
    assert "Only a facilitator" in found.wrong[0].why


def test_a_file_that_is_none_of_ours_is_refused(seeded: App):
    for data in (b"", b"PK\x03\x04 broken", b"words"):
        with pytest.raises(WrongInput):
            looked_at(seeded, data)


def test_a_workbook_edited_as_a_manager_edits_it_comes_in_but_for_what_is_wrong(seeded: App):
    new = {"Finding": "F1", "The difference for children": "They say so.", "Lead agency": "CAMHS"}
    typed = {"New 1": "3/3/27", "New 2": "3rd March", "New 3": "3 Mar 2027"}

    def edit(sheet: Worksheet) -> None:
        head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEAD)]
        place = {heading: number for number, heading in enumerate(head)}
        by_ref = {row[0]: row for row in rows}
        for ref, due in typed.items():
            cells = {**new, "What will be done": f"Do {ref}", "Owner, by role": "CAMHS lead", "Due": due}
            for heading, text in cells.items():
                by_ref[ref][place[heading]] = text
        by_ref["A9"][place["Owner, by role"]] = "Head of service"
        by_ref["A9"][place["The work"]] = "Nearly there"
        rows = sorted((row for row in rows if row[0] != "A10"), key=lambda row: str(row[4] or ""), reverse=True)
        sheet.delete_rows(HEAD, sheet.max_row)
        for number, row in enumerate([head, *rows], start=HEAD + 1):
            for column, value in enumerate([*row[:3:-1], *row[:4], "My note"], start=1):
                sheet.cell(number, column).value = value

    data = edited(written(seeded), lambda book: edit(book["Actions"]))
    _, found = looked_at(seeded, data)
    assert [fault.why for fault in found.wrong] == [
        "This is not one of the choices. Choose Not started, On track, At risk, Done or Stopped."
    ]
    assert found.question == "A10 is missing: leave it as it is?"
    assert found.notes == ("Column Q “My note” was added, so it is not taken in.",)
    dues = [change for row in found.of(Outcome.NEW) for change in row.changes if change.heading == "Due"]
    assert {(change.text, change.typed) for change in dues} == {("3 Mar 2027", text) for text in typed.values()}
    before = plan(seeded)
    with pytest.raises(AuditError, match="A10 is missing"):
        take_in(seeded, data, without_wrong=True)
    assert plan(seeded) == before
    take_in(seeded, data, without_wrong=True, leave_missing=True)
    after = {one.ref: one for one in plan(seeded).actions}
    assert after["A9"].owner == "Head of service"
    assert after["A9"].progress is before.actions[0].progress
    assert after["A10"] == before.actions[1]
    assert [after[ref].due.isoformat() for ref in ("A11", "A12", "A13")] == ["2027-03-03"] * 3
    corrected = edited(marked(data, found.wrong), lambda book: correct(book["Actions"], "Nearly there", "Done"))
    assert [one.ref for one in looked_at(seeded, corrected)[1].of(Outcome.CHANGED)] == []
    assert "Say in a sentence" in looked_at(seeded, corrected)[1].wrong[0].why


def correct(sheet: Worksheet, text: str, other: str) -> None:
    (cell,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == text)
    cell.value = other


def test_two_who_change_other_cells_of_an_action_both_have_their_way(seeded: App):
    data = filled(written(seeded), {("A9", Field.OWNER): "From the file", ("A9", Field.UPDATE_TEXT): "We asked."})
    there = next(one for one in plan(seeded).actions if one.ref == "A9")
    with seeded.unit_of_work() as db:
        actions.change(
            db, by=seeded.person, round_ref=ROUND, action=replace(there, success_measure="Said here"), now=seeded.now()
        )
    take_in(seeded, data)
    after = next(one for one in plan(seeded).actions if one.ref == "A9")
    assert (after.owner, after.success_measure) == ("From the file", "Said here")
    assert after.updates[-1].text == "We asked."


def test_where_what_is_here_stands_the_cells_that_are_not_in_conflict_come_in_all_the_same(seeded: App):
    data = filled(written(seeded), {("A9", Field.OWNER): "From the file", ("A9", Field.UPDATE_TEXT): "From the file."})
    say(seeded, "Said here.")
    take_in(seeded, data, from_app=frozenset({"A9"}))
    after = next(one for one in plan(seeded).actions if one.ref == "A9")
    assert (after.owner, after.updates[-1].text) == ("From the file", "Said here.")
