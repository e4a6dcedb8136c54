"""A partnership's own editions: taken in from a workbook, reworded, retired; rounds keep their copies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Any

import pytest

from audit.app import App
from audit.documents.excel.returned import Answers, Outcome
from audit.documents.frameworks.columns import Form
from audit.documents.frameworks.reading import FrameworkReturn, read_framework_workbook
from audit.documents.frameworks.sheets import SHEETS
from audit.domain.frameworks import editions
from audit.domain.frameworks.editions import ChangeKind, PublishedWording
from audit.domain.frameworks.framework import Framework, Provenance
from audit.domain.people.person import Person
from audit.errors import AuditError, Conflict, NotAllowed, WrongInput
from audit.library.frameworks import writing
from audit.services.frameworks import catalogue, changing
from audit.services.frameworks.changing import Preview
from audit.services.people import partnership
from audit.services.rounds import setup
from audit.services.rounds.setup import Opening
from audit.store import copies
from audit.store.queries import rounds as round_queries
from audit.store.queries import trail
from tests.builders import NOON, SEVEN, THEMES, a_framework, a_scale
from tests.documents.frameworks.test_framework_workbook import at, changed, written
from tests.scenes import Scene, a_scene

OURS = f"{SEVEN}-ours"
SAME = PublishedWording(text="Needs are met.", locator="Report, page 7", same_meaning=True)
OTHER = replace(SAME, text="Needs are met early.", same_meaning=False, new_ref="QS3-2")


@pytest.fixture
def owner(app: App) -> Person:
    with app.unit_of_work() as db:
        return partnership.set_up(db, name="Three Rivers", now=NOON, invented=True)


def reword(
    app: App, by: Person, wording: PublishedWording = SAME, name: str = SEVEN, ref: str = "QS3", seen: int = 1
) -> Framework:
    """Put published wording in the place of an item's own."""
    with app.unit_of_work() as db:
        return changing.put_wording(
            db, by=by, name=name, ref=ref, wording=wording, seen_version=seen, edition="ours", now=NOON
        )


def returned(app: App, name: str | None, *changes: tuple[str, str, str]) -> FrameworkReturn:
    """Return what a workbook says that went out for a framework and came back with items changed: ref, key, words."""
    with app.reading() as db:
        filled = catalogue.to_fill_in(db, name)
    return read_framework_workbook(changed(_written(copies.framework_text(filled)), partial(_change, changes=changes)))


def _change(book: Any, changes: Sequence[tuple[str, str, str]]) -> None:
    for ref, key, words in changes:
        form = next(form for form in SHEETS if ref in [cell.value for cell in book[form.name]["A"]])
        column = form.column(key)
        assert column is not None
        heading = f"{column.heading} 1" if column.form is Form.SEVERAL else column.heading
        book[form.name][at(book[form.name], ref, heading)] = words


@cache
def _written(text: str) -> bytes:
    return written(copies.framework_from(text))


def looked_at(app: App, found: FrameworkReturn, answers: Answers = Answers()) -> Preview:  # noqa: B008 - frozen
    with app.reading() as db:
        return changing.preview(db, returned=found, answers=answers)


def taken_in(app: App, by: Person, found: FrameworkReturn, **decided: Any) -> Preview:
    with app.unit_of_work() as db:
        return changing.take_in(db, by=by, returned=found, now=NOON, answers=Answers(**decided))


def test_published_wording_becomes_a_new_version_of_an_edition_of_ones_own(any_app: App):
    with any_app.unit_of_work() as db:
        by = partnership.set_up(db, name="Three Rivers", now=NOON, invented=True)
    made = reword(any_app, by)
    again = reword(any_app, by, OTHER, name=OURS, ref="QS4", seen=2)
    assert [(one.id, one.edition, one.version) for one in (made, again)] == [(SEVEN, "ours", 2), (SEVEN, "ours", 3)]
    with any_app.reading() as db:
        found = catalogue.find(db, OURS)
        assert catalogue.find(db, OURS, 2).framework == made
        assert catalogue.find(db, SEVEN).framework == a_framework()
        assert {OURS, SEVEN} <= {one.name for one in catalogue.offered(db)}
        line = trail.lines(db, most=1)[0]
    assert (found.framework, found.saved_by, found.saved_at_utc) == (again, by.name, NOON)
    assert (line.event, line.about, line.version) == ("framework saved", f"framework {OURS}", 3)


def test_two_who_reword_at_once_are_told(app: App, owner: Person):
    reword(app, owner)
    with pytest.raises(Conflict) as told:
        reword(app, owner, replace(SAME, text="Another."), name=OURS, seen=1)
    assert (told.value.stored, told.value.version) == (SAME.text, 2)
    with pytest.raises(Conflict):
        reword(app, owner, replace(SAME, text="Another."))
    with app.reading() as db:
        assert catalogue.find(db, OURS).framework.item("QS3").text == SAME.text


@pytest.mark.parametrize("who", ["CSC", "scrutineer", "board_member", "manager"])
def test_only_a_facilitator_changes_frameworks(who: str, app: App):
    scene = a_scene(app)
    by = scene.people[who]
    found = returned(scene.app, SEVEN, ("QS3", "title", "Assessed"))
    acts: list[Callable[[], object]] = [
        lambda: reword(app, by),
        lambda: taken_in(app, by, found),
        lambda: _retire(app, by, SEVEN),
        lambda: _offer_again(app, by, SEVEN),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def test_a_workbook_that_says_the_same_brings_nothing(app: App, owner: Person):
    found = looked_at(app, returned(app, SEVEN))
    assert (found.wrong, found.difference.any, found.does_something) == ((), False, False)
    with pytest.raises(AuditError, match="nothing was saved"):
        taken_in(app, owner, returned(app, SEVEN))


def test_a_changed_workbook_is_looked_at_and_then_saved(app: App, owner: Person):
    found = returned(app, SEVEN, ("QS3", "title", "Assessed"))
    seen = looked_at(app, found)
    (change,) = seen.difference.changes
    assert (change.ref, change.kinds, change.fields) == ("QS3", (ChangeKind.WORDING,), ("title",))
    with app.reading() as db:
        assert [one.name for one in catalogue.offered(db) if one.id == SEVEN] == [SEVEN]
    taken_in(app, owner, found)
    with app.reading() as db:
        kept = catalogue.find(db, f"{SEVEN}-three").framework
    assert (kept.version, kept.item("QS3").title) == (2, "Assessed")
    assert kept == seen.framework


def test_what_was_saved_meanwhile_stays_beside_what_a_workbook_changes(app: App, owner: Person):
    taken_in(app, owner, returned(app, SEVEN, ("QS3", "title", "Assessed")))
    name = f"{SEVEN}-three"
    late, clashing = returned(app, name, ("QS3", "title", "Late")), returned(app, name, ("QS4", "title", "Other"))
    taken_in(app, owner, returned(app, name, ("QS4", "title", "Meanwhile")))
    taken_in(app, owner, late)
    with app.reading() as db:
        kept = catalogue.find(db, name).framework
    assert (kept.version, kept.item("QS3").title, kept.item("QS4").title) == (4, "Late", "Meanwhile")
    (row,) = looked_at(app, clashing).brings.of(Outcome.CONFLICTING)
    assert [(clash.here, clash.file) for clash in row.clashes] == [("Meanwhile", "Other")]
    with pytest.raises(WrongInput, match="QS4 changed here since the file was made"):
        taken_in(app, owner, clashing)
    here, file = Answers(from_app=frozenset({"QS4"})), Answers(from_file=frozenset({"QS4"}))
    for side, title in ((here, "Meanwhile"), (file, "Other")):
        assert looked_at(app, clashing, side).framework.item("QS4").title == title
    taken_in(app, owner, clashing, from_file=frozenset({"QS4"}))
    with app.reading() as db:
        assert catalogue.find(db, name).framework.item("QS4").title == "Other"


def test_nothing_is_saved_while_a_cell_is_wrong(app: App, owner: Person):
    found = returned(app, SEVEN, ("QS3.1", "part_of", "QS9"))
    (wrong,) = looked_at(app, found).wrong
    assert (wrong.sheet, wrong.why) == ("Lines of enquiry", "Statement: there is no item QS9 in this workbook.")
    with pytest.raises(WrongInput, match=f"Lines of enquiry, {wrong.cell}"):
        taken_in(app, owner, found)
    with app.reading() as db:
        assert all(not one.own for one in catalogue.every_edition(db))


def test_what_is_right_is_saved_and_what_is_wrong_waits(app: App, owner: Person):
    found = returned(app, SEVEN, ("QS3.1", "part_of", "QS9"), ("QS3", "title", "Assessed"), ("QS4", "title", ""))
    says = {fault.why for fault in looked_at(app, found).wrong}
    assert says == {"Statement: there is no item QS9 in this workbook.", "Title: is missing. Add it."}
    saved = taken_in(app, owner, found, without_wrong=True).framework
    before = a_framework()
    assert saved.item("QS3").title == "Assessed"
    assert [saved.item(ref) for ref in ("QS3.1", "QS4")] == [before.item(ref) for ref in ("QS3.1", "QS4")]


def test_what_was_deleted_is_asked_about(app: App, owner: Person):
    with app.reading() as db:
        data = _written(copies.framework_text(catalogue.to_fill_in(db, SEVEN)))

    def delete(book: Any) -> None:
        for sheet in (book["Lines of enquiry"], book["Mappings"]):
            for row in [cell.row for cell in sheet["A"] if cell.value == "QS3.1"][::-1]:
                sheet.delete_rows(row)

    found = read_framework_workbook(changed(data, delete))
    with pytest.raises(WrongInput, match=r"^Nothing was taken in. QS3\.1, .* are missing: leave them as they are"):
        taken_in(app, owner, found)
    assert not looked_at(app, found, Answers(leave_missing=True)).difference.any
    gone = taken_in(app, owner, found, take_out_missing=True)
    assert [change.ref for change in gone.difference.of(ChangeKind.REMOVED)] == ["QS3.1"]


def test_a_word_that_is_nearly_a_sector_is_answered_with_the_sector(app: App):
    (wrong,) = looked_at(app, returned(app, SEVEN, ("QS3.1", "asked_of", "police"))).wrong
    assert wrong.why == "Asked of: “police” is not a sector of this workbook. Did you mean POLICE?"


def test_fewer_lines_than_are_usual_are_told_and_taken_in(app: App, owner: Person):
    found = returned(app, SEVEN, *[(f"QS3.{number}", "part_of", "QS4") for number in range(1, 4)])
    assert any(note.startswith("QS3 has fewer than 4 lines of enquiry") for note in looked_at(app, found).brings.notes)
    assert taken_in(app, owner, found).framework.version == 2


def test_a_framework_of_the_product_needs_a_name_for_the_edition(app: App, owner: Person):
    with app.reading() as db:
        data = _written(copies.framework_text(catalogue.to_fill_in(db, SEVEN)))
    found = looked_at(app, read_framework_workbook(changed(data, lambda book: _empty(book, "Framework", "B3"))))
    assert [(one.sheet, one.cell) for one in found.wrong] == [("Framework", "B3")]


def _empty(book: Any, sheet: str, at: str) -> None:
    book[sheet][at] = None


def test_a_new_framework_is_version_1_and_its_name_is_taken_then(app: App, owner: Person):
    new = replace(a_framework("nice-qs31"), id="our-voice", edition=None, version=0, mappings=())
    found = read_framework_workbook(written(new))
    assert "version" not in found.data
    assert taken_in(app, owner, found).framework.version == 1
    again = looked_at(app, found)
    assert [(one.sheet, one.cell) for one in again.wrong] == [("Framework", "B2")]
    with app.reading() as db:
        assert catalogue.find(db, "our-voice").framework == replace(new, version=1)


def test_a_blank_workbook_has_the_usual_scales_sectors_and_themes(app: App, owner: Person):
    with app.reading() as db:
        blank = catalogue.to_fill_in(db, None)
    assert (blank.scales, blank.sectors) == (a_framework().scales, a_framework().sectors)
    assert (blank.items, blank.themes_from) == ((), THEMES)


def test_a_round_keeps_its_copy_whatever_becomes_of_the_edition(app: App):
    scene = a_scene(app)
    ours = reword(app, scene.app.person)
    _open(scene, ours)
    reword(app, scene.app.person, OTHER, name=OURS, seen=2)
    _retire(app, scene.app.person, OURS)
    with app.reading() as db:
        kept = round_queries.by_ref(db, "OURS").frameworks()[0]
        assert kept == ours
        assert catalogue.rounds_with(db, ours) == ("OURS",)
        assert OURS not in {one.name for one in catalogue.offered(db)}
        assert catalogue.find(db, OURS).retired
    assert kept.item("QS3").provenance is Provenance.PUBLISHED


def test_a_retired_edition_can_be_offered_again(app: App, owner: Person):
    reword(app, owner)
    _retire(app, owner, OURS)
    with pytest.raises(AuditError, match="retired already"):
        _retire(app, owner, OURS)
    _offer_again(app, owner, OURS)
    with app.reading() as db:
        assert OURS in {one.name for one in catalogue.offered(db)}
    with pytest.raises(AuditError, match="Say why"):
        _retire(app, owner, OURS, reason=" ")


def test_the_last_framework_to_grade_against_stays(app: App, owner: Person):
    graded = [one.name for one in editions.newest(_shelf(app)) if one.framework.graded()]
    graded_names = [one for one in graded if one != SEVEN]
    for name in graded_names:
        _retire(app, owner, name)
    with pytest.raises(AuditError, match="last framework"):
        _retire(app, owner, SEVEN)


def test_two_editions_of_one_framework_make_no_round(app: App):
    scene = a_scene(app)
    ours = reword(app, scene.app.person)
    with pytest.raises(AuditError, match="Choose one edition"):
        _open(scene, ours, a_framework())


def test_versions_that_only_rounds_keep_can_be_compared(app: App):
    scene = a_scene(app)
    older = replace(a_framework(), version=7, summary="As it was once.")
    _open(scene, older)
    with app.reading() as db:
        called = [name for name, _ in catalogue.versions_of(db, SEVEN)]
    assert "version 1, as it came" in called
    assert "version 7, as round OURS keeps it" in called


def test_an_edition_passes_the_check_of_files(app: App, owner: Person, tmp_path):
    from audit.library.frameworks import loading as library

    made = reword(app, owner, OTHER)
    path = tmp_path / f"{made.name}.yaml"
    path.write_text(writing.as_yaml(made), encoding="utf-8")
    assert library.faults([path]) == []
    assert library.read(path) == made


def _open(scene: Scene, *frameworks: Framework) -> None:
    opening = Opening(ref="OURS", title="Ours", theme="", frameworks=frameworks, scale=a_scale(), agencies=("CSC",))
    with scene.app.unit_of_work() as db:
        setup.open_round(db, by=scene.app.person, opening=opening, now=NOON)


def _shelf(app: App) -> tuple[editions.Edition, ...]:
    with app.reading() as db:
        return catalogue.every_edition(db)


def _retire(app: App, by: Person, name: str, reason: str = "Out of date.") -> None:
    with app.unit_of_work() as db:
        changing.retire(db, by=by, name=name, reason=reason, now=NOON)


def _offer_again(app: App, by: Person, name: str) -> None:
    with app.unit_of_work() as db:
        changing.offer_again(db, by=by, name=name, now=NOON)
