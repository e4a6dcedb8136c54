"""The programme: which rounds are late, due, under way, planned and done, and what they cover together.

In: every round, and what is planned.
Out: one list by day; then themes, agencies and actions, round by round, with nothing of any child.

Here too:
- Planning rounds: adding one to the programme, changing it, and taking it out again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from audit.app import App
from audit.charts import over_time as charts
from audit.domain.over_time.programme import Entry, Planned, Standing
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Round
from audit.errors import AuditError
from audit.pages.components import chart, days, look, place, problems
from audit.pages.components.look import plain
from audit.pages.forms import two_writers
from audit.pages.forms.fields import hinted
from audit.services.over_time import reaudit
from audit.services.over_time.reaudit import Programme

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
        found = reaudit.programme(db, viewer=app.viewer(), today=app.today())
    look.title(headline(found.entries))
    _entries(app, found.entries)
    show(app, found)
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
    look.html(look.table("Findings under each theme, round by round", ("Theme", *refs), rows))
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


_PLACE = "planned rounds"
_TITLES = {"title": "Title", "theme": "Theme", "on": "To be opened on", "reaudit_of": "Re-audit of"}


def show(app: App, found: Programme) -> None:
    """Draw the form for a new planned round, and those for the ones there are; for facilitators."""
    if not app.person.may(Act.SET_UP):
        return
    problems.shown(_PLACE)
    two_writers.draw("planned new")
    with st.expander("Plan a round"):
        _form(app, found.rounds, None)
    planned = [one.planned for one in found.entries if one.planned is not None]
    for one in planned:
        two_writers.draw(f"planned {one.id}")
        with st.expander(f"Change or drop: {plain(one.title)}"):
            _form(app, found.rounds, one)
            st.button(f"Drop {plain(one.title)[:60]}", key=f"drop planned {one.id}", on_click=_drop, args=(app, one))


def _form(app: App, rounds: Sequence[Round], there: Planned | None) -> None:
    place, whose = f"planned {there.id if there else 'new'}", plain(there.title) if there else "the new one"
    key = two_writers.fields_at(place)
    version = two_writers.of(f"{key} title", there.version if there else 0)
    refs = ["", *(one.ref for one in rounds)]
    titles = {one.ref: f"{one.ref}: {one.title}" for one in rounds}
    with st.form(place, border=False, clear_on_submit=False):
        st.text_input(f"Title of {whose}", value=there.title if there else "", max_chars=160, key=f"{key} title")
        st.text_input(f"Theme of {whose}", value=there.theme if there else "", max_chars=300, key=f"{key} theme")
        st.date_input(
            hinted(f"When is {whose} to be opened?", "A day is enough to begin with; it can be moved."),
            value=there.on if there else None,
            min_value=date(app.today().year - 2, 1, 1),
            format="DD/MM/YYYY",
            key=f"{key} on",
        )
        st.selectbox(
            f"Is {whose} the re-audit of a round?",
            refs,
            index=refs.index(there.reaudit_of) if there and there.reaudit_of in refs else 0,
            format_func=lambda ref: titles.get(ref, "No, a round by itself"),
            key=f"{key} of",
        )
        label = "Save the changes" if there else "Put it into the programme"
        st.form_submit_button(label, on_click=_keep, args=(app, place, there, version))


def _keep(app: App, place: str, there: Planned | None, version: int) -> None:
    def write(mine: Planned) -> None:
        with app.unit_of_work() as db:
            if mine.id is None:
                reaudit.plan_round(db, by=app.person, planned=mine, now=app.now())
            else:
                reaudit.change_planned(db, by=app.person, planned=mine, now=app.now())

    said, key = st.session_state, two_writers.fields_at(place)
    with problems.caught(_PLACE):
        if said[f"{key} on"] is None:
            raise AuditError("Say on which day the planned round is to be opened.")
        planned = Planned(
            id=there.id if there else None,
            title=said[f"{key} title"],
            theme=said[f"{key} theme"],
            on=said[f"{key} on"],
            reaudit_of=said[f"{key} of"],
            version=version or 1,
        )
        two_writers.keep(place, planned, write, _TITLES, what="this planned round")


def _drop(app: App, planned: Planned) -> None:
    with problems.caught(_PLACE), app.unit_of_work() as db:
        reaudit.drop_planned(db, by=app.person, planned_id=planned.id or 0, seen=planned, now=app.now())
