"""The seven-strip: one small cell a statement, in the same order everywhere.

In: a cell's letter, word and fill for each statement.
Out: a picture with its sentence; never colour alone.

Here too:
- Then and now: two strips, cell under cell, with which way each statement went where that may be said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.domain.frameworks.framework import Key, Scale
from audit.domain.over_time.change import Direction, ThenAndNow
from audit.domain.rating.form import Standing, StatementGrade
from audit.domain.rounds.audit_round import RoundStatement
from audit.domain.workshop.moderation import Judgement, Outcome
from audit.domain.workshop.suppression import Word
from audit.pages.components.look import escape_html

_FILLS = {1: "O", 2: "G", 3: "RI", 4: "I"}  # a step's shade to its class
_WORDS = {Word.STRENGTH: "G", Word.MIXED: "M", Word.NEEDS_TO_IMPROVE: "RI", Word.NOT_ENOUGH: "NE"}


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One statement's cell."""

    number: int
    name: str
    letter: str  # empty: not graded yet
    word: str
    fill: str  # the class's ending: O, G, RI, I, M, NE, NA or TODO


def own_cells(statements: Sequence[RoundStatement], grades: dict[Key, StatementGrade], scale: Scale) -> list[Cell]:
    """Return the cells of an agency's own grades so far; a statement that is not asked of it shows a dash."""
    return [_own_cell(statement, grades.get(statement.key), scale) for statement in statements]


def agreed_cells(statements: Sequence[RoundStatement], judgements: Sequence[Judgement], scale: Scale) -> list[Cell]:
    """Return the cells of one case's agreed judgements."""
    agreed = {judgement.statement: judgement for judgement in judgements}
    return [_agreed_cell(statement, agreed.get(statement.key), scale) for statement in statements]


def word_cells(statements: Sequence[RoundStatement], words: dict[Key, Word]) -> list[Cell]:
    """Return the cells of a round: its judgements in words, never a grade."""
    return [
        word_cell(number=statement.number, name=statement.short_title, word=words[statement.key])
        for statement in statements
    ]


def word_cell(*, number: int, name: str, word: Word) -> Cell:
    """Return the cell of one statement of a round."""
    return Cell(number=number, name=name, letter=word.letter, word=word.value, fill=word_class(word))


def word_class(word: Word) -> str:
    """Return our class for a word's fill."""
    return _WORDS[word]


def strip(cells: Sequence[Cell], *, size: str = "", about: str) -> str:
    """Return the strip as HTML; `size` is "s", "" or "l", and `about` says whose it is."""
    spoken = "; ".join(f"{cell.number} {cell.name}: {cell.word}" for cell in cells)
    inside = "".join(_cell(cell, large=size == "l", numbered=size != "s") for cell in cells)
    classes = f"ss-strip{' ss-' + size if size else ''}"
    return (
        f'<span class="{classes}" role="img" aria-label="{escape_html(about)}. {escape_html(spoken)}.">{inside}</span>'
    )


def grade_class(scale: Scale, grade: str) -> str:
    """Return our class for a grade's fill."""
    return _FILLS[scale.step(grade).shade]


def tag(scale: Scale, grade: str) -> str:
    """Return a grade as a filled word, for a sentence or a table."""
    return f'<span class="ss-g ss-tag ss-{grade_class(scale, grade)}">{escape_html(scale.step(grade).label)}</span>'


def _own_cell(statement: RoundStatement, grade: StatementGrade | None, scale: Scale) -> Cell:
    letter, word, fill = "", "not graded yet", "TODO"
    if grade is not None and grade.standing is Standing.NOT_APPLICABLE:
        letter, word, fill = "–", "not applicable", "NA"
    elif grade is not None and grade.standing is Standing.NOT_EVIDENCED:
        letter, word, fill = "?", "not evidenced", "NE"
    elif grade is not None and grade.grade is not None:
        step = scale.step(grade.grade)
        letter, word, fill = step.letter, step.label, _FILLS[step.shade]
    return Cell(number=statement.number, name=statement.short_title, letter=letter, word=word, fill=fill)


def _agreed_cell(statement: RoundStatement, judgement: Judgement | None, scale: Scale) -> Cell:
    letter, word, fill = "", "not judged yet", "TODO"
    if judgement is not None and judgement.grade is not None:
        step = scale.step(judgement.grade)
        letter, word, fill = step.letter, step.label, _FILLS[step.shade]
    elif judgement is not None:
        letter, word = "?", judgement.outcome.label.lower()
        fill = "NE"
        if judgement.outcome is Outcome.NOT_APPLICABLE:
            letter, fill = "–", "NA"
    return Cell(number=statement.number, name=statement.short_title, letter=letter, word=word, fill=fill)


def _cell(cell: Cell, *, large: bool, numbered: bool) -> str:
    word = f'<span class="ss-gw">{escape_html(cell.word)}</span>' if large else ""
    name = f'<span class="ss-w"> {escape_html(cell.name)}</span>' if large else ""
    below = f'<span class="ss-n">{cell.number}{name}</span>' if numbered else ""
    square = f'<span class="ss-g ss-{cell.fill}">{escape_html(cell.letter) or "&nbsp;"}{word}</span>'
    return f'<span class="ss-cell">{square}{below}</span>'


_SIGNS = {Direction.BETTER: "▲", Direction.SAME: "=", Direction.WORSE: "▼"}
_CELLS = 7  # a strip is read in a minute because it is short; more statements stand in a second table


def table(statements: Sequence[ThenAndNow], *, then: str, now: str) -> str:
    """Return the table as HTML; `then` and `now` name the two rounds."""
    parts = [statements[at : at + _CELLS] for at in range(0, len(statements), _CELLS)]
    return "".join(_table(part, then, now, number, len(parts)) for number, part in enumerate(parts, 1))


def _table(statements: Sequence[ThenAndNow], then: str, now: str, number: int, of: int) -> str:
    part_label = f", part {number} of {of}" if of > 1 else ""
    head = "".join(
        f'<th scope="col">{statement.number}<span class="ss-w"> {escape_html(statement.short_title)}</span></th>'
        for statement in statements
    )
    was = "".join(_then_and_now_cell(statement.then, statement) for statement in statements)
    is_now = "".join(_then_and_now_cell(statement.now, statement) for statement in statements)
    return (
        f'<table class="ss-cmp"><caption class="ss-vh">Each statement in {escape_html(then)} and in '
        f"{escape_html(now)}{part_label}"
        "</caption>"
        f'<thead><tr><th scope="col"><span class="ss-vh">Round</span></th>{head}</tr></thead><tbody>'
        f'<tr class="was"><th scope="row">Last time<span class="ss-vh">: {escape_html(then)}</span></th>{was}</tr>'
        f'<tr><th scope="row">This time<span class="ss-vh">: {escape_html(now)}</span></th>{is_now}</tr>'
        f"{_changes(statements)}</tbody></table>"
    )


def _then_and_now_cell(word: Word | None, statement: ThenAndNow) -> str:
    if word is None:
        return (
            '<td><span class="ss-g ss-NA"><span aria-hidden="true">–</span>'
            f'<span class="ss-gw">{escape_html(statement.was)}</span></span></td>'
        )
    cell = word_cell(number=statement.number, name=statement.short_title, word=word)
    return (
        f'<td><span class="ss-g ss-{cell.fill}"><span aria-hidden="true">{escape_html(cell.letter)}</span>'
        f'<span class="ss-gw">{escape_html(cell.word)}</span></span></td>'
    )


def _changes(statements: Sequence[ThenAndNow]) -> str:
    """Return the row of changes; none where no change may be claimed for any statement."""
    if not any(statement.direction for statement in statements):
        return ""
    cells = "".join(f"<td>{_change(statement)}</td>" for statement in statements)
    return f'<tr><th scope="row">Change</th>{cells}</tr>'


def _change(statement: ThenAndNow) -> str:
    sign = f'<span aria-hidden="true">{_SIGNS[statement.direction]}</span> ' if statement.direction else ""
    return f"{sign}{escape_html(statement.label)}"
