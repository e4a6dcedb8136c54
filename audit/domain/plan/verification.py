"""Verification: somebody else looked whether what is said of an action is so.

In: who looked, when, and what they saw.
Out: a verification, added beside what the owner said and never in its place; and whether the newest claim holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from audit.domain.identifying.released import Typed
from audit.errors import AuditError


class Verified(StrEnum):
    """How far what is said of an action was verified."""

    NOTHING_SAID = "nothing_said"
    WAITS = "waits"
    HOLDS = "holds"
    DOES_NOT_HOLD = "does_not_hold"


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


def verified(claimed_at: datetime | None, looks: Sequence[Verification]) -> Verified:
    """Say how far a claim was verified; None: nothing is claimed. A look before the claim does not count for it."""
    if claimed_at is None:
        return Verified.NOTHING_SAID
    seen = [look for look in looks if look.at_utc is not None and look.at_utc >= claimed_at]
    if not seen:
        return Verified.WAITS
    return Verified.HOLDS if seen[-1].holds else Verified.DOES_NOT_HOLD
