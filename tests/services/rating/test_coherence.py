"""A second look before submitting: shown once, never in the way, and counted as kept or changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from audit.app import App
from audit.domain.people.person import Role, Viewer
from audit.domain.rating.coherence import Prompt, PromptCount
from audit.domain.rating.form import Account, Answer, SeenIn
from audit.domain.rounds.audit_round import Stage
from audit.errors import NotAllowed
from audit.library.own_files.local_lists import coherence_rules
from audit.services.rating import form
from audit.store.queries import drafts
from audit.store.queries import rating as queries
from tests.builders import NOON
from tests.scenes import ROUND, Said, Scene, a_scene

RULES = coherence_rules()
AT: dict[str, Any] = {"round_ref": ROUND, "case_ref": "Child A", "now": NOON}
DOING = Account(synopsis="She moved.", difference="Referred, then reviewed, then discussed at two meetings.")
CHANGING = Account(synopsis="She moved.", difference="She sleeps now and has stopped hurting herself.")


@pytest.fixture
def scene(app: App) -> Scene:
    return a_scene(app, cases=("Child A", "Child B"))


def filled_in(scene: Scene, account: Account) -> Viewer:
    viewer = scene.viewer("CSC")
    scene.fill_in(viewer, submit=False)
    rewrite(scene, viewer, account)
    return viewer


def rewrite(scene: Scene, viewer: Viewer, account: Account) -> None:
    with scene.app.unit_of_work() as db:
        saved = drafts.draft(db, viewer=viewer, round_ref=ROUND, case_ref="Child A").account.saved
        whole = Account(synopsis=account.synopsis, difference=account.difference, saved=saved)
        form.save_account(db, viewer=viewer, account=whole, **AT)


def look(scene: Scene, viewer: Viewer) -> tuple[Prompt, ...]:
    with scene.app.unit_of_work() as db:
        return form.look(db, viewer=viewer, rules=RULES, **AT)


def submit(scene: Scene, viewer: Viewer) -> None:
    with scene.app.unit_of_work() as db:
        form.submit(db, viewer=viewer, **AT)
        form.settle(db, viewer=viewer, rules=RULES, **AT)


def counts(scene: Scene, who: str = "facilitator") -> dict[str, PromptCount]:
    with scene.app.reading() as db:
        viewer = Viewer.of(scene.people[who])
        return {one.rule: one for one in queries.counts(db, viewer=viewer, audit_round=scene.round())}


def test_what_still_holds_when_the_form_is_submitted_was_kept_and_the_rest_changed(scene: Scene):
    viewer = filled_in(scene, DOING)
    assert {one.rule for one in look(scene, viewer)} == {"nothing_from_child_or_carer", "done_not_changed"}
    rewrite(scene, viewer, CHANGING)
    submit(scene, viewer)
    scene.move_to(Stage.WORKSHOP)
    scene.reveal()
    found = counts(scene)
    assert found["nothing_from_child_or_carer"] == PromptCount(
        rule="nothing_from_child_or_carer", shown=1, unchanged=1, changed=0
    )
    assert found["done_not_changed"] == PromptCount(rule="done_not_changed", shown=1, unchanged=0, changed=1)


def test_looking_twice_counts_once(scene: Scene):
    viewer = filled_in(scene, DOING)
    assert look(scene, viewer) == look(scene, viewer)
    submit(scene, viewer)
    scene.move_to(Stage.WORKSHOP)
    scene.reveal()
    assert counts(scene)["done_not_changed"].shown == 1


def test_nothing_is_asked_while_something_is_missing(scene: Scene):
    viewer = filled_in(scene, Account(synopsis="", difference=DOING.difference))
    assert look(scene, viewer) == ()


def test_nothing_is_asked_of_a_form_that_is_submitted(scene: Scene):
    viewer = filled_in(scene, DOING)
    submit(scene, viewer)
    assert look(scene, viewer) == ()


def test_the_difference_is_compared_with_the_agencys_own_other_children_only(scene: Scene):
    words = "She sleeps now, since somebody came every week and stayed with her until it was over."
    for agency in ("CSC", "CAMHS"):
        scene.fill_in(scene.viewer(agency), "Child B", Said(words=words))
    viewer = filled_in(scene, Account(synopsis="She moved.", difference=f"difference {words}"))
    assert "difference_repeats" in {one.rule for one in look(scene, viewer)}
    with scene.app.reading() as db:
        found = queries.other_differences(db, viewer=scene.viewer("HEALTH"), audit_round=scene.round(), case_ref="x")
        behind = queries.other_differences(
            db, viewer=scene.at_desk_of("CAMHS"), audit_round=scene.round(), case_ref="Child A"
        )
    assert found == behind == {}


def test_second_looks_are_counted_after_the_reveal_and_for_the_audit_group(scene: Scene):
    viewer = filled_in(scene, DOING)
    look(scene, viewer)
    submit(scene, viewer)
    assert counts(scene) == counts(scene, "CSC") == {}
    scene.move_to(Stage.WORKSHOP)
    scene.reveal()
    assert counts(scene, "CSC")
    assert counts(scene, Role.BOARD_MEMBER.value) == {}


def test_a_board_member_may_not_look_at_a_form(scene: Scene):
    with pytest.raises(NotAllowed):
        look(scene, Viewer(person=scene.people[Role.BOARD_MEMBER.value], agency="CSC"))


def test_a_child_who_was_asked_is_not_asked_about(scene: Scene):
    viewer = filled_in(scene, CHANGING)
    with scene.app.unit_of_work() as db:
        draft = drafts.draft(db, viewer=viewer, round_ref=ROUND, case_ref="Child A")
        answer = next(iter(draft.answers.values()))
        heard = replace(answer, answer=Answer.MET, seen_in=frozenset({SeenIn.CHILD_OR_CARER}), note="")
        form.save_answer(db, viewer=viewer, answer=heard, **AT)
    assert look(scene, viewer) == ()
