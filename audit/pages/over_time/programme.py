"""The programme: which rounds are late, due, under way, planned and done, and what they cover together.

In: every round, and what is planned.
Out: one list by day; then themes, agencies and actions, round by round, with nothing of any child.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.charts import over_time as charts
from audit.domain.over_time.programme import Entry, Standing
from audit.domain.people.person import Act
from audit.pages.components import chart, days, lists, look, place
from audit.pages.components.plain import plain
from audit.pages.over_time import programme_planning
from audit.services.over_time import programme
from audit.services.over_time.programme import Programme

_BADGES = {
    Standing.LATE: (":material/error:", "red"),
    Standing.DUE: (":material/hourglass_top:", "orange"),
    Standing.UNDER_WAY: (":material/radio_button_checked:", "blue"),
    Standing.PLANNED: (":material/schedule:", "gray"),
    Standing.DONE: (":material/check_circle:", "green"),
}


def render(app: App) -> None:
    """Show the programme."""
    look.line_above("All rounds", days.day(app.today()))
    if not app.person.may(Act.READ_FINDINGS):
        look.title("The programme of rounds")
        st.write("Your facilitator can say who reads the programme here.")
        place.link("home", "Back to Home")
        return
    with app.reading() as db:
        found = programme.programme(db, viewer=app.viewer(), today=app.today())
    look.title(headline(found.entries))
    _entries(app, found.entries)
    programme_planning.show(app, found)
    if found.rounds:
        _themes(found)
        _charts(app, found)
    place.link("home", "Back to Home")


def headline(entries: Sequence[Entry]) -> str:
    """Return the page's message: how many rounds are late, due, under way, planned and done."""
    if not entries:
        return "The programme: no round yet"
    counts = [(one, sum(entry.standing is one for entry in entries)) for one in Standing]
    said = [f"{days.number(count)} {one.label.lower()}" for one, count in counts if count]
    return f"The programme: {', '.join(said)}"


def _entries(app: App, entries: Sequence[Entry]) -> None:
    if not entries:
        st.write("Rounds stand here by their day, with what is planned and the re-audits that are due. Plan the first.")
    for one in entries:
        with st.container(border=True):
            icon, color = _BADGES[one.standing]
            with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                st.badge(one.standing.label, icon=icon, color=color)  # type: ignore[arg-type]
                st.caption(days.short_day(one.on) if one.on else "No day is set", width="content")
            look.card_title(one.title)
            theme = f"{plain(one.theme)}. " if one.theme and one.theme not in one.title else ""
            of = f" Re-audit of {one.reaudit_of}." if one.reaudit_of else ""
            st.write(f"{theme}{one.said}{of}")
            _ways(app, one)


def _ways(app: App, one: Entry) -> None:
    if one.round_ref:
        with st.container(horizontal=True):
            place.link("findings", f"Findings: {one.round_ref}", round=one.round_ref)
            if one.reaudit_of:
                place.link("over-time", f"Over time: {one.round_ref}", round=one.round_ref)
        return
    if not app.person.may(Act.SET_UP):
        return
    parts = {"of": one.reaudit_of} if one.reaudit_of else {}
    if one.planned is not None:
        parts["planned"] = str(one.planned.id)
    short = one.title if len(one.title) <= 26 else f"{one.title[:25].rstrip()}…"
    label = f"Open {one.reaudit_of}’s re-audit" if one.planned is None else f"Open it: {short}"
    place.link("new-round", label, icon=":material/arrow_forward:", **parts)


def _themes(found: Programme) -> None:
    st.header("Themes covered", anchor=False)
    with_some = [one for one in found.covered if one.rounds]
    without = [one.title for one in found.covered if not one.rounds]
    if not with_some:
        st.write("No finding stands under a theme yet.")
        return
    refs = [one.ref for one in found.rounds]
    rows = [(one.title, *(_count(one.found.get(ref)) for ref in refs)) for one in with_some]
    look.html(lists.table("Findings under each theme, round by round", ("Theme", *refs), rows))
    st.caption("Counts of findings, not of children. A dash: the round did not have the theme.")
    if without:
        st.write(f"Nothing was found yet under: {plain('; '.join(without))}.")


def _count(count: int | None) -> str:
    return "–" if count is None else str(count) if count else "none"


def _charts(app: App, found: Programme) -> None:
    part = chart.made(app, "taking part", lambda ink: charts.taking_part(found.agencies, found.rounds, ink=ink))
    chart.show(part, name="Agencies taking part", key="programme-agencies", beside=False)
    done = chart.made(app, "actions by round", lambda ink: charts.actions_by_round(found.actions, ink=ink))
    chart.show(done, name="Actions by round", key="programme-actions", beside=False)
