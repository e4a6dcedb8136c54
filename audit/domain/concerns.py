"""Immediate concerns: a child who may be unsafe today is told to those who hold the case, outside the audit.

In: what was told, to whom and when.
Out: a record that waits until somebody confirms that the child's own record has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from audit.errors import AuditError

NOT_A_ROUTE = (
    "This tool is not a referral route. Tell the team that holds the case now, by their own route; "
    "then note here whom you told and when."
)


@dataclass(frozen=True, kw_only=True)
class Concern:
    """One immediate concern; it blocks nothing and is in no chart."""

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
            raise AuditError("Say which child, and which agency and role you told.")
        if not self.line.strip():
            raise AuditError("Say in one line what you told them.")
        if self.told_at_utc > now:
            raise AuditError("The time you told them is in the future. Tell them first, then note the time.")
