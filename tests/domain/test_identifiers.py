"""Identifiers are marked where they stand; dates, places and ordinary words are left alone."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.domain.identifiers import IdentifierKind, identifiers_in
from audit.domain.patterned import is_nhs_number
from audit.library.names import names

NAMES = names()


def kinds(text):
    return [(one.kind.value, one.text) for one in identifiers_in(text, NAMES)]


def an_nhs_number(rng):
    while True:
        nine = [rng.randint(0, 9) for _ in range(9)]
        nine[0] = rng.choice([4, 6, 7, 9])
        check = (11 - sum(d * w for d, w in zip(nine, range(10, 1, -1), strict=True)) % 11) % 11
        if check < 10:
            digits = "".join(map(str, nine)) + str(check)
            return rng.choice(
                [digits, f"{digits[:3]} {digits[3:6]} {digits[6:]}", f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"]
            )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("NHS number 943 476 5919 was on the form", ("nhs_number", "943 476 5919")),
        ("UPN H801200001001 in the PEP", ("upn", "H801200001001")),
        ("his NI number is AB 12 34 56 C", ("nino", "AB 12 34 56 C")),
        ("DOB: 14/02/2011, seen in June", ("date_of_birth", "14/02/2011")),
        ("she was born on 3rd of May 2012", ("date_of_birth", "3rd of May 2012")),
        ("(2012-05-03, date of birth)", ("date_of_birth", "2012-05-03")),
        ("the form gives 14 / 2 / 2011 as her date of birth", ("date_of_birth", "14 / 2 / 2011")),
        ("under H801 2000 01001 in the PEP", ("upn", "H801 2000 01001")),
        ("ring 0044 7700 900123", ("phone", "0044 7700 900123")),
        ("ring +44 943 476 5919", ("phone", "+44 943 476 5919")),
        ("we spoke to Zebedane about school", ("name", "Zebedane")),
        ("moved to SW1A 1AA", ("postcode", "SW1A 1AA")),
        ("lives at m11ae now", ("postcode", "m11ae")),
        ("ring 07700 900123 after six", ("phone", "07700 900123")),
        ("ring (020) 7946 0958", ("phone", "(020) 7946 0958")),
        ("ring +44 7700 900123", ("phone", "+44 7700 900123")),
        ("write to jo.bloggs@example.nhs.uk.", ("email", "jo.bloggs@example.nhs.uk")),
        ("see https://example.org/a?b=1.", ("url", "https://example.org/a?b=1")),
        ("see www.example.co.uk/help", ("url", "www.example.co.uk/help")),
        ("the worker asked Daniel what he wanted", ("name", "Daniel")),
        ("Mrs Okafor came", ("name", "Mrs Okafor")),
        ("spoke with Sarah Jones at school", ("name", "Sarah Jones")),
        ("his sister sarah came too", ("name", "sarah")),
    ],
)
def test_it_is_marked(text, found):
    assert kinds(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "Seen on 4 June 2026 and again on 18/11/2026 at 14:30.",
        "Art therapy began 19 days after referral; 943 476 5918 is not a valid number.",
        "It will take until May. Mark the date. Grace was shown and Hope is there.",
        "CAMHS closed on her birthday; the designated nurse rang the virtual school.",
        "Seen in April. Friends came. Staff met at St James's Hospital, then went on to Bradford.",
        "Child A asked for a different worker at Victoria Road Clinic.",
        "QS1 was met, QS2 was not, and 0 of 11 lines are open.",
        "The SDQ was 27 on 2025-02-03 and 26 on 2025-09-08.",
    ],
)
def test_it_is_left_alone(text):
    assert kinds(text) == []


def test_a_name_at_the_end_of_a_possessive_leaves_the_s_out():
    assert kinds("we read Daniel's plan") == [("name", "Daniel")]


def test_every_kind_says_what_to_write_instead():
    assert all(kind.instead and kind.label for kind in IdentifierKind)


@given(st.integers(min_value=0, max_value=2**32))
def test_every_nhs_number_with_its_check_digit_is_marked(seed):
    number = an_nhs_number(random.Random(seed))
    assert ("nhs_number", number) in kinds(f"The record says {number} and nothing more.")


@given(st.text(max_size=300))
def test_offsets_count_code_points_and_never_overlap(text):
    found = identifiers_in(text, NAMES)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_a_wrong_check_digit_is_not_an_nhs_number():
    assert is_nhs_number("9434765919")
    assert not is_nhs_number("9434765918")
