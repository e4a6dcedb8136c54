"""What happened on a child's way to help: adding, changing and taking away dated events.

In: the child in the address.
Out: events, each with its own version, so that two people who add at once lose nothing.

Here too:
- Adding, changing and taking away one event or tie of a child's journey: one way for both.
- Who should be around a child and is not: a tick for each role that nobody fills.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
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
from audit.domain.people.form_drafts import FormKind
from audit.domain.rounds.cases import Case
from audit.pages.components import errors, look
from audit.pages.components.look import plain
from audit.pages.forms import form, marks
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import (
    DateField,
    Entered,
    Field,
    Part,
    RadioField,
    SelectField,
    TextField,
    TickField,
    TicksField,
    day_text,
    joined,
    several,
    yes,
)
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
    draw_outcome(keeping, view.events[case.ref])
    st.header("Add an event", anchor=False)
    draw_form(app, view, case, keeping, None)
    _list(app, view, case, keeping)
    journeys_view.back(view, case)


def _keeping(app: App, view: JourneysView, case: Case) -> Keeping[Event]:
    at: dict[str, Any] = {"by": app.person, "round_ref": view.audit_round.ref, "case_ref": case.ref, "now": app.now()}
    framework = view.framework
    return Keeping(
        kind=FormKind.EVENT,
        key=f"events {view.audit_round.ref} {case.ref}",
        noun="event",
        add_label="Add this event",
        added=lambda new: f"Added: {english.short_day(new.on)}. Add the next one, or go back to the journey.",
        add=lambda db, new: journeys.add_event(db, framework=framework, event=new, **at),
        change=lambda db, new: journeys.change_event(db, framework=framework, event=new, **at),
        take=lambda db, event: journeys.take_event(db, event=event, **at),
        fields=partial(_fields, app, view),
        entry=partial(_entry, view),
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
                draw_form(app, view, case, keeping, event)
            else:
                _shown(app, view, case, keeping, number, step)


def _shown(app: App, view: JourneysView, case: Case, keeping: Keeping[Event], number: int, step: pathway.Step) -> None:
    event, key = step.event, keeping.key
    since = "" if step.days is None else f", {english.counted(step.days, 'day')} later"
    roughly = "About " if event.approximate else ""
    look.card_title(f"{number}. {roughly}{english.short_day(event.on)}{since}", level=3)
    st.write(plain(event.what))
    part = next((part.title for part in view.parts if part.ref == event.part.ref), event.part.ref)
    agency = next((one.short_name for one in view.audit_round.agencies if one.ref == event.agency), event.agency)
    st.caption(plain(" · ".join(dict.fromkeys(fact for fact in (part, event.who, agency) if fact))))
    record = f"{view.audit_round.ref} {keeping.kind} {about(case, event)}"
    marks.under(app, event.what, key=f"{key} {event.id} what", label=f"Event {number}", about=f"{record} what")
    marks.under(app, event.who, key=f"{key} {event.id} who", label=f"Event {number}, who", about=f"{record} who")
    row_buttons(app, keeping, event, number)
    if event.saved_at_utc:
        st.caption(f"Saved {english.moment(event.saved_at_utc)} by {plain(event.saved_by)}")


def _fields(app: App, view: JourneysView, start: Event | None) -> tuple[Field, ...]:
    parts, what, who = {part.ref: part.title for part in view.parts}, "What happened", "Who it was"
    agencies = {agency.ref: agency.short_name for agency in view.audit_round.agencies}
    every: tuple[Field, ...] = (
        RadioField(
            name="part",
            label="Which part of the pathway was it?",
            options=parts,
            captions={} if start else {part.ref: part.text for part in view.parts},
            needed=True,
        ),
        DateField(
            name="on",
            label="Which day was it?",
            hint="Roughly is enough.",
            least=_EARLIEST,
            most=app.today(),
            needed=True,
        ),
        TickField(name="roughly", label="The day is known roughly"),
        TextField(
            name="what", label=f"{what}?", hint="In a sentence.", rows=3, most=pathway.LONGEST, short=what, needed=True
        ),
        TextField(
            name="who", label="Who was it?", hint="A role, such as foster carer or school nurse.", most=120, short=who
        ),
        SelectField(
            name="agency", label="Whose doing was it?", options=agencies, placeholder="Not recorded, or none of them"
        ),
    )
    if start is None:
        return every
    values = (start.part.ref, day_text(start.on), yes(start.approximate), start.what, start.who, start.agency)
    return tuple(replace(field, start=value) for field, value in zip(every, values, strict=True))


def _entry(view: JourneysView, entered: Entered) -> Event:
    return Event(
        part=_key(view, entered.chosen("part")),
        on=entered.day("on") or _EARLIEST,
        approximate=entered.ticked("roughly"),
        what=entered.text("what"),
        who=entered.text("who"),
        agency=entered.chosen("agency"),
    )


def _key(view: JourneysView, ref: str) -> Key:
    return Key(view.framework.id, ref)


Entry = TypeVar("Entry", Event, Tie)


@dataclass(frozen=True, kw_only=True)
class Keeping(Generic[Entry]):
    """How one kind of thing is kept for a child, and what its buttons say."""

    kind: FormKind
    key: str  # names the child's page in this window
    noun: str  # such as "event"
    add_label: str
    added: Callable[[Entry], str]  # what is said once it is added
    add: Callable[[Db, Entry], object]
    change: Callable[[Db, Entry], object]
    take: Callable[[Db, Entry], object]
    fields: Callable[[Entry | None], Sequence[Field]]
    entry: Callable[[Entered], Entry]


def draw_outcome(keeping: Keeping[Entry], entries: Sequence[Entry]) -> None:
    """Draw what came of the last press: what stands in the way, or that it is kept."""
    key = keeping.key
    errors.from_last_run(key)
    if saved := st.session_state.pop(f"{key} saved", ""):
        st.success(plain(saved), icon=":material/check_circle:")
    if st.session_state.get(f"{key} open") not in (None, *(entry.id for entry in entries)):
        st.error(f"Somebody else took away the {keeping.noun} that you were changing. Add it again if it belongs here.")
        _close(key, "")


def about(case: Case, start: Entry | None) -> str:
    """Return what a form is about: the child, and what it changes where it changes something."""
    return f"{case.ref} {start.id}" if start else case.ref


def is_open(key: str, entry: Entry) -> bool:
    """Say whether a thing that is kept stands open to be changed."""
    return entry.id is not None and st.session_state.get(f"{key} open") == entry.id


def draw_form(app: App, view: JourneysView, case: Case, keeping: Keeping[Entry], start: Entry | None) -> None:
    """Draw the form that adds something, or that changes `start`."""
    key = keeping.key

    def write(db: Db, entered: Entered) -> str:
        new = keeping.entry(entered)
        if start is None:
            keeping.add(db, new)
            return keeping.added(new)
        keeping.change(db, replace(new, id=start.id, version=int(entered.seen)))
        return "Saved."

    def done(entered: Entered) -> None:
        _close(key, entered.result)
        st.rerun()

    form.draw(
        Form(
            app=app,
            kind=keeping.kind,
            about=about(case, start),
            round_ref=view.audit_round.ref,
            seen=str(start.version) if start else "",
            parts=(Part(fields=keeping.fields(start)),),
            button=f"Save this {keeping.noun}" if start else keeping.add_label,
            write=write,
            done=done,
            subject="it",
        )
    )
    if start:
        st.button("Leave it as it was", key=f"{key} leave", on_click=_close, args=(key, ""), type="tertiary")


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


def _take(app: App, keeping: Keeping[Entry], entry: Entry) -> None:
    with errors.caught(keeping.key), app.unit_of_work() as db:
        keeping.take(db, entry)


def _open(key: str, entry: Entry) -> None:
    st.session_state[f"{key} open"] = entry.id


def _close(key: str, saved: str) -> None:
    st.session_state[f"{key} open"] = None
    st.session_state[f"{key} saved"] = saved


def _missing_fields(view: JourneysView, filled: Collection[str], marked: Collection[str]) -> list[TicksField]:
    return [
        TicksField(
            name=ring,
            label=RING_WORDS[ring],
            options={role.ref: role.title for role in view.roles if role.ring == ring and role.ref not in filled},
            start=joined([role.ref for role in view.roles if role.ring == ring and role.ref in marked]),
        )
        for ring in RINGS
    ]


def draw(app: App, view: JourneysView, case: Case, key: str) -> None:
    """Draw the roles without a tie, ticked where they are marked as missing."""
    ties = view.ties[case.ref]
    filled = {tie.role.ref for tie in ties if tie.is_present}
    marked = [role.ref for role in ecomap.missing(ties, view.roles)]
    st.header("Who is missing", anchor=False)
    missing = listed([inside(role.title) for role in ecomap.missing(ties, view.roles)])
    st.write(f"Marked as missing: {plain(missing)}." if missing else "Nobody is marked as missing.")
    fields = _missing_fields(view, filled, marked)

    def write(db: Db, entered: Entered) -> None:
        journeys.mark_missing(
            db,
            by=app.person,
            framework=view.framework,
            round_ref=view.audit_round.ref,
            case_ref=case.ref,
            roles=[_key(view, ref) for field in fields for ref in entered.several(field.name)],
            seen=[_key(view, ref) for ref in several(entered.seen)],
            now=app.now(),
        )

    part = Part(
        fields=[field for field in fields if field.options],
        text="Leave a role alone where this child has no need of it: not every child needs all of them.",
    )
    with st.expander("Mark who should be there, and is not"):
        form.draw(
            Form(
                app=app,
                kind=FormKind.MISSING,
                about=case.ref,
                round_ref=view.audit_round.ref,
                seen=joined(marked),
                parts=(part,),
                button="Save who is missing",
                write=write,
                done=lambda _: _missing_saved(key),
            )
        )


def _missing_saved(key: str) -> None:
    _close(key, "Saved who is missing.")
    st.rerun()
