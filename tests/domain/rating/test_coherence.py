"""Coherence prompts ask once more, and never block."""

import pytest

from audit.domain.rating.coherence import Form, prompts
from audit.domain.rating.form import Account, Answer, LineAnswer, RatingDraft, SeenIn, Standing, StatementGrade
from audit.library.own_files.local_lists import coherence_rules
from tests.builders import a_round

RULES = coherence_rules()
ROUND = a_round()
ASKED = ROUND.statements()


def a_form(*, grade="good", answer=Answer.MET, seen_in=SeenIn.RECORD, difference="She sleeps now.", others=None):
    answers = {
        (key := one.line_key(line)): LineAnswer(line=key, answer=answer, seen_in=frozenset({seen_in}))
        for one in ASKED
        for line in one.lines
    }
    grades = {one.key: StatementGrade(statement=one.key, standing=Standing.GRADED, grade=grade) for one in ASKED}
    draft = RatingDraft(
        case="Child A", agency="CSC", answers=answers, grades=grades, account=Account(difference=difference)
    )
    return Form(draft=draft, statements=ASKED, scale=ROUND.scale, other_differences=others or {})


def rules_of(form):
    return {prompt.rule for prompt in prompts(form, RULES)}


def test_good_with_most_lines_not_met_is_asked_about_by_statement():
    found = [p for p in prompts(a_form(answer=Answer.NOT_MET), RULES) if p.rule == "good_but_lines_not_met"]
    big = [one.key for one in ASKED if len(one.lines) >= 3]
    assert [prompt.statement for prompt in found] == big


def test_a_low_grade_with_lines_not_met_is_coherent():
    assert "good_but_lines_not_met" not in rules_of(a_form(grade="inadequate", answer=Answer.NOT_MET))


def test_lines_that_do_not_apply_are_not_counted_as_not_met():
    assert "good_but_lines_not_met" not in rules_of(a_form(answer=Answer.NOT_APPLICABLE))


def test_a_difference_copied_from_another_child_is_noticed():
    text = "He goes to school most days now and has two friends there."
    assert "difference_repeats" in rules_of(a_form(difference=text, others={"Child B": text.upper()}))


def test_two_different_differences_are_left_alone():
    others = {"Child B": "She moved three times and stopped speaking to her worker in the spring."}
    assert "difference_repeats" not in rules_of(
        a_form(difference="He eats lunch with friends and laughs again.", others=others)
    )


def test_nothing_from_the_child_or_carer_is_noticed():
    assert "nothing_from_child_or_carer" in rules_of(a_form())
    assert "nothing_from_child_or_carer" not in rules_of(a_form(seen_in=SeenIn.CHILD_OR_CARER))


@pytest.mark.parametrize(
    ("text", "noticed"),
    [
        ("A referral was completed, a meeting was attended and the plan was updated.", True),
        ("A referral was completed and the plan reviewed; she sleeps better and sees friends.", False),
        ("", False),
    ],
)
def test_a_difference_that_tells_only_what_was_done_is_noticed(text, noticed):
    assert ("done_not_changed" in rules_of(a_form(difference=text))) is noticed


def test_the_same_grade_for_every_statement_is_noticed_only_where_there_are_enough():
    assert ("same_grade_everywhere" in rules_of(a_form())) is (len(ASKED) >= 5)


def test_an_empty_form_is_asked_nothing():
    empty = RatingDraft(case="Child A", agency="CSC")
    assert prompts(Form(draft=empty, statements=ASKED, scale=ROUND.scale, other_differences={}), RULES) == ()


def test_a_prompt_is_told_apart_by_its_rule_and_statement():
    keys = [prompt.key for prompt in prompts(a_form(answer=Answer.NOT_MET), RULES)]
    assert len(keys) == len(set(keys)) > 1
