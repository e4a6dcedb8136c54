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
from audit.domain import english
from audit.domain.over_time.programme import Entry, Planned, Standing
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Round
from audit.errors import AuditError
from audit.pages.components import chart, look, place, problems
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
    look.line_above("All rounds", english.day(app.today()))
    if not app.person.may(Act.READ_FINDINGS):
        look.title("The programme of rounds")
        st.write("Your facilitator can say who reads the programme here.")
        place.link("home", "Back to Home")
        return
    with app.reading() as db:
        programme = reaudit.programme(db, viewer=app.viewer(), today=app.today())
    look.title(headline(programme.entries))
    _entries(app, programme.entries)
    show(app, programme)
    if programme.rounds:
        _themes(programme)
        _charts(app, programme)
    place.link("home", "Back to Home")


def headline(entries: Sequence[Entry]) -> str:
    """Return the page's message: how many rounds are late, due, under way, planned and done."""
    if not entries:
        return "The programme: no round yet"
    counts = [(standing, sum(entry.standing is standing for entry in entries)) for standing in Standing]
    parts = [f"{english.number(count)} {standing.label.lower()}" for standing, count in counts if count]
    return f"The programme: {', '.join(parts)}"


def _entries(app: App, entries: Sequence[Entry]) -> None:
    if not entries:
        st.write("Rounds stand here by their day, with what is planned and the re-audits that are due. Plan the first.")
    for entry in entries:
        with st.container(border=True):
            icon, color = _BADGES[entry.standing]
            with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                st.badge(entry.standing.label, icon=icon, color=color)  # type: ignore[arg-type]
                st.caption(english.short_day(entry.on) if entry.on else "No day is set", width="content")
            look.card_title(entry.title)
            theme = f"{plain(entry.theme)}. " if entry.theme and entry.theme not in entry.title else ""
            of = f" Re-audit of {entry.reaudit_of}." if entry.reaudit_of else ""
            st.write(f"{theme}{entry.status_sentence}{of}")
            _ways(app, entry)


def _ways(app: App, entry: Entry) -> None:
    if entry.round_ref:
        with st.container(horizontal=True):
            place.link("findings", f"Findings: {entry.round_ref}", round=entry.round_ref)
            if entry.reaudit_of:
                place.link("over-time", f"Over time: {entry.round_ref}", round=entry.round_ref)
        return
    if not app.person.may(Act.SET_UP):
        return
    parts = {"of": entry.reaudit_of} if entry.reaudit_of else {}
    if entry.planned is not None:
        parts["planned"] = str(entry.planned.id)
    short = entry.title if len(entry.title) <= 26 else f"{entry.title[:25].rstrip()}…"
    label = f"Open {entry.reaudit_of}’s re-audit" if entry.planned is None else f"Open it: {short}"
    place.link("new-round", label, icon=":material/arrow_forward:", **parts)


def _themes(programme: Programme) -> None:
    st.header("Themes covered", anchor=False)
    with_some = [theme for theme in programme.covered if theme.rounds]
    without = [theme.title for theme in programme.covered if not theme.rounds]
    if not with_some:
        st.write("No finding stands under a theme yet.")
        return
    refs = [audit_round.ref for audit_round in programme.rounds]
    rows = [(theme.title, *(_count(theme.counts.get(ref)) for ref in refs)) for theme in with_some]
    look.html(look.table("Findings under each theme, round by round", ("Theme", *refs), rows))
    st.caption("Counts of findings, not of children. A dash: the round did not have the theme.")
    if without:
        st.write(f"Nothing was found yet under: {plain('; '.join(without))}.")


def _count(count: int | None) -> str:
    return "–" if count is None else str(count) if count else "none"


def _charts(app: App, programme: Programme) -> None:
    part = chart.made(app, "taking part", lambda ink: charts.taking_part(programme.agencies, programme.rounds, ink=ink))
    chart.show(part, name="Agencies taking part", key="programme-agencies", beside=False)
    done = chart.made(app, "actions by round", lambda ink: charts.actions_by_round(programme.actions, ink=ink))
    chart.show(done, name="Actions by round", key="programme-actions", beside=False)


_PLACE = "planned rounds"
_TITLES = {"title": "Title", "theme": "Theme", "on": "To be opened on", "reaudit_of": "Re-audit of"}


def show(app: App, programme: Programme) -> None:
    """Draw the form for a new planned round, and those for the ones there are; for facilitators."""
    if not app.person.may(Act.SET_UP):
        return
    problems.shown(_PLACE)
    two_writers.draw("planned new")
    with st.expander("Plan a round"):
        _form(app, programme.rounds, None)
    planned = [entry.planned for entry in programme.entries if entry.planned is not None]
    for planned_round in planned:
        two_writers.draw(f"planned {planned_round.id}")
        with st.expander(f"Change or drop: {plain(planned_round.title)}"):
            _form(app, programme.rounds, planned_round)
            st.button(
                f"Drop {plain(planned_round.title)[:60]}",
                key=f"drop planned {planned_round.id}",
                on_click=_drop,
                args=(app, planned_round),
            )


def _form(app: App, rounds: Sequence[Round], previous: Planned | None) -> None:
    place, whose = f"planned {previous.id if previous else 'new'}", plain(previous.title) if previous else "the new one"
    key = two_writers.fields_at(place)
    version = two_writers.of(f"{key} title", previous.version if previous else 0)
    refs = ["", *(audit_round.ref for audit_round in rounds)]
    titles = {audit_round.ref: f"{audit_round.ref}: {audit_round.title}" for audit_round in rounds}
    with st.form(place, border=False, clear_on_submit=False):
        st.text_input(f"Title of {whose}", value=previous.title if previous else "", max_chars=160, key=f"{key} title")
        st.text_input(f"Theme of {whose}", value=previous.theme if previous else "", max_chars=300, key=f"{key} theme")
        st.date_input(
            hinted(f"When is {whose} to be opened?", "A day is enough to begin with; it can be moved."),
            value=previous.on if previous else None,
            min_value=date(app.today().year - 2, 1, 1),
            format="DD/MM/YYYY",
            key=f"{key} on",
        )
        st.selectbox(
            f"Is {whose} the re-audit of a round?",
            refs,
            index=refs.index(previous.reaudit_of) if previous and previous.reaudit_of in refs else 0,
            format_func=lambda ref: titles.get(ref, "No, a round by itself"),
            key=f"{key} of",
        )
        label = "Save the changes" if previous else "Put it into the programme"
        st.form_submit_button(label, on_click=_keep, args=(app, place, previous, version))


def _keep(app: App, place: str, previous: Planned | None, version: int) -> None:
    def write(planned_round: Planned) -> None:
        with app.unit_of_work() as db:
            if planned_round.id is None:
                reaudit.plan_round(db, by=app.person, planned=planned_round, now=app.now())
            else:
                reaudit.change_planned(db, by=app.person, planned=planned_round, now=app.now())

    session, key = st.session_state, two_writers.fields_at(place)
    with problems.caught(_PLACE):
        if session[f"{key} on"] is None:
            raise AuditError("Say on which day the planned round is to be opened.")
        planned = Planned(
            id=previous.id if previous else None,
            title=session[f"{key} title"],
            theme=session[f"{key} theme"],
            on=session[f"{key} on"],
            reaudit_of=session[f"{key} of"],
            version=version or 1,
        )
        two_writers.keep(place, planned, write, _TITLES, subject="this planned round")


def _drop(app: App, planned: Planned) -> None:
    with problems.caught(_PLACE), app.unit_of_work() as db:
        reaudit.drop_planned(db, by=app.person, planned_id=planned.id or 0, seen=planned, now=app.now())
