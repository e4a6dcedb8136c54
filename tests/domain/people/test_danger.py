"""Whom to ring is one sentence, with the partnership's own numbers where it has named them."""

from __future__ import annotations

import pytest

from audit.domain.people.person import RING, EmergencyNumbers
from audit.errors import AuditError


def test_it_says_999_first_and_then_who_holds_the_case():
    assert RING == (
        "If a child is in immediate danger, ring 999; otherwise tell the child’s social work team or, out of hours, "
        "the emergency duty team, now."
    )


def test_the_partnerships_own_numbers_stand_beside_their_teams():
    said = EmergencyNumbers(social_work="0121 496 0000", duty_team="01632 960001").sentence
    assert "social work team (0121 496 0000) or, out of hours, the emergency duty team (01632 960001), now." in said


@pytest.mark.parametrize(
    "number",
    ["0121 496 0000", "01632 960001", "(01632) 960001", "+44 1632 960001", "0800 001 0001", "01632960001 ext 12", ""],
)
def test_a_number_that_can_be_rung_is_taken(number: str):
    EmergencyNumbers(duty_team=number).tidied().must_be_sound()


@pytest.mark.parametrize(
    "number",
    ["999", "the duty team", "01632 9600", "01632 960001 0002 0003", "0163O 960001", "01632 960001\x00", "+1 212"],
)
def test_a_number_that_cannot_be_rung_is_refused_with_what_to_do(number: str):
    with pytest.raises(AuditError, match="Enter a telephone number in full"):
        EmergencyNumbers(social_work=number).must_be_sound()


def test_spaces_are_tidied():
    assert EmergencyNumbers(social_work="  0121  496 0000 ").tidied().social_work == "0121 496 0000"
