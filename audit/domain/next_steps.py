"""Next steps: what takes a round further along its path, for whoever runs it.

In: one round, and what a person may know of it.
Out: the one thing to do next, with a sentence, and the page where it is done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from audit.domain.actions import ActionPlan
from audit.domain.concerns import Concern
from audit.domain.following import OwnerRole
from audit.domain.framework import Key
from audit.domain.people import Agency
from audit.domain.questions import Question
from audit.domain.rating import StatementGrade
from audit.domain.rounds import Round, Stage

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
    submitted: frozenset[tuple[str, str]] = frozenset()  # (case, agency)
    own_grades: Mapping[str, Mapping[Key, StatementGrade]] = field(default_factory=dict)  # own agency's, by case
    complete: frozenset[str] = frozenset()  # the cases whose own form misses nothing
    agreed: frozenset[tuple[str, Key | None]] = frozenset()  # (case, statement) that have a judgement
    plan: ActionPlan | None = None  # None: the person reads no findings
    concerns: tuple[Concern, ...] = ()
    questions: tuple[Question, ...] = ()  # what the board asked about the round
    last_to_look_at: tuple[str, ...] = ()  # the last round's findings that nobody has looked at again, by ref
    held_back: int = 0  # places of its plan in which a text waits to be checked before it leaves
    own_roles: tuple[OwnerRole, ...] = ()  # the roles that the person says are theirs; empty: not said yet

    def not_submitted(self) -> tuple[Agency, ...]:
        """Return the agencies that still have a form to submit, in the round's order."""
        return tuple(agency for agency in self.audit_round.agencies if self.to_submit(agency.ref))

    def left_out(self) -> str:
        """Return in a sentence whose forms did not come with the round's file; empty where none was left out."""
        pairs = [
            agency for case in self.audit_round.active_cases() for agency in self.audit_round.left_out_of(case.ref)
        ]
        names = [agency.short_name for agency in self.audit_round.agencies if agency in pairs]
        return f"Forms of {_list_of(names)} were left out of the file that brought the round here." if names else ""

    def to_submit(self, agency: str) -> tuple[str, ...]:
        """Return the cases that an agency is asked about and has not submitted, in the round's order."""
        return tuple(
            case.ref
            for case in self.audit_round.active_cases()
            if agency in {one.ref for one in self.audit_round.raters_of(case.ref)}
            and (case.ref, agency) not in self.submitted
        )

    def to_agree(self) -> tuple[str, ...]:
        """Return the cases that have a statement without a judgement, in the round's order."""
        keys = [asked.key for asked in self.audit_round.statements()]
        return tuple(
            case.ref
            for case in self.audit_round.active_cases()
            if any((case.ref, key) not in self.agreed for key in keys)
        )


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
    missing = one.not_submitted()
    if not missing:
        return Waiting(
            title=f"Move on to the workshop: {audit_round.title}",
            sentence=one.left_out() or "Every agency has submitted every case.",
            button="Go to the next step",
            page="round",
            parts=about(one),
            day=audit_round.dates.workshop,
            day_is="The workshop is on",
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
    audit_round, cases = one.audit_round, one.to_agree()
    if not cases:
        return _move_on(one, "findings", "Every statement of every case has a judgement.")
    verb = "is" if len(cases) == 1 else "are"
    return Waiting(
        title=f"Agree {cases[0]}",
        sentence=f"{_count(len(cases), 'case')} {verb} still to be agreed in the workshop.",
        button="Open the workshop",
        page="workshop",
        parts=about(one, case=cases[0]),
        day=audit_round.dates.workshop,
        day_is="The workshop is on",
    )


def _findings(one: InHand) -> Waiting:
    if one.plan is None or not one.plan.findings:
        return Waiting(
            title=f"Say what was found: {one.audit_round.title}",
            sentence="The judgements are agreed. No finding is recorded yet.",
            button="Record findings",
            page="findings",
            parts=about(one),
            day=one.audit_round.dates.plan,
        )
    return _move_on(one, "plan", f"{_count(len(one.plan.findings), 'finding')} recorded.")


def _decisions(one: InHand) -> Waiting:
    undecided = one.plan.undecided() if one.plan else ()
    if not undecided:
        return _move_on(one, "board", "Every finding that needs one has a decision.")
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
            day_is="The board meets on",
        )
    return _move_on(one, "closed", "The board has seen it.")


def _move_on(one: InHand, to: str, sentence: str) -> Waiting:
    title = f"Close {one.audit_round.title}" if to == "closed" else f"Move on to {to}: {one.audit_round.title}"
    button = "Close the round" if to == "closed" else f"Move on to {to}"
    return Waiting(title=title, sentence=sentence, button=button, page="round-path", parts=about(one))


def _count(count: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number(count).capitalize()} {noun if count == 1 else plural}"


def _list_of(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
