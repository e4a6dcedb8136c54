"""Where everything stands in an agency's audit workbook; the writer and the reader both go by it.

In: the form.
Out: a plan of each sheet: which words stand in which cell, and which cells can be filled in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from audit.documents.excel.styles import Look
from audit.documents.excel.writing import LISTS
from audit.documents.rating import form as words
from audit.documents.rating.form import CaseForm, Field, Spot, WorkbookForm
from audit.domain.frameworks.framework import LineOfEnquiry
from audit.domain.rating.form import SeenIn
from audit.domain.rounds.audit_round import RoundStatement

STRUCTURE = "Structure"
INSTRUCTIONS = "Instructions"
_RESERVED_NAMES = {
    STRUCTURE.casefold(),
    INSTRUCTIONS.casefold(),
    LISTS.casefold(),
    "history",
}  # Excel keeps the last one for itself
_NUMBER, _QUESTION, _CHOICE, _SOURCES, _WORDS, _AT_HAND = 1, 2, 3, 4, 8, 9
_HEAD = 4


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell: fixed words, or a spot to fill in."""

    row: int
    column: int
    look: Look
    text: str = ""
    spot: Spot | None = None  # None: the words are fixed

    @property
    def at(self) -> str:
        """Return the cell's name, such as B12."""
        return f"{get_column_letter(self.column)}{self.row}"


@dataclass(frozen=True, kw_only=True)
class SheetPlan:
    """One sheet."""

    name: str
    case: str  # empty: the instructions
    cells: tuple[Cell, ...]
    widths: tuple[int, ...]  # of the columns, in characters
    head: int = 0  # the row that stays in sight; 0: none

    def spots(self) -> dict[str, Spot]:
        """Return what can be filled in, by the cell's name."""
        return {cell.at: cell.spot for cell in self.cells if cell.spot is not None}


def sheets(form: WorkbookForm) -> tuple[SheetPlan, ...]:
    """Return the plans of all sheets: the instructions, then one a child."""
    return (_instructions(form), *(case_sheet(form, case_form, name) for name, case_form in _named(form)))


def case_sheet(form: WorkbookForm, of: CaseForm, name: str) -> SheetPlan:
    """Return the plan of a child's sheet."""
    rows = _Rows(case=of.case.ref)
    for look, text in zip((Look.TITLE, Look.SOFT, Look.SOFT), words.case_top(form, of.case), strict=True):
        rows.add(_fixed(_NUMBER, look, text))
    rows.add(*(_fixed(column, Look.HEAD, text) for column, text in enumerate(words.HEADINGS, start=1)))
    _about(rows)
    for statement in form.statements:
        _questions(rows, statement)
    _difference(rows)
    _grades(rows, form)
    _correction(rows)
    widths = (7, 46, 19, 9, 9, 11, 9, 52, 58)
    return SheetPlan(name=name, case=of.case.ref, cells=tuple(rows.cells), widths=widths, head=_HEAD)


@dataclass(frozen=True, kw_only=True)
class _Piece:
    column: int
    look: Look
    text: str = ""
    spot: Spot | None = None


class _Rows:
    def __init__(self, *, case: str) -> None:
        self.case = case
        self.row = 0
        self.cells: list[Cell] = []

    def add(self, *pieces: _Piece) -> None:
        self.row += 1
        self.cells += [
            Cell(row=self.row, column=piece.column, look=piece.look, text=piece.text, spot=piece.spot)
            for piece in pieces
        ]

    def section(self, number: str, title: str, at_hand: str = "") -> None:
        texts = {_NUMBER: number, _QUESTION: title, _AT_HAND: at_hand}
        self.add(*(_fixed(column, Look.SECTION, texts.get(column, "")) for column in range(_NUMBER, _AT_HAND + 1)))


def _fixed(column: int, look: Look, text: str) -> _Piece:
    return _Piece(column=column, look=look, text=text)


def _choose(spot: Spot, column: int = _CHOICE) -> _Piece:
    return _Piece(column=column, look=Look.CHOICE, spot=spot)


def _write(spot: Spot, column: int = _WORDS) -> _Piece:
    return _Piece(column=column, look=Look.WORDS, spot=spot)


def _about(rows: _Rows) -> None:
    rows.section("", "About the child")
    rows.add(
        _fixed(_QUESTION, Look.LABEL, words.INVOLVEMENT),
        _choose(Spot(field=Field.INVOLVEMENT, case=rows.case)),
        _fixed(_AT_HAND, Look.TEXT, words.INVOLVEMENT_HELP),
    )
    _own_words(rows, Field.SYNOPSIS, words.SYNOPSIS, words.SYNOPSIS_HELP)


def _difference(rows: _Rows) -> None:
    rows.section("", "The difference for the child")
    _own_words(rows, Field.DIFFERENCE, words.DIFFERENCE, words.DIFFERENCE_HELP)


def _correction(rows: _Rows) -> None:
    rows.section("", "Only if you change what was submitted before")
    _own_words(rows, Field.CORRECTION, words.CORRECTION, words.CORRECTION_HELP)


def _own_words(rows: _Rows, field: Field, label: str, at_hand: str) -> None:
    rows.add(
        _fixed(_QUESTION, Look.LABEL, label),
        _write(Spot(field=field, case=rows.case)),
        _fixed(_AT_HAND, Look.TEXT, at_hand),
    )


def _questions(rows: _Rows, statement: RoundStatement) -> None:
    rows.section(str(statement.number), words.statement_title(statement), words.statement_text(statement))
    for number, line in enumerate(statement.lines, start=1):
        rows.add(*_question(rows.case, statement, line, f"{statement.number}.{number}"))


def _question(case: str, statement: RoundStatement, line: LineOfEnquiry, number: str) -> Iterator[_Piece]:
    key = statement.line_key(line)
    yield _fixed(_NUMBER, Look.TEXT, number)
    yield _fixed(_QUESTION, Look.LABEL, line.text)
    yield _choose(Spot(field=Field.ANSWER, case=case, key=key))
    for column, source in enumerate(SeenIn, start=_SOURCES):
        yield _choose(Spot(field=Field.SEEN_IN, case=case, key=key, source=source), column)
    yield _write(Spot(field=Field.NOTE, case=case, key=key))
    yield _fixed(_AT_HAND, Look.TEXT, words.at_hand(line))


def _grades(rows: _Rows, form: WorkbookForm) -> None:
    rows.section("", "Your agency’s grades, looking back at all of it", words.GRADES_HELP)
    for statement in form.statements:
        number = str(statement.number)
        rows.add(
            _fixed(_NUMBER, Look.TEXT, number),
            _fixed(_QUESTION, Look.LABEL, words.grade_label(statement)),
            _choose(Spot(field=Field.GRADE, case=rows.case, key=statement.key)),
            _write(Spot(field=Field.REASON, case=rows.case, key=statement.key)),
            _fixed(_AT_HAND, Look.TEXT, words.descriptors(form, statement)),
        )
        for field, label in ((Field.GOOD_PRACTICE, words.GOOD_PRACTICE), (Field.TO_DEVELOP, words.TO_DEVELOP)):
            rows.add(
                _fixed(_NUMBER, Look.TEXT, number),
                _fixed(_QUESTION, Look.TEXT, f"Statement {number}: {label}"),
                _write(Spot(field=field, case=rows.case, key=statement.key)),
            )


def _instructions(form: WorkbookForm) -> SheetPlan:
    rows = _Rows(case="")
    rows.add(_fixed(1, Look.TITLE, words.workbook_title(form)))
    rows.add(_fixed(1, Look.SOFT, words.workbook_line(form)))
    rows.add(_fixed(1, Look.LABEL, words.AUDITOR), _write(Spot(field=Field.AUDITOR), 2))
    for title, lines in words.instructions(form):
        rows.add(_fixed(1, Look.SECTION, title), _fixed(2, Look.SECTION, ""))
        for label, text in lines:
            rows.add(_fixed(1, Look.LABEL, label), _fixed(2, Look.TEXT, text))
    return SheetPlan(name=INSTRUCTIONS, case="", cells=tuple(rows.cells), widths=(34, 100))


def _named(form: WorkbookForm) -> Iterator[tuple[str, CaseForm]]:
    used_names = set(_RESERVED_NAMES)
    for case_form in form.cases:
        name = case_form.case.ref if case_form.case.ref.casefold() not in used_names else f"Case {case_form.case.ref}"
        number = 2
        while name.casefold() in used_names:
            name, number = f"Case {case_form.case.ref} {number}", number + 1
        used_names.add(name.casefold())
        yield name, case_form
