"""What the workshop shows: one case, one statement, and all that is known of them.

In: a round, a case, and a statement or None for the overall judgement.
Out: a WorkshopState that the workshop's screens draw, and the places before and after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from audit.app import App
from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Act, Agency
from audit.domain.rating.form import Rating, StatementGrade
from audit.domain.rounds.audit_round import Round, RoundStatement, Stage
from audit.domain.rounds.cases import Case
from audit.domain.workshop import moderation
from audit.domain.workshop.moderation import Judgement
from audit.domain.workshop.participation import Participation
from audit.pages.components import place
from audit.store.queries import moderation as judgement_queries
from audit.store.queries import rating as rating_queries
from audit.store.queries.moderation import JudgementDraft, participation
from audit.store.work import Db

OVERALL = "overall"
WRITING = (Stage.WORKSHOP, Stage.FINDINGS)  # the stages at which a judgement can be recorded


@dataclass(frozen=True, kw_only=True)
class WorkshopState:
    """One case and statement of the workshop, as the viewer may see them."""

    audit_round: Round
    case: Case
    statement: Key | None  # None: the overall judgement of the case
    agreeing: bool  # whether the judgement is being written
    order: tuple[Key, ...]  # the statements in the order they are talked through
    ratings: tuple[Rating, ...]
    judgements: tuple[Judgement, ...]  # every version, of the whole case
    draft: JudgementDraft
    participation: Participation
    change_token: tuple[int, ...]
    in_control: bool  # False: this window follows another

    @property
    def revealed(self) -> bool:
        """Say whether the case's ratings are open to the audit group."""
        return self.case.revealed_at_utc is not None

    @property
    def full_statement(self) -> RoundStatement | None:
        """Return the statement with its lines; None for the overall judgement."""
        return None if self.statement is None else self.audit_round.statement(self.statement)

    @property
    def ready(self) -> frozenset[str]:
        """Return the agencies that have submitted the case."""
        return frozenset(submission.agency for submission in self.participation.about(self.case.ref))

    @property
    def raters(self) -> tuple[Agency, ...]:
        """Return the agencies that are asked about the case."""
        return self.audit_round.raters_of(self.case.ref)

    @property
    def absent(self) -> tuple[Agency, ...]:
        """Return the agencies that have not submitted, or whose form did not come with the round's file."""
        waiting = (agency for agency in self.raters if agency.ref not in self.ready)
        return (*waiting, *self.audit_round.left_out_of(self.case.ref))

    @property
    def versions(self) -> tuple[Judgement, ...]:
        """Return what was recorded here, the newest first."""
        recorded = [judgement for judgement in self.judgements if judgement.statement == self.statement]
        return tuple(sorted(recorded, key=lambda judgement: -judgement.version))

    @property
    def agreed(self) -> Judgement | None:
        """Return the newest judgement recorded here; None where there is none yet."""
        return next(iter(self.versions), None)

    @property
    def newest(self) -> tuple[Judgement, ...]:
        """Return the newest judgement of each statement of the case, and the overall one."""
        return moderation.latest(self.judgements)

    @property
    def key(self) -> str:
        """Return what a widget's key here begins with, so that nothing leaks to another place."""
        version = self.agreed.version if self.agreed else 0
        return f"{self.audit_round.ref} {self.case.ref} {self.statement or OVERALL} after {version}"

    def rating_of(self, agency: str) -> Rating | None:
        """Return an agency's rating of the case; None where there is none, or where it may not be seen yet."""
        return next((rating for rating in self.ratings if rating.agency == agency), None)

    def rating_grade(self, agency: str) -> StatementGrade | None:
        """Return the grade that an agency gave to the statement; None where it gave none, and for the whole case."""
        rating = self.rating_of(agency)
        return rating.grade(self.statement) if rating and self.statement else None

    def grades(self) -> dict[str, StatementGrade]:
        """Return the grade that each agency gave to the statement, by its short name."""
        grades = {}
        for agency in self.audit_round.agencies:
            grade = self.rating_grade(agency.ref)
            if grade is not None and grade.standing is not None:
                grades[agency.short_name] = grade
        return grades


def see(
    db: Db, app: App, audit_round: Round, *, case: Case, statement: str | None, agreeing: bool, in_control: bool
) -> WorkshopState:
    """Return what is shown; `statement` is a key in words, "overall", or None for the first in the order."""
    viewer = app.viewer()
    ratings = rating_queries.ratings(db, viewer=viewer, audit_round=audit_round, case_ref=case.ref)
    order = order_of(audit_round, case, ratings)
    chosen = _chosen(order, statement, revealed=case.revealed_at_utc is not None)
    return WorkshopState(
        audit_round=audit_round,
        case=case,
        statement=chosen,
        agreeing=agreeing,
        order=order,
        ratings=ratings,
        judgements=judgement_queries.judgements(
            db, viewer=viewer, audit_round=audit_round, case_ref=case.ref, all_versions=True
        ),
        draft=judgement_queries.draft(db, viewer=viewer, audit_round=audit_round, case_ref=case.ref, statement=chosen),
        participation=participation(db, audit_round=audit_round),
        change_token=judgement_queries.change_token(db, audit_round=audit_round),
        in_control=in_control,
    )


def order_of(audit_round: Round, case: Case, ratings: Sequence[Rating]) -> tuple[Key, ...]:
    """Return the statements in the order they are talked through: after the reveal, those that part most first."""
    keys = tuple(statement.key for statement in audit_round.statements())
    return keys if case.revealed_at_utc is None else moderation.widest_first(keys, ratings, audit_round.scale)


def before(state: WorkshopState) -> tuple[str, str] | None:
    """Return the case and statement before this one; None where this is the first of the case."""
    at = _stops(state).index(state.statement)
    return (state.case.ref, words_of(_stops(state)[at - 1])) if at else None


def after(state: WorkshopState) -> tuple[str, str | None] | None:
    """Return the case and statement after this one, None for a case's first; None after the last of all."""
    stops = _stops(state)
    at = stops.index(state.statement) + 1
    if at < len(stops):
        return state.case.ref, words_of(stops[at])
    refs = [case.ref for case in state.audit_round.active_cases()]
    following = refs[refs.index(state.case.ref) + 1 :]
    return (following[0], None) if following else None


def words_of(statement: Key | None) -> str:
    """Return a statement as the address says it."""
    return OVERALL if statement is None else str(statement)


def go_to(case: str | None, statement: str | None = None, step: str | None = None) -> None:
    """Move this window to a case and statement of the workshop, or to the list of cases; for callbacks."""
    place.put(case=case, statement=statement)
    if step is None:
        st.query_params.pop("step", None)
    else:
        st.query_params["step"] = step


def may_write(app: App, state: WorkshopState) -> bool:
    """Say whether a judgement can be recorded here and by this person."""
    return state.in_control and app.person.may(Act.MODERATE) and state.audit_round.stage in WRITING


def _stops(state: WorkshopState) -> tuple[Key | None, ...]:
    return (*state.order, None) if state.revealed else state.order


def _chosen(order: tuple[Key, ...], statement: str | None, *, revealed: bool) -> Key | None:
    if statement == OVERALL and revealed:
        return None
    return next((key for key in order if str(key) == statement), order[0] if order else None)
