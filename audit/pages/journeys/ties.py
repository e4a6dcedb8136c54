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
from audit.charts.wording import capital
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
from audit.pages.journeys import sight as journey_sight
from audit.pages.journeys.events import Keeping
from audit.pages.journeys.sight import Sight
from audit.services import journeys

_STRENGTHS = [one for one in Strength if one is not Strength.MISSING]
_DIRECTIONS = list(Direction)


def render(app: App) -> None:
    """Let a facilitator draw who is around a child."""
    found = journey_sight.to_change(app, "Who is around the child")
    if found is None:
        return
    sight, case = found
    keeping = _keeping(app, sight, case)
    look.line_above(sight.audit_round.title, case.ref, "who is around the child")
    look.title(f"Who is around {case.ref}")
    st.write("Roles, no names. A tie is drawn as the child would draw it, where they were asked.")
    events.draw_outcome(keeping)
    st.header("Add somebody", anchor=False)
    _form(app, sight, case, keeping, Tie(role=Key(sight.framework.id, sight.roles[0].ref), strength=Strength.STRONG))
    _list(app, sight, case, keeping)
    events.draw(app, sight, case, keeping.key)
    journey_sight.back(sight, case)


def _keeping(app: App, sight: Sight, case: Case) -> Keeping[Tie]:
    at: dict[str, Any] = {"by": app.person, "round_ref": sight.audit_round.ref, "case_ref": case.ref, "now": app.now()}
    framework = sight.framework
    return Keeping(
        key=f"ties {sight.audit_round.ref} {case.ref}",
        noun="tie",
        add_label="Put on the map",
        added=lambda new: f"On the map: {ecomap.name_of(new, sight.roles)}.",
        add=lambda db, new: journeys.add_tie(db, framework=framework, tie=new, **at),
        change=lambda db, new: journeys.change_tie(db, framework=framework, tie=new, **at),
        take=lambda db, one: journeys.take_tie(db, tie=one, **at),
        facts=partial(_facts, sight),
    )


def _list(app: App, sight: Sight, case: Case, keeping: Keeping[Tie]) -> None:
    st.header("On the map", anchor=False)
    there = [tie for tie in ecomap.in_order(sight.ties[case.ref], sight.roles) if tie.there]
    if not there:
        st.write("Nobody yet. Begin with whoever cares for the child day by day.")
    for ring in RINGS:
        here = ecomap.ring_of(there, sight.roles, ring)
        if here:
            look.card_title(RING_WORDS[ring], level=3)
        for tie in here:
            if events.is_open(keeping.key, tie):
                with st.container(border=True):
                    _form(app, sight, case, keeping, tie)
            else:
                _shown(app, sight, case, keeping, there.index(tie) + 1, tie)


def _shown(app: App, sight: Sight, case: Case, keeping: Keeping[Tie], number: int, tie: Tie) -> None:
    st.write(f"**{number}.** {plain(capital(tie_words(tie, sight.roles)))}")
    record = f"{sight.audit_round.ref}/{case.ref} tie {tie.id}"
    marks.under(app, tie.who, key=f"{keeping.key} {tie.id}", label=f"Tie {number}", about=record)
    events.row_buttons(app, keeping, tie, number)


def _form(app: App, sight: Sight, case: Case, keeping: Keeping[Tie], start: Tie) -> None:
    base = events.key_base(keeping.key, start)
    names = {role.ref: f"{role.title} ({RING_WORDS[role.ring or 'outer'].lower()})" for role in sight.roles}
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
    record = f"{sight.audit_round.ref}/{case.ref} tie {start.id or 'new'}"
    marks.under(app, who, key=f"{base} who", label="Who that is", about=record)
    st.radio(
        "How does the tie hold?",
        _STRENGTHS,
        index=_STRENGTHS.index(start.strength) if start.id and start.strength in _STRENGTHS else None,
        format_func=lambda one: one.label,
        horizontal=True,
        key=f"{base} strength",
    )
    st.radio(
        "Which way do care and effort go?",
        _DIRECTIONS,
        index=_DIRECTIONS.index(start.direction) if start.id else None,
        format_func=lambda one: one.label,
        horizontal=True,
        key=f"{base} direction",
    )
    events.form_buttons(app, keeping, start, partial(_typed, sight, base, start))


def _typed(sight: Sight, base: str, start: Tie) -> Tie:
    said = st.session_state
    if said[f"{base} role"] is None:
        raise AuditError("Choose who it is from the roles.")
    if said[f"{base} strength"] is None or said[f"{base} direction"] is None:
        raise AuditError("Choose how strong the relationship is, and which way care and effort go.")
    return replace(
        start,
        role=Key(sight.framework.id, said[f"{base} role"]),
        who=said[f"{base} who"],
        strength=said[f"{base} strength"],
        direction=said[f"{base} direction"],
    )


def _facts(sight: Sight, tie: Tie) -> Facts:
    titles = {role.ref: role.title for role in sight.roles}
    return [
        ("Who", titles.get(tie.role.ref, tie.role.ref)),
        ("To this child", tie.who),
        ("Tie", tie.strength.label),
        ("Which way", tie.direction.label),
    ]
