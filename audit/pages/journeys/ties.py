"""Who is around a child: putting people on the map, changing a tie, and marking who is missing.

In: the child in the address.
Out: ties, each with its own version, so that two people who draw at once lose nothing.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from audit.app import App
from audit.charts.ecomap import tie_words
from audit.domain.english import capital
from audit.domain.frameworks.framework import Key
from audit.domain.journeys import ecomap
from audit.domain.journeys.ecomap import RING_WORDS, RINGS, Direction, Strength, Tie
from audit.domain.people.form_drafts import FormKind
from audit.domain.rounds.cases import Case
from audit.pages.components import look
from audit.pages.components.look import plain
from audit.pages.forms import marks
from audit.pages.forms.form_fields import Entered, Field, RadioField, SelectField, TextField
from audit.pages.journeys import events
from audit.pages.journeys import view as journeys_view
from audit.pages.journeys.events import Keeping
from audit.pages.journeys.view import JourneysView
from audit.services import journeys


def render(app: App) -> None:
    """Let a facilitator draw who is around a child."""
    view_and_case = journeys_view.to_change(app, "Who is around the child")
    if view_and_case is None:
        return
    view, case = view_and_case
    keeping = _keeping(app, view, case)
    look.line_above(view.audit_round.title, case.ref, "who is around the child")
    look.title(f"Who is around {case.ref}")
    st.write("Roles, no names. A tie is drawn as the child would draw it, where they were asked.")
    events.draw_outcome(keeping, view.ties[case.ref])
    st.header("Add somebody", anchor=False)
    events.draw_form(app, view, case, keeping, None)
    _list(app, view, case, keeping)
    events.draw(app, view, case, keeping.key)
    journeys_view.back(view, case)


def _keeping(app: App, view: JourneysView, case: Case) -> Keeping[Tie]:
    at: dict[str, Any] = {"by": app.person, "round_ref": view.audit_round.ref, "case_ref": case.ref, "now": app.now()}
    framework = view.framework
    return Keeping(
        kind=FormKind.TIE,
        key=f"ties {view.audit_round.ref} {case.ref}",
        noun="tie",
        add_label="Put on the map",
        added=lambda new: f"On the map: {ecomap.name_of(new, view.roles)}.",
        add=lambda db, new: journeys.add_tie(db, framework=framework, tie=new, **at),
        change=lambda db, new: journeys.change_tie(db, framework=framework, tie=new, **at),
        take=lambda db, tie: journeys.take_tie(db, tie=tie, **at),
        fields=partial(_fields, view),
        entry=partial(_entry, view),
    )


def _list(app: App, view: JourneysView, case: Case, keeping: Keeping[Tie]) -> None:
    st.header("On the map", anchor=False)
    ties = [tie for tie in ecomap.in_order(view.ties[case.ref], view.roles) if tie.is_present]
    if not ties:
        st.write("Nobody yet. Begin with whoever cares for the child day by day.")
    for ring in RINGS:
        ring_ties = ecomap.ring_of(ties, view.roles, ring)
        if ring_ties:
            look.card_title(RING_WORDS[ring], level=3)
        for tie in ring_ties:
            if events.is_open(keeping.key, tie):
                with st.container(border=True):
                    events.draw_form(app, view, case, keeping, tie)
            else:
                _shown(app, view, case, keeping, ties.index(tie) + 1, tie)


def _shown(app: App, view: JourneysView, case: Case, keeping: Keeping[Tie], number: int, tie: Tie) -> None:
    st.write(f"**{number}.** {plain(capital(tie_words(tie, view.roles)))}")
    record = f"{view.audit_round.ref} {keeping.kind} {events.about(case, tie)} who"
    marks.under(app, tie.who, key=f"{keeping.key} {tie.id}", label=f"Tie {number}", about=record)
    events.row_buttons(app, keeping, tie, number)


def _fields(view: JourneysView, start: Tie | None) -> tuple[Field, ...]:
    names = {role.ref: f"{role.title} ({RING_WORDS[role.ring or 'outer'].lower()})" for role in view.roles}
    strengths = {strength.value: strength.label for strength in Strength if strength is not Strength.MISSING}
    directions = {direction.value: direction.label for direction in Direction}
    hint = "Such as older brother or football coach; no names."
    way = "Which way do care and effort go?"
    every: tuple[Field, ...] = (
        SelectField(name="role", label="Who is it?", options=names, placeholder="Choose a role", needed=True),
        TextField(name="who", label="Who is that to this child?", hint=hint, most=80, short="Who that is"),
        RadioField(name="strength", label="How does the tie hold?", options=strengths, side_by_side=True, needed=True),
        RadioField(name="direction", label=way, options=directions, side_by_side=True, needed=True),
    )
    if start is None:
        return every
    values = (start.role.ref, start.who, start.strength.value, start.direction.value)
    return tuple(replace(field, start=value) for field, value in zip(every, values, strict=True))


def _entry(view: JourneysView, entered: Entered) -> Tie:
    return Tie(
        role=Key(view.framework.id, entered.chosen("role")),
        who=entered.text("who"),
        strength=Strength(entered.chosen("strength")),
        direction=Direction(entered.chosen("direction")),
    )
