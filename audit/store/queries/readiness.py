"""Reading what rounds judged, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from audit.domain.days import day_of
from audit.domain.framework import Key
from audit.domain.moderation import Outcome
from audit.domain.people import Act, Viewer
from audit.domain.readiness import Judged
from audit.domain.suppression import word_for
from audit.store import copies
from audit.store.tables.moderation import JudgementRow
from audit.store.tables.rounds import CaseRow, RoundRow
from audit.store.work import Db


def judged(db: Db, *, viewer: Viewer, as_of: datetime | None = None) -> tuple[Judged, ...]:
    """Return what each round agreed about each statement, in a word and never as a count.

    Only cases that were revealed and not withdrawn are told of, as they were last judged, by then where a moment is
    given. Somebody who reads findings may read these words, as a board does.
    """
    if not viewer.person.may(Act.READ_FINDINGS):
        return ()
    wanted = (
        RoundRow.id, RoundRow.ref, RoundRow.title, RoundRow.scale, JudgementRow.case_id, JudgementRow.framework,
        JudgementRow.ref, JudgementRow.outcome, JudgementRow.grade, JudgementRow.agreed_at_utc,
    )  # fmt: skip
    statement = (
        select(*(col(one) for one in wanted))
        .join(CaseRow, col(CaseRow.id) == JudgementRow.case_id)
        .join(RoundRow, col(RoundRow.id) == CaseRow.round_id)
        .where(col(CaseRow.revealed_at_utc).is_not(None), col(CaseRow.withdrawn).is_(None), col(JudgementRow.ref) != "")
        .order_by(col(RoundRow.id), col(JudgementRow.version))
    )
    if as_of is not None:
        statement = statement.where(col(JudgementRow.agreed_at_utc) <= as_of)
    rounds: dict[int, tuple[str, str, str]] = {}
    newest: dict[tuple[int, Key], dict[int, tuple[str | None, datetime]]] = {}
    for round_id, ref, title, scale, case, framework, item, outcome, grade, at in db.execute(statement):
        rounds[round_id] = (ref, title, scale)
        agreed = grade if outcome == Outcome.GRADE.value else None
        newest.setdefault((round_id, Key(framework, item)), {})[case] = (agreed, at)
    return tuple(_judged(rounds[round_id], key, found.values()) for (round_id, key), found in newest.items())


def _judged(of: tuple[str, str, str], statement: Key, found: Iterable[tuple[str | None, datetime]]) -> Judged:
    ref, title, scale = of
    found = list(found)
    grades = [grade for grade, _ in found if grade is not None]
    return Judged(
        round_ref=ref,
        title=title,
        statement=statement,
        word=word_for(grades, copies.scale_from(scale)),
        on=day_of(max(at for _, at in found)),
    )
