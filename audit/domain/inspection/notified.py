"""Inspections: that one was notified, and what inspectors asked for.

In: the day of notification, and the clock's days.
Out: an inspection that goes on or was called off, and information requested by agency, as a list to work off.

Here too:
- Rounds of the children that inspectors chose: which inspection they belong to, and the days they take from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from audit.domain.english import Worded
from audit.domain.identifying.released import Typed
from audit.domain.inspection.clock import ClockDay, Mark
from audit.domain.rounds.audit_round import Dates, Round
from audit.errors import AuditError

_LONGEST = 200  # characters of what is asked for
_LONGEST_ROLE = 120


class InspectionKind(Worded):
    """Which inspection was notified."""

    JTAI = "jtai", "Joint targeted area inspection"
    REHEARSED = "practice", "A practice run with all agencies"

    @property
    def short(self) -> str:
        """Return it in a word or two."""
        return {"jtai": "Inspection", "practice": "Practice run"}[self.value]


class RequestState(Worded):
    """How far a request for information is."""

    REQUESTED = "asked", "Asked for"
    IN_HAND = "in_hand", "In hand"
    SENT = "sent", "Sent"


@dataclass(frozen=True, kw_only=True)
class Notified:
    """One inspection that was notified."""

    id: int
    kind: InspectionKind
    notified_on: date
    note: Typed = ""
    called_off: str | None = None  # the reason, as somebody typed it; None: it goes on
    keep_until: date | None = None  # None: no day is set on which it is due to be erased
    version: int = 1

    @property
    def ref(self) -> str:
        """Return what it is called in the trail, and typed to erase it."""
        return f"inspection {self.id}"

    def over(self, days: Sequence[ClockDay], today: date) -> bool:
        """Say whether its days have run out, or it was called off."""
        return self.called_off is not None or not days or days[-1].on < today


@dataclass(frozen=True, kw_only=True)
class Correction:
    """That the day of notification was put right; the day before stays readable."""

    was: date
    now: date
    reason: Typed
    by: str
    at_utc: datetime


@dataclass(frozen=True, kw_only=True)
class Request:
    """Information that inspectors asked for, and who sees to it."""

    id: int
    what: Typed
    agency: str  # the agency's ref; empty: all agencies together
    asked_on: date
    due: date
    state: RequestState = RequestState.REQUESTED
    who: Typed = ""  # a role, never a name
    version: int = 1

    def tidied(self) -> Request:
        """Return the request without blanks at the ends of its words."""
        return replace(self, what=self.what.strip(), who=self.who.strip())

    def must_be_sound(self) -> None:
        """Raise AuditError naming the first field that cannot stand."""
        if not self.what.strip():
            raise AuditError("Say what inspectors asked for.")
        if len(self.what.strip()) > _LONGEST or len(self.who.strip()) > _LONGEST_ROLE:
            raise AuditError(f"Keep what is asked for to {_LONGEST} characters, and the role to {_LONGEST_ROLE}.")
        if self.due < self.asked_on:
            raise AuditError("It is due before it was asked for. Change one of them.")

    def late(self, today: date) -> bool:
        """Say whether it should have been sent by now."""
        return self.state is not RequestState.SENT and self.due < today


_USUAL = (  # what, by when, and whether each agency is asked for its own
    # practice: JTAI, for readiness, “Information asked for”
    ("Child-level lists", Mark.LISTS, False),
    ("Key documents from the case files of the children chosen", Mark.AUDITS, False),
    ("The agency’s own audits of the children chosen", Mark.AUDITS, True),
    ("Other information from the agency", Mark.AUDITS, True),
    ("Meetings that inspectors could observe", Mark.AUDITS, False),
    ("How inspectors can meet children, parents and carers", Mark.AUDITS, False),
    ("The multi-agency audit of the children chosen", Mark.TOGETHER, False),
)


def usual_requests(days: Sequence[ClockDay], notified: date, agencies: Sequence[str]) -> tuple[Request, ...]:
    """Return what inspectors usually ask for, of all together and of each agency, due on the clock's days.

    Where no day is marked, it is due on the day it is asked for.
    """
    requested_on = day_of(days, Mark.REQUEST) or notified
    return tuple(
        Request(id=0, what=title, agency=agency, asked_on=requested_on, due=day_of(days, mark) or requested_on)
        for title, mark, of_each in _USUAL
        for agency in (agencies if of_each else ("",))
    )


def recounted(
    requests: Sequence[Request], before: Sequence[ClockDay], after: Sequence[ClockDay]
) -> tuple[Request, ...]:
    """Return the requests whose days change when the day of notification does.

    A day that stood on one of the clock's marked days moves with it, and never the state; a day that inspectors gave
    otherwise stays.
    """
    moved = {old: new for mark in Mark if (old := day_of(before, mark)) and (new := day_of(after, mark))}
    counted = (
        replace(
            request, asked_on=moved.get(request.asked_on, request.asked_on), due=moved.get(request.due, request.due)
        )
        for request in requests
    )
    return tuple(
        two for request, two in zip(requests, counted, strict=True) if two != request and two.due >= two.asked_on
    )


def day_of(days: Sequence[ClockDay], mark: Mark) -> date | None:
    """Return the day of the marked step; None where the clock's steps do not mark it."""
    return next((clock_day.on for clock_day in days if clock_day.mark is mark), None)


def due_next(days: Sequence[ClockDay], today: date) -> tuple[ClockDay, ...]:
    """Return the steps of the first day after today; empty where none is to come."""
    ahead = [clock_day for clock_day in days if clock_day.on > today]
    return tuple(clock_day for clock_day in ahead if clock_day.on == ahead[0].on)


CHOSEN = "Inspectors chose these children."  # how the cases of an inspection's round were chosen


def references_from(pasted: str) -> tuple[str, ...]:
    """Return the references that stand one a line, each once, in their order."""
    return tuple(dict.fromkeys(line.strip() for line in pasted.splitlines() if line.strip()))


def ref_of(notified: date) -> str:
    """Return how the ref of an inspection's round begins."""
    return f"INSPECTION-{notified:%Y-%m}"


def dates_of(days: Sequence[ClockDay]) -> Dates:
    """Return the days that a round takes from the clock: the agencies' audits, and the one made together."""
    return Dates(audits_due=day_of(days, Mark.AUDITS), workshop=day_of(days, Mark.TOGETHER))


def rounds_of(days: Sequence[ClockDay], notified: date, every: Sequence[Round]) -> tuple[Round, ...]:
    """Return the rounds that were opened for an inspection, in the order given.

    A round tells by its ref; where the inspection's day was put right over the end of a month, by its days.
    """
    begins, dates = ref_of(notified), dates_of(days)
    return tuple(
        audit_round
        for audit_round in every
        if audit_round.chosen_how == CHOSEN
        and (
            audit_round.ref.startswith(begins)
            or (audit_round.dates.audits_due, audit_round.dates.workshop) == (dates.audits_due, dates.workshop)
        )
    )


def dates_recounted(dates: Dates, before: Sequence[ClockDay], after: Sequence[ClockDay]) -> Dates | None:
    """Return a round's days counted from another day of notification; None where nothing changes.

    A day that somebody set otherwise stays.
    """
    old, new = dates_of(before), dates_of(after)
    moved = replace(
        dates,
        audits_due=new.audits_due if dates.audits_due == old.audits_due else dates.audits_due,
        workshop=new.workshop if dates.workshop == old.workshop else dates.workshop,
    )
    return None if moved == dates else moved
