"""Actions are followed over all rounds: by role, verified by somebody else, and kept as they were issued."""

from __future__ import annotations

from datetime import timedelta

import pytest
from icalendar import Calendar

from audit.app import App
from audit.documents.plan.calendar import write_calendar
from audit.domain.people.person import Role
from audit.domain.plan.actions import Impact, Progress, Update, Verified
from audit.domain.plan.following import OwnerRole, own_actions, reminders
from audit.domain.plan.versions import Kind, changes
from audit.errors import AuditError, NotAllowed
from audit.services.plan import actions, versions
from tests.pages.on_screen import somebody


def everything(app: App):
    with app.reading() as db:
        return actions.followed_actions(db, viewer=app.viewer())


def to_send(app: App):
    with app.reading() as db:
        return actions.to_send(db, viewer=app.viewer())


def action(app: App, ref: str):
    return next(one.action for one in everything(app) if one.action.ref == ref)


def test_mine_are_the_actions_of_the_roles_i_chose(seeded: App):
    them = somebody(seeded, Role.MANAGER)
    with them.unit_of_work() as db:
        actions.keep_roles(
            db, by=them.person, roles=[OwnerRole(agency="AMH", role="amh  Transition lead")], now=them.now()
        )
    with them.reading() as db:
        roles = actions.roles(db, viewer=them.viewer())
    assert [one.action.ref for one in own_actions(everything(them), them.person, roles)] == ["A4"]
    assert {one.action.lead_agency for one in own_actions(everything(them), them.person, ())} == {them.person.agency}


def test_what_is_newly_claimed_waits_until_somebody_looks_again(seeded: App):
    assert action(seeded, "A1").verified is Verified.HOLDS
    assert action(seeded, "A3").verified is Verified.NO_CLAIM
    assert action(seeded, "A4").verified is Verified.WAITS
    look(seeded, "A4", holds=False)
    assert action(seeded, "A4").verified is Verified.DOES_NOT_HOLD
    later = Update(on=seeded.today(), by="x", progress=Progress.DONE, impact=Impact.PARTLY, evidence_of_impact="Six.")
    with seeded.unit_of_work() as db:
        actions.update(
            db, by=seeded.person, round_ref="WM25", ref="A4", update=later, now=seeded.now() + timedelta(minutes=1)
        )
    assert action(seeded, "A4").verified is Verified.WAITS


def test_only_a_facilitator_verifies_and_says_what_was_seen(seeded: App):
    with pytest.raises(NotAllowed):
        look(somebody(seeded, Role.MANAGER), "A4")
    with pytest.raises(AuditError, match="Say what you saw"):
        look(seeded, "A4", seen=" ")


def test_a_reminder_says_what_is_late_and_names_no_child(seeded: App):
    found = reminders(to_send(seeded), seeded.today())
    assert found[0].late
    assert all("WM25-" not in one.text for one in found)
    assert "A3" in next(one.text for one in found if one.owner.role == "CAMHS service manager")


def test_due_dates_are_whole_days_that_keep_their_place_and_say_nothing_of_the_action(seeded: App):
    first, again = (write_calendar(to_send(seeded), now=seeded.now()) for _ in range(2))
    events = Calendar.from_ical(first).walk("VEVENT")
    assert b"DTSTART;VALUE=DATE:20261218" in first
    assert [one["uid"] for one in events] == [one["uid"] for one in Calendar.from_ical(again).walk("VEVENT")]
    assert {str(one["uid"]) for one in events} == {
        "WM25-A3@seven-statements",
        "WM25-A6@seven-statements",
        "WM25-A8@seven-statements",
        "WM26-A9@seven-statements",
        "WM26-A10@seven-statements",
    }
    assert b"Sunday" not in first


def test_an_issued_version_stays_and_what_changed_since_is_told(seeded: App):
    with seeded.unit_of_work() as db:
        number = versions.issue(db, by=seeded.person, round_ref="WM25", purpose="For the group.", now=seeded.now())
    assert number == 2
    look(seeded, "A4")
    with seeded.reading() as db:
        first, second = versions.every(db, viewer=seeded.viewer(), round_ref="WM25")
        now = versions.lines_now(db, viewer=seeded.viewer(), round_ref="WM25")
    (one,) = changes(second.lines, now)
    assert (one.ref, one.kind, [step.label for step in one.steps]) == ("A4", Kind.CHANGED, ["Verified"])
    assert len(changes(first.lines, now)) > 5
    assert changes(now, now) == ()


def test_a_plan_is_not_issued_before_its_stage_or_without_saying_what_for(seeded: App):
    for round_ref, what_for in (("WM26", "For the board."), ("WM25", " ")):
        with pytest.raises(AuditError), seeded.unit_of_work() as db:
            versions.issue(db, by=seeded.person, round_ref=round_ref, purpose=what_for, now=seeded.now())


def look(app: App, ref: str, *, holds: bool = True, seen: str = "Read the records.") -> None:
    with app.unit_of_work() as db:
        actions.verify(db, by=app.person, round_ref="WM25", ref=ref, holds=holds, observation=seen, now=app.now())
