"""Making the board's view of a round.

In: a round, its findings, decisions and judgements, and what is known of the round before.
Out: a BoardView, in which nothing leads to a case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from audit.domain import board_words as words_of
from audit.domain import participation_words, then_and_now
from audit.domain.actions import Action, ActionPlan, Group
from audit.domain.board import (
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
from audit.domain.board_asks import OwnAsk, asks_of
from audit.domain.closing import notice
from audit.domain.counts import by_one
from audit.domain.findings import Finding
from audit.domain.framework import Key
from audit.domain.moderation import Judgement
from audit.domain.participation import Participation
from audit.domain.people import Partnership
from audit.domain.provenance import of_statements
from audit.domain.questions import Question
from audit.domain.reaudit import Settlement, SinceLastTime, since_last_time
from audit.domain.references import Say, references_of, remover
from audit.domain.rounds import TOLD, Asked, Round
from audit.domain.small_numbers import ShownTable, suppress
from audit.domain.suppression import Word, sayer, without_parts, words_by_statement


@dataclass(frozen=True, kw_only=True)
class Told:
    """A round as the audit group has it, from which the board's view is made."""

    plan: ActionPlan
    judgements: tuple[Judgement, ...]  # the newest of each case and statement, without their words
    participation: Participation
    over_optimism: str = ""

    @property
    def audit_round(self) -> Round:
        """Return the round itself."""
        return self.plan.audit_round


def view(
    partnership: Partnership, now: Told, *, before: Told | None, questions: Sequence[Question],
    owed: Sequence[Question], own_asks: Sequence[OwnAsk] = (), settled: Sequence[Settlement] = (), today: date,
) -> BoardView:  # fmt: skip
    """Return what the board sees of a round; `before` is the round before it, None where there is none.

    `settled` is what this round says of the last round's findings, where it is its re-audit.

    The questions in `owed` are about other rounds, and have no reference to their cases any more. Until the workshop
    is over nothing that was found is told: words say "not enough to say".
    """
    audit_round, told = now.audit_round, is_told(now.audit_round)
    named = [ref for one in (now, before) if one is not None for ref in references_of(one.audit_round)]
    say, asked = sayer(named), audit_round.statements()
    words = _words(now)
    plan = now.plan if told else ActionPlan(audit_round=audit_round, findings=(), actions=(), no_actions=())
    findings = tuple(_finding(one, say) for one in plan.findings)
    return BoardView(
        partnership=partnership.name,
        marking=partnership.marking, invented=partnership.invented,
        round_ref=audit_round.ref, title=say(audit_round.title), stage=audit_round.stage,
        told=told, today=today, dates=audit_round.dates, seen_by_board=audit_round.seen_by_board,
        message=words_of.message(asked, words),
        looked_at=_looked_at(now, today),
        statements=tuple(_statement(one, words[one.key], findings) for one in asked),
        themes=_themes(audit_round, findings),
        findings=findings,
        since=last_time(asked, words, before, since=_looked_again(now, before, settled), say=say, today=today)
        if before and told
        else None,
        actions=_actions(plan, say, today),
        actions_sentence=words_of.actions(plan.actions, today),
        over_optimism=now.over_optimism if told else "",
        quoted=_quoted(plan, say),
        asks=asks_of(plan, words, own_asks, say=say, today=today) if told else (),
        questions=_questions(questions, say),
        owed=tuple(owed),
        children=_children(audit_round),
        provenance=of_statements(asked),
    )  # fmt: skip


def is_told(audit_round: Round) -> bool:
    """Say whether the workshop of a round is over, so that what was found may leave the room."""
    return audit_round.stage in TOLD


def last_time(
    asked: Sequence[Asked], now: Mapping[Key, Word], before: Told, *, since: SinceLastTime | None, say: Say, today: date
) -> LastTime:
    """Return the round before beside this one, whose statements and words are given.

    `since` is what a re-audit found when it looked at the round before again; None where this round is none.
    """
    statements = then_and_now.compare(asked, _words(before), now)
    looked = since.findings if since is not None else ()
    return LastTime(
        round_ref=before.audit_round.ref,
        title=say(before.audit_round.title),
        seen_by_board=before.audit_round.seen_by_board,
        statements=statements,
        sentence=then_and_now.sentence(statements),
        chance=since.chance if since is not None else then_and_now.CHANCE,
        findings=tuple(_finding(one, say) for one in before.plan.findings),
        again=tuple(LookedAgain(finding=_finding(one.finding, say), became=one.became) for one in looked),
        again_sentence=since.sentence if since is not None else "",
        actions=_actions(before.plan, say, today),
        actions_sentence=words_of.actions(before.plan.actions, today),
    )


def _looked_again(now: Told, before: Told, settled: Sequence[Settlement]) -> SinceLastTime | None:
    if now.audit_round.reaudit_of != before.audit_round.ref:
        return None
    return since_last_time(
        last=before.audit_round, now=now.audit_round, plan=before.plan, settled=settled, then=before.judgements,
        judged=now.judgements, found=now.plan.findings,
    )  # fmt: skip


def _words(told: Told) -> dict[Key, Word]:
    keys = [one.key for one in told.audit_round.statements()]
    return words_by_statement(keys, told.judgements if is_told(told.audit_round) else (), told.audit_round.scale)


def _looked_at(told: Told, today: date) -> LookedAt:
    audit_round, found = told.audit_round, told.participation
    return LookedAt(
        why=audit_round.theme or audit_round.title,
        children=len(audit_round.active_cases()),
        agencies=tuple(agency.name for agency in found.submitted),
        who=participation_words.looked(found),
        read=participation_words.for_children(found),
        judged=participation_words.children_judged(found),
        workshop=participation_words.workshop(found, today),
        unfinished=notice(audit_round, found, told.plan),
        period=audit_round.period,
        chosen_how=without_parts(remover(references_of(audit_round))(audit_round.chosen_how)),
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


def _statement(asked: Asked, word: Word, findings: Sequence[FindingTold]) -> StatementTold:
    return StatementTold(
        key=asked.key,
        number=asked.number,
        title=asked.item.title,
        short_title=asked.short_title,
        word=word,
        means=words_of.means(asked, word),
        findings=tuple(one.ref for one in findings if asked.key in one.statements),
    )


def _finding(finding: Finding, say: Say) -> FindingTold:
    text = say(finding.text)
    return FindingTold(
        ref=finding.ref,
        kind=finding.kind,
        text=text,
        headline=words_of.headline(text),
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


def _actions(plan: ActionPlan, say: Say, today: date) -> tuple[ActionTold, ...]:
    return tuple(_action(one, group, plan, say, today) for group, mine in plan.by_group(today) for one in mine)


def _action(action: Action, group: Group, plan: ActionPlan, say: Say, today: date) -> ActionTold:
    short = {agency.ref: agency.short_name for agency in plan.audit_round.agencies}
    return ActionTold(
        ref=action.ref,
        finding=action.finding,
        text=say(action.text),
        wanted=say(action.success_measure),
        lead=short.get(action.lead_agency, action.lead_agency),
        owner=say(action.owner),
        due=action.due_now,
        group=group,
        done=words_of.done(action, today),
        difference=words_of.difference(action),
    )


def _questions(questions: Sequence[Question], say: Say) -> tuple[Question, ...]:
    return tuple(replace(one, text=say(one.text), answer=say(one.answer)) for one in questions)


def _quoted(plan: ActionPlan, say: Say) -> tuple[Quoted, ...]:
    withdrawn = {case.ref for case in plan.audit_round.cases if case.withdrawn is not None}
    return tuple(
        Quoted(text=say(words.text), said_by=f"A {words.said_by.strip().lower() or 'child'}", finding=finding.ref)
        for finding in plan.findings
        for words in finding.words
        if words.for_papers and words.case not in withdrawn
    )
