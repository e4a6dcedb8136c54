"""The evidence register: described, described anew, taken out and in by Excel, and erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from audit.app import App
from audit.documents.excel.list_reading import ListReturn
from audit.documents.excel.list_workbook import HEAD
from audit.documents.excel.returned import Answers, Outcome, Preview
from audit.documents.readiness.evidence_workbook import SHEET, columns, read_evidence_workbook, write_evidence_workbook
from audit.domain.frameworks.framework import Key
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Viewer
from audit.domain.readiness.evidence import Evidence, Way
from audit.errors import AuditError, Conflict, NotAllowed, WrongInput
from audit.services.people import form_drafts
from audit.services.readiness import evidence
from audit.store.queries import readiness as queries
from tests.builders import NOON
from tests.readiness import INSTALLED, J7, QS1, QS2, a_piece
from tests.scenes import Scene, a_scene

KNOWN = {key: f"{key.ref} {item.title}" for key, item in evidence.known(INSTALLED).items()}
NEW = replace(a_piece(""), about=(J7, QS2))
TODAY = NOON.date()


def add(scene: Scene, piece: Evidence = NEW, by: str = "facilitator") -> str:
    with scene.app.unit_of_work() as db:
        return evidence.add(db, by=scene.people[by], frameworks=INSTALLED, evidence=piece, now=NOON)


def change(scene: Scene, piece: Evidence) -> int:
    with scene.app.unit_of_work() as db:
        return evidence.change(db, by=scene.people["manager"], frameworks=INSTALLED, evidence=piece, now=NOON)


def register(scene: Scene, who: str = "facilitator") -> tuple[Evidence, ...]:
    with scene.app.reading() as db:
        return queries.register(db, viewer=Viewer.of(scene.people[who]))


def workbook(scene: Scene, *, changes: dict[str, Any] | None = None, rows: list[list[Any]] | None = None) -> bytes:
    """Return the register's workbook as somebody sends it back, with cells changed and rows added."""
    written = write_evidence_workbook(register(scene), KNOWN, partnership="Three Rivers", marking="M", today=TODAY)
    book = load_workbook(BytesIO(written))
    sheet = book[SHEET]
    for at, value in (changes or {}).items():
        sheet[at] = value
    first = len(register(scene)) + HEAD + 1
    for number, row in enumerate(rows or [], start=first):
        for place, value in enumerate(row, start=1):
            sheet.cell(number, place).value = value
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def test_every_row_of_the_workbook_is_high_enough_for_its_longest_text(app: App):
    scene = a_scene(app)
    long = "Most plans say who does what by when, and what the child thinks of it. " * 5
    add(scene, replace(a_piece(), shows=long))
    add(scene, replace(a_piece(), shows="Short."))
    sheet = load_workbook(BytesIO(workbook(scene)))[SHEET]
    heights = [sheet.row_dimensions[row].height for row in (HEAD + 1, HEAD + 2)]
    assert heights[0] >= len(long) / 50 * 15 > heights[1] >= 15


def read(data: bytes) -> ListReturn:
    return read_evidence_workbook(data, KNOWN, today=TODAY)


def looked_at(scene: Scene, data: bytes) -> tuple[ListReturn, Preview[Evidence]]:
    returned = read(data)
    with scene.app.reading() as db:
        eyes = Viewer.of(scene.facilitator)
        return returned, evidence.preview(db, viewer=eyes, returned=returned, known=tuple(KNOWN), today=TODAY)


def take_in(scene: Scene, data: bytes, by: str = "manager", **answers: Any) -> Preview[Evidence]:
    returned, seen = looked_at(scene, data)
    with scene.app.unit_of_work() as db:
        asked: dict[str, Any] = {"returned": returned, "known": tuple(KNOWN), "seen": seen}
        asked["answers"] = Answers(**answers)
        return evidence.take_in(db, by=scene.people[by], now=NOON, **asked)


def test_a_piece_is_described_anew_and_the_old_description_stays(any_app: App):
    scene = a_scene(any_app)
    assert (add(scene), add(scene, by="manager")) == ("E1", "E2")
    (first, _) = register(scene)
    kept = replace(NEW, title="Piece", said_by="This computer", said_at_utc=NOON)  # without the space at its end
    assert first == replace(kept, ref="E1", about=tuple(sorted(NEW.about)))
    assert change(scene, replace(first, way=Way.WEAKNESS, about=(QS1,))) == 2
    with scene.app.reading() as db:
        new, old = queries.evidence_history(db, viewer=Viewer.of(scene.facilitator), ref="E1")
    assert (new.way, new.about, new.said_by, old.way, old.about) == (
        Way.WEAKNESS,
        (QS1,),
        "manager",
        Way.STRENGTH,
        first.about,
    )
    with pytest.raises(Conflict) as caught:
        change(scene, first)
    assert caught.value.version == 2


def test_the_register_is_as_it_was_on_an_earlier_day(app: App):
    scene = a_scene(app)
    add(scene)
    with app.unit_of_work() as db:
        later = replace(register(scene)[0], title="Later")
        evidence.change(db, by=scene.facilitator, frameworks=INSTALLED, evidence=later, now=NOON + timedelta(days=9))
    with app.reading() as db:
        eyes = Viewer.of(scene.facilitator)
        titles = [
            [one.title for one in queries.register(db, viewer=eyes, as_of=NOON + timedelta(days=days))]
            for days in (-1, 1, 10)
        ]
    assert titles == [[], ["Piece"], ["Later"]]


def test_what_it_is_about_has_to_be_there(app: App):
    with pytest.raises(AuditError, match="no criterion or statement"):
        add(a_scene(app), replace(NEW, about=(Key("nowhere", "X1"),)))


@pytest.mark.parametrize("who", ["CSC", "scrutineer", "board_member"])
def test_others_read_and_do_not_write(app: App, who: str):
    scene = a_scene(app)
    add(scene)
    assert len(register(scene, who)) == 1
    with pytest.raises(NotAllowed):
        add(scene, by=who)


def test_the_partnership_sets_the_period(app: App):
    scene = a_scene(app)
    with app.unit_of_work() as db:
        assert queries.months(db) == 12
        evidence.set_months(db, by=scene.facilitator, months=18, now=NOON)
        assert queries.months(db) == 18
    with pytest.raises(NotAllowed), app.unit_of_work() as db:
        evidence.set_months(db, by=scene.people["manager"], months=6, now=NOON)


def test_a_piece_is_erased_for_good_once_its_ref_is_typed(app: App):
    scene = a_scene(app)
    add(scene, replace(NEW, shows="heron-by-the-canal"))
    change(scene, replace(register(scene)[0], title="Other"))
    begun: dict[str, Any] = {"round_ref": "", "kind": FormKind.EVIDENCE, "about": "E1"}
    with app.unit_of_work() as db:
        form_drafts.keep(db, by=scene.people["manager"], fields={"shows": "otter-by-the-weir"}, now=NOON, **begun)
    with pytest.raises(AuditError, match="type E1"), app.unit_of_work() as db:
        evidence.erase(db, by=scene.facilitator, ref="E1", confirmed="", now=NOON)
    with app.unit_of_work() as db:
        evidence.erase(db, by=scene.facilitator, ref="E1", confirmed="E1", now=NOON)
    app.scrub()
    assert register(scene) == ()
    bytes_left = Path(str(app.engine.url.database)).read_bytes()
    assert b"heron-by-the-canal" not in bytes_left
    assert b"otter-by-the-weir" not in bytes_left


def test_a_workbook_that_comes_back_as_it_went_out_changes_nothing(app: App):
    scene = a_scene(app)
    add(scene, replace(NEW, title="=1+1", shows="two\nlines", review_by=date(2027, 1, 31)))
    add(scene)
    _, found = looked_at(scene, workbook(scene))
    assert [one.outcome for one in found.rows] == [Outcome.UNCHANGED] * 2
    assert (found.wrong, found.missing, found.notes) == ((), (), ())


def a_talk(**other: Any) -> list[Any]:
    """Return a row for a new piece, by column."""
    row = {
        "ref": None,
        "title": "A talk",
        "kind": "conversation with children or carers",
        "shows": "They said so.",
        "way": "WEAKNESS",
        "about": "qs1; J7",
        "owner": "Participation officer",
        "kept_at": "Minutes",
        "dated": "3/11/26",
        "looked_at_by": "",
        "review_by": date(2027, 3, 1),
    }
    return list((row | other).values())


def test_new_and_changed_rows_are_taken_in(app: App):
    scene = a_scene(app)
    add(scene)
    data = workbook(scene, changes={"B5": "A better title"}, rows=[a_talk()])
    done = take_in(scene, data)
    assert [one.outcome for one in done.rows] == [Outcome.CHANGED, Outcome.NEW]
    first, second = register(scene)
    assert (first.title, first.version) == ("A better title", 2)
    assert (second.ref, second.dated, second.review_by, second.about) == (
        "E2",
        date(2026, 11, 3),
        date(2027, 3, 1),
        (QS1, J7),
    )
    assert not take_in(scene, data).does_something


@pytest.mark.parametrize(
    ("cell", "value", "says"),
    [
        ("A5", "E9", "Evidence, A5: The file did not go out with this number"),
        ("B5", None, "Evidence, B5: This is empty"),
        ("B5", "=A1", "Evidence, B5: This is a formula"),
        ("B5", "x" * 201, "Evidence, B5: This has 201 characters; 200 is the most"),
        ("C5", "Rumour", "Evidence, C5: This is not one of the choices. Choose Document, Data"),
        ("E5", None, "Evidence, E5: This is empty"),
        ("F5", "QS1, QS99", "Evidence, F5: One of these refs is not known"),
        ("F5", None, "Evidence, F5: This is empty. Name at least one"),
        ("I5", "31/2/2026", "Evidence, I5: There is no 31 February 2026"),
        ("I5", date(2099, 1, 1), "Evidence, I5: The date of the evidence is still to come"),
        ("K5", "soon", "Evidence, K5: This is not a day"),
        ("K5", date(2020, 1, 1), "Evidence, K5: It is to be looked at again before"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_taken_in_unless_the_rest_is_asked_for(
    app: App, cell: str, value: Any, says: str
):
    scene = a_scene(app)
    add(scene)
    data = workbook(scene, changes={cell: value}, rows=[a_talk()])
    with pytest.raises(AuditError) as caught:
        take_in(scene, data)
    assert says in str(caught.value)
    assert str(caught.value).count(f"Evidence, {cell}") == 1
    assert [one.version for one in register(scene)] == [1]
    take_in(scene, data, without_wrong=True, leave_missing=True)
    assert [(one.ref, one.version) for one in register(scene)] == [("E1", 1), ("E2", 1)]


def test_a_row_that_is_there_twice_is_refused(app: App):
    scene = a_scene(app)
    add(scene)
    sheet = load_workbook(BytesIO(workbook(scene)))[SHEET]
    (row,) = sheet.iter_rows(min_row=HEAD + 1, max_row=HEAD + 1, values_only=True)
    (wrong,) = read(workbook(scene, rows=[list(row)])).wrong
    assert wrong.in_words == (
        "Evidence, A6: This number stands in 2 rows. Correct it, or empty it where the row is new."
    )


def test_two_who_change_other_cells_of_a_piece_both_have_their_way_and_of_one_cell_a_side_is_chosen(app: App):
    scene = a_scene(app)
    add(scene)
    data = workbook(scene, changes={"B5": "From the file", "D5": "The file says so."})
    change(scene, replace(register(scene)[0], title="Said here", owner="Somebody else"))
    _, found = looked_at(scene, data)
    (row,) = found.of(Outcome.CONFLICTING)
    assert [(one.heading, one.here, one.file) for one in row.clashes] == [("Title", "Said here", "From the file")]
    with pytest.raises(AuditError, match="E1 changed here since the file was made"):
        take_in(scene, data)
    take_in(scene, data, from_app=frozenset({"E1"}))
    (piece,) = register(scene)
    assert (piece.title, piece.shows, piece.owner) == ("Said here", "The file says so.", "Somebody else")
    take_in(scene, data, from_file=frozenset({"E1"}))
    assert register(scene)[0].title == "From the file"


def test_what_changed_between_the_look_and_the_click_is_looked_at_again(app: App):
    scene = a_scene(app)
    add(scene)
    returned, seen = looked_at(scene, workbook(scene, changes={"B5": "A better title"}))
    change(scene, replace(register(scene)[0], title="Another one"))
    asked: dict[str, Any] = {"returned": returned, "known": tuple(KNOWN), "seen": seen}
    with pytest.raises(Conflict, match="Look at the workbook again"), app.unit_of_work() as db:
        evidence.take_in(db, by=scene.facilitator, now=NOON, **asked)


def test_another_file_is_refused(app: App):
    with pytest.raises(WrongInput, match="not an Excel workbook"):
        read(b"hello")
    with pytest.raises(WrongInput, match="headings cannot be found"):
        read(workbook(a_scene(app), changes={"A4": "Number"}))


def test_the_workbook_offers_the_choices_holds_no_formula_and_is_marked_as_a_working_file(app: App):
    scene = a_scene(app)
    add(scene, replace(NEW, title="=HYPERLINK(1)"))
    book = load_workbook(BytesIO(workbook(scene)))
    sheet = book[SHEET]
    assert [cell.value for cell in sheet[HEAD]] == [column.heading for column in columns(KNOWN)]
    assert sheet["B5"].data_type == "s"
    assert "Working file for the audit group" in sheet["A2"].value
    assert [book["Lists"].cell(row, 2).value for row in range(1, 4)] == ["Strength", "Weakness", "Neither"]
    assert len(sheet.data_validations.dataValidation) == 2
