"""The pages about the plan: deciding, saying how it goes, and what it shows of the difference made."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.app import App
from audit.domain.english import short_day
from audit.domain.findings.finding import Finding, FindingKind
from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Role
from audit.domain.plan import action_words
from audit.domain.plan.actions import Action, ActionPlan, Impact, NoAction, Priority, Progress, Update
from audit.pages.plan import table
from audit.services import findings
from audit.services.plan import actions
from tests.pages.filled import form, forms
from tests.pages.on_screen import drawn, somebody, words

BETWEEN = (date(2025, 1, 1), date(2028, 12, 31))
AN_ACTION = {
    "text": "Ask every child what helps",
    "measure": "Children say that somebody asked",
    "owner": "Head of service",
    "lead": "CSC",
    "priority": Priority.HIGH.value,
}


def test_the_plan_ends_in_the_difference_made(seeded: App):
    page = drawn(seeded, "plan", round="WM25")
    said = words(page)
    assert "For one action we can show that children are better off. For one more" in said
    assert "! Late" in said
    assert "A3 is late: first due 30 Apr 2026, moved to 18 Dec 2026." in said
    assert "No action, and why" in said


@pytest.mark.parametrize(
    ("address", "left"),
    [
        ({}, "A3 A6 A8 A7 A2 A5 A4 A1"),
        ({"status": "LATE"}, "A3 A6 A8"),
        ({"status": "DIFFERENCE"}, "A1"),
        ({"verified": "HOLDS"}, "A1"),
        ({"owner": "HEALTH"}, "A6 A1"),
        ({"owner": "HEALTH", "status": "LATE"}, "A6"),
        ({"sort": "due"}, "A7 A2 A5 A1 A4 A6 A8 A3"),
        ({"sort": "finding"}, "A1 A2 A3 A4 A5 A6 A7 A8"),
        ({"status": "nonsense", "owner": "nobody"}, "A3 A6 A8 A7 A2 A5 A4 A1"),
        ({"status": "LATE", "verified": "HOLDS"}, ""),
    ],
)
def test_the_plan_shows_what_its_address_asks_for_in_its_order(seeded: App, address: dict[str, str], left: str):
    said = words(drawn(seeded, "plan", round="WM25", **address))
    assert re.findall(r'target="_self"><b>(A\d+)</b>', said) == left.split()
    assert left or "No action is like that" in said


@given(
    st.lists(st.tuples(st.dates(*BETWEEN), st.none() | st.dates(*BETWEEN), st.sampled_from(Progress)), min_size=1),
    st.dates(*BETWEEN),
)
def test_every_action_has_its_place_on_the_timeline(planned: list[tuple[date, date | None, Progress]], today: date):
    made = [
        Action(
            ref=f"A{number}",
            finding="F1",
            text="Ask",
            success_measure="Asked",
            lead_agency="CSC",
            owner="Head",
            due=due,
            updates=(Update(on=due, by="Owner", progress=progress, text="So", new_due=moved),),
        )
        for number, (due, moved, progress) in enumerate(planned, start=1)
    ]
    drawn_html = table.timeline(made, today)
    late = [one for one in made if one.is_late(today)]
    assert drawn_html.count('class="lane late"') == len(late)
    for one in late:
        assert f"{one.ref} is {action_words.late(one)}." in drawn_html
    shown = {one.ref for one in made if one.progress is not Progress.STOPPED}
    assert set(re.findall(r"\bA\d+\b", drawn_html)) == shown
    assert all(0 <= float(at) <= 100 for at in re.findall(r"--(?:at|to):([-\d.]+)", drawn_html))


@pytest.mark.parametrize("order", ["pressing", "due", "owner", "finding"])
def test_an_order_loses_no_action(seeded: App, order: str):
    with seeded.reading() as db:
        planned = actions.plan(db, viewer=seeded.viewer(), round_ref="WM25").actions
    assert sorted(one.ref for one in table.in_order(planned, order, seeded.today())) == [one.ref for one in planned]


def test_a_finding_without_a_decision_comes_first(seeded: App):
    _raise(seeded)
    page = drawn(seeded, "plan", round="WM26")
    assert page.header[0].value == "One finding waits for a decision"
    assert next(one for one in page.button if one.label.startswith("Decide on")).label == "Decide on F6"


def test_an_action_without_a_day_is_refused_and_what_was_typed_stays(seeded: App):
    _raise(seeded)
    page = drawn(seeded, "decide", round="WM26", finding="F6")
    refused = form(page, "Put it into the plan").send(**AN_ACTION)
    assert refused.problems == ["Enter “Due date”."]
    assert refused.values["text"] == AN_ACTION["text"]
    assert not refused.send(due="2030-03-01").problems
    (action,) = _plan(seeded, "WM26").actions_for("F6")
    assert (action.due, action.priority, action.lead_agency) == (date(2030, 3, 1), Priority.HIGH, "CSC")


def test_no_action_needs_a_reason(seeded: App):
    _raise(seeded)
    refused = form(drawn(seeded, "decide", round="WM26", finding="F6"), "Decide on no action").send()
    assert refused.problems == ["Enter an answer to “Why is nothing done about it?”."]
    assert not refused.send(reason="It ended with the service.").problems
    assert _plan(seeded, "WM26").no_action_for("F6") is not None


DECIDED = {
    "Put it into the plan": {**AN_ACTION, "due": "2030-03-01"},
    "Decide on no action": {"reason": "The team was closed."},
}


@pytest.mark.parametrize("button", DECIDED)
def test_who_decides_after_somebody_else_is_told_and_chooses(seeded: App, button: str):
    _raise(seeded)
    page = drawn(seeded, "decide", round="WM26", finding="F6")
    with seeded.unit_of_work() as db:
        theirs = NoAction(finding="F6", reason="It ended with the service.")
        actions.decide_nothing(db, by=seeded.person, round_ref="WM26", decision=theirs, now=seeded.now())
    form(page, button).send(**DECIDED[button])
    assert "Somebody else decided about F6 meanwhile: “It ended with the service.”" in words(page)
    assert _plan(seeded, "WM26").no_action_for("F6") == theirs
    next(one for one in page.button if one.label == "Keep mine").click().run()
    assert _plan(seeded, "WM26").no_action_for("F6") != theirs


def test_who_decides_on_nothing_after_an_action_is_planned_is_told_and_keeps_what_was_typed(seeded: App):
    _raise(seeded)
    page = drawn(seeded, "decide", round="WM26", finding="F6")
    action = form(drawn(seeded, "decide", round="WM26", finding="F6"), "Put it into the plan")
    assert not action.send(**AN_ACTION, due="2030-03-01").problems
    form(page, "Decide on no action").send(reason="The team was closed.")
    assert "F6 has an action already" in words(page)
    assert form(page, "Decide on no action").values["reason"] == "The team was closed."


def test_recommendations_stand_beside_a_decision(seeded: App):
    page = drawn(seeded, "decide", round="WM26", finding="F2")
    assert "Somebody to lead on mental health" in words(page)


def test_progress_and_the_difference_made_are_said_apart(seeded: App):
    before = _action(seeded, "A9")
    page = drawn(seeded, "action", round="WM26", action="A9")
    work = form(page, "Add to the record").send(progress=Progress.DONE.value, text="All schools have it")
    assert not work.problems
    assert (_action(seeded, "A9").progress, _action(seeded, "A9").impact) == (Progress.DONE, before.impact)
    shown = {"impact": Impact.SHOWN.value, "evidence": "Nine of nine children say so"}
    assert not form(page, "Add this evidence").send(**shown).problems
    assert (_action(seeded, "A9").progress, _action(seeded, "A9").impact) == (Progress.DONE, Impact.SHOWN)


def test_moving_a_due_date_needs_a_reason(seeded: App):
    later, first = seeded.today() + timedelta(days=90), _action(seeded, "A9").due
    page = form(drawn(seeded, "action", round="WM26", action="A9"), "Add to the record").send(due=later.isoformat())
    assert page.data["problems"] == [["text", "Say in a sentence what has happened."]]
    page.send(text="The new school opens in spring")
    assert _action(seeded, "A9").due_now == later
    assert f'{short_day(later)}<span class="f">first due {short_day(first)}</span>' in words(
        drawn(seeded, "plan", round="WM26")
    )


def test_impact_without_evidence_is_refused(seeded: App):
    page = form(drawn(seeded, "action", round="WM26", action="A9"), "Add this evidence")
    assert page.send(impact=Impact.SHOWN.value).problems


def test_one_of_one_s_own_actions_is_updated_where_it_stands(seeded: App):
    page = drawn(seeded, "my-actions", round="WM26", action="A9")
    refused = form(page).send(impact=Impact.SHOWN.value, text="All schools have it")
    assert refused.data["problems"][0][0] == "evidence"
    refused.send(evidence="Nine of nine children say so")
    assert "what you said of A9 is on its record" in words(page)
    assert not forms(page)
    assert _action(seeded, "A9").impact is Impact.SHOWN


def test_what_is_planned_is_changed_and_what_was_said_of_it_stays(seeded: App):
    before = _action(seeded, "A9")
    page = form(drawn(seeded, "action", round="WM26", action="A9"), "Save what is planned")
    refused = page.send(text=" ")
    assert refused.problems == ["Enter an answer to “What will be done?”."]
    assert not refused.send(text="Ask every child what helps").problems
    after = _action(seeded, "A9")
    assert (after.text, after.due, after.updates) == ("Ask every child what helps", before.due, before.updates)


def test_whoever_verifies_is_told_what_was_said_since(seeded: App):
    page = drawn(seeded, "action", round="WM26", action="A9")
    saw = {"holds": "yes", "seen__it": "The records of 9 children"}
    form(page, "Add to the record").send(text="All schools have it")
    refused = form(page, "Keep what I saw").send(seen__it="The records")
    assert refused.problems == ["Choose an answer to “Is it as the owner says?”."]
    with seeded.unit_of_work() as db:
        said = Update(on=seeded.today(), by="Owner", progress=Progress.DONE, text="Said meanwhile")
        actions.update(db, by=seeded.person, round_ref="WM26", ref="A9", update=said, now=seeded.now())
    form(page, "Keep what I saw").send(**saw)
    assert "It says: “Said meanwhile”" in words(page)
    assert not _action(seeded, "A9").verifications
    next(one for one in page.button if one.label == "Keep mine").click().run()
    assert _action(seeded, "A9").verifications[-1].what_was_seen == "The records of 9 children"


def test_a_version_says_what_it_is_for(seeded: App):
    refused = form(drawn(seeded, "plan-versions", round="WM25")).send()
    assert refused.problems == ["Enter an answer to “What is this version for?”."]
    assert "For the board" in words(refused.send(**{"for": "For the board"}).page)


def test_a_plan_that_changed_since_is_issued_by_choice(seeded: App):
    page, action = drawn(seeded, "plan-versions", round="WM25"), _plan(seeded, "WM25").actions[0]
    said = Update(on=seeded.today(), by="Owner", progress=Progress.STOPPED, text="Said meanwhile")
    with seeded.unit_of_work() as db:
        actions.update(db, by=seeded.person, round_ref="WM25", ref=action.ref, update=said, now=seeded.now())
    form(page).send(**{"for": "For the board"})
    assert "Nothing was issued." in words(page)
    next(one for one in page.button if one.label == "Keep mine").click().run()
    assert "Nothing was issued." not in words(page)
    assert "For the board" in words(page)


def test_a_board_member_cannot_get_the_plan_with_cases(seeded: App):
    page = drawn(somebody(seeded, Role.BOARD_MEMBER), "plan", round="WM25")
    assert not page.radio
    assert "With cases" not in words(page)


def test_the_plan_in_word_goes_through_the_check_and_with_cases_is_for_the_audit_group(seeded: App):
    assert "The plan in Word" in words(drawn(seeded, "plan", round="WM25"))
    assert "Download the plan with cases (Word)" in words(drawn(seeded, "plan", round="WM25"))
    board_member = words(drawn(somebody(seeded, Role.BOARD_MEMBER), "plan", round="WM25"))
    assert "The plan in Word" in board_member
    assert "with cases" not in board_member


def _raise(app: App) -> None:
    finding = Finding(
        ref="",
        kind=FindingKind.NEEDS_TO_IMPROVE,
        text="Nobody asked what helps.",
        statements=(Key("ewg-quality-statements-2017", "QS6"),),
    )
    with app.unit_of_work() as db:
        assert findings.raise_(db, by=app.person, round_ref="WM26", finding=finding, now=app.now()) == "F6"


def _plan(app: App, round_ref: str) -> ActionPlan:
    with app.reading() as db:
        return actions.plan(db, viewer=app.viewer(), round_ref=round_ref)


def _action(app: App, ref: str) -> Action:
    return next(one for one in _plan(app, "WM26").actions if one.ref == ref)
