"""Identifiers are marked where they stand; dates, places and ordinary words are left alone."""

import random
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.domain.identifying.marking import IdentifierKind, Tier, identifiers_in
from audit.domain.identifying.patterned import is_nhs_number
from audit.library.names.lists import names

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
        ("kacper wont go in", ("name", "kacper")),
        ("jayden's nan came", ("name", "jayden")),
        ("T.B was not seen alone", ("name", "T.B")),
        ("Faith told the IRO what she wanted", ("name", "Faith")),
        ("OLUMIDE REFUSED TO GO", ("name", "OLUMIDE")),
        ("mrs sethi rang", ("name", "mrs sethi")),
        ("the report by R. Baptiste is late", ("name", "R. Baptiste")),
        ("NHS 943.476.5918 looks wrong", ("nhs_number", "943.476.5918")),
        ("NHS number 94 34 76 59 19", ("nhs_number", "94 34 76 59 19")),
        ("UPN: H 8012 0000 1001", ("upn", "H 8012 0000 1001")),
        ("NI no QQ123456C", ("nino", "QQ123456C")),
        ("dob May 2009", ("date_of_birth", "May 2009")),
        ("born third of May two thousand and nine", ("date_of_birth", "third of May two thousand and nine")),
        ("turned 15 on 3 March", ("date_of_birth", "turned 15 on 3 March")),
        ("dad at 118 Hallam Street", ("address", "118 Hallam Street")),
        ("lives at 27 penrose avenue now", ("address", "27 penrose avenue")),
        ("Fernhurst Primary made the referral", ("school", "Fernhurst Primary")),
        ("PEX from The Bridge Academy", ("school", "The Bridge Academy")),
        ("Yr 8 at Marlpool, 41%", ("school", "Marlpool")),
        ("moved to bradford in the night", ("place", "bradford")),
        ("Elm Lodge gave notice", ("place", "Elm Lodge")),
        ("missing, found in Cotterdale", ("place", "Cotterdale")),
        ("the nurse on Hawthorn ward was kind", ("place", "Hawthorn ward")),
        ("Mosaic 4471902 has two files", ("case_number", "4471902")),
        ("PNC 19/448812K", ("case_number", "19/448812K")),
        ("police URN 12AB/2231/25", ("case_number", "URN 12AB/2231/25")),
        ("black golf LM68 KTX", ("car", "LM68 KTX")),
        ("old fiesta R182 GHB", ("car", "R182 GHB")),
        ("tiktok @lil.jay_07", ("handle", "@lil.jay_07")),
        ("snap darkangel_09", ("handle", "darkangel_09")),
        ("We heard from two vulnerable young people", ("small_count", "two vulnerable young people")),
        ("It was late for both children", ("small_count", "both children")),
        ("The school excluded four pupils", ("small_count", "four pupils")),
        ("one in three had no plan", ("small_count", "one in three")),
        ("50% of the six children", ("small_count", "50% of the six children")),
        ("all four were late", ("small_count", "all four")),
        ("none of the three had a passport", ("small_count", "none of the three")),
        ("first help in 9 and 14 days", ("small_count", "9 and 14 days")),
        ("From asking to help: 3 to 118 days", ("small_count", "3 to 118 days")),
        ("Of the four 2026 cases", ("small_count", "four 2026 cases")),
        ("Neither had an up to date PEP", ("small_count", "Neither")),
        ("A young woman who turned eighteen in September", ("event_with_age", "who turned eighteen in September")),
        ("moved on the day of his 16th birthday", ("event_with_age", "the day of his 16th birthday")),
        ("first arrested at 12", ("event_with_age", "arrested at 12")),
        ("CAMHS closed on her birthday", ("event_with_age", "on her birthday")),
        ("the child moved twice", ("one_child", "the child")),
        ("he waited", ("one_child", "he")),
    ],
)
def test_it_is_marked(text, found):
    assert kinds(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "Seen on 4 June 2026 and again on 18/11/2026 at 14:30.",
        "Art therapy began 19 days after referral; 9434765918 of 10,000 is no number.",
        "It will take until May. Mark the date. Grace was shown and Hope is there.",
        "The designated nurse rang the virtual school.",
        "Seen in April. Friends came. Staff met at the hospital, then went on to the home.",
        "Child A asked for a different worker at the clinic.",
        "No child waits without a named person to ring; every child has one.",
        "A child who moves keeps her place in the queue.",
        "Ask the child what she wants to happen next.",
        "Two children's homes and three schools have signed up.",
        "Both boards see the plan; all three partners sign it.",
        "Weeks 1 to 4: two plans, five staff, three months.",
        "Planning starts at 14, so that turning 18 is not starting again.",
        "Within 5 to 10 working days, and 2 reviews a year.",
        "Use the Casey audit, the Munro review and Clare's Law.",
        "Agree with Leeds City Council how S47 and S20 are recorded in Mosaic.",
        "Section 136 MHA, KCSIE 2024 and Year 5 pupils.",
        "QS1 was met, QS2 was not, and 0 of 11 lines are open.",
        "The SDQ was 27 on 2025-02-03 and 26 on 2025-09-08.",
    ],
)
def test_it_is_left_alone(text):
    assert kinds(text) == []


def test_a_name_at_the_end_of_a_possessive_leaves_the_s_out():
    assert kinds("we read Daniel's plan") == [("name", "Daniel")]


def test_only_a_text_about_one_child_is_asked_about_and_only_where_nothing_stops_it():
    assert [kind for kind in IdentifierKind if kind.tier is Tier.ASK] == [IdentifierKind.PARTICULAR_CHILD]
    assert kinds("Daniel moved twice and he waited") == [("name", "Daniel")]


@pytest.mark.parametrize(
    "piece",
    ["A-", "Aa-Aa'", "St ", "a.", "12 ", "both had ", "at 15 stabbed ", "insta is ", "Mosaic no ", "x" * 40 + " ", "@"],
)
def test_a_long_text_takes_time_that_grows_with_it_and_no_more(piece):
    short, long = (_seconds((piece * 100_000)[:length]) for length in (25_000, 100_000))
    assert long < max(12 * short, 1.0), (short, long)


def _seconds(text):
    began = process_time()
    identifiers_in(text, NAMES)
    return process_time() - began


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
