"""What was measured of each child over time, in this round and in earlier ones that looked at the same child.

In: the round, and the cases that say which earlier case is the same child.
Out: for each child a small line for each measurement, with its table; for the audit group alone.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.charts import over_time as charts
from audit.domain import english
from audit.domain.frameworks.framework import Timescale
from audit.domain.over_time.measured import Band, Child, Series, bands_of, children
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.measurements import MeasurementKind
from audit.library.frameworks import loading
from audit.pages.components import chart, look, place
from audit.pages.findings.theme import AUDIT_GROUP_ONLY
from audit.store.queries import rounds


def render(app: App) -> None:
    """Show each child's figures over time."""
    audit_round = place.current_round(app)
    if audit_round is None or not app.person.may(Act.READ_CASES):
        look.title("What was measured over time")
        st.write(AUDIT_GROUP_ONLY if audit_round is not None else "There is no round yet. Home says how to begin.")
        place.link("home", "Back to Home")
        return
    look.line_above(audit_round.title, "over time")
    look.title("What was measured over time")
    with app.reading() as db:
        round_children = children(rounds.every(db), audit_round.ref)
    if not round_children:
        st.write("No figure is entered yet. They are entered with each case: questionnaires, attendance, homes, waits.")
        place.link("round-cases", "Cases of the round", round=audit_round.ref)
        return
    st.write(
        "A figure shows where to look and says nothing certain about one child. Read it with the child’s own words and "
        "with the people who know them."
    )
    for child in round_children:
        _child(app, audit_round, child)
    place.link("over-time", "What changed since last time", round=audit_round.ref)


@st.cache_data(show_spinner=False)
def sdq_bands() -> tuple[Band, ...]:
    """Return the bands of the SDQ's total, from the installed timescales' check of kind "band"."""
    checks = [
        item
        for framework in loading.read_all()
        for item in framework.items
        if isinstance(item, Timescale) and item.check == "band" and item.counts_to == MeasurementKind.SDQ
    ]
    return bands_of(checks[0]) if checks else ()


def _child(app: App, audit_round: Round, child: Child) -> None:
    st.header(child.ref, anchor=False)
    earlier = [name.replace("/", ", ") for name in child.cases[:-1]]
    if earlier:
        st.caption(f"The same child as {'; '.join(earlier)}.")
    for series in child.series:
        if _is_drawn(series):
            _drawn(app, audit_round, child, series)
    tabled = [series for series in child.series if not _is_drawn(series)]
    if tabled:
        rows = [
            (series.kind.label, "; ".join(_point(p.value, english.short_day(p.on)) for p in series.points))
            for series in tabled
        ]
        name = f"Other figures of {child.ref}"
        look.html(look.table(name, ("Measurement", "Figures, the oldest first"), rows))


def _is_drawn(series: Series) -> bool:
    """Say whether figures are drawn: those with a scale of their own; the others are told in the table."""
    return series.kind.ends_at is not None and len(series.points) > 1


def _drawn(app: App, audit_round: Round, child: Child, series: Series) -> None:
    bands = sdq_bands() if series.kind is MeasurementKind.SDQ else ()
    about = f"{audit_round.ref} {child.ref} {series.kind.value}"
    made = chart.made(app, f"measured {about}", lambda ink: charts.over_time(child, series, bands, ink=ink))
    look.card_title(made.title, level=3)
    name = f"{series.kind.short} of {child.ref}"
    chart.show(made, name=name, key=f"measured-{about.replace(' ', '-')}", heading=False, beside=False)


def _point(value: float, day: str) -> str:
    return f"{value:g} ({day})"
