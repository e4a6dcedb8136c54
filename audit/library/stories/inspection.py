"""The story of an inspection: a practice run, what was asked for in it, and how it ended.

In: the seed file, which says that it is invented.
Out: plain values, in the order in which the story is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from audit.library.stories.story_file import FOLDER, read_story

_STRICT = {"extra": "forbid"}
_NAME = "inspection.yaml"


@dataclass(frozen=True, kw_only=True)
class SentStory:
    """Something of the usual list that was sent; `what` is as it stands there."""

    __pydantic_config__ = _STRICT

    what: str
    at: datetime
    who: str


@dataclass(frozen=True, kw_only=True)
class PracticeStory:
    """A practice run with all agencies."""

    __pydantic_config__ = _STRICT

    notified_on: date
    at: datetime
    note: str
    requests: tuple[SentStory, ...]
    called_off_at: datetime
    called_off: str


@dataclass(frozen=True, kw_only=True)
class InspectionStory:
    """Everything that is told of inspections."""

    __pydantic_config__ = _STRICT

    invented: bool
    practice: PracticeStory


def read(folder: Path | None = None) -> InspectionStory:
    """Return the story of a folder, None for the one that came with the product.

    Raises WrongInput naming the file, and where in it, for anything that cannot be read or does not say it is invented.
    """
    return read_story((folder or FOLDER) / _NAME, InspectionStory)
