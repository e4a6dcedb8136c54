"""Stories: an invented partnership and its rounds, as they are written in `seed_data`.

In: the folder of seed files, each of which says that it is invented.
Out: plain values, in the order in which the story is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from audit.domain.findings.finding import FindingKind
from audit.domain.people.person import Agency, EmergencyNumbers, Role
from audit.domain.plan.board_asks import Question
from audit.domain.rounds.audit_round import Dates, Drawn
from audit.domain.rounds.cases import Population, Process, SpokenTo
from audit.domain.rounds.measurements import MeasurementKind
from audit.library.stories.actions import ActionStory, CheckStory
from audit.library.stories.story_file import FOLDER, STRICT, read_story

_Value = TypeVar("_Value")


@dataclass(frozen=True, kw_only=True)
class PersonStory:
    """Somebody invented."""

    __pydantic_config__ = STRICT

    key: str  # how the other files speak of the person
    name: str
    roles: tuple[Role, ...]
    email: str
    owns: tuple[str, ...] = ()  # the roles that are theirs, such as Head of placements
    agency: str | None = None  # None: belongs to no agency


@dataclass(frozen=True, kw_only=True)
class PartnershipStory:
    """The invented partnership."""

    __pydantic_config__ = STRICT

    invented: bool
    name: str
    set_up_at: datetime
    agencies: tuple[Agency, ...]
    people: tuple[PersonStory, ...]
    school_terms: tuple[tuple[date, date], ...] = ()  # first and last day of each
    emergency: EmergencyNumbers = EmergencyNumbers()


@dataclass(frozen=True, kw_only=True)
class FormStory:
    """What one agency said of one child."""

    __pydantic_config__ = STRICT

    by: str
    at: datetime
    grades: str  # one word for each statement in order: O G RI I, NA, NE, or - where it is not asked
    synopsis: str
    difference: str
    lines: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # line to {answer: note}
    reasons: Mapping[str, str] = field(default_factory=dict)  # statement to why it has no grade
    good: Mapping[str, str] = field(default_factory=dict)  # statement to good practice
    develop: Mapping[str, str] = field(default_factory=dict)  # statement to what to develop


@dataclass(frozen=True, kw_only=True)
class AgreedStory:
    """What the group agreed about a child, for one statement or overall."""

    __pydantic_config__ = STRICT

    grade: str
    reason: str
    good: str = ""
    develop: str = ""
    difference: str = ""
    dissents: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # agency to {position: reason}
    before: Mapping[str, str] = field(default_factory=dict)  # {grade: reason} first agreed, then opened again


@dataclass(frozen=True, kw_only=True)
class MeasurementStory:
    """One dated figure; `on` alone would be read as "true" by YAML."""

    __pydantic_config__ = STRICT

    kind: MeasurementKind
    measured_on: date
    value: float


@dataclass(frozen=True, kw_only=True)
class CaseStory:
    """One invented child."""

    __pydantic_config__ = STRICT

    invented: bool
    ref: str
    population: Population
    age_band: str
    gender: str
    placement: str
    how_chosen: str
    out_of_area: bool = False
    same_throughout: bool = False
    ethnic_group: str = ""
    disability: str = ""
    family_group: str = ""
    processes: tuple[Process, ...] = ()
    measurements: tuple[MeasurementStory, ...] = ()
    child_spoken_to: SpokenTo = SpokenTo.NO
    child_spoken_to_by: str = ""
    carer_spoken_to: SpokenTo = SpokenTo.NO
    carer_spoken_to_by: str = ""
    not_asked: tuple[str, ...] = ()
    none_found: tuple[str, ...] = ()
    not_applicable: Mapping[str, str] = field(default_factory=dict)  # line to why, for every agency
    forms: Mapping[str, FormStory]
    agreed_at: datetime | None = None  # None: not revealed yet
    agreed: Mapping[str, AgreedStory] = field(default_factory=dict)  # statement or "overall"


@dataclass(frozen=True, kw_only=True)
class WordsStory:
    """What a child or carer said."""

    __pydantic_config__ = STRICT

    case: str
    text: str
    said_by: str = "child"
    how_asked: str = ""  # given: the words may be used in papers


@dataclass(frozen=True, kw_only=True)
class FindingStory:
    """One thing that a round found."""

    __pydantic_config__ = STRICT

    kind: FindingKind
    text: str
    evidence: str
    statements: tuple[str, ...]
    themes: tuple[str, ...]
    cases: tuple[str, ...]
    agencies: tuple[str, ...] = ()
    words: tuple[WordsStory, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ConcernStory:
    """An immediate concern, told outside the audit."""

    __pydantic_config__ = STRICT

    case: str
    by: str
    noted_at: datetime
    told_at: datetime
    agency_told: str
    role_told: str
    line: str


@dataclass(frozen=True, kw_only=True)
class MergeStory:
    """Findings that were put into one."""

    __pydantic_config__ = STRICT

    refs: tuple[str, ...]
    text: str


@dataclass(frozen=True, kw_only=True)
class RoundStory:
    """One invented round; its steps are when it came to each stage, and by the last of them where it stands."""

    __pydantic_config__ = STRICT

    invented: bool
    ref: str
    title: str
    theme: str
    frameworks: tuple[str, ...]
    scale: str
    agencies: tuple[str, ...]
    period: tuple[date, date]
    dates: Dates
    chosen_how: str
    opened_at: datetime
    steps: Mapping[str, datetime]
    concerns: tuple[ConcernStory, ...] = ()
    found_at: datetime
    findings: tuple[FindingStory, ...] = ()
    merges: tuple[MergeStory, ...] = ()
    decided_at: datetime
    actions: tuple[ActionStory, ...] = ()
    no_actions: Mapping[str, str] = field(default_factory=dict)  # finding to why nothing is done
    issued: Mapping[str, datetime] = field(default_factory=dict)  # what a version of the plan was for, to when
    seen_by_board: date | None = None
    questions: tuple[Question, ...] = ()  # what the board asked, with its answer where it has one
    checked: tuple[CheckStory, ...] = ()  # what was decided about texts before papers left
    drawn: Drawn | None = None  # None: nobody has said
    reaudit_of: str = ""


@dataclass(frozen=True, kw_only=True)
class Notes:
    """What auditors write beside an answer where the story has nothing of its own to say: line, answer, notes."""

    __pydantic_config__ = STRICT

    invented: bool
    lines: Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, kw_only=True)
class Stories:
    """Everything that is invented."""

    partnership: PartnershipStory
    rounds: tuple[RoundStory, ...]
    cases: Mapping[str, tuple[CaseStory, ...]]  # by round
    notes: Notes


def read_all(folder: Path | None = None) -> Stories:
    """Return the stories of a folder, None for the one that came with the product.

    Raises WrongInput naming the file, and where in it, for anything that cannot be read or does not say it is invented.
    """
    place = folder or FOLDER
    rounds = tuple(read_story(path, RoundStory) for path in sorted(place.glob("round-*.yaml")))
    return Stories(
        partnership=read_story(place / "partnership.yaml", PartnershipStory),
        rounds=rounds,
        cases={story.ref: tuple(_cases(place, story.ref)) for story in rounds},
        notes=read_story(place / "notes.yaml", Notes),
    )


def _cases(place: Path, round_ref: str) -> list[CaseStory]:
    return [read_story(path, CaseStory) for path in sorted(place.glob(f"{round_ref.lower()}-*.yaml"))]
