"""What happened on a child's way to help: adding, changing and taking away dated events.

In: the child in the address.
Out: events, each with its own version, so that two people who add at once lose nothing.

Here too:
- Adding, changing and taking away one event or tie of a child's journey: one way for both.
- Who should be around a child and is not: a tick for each role that nobody fills.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Generic, TypeVar

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.english import inside, listed
from audit.domain.frameworks.framework import Key
from audit.domain.journeys import ecomap, pathway
from audit.domain.journeys.ecomap import RING_WORDS, RINGS, Tie
from audit.domain.journeys.pathway import Event
from audit.domain.rounds.cases import Case
from audit.errors import AuditError
from audit.pages.components import look, problems
from audit.pages.components.look import plain
from audit.pages.forms import marks, two_writers
from audit.pages.forms.fields import hinted
from audit.pages.forms.two_writers import Change, Facts
from audit.pages.journeys import view as journeys_view
from audit.pages.journeys.view import JourneysView
from audit.services import journeys
from audit.store.work import Db

_EARLIEST = date(2000, 1, 1)


def render(app: App) -> None:
    """Let a facilitator say what happened on a child's way to help."""
    view_and_case = journeys_view.to_change(app, "How help came")
    if view_and_case is None:
        return
    view, case = view_and_case
    keeping = _keeping(app, view, case)
    look.line_above(view.audit_round.title, case.ref, "the way to help")
    look.title(f"How help came to {case.ref}")
    st.write(
        "Who raised a concern, to whom, how its level was judged, what was done, and what followed. From the child’s "
        "chronology: days and roles, no names. What an agency thinks of it belongs in its own form."
    )
    draw_outcome(keeping)
    st.header("Add an event", anchor=False)
    blank = Event(part=_key(view, view.parts[0].ref), on=app.today(), what="")
    _form(app, view, case, keeping, blank)
    _list(app, view, case, keeping)
    journeys_view.back(view, case)


def _keeping(app: App, view: JourneysView, case: Case) -> Keeping[Event]:
    at: dict[str, Any] = {"by": app.person, "round_ref": view.audit_round.ref, "case_ref": case.ref, "now": app.now()}
    framework = view.framework
    return Keeping(
        key=f"events {view.audit_round.ref} {case.ref}",
        noun="event",
        add_label="Add this event",
        added=lambda new: f"Added: {english.short_day(new.on)}. Add the next one, or go back to the journey.",
        add=lambda db, new: journeys.add_event(db, framework=framework, event=new, **at),
        change=lambda db, new: journeys.change_event(db, framework=framework, event=new, **at),
        take=lambda db, event: journeys.take_event(db, event=event, **at),
        facts=partial(_facts, view),
    )


def _list(app: App, view: JourneysView, case: Case, keeping: Keeping[Event]) -> None:
    st.header("What is entered", anchor=False)
    steps = pathway.steps(view.events[case.ref], view.parts)
    if not steps:
        st.write("Nothing yet. Begin with whoever first said that something was wrong.")
    for number, step in enumerate(steps, start=1):
        event = step.event
        with st.container(border=True):
            if is_open(keeping.key, event):
                look.card_title(f"Change event {number}", level=3)
                _form(app, view, case, keeping, event)
            else:
                _shown(app, view, case, keeping, number, step)


def _shown(app: App, view: JourneysView, case: Case, keeping: Keeping[Event], number: int, step: pathway.Step) -> None:
    event, key = step.event, keeping.key
    since = "" if step.days is None else f", {english.counted(step.days, 'day')} later"
    about = "About " if event.approximate else ""
    look.card_title(f"{number}. {about}{english.short_day(event.on)}{since}", level=3)
    st.write(plain(event.what))
    facts = dict(_facts(view, event))
    caption_parts = dict.fromkeys(fact for fact in (facts["Part"], facts["Who"], facts["Agency"]) if fact)
    st.caption(plain(" · ".join(caption_parts)))
    record = f"{view.audit_round.ref}/{case.ref} event {event.id}"
    marks.under(app, event.what, key=f"{key} {event.id} what", label=f"Event {number}", about=record)
    marks.under(app, event.who, key=f"{key} {event.id} who", label=f"Event {number}, who", about=f"{record} who")
    row_buttons(app, keeping, event, number)
    if event.saved_at_utc:
        st.caption(f"Saved {english.moment(event.saved_at_utc)} by {plain(event.saved_by)}")


def _form(app: App, view: JourneysView, case: Case, keeping: Keeping[Event], start: Event) -> None:
    base = key_base(keeping.key, start)
    record = f"{view.audit_round.ref}/{case.ref} event {start.id or 'new'}"
    _when(app, view, start, base)
    event_text = st.text_area(
        "What happened? In a sentence.", value=start.what, max_chars=pathway.LONGEST, key=f"{base} what"
    )
    marks.under(app, event_text, key=f"{base} what", label="What happened", about=record)
    who = st.text_input(
        hinted("Who was it? (optional)", "A role, such as foster carer or school nurse."),
        value=start.who,
        max_chars=120,
        key=f"{base} who",
    )
    marks.under(app, who, key=f"{base} who", label="Who it was", about=f"{record} who")
    agencies = {agency.ref: agency.short_name for agency in view.audit_round.agencies}
    st.selectbox(
        "Whose doing was it?",
        list(agencies),
        index=list(agencies).index(start.agency) if start.agency in agencies else None,
        placeholder="Not recorded, or none of them",
        format_func=lambda ref: agencies[ref],
        key=f"{base} agency",
    )
    form_buttons(app, keeping, start, partial(_typed, view, base, start))


def _when(app: App, view: JourneysView, start: Event, base: str) -> None:
    refs = [part.ref for part in view.parts]
    titles = {part.ref: part.title for part in view.parts}
    st.radio(
        "Which part of the pathway was it?",
        refs,
        index=refs.index(start.part.ref) if start.id is not None and start.part.ref in refs else None,
        format_func=lambda ref: titles[ref],
        captions=[plain(part.text) for part in view.parts] if start.id is None else None,
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


def _typed(view: JourneysView, base: str, start: Event) -> Event:
    session = st.session_state
    if session[f"{base} on"] is None:
        raise AuditError("Give the day it happened; roughly is enough.")
    if session[f"{base} part"] is None:
        raise AuditError("Choose which part of the pathway it was.")
    return replace(
        start,
        part=_key(view, session[f"{base} part"]),
        on=session[f"{base} on"],
        approximate=session[f"{base} about"],
        what=session[f"{base} what"],
        who=session[f"{base} who"],
        agency=session[f"{base} agency"] or "",
    )


def _facts(view: JourneysView, event: Event) -> Facts:
    titles = {part.ref: part.title for part in view.parts}
    agencies = {agency.ref: agency.short_name for agency in view.audit_round.agencies}
    return [
        ("Part", titles.get(event.part.ref, event.part.ref)),
        ("Day", ("about " if event.approximate else "") + english.short_day(event.on)),
        ("What happened", event.what),
        ("Who", event.who),
        ("Agency", agencies.get(event.agency, event.agency)),
    ]


def _key(view: JourneysView, ref: str) -> Key:
    return Key(view.framework.id, ref)


Entry = TypeVar("Entry", Event, Tie)
_NEW = "new"


@dataclass(frozen=True, kw_only=True)
class Keeping(Generic[Entry]):
    """How one kind of thing is kept for a child, and what its buttons say."""

    key: str  # names the child's page in this window
    noun: str  # such as "event"
    add_label: str
    added: Callable[[Entry], str]  # what is said once it is added
    add: Callable[[Db, Entry], object]
    change: Callable[[Db, Entry], object]
    take: Callable[[Db, Entry], object]
    facts: Callable[[Entry], Facts]


def draw_outcome(keeping: Keeping[Entry]) -> None:
    """Draw what came of the last press: two versions to choose from, what stands in the way, or that it is kept."""
    key = keeping.key
    two_writers.draw(key)
    if saved := st.session_state.pop(f"{key} saved", ""):
        st.success(plain(saved), icon=":material/check_circle:")


def key_base(key: str, start: Entry) -> str:
    """Return the name of a form's fields; another after each save, so that the next one begins empty."""
    return f"{key} {start.id or _NEW} {st.session_state.get(f'{key} generation', 0)}"


def is_open(key: str, entry: Entry) -> bool:
    """Say whether a thing that is kept stands open to be changed."""
    return entry.id is not None and st.session_state.get(f"{key} open") == entry.id


def form_buttons(app: App, keeping: Keeping[Entry], start: Entry, typed: Callable[[], Entry]) -> None:
    """Draw the form's buttons; `typed` returns what stands in its fields, and raises AuditError for what is missing."""
    key, name = keeping.key, key_base(keeping.key, start)
    args = (app, keeping, start, typed)
    if start.id is None:
        st.button(keeping.add_label, type="primary", key=f"{name} save", on_click=_save, args=args)
        return
    with st.container(horizontal=True):
        st.button(f"Save this {keeping.noun}", key=f"{name} save", on_click=_save, args=args)
        st.button("Leave it as it was", key=f"{name} leave", on_click=_close, args=(key,), type="tertiary")


def row_buttons(app: App, keeping: Keeping[Entry], entry: Entry, number: int) -> None:
    """Draw the buttons beneath a thing that is kept: change it, or take it away."""
    key, noun = keeping.key, keeping.noun
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(f"Change {noun} {number}", key=f"{key} change {entry.id}", on_click=_open, args=(key, entry))
        st.button(
            f"Take away {noun} {number}",
            key=f"{key} away {entry.id}",
            on_click=_take,
            args=(app, keeping, entry),
            type="tertiary",
        )


def _save(app: App, keeping: Keeping[Entry], start: Entry, typed: Callable[[], Entry]) -> None:
    with problems.caught(keeping.key):
        new = typed()
        if start.id is not None:
            _change(app, keeping, new)
            return
        with app.unit_of_work() as db:
            keeping.add(db, new)
        _close(keeping.key)
        st.session_state[f"{keeping.key} saved"] = keeping.added(new)


def _change(app: App, keeping: Keeping[Entry], new: Entry) -> None:
    key = keeping.key

    def write(seen: Entry) -> None:
        with app.unit_of_work() as db:
            keeping.change(db, replace(new, version=seen.version))

    def done() -> None:
        _close(key)
        st.session_state[f"{key} saved"] = "Saved."

    change = Change(
        place=key,
        subject="it",
        write=write,
        done=done,
        take=lambda _: _close(key),
        rows=lambda other: two_writers.rows_of_facts(keeping.facts(new), keeping.facts(other)),
    )
    two_writers.attempt(change, new)


def _take(app: App, keeping: Keeping[Entry], entry: Entry) -> None:
    with problems.caught(keeping.key), app.unit_of_work() as db:
        keeping.take(db, entry)


def _open(key: str, entry: Entry) -> None:
    st.session_state[f"{key} open"] = entry.id


def _close(key: str) -> None:
    st.session_state[f"{key} open"] = None
    st.session_state[f"{key} generation"] = st.session_state.get(f"{key} generation", 0) + 1


def draw(app: App, view: JourneysView, case: Case, key: str) -> None:
    """Draw the roles without a tie, ticked where they are marked as missing."""
    ties = view.ties[case.ref]
    filled = {tie.role.ref for tie in ties if tie.is_present}
    marked = [role.ref for role in ecomap.missing(ties, view.roles)]
    st.header("Who is missing", anchor=False)
    missing = listed([inside(role.title) for role in ecomap.missing(ties, view.roles)])
    st.write(f"Marked as missing: {plain(missing)}." if missing else "Nobody is marked as missing.")
    with st.expander("Mark who should be there, and is not"), st.form(f"{key} missing", border=False):
        st.write("Leave a role alone where this child has no need of it: not every child needs all of them.")
        for ring in RINGS:
            look.card_title(RING_WORDS[ring], level=3)
            for role in [role for role in view.roles if role.ring == ring and role.ref not in filled]:
                st.checkbox(plain(role.title), value=role.ref in marked, key=_box(key, role.ref, marked), wrap=True)
        st.form_submit_button(
            "Save who is missing", on_click=_save_missing, args=(app, view, case, key, tuple(marked), frozenset(filled))
        )


def _save_missing(
    app: App, view: JourneysView, case: Case, key: str, marked: tuple[str, ...], filled: frozenset[str]
) -> None:
    ticked = [
        role.ref
        for role in view.roles
        if role.ref not in filled and st.session_state.get(_box(key, role.ref, list(marked)))
    ]
    with problems.caught(key):
        with app.unit_of_work() as db:
            journeys.mark_missing(
                db,
                by=app.person,
                framework=view.framework,
                round_ref=view.audit_round.ref,
                case_ref=case.ref,
                roles=[Key(view.framework.id, ref) for ref in ticked],
                seen=[Key(view.framework.id, ref) for ref in marked],
                now=app.now(),
            )
        st.session_state[f"{key} saved"] = "Saved who is missing."


def _box(key: str, ref: str, marked: list[str]) -> str:
    return f"{key} missing {ref} {'-'.join(marked)}"
