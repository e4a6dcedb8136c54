"""The inspection letter: read, held beside what was read, put right, and only then kept.

In: the published letter, PDF or Word, which is read and not kept.
Out: its findings as a round of their own, and the written statement that answers them.
"""

from __future__ import annotations

from typing import Literal

import streamlit as st

from audit.app import App
from audit.domain.inspection.letter_drafts import LetterDraft
from audit.domain.people.person import Act
from audit.pages.components import days, look, place, problems
from audit.pages.inspection import letter_check, letter_fields, letter_statement
from audit.services.inspection import letter_drafts, letters
from audit.store.queries import letter_drafts as queries

_PLACE, _FILE, _READ = "letter that comes", "letter file", "letter just read"


def render(app: App) -> None:
    """Show the letters and their statements; let a facilitator read one in and check what was read."""
    mark = st.session_state.pop(_READ, None)
    if mark is not None:
        place.turn_to("letter", check=mark)
    checking = _checking(app)
    if checking is not None:
        letter_check.render(app, checking)
        return
    look.line_above("Inspection", "The letter and the statement that answers it")
    look.title("The inspection letter")
    problems.shown(_PLACE)
    problems.shown(letter_fields.PLACE)
    if _may_read(app):
        _begun(app)
    letter_statement.draw(app)
    if _may_read(app):
        _read(app)
    else:
        st.write("A facilitator reads the letter in. Ask yours when it comes.")
    place.link("home", "Back to Home")


def _may_read(app: App) -> bool:
    return app.person.may(Act.SET_UP) and app.person.may(Act.DECIDE)


def _checking(app: App) -> LetterDraft | None:
    mark = st.query_params.get("check")
    if mark is None or not _may_read(app):
        return None
    with app.reading() as db:
        return queries.draft(db, viewer=app.viewer(), mark=mark)


def _begun(app: App) -> None:
    with app.reading() as db:
        found = queries.begun(db, viewer=app.viewer())
    for number, draft in enumerate(found):
        with st.container(border=True):
            look.card_title(f"You are checking {draft.name}")
            st.write(f"{letter_check.progress(draft)} Last kept {days.moment(draft.saved_at_utc)}.")
            ahead = draft.next_page(0)
            at = "inspection" if draft.looked_at() == 0 else str(ahead or "end")
            weight: Literal["primary", "secondary"] = "secondary" if number else "primary"
            if st.button("Go on with this letter", key=f"go on {draft.mark}", type=weight):
                place.turn_to("letter", check=draft.mark, at=at)
            with st.expander("Throw it away"):
                st.write("What was read and what you put right is deleted. You can read the letter in again.")
                st.button(
                    "Throw this letter away", key=f"away {draft.mark}", on_click=_throw_away, args=(app, draft.mark)
                )


def _throw_away(app: App, mark: str) -> None:
    with problems.caught(_PLACE), app.unit_of_work() as db:
        letter_drafts.throw_away(db, by=app.person, mark=mark, now=app.now())


def _read(app: App) -> None:
    st.header("A new letter", anchor=False)
    st.write(
        "Choose the letter as it was published. It is read here, you put right what was read wrongly, and only what "
        "you confirm becomes findings. The file itself is not kept; its text is, until you are done."
    )
    st.file_uploader(
        "The published letter (.pdf or .docx)", type=["pdf", "docx"], key=_FILE, on_change=_take, args=(app,)
    )


def _take(app: App) -> None:
    given = st.session_state.get(_FILE)
    if given is None:
        return
    content = given.getvalue()
    mark = letter_drafts.mark_of(content)
    with problems.caught(_PLACE):
        letter, lines = letters.read(content, given.name)
        with app.unit_of_work() as db:
            letter_drafts.begin(
                db, by=app.person, mark=mark, name=given.name, letter=letter, lines=lines, now=app.now()
            )
        st.session_state[_READ] = mark
