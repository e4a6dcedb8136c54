"""Taking children out of a paper: no reference to a case is left in it.

In: a paper whose texts may name cases, as people typed them.
Out: the same paper with "a child" or "children" in their place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from audit.documents.paper import PlanPaper
from audit.domain.actions import Action, ActionPlan, NoAction, Update
from audit.domain.cases import Case
from audit.domain.findings import Finding
from audit.domain.rounds import Round

_SPACE = r"[\s\u00a0]+"
_AND = r"(?:,?[\s\u00a0]+and[\s\u00a0]+|[\s\u00a0]*[,;&/][\s\u00a0]*(?:and[\s\u00a0]+)?)"
_Say = Callable[[str], str]


def without_cases(paper: PlanPaper) -> PlanPaper:
    """Return the paper without references to cases and without words not marked for papers; done once, it stays so."""
    if not paper.names_cases:
        return paper
    say = remover(_references(paper.audit_round))
    return replace(
        paper,
        plan=_plan(paper.plan, say),
        judgements=(),
        themes=tuple(replace(count, cases=0) for count in paper.themes),
        names_cases=False,
    )


def plan_without_cases(plan: ActionPlan) -> ActionPlan:
    """Return a plan without references to cases, for whatever leaves the audit group."""
    return _plan(plan, remover(_references(plan.audit_round)))


def remover(references: Sequence[str]) -> _Say:
    """Return a function that puts "a child" for each of the references in a text, and "children" for several."""
    pattern = _pattern(references)
    if pattern is None:
        return lambda text: text
    return lambda text: pattern.sub(_in_place_of, text)


def _references(audit_round: Round) -> tuple[str, ...]:
    earlier = [case.same_child_as.partition("/")[2] for case in audit_round.cases]
    return tuple(ref for ref in dict.fromkeys([case.ref for case in audit_round.cases] + earlier) if ref)


def _pattern(references: Sequence[str]) -> re.Pattern[str] | None:
    if not references:
        return None
    longest_first = sorted(references, key=len, reverse=True)
    whole = "|".join(_one(ref) for ref in longest_first)
    ends = [ref.split()[-1] for ref in longest_first if " " in ref.strip()]
    tail = "|".join([_one(ref) for ref in longest_first] + [re.escape(end) for end in ends])
    return re.compile(rf"(?:(?<=\s)|(?<!\w))(?:{whole})(?P<more>(?:{_AND}(?:{tail})(?!\w))*)(?!\w)")


def _one(ref: str) -> str:
    """Return the pattern of one reference; a short one counts only after a word that says what it is."""
    words = ref.split()
    if len(words) == 1:
        said = r"(?i:(?:child(?:ren)?|cases?)[\s\u00a0]+)"
        return f"{said}{re.escape(ref)}" if len(ref) <= 2 else f"{said}?{_any_case(ref)}"
    first = r"(?i:child(?:ren)?)" if words[0].lower() == "child" else _any_case(words[0])
    return _SPACE.join([first, *(re.escape(word) for word in words[1:])])


def _any_case(word: str) -> str:
    return f"(?i:{re.escape(word)})"


def _in_place_of(match: re.Match[str]) -> str:
    before = match.string[: match.start()].rstrip(" \u00a0\n‘“'\"(")
    said = "children" if match["more"] else "a child"
    begins = not before or before[-1] in ".!?"
    return said[0].upper() + said[1:] if begins else said


def _plan(plan: ActionPlan, say: _Say) -> ActionPlan:
    return replace(
        plan,
        audit_round=_round(plan.audit_round, say),
        findings=tuple(_finding(finding, say) for finding in plan.findings),
        actions=tuple(_action(action, say) for action in plan.actions),
        no_actions=tuple(NoAction(finding=one.finding, reason=say(one.reason)) for one in plan.no_actions),
    )


def _round(audit_round: Round, say: _Say) -> Round:
    return replace(
        audit_round,
        title=say(audit_round.title),
        theme=say(audit_round.theme),
        chosen_how=say(audit_round.chosen_how),
        cases=tuple(_case(case, place) for place, case in enumerate(audit_round.cases, start=1)),
        involvement={},
    )


def _case(case: Case, place: int) -> Case:
    return replace(case, ref=f"#{place}", same_child_as="", family_group="", how_chosen="", processes=())


def _finding(finding: Finding, say: _Say) -> Finding:
    words = tuple(replace(one, text=say(one.text), case="") for one in finding.words if one.for_papers)
    return replace(finding, text=say(finding.text), evidence="", cases=(), rests_on=(), words=words)


def _action(action: Action, say: _Say) -> Action:
    return replace(
        action,
        text=say(action.text),
        success_measure=say(action.success_measure),
        recommendation=say(action.recommendation),
        owner=say(action.owner),
        updates=tuple(_update(update, say) for update in action.updates),
        verifications=tuple(replace(one, what_was_seen=say(one.what_was_seen)) for one in action.verifications),
    )


def _update(update: Update, say: _Say) -> Update:
    return replace(update, text=say(update.text), evidence_of_impact=say(update.evidence_of_impact))
