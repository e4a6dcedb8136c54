"""Taking references to cases out of a plan, for those who work on its actions without reading case material.

In: a plan whose texts may name cases, as people typed them.
Out: the same plan with "a child" or "children" in their place; what leaves the audit group is released besides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from audit.domain.findings.finding import Finding
from audit.domain.plan.actions import Action, ActionPlan, NoAction, Update
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.cases import Case
from audit.domain.rounds.references import references_of, remover
from audit.domain.workshop.participation import Participation

_Say = Callable[[str], str]


def without_references(plan: ActionPlan) -> ActionPlan:
    """Return a plan with "a child" for each reference to a case, and without what is known of its cases."""
    return _plan(plan, remover(references_of(plan.audit_round)))


def _plan(plan: ActionPlan, say: _Say) -> ActionPlan:
    return replace(
        plan,
        audit_round=_round(plan.audit_round, say),
        findings=tuple(_finding(finding, say) for finding in plan.findings),
        actions=tuple(_action(action, say) for action in plan.actions),
        no_actions=tuple(
            NoAction(finding=no_action.finding, reason=say(no_action.reason)) for no_action in plan.no_actions
        ),
    )


def _round(audit_round: Round, say: _Say) -> Round:
    return replace(
        audit_round,
        title=say(audit_round.title),
        theme=say(audit_round.theme),
        chosen_how=say(audit_round.chosen_how),
        cases=tuple(unnamed(case, place) for place, case in enumerate(audit_round.cases, start=1)),
        involvement={},
    )


def unnamed(case: Case, place: int) -> Case:
    """Return a case of which its place in the round is known and its bands."""
    return replace(
        case,
        ref=f"#{place}",
        same_child_as="",
        family_group="",
        how_chosen="",
        processes=(),
        child_spoken_to_by="",
        carer_spoken_to_by="",
        withdrawn=None if case.withdrawn is None else "Withdrawn",
    )


def participation_unnamed(participation: Participation, audit_round: Round) -> Participation:
    """Return who took part with each case's place in the round for its reference."""
    places = {case.ref: f"#{place}" for place, case in enumerate(audit_round.cases, start=1)}
    return replace(
        participation,
        cases=tuple(unnamed(case, int(places[case.ref][1:])) for case in participation.cases),
        expected=frozenset((places[case], agency) for case, agency in participation.expected),
        left_out=tuple((places[case], agency) for case, agency in participation.left_out),
        submissions=tuple(replace(form, case=places[form.case]) for form in participation.submissions),
        judged=frozenset(places[case] for case in participation.judged),
        part_judged=frozenset(places[case] for case in participation.part_judged),
        overall=frozenset(places[case] for case in participation.overall),
    )


def _finding(finding: Finding, say: _Say) -> Finding:
    words = tuple(
        replace(child_words, text=say(child_words.text), case="")
        for child_words in finding.words
        if child_words.for_papers
    )
    return replace(finding, text=say(finding.text), evidence="", cases=(), rests_on=(), words=words)


def _action(action: Action, say: _Say) -> Action:
    return replace(
        action,
        text=say(action.text),
        success_measure=say(action.success_measure),
        recommendation=say(action.recommendation),
        owner=say(action.owner),
        updates=tuple(_update(update, say) for update in action.updates),
        verifications=tuple(
            replace(verification, what_was_seen=say(verification.what_was_seen))
            for verification in action.verifications
        ),
    )


def _update(update: Update, say: _Say) -> Update:
    return replace(update, text=say(update.text), evidence_of_impact=say(update.evidence_of_impact))
