"""The inspection clock on the page: rehearsed without a trace, and a round of the children that inspectors chose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from audit.app import App
from audit.domain.inspection.letter_reading import FoundKind, LetterFinding
from audit.domain.inspection.notified import CHOSEN, InspectionKind, Notified, Request, RequestState
from audit.domain.inspection.published import Inspection
from audit.domain.people.person import Viewer
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.rounds.cases import AGE_BANDS, PLACEMENTS, Population
from audit.domain.timescales.child_dates import add_working_days
from audit.library import bank_holidays
from audit.library.own_files import local_lists
from audit.pages.components.look import plain
from audit.services.inspection import notified as service
from audit.services.inspection import published
from audit.store.queries import inspection as queries
from audit.store.queries import rounds
from audit.store.tables.people import FormDraftRow
from tests.builders import NOON
from tests.pages.filled import form
from tests.pages.on_screen import words
from tests.scenes import Scene, a_scene


def page(app: App, name: str, **address: str) -> AppTest:
    def script(app, page: str) -> None:
        from audit.pages.menu import ENTRIES

        next(entry for entry in ENTRIES if entry.name == page).render(app)

    test = AppTest.from_function(script, default_timeout=20, kwargs={"app": app, "page": name})
    for key, value in address.items():
        test.query_params[key] = value
    return test.run()


def notified(scene: Scene) -> None:
    with scene.app.unit_of_work() as db:
        new = Notified(id=0, kind=InspectionKind.JTAI, notified_on=NOON.date())
        steps, holidays = local_lists.inspection_clock(), bank_holidays.england()
        service.notify(db, by=scene.facilitator, inspection=new, steps=steps, holidays=holidays, now=NOON)


def newest(scene: Scene) -> Round:
    with scene.app.reading() as db:
        return rounds.every(db)[0]


def test_a_rehearsal_says_so_and_keeps_nothing(app: App):
    scene = a_scene(app)
    test = page(scene.app, "clock", rehearsal="2026-12-14")
    assert test.title[0].value.startswith("REHEARSAL")
    assert any("29\u00a0Dec\u00a02026" in str(one.proto) for one in test.main if "Step" in str(one.proto))
    with app.reading() as db:
        assert queries.inspections(db, viewer=Viewer.of(scene.facilitator)) == ()


def test_a_rehearsal_day_that_cannot_be_is_said_in_words(app: App):
    scene = a_scene(app)
    assert "cannot be read" in page(scene.app, "clock", rehearsal="soon").error[0].value
    assert "not a working day" in page(scene.app, "clock", rehearsal="2026-12-25").error[0].value


def test_pasted_references_become_a_round_at_rating_on_the_days_of_the_clock(app: App):
    scene = a_scene(app)
    before = newest(scene)
    notified(scene)
    test = page(scene.app, "inspection-round")
    refused = form(test).send(refs="Child X\nChild Y")
    assert refused.problems == ["Child X: choose a group, an age band and a home."]
    assert "Choose “Home of Child Y”." in refused.send().problems
    form(test).send(**facts("Child X"), **facts("Child Y"))
    made = newest(scene)
    assert (made.stage, made.chosen_how) == (Stage.RATING, CHOSEN)
    assert [case.ref for case in made.cases] == ["Child X", "Child Y"]
    assert made.frameworks() == before.frameworks()
    assert made.agencies == before.agencies
    assert made.dates.audits_due
    assert made.dates.workshop
    assert date(2026, 1, 1) < made.dates.audits_due < made.dates.workshop


def test_nothing_is_opened_where_one_child_lacks_a_fact(app: App):
    scene = a_scene(app)
    notified(scene)
    test = page(scene.app, "inspection-round")
    ref = "Not a name, surely not"
    form(test).type(refs=ref)
    refused = form(test).send(**facts(ref))
    assert "short reference" in refused.problems[0]
    assert newest(scene).ref == scene.round().ref


def facts(ref: str) -> dict[str, str]:
    age, home = AGE_BANDS[1], PLACEMENTS[1]
    return {f"{ref} group": next(iter(Population)).value, f"{ref} age": age, f"{ref} home": home}


def test_somebody_elses_change_to_a_request_is_shown_before_it_is_saved_over(app: App):
    scene = a_scene(app)
    notified(scene)
    test = page(scene.app, "clock")
    next(one for one in test.selectbox if one.label == "Which?").set_value(first_request(scene).id).run()
    theirs = first_request(scene)
    with scene.app.unit_of_work() as db:
        changed = replace(theirs, who="Head of CAMHS")
        service.keep_request(db, by=scene.facilitator, inspection=1, request=changed, now=NOON)
    form(test, "Save this request").send(who="Designated nurse")
    assert "Somebody else changed" in test.error[0].value
    assert first_request(scene).who == "Head of CAMHS"
    assert form(test, "Save this request").values["who"] == "Designated nurse"
    next(one for one in test.button if one.label == "Keep mine").click().run()
    assert first_request(scene).who == "Designated nurse"


def test_a_tick_is_kept_at_once_and_not_over_somebody_elses_change(app: App):
    scene = a_scene(app)
    notified(scene)
    test = page(scene.app, "clock")
    test.checkbox[0].check().run()
    assert not test.exception
    assert any(one.value.startswith("**One of") for one in test.markdown)
    theirs = first_request(scene)
    with scene.app.unit_of_work() as db:
        changed = replace(theirs, who="Head of CAMHS")
        service.keep_request(db, by=scene.facilitator, inspection=1, request=changed, now=NOON)
    test.checkbox[0].uncheck().run()
    assert "Yours is not saved yet" in test.error[0].value
    assert (first_request(scene).state, first_request(scene).who) == (RequestState.SENT, "Head of CAMHS")
    next(one for one in test.button if one.label == "Keep mine").click().run()
    assert (first_request(scene).state, first_request(scene).who) == (RequestState.IN_HAND, "Head of CAMHS")


def test_names_and_numbers_in_what_was_asked_for_are_marked(app: App):
    scene = a_scene(app)
    notified(scene)
    test = page(scene.app, "clock")
    marks = form(test, "Save this request").type(what="The file of Karen Hughes, 943 476 5919").marks
    assert "<mark>Karen Hughes</mark>" in marks
    assert "NHS number" in marks


def test_what_they_asked_for_is_added_whole(app: App):
    scene = a_scene(app)
    notified(scene)
    refused = form(page(scene.app, "clock"), "Save this request").send(what="The rota")
    assert refused.problems == ["Enter “Asked on”.", "Enter “Due on”.", "Choose an answer to “How far is it?”."]
    refused.send(asked="2026-12-01", due="2026-12-02", state=RequestState.REQUESTED.value)
    with app.reading() as db:
        every = queries.requests(db, viewer=Viewer.of(scene.facilitator), inspection=1)
    assert next(one for one in every if one.what == "The rota").due == date(2026, 12, 2)


def test_a_day_put_right_and_an_erased_request_are_told_on_the_page(app: App):
    scene = a_scene(app)
    notified(scene)
    test = page(scene.app, "clock")
    on = add_working_days(NOON.date() - timedelta(days=14), 1, bank_holidays.england())
    refused = form(test, "Put the day right").send(on=on.isoformat())
    assert refused.problems == ["Enter an answer to “Why is the day put right?”."]
    assert not refused.send(why="They rang before.").problems
    assert "They rang before." in words(test)
    first = first_request(scene)
    next(one for one in test.selectbox if one.label == "Which?").set_value(first.id).run()
    next(one for one in test.button if one.label == "Erase this request").click().run()
    assert not test.exception
    assert first_request(scene).id != first.id


def test_days_of_ones_own_count_on_the_clock_and_the_usual_ones_again(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SEVEN_STATEMENTS_DATA", str(tmp_path))
    scene = a_scene(app)
    test = page(scene.app, "inspection-days")
    days = form(test)
    lists = next(name for name, field in days.fields.items() if field["label"].startswith("Child-level lists"))
    assert "as a whole number from 1" in days.send(**{lists: "0"}).problems[0]
    form(test).send(**{lists: "4"})
    assert "The days are kept." in test.success[0].value
    assert "17\u00a0Dec\u00a02026" in words(page(scene.app, "clock", rehearsal="2026-12-14"))
    next(one for one in test.button if one.label == "Use the usual days again").click().run()
    assert "17\u00a0Dec\u00a02026" not in words(page(scene.app, "clock", rehearsal="2026-12-14"))


def test_days_of_ones_own_that_are_wrong_are_said_and_counted_by_nowhere(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SEVEN_STATEMENTS_DATA", str(tmp_path))
    (tmp_path / "inspection_clock.yaml").write_text("steps:\n- {step: Call, who: All, sure: true}\n")
    scene = a_scene(app)
    says = "inspection_clock.yaml: entry 1: “Call” needs exactly one of"
    for name, more in (("clock", {"rehearsal": "2026-12-14"}), ("inspection-days", {})):
        assert plain(says) in page(scene.app, name, **more).error[0].value
    assert says in words(page(scene.app, "home")).replace("\\", "")
    test = page(scene.app, "inspection-days")
    next(one for one in test.button if one.label == "Use the usual days again").click().run()
    assert says not in words(page(scene.app, "home"))


def test_a_statement_waits_on_home_until_it_is_said_to_be_sent(app: App):
    scene = a_scene(app)
    said = Inspection(area="Wrenmere", published=NOON.date() - timedelta(days=60))
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
    assert "Send the written statement" in words(page(scene.app, "home"))
    test = page(scene.app, "clock")
    form(test, "Save the day it was sent").send(on=NOON.date().isoformat())
    assert "Sent on" in words(test)
    assert "Send the written statement" not in words(page(scene.app, "home"))
    form(test, "Save the day it was sent").send(on="")
    assert "Send the written statement" in words(page(scene.app, "home"))


def test_a_running_inspection_is_the_first_thing_on_home(app: App):
    scene = a_scene(app)
    notified(scene)
    assert "Inspection, about day 2: set-up call" in words(page(scene.app, "home"))


def test_an_inspection_is_erased_from_keeping_and_erasing(app: App):
    scene = a_scene(app)
    notified(scene)
    test = page(scene.app, "safekeeping")
    form(test, "Erase inspection 1").send(typed="inspection 1")
    assert "is erased" in test.success[0].value
    with app.reading() as db:
        assert queries.inspections(db, viewer=Viewer.of(scene.facilitator)) == ()


def first_request(scene: Scene) -> Request:
    with scene.app.reading() as db:
        return queries.requests(db, viewer=Viewer.of(scene.facilitator), inspection=1)[0]


def test_the_clock_is_started_with_what_was_entered_and_called_off_with_a_reason(app: App):
    scene = a_scene(app)
    test = page(scene.app, "clock")
    refused = form(test, "Start the clock").send()
    assert refused.problems == ["Choose which inspection it is.", "Enter an answer to “On which day did they ring?”."]
    refused.send(kind=InspectionKind.JTAI.value, on=NOON.date().isoformat(), note="Ask for the rota")
    assert "which is day 1" in words(test)
    assert "Ask for the rota" in words(test)
    assert not form(test, "Keep this note").send(note="").problems
    assert "Ask for the rota" not in words(test)
    form(test, "Call it off").send(why="It was a mistake.")
    assert "was called off: It was a mistake." in words(test)


def test_a_note_for_an_inspection_that_was_called_off_meanwhile_is_not_lost(app: App):
    scene = a_scene(app)
    notified(scene)
    test = page(scene.app, "clock")
    form(page(scene.app, "clock"), "Call it off").send(why="It was a mistake.")
    form(test, "Keep this note").send(note="Ask for the rota")
    assert "Yours is not saved yet" in test.error[0].value
    assert form(test, "Keep this note").values["note"] == "Ask for the rota"
    next(one for one in test.button if one.label == "Keep mine").click().run()
    with app.reading() as db:
        (kept,) = queries.inspections(db, viewer=Viewer.of(scene.facilitator))
    assert (kept.note, kept.called_off) == ("Ask for the rota", "It was a mistake.")


def test_what_somebody_has_begun_about_an_inspection_is_erased_with_it(app: App):
    scene = a_scene(app)
    notified(scene)
    form(page(scene.app, "clock"), "Keep this note").type(note="Karen Hughes")
    chosen = page(scene.app, "clock")
    next(one for one in chosen.selectbox if one.label == "Which?").set_value(first_request(scene).id).run()
    form(chosen, "Save this request").type(who="Karen Hughes")
    with app.unit_of_work() as db:
        (there,) = queries.inspections(db, viewer=Viewer.of(scene.facilitator))
        service.erase(db, by=scene.facilitator, inspection=there, confirmed="inspection 1", now=NOON)
        assert db.exec(select(FormDraftRow)).all() == []
