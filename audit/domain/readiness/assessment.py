"""Readiness: what could be shown for each criterion and statement, and what would move it.

In: evidence, checklists and what rounds judged, in words; never a rating, and never a single child's judgement.
Out: a band for each, with what was counted. No total, no grade and no percentage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from audit.domain.frameworks.framework import (
    Criterion,
    Framework,
    FrameworkKind,
    Key,
    MappingType,
    ReadinessRule,
    Recommendation,
    Statement,
)
from audit.domain.identifying.released import Typed
from audit.domain.readiness import bands
from audit.domain.readiness.bands import USUAL, Band, Piece, PieceKind, Source, Tally, band_of, falls_on, tally
from audit.domain.readiness.checklists import Entry, State, is_checklist, supports
from audit.domain.readiness.evidence import USUAL_MONTHS, Evidence, Way, is_stale
from audit.domain.workshop.suppression import Word

_KINDS = (FrameworkKind.CRITERIA, FrameworkKind.STATEMENTS)
_WAYS = {Word.STRENGTH: Way.STRENGTH, Word.NEEDS_TO_IMPROVE: Way.WEAKNESS, Word.MIXED: Way.NEITHER}
_STATES = {
    State.NOT_STARTED: Way.WEAKNESS,
    State.UNDER_WAY: Way.NEITHER,
    State.IN_PLACE: Way.NEITHER,  # it is there; that children are better off is not shown yet
    State.MAKING_A_DIFFERENCE: Way.STRENGTH,
}


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What one round agreed about one statement over its judged cases, in a word."""

    round_ref: str
    title: Typed
    statement: Key
    word: Word
    on: date  # the last day on which any of it was agreed
    missing: str = ""  # that some cases have no agreed grade; empty: all have one

    @property
    def in_words(self) -> str:
        """Return the word, and that some cases have no agreed grade, without a number."""
        return f"{self.word}." if self.word is Word.NOT_ENOUGH else f"{self.word}. {self.missing}".strip()


@dataclass(frozen=True, kw_only=True)
class Held:
    """Everything that a partnership could show."""

    evidence: tuple[Evidence, ...] = ()
    entries: Mapping[Key, Entry] = field(default_factory=dict)  # what was last said of each recommendation
    judged: tuple[Judged, ...] = ()
    months: int = USUAL_MONTHS  # after which a piece is stale


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """Where one criterion or statement stands."""

    key: Key
    item: Statement | Criterion
    band: Band
    pieces: tuple[Piece, ...]
    tally: Tally
    would_move: str
    falls_on: date | None  # the day on which the band is weaker unless something is looked at again; None: never
    rule: ReadinessRule = USUAL

    @property
    def kinds(self) -> tuple[PieceKind, ...]:
        """Return the kinds of the current pieces, in their usual order."""
        return tuple(kind for kind in PieceKind if kind in self.tally.kinds)

    @property
    def stale(self) -> tuple[Piece, ...]:
        """Return what has gone out of date."""
        return tuple(piece for piece in self.pieces if piece.stale)

    @property
    def rests_on_age(self) -> tuple[Piece, ...]:
        """Return what points to weakness and has gone out of date, where the band would be weaker if it were current.

        What is out of date is counted for nothing; nobody should take that for an improvement.
        """
        old = tuple(piece for piece in self.stale if piece.way is Way.WEAKNESS)
        as_if = [replace(piece, stale=False) if piece in old else piece for piece in self.pieces]
        return old if old and self.tally.current and band_of(as_if, self.rule).rank < self.band.rank else ()

    def of_way(self, way: Way) -> tuple[Piece, ...]:
        """Return the current pieces that point one way."""
        return tuple(piece for piece in self.pieces if piece.way is way and not piece.stale)


@dataclass(frozen=True, kw_only=True)
class Change:
    """A band that is not what it was."""

    now: Readiness
    before: Band

    @property
    def better(self) -> bool:
        """Say whether it is better than it was."""
        return self.now.band.rank > self.before.rank


def assess(frameworks: Sequence[Framework], held: Held, *, today: date) -> tuple[Readiness, ...]:
    """Return where every criterion and statement stands on a day, criteria first, each in its framework's order."""
    by_item = _by_item(frameworks, held, today)
    ordered = sorted(
        (framework for framework in frameworks if framework.kind in _KINDS),
        key=lambda framework: _KINDS.index(framework.kind),
    )
    return tuple(
        _readiness(framework, item, by_item.get(framework.key(item), []), held.months)
        for framework in ordered
        for item in framework.graded()
    )


def changes(now: Sequence[Readiness], before: Sequence[Readiness]) -> tuple[Change, ...]:
    """Return the bands that are not what they were; what was not there before is left out."""
    was = {readiness.key: readiness.band for readiness in before}
    return tuple(
        Change(now=readiness, before=was[readiness.key])
        for readiness in now
        if readiness.key in was and was[readiness.key] is not readiness.band
    )


def way_of(state: State) -> Way | None:
    """Return which way the state of a recommendation points; None where it is not for this partnership."""
    return _STATES.get(state)


def overlaps(frameworks: Sequence[Framework]) -> dict[Key, tuple[Key, ...]]:
    """Return, for each criterion, the statements that it overlaps with: to be looked at beside it, never counted."""
    overlapping: dict[Key, list[Key]] = {}
    for framework in (framework for framework in frameworks if framework.kind is FrameworkKind.CRITERIA):
        for mapping in framework.mappings:
            if mapping.type is MappingType.OVERLAPS:
                overlapping.setdefault(mapping.from_, []).append(mapping.to)
    return {key: tuple(keys) for key, keys in overlapping.items()}


def _by_item(frameworks: Sequence[Framework], held: Held, today: date) -> dict[Key, list[Piece]]:
    pieces: dict[Key, list[Piece]] = {}
    for key, piece in (
        *_of_evidence(held, today),
        *_of_judgements(frameworks, held, today),
        *_of_checklists(frameworks, held, today),
    ):
        pieces.setdefault(key, []).append(piece)
    return pieces


def _of_evidence(held: Held, today: date) -> Iterable[tuple[Key, Piece]]:
    for evidence in held.evidence:
        piece = Piece(
            kind=PieceKind(evidence.kind.value),
            way=evidence.way,
            dated=evidence.dated,
            stale=is_stale(evidence.dated, months=held.months, today=today),
            title=evidence.title,
            ref=evidence.ref,
            place={"evidence": evidence.ref},
        )
        yield from ((key, piece) for key in evidence.about)


def _of_judgements(frameworks: Sequence[Framework], held: Held, today: date) -> Iterable[tuple[Key, Piece]]:
    titles = {framework.key(item): item.title for framework in frameworks for item in framework.graded()}
    for judged in held.judged:
        if judged.word not in _WAYS:
            continue  # not enough to say is nothing to show
        yield (
            judged.statement,
            Piece(
                kind=PieceKind.RECORD_AUDIT,
                way=_WAYS[judged.word],
                dated=judged.on,
                stale=is_stale(judged.on, months=held.months, today=today),
                source=Source.JUDGEMENT,
                title=f"{judged.round_ref} on {titles.get(judged.statement, judged.statement.ref)}",
                says=judged.word.value,
                ref=judged.round_ref,
                place={"round": judged.round_ref},
            ),
        )


def _of_checklists(frameworks: Sequence[Framework], held: Held, today: date) -> Iterable[tuple[Key, Piece]]:
    supported = supports(frameworks)
    for framework in (framework for framework in frameworks if is_checklist(framework)):
        for item in framework.items:
            entry = held.entries.get(framework.key(item))
            local = isinstance(item, Recommendation) and not item.national
            way = way_of(entry.state) if entry is not None and local else None
            if entry is None or way is None or entry.said_at_utc is None:
                continue
            on = entry.said_at_utc.date()
            piece = Piece(
                kind=PieceKind.CHECKLIST,
                way=way,
                dated=on,
                stale=is_stale(on, months=held.months, today=today),
                source=Source.CHECKLIST,
                difference_unshown=entry.state is State.IN_PLACE,
                title=f"{item.ref} {item.title}",
                says=entry.state.label.lower(),
                ref=item.ref,
                place={"item": str(entry.item)},
            )
            yield from ((key, piece) for key in supported.get(entry.item, ()))


def _readiness(framework: Framework, item: Statement | Criterion, pieces: Sequence[Piece], months: int) -> Readiness:
    rule = framework.readiness or USUAL
    move, falls = bands.smallest(pieces, rule), falls_on(pieces, rule, months=months)
    band = band_of(pieces, rule)
    return Readiness(
        key=framework.key(item),
        item=item,
        band=band,
        pieces=tuple(pieces),
        tally=tally(pieces),
        would_move=move.in_words(pieces) if move is not None else _nothing(band, falls),
        falls_on=falls,
        rule=rule,
    )


def _nothing(band: Band, falls: date | None) -> str:
    if band is not Band.STRONG:
        return "So much points to weakness that new evidence alone would not move it: change practice, then look again."
    if falls is None:
        return "Nothing needed."
    return (
        f"Nothing needed. Look again by {date.fromordinal(falls.toordinal() - 1):%B %Y}, before pieces go out of date."
    )
