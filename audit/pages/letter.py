"""The inspection letter: read, held beside what was read, put right, and only then kept.

In: the published letter, PDF or Word, which stays in memory.
Out: its findings as a round of their own, and the written statement that answers them.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import streamlit as st

from audit.app import App
from audit.documents.statement import write_statement
from audit.domain.inspections import Inspection
from audit.domain.letters import Found, FoundKind, Letter, Line
from audit.domain.people import Act
from audit.errors import AuditError
from audit.pages import place
from audit.pages.components import days, errors, look
from audit.services import inspections, letters
from audit.store.queries import inspections as queries
from audit.store.queries import rounds

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LEFT_OUT = "Leave it out"
_CHOICES = [*FoundKind, _LEFT_OUT]
_KEPT = "letter that was read"


def render(app: App) -> None:
    """Let a facilitator read an inspection letter and keep what it found."""
    look.line_above("Inspection", "The letter and the statement that answers it")
    look.title("The inspection letter")
    _statements(app)
    if app.person.may(Act.SET_UP) and app.person.may(Act.DECIDE):
        _read(app)
    else:
        st.write("A facilitator reads the letter in. Ask yours when it comes.")
    place.link("home", "Back to Home")


def _statements(app: App) -> None:
    if not app.person.may(Act.READ_FINDINGS):
        return
    with app.reading() as db:
        refs = [ref for ref in rounds.refs(db) if ref in queries.refs(db)]
    for ref in refs:
        with app.reading() as db:
            paper = inspections.statement_paper(db, viewer=app.viewer(), round_ref=ref, today=app.today())
        st.header(f"Letter of {days.short_day(paper.inspection.published)}", anchor=False)
        left = len(paper.plan.undecided())
        verb = "is" if paper.due >= app.today() else "was"
        st.write(
            f"The written statement {verb} due {days.from_today(paper.due, app.today())}, on {days.day(paper.due)}. "
            + (f"Still to decide: {left}." if left else "Everything is decided.")
        )
        place.link("findings", f"Findings: {ref}", round=ref)
        if st.button("Make the written statement", key=f"{ref} make", icon=":material/description:"):
            st.download_button(
                "Download the statement in Word", data=write_statement(paper), mime=_WORD, key=f"{ref} download",
                file_name=f"statement-{ref}.docx", on_click="ignore", icon=":material/download:",
            )  # fmt: skip


def _read(app: App) -> None:
    st.header("A new letter", anchor=False)
    st.write(
        "Choose the letter as it was published. It is read on this page, you put right what was read wrongly, and only "
        "what you confirm is kept. The file itself is not."
    )
    given = st.file_uploader("The published letter (.pdf or .docx)", type=["pdf", "docx"], key="letter file")
    if given is None:
        return
    content = given.getvalue()
    mark = sha256(content).hexdigest()[:12]
    if st.session_state.get(_KEPT, ("",))[0] != mark:
        try:
            st.session_state[_KEPT] = (mark, *letters.read(content, given.name))
        except AuditError as error:
            st.error(str(error), icon=":material/error:")
            return
    _, letter, lines = st.session_state[_KEPT]
    _confirm(app, letter, lines, mark)


def _confirm(app: App, letter: Letter, lines: tuple[Line, ...], mark: str) -> None:
    if letter.unread():
        st.warning(f"Not read: {', '.join(letter.unread())}. Look in the letter, and fill in what it says.")
    with st.expander("The letter’s text, page by page", icon=":material/description:"):
        for page in sorted({line.page for line in lines}):
            st.markdown(f"**Page {page}**")
            st.text("\n".join(line.text for line in lines if line.page == page))
    with st.form(f"letter {mark}", border=False, enter_to_submit=False):
        said = _about(letter, mark)
        found = [_one(one, number, mark) for number, one in enumerate(letter.findings, start=1)]
        pressed = st.form_submit_button("Keep these findings", type="primary")
    if pressed:
        ref = None
        with errors.shown():
            if said is None:
                raise AuditError("Give the day of the letter.")
            with app.unit_of_work() as db:
                kept = [one for one in found if one is not None]
                ref = inspections.keep(db, by=app.person, inspection=said, found=kept, now=app.now())
        if ref is not None:
            place.go("findings", round=ref)


def _about(letter: Letter, mark: str) -> Inspection | None:
    st.subheader("The inspection", anchor=False)
    area = st.text_input("Area", letter.area or "", key=f"{mark} area", max_chars=160)
    theme = st.text_input("Theme", letter.theme or "", key=f"{mark} theme", max_chars=300)
    authority = st.text_input(
        "Principal authority", letter.principal_authority or "", key=f"{mark} authority", max_chars=700
    )
    first = _day("First day of the inspection", letter.inspection_start, f"{mark} first")
    last = _day("Last day of the inspection", letter.inspection_end, f"{mark} last")
    published = _day("Day of the letter", letter.published, f"{mark} published")
    due = _day("Statement due (empty: 70 working days)", letter.due, f"{mark} due")
    if published is None:
        return None
    return Inspection(
        area=area, theme=theme, principal_authority=authority, published=published, inspection_start=first,
        inspection_end=last, due=due,
    )  # fmt: skip


def _one(found: Found, number: int, mark: str) -> Found | None:
    st.subheader(f"Finding {number}, page {found.page}", anchor=False)
    kind = st.selectbox(
        f"What finding {number} is",
        _CHOICES,
        index=_CHOICES.index(found.kind),
        format_func=lambda one: one.label if isinstance(one, FoundKind) else one,
        key=f"{mark} kind {number}",
    )
    text = st.text_area(f"Finding {number} in the letter’s words", found.text, key=f"{mark} text {number}")
    return Found(kind=kind, text=text, page=found.page) if isinstance(kind, FoundKind) else None


def _day(label: str, day: date | None, key: str) -> date | None:
    return st.date_input(
        label, value=day, format="DD/MM/YYYY", key=key, min_value=date(2015, 1, 1), max_value=date(2099, 12, 31)
    )
