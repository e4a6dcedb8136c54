"""Release: the way out, as trusted research environments check what leaves.

In: passages as people typed them, and what somebody decided about each.
Out: text that may leave; what is undecided is held back, and its place says so. Nothing is rewritten by a pattern but
exact references to cases, in whose place "a child" stands.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from audit.domain.english import Worded, agree
from audit.domain.identifying.marking import Identifier, IdentifierKind, Tier
from audit.domain.identifying.passages import Audience, Passage, Place, Record
from audit.domain.identifying.released import HELD_BACK, NOTHING, Released, ours
from audit.domain.rounds.references import replacer

Look = Callable[[str], Sequence[Identifier]]
Span = tuple[int, int]
LEFT_OUT = ours("Left out: this stays in the audit group")
CONFIRMED = "I have read these as somebody who knows the family would."
LONGEST = 4000  # characters of a wording for papers or a reason


class State(Worded):
    """What somebody decided about a text."""

    OPEN = "open", "To decide"
    REWORDED = "reworded", "Reworded for papers"
    AS_WRITTEN = "as_it_is", "As it is"
    LEFT_OUT = "left_out", "Left out"


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What was decided about one version of one text; the newest that fits the audience holds."""

    round_ref: str
    record: Record
    ref: str
    field: str
    key: str  # with which the text was digested
    digest: str
    kinds: frozenset[IdentifierKind]  # what was found in it then
    state: State
    wording: str = ""  # what papers say, where it is reworded
    reason: str = ""
    audience: Audience | None = None  # None: every audience
    confirmed: bool = False  # it was read with others in one list, and not decided on by itself
    alone: bool = False  # its writer decided, since nobody else was there
    case: str = ""
    by: str = ""
    at_utc: datetime | None = None  # None: not stored yet

    @property
    def place(self) -> Place:
        """Return which text of which record it was decided about."""
        return self.round_ref, self.record, self.ref, self.field

    def is_about(self, text: str) -> bool:
        """Say whether it was decided about just this text."""
        return hmac.compare_digest(self.digest, digest_of(self.key, text))


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A passage as it was looked through: what was found, what was decided, and what a paper says."""

    passage: Passage  # its text with references to cases replaced
    tier: Tier | None  # None: nothing in it asks for anybody
    identifiers: tuple[Identifier, ...]
    replaced: tuple[Span, ...]  # where "a child" stands for a reference
    state: State
    decision: Decision | None  # None: nobody has decided
    known: int  # how many decisions there were about this very text, whether or not they bind
    stands: Released  # what the paper says

    @property
    def is_open(self) -> bool:
        """Say whether its place is held back until somebody decides."""
        return self.tier is not None and self.state is State.OPEN

    @property
    def kinds(self) -> frozenset[IdentifierKind]:
        """Return the kinds found in it."""
        return frozenset(mark.kind for mark in self.identifiers)


@dataclass(frozen=True, kw_only=True)
class Clearance:
    """What was done to a paper before it left, and for whom it is."""

    audience: Audience
    checked: tuple[Checked, ...] = ()
    names_cases: bool = False

    @staticmethod
    def together(several: Sequence[Clearance]) -> Clearance:
        """Return what was done to a paper that is made from several, all for the same audience."""
        checked = dict.fromkeys(checked for clearance in several for checked in clearance.checked)
        return replace(several[-1], checked=tuple(checked))

    def count(self, state: State, *tiers: Tier) -> int:
        """Return how many of the texts that ask for a decision have a state."""
        wanted = tiers or tuple(Tier)
        return sum(checked.state is state and checked.tier in wanted for checked in self.checked)

    @property
    def held_back(self) -> int:
        """Return in how many places a text is held back."""
        return self.count(State.OPEN)

    @property
    def stops(self) -> tuple[Checked, ...]:
        """Return the texts that each need a decision, in the paper's order; published, those about one child too."""
        own = (Tier.STOP, Tier.ASK) if self.audience is Audience.PUBLISHED else (Tier.STOP,)
        return tuple(checked for checked in self.checked if checked.tier in own)

    @property
    def confirmed_together(self) -> tuple[Checked, ...]:
        """Return the texts that are read as one list and confirmed together."""
        return tuple(checked for checked in self.checked if checked.tier is not None and checked not in self.stops)

    def marked(self, marking: str) -> str:
        """Return the partnership's marking with who reads the paper, for its head and foot."""
        if self.audience is Audience.PUBLISHED:
            return f"{marking} until published" if marking else "For publication"
        readers = "audit group only" if self.names_cases else self.audience.label.lower()
        return f"{marking}: {readers}" if marking else readers.capitalize()

    def sentence(self) -> str:
        """Return what is true of this paper, for its marking."""
        first = "Names cases by reference" if self.names_cases else "Case references are taken out"
        return " ".join([f"{first}.", *self._sentences()])

    def _sentences(self) -> list[str]:
        decided = [checked for checked in self.checked if checked.tier is not None and not checked.is_open]
        held = self.held_back
        if not decided and not held:
            return ["No typed text in it was marked as one that may point to a child."]
        sentences = []
        if decided:
            sentences.append(
                f"{_texts(len(decided))} that may point to a child {_were(len(decided))} read and decided on."
            )
        if held:
            more = "more " if decided and held > 1 else ""
            are = agree(held, "is", "are")
            sentences.append(
                f"{_texts(held, more)} {are} held back until somebody has checked {agree(held, 'it', 'them')}."
            )
        if as_written := sum(checked.state is State.AS_WRITTEN and checked.tier is Tier.STOP for checked in decided):
            stands = agree(as_written, "stands", "stand")
            sentences.append(
                f"{_texts(as_written)} {stands} as written though a detail was marked, for a reason on record."
            )
        if any(checked.decision is not None and checked.decision.alone for checked in decided):
            sentences.append("Some were decided by the person who wrote them, because nobody else was there to do it.")
        return sentences


def _texts(count: int, more: str = "") -> str:
    return agree(count, "One text", f"{count} {more}texts")


def _were(count: int) -> str:
    return agree(count, "was", "were")


@dataclass
class Release:
    """Lets texts through to one audience, and remembers each that was asked for, in its order.

    `findings` says of those that were seen, by round and ref, as what they are read and whether each rests on one case;
    an old version of a plan has their words and not that.
    """

    decisions: Iterable[Decision]
    audience: Audience
    references: Sequence[str]
    look: Look
    names_cases: bool = False  # a paper for the audit group alone, in which references stay
    findings: dict[tuple[str, str], tuple[Record, bool]] = field(default_factory=dict, init=False)
    _checked: dict[Passage, Checked] = field(default_factory=dict, init=False)
    _by_place: dict[Place, list[Decision]] = field(init=False)

    def __post_init__(self) -> None:
        """Put the decisions where they are looked for."""
        self._by_place = defaultdict(list)
        for decision in self.decisions:
            self._by_place[decision.place].append(decision)
        self._replace = replacer(() if self.names_cases else self.references)

    def text(self, passage: Passage) -> Released:
        """Return what the paper says in a passage's place."""
        if not passage.text.strip():
            return NOTHING
        if passage not in self._checked:
            self._checked[passage] = self._check(passage)
        return self._checked[passage].stands

    def clearance(self) -> Clearance:
        """Return every passage that was asked for, and so stands in the paper."""
        return Clearance(audience=self.audience, checked=tuple(self._checked.values()), names_cases=self.names_cases)

    def _check(self, passage: Passage) -> Checked:
        clean, replaced = self._replace(passage.text)
        passage = replace(passage, text=clean)
        identifiers = marks(passage, self.look)
        tier = _tier(passage, identifiers)
        decision = self._decision(passage, frozenset(mark.kind for mark in identifiers)) if tier is not None else None
        state = decision.state if decision is not None else State.OPEN
        return Checked(
            passage=passage,
            tier=tier,
            identifiers=identifiers,
            replaced=replaced,
            state=state,
            decision=decision,
            known=len(self._about(passage)) if tier is not None else 0,
            stands=self._stands(passage, tier, decision),
        )

    def _decision(self, passage: Passage, kinds: frozenset[IdentifierKind]) -> Decision | None:
        """Return the newest decision that binds this text and audience; None where a kind was newly found since."""
        holds = None
        for decision in self._about(passage):
            fits = decision.audience in (None, self.audience)
            if decision.confirmed and self.audience is Audience.PUBLISHED:
                fits = False  # what is published needs a decision of its own
            if fits:
                holds = decision
        if holds is None or not kinds <= holds.kinds:
            return None
        newly = holds.state is State.REWORDED and stops_in(passage, holds.wording, self.look)
        return None if newly else holds

    def _about(self, passage: Passage) -> list[Decision]:
        return [decision for decision in self._by_place.get(passage.place, ()) if decision.is_about(passage.text)]

    def _stands(self, passage: Passage, tier: Tier | None, decision: Decision | None) -> Released:
        if tier is None:
            return ours(passage.text)
        if decision is None:
            return HELD_BACK
        if decision.state is State.REWORDED:
            return ours(self._replace(decision.wording)[0])
        if decision.state is State.LEFT_OUT:
            return NOTHING if passage.may_be_empty else LEFT_OUT
        return ours(passage.text)


def marks(passage: Passage, look: Look) -> tuple[Identifier, ...]:
    """Return what was found in a passage that is looked for in its place."""
    return tuple(mark for mark in look(passage.text) if mark.kind not in passage.not_marked)


def stops_in(passage: Passage, wording: str, look: Look) -> tuple[Identifier, ...]:
    """Return what stands in a wording for papers that would stop it."""
    return tuple(mark for mark in look(wording) if mark.kind.tier is Tier.STOP and mark.kind not in passage.not_marked)


def digest_of(key: str, text: str) -> str:
    """Return the digest of a text under a key, so that a decision can be known again and the text not read from it."""
    return hmac.new(bytes.fromhex(key), text.encode(), hashlib.sha256).hexdigest()


def _tier(passage: Passage, identifiers: Sequence[Identifier]) -> Tier | None:
    tiers = Counter(mark.kind.tier for mark in identifiers)
    if tiers[Tier.STOP]:
        return Tier.STOP
    return Tier.ASK if tiers[Tier.ASK] else passage.at_least
