"""How long a sign-in holds: until its owner signs out, or leaves it unused.

In: when it began, when it was last used, and how long it may stand unused.
Out: whether whoever is at the screen is still taken for its owner.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

SHORTEST, USUAL, LONGEST = 5, 30, 480  # minutes a sign-in may stand unused
_NOTED_EVERY = timedelta(minutes=1)  # use is noted no more often, so that looking does not write


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """One sign-in of one person, on one browser."""

    mark: str  # a digest of what the sign-in service said; says nothing about the person
    person: int
    used_at_utc: datetime
    ended_at_utc: datetime | None = None  # None: it was not ended

    def holds(self, now: datetime, idle: timedelta) -> bool:
        """Say whether it still stands for its owner."""
        return self.ended_at_utc is None and now - self.used_at_utc <= idle

    def stands(self, now: datetime, idle: timedelta) -> bool:
        """Say whether it holds, and its use was noted so lately that nothing is to be written."""
        return self.holds(now, idle) and now - self.used_at_utc < _NOTED_EVERY
