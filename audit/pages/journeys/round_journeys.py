"""The journeys of a round's children together: how long they waited, who is missing around them, what was in play.

In: the round that is shown.
Out: three charts with their tables, which name children: for the audit group, never for a board.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.charts import ecomap as map_charts
from audit.charts import lanes as lane_charts
from audit.charts import pathway as pathway_charts
from audit.domain.journeys import ecomap
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Round
from audit.pages.components import chart, look, place
from audit.pages.findings.theme import AUDIT_GROUP_ONLY
from audit.pages.journeys import view as journeys_view
from audit.pages.journeys.view import JourneysView


def render(app: App) -> None:
    """Show the journeys of the round's children."""
    audit_round = place.current_round(app)
    if audit_round is None or not app.person.may(Act.READ_CASES):
        look.title("The children’s journeys")
        st.write(AUDIT_GROUP_ONLY if audit_round is not None else "There is no round yet. Home says how to begin.")
        place.link("home", "Back to Home")
        return
    with look.page():
        _page(app, audit_round)


def _page(app: App, audit_round: Round) -> None:
    view = journeys_view.read(app, audit_round)
    look.line_above(audit_round.title, "the children’s journeys")
    look.title("The children’s journeys")
    st.write("How long each child waited and where, who is missing around them, and the processes in play together.")
    _children(view)
    _waits(app, view)
    _people(app, view)
    _processes(app, view)
    with st.container(horizontal=True):
        place.link("summary", "What was agreed, child by child", round=audit_round.ref)
        place.link("findings", "All findings", round=audit_round.ref)


def _children(view: JourneysView) -> None:
    cases = view.audit_round.active_cases()
    if not cases:
        st.write("This round has no children yet. Add them where the round is set up.")
    with st.container(horizontal=True):
        for case in cases:
            place.link("child-journey", f"{case.ref}’s journey", round=view.audit_round.ref, case=case.ref)


def _waits(app: App, view: JourneysView) -> None:
    audit_round = view.audit_round
    waits = [view.waits(case.ref) for case in audit_round.active_cases()]
    drawn = chart.made(
        app,
        f"journeys waits {audit_round.ref}",
        lambda ink: pathway_charts.waits_by_part(audit_round, waits, view.parts, ink=ink),
    )
    chart.show(drawn, name="Waits by part", key=f"waits-{audit_round.ref}", beside=False)


def _people(app: App, view: JourneysView) -> None:
    audit_round = view.audit_round
    maps = {case.ref: view.ties[case.ref] for case in audit_round.active_cases()}
    roles = ecomap.over_round(maps, view.roles)
    drawn = chart.made(
        app,
        f"journeys people {audit_round.ref}",
        lambda ink: map_charts.missing_most(audit_round, roles, maps=sum(map(bool, maps.values())), ink=ink),
    )
    chart.show(drawn, name="Who is missing most", key=f"missing-{audit_round.ref}", beside=False)


def _processes(app: App, view: JourneysView) -> None:
    audit_round = view.audit_round
    processes = [view.side_by_side(case) for case in audit_round.active_cases()]
    drawn = chart.made(
        app,
        f"journeys processes {audit_round.ref}",
        lambda ink: lane_charts.side_by_side(audit_round, processes, ink=ink),
    )
    chart.show(drawn, name="Processes side by side", key=f"lanes-{audit_round.ref}", beside=False)
