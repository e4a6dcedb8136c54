"""Audit workbooks: what goes out comes back the same, and what comes back damaged is refused or named."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from audit.documents.excel.sheets import MOST
from audit.documents.rating.form import Field, Spot
from audit.documents.rating.reading import WorkbookReturn, read_audit_workbook, whose
from audit.documents.rating.values import with_values
from audit.documents.rating.workbook import write_audit_workbook
from audit.domain.frameworks.framework import Key
from audit.domain.rating.form import (
    FROM_AUDITORS,
    Account,
    Answer,
    LineAnswer,
    RatingDraft,
    SeenIn,
    Standing,
    StatementGrade,
)
from audit.domain.rounds.audit_round import FrameworkCopy
from audit.errors import AuditError, WrongInput
from tests.builders import SEVEN, a_framework, a_scale
from tests.documents.workbooks import (
    CHILD,
    DAMAGES,
    NAMED,
    PER_KIND,
    REFUSED,
    WORDS,
    a_form,
    a_full_draft,
    a_good_workbook,
    damaged,
    edited,
)
from tests.repository import ROOT

_CHARACTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
_TRICKY = st.sampled_from(["=1+1", "+44", "-", "@me", "_x0041_", "_x005F_x0041_", " led by a space", "two\nlines\tand"])
_WORDS = st.just("") | _TRICKY | st.text(_CHARACTERS | st.just("\n"), max_size=80).filter(lambda text: text.strip())
_UNGRADED = (Standing.NOT_EVIDENCED, Standing.NOT_APPLICABLE)


@st.composite
def drafts(draw: st.DrawFn, case: str = CHILD) -> RatingDraft:
    """Return forms as agencies leave them, whole or not."""
    answers, grades = {}, {}
    for asked in a_form().statements:
        for line in asked.lines:
            key = asked.line_key(line)
            answer = draw(st.none() | st.sampled_from(FROM_AUDITORS))
            seen_in = draw(st.frozensets(st.sampled_from(SeenIn)))
            answers[key] = LineAnswer(line=key, answer=answer, note=draw(_WORDS), seen_in=seen_in)
        standing = draw(st.none() | st.sampled_from(Standing))
        grade = draw(st.sampled_from(a_scale().steps)).value if standing is Standing.GRADED else None
        words: dict[str, Any] = {name: draw(_WORDS) for name in ("reason", "evidence", "good_practice", "to_develop")}
        grades[asked.key] = StatementGrade(statement=asked.key, standing=standing, grade=grade, **words)
    return RatingDraft(
        case=case,
        agency="CSC",
        answers={key: one for key, one in answers.items() if one != LineAnswer(line=key)},
        grades={key: one for key, one in grades.items() if one != StatementGrade(statement=key)},
        account=Account(
            synopsis=draw(_WORDS), difference=draw(_WORDS), seen_in=draw(st.frozensets(st.sampled_from(SeenIn)))
        ),
    )


def given_back(returned: WorkbookReturn, case: str = CHILD) -> RatingDraft:
    """Return the form that a workbook gives, beginning from an empty one."""
    return with_values(RatingDraft(case=case, agency=returned.agency), returned.of_case(case))


def read(data: bytes) -> WorkbookReturn | None:
    """Return what a workbook gives; None where it is refused."""
    try:
        return read_audit_workbook(data, a_form())
    except WrongInput:
        return None


def changed_cells(returned: WorkbookReturn) -> int:
    """Count the cells that do not give what the good workbook gives."""
    whole = read_audit_workbook(a_good_workbook(), a_form()).cell_values
    return sum(whole.get(spot) != value for spot, value in returned.cell_values.items())


@settings(max_examples=25)
@given(drafts(), drafts(case="Child B"))
def test_what_is_written_comes_back_the_same(first: RatingDraft, second: RatingDraft):
    form = a_form(first, second, cases=(CHILD, "Child B"))
    returned = read_audit_workbook(write_audit_workbook(form), form)
    assert returned.wrong == ()
    assert (given_back(returned), given_back(returned, "Child B")) == (first, second)


@pytest.mark.parametrize("answer", FROM_AUDITORS)
def test_every_answer_comes_back_from_every_scale(answer: Answer):
    key = a_form().statements[0].line_key(a_form().statements[0].lines[0])
    for scale in ("four-words", "rag", "met-not-met", "zero-to-ten"):
        for step in a_scale(scale).steps:
            statement = a_form().statements[0].key
            grade = StatementGrade(statement=statement, standing=Standing.GRADED, grade=step.value)
            draft = replace(
                RatingDraft(case=CHILD, agency="CSC"),
                answers={key: LineAnswer(line=key, answer=answer)},
                grades={statement: grade},
            )
            form = a_form(draft)
            form = replace(form, audit_round=replace(form.audit_round, scale=a_scale(scale)))
            assert given_back(read_audit_workbook(write_audit_workbook(form), form)) == draft


def test_the_longest_text_comes_back_and_a_longer_one_is_refused_with_its_cell():
    long = replace(a_full_draft(), account=Account(synopsis="Ä" * MOST, difference="x"))
    assert given_back(read_audit_workbook(write_audit_workbook(a_form(long)), a_form())) == long
    longer = replace(a_full_draft(), account=Account(synopsis="Ä" * (MOST + 1), difference="x"))
    with pytest.raises(AuditError, match="Child A, H7: this text is too long"):
        write_audit_workbook(a_form(longer))


def test_only_what_is_asked_can_be_filled_in_and_nothing_is_a_formula():
    book = load_workbook(BytesIO(a_good_workbook()))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.value is None for cell in cells if cell.data_type == "n")
    open_cells = {(cell.parent.title, cell.coordinate) for cell in cells if not cell.protection.locked}
    places = set(read_audit_workbook(a_good_workbook(), a_form()).places.values())
    assert open_cells == places
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book)


def test_every_sheet_is_set_up_to_be_read_and_printed():
    book = load_workbook(BytesIO(a_good_workbook()))
    assert book.sheetnames == ["Instructions", CHILD, "Lists", "Structure"]
    assert book["Structure"].sheet_state == book["Lists"].sheet_state == "veryHidden"
    assert (book[CHILD].freeze_panes, book[CHILD].print_title_rows) == ("B5", "$4:$4")
    assert book.properties.language == "en-GB"
    assert "Being heard" in str(book.properties.title)
    assert {tuple(words) for words in offered(book)} == {
        ("Met", "Partly met", "Not met", "Not evidenced", "Not applicable", "Not looked at"),
        ("Outstanding", "Good", "Requires improvement", "Inadequate", "Not evidenced", "Not applicable"),
        ("Yes", "No"),
        ("Involved", "No involvement found"),
    }


def offered(book: Workbook) -> list[list[str]]:
    """Return the words of each drop-down of the child's sheet."""
    lists = [one.formula1.partition("!") for one in book[CHILD].data_validations.dataValidation]
    return [[row[0].value for row in book[sheet][cells.replace("$", "")]] for sheet, _, cells in lists]


def test_a_drop_down_may_hold_any_words():
    form = a_form()
    labels = [f"Grade {step.order}, which “the group” words at some length: {'well ' * 9}" for step in a_scale().steps]
    steps = tuple(replace(step, label=label) for step, label in zip(a_scale().steps, labels, strict=True))
    form = replace(form, audit_round=replace(form.audit_round, scale=replace(a_scale(), steps=steps)))
    data = write_audit_workbook(form)
    assert [*labels, "Not evidenced", "Not applicable"] in offered(load_workbook(BytesIO(data)))
    assert read_audit_workbook(data, form).wrong == ()


def test_words_are_matched_however_they_are_typed():
    def type_(book: Workbook) -> None:
        book[CHILD]["C10"], book[CHILD]["D10"] = "  nOt  MET ", " no "

    key = a_form().statements[0].line_key(a_form().statements[0].lines[0])
    returned = read_audit_workbook(edited(a_good_workbook(), type_), a_form())
    assert returned.cell_values[Spot(field=Field.ANSWER, case=CHILD, key=key)] == "not_met"
    assert returned.cell_values[Spot(field=Field.SEEN_IN, case=CHILD, key=key, source=SeenIn.RECORD)] == "no"


def test_a_figure_a_day_and_a_tick_are_read_as_words():
    def type_(book: Workbook) -> None:
        sheet = book[CHILD]
        sheet["H10"], sheet["H11"], sheet["H7"], sheet["D10"] = 12, 0.5, True, True
        sheet["H13"] = 46000
        sheet["H13"].number_format = "dd/mm/yyyy"

    returned = read_audit_workbook(edited(a_good_workbook(), type_), a_form())
    by_cell = {cell: returned.cell_values.get(spot) for spot, (_, cell) in returned.places.items()}
    assert [by_cell[at] for at in ("H10", "H11", "H7", "D10", "H13")] == ["12", "0.5", "TRUE", "yes", "2025-12-09"]


def test_an_unknown_word_is_named_with_the_choices_and_never_repeated():
    returned = read_audit_workbook(
        edited(a_good_workbook(), lambda book: book[CHILD].__setitem__("C10", WORDS)), a_form()
    )
    (wrong,) = returned.wrong
    assert (wrong.sheet, wrong.cell, wrong.structure) == (CHILD, "C10", False)
    assert "Choose Met, Partly met" in wrong.why
    assert WORDS not in wrong.why


def test_another_rounds_or_agencys_workbook_is_refused():
    assert whose(a_good_workbook()) == ("AU26", "CSC")
    form = a_form()
    other = replace(form, agency=replace(form.agency, ref="CAMHS"))
    with pytest.raises(WrongInput, match="is CSC’s, not CAMHS’s"):
        read_audit_workbook(a_good_workbook(), other)
    with pytest.raises(WrongInput, match="for round AU26"):
        read_audit_workbook(a_good_workbook(), replace(form, audit_round=replace(form.audit_round, ref="AU27")))
    rag = replace(form, audit_round=replace(form.audit_round, scale=a_scale("rag")))
    with pytest.raises(WrongInput, match="scale have changed"):
        read_audit_workbook(a_good_workbook(), rag)


def test_a_child_that_left_the_round_is_named_and_one_that_joined_is_not_missed():
    returned = read_audit_workbook(a_good_workbook(), a_form(cases=("Child B",)))
    assert [(one.sheet, one.structure) for one in returned.wrong] == [(CHILD, False)]
    assert (returned.cases, dict(returned.cell_values)) == ((), {})


def test_children_named_like_our_own_sheets_get_sheets_of_their_own():
    refs = ("Structure", "instructions", "child a", CHILD)
    form = a_form(cases=refs)
    returned = read_audit_workbook(write_audit_workbook(form), form)
    assert (returned.cases, returned.wrong) == (refs, ())


@pytest.mark.parametrize("kind", DAMAGES)
def test_a_damaged_workbook_is_refused_or_its_cells_are_named(kind: str):
    for number in range(PER_KIND if kind != "very many rows" else 2):
        returned = read(damaged(kind, number))
        if returned is None:
            assert kind not in NAMED
            continue
        assert kind not in REFUSED
        assert returned.wrong or returned.notes or kind not in NAMED
        assert all(one.sheet and one.cell and one.why for one in returned.wrong)
        assert returned.wrong or changed_cells(returned) <= 1


def test_there_are_two_hundred_damaged_workbooks():
    assert len(DAMAGES) * PER_KIND >= 200


def test_reading_damaged_workbooks_takes_less_than_500_mb(tmp_path: Path):
    code = """
import re
import sys
from pathlib import Path
from audit.documents.rating.reading import read_audit_workbook
from audit.errors import WrongInput
from tests.documents.workbooks import a_form
for path in sys.argv[1:]:
    try:
        read_audit_workbook(Path(path).read_bytes(), a_form())
    except WrongInput:
        pass
most = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())  # of this process alone
print(int(most[1]) // 1024)
"""
    heavy = [
        (kind, number) for kind in ("a zip bomb", "very many rows", "entities", "words far away") for number in (0, 1)
    ]
    files = [tmp_path / f"{number}.xlsx" for number in range(len(heavy))]
    for path, (kind, number) in zip(files, heavy, strict=True):
        path.write_bytes(damaged(kind, number))
    said = subprocess.run(
        [sys.executable, "-c", code, *map(str, files)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stderr
    assert int(said.stdout) < 500


if shutil.which("soffice") is not None:  # LibreOffice is not everywhere

    def test_libreoffice_opens_a_workbook_and_gives_it_back_the_same(tmp_path: Path):
        draft = a_full_draft("=1+1 Ä\nsecond line _x0041_")
        source = tmp_path / "out" / "workbook.xlsx"
        source.parent.mkdir()
        source.write_bytes(write_audit_workbook(a_form(draft)))
        said = subprocess.run(
            [
                "soffice",
                "--headless",
                f"-env:UserInstallation=file://{tmp_path}/office",
                "--convert-to",
                "xlsx",
                "--outdir",
                str(tmp_path),
                str(source),
            ],
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )
        assert (tmp_path / "workbook.xlsx").exists(), said.stderr
        returned = read_audit_workbook((tmp_path / "workbook.xlsx").read_bytes(), a_form())
        assert returned.wrong == ()
        assert given_back(returned) == draft


def test_a_question_that_cannot_apply_says_so_and_takes_an_answer_all_the_same():
    form = a_form()
    known = tuple(replace(case, same_throughout=True) for case in form.audit_round.cases)
    copies = (FrameworkCopy(framework=a_framework(), digest="a" * 64),)
    form = replace(form, audit_round=replace(form.audit_round, cases=known, copies=copies))
    book = load_workbook(BytesIO(write_audit_workbook(form)))
    texts = [str(cell.value) for row in book[CHILD].iter_rows() for cell in row if cell.value]
    assert sum("It does not apply: Child A lived in our area all along." in text for text in texts) == 1
    key = Key(SEVEN, "QS1.3")
    draft = RatingDraft(case=CHILD, agency="CSC", answers={key: LineAnswer(line=key, answer=Answer.MET)})
    answered = replace(form, cases=tuple(replace(each, draft=draft) for each in form.cases))
    assert given_back(read_audit_workbook(write_audit_workbook(answered), form)) == draft
