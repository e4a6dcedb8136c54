"""What inspectors asked for, by agency: a list to work off.

In: the inspection whose clock runs.
Out: the list, and one request added or changed at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.inspection.notified import Notified, Request, RequestState
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Act
from audit.errors import AuditError
from audit.pages.components import errors, look
from audit.pages.components.look import plain
from audit.pages.forms import form, two_writers
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import DateField, Entered, Field, Part, RadioField, SelectField, TextField, day_text
from audit.pages.forms.two_writers import Change, Rows
from audit.services.inspection import notified as service
from audit.store.queries import people
from audit.store.work import Db

_NEW = "Something new"
_TICKING = "inspection requests"


def draw(app: App, inspection: Notified) -> None:
    """Show the list, and let those who set up work it off."""
    requests, agencies = _read(app, inspection)
    st.header("What they asked for", anchor=False)
    two_writers.draw(_TICKING)
    sent = sum(request.state is RequestState.SENT for request in requests)
    late = sum(request.late(app.today()) for request in requests)
    sent_words = (
        f"**{english.capital(english.part_of(sent, len(requests)))} sent**" if requests else "Nothing is on the list"
    )
    st.write(f"{sent_words}{f', {english.number(late)} late' if late else ''}.")
    if not app.person.may(Act.SET_UP):
        _table(requests, agencies, app.today())
        return
    if requests:
        st.write("Tick what was sent. Who sees to it is set below.")
    for ref, name in agencies.items():
        agency_requests = [request for request in requests if request.agency == ref]
        if agency_requests:
            look.card_title(name, level=3)
        for request in agency_requests:
            _tick(app, inspection, request, name)
    _change(app, inspection, requests, agencies)


def shown(app: App, inspection: Notified) -> None:
    """Show the list of an inspection that is over, as a table."""
    _table(*_read(app, inspection), inspection.notified_on)  # nothing is late any more


def _read(app: App, inspection: Notified) -> tuple[tuple[Request, ...], dict[str, str]]:
    with app.reading() as db:
        requests = service.requests(db, viewer=app.viewer(), inspection=inspection.id)
        return requests, {"": "All agencies", **{agency.ref: agency.short_name for agency in people.agencies(db)}}


def _table(requests: Sequence[Request], agencies: Mapping[str, str], today: date) -> None:
    headings = ("What", "Agency", "Asked", "Due", "State", "Who")
    look.html(look.table("What inspectors asked for", headings, _rows(requests, agencies, today), captioned=False))


def _tick(app: App, inspection: Notified, request: Request, agency: str) -> None:
    key = f"sent {request.id} {request.version}"
    label = f"{request.what} ({agency})" if request.agency else request.what
    who = f", {request.who}" if request.who else ""
    late = "late: was due" if request.late(app.today()) else "due"
    in_hand = ", in hand" if request.state is RequestState.IN_HAND else ""
    st.checkbox(
        plain(f"{label}, {late} {english.short_day(request.due)}{in_hand}{who}"),
        value=request.state is RequestState.SENT,
        key=key,
        wrap=True,
        on_change=_ticked,
        args=(app, inspection, request, key),
    )


def _ticked(app: App, inspection: Notified, request: Request, key: str) -> None:
    sent = bool(st.session_state[key])

    def write(seen: Request) -> None:
        with app.unit_of_work() as db:
            service.tick(db, by=app.person, inspection=inspection.id, request=seen, sent=sent, now=app.now())

    def rows(other: Request) -> Rows:
        own = replace(other, state=RequestState.SENT if sent else RequestState.IN_HAND)
        return [
            ("What it says", request.what, other.what),
            *two_writers.rows_of(own, other, {"state": "How far it is"}),
        ]

    two_writers.attempt(Change(place=_TICKING, subject=f"“{request.what}”", write=write, rows=rows), request)


def _rows(requests: Sequence[Request], agencies: Mapping[str, str], today: date) -> list[tuple[str, ...]]:
    return [
        (
            request.what,
            agencies.get(request.agency, request.agency),
            english.short_day(request.asked_on),
            english.short_day(request.due),
            f"{request.state.label}{', late' if request.late(today) else ''}",
            request.who or "Nobody yet",
        )
        for request in requests
    ]


def _change(app: App, inspection: Notified, requests: Sequence[Request], agencies: Mapping[str, str]) -> None:
    st.subheader("Add or change one", anchor=False)
    titles = {0: _NEW} | {
        request.id: f"{request.what} ({agencies.get(request.agency, request.agency)})"
        if request.agency
        else request.what
        for request in requests
    }
    chosen = (
        st.selectbox("Which?", tuple(titles), format_func=lambda request_id: titles[request_id], key="request which")
        or 0
    )
    start = next((request for request in requests if request.id == chosen), None)

    def write(db: Db, entered: Entered) -> None:
        request = _request(entered, start.id if start else 0, int(entered.seen or 1))
        service.keep_request(db, by=app.person, inspection=inspection.id, request=request, now=app.now())

    form.draw(
        Form(
            app=app,
            kind=FormKind.REQUEST,
            about=f"{inspection.ref} request {chosen or 'new'}",
            seen=str(start.version) if start else "",
            parts=(Part(fields=_fields(agencies, start)),),
            button="Save this request",
            write=write,
            subject=f"“{start.what}”" if start else "this",
        )
    )
    if start:
        _offer_erasing(app, inspection, start)


def _offer_erasing(app: App, inspection: Notified, request: Request) -> None:
    with st.expander("Take it off the list for good"):
        st.write("It is erased and cannot be brought back. “What was done” keeps that a request went, not which.")
        st.button(
            "Erase this request", key=f"erase request {request.id}", on_click=_erase, args=(app, inspection, request)
        )


def _erase(app: App, inspection: Notified, request: Request) -> None:
    with errors.caught(_TICKING):
        with app.unit_of_work() as db:
            service.erase_request(
                db, by=app.person, inspection=inspection.id, request=request.id, seen=request, now=app.now()
            )
        st.session_state.pop("request which", None)
        app.scrub()


def _fields(agencies: Mapping[str, str], start: Request | None) -> tuple[Field, ...]:
    states = {state.value: state.label for state in RequestState}
    what, who = "What they asked for", "Who sees to it"
    every: tuple[Field, ...] = (
        TextField(name="what", label="What did they ask for?", most=200, short=what, needed=True),
        SelectField(name="agency", label="Agency", options=agencies, placeholder=agencies[""]),
        DateField(name="asked", label="Asked on", needed=True),
        DateField(name="due", label="Due on", needed=True),
        RadioField(name="state", label="How far is it?", options=states, side_by_side=True, needed=True),
        TextField(name="who", label=f"{who}?", hint="A role, not a name.", most=120, short=who),
    )
    if start is None:
        return every
    asked, due = day_text(start.asked_on), day_text(start.due)
    values = (start.what, start.agency, asked, due, start.state.value, start.who)
    return tuple(replace(field, start=value) for field, value in zip(every, values, strict=True))


def _request(entered: Entered, request_id: int, version: int) -> Request:
    asked, due = entered.day("asked"), entered.day("due")
    if asked is None or due is None:
        raise AuditError("Enter the day they asked and the day it is due.")
    return Request(
        id=request_id,
        what=entered.text("what"),
        agency=entered.chosen("agency"),
        asked_on=asked,
        due=due,
        state=RequestState(entered.chosen("state")),
        who=entered.text("who"),
        version=version,
    )
