"""An inspection: notified, called off, what was asked for seen to, and the return taken out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from audit.app import App
from audit.documents.calendar import write_clock
from audit.documents.inspection_return import TITLE, write_inspection_return
from audit.domain.clock import from_notification
from audit.domain.notified import InspectionKind, Notified, Request, RequestState
from audit.domain.people import Viewer
from audit.domain.rounds import Stage
from audit.errors import AuditError, Conflict, NotAllowed
from audit.library import bank_holidays, house_rules
from audit.services import notified
from audit.store.queries import notified as queries
from audit.store.queries import trail
from tests.builders import NOON
from tests.documents import builders
from tests.documents.accessibility import all_text, problems
from tests.scenes import AGENCIES, ROUND, Said, Scene, a_scene

STEPS, HOLIDAYS = house_rules.inspection_clock(), bank_holidays.england()
TODAY = NOON.date()


def notify(scene: Scene, by: str = "facilitator", on: date = TODAY) -> int:
    with scene.app.unit_of_work() as db:
        new = Notified(id=0, kind=InspectionKind.JTAI, notified_on=on)
        return notified.notify(db, by=scene.people[by], inspection=new, steps=STEPS, holidays=HOLIDAYS, now=NOON)


def call_off(scene: Scene, inspection: Notified, reason: str = "A storm.") -> None:
    with scene.app.unit_of_work() as db:
        notified.call_off(db, by=scene.facilitator, inspection=inspection, reason=reason, now=NOON)


def keep(scene: Scene, inspection: int, request: Request) -> None:
    with scene.app.unit_of_work() as db:
        notified.keep_request(db, by=scene.facilitator, inspection=inspection, request=request, now=NOON)


def running(scene: Scene) -> Notified:
    with scene.app.reading() as db:
        return queries.inspections(db, viewer=Viewer.of(scene.facilitator))[0]


def asked(scene: Scene, inspection: int, who: str = "facilitator") -> tuple[Request, ...]:
    with scene.app.reading() as db:
        return queries.requests(db, viewer=Viewer.of(scene.people[who]), inspection=inspection)


def test_an_inspection_is_notified_with_the_usual_list_and_called_off_with_a_reason(any_app: App):
    scene = a_scene(any_app)
    first = notify(scene)
    assert [one.state for one in asked(scene, first)] == [RequestState.ASKED] * 6
    with pytest.raises(AuditError, match="running already"):
        notify(scene)
    with pytest.raises(AuditError, match="Say why"):
        call_off(scene, running(scene), " ")
    seen = running(scene)
    call_off(scene, seen)
    assert running(scene).called_off == "A storm."
    with pytest.raises(Conflict):
        call_off(scene, seen)
    assert notify(scene) != first


def test_nobody_but_a_facilitator_starts_the_clock_and_not_on_a_day_to_come(app: App):
    scene = a_scene(app)
    with pytest.raises(NotAllowed):
        notify(scene, by="manager")
    with pytest.raises(AuditError, match="still to come"):
        notify(scene, on=TODAY + timedelta(days=1))


def test_two_people_who_change_one_request_are_told(app: App):
    scene = a_scene(app)
    one = notify(scene)
    before = asked(scene, one)[0]
    keep(scene, one, replace(before, state=RequestState.SENT, agency="CSC", who="Head of service"))
    with pytest.raises(Conflict, match="Somebody else"):
        keep(scene, one, replace(before, state=RequestState.IN_HAND))
    after = next(each for each in asked(scene, one) if each.id == before.id)
    assert (after.state, after.agency, after.who) == (RequestState.SENT, "CSC", "Head of service")
    with pytest.raises(AuditError):
        keep(scene, one, replace(after, agency="NOBODY"))


def test_the_calendar_keeps_each_step_at_its_place_and_says_when_it_is_a_rehearsal():
    def uids(on: date, **more: bool) -> dict[str, str]:
        days = from_notification(STEPS, on, HOLIDAYS)
        made = Calendar.from_ical(write_clock(days, key="inspection-1", version=1, now=NOON, **more))
        return {str(event["uid"]): str(event["summary"]) for event in made.walk("VEVENT")}

    monday, tuesday = uids(date(2026, 12, 14)), uids(date(2026, 12, 15))
    assert set(monday) == set(tuesday)
    assert len(monday) == len(STEPS)
    assert all(said.startswith("REHEARSAL: ") for said in uids(date(2026, 12, 14), rehearsal=True).values())
    assert not any("REHEARSAL" in said for said in monday.values())


def test_the_return_holds_what_was_revealed_and_is_noted(app: App, tmp_path: Path):
    scene = a_scene(app, cases=("Child A", "Child B"))
    for agency in AGENCIES:
        scene.fill_in(scene.viewer(agency), "Child A", Said(words=f"{agency} a"))
        scene.fill_in(scene.viewer(agency), "Child B", Said(words=f"{agency} b"))
    scene.move_to(Stage.WORKSHOP)
    with pytest.raises(AuditError, match="revealed"):
        take_out(scene)
    scene.reveal("Child A")
    written = take_out(scene)
    said = all_text(written)
    assert all(f"Synopsis {agency} a." in said and f"To develop {agency} a." in said for agency in AGENCIES)
    assert not any(f"{agency} b" in said for agency in AGENCIES)
    assert "Child B" in said  # named as not in it
    assert TITLE in said
    assert problems(written, turned=(False,)) == []
    assert builders.faults(written, tmp_path) == []
    with app.reading() as db:
        assert trail.last_event(db, about=ROUND, events=("inspection return taken out",))
    with pytest.raises(NotAllowed):
        take_out(scene, "scrutineer")


def take_out(scene: Scene, who: str = "facilitator") -> bytes:
    with scene.app.unit_of_work() as db:
        viewer = Viewer.of(scene.people[who])
        paper = notified.inspection_return(db, viewer=viewer, round_ref=ROUND, today=TODAY, now=NOON)
    return write_inspection_return(paper)
