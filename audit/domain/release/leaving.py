"""Leaving: records of the audit as they may leave, every typed text of theirs let through or held back.

In: a plan, a question, a piece of evidence or a letter as people typed it, and the release that it goes through.
Out: the same records whose texts are released; nothing in them leads to a case, unless the release names cases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from audit.domain.findings.finding import Finding, FindingSource
from audit.domain.identifying.passages import Passage, Record
from audit.domain.identifying.released import NOTHING, Released, ours, typed_fields
from audit.domain.inspection.notified import Correction, Notified, Request
from audit.domain.inspection.published import Inspection, Quotation
from audit.domain.over_time.programme import Planned
from audit.domain.over_time.reaudit import Settlement
from audit.domain.plan.actions import Action, ActionPlan
from audit.domain.plan.board_asks import OwnAsk, Question
from audit.domain.plan.unnamed import unnamed
from audit.domain.plan.versions import VERIFIED, Change, Line, PlanVersion, Step
from audit.domain.readiness.assessment import Judged
from audit.domain.readiness.checklists import Entry
from audit.domain.readiness.evidence import Evidence
from audit.domain.release.decisions import Release
from audit.domain.rounds.audit_round import Round
from audit.domain.workshop.moderation import Judgement

T = TypeVar("T")


def as_read(gate: Release | None, leave: Callable[[Release, T], T], found: Iterable[T]) -> tuple[T, ...]:
    """Return records as somebody reads them: each as it may leave, or as it is where there is no gate."""
    return tuple(found) if gate is None else tuple(leave(gate, one) for one in found)


def plan(release: Release, found: ActionPlan, *, progress: bool = True) -> ActionPlan:
    """Return a plan as it may leave; without the words of its progress where a paper does not carry them."""
    audit_round = found.audit_round
    withdrawn = {case.ref for case in audit_round.cases if case.withdrawn is not None}
    return replace(
        found,
        audit_round=round_(release, audit_round),
        findings=tuple(_finding(release, audit_round.ref, one, withdrawn) for one in found.findings),
        actions=tuple(_action(release, audit_round.ref, one, progress=progress) for one in found.actions),
        no_actions=tuple(
            _through(
                release, one, audit_round.ref, Record.NO_ACTION, one.finding, without=() if progress else ("reason",)
            )
            for one in found.no_actions
        ),
    )


def round_(release: Release, audit_round: Round) -> Round:
    """Return a round as it may leave: without what is known of its cases, and without their references."""
    told = titled(release, audit_round)
    if release.names_cases:
        return told
    cases = tuple(unnamed(case, place) for place, case in enumerate(audit_round.cases, start=1))
    return replace(told, cases=cases, involvement={})


def titled(release: Release, audit_round: Round) -> Round:
    """Return a round with its own texts as they may leave, and all else as it is."""
    return _through(release, audit_round, audit_round.ref, Record.ROUND, audit_round.ref)


def planned(release: Release, found: Planned) -> Planned:
    """Return a round that is planned as it may leave."""
    return _through(release, found, "", Record.ROUND, f"planned {found.id}")


def entry(release: Release, found: Entry) -> Entry:
    """Return what was said of a recommendation as it may leave."""
    return _through(release, found, "", Record.CHECKLIST, str(found.item))


def notified(release: Release, found: Notified) -> Notified:
    """Return an inspection that was notified as it may leave."""
    told = _through(release, found, "", Record.INSPECTION, found.ref)
    if found.called_off is None:
        return told
    why = Passage(round_ref="", record=Record.INSPECTION, ref=found.ref, field="called_off", text=found.called_off)
    return replace(told, called_off=release.text(why))


def request(release: Release, found: Request) -> Request:
    """Return what inspectors asked for as it may leave."""
    return _through(release, found, "", Record.INSPECTION, f"request {found.id}")


def correction(release: Release, inspection: int, found: Correction) -> Correction:
    """Return how an inspection's day was put right as it may leave."""
    return _through(release, found, "", Record.INSPECTION, f"inspection {inspection}")


def question(release: Release, found: Question) -> Question:
    """Return a question of the board and its answer as they may leave."""
    return _through(release, found, found.round_ref, Record.QUESTION, found.ref)


def own_ask(release: Release, round_ref: str, found: OwnAsk) -> OwnAsk:
    """Return what a facilitator wrote that the board is asked to do, as it may leave."""
    return _through(release, found, round_ref, Record.ASK, found.verb.value)


def settlement(release: Release, round_ref: str, found: Settlement) -> Settlement:
    """Return what a round said of one of the last round's findings, as it may leave."""
    return _through(release, found, round_ref, Record.SETTLEMENT, found.finding)


def evidence(release: Release, found: Evidence) -> Evidence:
    """Return a piece of the register as it may leave; it belongs to no round."""
    return _through(release, found, "", Record.EVIDENCE, found.ref)


def judged(release: Release, found: Judged) -> Judged:
    """Return what a round agreed about a statement, with its title as it may leave."""
    return _through(release, found, found.round_ref, Record.ROUND, found.round_ref)


def inspection(release: Release, round_ref: str, found: Inspection) -> Inspection:
    """Return an inspection as it may leave."""
    return _through(release, found, round_ref, Record.LETTER, round_ref)


def quotation(release: Release, round_ref: str, found: Quotation) -> Quotation:
    """Return a letter's own words as they may leave."""
    return replace(found, found=_through(release, found.found, round_ref, Record.LETTER, found.finding))


def judgement(release: Release, round_ref: str, found: Judgement) -> Judgement:
    """Return a judgement of a case as a paper for the audit group carries it, beside the case's reference."""
    ref = f"{found.case} {found.statement.ref if found.statement else 'overall'}"
    told = _through(release, found, round_ref, Record.JUDGEMENT, ref, case=found.case)
    dissents = (_through(release, one, round_ref, Record.DISSENT, ref, case=found.case) for one in found.dissents)
    return replace(told, dissents=tuple(dissents))


def changes(release: Release, round_ref: str, found: Sequence[Change]) -> tuple[Change, ...]:
    """Return the changes of a plan as they may leave: the words before and after go the same way as the plan's own."""
    return tuple(
        replace(
            change,
            title=_word(release, round_ref, change.ref, "Action" if change.ref[:1] == "A" else "Finding", change.title),
            steps=tuple(_step(release, round_ref, change.ref, step) for step in change.steps),
        )
        for change in found
    )


def line(release: Release, round_ref: str, found: Line) -> Line:
    """Return a line of an issued plan as it may leave."""
    return replace(
        found, said={name: _word(release, round_ref, found.ref, name, said) for name, said in found.said.items()}
    )


def version(release: Release, round_ref: str, found: PlanVersion) -> PlanVersion:
    """Return an issued plan as it may leave today."""
    told = _through(release, found, round_ref, Record.ROUND, f"version {found.number}")
    return replace(told, lines=tuple(line(release, round_ref, one) for one in found.lines))


def _through(
    release: Release,
    found: T,
    round_ref: str,
    record: Record,
    ref: str,
    *,
    case: str = "",
    alone: bool = False,
    without: Sequence[str] = (),
) -> T:
    """Return a record with each typed text let through or held back, but for those that the paper goes without."""
    texts: dict[str, Any] = {}
    for name in typed_fields(type(found)):
        text = "" if name in without else getattr(found, name)
        passage = Passage(round_ref=round_ref, record=record, ref=ref, field=name, text=text, case=case, alone=alone)
        texts[name] = release.text(passage)
    return replace(found, **texts)  # type: ignore[type-var]


def _finding(release: Release, round_ref: str, found: Finding, withdrawn: set[str]) -> Finding:
    about = {*found.cases, *(used.case for used in found.rests_on)} - withdrawn
    without = () if release.names_cases else ("evidence",)
    record = Record.LETTER if found.source is FindingSource.LETTER else Record.FINDING
    release.findings[round_ref, found.ref] = (record, len(about) == 1)
    told = _through(release, found, round_ref, record, found.ref, alone=len(about) == 1, without=without)
    quotations = [
        _through(release, one, round_ref, Record.QUOTATION, found.ref, case=one.case, without=("how_asked",))
        for one in found.words
        if one.for_papers and one.case not in withdrawn
    ]
    words = tuple(replace(one, apart=len(about) <= 1) for one in quotations if one.text)
    if release.names_cases:
        return replace(told, words=words)
    return replace(told, words=tuple(replace(one, case="") for one in words), cases=(), rests_on=())


def _action(release: Release, round_ref: str, found: Action, *, progress: bool) -> Action:
    """Return an action as it may leave; of what was said of it, the newest words alone."""
    own = () if progress else ("recommendation",)
    told = _through(release, found, round_ref, Record.ACTION, found.ref, without=own)
    if not progress:
        updates, looks = map(_wordless, found.updates), map(_wordless, found.verifications)
        return replace(told, updates=tuple(updates), verifications=tuple(looks))
    return replace(
        told,
        updates=_newest(release, round_ref, Record.UPDATE, found.ref, found.updates),
        verifications=_newest(release, round_ref, Record.VERIFICATION, found.ref, found.verifications),
    )


def _newest(release: Release, round_ref: str, record: Record, ref: str, said: tuple[T, ...]) -> tuple[T, ...]:
    """Return what was said over time with the newest words of each field as they may leave, and no earlier ones."""
    last = {
        name: max((at for at, one in enumerate(said) if getattr(one, name).strip()), default=-1)
        for name in (typed_fields(type(said[0])) if said else ())
    }
    return tuple(
        _through(release, one, round_ref, record, ref, without=[name for name, newest in last.items() if newest != at])
        for at, one in enumerate(said)
    )


def _wordless(record: T) -> T:
    words = dict.fromkeys(typed_fields(type(record)), NOTHING)
    return replace(record, **words)  # type: ignore[type-var]


_TYPED_WORDS: Mapping[str, tuple[Record, str]] = {
    "Action": (Record.ACTION, "text"),
    "Difference we want": (Record.ACTION, "success_measure"),
    "Owner": (Record.ACTION, "owner"),
    "Recommendation": (Record.ACTION, "recommendation"),
    "What was said": (Record.UPDATE, "text"),
    "What shows it": (Record.UPDATE, "evidence_of_impact"),
    "No action, because": (Record.NO_ACTION, "reason"),
}


def _step(release: Release, round_ref: str, ref: str, step: Step) -> Step:
    before, after = (_word(release, round_ref, ref, step.what, said) for said in (step.before, step.after))
    return replace(step, before=before, after=after)


def _word(release: Release, round_ref: str, ref: str, name: str, said: str) -> Released:
    """Return one word of a plan's line as it may leave; a day or a choice from a list is ours."""
    alone = False
    if name == "Finding" and ref[:1] == "F":
        (record, alone), field = release.findings.get((round_ref, ref), (Record.FINDING, True)), "text"
    elif name == "Verified":
        return _verified(release, round_ref, ref, said)
    elif name in _TYPED_WORDS:
        record, field = _TYPED_WORDS[name]
    else:
        return ours(said)
    return release.text(Passage(round_ref=round_ref, record=record, ref=ref, field=field, text=said, alone=alone))


def _verified(release: Release, round_ref: str, ref: str, said: str) -> Released:
    how = next((words for words in VERIFIED.values() if words and said.startswith(words)), "")
    text = said[len(how) :].removeprefix(": ")
    seen = release.text(
        Passage(round_ref=round_ref, record=Record.VERIFICATION, ref=ref, field="what_was_seen", text=text)
    )
    return seen.within(f"{how}: " if how else "") if seen else ours(how)
