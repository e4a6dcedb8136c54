"""Re-audit: every old finding is looked at again, one by one, and nothing is forgotten on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from audit.domain.findings.finding import FindingKind
from audit.domain.identifying.released import must_be_released
from audit.domain.over_time.programme import agencies_now, editions, must_be_ready, title_of
from audit.domain.over_time.reaudit import (
    Seen,
    Settlement,
    SinceLastTime,
    last_findings,
    line_back,
    since_last_time,
    theme_changes,
)
from audit.domain.people.person import Agency
from audit.domain.plan.actions import Action, Impact, NoAction, Progress, Update, plan
from audit.domain.release import leaving
from audit.domain.rounds.audit_round import Drawn, FrameworkCopy, Round, Stage
from audit.errors import AuditError
from tests.builders import a_finding, a_framework, a_judgement, a_round, an_agency, statement, theme
from tests.releasing import let_through

LAST = replace(a_round(stage=Stage.CLOSED), ref="R1", title="First")
NOW = replace(a_round(), ref="R2", title="Second", reaudit_of="R1")
FAULT = a_finding("F1", FindingKind.NEEDS_TO_IMPROVE, text="Nobody asked.")
STRENGTH = a_finding("F2", text="Carers were backed.")
URGENT = a_finding("F3", FindingKind.PRIORITY_ACTION, text="A child waited.")
GONE = a_finding("F4", put_into="F1")
FOUND = (FAULT, STRENGTH, URGENT, GONE)


def an_action(finding: str = "F1", *updates: Update) -> Action:
    return Action(
        ref="A1",
        finding=finding,
        text="Ask",
        success_measure="Heard",
        lead_agency="CSC",
        owner="Lead",
        due=date(2026, 3, 1),
        updates=updates,
    )


def an_update(progress: Progress, impact: Impact = Impact.NOT_KNOWN) -> Update:
    return Update(on=date(2026, 2, 1), by="Lead", progress=progress, text="So.", impact=impact, evidence_of_impact="x")


def settled(finding: str, seen: Seen, looked_at: str = "Six records.", version: int = 1) -> Settlement:
    return Settlement(finding=finding, seen=seen, looked_at=looked_at, version=version)


def since(*said: Settlement, now: Round = NOW, **more: object) -> SinceLastTime:
    the_plan = plan(LAST, FOUND, (an_action(),), (NoAction(finding="F3", reason="Done already."),))
    given: dict[str, Any] = {"then": (), "judged": (), "findings": ()} | more
    return since_last_time(last=LAST, now=now, plan=the_plan, settled=said, **given)


def test_what_is_urgent_comes_first_and_what_was_put_into_another_is_left_out():
    assert [one.finding.ref for one in since().findings] == ["F3", "F1", "F2"]


def test_a_finding_comes_with_its_actions_and_the_reason_for_none():
    by_ref = {one.finding.ref: one for one in since().findings}
    assert [action.ref for action in by_ref["F1"].actions] == ["A1"]
    assert by_ref["F3"].no_action is not None
    assert by_ref["F2"].became == "Not checked yet"


def test_the_newest_word_on_a_finding_counts_whatever_the_order():
    said = (settled("F1", Seen.SEEN_AGAIN, version=2), settled("F1", Seen.NOT_TESTED))
    (_, one, _) = since(*said).findings
    assert one.became == "Found again"


def test_what_became_of_all_is_said_in_one_sentence():
    found = since(settled("F1", Seen.NOT_SEEN), settled("F3", Seen.SEEN_AGAIN))
    assert found.sentence == (
        "3 findings last time. To improve: one found again and one not found in the cases looked at. "
        "Strengths: one not checked yet."
    )
    assert [one.finding.ref for one in found.to_look_at] == ["F2"]


def test_a_last_round_without_findings_leaves_nothing_to_look_at():
    empty = since_last_time(
        last=LAST, now=NOW, plan=plan(LAST, (), (), ()), settled=(), then=(), judged=(), findings=()
    )
    assert empty.sentence == "First left no finding to check."
    assert last_findings(plan(LAST, (), (), ()), ()) == ()


def test_a_choice_without_a_sentence_is_refused():
    with pytest.raises(AuditError, match="what was looked at for F1"):
        settled("F1", Seen.NOT_SEEN, " ").must_be_sound()


@pytest.mark.parametrize("kind", FindingKind)
def test_each_choice_says_what_it_means_for_each_kind(kind: FindingKind):
    assert len({one.meaning(kind) for one in Seen}) == len(Seen)
    assert "strength" in Seen.SEEN_AGAIN.meaning(FindingKind.STRENGTH)


def test_small_rounds_claim_no_change():
    random: dict[str, Any] = {"drawn": Drawn.AT_RANDOM}
    found = since_last_time(
        last=replace(LAST, **random),
        now=replace(NOW, **random),
        plan=plan(LAST, (), (), ()),
        settled=(),
        then=(),
        judged=(),
        findings=(),
    )
    assert (
        found.chance == "Different children, so not a trend. A change is told only from 20 judged cases in each round."
    )


def test_rounds_chosen_on_purpose_claim_no_change():
    found = since(now=replace(NOW, drawn=Drawn.ON_PURPOSE))
    assert found.chance == "Different children, so not a trend. Not every case was drawn at random."


def test_statements_are_compared_along_with_the_findings():
    grades = [a_judgement(case.ref, statement(1), "good") for case in NOW.cases]
    assert len(since(judged=grades).statements) == 7


def test_themes_are_told_then_and_now_as_findings_and_not_as_children():
    now = (a_finding("F1", themes=[theme(11)]), a_finding("F2", FindingKind.NEEDS_TO_IMPROVE, themes=[theme(1)]))
    found = {one.now.theme.ref: one for one in theme_changes(LAST, NOW, FOUND, now)}
    assert set(found) == {"L1", "L11"}
    assert found["L11"].sentence == "Then 2 to improve and one of strength; now one of strength."
    assert found["L1"].to_improve == (0, 1)
    assert found["L1"].sentence.startswith("Then no finding")


def test_what_was_looked_at_leaves_without_references_and_as_somebody_decided():
    said = settled("F1", Seen.NOT_SEEN, "Child A’s record.")
    told = let_through(lambda release: leaving.settlement(release, "R2", said), references=("Child A",))
    assert told.looked_at == "A child’s record."
    must_be_released(told)


@pytest.mark.parametrize("stage", [Stage.SETUP, Stage.RATING, Stage.WORKSHOP])
def test_a_round_without_findings_yet_cannot_be_looked_at_again(stage: Stage):
    with pytest.raises(AuditError, match="once its findings are being recorded"):
        must_be_ready(replace(LAST, stage=stage))
    must_be_ready(LAST)


def test_a_newer_edition_is_offered_where_its_refs_match():
    copy = a_framework()
    newer = replace(copy, version=copy.version + 1)
    without = replace(newer, items=tuple(one for one in newer.items if "QS7" not in (one.ref, one.part_of)))
    copies = (FrameworkCopy(framework=copy, digest=""),)
    (offered,), (refused,), (same,) = (editions(copies, [one]) for one in (newer, without, copy))
    assert offered.may_be_newer
    assert (refused.may_be_newer, refused.missing) == (False, ("QS7",))
    assert (same.newer, same.may_be_newer) == (None, False)
    assert editions(copies, [])[0].newer is None


def test_agencies_come_along_or_whatever_took_their_place():
    old, new = replace(an_agency("OLD"), successor="MID"), an_agency("NEW")
    mid, csc = replace(an_agency("MID"), successor="NEW"), an_agency("CSC")
    assert agencies_now([old, csc, new], [old, mid, new, csc]) == ("NEW", "CSC")


def test_successors_that_go_round_or_are_not_here_end_where_they_are():
    round_and_round = [replace(an_agency("A"), successor="B"), replace(an_agency("B"), successor="A")]
    assert agencies_now(round_and_round[:1], round_and_round) == ("B",)
    lost: Agency = replace(an_agency("A"), successor="GONE")
    assert agencies_now([lost], [lost]) == ("A",)


def test_a_title_says_once_that_it_is_a_re_audit():
    assert title_of(LAST) == "Re-audit: First"
    assert title_of(replace(LAST, title="Re-audit: First")) == "Re-audit: First"


def test_the_line_of_re_audits_goes_back_to_the_first_and_ends_even_in_a_ring():
    third = replace(NOW, ref="R3", reaudit_of="R2")
    assert [one.ref for one in line_back([third, NOW, LAST], "R3")] == ["R1", "R2", "R3"]
    ring = replace(LAST, reaudit_of="R2")
    assert [one.ref for one in line_back([NOW, ring], "R2")] == ["R1", "R2"]
    assert line_back([NOW], "nowhere") == ()
