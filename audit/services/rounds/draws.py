"""Choosing cases: children drawn from a return become references and bands; who they are stays outside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from audit.domain.people.person import Act, Person
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.rounds.cases import Case
from audit.domain.rounds.draws import (
    PURPOSE,
    REPLACED,
    RESERVE,
    KeptDraw,
    Replacement,
    Spare,
    case_of,
    drawn_as,
    left_in_reserve,
    replacement_of,
)
from audit.domain.rounds.sampling import InFrame
from audit.errors import AuditError
from audit.store import trail
from audit.store.queries import rounds as queries
from audit.store.records import rounds as records
from audit.store.work import Db

MOST = 8  # cases that one round can talk through
MOST_WORDS = 1000  # characters of how a round's cases were chosen


def next_refs(audit_round: Round, count: int) -> tuple[str, ...]:
    """Return so many references that no case of the round has yet."""
    used_refs = {case.ref for case in audit_round.cases}
    refs: list[str] = []
    number = 0
    while len(refs) < count:
        number += 1
        if (ref := f"{audit_round.ref}-{number}"[-20:]) not in used_refs:
            refs.append(ref)
    return tuple(refs)


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
    audit_round = queries.by_ref(db, round_ref)
    audit_round.must_be_at(Stage.SETUP, Stage.RATING)
    _must_fit(audit_round, children, draw)
    for spare in draw.spares:
        _as_case(spare, "Reserve", how_chosen="").must_be_sound()
    row = queries.row_of(db, round_ref)
    for child, ref in zip(children, refs, strict=True):
        case: Case = case_of(child, ref, how_chosen=draw.in_words[:500])
        case.must_be_sound()
        records.add_case(db, row, case)
        trail.note(db, by=by, event="case added", about=f"{round_ref}/{ref}", now=now)
    records.add_draw(db, round_ref=round_ref, draw=draw, by=by, now=now)
    if not row.chosen_how.strip():
        row.chosen_how = draw.in_words[:MOST_WORDS]
    _say_how_drawn(db, round_ref)
    trail.note(db, by=by, event="cases drawn", about=round_ref, now=now, content=draw.in_words)
    return tuple(refs)


def take_place(db: Db, *, by: Person, round_ref: str, case_ref: str, seen: str, now: datetime) -> Replacement:
    """Put the next reserve in the place of a withdrawn case, and return which it was and what it is called now.

    `seen` is the reserve that the person was shown. A place can be taken while the round is set up, rated or in its
    workshop, and only where the withdrawn case was not revealed: then nobody has talked about it. Raises AuditError
    where a case is still in the round, was revealed, or was replaced already; where no reserve is left; or where
    another is next by now.
    """
    by.must_be_allowed(Act.SET_UP)
    audit_round = queries.by_ref(db, round_ref)
    audit_round.must_be_at(Stage.SETUP, Stage.RATING, Stage.WORKSHOP)
    draws = queries.draws(db, round_ref)
    draw, spare = _next(audit_round, case_ref, draws, seen)
    (ref,) = next_refs(audit_round, 1)
    replacement = Replacement(draw=draw.id, spare=spare.ref, case=ref, instead_of=case_ref)
    made = KeptDraw(source=draw.source, method=RESERVE, size=1, replacement=replacement)
    case = _as_case(spare, ref, how_chosen=f"{spare.ref}, in the place of a case that was withdrawn.")
    case.must_be_sound()
    row = queries.row_of(db, round_ref)
    records.add_case(db, row, case)
    records.add_draw(db, round_ref=round_ref, draw=made, by=by, now=now)
    if REPLACED not in row.chosen_how and len(row.chosen_how) + len(REPLACED) < MOST_WORDS:
        row.chosen_how = f"{row.chosen_how} {REPLACED}".strip()
        db.add(row)
    trail.note(db, by=by, event="reserve took a place", about=f"{round_ref}/{ref}", now=now, content=made.in_words)
    return replacement


def note_draw(db: Db, *, by: Person, round_ref: str, draw: KeptDraw, now: datetime) -> None:
    """Keep how cases that are in the round already were chosen."""
    by.must_be_allowed(Act.SET_UP)
    records.add_draw(db, round_ref=round_ref, draw=draw, by=by, now=now)
    _say_how_drawn(db, round_ref)
    trail.note(db, by=by, event="cases drawn", about=round_ref, now=now, content=draw.in_words)


def _say_how_drawn(db: Db, round_ref: str) -> None:
    """Let the round say "at random" or "on purpose" as its kept draws do."""
    audit_round, row = queries.by_ref(db, round_ref), queries.row_of(db, round_ref)
    drawn = drawn_as(audit_round.drawn, queries.draws(db, round_ref), len(audit_round.cases))
    row.drawn = drawn.value if drawn else ""
    db.add(row)


def _next(audit_round: Round, case_ref: str, draws: Sequence[KeptDraw], seen: str) -> tuple[KeptDraw, Spare]:
    case = audit_round.case(case_ref)
    if case.withdrawn is None:
        raise AuditError(f"{case_ref} is still in the round. Withdraw it first, with the reason.")
    if case.revealed_at_utc is not None:
        raise AuditError(f"{case_ref} was revealed before it left, so no reserve takes its place.")
    replacement = replacement_of(draws, case_ref)
    if replacement is not None:
        raise AuditError(f"{replacement.spare} took the place of {case_ref} already, as {replacement.case}.")
    if len(audit_round.active_cases()) >= MOST:
        raise AuditError(f"The round has {MOST} cases, which is the most. No reserve is needed.")
    left = left_in_reserve(draws)
    if not left:
        raise AuditError("No reserve is left. Draw again to add a case.")
    if left[0][1].ref != seen:
        raise AuditError(f"{seen} took a place meanwhile. Next is {left[0][1].ref}: look, then press again.")
    return left[0]


def _as_case(spare: Spare, ref: str, *, how_chosen: str) -> Case:
    return case_of(InFrame(child="", age=None, bands=spare.bands), ref, how_chosen=how_chosen)


def _must_fit(audit_round: Round, children: Sequence[InFrame], draw: KeptDraw) -> None:
    case_count = len(audit_round.active_cases())
    if not children:
        raise AuditError("Nobody was drawn. Draw first, then add the cases.")
    if case_count + len(children) > MOST:
        raise AuditError(
            f"The round has {case_count} cases, so {len(children)} more would be too many: {MOST} is "
            "the most. Draw fewer."
        )
    if draw.method == PURPOSE and not draw.reason.strip():
        raise AuditError("Say why these children were chosen on purpose.")
