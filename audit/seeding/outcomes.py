"""What came of the workshop: findings, decisions on them, and what was said of the actions since.

In: what is written of findings and actions.
Out: both in the database, as they stand.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

from audit.domain.findings.finding import ChildWords, Finding, JudgementUsed
from audit.domain.people.person import Viewer
from audit.domain.plan.actions import Action, NoAction, Update
from audit.library.stories.actions import ActionStory, UpdateStory
from audit.library.stories.partnership import FindingStory, RoundStory, WordsStory
from audit.seeding.stage import Cast, statement, theme
from audit.services import board, findings
from audit.services.plan import actions, versions
from audit.store.queries import moderation as judgement_queries
from audit.store.queries import rounds as round_queries
from audit.store.work import Db


def find(db: Db, cast: Cast, story: RoundStory) -> None:
    """Raise a round's findings, and merge those that said the same."""
    by, now = cast.facilitator, story.found_at
    audit_round = round_queries.by_ref(db, story.ref)
    agreed = judgement_queries.judgements(db, viewer=Viewer.of(by), audit_round=audit_round)
    used = [
        JudgementUsed(case=judgement.case, statement=judgement.statement, version=judgement.version)
        for judgement in agreed
    ]
    for finding_story in story.findings:
        findings.raise_(db, by=by, round_ref=story.ref, finding=_finding(finding_story, used), now=now)
    for merge in story.merges:
        findings.merge(db, by=by, round_ref=story.ref, refs=merge.refs, text=merge.text.strip(), now=now)


def decide(db: Db, cast: Cast, story: RoundStory) -> None:
    """Add a round's actions, and the decisions to take none."""
    by, now = cast.facilitator, story.decided_at
    for action_story in story.actions:
        actions.decide(db, by=by, round_ref=story.ref, action=_action(action_story), now=now)
    for finding, reason in story.no_actions.items():
        decision = NoAction(finding=finding, reason=reason.strip())
        actions.decide_nothing(db, by=by, round_ref=story.ref, decision=decision, now=now)


def follow_up(db: Db, cast: Cast, story: RoundStory) -> None:
    """Add what was said of a round's actions since, in the order in which it was said."""
    plan = actions.plan(db, viewer=Viewer.of(cast.facilitator), round_ref=story.ref)
    refs = [action.ref for action in plan.actions]
    updates = [
        (update, ref) for ref, action_story in zip(refs, story.actions, strict=True) for update in action_story.updates
    ]
    issued = sorted(story.issued.items(), key=lambda pair: pair[1])
    for update, ref in sorted(updates, key=lambda pair: pair[0].at):
        while issued and issued[0][1] < update.at:
            _issue(db, cast, story, *issued.pop(0))
        by = cast.people[update.by]
        actions.update(db, by=by, round_ref=story.ref, ref=ref, update=_update(update, by.name), now=update.at)

    for purpose, at in issued:
        _issue(db, cast, story, purpose, at)
    for ref, action_story in zip(refs, story.actions, strict=True):
        for look in action_story.verifications:
            actions.verify(
                db,
                by=cast.facilitator,
                round_ref=story.ref,
                ref=ref,
                holds=look.holds,
                observation=look.seen,
                now=look.at,
            )


def _issue(db: Db, cast: Cast, story: RoundStory, purpose: str, at: datetime) -> None:
    versions.issue(db, by=cast.facilitator, round_ref=story.ref, purpose=purpose, now=at)


def add_board_questions(db: Db, cast: Cast, story: RoundStory) -> None:
    """Add what the board asked when it saw a round, and what it was answered since."""
    for question in story.questions:
        unanswered = replace(question, answer="", answered_on=None)
        at = datetime.combine(question.asked_on, time(16), tzinfo=UTC)
        ref = board.ask(db, by=cast.facilitator, round_ref=story.ref, question=unanswered, now=at)
        if question.answered_on is not None:
            at = datetime.combine(question.answered_on, time(16), tzinfo=UTC)
            board.answer(db, by=cast.facilitator, question=replace(question, ref=ref), now=at)


def _finding(story: FindingStory, used: list[JudgementUsed]) -> Finding:
    keys = {statement(ref) for ref in story.statements}
    return Finding(
        ref="",
        kind=story.kind,
        text=story.text.strip(),
        evidence=story.evidence.strip(),
        statements=tuple(statement(ref) for ref in story.statements),
        themes=tuple(theme(ref) for ref in story.themes),
        agencies=story.agencies,
        cases=story.cases,
        words=tuple(_words(words) for words in story.words),
        rests_on=tuple(
            judgement for judgement in used if judgement.case in story.cases and judgement.statement in keys
        ),
    )


def _words(story: WordsStory) -> ChildWords:
    return ChildWords(
        text=story.text,
        case=story.case,
        said_by=story.said_by,
        for_papers=bool(story.how_asked),
        how_asked=story.how_asked,
    )


def _action(story: ActionStory) -> Action:
    return Action(
        ref="",
        finding=story.finding,
        text=story.text.strip(),
        success_measure=story.success_measure.strip(),
        lead_agency=story.lead_agency,
        owner=story.owner,
        due=story.due,
        recommendation=story.recommendation,
        priority=story.priority,
    )


def _update(story: UpdateStory, name: str) -> Update:
    return Update(
        on=story.at.date(),
        by=name,
        progress=story.progress,
        text=story.text.strip(),
        impact=story.impact,
        evidence_of_impact=story.evidence_of_impact.strip(),
        new_due=story.new_due,
    )
