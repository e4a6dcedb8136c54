"""What a page shows of a re-audit, as the person at the screen may read it.

Who may not read case material gets it without any reference to a case, of either round.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from audit.app import App
from audit.domain.over_time import reaudit as rules
from audit.domain.over_time.reaudit import Settlement, SinceLastTime
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Round
from audit.pages.components import place, plan_reading
from audit.services.over_time import reaudit
from audit.store.queries import rounds


def since(app: App, audit_round: Round) -> SinceLastTime | None:
    """Return what changed since the last round; None where the round is no re-audit of a round that is here."""
    with app.reading() as db:
        comparison = reaudit.since_last_time(db, viewer=app.viewer(), round_ref=audit_round.ref)
    if comparison is None or app.person.may(Act.READ_CASES):
        return comparison
    settled = [last_finding.settlement for last_finding in comparison.findings if last_finding.settlement is not None]
    last, now = plan_reading.plan(app, comparison.last), plan_reading.plan(app, comparison.now)
    last_findings = rules.last_findings(last, _leaving(app, audit_round, settled))
    return replace(
        comparison,
        findings=last_findings,
        last=replace(comparison.last, title=last.audit_round.title, theme=last.audit_round.theme),
        now=replace(comparison.now, title=now.audit_round.title, theme=now.audit_round.theme),
    )


def newest_settlements(app: App, audit_round: Round) -> tuple[Settlement, ...]:
    """Return the newest of what a round said of each old finding, without references to its cases where need be."""
    with app.reading() as db:
        newest = rules.newest_of(reaudit.history(db, viewer=app.viewer(), round_ref=audit_round.ref))
    if app.person.may(Act.READ_CASES):
        return tuple(newest.values())
    return _leaving(app, audit_round, newest.values())


def _leaving(app: App, audit_round: Round, settled: Iterable[Settlement]) -> tuple[Settlement, ...]:
    """Return what was said of old findings, each text released or held back."""
    with app.reading() as db:
        return reaudit.released_settlements(db, viewer=app.viewer(), round_ref=audit_round.ref, settled=settled)


def link(app: App, audit_round: Round) -> None:
    """Draw the link to what changed since last time, where there is or will be something to compare."""
    if audit_round.reaudit_of:
        place.link("over-time", "What changed since last time", round=audit_round.ref, icon=":material/history:")
        return
    for later_round in reaudits_of(app, audit_round):
        place.link(
            "over-time", f"Looked at again in {later_round.ref}", round=later_round.ref, icon=":material/history:"
        )


def reaudits_of(app: App, audit_round: Round) -> tuple[Round, ...]:
    """Return the rounds that look at this one again, the newest first."""
    with app.reading() as db:
        return tuple(later_round for later_round in rounds.every(db) if later_round.reaudit_of == audit_round.ref)
