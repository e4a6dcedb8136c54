"""The evidence register: what could be shown, which way it points, and where it is kept.

In: the register.
Out: its pieces, those that want looking at first; and the register by Excel.

Here too:
- The evidence register by Excel: out, and back in after a look at what it brings.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.documents.readiness.evidence_workbook import (
    RegisterReturn,
    called,
    read_evidence_workbook,
    write_evidence_workbook,
)
from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Act
from audit.domain.readiness.evidence import Evidence, EvidenceKind, Way, is_stale
from audit.pages.components import chart, days, errors, look, place, problems
from audit.pages.components.look import plain
from audit.pages.forms import marks
from audit.pages.frameworks import installed
from audit.services.readiness import evidence
from audit.services.readiness.evidence import Preview
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


_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PLACE, _DONE = "evidence workbook", "evidence workbook done"
_MOST_SHOWN = 20


def draw(app: App, register: Sequence[Evidence]) -> None:
    """Draw both ways."""
    st.header("The register by Excel", anchor=False)
    problems.shown(_PLACE)
    if said := st.session_state.pop(_DONE, ""):
        st.success(plain(said), icon=":material/check_circle:")
    chart.offer(
        "Take the register out as a workbook",
        lambda: _workbook(app, register),
        file_name="evidence-register.xlsx",
        mime=_EXCEL,
        key="evidence out",
        icon=":material/table_view:",
    )
    file = st.file_uploader("A register workbook that came back (.xlsx)", type="xlsx", key="evidence back")
    if file is None:
        st.caption("You see what it brings before anything is taken in. A row that is missing takes nothing away.")
        return
    with st.container(border=True):
        _returned(app, file.name, file.getvalue())


def _workbook(app: App, register: Sequence[Evidence]) -> bytes:
    with app.reading() as db:
        there = people.partnership(db)
    name, marking = (there.name, there.marking) if there is not None else ("", "")
    known = called(evidence.known(installed.in_use(app)))
    return write_evidence_workbook(register, known, partnership=name, marking=marking, today=app.today())


def _returned(app: App, name: str, data: bytes) -> None:
    look.card_title(name, 3)
    with errors.shown():
        returned = read_evidence_workbook(data, installed.graded(app), today=app.today())
        with app.reading() as db:
            found = evidence.preview(db, viewer=app.viewer(), returned=returned)
        _brings(app, returned, found)


def _brings(app: App, returned: RegisterReturn, found: Preview) -> None:
    st.write(f"**{_sum(found)}** Nothing has been taken in yet.")
    if found.does_something:
        rows = [("New", one.title, one.kind.label, one.way.label) for one in found.new]
        rows += [(f"Changed: {one.ref}", one.title, one.kind.label, one.way.label) for one in found.changed]
        look.html(look.table("What the workbook brings", ("What happens", "Title", "Kind", "Points to"), rows))
    _wrong(found)
    marks.draw(found.texts, level=4)
    if found.does_something and not found.wrong:
        st.button(
            "Take in what is new and changed", key="evidence take in", on_click=_take_in, args=(app, returned, found)
        )


def _sum(found: Preview) -> str:
    if not found.does_something and not found.wrong:
        return "Everything in it is here already."
    same = f"{days.number(found.unchanged)} the same"
    return f"{days.number(len(found.new)).capitalize()} new, {days.number(len(found.changed))} changed, {same}."


def _wrong(found: Preview) -> None:
    if not found.wrong:
        return
    count = len(found.wrong)
    st.error(
        f"{'One cell is' if count == 1 else f'{days.number(count).capitalize()} cells are'} wrong. Put this right in "
        "the workbook and choose it again; until then nothing of it is taken in.",
        icon=":material/error:",
    )
    points = "".join(
        f"<li><b>{look.text(one.sheet)}, {look.text(one.cell)}</b>: {look.text(one.why)}</li>"
        for one in found.wrong[:_MOST_SHOWN]
    )
    look.html(f'<ul class="ss-points">{points}</ul>')
    if count > _MOST_SHOWN:
        st.caption(f"And {count - _MOST_SHOWN} more.")


def _take_in(app: App, returned: RegisterReturn, seen: Preview) -> None:
    with problems.caught(_PLACE):
        with app.unit_of_work() as db:
            done = evidence.take_in(db, by=app.person, returned=returned, now=app.now(), seen=seen)
        st.session_state[_DONE] = (
            f"Taken in: {days.number(len(done.new))} new and {days.number(len(done.changed))} changed."
        )
