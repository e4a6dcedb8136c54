"""A round of which little happened: five agencies, four children; three agencies submitted one child, by one hand.

In: an app on an empty database, and the stage the round was moved to all the same.
Out: one child judged of four, a workshop planned for a day on which nothing was revealed, and one finding undecided.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from audit.app import App
from audit.domain.findings.finding import FindingKind
from audit.domain.people.person import Agency, Viewer
from audit.domain.rounds.audit_round import Dates, Stage
from audit.services.people import partnership
from audit.services.rounds import setup
from audit.services.rounds.setup import Opening
from tests.builders import NOON, THEMES, a_case, a_finding, a_framework, a_scale, statement
from tests.scenes import AGENCIES, ROUND, Scene, a_small_framework

PLANNED = date(2026, 12, 1)  # two days before anything was revealed
CHILDREN = tuple(f"Child {letter}" for letter in "ABCD")
WHO = "3 of the 5 agencies submitted audits, about one of the 4 children: 3 of 20 audits were submitted"
HOW = "None of these audits is blind: one person entered answers in all of them."
JUDGED = "One of the 4 children has been judged on every statement"


def a_half_done_round(app: App, stage: Stage = Stage.FINDINGS) -> Scene:
    """Play the round as far as its one judged child, and move it on to a stage; one person does it all."""
    with app.unit_of_work() as db:
        owner = partnership.set_up(db, name="Three Rivers", now=NOON, invented=True)
        for ref in (*AGENCIES, "VS", "POLICE"):
            agency = Agency(ref=ref, name=f"{ref} service", short_name=ref, sector=ref if ref in AGENCIES else "CSC")
            partnership.keep_agency(db, by=owner, agency=agency, now=NOON)
        opening = Opening(
            ref=ROUND,
            title="Being heard",
            theme="Being heard",
            frameworks=(a_small_framework(), a_framework(THEMES)),
            scale=a_scale(),
            agencies=(*AGENCIES, "VS", "POLICE"),
            dates=Dates(workshop=PLANNED),
        )
        setup.open_round(db, by=owner, opening=opening, now=NOON)
        for child in CHILDREN:
            setup.add_case(db, by=owner, round_ref=ROUND, case=a_case(child, revealed=False), now=NOON)
    scene = Scene(app=replace(app, person=owner, clock=lambda: NOON), people={"facilitator": owner})
    scene.move_to(Stage.RATING)
    for ref in AGENCIES:
        scene.fill_in(Viewer(person=owner, agency=ref))
    scene.move_to(Stage.WORKSHOP)
    if stage is not Stage.WORKSHOP:
        scene.reveal()
        scene.agree()
        scene.move_to(Stage.FINDINGS)
        needs = a_finding(kind=FindingKind.NEEDS_TO_IMPROVE, text="Help came late.", statements=[statement(1)])
        scene.raise_finding(needs)
    scene.move_to(stage)
    return scene
