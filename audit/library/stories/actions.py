"""Stories of actions: what was planned, what was said of it since, and what somebody saw who looked.

In: what `seed_data` says of an action.
Out: plain values; `stories` reads them with the rest of a round.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from audit.domain.plan.actions import Impact, Priority, Progress

_STRICT = {"extra": "forbid"}


@dataclass(frozen=True, kw_only=True)
class UpdateStory:
    """Something said of an action after it was planned."""

    __pydantic_config__ = _STRICT

    at: datetime
    by: str
    progress: Progress
    text: str
    impact: Impact = Impact.NOT_KNOWN
    evidence_of_impact: str = ""
    new_due: date | None = None


@dataclass(frozen=True, kw_only=True)
class VerificationStory:
    """What somebody saw who looked whether an action is as its owner says."""

    __pydantic_config__ = _STRICT

    at: datetime
    holds: bool
    seen: str


@dataclass(frozen=True, kw_only=True)
class ActionStory:
    """One thing that somebody does about a finding."""

    __pydantic_config__ = _STRICT

    finding: str
    text: str
    success_measure: str
    lead_agency: str
    owner: str
    due: date
    recommendation: str = ""
    priority: Priority = Priority.MEDIUM
    updates: tuple[UpdateStory, ...] = ()
    verifications: tuple[VerificationStory, ...] = ()
