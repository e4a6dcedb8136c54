"""What waits for each person, the most pressing first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from audit.domain.findings.finding import Finding, FindingKind
from audit.domain.home.next_steps import InHand, Waiting, next_step
from audit.domain.home.waiting import graded_so_far, waiting_for
from audit.domain.over_time.programme import Planned
from audit.domain.people.person import Person, Role
from audit.domain.plan.actions import Action, plan
from audit.domain.plan.board_asks import Question
from audit.domain.rounds.audit_round import Dates, Round, Stage
from audit.domain.rounds.concerns import Concern
from tests.builders import NOON, a_case, a_finding, a_grade, a_judgement, a_person, a_round, statement, who_took_part

TODAY = date(2026, 11, 22)
DUE = date(2026, 11, 27)
FACILITATOR = a_person(Role.FACILITATOR)
AUDITOR = a_person(Role.AUDITOR, agency="CAMHS")


def rating_round(stage: Stage = Stage.RATING) -> Round:
    cases = [a_case(f"Child {letter}", revealed=False) for letter in "ABC"]
    return replace(a_round(cases=cases, stage=stage), dates=Dates(audits_due=DUE))


def everything_submitted(audit_round: Round) -> frozenset[tuple[str, str]]:
    return frozenset((case.ref, agency.ref) for case in audit_round.cases for agency in audit_round.agencies)


def waits(person: Person, *in_hand: InHand, agencies: int = 8) -> Sequence[Waiting]:
    return waiting_for(person, in_hand, agencies=agencies, today=TODAY)


def titles(person: Person, *in_hand: InHand, agencies: int = 8) -> list[str]:
    return [one.title for one in waits(person, *in_hand, agencies=agencies)]


def a_concern(case: str = "Child B", *, confirmed: bool = False) -> Concern:
    return Concern(
        case=case,
        told_at_utc=NOON,
        agency_told="CSC",
        role_told="Team manager",
        line="Told.",
        confirmed_at_utc=NOON if confirmed else None,
    )


def an_action(ref: str = "A1", *, due: date, lead: str = "CAMHS") -> Action:
    return Action(ref=ref, finding="F1", text="Ask", success_measure="Heard", lead_agency=lead, owner="Lead", due=due)


def in_hand(audit_round: Round, *, submitted=frozenset(), judgements=(), **more) -> InHand:
    found = who_took_part(audit_round, submitted=submitted, judgements=judgements)
    return InHand(audit_round=audit_round, participation=found, **more)


def with_plan(audit_round: Round, *actions: Action, findings: Sequence[Finding] = ()) -> InHand:
    return in_hand(audit_round, plan=plan(audit_round, findings, actions, ()))


def test_an_open_concern_comes_before_everything_else():
    one = in_hand(rating_round(), concerns=(a_concern(),))
    assert titles(AUDITOR, one)[0] == "Confirm the concern about Child B"
    assert titles(FACILITATOR, one)[0] == "Confirm the concern about Child B"


def test_a_confirmed_concern_waits_for_nobody():
    one = in_hand(rating_round(), concerns=(a_concern(confirmed=True),))
    assert not any("concern" in title for title in titles(FACILITATOR, one))


def test_a_board_member_hears_of_no_concern_and_no_case():
    one = in_hand(rating_round(), concerns=(a_concern(),))
    assert titles(a_person(Role.BOARD_MEMBER), one) == []


def test_a_form_that_only_has_to_be_submitted_comes_first_then_one_begun_then_one_not_begun():
    one = in_hand(
        rating_round(),
        own_grades={"Child B": {statement(1): a_grade(statement(1))}, "Child C": {}},
        complete=frozenset({"Child C"}),
    )
    assert titles(AUDITOR, one) == ["Submit Child C", "Finish rating Child B", "Rate Child A"]


def test_a_form_says_how_far_it_has_come_and_when_it_is_due():
    grades = {"Child A": {statement(n): a_grade(statement(n)) for n in (1, 2, 3, 4)}}
    first = waits(AUDITOR, in_hand(rating_round(), own_grades=grades))[0]
    assert first.sentence == "4 of 7 statements graded."
    assert (first.day, first.page, first.parts) == (DUE, "rate", {"round": "AU26", "case": "Child A"})


def test_a_submitted_form_waits_no_longer():
    audit_round = rating_round()
    assert titles(AUDITOR, in_hand(audit_round, submitted=everything_submitted(audit_round))) == []


def test_an_agency_outside_the_round_is_asked_for_nothing():
    assert titles(a_person(Role.AUDITOR, agency="POLICE"), in_hand(rating_round())) == []


def test_nothing_is_rated_before_rating_begins():
    assert titles(AUDITOR, in_hand(rating_round(Stage.SETUP))) == []


def test_a_new_partnership_begins_with_its_agencies_then_with_a_round():
    assert titles(FACILITATOR, agencies=0) == ["Add your agencies"]
    assert titles(FACILITATOR, agencies=3) == ["Open your first round"]


def test_a_round_without_cases_asks_for_cases():
    waiting = next_step(in_hand(a_round(cases=[], stage=Stage.SETUP)))
    assert waiting is not None
    assert waiting.page == "round-cases"


def test_the_facilitator_sees_who_is_still_to_submit_by_name():
    one = in_hand(rating_round(), submitted=frozenset({(f"Child {x}", "CSC") for x in "ABC"}))
    waiting = next_step(one)
    assert waiting is not None
    assert (waiting.title, waiting.sentence) == ("One agency has still to submit", "Waiting for CAMHS.")


def test_when_everybody_has_submitted_the_round_moves_on():
    audit_round = rating_round()
    waiting = next_step(in_hand(audit_round, submitted=everything_submitted(audit_round)))
    assert waiting is not None
    assert waiting.title.startswith("Move on to the workshop")


def test_the_workshop_goes_on_with_the_first_case_that_is_not_agreed_in_full():
    audit_round = a_round(stage=Stage.WORKSHOP)
    whole = [a_judgement("Child A", key) for key in (*(asked.key for asked in audit_round.statements()), None)]
    waiting = next_step(in_hand(audit_round, judgements=[*whole, a_judgement("Child B", statement(1))]))
    assert waiting is not None
    assert (waiting.title, waiting.parts["case"]) == ("Agree Child B", "Child B")
    assert waiting.sentence == (
        "One of the 3 children has been judged on every statement so far, and one more has been judged in part."
    )


def test_a_finding_without_a_decision_waits_at_the_plan():
    found = a_finding(kind=FindingKind.NEEDS_TO_IMPROVE)
    waiting = next_step(with_plan(a_round(stage=Stage.PLAN), findings=[found]))
    assert waiting is not None
    assert (waiting.page, waiting.parts["finding"]) == ("decide", "F1")


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.CLOSED])
def test_every_stage_but_the_last_has_a_next_step(stage: Stage):
    assert next_step(with_plan(a_round(stage=stage))) is not None


def test_a_closed_round_asks_for_nothing_more():
    assert next_step(with_plan(a_round(stage=Stage.CLOSED))) is None


def test_a_manager_hears_of_late_actions_of_their_own_agency_first_and_of_no_other():
    late, soon = an_action("A1", due=date(2026, 11, 13)), an_action("A2", due=date(2026, 12, 1))
    other = an_action("A3", due=date(2026, 1, 1), lead="CSC")
    one = with_plan(a_round(stage=Stage.CLOSED), soon, other, late)
    manager = a_person(Role.MANAGER, agency="CAMHS")
    assert titles(manager, one) == ["Say what changed: action A1", "Say what changed: action A2"]


def test_an_action_far_off_waits_for_nobody():
    one = with_plan(a_round(stage=Stage.CLOSED), an_action(due=date(2027, 6, 1)))
    assert titles(FACILITATOR, one) == []


def test_somebody_deactivated_has_nothing_to_do():
    gone = replace(FACILITATOR, active=False)
    assert titles(gone, in_hand(rating_round(), concerns=(a_concern(),)), agencies=0) == []


def test_a_grade_that_was_begun_and_not_given_is_not_counted():
    grades = {statement(1): a_grade(statement(1)), statement(2): a_grade(statement(2), grade=None)}
    assert graded_so_far(grades, [statement(1), statement(2), statement(3)]) == 1


def test_an_answer_that_the_board_is_owed_comes_back_until_it_is_given():
    question = Question(ref="Q1", round_ref="AU26", asked_on=TODAY, text="How long is the wait?", owed_by="CAMHS")
    closed = in_hand(a_round(stage=Stage.CLOSED), questions=(question,))
    (waiting,) = waits(FACILITATOR, closed)
    assert (waiting.page, waiting.button, waiting.day) == ("board", "Answer Q1", TODAY)
    answered = in_hand(closed.audit_round, questions=(replace(question, answer="Six weeks."),))
    assert titles(FACILITATOR, answered) == []
    seen, owed = waits(a_person(Role.BOARD_MEMBER), closed)
    assert (owed.page, owed.button, seen.button) == ("board", "Look at Q1", "Read what was found")


def test_a_board_member_reads_the_boards_page():
    (waiting,) = waits(a_person(Role.BOARD_MEMBER), in_hand(a_round(stage=Stage.BOARD)))
    assert waiting.page == "board"


def test_between_two_meetings_a_board_member_finds_the_newest_round_that_is_closed():
    member = a_person(Role.BOARD_MEMBER)
    under_way, newer, older = in_hand(rating_round()), a_closed_round("R2"), a_closed_round("R1")
    assert [one.parts["round"] for one in waits(member, under_way, newer, older)] == ["R2"]
    a_letter = replace(newer, audit_round=replace(newer.audit_round, cases=()))
    assert [one.parts["round"] for one in waits(member, a_letter, older)] == ["R1"]
    assert not waits(replace(member, active=False), newer)


def a_closed_round(ref: str = "R1", reaudit: date | None = date(2026, 12, 10)) -> InHand:
    audit_round = replace(a_round(stage=Stage.CLOSED), ref=ref, dates=Dates(reaudit=reaudit))
    return in_hand(audit_round)


def test_a_re_audit_that_is_due_waits_for_the_facilitator_until_it_is_opened():
    (found,) = waits(FACILITATOR, a_closed_round())
    assert (found.title, found.page, found.parts) == ("Open the re-audit of R1", "new-round", {"of": "R1"})
    assert found.day == date(2026, 12, 10)
    assert waits(AUDITOR, a_closed_round()) == ()
    opened = in_hand(replace(a_round(stage=Stage.CLOSED), ref="R2", reaudit_of="R1"))
    assert waits(FACILITATOR, opened, a_closed_round()) == ()


def test_a_re_audit_far_off_waits_for_nobody():
    assert waits(FACILITATOR, a_closed_round(reaudit=date(2027, 12, 1))) == ()
    assert waits(FACILITATOR, a_closed_round(reaudit=None)) == ()


def test_a_planned_round_waits_when_it_is_due():
    due = Planned(id=7, title="Spring look", on=date(2026, 12, 10))
    found = waiting_for(FACILITATOR, [a_closed_round(reaudit=None)], agencies=8, today=TODAY, planned=[due])
    assert [(one.title, one.parts) for one in found] == [("Open Spring look", {"planned": "7"})]


@pytest.mark.parametrize("stage", [Stage.FINDINGS, Stage.PLAN])
def test_last_times_findings_wait_before_the_round_moves_on(stage: Stage):
    one = in_hand(a_round(stage=stage), last_to_look_at=("F3", "F5"))
    first = waits(FACILITATOR, one)[0]
    assert first.title == "Check 2 findings of last time"
    assert (first.page, first.parts["old"]) == ("last-time", "F3")
    assert "last-time" not in [each.page for each in waits(a_person(Role.MANAGER), one)]
