"""What a round knows of its children's journeys, read once for a page.

In: a round, and who looks.
Out: the parts and roles of its pathway framework, and each child's events, ties and processes side by side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st

from audit.app import App
from audit.domain.frameworks.framework import Framework, Point
from audit.domain.journeys import ecomap, lanes, pathway
from audit.domain.journeys.ecomap import Tie
from audit.domain.journeys.lanes import SideBySide
from audit.domain.journeys.pathway import CaseWaits, Event
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.cases import Case
from audit.library.frameworks import loading
from audit.pages.components import look, place
from audit.pages.findings.theme import AUDIT_GROUP_ONLY
from audit.services.journeys import CHANGING
from audit.store.queries import journeys as queries


@dataclass(frozen=True, kw_only=True)
class JourneysView:
    """The journeys of a round's children, as the person at the screen may see them."""

    audit_round: Round
    framework: Framework  # where the parts and the roles come from
    parts: tuple[Point, ...]
    roles: tuple[Point, ...]
    events: Mapping[str, tuple[Event, ...]]
    ties: Mapping[str, tuple[Tie, ...]]
    until: date  # the last day that the round looked at
    may_change: bool

    def waits(self, case: str) -> CaseWaits:
        """Return one child's waits."""
        return pathway.case_waits(case, self.events[case], self.parts, self.until)

    def side_by_side(self, case: Case) -> SideBySide:
        """Return one child's processes side by side."""
        known = [*_installed(), *self.audit_round.frameworks()]  # the round's own copies say it last
        every = lanes.intervals(known, case.age_band)
        first = self.audit_round.period[0] if self.audit_round.period else self.until
        return lanes.side_by_side(case.ref, case.processes, (first, self.until), every)


def read(app: App, audit_round: Round) -> JourneysView:
    """Return what the round knows of its children's journeys."""
    framework = pathway.framework_of(audit_round.frameworks(), _installed())
    with app.reading() as db:
        events = queries.events(db, viewer=app.viewer(), audit_round=audit_round)
        ties = queries.ties(db, viewer=app.viewer(), audit_round=audit_round)
    return JourneysView(
        audit_round=audit_round,
        framework=framework,
        parts=pathway.parts_of(framework),
        roles=ecomap.roles_of(framework),
        events=events,
        ties=ties,
        until=audit_round.period[1] if audit_round.period else app.today(),
        may_change=app.person.may(Act.SET_UP) and audit_round.stage in CHANGING,
    )


def child_in_address(app: App, title: str) -> tuple[JourneysView, Case] | None:
    """Return the child that the address names, for whoever may read cases; else say why there is nothing, and None."""
    audit_round = place.current_round(app)
    if audit_round is None or not app.person.may(Act.READ_CASES):
        look.title(title)
        st.write(AUDIT_GROUP_ONLY if audit_round is not None else "There is no round yet. Home says how to begin.")
        place.link("home", "Back to Home")
        return None
    ref = place.get("case") or ""
    if ref not in {case.ref for case in audit_round.cases}:
        look.title(title)
        st.write("This round has no such child. Choose one from the round.")
        place.link("journeys", "The children’s journeys", round=audit_round.ref)
        return None
    return read(app, audit_round), audit_round.case(ref)


def to_change(app: App, title: str) -> tuple[JourneysView, Case] | None:
    """Return the child that the address names, for whoever may change what is known; else say who may, and None."""
    view_and_case = child_in_address(app, title)
    if view_and_case is None:
        return None
    view, case = view_and_case
    if view.may_change:
        return view_and_case
    look.line_above(view.audit_round.title, case.ref)
    look.title(title)
    if app.person.may(Act.SET_UP):
        st.write("Judgements can no longer be recorded, so what is known of the child stays as it is.")
    else:
        st.write("A facilitator enters what is known of a child. Ask yours if something here has to change.")
    back(view, case)
    return None


def back(view: JourneysView, case: Case) -> None:
    """Draw the way back to the child's journey."""
    place.link("child-journey", f"Back to {case.ref}’s journey", round=view.audit_round.ref, case=case.ref)


@st.cache_resource(show_spinner=False)
def _installed() -> tuple[Framework, ...]:
    return loading.read_all()
