"""The board's view: everything that is told of a round, and nothing that leads to a child."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from audit.domain import board_view, then_and_now
from audit.domain.actions import Action, Impact, Progress, Update, plan
from audit.domain.board import BoardView
from audit.domain.board_asks import OwnAsk, Verb
from audit.domain.board_view import Told
from audit.domain.board_words import difference, done, message
from audit.domain.findings import ChildWords, Finding, FindingKind
from audit.domain.people import Partnership
from audit.domain.questions import Question, owed
from audit.domain.rounds import Dates, Round, Stage
from audit.domain.suppression import Word, over_optimism, without_parts, without_small_counts
from audit.domain.then_and_now import Change, ThenAndNow
from audit.domain.young_people import FRAMEWORK, asked_for, together
from audit.errors import AuditError
from tests.builders import a_case, a_finding, a_framework, a_judgement, a_round, statement, who_took_part

TODAY = date(2026, 12, 3)
CASES = tuple(a_case(f"WM26-{number}") for number in range(1, 7))
NEEDS = FindingKind.NEEDS_TO_IMPROVE


def told(audit_round: Round | None = None, *findings: Finding, actions: tuple[Action, ...] = ()) -> Told:
    """Return a round whose statement 1 is a strength and statement 2 needs to improve."""
    audit_round = audit_round or a_round(cases=CASES, stage=Stage.BOARD)
    judgements = [
        a_judgement(case.ref, statement(number), grade)
        for case in audit_round.cases
        for number, grade in ((1, "good"), (2, "inadequate"))
    ]
    found = who_took_part(audit_round, judgements=judgements)
    return Told(plan=plan(audit_round, findings, actions, ()), judgements=tuple(judgements), participation=found)


def view(now: Told, *, before: Told | None = None, own: tuple[OwnAsk, ...] = ()) -> BoardView:
    partnership = Partnership(name="Three Rivers", marking="OFFICIAL-SENSITIVE")
    return board_view.view(partnership, now, before=before, questions=(), owed=(), own_asks=own, today=TODAY)


def an_action(progress: Progress = Progress.ON_TRACK, impact: Impact = Impact.NOT_KNOWN, due: int = 2027) -> Action:
    said = Update(on=TODAY, by="Lead", progress=progress, text="WM26-2 waited.", impact=impact, evidence_of_impact="x")
    return Action(
        ref="A1", finding="F1", text="Ask WM26-1 and two children.", success_measure="WM26-3 is heard.",
        lead_agency="CSC", owner="Head", due=date(due, 1, 1), updates=(said,),
    )  # fmt: skip


def test_nothing_in_the_view_names_a_case_or_counts_a_few_children():
    words = ChildWords(text="I, WM26-4, want someone who stays.", case="WM26-4", for_papers=True, how_asked="Yes")
    finding = replace(
        a_finding(kind=NEEDS, text="WM26-1 and WM26-2 waited. Three children did.", cases=["WM26-1"], words=[words]),
        evidence="WM26-5 said so.",
    )
    audit_round = replace(a_round(cases=CASES, stage=Stage.BOARD), chosen_how="WM26-1 was first of six children.")
    everything = repr(view(told(audit_round, finding, actions=(an_action(),))))
    assert "WM26" not in everything
    assert "two children" not in everything.lower()
    assert "hree children" not in everything
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
    assert not found.told
    assert (found.findings, found.actions, found.quoted, found.asks) == ((), (), (), ())
    assert set(found.words().values()) == {Word.NOT_ENOUGH}


def test_the_round_is_told_in_one_line():
    found = view(told())
    assert found.message == "Commissioning is a strength. Leadership needs to improve"
    assert message(a_round().statements(), {}) == "There is not enough to say yet"


def test_then_and_now_compares_words_and_says_that_it_could_be_chance():
    before = replace(told(a_round(cases=CASES, stage=Stage.CLOSED)), judgements=())
    since = view(told(), before=before).since
    assert since is not None
    assert {one.change for one in since.statements} == {Change.NOT_KNOWN}
    assert "chance" in since.chance
    assert view(told()).since is None


@pytest.mark.parametrize(
    ("then", "now", "change"),
    [
        (Word.NEEDS_TO_IMPROVE, Word.MIXED, Change.BETTER),
        (Word.STRENGTH, Word.MIXED, Change.WORSE),
        (Word.STRENGTH, Word.STRENGTH, Change.SAME),
        (Word.NOT_ENOUGH, Word.STRENGTH, Change.NOT_KNOWN),
    ],
)
def test_a_statement_is_better_the_same_worse_or_not_known(then: Word, now: Word, change: Change):
    one = ThenAndNow(key=statement(1), number=1, short_title="Leadership", then=then, now=now)
    assert one.change is change
    assert then_and_now.sentence([one]).startswith(("Leadership", "No statement", "There is not"))


@pytest.mark.parametrize(
    ("action", "said"),
    [
        (an_action(), ("On its way", "Too early to say")),
        (an_action(due=2026), ("Late", "Too early to say")),
        (an_action(Progress.DONE), ("Done", "Not known yet")),
        (an_action(Progress.DONE, Impact.SHOWN), ("Done", "Yes, it is shown")),
        (an_action(Progress.STOPPED), ("Stopped", "Too early to say")),
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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Two children moved.", "Some children moved."),
        ("We met one child and 3 young people.", "We met a child and some young people."),
        ("Three of the six children waited.", "Some of the children waited."),
        ("Six children and two homes.", "Six children and two homes."),
        ("Two children's homes joined.", "Two children's homes joined."),
        ("By 2 cases of 12.", "By some cases of 12."),
        ("In 4.5 children", "In 4.5 children"),
        ("15 children", "15 children"),
    ],
)
def test_numbers_of_children_from_one_to_five_are_taken_out_of_texts(text: str, said: str):
    assert without_small_counts(text) == said


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (
            "Six children: two near a change of school, one from each home type. Two with one plan. None in 2025.",
            "Six children: some near a change of school, some from each home type. Some with one plan. None in 2025.",
        ),
        ("Two on purpose: one outside care who waits, and one who turned 18.",
         "Some on purpose: some outside care who waits, and some who turned 18."),
        ("Of 148, 2 in foster homes, 1 without a plan and 3 not known to CAMHS; of those waiting, two.",
         "Of 148, some in foster homes, some without a plan and some not known to CAMHS; of those waiting, some."),
        ("Drawn one by one, aged 5 to 17, on 3 and 4 May, over two years.",
         "Drawn one by one, aged 5 to 17, on 3 and 4 May, over two years."),
    ],
)  # fmt: skip
def test_how_cases_were_chosen_does_not_say_how_many_were_of_which_kind(chosen: str, said: str):
    assert without_parts(chosen) == said


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((0, 0, 0), ""),
        ((0, 9, 1), "No agency"),
        ((1, 9, 0), "seldom"),
        ((3, 7, 0), "at times"),
        ((5, 5, 0), "half of the time"),
        ((8, 2, 0), "most of the time"),
        ((8, 0, 0), "most of the time"),
    ],
)
def test_over_optimism_is_one_sentence_without_a_count(counts: tuple[int, int, int], said: str):
    found = over_optimism(*counts)
    assert said in found
    assert not any(letter.isdigit() for letter in found)


def test_questions_come_back_until_they_are_answered():
    first = Question(ref="Q1", round_ref="AU25", asked_on=date(2026, 2, 1), text="How long?", owed_by="CAMHS")
    second = replace(first, ref="Q2", asked_on=date(2026, 1, 1))
    answered = replace(first, ref="Q3", answer="Six weeks.")
    assert [one.ref for one in owed([first, second, answered])] == ["Q2", "Q1"]


@pytest.mark.parametrize(("missing", "says"), [("text", "what the board asked"), ("owed_by", "who owes")])
def test_a_question_needs_its_words_and_who_owes_the_answer(missing: str, says: str):
    whole = Question(ref="", round_ref="AU26", asked_on=TODAY, text="How long?", owed_by="CAMHS")
    whole.must_be_sound()
    with pytest.raises(AuditError, match=says):
        replace(whole, **{missing: " "}).must_be_sound()


def test_young_people_are_told_the_weakest_of_what_bears_on_each_thing_they_asked_for():
    assert together([Word.STRENGTH, Word.NEEDS_TO_IMPROVE, Word.NOT_ENOUGH]) is Word.NEEDS_TO_IMPROVE
    assert together([Word.NOT_ENOUGH]) is Word.NOT_ENOUGH
    found = asked_for(view(told()), a_framework(FRAMEWORK))
    assert [one.ref for one in found] == [f"YP{number}" for number in range(1, 12)]
    assert all(one.provenance for one in found)
