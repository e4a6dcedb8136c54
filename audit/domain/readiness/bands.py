"""Bands: how well something could be shown to an inspector, by a rule and never by a score.

In: pieces, each of a kind and pointing one way, and the thresholds of a framework file.
Out: one band. It says how much evidence is held, not how good the work is.

Here too:
- Moves: the smallest thing that would bring something into a better band.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from audit.domain.english import Worded, agree, capital, listed, number
from audit.domain.frameworks.framework import ReadinessRule
from audit.domain.readiness.evidence import Way, stale_from

USUAL = ReadinessRule()


class PieceKind(Worded):
    """What a piece is. What the audit group judged is a record audit: it rests on every agency's records."""

    DOCUMENT = "document", "document"
    DATA = "data", "data"
    RECORD_AUDIT = "record_audit", "record audit"
    CONVERSATION = "conversation", "conversation with children or carers"
    STAFF = "staff", "staff"
    OBSERVATION = "observation", "observation"
    CHECKLIST = "checklist", "checklist"


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


class Band(Worded):
    """What could be shown, weakest first but for what conflicts."""

    NONE = "none", "Nothing held"
    THIN = "thin", "Thin"
    CONFLICTING = "conflicting", "Conflicting"
    SOME = "some", "Some"
    STRONG = "strong", "Strong"

    @property
    def rank(self) -> int:
        """Return its place, 0 for the weakest."""
        return tuple(Band).index(self)


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
    current = [piece for piece in pieces if not piece.stale]
    return Tally(
        current=len(current),
        strength=sum(piece.way is Way.STRENGTH for piece in current),
        weakness=sum(piece.way is Way.WEAKNESS for piece in current),
        kinds=frozenset(piece.kind for piece in current),
        stale=len(pieces) - len(current),
        showing=frozenset(piece.kind for piece in current if piece.way is Way.STRENGTH),
    )


def band_of(pieces: Sequence[Piece], rule: ReadinessRule = USUAL) -> Band:
    """Return the band of some pieces: the first that fits of none, thin, conflicting, strong and some.

    Stale pieces are not counted, except that a stale piece is more than nothing: what is all stale is thin.
    """
    return band(tally(pieces), rule)


def band(counts: Tally, rule: ReadinessRule = USUAL) -> Band:
    """Return the band of what was counted."""
    if not counts.current and not counts.stale:
        return Band.NONE
    if counts.current <= rule.thin_up_to:
        return Band.THIN
    each = Fraction(rule.conflicting_share) * counts.current
    if counts.strength >= each and counts.weakness >= each:
        return Band.CONFLICTING
    return Band.STRONG if _is_strong(counts, rule) else Band.SOME


def in_words(rule: ReadinessRule = USUAL) -> tuple[tuple[Band, str], ...]:
    """Return the rule of each band in a sentence, in the order in which they are tried."""
    strong_kinds = " or ".join(PieceKind(kind).label for kind in rule.strong_one_of)
    thin = agree(rule.thin_up_to, "One current piece", f"{rule.thin_up_to} current pieces or fewer")
    return (
        (Band.NONE, "Nothing is held."),
        (Band.THIN, f"{thin}, or all of them out of date."),
        (Band.CONFLICTING, f"{_share(rule.conflicting_share)} or more of the pieces on each side."),
        (
            Band.STRONG,
            f"{rule.strong_pieces} or more pieces of {rule.strong_kinds} or more kinds; "
            f"{_share(rule.strong_share).lower()} or more point to strength, among them a {strong_kinds}.",
        ),
        (Band.SOME, "Everything else."),
    )


def falls_on(pieces: Sequence[Piece], rule: ReadinessRule, *, months: int) -> date | None:
    """Return the first day on which the band is weaker because pieces have gone stale; None where it never is."""
    now, old = band_of(pieces, rule), [piece for piece in pieces if piece.stale]
    ends = [(stale_from(piece.dated, months), piece) for piece in pieces if not piece.stale]
    for day in sorted({end for end, _ in ends}):
        left = [piece for end, piece in ends if end > day]
        gone = len(old) + len(ends) - len(left)
        if band(replace(tally(left), stale=gone), rule).rank < now.rank:
            return day
    return None


def _is_strong(counts: Tally, rule: ReadinessRule) -> bool:
    return (
        counts.current >= rule.strong_pieces
        and len(counts.kinds) >= rule.strong_kinds
        and any(kind in rule.strong_one_of for kind in counts.showing)
        and counts.strength >= Fraction(rule.strong_share) * counts.current
    )


def _share(share: str) -> str:
    return {"1/3": "A third", "2/3": "Two thirds", "1/2": "Half", "1/4": "A quarter", "3/4": "Three quarters"}.get(
        share, share
    )


_LONG_AGO = date(2000, 1, 1)  # the day of a piece that is not there yet, and has no other beside it
_MOST = 60  # pieces; with more against it than that, no number of new ones is an honest answer
_OFTEN = (PieceKind.CONVERSATION, PieceKind.RECORD_AUDIT)  # children and records before anything else
_REMAINING = tuple(kind for kind in PieceKind if kind not in (*_OFTEN, PieceKind.CHECKLIST))


@dataclass(frozen=True, kw_only=True)
class Move:
    """What would bring pieces into a better band."""

    to: Band
    renew: tuple[int, ...] = ()  # places of stale pieces that are looked at again and found to hold
    show: tuple[int, ...] = ()  # places of recommendations in place whose difference is shown
    add: tuple[PieceKind, ...] = ()  # new pieces that show strength
    or_of: tuple[PieceKind, ...] = ()  # the kinds that one new piece could be of; empty: see `add`

    @property
    def size(self) -> int:
        """Return how many things it takes."""
        return len(self.renew) + len(self.show) + len(self.add)

    def applied(self, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
        """Return the pieces as they are once it is done."""
        changed = [replace(piece, stale=False) if n in self.renew else piece for n, piece in enumerate(pieces)]
        for place in self.show:
            changed[place] = replace(changed[place], way=Way.STRENGTH, difference_unshown=False)
        dated = max((piece.dated for piece in pieces), default=_LONG_AGO)
        new = (Piece(kind=kind, way=Way.STRENGTH, dated=dated, stale=False, title="new") for kind in self.add)
        return (*changed, *new)

    def in_words(self, pieces: Sequence[Piece]) -> str:
        """Return the move as a sentence that says what to do."""
        parts = []
        if self.renew:
            words = agree(len(self.renew), "which is out of date", "which are out of date")
            parts.append(f"look again at {_titles(pieces, self.renew)}, {words}")
        if self.show:
            words = agree(len(self.show), "which is in place", "which are in place")
            parts.append(f"show the difference for children of {_titles(pieces, self.show)}, {words}")
        if self.add:
            parts.append(_add_in_words(self.add, self.or_of, new=not pieces))
        words = "; and ".join(parts)
        return f"{capital(words)}. That would make it “{self.to.label.lower()}”."


def smallest(pieces: Sequence[Piece], rule: ReadinessRule) -> Move | None:
    """Return the smallest move to a better band; None from the best one, or where no number of pieces would do.

    A move never ends in conflict. Of the same size, looking again at what is stale goes before showing the difference
    of what is in place, and that before new evidence.
    """
    now = band_of(pieces, rule)
    if now is Band.STRONG:
        return None
    for size in range(1, _MOST + 1):
        for begun in _begun(pieces, size, now):
            move = _completed(begun, pieces, size - begun.size, rule)
            if move.to.rank > now.rank and move.to is not Band.CONFLICTING:
                return _with_choice(move, pieces, rule)
    return None


def _begun(pieces: Sequence[Piece], size: int, now: Band) -> Iterator[Move]:
    """Yield what can be done without new pieces, in so many steps or fewer, the most of it first.

    What is stale and points to weakness is not offered: looking at it again would not help.
    """
    strong, neither = (_stale(pieces, way) for way in (Way.STRENGTH, Way.NEITHER))
    unshown = [n for n, piece in enumerate(pieces) if piece.difference_unshown and not piece.stale]
    for first in range(min(size, len(strong)), -1, -1):
        for second in range(min(size - first, len(neither)), -1, -1):
            for shown in range(min(size - first - second, len(unshown)), -1, -1):
                renew = sorted([*strong[:first], *neither[:second]])
                yield Move(to=now, renew=tuple(renew), show=tuple(unshown[:shown]))


def _completed(begun: Move, pieces: Sequence[Piece], count: int, rule: ReadinessRule) -> Move:
    """Return a move with so many new pieces, all of one kind where several kinds would lead no further."""
    varied = _new_kinds(begun.applied(pieces), count, rule)
    moves = [replace(begun, add=add) for add in (varied[:1] * count, varied)]
    moves = [replace(move, to=band_of(move.applied(pieces), rule)) for move in moves]
    return max(moves, key=lambda move: move.to.rank)


def _stale(pieces: Sequence[Piece], way: Way) -> list[int]:
    """Return the places of the stale pieces of a way, each kind in turn, those first that are not held otherwise."""
    held = {piece.kind for piece in pieces if not piece.stale}
    seen: Counter[PieceKind] = Counter()
    order = []
    for place, piece in enumerate(pieces):
        if piece.stale and piece.way is way:
            order.append((seen[piece.kind], piece.kind in held, piece.kind not in _OFTEN, place))
            seen[piece.kind] += 1
    return [n for *_, n in sorted(order)]


def _new_kinds(pieces: Sequence[Piece], count: int, rule: ReadinessRule) -> tuple[PieceKind, ...]:
    """Return kinds for so many new pieces: what the rule asks for one of, then kinds that are not held yet."""
    held = {piece.kind for piece in pieces if not piece.stale}
    showing = {piece.kind for piece in pieces if not piece.stale and piece.way is Way.STRENGTH}
    missing = not showing.intersection(rule.strong_one_of)
    wanted = [*_OFTEN, *_REMAINING]
    order = sorted(wanted, key=lambda kind: (not (missing and kind in rule.strong_one_of), kind in held))
    order = [*order[:1], *sorted(order[1:], key=lambda kind: kind in held)]
    return tuple(order[n % len(order)] for n in range(count))


def _with_choice(move: Move, pieces: Sequence[Piece], rule: ReadinessRule) -> Move:
    """Say which kinds would do as well, where that is the same for every new piece."""
    every = (*_OFTEN, *_REMAINING)
    alike = [k for k in every if band_of(replace(move, add=(k,) * len(move.add)).applied(pieces), rule) is move.to]
    alone = len(set(move.add)) == 1
    return replace(move, or_of=tuple(alike)) if alone else move


def _add_in_words(kinds: Sequence[PieceKind], or_of: Sequence[PieceKind], *, new: bool) -> str:
    pieces = agree(len(kinds), "piece", "pieces")
    show = agree(len(kinds), "shows", "show")
    words = f"add {number(len(kinds))} {'' if new else 'more '}{pieces} of evidence that {show} strength"
    if len(or_of) == len(_OFTEN) + len(_REMAINING):
        return f"{words}, of any kind"
    if or_of:
        return f"{words} (kind: {listed([kind.label for kind in or_of], 'or')})"
    counts = {kind: list(kinds).count(kind) for kind in dict.fromkeys(kinds)}
    return f"{words}: " + " and ".join(f"{number(count)} of the kind {kind.label}" for kind, count in counts.items())


def _titles(pieces: Sequence[Piece], places: Sequence[int]) -> str:
    names = [f"“{pieces[n].title}”" for n in places]
    return listed(names)
