"""Journey stories: how help came to each invented child, and who is around them, as written in `seed_data`.

In: the folder of seed files, each of which says that it is invented.
Out: plain values, by child.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from audit.domain.journeys.ecomap import Direction, Strength
from audit.library.stories.story_file import read_story

_STRICT = {"extra": "forbid"}


@dataclass(frozen=True, kw_only=True)
class EventStory:
    """One thing that happened on the way to help."""

    __pydantic_config__ = _STRICT

    part: str
    day: date
    what: str
    about: bool = False  # the day is known roughly
    who: str = ""
    agency: str = ""


@dataclass(frozen=True, kw_only=True)
class TieStory:
    """Somebody around a child."""

    __pydantic_config__ = _STRICT

    role: str
    strength: Strength
    way: Direction = Direction.BOTH
    who: str = ""


@dataclass(frozen=True, kw_only=True)
class JourneyStory:
    """One invented child's journey."""

    __pydantic_config__ = _STRICT

    events: tuple[EventStory, ...]
    ties: tuple[TieStory, ...]
    missing: tuple[str, ...] = ()  # roles


@dataclass(frozen=True, kw_only=True)
class JourneyStories:
    """The journeys of one round's children, by case."""

    __pydantic_config__ = _STRICT

    invented: bool
    journeys: Mapping[str, JourneyStory]


def read_all(folder: Path) -> Mapping[str, JourneyStory]:
    """Return the journeys of every invented child, by case.

    Raises WrongInput naming the file, and where in it, for anything that cannot be read or does not say it is invented.
    """
    found = [read_story(path, JourneyStories) for path in sorted(folder.glob("journeys-*.yaml"))]
    return {case: journey for one in found for case, journey in one.journeys.items()}
