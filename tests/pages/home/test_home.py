"""Home: what waits for each audience, and the rounds."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from audit.app import App
from audit.domain.home.next_steps import Horizon, InHand, Waiting, date_tag, grouped, horizon
from audit.domain.home.waiting import waiting_for
from audit.domain.people.person import Role
from audit.domain.rounds.audit_round import Round, Stage
from audit.pages.home.overview import sentence
from audit.pages.menu import ENTRIES
from audit.services.rating import form
from audit.services.rounds import setup
from audit.services.rounds.setup import Opening
from audit.store.queries import people
from tests.builders import THEMES, a_case, a_framework, a_grade, a_person, a_round, a_scale, statement, who_took_part
from tests.pages.on_screen import drawn, somebody, words
from tests.scenes import a_scene


def test_a_facilitator_sees_what_waits_and_every_round(seeded: App):
    page = drawn(seeded, "home")
    assert page.title[0].value == "Your tasks"
    said = words(page)
    assert "invented partnership" in said
    for group in ("Overdue and today <span>", "Confirm the concern about WM26-3", "Workshop: WM26"):
        assert group in said
    assert [one.label for one in page.button] == ["Remove the invented partnership"]


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


TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "day_is", "when", "tag"),
    [
        (None, "Due", Horizon.NOW, ""),
        (date(2026, 11, 13), "Due", Horizon.NOW, "9 days late"),
        (date(2026, 11, 21), "Due", Horizon.NOW, "one day late"),
        (TODAY, "Due", Horizon.NOW, "today"),
        (date(2026, 11, 23), "Due", Horizon.MONTH, "by 23 Nov 2026"),
        (date(2026, 12, 22), "Due", Horizon.MONTH, "by 22 Dec 2026"),
        (date(2026, 12, 23), "Due", Horizon.LATER, "by 23 Dec 2026"),
        (date(2026, 11, 18), "Workshop planned for", Horizon.NOW, "planned 18 Nov 2026"),
        (date(2026, 12, 2), "Board planned for", Horizon.MONTH, "planned 2 Dec 2026"),
        (date(2026, 2, 3), "Asked on", Horizon.NOW, "asked 3 Feb 2026"),
        (date(2026, 12, 2), "On", Horizon.MONTH, "2 Dec 2026"),
        (date(2026, 2, 3), "Seen by the board on", Horizon.LATER, "seen by the board 3 Feb 2026"),
    ],
)
def test_a_task_stands_by_when_it_is_due_with_its_day_in_a_few_words(
    day: date | None, day_is: str, when: Horizon, tag: str
):
    task = Waiting(title="", sentence="", button="", page="", day=day, day_is=day_is)
    assert horizon(task, TODAY) is when
    assert date_tag(task, TODAY) == tag


def test_every_task_is_in_one_group_in_its_order():
    days = [date(2026, 11, 22) + timedelta(days=apart) for apart in (-9, 60, 0, 7, 30, 31)]
    tasks = [Waiting(title=str(day), sentence="", button="", page="", day=day) for day in days]
    groups = grouped(tasks, TODAY)
    assert [when for when, _ in groups] == list(Horizon)
    assert [[task.day for task in group] for _, group in groups] == [
        [days[0], days[2]],
        [days[3], days[4]],
        [days[1], days[5]],
    ]


def test_home_asks_the_database_as_often_whatever_the_number_of_rounds(app: App):
    scene = a_scene(app)
    once = statements_of_home(scene.app)
    with scene.app.unit_of_work() as db:
        for number in range(8):
            opening = Opening(
                ref=f"R{number}",
                title=f"Round {number}",
                theme="",
                frameworks=(a_framework(),),
                scale=a_scale(),
                agencies=("CSC",),
            )
            setup.open_round(db, by=scene.facilitator, opening=opening, now=scene.app.now())
    assert statements_of_home(scene.app) <= once


def statements_of_home(app: App) -> int:
    counted: list[str] = []

    def count(*asked: Any) -> None:
        counted.append(str(asked[2]))

    event.listen(app.engine, "before_cursor_execute", count)
    drawn(app, "home")
    event.remove(app.engine, "before_cursor_execute", count)
    return len(counted)


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
    assert said == "One of the 2 agencies has submitted all its cases. Still to submit: CAMHS."


def test_an_auditor_watches_their_own_strip_fill_up(seeded: App):
    auditor = somebody(seeded, Role.AUDITOR)
    _a_round_at_rating(seeded, auditor)
    page = drawn(auditor, "home")
    said = words(page)
    assert "statements graded" in said
    assert "Child A, your own grades so far" in said
    assert "Finish rating Child A" in said


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
