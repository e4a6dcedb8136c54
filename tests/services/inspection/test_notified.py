"""An inspection: notified, called off, what was asked for seen to, and the return taken out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from audit.app import App
from audit.documents.inspection.inspection_return import TITLE, write_inspection_return
from audit.documents.plan.calendar import write_clock
from audit.domain.inspection.clock import Mark, from_notification
from audit.domain.inspection.letter_reading import FoundKind, LetterFinding
from audit.domain.inspection.notified import InspectionKind, Notified, Request, RequestState, day_of
from audit.domain.inspection.published import Inspection
from audit.domain.people.person import Viewer
from audit.domain.rounds.audit_round import Stage
from audit.domain.timescales.child_dates import add_working_days
from audit.errors import AuditError, Conflict, NotAllowed
from audit.library import bank_holidays
from audit.library.own_files import local_lists
from audit.services.inspection import notified, published
from audit.store.queries import inspection as queries
from audit.store.queries import rounds, trail
from tests.builders import NOON
from tests.documents import builders
from tests.documents.accessibility import all_text, problems
from tests.scenes import AGENCIES, ROUND, Said, Scene, a_scene

STEPS, HOLIDAYS = local_lists.inspection_clock(), bank_holidays.england()
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
    assert [one.state for one in asked(scene, first)] == [RequestState.REQUESTED] * (5 + 2 * len(AGENCIES))
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


def correct(scene: Scene, inspection: Notified, on: date, reason: str = "They rang before noon.") -> None:
    with scene.app.unit_of_work() as db:
        notified.correct(
            db,
            by=scene.facilitator,
            inspection=inspection,
            on=on,
            reason=reason,
            steps=STEPS,
            holidays=HOLIDAYS,
            now=NOON,
        )


def test_a_day_put_right_counts_again_keeps_what_was_ticked_and_says_why(any_app: App):
    scene = a_scene(any_app)
    day = add_working_days(TODAY - timedelta(days=10), 1, HOLIDAYS)
    before_day = add_working_days(TODAY - timedelta(days=20), 1, HOLIDAYS)
    one = notify(scene, on=day)
    first = asked(scene, one)[0]
    with scene.app.unit_of_work() as db:
        notified.tick(db, by=scene.facilitator, inspection=one, request=first, sent=True, now=NOON)
    seen = running(scene)
    correct(scene, seen, before_day)
    after, days = running(scene), from_notification(STEPS, before_day, HOLIDAYS)
    assert (after.notified_on, after.version) == (before_day, 2)
    again = next(each for each in asked(scene, one) if each.id == first.id)
    assert (again.state, again.due) == (RequestState.SENT, day_of(days, Mark.LISTS))
    with scene.app.reading() as db:
        (said,) = queries.corrections(db, viewer=Viewer.of(scene.facilitator), inspection=one)
        assert (said.was, said.now, said.reason) == (day, before_day, "They rang before noon.")
        assert trail.last_event(db, about=f"inspection {one}", events=("inspection's day corrected",))
    with pytest.raises(Conflict, match="Somebody else"):
        correct(scene, seen, add_working_days(before_day, 1, HOLIDAYS))


def test_a_day_that_cannot_be_is_not_put_in_its_place(app: App):
    scene = a_scene(app)
    notify(scene)
    for on, reason, says in (
        (TODAY - timedelta(days=1), " ", "Say why"),
        (TODAY, "x", "the day already"),
        (TODAY + timedelta(days=1), "x", "still to come"),
        (date(2026, 3, 1), "x", "not a working day"),
    ):
        with pytest.raises(AuditError, match=says):
            correct(scene, running(scene), on, reason)
    call_off(scene, running(scene))
    with pytest.raises(AuditError, match="called off"):
        correct(scene, running(scene), TODAY - timedelta(days=1))


def test_an_erased_inspection_is_in_no_byte_of_the_folder_and_the_trail_says_it_went(app: App):
    scene = a_scene(app)
    one = notify(scene)
    said = "QXZ-a-child-by-name"
    keep(scene, one, Request(id=0, what=said, agency="", asked_on=TODAY, due=TODAY))
    folder = Path(str(app.engine.url.database)).parent
    assert holds(folder, said)
    with scene.app.unit_of_work() as db, pytest.raises(AuditError, match=f"type inspection {one}"):
        notified.erase(db, by=scene.facilitator, inspection=running(scene), confirmed="yes", now=NOON)
    with scene.app.unit_of_work() as db:
        notified.erase(db, by=scene.facilitator, inspection=running(scene), confirmed=f"Inspection {one}", now=NOON)
    app.scrub()
    assert not holds(folder, said)
    assert asked(scene, one) == ()
    with app.reading() as db:
        assert trail.last_event(db, about=f"inspection {one}", events=("inspection erased",))


def test_one_request_is_erased_by_itself(app: App):
    scene = a_scene(app)
    one = notify(scene)
    said = "QXZ-a-child-by-name"
    keep(scene, one, Request(id=0, what=said, agency="", asked_on=TODAY, due=TODAY))
    mine = next(each for each in asked(scene, one) if each.what == said)
    with scene.app.unit_of_work() as db, pytest.raises(NotAllowed):
        notified.erase_request(db, by=scene.people["manager"], inspection=one, request=mine.id, now=NOON)
    with scene.app.unit_of_work() as db:
        notified.erase_request(db, by=scene.facilitator, inspection=one, request=mine.id, now=NOON)
    app.scrub()
    assert not holds(Path(str(app.engine.url.database)).parent, said)
    with scene.app.unit_of_work() as db, pytest.raises(AuditError, match="no longer on the list"):
        notified.erase_request(db, by=scene.facilitator, inspection=one, request=mine.id, now=NOON)


def holds(folder: Path, said: str) -> bool:
    return any(said.encode() in file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_a_note_is_changed_and_what_stood_in_it_is_gone(app: App):
    scene = a_scene(app)
    notify(scene)
    for note in ("QXZ-a-child-by-name", " They ring again at four. "):
        with scene.app.unit_of_work() as db:
            notified.change_note(db, by=scene.facilitator, inspection=running(scene), note=note, now=NOON)
    app.scrub()
    assert running(scene).note == "They ring again at four."
    assert not holds(Path(str(app.engine.url.database)).parent, "QXZ-a-child-by-name")


def test_an_inspection_is_kept_until_a_day(app: App):
    scene = a_scene(app)
    notify(scene)
    with scene.app.unit_of_work() as db:
        notified.keep_until(db, by=scene.facilitator, inspection=running(scene), on=date(2030, 1, 1), now=NOON)
    assert running(scene).keep_until == date(2030, 1, 1)


def test_a_statement_is_sent_on_a_day_and_can_be_said_not_to_be_after_all(any_app: App):
    scene = a_scene(any_app)
    said = Inspection(area="Wrenmere", published=TODAY - timedelta(days=30))
    found = [LetterFinding(kind=FoundKind.NEEDS_TO_IMPROVE, text="The time children wait.", page=2)]
    with scene.app.unit_of_work() as db:
        ref = published.keep(db, by=scene.facilitator, inspection=said, letter_findings=found, steps=STEPS, now=NOON)
    for on in (TODAY, None):
        with scene.app.unit_of_work() as db:
            notified.say_sent(db, by=scene.facilitator, round_ref=ref, on=on, now=NOON)
        with scene.app.reading() as db:
            assert queries.statement_sent(db, audit_round=rounds.by_ref(db, ref)) == on
    for on in (TODAY + timedelta(days=1), said.published - timedelta(days=1)):
        with scene.app.unit_of_work() as db, pytest.raises(AuditError, match="Give the day"):
            notified.say_sent(db, by=scene.facilitator, round_ref=ref, on=on, now=NOON)
    with scene.app.unit_of_work() as db, pytest.raises(AuditError, match="is an audit"):
        notified.say_sent(db, by=scene.facilitator, round_ref=ROUND, on=TODAY, now=NOON)


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
    assert "No judgement about this child has been recorded yet." in said
    assert "Child B" in said  # named as not in it
    assert TITLE in said
    scene.agree("Child A")
    written = take_out(scene)
    assert "Judgements recorded about Child A" in all_text(written)
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
