"""Reading ratings, always with somebody's eyes: before the reveal an agency sees its own form and no other.

In: a viewer, without default.
Out: what that viewer may see; the rest does not leave the database.

Here too:
- Reading who has written in which agency's form; that they did, and nothing of what they wrote.
- Reading what a second look at a form needs, and how many second looks there were.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, or_
from sqlalchemy import func as count_func
from sqlmodel import col, select
from sqlmodel import func as model_func
from sqlmodel import or_ as any_of

from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Act, Viewer
from audit.domain.rating.coherence import RULE_TITLES, PromptCount
from audit.domain.rating.form import Answer, LineAnswer, Rating, StatementGrade
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.cases import Involvement
from audit.store.queries.drafts import begun_by_own_auditor
from audit.store.tables.people import AgencyRow, PersonRow
from audit.store.tables.rating import (
    ANSWER,
    GRADE,
    RATING,
    DraftAccountRow,
    DraftEntryRow,
    PromptRow,
    RatingAnswerRow,
    RatingEntryRow,
    RatingGradeRow,
    RatingRow,
)
from audit.store.tables.rounds import CaseRow
from audit.store.work import Db


def ratings(db: Db, *, viewer: Viewer, audit_round: Round, case_ref: str | None = None) -> tuple[Rating, ...]:
    """Return the newest submitted ratings that the viewer may see, of one case or of all.

    Before a case's reveal that is the viewer's own agency's alone, whatever the viewer's roles.
    """
    statement = (
        select(RatingRow, CaseRow.ref, AgencyRow.ref)
        .join(CaseRow, col(CaseRow.id) == RatingRow.case_id)
        .join(AgencyRow, col(AgencyRow.id) == RatingRow.agency_id)
        .where(CaseRow.round_id == audit_round.id, col(RatingRow.latest), _visible(viewer))
        .order_by(col(CaseRow.place), col(AgencyRow.id))
    )
    if case_ref is not None:
        statement = statement.where(CaseRow.ref == case_ref)
    rows = db.exec(statement).all()
    return tuple(_ratings_from(db, rows, agencies_written_for(db, audit_round.id)))


def versions(db: Db, *, viewer: Viewer, audit_round: Round, case_ref: str, agency_ref: str) -> tuple[Rating, ...]:
    """Return every version of an agency's rating of a case that the viewer may see, oldest first."""
    statement = (
        select(RatingRow, CaseRow.ref, AgencyRow.ref)
        .join(CaseRow, col(CaseRow.id) == RatingRow.case_id)
        .join(AgencyRow, col(AgencyRow.id) == RatingRow.agency_id)
        .where(CaseRow.round_id == audit_round.id, CaseRow.ref == case_ref, AgencyRow.ref == agency_ref)
        .where(_visible(viewer))
        .order_by(col(RatingRow.version))
    )
    return tuple(_ratings_from(db, db.exec(statement).all(), agencies_written_for(db, audit_round.id)))


def answer_counts(
    db: Db, *, viewer: Viewer, round_id: int, agency_ref: str | None = None
) -> dict[tuple[Key, Answer], int]:
    """Count the visible answers by line and answer over a round, of one agency where it is given."""
    statement = (
        select(RatingAnswerRow.framework, RatingAnswerRow.ref, RatingAnswerRow.answer, count_func.count())
        .join(RatingRow, col(RatingRow.id) == RatingAnswerRow.rating_id)
        .join(CaseRow, col(CaseRow.id) == RatingRow.case_id)
        .join(AgencyRow, col(AgencyRow.id) == RatingRow.agency_id)
        .where(CaseRow.round_id == round_id, col(RatingRow.latest), col(CaseRow.withdrawn).is_(None))
        .where(_visible(viewer))
        .group_by(RatingAnswerRow.framework, RatingAnswerRow.ref, RatingAnswerRow.answer)
    )
    if agency_ref is not None:
        statement = statement.where(AgencyRow.ref == agency_ref)
    return {(Key(fw, ref), Answer(answer)): count for fw, ref, answer, count in db.exec(statement)}


def submitted(db: Db, *, audit_round: Round) -> frozenset[tuple[str, str]]:
    """Return which agency is ready for which case, as (case, agency); that it is, and nothing of what it said.

    "No involvement found" counts as ready.
    """
    statement = (
        select(CaseRow.ref, AgencyRow.ref)
        .join(RatingRow, col(RatingRow.case_id) == CaseRow.id)
        .join(AgencyRow, col(AgencyRow.id) == RatingRow.agency_id)
        .where(CaseRow.round_id == audit_round.id, col(RatingRow.latest))
    )
    away = {pair for pair, word in audit_round.involvement.items() if word is Involvement.NO_INVOLVEMENT}
    return frozenset({(case, agency) for case, agency in db.exec(statement)} | away)


def _visible(viewer: Viewer) -> ColumnElement[bool]:
    """Return the WHERE that keeps a rating blind: the viewer's own agency, or after the reveal the audit group."""
    revealed = col(CaseRow.revealed_at_utc).is_not(None) if viewer.person.may(Act.READ_CASES) else false()
    if not viewer.own_form:
        return revealed
    own = col(AgencyRow.ref) == viewer.agency
    if viewer.on_behalf:
        own = and_(own, ~begun_by_own_auditor(RatingRow))
    return or_(revealed, own)


def agencies_written_for(db: Db, round_id: int) -> dict[int, set[int]]:
    """Return, for each person who wrote in a form of the round, the agencies they wrote for."""
    return written_for_of(db, [round_id]).get(round_id, {})


def written_for_of(db: Db, ids: Sequence[int]) -> dict[int, dict[int, set[int]]]:
    """Return the same for each of several rounds, by the round's id."""
    statement = (
        select(CaseRow.round_id, DraftEntryRow.person_id, DraftEntryRow.agency_id)
        .join(CaseRow, col(CaseRow.id) == DraftEntryRow.case_id)
        .where(col(CaseRow.round_id).in_(ids))
        .distinct()
    )
    written: dict[int, dict[int, set[int]]] = {}
    for round_id, person, agency in db.exec(statement):
        written.setdefault(round_id, {}).setdefault(person, set()).add(agency)
    return written


def _ratings_from(
    db: Db, rows: Iterable[tuple[RatingRow, str, str]], enterers: dict[int, set[int]]
) -> Iterable[Rating]:
    rows = list(rows)
    ids = [row.id for row, _, _ in rows]
    answers: dict[int, list[LineAnswer]] = {}
    for answer in db.exec(select(RatingAnswerRow).where(col(RatingAnswerRow.rating_id).in_(ids))):
        answers.setdefault(answer.rating_id, []).append(ANSWER.read(answer))
    grades: dict[int, list[StatementGrade]] = {}
    for grade in db.exec(select(RatingGradeRow).where(col(RatingGradeRow.rating_id).in_(ids))):
        grades.setdefault(grade.rating_id, []).append(GRADE.read(grade))
    people: dict[int, set[int]] = {}
    for entry in db.exec(select(RatingEntryRow).where(col(RatingEntryRow.rating_id).in_(ids))):
        people.setdefault(entry.rating_id, set()).add(entry.person_id)
    for row, case, agency in rows:
        entered_by = frozenset(people.get(row.id or 0, set()))
        yield RATING.read(
            row,
            case=case,
            agency=agency,
            answers=tuple(answers.get(row.id or 0, [])),
            grades=tuple(grades.get(row.id or 0, [])),
            entered_by=entered_by,
            blind=all(len(enterers.get(person, set())) < 2 for person in entered_by),
        )


@dataclass(frozen=True, kw_only=True)
class Writer:
    """Somebody who has written in an agency's form about a case."""

    case: str
    agency: str
    person: int
    name: str
    on_behalf: bool


def writers(db: Db, *, audit_round: Round) -> tuple[Writer, ...]:
    """Return everybody who has written in a form of the round, form by form."""
    statement = (
        select(DraftEntryRow, CaseRow.ref, AgencyRow.ref, PersonRow.name)
        .join(CaseRow, col(CaseRow.id) == DraftEntryRow.case_id)
        .join(AgencyRow, col(AgencyRow.id) == DraftEntryRow.agency_id)
        .join(PersonRow, col(PersonRow.id) == DraftEntryRow.person_id)
        .where(CaseRow.round_id == audit_round.id)
        .order_by(col(CaseRow.place), col(AgencyRow.id), col(PersonRow.id))
    )
    return tuple(
        Writer(case=case, agency=agency, person=row.person_id, name=name, on_behalf=row.on_behalf)
        for row, case, agency, name in db.exec(statement)
    )


def own_forms(form_writers: tuple[Writer, ...]) -> frozenset[tuple[str, str]]:
    """Return the forms, as (case, agency), that the agency's own auditor has begun: nobody else may open them."""
    return frozenset((writer.case, writer.agency) for writer in form_writers if not writer.on_behalf)


def agencies_of(form_writers: tuple[Writer, ...], person: int) -> frozenset[str]:
    """Return the agencies that a person has written for; two or more, and their forms are not blind."""
    return frozenset(writer.agency for writer in form_writers if writer.person == person)


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
            any_of(col(CaseRow.revealed_at_utc).is_not(None), ~begun_by_own_auditor(DraftAccountRow))
        )
    return {case: text for case, text in db.exec(statement) if text.strip()}


def counts(db: Db, *, viewer: Viewer, audit_round: Round) -> tuple[PromptCount, ...]:
    """Count the second looks in a round's revealed cases, by rule; nothing for who may not read case material."""
    if not viewer.person.may(Act.READ_CASES):
        return ()
    statement = (
        select(PromptRow.rule, PromptRow.settled, model_func.count())
        .join(CaseRow, col(CaseRow.id) == PromptRow.case_id)
        .where(CaseRow.round_id == audit_round.id, col(CaseRow.revealed_at_utc).is_not(None))
        .where(col(CaseRow.withdrawn).is_(None))
        .group_by(PromptRow.rule, PromptRow.settled)
    )
    count_by_rule = {(rule, settled): count for rule, settled, count in db.exec(statement)}
    shown = {rule: sum(count for (of, _), count in count_by_rule.items() if of == rule) for rule in RULE_TITLES}
    return tuple(
        PromptCount(
            rule=rule,
            shown=shown[rule],
            unchanged=count_by_rule.get((rule, "kept"), 0),
            changed=count_by_rule.get((rule, "changed"), 0),
        )
        for rule in RULE_TITLES
        if shown[rule]
    )
