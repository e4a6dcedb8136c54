"""A framework's workbook: what goes out comes back the same, and what is wrong is named by sheet and cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.frameworks.columns import FRAMEWORK, LISTS, options_of
from audit.documents.frameworks.reading import FrameworkReturn, read_framework_workbook
from audit.documents.frameworks.sheets import HEADER, SHEETS
from audit.documents.frameworks.workbook import write_framework_workbook
from audit.domain.frameworks.framework import (
    AnyItem,
    Condition,
    Criterion,
    Framework,
    FrameworkKind,
    ItemMapping,
    Key,
    LineOfEnquiry,
    MappingType,
    Point,
    Provenance,
    Recommendation,
    Scale,
    Sector,
    Source,
    Statement,
    Step,
    Theme,
    Timescale,
)
from audit.domain.rounds.cases import ProcessKind
from audit.domain.rounds.measurements import MeasurementKind
from audit.errors import WrongInput
from audit.library.frameworks import loading
from tests.builders import SEVEN, a_framework
from tests.documents.workbooks import damaged, faults
from tests.library.broken import GOOD, write

DAY = date(2026, 12, 3)
_SMALL: dict[str, bytes] = {}


def written(framework: Framework) -> bytes:
    """Return the workbook of a framework; made once for each that is asked for again and again."""
    if framework.id == "small-audit":
        return _SMALL.get(framework.id) or _SMALL.setdefault(framework.id, _made(framework))
    return _made(framework)


def _made(framework: Framework) -> bytes:
    return write_framework_workbook(framework, beside=loading.shipped(), today=DAY)


def built(returned: FrameworkReturn) -> Framework:
    """Return the framework that a workbook's values make."""
    return loading.checked(returned.data, file="workbook", beside=loading.shipped())[0]


def changed(data: bytes, change: Callable[[Any], object]) -> bytes:
    """Return a workbook after somebody changed it and saved it again."""
    book, buffer = load_workbook(BytesIO(data)), BytesIO()
    change(book)
    book.save(buffer)
    return buffer.getvalue()


def at(sheet: Worksheet, ref: str, heading: str) -> str:
    """Return the cell of a row, known by its first column, and a column, known by its heading."""
    row = next(cell.row for cell in sheet["A"] if cell.value == ref)
    return next(f"{cell.column_letter}{row}" for cell in sheet[1] if cell.value == heading)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Framework:
    return loading.read(write(tmp_path_factory.mktemp("small"), GOOD))


@pytest.mark.parametrize("framework", loading.shipped(), ids=lambda one: one.id)
def test_every_framework_comes_back_as_it_went_out(framework: Framework):
    returned = read_framework_workbook(written(framework))
    assert returned.wrong == ()
    assert built(returned) == framework


def test_a_workbook_that_was_opened_and_saved_again_says_the_same():
    data = changed(written(a_framework()), lambda book: None)
    assert built(read_framework_workbook(data)) == a_framework()


_LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="↵\ufffe\uffff\u2028\u2029")
_words = st.text(_LETTERS, min_size=1, max_size=60).filter(str.strip)
_long = st.one_of(_words, st.just("Ä=1+1 _x0041_ 🙂 " * 120), st.just("=SUM(A1)"), st.just("'+-@ a\nb\n\nc"))
_maybe = st.none() | _words
_codes = st.from_regex(r"[A-Z][A-Za-z0-9._-]{0,8}", fullmatch=True)
_lists = st.lists(_words, max_size=3).map(tuple)
_common = {
    "title": _words,
    "text": _long,
    "provenance": st.sampled_from(Provenance),
    "locator": _words,
    "addressee": _maybe,
    "national": st.booleans(),
    "derived_from": _maybe,
    "replaces": st.none() | _codes,
}
_graded = {"short_title": _maybe, "for_the_child": _maybe}
_described = st.none() | st.dictionaries(_codes, _words, min_size=1, max_size=3)


def _one_of(cls: type, field: str) -> st.SearchStrategy[str]:
    return st.sampled_from(options_of(cls, field))


_conditions = st.builds(
    Condition,
    fact=st.sampled_from(["area", "placement", "group", "process", "at_least", "under"]),
    one_of=st.lists(st.sampled_from(["inside", "Foster care", "in_care", "18"]), min_size=1, max_size=3).map(tuple),
    because=_words.map(str.strip),
)
_items = st.lists(
    st.one_of(
        st.builds(Statement, ref=_codes, **_common, **_graded, descriptors=_described),
        st.builds(Criterion, ref=_codes, **_common, **_graded, descriptors=_described),
        st.builds(
            LineOfEnquiry,
            ref=_codes,
            **_common,
            look_for=_lists,
            good_looks_like=_words,
            part_of=st.none() | _codes,
            asked_of=st.lists(_codes, max_size=8).map(tuple),
            themes=st.lists(_codes, max_size=4).map(tuple),
            not_applicable_if=_maybe,
            does_not_apply_where=st.lists(_conditions, max_size=2).map(tuple),
            guards_against=_maybe,
        ),
        st.builds(
            Theme,
            ref=_codes,
            **_common,
            evidence=_lists,
            marking_words=_lists,
            measurements=st.lists(st.sampled_from([one.value for one in MeasurementKind]), max_size=3).map(tuple),
            processes=st.lists(st.sampled_from([one.value for one in ProcessKind]), max_size=3).map(tuple),
        ),
        st.builds(
            Recommendation,
            ref=_codes,
            **_common,
            kind=_one_of(Recommendation, "kind"),
            in_place=_maybe,
            difference=_maybe,
            evidence=_lists,
            part_of=st.none() | _codes,
        ),
        st.builds(
            Timescale,
            ref=_codes,
            **_common,
            figure=_words,
            standing=_one_of(Timescale, "standing"),
            check=_one_of(Timescale, "check"),
            within=st.none() | st.integers(0, 999),
            ages=_maybe,
            unit=st.none() | _one_of(Timescale, "unit"),
            confirm=st.booleans(),
            counts_from=_maybe,
            short_breaks=_one_of(Timescale, "short_breaks"),
        ),
        st.builds(Point, ref=_codes, **_common, kind=_one_of(Point, "kind"), ring=st.none() | _one_of(Point, "ring")),
    ),
    max_size=6,
    unique_by=lambda item: item.ref,
).map(tuple)
_steps = st.lists(
    st.builds(
        Step,
        order=st.integers(1, 11),
        value=_codes,
        label=_words,
        letter=_words,
        caption=_words,
        shade=st.sampled_from([1, 2, 3, 4]),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda step: step.value,
).map(lambda steps: tuple(sorted(steps, key=lambda step: step.order)))


@settings(max_examples=12, deadline=None)
@given(
    st.builds(
        Framework,
        id=st.just("some-audit"),
        edition=st.none() | st.just("ours"),
        version=st.integers(1, 99),
        kind=st.sampled_from(FrameworkKind),
        title=_words,
        short_title=_words,
        summary=_long,
        source=st.builds(Source, title=_words, publisher=_words, published=_words, seen=_words),
        items=_items,
        mappings=st.lists(
            st.builds(
                ItemMapping,
                from_=st.builds(Key, st.just("some-audit"), _codes),
                to=st.builds(Key, st.sampled_from(["some-audit", "other"]), _codes),
                type=st.sampled_from(MappingType),
                provenance=st.sampled_from(Provenance),
                locator=_maybe,
            ),
            max_size=3,
            unique_by=lambda mapping: (mapping.from_, mapping.type, mapping.to),
        ).map(tuple),
        scales=st.lists(
            st.builds(Scale, ref=_codes, title=_words, steps=_steps, default=st.booleans()),
            max_size=2,
            unique_by=lambda scale: scale.ref,
        ).map(tuple),
        sectors=st.lists(
            st.builds(Sector, ref=_codes, title=_words), max_size=3, unique_by=lambda sector: sector.ref
        ).map(tuple),
        themes_from=st.none() | st.just("leeds-jtai-2020"),
        held=st.none() | st.integers(0, 9),
    )
)
def test_whatever_a_framework_says_comes_back_the_same(framework: Framework):
    returned = read_framework_workbook(written(framework))
    assert returned.wrong == ()
    assert built(returned) == framework


def test_every_field_of_every_kind_has_a_column():
    for cls in get_args(AnyItem):
        form = next(form for form in SHEETS if options_of(cls, "kind")[0] in form.kinds)
        missing = {field.name for field in fields(cls)} - {column.key for column in form.columns}
        assert missing <= {"kind", "descriptors"}, cls
    said = {column.key.partition(".")[0] for column in HEADER}
    assert {field.name for field in fields(Framework)} - said == {"items", "mappings", "scales", "sectors"}


def test_headings_are_frozen_and_choices_are_offered():
    book = load_workbook(BytesIO(written(a_framework())))
    for form in SHEETS:
        sheet = book[form.name]
        assert sheet.freeze_panes == "B2"
        assert sheet["A2"].value is None or str(sheet["A2"].value).startswith("Example:")
    offered = {one.formula1 for one in book["Lines of enquiry"].data_validations.dataValidation if one.type == "list"}
    assert any("Sectors" in str(one) for one in offered)
    words = {tuple(cell.value for cell in column if cell.value) for column in book[LISTS].columns}
    assert ("published", "derived", "unverified") in words
    assert any("L11: Voice and influence" in column for column in words)
    assert book.properties.language == "en-GB"
    assert not any(sheet.merged_cells.ranges for sheet in book)


def test_a_validator_of_the_format_finds_nothing(tmp_path: Path):
    assert faults(written(a_framework("nice-qs31")), tmp_path) == []


def test_an_example_row_is_not_read_and_may_be_deleted(small: Framework):
    assert built(read_framework_workbook(written(small))).items == small.items
    data = changed(written(small), lambda book: [book[form.name].delete_rows(2) for form in SHEETS])
    assert built(read_framework_workbook(data)) == small


def test_columns_may_be_moved_and_numbered_ones_added(small: Framework):
    def move(book: Any) -> None:
        sheet = book["Lines of enquiry"]
        last = sheet.max_column + 1
        sheet.cell(1, last, "Asked of 9")
        sheet.cell(3, last, "CSC")
        titles = [cell.value for cell in sheet["C"]]
        for row, (title, text) in enumerate(zip(titles, [cell.value for cell in sheet["D"]], strict=True), start=1):
            sheet.cell(row, 3, text)
            sheet.cell(row, 4, title)

    found = built(read_framework_workbook(changed(written(small), move)))
    line = small.item("A1.1")
    assert isinstance(line, LineOfEnquiry)
    assert found.item("A1.1") == replace(line, asked_of=("CSC", "HEALTH", "CSC"))


def test_a_new_row_without_a_place_follows_the_row_above(small: Framework):
    def add(book: Any) -> None:
        sheet = book["Lines of enquiry"]
        sheet.insert_rows(4)
        for column in range(1, sheet.max_column + 1):
            sheet.cell(4, column, sheet.cell(3, column).value)
        sheet["A4"] = "A1.9"
        sheet[at(sheet, "A1.9", "Place")] = None

    refs = [item.ref for item in built(read_framework_workbook(changed(written(small), add))).items]
    assert refs[refs.index("A1.1") + 1] == "A1.9"


def test_a_choice_with_its_title_is_read_as_its_ref(small: Framework):
    def choose(book: Any) -> None:
        sheet = book["Mappings"]
        sheet["C3"] = "ewg-recommendations-2017/R2: Assess every child: whole"

    found = built(read_framework_workbook(changed(written(small), choose)))
    assert found.mappings[0].to == Key("ewg-recommendations-2017", "R2")


WRONG = {  # what somebody types where, and what is said of the cell
    "a choice that is none": ("Themes", "M1", "Provenance", "rumour", "not one of the choices"),
    "a number that is none": ("Statements", "A1", "Place", "first", "whole number"),
    "yes or no": ("Recommendations", "B2", "National", "perhaps", "yes or no"),
    "a formula": ("Themes", "M1", "Text", "=1+1", "formula"),
    "a blank text": ("Themes", "M1", "Text", None, "Text: is missing"),
    "a text that is too long": ("Themes", "M1", "Text", "x" * 2_001, "2,000"),
    "no place in the source": ("Statements", "A1", "Where in the source", None, "Where in the source: is missing"),
    "a sector that is none": ("Lines of enquiry", "A1.2", "Asked of 2", "POLICE", "“POLICE” is not a sector"),
    "a theme that is none": ("Lines of enquiry", "A1.2", "Theme 1", "M9", "“M9” is not a theme"),
    "a statement that is none": ("Lines of enquiry", "A1.3", "Statement", "A9", "no item A9"),
    "a ref that is there twice": ("Lines of enquiry", "A1.4", "Ref", "A1.1", "2 times"),
    "a local recommendation without a mapping": ("Mappings", "B1", "To", "M1", ""),
    "no addressee of a national one": ("Recommendations", "B2", "Addressed to", None, "is missing"),
    "a mapping to nothing": ("Mappings", "A1", "To", "nowhere/R1", "not installed"),
    "a mapping without its place": ("Mappings", "B1", "Where in the source", None, "is missing"),
    "a shade that is none": ("Scales", "two-words", "Shade", "5", "not one of the choices"),
    "an order with a gap": ("Scales", "two-words", "Order", "2", "2, 2"),
    "words for no grade": ("Descriptors", "A1", "Grade", "bad", "“bad” is not a grade"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_named_by_its_cell(case: str, small: Framework):
    sheet, ref, heading, typed, says = WRONG[case]
    cells: list[str] = []

    def spoil(book: Any) -> None:
        cells.append(at(book[sheet], ref, heading))
        book[sheet][cells[0]] = typed

    returned = read_framework_workbook(changed(written(small), spoil))
    _, faults = loading.checked(returned.data, file="workbook", beside=loading.shipped())
    found = {(one.sheet, one.cell): one.why for one in returned.wrong}
    for one in faults:
        place = returned.places.cell(item=one.item, field_name=one.field, entry=one.entry, part=one.part)
        found.setdefault(place, f"{returned.places.label(one.field, place[0])}: {one.message}")
    wanted = ("Recommendations", "A3") if case.startswith("a local") else (sheet, cells[0])
    assert says in found.get(wanted, "nothing"), found


@pytest.mark.parametrize("heading", ["Name of the framework", "Title", "Source: title"])
def test_what_is_missing_of_the_framework_is_named_by_its_cell(heading: str, small: Framework):
    def spoil(book: Any) -> None:
        sheet = book[FRAMEWORK]
        sheet[f"B{next(cell.row for cell in sheet['A'] if cell.value == heading)}"] = None

    returned = read_framework_workbook(changed(written(small), spoil))
    _, faults = loading.checked(returned.data, file="workbook", beside=loading.shipped())
    row = next(row for row, one in enumerate(HEADER, start=2) if one.heading == heading)
    places = [returned.places.cell(item=f.item, field_name=f.field, entry=f.entry, part=f.part) for f in faults]
    assert (FRAMEWORK, f"B{row}") in places


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda book: setattr(book["Themes"]["B1"], "value", "Titel"), "Themes: The column “Title” is missing."),
        (lambda book: book.create_sheet("Notes"), "The sheet “Notes” was added, so it is not taken in."),
        (lambda book: book.remove(book["Themes"]), "The sheet “Themes” is missing or has another name."),
        (lambda book: book["Themes"].merge_cells("B3:C3"), "Themes, B3: Cells were merged here"),
        (lambda book: setattr(book[FRAMEWORK]["A6"], "value", "x"), f"{FRAMEWORK}, A6: This row is none of"),
        (lambda book: setattr(book[FRAMEWORK]["A1"], "value", "x"), f"{FRAMEWORK}, A1: The headings cannot be found"),
    ],
)
def test_an_edited_template_is_read_as_far_as_it_can_be_and_the_rest_is_named(
    change: Callable[[Any], object], says: str, small: Framework
):
    found = read_framework_workbook(changed(written(small), change))
    assert any(said.startswith(says) for said in (*found.notes, *(fault.in_words for fault in found.wrong)))


def test_a_column_that_somebody_added_is_named_and_not_read(small: Framework):
    def add(book: Any) -> None:
        book["Themes"]["Z1"], book["Themes"]["Z9"], book["Themes"]["AB9"] = "My notes", "x", "y"

    returned = read_framework_workbook(changed(written(small), add))
    assert (returned.data, returned.wrong) == (read_framework_workbook(written(small)).data, ())
    assert returned.notes == (
        "Themes: Column Z “My notes” was added, so it is not taken in.",
        "Themes: Column AB was added, so it is not taken in.",
    )


@pytest.mark.parametrize(
    "kind",
    [
        "cut short",
        "bytes flipped",
        "a part garbled",
        "not a workbook",
        "a locked file",
        "a part missing",
        "entities",
        "sizes that lie",
        "a bad index",
        "macros",
        "a link to another file",
    ],
)
def test_a_damaged_file_is_refused_in_words_or_read_and_never_breaks(kind: str, small: Framework):
    for number in range(3):
        found = _read_or_refusal(damaged(kind, number, of=written(small)))
        assert found.endswith(".")


def _read_or_refusal(data: bytes) -> str:
    try:
        return f"It was read: {len(read_framework_workbook(data).wrong)} wrong."
    except WrongInput as why:
        return str(why)


def test_another_workbook_is_refused_in_words(tmp_path: Path):
    with pytest.raises(WrongInput, match="not a framework workbook"):
        read_framework_workbook(changed(written(a_framework()), lambda book: book.remove(book["Structure"])))


def test_the_values_are_those_of_a_file():
    installed = yaml.safe_load((loading.installed() / f"{SEVEN}.yaml").read_text("utf-8"))
    data = read_framework_workbook(written(a_framework())).data
    assert data["items"] == installed["items"]
