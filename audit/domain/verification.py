"""Verification: somebody else looked whether what is said of an action is so.

In: who looked, when, and what they saw.
Out: a verification, added beside what the owner said and never in its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from audit.domain.released import Typed
from audit.errors import AuditError


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What was found when somebody looked."""

    on: date
    by: str
    holds: bool  # False: it was looked at and could not be verified
    what_was_seen: Typed
    at_utc: datetime | None = None  # None: not stored yet

    def must_be_sound(self) -> None:
        """Raise AuditError where it does not say what was seen."""
        if not self.what_was_seen.strip():
            raise AuditError("Say what you saw: records read, people asked, figures counted. Or what was not there.")
