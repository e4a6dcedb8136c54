"""How far apart agencies stand, and what is agreed: told, never averaged into one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from audit.domain.english import listed
from audit.domain.frameworks.framework import Scale
from audit.domain.rating.form import Answer, Standing, StatementGrade
from audit.domain.workshop.moderation import Judgement, answers_apart, latest, spread, spread_in_words, widest_first
from tests.builders import a_grade, a_judgement, a_rating, a_scale, line, statement

FOUR = a_scale()
WORDS = tuple(step.value for step in FOUR.steps)
FIRST = statement(1)
AWAY = (Standing.NOT_APPLICABLE, Standing.NOT_EVIDENCED)
grades = some.builds(lambda word: a_grade(FIRST, word), some.sampled_from(WORDS))
ungraded = some.builds(lambda standing: a_grade(FIRST, standing=standing), some.sampled_from(AWAY))


@given(some.lists(grades | ungraded).flatmap(lambda one: some.tuples(some.just(one), some.permutations(one))))
def test_the_order_of_the_agencies_does_not_matter(both: tuple[list[StatementGrade], list[StatementGrade]]):
    assert spread(both[0], FOUR) == spread(both[1], FOUR)


@given(some.lists(grades), some.lists(ungraded))
def test_who_gave_no_grade_does_not_disagree(given_grades: list[StatementGrade], away: list[StatementGrade]):
    assert spread([*given_grades, *away], FOUR) == spread(given_grades, FOUR)


@given(some.lists(grades), grades)
def test_one_more_view_never_brings_agencies_closer(given_grades: list[StatementGrade], more: StatementGrade):
    assert spread(given_grades, FOUR) <= spread([*given_grades, more], FOUR) <= len(WORDS) - 1


@given(grades)
def test_one_agency_alone_cannot_differ(one: StatementGrade):
    assert spread([one], FOUR) == spread([one, one], FOUR) == 0


@pytest.mark.parametrize("scale", [a_scale(ref) for ref in ("four-words", "rag", "met-not-met", "zero-to-ten")])
def test_the_two_ends_of_any_scale_are_furthest_apart(scale: Scale):
    ends = [a_grade(FIRST, scale.steps[0].value), a_grade(FIRST, scale.steps[-1].value)]
    assert spread(ends, scale) == len(scale.steps) - 1


def test_the_spread_in_words_puts_each_agency_in_its_camp():
    said = spread_in_words(
        {
            "CSC": a_grade(FIRST, "good"),
            "CAMHS": a_grade(FIRST, "good"),
            "Health": a_grade(FIRST, "inadequate"),
            "Police": a_grade(FIRST, standing=Standing.NOT_EVIDENCED),
            "YJS": a_grade(FIRST, standing=Standing.NOT_APPLICABLE),
        },
        FOUR,
    )
    assert said == (
        "2 steps apart. CSC and CAMHS say good; Health says inadequate. "
        "Police could not see it in what they looked at. YJS says it does not apply."
    )


def test_agreement_and_silence_have_words_too():
    assert spread_in_words({"CSC": a_grade(FIRST), "YJS": a_grade(FIRST)}, FOUR) == "Everyone who graded says good."
    assert spread_in_words({"CSC": a_grade(FIRST)}, FOUR) == "CSC says good."
    assert spread_in_words({"CSC": a_grade(FIRST, standing=AWAY[0])}, FOUR) == "No agency gave a grade."
    assert spread_in_words({}, FOUR) == "No agency gave a grade."


def test_the_widest_apart_is_talked_about_first_and_ties_keep_their_order():
    given_grades = {
        statement(1): ("good", "good"),
        statement(2): ("good", "inadequate"),
        statement(3): ("good", "good"),
    }
    ratings = [a_rating(grades={key: pair[n] for key, pair in given_grades.items()}) for n in (0, 1)]
    assert widest_first(list(given_grades), ratings, FOUR) == (statement(2), statement(1), statement(3))


@given(some.permutations(list(Answer)))
def test_only_met_partly_and_not_met_can_be_apart(order: list[Answer]):
    ratings = [a_rating(answers={line("QS1.1"): answer}) for answer in order]
    assert answers_apart(line("QS1.1"), ratings) == 2
    assert answers_apart(line("QS1.2"), ratings) == 0


@given(some.permutations([a_judgement(version=version, grade=WORDS[version - 1]) for version in (1, 2, 3)]))
def test_the_newest_judgement_counts_in_whatever_order_they_come(judgements: list[Judgement]):
    assert latest(judgements) == (a_judgement(version=3, grade=WORDS[2]),)


def test_the_overall_judgement_is_one_of_its_own():
    assert len(latest([a_judgement(), a_judgement(of=None), a_judgement(case="Child B")])) == 3


def test_a_judgement_that_agrees_nothing_needs_no_grade():
    replace(a_judgement(), outcome=a_judgement().outcome.NOT_AGREED, grade=None).must_be_sound(FOUR)


def test_names_are_listed_as_people_say_them():
    assert [listed(names) for names in (["A"], ["A", "B"], ["A", "B", "C"])] == ["A", "A and B", "A, B and C"]
