"""A list comes back however it was edited: what is right is read, and what is not is named, cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.excel.list_reading import ListReturn, read_list
from audit.documents.excel.list_workbook import (
    HEAD,
    REF_COLUMN,
    Column,
    Day,
    Fills,
    ListForm,
    ListRow,
    ListSheet,
    write_list,
)
from audit.documents.excel.returned import Outcome, outcome
from audit.documents.excel.sheets import exact
from audit.documents.excel.writing import marked
from audit.errors import AuditError, WrongInput
from tests.documents.workbooks import faults

MADE = date(2026, 12, 1)
COLUMNS = (
    REF_COLUMN,
    Column(name="what", heading="What", width=30, needed="Say what it is."),
    Column(name="state", heading="State", width=12, choices={"on": "On track", "late": "Late"}, group="update"),
    Column(name="said", heading="Said", width=30, fills=Fills.LATER, group="update"),
    Column(name="due", heading="Due", width=12, day=Day.AHEAD),
    Column(name="fixed", heading="Fixed", width=12, fills=Fills.NONE),
)
ROWS = tuple(
    ListRow(ref=f"A{n}", cells={"what": f"Thing {n}", "state": "on", "due": f"2026-12-0{n}", "fixed": "as it is"})
    for n in (1, 2, 3, 4)
)


def written(rows: tuple[ListRow, ...] = ROWS) -> bytes:
    lines = ("Working file", "Fill it in")
    sheet = ListSheet(name="Things", columns=COLUMNS, rows=rows, title="Things", lines=lines, spare=2)
    form = ListForm(
        kind="list 1",
        about="all",
        sheets=[sheet],
        title="Things",
        sections=(("How", (("One", "Two"),)),),
        marking="OFFICIAL",
        made_on=MADE,
    )
    return write_list(form)


def back(change: Callable[[Worksheet], Any] = lambda _: None, data: bytes = b"") -> ListReturn:
    return read_list(saved(change, data), kind="list 1", called="a list of things", columns=COLUMNS)


def saved(change: Callable[[Worksheet], Any], data: bytes = b"") -> bytes:
    book, made = load_workbook(BytesIO(data or written())), BytesIO()
    change(book["Things"])
    book.save(made)
    return made.getvalue()


def put(**cells: Any) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        for at, value in cells.items():
            sheet[at] = value

    return change


def moved(sheet: Worksheet) -> None:
    """Turn the columns round, sort the rows the other way, and put a row above the headings."""
    rows = [[cell.value for cell in row][::-1] for row in sheet.iter_rows(min_row=HEAD, max_row=HEAD + 6)]
    for number, row in enumerate([rows[0], *rows[:0:-1]], start=HEAD):
        for place, value in enumerate(row, start=1):
            sheet.cell(number, place).value = value
    sheet.insert_rows(2)


def changed(returned: ListReturn) -> dict[str, dict[str, str]]:
    rows = {row.ref: {name: row.cells.get(name, "") for name in sorted(row.changed)} for row in returned.rows}
    return {ref: cells for ref, cells in rows.items() if cells}


def said(returned: ListReturn) -> list[str]:
    return [fault.in_words for fault in returned.wrong]


def test_a_list_is_a_workbook_that_nothing_has_to_be_repaired_in(tmp_path: Path):
    assert faults(written(), tmp_path) == []
    wrong = back(put(C5="Nearly")).wrong
    assert faults(marked(written(), wrong), tmp_path) == []


def test_nothing_is_locked_so_that_rows_can_be_sorted_and_columns_moved():
    assert not load_workbook(BytesIO(written()))["Things"].protection.sheet


def test_rows_and_columns_come_back_in_any_order():
    returned = back(moved)
    assert changed(returned) == {}
    assert (said(returned), returned.missing, returned.notes) == ([], (), ())
    assert [row.ref for row in returned.rows] == ["A4", "A3", "A2", "A1"]  # the empty ones left out


def test_a_day_is_read_as_it_was_typed_and_the_same_day_in_other_words_is_no_change():
    returned = back(put(E5="1st December", E6="3/2/27", E7=date(2027, 1, 5), E8="28 November"))
    assert changed(returned) == {"A2": {"due": "2027-02-03"}, "A3": {"due": "2027-01-05"}}
    assert said(returned) == ["Things, E8: This could be 28 Nov 2026 or 28 Nov 2027. Write the year as well."]
    assert returned.rows[1].typed["due"] == "3/2/27"


def test_one_wrong_cell_does_not_stop_the_rest():
    returned = back(put(B5="Better", B6=None, C7="LATE", F8="other"))
    assert changed(returned) == {"A1": {"what": "Better"}, "A3": {"state": "late"}}
    assert said(returned) == ["Things, B6: Say what it is.", "Things, F8: This cell is fixed. Undo the change."]


def test_cells_that_belong_together_wait_for_the_wrong_one_among_them():
    returned = back(put(B5="Better", C5="Nearly", D5="We asked."))
    assert changed(returned) == {"A1": {"what": "Better"}}
    assert said(returned) == [
        "Things, C5: This is not one of the choices. Choose On track or Late. The rest of this update waits for it."
    ]


def test_a_row_that_was_deleted_is_missing_by_name():
    returned = back(lambda sheet: sheet.delete_rows(HEAD + 2))
    assert (returned.missing, said(returned)) == (("A2",), [])


def test_columns_that_were_added_hidden_or_taken_out_are_named_and_not_read():
    def change(sheet: Worksheet) -> None:
        put(B5="Hidden", G4="Mine", G5="note", I9="far away")(sheet)
        sheet.column_dimensions["B"].hidden = True
        sheet["D4"] = None

    returned = back(change)
    assert changed(returned) == {}
    assert returned.notes == (
        "The column “What” is hidden, so what was changed in it is not taken in.",
        "The column “Said” is missing. What is here stays as it is.",
        "Column G “Mine” was added, so it is not taken in.",
        "Column I was added, so it is not taken in.",
    )


def test_a_hidden_column_that_nobody_changed_is_not_worth_a_word():
    def hide(sheet: Worksheet) -> None:
        sheet.column_dimensions["B"].hidden = True

    assert back(hide).notes == ()


def test_a_new_thing_goes_into_a_row_called_new_or_into_one_without_a_number():
    returned = back(put(B9="First", B12="Second", A13="New 9", B13="Third"))
    new = [row for row in returned.rows if row.is_new]
    assert [(row.ref, row.cells["what"]) for row in new] == [
        ("New 1", "First"),
        ("New, row 12", "Second"),
        ("New 9", "Third"),
    ]
    assert len({row.stamp for row in new}) == 3
    again = next(row for row in back(put(B9="First, better")).rows if row.is_new)
    assert again.stamp == new[0].stamp


def test_a_new_row_with_a_wrong_cell_waits_whole():
    returned = back(put(C9="Late", E9="soon"))
    assert [row for row in returned.rows if row.is_new] == []
    assert said(returned) == [
        "Things, E9: This is not a day. Write it like 3/12/2026 or 3 Dec 2026. The new row waits for it.",
        "Things, B9: Say what it is. The new row waits for it.",
    ]


def test_a_number_that_stands_twice_or_was_never_sent_is_wrong():
    returned = back(put(A6="A1", A7="A99"))
    assert [fault.cell for fault in returned.wrong] == ["A6", "A7"]
    assert returned.missing == ("A2", "A3")


def test_merged_cells_leave_their_rows_as_they_are():
    returned = back(lambda sheet: (put(B5="Better")(sheet), sheet.merge_cells("B6:C7")))
    assert said(returned) == ["Things, B6: Cells were merged here, so the row is left as it is. Undo it."]
    assert (changed(returned), returned.missing) == ({"A1": {"what": "Better"}}, ())


def test_the_wrong_cells_are_marked_in_the_same_workbook_and_the_corrected_ones_no_more():
    data = saved(put(B5="Better", C5="Nearly", E6="soon"))
    first = marked(data, back(data=data).wrong)
    sheet = load_workbook(BytesIO(first))["Things"]
    assert (sheet["B5"].value, sheet["C5"].value) == ("Better", "Nearly")
    assert "not one of the choices" in sheet["C5"].comment.text
    assert sheet["C5"].fill.fgColor.rgb != sheet["C6"].fill.fgColor.rgb
    again = saved(put(C5="Late"), first)
    assert changed(back(data=again)) == {"A1": {"what": "Better", "state": "late"}}
    sheet = load_workbook(BytesIO(marked(again, back(data=again).wrong)))["Things"]
    assert sheet["C5"].comment is None
    assert "not a day" in sheet["E6"].comment.text


def test_a_list_of_another_kind_or_without_its_headings_is_refused():
    with pytest.raises(WrongInput, match="This is not a list of other things of this version"):
        read_list(written(), kind="list 2", called="a list of other things", columns=COLUMNS)
    with pytest.raises(WrongInput, match="The headings cannot be found"):
        back(put(A4="Number"))


def test_a_text_that_no_cell_can_hold_is_told_before_anything_is_written():
    with pytest.raises(AuditError, match="Things, B5: this text is too long for a workbook"):
        written((ListRow(ref="A1", cells={"what": "x" * 40_000}),))


@pytest.mark.parametrize(
    ("sent", "here", "file", "brings"),
    [
        ("a", "a", "a", Outcome.UNCHANGED),
        ("a", "a", "b", Outcome.CHANGED),
        ("a", "b", "a", Outcome.UNCHANGED),
        ("a", "b", "b", Outcome.UNCHANGED),
        ("a", "b", "c", Outcome.CONFLICTING),
        ("", "", "b", Outcome.CHANGED),
        ("", "b", "c", Outcome.CONFLICTING),
        ("a", "", "", Outcome.UNCHANGED),
    ],
)
def test_a_conflict_is_a_cell_that_was_changed_on_both_sides_to_different_things(
    sent: str, here: str, file: str, brings: Outcome
):
    assert outcome(sent=exact(sent), here=here, file=file) is brings
