"""Readiness stories: what the invented partnership says of recommendations, and the evidence it keeps.

In: two of the seed files, which say that they are invented.
Out: plain values, each with when it was said and by whom.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from audit.domain.readiness.checklists import State
from audit.domain.readiness.evidence import EvidenceKind, Way
from audit.library.stories.story_file import FOLDER, read_story

_STRICT = {"extra": "forbid"}


@dataclass(frozen=True, kw_only=True)
class EntryStory:
    """What was said of a recommendation once."""

    __pydantic_config__ = _STRICT

    at: datetime
    by: str
    state: State
    lead: str = ""
    owner: str = ""
    review_on: date | None = None  # None: no day was set
    narrative: str = ""
    evidence: str = ""
    evidence_refs: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class ItemStory:
    """One recommendation, and what was said of it in the order in which it was said."""

    __pydantic_config__ = _STRICT

    item: str  # framework/ref
    said: tuple[EntryStory, ...]


@dataclass(frozen=True, kw_only=True)
class ChecklistsStory:
    """What the partnership says of recommendations."""

    __pydantic_config__ = _STRICT

    invented: bool
    items: tuple[ItemStory, ...]


@dataclass(frozen=True, kw_only=True)
class EvidenceStory:
    """One piece of evidence."""

    __pydantic_config__ = _STRICT

    at: datetime
    by: str
    title: str
    kind: EvidenceKind
    shows: str
    way: Way
    about: tuple[str, ...]  # J1 to J10 and QS1 to QS7
    owner: str
    kept_at: str
    dated: date
    looked_at_by: str = ""
    review_by: date | None = None  # None: no day was set


@dataclass(frozen=True, kw_only=True)
class RegisterStory:
    """The evidence register, and for how long evidence is current."""

    __pydantic_config__ = _STRICT

    invented: bool
    months: int
    evidence: tuple[EvidenceStory, ...]


@dataclass(frozen=True, kw_only=True)
class ReadinessStories:
    """Both."""

    checklists: ChecklistsStory
    register: RegisterStory


def read_all(folder: Path | None = None) -> ReadinessStories:
    """Return the stories of a folder, None for the one that came with the product; raises WrongInput."""
    place = folder or FOLDER
    return ReadinessStories(
        checklists=read_story(place / "checklists.yaml", ChecklistsStory),
        register=read_story(place / "evidence.yaml", RegisterStory),
    )
