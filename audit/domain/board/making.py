"""Making the board's view of a round.

In: a round, its findings, decisions and judgements, and what is known of the round before.
Out: a BoardView, in which nothing leads to a case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from audit.domain.board import view as words_of
from audit.domain.board.view import (
    ActionTold,
    BoardView,
    FindingTold,
    LastTime,
    LookedAgain,
    LookedAt,
    Quoted,
    StatementTold,
    ThemeTold,
)
from audit.domain.findings.finding import ChildWords, Finding
from audit.domain.frameworks.framework import Key
from audit.domain.identifying.released import Released, as_released, ours
from audit.domain.inspection.published import Inspection
from audit.domain.over_time import change
from audit.domain.over_time.reaudit import Settlement, SinceLastTime, since_last_time
from audit.domain.people.person import Partnership
from audit.domain.plan import action_words
from audit.domain.plan.actions import Action, ActionPlan, Group
from audit.domain.plan.board_asks import Ask, OwnAsk, Question, asks_of
from audit.domain.plan.closing import notice
from audit.domain.release import leaving
from audit.domain.release.decisions import Release
from audit.domain.rounds.audit_round import TOLD, Asked, Round
from audit.domain.rounds.provenance import of_statements
from audit.domain.small_numbers.secondary_suppression import by_one
from audit.domain.small_numbers.tables import ShownTable, suppress
from audit.domain.workshop import participation_words
from audit.domain.workshop.moderation import Judgement
from audit.domain.workshop.participation import Participation
from audit.domain.workshop.suppression import AnswerOfCase, Word, lines_told, part_judged, words_by_statement


@dataclass(frozen=True, kw_only=True)
class Told:
    """A round as the audit group has it, from which the board's view is made."""

    plan: ActionPlan
    judgements: tuple[Judgement, ...]  # the newest of each case and statement, without their words
    participation: Participation
    answers: tuple[AnswerOfCase, ...] = ()  # of revealed cases, without their words
    own_grades: str = ""  # how agencies' own grades stood to those agreed; empty: too few to tell

    @property
    def audit_round(self) -> Round:
        """Return the round itself."""
        return self.plan.audit_round


def view(
    partnership: Partnership,
    now: Told,
    release: Release,
    *,
    before: Told | None,
    questions: Sequence[Question],
    owed: Sequence[Question],
    own_asks: Sequence[OwnAsk] = (),
    settled: Sequence[Settlement] = (),
    letter: Inspection | None = None,
    looked_again_in: str = "",
    today: date,
) -> BoardView:
    """Return what the board sees of a round; `before` is the round before it, None where there is none.

    `settled` is what a re-audit says of the last round's findings, and `letter` the letter that the round was made
    from. Every typed text goes through the release; until the workshop is over nothing that was found is told.
    """
    whole, told = now.audit_round, is_told(now.audit_round)
    asked, words = ((), {}) if letter else (whole.statements(), _words(now))
    plan = leaving.plan(release, now.plan if told else _untold(whole), progress=False)
    findings = tuple(_finding(one) for one in plan.findings)
    return _of_plan(_headed(partnership, plan.audit_round, release, today, letter, looked_again_in), plan, today)(
        told=told,
        own_grades=now.own_grades if told else "",
        message=words_of.letter_message(plan.findings) if letter else words_of.message(asked, words),
        looked_at=_looked_at(now, plan.audit_round, today),
        statements=() if letter else _statements(now, words, findings),
        lines=lines_told(whole, now.answers) if told and not letter else {},
        themes=_themes(plan.audit_round, findings),
        findings=findings,
        since=_since(now, before, release, settled, today),
        asks=_asks(plan, words, own_asks, release, today) if told else (),
        questions=tuple(leaving.question(release, one) for one in questions),
        owed=tuple(leaving.question(release, one) for one in owed),
        children=_children(whole),
        provenance=of_statements(asked),
        clearance=release.clearance(),  # last: it tells what was let through above
    )


def _headed(
    partnership: Partnership,
    audit_round: Round,
    release: Release,
    today: date,
    letter: Inspection | None,
    looked_again_in: str,
) -> partial[BoardView]:
    return partial(
        BoardView,
        partnership=partnership.name,
        marking=partnership.marking,
        invented=partnership.invented,
        in_danger=partnership.emergency.sentence,
        round_ref=audit_round.ref,
        title=as_released(audit_round.title),
        stage=audit_round.stage,
        today=today,
        dates=audit_round.dates,
        seen_by_board=audit_round.seen_by_board,
        letter=leaving.inspection(release, audit_round.ref, letter) if letter else None,
        looked_again_in=looked_again_in,
    )


def _of_plan(head: partial[BoardView], plan: ActionPlan, today: date) -> partial[BoardView]:
    sentence = words_of.actions(plan.actions, today)
    return partial(head, actions=_actions(plan, today), actions_sentence=sentence, quoted=_quoted(plan))


def is_told(audit_round: Round) -> bool:
    """Say whether the workshop of a round is over, so that what was found may leave the room."""
    return audit_round.stage in TOLD


def last_time(now: Told, before: Told, plan: ActionPlan, settled: Sequence[Settlement], *, today: date) -> LastTime:
    """Return the round before beside this one, with its plan as released; `settled` is what a re-audit says of it."""
    since = _looked_again(now, before, settled)
    changes = change.compare(before.audit_round, now.audit_round, _judgements(before), now.judgements)
    statements = change.told(changes)
    looked = since.findings if since is not None else ()
    findings = {one.ref: _finding(one) for one in plan.findings}
    return LastTime(
        round_ref=before.audit_round.ref,
        title=as_released(plan.audit_round.title),
        seen_by_board=before.audit_round.seen_by_board,
        statements=statements,
        sentence=change.sentence(statements),
        chance=change.caution(changes),
        findings=tuple(findings.values()),
        again=tuple(
            LookedAgain(finding=findings[one.finding.ref], became=one.became)
            for one in looked
            if one.finding.ref in findings
        ),
        again_sentence=since.sentence if since is not None else "",
        actions=_actions(plan, today),
        actions_sentence=words_of.actions(before.plan.actions, today),
    )


def _since(
    now: Told, before: Told | None, release: Release, settled: Sequence[Settlement], today: date
) -> LastTime | None:
    if before is None or not is_told(now.audit_round):
        return None
    return last_time(now, before, leaving.plan(release, before.plan, progress=False), settled, today=today)


def _asks(
    plan: ActionPlan, words: Mapping[Key, Word], own_asks: Sequence[OwnAsk], release: Release, today: date
) -> tuple[Ask, ...]:
    own = [leaving.own_ask(release, plan.audit_round.ref, one) for one in own_asks]
    return asks_of(plan, words, own, today=today)


def _looked_again(now: Told, before: Told, settled: Sequence[Settlement]) -> SinceLastTime | None:
    if now.audit_round.reaudit_of != before.audit_round.ref:
        return None
    return since_last_time(
        last=before.audit_round,
        now=now.audit_round,
        plan=before.plan,
        settled=settled,
        then=before.judgements,
        judged=now.judgements,
        found=now.plan.findings,
    )


def _words(told: Told) -> dict[Key, Word]:
    return words_by_statement(told.audit_round, _judgements(told))


def _untold(audit_round: Round) -> ActionPlan:
    return ActionPlan(audit_round=audit_round, findings=(), actions=(), no_actions=())


def _judgements(told: Told) -> tuple[Judgement, ...]:
    return told.judgements if is_told(told.audit_round) else ()


def _looked_at(told: Told, audit_round: Round, today: date) -> LookedAt:
    """Return what was looked at, and why; `audit_round` is the round as released."""
    found = told.participation
    return LookedAt(
        why=as_released(audit_round.theme or audit_round.title),
        children=len(audit_round.active_cases()),
        agencies=tuple(agency.name for agency in found.submitted),
        who=participation_words.looked(found),
        read=participation_words.for_children(found),
        judged=participation_words.children_judged(found),
        workshop=participation_words.workshop(found, today),
        unfinished=notice(told.audit_round, found, told.plan),
        period=audit_round.period,
        chosen_how=as_released(audit_round.chosen_how),
    )


def _children(audit_round: Round) -> tuple[ShownTable, ...]:
    """Return how many children there are of each kind, where that can be told with their number known anyway."""
    cases = audit_round.active_cases()
    kinds = {
        "Age": [case.age_band.replace("-", " to ") for case in cases],
        "Gender": [case.gender for case in cases],
        "Home": [case.placement for case in cases],
    }
    found = []
    for kind, values in kinds.items():
        counts = Counter(values)
        if counts:
            table = by_one(kind, "Children", sorted(counts.items()))
            shown = suppress(table, shown={(len(counts), 0), (len(counts), 1)})
            found += [shown] if shown is not None and not shown.all_hidden else []
    return tuple(found)


def _statements(now: Told, words: Mapping[Key, Word], findings: Sequence[FindingTold]) -> tuple[StatementTold, ...]:
    part = part_judged(now.audit_round, _judgements(now))
    return tuple(
        _statement(asked, words[asked.key], findings, missing=part.get(asked.key, ""))
        for asked in now.audit_round.statements()
    )


def _statement(asked: Asked, word: Word, findings: Sequence[FindingTold], *, missing: str) -> StatementTold:
    about = [one for one in findings if asked.key in one.statements]
    return StatementTold(
        key=asked.key,
        number=asked.number,
        title=asked.item.title,
        short_title=asked.short_title,
        word=word,
        says=(asked.item.for_the_child or "").strip() or asked.item.title,
        means=words_of.means(asked, word, missing=missing),
        findings=tuple(one.ref for one in about),
        against=words_of.against_the_word(word, {one.kind for one in about}),
    )


def _finding(finding: Finding) -> FindingTold:
    text = as_released(finding.text)
    return FindingTold(
        ref=finding.ref,
        kind=finding.kind,
        text=text,
        headline=text.headline,
        statements=finding.statements,
        themes=finding.themes,
    )


def _themes(audit_round: Round, findings: Sequence[FindingTold]) -> tuple[ThemeTold, ...]:
    return tuple(
        ThemeTold(
            key=key, title=theme.title, text=theme.text, findings=tuple(one for one in findings if key in one.themes)
        )
        for key, theme in audit_round.themes()
    )


def _actions(plan: ActionPlan, today: date) -> tuple[ActionTold, ...]:
    return tuple(_action(one, group, plan, today) for group, mine in plan.by_group(today) for one in mine)


def _action(action: Action, group: Group, plan: ActionPlan, today: date) -> ActionTold:
    short = {agency.ref: agency.short_name for agency in plan.audit_round.agencies}
    return ActionTold(
        ref=action.ref,
        finding=action.finding,
        text=as_released(action.text),
        wanted=as_released(action.success_measure),
        lead=short.get(action.lead_agency, action.lead_agency),
        owner=as_released(action.owner),
        due=action_words.dates(action, today),
        group=group,
        done=words_of.done(action, today),
        difference=action_words.difference(action),
    )


def _quoted(plan: ActionPlan) -> tuple[Quoted, ...]:
    return tuple(
        Quoted(text=as_released(words.text), said_by=_said_by(words), finding="" if words.apart else finding.ref)
        for finding in plan.findings
        for words in finding.words
    )


def _said_by(words: ChildWords) -> Released:
    return as_released(words.said_by or ours("child or carer")).begun_small().within("A ")
