"""Reading what the board asked and is asked, which round came before, and how agencies' own grades stood.

In: a viewer, where anything that was found is read.
Out: nothing that leads to a case.
"""

from __future__ import annotations

from collections import Counter

from sqlmodel import col, select

from audit.domain.frameworks.framework import Key
from audit.domain.identifying.released import withheld
from audit.domain.people.person import Act, Viewer
from audit.domain.plan.board_asks import OwnAsk, Question
from audit.domain.rating.form import Answer
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.workshop.moderation import Judgement
from audit.domain.workshop.own_grades import Compared, OwnAgainstAgreed, agreed_grades, steps_higher
from audit.domain.workshop.suppression import AnswerOfCase
from audit.store.tables.board import ASK, QUESTION, BoardAskRow, BoardQuestionRow
from audit.store.tables.inspection import InspectionRow
from audit.store.tables.rating import DraftEntryRow, RatingAnswerRow, RatingEntryRow, RatingGradeRow, RatingRow
from audit.store.tables.rounds import CaseRow, FrameworkRow, RoundFrameworkRow, RoundRow
from audit.store.work import Db

_LETTERS = select(InspectionRow.round_id)  # rounds that are made from an inspection letter: no audits


def questions(db: Db, *, viewer: Viewer, round_ref: str | None = None) -> tuple[Question, ...]:
    """Return what the board asked about a round, or about all, in the order in which it was asked.

    Who may not read case material gets no text that somebody typed: those are released on the way out.
    """
    if not viewer.person.may(Act.READ_FINDINGS):
        return ()
    stored = every_question(db, round_ref=round_ref)
    return (
        stored if viewer.person.may(Act.READ_CASES) else tuple(withheld(stored_question) for stored_question in stored)
    )


def every_question(db: Db, *, round_ref: str | None = None) -> tuple[Question, ...]:
    """Return the same as it was written, to be released."""
    statement = (
        select(BoardQuestionRow, RoundRow.ref)
        .join(RoundRow, col(RoundRow.id) == BoardQuestionRow.round_id)
        .order_by(col(BoardQuestionRow.asked_on), col(BoardQuestionRow.id))
    )
    if round_ref is not None:
        statement = statement.where(RoundRow.ref == round_ref)
    return tuple(QUESTION.read(row, round_ref=ref) for row, ref in db.exec(statement))


def asks(db: Db, *, round_ref: str) -> tuple[OwnAsk, ...]:
    """Return what somebody wrote that the board is asked to do, instead of what the rule would say; to be released."""
    statement = select(BoardAskRow).join(RoundRow, col(RoundRow.id) == BoardAskRow.round_id)
    rows = db.exec(statement.where(RoundRow.ref == round_ref))
    return tuple(ASK.read(row) for row in rows)


def round_before(db: Db, *, audit_round: Round) -> str | None:
    """Return the ref of the round before: the re-audited one, else the newest closed that looked at the same.

    None where there is none. The same is a framework that cases were graded against; among those, a round of the same
    theme goes first.
    """
    if audit_round.reaudit_of:
        named = select(RoundRow.ref).where(RoundRow.ref == audit_round.reaudit_of)
        if (last := db.exec(named).first()) is not None:
            return last
    graded = [framework.id for framework in audit_round.frameworks() if framework.graded()]
    statement = (
        select(RoundRow.ref, RoundRow.theme)
        .join(RoundFrameworkRow, col(RoundFrameworkRow.round_id) == RoundRow.id)
        .join(FrameworkRow, col(FrameworkRow.id) == RoundFrameworkRow.framework_id)
        .where(col(RoundRow.id) < audit_round.id, RoundRow.stage == Stage.CLOSED.value)
        .where(col(FrameworkRow.ref).in_(graded), col(RoundRow.id).not_in(_LETTERS))
        .order_by(col(RoundRow.id).desc())
    )
    candidates = db.exec(statement).all()
    theme = audit_round.theme.casefold()
    same = [ref for ref, other in candidates if other.casefold() == theme]
    return same[0] if same else candidates[0][0] if candidates else None


def refs_after_workshop(db: Db) -> tuple[str, ...]:
    """Return the refs of the rounds whose workshop is over, the newest first."""
    before = (Stage.SETUP.value, Stage.RATING.value, Stage.WORKSHOP.value)
    statement = select(RoundRow.ref).where(col(RoundRow.stage).not_in(before), col(RoundRow.id).not_in(_LETTERS))
    return tuple(db.exec(statement.order_by(col(RoundRow.id).desc())))


def own_grades(
    db: Db, *, viewer: Viewer, audit_round: Round, judgements: tuple[Judgement, ...]
) -> tuple[OwnAgainstAgreed, ...]:
    """Return each agency's own blind grades of revealed cases beside those agreed, without the agency's name.

    Grades not given blind, or corrected after the reveal, are left out.
    """
    if not viewer.person.may(Act.READ_FINDINGS):
        return ()
    statement = (
        select(RatingGradeRow, RatingRow.agency_id, CaseRow.ref)
        .join(RatingRow, col(RatingRow.id) == RatingGradeRow.rating_id)
        .join(CaseRow, col(CaseRow.id) == RatingRow.case_id)
        .where(CaseRow.round_id == audit_round.id, col(CaseRow.revealed_at_utc).is_not(None))
        .where(col(CaseRow.withdrawn).is_(None), col(RatingRow.latest), ~col(RatingRow.after_reveal))
        .where(col(RatingGradeRow.grade).is_not(None))
    )
    seen_through, agreed = _not_blind(db, audit_round), agreed_grades(judgements)
    by_agency: dict[int, list[Compared]] = {}
    for row, agency, case in db.exec(statement):
        other = agreed.get((case, Key(row.framework, row.ref)))
        if other is not None and row.grade is not None and row.rating_id not in seen_through:
            steps = steps_higher(row.grade, other, audit_round.scale)
            by_agency.setdefault(agency, []).append(Compared(case=case, steps=steps))
    return tuple(OwnAgainstAgreed(agency="", grades=tuple(grades)) for grades in by_agency.values())


def answers_of_cases(db: Db, *, viewer: Viewer, audit_round: Round) -> tuple[AnswerOfCase, ...]:
    """Return which answers were given to each line about each revealed case, to be told in words; no agency."""
    if not viewer.person.may(Act.READ_FINDINGS):
        return ()
    statement = (
        select(CaseRow.ref, RatingAnswerRow.framework, RatingAnswerRow.ref, RatingAnswerRow.answer)
        .join(RatingRow, col(RatingRow.id) == RatingAnswerRow.rating_id)
        .join(CaseRow, col(CaseRow.id) == RatingRow.case_id)
        .where(CaseRow.round_id == audit_round.id, col(CaseRow.revealed_at_utc).is_not(None))
        .where(col(CaseRow.withdrawn).is_(None), col(RatingRow.latest))
        .distinct()
    )
    return tuple((case, Key(fw, line), Answer(answer)) for case, fw, line, answer in db.exec(statement))


def _not_blind(db: Db, audit_round: Round) -> set[int]:
    """Return the ratings that somebody wrote in who also wrote for another agency of the round."""
    wrote = (
        select(DraftEntryRow.person_id, DraftEntryRow.agency_id)
        .join(CaseRow, col(CaseRow.id) == DraftEntryRow.case_id)
        .where(CaseRow.round_id == audit_round.id)
        .distinct()
    )
    agencies = Counter(person for person, _ in db.exec(wrote))
    for_two = [person for person, count in agencies.items() if count > 1]
    return set(db.exec(select(RatingEntryRow.rating_id).where(col(RatingEntryRow.person_id).in_(for_two))))
