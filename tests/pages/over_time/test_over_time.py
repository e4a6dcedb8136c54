"""What changed since last time, as each audience may read it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from audit.app import App
from audit.domain.over_time.programme import Planned
from audit.domain.over_time.reaudit import Seen
from audit.domain.people.person import Role, Viewer
from audit.domain.rounds.audit_round import Drawn, Stage
from audit.domain.rounds.measurements import MeasurementKind
from audit.pages.findings.measured import sdq_bands
from audit.services.over_time import reaudit
from audit.services.rounds import setup
from audit.services.safekeeping import erasure
from audit.store.queries import over_time as queries
from audit.store.queries import rounds as round_queries
from tests.builders import NOON, a_case, a_measurement
from tests.pages.filled import form
from tests.pages.on_screen import drawn, somebody, words
from tests.reaudits import FIRST, SECOND, Reaudit, a_last_round, a_reaudit


@pytest.fixture
def whole(app: App) -> Reaudit:
    return a_reaudit(app)


def shown(whole: Reaudit, page: str = "over-time", who: str = "facilitator", **address: str) -> str:
    app = whole.app.as_person(whole.scene.people[who])
    return words(drawn(app, page, round=SECOND, **address))


def test_last_times_findings_come_first_then_statements_then_themes(app: App):
    whole = a_reaudit(app, cases=20)
    whole.settle()
    said = shown(whole)
    gone = "one not found in the cases looked at"
    order = [gone, "Last time’s findings, one by one", "Nobody asked Child A.", "Statements then and now"]
    assert [said.find(part) for part in order] == sorted(said.find(part) for part in order)
    assert "Ask every child." in said
    assert "Not started." in said
    assert "more than chance" in said


def test_rounds_chosen_on_purpose_describe_these_cases_only(app: App):
    said = shown(a_reaudit(app, drawn=Drawn.ON_PURPOSE))
    assert "Different children, so not a trend" in said
    assert "On purpose, wholly or in part" in said.replace("on purpose", "On purpose")
    assert "than chance" not in said


def test_a_board_member_reads_words_and_no_case_and_no_count(whole: Reaudit):
    whole.settle(looked_at="Child B’s record and the plan.")
    said = shown(whole, who="board_member")
    assert "Last time: needs to improve. This time: a strength. Different children, so not a trend." in said
    assert "Child A" not in said
    assert "Child B" not in said
    assert "A child’s record" in said
    assert "counts behind it" not in said
    assert "Line by line" not in said


def test_before_the_findings_a_board_member_is_told_nothing_of_the_statements(app: App):
    whole = a_reaudit(app, stage=Stage.WORKSHOP)
    assert "has not come to its findings yet" in shown(whole, who="board_member")
    assert "This time: a strength" not in shown(whole, who="manager")


def test_shares_stand_only_from_twenty_judged_cases(app: App):
    assert "once a statement has 20 judged cases" in shown(a_reaudit(app, cases=9))


def test_twenty_judged_cases_bring_shares_with_their_interval(app: App):
    said = shown(a_reaudit(app, cases=10), who="board_member")
    assert "50.0%" in said
    assert "29.9%" in said


def test_a_round_by_itself_says_so_and_offers_to_look_again(whole: Reaudit):
    said = words(drawn(whole.app, "over-time", round=FIRST))
    assert "This round looks at no earlier one" in said
    assert f"Over time: {SECOND}" in said


def test_where_the_last_round_was_erased_what_was_said_is_still_read(whole: Reaudit):
    whole.settle(looked_at="Six records were read.")
    with whole.app.unit_of_work() as db:
        erasure.erase_round(db, by=whole.scene.facilitator, round_ref=FIRST, confirmed=FIRST, now=NOON)
    said = shown(whole)
    assert "not here any more" in said
    assert "Six records were read." in said


def test_one_finding_is_settled_with_a_choice_and_a_sentence(whole: Reaudit):
    page = drawn(whole.app, "last-time", round=SECOND, old="F1")
    form(page).send(became=Seen.SEEN_AGAIN, text="Six records were read.")
    assert whole.since().findings[0].became == "Found again"
    assert page.title[0].value == "Was F2 found again?"


def test_without_a_choice_nothing_is_kept_and_the_sentence_stays(whole: Reaudit):
    page = form(drawn(whole.app, "last-time", round=SECOND, old="F1")).send(text="Six records were read.")
    assert page.problems == ["Choose what became of F1: found again, not found or not checked."]
    assert page.values["text"] == "Six records were read."
    assert len(whole.since().to_look_at) == 2


def test_the_second_writer_sees_what_the_first_wrote_and_may_keep_their_own(whole: Reaudit):
    page = drawn(whole.app, "last-time", round=SECOND, old="F1")
    second = form(page)
    whole.settle(looked_at="The first read four records.")
    second.send(became=Seen.NOT_TESTED, text="The second read six.")
    assert "The first read four records." in words(page)
    next(one for one in page.button if one.label == "Keep mine").click().run()
    said = whole.since().findings[0].settlement
    assert said is not None
    assert (said.looked_at, said.version) == ("The second read six.", 2)


@pytest.mark.parametrize("who", ["CSC", "board_member", "manager", "scrutineer"])
def test_others_are_told_who_looks_again(whole: Reaudit, who: str):
    assert "a facilitator checks last time’s findings" in shown(whole, "last-time", who)


def test_the_findings_page_says_how_many_are_still_to_be_looked_at(whole: Reaudit):
    said = shown(whole, "findings")
    assert "2 findings last time. To improve: one not checked yet. Strengths: one not checked yet." in said
    assert "Check last time’s findings: 2 to go" in said


def test_a_childs_figures_are_shown_with_the_bands_and_only_to_the_audit_group(seeded: App):
    said = words(drawn(seeded, "measured", round="WM26"))
    assert "WM26-1: SDQ total higher, from 11 to 18" in said
    assert "17 to 40: cause for concern" in said
    for role in (Role.BOARD_MEMBER, Role.MANAGER):
        assert "WM26-" not in words(drawn(somebody(seeded, role), "measured", round="WM26"))
    assert [one.low for one in sdq_bands()] == [0, 14, 17]


def test_a_child_is_followed_from_round_to_round(whole: Reaudit):
    for ref, value, day in ((FIRST, 20, date(2025, 9, 1)), (SECOND, 12, date(2026, 9, 1))):
        same = f"{FIRST}/Child Z" if ref == SECOND else ""
        with whole.app.unit_of_work() as db:
            row = round_queries.row_of(db, ref)
            stage, row.stage = row.stage, Stage.SETUP.value
            case = replace(
                a_case("Child Z", measurements=[a_measurement(value, day, MeasurementKind.SDQ)]), same_child_as=same
            )
            setup.add_case(db, by=whole.scene.facilitator, round_ref=ref, case=case, now=NOON)
            row.stage = stage
    said = shown(whole, "measured")
    assert "Child Z: SDQ total lower, from 20 to 12" in said
    assert f"The same child as {FIRST}, Child Z" in said


def test_the_programme_says_what_is_late_planned_and_done(app: App):
    whole = a_last_round(app, due=date(2026, 12, 1))
    with app.unit_of_work() as db:
        spring = Planned(title="Spring look", on=date(2027, 6, 1))
        reaudit.plan_round(db, by=whole.scene.facilitator, planned=spring, now=NOON)
    page = drawn(whole.app, "programme")
    assert page.title[0].value == "The programme: one late, one under way, one planned, one done"
    said = words(page)
    assert f"Open {FIRST}’s re-audit" in said
    assert "Spring look" in said
    assert "None of one actions" not in said


def test_a_round_is_planned_from_the_programme(app: App):
    whole = a_last_round(app)
    page = drawn(whole.app, "programme")
    form(page, "Put it into the programme").send(title="Spring look", on="2027-04-12")
    with app.reading() as db:
        assert [(one.title, one.on) for one in queries.planned(db)] == [("Spring look", date(2027, 4, 12))]
    assert "Spring look" in words(page)


def test_a_planned_round_without_a_day_is_refused_in_words(app: App):
    page = drawn(a_last_round(app).app, "programme")
    refused = form(page, "Put it into the programme").send(title="Spring look")
    assert refused.problems == ["Enter the day on which it is to be opened."]
    assert refused.values["title"] == "Spring look"


def test_a_re_audit_brings_forward_what_was_there_last_time(app: App):
    whole = a_last_round(app)
    page = drawn(whole.app, "new-round", of=FIRST)
    values = form(page).values
    assert (values["title"], values["theme"]) == (f"Re-audit: Round {FIRST}", "Being heard")
    form(page).send(ref=SECOND, drawn=Drawn.AT_RANDOM.value)
    opened, last = whole.round(SECOND), whole.round(FIRST)
    assert (opened.reaudit_of, opened.drawn) == (FIRST, Drawn.AT_RANDOM)
    assert [copy.digest for copy in opened.copies] == [copy.digest for copy in last.copies]
    assert [one.ref for one in opened.agencies] == [one.ref for one in last.agencies]
    with app.reading() as db:
        assert not queries.settlements(db, viewer=Viewer.of(whole.scene.facilitator), audit_round=opened)
