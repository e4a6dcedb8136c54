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
from audit.domain.rounds.audit_round import AFTER_WORKSHOP, Round, RoundStatement
from audit.domain.rounds.provenance import of_statements
from audit.domain.small_numbers.secondary_suppression import single_column
from audit.domain.small_numbers.tables import ShownTable, suppress
from audit.domain.workshop import participation_words
from audit.domain.workshop.moderation import Judgement
from audit.domain.workshop.participation import Participation
from audit.domain.workshop.suppression import AnswerOfCase, Word, line_words, part_judged, words_by_statement


@dataclass(frozen=True, kw_only=True)
class BoardSource:
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
    now: BoardSource,
    release: Release,
    *,
    before: BoardSource | None,
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
    whole, workshop_over = now.audit_round, is_workshop_over(now.audit_round)
    statements, words = ((), {}) if letter else (whole.statements(), _words(now))
    plan = leaving.plan(release, now.plan if workshop_over else _untold(whole), progress=False)
    findings = tuple(_finding(finding) for finding in plan.findings)
    return _of_plan(_headed(partnership, plan.audit_round, release, today, letter, looked_again_in), plan, today)(
        workshop_over=workshop_over,
        own_grades=now.own_grades if workshop_over else "",
        message=words_of.letter_message(plan.findings) if letter else words_of.message(statements, words),
        looked_at=_looked_at(now, plan.audit_round, today),
        statements=() if letter else _statements(now, words, findings),
        lines=line_words(whole, now.answers) if workshop_over and not letter else {},
        themes=_themes(plan.audit_round, findings),
        findings=findings,
        since=_since(now, before, release, settled, today),
        asks=_asks(plan, words, own_asks, release, today) if workshop_over else (),
        questions=tuple(leaving.question(release, question) for question in questions),
        owed=tuple(leaving.question(release, question) for question in owed),
        children=_children(whole),
        provenance=of_statements(statements),
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


def is_workshop_over(audit_round: Round) -> bool:
    """Say whether the workshop of a round is over, so that what was found may leave the room."""
    return audit_round.stage in AFTER_WORKSHOP


def last_time(
    now: BoardSource, before: BoardSource, plan: ActionPlan, settled: Sequence[Settlement], *, today: date
) -> LastTime:
    """Return the round before beside this one, with its plan as released; `settled` is what a re-audit says of it."""
    since = _looked_again(now, before, settled)
    changes = change.compare(before.audit_round, now.audit_round, _judgements(before), now.judgements)
    statements = change.without_tallies(changes)
    looked = since.findings if since is not None else ()
    findings = {finding.ref: _finding(finding) for finding in plan.findings}
    return LastTime(
        round_ref=before.audit_round.ref,
        title=as_released(plan.audit_round.title),
        seen_by_board=before.audit_round.seen_by_board,
        statements=statements,
        sentence=change.sentence(statements),
        chance=change.caution(changes),
        findings=tuple(findings.values()),
        again=tuple(
            LookedAgain(finding=findings[last_finding.finding.ref], became=last_finding.became)
            for last_finding in looked
            if last_finding.finding.ref in findings
        ),
        again_sentence=since.sentence if since is not None else "",
        actions=_actions(plan, today),
        actions_sentence=words_of.actions(before.plan.actions, today),
    )


def _since(
    now: BoardSource, before: BoardSource | None, release: Release, settled: Sequence[Settlement], today: date
) -> LastTime | None:
    if before is None or not is_workshop_over(now.audit_round):
        return None
    return last_time(now, before, leaving.plan(release, before.plan, progress=False), settled, today=today)


def _asks(
    plan: ActionPlan, words: Mapping[Key, Word], own_asks: Sequence[OwnAsk], release: Release, today: date
) -> tuple[Ask, ...]:
    own = [leaving.own_ask(release, plan.audit_round.ref, own_ask) for own_ask in own_asks]
    return asks_of(plan, words, own, today=today)


def _looked_again(now: BoardSource, before: BoardSource, settled: Sequence[Settlement]) -> SinceLastTime | None:
    if now.audit_round.reaudit_of != before.audit_round.ref:
        return None
    return since_last_time(
        last=before.audit_round,
        now=now.audit_round,
        plan=before.plan,
        settled=settled,
        then=before.judgements,
        judged=now.judgements,
        findings=now.plan.findings,
    )


def _words(source: BoardSource) -> dict[Key, Word]:
    return words_by_statement(source.audit_round, _judgements(source))


def _untold(audit_round: Round) -> ActionPlan:
    return ActionPlan(audit_round=audit_round, findings=(), actions=(), no_actions=())


def _judgements(source: BoardSource) -> tuple[Judgement, ...]:
    return source.judgements if is_workshop_over(source.audit_round) else ()


def _looked_at(source: BoardSource, audit_round: Round, today: date) -> LookedAt:
    """Return what was looked at, and why; `audit_round` is the round as released."""
    participation = source.participation
    return LookedAt(
        why=as_released(audit_round.theme or audit_round.title),
        children=len(audit_round.active_cases()),
        agencies=tuple(agency.name for agency in participation.submitted),
        who=f"{participation_words.looked(participation)} {source.audit_round.in_short}".rstrip(),
        read=participation_words.for_children(participation),
        judged=participation_words.children_judged(participation),
        workshop=participation_words.workshop(participation, today),
        unfinished=notice(source.audit_round, participation, source.plan),
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
    tables = []
    for kind, values in kinds.items():
        counts = Counter(values)
        if counts:
            table = single_column(kind, "Children", sorted(counts.items()))
            shown = suppress(table, shown={(len(counts), 0), (len(counts), 1)})
            tables += [shown] if shown is not None and not shown.all_hidden else []
    return tuple(tables)


def _statements(
    now: BoardSource, words: Mapping[Key, Word], findings: Sequence[FindingTold]
) -> tuple[StatementTold, ...]:
    part = part_judged(now.audit_round, _judgements(now))
    return tuple(
        _statement(statement, words[statement.key], findings, missing=part.get(statement.key, ""))
        for statement in now.audit_round.statements()
    )


def _statement(
    statement: RoundStatement, word: Word, findings: Sequence[FindingTold], *, missing: str
) -> StatementTold:
    about = [finding for finding in findings if statement.key in finding.statements]
    return StatementTold(
        key=statement.key,
        number=statement.number,
        title=statement.item.title,
        short_title=statement.short_title,
        word=word,
        says=(statement.item.for_the_child or "").strip() or statement.item.title,
        means=words_of.means(statement, word, missing=missing),
        findings=tuple(finding.ref for finding in about),
        against=words_of.against_the_word(word, {finding.kind for finding in about}),
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
            key=key,
            title=theme.title,
            text=theme.text,
            findings=tuple(finding for finding in findings if key in finding.themes),
        )
        for key, theme in audit_round.themes()
    )


def _actions(plan: ActionPlan, today: date) -> tuple[ActionTold, ...]:
    return tuple(_action(action, group, plan, today) for group, actions in plan.by_group(today) for action in actions)


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
        Quoted(text=as_released(words.text), said_by=_speaker(words), finding="" if words.apart else finding.ref)
        for finding in plan.findings
        for words in finding.words
    )


def _speaker(words: ChildWords) -> Released:
    return as_released(words.said_by or ours("child or carer")).begun_small().within("A ")
