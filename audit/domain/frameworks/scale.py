"""Scales: the grades a round is graded on, in their order.

In: nothing; a framework file says which scales there are.
Out: a grade's place, its words, and which half of the scale it is in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from audit.errors import AuditError

_STRICT = {"extra": "forbid"}  # an unknown key in a framework file is a mistake, never ignored


@dataclass(frozen=True, kw_only=True)
class Step:
    """One grade of a scale."""

    __pydantic_config__ = _STRICT

    order: int  # 1 is the best
    value: str  # what is stored, for example "requires_improvement"
    label: str
    letter: str  # one or two characters, for a cell of the seven-strip
    caption: str
    shade: Literal[1, 2, 3, 4]  # 1 and 2: good or better; 3 and 4: less than good


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Grades in their order, best first."""

    __pydantic_config__ = _STRICT

    ref: str
    title: str
    steps: tuple[Step, ...]
    default: bool = False

    def step(self, grade: str) -> Step:
        """Return the step of a grade; raises AuditError for a word the scale does not have."""
        for step in self.steps:
            if step.value == grade:
                return step
        raise AuditError(f"“{grade}” is not a grade of the scale {self.title}. Choose one of {self.words()}.")

    def step_of(self, grade: str) -> int:
        """Return a grade's place in the scale, 1 for the best."""
        return self.step(grade).order

    def is_upper(self, grade: str) -> bool:
        """Say whether a grade is in the scale's upper half; the middle of an odd number of steps is in neither."""
        return self.step(grade).order * 2 < len(self.steps) + 1

    def is_lower(self, grade: str) -> bool:
        """Say whether a grade is in the scale's lower half; the middle of an odd number of steps is in neither."""
        return self.step(grade).order * 2 > len(self.steps) + 1

    def words(self) -> str:
        """Return the grades as a list in words."""
        return ", ".join(step.label for step in self.steps)
