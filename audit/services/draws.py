"""Choosing cases: children drawn from a return become references and bands; who they are stays outside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from audit.domain.cases import Case
from audit.domain.draws import PURPOSE, KeptDraw, case_of
from audit.domain.people import Act, Person
from audit.domain.rounds import Round, Stage
from audit.domain.sampling import InFrame
from audit.errors import AuditError
from audit.store import trail
from audit.store.queries import rounds as queries
from audit.store.records import dates as draw_records
from audit.store.records import rounds as records
from audit.store.work import Db

MOST = 8  # cases that one round can talk through


def next_refs(audit_round: Round, count: int) -> tuple[str, ...]:
    """Return so many references that no case of the round has yet."""
    taken = {case.ref for case in audit_round.cases}
    found: list[str] = []
    number = 0
    while len(found) < count:
        number += 1
        if (ref := f"{audit_round.ref}-{number}"[-20:]) not in taken:
            found.append(ref)
    return tuple(found)


def add_drawn(
    db: Db,
    *,
    by: Person,
    round_ref: str,
    children: Sequence[InFrame],
    refs: Sequence[str],
    draw: KeptDraw,
    now: datetime,
) -> tuple[str, ...]:
    """Add drawn children to a round under references, keep how they were chosen, and return the references.

    Raises AuditError where the round would have more than eight cases, or a reference is taken meanwhile.
    """
    by.must_be_allowed(Act.SET_UP)
    audit_round = queries.one(db, round_ref)
    audit_round.must_be_at(Stage.SETUP, Stage.RATING)
    _must_fit(audit_round, children, draw)
    row = queries.row_of(db, round_ref)
    for one, ref in zip(children, refs, strict=True):
        case: Case = case_of(one, ref, how_chosen=draw.in_words[:500])
        case.must_be_sound()
        records.add_case(db, row, case)
        trail.note(db, by=by, event="case added", about=f"{round_ref}/{ref}", now=now)
    draw_records.add_draw(db, round_ref=round_ref, draw=draw, by=by, now=now)
    if not row.chosen_how.strip():
        row.chosen_how = draw.in_words[:1000]
        db.add(row)
    trail.note(db, by=by, event="cases drawn", about=round_ref, now=now, content=draw.in_words)
    return tuple(refs)


def note_draw(db: Db, *, by: Person, round_ref: str, draw: KeptDraw, now: datetime) -> None:
    """Keep how cases that are in the round already were chosen."""
    by.must_be_allowed(Act.SET_UP)
    draw_records.add_draw(db, round_ref=round_ref, draw=draw, by=by, now=now)
    trail.note(db, by=by, event="cases drawn", about=round_ref, now=now, content=draw.in_words)


def _must_fit(audit_round: Round, children: Sequence[InFrame], draw: KeptDraw) -> None:
    there = len(audit_round.active_cases())
    if not children:
        raise AuditError("Nobody was drawn. Draw first, then add the cases.")
    if there + len(children) > MOST:
        raise AuditError(
            f"The round has {there} cases, so {len(children)} more would be too many: {MOST} is the most. Draw fewer."
        )
    if draw.method == PURPOSE and not draw.reason.strip():
        raise AuditError("Say why these children were chosen on purpose.")
