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
from audit.documents.readiness.evidence_workbook import (
    COLUMNS,
    SHEET,
    RegisterReturn,
    read_evidence_workbook,
    write_evidence_workbook,
)
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
    first = len(register(scene)) + 2
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
    heights = [sheet.row_dimensions[row].height for row in (2, 3)]
    assert heights[0] >= len(long) / 50 * 15 > heights[1] >= 15


def read(data: bytes) -> RegisterReturn:
    return read_evidence_workbook(data, KNOWN, today=TODAY)


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
    returned = read(workbook(scene))
    with app.reading() as db:
        found = evidence.preview(db, viewer=Viewer.of(scene.facilitator), returned=returned)
    assert (found.new, found.changed, found.unchanged, found.wrong) == ((), (), 2, ())


def test_new_and_changed_rows_are_taken_in(app: App):
    scene = a_scene(app)
    add(scene)
    added = [
        "",
        "",
        "A talk",
        "conversation with children or carers",
        "They said so.",
        "WEAKNESS",
        "qs1; J7",
        "Participation officer",
        "Minutes",
        "3/11/2026",
        "",
        date(2027, 3, 1),
    ]
    returned = read(workbook(scene, changes={"C2": "A better title"}, rows=[added]))
    with app.unit_of_work() as db:
        done = evidence.take_in(db, by=scene.people["manager"], returned=returned, now=NOON)
    assert (len(done.new), len(done.changed)) == (1, 1)
    first, second = register(scene)
    assert (first.title, first.version) == ("A better title", 2)
    assert (second.ref, second.dated, second.review_by, second.about) == (
        "E2",
        date(2026, 11, 3),
        date(2027, 3, 1),
        (QS1, J7),
    )


@pytest.mark.parametrize(
    ("cell", "value", "says"),
    [
        ("A2", "E9", "Evidence, A2: There is no E9"),
        ("B2", "7", "Evidence, B2: E1 was changed since"),
        ("B2", "x", "Evidence, B2: This was changed"),
        ("C2", None, "Evidence, C2: This is empty"),
        ("C2", "=A1", "Evidence, C2: This is a formula"),
        ("C2", "x" * 201, "Evidence, C2: This has 201 characters; 200 is the most"),
        ("D2", "Rumour", "Evidence, D2: “Rumour” is not one of them. Choose from Document, Data"),
        ("F2", None, "Evidence, F2: This is empty. Choose from Strength, Weakness, Neither"),
        ("G2", "QS1, QS99", "Evidence, G2: There is no “QS99”"),
        ("G2", None, "Evidence, G2: This is empty. Name at least one"),
        ("J2", "31/2/2026", "Evidence, J2: “31/2/2026” is no day. Write it as 31/12/2026"),
        ("J2", date(2099, 1, 1), "Evidence, J2: The date of the evidence is still to come"),
        ("L2", "soon", "Evidence, L2: “soon” is no day"),
        ("L2", date(2020, 1, 1), "Evidence, L2: It is to be looked at again before"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_taken_in(app: App, cell: str, value: Any, says: str):
    scene = a_scene(app)
    add(scene)
    changes = {"C2": "Another title", cell: value} if cell != "C2" else {cell: value}
    returned = read(workbook(scene, changes=changes))
    with pytest.raises(AuditError) as caught, app.unit_of_work() as db:
        evidence.take_in(db, by=scene.facilitator, returned=returned, now=NOON)
    assert says in str(caught.value)
    assert str(caught.value).count(f"Evidence, {cell}") == 1
    assert register(scene)[0].version == 1


def test_a_row_that_is_there_twice_is_refused(app: App):
    scene = a_scene(app)
    add(scene)
    (row,) = load_workbook(BytesIO(workbook(scene)))[SHEET].iter_rows(min_row=2, max_row=2, values_only=True)
    (wrong,) = read(workbook(scene, rows=[list(row)])).wrong
    assert wrong.in_words() == "Evidence, A3: E1 is there twice. Keep one of the 2 rows."


def test_what_changed_between_the_look_and_the_click_is_looked_at_again(app: App):
    scene = a_scene(app)
    add(scene)
    returned = read(workbook(scene, changes={"C2": "A better title"}))
    with app.reading() as db:
        seen = evidence.preview(db, viewer=Viewer.of(scene.facilitator), returned=returned)
    change(scene, replace(register(scene)[0], owner="Somebody else"))
    with pytest.raises(Conflict, match="Look at the workbook again"), app.unit_of_work() as db:
        evidence.take_in(db, by=scene.facilitator, returned=returned, now=NOON, seen=seen)


def test_another_file_is_refused_naming_the_place(app: App):
    with pytest.raises(WrongInput, match="not an Excel workbook"):
        read(b"hello")
    scene = a_scene(app)
    with pytest.raises(WrongInput, match=r"Evidence, C1: the heading should be “Title” and says “Titel”"):
        read(workbook(scene, changes={"C1": "Titel"}))
    book = load_workbook(BytesIO(workbook(scene)))
    book[SHEET].title = "Other"
    made = BytesIO()
    book.save(made)
    with pytest.raises(WrongInput, match="no sheet “Evidence”"):
        read(made.getvalue())


def test_the_workbook_offers_the_choices_and_holds_no_formula(app: App):
    scene = a_scene(app)
    add(scene, replace(NEW, title="=HYPERLINK(1)"))
    sheet = load_workbook(BytesIO(workbook(scene)))[SHEET]
    assert [cell.value for cell in sheet[1]] == [column.title for column in COLUMNS]
    assert sheet["C2"].data_type == "s"
    offered = {one.formula1 for one in sheet.data_validations.dataValidation}
    assert '"Strength,Weakness,Neither"' in offered
    assert len(offered) == 2
