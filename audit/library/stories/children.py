"""Stories of dates: when things happened for the invented children, and how the invented cases were drawn.

In: the files `dates-*.yaml` of `seed_data`, each of which says that it is invented.
Out: plain values, by round.

Here too:
- Journey stories: how help came to each invented child, and who is around them, as written in `seed_data`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from audit.domain.journeys.ecomap import Direction, Strength
from audit.domain.rounds.cases import CaseDates
from audit.domain.rounds.draws import KeptDraw, Spare, spare_ref
from audit.domain.rounds.sampling import Method, Stratum
from audit.library.stories.story_file import FOLDER, STRICT, read_story


@dataclass(frozen=True, kw_only=True)
class CaseStory:
    """When things happened for one invented child."""

    __pydantic_config__ = STRICT

    kept_at: datetime
    dates: Mapping[str, tuple[date, ...]] = field(default_factory=dict)
    none: tuple[str, ...] = ()
    reviews: Mapping[date, Literal["yes", "no", ""]] = field(default_factory=dict)  # was mental health looked at
    facts: Mapping[str, bool] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)

    def as_dates(self) -> CaseDates:
        """Return the story as a case's dates form."""
        return CaseDates(
            dates={**self.dates, **({"review": tuple(sorted(self.reviews))} if self.reviews else {})},
            none=frozenset(self.none),
            facts=self.facts,
            marks={day: answer == "yes" for day, answer in self.reviews.items() if answer},
            answers=self.answers,
        )


@dataclass(frozen=True, kw_only=True)
class DrawStory:
    """How invented cases were drawn."""

    __pydantic_config__ = STRICT

    source: str
    by: tuple[str, ...]
    filters: Mapping[str, str]
    seed: int
    reserves: tuple[Mapping[str, str], ...]  # the bands of each, in the order drawn
    frame: int
    strata: tuple[Stratum, ...]
    compared: Mapping[str, tuple[tuple[str, int, int], ...]]

    def as_draw(self) -> KeptDraw:
        """Return the story as a round keeps it."""
        return KeptDraw(
            source=self.source,
            method=Method.STRATIFIED.value,
            by=self.by,
            filters=self.filters,
            seed=self.seed,
            size=sum(stratum.drawn for stratum in self.strata),
            reserves=len(self.reserves),
            frame=self.frame,
            strata=self.strata,
            compared=self.compared,
            spares=tuple(Spare(ref=spare_ref(n), bands=bands) for n, bands in enumerate(self.reserves, 1)),
        )


@dataclass(frozen=True, kw_only=True)
class DatesStory:
    """The dates of one invented round."""

    __pydantic_config__ = STRICT

    invented: Literal[True]
    round: str
    drawn_at: datetime
    draw: DrawStory
    cases: Mapping[str, CaseStory]


def read_dates(folder: Path | None = None) -> tuple[DatesStory, ...]:
    """Return the stories of a folder, None for the installed one; raises WrongInput for a wrong one."""
    place = folder or FOLDER
    return tuple(read_story(path, DatesStory) for path in sorted(place.glob("dates-*.yaml")))


@dataclass(frozen=True, kw_only=True)
class EventStory:
    """One thing that happened on the way to help."""

    __pydantic_config__ = STRICT

    part: str
    day: date
    what: str
    about: bool = False  # the day is known roughly
    who: str = ""
    agency: str = ""


@dataclass(frozen=True, kw_only=True)
class TieStory:
    """Somebody around a child."""

    __pydantic_config__ = STRICT

    role: str
    strength: Strength
    way: Direction = Direction.BOTH
    who: str = ""


@dataclass(frozen=True, kw_only=True)
class JourneyStory:
    """One invented child's journey."""

    __pydantic_config__ = STRICT

    events: tuple[EventStory, ...]
    ties: tuple[TieStory, ...]
    missing: tuple[str, ...] = ()  # roles


@dataclass(frozen=True, kw_only=True)
class JourneyStories:
    """The journeys of one round's children, by case."""

    __pydantic_config__ = STRICT

    invented: bool
    journeys: Mapping[str, JourneyStory]


def read_journeys(folder: Path) -> Mapping[str, JourneyStory]:
    """Return the journeys of every invented child, by case.

    Raises WrongInput naming the file, and where in it, for anything that cannot be read or does not say it is invented.
    """
    stories = [read_story(path, JourneyStories) for path in sorted(folder.glob("journeys-*.yaml"))]
    return {case: journey for story in stories for case, journey in story.journeys.items()}
