"""Reading what was decided about the texts that leave, the references to take out of them, and who wrote them.

In: nothing of a round; a paper may speak of several, so everything is read in a constant number of statements.
Out: decisions, references, and the people behind each text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlmodel import col, select

from audit.domain.identifying.passages import Audience, Passage, Record
from audit.domain.people.person import Act, Person, Viewer
from audit.domain.release import leaving
from audit.domain.release.deciding import reads_as
from audit.domain.release.decisions import Decision, Look, Release
from audit.domain.rounds.audit_round import Round
from audit.store.queries.people import people
from audit.store.tables.board import BoardAskRow, BoardQuestionRow
from audit.store.tables.findings import FindingRow
from audit.store.tables.moderation import JudgementRow
from audit.store.tables.over_time import SettlementRow
from audit.store.tables.people import PersonRow
from audit.store.tables.plan import ActionRow, ActionUpdateRow, NoActionRow, VerificationRow
from audit.store.tables.readiness import EvidenceRow
from audit.store.tables.release import DECISION, ReleaseDecisionRow
from audit.store.tables.rounds import CaseRow, RoundRow
from audit.store.tables.trail import TrailRow
from audit.store.work import Db

_WROTE = (
    "finding raised",
    "finding changed",
    "findings merged",
    "finding split",
    "action decided",
    "action changed",
    "action decided, from a workbook",
    "action changed, from a workbook",
    "no action decided",
    "board asked",
    "board answered",
    "board ask written",
    "evidence added",
    "evidence changed",
    "round opened",
    "re-audit opened",
    "round changed",
    "inspection letter kept",
)


@dataclass(frozen=True, kw_only=True)
class Wrote:
    """Somebody wrote a text, or had a hand in its record."""

    round_ref: str  # empty: the register
    record: Record
    ref: str
    text: str  # empty: any text of the record
    person: int


def decisions(db: Db) -> tuple[Decision, ...]:
    """Return every decision, the oldest first; texts are not in them, but for wordings and reasons."""
    statement = (
        select(ReleaseDecisionRow, RoundRow.ref, PersonRow.name)
        .join(RoundRow, col(RoundRow.id) == ReleaseDecisionRow.round_id, isouter=True)
        .join(PersonRow, col(PersonRow.id) == ReleaseDecisionRow.by_id)
        .order_by(col(ReleaseDecisionRow.id))
    )
    return tuple(DECISION.read(row, round_ref=ref or "", by=name) for row, ref, name in db.exec(statement))


def still_exists(db: Db, passage: Passage) -> bool:
    """Say whether what a text is about is still there: its round and its case, or its piece of evidence."""
    if passage.record is Record.EVIDENCE:
        return db.exec(select(EvidenceRow.id).where(EvidenceRow.ref == passage.ref)).first() is not None
    round_id = db.exec(select(RoundRow.id).where(RoundRow.ref == passage.round_ref)).first()
    if not passage.case:
        return round_id is not None or not passage.round_ref
    case = select(CaseRow.id).where(CaseRow.round_id == round_id, CaseRow.ref == passage.case)
    return db.exec(case).first() is not None


def release(db: Db, *, audience: Audience, look: Look, names_cases: bool = False) -> Release:
    """Return what lets texts through to an audience, with everything that was decided so far."""
    return Release(decisions(db), audience, references(db), look, names_cases=names_cases)


def for_reader(db: Db, *, viewer: Viewer, look: Look) -> Release:
    """Return what lets texts through to a person who reads on a page."""
    return release(db, audience=reads_as(viewer.person), look=look)


def gate(db: Db, *, viewer: Viewer, look: Look) -> Release | None:
    """Return what texts go through before a person reads them on a page; None for the audit group."""
    return None if viewer.person.may(Act.READ_CASES) else for_reader(db, viewer=viewer, look=look)


def rounds_as_read(db: Db, *, viewer: Viewer, rounds: Iterable[Round], look: Look) -> tuple[Round, ...]:
    """Return rounds with their own texts as a person may read them: outside the audit group, as they may leave."""
    return leaving.as_read(gate(db, viewer=viewer, look=look), leaving.titled, rounds)


def references(db: Db) -> tuple[str, ...]:
    """Return the references of every round's cases, to be taken out of texts that leave the audit group."""
    rows = db.exec(select(CaseRow.ref, CaseRow.same_child_as).order_by(col(CaseRow.id))).all()
    refs = [ref for case, same in rows for ref in (case, same.partition("/")[2])]
    return tuple(ref for ref in dict.fromkeys(refs) if ref)


def readers(db: Db) -> tuple[Person, ...]:
    """Return the people here who may decide on what leaves."""
    return tuple(person for person in people(db) if person.may(Act.CHECK))


def wrote(db: Db, *, viewer: Viewer) -> tuple[Wrote, ...]:
    """Return who wrote which text; nothing for who may not read case material."""
    return tuple(_wrote(db)) if viewer.person.may(Act.CHECK) else ()


def _wrote(db: Db) -> Iterator[Wrote]:
    refs = dict(db.exec(select(RoundRow.id, RoundRow.ref)).all())
    findings = {row.id: row for row in db.exec(select(FindingRow))}
    for row in findings.values():
        yield Wrote(round_ref=refs[row.round_id], record=Record.FINDING, ref=row.ref, text="", person=row.by_id)
    actions = {row.id: row for row in db.exec(select(ActionRow))}
    for action in actions.values():
        yield Wrote(round_ref=refs[action.round_id], record=Record.ACTION, ref=action.ref, text="", person=action.by_id)
    for update in db.exec(select(ActionUpdateRow)):
        of = actions[update.action_id]
        for text in (update.text, update.evidence_of_impact):
            if text:
                yield Wrote(
                    round_ref=refs[of.round_id], record=Record.UPDATE, ref=of.ref, text=text, person=update.by_id
                )
    for look in db.exec(select(VerificationRow)):
        of = actions[look.action_id]
        yield Wrote(
            round_ref=refs[of.round_id],
            record=Record.VERIFICATION,
            ref=of.ref,
            text=look.what_was_seen,
            person=look.by_id,
        )
    for none in db.exec(select(NoActionRow)):
        about = findings[none.finding_id]
        yield Wrote(round_ref=refs[about.round_id], record=Record.NO_ACTION, ref=about.ref, text="", person=none.by_id)
    yield from _wrote_besides(db, refs)


def _wrote_besides(db: Db, refs: dict[int | None, str]) -> Iterator[Wrote]:
    for row in db.exec(select(BoardQuestionRow)):
        yield Wrote(round_ref=refs[row.round_id], record=Record.QUESTION, ref=row.ref, text="", person=row.by_id)
    for ask in db.exec(select(BoardAskRow)):
        verb = ask.verb.capitalize()
        yield Wrote(round_ref=refs[ask.round_id], record=Record.ASK, ref=verb, text="", person=ask.by_id)
    for settled in db.exec(select(SettlementRow)):
        yield Wrote(
            round_ref=refs[settled.round_id],
            record=Record.SETTLEMENT,
            ref=settled.finding,
            text="",
            person=settled.by_id,
        )
    agreed = select(JudgementRow, CaseRow).join(CaseRow, col(CaseRow.id) == JudgementRow.case_id)
    for judgement, case in db.exec(agreed):
        about = f"{case.ref} {judgement.ref or 'overall'}"
        for record in (Record.JUDGEMENT, Record.DISSENT):
            yield Wrote(round_ref=refs[case.round_id], record=record, ref=about, text="", person=judgement.by_id)
    for piece in db.exec(select(EvidenceRow)):
        yield Wrote(round_ref="", record=Record.EVIDENCE, ref=piece.ref, text="", person=piece.by_id)


def hands_on(db: Db) -> frozenset[tuple[str, int]]:
    """Return who had a hand in which record, as (what the trail says it is about, person)."""
    statement = select(TrailRow.about, TrailRow.by_id).where(col(TrailRow.event).in_(_WROTE)).distinct()
    return frozenset(db.exec(statement).all())
