"""The set-up of a round: its cases, who is asked, its dates and its path."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

from streamlit.testing.v1 import AppTest

from audit.app import App
from audit.domain.people.person import Role
from audit.domain.rounds.audit_round import Stage, StageMove
from audit.domain.rounds.cases import PLACEMENTS, Case, Held, Involvement, ProcessKind, SpokenTo
from audit.pages.rounds.agencies import standing
from audit.pages.rounds.case import next_reference
from audit.pages.rounds.path import HAPPENS, history, on_label
from audit.services.rounds import setup as services
from audit.store.queries import rounds
from tests.builders import a_round
from tests.pages.filled import form, forms
from tests.pages.on_screen import drawn, somebody, words

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


def test_the_set_up_is_a_list_of_tasks_with_one_main_button(seeded: App):
    page = drawn(seeded, "round", round="WM26")
    said = words(page)
    assert "forms submitted" in said
    assert "fixed since rating began" in page.caption[-1].value
    assert [one.data["buttons"] for one in forms(page)] == [[["", "Move on to findings"]]]


def test_an_auditor_does_not_see_the_set_up(seeded: App):
    for page in ("round", "round-cases", "round-case", "round-agencies", "round-dates", "round-path"):
        said = words(drawn(somebody(seeded, Role.AUDITOR), page, round="WM26", case="WM26-3"))
        assert page == "round-case" or "WM26-" not in said
        assert "Age band" not in said
        assert "A facilitator sets up rounds" in said


BANDS = {"population": "in_care", "age": "13-15", "placement": PLACEMENTS[0]}


def test_a_case_is_added_by_reference_and_bands(seeded: App):
    page = form(drawn(seeded, "new-case", round="WM26"))
    missing = page.send().problems
    assert "Choose which group the child belongs to." in missing  # nothing is answered for anybody
    form(drawn(seeded, "new-case", round="WM26")).send(**BANDS)
    case = _case(seeded, "Child A")
    assert (case.age_band, case.placement, case.child_spoken_to) == ("13-15", PLACEMENTS[0], SpokenTo.NOT_RECORDED)
    assert case.gender == "Not recorded"


def test_what_is_typed_about_a_new_case_is_there_after_a_reload(seeded: App):
    form(drawn(seeded, "new-case", round="WM26")).type(ref="Child Q", chosen="Every third child")
    values = form(drawn(seeded, "new-case", round="WM26")).values
    assert (values["ref"], values["chosen"]) == ("Child Q", "Every third child")


def test_a_name_with_odd_signs_is_no_reference(seeded: App):
    page = form(drawn(seeded, "new-case", round="WM26")).send(ref="Åsa/Öberg", **BANDS)
    ((field, sentence),) = page.data["problems"]
    assert field == "ref"
    assert "short reference such as Child A" in sentence


def test_two_windows_on_one_case_show_both_and_the_person_chooses(seeded: App):
    page = drawn(seeded, "round-case", round="WM26", case="WM26-3")
    _somebody_else_writes(seeded, disability="Theirs")
    shown = form(page, "Save WM26-3").send(disability="Mine")
    said = words(page)
    assert "Somebody else changed WM26-3" in said
    assert "Mine" in said
    assert "Theirs" in said
    assert shown.values["disability"] == "Mine"
    _press(page, "Keep mine")
    assert _case(seeded).disability == "Mine"


def test_taking_theirs_puts_it_into_the_fields(seeded: App):
    page = drawn(seeded, "round-case", round="WM26", case="WM26-3")
    _somebody_else_writes(seeded, disability="Theirs")
    form(page, "Save WM26-3").send(disability="Mine")
    _press(page, "Take theirs")
    assert form(page, "Save WM26-3").values["disability"] == "Theirs"
    assert _case(seeded).disability == "Theirs"


def test_a_figure_is_taken_away_and_the_others_stay(seeded: App):
    before = _case(seeded).measurements
    _press(drawn(seeded, "round-case", round="WM26", case="WM26-3"), "Remove figure 1")
    assert len(_case(seeded).measurements) == len(before) - 1


def test_a_figure_without_a_day_is_refused(seeded: App):
    page = drawn(seeded, "round-case", round="WM26", case="WM26-3")
    refused = form(page, "Add this figure").send(value="12")
    assert refused.problems == ["Choose what was measured.", "Enter “Day of the figure”."]


def test_a_figure_joins_what_somebody_else_changed_meanwhile(seeded: App):
    page = drawn(seeded, "round-case", round="WM26", case="WM26-3")
    before = len(_case(seeded).measurements)
    _somebody_else_writes(seeded, disability="Theirs")
    form(page, "Add this figure").send(kind="attendance", on="2026-09-03", value="92.5")
    case = _case(seeded)
    assert (case.disability, len(case.measurements)) == ("Theirs", before + 1)
    assert 92.5 in {one.value for one in case.measurements}
    refused = form(page, "Add this figure").send(kind="sdq", on="2026-09-03", value="41")
    assert refused.data["problems"] == [["value", "SDQ total (0 to 40): 41 is outside 0 to 40."]]


def test_a_process_is_added_changed_with_its_meeting_and_taken_away(seeded: App):
    page = drawn(seeded, "round-case", round="WM26", case="WM26-3")
    form(page, "Add this process").send(kind="immigration", started="2026-03-02")
    form(page, "Save: Immigration").send(conflict="Two hearings on one day")
    refused = form(page, "Save: Immigration").send(ended="2026-03-01")
    assert refused.data["problems"][0][0] == "ended"
    form(page, "Add this meeting").send(of="immigration", on="2026-04-01", held="put_off")
    assert form(page, "Save: Immigration").values["ended"] == "2026-03-01"  # a draft outlives what joins elsewhere
    process = next(one for one in _case(seeded).processes if one.kind is ProcessKind.IMMIGRATION)
    assert (process.started_on, process.ended_on) == (date(2026, 3, 2), None)
    assert (process.conflict, [one.held for one in process.meetings]) == ("Two hearings on one day", [Held.PUT_OFF])
    form(page, "Save: Immigration").send("Take away: Immigration")
    assert ProcessKind.IMMIGRATION not in {one.kind for one in _case(seeded).processes}


def test_two_windows_on_one_process_show_both(seeded: App):
    here, there = (drawn(seeded, "round-case", round="WM26", case="WM26-3") for _ in range(2))
    button = next(one.data["buttons"][0][1] for one in forms(here) if one.data["buttons"][0][1].startswith("Save: "))
    form(there, button).send(conflict="Theirs")
    form(here, button).send(conflict="Mine")
    assert "Theirs" in words(here)
    _press(here, "Keep mine")
    assert "Mine" in {one.conflict for one in _case(seeded).processes}


def test_a_case_leaves_only_with_a_reason(seeded: App):
    page = drawn(seeded, "round-case", round="WM26", case="WM26-3")
    button = "Withdraw WM26-3 from the round"
    assert form(page, button).send().problems == ["Say why WM26-3 leaves the round."]
    form(page, button).send(reason="Moved away")
    assert _case(seeded).withdrawn == "Moved away"


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
    page = form(drawn(seeded, "round-dates", round="WM26"), "Save the dates")
    refused = page.send(board=f"2025{page.values['workshop'][4:]}")
    assert [field for field, _ in refused.data["problems"]] == ["board"]
    assert "comes before" in refused.problems[0]
    with seeded.reading() as db:
        assert rounds.by_ref(db, "WM26").dates.board != date(2025, 1, 1)


def test_a_step_back_needs_its_reason(seeded: App):
    page = drawn(seeded, "round-path", round="WM26")
    assert form(page, "Go back to rate").send().problems == ["Say why the round goes back a step."]
    form(page, "Go back to rate").send(reason="One agency joined late")
    assert "One agency joined late" in words(page)


def test_a_day_that_somebody_noted_since_a_draft_was_begun_is_not_written_over(seeded: App):
    with seeded.unit_of_work() as db:
        row = rounds.row_of(db, "WM25")
        row.seen_by_board = None
        db.add(row)
    form(drawn(seeded, "round-path", round="WM25"), "Note the day").type(day="2026-02-03")
    with seeded.unit_of_work() as db:
        on = date(2026, 2, 10)
        services.seen_by_board(db, by=seeded.person, round_ref="WM25", on=on, seen=None, now=seeded.now())
    page = drawn(seeded, "round-path", round="WM25")
    form(page, "Note the day").send()
    assert "Somebody else noted meanwhile when the board saw this round" in words(page)


def test_a_round_that_somebody_moved_meanwhile_is_not_moved_again(seeded: App):
    page = drawn(seeded, "round-path", round="WM26")
    with seeded.unit_of_work() as db:
        services.step_back(db, by=seeded.person, round_ref="WM26", reason="Too early", now=seeded.now())
    refused = form(page, "Go back to rate").send(reason="One agency joined late")
    assert "Somebody else moved this round" in json.dumps([one.problems for one in forms(refused.page)])
    with seeded.reading() as db:
        assert rounds.by_ref(db, "WM26").stage is Stage.RATING


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


def _somebody_else_writes(app: App, *, disability: str) -> None:
    with app.unit_of_work() as db:
        case = rounds.by_ref(db, "WM26").case("WM26-3")
        services.change_case(
            db, by=app.person, round_ref="WM26", case=replace(case, disability=disability), now=app.now()
        )


def _case(app: App, ref: str = "WM26-3") -> Case:
    with app.reading() as db:
        return rounds.by_ref(db, "WM26").case(ref)


def _press(page: AppTest, label: str) -> None:
    next(one for one in page.button if one.label == label).click().run()
