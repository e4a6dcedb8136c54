from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.domain.rounds.sampling import InFrame, Method, Plan, comparison, draw, in_scope, shares
from audit.errors import AuditError

HOMES = ("Foster care",) * 30 + ("Kinship foster care",) * 8 + ("Children's home",) * 5 + ("With parents",) * 2
FRAME = tuple(
    InFrame(child=f"N{number:03}", age=8 + number % 10, bands={"placement_type": home, "gender": "Not recorded"})
    for number, home in enumerate(HOMES)
)
STRATIFIED = Plan(size=6, reserves=2, seed=1, method=Method.STRATIFIED, by=("placement_type",))


def drawn(plan: Plan, frame: tuple[InFrame, ...] = FRAME) -> list[str]:
    return [one.child for one in draw(frame, plan).cases]


@given(seed=st.integers(0, 10**9), shuffle=st.integers(0, 10**9), method=st.sampled_from(list(Method)))
def test_the_same_seed_and_frame_give_the_same_draw_in_any_order_of_rows(seed: int, shuffle: int, method: Method):
    rows = list(FRAME)
    Random(shuffle).shuffle(rows)
    plan = Plan(size=6, reserves=2, seed=seed, method=method, by=("placement_type",))
    assert draw(rows, plan) == draw(FRAME, plan)


def test_a_draw_is_the_same_on_any_machine():
    assert drawn(Plan(size=6, seed=2026)) == [
        "N012",
        "N022",
        "N004",
        "N023",
        "N038",
        "N009",
    ]  # the six least of sha256sum
    assert drawn(Plan(size=6, seed=2027)) != drawn(Plan(size=6, seed=2026))


@pytest.mark.parametrize("method", Method)
def test_over_two_thousand_seeds_each_childs_chance_is_that_of_its_stratum(method: Method):
    times: Counter[str] = Counter()
    seeds = 2_000
    for seed in range(seeds):
        plan = Plan(size=6, seed=seed, method=method, by=("placement_type",))
        times.update(drawn(plan))
    sizes = Counter(HOMES) if method is Method.STRATIFIED else Counter({"everybody": len(FRAME)})
    chances = {  # worked out from the places that each stratum, or several small ones together, were given
        name: places / sum(sizes[one] for one in group) for group, places in shares(sizes, 6).items() for name in group
    }
    for one in FRAME:
        chance = chances[one.bands["placement_type"] if method is Method.STRATIFIED else "everybody"]
        error = (chance * (1 - chance) / seeds) ** 0.5
        assert chance > 0
        assert abs(times[one.child] / seeds - chance) < 4 * error, one
    if method is Method.RANDOM:
        assert sum(times.values()) / seeds == 6


def test_whole_places_first_then_the_largest_remainders():
    assert shares({"a": 30, "b": 20, "c": 10}, 6) == {("a",): 3, ("b",): 2, ("c",): 1}
    assert shares({"a": 34, "b": 15, "c": 11}, 6) == {("a",): 3, ("b",): 2, ("c",): 1}


def test_groups_too_small_for_a_place_share_one():
    assert shares({"a": 90, "b": 4, "c": 3, "d": 3}, 6) == {("a",): 5, ("b", "c", "d"): 1}


@given(
    sizes=st.dictionaries(st.text(min_size=1, max_size=3), st.integers(1, 200), min_size=1, max_size=12),
    places=st.integers(1, 8),
)
def test_the_places_add_up_and_every_group_has_a_chance(sizes: dict[str, int], places: int):
    places = min(places, sum(sizes.values()))
    given_ = shares(sizes, places)
    assert sum(given_.values()) == places
    assert sorted(name for group in given_ for name in group) == sorted(sizes)
    assert all(count > 0 for count in given_.values())


def test_what_was_drawn_is_told_by_stratum():
    found = draw(FRAME, STRATIFIED)
    assert found.frame == 45
    assert sum(one.drawn for one in found.strata) == 6
    assert {one.value: one.frame for one in found.strata} == Counter(HOMES)
    assert not {one.child for one in found.cases} & {one.child for one in found.reserves}
    assert len(found.reserves) == 2


def test_a_frame_that_is_too_small_is_refused_with_the_count():
    with pytest.raises(AuditError, match=r"5 children are in the frame.*6 cases"):
        draw(FRAME[:5], Plan(size=6, seed=1))
    with pytest.raises(AuditError, match=r"5 children are in the frame.*Ask for 1 reserve at most"):
        draw(FRAME[:5], Plan(size=4, reserves=2, seed=1))
    assert len(draw(FRAME[:5], Plan(size=4, reserves=1, seed=1)).reserves) == 1
    with pytest.raises(AuditError, match="There can be no reserves"):
        draw(FRAME[:4], Plan(size=4, reserves=1, seed=1))


def test_ages_are_kept_to_and_an_unknown_age_is_left_out():
    unknown = InFrame(child="X", age=None, bands={})
    found = in_scope((*FRAME, unknown), {"age": "10-12"})
    assert {one.age for one in found} == {10, 11, 12}
    assert unknown in in_scope((*FRAME, unknown), {})
    with pytest.raises(AuditError, match="10-15"):
        in_scope(FRAME, {"age": "ten"})


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (Plan(size=0), "Size"),
        (Plan(size=9), "Size"),
        (Plan(size=4, reserves=-1), "Reserves"),
        (Plan(size=4, method=Method.STRATIFIED), "stratify"),
        (Plan(size=4, method=Method.STRATIFIED, by=("shoe_size",)), "shoe_size"),
        (Plan(size=4, filters={"name": "x"}), "name"),
        (Plan(size=4, method=Method.STRATIFIED, by=("out_of_area",)), "out_of_area"),
    ],
)
def test_a_plan_that_cannot_stand_is_refused_by_name(plan: Plan, said: str):
    with pytest.raises(AuditError, match=said):
        draw(FRAME, plan)


def test_a_child_in_two_rows_is_one_child():
    assert draw(FRAME * 2, STRATIFIED) == draw(FRAME, STRATIFIED)


def test_the_cases_are_compared_with_the_frame():
    assert comparison(FRAME, FRAME[:1], "placement_type")[0] == ("Foster care", 30, 1)
