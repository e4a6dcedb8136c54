"""Next steps: what takes a round further along its path, for whoever runs it.

In: one round, and what a person may know of it.
Out: the one thing to do next, with a sentence, and the page where it is done.

Here too:
- Upkeep: what has to be looked at again so that it can still be shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

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
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


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
        return tuple(case for case, asked in self.participation.awaited if asked == agency)


def about(one: InHand, **more: str) -> dict[str, str]:
    """Return the place of a round, and of what is named in it."""
    return {"round": one.audit_round.ref, **more}


def number(count: int) -> str:
    """Return a number as a word up to ten, in figures above."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def next_step(one: InHand) -> Waiting | None:
    """Return what takes a round further, for whoever runs it; None for a round that is closed."""
    step = {
        Stage.SETUP: _set_up,
        Stage.RATING: _rating,
        Stage.WORKSHOP: _workshop,
        Stage.FINDINGS: _findings,
        Stage.PLAN: _decisions,
        Stage.BOARD: _board,
    }.get(one.audit_round.stage)
    return None if step is None else step(one)


def _set_up(one: InHand) -> Waiting:
    audit_round, (fewest, most) = one.audit_round, CASES_WANTED
    cases = len(audit_round.active_cases())
    if cases == 0:
        return Waiting(
            title=f"Add cases to {audit_round.title}",
            sentence=f"{number(fewest).capitalize()} to {number(most)} children, by reference only.",
            button="Add cases",
            page="round-cases",
            parts=about(one),
        )
    return Waiting(
        title=f"Start rating: {audit_round.title}",
        sentence=f"{_count(cases, 'case')} and {_count(len(audit_round.agencies), 'agency')} are in. "
        "Check the set-up, then let agencies begin.",
        button="Check the set-up",
        page="round",
        parts=about(one),
    )


def _rating(one: InHand) -> Waiting:
    audit_round = one.audit_round
    missing = one.participation.not_submitted
    if not missing:
        return Waiting(
            title=f"Move on to the workshop: {audit_round.title}",
            sentence=submitted_so_far(one.participation),
            button="Go to the next step",
            page="round",
            parts=about(one),
            day=audit_round.dates.workshop,
            day_is="Workshop planned for",
        )
    names = _list_of([agency.short_name for agency in missing])
    verb = "has" if len(missing) == 1 else "have"
    return Waiting(
        title=f"{_count(len(missing), 'agency')} {verb} still to submit",
        sentence=f"Waiting for {names}.",
        button="See who is ready",
        page="round-agencies",
        parts=about(one),
        day=audit_round.dates.audits_due,
    )


def _workshop(one: InHand) -> Waiting:
    audit_round, cases = one.audit_round, (*one.participation.to_judge, *one.participation.without_overall)
    if not cases:
        return _move_on(one, "findings", judged(one.participation) or NO_CHILDREN)
    return Waiting(
        title=f"Agree {cases[0]}",
        sentence=judged(one.participation),
        button="Open the workshop",
        page="workshop",
        parts=about(one, case=cases[0]),
        day=audit_round.dates.workshop,
        day_is="Workshop planned for",
    )


def _findings(one: InHand) -> Waiting:
    if one.plan is None or not one.plan.findings:
        return Waiting(
            title=f"Say what was found: {one.audit_round.title}",
            sentence=f"No findings recorded yet. {judged(one.participation)}".strip(),
            button="Record findings",
            page="findings",
            parts=about(one),
            day=one.audit_round.dates.plan,
        )
    said = "" if one.participation.whole else judged(one.participation)
    return _move_on(one, "plan", f"{_count(len(one.plan.findings), 'finding')} recorded. {said}".strip())


def _decisions(one: InHand) -> Waiting:
    undecided = one.plan.undecided() if one.plan else ()
    if not undecided:
        some = one.plan is not None and one.plan.findings
        return _move_on(
            one, "board", "Every finding that needs a decision has one." if some else "No findings recorded."
        )
    return Waiting(
        title=f"Decide on {_count(len(undecided), 'finding').lower()}",
        sentence=f"No action yet, and no reason for none. The next one is: {undecided[0].text}",
        button="Decide what to do",
        page="decide",
        parts=about(one, finding=undecided[0].ref),
        day=one.audit_round.dates.plan,
    )


def _board(one: InHand) -> Waiting:
    if one.audit_round.seen_by_board is None:
        return Waiting(
            title=f"Take {one.audit_round.title} to the board",
            sentence="Look at the board’s page, and note the day when the board has seen it.",
            button="Open the board’s page",
            page="board",
            parts=about(one),
            day=one.audit_round.dates.board,
            day_is="Board planned for",
        )
    return _move_on(one, "closed", board(one.audit_round))


def _move_on(one: InHand, to: str, sentence: str) -> Waiting:
    title = f"Close {one.audit_round.title}" if to == "closed" else f"Move on to {to}: {one.audit_round.title}"
    button = "Close the round" if to == "closed" else f"Move on to {to}"
    return Waiting(title=title, sentence=sentence, button=button, page="round-path", parts=about(one))


def _count(count: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number(count).capitalize()} {noun if count == 1 else plural}"


def _list_of(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


_MOST_NAMED = 3


def upkeep(
    person: Person, register: Sequence[Evidence], entries: Iterable[Entry], *, months: int, today: date
) -> tuple[Waiting, ...]:
    """Return what a person who keeps checklists and evidence has to look at again; a manager sees their agency's."""
    if not person.may(Act.KEEP_EVIDENCE):
        return ()
    mine = [one for one in entries if person.may(Act.DECIDE) or person.agency in (None, one.lead_agency)]
    due = sorted((one.review_on, one.item.ref) for one in mine if one.review_on is not None and one.review_on <= today)
    old = [one for one in register if is_stale(one.dated, months=months, today=today)]
    reviews = [one for one in register if one not in old and one.review_by is not None and one.review_by <= today]
    found = []
    if due:
        found.append(_recommendations([ref for _, ref in due], since=due[0][0]))
    if person.may(Act.DECIDE) and (old or reviews):
        found.append(_evidence(old, reviews))
    return tuple(found)


def _recommendations(refs: Sequence[str], *, since: date) -> Waiting:
    many = "One recommendation" if len(refs) == 1 else f"{number(len(refs)).capitalize()} recommendations"
    verb = "is" if len(refs) == 1 else "are"
    return Waiting(
        title=f"{many} {verb} due for review",
        sentence=f"Say whether {_listed(refs)} still {'stands' if len(refs) == 1 else 'stand'} where you said.",
        button="Look at the checklists",
        page="checklists",
        day=since,
    )


def _evidence(old: Sequence[Evidence], reviews: Sequence[Evidence]) -> Waiting:
    every = [*old, *reviews]
    said = []
    if old:
        said.append(f"{number(len(old))} {'is' if len(old) == 1 else 'are'} out of date and counted for nothing")
    if reviews:
        said.append(f"{number(len(reviews))} {'is' if len(reviews) == 1 else 'are'} due for review")
    sentence = " and ".join(said)
    title = "a piece of evidence" if len(every) == 1 else f"{number(len(every))} pieces of evidence"
    return Waiting(
        title=f"Look again at {title}",
        sentence=f"{sentence[0].upper()}{sentence[1:]}: {_listed([one.ref for one in every])}.",
        button="Open the register",
        page="evidence",
    )


def _listed(refs: Sequence[str]) -> str:
    named = list(refs[:_MOST_NAMED])
    left = len(refs) - len(named)
    named += [f"{number(left)} more"] if left else []
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
