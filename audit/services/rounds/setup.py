"""Opening a round and taking it along its path.

Here too:
- Immediate concerns: told outside the audit, noted here, confirmed against the child's own record.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from audit.domain.days import day_of
from audit.domain.frameworks.framework import Framework, Scale
from audit.domain.over_time import programme
from audit.domain.people.person import Act, Person
from audit.domain.rounds import audit_round as rounds
from audit.domain.rounds.audit_round import Dates, Depth, Drawn, Round, Stage
from audit.domain.rounds.cases import Case, Involvement
from audit.domain.rounds.concerns import Concern
from audit.errors import NOT_SHOWN, AuditError, Conflict, must_be_as_seen
from audit.store import trail
from audit.store.queries import people as people_queries
from audit.store.queries import rating as rating_queries
from audit.store.queries import rounds as queries
from audit.store.records import moderation as moderation_records
from audit.store.records import rounds as records
from audit.store.work import Db

_REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9\-]{0,19}")


@dataclass(frozen=True, kw_only=True)
class Opening:
    """What a round is opened with."""

    ref: str
    title: str
    theme: str
    frameworks: tuple[Framework, ...]
    scale: Scale
    agencies: tuple[str, ...]
    look_back_months: int = 6
    dates: Dates = Dates()
    period: tuple[date, date] | None = None  # None: the months before the workshop, or before today
    chosen_how: str = ""
    drawn: Drawn | None = None  # None: nobody has said
    depth: Depth = Depth.FULL
    reaudit_of: str = ""  # the round that this one looks at again; empty: of none

    def period_looked_at(self, today: date) -> tuple[date, date]:
        """Return the months looked at: as said, else whole months up to the one before the workshop or today."""
        return self.period or rounds.period_of(self.dates.workshop or today, self.look_back_months)


def open_round(db: Db, *, by: Person, opening: Opening, now: datetime) -> Round:
    """Open a round at its first stage, with its own copies of the frameworks and the scale, and return it.

    Raises AuditError where the ref is taken or something is missing.
    """
    by.must_be_allowed(Act.SET_UP)
    _must_be_sound(db, opening)
    if any(audit_round.ref == opening.ref for audit_round in queries.every(db)):
        raise AuditError(f"There is a round {opening.ref} already. Give this one another reference.")
    records.add_round(
        db,
        ref=opening.ref,
        title=opening.title.strip(),
        theme=opening.theme.strip(),
        scale=opening.scale,
        frameworks=opening.frameworks,
        agencies=opening.agencies,
        look_back_months=opening.look_back_months,
        dates=opening.dates,
        period=opening.period_looked_at(day_of(now)),
        chosen_how=opening.chosen_how.strip(),
        drawn=opening.drawn,
        depth=opening.depth,
        reaudit_of=opening.reaudit_of,
    )
    event = "re-audit opened" if opening.reaudit_of else "round opened"
    trail.note(db, by=by, event=event, about=opening.ref, now=now, content=opening.reaudit_of)
    return queries.by_ref(db, opening.ref)


def change_opening(db: Db, *, by: Person, opening: Opening, seen: Round = NOT_SHOWN, now: datetime) -> Round:
    """Change what a round was opened with, and return it; raises AuditError once rating has begun.

    `seen` is the round that the person had before them; raises Conflict where somebody changed it meanwhile.
    Agencies are added and never taken away; an agency that is not needed is not asked about any case.
    """
    by.must_be_allowed(Act.SET_UP)
    _must_be_sound(db, opening)
    audit_round = queries.by_ref(db, opening.ref)
    audit_round.must_be_at(Stage.SETUP)
    must_be_as_seen(
        audit_round, seen, f"Somebody else changed {audit_round.title} meanwhile. Look at it, then save again."
    )
    row = queries.row_of(db, opening.ref)
    records.set_subject(
        db,
        row,
        title=opening.title.strip(),
        theme=opening.theme.strip(),
        scale=opening.scale,
        look_back_months=opening.look_back_months,
        period=opening.period_looked_at(day_of(now)),
        chosen_how=opening.chosen_how.strip(),
        drawn=opening.drawn,
        depth=opening.depth,
        reaudit_of=opening.reaudit_of,
    )
    records.set_frameworks(db, row, opening.frameworks)
    records.set_dates(db, row, opening.dates)
    for agency in opening.agencies:
        records.add_agency(db, row, agency)
    trail.note(db, by=by, event="round changed", about=opening.ref, now=now)
    return queries.by_ref(db, opening.ref)


def add_case(db: Db, *, by: Person, round_ref: str, case: Case, now: datetime) -> None:
    """Add a case; allowed until the workshop, since a case may join before its reveal."""
    by.must_be_allowed(Act.SET_UP)
    queries.by_ref(db, round_ref).must_be_at(Stage.SETUP, Stage.RATING, Stage.WORKSHOP)
    case = replace(case, ref=case.ref.strip())
    case.must_be_sound()
    records.add_case(db, queries.row_of(db, round_ref), case)
    trail.note(db, by=by, event="case added", about=f"{round_ref}/{case.ref}", now=now)


def change_case(db: Db, *, by: Person, round_ref: str, case: Case, now: datetime) -> None:
    """Change what is known of a case; raises Conflict where somebody else changed it meanwhile."""
    by.must_be_allowed(Act.SET_UP)
    queries.by_ref(db, round_ref).must_be_at(Stage.SETUP, Stage.RATING, Stage.WORKSHOP, Stage.FINDINGS)
    case.must_be_sound()
    records.change_case(db, round_ref, case)
    trail.note(db, by=by, event="case changed", about=f"{round_ref}/{case.ref}", now=now, version=case.version + 1)


def withdraw_case(db: Db, *, by: Person, round_ref: str, case_ref: str, reason: str, now: datetime) -> None:
    """Take a case out of the round, with the reason; raises Conflict where somebody did already."""
    by.must_be_allowed(Act.SET_UP)
    earlier_reason = queries.by_ref(db, round_ref).case(case_ref).withdrawn
    if earlier_reason is not None:
        raise Conflict(
            f"Somebody else withdrew {case_ref} already: “{earlier_reason}”", stored=earlier_reason, version=0
        )
    if not reason.strip():
        raise AuditError(f"Say why {case_ref} leaves the round.")
    records.withdraw(db, round_ref, case_ref, reason.strip())
    trail.note(db, by=by, event="case withdrawn", about=f"{round_ref}/{case_ref}", now=now, content=reason)


def add_agency(db: Db, *, by: Person, round_ref: str, agency_ref: str, now: datetime) -> None:
    """Let an agency join; it rates the cases that are not revealed yet."""
    by.must_be_allowed(Act.SET_UP)
    audit_round = queries.by_ref(db, round_ref)
    audit_round.must_be_at(Stage.SETUP, Stage.RATING, Stage.WORKSHOP)
    records.add_agency(db, queries.row_of(db, round_ref), agency_ref)
    for case in audit_round.cases:
        if case.revealed_at_utc is not None:
            _set_involvement(db, round_ref, case.ref, agency_ref, Involvement.NOT_ASKED, by, now)
    trail.note(db, by=by, event="agency joined", about=f"{round_ref} {agency_ref}", now=now)


def set_dates(db: Db, *, by: Person, round_ref: str, dates: Dates, seen: Dates, now: datetime) -> None:
    """Move the days that the round is planned by; allowed at every stage but the last.

    `seen` are the days that the person had before them; raises Conflict where somebody moved them meanwhile.
    """
    by.must_be_allowed(Act.SET_UP)
    audit_round = queries.by_ref(db, round_ref)
    if audit_round.dates != seen:
        raise Conflict("Somebody else moved a date meanwhile.", stored=audit_round.dates, version=0)
    if audit_round.stage is Stage.CLOSED:
        raise AuditError("The round is closed, so its dates stay as they are.")
    dates.must_be_in_order()
    records.set_dates(db, queries.row_of(db, round_ref), dates)
    trail.note(db, by=by, event="dates set", about=round_ref, now=now, content=repr(dates))


def ask(
    db: Db, *, by: Person, round_ref: str, case_ref: str, agency_ref: str, involvement: Involvement, now: datetime
) -> None:
    """Say that an agency is asked about a case, or not; raises AuditError once the case is revealed."""
    by.must_be_allowed(Act.SET_UP)
    audit_round = queries.by_ref(db, round_ref)
    audit_round.agency(agency_ref)
    if audit_round.case(case_ref).revealed_at_utc is not None:
        raise AuditError(f"{case_ref} was revealed, so who was asked stays as it is.")
    if (case_ref, agency_ref) in rating_queries.submitted(db, audit_round=audit_round):
        raise AuditError(f"{agency_ref} has answered for {case_ref} already.")
    _set_involvement(db, round_ref, case_ref, agency_ref, involvement, by, now)
    trail.note(db, by=by, event=f"agency {involvement.value}", about=f"{round_ref}/{case_ref} {agency_ref}", now=now)


def advance(
    db: Db, *, by: Person, round_ref: str, unfinished: Sequence[str] = (), seen: Stage = NOT_SHOWN, now: datetime
) -> Stage:
    """Take the round one step along its path, and return the stage it is at then.

    `unfinished` is what the person was shown as unfinished and moved on with; the round's history keeps it. `seen` is
    the stage that the person had before them; raises Conflict where the round is at another by now.
    """
    by.must_be_allowed(Act.SET_UP)
    audit_round = queries.by_ref(db, round_ref)
    _must_be_at_seen(audit_round.stage, seen)
    stage = rounds.next_stage(audit_round.stage)
    if stage is Stage.RATING:
        rounds.must_be_openable(audit_round)
    reason = f"Moved on with this unfinished. {' '.join(unfinished)}" if unfinished else ""
    records.move(db, queries.row_of(db, round_ref), stage=stage, by=by, now=now, reason=reason[:1000])
    trail.note(db, by=by, event=f"moved on to {stage.value}", about=round_ref, now=now)
    return stage


def step_back(db: Db, *, by: Person, round_ref: str, reason: str, seen: Stage = NOT_SHOWN, now: datetime) -> Stage:
    """Take the round one step back, with the reason, and return the stage it is at then; `seen` as for `advance`."""
    by.must_be_allowed(Act.SET_UP)
    _must_be_at_seen(queries.by_ref(db, round_ref).stage, seen)
    stage = rounds.stage_back(queries.by_ref(db, round_ref).stage, reason=reason)
    records.move(db, queries.row_of(db, round_ref), stage=stage, by=by, now=now, reason=reason.strip())
    trail.note(db, by=by, event=f"stepped back to {stage.value}", about=round_ref, now=now, content=reason)
    return stage


def seen_by_board(
    db: Db, *, by: Person, round_ref: str, on: date, seen: date | None = NOT_SHOWN, now: datetime
) -> None:
    """Note the day on which the board saw the round; raises AuditError for a day to come.

    `seen` is the day that was noted before whoever notes another; raises Conflict where it is another by now.
    """
    by.must_be_allowed(Act.DECIDE)
    audit_round = queries.by_ref(db, round_ref)
    audit_round.must_be_at(Stage.PLAN, Stage.BOARD, Stage.CLOSED)
    must_be_as_seen(audit_round.seen_by_board, seen, "Somebody else noted meanwhile when the board saw this round.")
    if on > day_of(now):
        raise AuditError("The day the board saw this is still to come. Note it when it has happened.")
    row = queries.row_of(db, round_ref)
    row.seen_by_board = on
    db.add(row)
    trail.note(db, by=by, event="seen by board", about=round_ref, now=now, content=on.isoformat())


def must_not_mix_editions(frameworks: Sequence[Framework]) -> None:
    """Raise AuditError where two editions of one framework are chosen: their refs would be told apart no longer."""
    first: dict[str, Framework] = {}
    for framework in frameworks:
        if framework.id in first:
            title = first[framework.id].title
            raise AuditError(f"Choose one edition of “{title}”: the two have the same refs.")
        first[framework.id] = framework


def _must_be_at_seen(stage: Stage, seen: Stage) -> None:
    say = f"Somebody else moved this round to “{stage.label}” meanwhile. Look at it, then decide again."
    must_be_as_seen(stage, seen, say)


def _must_be_sound(db: Db, opening: Opening) -> None:
    if not _REF.fullmatch(opening.ref):
        raise AuditError("Give the round a short reference of letters, figures and hyphens, such as 2026-AUTUMN.")
    if not opening.title.strip():
        raise AuditError("Give the round a title.")
    if not any(framework.graded() for framework in opening.frameworks):
        raise AuditError("Choose at least one framework with lines of enquiry, such as the seven statements.")
    graded = [framework for framework in opening.frameworks if framework.graded()]
    if opening.depth is Depth.SHORT and not all(framework.has_short_set() for framework in graded):
        raise AuditError("A framework you chose has no questions marked for a short audit. Choose to audit in full.")
    must_not_mix_editions(opening.frameworks)
    if not 1 <= opening.look_back_months <= 36:
        raise AuditError("The look-back is between 1 and 36 months.")
    if opening.reaudit_of == opening.ref:
        raise AuditError("A round cannot be the re-audit of itself. Choose an earlier one.")
    if opening.reaudit_of:
        programme.must_be_ready(queries.by_ref(db, opening.reaudit_of))
    opening.dates.must_be_in_order()
    for agency in opening.agencies:
        people_queries.agency_row(db, agency)


def _set_involvement(
    db: Db, round_ref: str, case_ref: str, agency_ref: str, involvement: Involvement, by: Person, now: datetime
) -> None:
    case = queries.case_row(db, round_ref, case_ref)
    agency = people_queries.agency_row(db, agency_ref)
    records.set_involvement(db, case_id=case.id or 0, agency_id=agency.id or 0, involvement=involvement, by=by, now=now)


def tell(db: Db, *, by: Person, round_ref: str, concern: Concern, now: datetime) -> None:
    """Note a concern that was told to the team that holds the case; raises AuditError for what is missing."""
    by.must_be_allowed(Act.TELL_CONCERN)
    concern.must_be_sound(now)
    case = queries.case_row(db, round_ref, concern.case)
    moderation_records.add_concern(db, case_id=case.id or 0, concern=concern, by=by, now=now)
    trail.note(db, by=by, event="immediate concern noted", about=f"{round_ref}/{concern.case}", now=now)


def confirm(db: Db, *, by: Person, round_ref: str, concern_id: int, now: datetime) -> None:
    """Note that the child's own record has the concern; raises AuditError where that was noted already."""
    by.must_be_allowed(Act.TELL_CONCERN)
    moderation_records.confirm_concern(db, concern_id=concern_id, by=by, now=now)
    trail.note(db, by=by, event="immediate concern confirmed", about=f"{round_ref} concern {concern_id}", now=now)
