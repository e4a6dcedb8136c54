"""Reading the findings and the plan with the right eyes.

In: the round and whoever reads.
Out: the plan whole for the audit group; for everybody else as it may leave, just as in the Word plan.
"""

from __future__ import annotations

from dataclasses import replace

from audit.app import App
from audit.domain.findings.finding import Finding
from audit.domain.inspection.published import Quotation
from audit.domain.people.person import Act
from audit.domain.plan.actions import ActionPlan
from audit.domain.release.deciding import reads_as
from audit.domain.rounds.audit_round import Round
from audit.domain.workshop.moderation import Judgement
from audit.services.inspection import published
from audit.services.plan import actions
from audit.services.release import papers
from audit.store.queries import findings, moderation


def plan(app: App, audit_round: Round) -> ActionPlan:
    """Return the plan; people who may not read case material get it without what points to a child."""
    with app.reading() as db:
        if app.person.may(Act.READ_CASES):
            return actions.plan(db, viewer=app.viewer(), round_ref=audit_round.ref)
        paper = papers.plan_paper(
            db,
            viewer=app.viewer(),
            round_ref=audit_round.ref,
            today=app.today(),
            now=app.now(),
            with_cases=False,
            audience=reads_as(app.person),
        )
        if app.person.may(Act.UPDATE_ACTIONS):  # who owns actions works with them as they were written
            working = actions.plan(db, viewer=app.viewer(), round_ref=audit_round.ref)
            return replace(paper.plan, actions=working.actions)
    return paper.plan


def readable_findings(app: App, audit_round: Round) -> tuple[Finding, ...]:
    """Return the findings, for the audit group with those that were put into others, as they were said."""
    if not app.person.may(Act.READ_CASES):
        return plan(app, audit_round).findings
    with app.reading() as db:
        return findings.findings(db, viewer=app.viewer(), audit_round=audit_round)


def quoted(app: App, audit_round: Round) -> tuple[Quotation, ...]:
    """Return the words of the inspection letter that the round is made from; none for an audit."""
    with app.reading() as db:
        return published.quoted(db, viewer=app.viewer(), round_ref=audit_round.ref)


def judgements(app: App, audit_round: Round) -> tuple[Judgement, ...]:
    """Return the newest judgements, to see which of them changed; none for who may not read case material."""
    with app.reading() as db:
        return moderation.judgements(db, viewer=app.viewer(), audit_round=audit_round)
