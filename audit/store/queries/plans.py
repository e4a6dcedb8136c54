"""Reading a round's plan: as the viewer works with it, or whole, to be released.

In: a round, and who reads.
Out: its standing findings with what was decided about each.
"""

from __future__ import annotations

from audit.domain.people.person import Act, Viewer
from audit.domain.plan import actions as rules
from audit.domain.plan.actions import ActionPlan
from audit.domain.rounds.audit_round import Round
from audit.store.queries import actions, findings
from audit.store.work import Db


def plan(db: Db, *, viewer: Viewer, audit_round: Round) -> ActionPlan:
    """Return a round's plan, as the viewer may work with it."""
    return rules.plan(
        audit_round,
        findings.findings(db, viewer=viewer, audit_round=audit_round),
        actions.actions(db, viewer=viewer, audit_round=audit_round),
        actions.no_actions(db, viewer=viewer, audit_round=audit_round),
    )


def to_release(db: Db, *, viewer: Viewer, audit_round: Round) -> ActionPlan:
    """Return a round's plan as it was written, for a release to let through; never to be shown as it stands.

    It is empty for who reads no findings, or to whom the round is not told yet.
    """
    if not viewer.person.may(Act.READ_FINDINGS) or not audit_round.is_told_to(viewer.person):
        return ActionPlan(audit_round=audit_round, findings=(), actions=(), no_actions=())
    return rules.plan(
        audit_round,
        findings.every(db, audit_round=audit_round),
        actions.every(db, audit_round=audit_round),
        actions.every_no_action(db, audit_round=audit_round),
    )
