"""Worlds that differ only in what some agencies said about a child whose case is still blind.

In: for each agency, which of two things it says.
Out: a partnership at its workshop, with one case still blind and one revealed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from audit.app import App
from audit.domain.frameworks.framework import Key
from audit.domain.journeys.ecomap import Strength, Tie
from audit.domain.journeys.pathway import Event
from audit.domain.plan.actions import Action
from audit.domain.rating.form import Answer
from audit.domain.rounds.audit_round import Stage
from audit.services import journeys
from audit.services.plan import actions
from audit.services.workshop import moderation
from tests.builders import NOON, a_framework, statement
from tests.scenes import AGENCIES, ROUND, Said, Scene, a_scene

BLIND, OPEN = "Child A", "Child B"
_GRADES = {"CSC": ("outstanding", "inadequate"), "CAMHS": ("good", "outstanding"), "HEALTH": ("inadequate", "good")}
_ANSWERS = {
    "CSC": (Answer.MET, Answer.NOT_MET),
    "CAMHS": (Answer.PARTLY_MET, Answer.MET),
    "HEALTH": (Answer.NOT_MET, Answer.PARTLY_MET),
}


def words_of(agency: str, case: str, variant: int = 0) -> str:
    """Return the word that stands in every text an agency wrote about a case, and nowhere else."""
    return f"SECRET-{agency}-{case[-1]}-{variant}"


@dataclass(frozen=True, kw_only=True)
class World:
    """One such partnership. Of the blind case, two agencies have submitted and HEALTH is still writing."""

    scene: Scene

    @classmethod
    def made(cls, app: App, variants: Mapping[str, int]) -> World:
        """Make the world in which each agency says what its variant, 0 or 1, is."""
        scene = a_scene(app, cases=(BLIND, OPEN))
        for agency in AGENCIES:
            viewer = scene.viewer(agency)
            for case, variant in ((BLIND, variants[agency]), (OPEN, 0)):
                said = Said(
                    answer=_ANSWERS[agency][variant],
                    grade=_GRADES[agency][variant],
                    words=words_of(agency, case, variant),
                )
                scene.fill_in(viewer, case, said, submit=agency != "HEALTH")
        _tell_journeys(scene)
        scene.move_to(Stage.WORKSHOP)
        scene.reveal(OPEN)
        scene.agree(OPEN)
        finding = scene.raise_finding()
        with scene.app.unit_of_work() as db:
            actions.decide(db, by=scene.facilitator, round_ref=ROUND, action=_action(finding), now=NOON)
            at: dict[str, Any] = {"round_ref": ROUND, "case_ref": BLIND, "statement": statement(1)}
            moderation.show(db, by=scene.facilitator, **at)
        return cls(scene=replace(scene, app=replace(scene.app, clock=lambda: NOON)))


def _tell_journeys(scene: Scene) -> None:
    pathway = a_framework("ewg-pathway-2017")
    day = NOON.date() - timedelta(days=90)
    with scene.app.unit_of_work() as db:
        for case in (BLIND, OPEN):
            at: dict[str, Any] = {
                "by": scene.facilitator,
                "framework": pathway,
                "round_ref": ROUND,
                "case_ref": case,
                "now": NOON,
            }
            for part in ("P1", "P2", "P4"):
                journeys.add_event(db, event=Event(part=Key(pathway.id, part), on=day, what="From the record."), **at)
            for role, strength in (("E14", Strength.STRONG), ("E5", Strength.MISSING)):
                journeys.add_tie(db, tie=Tie(role=Key(pathway.id, role), strength=strength), **at)


def _action(finding: str) -> Action:
    return Action(
        ref="",
        finding=finding,
        text="Ask every child.",
        success_measure="Nine in ten were asked.",
        lead_agency="CSC",
        owner="Head of service",
        due=NOON.date(),
    )
