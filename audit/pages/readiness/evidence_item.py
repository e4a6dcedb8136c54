"""One piece of evidence: what it is, what it shows, and where it is kept.

In: the piece in the address, or a new one.
Out: another description of it; those before stay readable.

Here too:
- The fields of a piece of evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.frameworks.framework import Key
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Act
from audit.domain.readiness.evidence import Evidence, EvidenceKind, Way, is_stale, stale_from
from audit.pages.components import look, place
from audit.pages.components.look import plain
from audit.pages.forms import erasing, form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import (
    DateField,
    Entered,
    Part,
    RadioField,
    TextField,
    TicksField,
    begun,
    day_text,
    joined,
)
from audit.pages.frameworks import installed
from audit.pages.readiness import evidence
from audit.services.readiness import evidence as service
from audit.store.queries import readiness as queries
from audit.store.work import Db

_DONE = "evidence said"


def render(app: App) -> None:
    """Show one piece, and let it be described anew."""
    ref = place.get("evidence")
    with app.reading() as db:
        history = service.history(db, viewer=app.viewer(), ref=ref or "")
        months = queries.months(db)
    look.line_above("Readiness", "evidence register", ref or "")
    if not history:
        look.title("No such piece of evidence")
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
    about = st.query_params.get("about") or ""
    chosen = (Key.parse(about),) if about and Key.parse(about) in installed.graded(app) else ()

    def write(db: Db, entered: Entered) -> str:
        new = _entered("", entered)
        return service.add(db, by=app.person, frameworks=installed.in_use(app), evidence=new, now=app.now())

    def done(entered: Entered) -> None:
        st.session_state[_DONE] = f"{entered.result} is in the register."
        place.go("evidence-item", evidence=entered.result)

    form.draw(
        Form(
            app=app,
            kind=FormKind.EVIDENCE,
            about=f"new {about}".strip(),
            parts=(_part(app, None, chosen),),
            button="Add it to the register",
            write=write,
            done=done,
            blames=_BLAMES,
        )
    )
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
    def write(db: Db, entered: Entered) -> None:
        changed = _entered(piece.ref, entered)
        service.change(db, by=app.person, frameworks=installed.in_use(app), evidence=changed, now=app.now())

    form.fold(
        "Change it, or say that it was looked at again",
        Form(
            app=app,
            kind=FormKind.EVIDENCE,
            about=piece.ref,
            seen=str(piece.version),
            parts=(_part(app, piece, piece.about),),
            button="Save",
            write=write,
            after=lambda _: st.session_state.update({_DONE: "Saved. What stood here before is kept below."}),
            blames=_BLAMES,
        ),
    )


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
    def erase(db: Db, entered: Entered) -> None:
        service.erase(db, by=app.person, ref=piece.ref, confirmed=entered.text("typed"), now=app.now())

    with st.expander("Erase it for good"):
        st.write("Every description of it goes, and cannot be brought back. What it refers to stays where it is kept.")
        form.draw(erasing.form(app, piece.ref, erase, button="Erase for good"))


_BLAMES = {"still to come": "dated", "to be looked at again": "review"}
_WHAT = (
    TextField(
        name="title",
        label="What is it?",
        hint="A title.",
        missing="Enter a title.",
        most=200,
        short="Title",
        needed=True,
    ),
    RadioField(
        name="kind",
        label="Which kind of evidence is it?",
        missing="Choose which kind of evidence it is.",
        options={kind.value: kind.label for kind in EvidenceKind},
        needed=True,
    ),
    TextField(
        name="shows",
        label="What does it show?",
        hint="A sentence, no names.",
        missing="Enter in a sentence what it shows.",
        rows=3,
        short="What it shows",
        needed=True,
    ),
    RadioField(
        name="way",
        label="Which way does it point?",
        missing="Choose which way it points.",
        options={way.value: way.label for way in Way},
        side_by_side=True,
        needed=True,
    ),
)
_WHERE = (
    TextField(name="owner", label="Owner", hint="A role, not a name.", most=120, short="Owner", needed=True),
    TextField(
        name="kept",
        label="Where is it kept?",
        hint="A place where somebody else could find it. No case file belongs in this tool.",
        missing="Enter where it is kept, so that somebody else could find it.",
        most=400,
        short="Where it is kept",
        needed=True,
    ),
)
_REVIEW = (
    DateField(name="review", label="Review by"),
    TextField(name="looked", label="Who looked at it?", hint="A role or a group.", most=120, short="Who looked at it"),
)


def _part(app: App, piece: Evidence | None, about: Sequence[Key]) -> Part:
    """Return what is asked of a piece of evidence; None: of a new one."""
    graded = {str(key): words for key, words in installed.graded(app).items()}
    missing = "Choose at least one criterion or statement that it is about."
    keys = TicksField(name="about", label="What is it about?", missing=missing, options=graded, needed=True)
    dated = DateField(name="dated", label="Date of the evidence", most=app.today(), needed=True)
    starts = {"about": joined([key for key in graded if Key.parse(key) in about])}
    if piece:
        starts |= {"title": piece.title, "kind": piece.kind, "shows": piece.shows, "way": piece.way}
        starts |= {"owner": piece.owner, "kept": piece.kept_at, "looked": piece.looked_at_by}
        starts |= {"dated": day_text(piece.dated), "review": day_text(piece.review_by)}
    return Part(fields=begun((*_WHAT, keys, *_WHERE, dated, *_REVIEW), starts))


def _entered(ref: str, entered: Entered) -> Evidence:
    """Return the piece that was entered; no ref: a new one."""
    return Evidence(
        ref=ref,
        title=entered.text("title"),
        kind=EvidenceKind(entered.chosen("kind")),
        shows=entered.text("shows"),
        way=Way(entered.chosen("way")),
        about=tuple(Key.parse(key) for key in entered.several("about")),
        owner=entered.text("owner"),
        kept_at=entered.text("kept"),
        dated=entered.day("dated") or date.max,
        looked_at_by=entered.text("looked"),
        review_by=entered.day("review"),
        version=int(entered.seen or 1),
    )
