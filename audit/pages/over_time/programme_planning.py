"""Planning rounds: adding one to the programme, changing it, and taking it out again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from audit.app import App
from audit.domain.over_time.programme import Planned
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Round
from audit.errors import AuditError
from audit.pages.components import problems
from audit.pages.components.plain import plain
from audit.pages.forms import seen_version, two_writers
from audit.pages.forms.fields import hinted
from audit.services.over_time import programme
from audit.services.over_time.programme import Programme

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
    version = seen_version.of(f"{key} title", there.version if there else 0)
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
                programme.plan_round(db, by=app.person, planned=mine, now=app.now())
            else:
                programme.change_planned(db, by=app.person, planned=mine, now=app.now())

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
        programme.drop_planned(db, by=app.person, planned_id=planned.id or 0, seen=planned, now=app.now())
