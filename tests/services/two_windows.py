"""Every command of the services that writes, and what two windows do to one thing with it.

Each is tried here with two windows that showed the same; or tried by a test that is named here; or cannot be at odds
with another window, for a reason given here. A command without an entry fails `test_two_windows.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from audit.domain.findings.finding import FindingKind
from audit.domain.inspection.letter_drafts import LetterDraft
from audit.domain.inspection.notified import InspectionKind, Notified
from audit.domain.journeys.ecomap import Strength, Tie
from audit.domain.over_time.programme import Planned
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Agency, Role, Viewer
from audit.domain.plan.actions import Action, NoAction, Progress, Update
from audit.domain.plan.board_asks import OwnAsk, Question, Verb
from audit.domain.readiness.checklists import State
from audit.domain.rounds.audit_round import Dates, Stage
from audit.domain.timescales.moments import SchoolTerms
from audit.library import bank_holidays
from audit.library.own_files import local_lists
from audit.services import board, findings, journeys
from audit.services.inspection import letter_drafts, letter_files, notified, published
from audit.services.over_time import reaudit
from audit.services.people import form_drafts, partnership
from audit.services.plan import actions, versions
from audit.services.rating import form as rating
from audit.services.readiness import assessment, evidence
from audit.services.rounds import dates, setup
from audit.services.rounds.setup import Opening
from audit.services.safekeeping import erasure
from audit.services.workshop import moderation
from audit.store.queries import board as board_queries
from audit.store.queries import drafts, rounds
from audit.store.queries import findings as finding_queries
from audit.store.queries import inspection as letter_queries
from audit.store.queries import journeys as journey_queries
from audit.store.queries import people as people_queries
from audit.store.queries import readiness as evidence_queries
from audit.store.work import Db
from tests.builders import NOON, THEMES, a_finding, a_framework, a_judgement, a_scale, statement
from tests.readiness import INSTALLED, J7, R1, a_piece, an_entry
from tests.scenes import AGENCIES, ROUND, Said, Scene, a_small_framework
from tests.services.inspection.test_inspections import FOUND, SAID
from tests.services.inspection.test_letter_drafts import CONTENT, MARK
from tests.services.journeys.test_journeys import EVENT, FRIENDS, PATHWAY

CHILD, TODAY = "Child A", NOON.date()
STEPS, HOLIDAYS = local_lists.inspection_clock(), bank_holidays.england()
FIRST, SECOND = "from the first window", "from the second window"
Write = Callable[[Db, str], object]  # is given a text, which the two windows write differently


@dataclass(frozen=True, kw_only=True)
class Two:
    """What two windows that showed the same do, one after the other."""

    write: Write
    theirs: str = FIRST  # what the second window has to be told that the first wrote


def _at(scene: Scene) -> dict[str, Any]:
    return {"by": scene.facilitator, "round_ref": ROUND, "now": NOON}


def _run(scene: Scene, command: Callable[..., Any], **how: Any) -> Any:
    with scene.app.unit_of_work() as db:
        return command(db, **how)


def _read(scene: Scene, query: Callable[..., Any], **how: Any) -> Any:
    with scene.app.reading() as db:
        return query(db, **how)


def _eyes(scene: Scene) -> Viewer:
    return Viewer.of(scene.facilitator)


def _finding(scene: Scene) -> Any:
    scene.raise_finding(a_finding(kind=FindingKind.NEEDS_TO_IMPROVE, statements=[statement(1)]))
    return _read(scene, finding_queries.findings, viewer=_eyes(scene), audit_round=scene.round())[-1]


ACTION = Action(
    ref="",
    finding="F1",
    text="Ask every child.",
    success_measure="Nine in ten.",
    lead_agency="CSC",
    owner="Head",
    due=date(2027, 3, 1),
)


def _action(scene: Scene) -> Action:
    _finding(scene)
    _run(scene, actions.decide, action=ACTION, **_at(scene))
    action: Action = _read(scene, actions.plan, viewer=_eyes(scene), round_ref=ROUND).actions[0]
    return action


def action_changed(scene: Scene) -> Two:
    there = _action(scene)
    return Two(write=lambda db, text: actions.change(db, action=replace(there, text=text), **_at(scene)))


def nothing_decided(scene: Scene) -> Two:
    _finding(scene)
    return Two(
        write=lambda db, text: actions.decide_nothing(
            db, decision=NoAction(finding="F1", reason=text), seen="", **_at(scene)
        )
    )


def _decided_both_ways(scene: Scene, *, nothing_first: bool) -> Two:
    _finding(scene)

    def write(db: Db, text: str) -> None:
        if (text == FIRST) == nothing_first:
            none = NoAction(finding="F1", reason=text)
            actions.decide_nothing(db, decision=none, seen="", **_at(scene))
        else:
            actions.decide(db, action=replace(ACTION, text=text), seen="", **_at(scene))

    return Two(write=write)


def action_decided(scene: Scene) -> Two:
    return _decided_both_ways(scene, nothing_first=True)


def nothing_decided_after_an_action(scene: Scene) -> Two:
    return _decided_both_ways(scene, nothing_first=False)


def question_answered(scene: Scene) -> Two:
    question = Question(ref="", round_ref=ROUND, asked_on=TODAY, text="How long?", owed_by="CAMHS")
    _run(scene, board.ask, question=question, **_at(scene))
    (there,) = _read(scene, board_queries.questions, viewer=_eyes(scene))
    return Two(
        write=lambda db, text: board.answer(
            db, by=scene.facilitator, question=replace(there, answer=text, answered_on=TODAY), now=NOON
        )
    )


def ask_written(scene: Scene) -> Two:
    return Two(
        write=lambda db, text: board.say_ask(db, ask=OwnAsk(verb=Verb.DECIDE, text=text, version=0), **_at(scene))
    )


def recommendation_said(scene: Scene) -> Two:
    return Two(
        write=lambda db, text: assessment.say(
            db,
            by=scene.facilitator,
            frameworks=INSTALLED,
            now=NOON,
            entry=replace(an_entry(R1, State.UNDER_WAY, version=0), narrative=text, why=""),
        )
    )


def _clock(scene: Scene) -> dict[str, Any]:
    place = Path(scene.app.engine.url.database or "").parent
    return {"by": scene.facilitator, "folder": place, "seen": local_lists.clock_text(place), "now": NOON}


def _steps(text: str) -> bytes:
    return local_lists.clock_as_file([replace(STEPS[0], step=text), *STEPS[1:]])


def steps_kept(scene: Scene) -> Two:
    at = _clock(scene)
    return Two(write=lambda db, text: notified.keep(db, content=_steps(text), **at))


def usual_steps(scene: Scene) -> Two:
    at = _clock(scene)

    def write(db: Db, text: str) -> None:
        if text == FIRST:
            notified.keep(db, content=_steps(text), **at)
        else:
            notified.use_the_usual(db, **at)

    return Two(write=write)


def evidence_changed(scene: Scene) -> Two:
    piece = replace(a_piece(""), about=(J7,))
    at: dict[str, Any] = {"by": scene.facilitator, "frameworks": INSTALLED, "now": NOON}
    _run(scene, evidence.add, evidence=piece, **at)
    (there,) = _read(scene, evidence_queries.register, viewer=_eyes(scene))
    return Two(write=lambda db, text: evidence.change(db, evidence=replace(there, title=text), **at))


def months_set(scene: Scene) -> Two:
    seen = _read(scene, evidence_queries.months)
    return Two(
        write=lambda db, text: evidence.set_months(
            db, by=scene.facilitator, months=7 if text == FIRST else 9, seen=seen, now=NOON
        ),
        theirs="7",
    )


def finding_changed(scene: Scene) -> Two:
    there = _finding(scene)
    return Two(write=lambda db, text: findings.change(db, finding=replace(there, text=text), **_at(scene)))


def _changed_first(scene: Scene, then: Callable[[Db, Mapping[str, int]], object]) -> Two:
    there = _finding(scene)
    _finding(scene)

    def write(db: Db, text: str) -> None:
        if text == FIRST:
            findings.change(db, finding=replace(there, ref="F1", text=text), **_at(scene))
        else:
            then(db, {"F1": 1, "F2": 1})

    return Two(write=write)


def findings_merged(scene: Scene) -> Two:
    return _changed_first(
        scene, lambda db, seen: findings.merge(db, refs=["F1", "F2"], text=SECOND, seen=seen, **_at(scene))
    )


def finding_split(scene: Scene) -> Two:
    return _changed_first(
        scene, lambda db, seen: findings.split(db, ref="F1", texts=[SECOND, "more"], seen=seen, **_at(scene))
    )


def action_verified(scene: Scene) -> Two:
    _action(scene)

    def say(db: Db, text: str) -> None:
        update = Update(on=TODAY, by="Sam", progress=Progress.ON_TRACK, text=text)
        actions.update(db, ref="A1", update=update, **_at(scene))

    _run(scene, say, text="Begun.")
    seen = _read(scene, actions.plan, viewer=_eyes(scene), round_ref=ROUND).actions[0].updates

    def write(db: Db, text: str) -> None:
        if text == FIRST:
            say(db, text)
        else:
            actions.verify(db, ref="A1", holds=True, observation=text, seen=seen, **_at(scene))

    return Two(write=write)


def form_handed_in(scene: Scene) -> Two:
    form: dict[str, Any] = {"by": scene.facilitator, "round_ref": ROUND, "kind": FormKind.FINDING, "about": "new"}
    _run(scene, form_drafts.keep, fields={"text": "as both showed"}, now=NOON, **form)

    def write(db: Db, text: str) -> None:
        if text == FIRST:
            form_drafts.keep(db, fields={"text": text}, now=NOON, **form)
        else:
            form_drafts.drop(db, seen={"text": "as both showed"}, **form)

    return Two(write=write)


def _case(scene: Scene) -> dict[str, Any]:
    return {**_at(scene), "case_ref": CHILD}


def _event(scene: Scene) -> Any:
    _run(scene, journeys.add_event, framework=PATHWAY, event=EVENT, **_case(scene))
    return _read(scene, journey_queries.events, viewer=_eyes(scene), audit_round=scene.round())[CHILD][0]


def event_changed(scene: Scene) -> Two:
    there = _event(scene)
    return Two(
        write=lambda db, text: journeys.change_event(
            db, framework=PATHWAY, event=replace(there, what=text), **_case(scene)
        )
    )


def event_taken(scene: Scene) -> Two:
    there = _event(scene)

    def write(db: Db, text: str) -> None:
        if text == FIRST:
            journeys.change_event(db, framework=PATHWAY, event=replace(there, what=text), **_case(scene))
        else:
            journeys.take_event(db, event=there, **_case(scene))

    return Two(write=write)


def _tie(scene: Scene) -> Tie:
    _run(scene, journeys.add_tie, framework=PATHWAY, tie=Tie(role=FRIENDS, strength=Strength.STRONG), **_case(scene))
    tie: Tie = _read(scene, journey_queries.ties, viewer=_eyes(scene), audit_round=scene.round())[CHILD][0]
    return tie


def tie_changed(scene: Scene) -> Two:
    there = _tie(scene)
    return Two(
        write=lambda db, text: journeys.change_tie(db, framework=PATHWAY, tie=replace(there, who=text), **_case(scene))
    )


def tie_taken(scene: Scene) -> Two:
    there = _tie(scene)

    def write(db: Db, text: str) -> None:
        if text == FIRST:
            journeys.change_tie(db, framework=PATHWAY, tie=replace(there, who=text), **_case(scene))
        else:
            journeys.take_tie(db, tie=there, **_case(scene))

    return Two(write=write)


def _letter(scene: Scene) -> LetterDraft:
    letter, lines = letter_files.read(CONTENT, "letter.pdf")
    _run(
        scene,
        letter_drafts.begin,
        by=scene.facilitator,
        mark=MARK,
        name="letter.pdf",
        letter=letter,
        lines=lines,
        now=NOON,
    )
    draft: LetterDraft = _read(scene, letter_queries.draft, viewer=_eyes(scene), mark=MARK)
    return draft


def letter_said(scene: Scene) -> Two:
    seen = _letter(scene).inspection.area
    at: dict[str, Any] = {"by": scene.facilitator, "mark": MARK, "now": NOON}
    return Two(write=lambda db, text: letter_drafts.say(db, field="area", value=text, seen=seen, **at))


def letter_changed(scene: Scene) -> Two:
    seen = _letter(scene).findings[0]
    at: dict[str, Any] = {"by": scene.facilitator, "mark": MARK, "now": NOON, "finding_id": seen.id, "seen": seen}
    return Two(write=lambda db, text: letter_drafts.change(db, text=text, **at))


def letter_kept(scene: Scene) -> Two:
    seen = _letter(scene)
    at: dict[str, Any] = {"by": scene.facilitator, "mark": MARK}

    def write(db: Db, text: str) -> None:
        if text == FIRST:
            letter_drafts.change(db, finding_id=seen.findings[0].id, text=text, now=NOON, **at)
        else:
            letter_drafts.drop(db, seen=seen, **at)

    return Two(write=write)


def _workshop(scene: Scene) -> dict[str, Any]:
    scene.reveal()
    return {"by": scene.facilitator, "round_ref": ROUND, "now": NOON}


def judgement_drafted(scene: Scene) -> Two:
    at = _workshop(scene) | {"case_ref": CHILD, "statement": statement(1)}
    return Two(write=lambda db, text: moderation.keep_draft(db, fields={"reason": text}, seen={"reason": ""}, **at))


def draft_given_up(scene: Scene) -> Two:
    at = _workshop(scene) | {"case_ref": CHILD, "statement": statement(1)}

    def write(db: Db, text: str) -> None:
        if text == FIRST:
            moderation.keep_draft(db, fields={"reason": text}, seen={}, **at)
        else:
            moderation.drop_draft(db, seen={}, **at)

    return Two(write=write)


def judgement_agreed(scene: Scene) -> Two:
    """Good and its reason on the screen of one window; Inadequate chosen in another; and then the first keeps."""
    at = _workshop(scene)
    seen = {"outcome": "grade:good", "reason": "Seen in three records."}
    draft = at | {"case_ref": CHILD, "statement": statement(1)}
    _run(scene, moderation.keep_draft, fields=seen, seen={}, **draft)

    def write(db: Db, text: str) -> None:
        if text == FIRST:
            moderation.keep_draft(db, fields={"outcome": "grade:inadequate"}, seen=seen, **draft)
        else:
            moderation.agree(db, judgement=a_judgement(grade="good"), seen_version=0, seen=seen, **at)

    return Two(write=write, theirs="grade:inadequate")


def _inspection(scene: Scene) -> Notified:
    new = Notified(id=0, kind=InspectionKind.JTAI, notified_on=TODAY)
    at: dict[str, Any] = {"by": scene.facilitator, "steps": STEPS, "holidays": HOLIDAYS, "now": NOON}
    _run(scene, notified.notify, inspection=new, **at)
    inspection: Notified = _read(scene, letter_queries.inspections, viewer=_eyes(scene))[0]
    return inspection


def inspection_called_off(scene: Scene) -> Two:
    at: dict[str, Any] = {"by": scene.facilitator, "inspection": _inspection(scene), "now": NOON}
    return Two(write=lambda db, text: notified.call_off(db, reason=text, **at))


def inspection_noted(scene: Scene) -> Two:
    at: dict[str, Any] = {"by": scene.facilitator, "inspection": _inspection(scene), "now": NOON}

    def write(db: Db, text: str) -> None:
        if text == FIRST:
            notified.call_off(db, reason=text, **at)
        else:
            notified.change_note(db, note=text, **at)

    return Two(write=write)


def inspection_kept_until(scene: Scene) -> Two:
    at: dict[str, Any] = {"by": scene.facilitator, "inspection": _inspection(scene), "now": NOON}
    return Two(
        write=lambda db, text: notified.keep_until(db, on=date(2030, 1, 1) if text == FIRST else None, **at),
        theirs="2030",
    )


def _request(scene: Scene, then: Callable[..., object]) -> Two:
    inspection = _inspection(scene)
    there = _read(scene, letter_queries.requests, viewer=_eyes(scene), inspection=inspection.id)[0]
    at: dict[str, Any] = {"by": scene.facilitator, "inspection": inspection.id, "now": NOON}

    def write(db: Db, text: str) -> None:
        if text == FIRST:
            notified.keep_request(db, request=replace(there, who=text), **at)
        else:
            then(db, there, at)

    return Two(write=write)


def request_kept(scene: Scene) -> Two:
    return _request(scene, lambda db, there, at: notified.keep_request(db, request=replace(there, who=SECOND), **at))


def request_ticked(scene: Scene) -> Two:
    return _request(scene, lambda db, there, at: notified.tick(db, request=there, sent=True, **at))


def request_erased(scene: Scene) -> Two:
    return _request(scene, lambda db, there, at: notified.erase_request(db, request=there.id, seen=there, **at))


def statement_sent(scene: Scene) -> Two:
    at: dict[str, Any] = {"by": scene.facilitator, "now": NOON}
    ref = _run(scene, published.keep, inspection=SAID, letter_findings=FOUND, steps=STEPS, **at)
    days = {FIRST: SAID.published, SECOND: TODAY}
    return Two(
        write=lambda db, text: notified.say_sent(db, round_ref=ref, on=days[text], seen=None, **at),
        theirs=repr(SAID.published),
    )


def partnership_changed(scene: Scene) -> Two:
    seen = _read(scene, people_queries.partnership)
    return Two(
        write=lambda db, text: partnership.change(db, by=scene.facilitator, name=text, marking="M", seen=seen, now=NOON)
    )


def agency_kept(scene: Scene) -> Two:
    seen = _read(scene, people_queries.agencies)[0]
    return Two(
        write=lambda db, text: partnership.keep_agency(
            db, by=scene.facilitator, agency=replace(seen, name=text), seen=seen, now=NOON
        )
    )


def agency_added_twice(scene: Scene) -> Two:
    new = Agency(ref="YJS", name="", short_name="YJS", sector="YJS")
    return Two(
        write=lambda db, text: partnership.keep_agency(
            db, by=scene.facilitator, agency=replace(new, name=text), seen=None, now=NOON
        )
    )


def roles_changed(scene: Scene) -> Two:
    person = scene.people["manager"]
    roles = {FIRST: frozenset({Role.SCRUTINEER}), SECOND: frozenset({Role.BOARD_MEMBER})}
    return Two(
        write=lambda db, text: partnership.change_roles(
            db, by=scene.facilitator, person_id=person.id, roles=roles[text], seen=person.roles, now=NOON
        ),
        theirs="SCRUTINEER",
    )


def person_deactivated(scene: Scene) -> Two:
    at: dict[str, Any] = {"by": scene.facilitator, "person_id": scene.people["manager"].id, "now": NOON}
    return Two(write=lambda db, text: partnership.deactivate(db, new_name=text, **at))


def plan_issued(scene: Scene) -> Two:
    there = _action(scene)
    seen = _read(scene, versions.lines_now, viewer=_eyes(scene), round_ref=ROUND)

    def write(db: Db, text: str) -> None:
        if text == FIRST:
            actions.change(db, action=replace(there, text=text), **_at(scene))
        else:
            versions.issue(db, purpose=text, seen=seen, **_at(scene))

    return Two(write=write)


def _planned(scene: Scene) -> Planned:
    at: dict[str, Any] = {"by": scene.facilitator, "now": NOON}
    new = _run(scene, reaudit.plan_round, planned=Planned(title="Spring look", on=TODAY), **at)
    planned: Planned = _read(scene, reaudit.planned, planned_id=new)
    return planned


def planned_changed(scene: Scene) -> Two:
    there = _planned(scene)
    at: dict[str, Any] = {"by": scene.facilitator, "now": NOON}
    return Two(write=lambda db, text: reaudit.change_planned(db, planned=replace(there, title=text), **at))


def planned_dropped(scene: Scene) -> Two:
    there = _planned(scene)
    at: dict[str, Any] = {"by": scene.facilitator, "now": NOON}

    def write(db: Db, text: str) -> None:
        if text == FIRST:
            reaudit.change_planned(db, planned=replace(there, title=text), **at)
        else:
            reaudit.drop_planned(db, planned_id=there.id or 0, seen=there, **at)

    return Two(write=write)


def planned_became(scene: Scene) -> Two:
    at: dict[str, Any] = {"by": scene.facilitator, "planned_id": _planned(scene).id, "now": NOON}
    refs = {FIRST: "FIRST", SECOND: "SECOND"}
    return Two(write=lambda db, text: reaudit.became(db, round_ref=refs[text], **at), theirs="FIRST")


def _form(scene: Scene) -> dict[str, Any]:
    scene.fill_in(scene.viewer("CSC"), said=Said(words="as both showed"), submit=False)
    return {"viewer": scene.viewer("CSC"), "round_ref": ROUND, "case_ref": CHILD}


def _draft(scene: Scene) -> Any:
    return _read(scene, drafts.draft, viewer=scene.viewer("CSC"), round_ref=ROUND, case_ref=CHILD)


def answer_saved(scene: Scene) -> Two:
    at = _form(scene)
    there = next(iter(_draft(scene).answers.values()))
    return Two(write=lambda db, text: rating.save_answer(db, answer=replace(there, note=text), now=NOON, **at))


def grade_saved(scene: Scene) -> Two:
    at = _form(scene)
    there = next(iter(_draft(scene).grades.values()))
    return Two(write=lambda db, text: rating.save_grade(db, grade=replace(there, to_develop=text), now=NOON, **at))


def account_saved(scene: Scene) -> Two:
    at = _form(scene)
    there = _draft(scene).account
    return Two(write=lambda db, text: rating.save_account(db, account=replace(there, synopsis=text), now=NOON, **at))


def rating_submitted(scene: Scene) -> Two:
    at = _form(scene)
    seen = _draft(scene)

    def write(db: Db, text: str) -> None:
        if text == FIRST:
            rating.save_account(db, account=replace(seen.account, synopsis=text), now=NOON, **at)
        else:
            rating.submit(db, seen=seen, now=NOON, **at)

    return Two(write=write)


def opening_changed(scene: Scene) -> Two:
    opening = Opening(
        ref="SET",
        title="As both showed",
        theme="Help",
        scale=a_scale(),
        agencies=tuple(AGENCIES),
        frameworks=(a_small_framework(), a_framework(THEMES)),
    )
    at: dict[str, Any] = {"by": scene.facilitator, "now": NOON}
    _run(scene, setup.open_round, opening=opening, **at)
    seen = _read(scene, rounds.by_ref, ref="SET")
    return Two(write=lambda db, text: setup.change_opening(db, opening=replace(opening, title=text), seen=seen, **at))


def case_changed(scene: Scene) -> Two:
    there = scene.round().case(CHILD)
    return Two(write=lambda db, text: setup.change_case(db, case=replace(there, family_group=text), **_at(scene)))


def case_withdrawn(scene: Scene) -> Two:
    return Two(write=lambda db, text: setup.withdraw_case(db, reason=text, **_case(scene)))


def dates_set(scene: Scene) -> Two:
    seen = scene.round().dates
    days = {FIRST: date(2027, 5, 4), SECOND: date(2027, 6, 4)}
    return Two(
        write=lambda db, text: setup.set_dates(db, dates=Dates(board=days[text]), seen=seen, **_at(scene)),
        theirs="2027, 5, 4",
    )


def moved_on(scene: Scene) -> Two:
    return Two(write=lambda db, _: setup.advance(db, seen=Stage.RATING, **_at(scene)), theirs=Stage.WORKSHOP.label)


def stepped_back(scene: Scene) -> Two:
    return Two(
        write=lambda db, text: setup.step_back(db, reason=text, seen=Stage.RATING, **_at(scene)),
        theirs=Stage.SETUP.label,
    )


def board_saw(scene: Scene) -> Two:
    days = {FIRST: TODAY, SECOND: TODAY - timedelta(days=1)}
    return Two(
        write=lambda db, text: setup.seen_by_board(db, on=days[text], seen=None, **_at(scene)), theirs=repr(TODAY)
    )


def round_kept_until(scene: Scene) -> Two:
    days = {FIRST: date(2031, 2, 3), SECOND: date(2032, 2, 3)}
    return Two(write=lambda db, text: erasure.keep_until(db, on=days[text], seen=None, **_at(scene)), theirs="2031")


def case_dates_kept(scene: Scene) -> Two:
    there = _read(scene, rounds.dates_of_case, round_ref=ROUND, case_ref=CHILD)
    answers = {FIRST: "yes", SECOND: "no"}
    return Two(
        write=lambda db, text: dates.keep_dates(
            db, dates=replace(there, answers={"T24": answers[text]}), today=TODAY, **_case(scene)
        ),
        theirs="'yes'",
    )


def terms_kept(scene: Scene) -> Two:
    there = _read(scene, rounds.school_terms)
    assert there == SchoolTerms()
    return Two(
        write=lambda db, _: dates.keep_terms(db, by=scene.facilitator, terms=there, now=NOON), theirs="version=1"
    )


TRIED: Mapping[str, tuple[Callable[[Scene], Two], ...]] = {
    "plan.actions.change": (action_changed,),
    "plan.actions.decide": (action_decided,),
    "plan.actions.decide_nothing": (nothing_decided, nothing_decided_after_an_action),
    "board.answer": (question_answered,),
    "board.say_ask": (ask_written,),
    "readiness.assessment.say": (recommendation_said,),
    "inspection.notified.keep": (steps_kept,),
    "inspection.notified.use_the_usual": (usual_steps,),
    "readiness.evidence.change": (evidence_changed,),
    "readiness.evidence.set_months": (months_set,),
    "findings.change": (finding_changed,),
    "findings.merge": (findings_merged,),
    "findings.split": (finding_split,),
    "plan.actions.verify": (action_verified,),
    "people.form_drafts.drop": (form_handed_in,),
    "journeys.change_event": (event_changed,),
    "journeys.take_event": (event_taken,),
    "journeys.change_tie": (tie_changed,),
    "journeys.take_tie": (tie_taken,),
    "inspection.letter_drafts.say": (letter_said,),
    "inspection.letter_drafts.change": (letter_changed,),
    "inspection.letter_drafts.drop": (letter_kept,),
    "workshop.moderation.keep_draft": (judgement_drafted,),
    "workshop.moderation.drop_draft": (draft_given_up,),
    "workshop.moderation.agree": (judgement_agreed,),
    "inspection.notified.call_off": (inspection_called_off,),
    "inspection.notified.change_note": (inspection_noted,),
    "inspection.notified.keep_until": (inspection_kept_until,),
    "inspection.notified.keep_request": (request_kept,),
    "inspection.notified.tick": (request_ticked,),
    "inspection.notified.erase_request": (request_erased,),
    "inspection.notified.say_sent": (statement_sent,),
    "people.partnership.change": (partnership_changed,),
    "people.partnership.keep_agency": (agency_kept, agency_added_twice),
    "people.partnership.change_roles": (roles_changed,),
    "people.partnership.deactivate": (person_deactivated,),
    "plan.versions.issue": (plan_issued,),
    "over_time.reaudit.change_planned": (planned_changed,),
    "over_time.reaudit.drop_planned": (planned_dropped,),
    "over_time.reaudit.became": (planned_became,),
    "rating.form.save_answer": (answer_saved,),
    "rating.form.save_grade": (grade_saved,),
    "rating.form.save_account": (account_saved,),
    "rating.form.submit": (rating_submitted,),
    "rounds.setup.change_opening": (opening_changed,),
    "rounds.setup.change_case": (case_changed,),
    "rounds.setup.withdraw_case": (case_withdrawn,),
    "rounds.setup.set_dates": (dates_set,),
    "rounds.setup.advance": (moved_on,),
    "rounds.setup.step_back": (stepped_back,),
    "rounds.setup.seen_by_board": (board_saw,),
    "safekeeping.erasure.keep_until": (round_kept_until,),
    "rounds.dates.keep_dates": (case_dates_kept,),
    "rounds.dates.keep_terms": (terms_kept,),
}

_LATER: Mapping[Stage, tuple[Callable[[Scene], Two], ...]] = {
    Stage.WORKSHOP: (judgement_drafted, draft_given_up, judgement_agreed),
    Stage.PLAN: (
        action_changed,
        nothing_decided,
        action_decided,
        nothing_decided_after_an_action,
        finding_changed,
        findings_merged,
        finding_split,
        action_verified,
        plan_issued,
    ),
    Stage.BOARD: (question_answered, ask_written, board_saw),
}
STAGES = {scenario: stage for stage, scenarios in _LATER.items() for scenario in scenarios}  # others: while they rate

ELSEWHERE: Mapping[str, str] = {  # the test that tries it, by module and name
    "workshop.moderation.confirm_workshop": "test_moderation:test_two_who_confirm_the_workshops_days_are_told",
    "release.decisions.confirm": "test_release:test_two_who_decide_on_one_text_are_told",
    "release.decisions.decide": "test_release:test_two_who_decide_on_one_text_are_told",
    "readiness.evidence.take_in": ("test_evidence:test_what_changed_between_the_look_and_the_click_is_looked_at_again"),
    "frameworks.changing.put_wording": "test_frameworks:test_two_who_reword_at_once_are_told",
    "frameworks.changing.take_in": "test_frameworks",
    "inspection.notified.correct": "test_notified:test_a_day_put_right_counts_again_keeps_what_was_ticked_and_says_why",
    "people.partnership.keep_emergency_numbers": (
        "test_partnership:test_whom_to_ring_is_kept_and_a_second_writer_is_told"
    ),
    "plan.workbooks.take_in": "test_plan_workbooks",
    "rating.form.save_form": "test_rating",
    "over_time.reaudit.settle": "test_reaudit:test_two_people_do_not_write_over_one_another",
    "rating.workbooks.take_in": "test_workbooks:test_a_second_copy_with_other_words_is_a_conflict_that_names_both",
}

_ADDS, _TYPED = "It adds a record of its own and changes none.", "What goes is named and typed to confirm: all of it."
NO_CONFLICT: Mapping[str, str] = {  # why two windows cannot be at odds with it
    "plan.actions.update": _ADDS,
    "board.ask": _ADDS,
    "readiness.assessment.erase": _TYPED,
    "rating.form.leave_rest": "It sets what has no answer by then, and changes no answer.",
    "rating.form.look": "It notes that prompts were shown, and changes no answer.",
    "rating.form.settle": "It notes what became of prompts, in the unit of work that submits.",
    "rounds.setup.confirm": "The second is refused, in words: it was confirmed already.",
    "rounds.setup.tell": _ADDS,
    "rounds.draws.add_drawn": "It adds cases; a reference that is taken is refused.",
    "rounds.draws.note_draw": _ADDS,
    "rounds.draws.take_place": "It is given the reserve that the window showed, and refuses where another is next.",
    "readiness.evidence.add": _ADDS,
    "readiness.evidence.erase": _TYPED,
    "findings.raise_": _ADDS,
    "safekeeping.erasure.back_up": "It writes a file of its own, under a name that is free.",
    "safekeeping.erasure.note_restored": _ADDS,
    "safekeeping.erasure.restore": (
        "What is there is set aside byte for byte, under a dated name, and nobody else has it open."
    ),
    "plan.actions.keep_roles": "It is given what the window showed, and changes only the ticks that differ from it.",
    "people.form_drafts.begin_afresh": "A person throws their own draft away, having asked for it.",
    "people.form_drafts.keep": (
        "A person's own draft, field by field; the page keeps both texts, and handing in compares."
    ),
    "frameworks.changing.offer_again": "The second is refused, in words: it is offered already.",
    "frameworks.changing.retire": "The second is refused, in words: it is retired already.",
    "frameworks.catalogue.save": "The number of the version is the next one; who calls it has compared.",
    "release.decisions.choose": "A tick: the same twice is the same.",
    "inspection.published.keep": (
        "A letter that is kept already is refused; its draft is compared by letter_drafts.drop."
    ),
    "journeys.add_event": _ADDS,
    "journeys.add_tie": "It adds; the same tie twice is refused.",
    "journeys.mark_missing": "It is given what the window showed, and changes only the marks that differ from it.",
    "inspection.letter_drafts.add": _ADDS,
    "inspection.letter_drafts.begin": "A letter that was begun stays as it is.",
    "inspection.letter_drafts.join": "It joins what is kept, the newest; no word is lost.",
    "inspection.letter_drafts.look_at": "A tick: the same twice is the same.",
    "inspection.letter_drafts.split": "It splits what is kept, the newest; no word is lost.",
    "inspection.letter_drafts.throw_away": "A person throws their own draft away, having asked for it.",
    "workshop.moderation.reveal": "The second is refused, in words: it is revealed already.",
    "workshop.moderation.show": "What is on the wall is what was put there last; it is no record.",
    "inspection.notified.erase": _TYPED,
    "inspection.notified.notify": "A second inspection is refused while the first one's days run.",
    "inspection.notified.recount": "It counts days by other steps and leaves what was set by hand.",
    "release.papers.take_out": "It notes that a paper was taken out.",
    "people.partnership.add_person": "It adds; an address that is taken is refused.",
    "people.partnership.set_up": "The second is refused, in words: it is set up already.",
    "over_time.reaudit.plan_round": _ADDS,
    "rating.form.correct": "The second is refused, in words: it is open already.",
    "rating.form.enter_for": "It notes for whom somebody enters.",
    "rating.form.no_involvement": "A tick: the same twice is the same; a closed form is refused.",
    "rounds.setup.add_agency": "It adds; an agency that takes part stays as it is.",
    "rounds.setup.add_case": "It adds; a reference that is taken is refused.",
    "rounds.setup.ask": "A tick for one agency and one case: the same twice is the same.",
    "rounds.setup.open_round": "It adds; a reference that is taken is refused.",
    "safekeeping.erasure.delete_copies": "It deletes the copies that are named.",
    "safekeeping.erasure.erase_case": _TYPED,
    "safekeeping.erasure.erase_round": _TYPED,
    "safekeeping.erasure.hand_over": "It writes a file, and changes nothing.",
    "safekeeping.erasure.take_in": "It adds a round; a reference that is taken is refused.",
    "people.partnership.end": "A person's own session.",
    "people.partnership.use": "A person's own session.",
}
