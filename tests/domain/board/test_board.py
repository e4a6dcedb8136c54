"""The board's view: everything that is told of a round, and nothing that leads to a child."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from audit.domain.board import making
from audit.domain.board.making import BoardSource
from audit.domain.board.view import BoardView, done, message
from audit.domain.findings.finding import ChildWords, Finding, FindingKind
from audit.domain.over_time import change
from audit.domain.people.person import Partnership
from audit.domain.plan.action_words import difference
from audit.domain.plan.actions import Action, Impact, Progress, Update, plan
from audit.domain.plan.board_asks import OwnAsk, Question, Verb, owed
from audit.domain.rounds.audit_round import Dates, Round, Stage
from audit.domain.rounds.references import references_of
from audit.domain.workshop.suppression import Word
from audit.errors import AuditError
from tests.builders import a_case, a_finding, a_judgement, a_round, a_scale, statement, who_took_part
from tests.releasing import let_through

TODAY = date(2026, 12, 3)
CASES = tuple(a_case(f"WM26-{number}") for number in range(1, 7))
NEEDS = FindingKind.NEEDS_TO_IMPROVE


def told(audit_round: Round | None = None, *findings: Finding, actions: tuple[Action, ...] = ()) -> BoardSource:
    """Return a round whose statement 1 is a strength and statement 2 needs to improve."""
    audit_round = audit_round or a_round(cases=CASES, stage=Stage.BOARD)
    judgements = [
        a_judgement(case.ref, statement(number), grade)
        for case in audit_round.cases
        for number, grade in ((1, "good"), (2, "inadequate"))
    ]
    found = who_took_part(audit_round, judgements=judgements)
    return BoardSource(plan=plan(audit_round, findings, actions, ()), judgements=tuple(judgements), participation=found)


def view(now: BoardSource, *, before: BoardSource | None = None, own: tuple[OwnAsk, ...] = ()) -> BoardView:
    partnership = Partnership(name="Three Rivers", marking="OFFICIAL-SENSITIVE")
    references = [ref for one in (now, before) if one is not None for ref in references_of(one.audit_round)]
    return let_through(
        lambda release: making.view(
            partnership, now, release, before=before, questions=(), owed=(), own_asks=own, today=TODAY
        ),
        references=references,
    )


def an_action(progress: Progress = Progress.ON_TRACK, impact: Impact = Impact.NOT_KNOWN, due: int = 2027) -> Action:
    said = Update(on=TODAY, by="Lead", progress=progress, text="WM26-2 waited.", impact=impact, evidence_of_impact="x")
    return Action(
        ref="A1",
        finding="F1",
        text="Ask WM26-1.",
        success_measure="WM26-3 is heard.",
        lead_agency="CSC",
        owner="Head",
        due=date(due, 1, 1),
        updates=(said,),
    )


def test_nothing_in_the_view_names_a_case():
    words = ChildWords(text="I, WM26-4, want someone who stays.", case="WM26-4", for_papers=True, how_asked="Yes")
    finding = replace(
        a_finding(kind=NEEDS, text="WM26-1 and WM26-2 waited.", cases=["WM26-1"], words=[words]),
        evidence="WM26-5 said so.",
    )
    audit_round = replace(a_round(cases=CASES, stage=Stage.BOARD), chosen_how="WM26-1 was first of six children.")
    everything = repr(view(told(audit_round, finding, actions=(an_action(),))))
    assert "WM26" not in everything
    assert "Children waited" in everything
    assert "six children" in everything


def test_words_of_children_are_told_only_where_papers_may_use_them_and_never_of_a_withdrawn_case():
    said = [
        ChildWords(text="Keep", case="WM26-1", for_papers=True, how_asked="Asked"),
        ChildWords(text="Private", case="WM26-1"),
        ChildWords(text="Gone", case="WM26-2", for_papers=True, how_asked="Asked"),
    ]
    cases = (CASES[0], a_case("WM26-2", withdrawn="Moved"), *CASES[2:])
    found = view(told(a_round(cases=cases, stage=Stage.BOARD), a_finding(words=said)))
    assert [one.text for one in found.quoted] == ["Keep"]


def test_until_the_workshop_is_over_nothing_is_told():
    found = view(told(a_round(cases=CASES, stage=Stage.WORKSHOP), a_finding(), actions=(an_action(),)))
    assert not found.workshop_over
    assert (found.findings, found.actions, found.quoted, found.asks) == ((), (), (), ())
    assert set(found.words().values()) == {Word.NOT_ENOUGH}


def test_the_round_is_told_in_one_line():
    found = view(told())
    assert found.message == "Commissioning is a strength. Leadership needs to improve"
    assert message(a_round().statements(), {}) == "There is not enough to say about any statement"


def test_last_time_stands_beside_this_time_and_no_change_is_claimed_of_a_few_children():
    before = told(a_round(cases=CASES, stage=Stage.CLOSED))
    since = view(told(), before=before).since
    assert since is not None
    assert {one.direction for one in since.statements} == {None}
    assert since.sentence == "The rounds are told side by side, and no change is claimed."
    assert since.chance.startswith("Different children, so not a trend.")
    assert view(told()).since is None


def test_the_board_hears_as_over_time_does_that_another_scale_is_not_compared():
    rag = replace(a_round(cases=CASES, stage=Stage.CLOSED), scale=a_scale("rag"))
    now = replace(told(), own_grades="")
    before = BoardSource(plan=plan(rag, (), (), ()), judgements=(), participation=who_took_part(rag))
    since = view(now, before=before).since
    assert since is not None
    assert {one.label for one in since.statements} == {"not compared"}
    assert "another scale" in since.sentence
    assert "better" not in since.sentence
    changes = change.compare(rag, now.audit_round, (), now.judgements)
    assert [one.sentence for one in since.statements] == [one.sentence for one in changes]
    assert since.chance == "No statement can be compared with last time."


@pytest.mark.parametrize(
    ("action", "said"),
    [
        (an_action(), ("On track", "Not yet known")),
        (an_action(due=2026), ("Not done, late: was due 1 Jan 2026", "Not yet known")),
        (an_action(Progress.DONE), ("Done", "Not yet known")),
        (an_action(Progress.DONE, Impact.SHOWN), ("Done", "Reported by the owner, not verified yet")),
        (an_action(Progress.STOPPED), ("Stopped", "Not yet known")),
    ],
)
def test_being_done_and_making_a_difference_are_told_apart(action: Action, said: tuple[str, str]):
    assert (done(action, TODAY), difference(action)) == said


def test_the_board_is_asked_three_things_and_a_persons_words_go_before_the_rule():
    audit_round = replace(a_round(cases=CASES, stage=Stage.BOARD), dates=Dates(reaudit=date(2027, 9, 1)))
    finding = a_finding(kind=NEEDS, text="No one person leads for the whole area.")
    ruled = view(told(audit_round, finding, actions=(an_action(due=2026),)))
    assert [one.verb for one in ruled.asks] == list(Verb)
    assert "no one person leads" in ruled.asks[0].text
    assert "why this is late" in ruled.asks[1].text
    assert "September 2027" in ruled.asks[2].text
    own = view(told(audit_round, finding), own=(OwnAsk(verb=Verb.ASK, text="how long WM26-1 waits."),))
    assert own.asks[1].text == "how long a child waits."


def test_children_are_told_only_in_tables_that_tell_something_once_suppressed():
    assert view(told()).children == tuple(view(told()).children)
    assert all(not one.all_hidden for one in view(told()).children)
    many = [replace(a_case(f"C{number}"), age_band="13-15" if number < 9 else "5-9") for number in range(16)]
    ages = next(one for one in view(told(a_round(cases=many, stage=Stage.BOARD))).children if one.table.corner == "Age")
    assert [line[1] for line in ages.lines()[1:]] == ["9", "7", "16"]
    few = [replace(a_case(f"C{number}"), age_band="13-15" if number < 9 else "5-9") for number in range(11)]
    assert "Age" not in [one.table.corner for one in view(told(a_round(cases=few, stage=Stage.BOARD))).children]


def test_questions_come_back_until_they_are_answered():
    first = Question(ref="Q1", round_ref="AU25", asked_on=date(2026, 2, 1), text="How long?", owed_by="CAMHS")
    second = replace(first, ref="Q2", asked_on=date(2026, 1, 1))
    answered = replace(first, ref="Q3", answer="Six weeks.")
    assert [one.ref for one in owed([first, second, answered])] == ["Q2", "Q1"]


@pytest.mark.parametrize(("missing", "says"), [("text", "what the board asked"), ("owed_by", "who owes")])
def test_a_question_needs_its_words_and_who_owes_the_answer(missing: str, says: str):
    whole = Question(ref="", round_ref="AU26", asked_on=TODAY, text="How long?", owed_by="CAMHS")
    whole.must_be_sound()
    blank: dict[str, Any] = {missing: " "}
    with pytest.raises(AuditError, match=says):
        replace(whole, **blank).must_be_sound()
