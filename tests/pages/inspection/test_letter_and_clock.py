"""A letter is told from an audit, and a rehearsal's calendar from a real one."""

from __future__ import annotations

from datetime import date

from icalendar import Calendar

from audit.app import App
from audit.documents.plan.calendar import write_clock
from audit.domain.inspection.clock import from_notification
from audit.domain.inspection.letter_reading import FoundKind, LetterFinding
from audit.domain.inspection.published import Inspection
from audit.library import bank_holidays
from audit.library.own_files import local_lists
from audit.services.inspection import published
from tests.builders import NOON
from tests.pages.on_screen import drawn, words
from tests.scenes import a_scene

DAYS = from_notification(local_lists.inspection_clock(), date(2026, 12, 14), bank_holidays.england())


def test_a_rehearsals_calendar_says_so_in_each_entry_and_has_its_own_names():
    keys = {True: "rehearsal-2026-12-14", False: "inspection-1"}
    files = {one: write_clock(DAYS, key=keys[one], version=1, now=NOON, rehearsal=one) for one in (True, False)}
    made = {one: Calendar.from_ical(file) for one, file in files.items()}
    rehearsed, real = (list(made[one].walk("VEVENT")) for one in (True, False))
    assert len(rehearsed) == len(real) == len(DAYS)
    assert all(str(one["SUMMARY"]).startswith("REHEARSAL: ") for one in rehearsed)
    assert not any("REHEARSAL" in str(one["SUMMARY"]) for one in real)
    assert {str(one["UID"]) for one in rehearsed}.isdisjoint(str(one["UID"]) for one in real)
    assert [one.decoded("DTSTART") for one in real] == [one.on for one in DAYS]


def test_home_and_the_letters_page_tell_a_letter_from_an_audit(app: App):
    scene = a_scene(app)
    said = Inspection(area="Wrenmere", published=date(2024, 7, 12))
    found = [LetterFinding(kind=FoundKind.NEEDS_TO_IMPROVE, text="The time children wait.", page=2)]
    with scene.app.unit_of_work() as db:
        published.keep(
            db,
            by=scene.facilitator,
            inspection=said,
            letter_findings=found,
            steps=local_lists.inspection_clock(),
            now=NOON,
        )
    assert "The time children wait." not in words(drawn(scene.app, "findings")), "an audit comes before a letter"
    assert "It is no audit" in words(drawn(scene.app, "home"))
    page = words(drawn(scene.app, "letter"))
    assert "Monday 21 October 2024" in page
    assert "Still to decide: 1" in page
    assert "The time children wait." in words(drawn(scene.app, "findings", round="JTAI-2024-07-12"))
