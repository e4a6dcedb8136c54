"""Two windows on one thing: the page of the second shows what both say, and one click chooses.

Generated: every command that a page runs where a choice is offered, and that two windows can be at odds about, has a
window here, or a test of its own that is named; a new one without fails.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from audit.app import App
from audit.domain import english
from audit.domain.frameworks.editions import PublishedWording
from audit.domain.inspection.notified import InspectionKind, Notified
from audit.domain.people.person import EmergencyNumbers
from audit.domain.readiness.checklists import State
from audit.domain.rounds.audit_round import Stage, WorkshopHeld
from audit.library import bank_holidays
from audit.library.own_files import local_lists
from audit.library.own_files.local_lists import CLOCK
from audit.pages.forms.two_writers import in_words
from audit.services.frameworks import changing
from audit.services.inspection import notified
from audit.services.people import partnership
from audit.services.workshop import moderation
from audit.store.queries import inspection as queries
from audit.store.work import Db
from tests.architecture.test_answered import NO_CHOICE, read
from tests.builders import NOON, SEVEN
from tests.pages.filled import FormOnScreen, forms
from tests.pages.on_screen import drawn, words
from tests.readiness import R1
from tests.repository import ROOT
from tests.scenes import ROUND, Scene, a_scene
from tests.services.inspection.test_inspections import SAID
from tests.services.two_windows import ELSEWHERE, FIRST, SECOND, STAGES, STEPS, TRIED, Two

TODAY, EARLIER = NOON.date(), NOON.date() - timedelta(days=1)
NEWER = "from a newer file"
NUMBERS = {FIRST: "01234 111111", SECOND: "01234 222222"}
CHOICES = ["Keep mine", "Take theirs"]


@dataclass(frozen=True, kw_only=True)
class Window:
    """What the second of two people does on a page that was drawn before the first wrote."""

    page: str
    press: str  # the button that writes
    enter: Mapping[str, Any] = field(default_factory=dict)  # by the beginning of the label
    mine: str = SECOND  # as the page says it
    theirs: str = FIRST
    choose: Mapping[str, int] = field(default_factory=dict)  # first, in a select box: which option
    after: Mapping[str, str] = field(default_factory=dict)  # what the page says then, where it is neither of the two
    later: Mapping[str, str] = field(default_factory=dict)  # where it says so; empty: at the same address
    scenario: Callable[[Scene], Two] | None = None  # what the first does; None: the first that the services try
    agency: str = ""  # whose auditor it is; empty: the facilitator
    address: Mapping[str, str] = field(default_factory=lambda: {"round": ROUND})


def own_steps_changed(scene: Scene) -> Two:
    folder = Path(str(scene.app.engine.url.database)).parent
    (folder / CLOCK).write_bytes(local_lists.clock_as_file([replace(STEPS[0], step=FIRST), *STEPS[1:]]))
    newer = local_lists.clock_as_file([replace(STEPS[0], step=NEWER), *STEPS[1:]])
    seen = local_lists.clock_text(folder)
    at: dict[str, Any] = {"by": scene.facilitator, "folder": folder, "seen": seen, "now": NOON}
    return Two(write=lambda db, _: notified.keep(db, content=newer, **at))


def reworded(scene: Scene) -> Two:
    def write(db: Db, text: str) -> None:
        wording = PublishedWording(text=text, locator="Page 7", same_meaning=True)
        at: dict[str, Any] = {"name": SEVEN, "ref": "QS3", "edition": "three", "seen_version": 1, "now": NOON}
        changing.put_wording(db, by=scene.facilitator, wording=wording, **at)

    return Two(write=write)


def numbers_kept(scene: Scene) -> Two:
    none = EmergencyNumbers()
    return Two(
        write=lambda db, text: partnership.keep_emergency_numbers(
            db, by=scene.facilitator, numbers=EmergencyNumbers(social_work=NUMBERS[text]), seen=none, now=NOON
        )
    )


def workshop_confirmed(scene: Scene) -> Two:
    scene.move_to(Stage.WORKSHOP)
    held = WorkshopHeld(days=(TODAY,))
    return Two(
        write=lambda db, _: moderation.confirm_workshop(
            db, by=scene.facilitator, round_ref=ROUND, held=held, seen=None, now=NOON
        )
    )


def inspection_noted(scene: Scene) -> Two:
    new = Notified(id=0, kind=InspectionKind.JTAI, notified_on=TODAY)
    with scene.app.unit_of_work() as db:
        steps, holidays = STEPS, bank_holidays.england()
        notified.notify(db, by=scene.facilitator, inspection=new, steps=steps, holidays=holidays, now=NOON)
        (there,) = queries.inspections(db, viewer=scene.app.viewer())
    return Two(
        write=lambda db, text: notified.change_note(db, by=scene.facilitator, inspection=there, note=text, now=NOON)
    )


WINDOWS: Mapping[str, Window] = {
    "board.answer": Window(
        page="board",
        press="Keep the answer to Q1",
        enter={"What was the board told": SECOND, "Day of the answer": TODAY},
    ),
    "board.say_ask": Window(page="board", press="Keep these words", enter={"Decide": SECOND}),
    "readiness.assessment.say": Window(
        page="checklist",
        press="Save where we stand",
        address={"item": str(R1)},
        enter={"What is so?": SECOND, "How far": State.UNDER_WAY, "Which agency leads?": "CSC", "Why": "New."},
    ),
    "inspection.notified.keep": Window(
        page="inspection-days",
        press="Keep these days",
        enter={STEPS[1].step: 3},
        mine="<td>3</td>",
        theirs="<td>2</td>",
        after={"Keep mine": "\n3\n3\n5\n", "Take theirs": "\n2\n3\n5\n"},
    ),
    "inspection.notified.use_the_usual": Window(
        page="inspection-days",
        press="Use the usual days again",
        mine="left out",
        theirs=NEWER,
        scenario=own_steps_changed,
        after={"Keep mine": "These are the usual days of the method", "Take theirs": "These are your own days"},
    ),
    "readiness.evidence.change": Window(
        page="evidence-item", press="Save", address={"evidence": "E1"}, enter={"What is it?": SECOND}
    ),
    "readiness.evidence.set_months": Window(
        page="partnership", press="Save for how long", enter={"": 9}, mine="9", theirs="7"
    ),
    "frameworks.changing.put_wording": Window(
        page="framework-wording",
        press="Save as a new version",
        address={"framework": SEVEN, "item": "QS3"},
        enter={"The published wording": SECOND, "Where it stands": "Page 7", "Does it mean": "same"},
        scenario=reworded,
        later={"framework": f"{SEVEN}-three", "item": "QS3"},
    ),
    "workshop.moderation.confirm_workshop": Window(
        page="round-dates",
        press="Save the workshop’s days",
        enter={"Workshop held on (day 1)": EARLIER},
        mine=english.day(EARLIER),
        theirs=english.day(TODAY),
        scenario=workshop_confirmed,
        after={"Keep mine": EARLIER.isoformat(), "Take theirs": TODAY.isoformat()},
    ),
    "inspection.notified.call_off": Window(page="clock", press="Call it off", enter={"Why is it called off?": SECOND}),
    "inspection.notified.change_note": Window(
        page="clock",
        press="Keep this note",
        enter={"Anything to remember?": SECOND},
        after={"Keep mine": "No inspection’s clock is running"},
    ),
    "inspection.notified.correct": Window(
        page="clock",
        press="Put the day right",
        mine=english.day(EARLIER),
        scenario=inspection_noted,
        enter={"On which day did they ring?": EARLIER, "Why is the day put right?": SECOND},
        after={"Keep mine": SECOND},
    ),
    "inspection.notified.keep_request": Window(
        page="clock", press="Save this request", enter={"Who sees to it?": SECOND}, choose={"Which?": 1}
    ),
    "inspection.notified.keep_until": Window(
        page="safekeeping",
        press="Set the day for inspection",
        enter={"Keep inspection": TODAY},
        mine=english.day(TODAY),
        theirs=english.day(date(2030, 1, 1)),
    ),
    "inspection.notified.say_sent": Window(
        page="clock",
        press="Save the day it was sent",
        enter={"Day the statement was sent": TODAY},
        mine=english.day(TODAY),
        theirs=english.day(SAID.published),
    ),
    "people.partnership.change_roles": Window(
        page="partnership",
        press="Save the roles",
        choose={"Who?": 6},
        enter={"Roles of": "board_member"},
        mine="Board member",
        theirs="Independent scrutineer",
    ),
    "people.partnership.keep_agency": Window(
        page="partnership", press="Save Social care", enter={"Name of the agency": SECOND}
    ),
    "people.partnership.keep_emergency_numbers": Window(
        page="partnership",
        press="Save these numbers",
        enter={"Children’s social work team": NUMBERS[SECOND]},
        mine=NUMBERS[SECOND],
        theirs=NUMBERS[FIRST],
        scenario=numbers_kept,
    ),
    "people.partnership.change": Window(page="partnership", press="Save name and marking", enter={"Name": SECOND}),
    "over_time.reaudit.change_planned": Window(
        page="programme", press="Save the changes", enter={"Title of the round": SECOND}
    ),
    "rating.form.submit": Window(
        page="check",
        press="Submit Child A",
        mine="as both showed",
        address={"round": ROUND, "case": "Child A"},
        agency="CSC",
    ),
    "rounds.setup.seen_by_board": Window(
        page="round-path",
        press="Note the day",
        enter={"Day on which the board saw it": EARLIER},
        mine=english.day(EARLIER),
        theirs=english.day(TODAY),
    ),
    "rounds.setup.set_dates": Window(
        page="round-dates",
        press="Save the dates",
        enter={"Board": date(2027, 6, 4)},
        mine=english.day(date(2027, 6, 4)),
        theirs=english.day(date(2027, 5, 4)),
    ),
    "safekeeping.erasure.keep_until": Window(
        page="safekeeping",
        press=f"Set the day for {ROUND}",
        enter={f"Keep {ROUND}": date(2032, 2, 3)},
        mine=english.day(date(2032, 2, 3)),
        theirs=english.day(date(2031, 2, 3)),
    ),
    "rounds.dates.keep_terms": Window(
        page="partnership",
        press="Save the school terms",
        enter={"One term a line": "02/09/2026 to 18/12/2026"},
        mine="02/09/2026",
        theirs="empty",
        after={"Take theirs": "No term is named yet"},
    ),
}

ON_THEIR_OWN: Mapping[str, str] = {  # the test that tries it, by module and name
    "plan.actions.decide": "pages/plan/test_plan:test_who_decides_after_somebody_else_is_told_and_chooses",
    "plan.actions.decide_nothing": "pages/plan/test_plan:test_who_decides_after_somebody_else_is_told_and_chooses",
    "plan.actions.verify": "pages/plan/test_plan:test_whoever_verifies_is_told_what_was_said_since",
    "plan.versions.issue": "pages/plan/test_plan:test_a_plan_that_changed_since_is_issued_by_choice",
    "findings.merge": "pages/findings/test_findings:test_a_finding_that_changed_since_is_merged_or_split_by_choice",
    "findings.split": "pages/findings/test_findings:test_a_finding_that_changed_since_is_merged_or_split_by_choice",
    "release.decisions.decide": "pages/release/test_check_out:test_who_decides_on_a_text_after_somebody_else_chooses",
    "release.decisions.confirm": (
        "pages/release/test_check_out:test_a_list_that_somebody_else_decided_on_is_confirmed_by_choice"
    ),
    "people.partnership.deactivate": (
        "pages/people/test_partnership:test_who_was_deactivated_in_another_window_is_told_and_nothing_is_left_to_choose"
    ),
    # the same form
    "plan.actions.change": "pages/findings/test_findings:test_two_windows_on_one_finding_see_both_texts_and_choose",
    "findings.change": "pages/findings/test_findings:test_two_windows_on_one_finding_see_both_texts_and_choose",
    "workshop.moderation.agree": "journey/test_two_windows:test_the_judgement_that_is_kept_is_the_one_on_the_screen",
    "workshop.moderation.drop_draft": (
        "journey/test_two_windows:test_the_judgement_that_is_kept_is_the_one_on_the_screen"
    ),
    "workshop.moderation.keep_draft": (
        "journey/test_two_windows:test_the_judgement_that_is_kept_is_the_one_on_the_screen"
    ),
    "inspection.notified.tick": (
        "pages/inspection/test_clock:test_a_tick_is_kept_at_once_and_not_over_somebody_elses_change"
    ),
    "over_time.reaudit.settle": (
        "pages/over_time/test_over_time:test_the_second_writer_sees_what_the_first_wrote_and_may_keep_their_own"
    ),
    "rounds.setup.change_case": (
        "pages/rounds/test_round_set_up:test_two_windows_on_one_case_show_both_and_the_person_chooses"
    ),
    "rounds.dates.keep_dates": "pages/timescales/test_timescales:test_two_people_who_change_the_same_dates_see_both",
}


def _widgets(page: AppTest) -> list[Any]:
    kinds = ("text_input", "text_area", "date_input", "number_input", "radio", "selectbox", "checkbox")
    return [one for kind in kinds for one in getattr(page, kind)]


def _press(page: AppTest, label: str) -> None:
    next(one for one in page.button if one.label.startswith(label)).click().run()
    assert not page.exception, page.exception


def _entered(native: FormOnScreen, enter: Mapping[str, Any]) -> dict[str, str]:
    """Return what is entered in a form by its fields' names; a choice is said by its words."""
    entered = {}
    for label, value in enter.items():
        name, field = next(one for one in native.fields.items() if one[1]["label"].startswith(label))
        text = value.isoformat() if isinstance(value, date) else "yes" if value is True else str(value)
        choices = {words: choice for choice, words, _ in field.get("options", ())}
        entered[name.replace(" ", "__")] = choices.get(text, text)
    return entered


def _said(page: AppTest) -> str:
    typed = [in_words(one.value) for one in _widgets(page)]
    return "\n".join([words(page), *typed, *(value for one in forms(page) for value in one.values.values())])


def _fill_in(page: AppTest, window: Window) -> Callable[[], object]:
    """Fill in what the window does, and return how its button is pressed."""
    for one in forms(page):
        for _, label in one.data["buttons"]:
            if label.startswith(window.press):
                return partial(one.send, label, **{_name(one, label): _raw(v) for label, v in window.enter.items()})
    for label, value in window.enter.items():
        next(one for one in _widgets(page) if one.label.startswith(label)).set_value(value)
    return partial(_press, page, window.press)


def _name(shown: FormOnScreen, label: str) -> str:
    return next(name for name, one in shown.fields.items() if one["label"].startswith(label)).replace(" ", "__")


def _raw(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("command", sorted(WINDOWS))
def test_the_second_writer_sees_both_and_chooses(command: str, choice: str, app: App, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SEVEN_STATEMENTS_DATA", str(Path(str(app.engine.url.database)).parent))
    window = WINDOWS[command]
    scenario = window.scenario or TRIED[command][0]
    scene = a_scene(app, stage=STAGES.get(scenario, Stage.RATING))
    two = scenario(scene)
    here = scene.app.as_person(scene.viewer(window.agency).person) if window.agency else scene.app
    page = drawn(here, window.page, **window.address)
    for label, option in window.choose.items():
        next(one for one in page.selectbox if one.label == label).select_index(option).run()
    press = _fill_in(page, window)
    with scene.app.unit_of_work() as db:
        two.write(db, FIRST)
    press()
    assert [one.label for one in page.button if one.label in CHOICES] == CHOICES
    for side in (window.mine, window.theirs):
        assert side in _said(page)
    _press(page, choice)
    assert [one.label for one in page.button if one.label in CHOICES] == []
    if choice == "Take theirs":
        assert SECOND not in [one.value for one in _widgets(page)]
        assert SECOND not in [value for one in forms(page) for value in one.values.values()]
    then = {"Keep mine": window.mine, "Take theirs": window.theirs, **window.after}[choice]
    assert then in _said(drawn(here, window.page, **(window.later or window.address)))


def chosen() -> set[str]:
    """Return the commands that pages run where a choice is offered, and that two windows can be at odds about."""
    called = {command for one in read().values() for command in one.commands}
    return {command for command in {**TRIED, **ELSEWHERE} if command in called and command not in NO_CHOICE}


DONE_ALREADY: Mapping[str, str] = {  # nothing is left to choose: the sentence says what the other did
    "over_time.reaudit.became": "The planned round is opened already; the sentence says as which round.",
    "rounds.setup.step_back": "The round stands at another step by now; the sentence says at which.",
    "rounds.setup.withdraw_case": "The case is withdrawn already; the sentence says why.",
}


def test_whatever_is_chosen_has_a_window_here_or_a_test_of_its_own():
    assert chosen() == {*WINDOWS, *ON_THEIR_OWN, *DONE_ALREADY}


@pytest.mark.parametrize("command", sorted(ON_THEIR_OWN))
def test_what_has_a_test_of_its_own_is_tried_there(command: str):
    module, _, function = ON_THEIR_OWN[command].partition(":")
    tree = ast.parse((ROOT / "tests" / f"{module}.py").read_text("utf-8"))
    body = next(one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == function)
    assert "Keep mine" in ast.unparse(body)
