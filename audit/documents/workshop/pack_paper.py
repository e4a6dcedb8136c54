"""What the workshop pack and the feedback slips are made from.

In: the round, its run-sheet and people, and what was agreed, from whoever gathers them.
Out: values that hold everything the two documents print.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from audit.documents.phrases import long_day
from audit.documents.plan.paper import title_of
from audit.domain.frameworks.framework import Scale
from audit.domain.people.person import RING, Agency, Person
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.cases import Case
from audit.domain.rounds.references import remover
from audit.domain.workshop import participation_words
from audit.domain.workshop.moderation import Judgement
from audit.domain.workshop.participation import Participation
from audit.domain.workshop.run_sheet import RunSheet

ALL_IN_ALL = "All in all"


@dataclass(frozen=True, kw_only=True)
class PackPaper:
    """All that a workshop pack says, as values."""

    partnership: str
    marking: str
    today: date
    audit_round: Round
    run_sheet: RunSheet
    ready: frozenset[tuple[str, str]]  # (case, agency)
    people: tuple[Person, ...] = ()  # who is expected: facilitators, scrutineers, auditors of the round's agencies
    invented: bool = False  # the partnership is made up, to look round in
    in_danger: str = RING  # whom to ring about a child in danger


@dataclass(frozen=True, kw_only=True)
class Slip:
    """What the practitioners of one case are told; no grade, and nothing of another child."""

    case: Case
    agencies: tuple[Agency, ...]  # who is asked about the case, whatever each said
    went_well: tuple[tuple[str, str], ...]  # statement, text
    to_think_about: tuple[tuple[str, str], ...]
    speaks_of_grades: bool  # a text holds a word of the scale, so somebody should read it before it is sent


@dataclass(frozen=True, kw_only=True)
class FeedbackPaper:
    """All that the feedback slips of a round say, as values."""

    partnership: str
    marking: str
    today: date
    audit_round: Round
    participation: Participation
    slips: tuple[Slip, ...]
    not_agreed: tuple[str, ...]  # references of cases without a slip
    invented: bool = False
    in_danger: str = RING  # whom to ring about a child in danger


def workshop_day(paper: PackPaper) -> str:
    """Return the day planned for the workshop, or that it has to be set; the pack is for a workshop to come."""
    day, held = paper.audit_round.dates.workshop, paper.audit_round.workshop_held
    if held is not None and (day is None or day <= held.days[-1]):
        return f"{participation_words.held(held)}. Fill in the next day"
    if day is None:
        return "No day set yet"
    return f"Planned for {long_day(day)}" if day >= paper.today else f"{long_day(day)} has passed: fill in the next day"


def slip_of(audit_round: Round, case: Case, judgements: Sequence[Judgement]) -> Slip:
    """Return the slip of a case from what was agreed about it; other children's references are taken out."""
    agreed = {judgement.statement: judgement for judgement in judgements if judgement.case == case.ref}
    say = remover(_other_case_refs(audit_round, case))
    in_order = [(ALL_IN_ALL, agreed.get(None))]
    in_order += [(title_of(statement), agreed.get(statement.key)) for statement in audit_round.statements()]
    well = _texts(in_order, lambda judgement: say(judgement.good_practice))
    think = _texts(in_order, lambda judgement: say(judgement.to_develop))
    return Slip(
        case=case,
        agencies=audit_round.raters_of(case.ref),
        went_well=well,
        to_think_about=think,
        speaks_of_grades=any(_speaks_of_grades(text, audit_round.scale) for _, text in (*well, *think)),
    )


def _texts(
    judgements: Sequence[tuple[str, Judgement | None]], text_of: Callable[[Judgement], str]
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (title, text)
        for title, judgement in judgements
        if judgement is not None and (text := text_of(judgement).strip())
    )


def _other_case_refs(audit_round: Round, case: Case) -> list[str]:
    """Return the references of every other child, this round's and those of past rounds, withdrawn or not."""
    same = {case.ref, case.same_child_as.partition("/")[2]}
    known = [
        ref for round_case in audit_round.cases for ref in (round_case.ref, round_case.same_child_as.partition("/")[2])
    ]
    return [ref for ref in dict.fromkeys(known) if ref and ref not in same]


def _speaks_of_grades(text: str, scale: Scale) -> bool:
    """Say whether a text holds the name of a grade; a plain "good" or a bare number may mean anything."""
    labels = [
        step.label for step in scale.steps if step.label.lower() not in ("good", "met") and not step.value.isdigit()
    ]
    return any(re.search(rf"(?<!\w){re.escape(label)}(?!\w)", text, re.IGNORECASE) for label in labels)
