"""Inspections: what a published letter said, kept with the findings that were taken from it.

In: a letter as read and as a person confirmed it.
Out: the inspection, and each finding in the letter's own words with its page.

A letter becomes a round of its own, without cases, at the stage where findings are written: so themes, statements,
decisions and the plan work as they do for an audit, while the inspection beside the round says what it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from audit.domain.findings import Finding, FindingKind, FindingSource
from audit.domain.letters import Found, FoundKind
from audit.errors import AuditError

_KINDS = {
    FoundKind.STRENGTH: FindingKind.STRENGTH,
    FoundKind.NEEDS_TO_IMPROVE: FindingKind.NEEDS_TO_IMPROVE,
    FoundKind.PRIORITY_ACTION: FindingKind.PRIORITY_ACTION,
    FoundKind.PRACTICE_EXAMPLE: FindingKind.LEARNING,
}


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """What a letter says of the inspection; a day that is None was neither read nor given."""

    area: str
    published: date
    theme: str = ""
    inspection_start: date | None = None
    inspection_end: date | None = None
    due: date | None = None  # None: count it from the letter's day
    principal_authority: str = ""

    def must_be_sound(self) -> None:
        """Raise AuditError naming what is missing, or which day cannot be."""
        if not self.area.strip():
            raise AuditError("Give the area that was inspected.")
        first, last = self.inspection_start, self.inspection_end
        if first and last and last < first:
            raise AuditError("The last day of the inspection comes before its first. Change one of the two days.")
        if last and self.published < last:
            raise AuditError("The letter's day comes before the end of the inspection. Change one of the two days.")
        if self.due and self.due <= self.published:
            raise AuditError("The statement cannot be due before the letter came. Change the day it is due.")


@dataclass(frozen=True, kw_only=True)
class Quotation:
    """A finding as the letter worded it; it stays as it is when the finding is changed."""

    finding: str  # its ref
    found: Found


def finding_of(found: Found, inspection: Inspection) -> Finding:
    """Return the finding that stands for what a letter found; raises AuditError for an empty text."""
    day = inspection.published
    evidence = f"{found.kind.label}. Inspection letter of {day.day} {day:%B %Y}, page {found.page}."
    finding = Finding(
        ref="", kind=_KINDS[found.kind], text=found.text.strip(), evidence=evidence, source=FindingSource.LETTER
    )
    finding.must_be_sound()
    return finding
