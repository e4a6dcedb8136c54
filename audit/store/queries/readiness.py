"""Reading what rounds judged, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from audit.domain.days import day_of
from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Act, Viewer
from audit.domain.readiness.assessment import Judged
from audit.domain.workshop.moderation import Outcome
from audit.domain.workshop.suppression import tally_of
from audit.store import copies
from audit.store.tables.moderation import JudgementRow
from audit.store.tables.rounds import CaseRow, RoundRow
from audit.store.work import Db

_Graded = tuple[str, str | None, int, datetime]  # outcome, grade (None: none was agreed), in how many cases, when last
_Of = tuple[str, str, str, int]  # a round's ref, title and scale, and how many of its cases were not withdrawn


def judged(db: Db, *, viewer: Viewer, as_of: datetime | None = None) -> tuple[Judged, ...]:
    """Return what each round agreed about each statement, in a word and never as a count.

    Only cases that were revealed and not withdrawn are told of, as they were last judged, by then where a moment is
    given. Somebody who reads findings may read these words, as a board does.
    """
    if not viewer.person.may(Act.READ_FINDINGS):
        return ()
    newest = col(JudgementRow.latest) if as_of is None else _newest_by(as_of)
    judged_as = (col(JudgementRow.framework), col(JudgementRow.ref), col(JudgementRow.outcome), col(JudgementRow.grade))
    of_round = (col(RoundRow.ref), col(RoundRow.title), col(RoundRow.scale))
    statement = (
        select(*of_round, _active_cases(), *judged_as, func.count(), func.max(JudgementRow.agreed_at_utc))
        .join(CaseRow, col(CaseRow.id) == JudgementRow.case_id)
        .join(RoundRow, col(RoundRow.id) == CaseRow.round_id)
        .where(col(CaseRow.revealed_at_utc).is_not(None), col(CaseRow.withdrawn).is_(None), col(JudgementRow.ref) != "")
        .where(newest)
        .group_by(col(RoundRow.id), *of_round, *judged_as)
        .order_by(func.min(RoundRow.id), func.min(JudgementRow.id))
    )
    found: dict[tuple[_Of, Key], list[_Graded]] = {}
    for ref, title, scale, cases, framework, item, outcome, grade, times, last in db.execute(statement):
        found.setdefault(((ref, title, scale, cases), Key(framework, item)), []).append((outcome, grade, times, last))
    return tuple(_judged(of, key, graded) for (of, key), graded in found.items())


def _active_cases() -> ScalarSelect[int]:
    """Return how many cases of a round were not withdrawn: a statement applies to each until it is judged not to."""
    other = aliased(CaseRow)
    active = select(func.count()).where(col(other.round_id) == RoundRow.id, col(other.withdrawn).is_(None))
    return active.correlate(RoundRow).scalar_subquery()


def _newest_by(as_of: datetime) -> ColumnElement[bool]:
    """Return the condition that a judgement is the newest version that there was at a moment."""
    other = aliased(JudgementRow)
    versions = (
        select(func.max(other.version))
        .where(col(other.case_id) == JudgementRow.case_id, col(other.framework) == JudgementRow.framework)
        .where(col(other.ref) == JudgementRow.ref, col(other.agreed_at_utc) <= as_of)
        .scalar_subquery()
    )
    return col(JudgementRow.version) == versions


def _judged(of: _Of, statement: Key, graded: Sequence[_Graded]) -> Judged:
    ref, title, scale, cases = of
    away = sum(times for outcome, _, times, _ in graded if outcome == Outcome.NOT_APPLICABLE.value)
    judged = sum(times for _, _, times, _ in graded)
    grades = [grade for _, grade, times, _ in graded if grade is not None for _ in range(times)]
    tally = tally_of(grades, copies.scale_from(scale), applied=cases - away, unjudged=cases - judged)
    return Judged(
        round_ref=ref,
        title=title,
        statement=statement,
        word=tally.word,
        missing=tally.missing,
        on=day_of(max(at for *_, at in graded)),
    )
