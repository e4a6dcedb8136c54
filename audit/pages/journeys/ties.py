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
from audit.domain.rounds.cases import Case
from audit.errors import AuditError
from audit.pages.components import look
from audit.pages.components.look import plain
from audit.pages.forms import marks
from audit.pages.forms.fields import hinted
from audit.pages.forms.two_writers import Facts
from audit.pages.journeys import events
from audit.pages.journeys import view as journeys_view
from audit.pages.journeys.events import Keeping
from audit.pages.journeys.view import JourneysView
from audit.services import journeys

_STRENGTHS = [strength for strength in Strength if strength is not Strength.MISSING]
_DIRECTIONS = list(Direction)


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
    events.draw_outcome(keeping)
    st.header("Add somebody", anchor=False)
    _form(app, view, case, keeping, Tie(role=Key(view.framework.id, view.roles[0].ref), strength=Strength.STRONG))
    _list(app, view, case, keeping)
    events.draw(app, view, case, keeping.key)
    journeys_view.back(view, case)


def _keeping(app: App, view: JourneysView, case: Case) -> Keeping[Tie]:
    at: dict[str, Any] = {"by": app.person, "round_ref": view.audit_round.ref, "case_ref": case.ref, "now": app.now()}
    framework = view.framework
    return Keeping(
        key=f"ties {view.audit_round.ref} {case.ref}",
        noun="tie",
        add_label="Put on the map",
        added=lambda new: f"On the map: {ecomap.name_of(new, view.roles)}.",
        add=lambda db, new: journeys.add_tie(db, framework=framework, tie=new, **at),
        change=lambda db, new: journeys.change_tie(db, framework=framework, tie=new, **at),
        take=lambda db, tie: journeys.take_tie(db, tie=tie, **at),
        facts=partial(_facts, view),
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
                    _form(app, view, case, keeping, tie)
            else:
                _shown(app, view, case, keeping, ties.index(tie) + 1, tie)


def _shown(app: App, view: JourneysView, case: Case, keeping: Keeping[Tie], number: int, tie: Tie) -> None:
    st.write(f"**{number}.** {plain(capital(tie_words(tie, view.roles)))}")
    record = f"{view.audit_round.ref}/{case.ref} tie {tie.id}"
    marks.under(app, tie.who, key=f"{keeping.key} {tie.id}", label=f"Tie {number}", about=record)
    events.row_buttons(app, keeping, tie, number)


def _form(app: App, view: JourneysView, case: Case, keeping: Keeping[Tie], start: Tie) -> None:
    base = events.key_base(keeping.key, start)
    names = {role.ref: f"{role.title} ({RING_WORDS[role.ring or 'outer'].lower()})" for role in view.roles}
    refs = list(names)
    st.selectbox(
        "Who is it?",
        refs,
        index=refs.index(start.role.ref) if start.id else None,
        placeholder="Choose a role",
        format_func=lambda ref: names[ref],
        key=f"{base} role",
    )
    who = st.text_input(
        hinted("Who is that to this child? (optional)", "Such as older brother or football coach; no names."),
        value=start.who,
        max_chars=80,
        key=f"{base} who",
    )
    record = f"{view.audit_round.ref}/{case.ref} tie {start.id or 'new'}"
    marks.under(app, who, key=f"{base} who", label="Who that is", about=record)
    st.radio(
        "How does the tie hold?",
        _STRENGTHS,
        index=_STRENGTHS.index(start.strength) if start.id and start.strength in _STRENGTHS else None,
        format_func=lambda strength: strength.label,
        horizontal=True,
        key=f"{base} strength",
    )
    st.radio(
        "Which way do care and effort go?",
        _DIRECTIONS,
        index=_DIRECTIONS.index(start.direction) if start.id else None,
        format_func=lambda direction: direction.label,
        horizontal=True,
        key=f"{base} direction",
    )
    events.form_buttons(app, keeping, start, partial(_typed, view, base, start))


def _typed(view: JourneysView, base: str, start: Tie) -> Tie:
    session = st.session_state
    if session[f"{base} role"] is None:
        raise AuditError("Choose who it is from the roles.")
    if session[f"{base} strength"] is None or session[f"{base} direction"] is None:
        raise AuditError("Choose how strong the relationship is, and which way care and effort go.")
    return replace(
        start,
        role=Key(view.framework.id, session[f"{base} role"]),
        who=session[f"{base} who"],
        strength=session[f"{base} strength"],
        direction=session[f"{base} direction"],
    )


def _facts(view: JourneysView, tie: Tie) -> Facts:
    titles = {role.ref: role.title for role in view.roles}
    return [
        ("Who", titles.get(tie.role.ref, tie.role.ref)),
        ("To this child", tie.who),
        ("Tie", tie.strength.label),
        ("Which way", tie.direction.label),
    ]
