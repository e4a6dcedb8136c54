"""A framework: what an audit asks, as data.

In: nothing; these are the values that a framework file is read into.
Out: items, lines of enquiry, scales and mappings that every later step of the audit uses.

Here too:
- Scales: the grades a round is graded on, in their order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

from audit.errors import AuditError

_STRICT = {"extra": "forbid"}  # an unknown key in a framework file is a mistake, never ignored


@dataclass(frozen=True, kw_only=True)
class Step:
    """One grade of a scale."""

    __pydantic_config__ = _STRICT

    order: int  # 1 is the best
    value: str  # what is stored, for example "requires_improvement"
    label: str
    letter: str  # one or two characters, for a cell of the seven-strip
    caption: str
    shade: Literal[1, 2, 3, 4]  # 1 and 2: good or better; 3 and 4: less than good


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Grades in their order, best first."""

    __pydantic_config__ = _STRICT

    ref: str
    title: str
    steps: tuple[Step, ...]
    default: bool = False

    def step(self, grade: str) -> Step:
        """Return the step of a grade; raises AuditError for a word the scale does not have."""
        for step in self.steps:
            if step.value == grade:
                return step
        raise AuditError(f"“{grade}” is not a grade of the scale {self.title}. Choose one of {self.words()}.")

    def step_of(self, grade: str) -> int:
        """Return a grade's place in the scale, 1 for the best."""
        return self.step(grade).order

    def is_upper(self, grade: str) -> bool:
        """Say whether a grade is in the scale's upper half; the middle of an odd number of steps is in neither."""
        return self.step(grade).order * 2 < len(self.steps) + 1

    def is_lower(self, grade: str) -> bool:
        """Say whether a grade is in the scale's lower half; the middle of an odd number of steps is in neither."""
        return self.step(grade).order * 2 > len(self.steps) + 1

    def words(self) -> str:
        """Return the grades as a list in words."""
        return ", ".join(step.label for step in self.steps)


class Key(NamedTuple):
    """Where an item is found: refs are unique within a framework, not across."""

    framework: str
    ref: str

    def __str__(self) -> str:
        return f"{self.framework}/{self.ref}"

    @classmethod
    def parse(cls, text: str, *, within: str = "") -> Key:
        """Read "framework/ref", or a bare "ref" of the framework `within`."""
        framework, slash, ref = text.rpartition("/")
        return cls(framework if slash else within, ref)


class Provenance(StrEnum):
    """How far an item rests on its source."""

    PUBLISHED = "published"  # the source says this, and it was seen
    DERIVED = "derived"  # our reading of what the source implies
    UNVERIFIED = "unverified"  # known second-hand only


class FrameworkKind(StrEnum):
    """What a framework is for."""

    STATEMENTS = "statements"
    CHECKLIST = "checklist"
    THEMES = "themes"
    CRITERIA = "criteria"
    STANDARDS = "standards"
    TIMESCALES = "timescales"
    PATHWAY = "pathway"
    MODEL = "model"
    FINDINGS = "findings"


class MappingType(StrEnum):
    """What one item does for another."""

    SUPPORTS = "supports"
    OVERLAPS = "overlaps"
    EVIDENCES = "evidences"
    ILLUSTRATES = "illustrates"


@dataclass(frozen=True, kw_only=True)
class Source:
    """The document that a framework was written from."""

    __pydantic_config__ = _STRICT

    title: str
    publisher: str
    published: str  # year, or year and month
    seen: str  # what of it was seen, in a sentence


@dataclass(frozen=True, kw_only=True)
class Sector:
    """The kind of agency a line of enquiry is asked of."""

    __pydantic_config__ = _STRICT

    ref: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """Anything a framework lists; the subclasses say what else some kinds carry."""

    __pydantic_config__ = _STRICT

    ref: str
    title: str
    text: str
    provenance: Provenance
    locator: str
    kind: str = "item"
    addressee: str | None = None  # None: addressed to no one in particular
    national: bool = False  # national items are shown and not scored
    part_of: str | None = None  # the item of the same framework that this one belongs to
    derived_from: str | None = None  # what a derived item was read from, where the locator does not say
    replaces: str | None = None  # the ref whose place this one took, with another meaning


@dataclass(frozen=True, kw_only=True)
class Statement(Item):
    """A quality statement: what a case is graded against."""

    kind: Literal["statement"] = "statement"
    short_title: str | None = None  # for a strip; None: the title is short enough
    for_the_child: str | None = None  # what the child would say
    descriptors: Mapping[str, str] | None = None  # grade to what it looks like; None: not graded by word


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A fact of a case under which a line of enquiry cannot apply; it has to hold for the whole look-back."""

    __pydantic_config__ = _STRICT

    fact: Literal["area", "placement", "group", "process", "at_least", "under"]  # the last two: an age
    one_of: tuple[str, ...]  # the values of the fact; of an age, one whole number of years
    because: str  # what is said of the child, such as "lived in our area all along"

    def __str__(self) -> str:
        return f"{self.fact} = {', '.join(self.one_of)}: {self.because}"


@dataclass(frozen=True, kw_only=True)
class LineOfEnquiry(Item):
    """A question asked of one child's records and conversations; `part_of` is its statement."""

    kind: Literal["line_of_enquiry"] = "line_of_enquiry"
    look_for: tuple[str, ...]
    good_looks_like: str
    asked_of: tuple[str, ...]  # sectors
    themes: tuple[str, ...] = ()
    not_applicable_if: str | None = None  # None: the question applies to every child
    does_not_apply_where: tuple[Condition, ...] = ()  # any one of them is enough; empty: only an auditor can say
    short: bool = False  # asked in a short audit too
    guards_against: str | None = None  # the fault named in an inspection letter


@dataclass(frozen=True, kw_only=True)
class Theme(Item):
    """What findings are gathered under."""

    kind: Literal["theme"] = "theme"
    evidence: tuple[str, ...] = ()  # the kind of evidence to look for
    marking_words: tuple[str, ...] = ()  # suggestions only; a trailing * means any ending
    measurements: tuple[str, ...] = ()  # the kinds of measurement that bear on the theme
    processes: tuple[str, ...] = ()  # the kinds of statutory process that bear on the theme


@dataclass(frozen=True, kw_only=True)
class Recommendation(Item):
    """What somebody should do; a checklist is worked through by these."""

    kind: Literal["recommendation", "next_step"] = "recommendation"
    in_place: str | None = None  # what being in place means
    difference: str | None = None  # the difference children would notice
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Criterion(Item):
    """What inspectors look at; graded like a statement where it has lines of enquiry."""

    kind: Literal["criterion"] = "criterion"
    short_title: str | None = None
    for_the_child: str | None = None
    descriptors: Mapping[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Timescale(Item):
    """A check that can be made from dates; the figures are data."""

    kind: Literal["timescale"] = "timescale"
    figure: str
    standing: Literal["duty", "requirement", "guidance", "recommendation", "convention", "derived"]
    check: Literal["deadline", "interval", "each", "yearly", "band", "question"]
    counts_from: str | None = None  # the event whose day is day 0
    counts_to: str | None = None  # the event that has to have happened
    within: int | None = None
    unit: Literal["working_days", "days", "weeks", "months"] | None = None
    ages: str | None = None  # for example "4-16"
    confirm: bool = False  # the rule was not seen whole; a partnership should check it
    short_breaks: Literal["applies", "not_applicable", "lighter", "cannot_tell"] = "applies"
    not_before: int | None = None  # in `unit`; what comes sooner is shown and is not late
    no_later_than: str | None = None  # an event that ends the time sooner, where it came sooner
    unless_within: int | None = None  # months before counts_from in which counts_to makes the check not apply
    starts_at: int = 1  # which event of a series the first interval begins at
    starts_with: str | None = None  # the event that begins the series, where it is another
    year_ends: str | None = None  # month and day, such as "03-31", of a yearly check
    in_care_for: int | None = None  # months in care by the year's end, for a yearly check to apply
    only_if: tuple[str, ...] = ()  # facts about the child that must hold
    unless: tuple[str, ...] = ()  # facts about the child that must not hold
    after_months: int | None = None  # months in the present home after which an interval applies
    since: str | None = None  # the first day, such as "2011-04-01", of what a deadline covers
    until: str | None = None  # the event up to which an interval holds
    after: str | None = None  # the event from which on an interval holds
    instead_of: str | None = None  # the interval whose place this one takes where it applies


@dataclass(frozen=True, kw_only=True)
class Point(Item):
    """The kinds that carry nothing more than their words."""

    kind: Literal[
        "learning_point",
        "pathway_part",
        "role",
        "stance",
        "conclusion",
        "area_for_development",
        "need",
        "finding",
        "enabler",
        "measure",
        "scope",
    ]
    ring: Literal["centre", "middle", "outer"] | None = None  # of the eco-map; roles only


AnyItem = Statement | LineOfEnquiry | Theme | Recommendation | Criterion | Timescale | Point


@dataclass(frozen=True, kw_only=True)
class ItemMapping:
    """One item bearing on another, perhaps of another framework."""

    __pydantic_config__ = _STRICT

    from_: Key
    to: Key
    type: MappingType
    provenance: Provenance
    locator: str | None = None  # None: our own reading, with no place in a source


@dataclass(frozen=True, kw_only=True)
class ReadinessRule:
    """Where the bands of readiness begin; these are the usual thresholds, and a framework file may set its own."""

    __pydantic_config__ = _STRICT

    thin_up_to: int = 1  # current pieces
    conflicting_share: str = "1/3"  # of the current pieces, or more, on each side
    strong_pieces: int = 3  # or more
    strong_kinds: int = 2  # or more
    strong_share: str = "2/3"  # of the current pieces, or more, point to strength
    strong_one_of: tuple[str, ...] = ("record_audit", "conversation")  # one that shows strength


@dataclass(frozen=True, kw_only=True)
class Framework:
    """One version of one framework, whole.

    A local edition keeps the id, so that refs mean the same thing in both and grades compare; its suffix sets it apart.
    """

    __pydantic_config__ = _STRICT

    id: str
    version: int
    kind: FrameworkKind
    title: str
    short_title: str
    summary: str
    source: Source
    items: tuple[AnyItem, ...]
    mappings: tuple[ItemMapping, ...] = ()
    scales: tuple[Scale, ...] = ()
    sectors: tuple[Sector, ...] = ()
    themes_from: str | None = None  # the framework whose themes the lines name; None: its own
    held: int | None = None  # how many of the source's items are held; None: all of them
    held_of: int | None = None
    edition: str | None = None  # the suffix of a partnership's own edition; None: the framework itself

    @property
    def name(self) -> str:
        """Return what the framework is called among files and editions: its id, with the suffix of a local edition."""
        return f"{self.id}-{self.edition}" if self.edition else self.id

    readiness: ReadinessRule | None = None  # None: the usual thresholds

    def key(self, item: Item) -> Key:
        """Return where an item of this framework is found."""
        return Key(self.id, item.ref)

    def item(self, ref: str) -> AnyItem:
        """Return the item with a ref; raises AuditError where there is none."""
        for item in self.items:
            if item.ref == ref:
                return item
        raise AuditError(f"{self.title} has no item {ref}. Choose one of its refs.")

    def graded(self) -> tuple[Statement | Criterion, ...]:
        """Return what a case is graded against: statements and criteria that have lines of enquiry."""
        parents = {line.part_of for line in self.lines()}
        return tuple(i for i in self.items if isinstance(i, Statement | Criterion) and i.ref in parents)

    def lines(self) -> Iterator[LineOfEnquiry]:
        """Return every line of enquiry, in the file's order."""
        return (item for item in self.items if isinstance(item, LineOfEnquiry))

    def lines_of(self, statement_ref: str, *, sector: str | None = None) -> tuple[LineOfEnquiry, ...]:
        """Return a statement's lines of enquiry, those asked of one sector where it is given."""
        lines = (line for line in self.lines() if line.part_of == statement_ref)
        return tuple(line for line in lines if sector is None or sector in line.asked_of)

    def has_short_set(self) -> bool:
        """Say whether a short audit can be made: two lines or more of everything graded are marked for it."""
        return all(sum(line.short for line in self.lines_of(item.ref)) >= 2 for item in self.graded())

    def themes(self) -> tuple[Theme, ...]:
        """Return the themes that findings can be gathered under."""
        return tuple(item for item in self.items if isinstance(item, Theme))
