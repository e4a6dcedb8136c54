"""Opening a round and taking it along its path: nothing is skipped, and what changes is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from audit.app import App
from audit.domain.people.person import Agency
from audit.domain.rounds.audit_round import STAGES, Dates, Round, Stage
from audit.domain.rounds.cases import Case, Involvement
from audit.domain.rounds.measurements import MeasurementKind
from audit.errors import AuditError, Conflict, NotAllowed
from audit.services.people import partnership
from audit.services.rounds import setup
from audit.services.rounds.setup import Opening
from audit.store.queries import rounds as queries
from tests.builders import NOON, a_case, a_framework, a_measurement, a_process, a_scale
from tests.scenes import ROUND, Scene, a_scene, a_small_framework


@pytest.fixture
def scene(app: App) -> Scene:
    return a_scene(app)


def an_opening(**changes: Any) -> Opening:
    opening = Opening(
        ref="SP27", title="Spring", theme="", frameworks=(a_small_framework(),), scale=a_scale(), agencies=("CSC",)
    )
    return replace(opening, **changes)


def open_round(scene: Scene, **changes: object) -> Round:
    with scene.app.unit_of_work() as db:
        return setup.open_round(db, by=scene.facilitator, opening=an_opening(**changes), now=NOON)


def add(scene: Scene, case: Case) -> None:
    with scene.app.unit_of_work() as db:
        setup.add_case(db, by=scene.facilitator, round_ref=ROUND, case=case, now=NOON)


def join(scene: Scene, ref: str = "YJS") -> None:
    with scene.app.unit_of_work() as db:
        agency = Agency(ref=ref, name=ref, short_name=ref, sector=ref)
        partnership.keep_agency(db, by=scene.facilitator, agency=agency, now=NOON)
        setup.add_agency(db, by=scene.facilitator, round_ref=ROUND, agency_ref=ref, now=NOON)


def ask(scene: Scene, involvement: Involvement = Involvement.NOT_ASKED) -> None:
    with scene.app.unit_of_work() as db:
        setup.ask(
            db,
            by=scene.facilitator,
            round_ref=ROUND,
            case_ref="Child A",
            agency_ref="HEALTH",
            involvement=involvement,
            now=NOON,
        )


def test_a_round_keeps_its_own_copy_of_what_it_was_opened_with(any_app: App):
    scene = a_scene(any_app)
    opened = open_round(scene)
    assert opened.frameworks() == (a_small_framework(),)
    assert opened.scale == a_scale()
    assert opened.stage is Stage.SETUP
    assert len(opened.copies[0].digest) == 64


def test_without_dates_a_round_looks_at_the_whole_months_before_today(scene: Scene):
    assert open_round(scene).period == (date(2026, 6, 1), date(2026, 11, 30))


def test_with_a_workshop_a_round_looks_at_the_months_before_it(scene: Scene):
    opened = open_round(scene, dates=Dates(workshop=date(2027, 2, 3)), look_back_months=3)
    assert opened.period == (date(2026, 11, 1), date(2027, 1, 31))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"ref": "two words"}, "short reference"),
        ({"ref": ROUND}, "already"),
        ({"title": " "}, "title"),
        ({"frameworks": ()}, "at least one framework"),
        ({"frameworks": (a_framework("nice-qs31"),)}, "lines of enquiry"),
        ({"look_back_months": 37}, "between 1 and 36"),
        ({"agencies": ("NOBODY",)}, "no agency NOBODY"),
        ({"dates": Dates(workshop=date(2027, 1, 2), plan=date(2027, 1, 1))}, "comes before"),
    ],
)
def test_a_round_that_lacks_something_is_not_opened(changes: dict[str, object], says: str, scene: Scene):
    with pytest.raises(AuditError, match=says):
        open_round(scene, **changes)
    assert [one.ref for one in _every(scene)] == [ROUND]


def test_only_a_facilitator_opens_rounds(scene: Scene):
    with pytest.raises(NotAllowed, match="Ask a facilitator"), scene.app.unit_of_work() as db:
        setup.open_round(db, by=scene.people["CSC"], opening=an_opening(), now=NOON)


def test_a_case_keeps_its_processes_and_dated_figures(any_app: App):
    scene = a_scene(any_app)
    case = a_case(
        "Child B", revealed=False, processes=[a_process(conflict="Two dates.")], measurements=[a_measurement(17)]
    )
    add(scene, case)
    assert scene.round().case("Child B") == case


def test_a_reference_is_given_once(scene: Scene):
    with pytest.raises(AuditError, match="another reference"):
        add(scene, a_case("Child A"))


@pytest.mark.parametrize("wrong", [a_case("Anna Maria Long-Name Smith"), a_case(measurements=[a_measurement(41)])])
def test_a_case_that_cannot_stand_is_not_added(wrong: Case, scene: Scene):
    with pytest.raises(AuditError):
        add(scene, replace(wrong, ref="") if wrong.ref == "Child A" else wrong)
    assert len(scene.round().cases) == 1


def test_the_second_who_changes_a_case_sees_the_first_ones_change(any_app: App):
    scene = a_scene(any_app)
    before = scene.round().case("Child A")
    mine = replace(before, measurements=(a_measurement(3, kind=MeasurementKind.PLACEMENTS),))
    _change(scene, mine)
    with pytest.raises(Conflict) as refusal:
        _change(scene, replace(before, gender="Boy or young man"))
    assert refusal.value.stored == replace(mine, version=2)


def test_a_case_leaves_the_round_with_a_reason_and_stays_readable(scene: Scene):
    with pytest.raises(AuditError, match="Say why"):
        _withdraw(scene, " ")
    _withdraw(scene, "Moved away.")
    assert scene.round().active_cases() == ()
    assert scene.round().case("Child A").withdrawn == "Moved away."


def test_an_agency_that_joins_is_not_asked_about_what_was_revealed(any_app: App):
    scene = a_scene(any_app, stage=Stage.WORKSHOP, cases=("Child A", "Child B"))
    scene.reveal("Child A")
    join(scene)
    audit_round = scene.round()
    assert audit_round.involvement_of("Child A", "YJS") is Involvement.NOT_ASKED
    assert audit_round.involvement_of("Child B", "YJS") is Involvement.INVOLVED


def test_an_agency_joins_once(scene: Scene):
    join(scene, "CSC")
    assert [agency.ref for agency in scene.round().agencies] == ["CSC", "CAMHS", "HEALTH"]


def test_an_agency_that_is_not_asked_is_not_waited_for(scene: Scene):
    ask(scene)
    assert [agency.ref for agency in scene.round().raters_of("Child A")] == ["CSC", "CAMHS"]
    ask(scene, Involvement.INVOLVED)
    assert len(scene.round().raters_of("Child A")) == 3


def test_who_was_asked_stays_once_they_answered_or_the_case_is_revealed(scene: Scene):
    scene.fill_in(scene.viewer("HEALTH"))
    with pytest.raises(AuditError, match="answered for Child A already"):
        ask(scene)
    scene.move_to(Stage.WORKSHOP)
    scene.reveal()
    with pytest.raises(AuditError, match="was revealed"):
        ask(scene)


def test_a_round_goes_along_its_whole_path_and_no_further(any_app: App):
    scene = a_scene(any_app)
    scene.move_to(Stage.CLOSED)
    with pytest.raises(AuditError, match="re-audit"):
        _advance(scene)
    with scene.app.reading() as db:
        moves = queries.moves(db, ROUND)
    assert [move.stage for move in moves] == list(STAGES[1:])


def test_a_step_back_needs_a_reason_and_is_kept(scene: Scene):
    with pytest.raises(AuditError, match="Say why"):
        _step_back(scene, "")
    assert _step_back(scene, "An agency was forgotten.") is Stage.SETUP
    with scene.app.reading() as db:
        assert queries.moves(db, ROUND)[-1].reason == "An agency was forgotten."


def test_agencies_begin_when_there_is_something_to_rate(app: App):
    scene = a_scene(app, stage=Stage.SETUP, cases=())
    with pytest.raises(AuditError, match="add at least one case"):
        _advance(scene)


def test_dates_can_move_until_the_round_is_closed(scene: Scene):
    dates = Dates(workshop=date(2026, 12, 10), board=date(2027, 1, 20))
    _set_dates(scene, dates)
    assert scene.round().dates == dates
    with pytest.raises(AuditError, match="comes before"):
        _set_dates(scene, Dates(workshop=date(2027, 1, 20), board=date(2026, 12, 10)))
    scene.move_to(Stage.CLOSED)
    with pytest.raises(AuditError, match="closed"):
        _set_dates(scene, dates)


def test_the_second_who_moves_a_date_is_told(any_app: App):
    scene = a_scene(any_app)
    mine = Dates(workshop=date(2026, 12, 10))
    _set_dates(scene, mine)
    with pytest.raises(Conflict) as refusal, scene.app.unit_of_work() as db:
        setup.set_dates(db, by=scene.facilitator, round_ref=ROUND, dates=Dates(), seen=Dates(), now=NOON)
    assert refusal.value.stored == mine


def test_the_board_has_seen_a_round_on_a_day_that_has_come(scene: Scene):
    scene.move_to(Stage.BOARD)
    with pytest.raises(AuditError, match="still to come"):
        _seen(scene, NOON.date() + timedelta(days=1))
    _seen(scene, NOON.date())
    assert scene.round().seen_by_board == NOON.date()


def test_a_round_that_is_not_there_is_said_to_be_missing(scene: Scene):
    with pytest.raises(AuditError, match="no round NONE"), scene.app.reading() as db:
        queries.by_ref(db, "NONE")
    with pytest.raises(AuditError, match="no case Child Z"), scene.app.reading() as db:
        queries.case_row(db, ROUND, "Child Z")


def _every(scene: Scene) -> tuple[Round, ...]:
    with scene.app.reading() as db:
        return queries.every(db)


def _change(scene: Scene, case: Case) -> None:
    with scene.app.unit_of_work() as db:
        setup.change_case(db, by=scene.facilitator, round_ref=ROUND, case=case, now=NOON)


def _withdraw(scene: Scene, reason: str) -> None:
    with scene.app.unit_of_work() as db:
        setup.withdraw_case(db, by=scene.facilitator, round_ref=ROUND, case_ref="Child A", reason=reason, now=NOON)


def _advance(scene: Scene) -> Stage:
    with scene.app.unit_of_work() as db:
        return setup.advance(db, by=scene.facilitator, round_ref=ROUND, now=NOON)


def _step_back(scene: Scene, reason: str) -> Stage:
    with scene.app.unit_of_work() as db:
        return setup.step_back(db, by=scene.facilitator, round_ref=ROUND, reason=reason, now=NOON)


def _set_dates(scene: Scene, dates: Dates) -> None:
    with scene.app.unit_of_work() as db:
        setup.set_dates(db, by=scene.facilitator, round_ref=ROUND, dates=dates, seen=scene.round().dates, now=NOON)


def _seen(scene: Scene, on: date) -> None:
    with scene.app.unit_of_work() as db:
        setup.seen_by_board(db, by=scene.facilitator, round_ref=ROUND, on=on, now=NOON)


def test_a_date_that_somebody_else_moved_meanwhile_is_not_written_over(scene):
    seen = scene.round().dates
    _set_dates(scene, Dates(workshop=date(2027, 1, 20)))
    with scene.app.unit_of_work() as db, pytest.raises(Conflict):
        setup.set_dates(db, by=scene.facilitator, round_ref=ROUND, dates=Dates(), seen=seen, now=NOON)
    assert scene.round().dates.workshop == date(2027, 1, 20)
