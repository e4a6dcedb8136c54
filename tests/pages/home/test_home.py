"""Home: what waits for each audience, and the rounds."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import pytest

from audit.app import App
from audit.domain.home.next_steps import InHand, Waiting
from audit.domain.home.waiting import waiting_for
from audit.domain.people.person import Role
from audit.domain.rounds.audit_round import Round, Stage
from audit.pages.home.overview import sentence, when, words_sentence
from audit.pages.menu import ENTRIES
from audit.services.rating import form
from audit.services.rounds import setup
from audit.services.rounds.setup import Opening
from audit.store.queries import people
from tests.builders import THEMES, a_case, a_framework, a_grade, a_person, a_round, a_scale, statement, who_took_part
from tests.pages.on_screen import drawn, somebody, words


def test_a_facilitator_sees_what_waits_and_every_round(seeded: App):
    page = drawn(seeded, "home")
    assert page.title[0].value == "What waits for you"
    assert "invented partnership" in words(page)
    primary = [one for one in page.button if one.proto.type == "primary"]
    assert len(primary) == 1
    assert len(page.button) <= 4  # three things that wait, and the removal


def test_a_board_member_sees_no_case_on_home(seeded: App):
    said = words(drawn(somebody(seeded, Role.BOARD_MEMBER), "home"))
    assert "WM26-" not in said
    assert "cases" not in said


def test_a_manager_sees_no_case_on_home(seeded: App):
    assert "WM26-" not in words(drawn(somebody(seeded, Role.MANAGER), "home"))


def test_removing_the_invented_partnership_leaves_an_empty_installation(seeded: App):
    page = drawn(seeded, "home")
    next(one for one in page.checkbox if one.label.startswith("Yes, remove")).check().run()
    next(one for one in page.button if one.label.startswith("Remove the invented")).click().run()
    with seeded.reading() as db:
        assert people.partnership(db) is None
        assert people.people(db) == ()


def test_an_empty_home_says_how_to_begin(app: App):
    assert "No round yet" in words(drawn(app, "home"))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 27), "Due Friday 27 November 2026, in 5 days."),
        (date(2026, 11, 13), "Was due Friday 13 November 2026, 9 days ago."),
        (None, ""),
    ],
)
def test_a_day_is_said_with_how_far_off_it_is(day: date | None, said: str):
    waiting = Waiting(title="", sentence="", button="", page="", day=day)
    assert when(waiting, date(2026, 11, 22)) == said


def in_hand(audit_round: Round, submitted: Collection[tuple[str, str]] = ()) -> InHand:
    return InHand(audit_round=audit_round, participation=who_took_part(audit_round, submitted=submitted))


@pytest.mark.parametrize("role", Role)
def test_everything_that_waits_leads_to_a_page_of_the_menu(role: Role):
    cases = [a_case("Child A", revealed=False)]
    agency = "CSC" if role in (Role.AUDITOR, Role.MANAGER) else None
    person = a_person(role, agency=agency)
    rounds_in_hand = [in_hand(a_round(cases=cases, stage=stage)) for stage in Stage]
    found = waiting_for(person, rounds_in_hand, agencies=0, today=date(2026, 11, 22))
    assert {one.page for one in found} <= {entry.name for entry in ENTRIES}


def test_a_card_says_who_has_submitted():
    submitted = frozenset({(f"Child {letter}", "CSC") for letter in "ABC"})
    one = in_hand(a_round(stage=Stage.RATING), submitted)
    said = sentence(a_person(Role.FACILITATOR), one)
    assert said == (
        "**3 cases, 2 agencies.** One of the 2 agencies has submitted all its cases. Still to submit: CAMHS."
    )


def test_a_withdrawn_case_is_not_counted():
    cases = [a_case("Child A"), a_case("Child B", withdrawn="Moved away")]
    one = in_hand(a_round(cases=cases, stage=Stage.SETUP))
    assert sentence(a_person(Role.FACILITATOR), one).startswith("**One case, 2 agencies.**")


def test_a_round_is_told_in_words_the_strengths_first():
    said = words_sentence(a_round(), {"needs to improve": ["Voice", "Access"], "a strength": ["Workforce"]})
    assert said == "A strength: Workforce. Needs to improve: Voice, Access."


def test_an_auditor_watches_their_own_strip_fill_up(seeded: App):
    auditor = somebody(seeded, Role.AUDITOR)
    _a_round_at_rating(seeded, auditor)
    page = drawn(auditor, "home")
    said = words(page)
    assert "statements graded" in said
    assert "Child A, your own grades so far" in said
    assert "Go on with Child A" in [one.label for one in page.button]


def _a_round_at_rating(app: App, auditor: App) -> None:
    now, agency = app.now(), auditor.person.agency or ""
    frameworks = (a_framework(), a_framework(THEMES))
    opening = Opening(ref="NEW", title="New", theme="", frameworks=frameworks, scale=a_scale(), agencies=(agency,))
    grade = a_grade(statement(6))
    with app.unit_of_work() as db:
        setup.open_round(db, by=app.person, opening=opening, now=now)
        setup.add_case(db, by=app.person, round_ref="NEW", case=a_case("Child A", revealed=False), now=now)
        setup.advance(db, by=app.person, round_ref="NEW", now=now)
        form.save_grade(db, viewer=auditor.viewer(), round_ref="NEW", case_ref="Child A", grade=grade, now=now)
