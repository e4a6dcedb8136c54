"""Own grades: how what each agency graded alone stood to what was agreed, and when that is enough to say anything.

In: the blind ratings of a round's revealed cases, and the judgements.
Out: for each agency, and for all together, how many were higher, the same and lower; described, never ranked, and
without a cause.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from audit.domain.frameworks.framework import Key, Scale
from audit.domain.rating.form import Rating
from audit.domain.workshop.moderation import Judgement

FEWEST_PER_AGENCY, CASES_PER_AGENCY = 10, 3  # grades and cases; under either an agency has too few to say
FEWEST_OF_ALL, CASES_OF_ALL, AGENCIES_OF_ALL = 20, 4, 3  # grades, cases and agencies of the pool
AGENCIES_TO_TELL = 5  # with enough each, before a board hears anything
TOO_FEW = "Too few to say"


class OwnView(StrEnum):
    """How an agency's own blind grade stood to the grade agreed."""

    HIGHER = "higher"
    SAME = "same"
    LOWER = "lower"


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One blind grade that has an agreed one beside it."""

    case: str
    steps: int  # of the scale; above nought: the own grade was higher


@dataclass(frozen=True, kw_only=True)
class OwnAgainstAgreed:
    """One agency's own grades beside the agreed ones; described, never ranked."""

    agency: str
    grades: tuple[Compared, ...]
    left_out: int = 0  # grades not blind, or corrected after the reveal

    @property
    def compared(self) -> int:
        """Return how many grades were compared."""
        return len(self.grades)

    @property
    def cases(self) -> frozenset[str]:
        """Return the cases that the grades are about."""
        return frozenset(compared.case for compared in self.grades)

    @property
    def enough(self) -> bool:
        """Say whether there are enough grades, from enough cases, to say anything of the agency."""
        return self.compared >= FEWEST_PER_AGENCY and len(self.cases) >= CASES_PER_AGENCY

    def count(self, view: OwnView) -> int:
        """Return how many own grades were higher than, the same as, or lower than the agreed one."""
        return sum(_view(compared.steps) is view for compared in self.grades)

    def mostly(self, view: OwnView) -> bool:
        """Say whether that is so for more than half of the grades."""
        return self.count(view) * 2 > self.compared


def own_against_agreed(
    agency: str, ratings: Sequence[Rating], judgements: Sequence[Judgement], scale: Scale
) -> OwnAgainstAgreed:
    """Compare an agency's blind grades with the grades agreed for the same case and statement.

    Ratings that were not blind, or were corrected after the reveal, are left out and counted.
    """
    agreed = agreed_grades(judgements)
    grades, left_out = [], 0
    for rating in (rating for rating in ratings if rating.agency == agency):
        for own_grade in rating.grades:
            if own_grade.grade is None or (other := agreed.get((rating.case, own_grade.statement))) is None:
                continue
            if not rating.blind or rating.after_reveal:
                left_out += 1
                continue
            grades.append(Compared(case=rating.case, steps=steps_higher(own_grade.grade, other, scale)))
    return OwnAgainstAgreed(agency=agency, grades=tuple(grades), left_out=left_out)


def agreed_grades(judgements: Iterable[Judgement]) -> dict[tuple[str, Key], str]:
    """Return the agreed grade of each case and statement that has one."""
    return {
        (judgement.case, judgement.statement): judgement.grade
        for judgement in judgements
        if judgement.statement and judgement.grade
    }


def steps_higher(own: str, agreed: str, scale: Scale) -> int:
    """Return how many steps of the scale an own grade is above the agreed one; below nought: it is lower."""
    return scale.step_of(agreed) - scale.step_of(own)


def pool(rows: Sequence[OwnAgainstAgreed]) -> OwnAgainstAgreed | None:
    """Return all agencies' grades together; None where they are too few, or from too few cases or agencies."""
    grades = tuple(grade for row in rows for grade in row.grades)
    together = OwnAgainstAgreed(agency="", grades=grades, left_out=sum(row.left_out for row in rows))
    agencies = sum(row.compared > 0 for row in rows)
    enough = len(grades) >= FEWEST_OF_ALL and len(together.cases) >= CASES_OF_ALL and agencies >= AGENCIES_OF_ALL
    return together if enough else None


def board_sentence(rows: Sequence[OwnAgainstAgreed]) -> str:
    """Return how agencies' own grades stood to those agreed; empty unless five agencies have enough grades.

    No agency, no case and no count is told, and no cause.
    """
    enough = [row for row in rows if row.enough]
    if len(enough) < AGENCIES_TO_TELL or pool(rows) is None:
        return ""
    ways = [view for view in (OwnView.HIGHER, OwnView.LOWER) if any(row.mostly(view) for row in enough)]
    if not ways:
        return (
            "Of the agencies that could be compared, none graded itself higher or lower than the group agreed in most "
            "of its grades."
        )
    return " ".join(
        f"At least one agency graded itself {view.value} than the group agreed in most of its grades." for view in ways
    )


def _view(steps: int) -> OwnView:
    return OwnView.SAME if steps == 0 else OwnView.HIGHER if steps > 0 else OwnView.LOWER
