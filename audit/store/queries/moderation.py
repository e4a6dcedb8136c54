"""Reading what workshops agreed, what is on their screen, and immediate concerns.

Here too:
- Reading who took part in a round: who submitted, how it came in, and what was judged; nothing that anybody said.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from sqlmodel import col, func, select

from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Act, Viewer
from audit.domain.rating.form import Saved
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.concerns import Concern
from audit.domain.workshop.moderation import Dissent, Judgement, Outcome
from audit.domain.workshop.participation import JudgementRecorded, Participation, Submission
from audit.domain.workshop.participation import participation as worked_out
from audit.store.mapping import Mapped, in_column
from audit.store.queries.people import names
from audit.store.queries.rating import written_for_of
from audit.store.tables.moderation import (
    CONCERN,
    DISSENT,
    JUDGEMENT,
    ConcernRow,
    DissentRow,
    JudgementRow,
    ShowingRow,
    WorkshopDraftRow,
)
from audit.store.tables.people import AgencyRow
from audit.store.tables.rating import SAVED, RatingEntryRow, RatingRow
from audit.store.tables.rounds import CaseRow, RoundRow
from audit.store.work import Db


@dataclass(frozen=True, kw_only=True)
class Showing:
    """What a workshop has on its screen."""

    case: str
    statement: Key | None  # None: the overall judgement of the case
    version: int
    agreeing: bool = False  # whether the judgement is being written


SHOWING = Mapped(Showing, ShowingRow, beside=("case",))


@dataclass(frozen=True, kw_only=True)
class JudgementDraft:
    """A judgement that is being written: what was put in each field of the form."""

    fields: Mapping[str, str] = field(default_factory=dict)
    saved: Saved | None = None  # None: nothing is written yet


DRAFT = Mapped(
    JudgementDraft,
    WorkshopDraftRow,
    {"fields": in_column("content", partial(json.dumps, ensure_ascii=False), json.loads)},
    beside=("saved",),
)


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
    row_and_case = db.exec(statement).first()
    if row_and_case is None:
        return None
    row, case = row_and_case
    return SHOWING.read(row, case=case)


def draft(db: Db, *, viewer: Viewer, audit_round: Round, case_ref: str, statement: Key | None) -> JudgementDraft:
    """Return the judgement that is being written about a revealed case; empty for who may not read case material."""
    if not viewer.person.may(Act.READ_CASES):
        return JudgementDraft()
    key = statement or Key("", "")
    row = db.exec(
        select(WorkshopDraftRow)
        .join(CaseRow, col(CaseRow.id) == WorkshopDraftRow.case_id)
        .where(CaseRow.round_id == audit_round.id, CaseRow.ref == case_ref, col(CaseRow.revealed_at_utc).is_not(None))
        .where(WorkshopDraftRow.framework == key.framework, WorkshopDraftRow.ref == key.ref)
    ).first()
    if row is None:
        return JudgementDraft()
    by = names(db).get(row.by_id, "somebody")
    return DRAFT.read(row, saved=SAVED.read(row, by=by))


def change_token(db: Db, *, audit_round: Round) -> tuple[int, ...]:
    """Return a few numbers that change when anything on the workshop's screen does; they tell nothing else."""
    in_round = CaseRow.round_id == audit_round.id
    cases = select(CaseRow.id).where(in_round)
    revealed = select(func.count()).select_from(CaseRow).where(in_round, col(CaseRow.revealed_at_utc).is_not(None))
    shown = select(ShowingRow.version).where(ShowingRow.round_id == audit_round.id)
    agreed = select(func.max(JudgementRow.id)).where(col(JudgementRow.case_id).in_(cases))
    rated = select(func.max(RatingRow.id)).where(col(RatingRow.case_id).in_(cases))
    drafted = select(func.max(WorkshopDraftRow.saved_at_utc)).where(col(WorkshopDraftRow.case_id).in_(cases))
    last = db.exec(drafted).one()
    counts = (db.exec(statement).first() or 0 for statement in (revealed, shown, agreed, rated))
    return (*counts, int(last.timestamp() * 1_000_000) if last else 0)


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


def _judgements_from(db: Db, rows: Iterable[tuple[JudgementRow, str]]) -> Iterable[Judgement]:
    rows = list(rows)
    people = names(db)
    dissents: dict[int, list[Dissent]] = {}
    ids = [row.id for row, _ in rows]
    for dissent_row in db.exec(
        select(DissentRow).where(col(DissentRow.judgement_id).in_(ids)).order_by(col(DissentRow.id))
    ):
        dissents.setdefault(dissent_row.judgement_id, []).append(DISSENT.read(dissent_row))
    for row, case in rows:
        yield JUDGEMENT.read(
            row, case=case, dissents=tuple(dissents.get(row.id or 0, ())), recorded_by=people.get(row.by_id, "somebody")
        )


def _key(row: JudgementRow) -> Key | None:
    return Key(row.framework, row.ref) if row.ref else None


def _concern(row: ConcernRow, case: str, people: dict[int, str]) -> Concern:
    raised_by, confirmed_by = people.get(row.by_id, "somebody"), people.get(row.confirmed_by_id or 0, "")
    return CONCERN.read(row, case=case, raised_by=raised_by, confirmed_by=confirmed_by)


def participation(db: Db, *, audit_round: Round) -> Participation:
    """Return who really looked in a round, and how far its judging has come."""
    return participations(db, rounds=[audit_round])[audit_round.ref]


def participations(db: Db, *, rounds: Sequence[Round]) -> dict[str, Participation]:
    """Return the same for each of several rounds, by the round's ref; each table is read once."""
    ids = [each.id for each in rounds]
    submissions, judged = _submissions(db, ids), _judgements(db, ids)
    return {each.ref: worked_out(each, submissions[each.id], judged[each.id]) for each in rounds}


def _submissions(db: Db, ids: Sequence[int]) -> dict[int, list[Submission]]:
    written_for = written_for_of(db, ids)
    people: dict[int, set[int]] = {}
    entries = (
        select(RatingEntryRow.rating_id, RatingEntryRow.person_id)
        .join(RatingRow, col(RatingRow.id) == RatingEntryRow.rating_id)
        .join(CaseRow, col(CaseRow.id) == RatingRow.case_id)
        .where(col(CaseRow.round_id).in_(ids), col(RatingRow.latest))
    )
    for rating, person in db.exec(entries):
        people.setdefault(rating, set()).add(person)
    statement = (
        select(RatingRow, CaseRow.ref, AgencyRow.ref, CaseRow.round_id)
        .join(CaseRow, col(CaseRow.id) == RatingRow.case_id)
        .join(AgencyRow, col(AgencyRow.id) == RatingRow.agency_id)
        .where(col(CaseRow.round_id).in_(ids), col(RatingRow.latest))
        .order_by(col(CaseRow.place), col(AgencyRow.id))
    )
    submissions: dict[int, list[Submission]] = defaultdict(list)
    for row, case, agency, round_id in db.exec(statement):
        entered_by, wrote = frozenset(people.get(row.id or 0, set())), written_for.get(round_id, {})
        submission = Submission(
            case=case,
            agency=agency,
            entered_by=entered_by,
            blind=all(len(wrote.get(person, set())) < 2 for person in entered_by),
            on_behalf=row.on_behalf,
            after_reveal=row.after_reveal,
        )
        submissions[round_id].append(submission)
    return submissions


def _judgements(db: Db, ids: Sequence[int]) -> dict[int, list[JudgementRecorded]]:
    statement = (
        select(JudgementRow, CaseRow.ref, CaseRow.round_id)
        .join(CaseRow, col(CaseRow.id) == JudgementRow.case_id)
        .where(col(CaseRow.round_id).in_(ids), col(JudgementRow.latest))
    )
    judged: dict[int, list[JudgementRecorded]] = defaultdict(list)
    for row, case, round_id in db.exec(statement):
        judged[round_id].append(JudgementRecorded(case=case, statement=_key(row), outcome=Outcome(row.outcome)))
    return judged
