"""Looking again at what the last round found.

Here too:
- The programme of rounds: planning them, and seeing what they cover together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from audit.domain.over_time import programme as programme_rules
from audit.domain.over_time import reaudit as rules
from audit.domain.over_time.programme import ActionsOf, Covered, Entry, Participation, Planned
from audit.domain.over_time.reaudit import Settlement, SinceLastTime
from audit.domain.people.person import Act, Person, Viewer
from audit.domain.release import leaving
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.workshop.moderation import Judgement
from audit.errors import NOT_SHOWN, AuditError, Conflict, must_be_as_seen
from audit.library.names.lists import look
from audit.store import trail
from audit.store.queries import findings as finding_queries
from audit.store.queries import inspection as inspection_queries
from audit.store.queries import moderation as moderation_queries
from audit.store.queries import over_time as queries
from audit.store.queries import people as people_queries
from audit.store.queries import plan as plan_queries
from audit.store.queries import release as release_queries
from audit.store.queries import rounds as round_queries
from audit.store.queries.moderation import participation
from audit.store.records import over_time as records
from audit.store.work import Db

OPEN = (Stage.WORKSHOP, Stage.FINDINGS, Stage.PLAN)  # as for findings


def settle(db: Db, *, by: Person, round_ref: str, settlement: Settlement, seen_version: int, now: datetime) -> int:
    """Keep what this round says of one of the last round's findings, and return its version.

    `seen_version` is the version the person had before them, 0 for none. Raises AuditError where the round is no
    re-audit or the last one has no such finding, and Conflict where somebody else said something meanwhile.
    """
    by.must_be_allowed(Act.DECIDE)
    audit_round = round_queries.by_ref(db, round_ref)
    audit_round.must_be_at(*OPEN)
    if not audit_round.reaudit_of:
        raise AuditError(f"{audit_round.title} is not the re-audit of another round, so nothing is looked at again.")
    settlement = replace(settlement, looked_at=settlement.looked_at.strip())
    settlement.must_be_sound()
    last = round_queries.by_ref(db, audit_round.reaudit_of)
    standing = {
        finding.ref
        for finding in finding_queries.findings(db, viewer=Viewer.of(by), audit_round=last)
        if finding.stands
    }
    if settlement.finding not in standing:
        raise AuditError(f"{last.title} has no finding {settlement.finding} that stands. Choose from its list.")
    version = records.add_settlement(
        db, audit_round=audit_round, settlement=settlement, seen_version=seen_version, by=by, now=now
    )
    about = f"{round_ref} {audit_round.reaudit_of}/{settlement.finding}"
    content = f"{settlement.seen.value}: {settlement.looked_at}"
    trail.note(db, by=by, event="last finding settled", about=about, version=version, now=now, content=content)
    return version


def since_last_time(db: Db, *, viewer: Viewer, round_ref: str) -> SinceLastTime | None:
    """Return what changed since the round that this one re-audits; None where it re-audits none that is here."""
    viewer.person.must_be_allowed(Act.READ_FINDINGS)
    now = round_queries.by_ref(db, round_ref)
    if now.reaudit_of not in round_queries.refs(db):
        return None
    last = round_queries.by_ref(db, now.reaudit_of)
    return rules.since_last_time(
        last=last,
        now=now,
        plan=plan_queries.plan(db, viewer=viewer, audit_round=last),
        settled=queries.settlements(db, viewer=viewer, audit_round=now),
        then=moderation_queries.judgements_for_papers(db, audit_round=last),
        judged=moderation_queries.judgements_for_papers(db, audit_round=now),
        findings=[
            finding for finding in finding_queries.findings(db, viewer=viewer, audit_round=now) if finding.stands
        ],
    )


def released_settlements(
    db: Db, *, viewer: Viewer, round_ref: str, settled: Iterable[Settlement]
) -> tuple[Settlement, ...]:
    """Return what a round said of the last round's findings as somebody outside the audit group may read it."""
    release = release_queries.for_reader(db, viewer=viewer, look=look)
    return tuple(leaving.settlement(release, round_ref, settlement) for settlement in settled)


def history(db: Db, *, viewer: Viewer, round_ref: str) -> tuple[Settlement, ...]:
    """Return every version of what a round said of the last round's findings, the oldest first."""
    return queries.settlements(db, viewer=viewer, audit_round=round_queries.by_ref(db, round_ref))


def line_of(db: Db, *, viewer: Viewer, round_ref: str) -> tuple[tuple[Round, ...], dict[str, tuple[Judgement, ...]]]:
    """Return a round with those it re-audits, the oldest first, and their judgements without words by round."""
    viewer.person.must_be_allowed(Act.READ_FINDINGS)
    line = rules.line_back(round_queries.every(db), round_ref)
    return line, {
        audit_round.ref: moderation_queries.judgements_for_papers(db, audit_round=audit_round) for audit_round in line
    }


@dataclass(frozen=True, kw_only=True)
class Programme:
    """Every round and what the rounds cover together; it holds nothing of any child."""

    rounds: tuple[Round, ...]  # the oldest first
    entries: tuple[Entry, ...]
    covered: tuple[Covered, ...]
    agencies: tuple[Participation, ...]
    actions: tuple[ActionsOf, ...]


def programme(db: Db, *, viewer: Viewer, today: date) -> Programme:
    """Return the programme, as the viewer may read it."""
    viewer.person.must_be_allowed(Act.READ_FINDINGS)
    gate = release_queries.gate(db, viewer=viewer, look=look)
    rounds = leaving.as_read(gate, leaving.titled, reversed(inspection_queries.audits(db)))
    to_come = leaving.as_read(gate, leaving.planned, queries.planned(db))
    plans = {audit_round.ref: plan_queries.plan(db, viewer=viewer, audit_round=audit_round) for audit_round in rounds}
    submitted = {
        audit_round.ref: frozenset(form.agency for form in participation(db, audit_round=audit_round).submissions)
        for audit_round in rounds
    }
    return Programme(
        rounds=rounds,
        entries=programme_rules.programme(rounds, to_come, today),
        covered=programme_rules.covered(rounds, plans),
        agencies=programme_rules.participation(people_queries.agencies(db), rounds, submitted),
        actions=tuple(programme_rules.actions_of(plans[audit_round.ref]) for audit_round in rounds),
    )


def planned(db: Db, *, planned_id: int) -> Planned:
    """Return one planned round; raises AuditError where it is not in the programme any more."""
    for planned_round in queries.planned(db):
        if planned_round.id == planned_id:
            return planned_round
    raise AuditError("That planned round is not in the programme any more. Choose from the list.")


def plan_round(db: Db, *, by: Person, planned: Planned, now: datetime) -> int:
    """Put a round into the programme, and return its id."""
    by.must_be_allowed(Act.SET_UP)
    planned = _sound(db, planned)
    new = records.add_planned(db, planned)
    trail.note(db, by=by, event="round planned", about=f"planned round {new}", now=now, content=planned.title)
    return new


def change_planned(db: Db, *, by: Person, planned: Planned, now: datetime) -> None:
    """Change a planned round; raises Conflict where somebody else changed it meanwhile."""
    by.must_be_allowed(Act.SET_UP)
    planned = _sound(db, planned)
    records.change_planned(db, planned)
    about, version = f"planned round {planned.id}", planned.version + 1
    trail.note(db, by=by, event="planned round changed", about=about, version=version, now=now, content=planned.title)


def drop_planned(db: Db, *, by: Person, planned_id: int, seen: Planned = NOT_SHOWN, now: datetime) -> None:
    """Take a planned round out of the programme.

    `seen` is the planned round that the person had before them; raises Conflict where somebody changed it meanwhile.
    """
    by.must_be_allowed(Act.SET_UP)
    planned_round = planned(db, planned_id=planned_id)
    must_be_as_seen(
        planned_round, seen, f"Somebody else changed this planned round meanwhile: “{planned_round.title}”."
    )
    records.remove_planned(db, planned_id)
    trail.note(db, by=by, event="planned round dropped", about=f"planned round {planned_id}", now=now)


def became(db: Db, *, by: Person, planned_id: int, round_ref: str, now: datetime) -> None:
    """Note which round a planned one became; raises Conflict where it was opened as another meanwhile."""
    by.must_be_allowed(Act.SET_UP)
    planned_round = planned(db, planned_id=planned_id)
    if planned_round.opened_as:
        say = f"Somebody else opened this planned round meanwhile, as {planned_round.opened_as}. Go to that one."
        raise Conflict(say, stored=planned_round, version=planned_round.version)
    records.opened_as(db, planned_id, round_ref)
    trail.note(db, by=by, event="planned round opened", about=f"planned round {planned_id}", now=now, content=round_ref)


def _sound(db: Db, planned: Planned) -> Planned:
    planned = replace(planned, title=planned.title.strip(), theme=planned.theme.strip())
    planned.must_be_sound()
    if planned.reaudit_of:
        round_queries.by_ref(db, planned.reaudit_of)
    return planned
