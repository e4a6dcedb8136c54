"""One child's journey: how help came, who is around them, the processes side by side, what was measured.

In: the child in the address.
Out: four charts with their tables, for the audit group. They hold facts that the facilitator entered from the child's
    chronology, before the reveal and after it; no agency's answer, grade or note is among them.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.charts import children as children_charts
from audit.charts import ecomap as map_charts
from audit.charts import lanes as lane_charts
from audit.charts import pathway as pathway_charts
from audit.charts.chart import Chart
from audit.domain.findings.themes import figures_of
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Stage
from audit.domain.rounds.cases import Case
from audit.pages.components import chart, look, place
from audit.pages.components.look import escape_html, plain
from audit.pages.journeys import view as journeys_view
from audit.pages.journeys.view import JourneysView

_PARTS = {
    "way": "How help came",
    "around": "Who is around the child",
    "processes": "Processes side by side",
    "figures": "What was measured",
}


def render(app: App) -> None:
    """Show one child's journey."""
    with look.page():
        view_and_case = journeys_view.child_in_address(app, "A child’s journey")
        if view_and_case is not None:
            _page(app, *view_and_case)


def _page(app: App, view: JourneysView, case: Case) -> None:
    audit_round = view.audit_round
    revealed = case.revealed_at_utc is not None
    look.line_above(audit_round.title, place.step(audit_round, Stage.WORKSHOP) if revealed else "before the reveal")
    look.title(f"{case.ref}’s journey" if case.revealed_at_utc else f"{case.ref}: the story so far")
    st.write(f"{plain(case.in_words)}. {case.population.label}.")
    if case.withdrawn is not None:
        st.write(f"This case was withdrawn: {plain(case.withdrawn)}")
    st.caption(
        "Facts from the child’s chronology, entered by the facilitator. They hold no agency’s answers, so they can be "
        "looked at before the reveal."
    )
    links = "".join(f'<li><a href="#{name}">{escape_html(title)}</a></li>' for name, title in _PARTS.items())
    look.html(f'<nav aria-label="On this page"><ul class="ss-points">{links}</ul></nav>')
    _way(app, view, case)
    _around(app, view, case)
    _processes(app, view, case)
    _figures(app, view, case)
    _onward(app, view, case)


def _way(app: App, view: JourneysView, case: Case) -> None:
    events = view.events[case.ref]
    drawn = chart.made(
        app,
        _about(view, case, "way"),
        lambda ink: pathway_charts.timeline(view.audit_round, case.ref, events, view.parts, view.until, ink=ink),
    )
    _heading("way", drawn)
    if events:
        chart.show(drawn, name=_PARTS["way"], key=_key(view, case, "way"), heading=False, beside=False)
    else:
        st.write(drawn.sentence)
    _change(view, case, "journey-events", "Add or change what happened")


def _around(app: App, view: JourneysView, case: Case) -> None:
    ties = view.ties[case.ref]
    drawn = chart.made(
        app, _about(view, case, "around"), lambda ink: map_charts.eco_map(case.ref, ties, view.roles, ink=ink)
    )
    _heading("around", drawn)
    if ties:
        chart.show(drawn, name=_PARTS["around"], key=_key(view, case, "around"), heading=False, beside=False)
    else:
        st.write(drawn.sentence)
    _change(view, case, "journey-ties", "Add or change who is around")


def _processes(app: App, view: JourneysView, case: Case) -> None:
    child_processes = view.side_by_side(case)
    drawn = chart.made(
        app,
        _about(view, case, "processes"),
        lambda ink: lane_charts.side_by_side(view.audit_round, [child_processes], ink=ink),
    )
    _heading("processes", drawn)
    seen = lane_charts.seen(child_processes)
    if seen:
        look.html(f'<ul class="ss-points">{"".join(f"<li>{escape_html(sentence)}</li>" for sentence in seen)}</ul>')
    if case.processes:
        key = _key(view, case, "processes")
        chart.show(drawn, name=_PARTS["processes"], key=key, heading=False, beside=False, words=not seen)
    else:
        st.write(drawn.sentence)
    _change(view, case, "round-case", "Change processes and figures")


def _figures(app: App, view: JourneysView, case: Case) -> None:
    look.html(f'<h2 class="ss-h2" id="figures" tabindex="-1">{escape_html(_PARTS["figures"])}</h2>')
    if not case.measurements:
        st.write("Nothing that was measured is noted yet.")
        return
    drawn = chart.made(
        app,
        _about(view, case, "figures"),
        lambda ink: children_charts.figures(view.audit_round, figures_of(case), ink=ink),
    )
    chart.show(drawn, name=_PARTS["figures"], key=_key(view, case, "figures"), heading=False)


def _heading(name: str, drawn: Chart) -> None:
    look.html(f'<h2 class="ss-h2" id="{name}" tabindex="-1">{escape_html(_PARTS[name])}</h2>')
    st.markdown(f"**{plain(drawn.title)}.**")


def _change(view: JourneysView, case: Case, page: str, label: str) -> None:
    if view.may_change:
        place.link(page, label, round=view.audit_round.ref, case=case.ref, icon=":material/edit:")


def _about(view: JourneysView, case: Case, name: str) -> str:
    return f"journey {name} {view.audit_round.ref} {case.ref}"


def _key(view: JourneysView, case: Case, name: str) -> str:
    return f"{name}-{view.audit_round.ref}-{case.ref}".replace(" ", "-")


def _onward(app: App, view: JourneysView, case: Case) -> None:
    st.header("Other children", anchor=False)
    with st.container(horizontal=True):
        for other in view.audit_round.active_cases():
            if other.ref != case.ref:
                place.link("child-journey", f"{other.ref}’s journey", round=view.audit_round.ref, case=other.ref)
    place.link("journeys", "All children: waits, people, processes", round=view.audit_round.ref)
    if app.person.may(Act.MODERATE):
        place.link("workshop", f"Workshop: {case.ref}", round=view.audit_round.ref, case=case.ref)
