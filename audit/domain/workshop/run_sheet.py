"""The run-sheet of a workshop: which case when, and how many minutes for each.

In: the round, who is ready, the ratings and judgements of cases already revealed, and how long the workshop lasts.
Out: opening, cases, breaks and close, with the minutes of each; a blind case stands in the round's order.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Agency
from audit.domain.rating.form import Rating
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.cases import Case
from audit.domain.workshop.moderation import Judgement, grades_of, spread
from audit.errors import AuditError

USUAL_HOURS, LEAST_HOURS, MOST_HOURS = 4.0, 1.0, 10.0
OPENING = CLOSING = BREAK = 15  # minutes
LUNCH, LUNCH_FROM = 45, 360  # minutes; a workshop of six hours or more has lunch in its middle
BREAK_EVERY = 120  # minutes
LEAST_A_CASE, STEP = 10, 5  # minutes


class SlotKind(StrEnum):
    """What a part of the workshop is for."""

    OPENING = "opening"
    CASE = "case"
    BREAK = "break"
    LUNCH = "lunch"
    CLOSING = "closing"


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A case as the run-sheet tells of it."""

    case: Case
    ready: tuple[Agency, ...]
    awaited: tuple[Agency, ...]
    apart: int | None = None  # steps of the scale between the furthest grades of any statement; None: still blind
    widest_on: tuple[Key, ...] = ()  # the statements that far apart; empty where blind or nowhere apart
    agreed: bool = False  # every statement and the case all in all


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A part of the workshop."""

    kind: SlotKind
    begins: int  # minutes from the start
    minutes: int
    turn: Turn | None = None  # None: no case


@dataclass(frozen=True, kw_only=True)
class RunSheet:
    """The whole workshop."""

    minutes: int
    a_case: int  # minutes for each case
    slots: tuple[Slot, ...]
    settled: tuple[Turn, ...] = ()  # agreed already, so without a slot; empty where every case is agreed

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Return the cases that have time of their own, in the order of the workshop."""
        return tuple(slot.turn for slot in self.slots if slot.turn is not None)

    @property
    def all_agreed(self) -> bool:
        """Say whether every case is agreed already, so that they are only gone through once more."""
        return not self.settled and all(turn.agreed for turn in self.turns)


def turns(
    audit_round: Round,
    *,
    ready: Collection[tuple[str, str]],
    ratings: Sequence[Rating],
    judgements: Sequence[Judgement],
) -> tuple[Turn, ...]:
    """Return the round's cases in the order of the workshop; `ready` holds (case, agency).

    Revealed cases come first, the widest disagreement before the others: the widest statement counts, then how far
    all statements are apart together. Blind cases follow in the round's order, whatever anybody graded.
    """
    pairs = [
        (_turn(audit_round, case, ready, ratings, judgements), _distance(audit_round, case, ratings))
        for case in audit_round.active_cases()
    ]
    return tuple(turn for turn, _ in sorted(pairs, key=lambda pair: pair[1]))


def plan(ordered: Sequence[Turn], *, hours: float) -> RunSheet:
    """Return the workshop of so many hours over cases in their order, each with the same minutes.

    Cases agreed already get no time, unless every case is agreed. What is left over falls to the close. Raises
    AuditError where there is no case, where the hours are not 1 to 10, or where a case would get under 10 minutes.
    """
    if not LEAST_HOURS <= hours <= MOST_HOURS:
        raise AuditError(f"A workshop lasts {LEAST_HOURS:g} to {MOST_HOURS:g} hours. Give its hours, such as 4 or 3.5.")
    if not ordered:
        raise AuditError("This round has no cases yet. Add them where the round is set up.")
    open_turns = [turn for turn in ordered if not turn.agreed] or list(ordered)
    whole, count = round(hours * 60), len(open_turns)
    pauses = _pauses(whole, count)
    a_case = (whole - OPENING - CLOSING - sum(pauses.values())) // count // STEP * STEP
    if a_case < LEAST_A_CASE:
        raise AuditError(
            f"That leaves under {LEAST_A_CASE} minutes for each of {count} cases. "
            "Give the workshop more time, or meet twice."
        )
    settled = tuple(turn for turn in ordered if turn not in open_turns)
    return RunSheet(minutes=whole, a_case=a_case, slots=_slots(open_turns, a_case, pauses, whole), settled=settled)


def is_agreed(audit_round: Round, case: str, judgements: Sequence[Judgement]) -> bool:
    """Say whether every statement of a case and the case all in all have a judgement."""
    agreed = {judgement.statement for judgement in judgements if judgement.case == case}
    return agreed >= {None, *(statement.key for statement in audit_round.statements())}


def _turn(
    audit_round: Round,
    case: Case,
    ready: Collection[tuple[str, str]],
    ratings: Sequence[Rating],
    judgements: Sequence[Judgement],
) -> Turn:
    raters = audit_round.raters_of(case.ref)
    spreads = _spreads(audit_round, case, ratings)
    apart = max(spreads.values(), default=0)
    return Turn(
        case=case,
        ready=tuple(agency for agency in raters if (case.ref, agency.ref) in ready),
        awaited=tuple(agency for agency in raters if (case.ref, agency.ref) not in ready),
        apart=None if case.revealed_at_utc is None else apart,
        widest_on=tuple(key for key, steps in spreads.items() if steps == apart and steps),
        agreed=case.revealed_at_utc is not None and is_agreed(audit_round, case.ref, judgements),
    )


def _spreads(audit_round: Round, case: Case, ratings: Sequence[Rating]) -> dict[Key, int]:
    """Return how far apart each statement is; nothing of a case that is still blind."""
    if case.revealed_at_utc is None:
        return {}
    case_ratings = [rating for rating in ratings if rating.case == case.ref]
    keys = [statement.key for statement in audit_round.statements()]
    return {key: spread(grades_of(key, case_ratings), audit_round.scale) for key in keys}


def _distance(audit_round: Round, case: Case, ratings: Sequence[Rating]) -> tuple[int, int, int]:
    spreads = _spreads(audit_round, case, ratings).values()
    return (case.revealed_at_utc is None, -max(spreads, default=0), -sum(spreads))


def _pauses(whole: int, count: int) -> dict[int, int]:
    """Return the minutes of each break by how many cases come before it."""
    number = min(ceil(whole / BREAK_EVERY) - 1, count - 1)
    places = [round(place * count / (number + 1)) for place in range(1, number + 1)]
    lunch = places[len(places) // 2] if places and whole >= LUNCH_FROM else None
    return {place: LUNCH if place == lunch else BREAK for place in places}


def _slots(ordered: Sequence[Turn], a_case: int, pauses: dict[int, int], whole: int) -> tuple[Slot, ...]:
    slots = [Slot(kind=SlotKind.OPENING, begins=0, minutes=OPENING)]
    for before, turn in enumerate(ordered):
        if pause := pauses.get(before):
            kind = SlotKind.LUNCH if pause == LUNCH else SlotKind.BREAK
            slots.append(Slot(kind=kind, begins=_end(slots), minutes=pause))
        slots.append(Slot(kind=SlotKind.CASE, begins=_end(slots), minutes=a_case, turn=turn))
    end = _end(slots)
    return (*slots, Slot(kind=SlotKind.CLOSING, begins=end, minutes=whole - end))


def _end(slots: Sequence[Slot]) -> int:
    return slots[-1].begins + slots[-1].minutes
