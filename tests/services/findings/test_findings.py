"""Findings are raised from what was agreed; merging and splitting lose nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from audit.app import App
from audit.domain.findings.finding import ChildWords, Finding, FindingKind
from audit.domain.people.person import Viewer
from audit.domain.rounds.audit_round import Stage
from audit.errors import AuditError, Conflict, NotAllowed
from audit.services import findings
from audit.store.queries import findings as queries
from tests.builders import NOON, a_finding, statement, theme
from tests.scenes import ROUND, Scene, a_scene

WORDS = ChildWords(text="I chose the day.", case="Child A", for_papers=True, how_asked="Asked by her worker.")
PRIVATE = ChildWords(text="Do not tell.", case="Child A")


@pytest.fixture
def scene(app: App) -> Scene:
    return a_scene(app, stage=Stage.FINDINGS)


def about(text: str = "Found.", kind: FindingKind = FindingKind.STRENGTH, **changes: Any) -> Finding:
    return replace(a_finding(text=text, kind=kind, statements=[statement(1)]), **changes)


def seen(scene: Scene, who: str = "facilitator") -> dict[str, Finding]:
    with scene.app.reading() as db:
        found = queries.findings(db, viewer=Viewer.of(scene.people[who]), audit_round=scene.round())
    return {one.ref: one for one in found}


def change(scene: Scene, finding: Finding) -> None:
    with scene.app.unit_of_work() as db:
        findings.change(db, by=scene.facilitator, round_ref=ROUND, finding=finding, now=NOON)


def merge(scene: Scene, *refs: str, text: str = "Both.") -> str:
    with scene.app.unit_of_work() as db:
        return findings.merge(db, by=scene.facilitator, round_ref=ROUND, refs=refs, text=text, now=NOON)


def split(scene: Scene, ref: str, *texts: str) -> tuple[str, ...]:
    with scene.app.unit_of_work() as db:
        return findings.split(db, by=scene.facilitator, round_ref=ROUND, ref=ref, texts=texts, now=NOON)


def test_a_finding_is_kept_with_everything_it_is_about(any_app: App):
    scene = a_scene(any_app, stage=Stage.FINDINGS)
    finding = about(
        agencies=("CSC",), themes=(theme(1), theme(11)), cases=("Child A",), words=(WORDS, PRIVATE), evidence="Files."
    )
    assert scene.raise_finding(finding) == "F1"
    assert seen(scene)["F1"] == replace(finding, ref="F1", said_by="This computer")


def test_refs_count_on_and_are_never_used_twice(scene: Scene):
    refs = [scene.raise_finding(about(text)) for text in ("One.", "Two.")]
    assert (*refs, merge(scene, "F1", "F2"), scene.raise_finding(about())) == ("F1", "F2", "F3", "F4")


@pytest.mark.parametrize(
    ("finding", "says"),
    [
        (about(" "), "in a sentence"),
        (about(statements=()), "at least one statement"),
        (about(statements=(statement(7),)), "no statement QS7"),
        (about(themes=(theme(13),)), "not a theme"),
        (about(cases=("Child Z",)), "no case Child Z"),
        (about(agencies=("FIRE",)), "FIRE does not take part"),
        (about(words=(replace(WORDS, how_asked=""),)), "whether they were asked"),
    ],
)
def test_a_finding_that_cannot_stand_is_not_raised(finding: Finding, says: str, scene: Scene):
    with pytest.raises(AuditError, match=says):
        scene.raise_finding(finding)
    assert seen(scene) == {}


@pytest.mark.parametrize("who", ["CSC", "scrutineer", "board_member", "manager"])
def test_only_the_facilitator_raises_findings(who: str, scene: Scene):
    with pytest.raises(NotAllowed), scene.app.unit_of_work() as db:
        findings.raise_(db, by=scene.people[who], round_ref=ROUND, finding=about(), now=NOON)


def test_findings_are_raised_at_their_time(app: App):
    with pytest.raises(AuditError, match="at “Rate”"):
        a_scene(app).raise_finding(about())


def test_the_second_who_changes_a_finding_is_told(any_app: App):
    scene = a_scene(any_app, stage=Stage.FINDINGS)
    scene.raise_finding(about(words=(WORDS,)))
    before = seen(scene)["F1"]
    change(scene, replace(before, text="Changed.", words=()))
    with pytest.raises(Conflict, match="Somebody else changed F1") as refusal:
        change(scene, replace(before, text="Changed too."))
    assert (refusal.value.stored, refusal.value.version) == ("Changed.", 2)
    assert seen(scene)["F1"] == replace(before, text="Changed.", words=(), version=2)


def test_merged_findings_stay_readable_and_no_longer_stand(any_app: App):
    scene = a_scene(any_app, stage=Stage.FINDINGS)
    scene.raise_finding(about("One.", themes=(theme(1),)))
    scene.raise_finding(about("Two.", themes=(theme(2),), words=(WORDS,)))
    assert merge(scene, "F1", "F2") == "F3"
    found = seen(scene)
    assert (found["F1"].put_into, found["F2"].put_into, found["F3"].came_from) == ("F3", "F3", ("F1", "F2"))
    assert [ref for ref, one in found.items() if one.stands] == ["F3"]
    assert (found["F3"].themes, found["F3"].words) == ((theme(1), theme(2)), (WORDS,))


def test_what_was_merged_cannot_be_merged_again(scene: Scene):
    for text in ("One.", "Two."):
        scene.raise_finding(about(text))
    merge(scene, "F1", "F2")
    with pytest.raises(AuditError, match="F1 no longer stands"):
        merge(scene, "F1", "F3")


def test_a_merged_finding_needs_its_own_sentence_and_one_kind(scene: Scene):
    scene.raise_finding(about())
    scene.raise_finding(about(kind=FindingKind.LEARNING))
    with pytest.raises(AuditError, match="in a sentence"):
        merge(scene, "F1", "F2", text=" ")
    with pytest.raises(AuditError, match="same kind"):
        merge(scene, "F1", "F2")
    assert all(one.stands for one in seen(scene).values())


def test_a_finding_is_split_into_two_or_more(any_app: App):
    scene = a_scene(any_app, stage=Stage.FINDINGS)
    scene.raise_finding(about(cases=("Child A",)))
    with pytest.raises(AuditError, match="at least 2"):
        split(scene, "F1", "One.", " ")
    assert split(scene, "F1", "One.", "", "2.") == ("F2", "F3")
    found = seen(scene)
    assert found["F1"].put_into == "F2,F3"
    assert [(found[ref].text, found[ref].cases, found[ref].came_from) for ref in ("F2", "F3")] == [
        ("One.", ("Child A",), ("F1",)),
        ("2.", ("Child A",), ("F1",)),
    ]


@pytest.mark.parametrize("who", ["board_member", "manager"])
def test_outside_the_audit_group_a_finding_comes_without_children(who: str, scene: Scene):
    scene.raise_finding(about(cases=("Child A",), words=(WORDS, PRIVATE), evidence="Seen with Child A."))
    told = seen(scene, who)["F1"]
    assert (told.text, told.cases, told.evidence) == ("Held back until somebody has checked it", (), "")
    assert told.words == ()
    assert "Child A" not in repr(told)


def test_a_board_member_reads_findings_once_the_workshop_is_over(app: App):
    scene = a_scene(app, stage=Stage.WORKSHOP)
    scene.raise_finding()
    at_work = {who: len(seen(scene, who)) for who in ("CSC", "scrutineer", "manager", "board_member")}
    assert at_work == {"CSC": 1, "scrutineer": 1, "manager": 1, "board_member": 0}
    scene.move_to(Stage.FINDINGS)
    assert len(seen(scene, "board_member")) == 1
