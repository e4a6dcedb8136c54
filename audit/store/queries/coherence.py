"""Reading what a second look at a form needs, and how many second looks there were.

In: a viewer, without default.
Out: the agency's own words about its other cases; counts of revealed cases, for the audit group.
"""

from __future__ import annotations

from sqlmodel import col, func, or_, select

from audit.domain.people.person import Act, Viewer
from audit.domain.rating.coherence import RULE_TITLES, PromptCount
from audit.domain.rounds.audit_round import Round
from audit.store.queries.drafts import begun_by_own_auditor
from audit.store.tables.people import AgencyRow
from audit.store.tables.rating import DraftAccountRow, PromptRow
from audit.store.tables.rounds import CaseRow
from audit.store.work import Db


def other_differences(db: Db, *, viewer: Viewer, audit_round: Round, case_ref: str) -> dict[str, str]:
    """Return what the viewer's agency wrote about the difference made in its other cases, by case."""
    if not viewer.own_form:
        return {}
    statement = (
        select(CaseRow.ref, DraftAccountRow.difference)
        .join(CaseRow, col(CaseRow.id) == DraftAccountRow.case_id)
        .join(AgencyRow, col(AgencyRow.id) == DraftAccountRow.agency_id)
        .where(CaseRow.round_id == audit_round.id, CaseRow.ref != case_ref, AgencyRow.ref == viewer.agency)
        .where(col(CaseRow.withdrawn).is_(None))
        .order_by(col(CaseRow.place))
    )
    if viewer.on_behalf:
        statement = statement.where(
            or_(col(CaseRow.revealed_at_utc).is_not(None), ~begun_by_own_auditor(DraftAccountRow))
        )
    return {case: text for case, text in db.exec(statement) if text.strip()}


def counts(db: Db, *, viewer: Viewer, audit_round: Round) -> tuple[PromptCount, ...]:
    """Count the second looks in a round's revealed cases, by rule; nothing for who may not read case material."""
    if not viewer.person.may(Act.READ_CASES):
        return ()
    statement = (
        select(PromptRow.rule, PromptRow.settled, func.count())
        .join(CaseRow, col(CaseRow.id) == PromptRow.case_id)
        .where(CaseRow.round_id == audit_round.id, col(CaseRow.revealed_at_utc).is_not(None))
        .where(col(CaseRow.withdrawn).is_(None))
        .group_by(PromptRow.rule, PromptRow.settled)
    )
    found = {(rule, settled): count for rule, settled, count in db.exec(statement)}
    shown = {rule: sum(count for (of, _), count in found.items() if of == rule) for rule in RULE_TITLES}
    return tuple(
        PromptCount(
            rule=rule, shown=shown[rule], kept=found.get((rule, "kept"), 0), changed=found.get((rule, "changed"), 0)
        )
        for rule in RULE_TITLES
        if shown[rule]
    )
