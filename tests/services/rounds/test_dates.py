from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from audit.app import App
from audit.domain.rounds import draws as draw_rules
from audit.domain.rounds import sampling
from audit.domain.rounds.audit_round import Drawn, Stage
from audit.domain.rounds.cases import CaseDates
from audit.domain.rounds.draws import PURPOSE, KeptDraw, Replacement
from audit.domain.rounds.sampling import InFrame, Method, Plan
from audit.domain.timescales.child_dates import Result
from audit.domain.timescales.moments import SchoolTerm, SchoolTerms, from_lines
from audit.errors import AuditError, Conflict, NotAllowed
from audit.library import bank_holidays
from audit.library.frameworks import loading
from audit.library.returns import annex_a
from audit.library.returns import frame as sample_key
from audit.services.rounds import dates as timescales
from audit.services.rounds import draws, setup
from audit.services.safekeeping import erasure
from audit.store.queries import rounds as queries
from audit.store.queries import trail
from audit.store.records import rounds as records
from audit.store.round_file import body
from tests.builders import NOON
from tests.returns import an_annex_a, looked_after
from tests.scenes import ROUND, Scene, a_scene

TODAY = NOON.date()
SECRET = 77_123_400_500  # the numbers of the invented return begin here
DATES = CaseDates(
    dates={"entry_to_care": (date(2025, 5, 6),), "review": (date(2025, 6, 3), date(2025, 9, 4))},
    none=frozenset({"care_plan"}),
    facts={"emergency": False},
    marks={date(2025, 6, 3): True},
    answers={"T24": "yes"},
)


def keep(scene: Scene, dates: CaseDates, case: str = "Child A", by: str = "facilitator") -> int:
    with scene.app.unit_of_work() as db:
        return timescales.keep_dates(
            db, by=scene.people[by], round_ref=ROUND, case_ref=case, dates=dates, today=TODAY, now=NOON
        )


def kept(scene: Scene, case: str = "Child A") -> CaseDates:
    with scene.app.reading() as db:
        return queries.dates_of_case(db, ROUND, case)


def frame(count: int = 20) -> tuple[InFrame, ...]:
    book = an_annex_a([looked_after(SECRET + number) for number in range(count)])
    return annex_a.read({"book": book}, today=TODAY).children


PLAN = Plan(size=4, reserves=2, seed=5)


def drawn(scene: Scene, plan: Plan = PLAN) -> tuple[str, str]:
    """Draw into the round, and return the references and the key."""
    children = frame()
    found = sampling.draw(children, plan)
    refs = draws.next_refs(scene.round(), len(found.cases))
    names = dict(zip([one.child for one in found.cases], refs, strict=True))
    names |= {one.child: f"Reserve {number}" for number, one in enumerate(found.reserves, 1)}
    draw = draw_rules.record_of(found, plan, children, source="Annex A workbook, List 8")
    with scene.app.unit_of_work() as db:
        draws.add_drawn(db, by=scene.facilitator, round_ref=ROUND, children=found.cases, refs=refs, draw=draw, now=NOON)
    return ", ".join(refs), sample_key.text(found, names)


def test_dates_are_kept_as_versions_and_read_back_whole(any_app: App):
    scene = a_scene(any_app)
    assert kept(scene).version == 0
    assert keep(scene, DATES) == 1
    there = kept(scene)
    assert replace(there, version=0, kept_at_utc=None, kept_by="") == DATES
    assert keep(scene, replace(there, facts={})) == 2
    assert kept(scene).facts == {}
    with scene.app.reading() as db:
        found = [(one.event, one.version) for one in trail.lines(db, about=f"{ROUND}/Child A", most=2)]
    assert found == [("dates kept", 2), ("dates kept", 1)]


def test_a_second_writer_sees_what_the_first_wrote(app: App):
    scene = a_scene(app)
    keep(scene, DATES)
    with pytest.raises(Conflict) as raised:
        keep(scene, replace(DATES, answers={"T24": "no"}))
    assert isinstance(raised.value.stored, CaseDates)
    assert raised.value.stored.answers == {"T24": "yes"}


def test_only_a_facilitator_keeps_dates_and_only_for_a_case_of_the_round(app: App):
    scene = a_scene(app)
    with pytest.raises(NotAllowed):
        keep(scene, DATES, by="CSC")
    with pytest.raises(AuditError, match="no case Child Z"):
        keep(scene, DATES, case="Child Z")
    with pytest.raises(AuditError, match="still to come"):
        keep(scene, CaseDates(dates={"visit": (TODAY + timedelta(days=1),)}))
    assert kept(scene).version == 0


def test_results_are_as_at_the_day_the_dates_were_kept_and_are_not_stored(app: App):
    scene = a_scene(app, cases=("Child A", "Child B"))
    keep(scene, DATES)
    with scene.app.reading() as db:
        found = timescales.results(
            db, by=scene.facilitator, round_ref=ROUND, rules=loading.timescales(), holidays=bank_holidays.england()
        )
    assert set(found) == {"Child A"}
    by_check = {one.check: one for one in found["Child A"]}
    assert (by_check["T8"].result, by_check["T9"].days_late) == (Result.MET, 1)
    assert by_check["T10"].due == date(2026, 3, 4)
    assert by_check["T10"].result is Result.LATE
    board = scene.people["board_member"]
    with pytest.raises(NotAllowed), scene.app.reading() as db:
        timescales.results(db, by=board, round_ref=ROUND, rules=loading.timescales(), holidays=frozenset())


def test_dates_and_draw_are_in_the_round_file_and_erased_with_the_case_and_the_round(app: App):
    scene = a_scene(app, stage=Stage.SETUP)
    keep(scene, DATES)
    drawn(scene)
    with scene.app.reading() as db:
        text = body.export(db, queries.row_of(db, ROUND).id or 0)
    held = json.loads(text)["rows"]
    assert (len(held["case_dates"]), len(held["round_draw"])) == (1, 1)
    with scene.app.unit_of_work() as db:
        erasure.erase_case(db, by=scene.facilitator, round_ref=ROUND, case_ref="Child A", confirmed="Child A", now=NOON)
    with scene.app.reading() as db:
        assert queries.dates_of_round(db, ROUND) == {}
    with scene.app.unit_of_work() as db:
        erasure.erase_round(db, by=scene.facilitator, round_ref=ROUND, confirmed=ROUND, now=NOON)
        erasure.take_in(db, by=scene.facilitator, text=text, now=NOON)
    assert kept(scene).dates == DATES.dates
    with scene.app.reading() as db:
        assert body.export(db, queries.row_of(db, ROUND).id or 0) == text


def test_drawn_children_become_cases_with_the_seed_and_the_counts_on_the_round(any_app: App):
    scene = a_scene(any_app, stage=Stage.SETUP)
    refs, _ = drawn(scene)
    assert refs == "AU26-1, AU26-2, AU26-3, AU26-4"
    audit_round = scene.round()
    assert [case.ref for case in audit_round.cases] == ["Child A", "AU26-1", "AU26-2", "AU26-3", "AU26-4"]
    assert audit_round.case("AU26-1").placement == "Foster care"
    with scene.app.reading() as db:
        (draw,) = queries.draws(db, ROUND)
    assert (draw.seed, draw.frame, draw.size, draw.reserves) == (5, 20, 4, 2)
    assert draw.compared["age_band"] == (("13-15", 20, 4),)
    assert "4 cases were drawn at random from 20 children, with 2 in reserve" in draw.in_words
    assert audit_round.chosen_how == draw.in_words == audit_round.case("AU26-1").how_chosen
    assert audit_round.drawn is None  # Child A came in by hand, and nobody has said how


def test_a_draw_can_be_made_again_from_what_the_round_keeps(app: App):
    scene = a_scene(app, stage=Stage.SETUP)
    _, key = drawn(scene, Plan(size=4, seed=9, method=Method.STRATIFIED, by=("gender",), filters={"age": "10-15"}))
    with scene.app.reading() as db:
        (draw,) = queries.draws(db, ROUND)
    plan = Plan(size=draw.size, seed=draw.seed or 0, method=Method(draw.method), by=draw.by, filters=draw.filters)
    again = sampling.draw(frame(), plan)
    assert [one.child for one in again.cases] == [line.split(",")[1] for line in key.splitlines()[1:]]


def test_no_number_of_the_return_is_in_any_byte_of_the_database_or_of_temporary_files(app: App):
    before = {path for path in Path(tempfile.gettempdir()).iterdir() if path.is_file()}
    scene = a_scene(app, stage=Stage.SETUP)
    _, key = drawn(scene)
    assert str(SECRET)[:9] in key
    folder = Path(str(app.engine.url.database)).parent
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert any(path.name.endswith("-wal") for path in files)
    new = [path for path in Path(tempfile.gettempdir()).iterdir() if path.is_file() and path not in before]
    for path in (*files, *new):
        assert str(SECRET)[:9].encode() not in path.read_bytes(), path


def test_a_round_takes_eight_cases_at_most_and_none_after_rating(app: App):
    scene = a_scene(app, stage=Stage.SETUP)
    drawn(scene, Plan(size=7, seed=1))
    with pytest.raises(AuditError, match="8 is the most"):
        drawn(scene, Plan(size=1, seed=1))
    scene.move_to(Stage.WORKSHOP)
    with pytest.raises(AuditError, match="is at “Workshop”"):
        drawn(scene, Plan(size=1, seed=1))


def test_a_choice_on_purpose_needs_its_reason(app: App):
    scene = a_scene(app, stage=Stage.SETUP)
    children = frame()[:1]
    draw = KeptDraw(source="Annex A workbook, List 8", method=PURPOSE, size=1, frame=20)
    add = {"by": scene.facilitator, "round_ref": ROUND, "children": children, "refs": ["AU26-1"], "now": NOON}
    with pytest.raises(AuditError, match="Say why"), scene.app.unit_of_work() as db:
        draws.add_drawn(db, draw=draw, **add)  # type: ignore[arg-type]
    with scene.app.unit_of_work() as db:
        draws.add_drawn(db, draw=replace(draw, reason="Moved often."), **add)  # type: ignore[arg-type]
    assert "chosen on purpose from 20 children" in scene.round().chosen_how
    assert scene.round().drawn is Drawn.ON_PURPOSE


def test_a_child_whose_age_is_not_known_cannot_become_a_case():
    with pytest.raises(AuditError, match="age of one child"):
        draw_rules.case_of(InFrame(child="1", age=None, bands={"age_band": "Not recorded"}), "A1", how_chosen="")


def take(scene: Scene, case: str = "Child A", seen: str = "Reserve 1", by: str = "facilitator") -> Replacement:
    with scene.app.unit_of_work() as db:
        return draws.take_place(db, by=scene.people[by], round_ref=ROUND, case_ref=case, seen=seen, now=NOON)


def withdraw(scene: Scene, case: str) -> None:
    with scene.app.unit_of_work() as db:
        setup.withdraw_case(
            db, by=scene.facilitator, round_ref=ROUND, case_ref=case, reason="Moved to another council.", now=NOON
        )


def drawn_in(scene: Scene) -> tuple[KeptDraw, ...]:
    with scene.app.reading() as db:
        return queries.draws(db, ROUND)


def test_the_next_reserve_takes_a_withdrawn_cases_place_with_its_bands(any_app: App):
    scene = a_scene(any_app, stage=Stage.SETUP)
    drawn(scene)
    withdraw(scene, "AU26-2")
    assert take(scene, "AU26-2") == Replacement(draw=1, spare="Reserve 1", case="AU26-5", instead_of="AU26-2")
    new = scene.round().case("AU26-5")
    assert new in scene.round().active_cases()
    assert (new.age_band, new.placement) == ("13-15", "Foster care")
    assert "AU26-2" not in new.how_chosen
    newest, first = drawn_in(scene)
    assert newest.in_words == "Reserve 1 took the place of AU26-2, which was withdrawn, and is AU26-5 now."
    assert [spare.ref for _, spare in draw_rules.left_in_reserve((newest, first))] == ["Reserve 2"]
    assert scene.round().chosen_how.endswith("replaced by a reserve, in the order drawn.")
    with scene.app.reading() as db:
        (line,) = trail.lines(db, about=f"{ROUND}/AU26-5", most=1)
    assert line.event == "reserve took a place"


def test_reserves_go_in_the_order_drawn_each_once_and_then_there_is_none(app: App):
    scene = a_scene(app, stage=Stage.SETUP)
    drawn(scene)
    for case in ("AU26-1", "AU26-2", "AU26-3"):
        withdraw(scene, case)
    take(scene, "AU26-3")
    with pytest.raises(AuditError, match="Next is Reserve 2"):
        take(scene, "AU26-1", seen="Reserve 1")
    take(scene, "AU26-1", seen="Reserve 2")
    with pytest.raises(AuditError, match="Reserve 1 took the place of AU26-3 already"):
        take(scene, "AU26-3", seen="Reserve 2")
    with pytest.raises(AuditError, match="No reserve is left"):
        take(scene, "AU26-2")
    assert scene.round().chosen_how.count("replaced by a reserve") == 1


def test_a_reserve_takes_no_place_of_a_case_that_stays_was_revealed_or_after_the_workshop(app: App):
    scene = a_scene(app, stage=Stage.SETUP, cases=("Child A", "Child B"))
    drawn(scene)
    with pytest.raises(AuditError, match="AU26-1 is still in the round"):
        take(scene, "AU26-1")
    with pytest.raises(NotAllowed):
        take(scene, "AU26-1", by="CSC")
    scene.move_to(Stage.WORKSHOP)
    with scene.app.unit_of_work() as db:
        records.reveal(db, ROUND, "Child A", NOON)
    for case in ("Child A", "AU26-1", "AU26-2"):
        withdraw(scene, case)
    with pytest.raises(AuditError, match="was revealed before it left"):
        take(scene, "Child A")
    take(scene, "AU26-1")
    scene.move_to(Stage.FINDINGS)
    with pytest.raises(AuditError, match="Findings"):
        take(scene, "AU26-2", seen="Reserve 2")


def test_what_the_draw_keeps_of_a_reserve_is_erased_with_the_case_it_became(app: App):
    scene = a_scene(app, stage=Stage.SETUP)
    drawn(scene)
    withdraw(scene, "AU26-2")
    take(scene, "AU26-2")
    for case in ("AU26-5", "AU26-2"):
        with scene.app.unit_of_work() as db:
            erasure.erase_case(db, by=scene.facilitator, round_ref=ROUND, case_ref=case, confirmed=case, now=NOON)
    newest, first = drawn_in(scene)
    assert "AU26-" not in newest.in_words
    assert (first.spares[0].bands, len(first.spares[1].bands)) == ({}, 4)
    assert [spare.ref for _, spare in draw_rules.left_in_reserve((newest, first))] == ["Reserve 2"]


def test_school_terms_are_kept_as_versions_and_a_second_writer_sees_the_first(any_app: App):
    scene = a_scene(any_app)
    terms = SchoolTerms(terms=from_lines("02/09/2026 to 18/12/2026\n05/01/2027 to 25/03/2027"))

    def keep_terms(new: SchoolTerms, by: str = "facilitator") -> int:
        with scene.app.unit_of_work() as db:
            return timescales.keep_terms(db, by=scene.people[by], terms=new, now=NOON)

    def there() -> SchoolTerms:
        with scene.app.reading() as db:
            return queries.school_terms(db)

    assert there() == SchoolTerms()
    assert keep_terms(terms) == 1
    assert (there().terms, there().kept_at_utc) == (terms.terms, NOON)
    with pytest.raises(Conflict) as raised:
        keep_terms(terms)
    assert raised.value.stored == there()
    assert keep_terms(SchoolTerms(version=1)) == 2
    assert there().terms == ()
    with pytest.raises(NotAllowed):
        keep_terms(SchoolTerms(version=2), by="CSC")
    with scene.app.reading() as db:
        (line,) = trail.lines(db, about="partnership", most=1)
    assert (line.event, line.version) == ("school terms kept", 2)


def test_the_education_plan_of_a_case_is_checked_by_the_terms_that_are_named(app: App):
    scene = a_scene(app)
    begun = NOON.date() - timedelta(days=300)
    keep(scene, CaseDates(dates={"pep_begun": (begun,)}, none=frozenset({"pep_review"})))

    def plan_reviewed() -> Result:
        with scene.app.reading() as db:
            found = timescales.results(
                db, by=scene.facilitator, round_ref=ROUND, rules=loading.timescales(), holidays=frozenset()
            )
        return next(one.result for one in found["Child A"] if one.check == "T15")

    assert plan_reviewed() is Result.CANNOT_TELL
    term = SchoolTerm(first=begun + timedelta(days=10), last=begun + timedelta(days=90))
    with scene.app.unit_of_work() as db:
        timescales.keep_terms(db, by=scene.facilitator, terms=SchoolTerms(terms=(term,)), now=NOON)
    assert plan_reviewed() is Result.LATE
