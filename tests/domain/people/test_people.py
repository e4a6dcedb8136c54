"""Who may do what, and whose eyes a rating is read with."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from audit.domain.people.person import ROLE_TITLES, Act, Role, Viewer
from audit.errors import NotAllowed
from tests.builders import a_person


@given(some.sets(some.sampled_from(Role), min_size=1))
def test_several_roles_allow_what_any_of_them_allows(roles: set[Role]):
    together = {act for act in Act if a_person(*roles).may(act)}
    assert together == {act for role in roles for act in Act if a_person(role).may(act)}


@pytest.mark.parametrize("act", Act)
def test_everything_can_be_done_by_somebody_and_nothing_by_who_left(act: Act):
    assert any(a_person(role).may(act) for role in Role)
    assert not replace(a_person(*Role), active=False).may(act)


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.MANAGER])
def test_board_and_managers_never_read_case_material(role: Role):
    assert not a_person(role).may(Act.READ_CASES)
    assert a_person(role).may(Act.READ_FINDINGS)


def test_a_refusal_says_who_may():
    with pytest.raises(NotAllowed, match=r"Sam Field may not run the workshop.*Ask a facilitator to do it"):
        a_person(Role.AUDITOR).must_be_allowed(Act.MODERATE)


def test_every_role_has_a_title():
    assert set(ROLE_TITLES) == set(Role)


def test_an_auditor_sees_with_their_agencys_eyes_and_nobody_else_does():
    assert Viewer.of(a_person(Role.AUDITOR, agency="CSC")).agency == "CSC"
    assert Viewer.of(a_person(Role.FACILITATOR, agency="CSC")).agency is None


@pytest.mark.parametrize(
    ("roles", "own", "at", "behalf"),
    [
        ([Role.AUDITOR], "CSC", "CSC", False),
        ([Role.AUDITOR, Role.FACILITATOR], "CSC", "CSC", False),
        ([Role.AUDITOR, Role.FACILITATOR], "CSC", "HEALTH", True),
        ([Role.FACILITATOR], "CSC", "CSC", True),  # belongs to the agency, and is not its auditor
        ([Role.FACILITATOR], None, "CSC", True),
    ],
)
def test_only_an_agencys_own_auditor_does_not_enter_on_behalf(roles: list[Role], own: str, at: str, *, behalf: bool):
    viewer = Viewer(person=a_person(*roles, agency=own), agency=at)
    assert viewer.on_behalf is behalf
    assert viewer.must_be_able_to_enter() == at
