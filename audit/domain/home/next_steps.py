"""Next steps: what takes a round further along its path, for whoever runs it.

In: one round, and what a person may know of it.
Out: the one thing to do next, with a sentence, and the page where it is done.

Here too:
- When a task is due: overdue or today, within a month, later.
- Upkeep: what has to be looked at again so that it can still be shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from audit.domain.english import agree, capital, counted, listed, number, short_day
from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Act, Person
from audit.domain.plan.actions import ActionPlan
from audit.domain.plan.board_asks import Question
from audit.domain.plan.closing import board
from audit.domain.plan.following import OwnerRole
from audit.domain.rating.form import StatementGrade
from audit.domain.readiness.checklists import Entry
from audit.domain.readiness.evidence import Evidence, is_stale
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.rounds.concerns import Concern
from audit.domain.workshop.participation import Participation
from audit.domain.workshop.participation_words import NO_CHILDREN, judged, submitted_so_far

CASES_WANTED = (4, 8)  # practice: a round looks at four to eight children


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One thing to do, and where."""

    title: str
    sentence: str
    button: str
    page: str
    parts: Mapping[str, str] = field(default_factory=dict)  # the round, case … that the page is about
    day: date | None = None  # None: no day is set
    day_is: str = "Due"  # what happens on that day


@dataclass(frozen=True, kw_only=True)
class InHand:
    """One round, and what a person may know of it."""

    audit_round: Round
    participation: Participation
    own_grades: Mapping[str, Mapping[Key, StatementGrade]] = field(default_factory=dict)  # own agency's, by case
    complete: frozenset[str] = frozenset()  # the cases whose own form misses nothing
    plan: ActionPlan | None = None  # None: the person reads no findings
    concerns: tuple[Concern, ...] = ()
    questions: tuple[Question, ...] = ()  # what the board asked about the round
    last_to_look_at: tuple[str, ...] = ()  # the last round's findings that nobody has looked at again, by ref
    held_back: int = 0  # places of its plan in which a text waits to be checked before it leaves
    own_roles: tuple[OwnerRole, ...] = ()  # the roles that the person says are theirs; empty: not said yet

    def to_submit(self, agency: str) -> tuple[str, ...]:
        """Return the cases that an agency is asked about and has not submitted, in the round's order."""
        return tuple(case for case, rater in self.participation.awaited if rater == agency)


class Horizon(StrEnum):
    """When a task is due, in the order in which tasks are shown."""

    NOW = "Overdue and today"
    MONTH = "Within a month"
    LATER = "Later"


_MONTH = timedelta(days=30)
_PLANNED, _READ = "planned for", "Seen by the board on"


def horizon(task: Waiting, today: date) -> Horizon:
    """Return when a task is due; one without a day can be done today, and one that is only read has time."""
    if task.day_is == _READ:
        return Horizon.LATER
    if task.day is None or task.day <= today:
        return Horizon.NOW
    return Horizon.MONTH if task.day <= today + _MONTH else Horizon.LATER


def grouped(tasks: Sequence[Waiting], today: date) -> tuple[tuple[Horizon, tuple[Waiting, ...]], ...]:
    """Return tasks by when they are due, in the order in which they were; groups without a task are left out."""
    groups = {when: tuple(task for task in tasks if horizon(task, today) is when) for when in Horizon}
    return tuple((when, group) for when, group in groups.items() if group)


def date_tag(task: Waiting, today: date) -> str:
    """Return a task's day in a few words, such as "17 days late" or "by 8 Dec 2026"; empty without a day."""
    if task.day is None:
        return ""
    if task.day_is != "Due":
        first = "planned" if task.day_is.endswith(_PLANNED) else task.day_is.removesuffix(" on").lower()
        return short_day(task.day) if task.day_is == "On" else f"{first} {short_day(task.day)}"
    if task.day < today:
        return f"{counted((today - task.day).days, 'day')} late"
    return "today" if task.day == today else f"by {short_day(task.day)}"


def about(work: InHand, **more: str) -> dict[str, str]:
    """Return the place of a round, and of what is named in it."""
    return {"round": work.audit_round.ref, **more}


def next_step(work: InHand) -> Waiting | None:
    """Return what takes a round further, for whoever runs it; None for a round that is closed."""
    step = {
        Stage.SETUP: _set_up,
        Stage.RATING: _rating,
        Stage.WORKSHOP: _workshop,
        Stage.FINDINGS: _findings,
        Stage.PLAN: _decisions,
        Stage.BOARD: _board,
    }.get(work.audit_round.stage)
    return None if step is None else step(work)


def _set_up(work: InHand) -> Waiting:
    audit_round, (fewest, most) = work.audit_round, CASES_WANTED
    cases = len(audit_round.active_cases())
    if cases == 0:
        return Waiting(
            title=f"Add cases to {audit_round.ref}",
            sentence=f"{capital(number(fewest))} to {number(most)} children, by reference only.",
            button="Add cases",
            page="round-cases",
            parts=about(work),
        )
    return Waiting(
        title=f"Start rating: {audit_round.ref}",
        sentence=f"{_count(cases, 'case')} and {_count(len(audit_round.agencies), 'agency')} are in. "
        "Check the set-up, then let agencies begin.",
        button="Check the set-up",
        page="round",
        parts=about(work),
    )


def _rating(work: InHand) -> Waiting:
    audit_round = work.audit_round
    missing = work.participation.not_submitted
    if not missing:
        return Waiting(
            title=f"Move on to the workshop: {audit_round.ref}",
            sentence=submitted_so_far(work.participation),
            button="Go to the next step",
            page="round",
            parts=about(work),
            day=audit_round.dates.workshop,
            day_is="Workshop planned for",
        )
    names = listed([agency.short_name for agency in missing])
    verb = agree(len(missing), "has", "have")
    return Waiting(
        title=f"{_count(len(missing), 'agency')} {verb} still to submit",
        sentence=f"Waiting for {names}.",
        button="See who is ready",
        page="round-agencies",
        parts=about(work),
        day=audit_round.dates.audits_due,
    )


def _workshop(work: InHand) -> Waiting:
    audit_round, cases = work.audit_round, (*work.participation.to_judge, *work.participation.without_overall)
    if not cases:
        return _move_on(work, "findings", judged(work.participation) or NO_CHILDREN)
    return Waiting(
        title=f"Agree {cases[0]}",
        sentence=judged(work.participation),
        button="Open the workshop",
        page="workshop",
        parts=about(work, case=cases[0]),
        day=audit_round.dates.workshop,
        day_is="Workshop planned for",
    )


def _findings(work: InHand) -> Waiting:
    if work.plan is None or not work.plan.findings:
        return Waiting(
            title=f"Say what was found: {work.audit_round.ref}",
            sentence=f"No findings recorded yet. {judged(work.participation)}".strip(),
            button="Record findings",
            page="findings",
            parts=about(work),
            day=work.audit_round.dates.plan,
        )
    judging = "" if work.participation.whole else judged(work.participation)
    return _move_on(work, "plan", f"{_count(len(work.plan.findings), 'finding')} recorded. {judging}".strip())


def _decisions(work: InHand) -> Waiting:
    undecided = work.plan.undecided() if work.plan else ()
    if not undecided:
        some = work.plan is not None and work.plan.findings
        return _move_on(
            work, "board", "Every finding that needs a decision has one." if some else "No findings recorded."
        )
    return Waiting(
        title=f"Decide on {_count(len(undecided), 'finding').lower()}",
        sentence=f"No action yet, and no reason for none. The next one is: {undecided[0].text}",
        button="Decide what to do",
        page="decide",
        parts=about(work, finding=undecided[0].ref),
        day=work.audit_round.dates.plan,
    )


def _board(work: InHand) -> Waiting:
    if work.audit_round.seen_by_board is None:
        return Waiting(
            title=f"Take {work.audit_round.ref} to the board",
            sentence="Look at the board’s page, and note the day when the board has seen it.",
            button="Open the board’s page",
            page="board",
            parts=about(work),
            day=work.audit_round.dates.board,
            day_is="Board planned for",
        )
    return _move_on(work, "closed", board(work.audit_round))


def _move_on(work: InHand, to: str, sentence: str) -> Waiting:
    title = f"Close {work.audit_round.ref}" if to == "closed" else f"Move on to {to}: {work.audit_round.ref}"
    button = "Close the round" if to == "closed" else f"Move on to {to}"
    return Waiting(title=title, sentence=sentence, button=button, page="round-path", parts=about(work))


def _count(count: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return capital(counted(count, noun, plural))


_MOST_NAMED = 3


def upkeep(
    person: Person, register: Sequence[Evidence], entries: Iterable[Entry], *, months: int, today: date
) -> tuple[Waiting, ...]:
    """Return what a person who keeps checklists and evidence has to look at again; a manager sees their agency's."""
    if not person.may(Act.KEEP_EVIDENCE):
        return ()
    own_entries = [entry for entry in entries if person.may(Act.DECIDE) or person.agency in (None, entry.lead_agency)]
    due = sorted(
        (entry.review_on, entry.item.ref)
        for entry in own_entries
        if entry.review_on is not None and entry.review_on <= today
    )
    old = [evidence for evidence in register if is_stale(evidence.dated, months=months, today=today)]
    reviews = [
        evidence
        for evidence in register
        if evidence not in old and evidence.review_by is not None and evidence.review_by <= today
    ]
    queue = []
    if due:
        queue.append(_recommendations([ref for _, ref in due], since=due[0][0]))
    if person.may(Act.DECIDE) and (old or reviews):
        queue.append(_evidence(old, reviews))
    return tuple(queue)


def _recommendations(refs: Sequence[str], *, since: date) -> Waiting:
    many = capital(counted(len(refs), "recommendation"))
    verb = agree(len(refs), "is", "are")
    return Waiting(
        title=f"{many} {verb} due for review",
        sentence=f"Say whether {_listed(refs)} still {agree(len(refs), 'stands', 'stand')} where you said.",
        button="Look at the checklists",
        page="checklists",
        day=since,
    )


def _evidence(old: Sequence[Evidence], reviews: Sequence[Evidence]) -> Waiting:
    every = [*old, *reviews]
    parts = []
    if old:
        parts.append(f"{counted(len(old), 'is', 'are')} out of date and counted for nothing")
    if reviews:
        parts.append(f"{counted(len(reviews), 'is', 'are')} due for review")
    sentence = " and ".join(parts)
    title = agree(len(every), "a piece of evidence", f"{number(len(every))} pieces of evidence")
    return Waiting(
        title=f"Look again at {title}",
        sentence=f"{capital(sentence)}: {_listed([evidence.ref for evidence in every])}.",
        button="Open the register",
        page="evidence",
    )


def _listed(refs: Sequence[str]) -> str:
    named = list(refs[:_MOST_NAMED])
    left = len(refs) - len(named)
    named += [f"{number(left)} more"] if left else []
    return listed(named)
