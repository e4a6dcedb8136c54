"""What happened on a child's way to help: adding, changing and taking away dated events.

In: the child in the address.
Out: events, each with its own version, so that two people who add at once lose nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from audit.app import App
from audit.domain import pathway
from audit.domain.cases import Case
from audit.domain.framework import Key
from audit.domain.pathway import Event
from audit.errors import AuditError, Conflict
from audit.pages import journey_conflict, journey_sight
from audit.pages.components import days, look, marks, problems
from audit.pages.components.fields import hinted
from audit.pages.components.plain import plain
from audit.pages.journey_sight import Sight
from audit.services import journeys

_EARLIEST = date(2000, 1, 1)
_NEW = "new"


def render(app: App) -> None:
    """Let a facilitator say what happened on a child's way to help."""
    found = journey_sight.to_change(app, "How help came")
    if found is None:
        return
    sight, case = found
    key = f"events {sight.audit_round.ref} {case.ref}"
    look.line_above(sight.audit_round.title, case.ref, "the way to help")
    look.title(f"How help came to {case.ref}")
    st.write(
        "Who raised a concern, to whom, how its level was judged, what was done, and what followed. From the child’s "
        "chronology: days and roles, no names. What an agency thinks of it belongs in its own form."
    )
    journey_conflict.draw(key, partial(_facts, sight), partial(_change, app, sight, case, key), partial(_close, key))
    problems.shown(key)
    saved = st.session_state.pop(f"{key} saved", "")
    if saved:
        st.success(saved, icon=":material/check_circle:")
    st.header("Add an event", anchor=False)
    blank = Event(part=_key(sight, sight.parts[0].ref), on=app.today(), what="")
    _form(app, sight, case, key, blank)
    _list(app, sight, case, key)
    journey_sight.back(sight, case)


def _list(app: App, sight: Sight, case: Case, key: str) -> None:
    st.header("What is entered", anchor=False)
    steps = pathway.steps(sight.events[case.ref], sight.parts)
    if not steps:
        st.write("Nothing yet. Begin with whoever first said that something was wrong.")
    open_now = st.session_state.get(f"{key} open")
    for number, step in enumerate(steps, start=1):
        event = step.event
        with st.container(border=True):
            if open_now == event.id:
                look.card_title(f"Change event {number}", level=3)
                _form(app, sight, case, key, event)
            else:
                _shown(app, sight, case, key, number, step)


def _shown(app: App, sight: Sight, case: Case, key: str, number: int, step: pathway.Step) -> None:
    event = step.event
    since = "" if step.days is None else f", {days.number(step.days)} {'day' if step.days == 1 else 'days'} later"
    about = "About " if event.approximate else ""
    look.card_title(f"{number}. {about}{days.short_day(event.on)}{since}", level=3)
    st.write(plain(event.what))
    facts = dict(_facts(sight, event))
    said = dict.fromkeys(one for one in (facts["Part"], facts["Who"], facts["Agency"]) if one)
    st.caption(plain(" · ".join(said)))
    record = f"{sight.audit_round.ref}/{case.ref} event {event.id}"
    marks.under(app, event.what, key=f"{key} {event.id} what", label=f"Event {number}", about=record)
    marks.under(app, event.who, key=f"{key} {event.id} who", label=f"Event {number}, who", about=f"{record} who")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(f"Change event {number}", key=f"{key} change {event.id}", on_click=_open, args=(key, event))
        st.button(
            f"Take away event {number}",
            key=f"{key} away {event.id}",
            on_click=_take, args=(app, sight, case, key, event),
            type="tertiary",
        )  # fmt: skip
    if event.saved_at_utc:
        st.caption(f"Saved {days.moment(event.saved_at_utc)} by {plain(event.saved_by)}")


def _form(app: App, sight: Sight, case: Case, key: str, start: Event) -> None:
    base = _base(key, start)
    record = f"{sight.audit_round.ref}/{case.ref} event {start.id or _NEW}"
    _when(app, sight, start, base)
    what = st.text_area(
        "What happened? In a sentence.", value=start.what, max_chars=pathway.LONGEST, key=f"{base} what"
    )
    marks.under(app, what, key=f"{base} what", label="What happened", about=record)
    who = st.text_input(
        hinted("Who was it? (optional)", "A role, such as foster carer or school nurse."),
        value=start.who,
        max_chars=120,
        key=f"{base} who",
    )
    marks.under(app, who, key=f"{base} who", label="Who it was", about=f"{record} who")
    agencies = {"": "None of them", **{one.ref: one.short_name for one in sight.audit_round.agencies}}
    st.selectbox(
        "Whose doing was it?",
        list(agencies),
        index=list(agencies).index(start.agency) if start.agency in agencies else 0,
        format_func=lambda ref: agencies[ref],
        key=f"{base} agency",
    )
    _buttons(app, sight, case, key, start)


def _when(app: App, sight: Sight, start: Event, base: str) -> None:
    refs = [part.ref for part in sight.parts]
    titles = {part.ref: part.title for part in sight.parts}
    st.radio(
        "Which part of the pathway was it?",
        refs,
        index=refs.index(start.part.ref) if start.part.ref in refs else 0,
        format_func=lambda ref: titles[ref],
        captions=[plain(part.text) for part in sight.parts] if start.id is None else None,
        key=f"{base} part",
    )
    st.date_input(
        "Which day was it?",
        value=None if start.id is None else start.on,
        min_value=_EARLIEST,
        max_value=app.today(),
        format="DD/MM/YYYY",
        key=f"{base} on",
    )
    st.checkbox("The day is known roughly", value=start.approximate, key=f"{base} about")


def _buttons(app: App, sight: Sight, case: Case, key: str, start: Event) -> None:
    base = _base(key, start)
    if start.id is None:
        st.button(
            "Add this event", type="primary", key=f"{base} save", on_click=_save, args=(app, sight, case, key, start)
        )
        return
    with st.container(horizontal=True):
        st.button("Save this event", key=f"{base} save", on_click=_save, args=(app, sight, case, key, start))
        st.button("Leave it as it was", key=f"{base} leave", on_click=_close, args=(key,), type="tertiary")


def _save(app: App, sight: Sight, case: Case, key: str, start: Event) -> None:
    base, said = _base(key, start), st.session_state
    if said[f"{base} on"] is None:
        problems.keep(key, [problems.Problem(field="", say="Give the day it happened; roughly is enough.")])
        return
    new = replace(
        start,
        part=_key(sight, said[f"{base} part"]),
        on=said[f"{base} on"],
        approximate=said[f"{base} about"],
        what=said[f"{base} what"],
        who=said[f"{base} who"],
        agency=said[f"{base} agency"],
    )
    if start.id is not None:
        _change(app, sight, case, key, new)
        return
    with problems.caught(key):
        with app.unit_of_work() as db:
            journeys.add_event(
                db, by=app.person, framework=sight.framework, round_ref=sight.audit_round.ref, case_ref=case.ref,
                event=new, now=app.now(),
            )  # fmt: skip
        _close(key)
        said[f"{key} saved"] = f"Added: {days.short_day(new.on)}. Add the next one, or go back to the journey."


def _change(app: App, sight: Sight, case: Case, key: str, new: Event) -> None:
    try:
        with app.unit_of_work() as db:
            journeys.change_event(
                db, by=app.person, framework=sight.framework, round_ref=sight.audit_round.ref, case_ref=case.ref,
                event=new, now=app.now(),
            )  # fmt: skip
    except Conflict as conflict:
        journey_conflict.keep(key, mine=new, conflict=conflict)
    except AuditError as error:
        problems.keep(key, [problems.Problem(field="", say=str(error))])
    else:
        _close(key)
        st.session_state[f"{key} saved"] = "Saved."


def _take(app: App, sight: Sight, case: Case, key: str, event: Event) -> None:
    with problems.caught(key), app.unit_of_work() as db:
        journeys.take_event(
            db, by=app.person, round_ref=sight.audit_round.ref, case_ref=case.ref, event=event, now=app.now()
        )


def _facts(sight: Sight, event: Event) -> journey_conflict.Facts:
    titles = {part.ref: part.title for part in sight.parts}
    agencies = {one.ref: one.short_name for one in sight.audit_round.agencies}
    return [
        ("Part", titles.get(event.part.ref, event.part.ref)),
        ("Day", ("about " if event.approximate else "") + days.short_day(event.on)),
        ("What happened", event.what),
        ("Who", event.who),
        ("Agency", agencies.get(event.agency, event.agency)),
    ]


def _key(sight: Sight, ref: str) -> Key:
    return Key(sight.framework.id, ref)


def _base(key: str, start: Event) -> str:
    """Return the name of a form's fields; another after each save, so that the next one begins empty."""
    return f"{key} {start.id or _NEW} {st.session_state.get(f'{key} generation', 0)}"


def _open(key: str, event: Event) -> None:
    st.session_state[f"{key} open"] = event.id


def _close(key: str) -> None:
    st.session_state[f"{key} open"] = None
    st.session_state[f"{key} generation"] = st.session_state.get(f"{key} generation", 0) + 1
