"""The story over time: what the second round said of the first one's findings, and which rounds are planned.

In: the seed file, which says that it is invented.
Out: plain values, in the order in which the story is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from audit.domain.over_time.reaudit import Seen
from audit.library.stories.story_file import FOLDER, read_story

_STRICT = {"extra": "forbid"}
_NAME = "over-time.yaml"


@dataclass(frozen=True, kw_only=True)
class SettledStory:
    """What was said of one of the last round's findings."""

    __pydantic_config__ = _STRICT

    finding: str
    at: datetime
    seen: Seen
    looked_at: str


@dataclass(frozen=True, kw_only=True)
class PlannedStory:
    """A round that is planned; `opens_on` alone would be read as "true" by YAML."""

    __pydantic_config__ = _STRICT

    at: datetime
    title: str
    theme: str
    opens_on: date
    reaudit_of: str = ""


@dataclass(frozen=True, kw_only=True)
class OverTimeStory:
    """Everything that is told over time."""

    __pydantic_config__ = _STRICT

    invented: bool
    settled: dict[str, tuple[SettledStory, ...]]  # by round; said twice: a change of mind
    planned: tuple[PlannedStory, ...]


def read(folder: Path | None = None) -> OverTimeStory:
    """Return the story of a folder, None for the one that came with the product.

    Raises WrongInput naming the file, and where in it, for anything that cannot be read or does not say it is invented.
    """
    return read_story((folder or FOLDER) / _NAME, OverTimeStory)
