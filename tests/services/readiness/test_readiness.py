"""Readiness reads what rounds agreed, in words, of revealed cases, and never what an agency rated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from audit.app import App
from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Viewer
from audit.domain.readiness.assessment import Judged, Readiness
from audit.domain.readiness.bands import Band
from audit.domain.readiness.evidence import EvidenceKind
from audit.domain.rounds.audit_round import Stage
from audit.domain.workshop.suppression import NOT_YET_JUDGED, Word, part_judged, words_by_statement
from audit.errors import NotAllowed
from audit.services.readiness import assessment, evidence
from audit.services.release import papers
from audit.services.workshop import moderation
from audit.store.queries import moderation as moderation_queries
from audit.store.queries import readiness as queries
from audit.store.queries import rounds as round_queries
from tests.builders import NOON, a_judgement, statement
from tests.readiness import INSTALLED, QS1, a_piece
from tests.scenes import ROUND, Said, Scene, a_scene

CASES = tuple(f"Child {letter}" for letter in "ABCD")
TODAY = NOON.date()


def judged(scene: Scene, who: str = "facilitator") -> dict[Key, Judged]:
    with scene.app.reading() as db:
        return {one.statement: one for one in queries.judged(db, viewer=Viewer.of(scene.people[who]))}


def rows(scene: Scene, who: str = "facilitator", as_of: date | None = None) -> dict[Key, Readiness]:
    with scene.app.reading() as db:
        eyes = Viewer.of(scene.people[who])
        found = assessment.assess(db, viewer=eyes, frameworks=INSTALLED, today=TODAY, as_of=as_of)
    return {one.key: one for one in found}


def agreed(app: App, cases: tuple[str, ...] = CASES, grade: str = "good") -> Scene:
    scene = a_scene(app, stage=Stage.WORKSHOP, cases=CASES)
    for case in cases:
        scene.reveal(case)
        scene.agree(case, grade)
    return scene


def test_four_agreed_cases_are_one_piece_in_a_word(any_app: App):
    scene = agreed(any_app)
    assert {key: one.word for key, one in judged(scene).items()} == {
        statement(1): Word.STRENGTH,
        statement(2): Word.STRENGTH,
    }
    one = rows(scene)[QS1]
    assert (one.band, one.tally.current, one.pieces[0].ref) == (Band.THIN, 1, ROUND)


def test_three_agreed_cases_are_not_enough_to_say_and_no_piece(app: App):
    scene = agreed(app, CASES[:3])
    assert judged(scene)[statement(1)].word is Word.NOT_ENOUGH
    assert rows(scene)[QS1].band is Band.NONE


def test_ratings_alone_change_nothing(app: App):
    scene = a_scene(app, cases=CASES)
    for case in CASES:
        scene.fill_in(scene.viewer("CSC"), case, Said(grade="inadequate"))
    before = rows(scene)
    scene.move_to(Stage.WORKSHOP)
    for case in CASES:
        scene.reveal(case)
    assert {key: one.band for key, one in rows(scene).items()} == dict.fromkeys(before, Band.NONE)


def test_a_judgement_that_is_opened_again_counts_as_it_is_now(app: App):
    scene = agreed(app, grade="inadequate")
    assert judged(scene)[statement(1)].word is Word.NEEDS_TO_IMPROVE
    with app.unit_of_work() as db:
        for case in CASES:
            moderation.agree(
                db,
                by=scene.facilitator,
                round_ref=ROUND,
                judgement=a_judgement(case),
                seen_version=1,
                now=NOON + timedelta(days=1),
            )
    assert judged(scene)[statement(1)].word is Word.STRENGTH
    assert judged(scene)[statement(2)].word is Word.NEEDS_TO_IMPROVE
    with app.reading() as db:
        before = queries.judged(db, viewer=Viewer.of(scene.facilitator), as_of=NOON)
    assert {one.word for one in before} == {Word.NEEDS_TO_IMPROVE}


@pytest.mark.parametrize("who", ["CSC", "scrutineer", "board_member", "manager"])
def test_everybody_who_reads_findings_reads_the_same_bands(app: App, who: str):
    scene = agreed(app)
    assert rows(scene, who) == rows(scene)


def test_what_changed_since_an_earlier_day_is_told(app: App):
    scene = agreed(app)
    with app.unit_of_work() as db:
        for kind in (EvidenceKind.DATA, EvidenceKind.CONVERSATION):
            piece = replace(a_piece("", kind=kind), about=(QS1,))
            later = NOON + timedelta(days=5)
            evidence.add(db, by=scene.facilitator, frameworks=INSTALLED, evidence=piece, now=later)
    now = rows(scene)
    with app.reading() as db:
        (one,) = assessment.changes_since(
            db, viewer=Viewer.of(scene.facilitator), frameworks=INSTALLED, now=tuple(now.values()), day=TODAY
        )
    assert (one.now.key, one.before, one.now.band) == (QS1, Band.THIN, Band.STRONG)
    assert rows(scene, as_of=TODAY - timedelta(days=1))[QS1].band is Band.NONE


def test_a_self_evaluation_holds_no_reference_to_a_child(app: App):
    scene = agreed(app)
    scene.raise_finding()
    with app.unit_of_work() as db:
        piece = replace(a_piece(""), title="What Child A said", shows="Child A and Child B were heard.")
        evidence.add(db, by=scene.facilitator, frameworks=INSTALLED, evidence=piece, now=NOON)
    with app.reading() as db:
        eyes = Viewer.of(scene.facilitator)
        plans = [papers.plan_paper(db, viewer=eyes, round_ref=ROUND, today=TODAY, now=NOON, with_cases=False)]
        paper = assessment.self_evaluation(db, viewer=eyes, frameworks=INSTALLED, plans=plans, today=TODAY)
        nobody = Viewer(person=replace(scene.facilitator, active=False))
        with pytest.raises(NotAllowed):
            assessment.self_evaluation(db, viewer=nobody, frameworks=INSTALLED, plans=plans, today=TODAY)
    said = {one.passage.field: one.passage.text for one in paper.clearance.checked if one.passage.record == "evidence"}
    assert (said["title"], said["shows"]) == ("What a child said", "Children were heard.")
    assert paper.register[0].shows == "Children were heard."
    assert "Child A" not in repr(paper.rows)
    assert "Child A" not in repr(paper.plans)


def test_readiness_says_the_word_that_every_other_place_says(seeded: App):
    with seeded.reading() as db:
        told = queries.judged(db, viewer=seeded.viewer())
        rounds_of = {ref: round_queries.by_ref(db, ref) for ref in ("WM25", "WM26")}
        judgements = {
            ref: moderation_queries.judgements_for_papers(db, audit_round=one) for ref, one in rounds_of.items()
        }
    assert {one.round_ref for one in told} == {"WM25", "WM26"}
    for one in told:
        audit_round, agreed_there = rounds_of[one.round_ref], judgements[one.round_ref]
        assert one.word is words_by_statement(audit_round, agreed_there)[one.statement]
        assert one.missing == part_judged(audit_round, agreed_there).get(one.statement, "")
    assert {one.missing for one in told} == {"", NOT_YET_JUDGED}  # WM26 is still in its workshop
