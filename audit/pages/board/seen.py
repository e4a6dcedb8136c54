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
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Act
from audit.domain.plan.board_asks import LONGEST, LONGEST_QUESTION, OwnAsk, Question, Verb
from audit.domain.rounds.audit_round import Stage
from audit.pages.components import look
from audit.pages.components.board_texts import BOARD
from audit.pages.components.look import escape_html
from audit.pages.forms import form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import DateField, Entered, Field, Part, TextField, day_text
from audit.services import board
from audit.services.rounds import setup
from audit.store.queries import board as queries
from audit.store.work import Db

_NO_DAY = "no day"


def show(app: App, view: BoardView) -> None:
    """Draw when the board saw the round and what it asked, and for a facilitator the ways to record it."""
    records = app.person.may(Act.DECIDE)
    st.header(BOARD["seen"], anchor=False)
    seen = view.seen_by_board
    st.write(f"Seen by the board on {english.day(seen)}." if seen else BOARD["not seen"])
    day = day_form(app, view.round_ref, view.seen_by_board, button="Note that the board has seen it")
    if records and view.stage in (Stage.PLAN, Stage.BOARD, Stage.CLOSED) and (seen is None or form.is_begun(day)):
        form.draw(day)
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
        answer = _answer(app, question)
        if records and (question.owed or form.is_begun(answer)):
            form.fold(f"Write down the answer to {question.ref}", answer)


def day_form(app: App, round_ref: str, seen: date | None, *, button: str) -> Form:
    """Return the form that notes the day on which the board saw a round."""
    label, missing = "Day on which the board saw it", "Enter the day on which the board saw it."
    field = DateField(name="day", label=label, missing=missing, most=app.today(), needed=True, start=day_text(seen))

    def write(db: Db, entered: Entered) -> None:
        on = entered.day("day") or date.max
        before = None if entered.seen == _NO_DAY else date.fromisoformat(entered.seen)
        setup.seen_by_board(db, by=app.person, round_ref=round_ref, on=on, seen=before, now=app.now())

    return Form(
        app=app,
        kind=FormKind.BOARD_DAY,
        round_ref=round_ref,
        seen=day_text(seen) or _NO_DAY,
        parts=(Part(fields=(field,)),),
        button=button,
        write=write,
        subject="this day",
    )


def _question_fields(today: date) -> tuple[Field, ...]:
    return (
        TextField(
            name="text",
            label="What did the board ask?",
            missing="Enter what the board asked.",
            rows=3,
            most=LONGEST_QUESTION,
            short="What the board asked",
            needed=True,
        ),
        TextField(
            name="owed",
            label="Who owes the answer?",
            hint="A role or an agency.",
            missing="Enter who owes the board the answer: a role or an agency.",
            most=120,
            short="Who owes the answer",
            needed=True,
        ),
        DateField(name="day", label="Day on which it was asked", most=today, needed=True),
    )


def _ask(app: App, view: BoardView) -> None:
    fields = _question_fields(app.today())

    def write(db: Db, entered: Entered) -> None:
        question = Question(
            ref="",
            round_ref=view.round_ref,
            asked_on=entered.day("day") or date.max,
            text=entered.text("text"),
            owed_by=entered.text("owed"),
        )
        board.ask(db, by=app.person, round_ref=view.round_ref, question=question, now=app.now())

    form.fold(
        "Write down a question that the board asked",
        Form(
            app=app,
            kind=FormKind.BOARD_QUESTION,
            round_ref=view.round_ref,
            parts=(Part(fields=fields),),
            button="Keep this question",
            write=write,
        ),
    )


def _answer_fields(question: Question, today: date) -> tuple[Field, ...]:
    return (
        TextField(
            name="text",
            label=f"What was the board told about {question.ref}?",
            missing="Enter what the board was told.",
            rows=3,
            most=LONGEST_QUESTION,
            short="What the board was told",
            needed=True,
            start=question.answer,
        ),
        DateField(
            name="day",
            label=f"Day of the answer to {question.ref}",
            least=question.asked_on,
            most=today,
            needed=True,
            start=day_text(question.answered_on),
        ),
    )


def _answer(app: App, question: Question) -> Form:
    """Return the form for an answer; it begins with nothing, and with theirs where somebody else wrote one."""
    ref = question.ref
    fields = _answer_fields(question, app.today())

    def write(db: Db, entered: Entered) -> None:
        about = queries.questions(db, viewer=app.viewer(), round_ref=question.round_ref)
        stored = next(each for each in about if each.ref == ref)  # the page shows what was released
        text, day, version = entered.text("text"), entered.day("day"), int(entered.seen)
        answered = replace(stored, answer=text, answered_on=day, version=version)
        board.answer(db, by=app.person, question=answered, now=app.now())

    return Form(
        app=app,
        kind=FormKind.BOARD_ANSWER,
        about=ref,
        round_ref=question.round_ref,
        seen=str(question.version),
        parts=(Part(fields=fields),),
        button=f"Keep the answer to {ref}",
        write=write,
        subject=f"the answer to {ref}",
    )


def _asks(app: App, view: BoardView) -> None:
    with app.reading() as db:
        own = {own_ask.verb: own_ask for own_ask in queries.asks(db, round_ref=view.round_ref)}
    asks = [own.get(verb, OwnAsk(verb=verb, text="")) for verb in Verb]
    ruled = {ask.verb: ask.text for ask in view.asks}
    fields = [
        TextField(
            name=ask.verb.value,
            label=f"{ask.verb.value} …",
            hint=ruled.get(ask.verb, ""),
            rows=2,
            most=LONGEST,
            short=ask.verb.value,
            start=ask.text,
        )
        for ask in asks
    ]

    def write(db: Db, entered: Entered) -> None:
        for ask, version in zip(asks, entered.seen.split(), strict=True):
            if (words := entered.text(ask.verb.value)) != ask.text:
                changed = replace(ask, text=words, version=int(version))
                board.say_ask(db, by=app.person, round_ref=view.round_ref, ask=changed, now=app.now())

    form.fold(
        "Say in your words what the board is asked to do",
        Form(
            app=app,
            kind=FormKind.BOARD_ASKS,
            round_ref=view.round_ref,
            seen=" ".join(str(ask.version) for ask in asks),
            parts=(Part(text="Leave a box empty to use the sentence that follows from the plan.", fields=fields),),
            button="Keep these words",
            write=write,
            subject="what the board is asked to do",
        ),
    )
