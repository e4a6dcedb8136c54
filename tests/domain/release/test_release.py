"""The way out: what is undecided is held back, and a decision binds one version of one text."""

from __future__ import annotations

import pickle
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from audit.domain.findings.finding import ChildWords
from audit.domain.identifying.marking import Identifier, IdentifierKind, Tier
from audit.domain.identifying.passages import Audience, Passage, Record
from audit.domain.identifying.released import (
    HELD_BACK,
    NOTHING,
    Released,
    as_released,
    must_be_released,
    ours,
    unreleased,
)
from audit.domain.plan.actions import Action, NoAction, Progress, Update, plan
from audit.domain.plan.versions import VERIFIED, Change, Kind, Step
from audit.domain.release import leaving
from audit.domain.release.deciding import Choice, Hands, confirmed, decided, to_confirm
from audit.domain.release.decisions import CONFIRMED, Checked, Decision, Release, State
from audit.errors import AuditError, NotAllowed
from audit.library.names.lists import look
from tests.builders import a_case, a_finding, a_person, a_round
from tests.releasing import KEY, let_through
from tests.repository import ROOT

WRITER, OTHER = a_person(id=1), a_person(id=2)
HANDS = Hands(writers={1}, readers={1, 2})
SENTENCES = (
    "The two children moved since had first help in 9 and 14 days. Before, it was 148.",
    "Of the four 2026 cases that have such reviews, the review led to a change in three.",
    "A young woman who turned eighteen in September had no gap: adult services met her from June.",
)


def a_passage(text: str, record: Record = Record.UPDATE, field: str = "evidence_of_impact") -> Passage:
    return Passage(round_ref="R1", record=record, ref="A1", field=field, text=text)


def released(
    text: str, *decisions: Decision, audience: Audience = Audience.BOARD, refs: tuple[str, ...] = ()
) -> Checked:
    release = Release(decisions, audience, refs, look)
    release.text(a_passage(text))
    return release.clearance().checked[0]


def choose(text: str, state: State, *, by: int = 2, hands: Hands = HANDS, **more: Any) -> Decision:
    choice = Choice(state=state, **({"reason": "Everybody knows it."} | more))
    return decided(released(text), choice, by=OTHER if by == 2 else WRITER, hands=hands, key=KEY, look=look)


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize("audience", Audience)
def test_a_sentence_about_a_few_children_is_held_back_until_somebody_decides(text: str, audience: Audience):
    found = released(text, audience=audience)
    assert (found.tier, found.state, found.stands) == (Tier.STOP, State.OPEN, HELD_BACK)


@pytest.mark.parametrize(
    "text",
    ["Every child who waits has a named worker.", "Two children’s homes joined.", "Money is not agreed for 3 months."],
)
def test_what_speaks_of_no_child_passes_as_it_was_typed(text: str):
    assert released(text).stands == text
    assert released(text).tier is None


def test_a_reworded_text_stands_in_the_place_of_the_original_and_the_original_stays():
    wording = "Children who moved had first help sooner than before."
    found = released(SENTENCES[0], choose(SENTENCES[0], State.REWORDED, wording=wording))
    assert (found.stands, found.passage.text, found.state) == (wording, SENTENCES[0], State.REWORDED)


def test_a_decision_binds_one_text_and_a_changed_text_is_open_again():
    decision = choose(SENTENCES[0], State.AS_WRITTEN)
    assert released(SENTENCES[0], decision).stands == SENTENCES[0]
    assert released(f"{SENTENCES[0]} Now.", decision).stands == HELD_BACK
    assert SENTENCES[0] not in repr(decision)


def test_a_kind_that_is_newly_found_opens_a_text_again():
    decision = choose(SENTENCES[0], State.AS_WRITTEN)
    release = Release([decision], Audience.BOARD, (), lambda text: (*look(text), _a_name(text)))
    assert release.text(a_passage(SENTENCES[0])) == HELD_BACK


def test_a_kind_newly_found_in_the_words_for_papers_holds_them_back():
    wording = "Children were helped sooner."
    decision = choose(SENTENCES[0], State.REWORDED, wording=wording)
    later = Release([decision], Audience.BOARD, (), lambda text: (_a_name(text),) if text == wording else look(text))
    assert later.text(a_passage(SENTENCES[0])) == HELD_BACK


def _a_name(text: str) -> Identifier:
    return Identifier(len(text) - 2, len(text), IdentifierKind.NAME, text[-2:])


def test_a_decision_for_one_audience_serves_no_other_and_one_for_all_serves_all():
    board = choose(SENTENCES[1], State.AS_WRITTEN, audience=Audience.BOARD)
    assert released(SENTENCES[1], board, audience=Audience.BOARD).state is State.AS_WRITTEN
    assert released(SENTENCES[1], board, audience=Audience.PUBLISHED).stands == HELD_BACK
    every = choose(SENTENCES[1], State.AS_WRITTEN)
    assert all(released(SENTENCES[1], every, audience=one).state is State.AS_WRITTEN for one in Audience)


def test_the_newest_decision_holds():
    first, then = choose(SENTENCES[1], State.AS_WRITTEN), choose(SENTENCES[1], State.LEFT_OUT)
    assert released(SENTENCES[1], first, then).stands == NOTHING
    assert released(SENTENCES[1], then, first).stands == SENTENCES[1]


def test_a_stop_is_let_stand_by_somebody_other_than_its_writer_unless_nobody_else_is_there():
    with pytest.raises(NotAllowed, match="wrote this text"):
        choose(SENTENCES[0], State.AS_WRITTEN, by=1)
    alone = choose(SENTENCES[0], State.AS_WRITTEN, by=1, hands=Hands(writers={1}, readers={1}))
    release = Release([alone], Audience.BOARD, (), look)
    release.text(a_passage(SENTENCES[0]))
    assert "nobody else was there" in release.clearance().sentence()
    assert choose(SENTENCES[0], State.LEFT_OUT, by=1).state is State.LEFT_OUT


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        (Choice(state=State.OPEN), "Choose what papers say"),
        (Choice(state=State.REWORDED, wording=" "), "Write the words"),
        (Choice(state=State.REWORDED, wording="Three children waited."), "still looks like"),
        (Choice(state=State.AS_WRITTEN), "Say why"),
        (Choice(state=State.LEFT_OUT, reason="x" * 4001), "under 4000"),
    ],
)
def test_a_choice_that_is_not_whole_is_refused_with_what_to_do(choice: Choice, says: str):
    with pytest.raises(AuditError, match=says):
        decided(released(SENTENCES[0]), choice, by=OTHER, hands=HANDS, key=KEY, look=look)


def test_texts_about_one_child_are_confirmed_as_one_list_and_never_for_what_is_published():
    text = "The child moved twice and waited for help."
    found = released(text)
    assert (found.tier, found.stands) == (Tier.ASK, HELD_BACK)
    read = confirmed(found, by=WRITER, key=KEY)
    assert read.reason == CONFIRMED
    assert released(text, read).stands == text
    assert released(text, read, audience=Audience.PUBLISHED).stands == HELD_BACK
    published = Release([], Audience.PUBLISHED, (), look)
    published.text(a_passage(text))
    assert [one.passage.text for one in published.clearance().stops] == [text]
    with pytest.raises(AuditError, match="one at a time"):
        to_confirm(published.clearance())


def test_references_to_cases_are_replaced_and_shown_as_such():
    found = released("Child B waited; so did Child A and Child C.", refs=("Child A", "Child B", "Child C"))
    assert found.passage.text == "A child waited; so did children."
    assert [found.passage.text[start:end] for start, end in found.replaced] == ["A child", "children"]


def test_the_marking_says_what_is_true_of_the_paper():
    release = Release([choose(SENTENCES[0], State.AS_WRITTEN)], Audience.BOARD, (), look)
    assert release.clearance().sentence() == (
        "Case references are taken out. No typed text in it was marked as one that may point to a child."
    )
    release.text(a_passage(SENTENCES[0]))
    release.text(a_passage(SENTENCES[1], field="text"))
    said = release.clearance().sentence()
    assert "One text that may point to a child was read and decided on." in said
    assert "One text is held back until somebody has checked it." in said
    assert "One text stands as written" in said
    assert release.clearance().marked("OFFICIAL") == "OFFICIAL: board, restricted"


def test_released_text_is_made_in_one_place():
    with pytest.raises(TypeError):
        Released("Anybody could say this")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        as_released("Anybody could say this")
    assert pickle.loads(pickle.dumps(ours("A sentence."))) == "A sentence."  # noqa: S301 - our own
    makes = re.compile(
        r"audit\.domain\.identifying\.released import [^\n]*\b(?:ours|_Maker|_released)\b|released\.ours"
    )
    modules = (ROOT / "audit").rglob("*.py")
    found = {path.relative_to(ROOT).as_posix() for path in modules if makes.search(path.read_text())}
    assert found == {
        f"audit/domain/{name}.py"
        for name in ("release/decisions", "release/leaving", "plan/board_asks", "board/making")
    }


def a_whole_plan():
    cases = (a_case("C1"), a_case("C2"), a_case("C3", withdrawn="Moved away"))
    said = [
        ChildWords(text="Said beside one case", case="C1", for_papers=True, how_asked="Asked"),
        ChildWords(text="Not for papers", case="C1"),
        ChildWords(text="Of a withdrawn case", case="C3", for_papers=True, how_asked="Asked"),
    ]
    finding = replace(a_finding(text="Help came late.", words=said), ref="F1", cases=("C1",), evidence="C1's record")
    updates = tuple(
        Update(on=date(2026, 1, number), by="Head", progress=Progress.ON_TRACK, text=f"Said {number}")
        for number in (1, 2)
    )
    action = Action(
        ref="A1",
        finding="F1",
        text="Ask",
        success_measure="Heard",
        lead_agency="CSC",
        owner="Head",
        due=date(2027, 1, 1),
        updates=updates,
    )
    return plan(a_round(cases=cases), [finding], [action], [NoAction(finding="F1", reason="Why not")])


def test_a_plan_on_its_way_out_holds_no_text_that_nobody_released():
    whole = a_whole_plan()
    assert unreleased(whole)
    told = let_through(lambda release: leaving.plan(release, whole))
    must_be_released(told)
    assert "C1" not in repr(told)
    assert [update.text for update in told.actions[0].updates] == ["", "Said 2"]
    with pytest.raises(TypeError, match="not released"):
        must_be_released(whole)


def test_a_quotation_stands_apart_from_a_finding_that_rests_on_one_case_and_only_if_it_is_for_papers():
    for names_cases in (False, True):
        told = let_through(lambda release: leaving.plan(release, a_whole_plan()), names_cases=names_cases)
        assert [(one.text, one.apart) for one in told.findings[0].words] == [("Said beside one case", True)]


@pytest.mark.parametrize(
    ("cases", "withdrawn", "apart"),
    [
        (("C1", "C2"), (), False),
        (("C1",), (), True),
        (("C1", "C2"), ("C2",), True),
        ((), (), True),  # nobody said which children it is about: it may be the one who is quoted
    ],
)
def test_a_case_that_was_withdrawn_does_not_make_a_finding_rest_on_more_than_one(
    cases: tuple[str, ...], withdrawn: tuple[str, ...], apart: bool
):
    whole = a_whole_plan()
    there = tuple(replace(a_case(ref), withdrawn="moved" if ref in withdrawn else None) for ref in ("C1", "C2"))
    finding = replace(whole.findings[0], cases=cases, rests_on=())
    plan = replace(
        whole, audit_round=replace(whole.audit_round, cases=there), findings=(finding,), actions=(), no_actions=()
    )
    told = let_through(lambda release: leaving.plan(release, plan))
    assert {one.apart for one in told.findings[0].words} == {apart}


def test_a_finding_that_rests_on_one_case_and_speaks_of_a_child_is_read_first():
    def tier(text: str, *cases: str) -> Tier | None:
        release = Release((), Audience.BOARD, (), look)
        whole = replace(a_whole_plan(), actions=(), no_actions=())
        finding = replace(whole.findings[0], text=text, cases=cases, rests_on=(), words=())
        leaving.plan(release, replace(whole, findings=(finding,)))
        return next(one.tier for one in release.clearance().checked if one.passage.field == "text")

    assert tier("When a child moved, help waited for months.", "C1") is Tier.ASK
    assert tier("When a child moved, help waited for months.", "C1", "C2") is None
    assert tier("After a move help waited for months.", "C1") is None


def test_the_words_of_a_finding_in_an_old_version_are_read_as_strictly_as_its_own():
    text = "When a child moved, help waited for months."
    change = Change(ref="F1", kind=Kind.CHANGED, title=text, steps=(Step(label="Finding", before=text, after="Now."),))
    release = Release((), Audience.BOARD, (), look)
    (told,) = leaving.changes(release, "R1", [change])
    assert told.title == told.steps[0].before == HELD_BACK


def test_changes_since_the_last_version_go_the_same_way_as_the_plan():
    before, after = SENTENCES[0], "Nothing to tell yet."
    steps = (
        Step(label="What shows it", before=before, after=after),
        Step(label="Due", before="1 May 2026", after="2 May 2026"),
        Step(label="Verified", before="", after=f"{next(said for said in VERIFIED.values() if said)}: {SENTENCES[2]}"),
    )
    change = Change(ref="A1", kind=Kind.CHANGED, title="Ask", steps=steps)
    wording = "It was sooner."
    release = Release([choose(before, State.REWORDED, wording=wording)], Audience.BOARD, (), look)
    (told,) = leaving.changes(release, "R1", [replace(change, ref="A1")])
    assert (told.steps[0].before, told.steps[0].after) == (wording, after)
    assert told.steps[1].before == "1 May 2026"
    assert told.steps[2].after.endswith(HELD_BACK)
    must_be_released(told)
