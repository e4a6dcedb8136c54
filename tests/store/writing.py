"""Every kind of value that the store keeps, written by its own records.

In: a place in a scene.
Out: what was written, each value beside how the store's own queries read it. A value that can be changed is written
twice: another one first, then itself in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from audit.domain.findings.finding import ChildWords, Finding, JudgementUsed
from audit.domain.frameworks.editions import Edition, Standing
from audit.domain.inspection.letter_drafts import DraftFinding, LetterDraft
from audit.domain.inspection.letter_reading import LetterFinding, Line
from audit.domain.inspection.notified import Correction, Notified, Request
from audit.domain.inspection.published import Inspection, Quotation
from audit.domain.journeys.ecomap import Tie
from audit.domain.journeys.pathway import Event
from audit.domain.over_time.programme import Planned
from audit.domain.over_time.reaudit import Settlement
from audit.domain.people.person import Agency, EmergencyNumbers, Partnership, Person, Role, SignedIn
from audit.domain.plan.actions import Action, NoAction, Update, Verification
from audit.domain.plan.board_asks import OwnAsk, Question, Verb
from audit.domain.plan.following import OwnerRole
from audit.domain.plan.versions import PlanVersion
from audit.domain.rating.form import Account, LineAnswer, Rating, Saved, StatementGrade
from audit.domain.readiness.checklists import Entry
from audit.domain.readiness.evidence import Evidence
from audit.domain.release.decisions import Decision
from audit.domain.rounds.audit_round import FrameworkCopy, Round, Stage, StageMove, WorkshopHeld
from audit.domain.rounds.cases import Case, CaseDates, Involvement
from audit.domain.rounds.concerns import Concern
from audit.domain.rounds.draws import KeptDraw
from audit.domain.timescales.moments import SchoolTerms
from audit.domain.workshop.moderation import Judgement
from audit.store import copies
from audit.store.queries import board as board_queries
from audit.store.queries import drafts, editions, people, release
from audit.store.queries import findings as finding_queries
from audit.store.queries import inspection as inspection_queries
from audit.store.queries import journeys as journey_queries
from audit.store.queries import moderation as moderation_queries
from audit.store.queries import over_time as over_time_queries
from audit.store.queries import plan as plan_queries
from audit.store.queries import rating as rating_queries
from audit.store.queries import readiness as readiness_queries
from audit.store.queries import rounds as round_queries
from audit.store.records import board, findings, inspection, journeys, moderation, over_time, plan, rating, readiness
from audit.store.records import editions as edition_records
from audit.store.records import people as people_records
from audit.store.records import release as release_records
from audit.store.records import rounds as round_records
from tests.builders import NOON, SEVEN, a_framework
from tests.scenes import ROUND
from tests.stored_values import AGENCY, CASE, FINDING, Place, Written

Writing = Callable[[Place], Iterator[Written]]


def of_the_partnership(at: Place) -> Iterator[Written]:
    """Write the partnership, an agency and people."""
    partnership = at.different(Partnership)
    texts = {"name": partnership.name, "marking": partnership.marking}
    people_records.keep_partnership(at.db, invented=False, **texts)
    real = people.partnership(at.db)
    yield replace(partnership, invented=False, emergency=EmergencyNumbers()), lambda: real
    people_records.keep_partnership(at.db, invented=True, **texts)
    people_records.keep_emergency_numbers(at.db, partnership.emergency)
    yield partnership, lambda: people.partnership(at.db)
    agency = at.different(Agency, ref="NEW")
    for written in (at.different(Agency, 2, ref="NEW"), agency):
        people_records.keep_agency(at.db, written)
    yield agency, lambda: next(kept for kept in people.agencies(at.db) if kept.ref == "NEW")
    person = at.different(Person, roles=frozenset({Role.AUDITOR, Role.MANAGER}), active=True)
    new = people_records.add_person(
        at.db, name=person.name, roles=person.roles, agency=person.agency, email=person.email
    )
    yield replace(person, id=new), lambda: people.person(at.db, new)
    gone = people_records.add_person(at.db, name="Gone", roles=person.roles, agency=AGENCY, email="gone")
    people_records.deactivate(at.db, gone, new_name="Auditor")
    changed = replace(person, id=gone, name="Auditor", email=None, active=False)
    yield changed, lambda: people.person(at.db, gone)
    sign_in = at.different(SignedIn, person=at.by.id)
    people_records.begin(at.db, mark=sign_in.mark, person_id=sign_in.person, now=NOON)
    people_records.end(at.db, mark=sign_in.mark, now=NOON)
    yield sign_in, lambda: people.by_mark(at.db, sign_in.mark)
    role = at.different(OwnerRole)
    plan.keep_roles(at.db, person_id=at.by.id, roles=[role])
    yield role, lambda: plan_queries.owned_roles(at.db, viewer=at.viewer)[0]


def of_the_round(at: Place) -> Iterator[Written]:
    """Write what the round is about, its stages, and how its cases were chosen."""
    row, subject = (
        at.row,
        at.different(Round, id=at.round_id, ref=ROUND, copies=(), agencies=(), cases=(), involvement={}),
    )
    names = "title", "theme", "scale", "look_back_months", "period", "chosen_how", "drawn", "depth", "reaudit_of"
    round_records.set_subject(at.db, row, **{name: getattr(subject, name) for name in names})
    round_records.set_dates(at.db, row, subject.dates)
    round_records.set_workshop_held(at.db, row, subject.workshop_held or at.different(WorkshopHeld))
    round_records.set_frameworks(at.db, row, [a_framework(SEVEN)])
    row.seen_by_board, row.keep_until = subject.seen_by_board, subject.keep_until
    round_records.move(at.db, row, stage=Stage.BOARD, by=at.by, now=NOON, reason="reason 1")
    copy = FrameworkCopy(
        framework=a_framework(SEVEN), digest=copies.digest_of(copies.framework_text(a_framework(SEVEN)))
    )
    involvement = {(CASE, AGENCY): Involvement.NO_INVOLVEMENT}
    agency = people.agency_row(at.db, AGENCY)
    round_records.set_involvement(
        at.db, case_id=at.case_id, agency_id=agency.id or 0, involvement=Involvement.NO_INVOLVEMENT, by=at.by, now=NOON
    )
    beside: dict[str, Any] = {"agencies": at.round.agencies, "involvement": involvement}
    yield replace(subject, stage=Stage.BOARD, copies=(copy,), **beside), lambda: replace(at.round, cases=())
    move = at.different(StageMove, stage=Stage.BOARD)
    yield move, lambda: round_queries.moves(at.db, ROUND)[-1]
    draw = at.different(KeptDraw, id=1)
    round_records.add_draw(at.db, round_ref=ROUND, draw=draw, by=at.by, now=NOON)
    yield draw, lambda: round_queries.draws(at.db, ROUND)[0]


def of_a_case(at: Place) -> Iterator[Written]:
    """Write a case, its dates and who is around the child."""
    case = at.different(Case, ref="Child N", version=2)
    round_records.add_case(at.db, at.row, case)
    added = replace(case, ref="Child O", version=1, withdrawn=None, revealed_at_utc=None)
    round_records.add_case(at.db, at.row, added)
    yield added, lambda: at.round.case("Child O")
    round_records.change_case(at.db, ROUND, replace(at.different(Case, 2, ref="Child N"), version=1))
    round_records.change_case(at.db, ROUND, replace(case, version=2))
    round_records.withdraw(at.db, ROUND, "Child N", case.withdrawn or "")
    round_records.reveal(at.db, ROUND, "Child N", NOON)
    yield replace(case, version=3), lambda: at.round.case("Child N")
    dates = at.different(CaseDates, version=0)
    round_records.add_dates(at.db, round_ref=ROUND, case_ref=CASE, dates=dates, by=at.by, now=NOON)
    yield replace(dates, version=1).tidied(), lambda: round_queries.dates_of_case(at.db, ROUND, CASE)
    event, tie = at.different(Event, version=2), at.different(Tie, version=2)
    here: dict[str, Any] = {"case_id": at.case_id, "by": at.by, "now": NOON}
    new = journeys.add(at.db, entry=at.different(Event, 2), **here)
    journeys.change(at.db, entry=replace(event, id=new, version=1), **here)
    yield replace(event, id=new), lambda: journey_queries.events(at.db, viewer=at.viewer, audit_round=at.round)[CASE][0]
    new_tie = journeys.add(at.db, entry=at.different(Tie, 2), **here)
    journeys.change(at.db, entry=replace(tie, id=new_tie, version=1), **here)
    yield replace(tie, id=new_tie), lambda: journey_queries.ties(at.db, viewer=at.viewer, audit_round=at.round)[CASE][0]


def of_a_rating(at: Place) -> Iterator[Written]:
    """Write an agency's draft of its form, and what it submitted."""
    viewer, now = at.auditor, NOON
    once, twice = (Saved(version=version, by=viewer.person.name, at_utc=NOON) for version in (1, 2))
    answer, grade = at.different(LineAnswer, saved=None), at.different(StatementGrade, saved=None)
    account = at.different(Account, saved=None)
    whole = drafts.draft(at.db, viewer=viewer, round_ref=ROUND, case_ref=CASE)
    of_form = {answer.line: answer}, {grade.statement: grade}
    rating.save_form(
        at.db, at.form, replace(whole, answers=of_form[0], grades=of_form[1], account=account), viewer=viewer, now=now
    )
    other = {"line": at.different(LineAnswer, 2).line}
    rating.save_answer(at.db, at.form, at.different(LineAnswer, 3, saved=None, **other), viewer=viewer, now=now)
    second = at.different(LineAnswer, 2, saved=once, **other)
    rating.save_answer(at.db, at.form, second, viewer=viewer, now=now)
    other = {"statement": at.different(StatementGrade, 2).statement}
    rating.save_grade(at.db, at.form, at.different(StatementGrade, 3, saved=None, **other), viewer=viewer, now=now)
    regrade = at.different(StatementGrade, 2, saved=once, **other)
    rating.save_grade(at.db, at.form, regrade, viewer=viewer, now=now)

    def draft() -> Any:
        return drafts.draft(at.db, viewer=viewer, round_ref=ROUND, case_ref=CASE)

    yield replace(answer, saved=once), lambda: draft().answers[answer.line]
    yield replace(grade, saved=once), lambda: draft().grades[grade.statement]
    yield replace(account, saved=once), lambda: draft().account
    yield replace(second, saved=twice), lambda: draft().answers[second.line]
    yield replace(regrade, saved=twice), lambda: draft().grades[regrade.statement]
    submitted = at.different(
        Rating,
        answers=(answer,),
        grades=(grade,),
        account=account,
        submitted_by=at.by.id,
        entered_by=frozenset({viewer.person.id}),
        blind=True,
    )
    rating.add_rating(at.db, at.form, submitted)
    yield submitted, lambda: rating_queries.ratings(at.db, viewer=at.viewer, audit_round=at.round)[0]


def of_the_workshop(at: Place) -> Iterator[Written]:
    """Write what a workshop agreed, what is on its screen, and a concern."""
    here: dict[str, Any] = {"case_id": at.case_id, "by": at.by, "now": NOON}
    judgement = at.different(Judgement, version=2)
    moderation.add_judgement(at.db, judgement=at.different(Judgement, 2, statement=judgement.statement), **here)
    moderation.add_judgement(at.db, judgement=judgement, **here)
    yield judgement, lambda: moderation_queries.judgements(at.db, viewer=at.viewer, audit_round=at.round)[0]
    showing = at.different(moderation_queries.Showing, version=2)
    for agreeing in (False, True):
        moderation.show(at.db, round_id=at.round_id, case_id=at.case_id, statement=showing.statement, agreeing=agreeing)
    yield showing, lambda: moderation_queries.showing(at.db, audit_round=at.round)
    saved = Saved(version=1, by=at.by.name, at_utc=NOON)
    draft = at.different(moderation_queries.JudgementDraft, saved=saved)
    moderation.keep_draft(at.db, statement=None, fields=draft.fields, **here)
    yield (
        draft,
        lambda: moderation_queries.draft(at.db, viewer=at.viewer, audit_round=at.round, case_ref=CASE, statement=None),
    )
    concern = at.different(Concern, id=1, told_at_utc=NOON - timedelta(hours=3))
    moderation.add_concern(at.db, concern=concern, **here)
    ((_, kept),) = moderation_queries.concerns(at.db, viewer=at.viewer, round_ref=ROUND)
    moderation.confirm_concern(at.db, concern_id=kept.id or 0, by=at.by, now=NOON)
    yield concern, lambda: moderation_queries.concerns(at.db, viewer=at.viewer, round_ref=ROUND)[0][1]


def of_the_findings(at: Place) -> Iterator[Written]:
    """Write findings, and what the board and the last round say."""
    by: dict[str, Any] = {"round_id": at.round_id, "by": at.by, "now": NOON}
    words = at.different(ChildWords, apart=False)
    rests_on = at.different(JudgementUsed)
    finding = at.different(Finding, ref=FINDING, words=(words,), rests_on=(rests_on,), version=3)
    other = at.different(Finding, 2, ref=FINDING, source=finding.source, came_from=finding.came_from)
    findings.add_finding(at.db, finding=other, **by)
    findings.change_finding(at.db, round_id=at.round_id, finding=replace(finding, version=1))
    findings.put_into(at.db, round_id=at.round_id, ref=FINDING, into=finding.put_into)
    yield finding, lambda: finding_queries.every(at.db, audit_round=at.round)[0]
    question = at.different(Question, version=2)
    board.add_question(at.db, question=at.different(Question, 2, ref=question.ref), **by)
    board.change_question(at.db, round_id=at.round_id, question=replace(question, version=1))
    yield question, lambda: board_queries.every_question(at.db)[0]
    ask = at.different(OwnAsk, verb=Verb.CHALLENGE, version=2)
    for version in (0, 1):
        board.keep_ask(at.db, ask=replace(ask, version=version), **by)
    yield ask, lambda: board_queries.asks(at.db, round_ref=ROUND)[0]
    settlement = at.different(Settlement, version=2)
    for number in (2, 1):
        said = at.different(Settlement, number, finding=settlement.finding)
        over_time.add_settlement(
            at.db, audit_round=at.round, settlement=said, seen_version=2 - number, by=at.by, now=NOON
        )
    yield settlement, lambda: over_time_queries.settlements(at.db, viewer=at.viewer, audit_round=at.round)[-1]
    decision = at.different(Decision)
    release_records.add_decision(at.db, decision=decision, by=at.by, now=NOON)
    yield decision, lambda: release.decisions(at.db)[0]


def of_the_plan(at: Place) -> Iterator[Written]:
    """Write actions, what was said of them, and a version of the plan."""
    by: dict[str, Any] = {"round_id": at.round_id, "by": at.by, "now": NOON}
    update = at.different(Update, by="Somebody else")
    look = at.different(Verification, holds=True)
    action = at.different(Action, version=2, updates=(update,), verifications=(look,))
    plan.add_action(at.db, action=at.different(Action, 2, ref=action.ref), **by)
    plan.change_action(at.db, round_id=at.round_id, action=replace(action, version=1))
    plan.add_update(at.db, ref=action.ref, update=update, **by)
    plan.add_verification(at.db, ref=action.ref, verification=look, **by)
    yield action, lambda: plan_queries.every(at.db, audit_round=at.round)[0]
    none = at.different(NoAction)
    for decision in (at.different(NoAction, 2), none):
        plan.keep_no_action(at.db, decision=decision, **by)
    yield none, lambda: plan_queries.every_no_action(at.db, audit_round=at.round)[0]
    version = at.different(PlanVersion)
    plan.add_version(at.db, version=version, **by)
    yield version, lambda: plan_queries.plan_versions(at.db, viewer=at.viewer, audit_round=at.round)[0]


def of_another_round(at: Place) -> Iterator[Written]:
    """Write a round anew."""
    nobody: dict[str, Any] = {"agencies": (), "cases": (), "involvement": {}}
    by_acts: dict[str, Any] = {"stage": Stage.SETUP, **dict.fromkeys(("seen_by_board", "keep_until", "workshop_held"))}
    subject = at.different(Round, id=at.round_id + 1, ref="NEW", copies=(), **nobody, **by_acts)
    names = "ref", "title", "theme", "scale", "agencies", "look_back_months", "dates", "period", "chosen_how", "drawn"
    given = {name: getattr(subject, name) for name in (*names, "depth", "reaudit_of")}
    round_records.add_round(at.db, frameworks=(), **given)
    yield subject, lambda: round_queries.by_ref(at.db, "NEW")


def of_no_round(at: Place) -> Iterator[Written]:
    """Write what belongs to no round: editions, terms, the programme, checklists, evidence."""
    edition, standing = at.different(Edition), at.different(Standing)
    edition_records.add(at.db, edition.framework, by=at.by, now=NOON)
    edition_records.set_standing(
        at.db,
        name=edition.framework.name,
        version=standing.version,
        retired=standing.retired,
        reason=standing.reason,
        by=at.by,
        now=NOON,
    )
    yield replace(edition, standing=standing), lambda: editions.saved(at.db)[0]
    terms = at.different(SchoolTerms, version=1)
    round_records.add_school_terms(at.db, terms=replace(terms, version=0), by=at.by, now=NOON)
    yield terms, lambda: round_queries.school_terms(at.db)
    planned = at.different(Planned, version=3)
    added = at.different(Planned, 2, opened_as="")
    new = over_time.add_planned(at.db, added)
    yield replace(added, id=new, version=1), _planned(at, new)
    new = over_time.add_planned(at.db, at.different(Planned, 2))
    over_time.change_planned(at.db, replace(planned, id=new, version=1))
    over_time.opened_as(at.db, new, planned.opened_as)
    yield replace(planned, id=new), _planned(at, new)
    entry = at.different(Entry, version=2)
    for number in (2, 1):
        said = at.different(Entry, number, item=entry.item, version=2 - number)
        readiness.add_entry(at.db, entry=said, by=at.by, now=NOON)
    yield entry, lambda: readiness_queries.every_entry(at.db)[entry.item]
    piece = at.different(Evidence, ref="E1", version=2)
    readiness.add_evidence(at.db, evidence=at.different(Evidence, 2), by=at.by, now=NOON)
    readiness.change(at.db, evidence=replace(piece, version=1), by=at.by, now=NOON)
    yield piece, lambda: readiness_queries.every_evidence(at.db)[0]


def _planned(at: Place, new: int) -> Callable[[], Planned]:
    return lambda: next(planned for planned in over_time_queries.planned(at.db) if planned.id == new)


def of_inspections(at: Place) -> Iterator[Written]:
    """Write inspections that were notified, and a letter that is being checked."""
    by: dict[str, Any] = {"by": at.by, "now": NOON}
    notified = at.different(Notified, version=3, called_off="called off")
    new = inspection.add_notified(at.db, inspection=at.different(Notified, 2, kind=notified.kind, note="note 1"), **by)
    kept = replace(notified, id=new, version=1)
    correction = at.different(Correction, was=at.different(Notified, 2).notified_on, now=notified.notified_on)
    inspection.correct(at.db, inspection=kept, on=correction.now, reason=correction.reason, **by)
    inspection.call_off(at.db, inspection=replace(kept, version=2), reason="called off")
    inspection.keep_until(at.db, inspection=new, on=notified.keep_until)
    yield replace(notified, id=new), lambda: inspection_queries.inspections(at.db, viewer=at.viewer)[0]
    yield correction, lambda: inspection_queries.corrections(at.db, viewer=at.viewer, inspection=new)[0]
    request = at.different(Request, version=2)
    asked = inspection.add_request(at.db, inspection=new, request=at.different(Request, 2))
    inspection.change_request(at.db, replace(request, id=asked, version=1))
    yield replace(request, id=asked), lambda: inspection_queries.requests(at.db, viewer=at.viewer, inspection=new)[0]
    lines = tuple(at.different(Line, number, at=number) for number in range(2))
    letter = at.different(LetterDraft, lines=lines, findings=(at.different(DraftFinding, id=0),))
    draft = inspection.add_letter_draft(
        at.db,
        person_id=at.by.id,
        mark=letter.mark,
        name=letter.name,
        lines=letter.lines,
        particulars=letter.inspection,
        findings=[at.different(DraftFinding, 2)],
        now=NOON,
    )
    (added,) = inspection_queries.begun(at.db, viewer=at.viewer)[0].findings
    inspection.change(at.db, draft_id=draft, finding=replace(letter.findings[0], id=added.id), now=NOON)
    whole = replace(letter, id=draft, findings=(replace(letter.findings[0], id=added.id),))
    yield whole, lambda: inspection_queries.begun(at.db, viewer=at.viewer)[0]
    published = at.different(Inspection)
    inspection.add_inspection(at.db, round_id=at.round_id, inspection=published)
    yield published, lambda: inspection_queries.inspection(at.db, audit_round=at.round)


def of_a_letter(at: Place) -> Iterator[Written]:
    """Write a finding's words in the letter it comes from."""
    quotation = at.different(Quotation, original=at.different(LetterFinding, lines=()))
    inspection.add_quotation(at.db, round_id=at.round_id, quotation=quotation)
    yield quotation, lambda: inspection_queries.quotations(at.db, viewer=at.viewer, audit_round=at.round)[0]


OF_A_ROUND: tuple[Writing, ...] = (
    of_a_rating,
    of_the_round,
    of_a_case,
    of_the_workshop,
    of_the_findings,
    of_the_plan,
    of_a_letter,
)
BESIDE: tuple[Writing, ...] = (of_the_partnership, of_another_round, of_no_round, of_inspections)
