"""What stands on each sheet of an agency's audit workbook: a list of what is asked about one child.

In: the form.
Out: the list of each child, and what each of its cells is for; the writer and the reader both go by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from audit.documents.excel.list_workbook import INSTRUCTIONS, REF_COLUMN, Column, Fills, ListRow, ListSheet
from audit.documents.excel.sheets import STRUCTURE, digest
from audit.documents.excel.writing import LISTS
from audit.documents.rating import form as words
from audit.documents.rating.form import CaseForm, Field, Spot, WorkbookForm, choices
from audit.documents.rating.values import began_with
from audit.domain.frameworks.framework import Key
from audit.domain.rating.form import SeenIn
from audit.domain.rounds.audit_round import RoundStatement

_RESERVED_NAMES = {name.casefold() for name in (STRUCTURE, INSTRUCTIONS, LISTS, "History")}  # Excel keeps the last
_QUESTION, _ANSWER, _WORDS, _AT_HAND = "question", "answer", "words", "at_hand"
_WIDTHS = {_QUESTION: 46, _ANSWER: 19, **{source.value: 9 for source in SeenIn}, _WORDS: 52, _AT_HAND: 58}
_COLUMNS = {
    name: Column(name=name, heading=heading, width=width, fills=Fills.NONE, is_subject=name == _QUESTION)
    for (name, width), heading in zip(_WIDTHS.items(), words.HEADINGS[1:], strict=True)
}
_PROMPTS = {
    Field.ANSWER: "Choose one of the answers.",
    Field.SEEN_IN: "Choose Yes or No.",
    Field.GRADE: "Choose your agency’s grade. Say why if it is not evidenced or not applicable.",
    Field.INVOLVEMENT: "Leave empty, or choose “No involvement found”.",
}
_ROOM = {
    Field.SYNOPSIS: 8,
    Field.DIFFERENCE: 8,
    Field.EVIDENCE: 3,
    Field.GOOD_PRACTICE: 2,
    Field.TO_DEVELOP: 2,
}  # lines
Spots = Mapping[str, Spot]  # what the cells of a row are for, by column


def sheets(form: WorkbookForm) -> tuple[ListSheet, ...]:
    """Return the list of each child, with what each cell says to begin with."""
    made = []
    for name, of in _named(form):
        title, *lines = words.case_top(form, of.case)
        made.append(
            ListSheet(
                name=name,
                columns=(REF_COLUMN, *_COLUMNS.values()),
                rows=tuple(_row(form, ref, texts, spots) for ref, texts, spots in _asked(form, of.case.ref)),
                about=of.case.ref,
                title=title,
                lines=(lines[0], lines[1]),
                is_locked=True,
            )
        )
    return tuple(made)


def spots_of(form: WorkbookForm, case: str) -> dict[str, Spots]:
    """Return what the cells about a child are for, by their rows; rows that head others ask for nothing."""
    return {ref: spots for ref, _, spots in _asked(form, case) if spots}


def _row(form: WorkbookForm, ref: str, texts: tuple[str, str], spots: Spots) -> ListRow:
    return ListRow(
        ref=ref,
        cells={_QUESTION: texts[0], _AT_HAND: texts[1]}
        | {name: began_with(form, spot) for name, spot in spots.items()},
        stamp=digest(" ".join(f"{name}={spot.code}" for name, spot in spots.items())) if spots else "",
        own={
            name: replace(
                _COLUMNS[name], fills=Fills.ALL, choices=choices(form, spot.field), prompt=_PROMPTS.get(spot.field, "")
            )
            for name, spot in spots.items()
        },
        is_section=not spots,
        lines=max((_ROOM.get(spot.field, 1) for spot in spots.values()), default=1),
    )


def _asked(form: WorkbookForm, case: str) -> Iterator[tuple[str, tuple[str, str], Spots]]:
    """Yield what is asked about a child: the row's number, its question with what is at hand, and its spots."""
    yield "A", ("About the child", ""), {}
    involvement = {_ANSWER: Spot(field=Field.INVOLVEMENT, case=case)}
    yield "A1", (words.INVOLVEMENT, words.INVOLVEMENT_HELP), involvement
    yield "A2", (words.SYNOPSIS, words.SYNOPSIS_HELP), {_WORDS: Spot(field=Field.SYNOPSIS, case=case)}
    yield "A3", (words.SEEN_IN, words.SEEN_IN_HELP), _sources(case)
    for statement in form.about(case):
        yield from _questions(case, statement)
    yield "B", ("The difference for the child", ""), {}
    yield "B1", (words.DIFFERENCE, words.DIFFERENCE_HELP), {_WORDS: Spot(field=Field.DIFFERENCE, case=case)}
    yield "C", ("Your agency’s grades, looking back at all of it", words.GRADES_HELP), {}
    for statement in form.statements:
        yield from _grades(form, case, statement)
    yield "D", ("Only if you change what was submitted before", ""), {}
    yield "D1", (words.CORRECTION, words.CORRECTION_HELP), {_WORDS: Spot(field=Field.CORRECTION, case=case)}


def _questions(case: str, statement: RoundStatement) -> Iterator[tuple[str, tuple[str, str], Spots]]:
    yield str(statement.number), (words.statement_title(statement), words.statement_text(statement)), {}
    for number, line in enumerate(statement.lines, start=1):
        key = statement.line_key(line)
        spots = {
            _ANSWER: Spot(field=Field.ANSWER, case=case, key=key),
            **_sources(case, key),
            _WORDS: Spot(field=Field.NOTE, case=case, key=key),
        }
        yield (
            f"{statement.number}.{number}",
            (words.question(line, statement.away.get(line.ref, "")), words.at_hand(line)),
            spots,
        )


def _sources(case: str, key: Key | None = None) -> Spots:
    return {source.value: Spot(field=Field.SEEN_IN, case=case, key=key, source=source) for source in SeenIn}


def _grades(form: WorkbookForm, case: str, statement: RoundStatement) -> Iterator[tuple[str, tuple[str, str], Spots]]:
    def spot(field: Field) -> Spot:
        return Spot(field=field, case=case, key=statement.key)

    grade = {_ANSWER: spot(Field.GRADE), _WORDS: spot(Field.REASON)}
    yield f"C{statement.number}", (words.grade_label(statement), words.descriptors(form, statement)), grade
    decided = f"Statement {statement.number}: {words.EVIDENCE}"
    yield f"C{statement.number}e", (decided, words.EVIDENCE_HELP), {_WORDS: spot(Field.EVIDENCE)}
    more = (("a", Field.GOOD_PRACTICE, words.GOOD_PRACTICE), ("b", Field.TO_DEVELOP, words.TO_DEVELOP))
    for letter, field, label in more:
        yield f"C{statement.number}{letter}", (f"Statement {statement.number}: {label}", ""), {_WORDS: spot(field)}


def _named(form: WorkbookForm) -> Iterator[tuple[str, CaseForm]]:
    used_names = set(_RESERVED_NAMES)
    for case_form in form.cases:
        name = case_form.case.ref if case_form.case.ref.casefold() not in used_names else f"Case {case_form.case.ref}"
        number = 2
        while name.casefold() in used_names:
            name, number = f"Case {case_form.case.ref} {number}", number + 1
        used_names.add(name.casefold())
        yield name, case_form
