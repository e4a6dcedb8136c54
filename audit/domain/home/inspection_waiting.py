"""What waits because of an inspection: the next step of its clock, and the written statement that answers its letter.

In: the clock's days, what inspectors asked for, and the letters that came.
Out: what waits for whoever runs it, and for an agency that was asked for something.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from audit.domain.home.next_steps import Waiting, number
from audit.domain.inspection.clock import ClockDay
from audit.domain.inspection.notified import InspectionKind, Request, RequestState
from audit.domain.people.person import Act, Person


@dataclass(frozen=True, kw_only=True)
class Running:
    """An inspection whose clock runs."""

    kind: InspectionKind
    days: tuple[ClockDay, ...]
    requests: tuple[Request, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Unanswered:
    """A letter whose written statement is not said to be sent."""

    round_ref: str
    title: str
    due: date
    to_decide: int  # findings without a decision


def inspection_waiting(
    person: Person, running: Running | None, letters: Sequence[Unanswered], today: date
) -> tuple[Waiting, ...]:
    """Return what waits for a person because of an inspection, the soonest first."""
    found = []
    if person.may(Act.SET_UP):
        found = [_statement(one) for one in letters]
        found += [] if running is None else _step(running, today)
    elif running is not None and person.agency is not None and person.may(Act.READ_FINDINGS):
        found = _asked_of(person.agency, running.requests)
    return tuple(sorted(found, key=lambda one: one.day or date.max))


def _statement(one: Unanswered) -> Waiting:
    left = one.to_decide
    still = f"{number(left).capitalize()} {'finding waits' if left == 1 else 'findings wait'} for a decision."
    return Waiting(
        title=f"Send the written statement: {one.title}",
        sentence=still if left else "Everything is decided. Make it in Word, send it, and say when it went.",
        button="Open the letter and statement",
        page="letter",
        parts={"round": one.round_ref},
        day=one.due,
    )


def _step(running: Running, today: date) -> list[Waiting]:
    ahead = [one for one in running.days if one.on >= today and one.day > 1]  # day 1 was when they rang
    if not ahead:
        return []
    step, late = ahead[0], [one for one in running.requests if one.late(today)]
    sent = sum(one.state is RequestState.SENT for one in running.requests)
    said = (
        f"{number(sent).capitalize() if sent else 'None'} of {number(len(running.requests))} requests sent"
        if running.requests
        else ""
    )
    said += f", {number(len(late))} late" if late else ""
    about = "" if step.sure else "about "
    return [
        Waiting(
            title=f"{running.kind.short}, {about}day {step.day}: {_small(step.step)}",
            sentence=f"{said}." if said else "",
            button="Open the inspection clock",
            page="clock",
            day=step.on,
            day_is="On",
        )
    ]


def _asked_of(agency: str, requests: Sequence[Request]) -> list[Waiting]:
    open_now = [one for one in requests if one.agency == agency and one.state is not RequestState.SENT]
    if not open_now:
        return []
    first = min(open_now, key=lambda one: one.due)
    many = "one thing" if len(open_now) == 1 else f"{number(len(open_now))} things"
    return [
        Waiting(
            title=f"Inspectors asked your agency for {many}",
            sentence=f"First: {_small(first.what)}. Your facilitator ticks it off when it is sent.",
            button="See what they asked for",
            page="clock",
            day=first.due,
        )
    ]


def _small(words: str) -> str:
    return words if words[:2].isupper() else f"{words[:1].lower()}{words[1:]}"
