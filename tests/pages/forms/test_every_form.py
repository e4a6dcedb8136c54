"""Every form of the product: what is typed stays, two windows are told, and what is missing is said at its field.

Generated: a kind of form without a place here fails, and so does one that keeps no draft and does not say why.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from audit.app import App
from audit.domain.inspection.letter_reading import FoundKind, LetterFinding
from audit.domain.inspection.notified import InspectionKind, Notified
from audit.domain.people.form_drafts import FormKind
from audit.domain.rounds.audit_round import Stage
from audit.library import bank_holidays
from audit.library.own_files import local_lists
from audit.services.inspection import notified, published
from tests import databases
from tests.builders import NOON
from tests.pages.filled import FormOnScreen, forms
from tests.pages.on_screen import drawn
from tests.repository import ROOT
from tests.scenes import AGENCIES, ROUND, a_scene
from tests.services.inspection.test_inspections import SAID
from tests.services.two_windows import TRIED

OLD, NEW = "WM25", "WM26"
NOT_KEPT: Mapping[FormKind, str] = {
    FormKind.CONFIRMATION: "one tick",
    FormKind.DRAW: "numbers of children are kept nowhere",
    FormKind.ERASURE: "what is typed is what is erased",
    FormKind.HAND_OVER: "a passphrase",
    FormKind.MOVE_ON: "one tick",
    FormKind.OLD_COPIES: "one tick",
    FormKind.SET_UP: "nobody is known yet to keep it for",
    FormKind.TAKE_IN: "a passphrase",
}


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a form stands, in the invented partnership or in a scene of its own."""

    page: str
    address: Mapping[str, str] = field(default_factory=dict)
    scene: Callable[[App], App] | None = None


def a_finished_rating(app: App) -> App:
    scene = a_scene(app, cases=("Child A", "Child B"))
    scene.fill_in(scene.viewer("CAMHS"))
    return app.as_person(scene.people["CAMHS"])


def an_absent_agency(app: App) -> App:
    scene = a_scene(app)
    for agency in list(AGENCIES)[:-1]:
        scene.fill_in(scene.viewer(agency))
    scene.move_to(Stage.WORKSHOP)
    return scene.app


def a_planned_action(app: App) -> App:
    scene = a_scene(app)
    scene.move_to(Stage.FINDINGS)
    TRIED["plan.actions.change"][0](scene)
    return scene.app


def an_undecided_finding(app: App) -> App:
    scene = a_scene(app)
    scene.move_to(Stage.FINDINGS)
    TRIED["plan.actions.decide_nothing"][0](scene)
    return scene.app


def a_kept_letter(app: App) -> App:
    scene = a_scene(app)
    found = [LetterFinding(kind=FoundKind.NEEDS_TO_IMPROVE, text="The time children wait.", page=2)]
    with scene.app.unit_of_work() as db:
        steps = local_lists.inspection_clock()
        published.keep(db, by=scene.facilitator, inspection=SAID, letter_findings=found, steps=steps, now=NOON)
    return scene.app


def a_quiet_week(app: App) -> App:
    return a_scene(app).app


CHILD = {"round": NEW, "case": f"{NEW}-1"}
PARTNERSHIP = Place(page="partnership")
CLOCK = Place(page="clock")
CASE = Place(page="round-case", address=CHILD)
MERGE = Place(page="merge", address={"round": NEW})
ACTION = Place(page="action", address={"round": OLD, "action": "A1"})
DECIDE = Place(page="decide", address={"round": ROUND, "finding": "F1"}, scene=an_undecided_finding)
PLACES: Mapping[FormKind, Place] = {
    FormKind.FINDING: Place(page="finding", address={"round": NEW, "finding": "F1"}),
    FormKind.DECISION: DECIDE,
    FormKind.ACTION: Place(page="action", address={"round": ROUND, "action": "A1"}, scene=a_planned_action),
    FormKind.UPDATE: ACTION,
    FormKind.VERIFICATION: ACTION,
    FormKind.ISSUE: Place(page="plan-versions", address={"round": OLD}),
    FormKind.CHECK: Place(page="check-out", address={"round": NEW, "paper": "plan"}),
    FormKind.MERGE: MERGE,
    FormKind.SPLIT: MERGE,
    FormKind.NO_ACTION: DECIDE,
    FormKind.EVENT: Place(page="journey-events", address=CHILD),
    FormKind.TIE: Place(page="journey-ties", address=CHILD),
    FormKind.MISSING: Place(page="journey-ties", address=CHILD),
    FormKind.NOTIFIED: Place(page="clock", scene=a_quiet_week),
    FormKind.NOTIFIED_DAY: CLOCK,
    FormKind.NOTIFIED_NOTE: CLOCK,
    FormKind.CALL_OFF: CLOCK,
    FormKind.REQUEST: CLOCK,
    FormKind.STATEMENT_SENT: Place(page="clock", scene=a_kept_letter),
    FormKind.CLOCK_DAYS: Place(page="inspection-days"),
    FormKind.CHOSEN_CHILDREN: Place(page="inspection-round"),
    FormKind.WORKSHOP_HELD: Place(page="round-dates", address={"round": NEW}),
    FormKind.REVEAL: Place(page="workshop", address={"round": ROUND, "case": "Child A"}, scene=an_absent_agency),
    FormKind.CORRECTION: Place(page="rate", address={"round": ROUND, "case": "Child A"}, scene=a_finished_rating),
    FormKind.CONCERN: Place(page="concern", address=CHILD),
    FormKind.PERSON: PARTNERSHIP,
    FormKind.PARTNERSHIP: PARTNERSHIP,
    FormKind.ROLES: PARTNERSHIP,
    FormKind.DEACTIVATION: PARTNERSHIP,
    FormKind.AGENCY: PARTNERSHIP,
    FormKind.EMERGENCY: PARTNERSHIP,
    FormKind.EVIDENCE_MONTHS: PARTNERSHIP,
    FormKind.SCHOOL_TERMS: PARTNERSHIP,
    FormKind.EVIDENCE: Place(page="evidence-item", address={"evidence": "E4"}),
    FormKind.CHECKLIST: Place(page="checklist", address={"item": "ewg-recommendations-2017/R1"}),
    FormKind.BOARD_DAY: Place(page="round-path", address={"round": OLD}),
    FormKind.BOARD_QUESTION: Place(page="board", address={"round": OLD}),
    FormKind.BOARD_ANSWER: Place(page="board", address={"round": NEW}),
    FormKind.BOARD_ASKS: Place(page="board", address={"round": OLD}),
    FormKind.PLANNED: Place(page="programme"),
    FormKind.SETTLEMENT: Place(page="last-time", address={"round": NEW, "old": "F3"}),
    FormKind.KEEP_UNTIL: Place(page="safekeeping"),
    FormKind.WORDING: Place(
        page="framework-wording", address={"framework": "ewg-quality-statements-2017-wrenmere", "item": "QS3"}
    ),
    FormKind.RETIREMENT: Place(page="framework", address={"framework": "ewg-quality-statements-2017-wrenmere"}),
    FormKind.NEW_ROUND: Place(page="new-round"),
    FormKind.NEW_CASE: Place(page="new-case", address={"round": NEW}),
    FormKind.CASE: CASE,
    FormKind.WITHDRAWAL: CASE,
    FormKind.PROCESS: CASE,
    FormKind.MEETING: CASE,
    FormKind.FIGURE: CASE,
    FormKind.ROUND_DATES: Place(page="round-dates", address={"round": NEW}),
    FormKind.STEP_BACK: Place(page="round-path", address={"round": NEW}),
    FormKind.CASE_DATES: Place(page="case-dates", address=CHILD),
}


@pytest.fixture(scope="module")
def partnership(seeded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """Yield the invented partnership with an inspection under way; nothing is written to it but drafts."""
    engine = databases.copied(seeded_file, tmp_path_factory.mktemp("forms") / "forms.db")
    app = App(engine=engine).as_owner()
    new = Notified(id=0, kind=InspectionKind.JTAI, notified_on=app.today())
    with app.unit_of_work() as db:
        steps, holidays = local_lists.inspection_clock(), bank_holidays.england()
        notified.notify(db, by=app.person, inspection=new, steps=steps, holidays=holidays, now=app.now())
    yield app
    engine.dispose()


def kind_of(form: FormOnScreen) -> FormKind:
    return next(
        kind
        for kind in sorted(FormKind, key=lambda kind: -len(kind.value))
        if re.match(rf"form-([A-Z0-9-]+-)?{kind.value.replace(' ', '-')}(-|$)", form.data["id"])
    )


def on_screen(app: App, kind: FormKind) -> FormOnScreen:
    """Return the form in a window of its own, as its writer has just opened it."""
    place = PLACES[kind]
    page = drawn(app, place.page, **place.address)
    if kind is FormKind.REVEAL:
        next(one for one in page.button if "Reveal the grades" in one.label).click().run()
    if kind is FormKind.ROLES:
        who = next(one for one in page.selectbox if one.label == "Who?")
        who.select_index(len(who.options) - 1).run()
    return next(form for form in forms(page) if kind_of(form) is kind)


def another(field: Mapping[str, Any], value: str, typed: str) -> str:
    """Return something else that may stand in a field."""
    day = date.fromisoformat(value) if field["control"] == "date" and value else NOON.date()
    choices = [choice for choice, _, _ in field.get("options", ()) if choice != value]
    return {
        "text": typed,
        "number": "7" if typed == "mine" else "9",
        "date": (day - timedelta(days=1 if typed == "mine" else 2)).isoformat(),
        "time": "09:15" if typed == "mine" else "09:45",
        "tick": "" if value else "yes",
        "radios": choices[0] if choices else value,
        "select": choices[0] if choices else value,
        "ticks": choices[0] if choices else "",
    }[field["control"]]


def filled_in(form: FormOnScreen, typed: str) -> dict[str, str]:
    return {name: another(field, form.values[name], typed) for name, field in form.fields.items()}


def as_names(values: Mapping[str, str]) -> dict[str, str]:
    return {name.replace(" ", "__"): value for name, value in values.items()}


def kept_nowhere() -> set[str]:
    """Return the kinds of forms that are declared to keep no draft, read from the pages."""
    found = set()
    for path in (ROOT / "audit" / "pages").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                named = {one.arg: one.value for one in node.keywords}
                if ast.unparse(named.get("kept", ast.Constant(value=True))) == "False":
                    found.add(ast.unparse(named["kind"]).removeprefix("FormKind."))
    return found


def test_every_kind_of_form_has_a_place():
    assert set(PLACES) | set(NOT_KEPT) == set(FormKind)
    assert not set(PLACES) & set(NOT_KEPT)


def test_a_form_that_keeps_no_draft_says_why():
    assert kept_nowhere() == {kind.name for kind in NOT_KEPT}


@pytest.mark.parametrize("kind", PLACES, ids=lambda kind: kind.value)
def test_a_form_keeps_what_is_typed_and_tells_two_windows_and_what_is_missing(
    kind: FormKind, partnership: App, app: App
):
    scene = PLACES[kind].scene
    writer = scene(app) if scene else partnership
    first, second = on_screen(writer, kind), on_screen(writer, kind)
    mine, other = filled_in(first, "mine"), filled_in(second, "other")
    first.type(**as_names(mine))
    reloaded = on_screen(writer, kind)
    assert mine.items() <= reloaded.values.items()  # a form may have grown by what was typed
    assert "Kept as your draft" in reloaded.data["kept"]
    _tells_the_other_window(second, mine, other)
    _says_what_is_missing(on_screen(writer, kind))


def _tells_the_other_window(second: FormOnScreen, mine: Mapping[str, str], other: Mapping[str, str]) -> None:
    """Nothing is written over in silence: what both windows say is shown, before anything is written."""
    at_odds = {name for name, value in other.items() if value not in (mine[name], second.values[name])}
    if not at_odds:
        return  # handed in, it would be written
    told = second.send(**as_names(other))
    assert "another window" in " ".join(told.problems)
    typed = {second.fields[name]["control"] for name in at_odds}
    assert "text" not in typed or any("mine" in problem for problem in told.problems)


def _says_what_is_missing(form: FormOnScreen) -> None:
    """Handed in empty, a form names what it needs, each at its field, and keeps that it is empty."""
    needed = {
        name
        for name, field in form.fields.items()
        if field["control"] in ("text", "number", "date", "time", "select")
        and not (field["optional"] or "(optional)" in field["label"])
    }
    if not needed:
        return
    empty = form.send(**as_names(dict.fromkeys(form.values, "")))
    faults = dict(empty.data["problems"])
    assert needed <= set(faults), "it does not say that this is needed"
    assert set(faults) <= set(form.fields)
    assert all(say.rstrip().endswith((".", "?")) for say in faults.values())
