"""The pages of readiness: what could be shown, the register, the checklists, and who may write in them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html import escape

import pytest

from audit.app import App
from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Role
from audit.domain.readiness.checklists import State
from audit.domain.readiness.evidence import EvidenceKind, Way
from audit.pages.readiness import overview, questions
from audit.store.queries import readiness
from tests.pages.filled import form, forms
from tests.pages.on_screen import drawn, somebody, words

DAY = datetime(2026, 11, 25, 12, tzinfo=UTC)
R1 = "ewg-recommendations-2017/R1"


def test_readiness_answers_what_a_partnership_asks(seeded: App):
    page = drawn(seeded, "readiness")
    heads = [one.value for one in page.header]
    assert heads[:2] == ["Out of date", "Said, and not done"]
    assert "Changed since WM25" in heads
    said = words(page)
    assert "There is no total and no grade" in said
    assert "This says how much evidence you hold, not how good the work is" in said


def test_it_can_be_read_by_the_seven_statements(seeded: App):
    page = drawn(seeded, "readiness")
    page.radio[0].set_value("ewg-quality-statements-2017").run()
    assert not page.exception
    assert "<b>QS4</b> Caregivers" in words(page)
    assert "<b>J7</b> Drift" not in words(page)


def test_the_grid_has_the_weakest_first_with_where_each_stood_last_time(seeded: App):
    shown = questions.picture(seeded)
    grid = overview.grid(shown.rows, shown.since, adds=True)
    assert shown.since is not None
    lines = re.findall(r"<details.*?</details>", grid)
    ranks = [int(at) for line in lines for at in re.findall(r'class="bd [^"]*" style="--at:(\d)"', line)]
    assert len(lines) == len(shown.rows)
    assert ranks == sorted(ranks)
    moved = {change.now.key.ref: change.before for change in shown.since.changes}
    for line in lines:
        ref = re.findall(r'id="([^"]+)"', line)[0]
        assert re.findall(r'class="rg" style="--at:(\d)"', line) == ([str(moved[ref].rank)] if ref in moved else [])
    for row in shown.rows:
        assert escape(row.would_move) in grid
        assert all(escape(piece.title) in grid for piece in row.pieces)


def test_the_grid_offers_to_add_only_where_somebody_may(seeded: App):
    shown = questions.picture(seeded)
    assert "Add evidence about J7" not in overview.grid(shown.rows, shown.since, adds=False)
    assert "where it stood" not in overview.grid(shown.rows, None, adds=False)


def test_questions_lead_to_where_an_answer_is(seeded: App):
    said = words(drawn(seeded, "questions"))
    assert "What is causing the delay?" in said
    assert "“Drift and delay challenged”: what could you show us?" in said
    assert "Add evidence about J7" in said


def test_a_recommendation_is_looked_at_again_with_the_last_review_brought_forward(seeded: App):
    page = form(drawn(seeded, "checklist", item=R1), "Save where we stand")
    assert page.values["state"] == State.UNDER_WAY
    assert page.values["narrative"].startswith("A role description is agreed")
    refused = page.send(state="in_place")
    assert refused.problems == ["Enter why this changes."]
    assert refused.values["state"] == State.IN_PLACE  # what was chosen stays
    assert refused.send(why="The post is filled.").problems == []
    with seeded.reading() as db:
        entry = readiness.entries(db, viewer=seeded.viewer())[Key.parse(R1)]
    assert (entry.state, entry.why, entry.version) == (State.IN_PLACE, "The post is filled.", 3)


def test_what_a_recommendation_still_needs_is_said_beside_its_field(seeded: App):
    page = form(drawn(seeded, "checklist", item="ewg-recommendations-2017/R3"), "Save where we stand")
    refused = page.send(state="under_way", lead="", why="New.")
    assert refused.data["problems"][0][0] == "lead"
    assert refused.send(lead="CSC", narrative="").data["problems"][0][0] == "narrative"


def test_beside_a_recommendation_stands_how_its_statement_was_judged(seeded: App):
    said = words(drawn(seeded, "checklist", item=R1))
    assert "The children judged in WM25: **needs to improve.**" in said
    assert "Open action A2" in said


def test_a_national_recommendation_is_shown_and_not_scored(seeded: App):
    page = drawn(seeded, "checklist", item="ewg-recommendations-2017/R9")
    assert not forms(page)
    assert "shown so that you know of it, and not scored" in words(page)


def test_a_piece_of_evidence_is_added_and_what_is_missing_is_named(seeded: App):
    page = form(drawn(seeded, "evidence-new", about="jtai-mental-health-2019/J7"))
    assert page.values["about"] == "jtai-mental-health-2019/J7"
    refused = page.send(title="Escalations, a year of them")
    assert refused.problems == [
        "Choose which kind of evidence it is.",
        "Enter in a sentence what it shows.",
        "Choose which way it points.",
        "Enter “Owner”.",
        "Enter where it is kept, so that somebody else could find it.",
        "Enter “Date of the evidence”.",
    ]
    assert refused.values["title"] == "Escalations, a year of them"
    said = {"shows": "Most were answered in time.", "owner": "Quality lead", "kept": "Escalation log"}
    wrong = refused.send(kind="data", way="strength", dated="2026-11-02", review="2026-10-02", **said)
    assert wrong.data["problems"][0][0] == "review"
    wrong.send(review="")
    with seeded.reading() as db:
        newest = readiness.register(db, viewer=seeded.viewer())[-1]
    assert (newest.ref, newest.about) == ("E23", (Key("jtai-mental-health-2019", "J7"),))
    assert (newest.kind, newest.way, newest.dated) == (EvidenceKind.DATA, Way.STRENGTH, date(2026, 11, 2))


def test_what_is_typed_about_evidence_is_kept_and_marked_where_it_may_identify_somebody(seeded: App):
    form(drawn(seeded, "evidence-new")).type(shows="Karen Hughes saw it", looked="Audit group")
    page = form(drawn(seeded, "evidence-new"))
    assert (page.values["shows"], page.values["looked"]) == ("Karen Hughes saw it", "Audit group")
    assert "<mark>Karen Hughes</mark>" in page.marks


def test_a_piece_is_erased_once_its_ref_is_typed_and_who_comes_second_is_told(seeded: App):
    first, second = (form(drawn(seeded, "evidence-item", evidence="E4"), "Erase for good") for _ in range(2))
    refused = first.send(typed="E5")
    assert refused.data["problems"] == [["typed", "Nothing was erased. To erase it for good, type E4 in the box."]]
    first.send(typed="E4")
    assert "No such piece of evidence" in words(first.page)
    second.send(typed="E4")
    assert "There is no piece of evidence E4" in words(second.page)


def test_the_register_puts_what_is_out_of_date_first(seeded: App):
    page = drawn(replace(seeded, clock=lambda: DAY), "evidence")
    assert page.header[0].value == "Out of date: 3"
    assert page.header[1].value.startswith("Review due")


@pytest.mark.parametrize(
    ("role", "writes"), [(Role.MANAGER, True), (Role.BOARD_MEMBER, False), (Role.SCRUTINEER, False)]
)
def test_managers_keep_checklists_and_evidence_and_others_read(seeded: App, role: Role, writes: bool):
    who = somebody(seeded, role)
    assert bool(forms(drawn(who, "checklist", item=R1))) is writes
    assert ("Add a piece of evidence" in [one.label for one in drawn(who, "evidence").button]) is writes
    assert ("Add evidence about J7" in words(drawn(who, "readiness"))) is writes


def test_home_says_what_has_to_be_looked_at_again(seeded: App):
    said = words(drawn(replace(seeded, clock=lambda: DAY), "home"))
    assert "3 recommendations are due for review" in said
    assert "pieces of evidence" in said


def test_the_period_is_a_setting_of_the_partnership(seeded: App):
    page = drawn(seeded, "partnership")
    form(page, "Save for how long evidence is current").send(months="6")
    with seeded.reading() as db:
        assert readiness.months(db) == 6
