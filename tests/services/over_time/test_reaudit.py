"""A re-audit brings last time's findings forward, and what is said of each is kept with who, when and why."""

from __future__ import annotations

from dataclasses import replace
from math import comb

import pytest

from audit.app import App
from audit.domain.over_time.change import Direction
from audit.domain.over_time.reaudit import Seen, Settlement
from audit.domain.people.person import Viewer
from audit.domain.rounds.audit_round import Stage
from audit.domain.workshop.suppression import Word
from audit.errors import AuditError, Conflict, NotAllowed
from audit.services.over_time import reaudit
from audit.services.rounds import setup
from audit.services.rounds.setup import Opening
from audit.services.safekeeping import erasure
from audit.store.queries import trail
from tests.builders import NOON, THEMES, a_framework, a_scale
from tests.reaudits import FIRST, SECOND, Reaudit, a_last_round, a_reaudit
from tests.scenes import AGENCIES, ROUND, a_small_framework


@pytest.fixture
def whole(app: App) -> Reaudit:
    return a_reaudit(app)


def test_last_times_findings_come_forward_with_their_actions(any_app: App):
    found = a_reaudit(any_app).since()
    assert [(one.finding.ref, [action.ref for action in one.actions]) for one in found.findings] == [
        ("F1", ["A1"]),
        ("F2", []),
    ]
    assert len(found.to_look_at) == 2


def test_what_is_said_of_a_finding_is_kept_with_who_and_when(whole: Reaudit):
    assert whole.settle("F1", Seen.NOT_SEEN, "  Six records were read.  ") == 1
    said = whole.since().findings[0].settlement
    assert said is not None
    assert (said.seen, said.looked_at, said.at_utc) == (Seen.NOT_SEEN, "Six records were read.", NOON)
    assert said.by == whole.scene.facilitator.name
    with whole.app.reading() as db:
        newest = trail.lines(db, most=1)[0]
    assert (newest.event, newest.about) == ("last finding settled", f"{SECOND} {FIRST}/F1")


def test_a_change_of_mind_is_a_new_version_and_the_old_one_stays(whole: Reaudit):
    whole.settle(seen=Seen.NOT_TESTED)
    assert whole.settle(seen=Seen.SEEN_AGAIN, version=1) == 2
    with whole.app.reading() as db:
        said = reaudit.history(db, viewer=Viewer.of(whole.scene.facilitator), round_ref=SECOND)
    assert [(one.version, one.seen) for one in said] == [(1, Seen.NOT_TESTED), (2, Seen.SEEN_AGAIN)]
    assert whole.since().findings[0].became == "Found again"


def test_two_people_do_not_write_over_one_another(whole: Reaudit):
    whole.settle(looked_at="The first read six records.")
    with pytest.raises(Conflict) as caught:
        whole.settle(looked_at="The second read four.")
    assert isinstance(caught.value.stored, Settlement)
    assert (caught.value.stored.looked_at, caught.value.version) == ("The first read six records.", 1)


@pytest.mark.parametrize(("finding", "looked_at"), [("F9", "Records."), ("F1", "  ")])
def test_what_cannot_stand_is_refused(whole: Reaudit, finding: str, looked_at: str):
    with pytest.raises(AuditError):
        whole.settle(finding, looked_at=looked_at)
    assert len(whole.since().to_look_at) == 2


def test_only_who_decides_on_findings_settles_them(whole: Reaudit):
    said = Settlement(finding="F1", seen=Seen.NOT_SEEN, looked_at="Records.")
    for who in ("CSC", "scrutineer", "board_member", "manager"):
        by = whole.scene.people[who]
        with pytest.raises(NotAllowed), whole.app.unit_of_work() as db:
            reaudit.settle(db, by=by, round_ref=SECOND, settlement=said, seen_version=0, now=NOON)


def test_a_round_by_itself_has_nothing_to_settle(whole: Reaudit):
    said = Settlement(finding="F1", seen=Seen.NOT_SEEN, looked_at="Records.")
    with whole.app.unit_of_work() as db:
        setup.step_back(db, by=whole.scene.facilitator, round_ref=FIRST, reason="x", now=NOON)
        setup.step_back(db, by=whole.scene.facilitator, round_ref=FIRST, reason="x", now=NOON)
    with pytest.raises(AuditError, match="not the re-audit"), whole.app.unit_of_work() as db:
        reaudit.settle(db, by=whole.scene.facilitator, round_ref=FIRST, settlement=said, seen_version=0, now=NOON)


def test_before_the_workshop_and_after_the_plan_nothing_is_settled(app: App):
    whole = a_reaudit(app, stage=Stage.BOARD)
    with pytest.raises(AuditError, match="is at “Board”"):
        whole.settle()


def test_random_rounds_with_twenty_judged_cases_are_tested(app: App):
    (one, *_) = a_reaudit(app, cases=20).since().statements
    assert (one.then, one.now, one.direction) == (Word.NEEDS_TO_IMPROVE, Word.STRENGTH, Direction.BETTER)
    assert one.p_value == pytest.approx(2 / comb(40, 20))
    assert one.beyond_chance


def test_rounds_whose_drawing_nobody_noted_are_not_tested(app: App):
    (one, *_) = a_reaudit(app, drawn=None).since().statements
    assert (one.direction, one.p_value) == (None, None)


def test_a_board_member_reads_what_became_of_findings_without_cases(whole: Reaudit):
    found = whole.since("board_member")
    assert found.findings[0].finding.cases == ()
    assert [one.now for one in found.statements] == [one.now for one in whole.since().statements]


def test_the_line_of_re_audits_comes_with_its_judgements(whole: Reaudit):
    with whole.app.reading() as db:
        line, judgements = reaudit.line_of(db, viewer=Viewer.of(whole.scene.facilitator), round_ref=SECOND)
    assert [one.ref for one in line] == [FIRST, SECOND]
    assert {ref: len(found) for ref, found in judgements.items()} == {FIRST: 8, SECOND: 8}


def an_opening(ref: str, of: str) -> Opening:
    return Opening(
        ref=ref,
        title="Again",
        theme="",
        frameworks=(a_small_framework(), a_framework(THEMES)),
        scale=a_scale(),
        agencies=tuple(AGENCIES),
        reaudit_of=of,
    )


@pytest.mark.parametrize("of", ["NOWHERE", ROUND, "AGAIN"])
def test_a_re_audit_is_of_another_round_that_has_come_to_its_findings(app: App, of: str):
    whole = a_last_round(app)
    with pytest.raises(AuditError), app.unit_of_work() as db:
        setup.open_round(db, by=whole.scene.facilitator, opening=an_opening("AGAIN", of), now=NOON)


def test_what_a_round_looks_at_again_can_be_put_right_until_rating(app: App):
    whole = a_last_round(app)
    opening = replace(an_opening(ROUND, FIRST), title="Being heard")
    with app.unit_of_work() as db:
        changed = setup.change_opening(db, by=whole.scene.facilitator, opening=opening, now=NOON)
    assert changed.reaudit_of == FIRST


def texts(whole: Reaudit) -> list[str]:
    with whole.app.reading() as db:
        said = reaudit.history(db, viewer=Viewer.of(whole.scene.facilitator), round_ref=SECOND)
    return [one.looked_at for one in said]


def erase(whole: Reaudit, ref: str, case: str) -> None:
    with whole.app.unit_of_work() as db:
        erasure.erase_case(db, by=whole.scene.facilitator, round_ref=ref, case_ref=case, confirmed=case, now=NOON)


def test_erasing_a_case_takes_away_what_may_have_told_of_it(whole: Reaudit):
    whole.settle("F1", looked_at="An old wording.")
    whole.settle("F1", looked_at="Nothing of anybody.", version=1)
    whole.settle("F2", looked_at="Child A’s record.")
    erase(whole, SECOND, "Child A")
    assert [text.startswith("Erased") for text in texts(whole)] == [True, False, True]


def test_erasing_an_earlier_case_leaves_what_does_not_name_it(whole: Reaudit):
    whole.settle("F1", looked_at="An old wording.")
    whole.settle("F1", looked_at="Child B was asked.", version=1)
    erase(whole, FIRST, "Child B")
    assert [text.startswith("Erased") for text in texts(whole)] == [False, True]


def test_where_the_last_round_was_erased_what_was_said_stays_with_this_one(whole: Reaudit):
    whole.settle()
    with whole.app.unit_of_work() as db:
        erasure.erase_round(db, by=whole.scene.facilitator, round_ref=FIRST, confirmed=FIRST, now=NOON)
    with whole.app.reading() as db:
        viewer = Viewer.of(whole.scene.facilitator)
        assert reaudit.since_last_time(db, viewer=viewer, round_ref=SECOND) is None
    assert texts(whole) == ["Six records."]
