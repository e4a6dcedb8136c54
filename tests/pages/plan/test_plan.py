"""The pages about the plan: deciding, saying how it goes, and what it shows of the difference made."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from audit.app import App
from audit.domain.findings.finding import Finding, FindingKind
from audit.domain.frameworks.framework import Key
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Role
from audit.domain.plan.actions import Action, ActionPlan, Impact, Progress
from audit.services import findings
from audit.services.plan import actions
from tests.pages.on_screen import drawn, somebody, words
from tests.pages.typed import press, typed


def test_the_plan_ends_in_the_difference_made(seeded: App):
    page = drawn(seeded, "plan", round="WM25")
    assert "For one action we can show that children are better off. For one more" in page.markdown[0].value
    assert "Late" in words(page)
    assert "No action, and why" in words(page)


def test_a_finding_without_a_decision_comes_first(seeded: App):
    _raise(seeded)
    page = drawn(seeded, "plan", round="WM26")
    assert page.header[0].value == "One finding waits for a decision"
    assert next(one for one in page.button if one.label.startswith("Decide on")).label == "Decide on F6"


def test_an_action_without_a_day_is_refused_and_what_was_typed_stays(seeded: App):
    _raise(seeded)
    page = drawn(seeded, "decide", round="WM26", finding="F6")
    _fill_in(seeded, page)
    press(page, "Put it into the plan")
    assert "Choose the day" in page.error[0].value
    page.date_input[0].set_value(date(2030, 3, 1)).run()
    press(page, "Put it into the plan")
    assert not page.error
    assert _plan(seeded, "WM26").actions_for("F6")[0].due == date(2030, 3, 1)


def test_no_action_needs_a_reason(seeded: App):
    _raise(seeded)
    page = drawn(seeded, "decide", round="WM26", finding="F6")
    page.radio[0].set_value("No action, with a reason").run()
    press(page, "Decide on no action")
    assert "Say why nothing is done" in page.error[0].value
    typed(seeded, FormKind.DECISION, "F6", reason="It ended with the service.")
    press(page, "Decide on no action")
    assert not page.error
    assert _plan(seeded, "WM26").no_action_for("F6") is not None


def test_recommendations_stand_beside_a_decision(seeded: App):
    page = drawn(seeded, "decide", round="WM26", finding="F2")
    assert "Somebody to lead on mental health" in words(page)


def test_progress_and_the_difference_made_are_said_apart(seeded: App):
    before = _action(seeded, "A9")
    page = drawn(seeded, "action", round="WM26", action="A9")
    page.radio[0].set_value(Progress.DONE.value).run()
    typed(seeded, FormKind.UPDATE, "A9 work", text="All schools have it")
    press(page, "Add to the record")
    assert not page.error
    assert (_action(seeded, "A9").progress, _action(seeded, "A9").impact) == (Progress.DONE, before.impact)
    page.radio[1].set_value(Impact.SHOWN.value).run()
    typed(seeded, FormKind.UPDATE, "A9 difference", evidence="Nine of nine children say so")
    press(page, "Add this evidence")
    assert not page.error
    assert _action(seeded, "A9").impact is Impact.SHOWN


def test_moving_a_due_date_needs_a_reason(seeded: App):
    later, first = seeded.today() + timedelta(days=90), _action(seeded, "A9").due
    page = drawn(seeded, "action", round="WM26", action="A9")
    page.date_input[0].set_value(later).run()
    press(page, "Add to the record")
    assert page.error
    typed(seeded, FormKind.UPDATE, "A9 work", text="The new school opens in spring")
    press(page, "Add to the record")
    assert _action(seeded, "A9").due_now == later
    dates = f"first due {first.day} {first:%b} {first.year}, moved to {later.day} {later:%b} {later.year}"
    assert dates in words(drawn(seeded, "plan", round="WM26"))


def test_impact_without_evidence_is_refused(seeded: App):
    page = drawn(seeded, "action", round="WM26", action="A9")
    page.radio[1].set_value(Impact.SHOWN.value).run()
    press(page, "Add this evidence")
    assert page.error


@pytest.mark.parametrize(("role", "offered"), [(Role.MANAGER, True), (Role.BOARD_MEMBER, False)])
def test_managers_say_how_an_action_goes_and_board_members_read(seeded: App, role: Role, offered: bool):
    page = drawn(somebody(seeded, role), "action", round="WM26", action="A9")
    labels = [one.label for one in page.button]
    assert ("Add to the record" in labels) is offered
    assert "Save what is planned" not in labels


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


def _fill_in(app: App, page) -> None:
    typed(
        app,
        FormKind.DECISION,
        "F6",
        text="Ask every child what helps",
        measure="Children say that somebody asked",
        owner="Head of service",
    )
    page.selectbox[0].set_value("CSC").run()


def _plan(app: App, round_ref: str) -> ActionPlan:
    with app.reading() as db:
        return actions.plan(db, viewer=app.viewer(), round_ref=round_ref)


def _action(app: App, ref: str) -> Action:
    return next(one for one in _plan(app, "WM26").actions if one.ref == ref)
