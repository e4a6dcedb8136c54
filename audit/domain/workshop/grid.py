"""The grid: what was agreed for every child and every statement of a round.

In: a round and the judgements of its cases.
Out: one cell for each case and statement, and where the round stands strongest and has most to do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from audit.domain.frameworks.framework import Key, Scale
from audit.domain.rounds.audit_round import Round, RoundStatement
from audit.domain.workshop.moderation import Judgement, latest


@dataclass(frozen=True, kw_only=True)
class GradeGrid:
    """The newest judgement of each case and statement; it names cases, so it is for the audit group."""

    cases: tuple[str, ...]
    statements: tuple[RoundStatement, ...]
    agreed: Mapping[tuple[str, Key], Judgement]
    scale: Scale

    def cell(self, case: str, statement: Key) -> Judgement | None:
        """Return what was agreed; None where the workshop has not come to it."""
        return self.agreed.get((case, statement))

    def grades(self, statement: Key) -> Counter[str]:
        """Return how many cases were given each grade of one statement; only cases that were graded."""
        cells = (self.cell(case, statement) for case in self.cases)
        return Counter(judgement.grade for judgement in cells if judgement is not None and judgement.grade is not None)

    @property
    def empty(self) -> bool:
        """Say whether nothing has been agreed yet."""
        return not self.agreed

    @property
    def waiting(self) -> int:
        """Return how many cells the workshop has not come to."""
        return len(self.cases) * len(self.statements) - len(self.agreed)


def grade_grid(audit_round: Round, judgements: Sequence[Judgement]) -> GradeGrid:
    """Return the grid of a round's active cases and statements, from the newest judgement of each."""
    cases = tuple(case.ref for case in audit_round.active_cases())
    statements = audit_round.statements()
    keys, named = {statement.key for statement in statements}, set(cases)
    return GradeGrid(
        cases=cases,
        statements=statements,
        agreed={
            (judgement.case, judgement.statement): judgement
            for judgement in latest(judgements)
            if judgement.statement is not None and judgement.statement in keys and judgement.case in named
        },
        scale=audit_round.scale,
    )


def strongest(grid: GradeGrid) -> tuple[RoundStatement, ...]:
    """Return the statements with the largest share of graded cases in the scale's upper half; several where they tie.

    Ties are parted by the share at the best grade. Shares are compared, grades are never averaged, and a
    statement graded in fewer than half as many cases as the one graded most is left out.
    """
    return _ends(grid)[0]


def most_to_do(grid: GradeGrid) -> tuple[RoundStatement, ...]:
    """Return the statements with the smallest share of graded cases in the scale's upper half; several where they tie.

    Ties are parted by the share at the lowest grade. What is left out is said in `strongest`.
    """
    return _ends(grid)[1]


def upper_share(grid: GradeGrid, statement: Key) -> Fraction | None:
    """Return the share of a statement's graded cases in the scale's upper half; None where none was graded."""
    grades = grid.grades(statement)
    upper = sum(count for grade, count in grades.items() if grid.scale.is_upper(grade))
    return Fraction(upper, grades.total()) if grades else None


def _ends(grid: GradeGrid) -> tuple[tuple[RoundStatement, ...], tuple[RoundStatement, ...]]:
    totals = {statement.key: grid.grades(statement.key).total() for statement in grid.statements}
    most = max(totals.values(), default=0)
    counted = [
        statement for statement in grid.statements if totals[statement.key] and totals[statement.key] * 2 >= most
    ]
    if not counted:
        return (), ()
    best, worst = grid.scale.steps[0].value, grid.scale.steps[-1].value
    strength = {
        statement.key: (upper_share(grid, statement.key), _share(grid, statement.key, best)) for statement in counted
    }
    work = {
        statement.key: (upper_share(grid, statement.key), -_share(grid, statement.key, worst)) for statement in counted
    }
    top, bottom = max(strength.values(), key=_in_order), min(work.values(), key=_in_order)
    return (
        tuple(statement for statement in counted if strength[statement.key] == top),
        tuple(statement for statement in counted if work[statement.key] == bottom),
    )


def _share(grid: GradeGrid, statement: Key, grade: str) -> Fraction:
    grades = grid.grades(statement)
    return Fraction(grades[grade], grades.total())


def _in_order(pair: tuple[Fraction | None, Fraction]) -> tuple[Fraction, Fraction]:
    return (pair[0] or Fraction(0), pair[1])
