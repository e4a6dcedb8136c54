"""Inspection letters: the lines of one, and what it says.

In: what a reader saw on its pages.
Out: values: lines with their places, findings in the letter's own words, and the letter as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from audit.domain.identifying.released import Typed


class FoundKind(StrEnum):
    """What a letter calls a finding."""

    STRENGTH = "strength"
    NEEDS_TO_IMPROVE = "needs_to_improve"
    PRIORITY_ACTION = "priority_action"
    PRACTICE_EXAMPLE = "practice_example"

    @property
    def label(self) -> str:
        """Return the kind in words."""
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a letter; places are in points from the left and the top of its page."""

    page: int
    text: str
    bold: bool = False
    left: float = 72
    top: float = 0
    size: float = 12
    at: int = field(default=0, compare=False)  # its place among the letter's lines, from 0


@dataclass(frozen=True, kw_only=True)
class Found:
    """One finding of a letter, in the letter's own words."""

    kind: FoundKind
    text: Typed
    page: int  # on which it begins, from 1
    lines: tuple[int, ...] = field(default=(), compare=False)  # the places of its lines in the letter; empty: not read


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What was read of a letter; None: the letter does not say it, or it could not be read."""

    area: str | None = None
    inspection_start: date | None = None
    inspection_end: date | None = None
    published: date | None = None
    theme: str | None = None
    due: date | None = None
    principal_authority: str | None = None
    findings: tuple[Found, ...] = ()

    def unread(self) -> tuple[str, ...]:
        """Return, in words, what could not be read."""
        wanted = {
            "the area": self.area,
            "the first day of the inspection": self.inspection_start,
            "its last day": self.inspection_end,
            "the day of the letter": self.published,
            "the theme": self.theme,
            "the day the statement is due": self.due,
            "the principal authority": self.principal_authority,
            "any finding": self.findings or None,
        }
        return tuple(what for what, read in wanted.items() if read is None)
