"""Reading who took part in a round: who submitted, how it came in, and what was judged; nothing that anybody said.

In: a round.
Out: its participation, which everybody may know of.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlmodel import col, select

from audit.domain.frameworks.framework import Key
from audit.domain.rounds.audit_round import Round
from audit.domain.workshop.moderation import Outcome
from audit.domain.workshop.participation import JudgementRecorded, Participation, Submission
from audit.domain.workshop.participation import participation as worked_out
from audit.store.queries.rating import agencies_written_for
from audit.store.tables.moderation import JudgementRow
from audit.store.tables.people import AgencyRow
from audit.store.tables.rating import RatingEntryRow, RatingRow
from audit.store.tables.rounds import CaseRow
from audit.store.work import Db


def participation(db: Db, *, audit_round: Round) -> Participation:
    """Return who really looked in a round, and how far its judging has come."""
    return worked_out(audit_round, _submissions(db, audit_round.id), _judgements(db, audit_round.id))


def _submissions(db: Db, round_id: int) -> Iterator[Submission]:
    written_for = agencies_written_for(db, round_id)
    people: dict[int, set[int]] = {}
    entries = (
        select(RatingEntryRow.rating_id, RatingEntryRow.person_id)
        .join(RatingRow, col(RatingRow.id) == RatingEntryRow.rating_id)
        .join(CaseRow, col(CaseRow.id) == RatingRow.case_id)
        .where(CaseRow.round_id == round_id, col(RatingRow.latest))
    )
    for rating, person in db.exec(entries):
        people.setdefault(rating, set()).add(person)
    statement = (
        select(RatingRow, CaseRow.ref, AgencyRow.ref)
        .join(CaseRow, col(CaseRow.id) == RatingRow.case_id)
        .join(AgencyRow, col(AgencyRow.id) == RatingRow.agency_id)
        .where(CaseRow.round_id == round_id, col(RatingRow.latest))
        .order_by(col(CaseRow.place), col(AgencyRow.id))
    )
    for row, case, agency in db.exec(statement):
        entered_by = frozenset(people.get(row.id or 0, set()))
        yield Submission(
            case=case,
            agency=agency,
            entered_by=entered_by,
            blind=all(len(written_for.get(person, set())) < 2 for person in entered_by),
            on_behalf=row.on_behalf,
            after_reveal=row.after_reveal,
        )


def _judgements(db: Db, round_id: int) -> Iterator[JudgementRecorded]:
    statement = (
        select(CaseRow.ref, JudgementRow.framework, JudgementRow.ref, JudgementRow.outcome)
        .join(JudgementRow, col(JudgementRow.case_id) == CaseRow.id)
        .where(CaseRow.round_id == round_id, col(JudgementRow.latest))
    )
    for case, framework, ref, outcome in db.exec(statement):
        yield JudgementRecorded(case=case, statement=Key(framework, ref) if ref else None, outcome=Outcome(outcome))
