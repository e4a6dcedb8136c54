"""The evidence register: what could be shown, which way it points, and where it is kept.

In: the register.
Out: its pieces, those that want looking at first; and the register by Excel.

Here too:
- The evidence register by Excel: out, and back in after a look at what it brings.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

import streamlit as st

from audit.app import App
from audit.documents.excel.list_reading import ListReturn
from audit.documents.excel.returned import Answers, Preview
from audit.documents.readiness.evidence_workbook import called, read_evidence_workbook, write_evidence_workbook
from audit.domain import english
from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Act
from audit.domain.readiness.evidence import Evidence, EvidenceKind, Way, is_stale
from audit.pages.components import brought, chart, errors, look, place
from audit.pages.components.look import plain
from audit.pages.frameworks import installed
from audit.services.readiness import evidence
from audit.store.queries import people
from audit.store.queries import readiness as queries

WAYS = {
    Way.STRENGTH: (":material/thumb_up:", "green"),
    Way.WEAKNESS: (":material/priority_high:", "orange"),
    Way.NEITHER: (":material/remove:", "gray"),
}


def render(app: App) -> None:
    """Show the register."""
    look.line_above("Readiness", "evidence register")
    if not app.person.may(Act.READ_FINDINGS):
        look.title("Evidence register")
        st.write("Your facilitator can say who reads this here.")
        return
    with app.reading() as db:
        register, months = evidence.register(db, viewer=app.viewer()), queries.months(db)
    look.title(message(register, months, app))
    st.write(
        "What you could show somebody, and where it is kept. Only the reference stands here; keep no case file in this "
        f"tool. A piece is out of date after {months} months."
    )
    keeps = app.person.may(Act.KEEP_EVIDENCE)
    if keeps and st.button("Add a piece of evidence", type="primary", icon=":material/add:"):
        place.go("evidence-new", about=None)
    if register:
        _list(app, _filtered(app, register), months)
    if keeps:
        draw(app, register)
    place.link("readiness", "Back to Readiness", icon=":material/arrow_back:")


def message(register: Sequence[Evidence], months: int, app: App) -> str:
    """Return the register in a sentence."""
    if not register:
        return "No evidence is kept yet"
    stale = sum(is_stale(piece.dated, months=months, today=app.today()) for piece in register)
    first = f"{english.counted(len(register), 'piece')} of evidence"
    second = "none out of date" if not stale else f"{english.number(stale)} out of date"
    return f"{first}, {second}".capitalize()


def _filtered(app: App, register: Sequence[Evidence]) -> list[Evidence]:
    about: dict[Key | None, str] = {None: "Anything"}
    about.update(installed.graded(app).items())
    kinds: dict[EvidenceKind | None, str] = {None: "Any kind"}
    kinds |= {kind: kind.label for kind in EvidenceKind}
    left, right = st.columns(2)
    key = left.selectbox("Show evidence about", list(about), format_func=lambda key: about[key], key="evidence about")
    kind = right.selectbox("Of the kind", list(kinds), format_func=lambda kind: kinds[kind], key="evidence kind")
    return [piece for piece in register if (key is None or key in piece.about) and (kind is None or piece.kind is kind)]


def _list(app: App, shown: Sequence[Evidence], months: int) -> None:
    if not shown:
        st.write("Nothing of that kind is held about it.")
    today = app.today()
    old = [piece for piece in shown if is_stale(piece.dated, months=months, today=today)]
    due = [piece for piece in shown if piece not in old and piece.review_by is not None and piece.review_by <= today]
    current = [piece for piece in shown if piece not in old and piece not in due]
    for title, pieces in (("Out of date", old), ("Review due", due), ("Current", current)):
        if pieces:
            st.header(f"{title}: {english.number(len(pieces))}", anchor=False)
        for piece in pieces:
            _card(piece)


def _card(piece: Evidence) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.caption(f"{piece.ref} · {piece.kind.label} · {english.short_day(piece.dated)}", width="content")
            badge(piece.way)
        look.card_title(piece.title, 3)
        st.write(plain(piece.shows))
        review = f" · review by {english.short_day(piece.review_by)}" if piece.review_by else ""
        st.caption(plain(f"About {', '.join(key.ref for key in piece.about)} · {piece.owner}{review}"))
        place.link("evidence-item", f"Open {piece.ref}", evidence=piece.ref)


def badge(way: Way) -> None:
    """Draw which way a piece points, as an icon and words."""
    icon, color = WAYS[way]
    st.badge(f"Points to {way.value}", icon=icon, color=color)  # type: ignore[arg-type]


_PLACE = "evidence workbook"


def draw(app: App, register: Sequence[Evidence]) -> None:
    """Draw both ways."""
    st.header("The register by Excel", anchor=False)
    brought.show_outcome(_PLACE)
    chart.offer(
        "Take the register out as a workbook",
        lambda: _workbook(app, register),
        file_name="evidence-register.xlsx",
        mime=chart.EXCEL,
        key="evidence out",
        icon=":material/table_view:",
    )
    file = st.file_uploader("A register workbook that came back (.xlsx)", type="xlsx", key="evidence back")
    if file is None:
        st.caption("You see what it brings before anything is taken in. A row that is missing takes nothing away.")
        return
    with errors.shown():
        known, data = installed.graded(app), file.getvalue()
        returned = read_evidence_workbook(data, known, today=app.today())
        with app.reading() as db:
            preview = evidence.preview(db, viewer=app.viewer(), returned=returned, known=known, today=app.today())
        shown = brought.of_list(preview)
        brought.draw(shown, data, key=_PLACE, take_in=partial(_take_in, app, returned, tuple(known), preview))


def _workbook(app: App, register: Sequence[Evidence]) -> bytes:
    with app.reading() as db:
        partnership = people.partnership(db)
    name, marking = (partnership.name, partnership.marking) if partnership is not None else ("", "")
    known = called(evidence.known(installed.in_use(app)))
    return write_evidence_workbook(register, known, partnership=name, marking=marking, today=app.today())


def _take_in(app: App, returned: ListReturn, known: Collection[Key], seen: Preview[Evidence], answers: Answers) -> None:
    with app.unit_of_work() as db:
        evidence.take_in(db, by=app.person, returned=returned, known=known, seen=seen, answers=answers, now=app.now())
