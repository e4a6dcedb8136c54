"""A round made from a letter has papers about the letter: nothing in them speaks of an audit."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from audit.app import App
from audit.documents.board.papers import PaperKind, kinds_for, write_paper
from audit.documents.plan.action_plan import write_action_plan
from audit.domain.frameworks.framework import Key
from audit.domain.inspection.letter_reading import FoundKind, LetterFinding
from audit.domain.inspection.published import Inspection
from audit.domain.people.person import Viewer
from audit.domain.plan.actions import Action
from audit.errors import WrongInput
from audit.library.own_files import local_lists
from audit.services import board, findings
from audit.services.inspection import published
from audit.services.plan import actions
from audit.services.release import papers
from audit.services.rounds import setup
from audit.store.queries import findings as finding_queries
from audit.store.queries import rounds as round_queries
from tests.builders import NOON, THEMES
from tests.documents import builders
from tests.documents.accessibility import all_text
from tests.documents.accessibility import problems as word_problems
from tests.documents.board_builders import faults, said
from tests.scenes import Scene, a_scene

LETTER = "JTAI-2024-07-12"
TODAY = date(2024, 8, 1)
INSPECTION = Inspection(
    area="Wrenmere",
    published=date(2024, 7, 12),
    theme="Being heard",
    principal_authority="Wrenmere Council",
    inspection_start=date(2024, 4, 22),
    inspection_end=date(2024, 4, 26),
)
FOUND = (
    LetterFinding(kind=FoundKind.PRIORITY_ACTION, text="The time children wait for a first appointment.", page=2),
    LetterFinding(kind=FoundKind.NEEDS_TO_IMPROVE, text="The sharing of plans between agencies.", page=2),
    LetterFinding(kind=FoundKind.STRENGTH, text="Leaders listen to children and act on what they hear.", page=3),
    LetterFinding(kind=FoundKind.PRACTICE_EXAMPLE, text="A worker stayed with a child through a long wait.", page=4),
)
OF_AN_AUDIT = re.compile(
    r"looked alone|agreed together|agencies (?:each|look at|audited)|no children|of zero|judgements?\b|\bcases\b|"
    r"not enough to say|statements? at a glance|marked for papers|re-audit|upper half|what an audit found",
    re.IGNORECASE,
)  # what a paper about a letter has no business saying
KINDS = kinds_for(INSPECTION)


def a_kept_letter(app: App, found: tuple[LetterFinding, ...] = FOUND) -> Scene:
    """Return a scene with a letter whose findings have neither statement nor theme nor action."""
    scene = a_scene(app)
    with scene.app.unit_of_work() as db:
        published.keep(
            db,
            by=scene.facilitator,
            inspection=INSPECTION,
            letter_findings=found,
            steps=local_lists.inspection_clock(),
            now=NOON,
        )
    return scene


def a_letter_with_an_action(app: App) -> Scene:
    """Return a scene with a letter of which one finding has a theme and an action."""
    scene = a_kept_letter(app)
    with scene.app.unit_of_work() as db:
        first = finding_queries.findings(
            db, viewer=Viewer.of(scene.facilitator), audit_round=round_queries.by_ref(db, LETTER)
        )[0]
        under_a_theme = replace(first, themes=(Key(THEMES, "L11"),))
        findings.change(db, by=scene.facilitator, round_ref=LETTER, finding=under_a_theme, now=NOON)
        setup.advance(db, by=scene.facilitator, round_ref=LETTER, now=NOON)
        action = Action(
            ref="",
            finding=first.ref,
            text="Open a second clinic",
            lead_agency="CAMHS",
            owner="Head of CAMHS",
            success_measure="Children wait less than four weeks",
            due=date(2024, 12, 18),
        )
        actions.decide(db, by=scene.facilitator, round_ref=LETTER, action=action, now=NOON)
    return scene


def a_letter_of_strengths(app: App) -> Scene:
    """Return a scene with a letter that names a strength and asks for nothing."""
    return a_kept_letter(app, FOUND[2:3])


STATES: tuple[Callable[[App], Scene], ...] = (a_kept_letter, a_letter_with_an_action, a_letter_of_strengths)


def _paper(scene: Scene, kind: PaperKind) -> bytes:
    with scene.app.reading() as db:
        view = board.view(db, viewer=Viewer.of(scene.facilitator), round_ref=LETTER, today=TODAY)
    return write_paper(kind, view)


def _plan(scene: Scene, *, with_cases: bool) -> bytes:
    with scene.app.unit_of_work() as db:
        paper = papers.plan_paper(
            db, viewer=Viewer.of(scene.facilitator), round_ref=LETTER, today=TODAY, now=NOON, with_cases=with_cases
        )
    return write_action_plan(paper)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
@pytest.mark.parametrize("kind", KINDS)
def test_each_paper_is_sound_and_tells_the_letter_and_no_audit(
    app: App, kind: PaperKind, state: Callable[[App], Scene], tmp_path: Path
):
    written = _paper(state(app), kind)
    assert faults(kind, written, tmp_path) == []
    text = said(kind, written)
    assert "Leaders listen to children and act on what they hear" in text
    assert "12\u00a0July 2024" in text
    assert OF_AN_AUDIT.findall(all_text(written).replace("not the judgements of an audit", "")) == []


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
@pytest.mark.parametrize("with_cases", [False, True])
def test_the_plan_answers_the_letter_and_tells_of_no_audit(
    app: App, state: Callable[[App], Scene], tmp_path: Path, *, with_cases: bool
):
    written = _plan(state(app), with_cases=with_cases)
    assert word_problems(written) == []
    assert builders.faults(written, tmp_path) == []
    text = all_text(written)
    assert "Joint targeted area inspection of Wrenmere" in text
    assert OF_AN_AUDIT.findall(text.replace("not the judgements of an audit", "")) == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_will_be_done_is_told_with_who_and_by_when(app: App, kind: PaperKind):
    text = said(kind, _paper(a_letter_with_an_action(app), kind))
    assert "Open a second clinic" in text
    assert "CAMHS" in text
    if kind is not PaperKind.BRIEFING:
        assert "18 Dec 2024" in text.replace("\u00a0", " ")


def test_a_letter_has_no_summary_of_what_children_said(app: App):
    scene = a_kept_letter(app)
    assert PaperKind.HEALTHWATCH not in KINDS
    with pytest.raises(WrongInput, match="is about an inspection letter"):
        _paper(scene, PaperKind.HEALTHWATCH)
