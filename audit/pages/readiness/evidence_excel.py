"""The evidence register by Excel: out, and back in after a look at what it brings.

In: the register, and a workbook that came back.
Out: a workbook to download; what a returned one would do; and its pieces kept.
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
from audit.domain.readiness.evidence import Evidence
from audit.pages.components import days, downloads, errors, lists, look, problems
from audit.pages.components.plain import plain
from audit.pages.forms import incoming_texts
from audit.pages.frameworks import installed
from audit.services.readiness import evidence as service_of_evidence
from audit.services.readiness import evidence_workbooks as service
from audit.services.readiness.evidence_workbooks import Preview
from audit.store.queries import people

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PLACE, _DONE = "evidence workbook", "evidence workbook done"
_MOST_SHOWN = 20


def draw(app: App, register: Sequence[Evidence]) -> None:
    """Draw both ways."""
    st.header("The register by Excel", anchor=False)
    problems.shown(_PLACE)
    if said := st.session_state.pop(_DONE, ""):
        st.success(plain(said), icon=":material/check_circle:")
    downloads.offer(
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
    known = called(service_of_evidence.known(installed.in_use(app)))
    return write_evidence_workbook(register, known, partnership=name, marking=marking, today=app.today())


def _returned(app: App, name: str, data: bytes) -> None:
    look.card_title(name, 3)
    with errors.shown():
        returned = read_evidence_workbook(data, installed.graded(app), today=app.today())
        with app.reading() as db:
            found = service.preview(db, viewer=app.viewer(), returned=returned)
        _brings(app, returned, found)


def _brings(app: App, returned: RegisterReturn, found: Preview) -> None:
    st.write(f"**{_sum(found)}** Nothing has been taken in yet.")
    if found.does_something:
        rows = [("New", one.title, one.kind.label, one.way.label) for one in found.new]
        rows += [(f"Changed: {one.ref}", one.title, one.kind.label, one.way.label) for one in found.changed]
        look.html(lists.table("What the workbook brings", ("What happens", "Title", "Kind", "Points to"), rows))
    _wrong(found)
    incoming_texts.draw(found.texts, level=4)
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
            done = service.take_in(db, by=app.person, returned=returned, now=app.now(), seen=seen)
        st.session_state[_DONE] = (
            f"Taken in: {days.number(len(done.new))} new and {days.number(len(done.changed))} changed."
        )
