from __future__ import annotations

from audit.app import App
from audit.domain.people.person import Role
from tests.pages.on_screen import drawn, somebody, words


def test_the_time_is_shared_and_both_documents_are_offered(seeded: App):
    test = drawn(seeded, "pack", round="WM26")
    said = words(test)
    assert "3 cases, 65 minutes for each, with one break." in said
    assert "Workshop pack in Word" in said
    assert "Feedback slips in Word" in said


def test_the_hours_change_the_minutes_and_too_few_are_refused(seeded: App):
    test = drawn(seeded, "pack", round="WM25")
    test.number_input[0].set_value(7.0).run()
    assert "50 minutes for each, with 3 breaks" in words(test)
    test.number_input[0].set_value(1.0).run()
    assert "Give the workshop more time" in words(test)
    assert "Workshop pack in Word" not in words(test)


def test_nobody_but_the_facilitator_gets_the_pack(seeded: App):
    for role in (Role.AUDITOR, Role.SCRUTINEER, Role.BOARD_MEMBER):
        said = words(drawn(somebody(seeded, role), "pack", round="WM26"))
        assert "for whoever runs the workshop" in said
        assert "WM26-1" not in said
