"""No sentence of a paper goes wrong where there is none, one or a few of what it counts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from audit.documents import letter_wording
from audit.documents.board import summary
from audit.documents.board.papers import PaperKind, write_paper
from audit.documents.board.parts import actions as bars_of
from audit.documents.board.parts import actions_message
from audit.documents.plan import paper
from audit.documents.plan.action_plan import write_action_plan
from audit.domain.board.view import means
from audit.domain.findings.finding import FindingKind, by_theme
from audit.domain.identifying.passages import Audience
from audit.domain.identifying.released import HELD_BACK, first_sentence
from audit.domain.over_time.change import Match
from audit.domain.over_time.change import sentence as what_changed
from audit.domain.plan.actions import Action, Progress, Update
from audit.domain.workshop.participation import Submission
from audit.domain.workshop.participation_words import how, looked, looks_again
from audit.domain.workshop.suppression import Word, tally_of
from tests.builders import a_round, a_scale, theme, who_took_part
from tests.documents.board_builders import a_view, said
from tests.documents.builders import TODAY, a_finding, a_paper, a_plan_round, an_action

DONE = Update(on=TODAY, by="Head", progress=Progress.DONE, text="It is in use.")
WRONG = re.compile(
    r"\b[Nn]o of |\b[Nn]o (?:is|are|has|have) |\bOf one |\b[Nn]o actions answer|\bno actions stand|\?\.|[.]{2}|"
    r"; and when|is there so that|owns it|\bno done"
)
MANY = (0, 1, 2, 5)


def doing(count: int, done: int) -> tuple[Action, ...]:
    return tuple(an_action(n, "F1", text="Name a lead.", updates=(DONE,) * (n < done)) for n in range(count))


CASES = [(count, done) for count in MANY for done in sorted({0, 1, count}) if done <= count]


@pytest.mark.parametrize(("count", "done"), CASES)
@pytest.mark.parametrize("kind", PaperKind)
def test_a_board_paper_counts_actions_as_people_do(kind: PaperKind, count: int, done: int):
    view = a_view(before=False, doing=doing(count, done), findings=(a_finding("F1", FindingKind.STRENGTH, "Heard."),))
    told = "\n".join([said(kind, write_paper(kind, view)), actions_message(view), bars_of(view).alt_text])
    assert WRONG.findall(told) == []


@pytest.mark.parametrize(("count", "done"), CASES)
def test_a_plan_counts_actions_as_people_do(count: int, done: int):
    told = said(PaperKind.BOARD, write_action_plan(a_paper(actions=doing(count, done))))
    assert WRONG.findall(told) == []


def test_none_and_one_action_in_a_charts_message():
    assert actions_message(a_view(doing=doing(3, 0))) == (
        "None of the 3 actions is done; none is verified to make a difference"
    )
    assert (
        actions_message(a_view(doing=doing(1, 0))) == "The one action is not done; its difference is not fully verified"
    )
    assert "done, difference verified: none." in bars_of(a_view(doing=doing(2, 1))).alt_text


def test_a_short_sentence_gives_up_its_full_stop_too():
    assert first_sentence("Help came late.") == "Help came late"
    assert first_sentence("Help came late. Nobody rang.") == "Help came late. Nobody rang"
    assert first_sentence("Why?") == "Why?"


def test_one_theme_is_not_most_of_anything():
    found = (a_finding("F1", FindingKind.STRENGTH, "Heard.", themes=(theme(11),)),)
    counts = [one for one in by_theme(found, a_round().themes()) if one.total]
    assert paper.themes_message(counts) == "Voice and influence is the only theme with findings"


def test_nothing_is_called_no_strength_where_nothing_can_be_said():
    audit_round = a_plan_round(2)
    few = a_paper(audit_round=audit_round)
    assert set(few.words.values()) == {Word.NOT_ENOUGH}
    assert "No statement is a strength" not in paper.looked_at(few)
    weak = replace(few, words=dict.fromkeys(few.words, Word.NEEDS_TO_IMPROVE))
    assert "No statement is a strength in the cases looked at." in paper.looked_at(weak)


def test_a_day_planned_for_the_re_audit_is_not_one_kept():
    past, ahead = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    assert looks_again(None, "", TODAY) == "No date is set yet for the re-audit."
    assert looks_again(past, "", TODAY).endswith("None has been opened.")
    assert looks_again(ahead, "", TODAY).startswith("A re-audit is planned for 21 Nov 2026")
    assert looks_again(past, "R26", TODAY) == looks_again(None, "R26", TODAY) == "The re-audit is R26."


@pytest.mark.parametrize("kind", PaperKind)
def test_a_paper_of_a_round_that_was_looked_at_again_says_so(kind: PaperKind):
    view = replace(a_view(), looked_again_in="AU27")
    if kind is not PaperKind.BRIEFING:
        assert "The re-audit is AU27." in said(kind, write_paper(kind, view))


def test_how_many_of_a_letters_findings_have_an_action():
    assert letter_wording.answered(a_view(doing=doing(2, 0))).startswith(
        "One of the 4 findings that ask for change has an action."
    )
    wanting = (a_finding("F1", FindingKind.NEEDS_TO_IMPROVE, "Waits."), a_finding("F2", FindingKind.STRENGTH, "Heard."))
    elsewhere = (an_action(1, "F2"),)
    told = letter_wording.answered(a_view(findings=wanting, doing=elsewhere))
    assert told.startswith("The one finding that asks for change has no action.")


def test_children_who_left_the_round_are_said_to_be_left_out():
    left = "Children withdrawn from the round are not counted."
    assert looked(a_paper().participation).endswith(left)
    assert left not in looked(who_took_part(a_round()))


def test_a_published_paper_is_not_marked_as_one_that_stays_secret():
    clearance = replace(a_view().clearance, audience=Audience.PUBLISHED)
    assert clearance.marked("OFFICIAL-SENSITIVE") == "OFFICIAL-SENSITIVE until published"
    assert clearance.marked("") == "For publication"


def test_a_title_that_is_held_back_gives_way_to_the_rounds_ref_inside_a_sentence():
    view = replace(a_view(), title=HELD_BACK)
    assert summary.source(view, "findings").startswith(f"Source: findings of {view.round_ref}; ")


def test_statements_that_all_stand_alike_are_not_named_one_by_one():
    since = a_view().since
    assert since is not None
    new = [replace(one, match=Match.NEW, then=None, direction=None) for one in since.statements]
    assert what_changed(new) == "The statements were not asked last time."


def test_a_case_without_a_judgement_is_not_one_that_could_not_be_judged():
    asked = a_round().statements()[0]
    tried = tally_of(["good"] * 4, a_scale(), applied=5).missing
    untried = tally_of(["good"] * 4, a_scale(), applied=5, unjudged=1).missing
    assert "could not be judged" in means(asked, Word.STRENGTH, missing=tried)
    assert "have not been judged" in means(asked, Word.STRENGTH, missing=untried)
    assert means(asked, Word.NOT_ENOUGH, missing=untried).endswith("’")


def test_one_finding_and_one_agency_are_told_as_one():
    assert paper.raised_of([FindingKind.STRENGTH]) == "There is one finding: a strength."
    assert paper.raised_of([FindingKind.PRIORITY_ACTION]) == "There is one finding: an area for priority action."
    alone = [Submission(case=f"Child {letter}", agency="CSC") for letter in "AB"]
    assert how(alone) == ""
    assert how([*alone, Submission(case="Child A", agency="CAMHS")]).startswith("The audits are blind")


def test_a_plan_without_actions_has_no_status_to_tell():
    told = said(PaperKind.BOARD, write_action_plan(a_paper(actions=())))
    assert "No action is planned yet." in told
    assert "Status" not in told
