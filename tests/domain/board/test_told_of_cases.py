"""What a board and young people are told is about the cases looked at: no sentence speaks of other children."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as some

from audit.domain.board import making
from audit.domain.board.making import BoardSource
from audit.domain.board.view import BoardView, against_the_word
from audit.domain.board.young_people import FRAMEWORK, checked_recommendations, doing, stands, statements_by_word
from audit.domain.findings.finding import FindingKind
from audit.domain.glossary import GLOSSARY
from audit.domain.people.person import Partnership
from audit.domain.plan.actions import plan
from audit.domain.rating.form import Answer
from audit.domain.rounds.audit_round import Drawn, Round, Stage
from audit.domain.workshop.moderation import Judgement, Outcome
from audit.domain.workshop.suppression import CASES_ONLY, Word, line_words
from tests.builders import (
    NOON,
    a_case,
    a_finding,
    a_framework,
    a_judgement,
    a_round,
    a_scale,
    line,
    statement,
    who_took_part,
)
from tests.releasing import let_through

HOW_MUCH = re.compile(r"\b(mostly|partly|most|some|all|every|usually|always|in part)\b", re.IGNORECASE)
OTHERS = re.compile(
    r"children can|count on|it depends on the child|most of the time|some of you|most children|all children"
    r"|children get|(is|are) (better|worse) than",
    re.IGNORECASE,
)
GRADES = [step.value for step in a_scale().steps]
outcomes = some.sampled_from([*GRADES, *GRADES, Outcome.NOT_AGREED, Outcome.NOT_APPLICABLE, None])
rounds = some.lists(some.lists(outcomes, min_size=7, max_size=7), min_size=1, max_size=8)


def judged(audit_round: Round, table: list[list[str | Outcome | None]]) -> tuple[Judgement, ...]:
    return tuple(
        a_judgement(
            case.ref,
            statement(number),
            outcome=one if isinstance(one, Outcome) else None,
            grade=one if isinstance(one, str) else None,
        )
        for case, row in zip(audit_round.cases, table, strict=True)
        for number, one in enumerate(row, 1)
        if one is not None
    )


def a_told(ref: str, table: list[list[str | Outcome | None]], drawn: Drawn | None, answer: Answer) -> BoardSource:
    cases = [a_case(f"{ref}-{number}") for number in range(len(table))]
    audit_round = replace(a_round(cases=cases, stage=Stage.BOARD), ref=ref, title=f"Round {ref}", drawn=drawn)
    answers = tuple((case.ref, line("QS6.1"), answer) for case in cases)
    agreed = judged(audit_round, table)
    found = who_took_part(audit_round, judgements=agreed)
    return BoardSource(plan=plan(audit_round, (), (), ()), judgements=agreed, participation=found, answers=answers)


def a_view(now: BoardSource, before: BoardSource | None) -> BoardView:
    partnership = Partnership(name="Three Rivers", marking="OFFICIAL-SENSITIVE")
    return let_through(
        lambda release: making.view(partnership, now, release, before=before, questions=(), owed=(), today=NOON.date())
    )


def sentences(view: BoardView) -> Iterator[str]:
    """Yield every sentence of a view that says how children are helped, without the quoted words of a statement."""
    texts = [view.message, *(one.means for one in view.statements), *(one.against for one in view.statements)]
    texts += [one.stands for one in statements_by_word(view)]
    texts += [
        stands(one.word) for asked in checked_recommendations(view, a_framework(FRAMEWORK)) for one in asked.checked
    ]
    if view.since is not None:
        texts += [view.since.sentence, view.since.chance, *(one.sentence for one in view.since.statements)]
    for text in texts:
        yield from (one for one in re.split(r"(?<=\.)\s", re.sub(r"‘[^’]*’", "", text)) if one)


@given(rounds, rounds, some.sampled_from([*Drawn, None]), some.sampled_from(list(Answer)))
@settings(max_examples=60, deadline=None)
def test_no_sentence_speaks_of_children_who_were_not_looked_at(
    then: list[list[str | Outcome | None]], now: list[list[str | Outcome | None]], drawn: Drawn | None, answer: Answer
):
    view = a_view(a_told("R2", now, drawn, answer), a_told("R1", then, drawn, answer))
    for one in sentences(view):
        assert not OTHERS.search(one), one
        if HOW_MUCH.search(one):
            assert re.search(r"\b(cases?|statements|rounds?|drawn|time)\b", one), one
    assert CASES_ONLY in view.rule


@given(rounds)
@settings(max_examples=30, deadline=None)
def test_what_was_not_all_judged_is_said_without_a_number(now: list[list[str | Outcome | None]]):
    view = a_view(a_told("R2", now, None, Answer.MET), None)
    for number, one in enumerate(view.statements):
        column = [row[number] for row in now]
        missing = any(cell is None or cell is Outcome.NOT_AGREED for cell in column) and one.word is not Word.NOT_ENOUGH
        unjudged = any(cell is None for cell in column)
        assert ("Some cases have not been judged." in one.means) == (missing and unjudged)
        assert ("Some cases could not be judged." in one.means) == (missing and not unjudged)
        assert not any(sign.isdigit() for sign in one.means)


def test_the_glossary_speaks_of_cases():
    words = {word.value.capitalize() for word in Word}
    assert all("case" in said for word, said in GLOSSARY if word in words)


def test_a_strength_with_faults_alone_under_it_says_why_and_so_does_the_other_way_round():
    fault, strength = FindingKind.PRIORITY_ACTION, FindingKind.STRENGTH
    assert "still has to improve" in against_the_word(Word.STRENGTH, {fault})
    assert "worked well" in against_the_word(Word.NEEDS_TO_IMPROVE, {strength})
    assert against_the_word(Word.STRENGTH, {fault, strength}) == against_the_word(Word.STRENGTH, set()) == ""
    now = a_told("R2", [["good"] * 7] * 6, None, Answer.MET)
    finding = a_finding(kind=FindingKind.NEEDS_TO_IMPROVE, statements=[statement(1)])
    view = a_view(replace(now, plan=plan(now.audit_round, (finding,), (), ())), None)
    assert view.statements[0].against
    assert not view.statements[1].against


def test_an_item_is_told_from_its_own_lines_and_no_statement_stands_in_for_it():
    view = a_view(a_told("R2", [["inadequate"] * 7] * 6, None, Answer.MET), None)
    found = {one.ref: one for one in checked_recommendations(view, a_framework(FRAMEWORK))}
    assert len(found) == 11
    assert [one.word for one in found["YP7"].checked] == [Word.STRENGTH]  # the line was met, whatever QS6 was graded
    assert found["YP10"].checked == ()
    assert not any(one.provenance for one in found.values())  # the page that lists them was seen


def test_a_line_is_told_by_the_rule_for_judgements_with_a_case_for_each_child():
    audit_round = a_round(cases=[a_case(f"C{number}") for number in range(6)])
    key = line("QS6.1")

    def word(*cases: tuple[Answer, ...]) -> Word:
        given_answers = [(f"C{number}", key, one) for number, row in enumerate(cases) for one in row]
        return line_words(audit_round, given_answers)[key].word

    met, part, no, away, unseen = (
        (Answer.MET,),
        (Answer.PARTLY_MET,),
        (Answer.NOT_MET,),
        (Answer.NOT_APPLICABLE,),
        (Answer.NOT_EVIDENCED,),
    )
    assert word(met, met, met, met, no, no) is Word.STRENGTH  # 4 of 6
    assert word(met, met, met, (*met, *no), no, no) is Word.MIXED  # one agency's "not met" is enough
    assert word(no, no, no, no) is Word.NEEDS_TO_IMPROVE  # 4 of 4 with an answer, the others have none
    assert word(part, part, part, part, part, part) is Word.MIXED
    assert word(met, met, met, met, away, away) is Word.STRENGTH
    assert word(met, met, met, unseen, unseen, unseen) is Word.NOT_ENOUGH


@given(some.lists(some.sets(some.sampled_from(Answer)), min_size=6, max_size=6))
def test_what_was_not_looked_at_changes_no_word_and_the_facts_count_as_not_applicable(cases: list[set[Answer]]):
    audit_round = a_round(cases=[a_case(f"C{number}") for number in range(6)])
    key = line("QS6.1")

    def word(change: Callable[[set[Answer]], set[Answer]]) -> Word:
        given_answers = [(f"C{number}", key, one) for number, row in enumerate(cases) for one in change(row)]
        return line_words(audit_round, given_answers)[key].word

    as_given = word(set)
    assert word(lambda row: row | {Answer.NOT_LOOKED_AT}) is word(lambda row: row - {Answer.NOT_LOOKED_AT}) is as_given
    by_hand = {Answer.KNOWN_AWAY: Answer.NOT_APPLICABLE}
    assert word(lambda row: {by_hand.get(answer, answer) for answer in row}) is as_given


def test_until_the_workshop_is_over_nothing_is_told_of_a_line():
    now = a_told("R2", [["good"] * 7] * 6, None, Answer.MET)
    early = replace(now, plan=plan(replace(now.audit_round, stage=Stage.WORKSHOP), (), (), ()))
    assert a_view(early, None).lines == {}
    assert doing(()) == ()
