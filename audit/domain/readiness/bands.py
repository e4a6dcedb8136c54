"""Bands: how well something could be shown to an inspector, by a rule and never by a score.

In: pieces, each of a kind and pointing one way, and the thresholds of a framework file.
Out: one band. It says how much evidence is held, not how good the work is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from audit.domain.frameworks.framework import ReadinessRule
from audit.domain.readiness.evidence import Way, stale_from

USUAL = ReadinessRule()


class PieceKind(StrEnum):
    """What a piece is. What the audit group judged is a record audit: it rests on every agency's records."""

    DOCUMENT = "document"
    DATA = "data"
    RECORD_AUDIT = "record_audit"
    CONVERSATION = "conversation"
    STAFF = "staff"
    OBSERVATION = "observation"
    CHECKLIST = "checklist"

    @property
    def label(self) -> str:
        """Return the kind in words, as it stands inside a sentence."""
        return _LABELS[self]


_LABELS = {
    PieceKind.DOCUMENT: "document",
    PieceKind.DATA: "data",
    PieceKind.RECORD_AUDIT: "record audit",
    PieceKind.CONVERSATION: "conversation with children or carers",
    PieceKind.STAFF: "staff",
    PieceKind.OBSERVATION: "observation",
    PieceKind.CHECKLIST: "checklist",
}


class Source(StrEnum):
    """Where a piece comes from."""

    EVIDENCE = "evidence"
    JUDGEMENT = "judgement"
    CHECKLIST = "checklist"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One thing that could be shown."""

    kind: PieceKind
    way: Way
    dated: date
    stale: bool
    source: Source = Source.EVIDENCE
    difference_unshown: bool = False  # a recommendation that is in place, whose difference is not shown yet
    title: str = ""
    says: str = ""  # what it says in a word or two, where the title does not
    ref: str = ""  # of the evidence, the round or the recommendation
    place: dict[str, str] = field(default_factory=dict)  # what a page needs to open it


class Band(StrEnum):
    """What could be shown, weakest first but for what conflicts."""

    NONE = "none"
    THIN = "thin"
    CONFLICTING = "conflicting"
    SOME = "some"
    STRONG = "strong"

    @property
    def label(self) -> str:
        """Return the band in words."""
        return _BANDS[self]

    @property
    def rank(self) -> int:
        """Return its place, 0 for the weakest."""
        return tuple(Band).index(self)


_BANDS = {
    Band.NONE: "Nothing held",
    Band.THIN: "Thin",
    Band.CONFLICTING: "Conflicting",
    Band.SOME: "Some",
    Band.STRONG: "Strong",
}


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What is counted of some pieces; stale ones are counted apart and for nothing else."""

    current: int
    strength: int
    weakness: int
    kinds: frozenset[PieceKind]
    stale: int
    showing: frozenset[PieceKind] = frozenset()  # the kinds of which a current piece points to strength


def tally(pieces: Sequence[Piece]) -> Tally:
    """Count some pieces."""
    current = [one for one in pieces if not one.stale]
    return Tally(
        current=len(current),
        strength=sum(one.way is Way.STRENGTH for one in current),
        weakness=sum(one.way is Way.WEAKNESS for one in current),
        kinds=frozenset(one.kind for one in current),
        stale=len(pieces) - len(current),
        showing=frozenset(one.kind for one in current if one.way is Way.STRENGTH),
    )


def band_of(pieces: Sequence[Piece], rule: ReadinessRule = USUAL) -> Band:
    """Return the band of some pieces: the first that fits of none, thin, conflicting, strong and some.

    Stale pieces are not counted, except that a stale piece is more than nothing: what is all stale is thin.
    """
    return band(tally(pieces), rule)


def band(found: Tally, rule: ReadinessRule = USUAL) -> Band:
    """Return the band of what was counted."""
    if not found.current and not found.stale:
        return Band.NONE
    if found.current <= rule.thin_up_to:
        return Band.THIN
    each = Fraction(rule.conflicting_share) * found.current
    if found.strength >= each and found.weakness >= each:
        return Band.CONFLICTING
    return Band.STRONG if _is_strong(found, rule) else Band.SOME


def in_words(rule: ReadinessRule = USUAL) -> tuple[tuple[Band, str], ...]:
    """Return the rule of each band in a sentence, in the order in which they are tried."""
    one_of = " or ".join(PieceKind(kind).label for kind in rule.strong_one_of)
    thin = "One current piece" if rule.thin_up_to == 1 else f"{rule.thin_up_to} current pieces or fewer"
    return (
        (Band.NONE, "Nothing is held."),
        (Band.THIN, f"{thin}, or all of them out of date."),
        (Band.CONFLICTING, f"{_share(rule.conflicting_share)} or more of the pieces on each side."),
        (
            Band.STRONG,
            f"{rule.strong_pieces} or more pieces of {rule.strong_kinds} or more kinds; "
            f"{_share(rule.strong_share).lower()} or more point to strength, among them a {one_of}.",
        ),
        (Band.SOME, "Everything else."),
    )


def falls_on(pieces: Sequence[Piece], rule: ReadinessRule, *, months: int) -> date | None:
    """Return the first day on which the band is weaker because pieces have gone stale; None where it never is."""
    now, old = band_of(pieces, rule), [one for one in pieces if one.stale]
    ends = [(stale_from(one.dated, months), one) for one in pieces if not one.stale]
    for day in sorted({end for end, _ in ends}):
        left = [one for end, one in ends if end > day]
        gone = len(old) + len(ends) - len(left)
        if band(replace(tally(left), stale=gone), rule).rank < now.rank:
            return day
    return None


def _is_strong(found: Tally, rule: ReadinessRule) -> bool:
    return (
        found.current >= rule.strong_pieces
        and len(found.kinds) >= rule.strong_kinds
        and any(kind in rule.strong_one_of for kind in found.showing)
        and found.strength >= Fraction(rule.strong_share) * found.current
    )


def _share(share: str) -> str:
    return {"1/3": "A third", "2/3": "Two thirds", "1/2": "Half", "1/4": "A quarter", "3/4": "Three quarters"}.get(
        share, share
    )
