"""The evidence register: what could be shown, which way it points, and where it is kept.

In: the register.
Out: its pieces, those that want looking at first; and the register by Excel.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Act
from audit.domain.readiness.evidence import Evidence, EvidenceKind, Way, is_stale
from audit.pages.components import days, look, place
from audit.pages.components.plain import plain
from audit.pages.frameworks import installed
from audit.pages.readiness import evidence_excel
from audit.services.readiness import evidence as service
from audit.store.queries import evidence as queries

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
        register, months = service.register(db, viewer=app.viewer()), queries.months(db)
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
        evidence_excel.draw(app, register)
    place.link("readiness", "Back to Readiness", icon=":material/arrow_back:")


def message(register: Sequence[Evidence], months: int, app: App) -> str:
    """Return the register in a sentence."""
    if not register:
        return "No evidence is kept yet"
    stale = sum(is_stale(one.dated, months=months, today=app.today()) for one in register)
    first = f"{days.number(len(register))} {'piece' if len(register) == 1 else 'pieces'} of evidence"
    second = "none out of date" if not stale else f"{days.number(stale)} out of date"
    return f"{first}, {second}".capitalize()


def _filtered(app: App, register: Sequence[Evidence]) -> list[Evidence]:
    about: dict[Key | None, str] = {None: "Anything"}
    about.update(installed.graded(app).items())
    kinds: dict[EvidenceKind | None, str] = {None: "Any kind"}
    kinds |= {kind: kind.label for kind in EvidenceKind}
    left, right = st.columns(2)
    key = left.selectbox("Show evidence about", list(about), format_func=lambda one: about[one], key="evidence about")
    kind = right.selectbox("Of the kind", list(kinds), format_func=lambda one: kinds[one], key="evidence kind")
    return [one for one in register if (key is None or key in one.about) and (kind is None or one.kind is kind)]


def _list(app: App, shown: Sequence[Evidence], months: int) -> None:
    if not shown:
        st.write("Nothing of that kind is held about it.")
    today = app.today()
    old = [one for one in shown if is_stale(one.dated, months=months, today=today)]
    due = [one for one in shown if one not in old and one.review_by is not None and one.review_by <= today]
    rest = [one for one in shown if one not in old and one not in due]
    for title, pieces in (("Out of date", old), ("Review due", due), ("Current", rest)):
        if pieces:
            st.header(f"{title}: {days.number(len(pieces))}", anchor=False)
        for one in pieces:
            _card(one)


def _card(one: Evidence) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.caption(f"{one.ref} · {one.kind.label} · {days.short_day(one.dated)}", width="content")
            badge(one.way)
        look.card_title(one.title, 3)
        st.write(plain(one.shows))
        review = f" · review by {days.short_day(one.review_by)}" if one.review_by else ""
        st.caption(plain(f"About {', '.join(key.ref for key in one.about)} · {one.owner}{review}"))
        place.link("evidence-item", f"Open {one.ref}", evidence=one.ref)


def badge(way: Way) -> None:
    """Draw which way a piece points, as an icon and words."""
    icon, color = WAYS[way]
    st.badge(f"Points to {way.value}", icon=icon, color=color)  # type: ignore[arg-type]
