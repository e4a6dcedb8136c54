"""What no list has is marked by where it stands: names, schools, homes, counts and ages made up here."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from audit.domain.identifying.marking import identifiers_in
from audit.library.names.lists import names

NAMES = names()
SYLLABLES = st.sampled_from(
    "bro dra fen gli hux jor kel lum mav nym olv pru qui rax sel tav urn vex wim yol zab".split()
)
ENDS = st.sampled_from("da ek ia ith o ren u wyn".split())
INVENTED = st.builds(lambda first, second, end: f"{first}{second}{end}".capitalize(), SYLLABLES, SYLLABLES, ENDS)


def found(text, kind):
    return [one.text for one in identifiers_in(text, NAMES) if one.kind == kind]


def unlisted(word):
    small = word.casefold()
    assume(not NAMES.is_known_word(small) and not NAMES.is_slip(small))
    assume(not NAMES.is_first(small) and small not in NAMES.last)
    return word


@pytest.mark.parametrize(
    "frame",
    [
        "with {} now, will update tomorrow",
        "{} upstairs and did not come down",
        "{}: no plan since March",
        "tell {} sorry",
        "the {} family moved again",
        "her boyfriend {} was outside",
        "{} and her baby were seen",
        "has anybody asked {} yet?",
        "email from Ms {} about the plan",
        "IRO ({}) raised it twice",
    ],
)
@given(INVENTED)
def test_a_name_that_no_list_has_is_marked(frame, word):
    assert [word in name for name in found(frame.format(unlisted(word)), "name")] == [True]


@pytest.mark.parametrize(
    ("frame", "kind"),
    [
        ("he is on roll at {} Academy", "school"),
        ("nursery ({}) rang", "school"),
        ("excluded from {} Sch in May", "school"),
        ("Ysgol {} said no", "school"),
        ("moved 90 miles to {} in a taxi", "place"),
        ("the nurse on {} Ward rang", "place"),
        ("seen at {} Court by police", "address"),
        ("parked on {} Lane at night", "address"),
    ],
)
@given(INVENTED)
def test_a_place_that_no_list_has_is_marked(frame, kind, word):
    assert [word in name for name in found(frame.format(unlisted(word)), kind)] == [True]


@pytest.mark.parametrize("many", ["two", "3", "four", "5"])
@pytest.mark.parametrize(
    "frame",
    [
        "{} of ours have no dentist",
        "{} x siblings in one home",
        "{} refused to be seen",
        "{} NEET since June",
        "mum of {}, all in care",
        "the {} without a plan waited",
        "less than {} (so not shown)",
        "20% ({}) had one",
        "everyone but {} was seen",
        "a sib group of {} was split",
        "we only saw {}",
    ],
)
def test_a_small_count_is_marked_however_it_is_worded(frame, many):
    assert any(many in text for text in found(frame.format(many), "small_count"))


@pytest.mark.parametrize("age", ["13", "fifteen", "17"])
@pytest.mark.parametrize(
    "frame", ["tasered aged {}", "{} when dad died", "at {} she went missing", "barely {} and detained", "a mum at {}"]
)
def test_an_age_with_an_event_is_marked(frame, age):
    assert any(age in text for text in found(frame.format(age), "event_with_age"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a Boxing Day baby, 2012", "date_of_birth"),
        ("16 next Monday (3 Nov)", "date_of_birth"),
        ("bday is the 4th of June", "date_of_birth"),
        ("someone called RAVN_42 runs the group", "handle"),
        ("her private acc is tee.zz.09", "handle"),
        ("plate starts T4Y", "car"),
        ("CAD log 442 of 12 May", "case_number"),
        ("their ref SW/JB/0042", "case_number"),
    ],
)
def test_patterned_kinds_are_marked_in_the_ways_that_people_write_them(text, kind):
    assert found(text, kind)


@pytest.mark.parametrize(
    "text",
    [
        "Recieved too late to be included.",
        "AMHPs, DfE and the HoS have asked for Theraplay training.",
        "Two replied, three signed the pledge and 4 are outstanding.",
        "Christmas Eve cover, Boxing Day rota and the Reg 44 visit are agreed.",
        "Fewer than 5 working days; less than two weeks; <5% of files.",
        "Emotional Based School Avoidance guidance, Staying Close and Staying Put.",
        "Pat answers and frank talk; Grant ends in March; Bill to be paid; Rose tinted.",
    ],
)
def test_jargon_slips_and_counts_of_other_things_are_left_alone(text):
    assert identifiers_in(text, NAMES) == ()
