"""The story of an invented partnership's own edition of a framework, as it is written in `seed_data`.

In: the folder of seed files.
Out: which wording was put in whose place, in order; no round uses the edition.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from audit.library.stories.story_file import read_story

_STRICT = {"extra": "forbid"}


@dataclass(frozen=True, kw_only=True)
class WordingStory:
    """Wording that somebody put in place of a framework's own."""

    __pydantic_config__ = _STRICT

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

    __pydantic_config__ = _STRICT

    invented: bool
    framework: str
    edition: str
    wordings: tuple[WordingStory, ...]


def read(folder: Path | None = None) -> EditionStory:
    """Return the story of a folder, None for the one that came with the product; raises WrongInput as stories do."""
    place = folder or Path(__file__).resolve().parents[3] / "seed_data"
    return read_story(place / "edition.yaml", EditionStory)
