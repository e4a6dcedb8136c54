"""The eco-map: who is around a child, and who is missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.domain.frameworks.framework import Key, Point
from audit.domain.journeys import ecomap
from audit.domain.journeys.ecomap import RINGS, Direction, Strength, Tie
from audit.errors import AuditError
from tests.builders import a_framework

PATHWAY = a_framework("ewg-pathway-2017")
ROLES = ecomap.roles_of(PATHWAY)
strengths = st.sampled_from(list(Strength))
some_ties = st.lists(
    st.builds(
        lambda role, strength: Tie(role=Key(PATHWAY.id, role.ref), strength=strength), st.sampled_from(ROLES), strengths
    ),
    max_size=15,
)


def a_tie(role: str, strength: Strength = Strength.STRONG, *, who: str = "", id: int | None = None) -> Tie:  # noqa: A002
    return Tie(role=Key(PATHWAY.id, role), strength=strength, who=who, id=id)


def test_the_thirty_roles_around_the_child_stand_in_three_rings():
    counts = [sum(role.ring == ring for role in ROLES) for ring in RINGS]
    assert (counts, len(ROLES)) == ([2, 15, 13], 30)


def test_the_child_is_the_middle_of_the_map_and_nobodys_tie():
    child = PATHWAY.item("E1")
    assert isinstance(child, Point)
    with pytest.raises(AuditError, match="in the middle of the map"):
        a_tie("E1").must_be_sound((*ROLES, child))
    with pytest.raises(AuditError, match="from the roles"):
        a_tie("E99").must_be_sound(ROLES)


def test_every_word_of_a_map_is_said():
    assert all(one.label for one in (*Strength, *Direction))


def test_a_tie_is_named_by_its_role_and_by_who_that_is_to_the_child():
    assert ecomap.name_of(a_tie("E15", who="older brother"), ROLES) == "Family: older brother"
    assert ecomap.name_of(a_tie("E14"), ROLES) == "Friends"


def test_nobody_is_there_and_missing_at_once():
    there = [a_tie("E14", id=1)]
    with pytest.raises(AuditError, match="stands on the map"):
        ecomap.must_fit(a_tie("E14", Strength.MISSING), there, ROLES)
    with pytest.raises(AuditError, match="missing already"):
        ecomap.must_fit(a_tie("E14", Strength.MISSING), [a_tie("E14", Strength.MISSING, id=1)], ROLES)


def test_one_role_may_be_several_people_but_not_the_same_one_twice():
    there = [a_tie("E15", who="mother", id=1)]
    ecomap.must_fit(a_tie("E15", who="sister"), there, ROLES)
    with pytest.raises(AuditError, match="already"):
        ecomap.must_fit(a_tie("E15", who="Mother"), there, ROLES)
    ecomap.must_fit(a_tie("E15", Strength.WEAK, who="mother", id=1), there, ROLES)


def test_a_role_over_a_round_counts_by_its_strongest_tie():
    maps = {
        "Child A": [a_tie("E15", Strength.BROKEN, who="mother"), a_tie("E15", Strength.SOME, who="sister")],
        "Child B": [a_tie("E15", Strength.WEAK)],
        "Child C": [a_tie("E15", Strength.MISSING)],
        "Child D": [a_tie("E14")],
        "Child E": [],
    }
    family = next(one for one in ecomap.over_round(maps, ROLES) if one.role.ref == "E15")
    assert (family.holds, family.thin, family.missing, family.not_said) == (
        ("Child A",),
        ("Child B",),
        ("Child C",),
        ("Child D",),
    )


@given(st.dictionaries(st.sampled_from("ABCDEF"), some_ties))
def test_every_drawn_map_counts_once_under_every_role(maps: dict[str, list[Tie]]):
    drawn = {case for case, ties in maps.items() if ties}
    found = ecomap.over_round(maps, ROLES)
    assert [len(one.missing) for one in found] == sorted((len(one.missing) for one in found), reverse=True)
    for one in found:
        cases = [*one.missing, *one.thin, *one.holds, *one.not_said]
        assert sorted(cases) == sorted(drawn)


@given(some_ties)
def test_the_rings_hold_every_tie_once_and_every_role_is_said_or_not_said(ties: list[Tie]):
    in_rings = [tie for ring in RINGS for tie in ecomap.ring_of(ties, ROLES, ring)]
    assert sorted(map(id, in_rings)) == sorted(map(id, ties))
    said = {tie.role.ref for tie in ties}
    assert said | {role.ref for role in ecomap.unmentioned(ties, ROLES)} == {role.ref for role in ROLES}
    assert {role.ref for role in ecomap.missing(ties, ROLES)} <= said
