"""Readiness stories: what the invented partnership says of recommendations, and the evidence it keeps.

In: two of the seed files, which say that they are invented.
Out: plain values, each with when it was said and by whom.

Here too:
- The story of an invented partnership's own edition of a framework, as it is written in `seed_data`.
- The story of an inspection: a practice run, what was asked for in it, and how it ended.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from audit.domain.readiness.checklists import State
from audit.domain.readiness.evidence import EvidenceKind, Way
from audit.library.stories.story_file import FOLDER, STRICT, read_story


@dataclass(frozen=True, kw_only=True)
class WordingStory:
    """Wording that somebody put in place of a framework's own."""

    __pydantic_config__ = STRICT

    at: datetime
    by: str
    item: str
    text: str
    locator: str
    same_meaning: bool
    new_ref: str = ""  # needed where the meaning is not the same


@dataclass(frozen=True, kw_only=True)
class EditionStory:
    """An edition, version by version."""

    __pydantic_config__ = STRICT

    invented: bool
    framework: str
    edition: str
    wordings: tuple[WordingStory, ...]


def read_edition(folder: Path | None = None) -> EditionStory:
    """Return the story of a folder, None for the one that came with the product; raises WrongInput as stories do."""
    return read_story((folder or FOLDER) / "edition.yaml", EditionStory)


_NAME = "inspection.yaml"


@dataclass(frozen=True, kw_only=True)
class SentStory:
    """Something of the usual list that was sent; `what` is as it stands there."""

    __pydantic_config__ = STRICT

    what: str
    at: datetime
    who: str


@dataclass(frozen=True, kw_only=True)
class PracticeStory:
    """A practice run with all agencies."""

    __pydantic_config__ = STRICT

    notified_on: date
    at: datetime
    note: str
    requests: tuple[SentStory, ...]
    called_off_at: datetime
    called_off: str


@dataclass(frozen=True, kw_only=True)
class InspectionStory:
    """Everything that is told of inspections."""

    __pydantic_config__ = STRICT

    invented: bool
    practice: PracticeStory


def read_inspection(folder: Path | None = None) -> InspectionStory:
    """Return the story of a folder, None for the one that came with the product.

    Raises WrongInput naming the file, and where in it, for anything that cannot be read or does not say it is invented.
    """
    return read_story((folder or FOLDER) / _NAME, InspectionStory)


@dataclass(frozen=True, kw_only=True)
class EntryStory:
    """What was said of a recommendation once."""

    __pydantic_config__ = STRICT

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

    __pydantic_config__ = STRICT

    item: str  # framework/ref
    said: tuple[EntryStory, ...]


@dataclass(frozen=True, kw_only=True)
class ChecklistsStory:
    """What the partnership says of recommendations."""

    __pydantic_config__ = STRICT

    invented: bool
    items: tuple[ItemStory, ...]


@dataclass(frozen=True, kw_only=True)
class EvidenceStory:
    """One piece of evidence."""

    __pydantic_config__ = STRICT

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

    __pydantic_config__ = STRICT

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
