"""What happened on a child's way to help: adding, changing and taking away dated events.

In: the child in the address.
Out: events, each with its own version, so that two people who add at once lose nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from audit.app import App
from audit.domain.frameworks.framework import Key
from audit.domain.journeys import pathway
from audit.domain.journeys.pathway import Event
from audit.domain.rounds.cases import Case
from audit.errors import AuditError
from audit.pages.components import days, look
from audit.pages.components.plain import plain
from audit.pages.forms import marks
from audit.pages.forms.fields import hinted
from audit.pages.forms.two_writers import Facts
from audit.pages.journeys import keeping as journey_keeping
from audit.pages.journeys import sight as journey_sight
from audit.pages.journeys.keeping import Keeping
from audit.pages.journeys.sight import Sight
from audit.services import journeys

_EARLIEST = date(2000, 1, 1)


def render(app: App) -> None:
    """Let a facilitator say what happened on a child's way to help."""
    found = journey_sight.to_change(app, "How help came")
    if found is None:
        return
    sight, case = found
    keeping = _keeping(app, sight, case)
    look.line_above(sight.audit_round.title, case.ref, "the way to help")
    look.title(f"How help came to {case.ref}")
    st.write(
        "Who raised a concern, to whom, how its level was judged, what was done, and what followed. From the child’s "
        "chronology: days and roles, no names. What an agency thinks of it belongs in its own form."
    )
    journey_keeping.draw_outcome(keeping)
    st.header("Add an event", anchor=False)
    blank = Event(part=_key(sight, sight.parts[0].ref), on=app.today(), what="")
    _form(app, sight, case, keeping, blank)
    _list(app, sight, case, keeping)
    journey_sight.back(sight, case)


def _keeping(app: App, sight: Sight, case: Case) -> Keeping[Event]:
    at: dict[str, Any] = {"by": app.person, "round_ref": sight.audit_round.ref, "case_ref": case.ref, "now": app.now()}
    framework = sight.framework
    return Keeping(
        key=f"events {sight.audit_round.ref} {case.ref}",
        noun="event",
        add_label="Add this event",
        added=lambda new: f"Added: {days.short_day(new.on)}. Add the next one, or go back to the journey.",
        add=lambda db, new: journeys.add_event(db, framework=framework, event=new, **at),
        change=lambda db, new: journeys.change_event(db, framework=framework, event=new, **at),
        take=lambda db, one: journeys.take_event(db, event=one, **at),
        facts=partial(_facts, sight),
    )


def _list(app: App, sight: Sight, case: Case, keeping: Keeping[Event]) -> None:
    st.header("What is entered", anchor=False)
    steps = pathway.steps(sight.events[case.ref], sight.parts)
    if not steps:
        st.write("Nothing yet. Begin with whoever first said that something was wrong.")
    for number, step in enumerate(steps, start=1):
        event = step.event
        with st.container(border=True):
            if journey_keeping.is_open(keeping.key, event):
                look.card_title(f"Change event {number}", level=3)
                _form(app, sight, case, keeping, event)
            else:
                _shown(app, sight, case, keeping, number, step)


def _shown(app: App, sight: Sight, case: Case, keeping: Keeping[Event], number: int, step: pathway.Step) -> None:
    event, key = step.event, keeping.key
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
    journey_keeping.row_buttons(app, keeping, event, number)
    if event.saved_at_utc:
        st.caption(f"Saved {days.moment(event.saved_at_utc)} by {plain(event.saved_by)}")


def _form(app: App, sight: Sight, case: Case, keeping: Keeping[Event], start: Event) -> None:
    base = journey_keeping.base(keeping.key, start)
    record = f"{sight.audit_round.ref}/{case.ref} event {start.id or 'new'}"
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
    agencies = {one.ref: one.short_name for one in sight.audit_round.agencies}
    st.selectbox(
        "Whose doing was it?",
        list(agencies),
        index=list(agencies).index(start.agency) if start.agency in agencies else None,
        placeholder="Not recorded, or none of them",
        format_func=lambda ref: agencies[ref],
        key=f"{base} agency",
    )
    journey_keeping.form_buttons(app, keeping, start, partial(_typed, sight, base, start))


def _when(app: App, sight: Sight, start: Event, base: str) -> None:
    refs = [part.ref for part in sight.parts]
    titles = {part.ref: part.title for part in sight.parts}
    st.radio(
        "Which part of the pathway was it?",
        refs,
        index=refs.index(start.part.ref) if start.id is not None and start.part.ref in refs else None,
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


def _typed(sight: Sight, base: str, start: Event) -> Event:
    said = st.session_state
    if said[f"{base} on"] is None:
        raise AuditError("Give the day it happened; roughly is enough.")
    if said[f"{base} part"] is None:
        raise AuditError("Choose which part of the pathway it was.")
    return replace(
        start,
        part=_key(sight, said[f"{base} part"]),
        on=said[f"{base} on"],
        approximate=said[f"{base} about"],
        what=said[f"{base} what"],
        who=said[f"{base} who"],
        agency=said[f"{base} agency"] or "",
    )


def _facts(sight: Sight, event: Event) -> Facts:
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
