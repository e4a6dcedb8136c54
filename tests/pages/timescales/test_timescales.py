from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from streamlit.testing.v1 import AppTest

from audit.app import App
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Role
from audit.domain.rounds.draws import PURPOSE
from audit.domain.timescales.rules import check_all
from audit.errors import AuditError, WrongInput
from audit.library import bank_holidays
from audit.library.frameworks import loading
from audit.library.returns import frame, return_files, ssda903
from audit.pages.rounds import choose_cases
from audit.pages.timescales import case_dates, council_timescales
from audit.pages.timescales.round_timescales import counts_in_words, over_the_round
from audit.services.people import form_drafts
from audit.services.rounds import setup
from audit.store.queries import rounds as queries
from tests.pages.filled import form
from tests.pages.on_screen import drawn, somebody, words
from tests.returns import a_return, an_annex_a, looked_after

AS_OF = date(2026, 3, 31)
NAME = "WM26-3"


def csvs(folder: Path) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.csv"))]


def test_a_childs_dates_are_changed_on_the_page_and_kept_as_a_new_version(seeded: App):
    page = drawn(seeded, "case-dates", round="WM26", case=NAME)
    assert "Late by 33 days" in words(page)
    assert "A duty in law; its text is to be confirmed" in words(page)
    form(page).send(visit="01/10/2026\n12/10/2026\n05/11/2026")
    with seeded.reading() as db:
        kept = queries.dates_of_case(db, "WM26", NAME)
    assert (kept.version, len(kept.dates["visit"]), len(kept.dates["review"])) == (2, 3, 7)
    assert len(kept.marks) == 7


def test_an_exception_that_is_answered_changes_what_is_due(seeded: App):
    page = {"round": "WM26", "case": NAME}
    form(drawn(seeded, "case-dates", **page)).send(visit="25/09/2026\n30/10/2026")
    before = words(drawn(seeded, "case-dates", **page))
    form(drawn(seeded, "case-dates", **page)).send(temporary_or_interim="yes", care_proceedings="yes")
    after = words(drawn(seeded, "case-dates", **page))
    assert "No two of 2 were too far apart" in before
    assert "Nobody has said that an exception holds" in before
    assert "No two of 2 were too far apart" not in after
    assert "every week until the first review" in after
    assert "Does not apply, since the care plan is made for a court" in after


@pytest.mark.parametrize("page", ["timescales", "council-timescales"])
def test_rules_that_were_put_right_are_told_with_the_day(page: str, seeded: App):
    said = drawn(seeded, page, round="WM26")
    assert "What changed in the rules on 1 December 2026" in [one.label for one in said.expander]
    assert "a gap of 5 weeks was in time and is late" in words(said)


def test_a_date_that_is_none_is_refused_by_name_and_what_was_typed_stays(seeded: App):
    page = form(drawn(seeded, "case-dates", round="WM26", case=NAME)).send(visit="31/02/2026")
    ((field, sentence),) = page.data["problems"]
    assert field == "visit"
    assert "“31/02/2026” is no day of the calendar" in sentence
    assert page.values["visit"] == "31/02/2026"


def test_a_date_and_not_done_are_not_both_taken(seeded: App):
    page = form(drawn(seeded, "case-dates", round="WM26", case=NAME))
    refused = page.send(first_placement="2025-05-06", first_placement__none="yes")
    assert [field for field, _ in refused.data["problems"]] == ["first_placement"]


def test_there_is_always_room_for_one_more_review(seeded: App):
    page = form(drawn(seeded, "case-dates", round="WM26", case=NAME))
    assert "review 8" in page.fields
    assert "review 9" not in page.fields
    assert "review 9" in page.type(review__8="2026-09-01").fields


def test_two_people_who_change_the_same_dates_see_both(seeded: App):
    one, two = (drawn(seeded, "case-dates", round="WM26", case=NAME) for _ in range(2))
    for page, text in ((one, "01/10/2026"), (two, "02/10/2026")):
        form(page).send(visit=text)
    assert "01/10/2026" in words(two)
    assert "02/10/2026" in words(two)
    next(button for button in two.button if button.label == "Keep mine").click().run()
    with seeded.reading() as db:
        kept = queries.dates_of_case(db, "WM26", NAME)
    assert (kept.version, f"{kept.dates['visit'][0]:%d/%m/%Y}") == (3, "02/10/2026")


def test_the_round_is_told_in_words(seeded: App):
    page = drawn(seeded, "timescales", round="WM26")
    assert "All 6 children have dates" in words(page)
    assert "Late or not met: WM26-2, WM26-3" in words(page)


@pytest.mark.parametrize("page", ["timescales", "case-dates", "choose-cases", "council-timescales"])
def test_nobody_but_a_facilitator_is_shown_anything(page: str, seeded: App):
    for role in (Role.BOARD_MEMBER, Role.SCRUTINEER):
        shown = words(drawn(somebody(seeded, role), page, round="WM26", case=NAME))
        assert NAME not in shown.replace(f"Dates of {NAME}", "")
        assert "A facilitator" in shown


def test_results_are_said_with_what_needs_a_look_first():
    assert counts_in_words([]) == "Nothing is checked."
    assert list(case_dates.rows([])) == []
    assert over_the_round((), {}) == []


def test_dates_are_read_one_a_line():
    assert [f"{day}" for day in case_dates.days_in("5/3/2026\n\n01/03/2026, 05/03/2026", "Visits")] == [
        "2026-03-01",
        "2026-03-05",
    ]


def test_a_council_sees_counts_and_small_ones_are_hidden(tmp_path: Path):
    returned = ssda903.read(return_files.chosen(csvs(a_return(tmp_path / "2026"))))
    found = check_all(
        ssda903.children(returned, AS_OF), loading.timescales(), as_of=AS_OF, holidays=bank_holidays.england()
    )
    open_, hidden = (
        {row[0][:3].strip(): row[1:-1] for row in council_timescales.rows(found, hide=hide)} for hide in (False, True)
    )
    assert open_["T8"] == ("1", "0", "0", "0", "2")
    assert hidden["T8"] == ("c", "0", "0", "0", "c")


def test_zip_files_are_a_year_each_and_anything_else_is_refused(tmp_path: Path):
    made = BytesIO()
    with ZipFile(made, "w") as package:
        for name, data in csvs(a_return(tmp_path / "2026")):
            package.writestr(name, data)
    (year,) = return_files.chosen([("return 2025.zip", made.getvalue())])
    assert year.named == {2025}
    with pytest.raises(WrongInput, match="cannot be unpacked"):
        return_files.chosen([("a.zip", b"nothing")])
    with pytest.raises(WrongInput, match="same name"):
        return_files.chosen(csvs(tmp_path / "2026") * 2)
    with pytest.raises(WrongInput, match="not both"):
        frame.chosen([("a.xlsx", b""), *csvs(tmp_path / "2026")], today=AS_OF)
    found, source = frame.chosen([("a.xlsx", an_annex_a([looked_after(1)]))], today=AS_OF)
    assert (len(found.children), source) == (1, "Annex A workbook, List 8")
    with pytest.raises(WrongInput, match=r"older Excel workbook \(\.xls\).*save it as an Excel workbook"):
        frame.chosen([("a.xls", b"\xd0\xcf\x11\xe0 and so on")], today=AS_OF)


def test_children_chosen_on_purpose_are_found_by_number_or_refused():
    found, _ = frame.chosen([("a.xlsx", an_annex_a([looked_after(1), looked_after(2)]))], today=AS_OF)
    assert [one.child for one in choose_cases.chosen(found.children, ["2", "1"])] == ["2", "1"]
    with pytest.raises(AuditError, match="has the number 9"):
        choose_cases.chosen(found.children, ["9"])


def on_screen(app: App, count: int) -> AppTest:
    def script(app, count):
        from audit.library.returns import frame
        from audit.pages.rounds import choose_cases
        from audit.store.queries import rounds as queries
        from tests.returns import an_annex_a, looked_after

        book = an_annex_a([looked_after(n + 1) for n in range(count)])
        found, source = frame.chosen([("a.xlsx", book)], today=app.today())
        with app.reading() as db:
            audit_round = queries.by_ref(db, "WM26")
        choice = choose_cases.choose(app, audit_round, found.children, {}, source)
        if choice is not None:
            choose_cases.draw_drawn(app, audit_round, found.children, choice, source)

    page = AppTest.from_function(script, default_timeout=20, kwargs={"app": app, "count": count})
    page.run()
    assert not page.exception, page.exception
    return page


def test_cases_are_drawn_as_the_form_says_and_its_answers_stay(seeded: App):
    page = on_screen(seeded, 9)
    assert "What was drawn" not in words(page)
    shown = form(page).send(size="4", reserves="1", seed="7")
    assert "What was drawn" in words(page)
    assert (shown.values["size"], shown.values["seed"]) == ("4", "7")
    assert next(one for one in page.button if one.label == "Add these 4 cases to the round").disabled


def test_numbers_of_children_are_kept_nowhere(seeded: App):
    page = on_screen(seeded, 4)
    page.radio(key="choose WM26 method").set_value(PURPOSE).run()
    refused = form(page).send(numbers="1\n9", reason="They wait longest.")
    assert refused.data["problems"][0][0] == "numbers"
    form(page).type(numbers="1\n2")
    with seeded.reading() as db:
        draft = form_drafts.draft(db, viewer=seeded.viewer(), round_ref="WM26", kind=FormKind.DRAW, about=PURPOSE)
    assert not draft.fields
    form(page).send(numbers="1\n2", reason="They wait longest.")
    assert "What was drawn" in words(page)


def test_school_terms_are_named_on_the_page_of_the_partnership(seeded: App):
    page = drawn(seeded, "partnership")
    before = form(page, "Save the school terms").values["lines"]
    refused = form(page, "Save the school terms").send(lines=f"{before}\n02/09/2027")
    assert "“02/09/2027” is not a term" in refused.problems[0]
    assert refused.values["lines"].endswith("02/09/2027")
    refused.send(lines=f"{before}\n02/09/2027 to 17/12/2027")
    assert any("The school terms are saved" in one.value for one in page.success)
    with seeded.reading() as db:
        kept = queries.school_terms(db)
    assert (kept.version, len(kept.terms)) == (2, 7)


def test_a_place_is_offered_to_the_next_in_reserve_and_taken_with_one_click(seeded: App):
    with seeded.unit_of_work() as db:
        setup.withdraw_case(
            db, by=seeded.person, round_ref="WM26", case_ref="WM26-6", reason="Moved away.", now=seeded.now()
        )
    page = drawn(seeded, "round-case", round="WM26", case="WM26-6")
    next(one for one in page.button if one.label == "Put Reserve 1 in the place of WM26-6").click().run()
    assert any("Reserve 1 is WM26-7 now" in one.value for one in page.success)
    assert "Reserve 1 took the place of WM26-6, as WM26-7" in words(page)
    assert not [one for one in page.button if one.label.startswith("Put Reserve")]
    shown = words(drawn(seeded, "choose-cases", round="WM26"))
    assert "WM26-7, in the place of WM26-6" in shown
