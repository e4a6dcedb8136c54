"""Participation: who was asked to look, who submitted, how, and which children have been judged.

In: a round, the forms submitted, and what was judged; nothing that anybody said in them.
Out: one value, from which every sentence about who looked is made; an invitation or a planned day proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from audit.domain.days import day_of
from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Agency
from audit.domain.rounds.audit_round import AFTER_WORKSHOP, Round, Stage, WorkshopHeld
from audit.domain.rounds.cases import Case, Involvement
from audit.domain.workshop.moderation import Outcome


@dataclass(frozen=True, kw_only=True)
class Submission:
    """A form that an agency submitted about a child: how it came in, and nothing of what it says."""

    case: str
    agency: str
    entered_by: frozenset[int] = frozenset()  # the people who wrote in it
    blind: bool = True  # False: somebody who wrote in it wrote for another agency too
    on_behalf: bool = False  # submitted by somebody of another agency
    after_reveal: bool = False  # submitted, or corrected, when the grades were open


@dataclass(frozen=True, kw_only=True)
class JudgementRecorded:
    """That something was judged about a child, and with what outcome."""

    case: str
    statement: Key | None  # None: the overall judgement of the case
    outcome: Outcome


@dataclass(frozen=True, kw_only=True)
class Participation:
    """Who really looked in a round, and how far the judging has come; withdrawn cases are left out."""

    stage: Stage
    cases: tuple[Case, ...]
    agencies: tuple[Agency, ...]  # asked about at least one child, or submitted about one
    unknown_to: tuple[Agency, ...]  # found no involvement, and are asked about no other child
    expected: frozenset[tuple[str, str]]  # (case, agency)
    left_out: tuple[tuple[str, Agency], ...]  # whose form about a case did not come with the round's file
    submissions: tuple[Submission, ...]
    judged: frozenset[str]  # the cases of which every statement has a judgement
    part_judged: frozenset[str]  # those of which something has a judgement, and not every statement
    overall: frozenset[str]  # those that have an overall judgement
    not_agreed: bool  # whether a judgement says that the agencies did not agree
    held: WorkshopHeld | None  # None: nobody has confirmed the workshop's days
    planned: date | None  # None: no day is set for the workshop
    any_withdrawn: bool = False  # whether a child left the round; nothing of them is counted

    @property
    def over(self) -> bool:
        """Say whether the round has moved past its workshop: nothing more can be submitted or revealed."""
        return self.stage in AFTER_WORKSHOP

    @property
    def submitted(self) -> tuple[Agency, ...]:
        """Return the agencies that submitted about at least one child, in the round's order."""
        names = {submission.agency for submission in self.submissions}
        return tuple(agency for agency in self.agencies if agency.ref in names)

    @property
    def children_audited(self) -> int:
        """Return about how many children at least one agency submitted."""
        return len({submission.case for submission in self.submissions})

    @property
    def awaited(self) -> tuple[tuple[str, str], ...]:
        """Return what was asked for and not submitted, as (case, agency), in the round's order."""
        received = {(submission.case, submission.agency) for submission in self.submissions}
        pairs = ((case.ref, agency.ref) for case in self.cases for agency in self.agencies)
        return tuple(pair for pair in pairs if pair in self.expected and pair not in received)

    @property
    def not_submitted(self) -> tuple[Agency, ...]:
        """Return the agencies that have still to submit something, in the round's order."""
        refs = {agency for _, agency in self.awaited}
        return tuple(agency for agency in self.agencies if agency.ref in refs)

    @property
    def revealed_on(self) -> tuple[date, ...]:
        """Return the days on which cases were revealed, in order; each is offered as a day of the workshop."""
        return reveal_days(self.cases)

    @property
    def to_judge(self) -> tuple[str, ...]:
        """Return the cases of which a statement has no judgement, in the round's order."""
        return tuple(case.ref for case in self.cases if case.ref not in self.judged)

    @property
    def without_overall(self) -> tuple[str, ...]:
        """Return the cases of which every statement is judged, and the whole is not."""
        return tuple(case.ref for case in self.cases if case.ref in self.judged - self.overall)

    @property
    def whole(self) -> bool:
        """Say whether every child that was not withdrawn is judged on every statement."""
        return not self.to_judge

    def about(self, case: str) -> tuple[Submission, ...]:
        """Return the forms submitted about one child."""
        return tuple(submission for submission in self.submissions if submission.case == case)


def participation(
    audit_round: Round, submissions: Iterable[Submission], judgements: Iterable[JudgementRecorded]
) -> Participation:
    """Return who really looked in a round; what is about a withdrawn case, or one of another round, is left out."""
    cases = audit_round.active_cases()
    refs = {case.ref for case in cases}
    submitted = tuple(submission for submission in submissions if submission.case in refs)
    expected = {(ref, agency.ref) for ref in refs for agency in audit_round.raters_of(ref)}
    expected |= {(submission.case, submission.agency) for submission in submitted}
    known = {agency for _, agency in expected}
    not_involved = {
        agency
        for (ref, agency), word in audit_round.involvement.items()
        if word is Involvement.NO_INVOLVEMENT and ref in refs
    }
    recorded = [judgement for judgement in judgements if judgement.case in refs]
    done = {ref: {judgement.statement for judgement in recorded if judgement.case == ref} for ref in refs}
    wanted = {statement.key for statement in audit_round.statements()}
    judged = frozenset(ref for ref, keys in done.items() if keys >= wanted)
    return Participation(
        stage=audit_round.stage,
        cases=cases,
        agencies=tuple(agency for agency in audit_round.agencies if agency.ref in known),
        unknown_to=tuple(agency for agency in audit_round.agencies if agency.ref in not_involved - known),
        expected=frozenset(expected),
        left_out=tuple((case.ref, agency) for case in cases for agency in audit_round.left_out_of(case.ref)),
        submissions=submitted,
        judged=judged,
        part_judged=frozenset(ref for ref, keys in done.items() if keys and ref not in judged),
        overall=frozenset(ref for ref, keys in done.items() if None in keys),
        not_agreed=any(judgement.outcome is Outcome.NOT_AGREED for judgement in recorded),
        held=audit_round.workshop_held,
        planned=audit_round.dates.workshop,
        any_withdrawn=len(cases) < len(audit_round.cases),
    )


def last_workshop_day(audit_round: Round) -> date | None:
    """Return the last day of a workshop as confirmed, else the last on which a case was revealed; None: neither."""
    held = audit_round.workshop_held
    days = held.days if held is not None else reveal_days(audit_round.active_cases())
    return days[-1] if days else None


def reveal_days(cases: Iterable[Case]) -> tuple[date, ...]:
    """Return the days on which cases were revealed, in order."""
    return tuple(sorted({day_of(case.revealed_at_utc) for case in cases if case.revealed_at_utc is not None}))
