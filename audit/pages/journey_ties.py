"""Who is around a child: putting people on the map, changing a tie, and marking who is missing.

In: the child in the address.
Out: ties, each with its own version, so that two people who draw at once lose nothing.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from audit.app import App
from audit.charts.ecomap import tie_words
from audit.charts.wording import capital
from audit.domain import ecomap
from audit.domain.cases import Case
from audit.domain.ecomap import RING_WORDS, RINGS, Direction, Strength, Tie
from audit.domain.framework import Key
from audit.errors import AuditError, Conflict
from audit.pages import journey_conflict, journey_missing, journey_sight
from audit.pages.components import look, marks, problems
from audit.pages.components.fields import hinted
from audit.pages.components.plain import plain
from audit.pages.journey_sight import Sight
from audit.services import journeys

_STRENGTHS = [one for one in Strength if one is not Strength.MISSING]
_DIRECTIONS = list(Direction)
_NEW = "new"


def render(app: App) -> None:
    """Let a facilitator draw who is around a child."""
    found = journey_sight.to_change(app, "Who is around the child")
    if found is None:
        return
    sight, case = found
    key = f"ties {sight.audit_round.ref} {case.ref}"
    look.line_above(sight.audit_round.title, case.ref, "who is around the child")
    look.title(f"Who is around {case.ref}")
    st.write("Roles, no names. A tie is drawn as the child would draw it, where they were asked.")
    journey_conflict.draw(key, partial(_facts, sight), partial(_change, app, sight, case, key), partial(_close, key))
    problems.shown(key)
    saved = st.session_state.pop(f"{key} saved", "")
    if saved:
        st.success(saved, icon=":material/check_circle:")
    st.header("Add somebody", anchor=False)
    _form(app, sight, case, key, Tie(role=Key(sight.framework.id, sight.roles[0].ref), strength=Strength.STRONG))
    _list(app, sight, case, key)
    journey_missing.draw(app, sight, case, key)
    journey_sight.back(sight, case)


def _list(app: App, sight: Sight, case: Case, key: str) -> None:
    st.header("On the map", anchor=False)
    there = [tie for tie in ecomap.in_order(sight.ties[case.ref], sight.roles) if tie.there]
    if not there:
        st.write("Nobody yet. Begin with whoever cares for the child day by day.")
    open_now = st.session_state.get(f"{key} open")
    for ring in RINGS:
        here = ecomap.ring_of(there, sight.roles, ring)
        if here:
            look.card_title(RING_WORDS[ring], level=3)
        for tie in here:
            if open_now == tie.id:
                with st.container(border=True):
                    _form(app, sight, case, key, tie)
            else:
                _shown(app, sight, case, key, there.index(tie) + 1, tie)


def _shown(app: App, sight: Sight, case: Case, key: str, number: int, tie: Tie) -> None:
    st.write(f"**{number}.** {plain(capital(tie_words(tie, sight.roles)))}")
    record = f"{sight.audit_round.ref}/{case.ref} tie {tie.id}"
    marks.under(app, tie.who, key=f"{key} {tie.id}", label=f"Tie {number}", about=record)
    with st.container(horizontal=True):
        st.button(f"Change tie {number}", key=f"{key} change {tie.id}", on_click=_open, args=(key, tie))
        st.button(
            f"Take away tie {number}", key=f"{key} away {tie.id}", on_click=_take,
            args=(app, sight, case, key, tie), type="tertiary",
        )  # fmt: skip


def _form(app: App, sight: Sight, case: Case, key: str, start: Tie) -> None:
    base = _base(key, start)
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
    record = f"{sight.audit_round.ref}/{case.ref} tie {start.id or _NEW}"
    marks.under(app, who, key=f"{base} who", label="Who that is", about=record)
    st.radio(
        "How does the tie hold?",
        _STRENGTHS,
        index=_STRENGTHS.index(start.strength) if start.strength in _STRENGTHS else 0,
        format_func=lambda one: one.label,
        horizontal=True,
        key=f"{base} strength",
    )
    st.radio(
        "Which way do care and effort go?",
        _DIRECTIONS,
        index=_DIRECTIONS.index(start.direction),
        format_func=lambda one: one.label,
        horizontal=True,
        key=f"{base} direction",
    )
    _buttons(app, sight, case, key, start)


def _buttons(app: App, sight: Sight, case: Case, key: str, start: Tie) -> None:
    base = _base(key, start)
    args = (app, sight, case, key, start)
    if start.id is None:
        st.button("Put on the map", type="primary", key=f"{base} save", on_click=_save, args=args)
        return
    with st.container(horizontal=True):
        st.button("Save this tie", key=f"{base} save", on_click=_save, args=args)
        st.button("Leave it as it was", key=f"{base} leave", on_click=_close, args=(key,), type="tertiary")


def _save(app: App, sight: Sight, case: Case, key: str, start: Tie) -> None:
    base, said = _base(key, start), st.session_state
    if said[f"{base} role"] is None:
        problems.keep(key, [problems.Problem(field="", say="Choose who it is from the roles.")])
        return
    new = replace(
        start,
        role=Key(sight.framework.id, said[f"{base} role"]),
        who=said[f"{base} who"],
        strength=said[f"{base} strength"],
        direction=said[f"{base} direction"],
    )
    if start.id is not None:
        _change(app, sight, case, key, new)
        return
    with problems.caught(key):
        with app.unit_of_work() as db:
            journeys.add_tie(
                db, by=app.person, framework=sight.framework, round_ref=sight.audit_round.ref, case_ref=case.ref,
                tie=new, now=app.now(),
            )  # fmt: skip
        _close(key)
        said[f"{key} saved"] = f"On the map: {ecomap.name_of(new, sight.roles)}."


def _change(app: App, sight: Sight, case: Case, key: str, new: Tie) -> None:
    try:
        with app.unit_of_work() as db:
            journeys.change_tie(
                db, by=app.person, framework=sight.framework, round_ref=sight.audit_round.ref, case_ref=case.ref,
                tie=new, now=app.now(),
            )  # fmt: skip
    except Conflict as conflict:
        journey_conflict.keep(key, mine=new, conflict=conflict)
    except AuditError as error:
        problems.keep(key, [problems.Problem(field="", say=str(error))])
    else:
        _close(key)
        st.session_state[f"{key} saved"] = "Saved."


def _take(app: App, sight: Sight, case: Case, key: str, tie: Tie) -> None:
    with problems.caught(key), app.unit_of_work() as db:
        journeys.take_tie(db, by=app.person, round_ref=sight.audit_round.ref, case_ref=case.ref, tie=tie, now=app.now())


def _facts(sight: Sight, tie: Tie) -> journey_conflict.Facts:
    titles = {role.ref: role.title for role in sight.roles}
    return [
        ("Who", titles.get(tie.role.ref, tie.role.ref)),
        ("To this child", tie.who),
        ("Tie", tie.strength.label),
        ("Which way", tie.direction.label),
    ]


def _base(key: str, start: Tie) -> str:
    """Return the name of a form's fields; another after each save, so that the next one begins empty."""
    return f"{key} {start.id or _NEW} {st.session_state.get(f'{key} generation', 0)}"


def _open(key: str, tie: Tie) -> None:
    st.session_state[f"{key} open"] = tie.id


def _close(key: str) -> None:
    st.session_state[f"{key} open"] = None
    st.session_state[f"{key} generation"] = st.session_state.get(f"{key} generation", 0) + 1
