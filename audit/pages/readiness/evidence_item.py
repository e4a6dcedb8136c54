"""One piece of evidence: what it is, what it shows, and where it is kept.

In: the piece in the address, or a new one.
Out: another description of it; those before stay readable.

Here too:
- The fields of a piece of evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Act
from audit.domain.readiness.evidence import Evidence, EvidenceKind, Way, is_stale, stale_from
from audit.errors import AuditError
from audit.pages.components import errors, look, place, problems
from audit.pages.components.look import plain
from audit.pages.forms import fields as ticked
from audit.pages.forms import marks, two_writers
from audit.pages.forms.fields import hinted
from audit.pages.forms.two_writers import Change, Rows
from audit.pages.frameworks import installed
from audit.pages.readiness import evidence
from audit.services.readiness import evidence as service
from audit.store.queries import readiness as queries

_ERASING = "evidence erasing"
_DONE = "evidence said"
_FIELDS = {
    "title": "What it is",
    "kind": "Kind",
    "shows": "What it shows",
    "way": "Points to",
    "about": "About",
    "owner": "Owner",
    "kept_at": "Where it is kept",
    "dated": "Dated",
    "looked_at_by": "Looked at by",
    "review_by": "Review by",
}


def render(app: App) -> None:
    """Show one piece, and let it be described anew."""
    ref = place.get("evidence")
    with app.reading() as db:
        history = service.history(db, viewer=app.viewer(), ref=ref or "")
        months = queries.months(db)
    look.line_above("Readiness", "evidence register", ref or "")
    if not history:
        look.title("No such piece of evidence")
        problems.shown(_ERASING)
        st.write("Choose one from the register.")
        place.link("evidence", "Evidence register")
        return
    piece = history[0]
    look.title(plain(piece.title))
    if message := st.session_state.pop(_DONE, ""):
        st.success(plain(message), icon=":material/check_circle:")
    with st.container(horizontal=True):
        evidence.badge(piece.way)
        if is_stale(piece.dated, months=months, today=app.today()):
            st.badge("Out of date", icon=":material/history:", color="red")
    problems.shown(_ERASING)
    look.html(look.summary(_rows(app, piece, months)))
    if app.person.may(Act.KEEP_EVIDENCE):
        _change(app, piece)
    else:
        st.caption("A facilitator, or a manager who owns actions, keeps the register.")
    _history(app, history)
    place.link("evidence", "Back to the register", icon=":material/arrow_back:")


def render_new(app: App) -> None:
    """Let a new piece be added."""
    look.line_above("Readiness", "evidence register")
    look.title("Add a piece of evidence")
    if not app.person.may(Act.KEEP_EVIDENCE):
        st.write("A facilitator, or a manager who owns actions, keeps the register.")
        place.link("evidence", "Back to the register")
        return
    about = st.query_params.get("about")
    chosen = (Key.parse(about),) if about and Key.parse(about) in installed.graded(app) else ()
    empty = Evidence(
        ref="",
        title="",
        kind=EvidenceKind.DOCUMENT,
        shows="",
        way=Way.STRENGTH,
        about=chosen,
        owner="",
        kept_at="",
        dated=app.today(),
    )
    key = f"evidence new {about or ''}"
    typed = fields(app, empty, key=key)
    ref = ""
    if st.button("Add it to the register", type="primary", key=f"{key} save"):
        with errors.shown(), app.unit_of_work() as db:
            must_be_chosen(key)
            frameworks = installed.in_use(app)
            ref = service.add(db, by=app.person, frameworks=frameworks, evidence=typed, now=app.now())
    if ref:
        forget(key)
        st.session_state[_DONE] = f"{ref} is in the register."
        place.go("evidence-item", evidence=ref)
    place.link("evidence", "Back to the register", icon=":material/arrow_back:")


def _rows(app: App, piece: Evidence, months: int) -> list[tuple[str, str]]:
    rows = {
        "What it shows": piece.shows,
        "Kind": piece.kind.label,
        "About": "; ".join(installed.called(app, key) for key in piece.about),
        "Owner": piece.owner,
        "Where it is kept": piece.kept_at,
        "Dated": f"{english.day(piece.dated)}. Out of date from {english.day(stale_from(piece.dated, months))}.",
        "Looked at by": piece.looked_at_by,
        "Review by": english.day(piece.review_by) if piece.review_by else "No day set",
        "Described": f"{piece.said_by}, {english.moment(piece.said_at_utc)}" if piece.said_at_utc else "",
    }
    return [(name, words) for name, words in rows.items() if words]


def _change(app: App, piece: Evidence) -> None:
    at = f"evidence {piece.ref}"
    key = two_writers.fields_at(at)
    began = two_writers.of(f"{key} title", piece.version)
    two_writers.draw(at)
    with st.expander("Change it, or say that it was looked at again"):
        typed = fields(app, piece, key=key)
        pressed = st.button("Save", key=f"{at} save", type="primary")
    if pressed:
        _save(app, typed, began, at)
        st.rerun()


def _save(app: App, typed: Evidence, began: int, at: str) -> None:
    def write(version: int) -> None:
        with app.unit_of_work() as db:
            changed, frameworks = replace(typed, version=version), installed.in_use(app)
            service.change(db, by=app.person, frameworks=frameworks, evidence=changed, now=app.now())

    def done() -> None:
        st.session_state[_DONE] = "Saved. What stood here before is kept below."

    def rows(_other: object) -> Rows:
        with app.reading() as db:
            register = queries.register(db, viewer=app.viewer())
        stored = next((piece for piece in register if piece.ref == typed.ref), None)
        return two_writers.rows_of(typed, stored, _FIELDS)

    change = Change(place=at, write=write, rows=rows, done=done, shown_then=lambda conflict: conflict.version)
    two_writers.attempt(change, began)


def _history(app: App, history: Sequence[Evidence]) -> None:
    if len(history) > 1:
        with st.expander(f"How it was described before: {english.number(len(history) - 1)}"):
            look.html(f'<ol class="ss-since">{"".join(_before(piece) for piece in history[1:])}</ol>')
    if app.person.may(Act.SET_UP):
        _erase(app, history[0])


def _before(piece: Evidence) -> str:
    when = english.moment(piece.said_at_utc) if piece.said_at_utc else ""
    dated = f"Dated {english.short_day(piece.dated)}; points to {piece.way.value}."
    lines = (
        f"<b>{look.escape_html(piece.title)}</b>, {look.escape_html(piece.said_by)}, {look.escape_html(when)}",
        look.escape_html(piece.shows),
        dated,
    )
    return f"<li>{'<br>'.join(lines)}</li>"


def _erase(app: App, piece: Evidence) -> None:
    with st.expander("Erase it for good"):
        st.write("Every description of it goes, and cannot be brought back. What it refers to stays where it is kept.")
        key = f"erase evidence {piece.ref}"
        with st.form(key, border=False, enter_to_submit=False):
            st.text_input(f"To erase it for good, type {piece.ref}", key=f"{key} typed", autocomplete="off")
            st.form_submit_button(
                "Erase for good", icon=":material/delete_forever:", on_click=_erase_now, args=(app, piece.ref, key)
            )


def _erase_now(app: App, ref: str, key: str) -> None:
    with problems.caught(_ERASING):
        with app.unit_of_work() as db:
            typed = str(st.session_state.get(f"{key} typed", ""))
            service.erase(db, by=app.person, ref=ref, confirmed=typed, now=app.now())
        app.scrub()


_KINDS, _WAYS = tuple(EvidenceKind), tuple(Way)


def fields(app: App, start: Evidence, *, key: str) -> Evidence:
    """Draw the fields, and return the piece that they hold."""
    record = start.ref or "new evidence"
    title = st.text_input("What is it? A title", value=start.title, max_chars=200, key=f"{key} title")
    marks.under(app, title, key=f"{key} title", label="Title", about=f"{record} title")
    kind = st.radio(
        "Which kind?",
        _KINDS,
        format_func=lambda kind: kind.label,
        index=_KINDS.index(start.kind) if start.ref else None,
        key=f"{key} kind",
    )
    shows = st.text_area("What does it show? A sentence, no names.", value=start.shows, key=f"{key} shows")
    marks.under(app, shows, key=f"{key} shows", label="What it shows", about=f"{record} shows")
    way = st.radio(
        "Which way does it point?",
        _WAYS,
        format_func=lambda way: way.label,
        index=_WAYS.index(start.way) if start.ref else None,
        horizontal=True,
        key=f"{key} way",
    )
    about = ticked.ticked("What is it about?", installed.graded(app), start.about, f"{key} about")
    owner = st.text_input("Who owns it? A role, not a name.", value=start.owner, max_chars=120, key=f"{key} owner")
    piece = replace(
        start,
        title=title.strip(),
        kind=kind or start.kind,
        shows=shows.strip(),
        way=way or start.way,
        about=about,
        owner=owner.strip(),
    )
    return _draw_place_and_dates(app, piece, key, record)


def _draw_place_and_dates(app: App, piece: Evidence, key: str, record: str) -> Evidence:
    location = st.text_input(
        hinted("Where is it kept?", "A place where somebody else could find it. No case file belongs in this tool."),
        value=piece.kept_at,
        max_chars=400,
        key=f"{key} kept",
    )
    marks.under(app, location, key=f"{key} kept", label="Where it is kept", about=f"{record} kept")
    left, right = st.columns(2)
    dated = left.date_input("Of which day is it?", value=piece.dated, format="DD/MM/YYYY", key=f"{key} dated")
    review = right.date_input("Look at it again by", value=piece.review_by, format="DD/MM/YYYY", key=f"{key} review")
    looked = st.text_input(
        "Who looked at it? A role or a group.", value=piece.looked_at_by, max_chars=120, key=f"{key} looked"
    )
    return replace(
        piece, kept_at=location.strip(), dated=dated or piece.dated, review_by=review, looked_at_by=looked.strip()
    )


def must_be_chosen(key: str) -> None:
    """Raise AuditError where the kind of a new piece, or which way it points, is not chosen."""
    for field, question in (("kind", "which kind of evidence it is"), ("way", "which way it points")):
        if st.session_state.get(f"{key} {field}") is None:
            raise AuditError(f"Choose {question}.")


def forget(key: str) -> None:
    """Forget what was typed, so that the fields begin again from what is kept."""
    for name in [state_key for state_key in st.session_state if str(state_key).startswith(f"{key} ")]:
        del st.session_state[name]
