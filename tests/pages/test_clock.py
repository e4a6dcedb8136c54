"""The inspection clock on the page: rehearsed without a trace, and a round of the children that inspectors chose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from streamlit.testing.v1 import AppTest

from audit.app import App
from audit.domain.notified import CHOSEN, InspectionKind, Notified, Request
from audit.domain.people import Viewer
from audit.domain.rounds import Round, Stage
from audit.library import bank_holidays, house_rules
from audit.services import notified as service
from audit.store.queries import notified as queries
from audit.store.queries import rounds
from tests.builders import NOON
from tests.scenes import Scene, a_scene


def page(app: App, name: str, **address: str) -> AppTest:
    def script(app: object, page: str) -> None:
        from audit.pages.menu import ENTRIES

        next(entry for entry in ENTRIES if entry.name == page).render(app)

    test = AppTest.from_function(script, default_timeout=20, kwargs={"app": app, "page": name})
    for key, value in address.items():
        test.query_params[key] = value
    return test.run()


def notified(scene: Scene) -> None:
    with scene.app.unit_of_work() as db:
        new = Notified(id=0, kind=InspectionKind.JTAI, notified_on=NOON.date())
        steps, holidays = house_rules.inspection_clock(), bank_holidays.england()
        service.notify(db, by=scene.facilitator, inspection=new, steps=steps, holidays=holidays, now=NOON)


def newest(scene: Scene) -> Round:
    with scene.app.reading() as db:
        return rounds.every(db)[0]


def test_a_rehearsal_says_so_and_keeps_nothing(app: App):
    scene = a_scene(app)
    test = page(scene.app, "clock", rehearsal="2026-12-14")
    assert test.title[0].value.startswith("REHEARSAL")
    assert any("29 Dec 2026" in str(one.proto) for one in test.main if "Step" in str(one.proto))
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
    test.text_area[0].set_value("Child X\nChild Y").run()
    test.button[0].click().run()
    assert test.error[0].value == "Child X: choose an age band and a home."
    for one in test.selectbox:
        if one.label.startswith(("Age", "Home")):
            one.set_value(one.options[1])
    test.button[0].click().run()
    assert not test.exception
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
    test.text_area[0].set_value("Not a name, surely not").run()
    for one in test.selectbox:
        if one.label.startswith(("Age", "Home")):
            one.set_value(one.options[1])
    test.button[0].click().run()
    assert "short reference" in test.error[0].value
    assert newest(scene).ref == scene.round().ref


def test_somebody_elses_change_to_a_request_is_shown_before_it_is_saved_over(app: App):
    scene = a_scene(app)
    notified(scene)
    test = page(scene.app, "clock")
    who = next(one for one in test.text_input if one.label.startswith("Who sees"))
    theirs = first_request(scene)
    with scene.app.unit_of_work() as db:
        changed = replace(theirs, who="Head of CAMHS")
        service.keep_request(db, by=scene.facilitator, inspection=1, request=changed, now=NOON)
    who.set_value("Designated nurse")
    save(test)
    assert "Somebody else changed" in test.error[0].value
    assert first_request(scene).who == "Head of CAMHS"
    assert next(one for one in test.text_input if one.label.startswith("Who sees")).value == "Designated nurse"
    save(test)
    assert first_request(scene).who == "Designated nurse"


def first_request(scene: Scene) -> Request:
    with scene.app.reading() as db:
        return queries.requests(db, viewer=Viewer.of(scene.facilitator), inspection=1)[0]


def save(test: AppTest) -> None:
    next(one for one in test.button if one.label == "Save this request").click().run()
