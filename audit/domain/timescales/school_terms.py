"""School terms: the days on which terms begin and end where the partnership is.

In: what a facilitator entered, a first and a last day for each term.
Out: terms in order, without overlap and without a term left out between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from audit.errors import AuditError

LONGEST_HOLIDAY = 70  # days; a wider gap between two terms means that one between them was not entered
LONGEST_TERM = 140  # days
MOST = 60
_LINE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\s*(?:to|until|-|–)\s*(\d{1,2})/(\d{1,2})/(\d{4})", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class SchoolTerm:
    """One term."""

    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class SchoolTerms:
    """One version of the terms that the partnership named."""

    terms: tuple[SchoolTerm, ...] = ()  # in order
    version: int = 0  # 0: none was ever named
    kept_at_utc: datetime | None = None  # None: nothing is kept yet
    kept_by: str = ""

    def must_be_sound(self) -> None:
        """Raise AuditError naming the first term that cannot stand."""
        if len(self.terms) > MOST:
            raise AuditError(f"{len(self.terms)} terms are too many: {MOST} is the most. Leave out the oldest.")
        before: SchoolTerm | None = None
        for one in self.terms:
            said = in_figures(one)
            if one.last <= one.first:
                raise AuditError(f"Term {said}: it ends before it begins. Change one of the two days.")
            if (one.last - one.first).days > LONGEST_TERM:
                raise AuditError(f"Term {said}: that is longer than a term. Give each term a line of its own.")
            if before is not None and one.first <= before.last:
                raise AuditError(f"Term {said}: it begins before the term {in_figures(before)} ends.")
            if before is not None and (one.first - before.last).days > LONGEST_HOLIDAY:
                raise AuditError(
                    f"Between {before.last:%d/%m/%Y} and {one.first:%d/%m/%Y} no term is named. Name the one between "
                    "them, else it would be counted as a holiday."
                )
            before = one


def in_figures(one: SchoolTerm) -> str:
    """Return a term as it is entered, such as "02/09/2026 to 18/12/2026"."""
    return f"{one.first:%d/%m/%Y} to {one.last:%d/%m/%Y}"


def as_lines(terms: tuple[SchoolTerm, ...]) -> str:
    """Return terms one a line; `from_lines` gives the same terms back."""
    return "\n".join(in_figures(one) for one in terms)


def from_lines(said: str) -> tuple[SchoolTerm, ...]:
    """Return the terms of a text, one a line, in order; raises AuditError naming the line that is none."""
    found = []
    for line in filter(None, (part.strip() for part in said.splitlines())):
        match = _LINE.fullmatch(line)
        if match is None:
            raise AuditError(
                f"“{line[:60]}” is not a term. Write its first and last day, such as 02/09/2026 to 18/12/2026."
            )
        numbers = [int(one) for one in match.groups()]
        try:
            first, last = (date(year, month, day) for day, month, year in (numbers[:3], numbers[3:]))
        except ValueError as fault:
            raise AuditError(f"“{line}” has a day that is not in the calendar.") from fault
        found.append(SchoolTerm(first=first, last=last))
    return tuple(sorted(found, key=lambda one: (one.first, one.last)))
