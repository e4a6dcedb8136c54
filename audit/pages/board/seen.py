"""Seen by the board: the day, what it asked, and the answers it is owed until it has them.

In: the board's view of a round.
Out: what is owed, and for whoever records it the day, a question, an answer and what the board is asked to do.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.board.view import BoardView
from audit.domain.people.person import Act
from audit.domain.plan.board_asks import LONGEST, LONGEST_QUESTION, OwnAsk, Question, Verb
from audit.domain.rounds.audit_round import Stage
from audit.errors import AuditError
from audit.pages.components import look, problems
from audit.pages.components.board_texts import BOARD
from audit.pages.components.look import escape_html
from audit.pages.forms import two_writers
from audit.pages.forms.two_writers import Change, Rows, in_words
from audit.services import board
from audit.services.rounds import setup
from audit.store.queries import board as queries

_PLACE = "board seen"
_ANSWER = {"answer": "Answer", "answered_on": "Day of the answer"}


def show(app: App, view: BoardView) -> None:
    """Draw when the board saw the round and what it asked, and for a facilitator the ways to record it."""
    records = app.person.may(Act.DECIDE)
    st.header(BOARD["seen"], anchor=False)
    seen = view.seen_by_board
    st.write(f"Seen by the board on {english.day(seen)}." if seen else BOARD["not seen"])
    two_writers.draw(_PLACE)
    if records and seen is None and view.stage in (Stage.PLAN, Stage.BOARD, Stage.CLOSED):
        _day(app, view)
    for question in view.questions:
        _question(app, view, question, records=records)
    if not view.questions:
        st.write(BOARD["no questions"])
    if records:
        _ask(app, view)
        _asks(app, view)
    owed(app, view)


def owed(app: App, view: BoardView) -> None:
    """Draw the questions about earlier rounds that still wait for their answer."""
    if not view.owed:
        return
    st.header("Still owed from earlier rounds", anchor=False)
    for question in view.owed:
        _question(app, view, question, records=app.person.may(Act.DECIDE))


def _question(app: App, view: BoardView, question: Question, *, records: bool) -> None:
    with st.container(border=True):
        about = f", about {question.round_ref}" if question.round_ref != view.round_ref else ""
        answered = f"Answered on {english.day(question.answered_on)}" if question.answered_on else "Answer owed"
        look.html(
            f'<h3 class="ss-ct">{escape_html(question.text)}</h3><p '
            f'class="ss-soft">{escape_html(question.ref)}{escape_html(about)}, asked on '
            f"{escape_html(english.day(question.asked_on))}. <b>{escape_html(answered)}</b> by "
            f"{escape_html(question.owed_by)}.</p>"
            + (f"<p>{escape_html(question.answer)}</p>" if question.answer else "")
        )
        if records:
            two_writers.draw(_place_of(question))
        if records and question.owed:
            _answer(app, question)


def _place_of(question: Question) -> str:
    return f"board {question.round_ref} answer {question.ref}"


def _day(app: App, view: BoardView) -> None:
    key = f"board {view.round_ref} day"
    with st.form(key, border=False):
        st.date_input(
            "Day on which the board saw it", value=None, max_value=app.today(), format="DD/MM/YYYY", key=f"{key} field"
        )
        st.form_submit_button(
            "Note that the board has seen it",
            type="primary",
            on_click=_seen,
            args=(app, view.round_ref, f"{key} field"),
        )


def _seen(app: App, ref: str, field: str) -> None:
    note_day(app, ref, st.session_state[field], None, _PLACE)


def note_day(app: App, ref: str, day: date | None, seen: date | None, place: str) -> None:
    """Note when the board saw a round; where somebody else noted another day, both are shown at the place."""

    def write(seen: date | None) -> None:
        if day is None:
            raise AuditError("Choose the day on which the board saw it.")
        with app.unit_of_work() as db:
            setup.seen_by_board(db, by=app.person, round_ref=ref, on=day, seen=seen, now=app.now())

    def rows(other_day: date | None) -> Rows:
        return [("The board saw it", in_words(day), in_words(other_day))]

    two_writers.attempt(Change(place=place, subject="this day", write=write, rows=rows), seen)


def _ask(app: App, view: BoardView) -> None:
    key = f"board {view.round_ref} ask {len(view.questions)}"
    with st.expander("Write down a question that the board asked"), st.form(key, border=False):
        st.text_area("What did the board ask?", max_chars=LONGEST_QUESTION, key=f"{key} text")
        st.text_input("Who owes the answer? A role or an agency", max_chars=120, key=f"{key} owed")
        st.date_input(
            "Day on which it was asked",
            value=view.seen_by_board or app.today(),
            max_value=app.today(),
            format="DD/MM/YYYY",
            key=f"{key} day",
        )
        st.form_submit_button("Keep this question", on_click=_keep_question, args=(app, view.round_ref, key))


def _keep_question(app: App, ref: str, key: str) -> None:
    question_text, owes, day = (st.session_state[f"{key} {name}"] for name in ("text", "owed", "day"))
    with problems.caught(_PLACE):
        if day is None:
            raise AuditError("Choose the day on which the board asked.")
        question = Question(ref="", round_ref=ref, asked_on=day, text=question_text, owed_by=owes)
        with app.unit_of_work() as db:
            board.ask(db, by=app.person, round_ref=ref, question=question, now=app.now())


def _answer(app: App, question: Question) -> None:
    key = two_writers.fields_at(_place_of(question))
    with st.expander(f"Write down the answer to {question.ref}"), st.form(key, border=False):
        began = two_writers.of(f"{key} text", question.version)
        st.text_area(f"What was the board told about {question.ref}?", max_chars=LONGEST_QUESTION, key=f"{key} text")
        st.date_input(
            f"Day of the answer to {question.ref}",
            value=app.today(),
            min_value=question.asked_on,
            max_value=app.today(),
            format="DD/MM/YYYY",
            key=f"{key} day",
        )
        st.form_submit_button(
            f"Keep the answer to {question.ref}",
            on_click=_keep_answer,
            args=(app, replace(question, version=began), key),
        )


def _keep_answer(app: App, question: Question, key: str) -> None:
    answer_text, day = st.session_state[f"{key} text"], st.session_state[f"{key} day"]

    def write(changed: Question) -> None:
        with app.unit_of_work() as db:
            about = queries.questions(db, viewer=app.viewer(), round_ref=question.round_ref)
            stored = next(each for each in about if each.ref == question.ref)  # the page shows what was released
            answer = replace(stored, answer=changed.answer, answered_on=changed.answered_on, version=changed.version)
            board.answer(db, by=app.person, question=answer, now=app.now())

    answered = replace(question, answer=answer_text.strip(), answered_on=day)
    two_writers.keep(_place_of(question), answered, write, _ANSWER, subject=f"the answer to {question.ref}")


def _asks(app: App, view: BoardView) -> None:
    with app.reading() as db:
        own_asks = queries.asks(db, round_ref=view.round_ref)
    own = {own_ask.verb: own_ask for own_ask in own_asks}
    key = f"board {view.round_ref} asks"
    ruled = {ask.verb: ask.text for ask in view.asks}
    for verb in Verb:
        two_writers.draw(f"{key} {verb.value}")
    with st.expander("Say in your words what the board is asked to do"), st.form(key, border=False):
        st.caption("Leave a box empty, and the sentence that follows from the plan stands there.")
        began = {}
        for verb in Verb:
            own_ask, field = own.get(verb, OwnAsk(verb=verb, text="")), two_writers.fields_at(f"{key} {verb.value}")
            began[verb] = two_writers.of(field, own_ask)
            st.text_area(
                f"{verb.value} …", value=own_ask.text, max_chars=LONGEST, placeholder=ruled.get(verb, ""), key=field
            )
        st.form_submit_button("Keep these words", on_click=_keep_asks, args=(app, view.round_ref, began, key))


def _keep_asks(app: App, ref: str, began: dict[Verb, OwnAsk], key: str) -> None:
    def write(changed: OwnAsk) -> None:
        with app.unit_of_work() as db:
            board.say_ask(db, by=app.person, round_ref=ref, ask=changed, now=app.now())

    for verb, own_ask in began.items():
        place = f"{key} {verb.value}"
        words = str(st.session_state[two_writers.fields_at(place)]).strip()
        if words != own_ask.text:
            two_writers.keep(place, replace(own_ask, text=words), write, {"text": f"{verb.value} …"})
