"""A small quantity is judged by what it counts: children are marked, homes, weeks and staff are not."""

import time

import pytest

from audit.domain.identifying.worded_counts import small_counts_in


def counts(text):
    return [text[start:end] for start, end in small_counts_in(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Three of the children had not seen a dentist",
        "two half siblings never met",
        "two year 10 girls sat apart",
        "chn - two in Year 2",
        "3kids no beds",
        "a further two young people",
        "two Syrians were age assessed",
        "three pairs of brothers share carers",
        "her two brothers are in Kent",
        "1 x CLA on a dols order",
        "MFH again, brothers x2",
        "a lone child in the flat",
        "neither sibling has a life story book",
        "cpl of lads off the estate",
        "two siblings' plans contradict each other",
        "one looked after child is in a tent",
    ],
)
def test_a_quantity_of_children_is_marked_whatever_stands_between(text):
    assert counts(text)


@pytest.mark.parametrize(
    "text",
    [
        "3 got moved on a Friday",
        "two never arrived",
        "one lives in a caravan",
        "two NEET, 1 on remand",
        "one went, one stayed.",
        "mum of three",
        "four in all",
        "room shared by three",
        "this year four have moved",
        "two refused meds",
        "one newly arrived, no interpreter",
        "they were both moved without notice",
        "neither was told about the move",
        "a couple went home for Christmas",
        "all three went to the same place",
        "all but one had a coat",
        "the third is in secure",
        "the eldest two live with dad",
        "the first went home, the other two did not",
    ],
)
def test_a_quantity_that_stands_alone_is_one_of_children(text):
    assert counts(text)


@pytest.mark.parametrize(
    "text",
    [
        "Homes were asked and two replied",
        "Two systems, neither talks to the other",
        "Reviews: two late, one on time",
        "We asked two agencies; neither knew",
        "We need 3 more beds for teens and one for a baby",
        "Ofsted gave it a 2 for leadership, 3 for help",
        "three posts are vacant; one is filled",
        "Two plans: one health, one education",
    ],
)
def test_a_quantity_that_stands_alone_counts_the_things_spoken_of_before_it(text):
    assert not counts(text)


@pytest.mark.parametrize(
    "text",
    [
        "In the homes, two had no key",
        "records show two had no nurse",
        "carers told us two share",
        "plans were late for two",
        "carers gave notice and two were moved",
        "visits lapsed, two not seen since",
    ],
)
def test_a_thing_that_is_where_who_tells_or_for_whom_is_not_counted_later(text):
    assert counts(text)


@pytest.mark.parametrize(
    "text",
    [
        "Three homes were judged good",
        "three newly built homes",
        "4 of 5 localities reported",
        "half of the six teams",
        "two sets of minutes",
        "a pair of managers",
        "a couple of weeks",
        "both carers left",
        "both the school and the home should hold a copy",
        "neither team had the form",
        "two page summary",
        "3 way call",
        "one named worker",
        "none of the four homes had a policy",
        "one of the themes",
        "fewer than five staff",
    ],
)
def test_a_quantity_of_anything_else_is_left_alone(text):
    assert not counts(text)


@pytest.mark.parametrize(
    "text",
    [
        "tier 4 beds",
        "s.20 and reg 44",
        "stage 2 complaint",
        "actions 2 and 3 are closed",
        "version 3 of the form",
        "Agreed: 1) the chair writes 2) the head reads",
        "2 April to 3 May",
        "on 8 / 1 / 2026",
        "by 3 in room 2",
        "quarter to two",
        "£2m",
        "within 3",
        "at least two",
        "twenty two pupils",
        "a rise of 2",
        "write a line or two",
        "each leaver should have one or two",
        "no one told her",
        "one to one",
        "one another",
        "one or other of the agencies",
        "one day at a time",
        "day one",
        "the new one is better",
        "Use the form or the tool, not both",
        "Aim: 1 in 5 to have a visitor",
        "Rec 3: one form for all",
        "Exhibit 4 – the signed form",
        "Milestone two slipped",
        "Wave 3 opens in March",
        "Twin-hatted posts and twin tracking",
        "hub 4 to go live in June",
    ],
)
def test_labels_times_limits_and_idioms_are_no_counts(text):
    assert not counts(text)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("In two files there was no chronology", True),
        ("4 of 6 audits were graded inadequate", True),
        ("two sampled records had no genogram", True),
        ("10 audits; in two the voice of the child was absent", True),
        ("Three records are kept on paper", False),
        ("both plans are merged", False),
    ],
)
def test_files_stand_for_children_where_an_audit_looks_at_them(text, marked):
    assert bool(counts(text)) == marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("2/3 had a dental check", True),
        ("50% of the four girls", True),
        ("two-thirds of our six", True),
        ("33% (1 of 3)", True),
        ("none of the five was offered it", True),
        ("40 of 60 children", False),
        ("Visit on 2/6", False),
        ("80% of our five teams", False),
    ],
)
def test_a_share_is_marked_where_it_is_of_few(text, marked):
    assert bool(counts(text)) == marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("moves per child ranged from 2 to 17", True),
        ("attendance varied between 12% and 98%", True),
        ("days waiting: 4, 19, 60", True),
        ("211 miles at the furthest", True),
        ("reviews at 6, 12 and 18 weeks as a standard", False),
        ("training takes 3 to 5 days", False),
        ("tuition has 15 hrs minimum", False),
    ],
)
def test_one_childs_own_figure_is_marked_and_no_standard(text, marked):
    assert bool(counts(text)) == marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Minute 2 (draft)", False),
        ("Siblings 3 – all apart", True),
        ("Missing 2 – both found", True),
        ("Custody 3: all on bail since", True),
        ("Query 3: fund a lead", False),
        ("Finding 4: no plan is clear", False),
    ],
)
def test_a_figure_after_the_first_word_of_a_line_numbers_it_unless_it_tells_of_children(text, marked):
    assert bool(counts(text)) == marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("fewer than 5 were seen", True),
        ("fewer than four girls", True),
        ("fewer than 4 (hidden)", True),
        ("fewer than 4 handovers of a file", False),
        ("less than three complaints", False),
    ],
)
def test_fewer_than_some_are_children_unless_a_noun_says_what_else(text, marked):
    assert bool(counts(text)) == marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("One in three children had no bed", True),
        ("One in three children across the country had no bed", False),
        ("Nationally 2 in 5 girls are asked", False),
        ("Nationally it is rare. Here 2 in 5 girls were asked", True),
        ("1 in 4 of this small group was hurt", True),
        ("1 in 4 of the ones we read was hurt", True),
        ("Each one of the four boys was hurt", True),
        ("Progress: 2 of 6 done", False),
        ("Progress: 2 of 6 moved", True),
        ("Every one of the three lasses was hurt", True),
    ],
)
def test_a_share_of_a_country_is_none_of_a_few_children(text, marked):
    assert bool(counts(text)) == marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Appoint two young trainers", False),
        ("Employing three care leavers by March", False),
        ("two care leavers have no home", True),
        ("names and numbers to both be kept", False),
        ("we spoke to both", True),
        ("one working weekend on the rota", False),
        ("one sleeping rough", True),
        ("two full-time nurses and a clerk", False),
        ("just one reply so far", False),
        ("on bail now: 3. In court: 1.", True),
        ("boys 7, girls 1", True),
        ("a 2nd young woman named him", True),
    ],
)
def test_who_is_hired_what_is_to_be_and_what_is_worked_are_no_children(text, marked):
    assert bool(counts(text)) == marked


@pytest.mark.parametrize("again", ["a ", "1 ", "two ", "1, ", "one of the ", "both and ", "the other ", "one reviews "])
def test_a_long_text_is_read_in_a_moment(again):
    began = time.perf_counter()
    counts(again * (10_000 // len(again)))
    assert time.perf_counter() - began < 5  # under a second, on a machine with nothing else to do
