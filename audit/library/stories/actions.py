"""Stories of actions: what was planned, what was said of it since, and what somebody saw who looked.

In: what `seed_data` says of an action.
Out: plain values; `stories` reads them with the rest of a round.

Here too:
- Stories of the check before papers leave: what somebody decided about a text.
- The story over time: what the second round said of the first one's findings, and which rounds are planned.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from audit.domain.identifying.passages import Record
from audit.domain.over_time.reaudit import Seen
from audit.domain.plan.actions import Impact, Priority, Progress
from audit.domain.release.decisions import State
from audit.library.stories.story_file import FOLDER, STRICT, read_story


@dataclass(frozen=True, kw_only=True)
class UpdateStory:
    """Something said of an action after it was planned."""

    __pydantic_config__ = STRICT

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

    __pydantic_config__ = STRICT

    at: datetime
    holds: bool
    seen: str


@dataclass(frozen=True, kw_only=True)
class ActionStory:
    """One thing that somebody does about a finding."""

    __pydantic_config__ = STRICT

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


@dataclass(frozen=True, kw_only=True)
class CheckStory:
    """What was decided about one text of the plan."""

    __pydantic_config__ = STRICT

    at: datetime
    by: str
    record: Record
    ref: str
    field: str
    state: State
    wording: str = ""
    reason: str = ""


_NAME = "over-time.yaml"


@dataclass(frozen=True, kw_only=True)
class SettledStory:
    """What was said of one of the last round's findings."""

    __pydantic_config__ = STRICT

    finding: str
    at: datetime
    seen: Seen
    looked_at: str


@dataclass(frozen=True, kw_only=True)
class PlannedStory:
    """A round that is planned; `opens_on` alone would be read as "true" by YAML."""

    __pydantic_config__ = STRICT

    at: datetime
    title: str
    theme: str
    opens_on: date
    reaudit_of: str = ""


@dataclass(frozen=True, kw_only=True)
class OverTimeStory:
    """Everything that is told over time."""

    __pydantic_config__ = STRICT

    invented: bool
    settled: dict[str, tuple[SettledStory, ...]]  # by round; said twice: a change of mind
    planned: tuple[PlannedStory, ...]


def read(folder: Path | None = None) -> OverTimeStory:
    """Return the story of a folder, None for the one that came with the product.

    Raises WrongInput naming the file, and where in it, for anything that cannot be read or does not say it is invented.
    """
    return read_story((folder or FOLDER) / _NAME, OverTimeStory)
