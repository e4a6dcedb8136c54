"""What is written out and read back is the same to the last character, whatever a round holds."""

from __future__ import annotations

import itertools
import json
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from audit.app import App
from audit.domain.people.person import Agency, Role, Viewer
from audit.domain.rounds.audit_round import Stage
from audit.services.people import partnership
from audit.services.rating import form
from audit.services.rounds import setup
from audit.services.safekeeping import erasure
from audit.store import backups, copies
from audit.store.queries import people
from audit.store.queries import rounds as round_queries
from audit.store.round_file import body as round_file
from tests import databases
from tests.builders import NOON, a_case
from tests.generated_rounds import Chance, play
from tests.scenes import AGENCIES, ROUND, Said, Scene, a_scene

FEW = settings(
    max_examples=3, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.too_slow]
)
SEEDS = st.integers(min_value=0, max_value=2**32).map(Random)
ODD = (
    "\U0001f9d2\U0001f3fd‍\U0001f9bd",
    "‮right to left",
    '\t“quoted”, \\n and "plain"\r\n',
    "=1+1",
    "e\u0301 é ﬁ",
    "' OR 1=1 --",
)
LETTERS = "aZ9 .,;:-_\n\t\"'\\/<>&%{}[]\u00a0éßğłșỌ̀Ω中文اב\u2028\u2029\ufeff\x1f\U0001f600\U0010ffff"
counter = itertools.count()


@pytest.fixture(scope="module")
def another(_empty, tmp_path_factory):
    """Return a way to get an app on an empty database of its own, as often as a test needs one."""
    folder = tmp_path_factory.mktemp("rounds")

    @contextmanager
    def opened():
        engine = databases.copied(_empty, folder / f"{next(counter)}.db")
        yield App(engine=engine, clock=lambda: NOON)
        engine.dispose()

    return opened


def chance_of(rng) -> Chance:
    def text():
        body = (
            "".join(rng.choices(LETTERS, k=rng.choices((1, 12, 80, 20_000), (30, 30, 30, 1))[0]))
            if rng.random() < 0.7
            else ""
        )
        return f"x{body}{rng.choice(ODD)}"

    def number(least, most):
        return rng.choice((float(least), rng.uniform(least, most), 0.1 + 0.2 if least == 0 else float(least)))

    return Chance(text=text, number=number, one_of=rng.choice)


def played(app: App, rng) -> Scene:
    scene = a_scene(app, stage=Stage.SETUP, cases=())
    play(scene, chance_of(rng))
    return scene


def exported(app: App) -> str:
    with app.reading() as db:
        return round_file.export(db, round_queries.by_ref(db, ROUND).id)


def erase(scene: Scene) -> None:
    with scene.app.unit_of_work() as db:
        erasure.erase_round(db, by=scene.facilitator, round_ref=ROUND, confirmed=ROUND, now=NOON)
    scene.app.scrub()


def take_in(app: App, text: str) -> None:
    with app.unit_of_work() as db:
        erasure.take_in(db, by=app.person, text=text, now=NOON)


def first_difference(one: str, other: str) -> tuple[str, str] | None:
    pairs = zip(one.splitlines(), other.splitlines(), strict=False)
    return next((pair for pair in pairs if pair[0] != pair[1]), None if one == other else ("length", "length"))


@FEW
@given(rng=SEEDS)
def test_a_round_that_was_erased_comes_back_from_its_file_to_the_last_character(another, rng):
    with another() as app:
        scene = played(app, rng)
        before = exported(app)
        erase(scene)
        take_in(scene.app, before)
        assert first_difference(exported(app), before) is None


@FEW
@given(rng=SEEDS)
def test_a_round_reads_the_same_in_another_installation(another, rng):
    with another() as here, another() as there:
        played(here, rng)
        text = exported(here)
        agencies_in_another_order(there)
        take_in(there, text)
        assert first_difference(exported(there), text) is None


def agencies_in_another_order(app: App) -> None:
    with app.unit_of_work() as db:
        owner = partnership.set_up(db, name="Other Rivers", now=NOON, invented=True)
        for ref, name in reversed(list(AGENCIES.items())):
            agency = Agency(ref=ref, name=name, short_name=name, sector=ref)
            partnership.keep_agency(db, by=owner, agency=agency, now=NOON)


@FEW
@given(rng=SEEDS)
def test_a_backup_gives_the_round_back_as_it_was_before_it_changed(another, rng):
    with another() as app:
        scene = played(app, rng)
        before, copy = exported(app), backups.make(app.engine, now=NOON)
        change(scene)
        assert exported(app) != before
        backups.restore(app.engine, backups.read(copy, "copy"), now=NOON)
        assert first_difference(exported(app), before) is None


def change(scene: Scene) -> None:
    with scene.app.unit_of_work() as db:
        at: dict[str, Any] = {"by": scene.facilitator, "round_ref": ROUND, "now": NOON}
        setup.step_back(db, reason="More was found.", **at)
        setup.step_back(db, reason="And more.", **at)
        setup.add_case(db, case=a_case("Child Z", revealed=False), **at)


@FEW
@given(rng=SEEDS)
def test_a_generated_round_leaves_no_table_empty_so_that_nothing_goes_untried(another, rng):
    with another() as app:
        played(app, rng)
        rows = json.loads(exported(app))["rows"]
        assert [name for name, group in rows.items() if not group and name != "prompt"] == []


def test_a_file_from_before_processes_had_a_beginning_is_still_read(another):
    with another() as app:
        scene = played(app, Random(7))
        body = json.loads(exported(app))
        erase(scene)
        take_in(scene.app, as_before_journeys(body))
        rows = json.loads(exported(app))["rows"]
        assert {row["started_on"] for row in rows["case_process"]} == {None}
        assert rows["pathway_event"] == rows["case_tie"] == rows["case_meeting"] == []
        assert len(rows["sampled_case"]) == len(body["rows"]["sampled_case"])


def as_before_journeys(body) -> str:
    del body["sha256"]
    for table in ("pathway_event", "case_tie", "case_meeting"):
        del body["rows"][table]
    for row in body["rows"]["case_process"]:
        del row["started_on"], row["ended_on"]
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return json.dumps({**body, "sha256": copies.digest_of(text)})


def test_two_people_of_one_name_stay_two(another):
    with another() as here, another() as there:
        scene = a_scene(here)
        with here.unit_of_work() as db:
            twin = partnership.add_person(
                db,
                by=scene.facilitator,
                name="CSC auditor",
                roles=frozenset({Role.AUDITOR}),
                agency="CSC",
                email=None,
                now=NOON,
            )
            second = Viewer.of(people.person(db, twin))
        scene.fill_in(scene.viewer("CSC"), said=Said(words="of the first"))
        with here.unit_of_work() as db:
            form.correct(db, viewer=second, round_ref=ROUND, case_ref="Child A", reason="Read again.", now=NOON)
        text = exported(here)
        erase(scene)
        for app in (scene.app, there):
            take_in(app, text)
            assert first_difference(exported(app), text) is None
