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


def as_read(gate: Release | None, leave: Callable[[Release, T], T], records: Iterable[T]) -> tuple[T, ...]:
    """Return records as somebody reads them: each as it may leave, or as it is where there is no gate."""
    return tuple(records) if gate is None else tuple(leave(gate, record) for record in records)


def plan(release: Release, original: ActionPlan, *, progress: bool = True) -> ActionPlan:
    """Return a plan as it may leave; without the words of its progress where a paper does not carry them."""
    audit_round = original.audit_round
    withdrawn = {case.ref for case in audit_round.cases if case.withdrawn is not None}
    return replace(
        original,
        audit_round=round_(release, audit_round),
        findings=tuple(_finding(release, audit_round.ref, finding, withdrawn) for finding in original.findings),
        actions=tuple(_action(release, audit_round.ref, action, progress=progress) for action in original.actions),
        no_actions=tuple(
            _through(
                release,
                no_action,
                audit_round.ref,
                Record.NO_ACTION,
                no_action.finding,
                without=() if progress else ("reason",),
            )
            for no_action in original.no_actions
        ),
    )


def round_(release: Release, audit_round: Round) -> Round:
    """Return a round as it may leave: without what is known of its cases, and without their references."""
    released = titled(release, audit_round)
    if release.names_cases:
        return released
    cases = tuple(unnamed(case, place) for place, case in enumerate(audit_round.cases, start=1))
    return replace(released, cases=cases, involvement={})


def titled(release: Release, audit_round: Round) -> Round:
    """Return a round with its own texts as they may leave, and all else as it is."""
    return _through(release, audit_round, audit_round.ref, Record.ROUND, audit_round.ref)


def planned(release: Release, original: Planned) -> Planned:
    """Return a round that is planned as it may leave."""
    return _through(release, original, "", Record.ROUND, f"planned {original.id}")


def entry(release: Release, original: Entry) -> Entry:
    """Return what was said of a recommendation as it may leave."""
    return _through(release, original, "", Record.CHECKLIST, str(original.item))


def notified(release: Release, original: Notified) -> Notified:
    """Return an inspection that was notified as it may leave."""
    released = _through(release, original, "", Record.INSPECTION, original.ref)
    if original.called_off is None:
        return released
    why = Passage(
        round_ref="", record=Record.INSPECTION, ref=original.ref, field="called_off", text=original.called_off
    )
    return replace(released, called_off=release.text(why))


def request(release: Release, original: Request) -> Request:
    """Return what inspectors asked for as it may leave."""
    return _through(release, original, "", Record.INSPECTION, f"request {original.id}")


def correction(release: Release, inspection: int, original: Correction) -> Correction:
    """Return how an inspection's day was put right as it may leave."""
    return _through(release, original, "", Record.INSPECTION, f"inspection {inspection}")


def question(release: Release, original: Question) -> Question:
    """Return a question of the board and its answer as they may leave."""
    return _through(release, original, original.round_ref, Record.QUESTION, original.ref)


def own_ask(release: Release, round_ref: str, original: OwnAsk) -> OwnAsk:
    """Return what a facilitator wrote that the board is asked to do, as it may leave."""
    return _through(release, original, round_ref, Record.ASK, original.verb.value)


def settlement(release: Release, round_ref: str, original: Settlement) -> Settlement:
    """Return what a round said of one of the last round's findings, as it may leave."""
    return _through(release, original, round_ref, Record.SETTLEMENT, original.finding)


def evidence(release: Release, original: Evidence) -> Evidence:
    """Return a piece of the register as it may leave; it belongs to no round."""
    return _through(release, original, "", Record.EVIDENCE, original.ref)


def judged(release: Release, original: Judged) -> Judged:
    """Return what a round agreed about a statement, with its title as it may leave."""
    return _through(release, original, original.round_ref, Record.ROUND, original.round_ref)


def inspection(release: Release, round_ref: str, original: Inspection) -> Inspection:
    """Return an inspection as it may leave."""
    return _through(release, original, round_ref, Record.LETTER, round_ref)


def quotation(release: Release, round_ref: str, original: Quotation) -> Quotation:
    """Return a letter's own words as they may leave."""
    return replace(original, original=_through(release, original.original, round_ref, Record.LETTER, original.finding))


def judgement(release: Release, round_ref: str, original: Judgement) -> Judgement:
    """Return a judgement of a case as a paper for the audit group carries it, beside the case's reference."""
    ref = f"{original.case} {original.statement.ref if original.statement else 'overall'}"
    released = _through(release, original, round_ref, Record.JUDGEMENT, ref, case=original.case)
    dissents = (
        _through(release, dissent, round_ref, Record.DISSENT, ref, case=original.case) for dissent in original.dissents
    )
    return replace(released, dissents=tuple(dissents))


def changes(release: Release, round_ref: str, originals: Sequence[Change]) -> tuple[Change, ...]:
    """Return the changes of a plan as they may leave: the words before and after go the same way as the plan's own."""
    return tuple(
        replace(
            change,
            title=_word(release, round_ref, change.ref, "Action" if change.ref[:1] == "A" else "Finding", change.title),
            steps=tuple(_step(release, round_ref, change.ref, step) for step in change.steps),
        )
        for change in originals
    )


def line(release: Release, round_ref: str, original: Line) -> Line:
    """Return a line of an issued plan as it may leave."""
    return replace(
        original,
        texts={
            name: _word(release, round_ref, original.ref, name, wording) for name, wording in original.texts.items()
        },
    )


def version(release: Release, round_ref: str, original: PlanVersion) -> PlanVersion:
    """Return an issued plan as it may leave today."""
    released = _through(release, original, round_ref, Record.ROUND, f"version {original.number}")
    return replace(released, lines=tuple(line(release, round_ref, plan_line) for plan_line in original.lines))


def _through(
    release: Release,
    original: T,
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
    for name in typed_fields(type(original)):
        text = "" if name in without else getattr(original, name)
        passage = Passage(round_ref=round_ref, record=record, ref=ref, field=name, text=text, case=case, alone=alone)
        texts[name] = release.text(passage)
    return replace(original, **texts)  # type: ignore[type-var]


def _finding(release: Release, round_ref: str, finding: Finding, withdrawn: set[str]) -> Finding:
    about = {*finding.cases, *(used.case for used in finding.rests_on)} - withdrawn
    without = () if release.names_cases else ("evidence",)
    record = Record.LETTER if finding.source is FindingSource.LETTER else Record.FINDING
    release.findings[round_ref, finding.ref] = (record, len(about) == 1)
    released = _through(release, finding, round_ref, record, finding.ref, alone=len(about) == 1, without=without)
    quotations = [
        _through(
            release,
            child_words,
            round_ref,
            Record.QUOTATION,
            finding.ref,
            case=child_words.case,
            without=("how_asked",),
        )
        for child_words in finding.words
        if child_words.for_papers and child_words.case not in withdrawn
    ]
    words = tuple(replace(child_words, apart=len(about) <= 1) for child_words in quotations if child_words.text)
    if release.names_cases:
        return replace(released, words=words)
    return replace(released, words=tuple(replace(child_words, case="") for child_words in words), cases=(), rests_on=())


def _action(release: Release, round_ref: str, action: Action, *, progress: bool) -> Action:
    """Return an action as it may leave; of what was said of it, the newest words alone."""
    own = () if progress else ("recommendation",)
    released = _through(release, action, round_ref, Record.ACTION, action.ref, without=own)
    if not progress:
        updates, looks = map(_wordless, action.updates), map(_wordless, action.verifications)
        return replace(released, updates=tuple(updates), verifications=tuple(looks))
    return replace(
        released,
        updates=_newest(release, round_ref, Record.UPDATE, action.ref, action.updates),
        verifications=_newest(release, round_ref, Record.VERIFICATION, action.ref, action.verifications),
    )


def _newest(release: Release, round_ref: str, record: Record, ref: str, remarks: tuple[T, ...]) -> tuple[T, ...]:
    """Return what was said over time with the newest words of each field as they may leave, and no earlier ones."""
    last = {
        name: max((at for at, remark in enumerate(remarks) if getattr(remark, name).strip()), default=-1)
        for name in (typed_fields(type(remarks[0])) if remarks else ())
    }
    return tuple(
        _through(
            release, remark, round_ref, record, ref, without=[name for name, newest in last.items() if newest != at]
        )
        for at, remark in enumerate(remarks)
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
    before, after = (_word(release, round_ref, ref, step.label, wording) for wording in (step.before, step.after))
    return replace(step, before=before, after=after)


def _word(release: Release, round_ref: str, ref: str, name: str, wording: str) -> Released:
    """Return one word of a plan's line as it may leave; a day or a choice from a list is ours."""
    alone = False
    if name == "Finding" and ref[:1] == "F":
        (record, alone), field = release.findings.get((round_ref, ref), (Record.FINDING, True)), "text"
    elif name == "Verified":
        return _verified(release, round_ref, ref, wording)
    elif name in _TYPED_WORDS:
        record, field = _TYPED_WORDS[name]
    else:
        return ours(wording)
    return release.text(Passage(round_ref=round_ref, record=record, ref=ref, field=field, text=wording, alone=alone))


def _verified(release: Release, round_ref: str, ref: str, wording: str) -> Released:
    how = next((words for words in VERIFIED.values() if words and wording.startswith(words)), "")
    text = wording[len(how) :].removeprefix(": ")
    seen = release.text(
        Passage(round_ref=round_ref, record=Record.VERIFICATION, ref=ref, field="what_was_seen", text=text)
    )
    return seen.within(f"{how}: " if how else "") if seen else ours(how)
