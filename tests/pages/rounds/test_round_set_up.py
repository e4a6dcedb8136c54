"""The set-up of a round: its cases, who is asked, its dates and its path."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from streamlit.testing.v1 import AppTest

from audit.app import App
from audit.domain.people.person import Role
from audit.domain.rounds.audit_round import Stage, StageMove
from audit.domain.rounds.cases import PLACEMENTS, Involvement, Population, SpokenTo
from audit.pages.forms.two_writers import differing, rows_of_facts
from audit.pages.rounds.agencies import standing
from audit.pages.rounds.case import next_reference
from audit.pages.rounds.case_rows import facts
from audit.pages.rounds.path import HAPPENS, history, on_label
from audit.services.rounds import setup as services
from audit.store.queries import rounds
from tests.builders import a_case, a_measurement, a_process, a_round
from tests.pages.on_screen import drawn, somebody, words

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


def test_the_set_up_is_a_list_of_tasks_with_one_main_button(seeded: App):
    page = drawn(seeded, "round", round="WM26")
    said = words(page)
    assert "forms submitted" in said
    assert "fixed since rating began" in page.caption[-1].value
    assert [one.label for one in page.button if one.proto.type == "primary"] == ["Move on to findings"]


def test_an_auditor_does_not_see_the_set_up(seeded: App):
    for page in ("round", "round-cases", "round-case", "round-agencies", "round-dates", "round-path"):
        said = words(drawn(somebody(seeded, Role.AUDITOR), page, round="WM26", case="WM26-3"))
        assert page == "round-case" or "WM26-" not in said
        assert "Age band" not in said
        assert "A facilitator sets up rounds" in said


def _facts(page: AppTest) -> None:
    page.selectbox(key="case WM26 new population").set_value(Population.IN_CARE)
    page.selectbox(key="case WM26 new age").set_value("13-15")
    page.selectbox(key="case WM26 new placement").set_value(PLACEMENTS[0])


def test_a_case_is_added_by_reference_and_bands(seeded: App):
    page = drawn(seeded, "new-case", round="WM26")
    page.button[0].click().run()
    said = [one.value for one in page.error]
    assert "Choose which group the child belongs to." in said  # nothing is answered for anybody
    _facts(page)
    page.button[0].click().run()
    with seeded.reading() as db:
        case = rounds.by_ref(db, "WM26").case("Child A")
    assert (case.age_band, case.placement, case.child_spoken_to) == ("13-15", PLACEMENTS[0], SpokenTo.NOT_RECORDED)


def test_a_name_with_odd_signs_is_no_reference(seeded: App):
    page = drawn(seeded, "new-case", round="WM26")
    _facts(page)
    page.text_input(key="case WM26 new ref").set_value("Åsa/Öberg")
    page.button[0].click().run()
    assert "short reference such as Child A" in page.error[0].value


def test_two_windows_on_one_case_show_both_and_the_person_chooses(seeded: App):
    page = drawn(seeded, "round-case", round="WM26", case="WM26-3")
    _somebody_else_writes(seeded, disability="Theirs")
    page.text_input(key="case WM26 WM26-3 0 disability").set_value("Mine")
    _press(page, "Save WM26-3")
    assert "Somebody else changed WM26-3" in words(page)
    assert page.text_input(key="case WM26 WM26-3 0 disability").value == "Mine"
    _press(page, "Keep mine")
    assert _disability(seeded) == "Mine"


def test_taking_theirs_puts_it_into_the_fields(seeded: App):
    page = drawn(seeded, "round-case", round="WM26", case="WM26-3")
    _somebody_else_writes(seeded, disability="Theirs")
    page.text_input(key="case WM26 WM26-3 0 disability").set_value("Mine")
    _press(page, "Save WM26-3")
    _press(page, "Take theirs")
    assert page.text_input(key="case WM26 WM26-3 1 disability").value == "Theirs"
    assert _disability(seeded) == "Theirs"


def test_a_figure_is_taken_away_and_the_others_stay(seeded: App):
    with seeded.reading() as db:
        before = rounds.by_ref(db, "WM26").case("WM26-3").measurements
    page = drawn(seeded, "round-case", round="WM26", case="WM26-3")
    _press(page, "Remove figure 1")
    with seeded.reading() as db:
        assert len(rounds.by_ref(db, "WM26").case("WM26-3").measurements) == len(before) - 1


def test_a_figure_without_a_day_is_refused(seeded: App):
    page = drawn(seeded, "round-case", round="WM26", case="WM26-3")
    page.number_input(key="case WM26 WM26-3 0 figure value").set_value(12.0)
    _press(page, "Add this figure")
    assert "day and its value" in page.error[0].value


def test_a_case_leaves_only_with_a_reason(seeded: App):
    page = drawn(seeded, "round-case", round="WM26", case="WM26-3")
    _press(page, "Withdraw WM26-3 from the round")
    assert "Say why WM26-3 leaves the round" in page.error[0].value


def test_who_is_asked_is_kept_at_once(seeded: App):
    page = drawn(seeded, "round-agencies", round="WM26")
    page.checkbox(key="ask WM26 WM26-3 AMH").check().run()
    with seeded.reading() as db:
        assert rounds.by_ref(db, "WM26").involvement_of("WM26-3", "AMH") is Involvement.INVOLVED


def test_the_table_says_who_is_ready_and_nothing_more():
    audit_round = replace(a_round(stage=Stage.RATING), involvement={("Child A", "CAMHS"): Involvement.NOT_ASKED})
    ready = frozenset({("Child A", "CSC")})
    assert standing(audit_round, "Child A", "CSC", ready) == "✓\u00a0ready"
    assert standing(audit_round, "Child A", "CAMHS", ready) == "not asked"
    assert standing(audit_round, "Child B", "CSC", ready) == "not ready"


def test_days_out_of_order_are_refused(seeded: App):
    page = drawn(seeded, "round-dates", round="WM26")
    with seeded.reading() as db:
        before = rounds.by_ref(db, "WM26").dates
    assert before.workshop is not None
    page.date_input(key="dates WM26 board").set_value(before.workshop.replace(year=2025))
    _press(page, "Save the dates")
    assert "comes before" in page.error[0].value


def test_a_step_back_needs_its_reason(seeded: App):
    page = drawn(seeded, "round-path", round="WM26")
    _press(page, "Go back to rate")
    assert "Say why the round goes back a step" in page.error[0].value


def test_moving_on_says_beforehand_what_it_does():
    assert set(HAPPENS) == set(Stage) - {Stage.CLOSED}
    assert on_label(Stage.SETUP) == "Start rating"
    assert on_label(Stage.BOARD) == "Close the round"


def test_the_history_shows_a_step_back_as_one():
    moves = [
        StageMove(stage=Stage.RATING, at_utc=AT, by="Ines"),
        StageMove(stage=Stage.WORKSHOP, at_utc=AT, by="Ines"),
        StageMove(stage=Stage.RATING, at_utc=AT, by="Ines", reason="One agency joined late"),
    ]
    assert [row[0] for row in history(moves)] == ["Back to Rate", "Workshop", "Rate"]


def test_the_next_reference_is_the_first_letter_that_is_free():
    assert next_reference(a_round()) == "Child D"


def test_only_what_differs_is_shown_for_the_choice():
    mine, theirs = a_case(), replace(a_case(), processes=(a_process(),), measurements=(a_measurement(21),))
    rows = differing(rows_of_facts(facts(mine), facts(theirs)))
    assert [row[0] for row in rows] == ["Processes", "Figures"]


def _somebody_else_writes(app: App, *, disability: str) -> None:
    with app.unit_of_work() as db:
        case = rounds.by_ref(db, "WM26").case("WM26-3")
        services.change_case(
            db, by=app.person, round_ref="WM26", case=replace(case, disability=disability), now=app.now()
        )


def _disability(app: App) -> str:
    with app.reading() as db:
        return rounds.by_ref(db, "WM26").case("WM26-3").disability


def _press(page, label: str) -> None:
    next(one for one in page.button if one.label == label).click().run()
