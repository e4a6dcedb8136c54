"""Reading what workshops agreed, what is on their screen, and immediate concerns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import col, select

from audit.domain.concerns import Concern
from audit.domain.framework import Key
from audit.domain.moderation import Dissent, Judgement, Outcome
from audit.domain.people import Act, Viewer
from audit.domain.rounds import Round
from audit.store.queries.people import names
from audit.store.tables.moderation import ConcernRow, DissentRow, JudgementRow, ShowingRow
from audit.store.tables.rounds import CaseRow, RoundRow
from audit.store.work import Db


@dataclass(frozen=True, kw_only=True)
class Showing:
    """What a workshop has on its screen."""

    case: str
    statement: Key | None  # None: the overall judgement of the case
    version: int


def judgements(
    db: Db, *, viewer: Viewer, audit_round: Round, case_ref: str | None = None, all_versions: bool = False
) -> tuple[Judgement, ...]:
    """Return the judgements of a round's cases that were revealed; nothing for who may not read case material."""
    if not viewer.person.may(Act.READ_CASES):
        return ()
    statement = (
        select(JudgementRow, CaseRow.ref)
        .join(CaseRow, col(CaseRow.id) == JudgementRow.case_id)
        .where(CaseRow.round_id == audit_round.id, col(CaseRow.revealed_at_utc).is_not(None))
        .where(col(CaseRow.withdrawn).is_(None))
        .order_by(col(CaseRow.place), col(JudgementRow.id))
    )
    if case_ref is not None:
        statement = statement.where(CaseRow.ref == case_ref)
    if not all_versions:
        statement = statement.where(col(JudgementRow.latest))
    return tuple(_judgements_from(db, db.exec(statement).all()))


def judgements_for_papers(db: Db, *, audit_round: Round) -> tuple[Judgement, ...]:
    """Return the newest judgements without their words, to be told in words of suppression and nothing else."""
    statement = (
        select(JudgementRow, CaseRow.ref)
        .join(CaseRow, col(CaseRow.id) == JudgementRow.case_id)
        .where(CaseRow.round_id == audit_round.id, col(JudgementRow.latest), col(CaseRow.withdrawn).is_(None))
        .order_by(col(CaseRow.place), col(JudgementRow.id))
    )
    return tuple(
        Judgement(case=case, statement=_key(row), outcome=Outcome(row.outcome), grade=row.grade, reason="")
        for row, case in db.exec(statement)
    )


def showing(db: Db, *, audit_round: Round) -> Showing | None:
    """Return what the round's workshop has on its screen; None before it began."""
    statement = (
        select(ShowingRow, CaseRow.ref)
        .join(CaseRow, col(CaseRow.id) == ShowingRow.case_id)
        .where(ShowingRow.round_id == audit_round.id)
    )
    found = db.exec(statement).first()
    if found is None:
        return None
    row, case = found
    return Showing(case=case, statement=Key(row.framework, row.ref) if row.ref else None, version=row.version)


def concerns(db: Db, *, viewer: Viewer, round_ref: str | None = None) -> tuple[tuple[str, Concern], ...]:
    """Return the immediate concerns with the round each belongs to, the open ones first."""
    if not viewer.person.may(Act.TELL_CONCERN):
        return ()
    statement = (
        select(ConcernRow, CaseRow.ref, RoundRow.ref)
        .join(CaseRow, col(CaseRow.id) == ConcernRow.case_id)
        .join(RoundRow, col(RoundRow.id) == CaseRow.round_id)
        .order_by(col(ConcernRow.confirmed_at_utc).is_not(None), col(ConcernRow.id))
    )
    if round_ref is not None:
        statement = statement.where(RoundRow.ref == round_ref)
    people = names(db)
    return tuple((round_of, _concern(row, case, people)) for row, case, round_of in db.exec(statement))


def _judgements_from(db: Db, found: Iterable[tuple[JudgementRow, str]]) -> Iterable[Judgement]:
    found = list(found)
    people = names(db)
    dissents: dict[int, list[Dissent]] = {}
    ids = [row.id for row, _ in found]
    for one in db.exec(select(DissentRow).where(col(DissentRow.judgement_id).in_(ids)).order_by(col(DissentRow.id))):
        dissent = Dissent(agency=one.agency, position=one.position, reason=one.reason)
        dissents.setdefault(one.judgement_id, []).append(dissent)
    for row, case in found:
        yield Judgement(
            case=case,
            statement=_key(row),
            outcome=Outcome(row.outcome),
            reason=row.reason,
            grade=row.grade,
            dissents=tuple(dissents.get(row.id or 0, [])),
            good_practice=row.good_practice,
            to_develop=row.to_develop,
            difference=row.difference,
            version=row.version,
            agreed_at_utc=row.agreed_at_utc,
            recorded_by=people.get(row.by_id, "somebody"),
        )


def _key(row: JudgementRow) -> Key | None:
    return Key(row.framework, row.ref) if row.ref else None


def _concern(row: ConcernRow, case: str, people: dict[int, str]) -> Concern:
    return Concern(
        id=row.id,
        case=case,
        told_at_utc=row.told_at_utc,
        agency_told=row.agency_told,
        role_told=row.role_told,
        line=row.line,
        raised_by=people.get(row.by_id, "somebody"),
        confirmed_by=people.get(row.confirmed_by_id or 0, ""),
        confirmed_at_utc=row.confirmed_at_utc,
    )
