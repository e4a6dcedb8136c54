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
from audit.domain.people.person import Act
from audit.pages.components import look, problems
from audit.pages.components.look import plain
from audit.pages.forms import marks, two_writers
from audit.pages.forms.two_writers import Change, Rows
from audit.services.inspection import notified as service
from audit.store.queries import people

_STATES = tuple(RequestState)
_NEW = "Something new"
_TICKING = "inspection requests"
_TITLES = {
    "what": "What they asked for",
    "agency": "Agency",
    "asked_on": "Asked on",
    "due": "Due on",
    "state": "How far it is",
    "who": "Who sees to it",
}


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
    empty = Request(id=0, what="", agency="", asked_on=app.today(), due=app.today())
    start = next((request for request in requests if request.id == chosen), empty)
    place = f"request {inspection.id} {chosen}"
    key = two_writers.fields_at(place)
    began = two_writers.of(f"{key} what", start.version)
    two_writers.draw(place)
    typed = replace(_fields(app, inspection, start, agencies, key), version=began)
    pressed = st.button("Save this request", type="primary", key=f"{place} save")
    if chosen:
        _offer_erasing(app, inspection, start)
    if pressed:
        _save(app, inspection, typed, agencies, place)
        st.rerun()


def _save(app: App, inspection: Notified, typed: Request, agencies: Mapping[str, str], place: str) -> None:
    def write(request: Request) -> None:
        with app.unit_of_work() as db:
            service.keep_request(db, by=app.person, inspection=inspection.id, request=request, now=app.now())

    two_writers.keep(place, typed, write, _TITLES, subject=f"“{typed.what}”", called=agencies)


def _offer_erasing(app: App, inspection: Notified, request: Request) -> None:
    with st.expander("Take it off the list for good"):
        st.write("It is erased and cannot be brought back. “What was done” keeps that a request went, not which.")
        st.button(
            "Erase this request", key=f"erase request {request.id}", on_click=_erase, args=(app, inspection, request)
        )


def _erase(app: App, inspection: Notified, request: Request) -> None:
    with problems.caught(_TICKING):
        with app.unit_of_work() as db:
            service.erase_request(
                db, by=app.person, inspection=inspection.id, request=request.id, seen=request, now=app.now()
            )
        for name in [
            each for each in st.session_state if str(each).startswith(f"request {inspection.id} {request.id} ")
        ]:
            del st.session_state[name]
        st.session_state.pop("request which", None)
        app.scrub()


def _fields(app: App, inspection: Notified, start: Request, agencies: Mapping[str, str], key: str) -> Request:
    record = f"{inspection.ref} request {start.id or 'new'}"
    request_text = st.text_input("What did they ask for?", value=start.what, max_chars=200, key=f"{key} what")
    marks.under(app, request_text, key=f"{key} what", label="What they asked for", about=record)
    refs = tuple(agencies)
    agency = st.selectbox(
        "Of which agency?",
        refs,
        index=refs.index(start.agency) if start.agency in refs else 0,
        format_func=lambda ref: agencies[ref],
        key=f"{key} agency",
    )
    left, right = st.columns(2)
    request_day = left.date_input("Asked on", value=start.asked_on, format="DD/MM/YYYY", key=f"{key} asked")
    due = right.date_input("Due on", value=start.due, format="DD/MM/YYYY", key=f"{key} due")
    state = st.radio(
        "How far is it?",
        _STATES,
        index=_STATES.index(start.state),
        format_func=lambda state: state.label,
        horizontal=True,
        key=f"{key} state",
    )
    who = st.text_input("Who sees to it? A role, not a name.", value=start.who, max_chars=120, key=f"{key} who")
    marks.under(app, who, key=f"{key} who", label="Who sees to it", about=f"{record} who")
    return replace(
        start,
        what=request_text,
        agency=agency or "",
        asked_on=request_day or start.asked_on,
        due=due or start.due,
        state=state,
        who=who,
    )
