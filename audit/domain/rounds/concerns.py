"""Immediate concerns: a child who may be unsafe today is told to those who hold the case, outside the audit.

In: what was told, to whom and when.
Out: a record that waits until somebody confirms that the child's own record has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from audit.errors import AuditError


def not_a_route(in_danger: str) -> str:
    """Return what to do before anything is recorded; `in_danger` says whom to ring."""
    return f"This tool does not make a referral. {in_danger} Then record in the tool who you told and when."


@dataclass(frozen=True, kw_only=True)
class Concern:
    """One immediate concern; it is in no chart and no grade, and its case cannot be erased until it is confirmed."""

    case: str
    told_at_utc: datetime
    agency_told: str
    role_told: str
    line: str  # one line on what was told
    id: int | None = None  # None: not stored yet
    raised_by: str = ""
    confirmed_by: str = ""  # empty: nobody has confirmed yet
    confirmed_at_utc: datetime | None = None  # None: not confirmed

    @property
    def open(self) -> bool:
        """Say whether it still waits for somebody to confirm that the child's own record has it."""
        return self.confirmed_at_utc is None

    def must_be_sound(self, now: datetime) -> None:
        """Raise AuditError naming what is missing."""
        if not (self.case and self.agency_told.strip() and self.role_told.strip()):
            raise AuditError("Choose the case. Enter the agency and role you told.")
        if not self.line.strip():
            raise AuditError("Enter what you told them, in one line.")
        if self.told_at_utc > now:
            raise AuditError("Enter a time that has passed.")
