"""Waiting: what each person should do next, the most pressing first.

In: what a person may know of the rounds in hand, and the day.
Out: what waits for that person, each with a sentence, and the page where it is done.

Here too:
- What waits because of an inspection: the next step of its clock, and the written statement that answers its letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from audit.domain.frameworks.framework import Key
from audit.domain.home.next_steps import InHand, Waiting, about, next_step, number
from audit.domain.identifying.released import Released
from audit.domain.inspection.clock import ClockDay
from audit.domain.inspection.notified import InspectionKind, Request, RequestState
from audit.domain.over_time.programme import Planned, Standing, programme
from audit.domain.people.person import Act, Person, Role
from audit.domain.plan.action_words import in_brief
from audit.domain.plan.actions import Action, Group
from audit.domain.plan.board_asks import Question, owed
from audit.domain.plan.following import OwnerRole, to_verify
from audit.domain.rating.form import Standing as Graded
from audit.domain.rating.form import StatementGrade
from audit.domain.rounds.audit_round import Stage
from audit.domain.workshop.participation_words import NO_CHILDREN, judged

_SOON = timedelta(days=28)  # what an inspection asks for within this time goes before the rounds


def waiting_for(
    person: Person,
    in_hand: Sequence[InHand],
    *,
    agencies: int,
    today: date,
    planned: Sequence[Planned] = (),
    upkeep: Sequence[Waiting] = (),
    inspection: Sequence[Waiting] = (),
) -> tuple[Waiting, ...]:
    """Return what waits for a person, the most pressing first.

    `in_hand` are the rounds with the newest first, `agencies` is how many the partnership has, `planned` are the
    rounds of the programme that are not opened yet, `upkeep` is what has to be looked at again so that it can still
    be shown, and `inspection` is what an inspection asks for.
    """
    found = [
        *_each(in_hand, lambda one: _concerns(person, one)),
        *(one for one in inspection if one.day is None or one.day <= today + _SOON),
        *_each(in_hand, lambda one: _own_forms(person, one)),
        *_first_steps(person, in_hand, agencies),
        *_each(in_hand, lambda one: _last_time(person, one)),
        *_each(in_hand, lambda one: _next_step(person, one)),
        *_each(in_hand, lambda one: _to_check(person, one)),
        *_each(in_hand, lambda one: _to_read(person, one)),
        *_seen_last(person, in_hand),
        *_each(in_hand, lambda one: _owed(person, one)),
        *_rounds_due(person, in_hand, planned, today),
        *(one for one in inspection if one.day is not None and one.day > today + _SOON),
        *_each(in_hand, lambda one: _actions(person, one, today)),
        *upkeep,
    ]
    return tuple(found)


def graded_so_far(grades: Mapping[Key, StatementGrade], keys: Sequence[Key]) -> int:
    """Return how many of the statements have a grade, "not applicable" and "not evidenced" included."""
    given = [grades[key] for key in keys if key in grades]
    return sum(1 for one in given if one.standing is not None and (one.standing is not Graded.GRADED or one.grade))


def _each(in_hand: Sequence[InHand], rule: Callable[[InHand], Iterator[Waiting]]) -> Iterator[Waiting]:
    for one in in_hand:
        yield from rule(one)


def _concerns(person: Person, one: InHand) -> Iterator[Waiting]:
    if not person.may(Act.TELL_CONCERN):
        return
    for concern in one.concerns:
        if concern.open:
            yield Waiting(
                title=f"Confirm the concern about {concern.case}",
                sentence=f"Told: {concern.role_told}. Nobody has confirmed yet that the child’s own record has it.",
                button="Look at the concern",
                page="concern",
                parts=about(one, case=concern.case),
            )


def _to_check(person: Person, one: InHand) -> Iterator[Waiting]:
    if not one.held_back or not person.may(Act.CHECK):
        return
    places = "One place in its plan is" if one.held_back == 1 else f"{one.held_back} places in its plan are"
    yield Waiting(
        title=f"Check before it leaves: {one.audit_round.title}",
        sentence=f"{places} held back from papers until someone decides.",
        button="Check the texts",
        page="check-out",
        parts=about(one, paper="plan"),
    )


def _own_forms(person: Person, one: InHand) -> Iterator[Waiting]:
    audit_round = one.audit_round
    if not person.may(Act.RATE) or person.agency is None or audit_round.stage not in (Stage.RATING, Stage.WORKSHOP):
        return
    if person.agency not in {agency.ref for agency in audit_round.agencies}:
        return
    open_cases = [c for c in one.to_submit(person.agency) if audit_round.case(c).revealed_at_utc is None]
    forms = [_own_form(one, person.agency, case) for case in open_cases]
    yield from (form for _, form in sorted(forms, key=lambda pair: pair[0]))


def _own_form(one: InHand, agency: str, case: str) -> tuple[int, Waiting]:
    asked = [statement.key for statement in one.audit_round.asked_of(agency)]
    done = graded_so_far(one.own_grades.get(case, {}), asked)
    due, parts = one.audit_round.dates.audits_due, about(one, case=case)
    if case in one.complete:
        said = "All questions answered. Check your audit and submit it."
        button = "Check and submit"
        return 0, Waiting(title=f"Submit {case}", sentence=said, button=button, page="check", parts=parts, day=due)
    so_far = f"{number(done).capitalize()} of {number(len(asked))} statements graded."
    if done:
        title, button = f"Finish rating {case}", f"Go on with {case}"
        return 1, Waiting(title=title, sentence=so_far, button=button, page="rate", parts=parts, day=due)
    said = "You have not begun. What you answer is kept at once, so you can stop at any time."
    return 2, Waiting(title=f"Rate {case}", sentence=said, button=f"Begin {case}", page="rate", parts=parts, day=due)


def _first_steps(person: Person, in_hand: Sequence[InHand], agencies: int) -> Iterator[Waiting]:
    if not person.may(Act.SET_UP):
        return
    if agencies == 0:
        yield Waiting(
            title="Add your agencies",
            sentence="Say who takes part: social care, CAMHS, education and the others. The usual ones take one click.",
            button="Add agencies",
            page="partnership",
        )
    elif not in_hand:
        yield Waiting(
            title="Open your first round",
            sentence="Choose what to look at and when, then add four to eight children by reference only.",
            button="Open a round",
            page="new-round",
        )


def _last_time(person: Person, one: InHand) -> Iterator[Waiting]:
    left, stage = one.last_to_look_at, one.audit_round.stage
    if not left or not person.may(Act.DECIDE) or stage not in (Stage.FINDINGS, Stage.PLAN):
        return
    findings = "finding" if len(left) == 1 else "findings"
    yield Waiting(
        title=f"Check {number(len(left))} {findings} of last time",
        sentence="Was it found again, not found or not checked? One at a time, with a sentence of what was looked at.",
        button=f"Check {left[0]}",
        page="last-time",
        parts=about(one, old=left[0]),
    )


def _rounds_due(
    person: Person, in_hand: Sequence[InHand], planned: Sequence[Planned], today: date
) -> Iterator[Waiting]:
    if not person.may(Act.SET_UP):
        return
    for entry in programme([one.audit_round for one in in_hand], planned, today):
        if entry.round_ref or entry.standing not in (Standing.LATE, Standing.DUE):
            continue
        parts = {"of": entry.reaudit_of} if entry.reaudit_of else {}
        if entry.planned is not None:
            parts["planned"] = str(entry.planned.id)
        yield Waiting(
            title=f"Open {entry.title}" if entry.planned else f"Open the re-audit of {entry.reaudit_of}",
            sentence="Title, frameworks, agencies and last time’s findings are brought forward."
            if entry.reaudit_of
            else "It is in the programme of rounds.",
            button="Open the re-audit" if entry.reaudit_of else "Open the round",
            page="new-round",
            parts=parts,
            day=entry.on,
        )


def _next_step(person: Person, one: InHand) -> Iterator[Waiting]:
    step = next_step(one) if person.may(Act.SET_UP) else None
    if step is not None:
        yield step


def _owed(person: Person, one: InHand) -> Iterator[Waiting]:
    decides, sits = person.may(Act.DECIDE), Role.BOARD_MEMBER in person.roles and person.may(Act.READ_FINDINGS)
    if not decides and not sits:
        return
    for question in owed(one.questions):
        yield Waiting(
            title=f"The board waits for an answer: {question.ref}",
            sentence=_asked(question),
            button=f"{'Answer' if decides else 'Look at'} {question.ref}",
            page="board",
            parts=about(one),
            day=question.asked_on,
            day_is="Asked on",
        )


def _asked(question: Question) -> str:
    held = [isinstance(text, Released) and text.held for text in (question.text, question.owed_by)]
    said = "What it asked is held back until somebody has checked it." if held[0] else f"It asked: {question.text}"
    return said if held[1] else f"{said} The answer is owed by {question.owed_by}."


def _actions(person: Person, one: InHand, today: date) -> Iterator[Waiting]:
    if one.plan is None or not person.may(Act.UPDATE_ACTIONS):
        return
    mine = [a for a in one.plan.actions if person.may(Act.DECIDE) or _is_theirs(person, one, a)]
    waits = to_verify(one.plan.actions) if person.may(Act.VERIFY) else ()
    if waits:
        yield _verify(one, waits)
    for group in (Group.LATE, Group.SOON):
        found = sorted((a for a in mine if a.group(today) is group), key=lambda action: action.pressing_from(today))
        yield from (_action(one, action, today) for action in found)


def _is_theirs(person: Person, one: InHand, action: Action) -> bool:
    own = {role.same for role in one.own_roles}
    if own:
        return OwnerRole(agency=action.lead_agency, role=action.owner).same in own
    return person.agency in (None, action.lead_agency)


def _verify(one: InHand, waits: Sequence[Action]) -> Waiting:
    many = "one action" if len(waits) == 1 else f"{number(len(waits))} actions"
    who = "Its owner reports it" if len(waits) == 1 else "Their owners report them"
    return Waiting(
        title=f"Verify {many} of {one.audit_round.ref}",
        sentence=f"{who} as done or making a difference. Not verified yet.",
        button=f"Look at {waits[0].ref}",
        page="action",
        parts=about(one, action=waits[0].ref),
    )


def _action(one: InHand, action: Action, today: date) -> Waiting:
    title = f"Say what changed: action {action.ref}"
    return Waiting(
        title=title,
        sentence=f"{action.ref}, {in_brief(action, today)}: {action.text.rstrip('.')}.",
        button=f"Update action {action.ref}",
        page="action",
        parts=about(one, action=action.ref),
        day=action.pressing_from(today),
    )


def _to_read(person: Person, one: InHand) -> Iterator[Waiting]:
    stage, dates = one.audit_round.stage, one.audit_round.dates
    if Role.BOARD_MEMBER in person.roles and stage is Stage.BOARD and person.may(Act.READ_FINDINGS):
        yield Waiting(
            title=f"Read {one.audit_round.title}",
            sentence="What was found, and what is being done about it.",
            button="Read what was found",
            page="board",
            parts=about(one),
            day=dates.board,
            day_is="Board planned for",
        )
    reads_only = person.may(Act.READ_CASES) and not person.may(Act.SET_UP)
    if reads_only and stage is Stage.WORKSHOP:
        yield Waiting(
            title=f"The workshop: {one.audit_round.title}",
            sentence=judged(one.participation) or NO_CHILDREN,
            button="Open the workshop",
            page="workshop",
            parts=about(one),
            day=dates.workshop,
            day_is="Workshop planned for",
        )


def _seen_last(person: Person, in_hand: Sequence[InHand]) -> Iterator[Waiting]:
    """Yield the newest round that is closed, so that a board member finds what was found between two meetings."""
    if Role.BOARD_MEMBER not in person.roles or not person.may(Act.READ_FINDINGS):
        return
    for one in [one for one in in_hand if one.audit_round.stage is Stage.CLOSED and one.audit_round.cases][:1]:
        yield Waiting(
            title=f"What was found: {one.audit_round.title}",
            sentence="A page for the board, read in a few minutes: what is strong, what must improve, what is done.",
            button="Read what was found",
            page="board",
            parts=about(one),
            day=one.audit_round.seen_by_board,
            day_is="Seen by the board on",
        )


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
