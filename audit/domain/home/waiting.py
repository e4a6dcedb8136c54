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

from audit.domain.days import day_of
from audit.domain.english import agree, capital, counted, number, part_of
from audit.domain.frameworks.framework import Key
from audit.domain.home.next_steps import InHand, Waiting, about, next_step
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
    queue = [
        *_each(in_hand, lambda work: _concerns(person, work)),
        *(waiting for waiting in inspection if waiting.day is None or waiting.day <= today + _SOON),
        *_each(in_hand, lambda work: _own_forms(person, work)),
        *_first_steps(person, in_hand, agencies),
        *_each(in_hand, lambda work: _last_time(person, work)),
        *_each(in_hand, lambda work: _next_step(person, work)),
        *_each(in_hand, lambda work: _to_check(person, work)),
        *_each(in_hand, lambda work: _to_read(person, work)),
        *_seen_last(person, in_hand),
        *_each(in_hand, lambda work: _owed(person, work)),
        *_rounds_due(person, in_hand, planned, today),
        *(waiting for waiting in inspection if waiting.day is not None and waiting.day > today + _SOON),
        *_each(in_hand, lambda work: _actions(person, work, today)),
        *upkeep,
    ]
    return tuple(queue)


def graded_so_far(grades: Mapping[Key, StatementGrade], keys: Sequence[Key]) -> int:
    """Return how many of the statements have a grade, "not applicable" and "not evidenced" included."""
    standing_grades = [grades[key] for key in keys if key in grades and grades[key].standing is not None]
    return sum(grade.standing is not Graded.GRADED or bool(grade.grade) for grade in standing_grades)


def _each(in_hand: Sequence[InHand], rule: Callable[[InHand], Iterator[Waiting]]) -> Iterator[Waiting]:
    for work in in_hand:
        yield from rule(work)


def _concerns(person: Person, work: InHand) -> Iterator[Waiting]:
    if not person.may(Act.TELL_CONCERN):
        return
    for concern in work.concerns:
        if concern.open:
            yield Waiting(
                title=f"Confirm the concern about {concern.case}",
                sentence=f"Told: {concern.role_told}. Nobody has confirmed yet that the child’s own record has it.",
                button="Look at the concern",
                page="concern",
                parts=about(work, case=concern.case),
                day=day_of(concern.told_at_utc),
                day_is="Told on",
            )


def _to_check(person: Person, work: InHand) -> Iterator[Waiting]:
    if not work.held_back or not person.may(Act.CHECK):
        return
    places = agree(work.held_back, "One place in its plan is", f"{work.held_back} places in its plan are")
    yield Waiting(
        title=f"Check before it leaves: {work.audit_round.ref}",
        sentence=f"{places} held back from papers until someone decides.",
        button="Check the texts",
        page="check-out",
        parts=about(work, paper="plan"),
    )


def _own_forms(person: Person, work: InHand) -> Iterator[Waiting]:
    audit_round = work.audit_round
    if not person.may(Act.RATE) or person.agency is None or audit_round.stage not in (Stage.RATING, Stage.WORKSHOP):
        return
    if person.agency not in {agency.ref for agency in audit_round.agencies}:
        return
    open_cases = [c for c in work.to_submit(person.agency) if audit_round.case(c).revealed_at_utc is None]
    forms = [_own_form(work, person.agency, case) for case in open_cases]
    yield from (form for _, form in sorted(forms, key=lambda pair: pair[0]))


def _own_form(work: InHand, agency: str, case: str) -> tuple[int, Waiting]:
    keys = [statement.key for statement in work.audit_round.statements_for(agency)]
    done = graded_so_far(work.own_grades.get(case, {}), keys)
    due, parts = work.audit_round.dates.audits_due, about(work, case=case)
    if case in work.complete:
        sentence = "All questions answered. Check your audit and submit it."
        button = "Check and submit"
        return 0, Waiting(title=f"Submit {case}", sentence=sentence, button=button, page="check", parts=parts, day=due)
    so_far = f"{capital(part_of(done, len(keys)))} statements graded."
    if done:
        title, button = f"Finish rating {case}", f"Go on with {case}"
        return 1, Waiting(title=title, sentence=so_far, button=button, page="rate", parts=parts, day=due)
    sentence = "You have not begun. What you answer is kept at once, so you can stop at any time."
    return 2, Waiting(
        title=f"Rate {case}", sentence=sentence, button=f"Begin {case}", page="rate", parts=parts, day=due
    )


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
            sentence="Choose what to look at and when, then add 4 to 8 children by reference only.",
            button="Open a round",
            page="new-round",
        )


def _last_time(person: Person, work: InHand) -> Iterator[Waiting]:
    left, stage = work.last_to_look_at, work.audit_round.stage
    if not left or not person.may(Act.DECIDE) or stage not in (Stage.FINDINGS, Stage.PLAN):
        return
    findings = agree(len(left), "finding", "findings")
    yield Waiting(
        title=f"Check {number(len(left))} {findings} of last time",
        sentence="Was it found again, not found or not checked? One at a time, with a sentence of what was looked at.",
        button=f"Check {left[0]}",
        page="last-time",
        parts=about(work, old=left[0]),
    )


def _rounds_due(
    person: Person, in_hand: Sequence[InHand], planned: Sequence[Planned], today: date
) -> Iterator[Waiting]:
    if not person.may(Act.SET_UP):
        return
    for entry in programme([work.audit_round for work in in_hand], planned, today):
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


def _next_step(person: Person, work: InHand) -> Iterator[Waiting]:
    step = next_step(work) if person.may(Act.SET_UP) else None
    if step is not None:
        yield step


def _owed(person: Person, work: InHand) -> Iterator[Waiting]:
    decides, sits = person.may(Act.DECIDE), Role.BOARD_MEMBER in person.roles and person.may(Act.READ_FINDINGS)
    if not decides and not sits:
        return
    for question in owed(work.questions):
        yield Waiting(
            title=f"The board waits for an answer: {question.ref}",
            sentence=_question_sentence(question),
            button=f"{'Answer' if decides else 'Look at'} {question.ref}",
            page="board",
            parts=about(work),
            day=question.asked_on,
            day_is="Asked on",
        )


def _question_sentence(question: Question) -> str:
    held = [isinstance(text, Released) and text.held for text in (question.text, question.owed_by)]
    sentence = "What it asked is held back until somebody has checked it." if held[0] else f"It asked: {question.text}"
    return sentence if held[1] else f"{sentence} The answer is owed by {question.owed_by}."


def _actions(person: Person, work: InHand, today: date) -> Iterator[Waiting]:
    if work.plan is None or not person.may(Act.UPDATE_ACTIONS):
        return
    own_actions = [a for a in work.plan.actions if person.may(Act.DECIDE) or _is_own_action(person, work, a)]
    waits = to_verify(work.plan.actions) if person.may(Act.VERIFY) else ()
    if waits:
        yield _verify(work, waits)
    for group in (Group.LATE, Group.SOON):
        pressing = sorted(
            (a for a in own_actions if a.group(today) is group), key=lambda action: action.pressing_from(today)
        )
        yield from (_action(work, action, today) for action in pressing)


def _is_own_action(person: Person, work: InHand, action: Action) -> bool:
    own = {role.same for role in work.own_roles}
    if own:
        return OwnerRole(agency=action.lead_agency, role=action.owner).same in own
    return person.agency in (None, action.lead_agency)


def _verify(work: InHand, waits: Sequence[Action]) -> Waiting:
    many = counted(len(waits), "action")
    who = agree(len(waits), "Its owner reports it", "Their owners report them")
    return Waiting(
        title=f"Verify {many} of {work.audit_round.ref}",
        sentence=f"{who} as done or making a difference. Not verified yet.",
        button=f"Look at {waits[0].ref}",
        page="action",
        parts=about(work, action=waits[0].ref),
    )


def _action(work: InHand, action: Action, today: date) -> Waiting:
    title = f"Say what changed: action {action.ref}"
    return Waiting(
        title=title,
        sentence=f"{action.ref}, {in_brief(action, today)}: {action.text.rstrip('.')}.",
        button=f"Update action {action.ref}",
        page="action",
        parts=about(work, action=action.ref),
        day=action.pressing_from(today),
    )


def _to_read(person: Person, work: InHand) -> Iterator[Waiting]:
    stage, dates = work.audit_round.stage, work.audit_round.dates
    if Role.BOARD_MEMBER in person.roles and stage is Stage.BOARD and person.may(Act.READ_FINDINGS):
        yield Waiting(
            title=f"Read {work.audit_round.ref}",
            sentence="What was found, and what is being done about it.",
            button="Read what was found",
            page="board",
            parts=about(work),
            day=dates.board,
            day_is="Board planned for",
        )
    reads_only = person.may(Act.READ_CASES) and not person.may(Act.SET_UP)
    if reads_only and stage is Stage.WORKSHOP:
        yield Waiting(
            title=f"The workshop: {work.audit_round.ref}",
            sentence=judged(work.participation) or NO_CHILDREN,
            button="Open the workshop",
            page="workshop",
            parts=about(work),
            day=dates.workshop,
            day_is="Workshop planned for",
        )


def _seen_last(person: Person, in_hand: Sequence[InHand]) -> Iterator[Waiting]:
    """Yield the newest round that is closed, so that a board member finds what was found between two meetings."""
    if Role.BOARD_MEMBER not in person.roles or not person.may(Act.READ_FINDINGS):
        return
    for work in [work for work in in_hand if work.audit_round.stage is Stage.CLOSED and work.audit_round.cases][:1]:
        yield Waiting(
            title=f"What was found: {work.audit_round.ref}",
            sentence="A page for the board, read in a few minutes: what is strong, what must improve, what is done.",
            button="Read what was found",
            page="board",
            parts=about(work),
            day=work.audit_round.seen_by_board,
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
    queue = []
    if person.may(Act.SET_UP):
        queue = [_statement(letter) for letter in letters]
        queue += [] if running is None else _step(running, today)
    elif running is not None and person.agency is not None and person.may(Act.READ_FINDINGS):
        queue = _open_requests(person.agency, running.requests)
    return tuple(sorted(queue, key=lambda waiting: waiting.day or date.max))


def _statement(letter: Unanswered) -> Waiting:
    left = letter.to_decide
    still = f"{capital(counted(left, 'finding waits', 'findings wait'))} for a decision."
    return Waiting(
        title=f"Send the written statement: {letter.title}",
        sentence=still if left else "Everything is decided. Make it in Word, send it, and say when it went.",
        button="Open the letter and statement",
        page="letter",
        parts={"round": letter.round_ref},
        day=letter.due,
    )


def _step(running: Running, today: date) -> list[Waiting]:
    ahead = [
        clock_day for clock_day in running.days if clock_day.on >= today and clock_day.day > 1
    ]  # day 1 was when they rang
    if not ahead:
        return []
    step, late = ahead[0], [request for request in running.requests if request.late(today)]
    sent = sum(request.state is RequestState.SENT for request in running.requests)
    sentence = f"{capital(part_of(sent, len(running.requests)))} requests sent" if running.requests else ""
    sentence += f", {number(len(late))} late" if late else ""
    about = "" if step.sure else "about "
    return [
        Waiting(
            title=f"{running.kind.short}, {about}day {step.day}: {_small(step.step)}",
            sentence=f"{sentence}." if sentence else "",
            button="Open the inspection clock",
            page="clock",
            day=step.on,
            day_is="On",
        )
    ]


def _open_requests(agency: str, requests: Sequence[Request]) -> list[Waiting]:
    open_now = [request for request in requests if request.agency == agency and request.state is not RequestState.SENT]
    if not open_now:
        return []
    first = min(open_now, key=lambda request: request.due)
    many = counted(len(open_now), "thing")
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
