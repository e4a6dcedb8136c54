"""The inspection letter: read, held beside what was read, put right, and only then kept.

In: the published letter, PDF or Word, which is read and not kept.
Out: its findings as a round of their own, and the written statement that answers them.

Here too:
- What a page about an audit shows for a round that was made from an inspection letter.
- The written statements of the letters that are kept: when each is due, what is left, and the way to it in Word.
"""

from __future__ import annotations

from typing import Literal

import streamlit as st

from audit.app import App
from audit.check_out import Paper
from audit.documents.inspection.statement import StatementPaper
from audit.domain import english
from audit.domain.inspection.letter_drafts import LetterDraft
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Round
from audit.pages.components import errors, look, partnership_lists, place
from audit.pages.components.look import plain
from audit.pages.inspection import letter_check, letter_fields
from audit.pages.release import check_out
from audit.services.inspection import letter_drafts, letter_files, published
from audit.store.queries import inspection as queries
from audit.store.queries import rounds

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
    errors.from_last_run(_PLACE)
    errors.from_last_run(letter_fields.PLACE)
    if _may_read(app):
        _begun(app)
    draw(app)
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
        drafts = queries.begun(db, viewer=app.viewer())
    for number, draft in enumerate(drafts):
        with st.container(border=True):
            look.card_title(f"You are checking {draft.name}")
            st.write(f"{letter_check.progress(draft)} Last kept {english.moment(draft.saved_at_utc)}.")
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
    with errors.caught(_PLACE), app.unit_of_work() as db:
        letter_drafts.throw_away(db, by=app.person, mark=mark, now=app.now())


def _read(app: App) -> None:
    st.header("A new letter", anchor=False)
    st.write(
        "Choose the letter as it was published. It is read here, you put right what was read wrongly, and only what "
        "you confirm becomes findings. The file itself is not kept; its text is, until you are done."
    )
    st.file_uploader(
        "The published letter (.pdf or .docx)", type=list(letter_files.READERS), key=_FILE, on_change=_take, args=(app,)
    )


def _take(app: App) -> None:
    file = st.session_state.get(_FILE)
    if file is None:
        return
    content = file.getvalue()
    mark = letter_drafts.mark_of(content)
    with errors.caught(_PLACE):
        letter, lines = letter_files.read(content, file.name)
        with app.unit_of_work() as db:
            letter_drafts.begin(db, by=app.person, mark=mark, name=file.name, letter=letter, lines=lines, now=app.now())
        st.session_state[_READ] = mark


def render_letter_round(audit_round: Round, title: str) -> None:
    """Say that the round has no audit, and lead to its findings, plan, board page and papers."""
    look.line_above(audit_round.title, "Inspection letter")
    look.title(title)
    st.write(
        f"{plain(audit_round.title)} is about an inspection letter. It has no cases and no audit, so this page has "
        "nothing to show for it."
    )
    for name, label in (("findings", "Findings"), ("plan", "Plan"), ("board", "Board"), ("papers", "Papers")):
        place.link(name, f"{label}: {audit_round.ref}", icon=":material/arrow_forward:", round=audit_round.ref)
    place.link("home", "Choose another round on Home", icon=":material/arrow_back:")


def draw(app: App) -> None:
    """Draw each letter that is kept, with its statement."""
    if not app.person.may(Act.READ_FINDINGS):
        return
    with app.reading() as db:
        letters = queries.refs(db)
        refs = [ref for ref in rounds.refs(db) if ref in letters]
    for ref in refs:
        with errors.shown():
            _draw_letter(app, ref)


def _draw_letter(app: App, ref: str) -> None:
    paper = _paper(app, ref)
    inspection = paper.inspection
    st.header(f"Letter of {english.short_day(inspection.published)}: {plain(inspection.area)}", anchor=False)
    left = len(paper.plan.undecided())
    verb = "is" if paper.due >= app.today() else "was"
    st.write(
        f"The written statement {verb} due {english.from_today(paper.due, app.today())}, on {english.day(paper.due)}. "
        + (f"Still to decide: {left}." if left else "Everything is decided.")
    )
    with st.container(horizontal=True):
        place.link("findings", f"Findings: {ref}", round=ref)
        place.link("plan", f"Plan: {ref}", round=ref)
    check_out.link(Paper.STATEMENT, f"Written statement: {ref}", round_ref=ref)


def _paper(app: App, ref: str) -> StatementPaper:
    steps = partnership_lists.inspection_clock()
    with app.reading() as db:
        return published.statement_paper(db, viewer=app.viewer(), round_ref=ref, steps=steps, today=app.today())
