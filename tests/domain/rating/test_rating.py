"""A form is complete when everything asked is answered; "not applicable" is not a low mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from audit.domain.frameworks.framework import Condition, Key
from audit.domain.rating.form import (
    FROM_AUDITORS,
    Account,
    Answer,
    LineAnswer,
    RatingDraft,
    SeenIn,
    Standing,
    StatementGrade,
    missing,
    must_be_complete,
    share_met,
    submitted,
)
from audit.domain.rounds.audit_round import RoundStatement
from audit.domain.rounds.cases import Case, known_not_to_apply
from audit.errors import AuditError
from tests.builders import NOON, a_case, a_grade, a_process, a_round

ASKED = a_round().statements()
LOOK_BACK = (date(2026, 5, 1), date(2026, 10, 31))
answers = some.lists(some.sampled_from(Answer))


def whole() -> RatingDraft:
    lines = [one.line_key(line) for one in ASKED for line in one.lines]
    return RatingDraft(
        case="Child A",
        agency="CSC",
        answers={key: LineAnswer(line=key, answer=Answer.MET, seen_in=frozenset({SeenIn.RECORD})) for key in lines},
        grades={one.key: a_grade(one.key) for one in ASKED},
        account=Account(synopsis="Lives with carers.", difference="Sleeps better."),
    )


def with_answer(**changes: Any) -> RatingDraft:
    draft, first = whole(), ASKED[0].line_key(ASKED[0].lines[0])
    return replace(draft, answers={**draft.answers, first: replace(draft.answer(first), **changes)})


def with_grade(grade: StatementGrade) -> RatingDraft:
    draft = whole()
    return replace(draft, grades={**draft.grades, grade.statement: grade})


@given(answers)
def test_the_share_met_is_between_none_and_all(given_answers: list[Answer]):
    share = share_met(given_answers)
    assert share is None or 0 <= share <= 1


@given(answers, some.integers(0, 5))
def test_what_does_not_apply_or_was_not_looked_at_changes_no_share(given_answers: list[Answer], more: int):
    for answer in (Answer.NOT_APPLICABLE, Answer.NOT_LOOKED_AT, Answer.KNOWN_AWAY):
        assert share_met([*given_answers, *[answer] * more]) == share_met(given_answers)


@given(answers.flatmap(lambda given_answers: some.tuples(some.just(given_answers), some.permutations(given_answers))))
def test_the_order_of_answers_changes_no_share(both: tuple[list[Answer], list[Answer]]):
    assert share_met(both[0]) == share_met(both[1])


@given(answers)
def test_another_line_met_never_lowers_the_share(given_answers: list[Answer]):
    assert (share_met([*given_answers, Answer.MET]) or 0) >= (share_met(given_answers) or 0)


def test_without_an_answer_that_counts_there_is_no_share():
    assert share_met([Answer.NOT_APPLICABLE]) is None
    assert share_met([Answer.NOT_EVIDENCED]) == 0


def test_a_whole_form_lacks_nothing():
    must_be_complete(whole(), ASKED)
    assert all(whole().done(one) for one in ASKED)


def test_an_empty_form_lacks_everything_in_the_order_of_the_pages():
    gaps = missing(RatingDraft(case="Child A", agency="CSC"), ASKED)
    assert len(gaps) == sum(len(one.lines) + 1 for one in ASKED) + 2
    assert gaps[0].say.startswith("About the child")
    assert gaps[-1].say.startswith("Say what difference")


@given(some.data())
def test_each_answer_taken_away_is_one_gap_more(data: some.DataObject):
    draft = whole()
    gone = data.draw(some.sets(some.sampled_from(sorted(draft.answers))))
    left: Mapping[Key, LineAnswer] = {key: one for key, one in draft.answers.items() if key not in gone}
    assert len(missing(replace(draft, answers=left), ASKED)) == len(gone)


@pytest.mark.parametrize(
    ("draft", "says"),
    [
        (with_answer(answer=None), "Statement 1, question 1: choose an answer"),
        (with_answer(seen_in=frozenset()), "Statement 1, question 1: say where you saw it"),
        (with_answer(answer=Answer.NOT_APPLICABLE, note=" "), "say why it does not apply to this child"),
        (with_answer(answer=Answer.NOT_EVIDENCED, seen_in=frozenset()), "say where you looked"),
        (with_grade(StatementGrade(statement=ASKED[2].key)), "Statement 3: choose your agency's grade"),
        (with_grade(a_grade(ASKED[2].key, None)), "Statement 3: choose your agency's grade"),
        (with_grade(StatementGrade(statement=ASKED[0].key, standing=Standing.NOT_APPLICABLE)), "does not apply"),
        (with_grade(StatementGrade(statement=ASKED[0].key, standing=Standing.NOT_EVIDENCED)), "is not evidenced"),
        (replace(whole(), account=Account(difference="x")), "About the child"),
        (replace(whole(), account=Account(synopsis="x")), "what difference the help made"),
    ],
)
def test_the_one_thing_missing_is_named(draft: RatingDraft, says: str):
    (gap,) = missing(draft, ASKED)
    assert says in gap.say
    with pytest.raises(AuditError, match="Child A cannot be submitted yet"):
        must_be_complete(draft, ASKED)


@pytest.mark.parametrize(
    "draft",
    [
        with_answer(answer=Answer.NOT_APPLICABLE, note="Too young.", seen_in=frozenset()),
        with_answer(answer=Answer.NOT_EVIDENCED, note="The file.", seen_in=frozenset()),
        with_grade(a_grade(ASKED[0].key, standing=Standing.NOT_APPLICABLE)),
    ],
)
def test_with_its_reason_it_may_be_left_out(draft: RatingDraft):
    assert missing(draft, ASKED) == ()


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.key.ref)
def test_a_statement_is_done_by_its_own_answers_and_grade(asked: RoundStatement):
    draft = replace(whole(), grades={asked.key: a_grade(asked.key)}, account=Account())
    assert [one.key for one in ASKED if draft.done(one)] == [asked.key]


_IN_AREA = Condition(fact="area", one_of=("inside",), because="lived in our area all along")
_FIRST_LINE = replace(ASKED[0].lines[0], does_not_apply_where=(_IN_AREA,))


def about(case: Case) -> tuple[RoundStatement, ...]:
    """Return what is asked of a case, where the first line cannot apply to a child who lived in the area."""
    why = known_not_to_apply(_FIRST_LINE, case, LOOK_BACK)
    first = replace(ASKED[0], lines=(_FIRST_LINE, *ASKED[0].lines[1:]), away={_FIRST_LINE.ref: why} if why else {})
    return (first, *ASKED[1:])


def without_first() -> RatingDraft:
    draft, first = whole(), ASKED[0].line_key(ASKED[0].lines[0])
    return replace(draft, answers={key: answer for key, answer in draft.answers.items() if key != first})


def sent(draft: RatingDraft, case: Case) -> LineAnswer:
    rating = submitted(
        draft,
        about(case),
        version=1,
        now=NOON,
        by=1,
        entered_by=frozenset(),
        on_behalf=False,
        after_reveal=False,
        reason="",
    )
    return rating.answers[0]


def test_a_line_that_cannot_apply_is_not_missing_and_is_kept_as_the_facts_say():
    known = replace(a_case(), same_throughout=True)
    assert missing(without_first(), about(known)) == ()
    answer = sent(without_first(), known)
    assert (answer.answer, answer.note) == (Answer.KNOWN_AWAY, "Child A lived in our area all along")


@pytest.mark.parametrize("case", [a_case(), replace(a_case(), same_throughout=True, out_of_area=True)])
def test_a_line_is_asked_where_the_fact_is_not_recorded_or_is_another(case: Case):
    assert len(missing(without_first(), about(case))) == 1


@given(some.sampled_from(FROM_AUDITORS))
def test_an_answer_given_by_the_auditor_wins_over_the_facts(answer: Answer):
    draft = with_answer(answer=answer, note="seen")
    assert sent(draft, replace(a_case(), same_throughout=True)).answer is answer


def test_what_was_begun_at_a_line_is_never_replaced_by_what_the_facts_say():
    draft = with_answer(answer=None, note="I looked at the address first.", seen_in=frozenset())
    assert len(missing(draft, about(replace(a_case(), same_throughout=True)))) == 1


_FACTS = some.sampled_from(
    [
        Condition(fact="area", one_of=("inside",), because="x"),
        Condition(fact="area", one_of=("outside",), because="x"),
        Condition(fact="placement", one_of=("Foster care",), because="x"),
        Condition(fact="group", one_of=("in_care",), because="x"),
        Condition(fact="process", one_of=("pep", "care_plan"), because="x"),
    ]
)


@given(_FACTS, some.booleans(), some.dates(date(2025, 1, 1), date(2026, 12, 31)))
def test_only_what_is_recorded_for_every_day_looked_at_folds_a_line(condition: Condition, away: bool, began: date):
    line = replace(_FIRST_LINE, does_not_apply_where=(condition,))
    case = replace(a_case(processes=[replace(a_process(), started_on=began)]), out_of_area=away)
    assert bool(known_not_to_apply(line, case, LOOK_BACK)) is (condition.fact == "process" and began <= LOOK_BACK[0])
    assert not known_not_to_apply(line, replace(case, same_throughout=True), None)


@pytest.mark.parametrize(
    ("band", "adult", "child"),
    [("13-15", False, True), ("16-17", False, False), ("18-20", False, False), ("21-25", True, False)],
)
def test_an_age_folds_a_line_only_where_the_child_had_it_all_along(band: str, adult: bool, child: bool):
    case = replace(a_case(), age_band=band)
    grown, young = (
        Condition(fact="at_least", one_of=("18",), because="x"),
        Condition(fact="under", one_of=("16",), because="x"),
    )
    for condition, folded in ((grown, adult), (young, child)):
        line = replace(_FIRST_LINE, does_not_apply_where=(condition,))
        assert bool(known_not_to_apply(line, case, LOOK_BACK)) is folded
